"""A tired nurse at 1280 px: three patients, one panel. `python tests/bench/desk.py [FOLDER]`.

From the list of people to begun, given, logged, skin answered, record printed, and back in
the list, for each of them; the light itself is passed over by setting the clock on. Counts clicks
(a field that is filled is one), pages, and seconds of the machine; what a hand would need beside
them is reckoned at 1.3 s a click and 1.35 s a page to look at (keystroke-level model). Keeps
pictures in FOLDER. Exits with 1 where a walk took more clicks than MOST, or something was said in
the browser's console.
"""

from __future__ import annotations

import json
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from desk_walk import AHEAD, Walk, finish, give, seat
from headless import browser
from web_house import SCENARIOS, Visitor
from web_house import served as at_socket

from openpbm.devices import clock
from openpbm.sitting import live as live_room
from openpbm.web.app import make_app
from openpbm.web.work import Workers

ROOT = Path(__file__).parents[2]
PATIENTS = ("Ada", "Bo", "Cleo")
PANEL = ROOT / "examples" / "clinic-panel.toml"
GOAL = {"goal": "wrinkles_firmness", "region": ("forehead", "left_cheek", "right_cheek")}
GAP_DAYS = 3  # from the first session of such a plan to its second
MOST = 10  # clicks for one patient
CLICK_S, LOOK_S = 1.3, 1.35  # a pointed click; a page to take in
WIDTH, HEIGHT = 1280, 900


def patients(visitor: Visitor, today: date) -> list[str]:
    """Three patients with a plan for the panel, of which a session was given."""
    made = []
    for name in PATIENTS:
        person = visitor.new_person(name=name, **GOAL)
        sent = visitor.client.post(
            f"{person}/mask/file",
            data={"token": visitor.token()},
            files={"file": ("panel.toml", PANEL.read_bytes(), "application/toml")},
        )
        assert sent.status_code == 303
        visitor.send(f"{person}/mask/own", {"do": "save"})
        begin_before(visitor, person, today)
        made.append(person)
    return made


def begin_before(visitor: Visitor, person: str, today: date) -> None:
    day = (today - timedelta(days=GAP_DAYS)).isoformat()
    visitor.send(f"{person}/plan", {"do": "make", "start": day})
    assert visitor.wait(person)["state"] == "done"
    visitor.send(f"{person}/log", {"do": "planned", "day": day, "sure": "yes"})


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Visitor]]:
    """The app over a folder, at its address, and a visitor that fills it."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = make_app(folder, port=port, workers=Workers(apart=False), scenarios=SCENARIOS)
    with at_socket(app, listening) as home:
        yield home, Visitor(app, home=home)


def walked(pictures: Path | None) -> list[dict[str, object]]:
    """A row for each patient."""
    clock._awake_ns = lambda: time.monotonic_ns() + round(AHEAD["s"] * 1e9)
    setattr(live_room, "READY_MS", 1_000)  # noqa: B010  # goggles are on quickly here
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder, browser(patience_s=900) as page:
        place = Path(folder) / "house"
        with served(place) as (home, visitor):
            people = patients(visitor, date.today())
            page.size(WIDTH, HEIGHT)
            page.goto(f"{home}/people")
            for name, person in zip(PATIENTS, people, strict=True):
                walk = Walk(page=page, home=home, pictures=pictures)
                walk.shots = 100 * len(rows)
                walk.look()
                began = time.monotonic()
                seat(walk, person)
                sat = time.monotonic()
                give(walk)
                dark = time.monotonic()
                finish(walk)
                machine_s = (sat - began) + (time.monotonic() - dark)
                rows.append(
                    {
                        "patient": name,
                        "clicks": walk.clicks,
                        "pages": walk.pages,
                        "machine_s": round(machine_s, 1),
                        "reckoned_s": round(
                            machine_s + CLICK_S * walk.clicks + LOOK_S * walk.pages, 1
                        ),
                        "problems": page.problems(),
                    }
                )
    return rows


def main() -> int:
    """Print a row a patient."""
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    rows = walked(pictures)
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    return int(any(int(str(row["clicks"])) > MOST or row["problems"] for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
