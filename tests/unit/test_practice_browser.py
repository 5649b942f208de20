"""A practice in a real browser: a tired nurse's day, and every new page at two widths."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from desk_walk import AHEAD, Walk, finish, give, seat
from headless import Page, browser, find_chromium
from kept_plan_made import plan
from test_web_browser import checked, fits_at_twice_the_text
from test_web_practice import an_id
from test_web_session import follow
from web_house import Visitor, home_of, rooms_in, served

from openpbm.devices import clock
from openpbm.sitting import live as live_room
from openpbm.tracking.account import LightRecord
from openpbm.web.app import make_app
from openpbm.web.guard import Guard
from openpbm.web.work import Workers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        find_chromium() is None and not os.environ.get("CI"), reason="no Chromium found"
    ),
]
PANEL = Path(__file__).parents[2] / "examples" / "clinic-panel.toml"
PATIENTS = ("Ada", "Bo", "Cleo")
MOST_CLICKS = 10  # for one patient: `tests/bench/desk.py` counts them
LAST = date.today() - timedelta(days=2)  # longer ago than a rhythm asks to wait


@dataclass(kw_only=True)
class Practice:
    """A running practice: its address, its panel, its protocol, its patients."""

    app: Guard
    home: str
    panel: str
    protocol: str
    people: list[str]


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    listening = socket.create_server(("127.0.0.1", 0))
    port, home = listening.getsockname()[1], home_of(listening)
    app = make_app(tmp_path_factory.mktemp("house"), port=port, workers=Workers(apart=False))
    visitor = Visitor(app, home=home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_awake_ns", lambda: time.monotonic_ns() + round(AHEAD["s"] * 1e9))
        patch.setattr(live_room, "READY_MS", 1_000)
        made = filled(app, visitor, home)
        with served(app, listening):
            yield made


def filled(app: Guard, visitor: Visitor, home: str) -> Practice:
    """A device, a protocol, and patients who had a session the day before yesterday."""
    sent = visitor.client.post(
        "/practice/device/file",
        data={"token": visitor.token()},
        files={"file": ("panel.toml", PANEL.read_bytes(), "application/toml")},
    )
    panel = sent.headers["location"]
    asked: dict[str, str | list[str]] = {
        "name": "Firm, upper panel",
        "author": "Dr Weiss",
        "light-0-goal": "wrinkles_firmness",
        "light-0-zone": "upper",
    }
    protocol, _ = visitor.send("/practice/protocol/new", asked)
    visitor.send("/practice", {"practice": "Practice am Park", "born": "yes"})
    people = []
    for name in PATIENTS:
        by = f"{an_id(protocol)}.1"
        person = visitor.new_person(name=name, device=an_id(panel), protocol=by)
        kept = rooms_in(app).kept(an_id(person))
        kept.plan_folder.mkdir(exist_ok=True)
        (kept.plan_folder / "page.html").write_text("<p>A plan.</p>", "utf-8")
        follow(app, person, plan(LAST, zones=("upper",)))
        day = LAST.isoformat()
        visitor.send(f"{person}/log", {"do": "planned", "day": day, "sure": "yes"})
        people.append(person)
    return Practice(app=app, home=home, panel=panel, protocol=protocol, people=people)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        yield opened


def pages(practice: Practice) -> list[str]:
    first = practice.people[0]
    own = [f"{first}/{place}" for place in ("today", "record", "mask", "you")]
    return [
        *(
            "/people",
            "/people?called=ad",
            "/practice",
            "/practice/device/new",
            "/practice/protocol/new",
        ),
        *(practice.panel, practice.protocol, f"/new?device={an_id(practice.panel)}", *own),
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_a_practice_is_clean_and_fits(
    page: Page, practice: Practice, width: int
) -> None:
    page.size(width, 900)
    for number, path in enumerate(pages(practice)):
        page.goto(practice.home + path)
        shot(page, f"{width}-{number:02}")
        checked(page, f"{path} at {width}")
        fits_at_twice_the_text(page, f"{path} at {width}")
        shot(page, f"{width}-{number:02}-twice")


def shot(page: Page, name: str) -> None:
    """A picture, where a folder for them is named."""
    folder = os.environ.get("OPENPBM_PICTURES")
    if folder:
        with suppress(RuntimeError):  # a list at twice the text is too long for one
            page.screenshot(Path(folder) / f"{name}.png")


def test_three_patients_on_one_panel_each_from_the_list_to_the_record_and_back(
    page: Page, practice: Practice
) -> None:
    page.size(1280, 900)
    page.goto(f"{practice.home}/people")
    light = rooms_in(practice.app).light
    for person in practice.people:
        walk = Walk(page=page, home=practice.home, pictures=None)
        seat(walk, person)
        assert page.value("document.querySelector('.whose').textContent") in PATIENTS
        for width in (390, 1280):  # before its light, with the name of zone and goal
            page.size(width, 900)
            fits_at_twice_the_text(page, f"the session at {width}")
            page.value("document.documentElement.style.fontSize = ''; true")
        give(walk)
        finish(walk)
        assert walk.clicks <= MOST_CLICKS
        record = light.record(an_id(person))
        assert isinstance(record, LightRecord)
        given = [one.begun.day for one in record.sittings if one.minutes > 0]
        assert given == [LAST, date.today()], person
        assert record.sittings[-1].ended is not None
        assert [one.answer for one in record.skin if not hasattr(one, "fine")] == ["fine"]
    assert page.value("document.querySelectorAll('.person .button.main-action').length") == 0
    assert page.problems() == []
