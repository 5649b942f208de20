"""Two zones and two goals: each protocol has its own light, its own choice, its own line."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from as_light import as_light  # noqa: F401
from kept_plan_made import plan, rows
from session_race import app_beside_a_terminal, house
from web_house import Reading, Visitor

from openpbm.cli.main import main
from openpbm.devices.clock import moment
from openpbm.files.json_value import Json
from openpbm.files.ledger.claim import take
from openpbm.files.ledger.store import open_ledger
from openpbm.record import SessionBegun, SessionEnded
from openpbm.reports.session_words import CHECKLIST
from openpbm.tracking.account import record_of
from openpbm.tracking.given import Sitting
from openpbm.web.pages import Rooms

pytestmark = pytest.mark.usefixtures("as_light")
PARTS = (  # as the app makes it of two zones and two goals: zone, goal, minutes
    ("upper", "wrinkles_firmness", 0.3),
    ("lower", "wrinkles_firmness", 0.25),
    ("upper", "acne", 0.5),
    ("lower", "acne", 0.4),
)
NAMES = tuple(
    f"{zone}, {'acne' if goal == 'acne' else 'wrinkles and firmness'}" for zone, goal, _ in PARTS
)
BEGIN: dict[str, str | list[str]] = {
    **{f"check-{number}": "yes" for number in range(len(CHECKLIST))},
    "do": "begin",
    "device": "simulated",
    "pace": "fast",
}
PATIENCE_S = 300.0  # for what never comes; no pace


def four_lights() -> dict[str, Json]:
    content = plan(day_cap=400.0, week_cap=2000.0)
    own = content["session"]
    assert isinstance(own, dict)

    def lit(minutes: float) -> list[Json]:
        return [{**row, "minutes": minutes} for row in rows(own, "channels")]

    zones: list[Json] = [
        {"zone": zone, "regions": ["nose"], "goal": goal, "minutes": minutes,
         "channels": lit(minutes)}
        for zone, goal, minutes in PARTS
    ]  # fmt: skip
    return {**content, "session": {**own, "minutes": 0.5, "channels": lit(0.5), "zones": zones}}


@dataclass(frozen=True)
class House:
    folder: Path
    person: str
    visitor: Visitor
    rooms: Rooms

    @property
    def page(self) -> str:
        return f"/p/{self.person}"

    def sittings(self) -> list[Sitting]:
        events = self.rooms.light.events(self.person)
        return list(record_of(events, self.person).sittings)

    def given(self, part: int) -> None:
        self.visitor.send(f"{self.page}/today", {**BEGIN, "part": str(part)})
        end = time.monotonic() + PATIENCE_S
        while not self.visitor.client.get(f"{self.page}/today/now").json()["is_over"]:
            assert time.monotonic() < end
            time.sleep(0.02)


@pytest.fixture
def a_house(tmp_path: Path) -> Iterator[Callable[[], House]]:
    person = house(tmp_path, four_lights())
    made = app_beside_a_terminal(tmp_path)
    rooms = made.app.state.rooms
    assert isinstance(rooms, Rooms)
    yield lambda: House(tmp_path, person, Visitor(made), rooms)
    rooms.close()


def offered(text: str) -> list[str]:
    return [a["value"] for a in Reading(text).of("input") if a.get("name") == "part"]


def test_today_offers_each_light_by_zone_and_goal_and_each_is_given_once(
    a_house: Callable[[], House],
) -> None:
    here = a_house()
    for number, (zone, goal, minutes) in enumerate(PARTS):
        text = here.visitor.page(f"{here.page}/today")
        assert all(name.capitalize() in text for name in NAMES)
        assert offered(text) == [str(left) for left in range(number, len(PARTS))]
        here.given(number)
        over = here.visitor.page(f"{here.page}/today")
        assert f"light for {NAMES[number]} is given" in over
        assert ("To the next light" in over) is (number < len(PARTS) - 1)
        where, _ = here.visitor.send(f"{here.page}/today", {"do": "leave"})
        assert where.endswith("/today" if number < len(PARTS) - 1 else "/log")
        last = here.sittings()[-1]
        assert (last.begun.zone, last.begun.goal) == (zone, goal)
        assert last.begun.planned_min == pytest.approx(minutes, abs=1e-3)
        assert last.share == pytest.approx(1.0, abs=0.05)
    assert len(here.sittings()) == len(PARTS)
    assert "second one is never given" in here.visitor.page(f"{here.page}/today")
    log = here.visitor.page(f"{here.page}/log")
    assert all(re.search(rf"<th scope=\"row\">[^<]*, {name}</th>", log) for name in NAMES)
    assert "1 done" in log


def test_a_light_that_is_done_cannot_be_asked_for_again(a_house: Callable[[], House]) -> None:
    here = a_house()
    here.given(2)
    here.visitor.send(f"{here.page}/today", {"do": "leave"})
    _, text = here.visitor.send(f"{here.page}/today", {**BEGIN, "part": "2"}, status=422)
    assert "a second one is never given" in text
    here.visitor.send(f"{here.page}/today", BEGIN, status=422)  # and none is chosen for anybody
    assert len(here.sittings()) == 1


def test_one_click_in_the_log_writes_one_light(a_house: Callable[[], House]) -> None:
    here = a_house()
    text = here.visitor.page(f"{here.page}/log")
    choices = re.findall(r'<option value="(\d)"[^>]*>([^<:]+): ', text)
    assert choices == [(str(n), name.capitalize()) for n, name in enumerate(NAMES)]
    day = date.today().isoformat()
    here.visitor.send(f"{here.page}/log", {"do": "session", "day": day}, status=422)
    here.visitor.send(f"{here.page}/log", {"do": "session", "day": day, "part": "2"})
    (one,) = here.sittings()
    assert (one.begun.zone, one.begun.goal, one.minutes) == ("upper", "acne", 0.5)
    assert offered(here.visitor.page(f"{here.page}/today")) == ["0", "1", "3"]


def test_the_same_light_twice_a_day_is_said(a_house: Callable[[], House]) -> None:
    here = a_house()
    day = date.today().isoformat()
    for part in ("2", "0"):
        here.visitor.send(f"{here.page}/log", {"do": "session", "day": day, "part": part})
    assert "Planned is one a day" not in here.visitor.page(f"{here.page}/log")
    again: dict[str, str | list[str]] = {"do": "session", "day": day, "part": "2"}
    _, text = here.visitor.send(f"{here.page}/log", again, status=200)
    assert "is written down already" in text  # before it is
    here.visitor.send(f"{here.page}/log", {**again, "sure": "yes"})
    text = here.visitor.page(f"{here.page}/log")
    assert f"{day}, upper, acne: 2 sessions" in text
    assert "Planned is one a day" in text


def test_the_terminal_gives_and_writes_down_the_same_lights(
    a_house: Callable[[], House], capsys: pytest.CaptureFixture[str]
) -> None:
    here = a_house()
    file = str(here.folder / "people" / here.person / "plan" / "plan.json")
    whose = ["--ledger", str(here.folder / "ledger.sqlite")]
    here.given(2)  # one of them in the app
    here.visitor.send(f"{here.page}/today", {"do": "leave"})
    assert main(["session", file, *whose, "--yes", "--speed", "2000"]) == 0
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if line.startswith("Zone: ")] == [
        f"Zone: {NAMES[n]}" for n in (0, 1, 3)
    ]
    parts = [(one.begun.zone, one.begun.goal) for one in here.sittings()]
    assert sorted(parts) == sorted((zone, goal) for zone, goal, _ in PARTS)
    assert main(["session", file, *whose, "--yes"]) == 1
    capsys.readouterr()
    assert main(["log", *whose, "--plan", file, "--zone", "upper", "--goal", "acne"]) == 2
    assert "is written down already" in capsys.readouterr().err
    twice = ["--zone", "upper", "--goal", "acne", "--yes"]
    assert main(["log", *whose, "--plan", file, *twice]) == 0
    told = capsys.readouterr().out
    assert "0.5 min by hand" in told
    assert "upper, acne: 2 sessions" in told
    assert main(["log", *whose, "--plan", file, "--zone", "upper", "--minutes", "1"]) == 2
    assert main(["log", *whose, "--plan", file, "--goal", "scars"]) == 2
    assert "expected a goal of this plan (acne, wrinkles_firmness)" in capsys.readouterr().err


def test_the_app_counts_down_and_a_terminal_hears_of_it(a_house: Callable[[], House]) -> None:
    """The beginning is written only with the light; the claim stands before."""
    here = a_house()
    file = str(here.folder / "people" / here.person / "plan" / "plan.json")
    ask = ["session", file, "--ledger", str(here.folder / "ledger.sqlite"), "--yes"]
    here.visitor.send(f"{here.page}/today", {**BEGIN, "pace": "real", "part": "0"})
    for _ in range(3):
        assert main([*ask, "--speed", "2000"]) == 1
        time.sleep(0.4)
    here.visitor.client.post(f"{here.page}/today/stop")
    end = time.monotonic() + PATIENCE_S
    while not here.visitor.client.get(f"{here.page}/today/now").json()["is_over"]:
        assert time.monotonic() < end
        time.sleep(0.02)
    events = here.rooms.light.events(here.person)
    begun = [event for event in events if isinstance(event, SessionBegun)]
    assert len(begun) <= 1
    assert all(isinstance(event, SessionEnded) for event in events[-1:] if begun)


def test_an_app_says_that_a_terminal_is_asking(a_house: Callable[[], House]) -> None:
    here = a_house()
    with open_ledger(here.folder / "ledger.sqlite") as ledger:
        ledger.write(lambda kept: take(kept, here.person, "terminal", moment().utc))
    assert "another checklist or session of yours is open" in here.visitor.page(
        f"{here.page}/today"
    ).replace("Another", "another")
    here.visitor.send(f"{here.page}/today", {**BEGIN, "part": "0"}, status=409)
    assert here.sittings() == []
