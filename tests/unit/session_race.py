"""Two doors ask for the same person's light at about the same time, each a process of its own."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from as_light import practice_counts
from kept_plan_made import plan, rows
from web_house import MASK, Visitor, an_app, answers

from openpbm.cli.main import main
from openpbm.devices.clock import moment
from openpbm.files.anchor import Anchors
from openpbm.files.json_value import Json, json_text
from openpbm.files.ledger.path import anchors_path
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.plan.digest import sealed
from openpbm.record import PersonAdded
from openpbm.reports.session_words import CHECKLIST
from openpbm.tracking.account import record_of
from openpbm.web.guard import Guard
from openpbm.web.pages import Rooms
from openpbm.web.people import inputs_of

TERMINAL, APP = "terminal", "app"
PAIRS = ((TERMINAL, TERMINAL), (TERMINAL, APP), (APP, APP))
SPEED = "2000"
SHORT_MIN = 0.5  # of the plan's session, so that an app at 60 times its pace is over soon
MOST_GAP_S = 0.8
PATIENCE_S = 300.0  # for what never comes; no pace
WHOLE = 0.95


@dataclass(frozen=True, kw_only=True)
class Race:
    """What two doors made of one evening."""

    doors: tuple[str, str]
    gap_s: float
    told: tuple[int, int]  # what each said: 0 given, 1 refused
    shares: tuple[float, ...]  # of the planned light, of each session in the ledger
    is_sound: bool

    @property
    def is_double(self) -> bool:
        """More than one session, or more light than one."""
        return len(self.shares) > 1 or sum(self.shares) > 1.02

    @property
    def is_lost(self) -> bool:
        """Nobody gave the whole of it, or nobody says so."""
        return sum(self.shares) < WHOLE or self.told.count(0) != 1


def app_beside_a_terminal(folder: Path) -> Guard:
    """An app that keeps its second anchors where the terminal of this machine does."""
    return an_app(folder, anchors=Anchors(anchors_path(os.environ)))


def house(folder: Path, content: dict[str, Json] | None = None) -> str:
    """A data folder with one person, whose plan begins today, and an empty ledger; their id."""
    guard = app_beside_a_terminal(folder)
    rooms = guard.app.state.rooms
    assert isinstance(rooms, Rooms)
    visitor = Visitor(guard)
    where, _ = visitor.send("/new", answers())
    person = where.removesuffix("/screen").removeprefix("/p/")
    visitor.send(f"/p/{person}/mask/{MASK}", {"do": "save", "standoff": "10"})
    kept = rooms.kept(person)
    about: dict[str, Json] = {"inputs": inputs_of(kept), "start": date.today().isoformat()}
    kept.plan_folder.mkdir(exist_ok=True)
    (kept.plan_folder / "plan.json").write_text(
        json_text(sealed(short_plan() if content is None else content)), "utf-8"
    )
    (kept.plan_folder / "page.html").write_text("<p>a plan</p>", "utf-8")
    (kept.plan_folder / "made.json").write_text(json_text(about), "utf-8")
    rooms.close()
    with open_ledger(folder / "ledger.sqlite") as ledger:  # without an anchor, as it is copied
        ledger.append(PersonAdded(person_id=person, name="Ada", at_utc=moment().utc))
    return person


def short_plan() -> dict[str, Json]:
    """Half a minute every day of the week."""
    content = plan()
    own = content["session"]
    assert isinstance(own, dict)
    channels: list[Json] = [{**row, "minutes": SHORT_MIN} for row in rows(own, "channels")]
    return {**content, "session": {**own, "minutes": SHORT_MIN, "channels": channels}}


@practice_counts()
def race(folder: Path, person: str, doors: tuple[str, str], rng: random.Random) -> Race:
    """Let both run, the second a random moment after the first, and look at the ledger."""
    gap_s = rng.choice((0.0, rng.uniform(0.0, MOST_GAP_S)))
    children = [_started(folder, person, door) for door in doors]
    for ready, _, _ in children:
        os.read(ready, 1)
    for number, (_, go, _) in enumerate(children):
        time.sleep(gap_s if number else 0.0)
        os.write(go, b"g")
    told = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for _, _, child in children]
    for ready, go, _ in children:
        os.close(ready)
        os.close(go)
    with read_ledger(folder / "ledger.sqlite") as ledger:
        sound, events = ledger.verify().is_sound, ledger.events(person)
    sittings = record_of(events, person).sittings
    return Race(
        doors=doors,
        gap_s=gap_s,
        told=(told[0], told[1]),
        shares=tuple(sitting.share for sitting in sittings if sitting.minutes > 0),
        is_sound=sound,
    )


def _started(folder: Path, person: str, door: str) -> tuple[int, int, int]:
    """A copy of this process at a door: a pipe that says it is ready, one to let it go, its id."""
    ready, is_ready = os.pipe()
    goes, go = os.pipe()
    child = os.fork()
    if child:
        os.close(is_ready)
        os.close(goes)
        return ready, go, child
    code = 70
    try:
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        ask = (_terminal if door == TERMINAL else _app)(folder, person)
        os.write(is_ready, b"r")
        os.read(goes, 1)
        code = ask()
    finally:
        os._exit(code)


def _terminal(folder: Path, person: str) -> Callable[[], int]:
    path = folder / "people" / person / "plan" / "plan.json"
    ledger = folder / "ledger.sqlite"
    words = ["session", str(path), "--ledger", str(ledger), "--as", person, "--yes"]
    return lambda: main([*words, "--speed", SPEED])


def _app(folder: Path, person: str) -> Callable[[], int]:
    """An app of its own over the same folder, and a browser that presses Begin."""
    visitor = Visitor(app_beside_a_terminal(folder))
    form = {f"check-{number}": "yes" for number in range(len(CHECKLIST))}
    form |= {"do": "begin", "device": "simulated", "pace": "fast", "token": visitor.token()}

    def ask() -> int:
        answer = visitor.client.post(f"/p/{person}/today", data=form)
        if answer.status_code != 303:
            return 1
        end = time.monotonic() + PATIENCE_S
        while True:
            told = visitor.client.get(f"/p/{person}/today/now").json()
            if told["is_over"]:
                return 0 if told.get("reason") == "done" else 1
            if time.monotonic() > end:
                return 70
            time.sleep(0.02)

    return ask
