"""The way of a noun from its file to the report: which files it visits, and how often it climbs.

    python tests/bench/trips.py [examples/home.toml]

Plans once and writes down every call that is handed the person (or the mask), alone or as a part
of something. Calls are counted once for each pair of caller and callee, in the order of the
first. Between two calls the reader goes from file to file: a *visit* is a move to another file, a
*climb* a move to one on a higher floor of the import contract. A question to the noun itself, such
as whether a mask is worn, sends nobody elsewhere: the last number leaves those out.
"""

from __future__ import annotations

import inspect
import sys
import tempfile
import tomllib
from dataclasses import dataclass, field, is_dataclass
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType

import openpbm
from openpbm.mask import Mask
from openpbm.person import Person

HOUSE = Path(openpbm.__file__).parent
ROOT = Path(__file__).parents[2]
NOUNS: dict[str, type] = {"person": Person, "mask": Mask}


def floors() -> dict[str, int]:
    """Room to floor, the highest first, out of the import contract."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contract["contracts"][0]["layers"]
    return {
        room.strip(): len(layers) - place
        for place, rooms in enumerate(layers)
        for room in rooms.replace(":", "|").split("|")
    }


@dataclass
class Trip:
    """Files in the order in which they are handed a noun."""

    moves: list[tuple[str, str]] = field(default_factory=list)
    seen: set[tuple[CodeType, CodeType]] = field(default_factory=set)

    def note(self, frame: FrameType, caller: FrameType) -> None:
        """A call, unless the same pair was noted before."""
        pair = (caller.f_code, frame.f_code)
        if pair not in self.seen:
            self.seen.add(pair)
            self.moves.append((caller.f_code.co_filename, frame.f_code.co_filename))

    def stays(self, but: str = "") -> list[str]:
        """Files, one after the other, each differing from the one before; one left out."""
        found: list[str] = []
        for file in (file for move in self.moves for file in move if file != but):
            if not found or found[-1] != file:
                found.append(file)
        return found


def holds(value: object, noun: type) -> bool:
    """The noun itself, or something that carries it: a scene, a plan, a request."""
    carried = getattr(value, "__dict__", {}).values() if is_dataclass(value) else ()
    return type(value) is noun or any(type(part) is noun for part in carried)


def floor_of(file: str, floor: dict[str, int]) -> int:
    """Of a file in the house; the door is above all."""
    return floor.get(Path(file).relative_to(HOUSE).parts[0].removesuffix(".py"), len(floor))


def walked(plan_file: str) -> dict[str, Trip]:
    """Plan, and watch every call in the house."""
    trips = {name: Trip() for name in NOUNS}
    house = str(HOUSE)

    def watch(frame: FrameType, event: str, _: object) -> None:
        caller = frame.f_back
        if event != "call" or caller is None or not frame.f_code.co_filename.startswith(house):
            return
        if not caller.f_code.co_filename.startswith(house):
            return
        many = frame.f_code.co_argcount + frame.f_code.co_kwonlyargcount
        given = [frame.f_locals.get(name) for name in frame.f_code.co_varnames[:many]]
        for name, noun in NOUNS.items():
            if any(holds(value, noun) for value in given):
                trips[name].note(frame, caller)

    with tempfile.TemporaryDirectory() as out:
        from openpbm.cli.main import main

        sys.argv = ["openpbm", "plan", plan_file, "--out", out]
        sys.setprofile(watch)
        try:
            main()
        except SystemExit:
            pass
        finally:
            sys.setprofile(None)
    return trips


def told(name: str, trip: Trip, floor: dict[str, int]) -> str:
    """A line for a noun."""
    stays, elsewhere = trip.stays(), trip.stays(but=str(inspect.getsourcefile(NOUNS[name])))
    every, apart = (
        sum(after > before for before, after in pairwise(floor_of(file, floor) for file in some))
        for some in (stays, elsewhere)
    )
    files = len(set(stays))
    return f"{name}: {len(stays)} visits, {files} files, {every} climbs, {apart} without its own"


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "examples" / "home.toml")
    every = floors()
    for noun, trip in walked(chosen).items():
        print(told(noun, trip, every))
