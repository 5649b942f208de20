"""Draw the house and the walk of a plan: `python docs/pictures/house.py`, a plan long.

Floors and rooms are those of the import contract; the walk is what a plan calls, in that order.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import FrameType

from openpbm.reports import draw

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HOUSE = ROOT / "src" / "openpbm"
WALK, PICTURE, PAGE = HERE / "walk.json", HERE / "house.svg", ROOT / "docs" / "house.md"
MADE = re.compile(r"(<!-- drawn (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
HOSTS = ("planning.plan", "planning.scene")  # what they call is the walk
FLOORS = {  # the storey of a floor of the contract, by its first room
    "cli": "doors", "web": "doors", "reports": "edges", "speech": "edges",
    "dossier": "work", "sitting": "work", "maps": "work",
    "planning": "work", "safety": "judgement", "dose": "physics", "light": "physics",
    "answer": "nouns", "mask": "nouns", "record": "nouns", "role": "ground", "tables": "ground",
    "sampling": "ground", "units": "ground",
}  # fmt: skip
WIDE, TALL, LEFT, GAP = 96.0, 40.0, 92.0, 8.0
LIT = "#f4d9d5"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One call on the walk: where it goes, and what is said there."""

    module: str
    name: str

    @property
    def room(self) -> str:
        """The room it enters."""
        return self.module.split(".")[0]

    @property
    def told(self) -> str:
        """The first line of what its function says of itself."""
        function = getattr(import_module(f"openpbm.{self.module}"), self.name)
        return (inspect.getdoc(function) or "").partition("\n")[0].removesuffix(".")


def floors() -> list[list[str]]:
    """Rooms of each floor, from the top down, as the contract has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if "layers" in one)
    return [re.findall(r"\w+", layer) for layer in layers]


def kept_walk() -> list[Step]:
    """The walk as it was traced last."""
    return [Step(**one) for one in json.loads(WALK.read_text(encoding="utf-8"))]


def traced() -> list[Step]:
    """What a plan calls in other modules of the house, each when it comes first."""
    import openpbm

    mask = openpbm.catalogue_mask("higherdose-red-light-face-mask")
    wishes = (openpbm.Wish(goal="wrinkles"),)
    person = openpbm.Person(
        age_years=52, phototype="II", wishes=wishes, recent_light=openpbm.NO_LIGHT
    )
    found: dict[tuple[str, str], Step] = {}

    def seen(frame: FrameType, event: str, _: object) -> None:
        caller = frame.f_back
        if event != "call" or caller is None:
            return
        host, module = (str(f.f_globals.get("__name__", "")) for f in (caller, frame))
        name = frame.f_code.co_name
        if host.removeprefix("openpbm.") not in HOSTS or not module.startswith("openpbm."):
            return
        named = frame.f_globals.get(name)
        if module != host and getattr(named, "__code__", None) is frame.f_code and name[0] != "_":
            inside = module.removeprefix("openpbm.")
            found.setdefault((inside, name), Step(module=inside, name=name))

    sys.setprofile(seen)
    try:
        openpbm.plan(person, mask, start=date(2026, 12, 1), scenarios=16)
    finally:
        sys.setprofile(None)
    plain = ("fact", "field", "arrays", "interval", "units", "threads", "errors")
    return [step for step in found.values() if step.room not in plain]


def picture(walk: list[Step]) -> str:
    """The floors as rows; a room that a plan walks through is coloured and bears its steps."""
    rows = floors()
    width = LEFT + max(map(len, rows)) * (WIDE + GAP) + GAP
    height = len(rows) * (TALL + GAP) + 2 * GAP
    parts = []
    before = ""
    for row, rooms in enumerate(rows):
        top = GAP + row * (TALL + GAP)
        storey = FLOORS[rooms[0]]
        if storey != before:
            parts.append(draw.text(12, top + 25, storey))
        before = storey
        parts += [_room(name, at, top, walk) for at, name in enumerate(rooms)]
    title = "The rooms of the house by floor; numbers are the steps of a plan"
    return draw.alone(width, height, title, parts)


def _room(name: str, at: int, top: float, walk: list[Step]) -> str:
    left = LEFT + at * (WIDE + GAP)
    steps = [str(n) for n, step in enumerate(walk, 1) if step.room == name]
    shown = steps if len(steps) <= 5 else [*steps[:4], "..."]
    lit = LIT if steps else "#fff"
    box = draw.tag("rect", x=left, y=top, width=WIDE, height=TALL, rx=5, fill=lit, stroke=draw.SOFT)
    room = draw.text(left + 8, top + 17, name, "ink")
    return box + room + draw.text(left + 8, top + 33, " ".join(shown))


def walk_table(walk: list[Step]) -> str:
    """The walk, a row a step."""
    rows = [
        f"| {n} | `{step.module}.{step.name}` | {step.told.replace('|', '/')} |\n"
        for n, step in enumerate(walk, 1)
    ]
    return "\n| step | calls | which does |\n| --- | --- | --- |\n" + "".join(rows) + "\n"


def rooms_table() -> str:
    """Every room, and what it says of itself."""
    rows = []
    for rooms in floors():
        for room in rooms:
            said = ast.get_docstring(ast.parse(_first_file(room).read_text(encoding="utf-8"))) or ""
            first = " ".join(said.split("\n\n")[0].split()).replace("|", "/")
            rows.append(f"| `{room}` | {first} |\n")
    return "\n| room | what it is |\n| --- | --- |\n" + "".join(rows) + "\n"


def _first_file(room: str) -> Path:
    own = HOUSE / f"{room}.py"
    return own if own.exists() else HOUSE / room / "__init__.py"


def page(text: str, walk: list[Step]) -> str:
    """The page with its tables made anew."""
    made = {"walk": walk_table(walk), "rooms": rooms_table()}
    return MADE.sub(lambda at: at[1] + made[at[2]] + at[4], text)


def main() -> None:
    """Trace a plan, draw, and rewrite the tables of the page; `--kept` takes the last trace."""
    if "--kept" not in sys.argv:
        steps = [{"module": step.module, "name": step.name} for step in traced()]
        WALK.write_text(json.dumps(steps, indent=1) + "\n", encoding="utf-8")
    walk = kept_walk()
    PICTURE.write_text(picture(walk), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), walk), encoding="utf-8")


if __name__ == "__main__":
    main()
