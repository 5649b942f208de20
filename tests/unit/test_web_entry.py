"""What the forms of Log and Today write, without a page: which lines, which slips, which errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from kept_plan_made import MINUTES, plan, written

from openpbm.files.plan.kept import read_plan
from openpbm.record import (
    DoctorSaid,
    DoseNoted,
    LightEvent,
    Moment,
    NoteUndone,
    PersonAdded,
    SessionBegun,
    SessionEnded,
    SessionSkipped,
    SkinTook,
)
from openpbm.session import Part
from openpbm.sitting.entry import LastUse
from openpbm.sitting.plan import KeptPlan
from openpbm.tracking.account import record_of
from openpbm.tracking.skin import UNSAID
from openpbm.web.entry import Desk, LogEntry, entry_of, plan_of, plan_unread
from openpbm.web.form import Form
from openpbm.web.people import KeptPerson

NOW = datetime(2026, 11, 10, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
ZONES = ("left", "right")


def ids(entry: LogEntry) -> list[str]:
    return [slip.id.removeprefix("ledger-slip_") for slip in entry.slips]


@dataclass
class House:
    """One person, a plan and a book in memory."""

    folder: Path
    zones: tuple[str, ...] = ()
    others: Mapping[str, Sequence[LastUse]] = field(default_factory=dict)
    events: list[LightEvent] = field(
        default_factory=lambda: [PersonAdded(person_id="ann", name="Ann", at_utc=NOW)]
    )
    errors: dict[str, str] = field(default_factory=dict)
    at: datetime = NOW

    def __post_init__(self) -> None:
        (self.folder / "plan").mkdir(exist_ok=True)
        self.path = written(self.folder / "plan", plan(TODAY - timedelta(days=9), zones=self.zones))
        self.plan: KeptPlan | None = read_plan(self.path)

    def asks(self, **typed: str) -> LogEntry:
        """What a form comes to; nothing is written."""
        form = Form(typed={name: [value] for name, value in typed.items()})
        desk = Desk(
            form=form,
            kept=KeptPerson(id="ann", folder=self.folder, name="Ann", own_name="Ann"),
            plan=self.plan,
            record=record_of(self.events, "ann"),
            now=Moment(at=self.at, awake_s=1.0),
            others=lambda: self.others,
        )
        entry = entry_of(desk)
        self.errors = {name: fact.id for name, fact in form.errors.items()}
        return entry

    def does(self, **typed: str) -> LogEntry:
        """The same, written down."""
        entry = self.asks(**typed)
        assert not self.errors
        self.events += entry.events
        return entry

    @property
    def minutes(self) -> list[float]:
        return [round(s.minutes, 3) for s in record_of(self.events, "ann").sittings]

    @property
    def last(self) -> SessionBegun:
        return record_of(self.events, "ann").sittings[-1].begun


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def of_kind(entry: LogEntry, kind: type[LightEvent]) -> list[LightEvent]:
    return [event for event in entry.events if isinstance(event, kind)]


def test_as_planned_is_the_whole_of_today_and_asks_before_a_second(house: House) -> None:
    assert ids(house.does(do="planned")) == []
    assert house.minutes == [MINUTES]
    assert (house.last.day, house.last.at_utc) == (TODAY, NOW)
    assert ids(house.asks(do="planned")) == ["twice"]


def test_as_planned_writes_what_is_left_of_a_session_of_zones(tmp_path: Path) -> None:
    house = House(tmp_path, zones=ZONES)
    house.does(do="session", part="1", minutes=f"{MINUTES}")
    left = house.does(do="planned")
    assert [begun.zone for begun in of_kind(left, SessionBegun)] == ["left"]  # type: ignore[union-attr]
    again = house.asks(do="planned")
    assert len(of_kind(again, SessionBegun)) == 2
    assert ids(again) == ["twice"]
    half = House(tmp_path, zones=ZONES)
    half.does(do="session", part="0", minutes=f"{0.94 * MINUTES}")
    assert len(of_kind(half.asks(do="planned"), SessionBegun)) == 2  # most is not all
    almost = House(tmp_path, zones=ZONES)
    almost.does(do="session", part="0", minutes=f"{0.96 * MINUTES}")
    assert len(of_kind(almost.asks(do="planned"), SessionBegun)) == 1


def test_other_minutes_and_another_day_are_written_as_they_are_said(house: House) -> None:
    day = TODAY - timedelta(days=3)
    house.does(do="session", minutes="1.5", day=day.isoformat())
    assert (house.minutes, house.last.day) == ([1.5], day)
    assert ids(house.asks(do="session", minutes="10")) == ["plan"]
    assert ids(house.asks(do="session", minutes="60")) == ["plan", "device"]
    assert len(of_kind(house.asks(do="session", minutes="60"), SessionEnded)) == 1
    for minutes in ("0.1", "1440"):  # a whole day under it, too
        assert house.asks(do="session", minutes=minutes).events
        assert not house.errors
    for minutes in ("0", "-3", "x", "1441"):
        assert house.asks(do="session", minutes=minutes).events == ()
        assert "minutes" in house.errors


def test_a_day_to_come_and_one_that_is_none_are_errors_and_today_is_not(house: House) -> None:
    for day, said in ((TODAY + timedelta(days=1), False), (TODAY, True), (date(1999, 1, 1), True)):
        house.asks(do="session", day=day.isoformat())
        assert ("day" in house.errors) is not said
    house.asks(do="session", day="2026-02-30")
    assert "day" in house.errors


def test_one_of_several_lights_has_to_be_chosen(tmp_path: Path) -> None:
    house = House(tmp_path, zones=ZONES)
    for part in ("", "2", "-1", "left"):
        assert house.asks(do="session", part=part).events == ()
        assert "part" in house.errors
    entry = house.does(do="session", part="1")
    assert [begun.zone for begun in of_kind(entry, SessionBegun)] == ["right"]  # type: ignore[union-attr]
    assert record_of(house.events, "ann").sittings[0].part == Part("right", "wrinkles")


def test_a_mask_of_somebody_else_is_asked_about(house: House) -> None:
    assert house.plan is not None
    before = NOW - timedelta(days=4)
    uses = (LastUse(name="Ben", mask_id=house.plan.mask_id, day=before.date(), at_utc=before),)
    house.others = {"Ben": uses}
    assert ids(house.does(do="planned")) == ["person"]
    house.at = NOW + timedelta(days=1)
    assert ids(house.asks(do="planned")) == []  # now it is theirs, too


def test_not_today_is_of_today_and_needs_a_plan(house: House) -> None:
    (skipped,) = house.does(do="skip").events
    assert isinstance(skipped, SessionSkipped)
    assert house.plan is not None
    assert (skipped.day, skipped.plan_sha256) == (TODAY, house.plan.sha256)
    house.plan = None
    assert house.asks(do="skip").events == ()
    assert "all" in house.errors


def test_without_plan_and_mask_nothing_is_written_and_the_way_is_told(house: House) -> None:
    house.plan = None
    for do in ("session", "planned", "nonsense"):
        assert house.asks(do=do, minutes="5").events == ()
        assert house.errors["all"] == "web_log-no_mask"


def test_put_right_and_undone_by_id_and_once(house: House) -> None:
    house.does(do="planned")
    name = house.last.session_id
    field_ = f"minutes-{name}"
    house.does(**{"do": f"correct:{name}", field_: "1"})
    assert house.minutes == [1.0]
    house.does(do=f"undo:{name}")
    assert house.minutes == [0.0]
    assert house.asks(do=f"undo:{name}").events == ()
    assert ids(house.asks(**{"do": f"correct:{name}", field_: "600"})) == ["plan"]
    house.does(**{"do": f"correct:{name}", field_: "2"})  # it was given after all
    assert house.minutes == [2.0]
    for wrong in ("", "zz"):
        assert house.asks(do=f"undo:{wrong}").events == ()
        assert "all" in house.errors
    assert house.asks(**{"do": f"correct:{name}", field_: ""}).events == ()
    assert field_ in house.errors


def test_what_was_measured_stays_and_the_field_says_so(house: House) -> None:
    (made, _) = house.asks(do="planned").events
    assert isinstance(made, SessionBegun)
    begun = replace(made, source="guided", session_id="guided")
    ends = SessionEnded(session_id="guided", at_utc=NOW, lit_min=(("red", 3.0),), reason="done")
    house.events += [begun, ends]
    assert house.asks(do="undo:guided").events == ()
    assert house.errors == {"minutes-guided": "ledger-measured"}
    house.does(**{"do": "correct:guided", "minutes-guided": "10"})
    assert house.minutes == [10.0]


def test_light_from_elsewhere_is_noted_and_taken_back(house: House) -> None:
    day = (TODAY - timedelta(days=2)).isoformat()
    typed = {"do": "dose", "band": "red", "dose": "3", "dose_day": day, "note": "office"}
    (noted,) = house.does(**typed).events
    assert isinstance(noted, DoseNoted)
    (dose,) = noted.doses
    assert (dose.band, dose.dose_j_cm2, dose.day.isoformat()) == ("red", 3.0, day)
    for name, wrong in (("band", "green"), ("dose", "0"), ("dose", "2001"), ("note", "x" * 201),
                        ("dose_day", (TODAY + timedelta(days=1)).isoformat())):  # fmt: skip
        assert house.asks(**{**typed, name: wrong}).events == ()
        assert name in house.errors
    assert house.asks(**{**typed, "note": "x" * 200}).events
    house.at = NOW + timedelta(minutes=1)
    house.does(**{**typed, "dose": "5"})
    (gone,) = house.does(do=f"unnote:{NOW.isoformat()}").events
    assert isinstance(gone, NoteUndone)
    (left,) = record_of(house.events, "ann").noted
    assert left.event.doses[0].dose_j_cm2 == 5.0
    assert house.asks(do=f"unnote:{NOW.isoformat()}").events == ()
    assert "all" in house.errors


def test_the_skin_is_told_once_and_what_waits_for_a_doctor_is_said_first(house: House) -> None:
    assert house.asks(do="skin", skin="fine").events == ()
    assert house.errors == {"all": "web_log-skin_answered"}
    day = TODAY - timedelta(days=1)
    house.does(do="session", day=day.isoformat())
    assert house.asks(do="skin", skin="blue").events == ()
    assert "skin" in house.errors
    assert ids(house.asks(do="skin", skin="pain")) == ["ledger-skin_doctor"]
    for answer in ("fine", "red_day", UNSAID):
        assert house.asks(do="skin", skin=answer).slips == ()
    (said,) = house.does(do="skin", skin="red_day").events
    assert isinstance(said, SkinTook)
    assert (said.day, said.said_on, said.answer) == (day, TODAY, "red_day")
    assert house.asks(do="skin", skin="fine").events == ()


def test_a_doctors_word_has_a_name_and_an_answer(house: House) -> None:
    (word,) = house.does(do="doctor", who="Dr. Kim", fine="no").events
    assert isinstance(word, DoctorSaid)
    assert (word.fine, word.who, word.day) == (False, "Dr. Kim", TODAY)
    (word,) = house.does(do="doctor", who="x" * 200, fine="yes").events
    assert isinstance(word, DoctorSaid)
    assert word.fine
    for who, fine, at in (("", "yes", "who"), ("x" * 201, "yes", "who"), ("Dr", "", "fine")):
        assert house.asks(do="doctor", who=who, fine=fine).events == ()
        assert at in house.errors


def test_a_plan_that_cannot_be_read_is_none_and_says_why(house: House) -> None:
    kept = KeptPerson(id="ann", folder=house.folder, name="Ann", own_name="Ann")
    assert plan_of(kept) == house.plan
    assert plan_unread(kept) is None
    house.path.write_text("{}", encoding="utf-8")
    assert plan_of(kept) is None
    assert plan_unread(kept) is not None
    house.path.unlink()
    assert plan_unread(kept) is None
