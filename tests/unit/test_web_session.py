"""A session in the app: who may begin, who may stop, what is written down, what is shown."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from as_light import as_light  # noqa: F401
from kept_plan_made import plan
from web_house import MASK, Reading, Visitor, an_app, answers, rooms_in

from openpbm.cli.main import main
from openpbm.delivery.limit import GONE_S
from openpbm.delivery.order import Order, order_of
from openpbm.delivery.runner import Heading, Recorder
from openpbm.devices.transport import TRANSPORTS
from openpbm.files.json_value import Json, json_text
from openpbm.files.plan.digest import sealed
from openpbm.files.plan.kept import read_plan
from openpbm.record import (
    DayDose,
    DoseNoted,
    LightEvent,
    PersonAdded,
    ScreenRenewed,
    SessionBegun,
    SessionEnded,
)
from openpbm.reports.ledger_words import last_days
from openpbm.reports.session_words import CHECKLIST
from openpbm.session import Refusal
from openpbm.sitting import live as live_room
from openpbm.sitting.device import Access
from openpbm.sitting.live import Ask, LiveSitting
from openpbm.sitting.today import room_today
from openpbm.sitting.voice import DARK_AFTER_MS
from openpbm.speech.say import in_english
from openpbm.tables import numbers
from openpbm.tracking.account import record_of
from openpbm.tracking.due import CHANGES
from openpbm.web.guard import Guard
from openpbm.web.light import HouseBook
from openpbm.web.people import People, inputs_of
from openpbm.web.sitting import ServedSitting, SessionView, Sittings

pytestmark = pytest.mark.usefixtures("as_light")
CHECKED: dict[str, str | list[str]] = {f"check-{i}": "yes" for i in range(len(CHECKLIST))}
FAST: dict[str, str | list[str]] = {
    "do": "begin",
    "device": "simulated",
    "pace": "fast",
    **CHECKED,
}
REAL = {**FAST, "pace": "real"}
PATIENCE_S = 300.0  # for what never comes; no pace


@pytest.fixture(scope="module")
def first(visitor: Visitor) -> str:
    """Somebody whose plan begins today."""
    return visitor.planned(date.today())


@pytest.fixture
def person(app: Guard, folder: Path, first: str) -> str:
    """Somebody of their own with the same answers and the same plan, and no light yet."""
    own = rooms_in(app).people.new_id()
    people = folder / "people"
    shutil.copytree(people / first.removeprefix("/p/"), people / own)
    return f"/p/{own}"


def an_id(person: str) -> str:
    return person.removeprefix("/p/")


def now(visitor: Visitor, person: str) -> dict[str, object]:
    told: dict[str, object] = visitor.client.get(f"{person}/today/now").json()
    return told


def until(visitor: Visitor, person: str, phase: str) -> dict[str, object]:
    end = time.monotonic() + PATIENCE_S
    while (told := now(visitor, person))["phase"] != phase:
        assert time.monotonic() < end, told
        time.sleep(0.02)
    return told


def begun(visitor: Visitor, person: str) -> dict[str, object]:
    """A session in real time up to its light: the person presses Begin, and it is counted."""
    visitor.send(f"{person}/today", REAL)
    end = time.monotonic() + PATIENCE_S
    while "begin" not in str(now(visitor, person)["asks"]):
        assert time.monotonic() < end
        time.sleep(0.02)
    visitor.send(f"{person}/today/ask", {"do": "begin"})
    return until(visitor, person, "running")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Goggles and count take no time."""
    monkeypatch.setattr(live_room, "READY_MS", 100)
    monkeypatch.setattr(live_room, "COUNTDOWN_MS", 300)


def order(folder: Path, first: str, *, by_hand: bool = False) -> Order:
    plan = read_plan(folder / "people" / an_id(first) / "plan" / "plan.json", needs_session=True)
    assert plan.session is not None
    nobody = PersonAdded(person_id="x", name="X", at_utc=datetime.now(UTC))
    room = room_today(plan, (nobody,), "x", date.today())
    assert not isinstance(room, Refusal)
    made = order_of(plan.session, mask_id=MASK, room_j_cm2=room, by_hand=by_hand)
    assert isinstance(made, Order)
    return made


# ------------------------------------------------------------------------------ a session


def test_a_session_from_checklist_to_log(visitor: Visitor, app: Guard, person: str) -> None:
    page = visitor.page(f"{person}/today")
    assert all(in_english(question) in page for question in CHECKLIST)
    where, _ = visitor.send(f"{person}/today", FAST)
    assert where == f"{person}/today"
    running = until(visitor, person, "running")
    assert running["is_lit"] is True
    assert "Stop" in visitor.page(f"{person}/today")
    over = until(visitor, person, "done")
    assert over["reason"] == "done"
    over_page = visitor.page(f"{person}/today")
    assert "What was given" in over_page
    assert (
        "at the hottest spot of the skin" in over_page
    )  # beside J/cm2 that are more than the plan says
    where, _ = visitor.send(f"{person}/today", {"do": "leave"})
    assert where == f"{person}/log"
    events = rooms_in(app).light.events(an_id(person))
    assert isinstance(events[1], SessionBegun)
    assert events[1].source == "simulated"
    assert isinstance(events[-1], SessionEnded)
    log = visitor.page(f"{person}/log")
    assert "simulated mask" in log
    assert re.search(r"That is 100.% of the planned light", log)
    # the day is done: no second session
    assert "second one is never given" in visitor.page(f"{person}/today")
    visitor.send(f"{person}/today", FAST, status=409)


def test_a_checklist_that_does_not_hold_leads_on(visitor: Visitor, person: str) -> None:
    """A new medicine, light from elsewhere: the page says where each is told."""
    text = visitor.page(f"{person}/today")
    asked = text[text.index("Before the light") : text.index('id="device"')]
    assert f'href="{person}/you"' in asked and f'href="{person}/log"' in asked


@pytest.mark.parametrize("missing", sorted(CHECKED))
def test_only_a_whole_checklist_lets_light_on(
    visitor: Visitor, app: Guard, person: str, missing: str
) -> None:
    sent = {name: value for name, value in FAST.items() if name != missing}
    _, text = visitor.send(f"{person}/today", sent, status=422)
    assert f'id="{missing}-problem"' in text
    ticked = [a["name"] for a in Reading(text).of("input") if "checked" in a]
    assert set(CHECKED) - {missing} <= set(ticked)  # nothing that was said is lost
    assert rooms_in(app).sittings.of(an_id(person)) is None
    assert rooms_in(app).light.events(an_id(person)) == ()


def test_stop_needs_no_token_and_what_was_given_counts(
    visitor: Visitor, app: Guard, person: str
) -> None:
    begun(visitor, person)
    time.sleep(0.4)
    answer = visitor.client.post(f"{person}/today/stop")
    assert answer.status_code == 303
    over = until(visitor, person, "done")
    assert over["reason"] == "stopped"
    record = rooms_in(app).light.record(an_id(person))
    assert not isinstance(record, str)
    assert 0 < record.sittings[0].minutes < record.sittings[0].begun.planned_min
    assert record.sittings[0].ended is not None


def test_another_site_can_neither_begin_nor_stop(visitor: Visitor, person: str) -> None:
    evil = {"origin": "https://evil.example"}
    form = {"token": visitor.token(), **FAST}
    assert visitor.client.post(f"{person}/today", data=form, headers=evil).status_code == 403
    assert visitor.client.post(f"{person}/today/stop", headers=evil).status_code == 403


def test_a_second_tab_mirrors_and_never_begins_another(
    app: Guard, visitor: Visitor, person: str
) -> None:
    begun(visitor, person)
    running = rooms_in(app).sittings.of(an_id(person))
    other = Visitor(app)
    other.send(f"{person}/today", REAL)
    assert rooms_in(app).sittings.of(an_id(person)) is running
    until(other, person, "running")
    other.send(f"{person}/today/ask", {"do": "pause"})
    assert until(visitor, person, "paused")["asks"] == ["stop", "go_on"]
    visitor.send(f"{person}/today/ask", {"do": "go_on"})
    until(other, person, "running")
    other.client.post(f"{person}/today/stop")
    until(visitor, person, "done")
    events = rooms_in(app).light.events(an_id(person))
    assert len([e for e in events if isinstance(e, SessionBegun)]) == 1


def test_odd_wishes_are_refused(visitor: Visitor, person: str) -> None:
    visitor.send(f"{person}/today/ask", {"do": "brighter"}, status=400)
    assert visitor.client.get(f"{person}/today/now").json()["is_over"] is True


# ---------------------------------------------------- asked again before a session may begin

UNCHANGED: dict[str, str | list[str]] = {f"change-{i}": "no" for i in range(len(CHANGES))}


def follow(app: Guard, person: str, plan: dict[str, Json]) -> None:
    """Let the person's plan be this one, as if it had been made from today's answers."""
    kept = rooms_in(app).kept(an_id(person))
    about: dict[str, Json] = {"inputs": inputs_of(kept), "start": str(plan["start_date"])}
    (kept.plan_folder / "plan.json").write_text(json_text(sealed(plan)), "utf-8")
    (kept.plan_folder / "made.json").write_text(json_text(about), "utf-8")


def renewals(app: Guard, person: str) -> list[ScreenRenewed]:
    events = rooms_in(app).light.events(an_id(person))
    return [event for event in events if isinstance(event, ScreenRenewed)]


def problems(text: str) -> set[str]:
    """Fields that an answer of the app finds fault with."""
    ids = (attrs.get("id", "") for attrs in Reading(text).of("p"))
    return {found.removesuffix("-problem") for found in ids if found.endswith("-problem")}


@pytest.fixture
def stale(app: Guard, person: str) -> str:
    """Somebody whose screen is a day older than it is valid."""
    valid = timedelta(days=numbers("delivery")["screen_valid_days"].value)
    follow(app, person, plan(date.today() - valid - timedelta(days=1)))
    return person


def test_an_old_screen_is_asked_again_and_nothing_is_answered_beforehand(
    visitor: Visitor, stale: str
) -> None:
    page = visitor.page(f"{stale}/today")
    assert "Has anything changed since" in page
    asked = [a for a in Reading(page).of("input") if a.get("name", "").startswith("change-")]
    assert len(asked) == 2 * len(CHANGES)
    assert not any("checked" in attrs for attrs in asked)


@pytest.mark.parametrize("left_out", sorted(UNCHANGED))
def test_an_old_screen_needs_every_answer(
    visitor: Visitor, app: Guard, stale: str, left_out: str
) -> None:
    sent = {name: value for name, value in (FAST | UNCHANGED).items() if name != left_out}
    _, text = visitor.send(f"{stale}/today", sent, status=422)
    assert problems(text) == {left_out}
    ticked = {a["name"] for a in Reading(text).of("input") if "checked" in a}
    assert set(UNCHANGED) - {left_out} <= ticked  # nothing that was said is lost
    assert rooms_in(app).sittings.of(an_id(stale)) is None
    assert renewals(app, stale) == []


@pytest.mark.parametrize("which", range(len(CHANGES)))
def test_what_has_changed_needs_a_new_plan(
    visitor: Visitor, app: Guard, stale: str, which: int
) -> None:
    sent = {**FAST, **UNCHANGED, f"change-{which}": "yes"}
    _, text = visitor.send(f"{stale}/today", sent, status=422)
    assert f"Changed since the plan: {in_english(CHANGES[which])}" in text
    assert "a new plan" in text
    assert rooms_in(app).sittings.of(an_id(stale)) is None
    assert renewals(app, stale) == []


def test_an_answered_screen_is_written_down_once_and_holds(
    visitor: Visitor, app: Guard, stale: str
) -> None:
    kept_plan = read_plan(rooms_in(app).kept(an_id(stale)).plan_folder / "plan.json")
    visitor.send(f"{stale}/today", FAST | UNCHANGED)
    (renewed,) = renewals(app, stale)
    assert renewed.day == date.today()
    assert renewed.plan_sha256 == kept_plan.sha256
    visitor.client.post(f"{stale}/today/stop")
    until(visitor, stale, "done")
    visitor.send(f"{stale}/today", {"do": "leave"})
    assert "Has anything changed" not in visitor.page(f"{stale}/today")


def test_a_day_beside_the_course_is_asked_and_only_a_yes_lets_light_on(
    visitor: Visitor, app: Guard, person: str
) -> None:
    today = date.today()
    first = today - timedelta(days=4)
    made = plan(first)
    course = made["course"]
    assert isinstance(course, dict)
    days = [first, *(today + timedelta(days=n) for n in (5, 6, 7))]
    course["dates"] = [day.isoformat() for day in days]
    follow(app, person, made)
    page = visitor.page(f"{person}/today")
    assert "Today is none of the days of this course" in page
    assert (today + timedelta(days=5)).isoformat() in page  # and when the next one is
    (box,) = (a for a in Reading(page).of("input") if a.get("name") == "day")
    assert "checked" not in box
    _, text = visitor.send(f"{person}/today", FAST, status=422)
    assert problems(text) == {"day"}
    assert rooms_in(app).sittings.of(an_id(person)) is None
    where, _ = visitor.send(f"{person}/today", {**FAST, "day": "yes"})
    assert where == f"{person}/today"
    assert rooms_in(app).sittings.of(an_id(person)) is not None
    visitor.client.post(f"{person}/today/stop")
    until(visitor, person, "done")


# --------------------------------------------------------------- the session on the server


def served(
    made: Order,
    record: Recorder,
    *,
    speed: float = 1.0,
    monotonic_s: Callable[[], float] | None = None,
    waits: bool = False,
) -> ServedSitting:
    """An order in a thread, kept wherever a test says."""
    transport = next(one for one in TRANSPORTS if one.is_by_hand == made.by_hand)
    device = transport.reach(made, Access(fresh=os.urandom, speed=speed))
    heading = Heading(session_id="s", person_id="x", plan_sha256="", source=transport.source)
    live = LiveSitting(made, device, record, heading, fresh=os.urandom, waits=waits)
    return ServedSitting(live, monotonic_s=monotonic_s or time.monotonic)


def looked(sitting: ServedSitting, phase: str) -> SessionView:
    end = time.monotonic() + PATIENCE_S
    while True:
        seen = sitting.look()
        if seen.phase == phase:
            return seen
        assert time.monotonic() < end, seen
        time.sleep(0.01)


def test_a_mask_whose_page_is_gone_is_paused(folder: Path, first: str) -> None:
    ahead_s = [0.0]
    kept: list[LightEvent] = []
    made = order(folder, first)
    sitting = served(made, kept.append, speed=20.0, monotonic_s=lambda: ahead_s[0])
    sitting.start()
    looked(sitting, "running")
    ahead_s[0] += GONE_S + 1.0
    end = time.monotonic() + PATIENCE_S
    while sitting._live.runner.state.phase.value != "paused":  # looking would be a page
        assert time.monotonic() < end
        time.sleep(0.01)
    seen = sitting.look()
    assert not seen.is_lit
    assert "go_on" in seen.asks
    sitting.end()
    assert isinstance(kept[-1], SessionEnded)


def test_nothing_is_counted_down_before_the_person_begins_and_nobody_waits_for_ever(
    folder: Path, first: str
) -> None:
    kept: list[LightEvent] = []
    sitting = served(order(folder, first, by_hand=True), kept.append, waits=True)
    sitting.start()
    time.sleep(1.0)
    seen = sitting.look()
    assert (seen.asks, seen.press, seen.cues) == (["stop", "begin"], "", [])
    sitting._live._begun_ms -= 11 * 60_000  # longer than the answers of a checklist hold
    end = time.monotonic() + PATIENCE_S
    while not sitting.is_over:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert kept == []


def test_a_mask_switched_by_hand_counts_from_switch_on_now_to_said_dark(
    folder: Path, first: str
) -> None:
    kept: list[LightEvent] = []
    made = order(folder, first, by_hand=True)
    sitting = served(made, kept.append)
    sitting.start()
    end = time.monotonic() + PATIENCE_S
    while not sitting.look().is_lit:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert "on now" in sitting.look().told
    assert sitting.look().press == "stop"
    looked(sitting, "running")
    time.sleep(0.3)
    since = time.monotonic()
    sitting.ask(Ask.STOP)
    seen = sitting.look()
    assert seen.asks == ["stop", "dark"]
    assert seen.press == ""  # a second tap of the same finger
    assert [cue["kind"] for cue in seen.cues] == ["off"]
    while sitting.look().press != "dark":
        assert time.monotonic() - since < PATIENCE_S
        time.sleep(0.01)
    assert time.monotonic() - since >= DARK_AFTER_MS / 1000
    sitting.ask(Ask.DARK)
    looked(sitting, "done")
    ended = kept[-1]
    assert isinstance(ended, SessionEnded)
    assert all(DARK_AFTER_MS / 60_000 < minutes < 0.2 for _, minutes in ended.lit_min)
    begun = next(event for event in kept if isinstance(event, SessionBegun))
    assert begun.source == "guided"


def test_closing_the_app_makes_it_dark_and_writes_the_end(folder: Path, first: str) -> None:
    kept: list[LightEvent] = []
    sitting = served(order(folder, first), kept.append)
    sitting.start()
    looked(sitting, "running")
    sitting.end()
    assert sitting.is_over
    assert isinstance(kept[-1], SessionEnded)


def test_closing_the_app_waits_for_an_end_that_is_being_written(folder: Path, first: str) -> None:
    kept: list[LightEvent] = []
    room = threading.Event()

    def slowly(event: LightEvent) -> None:
        if isinstance(event, SessionEnded):
            threading.Timer(0.5, room.set).start()
            assert room.wait(PATIENCE_S)
        kept.append(event)

    sittings, sitting = Sittings(), served(order(folder, first), slowly)
    sittings.begin("x", sitting)
    looked(sitting, "running")
    sitting.ask(Ask.STOP)
    end = time.monotonic() + PATIENCE_S
    while not sitting.is_over:
        assert time.monotonic() < end
        time.sleep(0.01)
    sittings.end_all()
    assert isinstance(kept[-1], SessionEnded)


def test_a_record_that_cannot_be_written_ends_the_light(folder: Path, first: str) -> None:
    def full(_: LightEvent) -> None:
        raise OSError(28, "no space left")

    sitting = served(order(folder, first), full)
    sitting.start()
    seen = looked(sitting, "fault")
    assert seen.reason == "not_recorded"
    assert not seen.is_lit


# ------------------------------------------------------------------- what must hold before


def test_without_a_plan_or_with_an_old_one_there_is_no_light(visitor: Visitor, person: str) -> None:
    bare = visitor.with_mask()
    assert "There is no plan yet" in visitor.page(f"{bare}/today")
    visitor.send(f"{bare}/today", FAST, status=409)
    visitor.send(f"{person}/you", answers(age="61"))
    assert "Your answers changed since the plan was made" in visitor.page(f"{person}/today")
    visitor.send(f"{person}/today", FAST, status=409)


def test_an_edited_plan_gives_no_light(visitor: Visitor, folder: Path, person: str) -> None:
    path = folder / "people" / an_id(person) / "plan" / "plan.json"
    text = path.read_text()
    path.write_text(re.sub(r'"minutes": [\d.]+', '"minutes": 29.0', text, count=1))
    assert "No session today" in visitor.page(f"{person}/today")
    visitor.send(f"{person}/today", FAST, status=409)


def test_a_record_that_cannot_be_believed_gives_no_light(tmp_path: Path, folder: Path) -> None:
    house = tmp_path / "house"
    shutil.copytree(folder, house, ignore=shutil.ignore_patterns("ledger*"))
    (house / "ledger.sqlite").write_bytes(b"not a ledger" * 400)
    other = Visitor(an_app(house))
    kept = next(p for p in (house / "people").iterdir() if (p / "plan" / "plan.json").is_file())
    text = other.page(f"/p/{kept.name}/today")
    assert "No session today" in text
    assert "cannot be believed" in other.page(f"/p/{kept.name}/log")
    other.send(f"/p/{kept.name}/today", FAST, status=409)


def test_light_of_an_office_leaves_less_room_or_none(
    visitor: Visitor, app: Guard, person: str
) -> None:
    def note(dose: float) -> None:
        doses = (DayDose(day=date.today(), band="red", dose_j_cm2=dose),)
        visitor_light = rooms_in(app).light
        visitor_light.write(
            an_id(person), "x", DoseNoted(person_id=an_id(person), at_utc=NOW, doses=doses)
        )

    NOW = datetime.now(UTC)
    note(476.0)
    visitor.send(f"{person}/today", FAST)
    seen = until(visitor, person, "done")
    assert "light of the last days leaves" in str(seen["shortened"])
    record = rooms_in(app).light.record(an_id(person))
    assert not isinstance(record, str)
    assert last_days(record, date.today(), 1)["red"] <= 480.0


def test_light_that_somebody_does_not_know_of_stays_unknown(visitor: Visitor) -> None:
    """A ledger here knows nothing of elsewhere: the plan still counts it, and says so."""
    person = visitor.with_mask(recent="unknown")
    visitor.send(f"{person}/plan", {"do": "make", "start": date.today().isoformat()})
    assert visitor.wait(person)["state"] == "done"
    plan = visitor.client.get(f"{person}/plan/plan.json").json()
    assert plan["recent_light"]["is_known"] is False
    assert any("all the light that your skin had" in caution for caution in plan["cautions"])


# --------------------------------------------------------------------------- log and data


def test_light_added_by_hand_is_counted_and_shown(
    visitor: Visitor, app: Guard, person: str
) -> None:
    today = date.today().isoformat()
    sent = {"do": "session", "day": today, "minutes": "1.5", "sure": "yes"}  # others had this mask
    visitor.send(f"{person}/log", dict(sent))
    visitor.send(
        f"{person}/log",
        {"do": "dose", "dose_day": today, "band": "blue", "dose": "12", "note": "=1+1"},
    )
    text = visitor.page(f"{person}/log")
    assert "by hand" in text
    assert "in part" in text
    record = record_of(rooms_in(app).light.events(an_id(person)), an_id(person))
    assert record.sittings[0].minutes == pytest.approx(1.5)
    table = visitor.client.get(f"{person}/data/light.csv")
    assert "attachment" in table.headers["content-disposition"]
    assert "'=1+1" in table.text  # no formula for a spreadsheet
    told = visitor.client.get(f"{person}/data/light.json").json()
    assert {day["band"] for day in told["days"]} >= {"red", "blue"}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"do": "session", "day": "2999-01-01"}, "day"),
        ({"do": "session", "day": "soon"}, "day"),
        ({"do": "session", "day": "2026-01-01", "minutes": "-4"}, "minutes"),
        ({"do": "dose", "dose_day": "2026-01-01", "band": "", "dose": "3"}, "band"),
        ({"do": "dose", "dose_day": "2026-01-01", "band": "red", "dose": "much"}, "dose"),
        ({"do": "dose", "dose_day": "x", "band": "red", "dose": "4"}, "dose_day"),
    ],
)
def test_a_slip_in_the_log_is_said_at_its_field_and_nothing_is_kept(
    visitor: Visitor, app: Guard, person: str, sent: dict[str, str], field: str
) -> None:
    _, text = visitor.send(f"{person}/log", dict(sent.items()), status=422)
    assert f'id="{field}-problem"' in text
    assert rooms_in(app).light.events(an_id(person)) == ()


def test_everything_of_a_person_can_be_deleted_and_of_nobody_else(
    visitor: Visitor, app: Guard, folder: Path, person: str, first: str
) -> None:
    sent = {"do": "session", "day": date.today().isoformat(), "sure": "yes"}  # others had this mask
    visitor.send(f"{person}/log", {**sent})
    visitor.send(f"{person}/data", {"confirm": "yes"}, status=422)
    assert rooms_in(app).light.events(an_id(person))
    where, _ = visitor.send(f"{person}/data", {"confirm": "delete"})
    assert where == "/people"
    assert rooms_in(app).light.events(an_id(person)) == ()
    assert not (folder / "people" / an_id(person)).exists()
    assert an_id(person).encode() not in (folder / "ledger.sqlite").read_bytes()
    assert visitor.page(f"{first}/plan")
    visitor.page(f"{person}/log", status=404)


def test_a_person_in_a_session_is_not_deleted(visitor: Visitor, person: str) -> None:
    visitor.send(f"{person}/today", REAL)
    _, text = visitor.send(f"{person}/data", {"confirm": "delete"}, status=422)
    assert "session is under way" in text
    visitor.client.post(f"{person}/today/stop")
    until(visitor, person, "done")


def test_looking_writes_nothing(visitor: Visitor, folder: Path, person: str) -> None:
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}
    pages = ("today", "today/now", "log", "data", "compare", "record", "data/light.csv")
    for page in pages:
        assert visitor.client.get(f"{person}/{page}").status_code == 200
    after = {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}
    ledger = {p for p in after if p.name.startswith("ledger.sqlite-")}  # SQLite's own
    assert {p: t for p, t in after.items() if p not in ledger} == {
        p: t for p, t in before.items() if p not in ledger
    }


# -------------------------------------------------------------------------------- clinic


def test_people_show_their_last_settings(visitor: Visitor, person: str) -> None:
    text = visitor.page("/people")
    assert f"/new?like={an_id(person)}" in text
    assert "Next " in text or "Begin with" in text


def test_the_course_record_holds_plan_and_sessions(visitor: Visitor, person: str) -> None:
    sent = {"do": "session", "day": date.today().isoformat(), "sure": "yes"}  # others had this mask
    visitor.send(f"{person}/log", {**sent})
    text = visitor.page(f"{person}/record")
    for said in ("Course record", "HigherDOSE", "by hand", "Inputs, SHA-256"):
        assert said in text


def test_masks_are_compared_on_this_skin(visitor: Visitor, person: str) -> None:
    visitor.send(f"{person}/compare", {"mask": [MASK]}, status=422)
    pair = [MASK, "shark-cryoglow"]
    visitor.send(f"{person}/compare", {"mask": pair})
    end = time.monotonic() + PATIENCE_S
    while visitor.client.get(f"{person}/compare/progress").json()["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.05)
    text = visitor.page(f"{person}/compare")
    assert "no outcome follows" in text
    assert "not known" in text  # one of them states no strength
    visitor.send("/language", {"lang": "es", "to": "/people"})
    assert "not known" not in visitor.page(f"{person}/compare")  # it was told in another language
    visitor.send("/language", {"lang": "en", "to": "/people"})
    assert "not known" in visitor.page(f"{person}/compare")
    visitor.send(f"{person}/you", answers(skin="V"))
    assert "not known" not in visitor.page(f"{person}/compare")  # that was another skin


# --------------------------------------------------------------------------------- ledger


def test_a_history_is_unknown_where_the_ledger_is_broken(tmp_path: Path) -> None:
    light = HouseBook(tmp_path / "ledger.sqlite")
    assert light.history("x", date.today()).is_known
    assert light.record("x") == record_of((), "x")
    assert not light.path.exists()  # looking makes nothing
    light.path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert not light.history("x", date.today()).is_known
    assert isinstance(light.record("x"), str)


def test_the_demonstration_needs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--no-serve", "--folder", str(tmp_path / "demo")]) == 0
    told = capsys.readouterr().out
    days = re.search(r"first session: (\S+) before, (\S+) now", told)
    assert days is not None
    assert days[2] > days[1]  # stricter: what was given today leaves no room
    assert "all sound" in told
    assert "openpbm app --folder" in told
    people = People(tmp_path / "demo")
    visitor = Visitor(an_app(tmp_path / "demo"))
    page = visitor.page(f"/p/{people.everyone()[0].id}/today")
    assert f"Waiting until {days[2]}, the next day of the course" in page
