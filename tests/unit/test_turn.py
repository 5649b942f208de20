"""From the checklist to the light: who holds the claim, and what is asked again when."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from as_light import as_light  # noqa: F401
from kept_plan_made import plan, written
from ledger_factory import added, with_ann

from openpbm.cli.main import main
from openpbm.delivery.order import Order
from openpbm.devices import clock
from openpbm.errors import LedgerError
from openpbm.files.ledger.store import Ledger, open_ledger, read_ledger
from openpbm.files.light.book import LightBook
from openpbm.files.plan.kept import read_plan
from openpbm.record import (
    DayDose,
    DoseNoted,
    LightEvent,
    Moment,
    SessionBegun,
    SessionEnded,
    SessionProgress,
)
from openpbm.reports.session_words import CHECKLIST
from openpbm.session import NotNowError, Part
from openpbm.sitting.book import Judge, claim_lasts
from openpbm.sitting.by_hand import of_plan
from openpbm.sitting.checklist import ALL_HOLDS, CHECKS, About, Question
from openpbm.sitting.turn import Turn, answers_hold, renew_every
from openpbm.speech.say import in_english
from openpbm.tracking.account import record_of
from openpbm.tracking.rest import jumped
from openpbm.tracking.skin import asked_of, took

pytestmark = pytest.mark.usefixtures("as_light")
EVENING = datetime(2026, 11, 28, 20, tzinfo=UTC)
Heard = pytest.CaptureFixture[str]


class Wall:
    """Two clocks of one machine that a test moves."""

    def __init__(self, at: datetime = EVENING) -> None:
        self.at, self.awake_s = at, 5000.0

    def __call__(self) -> Moment:
        return Moment(at=self.at, awake_s=self.awake_s, boot_id="boot")

    def wait(self, **time: float) -> None:
        passed = timedelta(**time)
        self.at, self.awake_s = self.at + passed, self.awake_s + passed.total_seconds()

    def set(self, **step: float) -> None:
        """The clock on the wall alone."""
        self.at += timedelta(**step)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite") as kept:
        kept.append(added())
        yield kept


@pytest.fixture
def wall() -> Wall:
    return Wall()


class Doors:
    """Several terminals and apps over one ledger and one plan."""

    def __init__(self, ledger: Ledger, wall: Wall, folder: Path) -> None:
        self.ledger, self.wall = ledger, wall
        self.plan = read_plan(written(folder, plan(EVENING.date())))

    def __call__(self, name: str) -> Turn:
        book = LightBook("ann", lambda: self.ledger)
        return Turn(self.plan, book, self.wall, holder=name, by_hand=False)

    def give(self, turn: Turn, order: Order, *, share: float = 1.0, name: str = "s") -> None:
        """A session as a runner writes it."""
        keep = turn.recorder(order)
        lit = tuple((channel.id, 3.0 * share) for channel in order.channels)
        keep(self.beginning(order, name))
        keep(SessionProgress(session_id=name, at_utc=self.wall.at, lit_min=lit))
        keep(SessionEnded(session_id=name, at_utc=self.wall.at, lit_min=lit, reason="done"))

    def beginning(self, order: Order, name: str = "s") -> SessionBegun:
        return SessionBegun(
            session_id=name, person_id="ann", mask_id=order.mask_id, plan_sha256="",
            zone=order.part.zone, goal=order.part.goal, source="guided", day=self.wall.at.date(),
            at_utc=self.wall.at, planned_min=3.0, tick_s=1.0, rates=order.rates,
        )  # fmt: skip

    def sessions(self) -> int:
        events = self.ledger.events("ann")
        return sum(isinstance(event, SessionBegun) for event in events)


@pytest.fixture
def door(ledger: Ledger, wall: Wall, tmp_path: Path) -> Doors:
    return Doors(ledger, wall, tmp_path)


def order_in(turn: Turn) -> Order:
    """Through the checklist."""
    order = turn.open().order
    assert order is not None
    assert turn.answered(ALL_HOLDS) is None
    return order


def refused(turn: Turn) -> str:
    found = turn.open()
    assert found.order is None
    return found.refusals[0].id


def no(door: Doors, turn: Turn, order: Order) -> str:
    with pytest.raises(NotNowError) as told:
        door.give(turn, order, name="late")
    return told.value.refusal.id


# ---- the claim


def test_only_one_checklist_is_open_for_a_person(door: Doors) -> None:
    one, two = door("one"), door("two")
    order = order_in(one)
    assert refused(two) == "claimed"
    door.give(one, order)
    assert refused(two) == "claimed"  # until its holder lets go
    one.close()
    assert refused(two) == "done_today"
    assert door.sessions() == 1


def test_looking_claims_nothing(door: Doors) -> None:
    assert door("one").look().order is not None
    assert door("two").look().order is not None
    assert door("three").open().order is not None


def test_a_claim_ends_by_itself_where_nobody_renews_it(door: Doors, wall: Wall) -> None:
    order_in(door("killed"))
    wait = claim_lasts().total_seconds()
    wall.wait(seconds=wait - 1)
    assert refused(door("two")) == "claimed"
    wall.wait(seconds=2)
    assert door("two").open().order is not None


def test_a_checklist_that_is_open_is_renewed_as_long_as_its_answers_hold(
    door: Doors, wall: Wall
) -> None:
    one, held = door("one"), 0.0
    one.open()
    every = renew_every().total_seconds()
    while refused_or_none(door("two")) == "claimed":
        wall.wait(seconds=every)
        held += every
        one.renew()
    most = answers_hold() + claim_lasts() + 2 * renew_every()
    assert answers_hold() <= timedelta(seconds=held) <= most


def refused_or_none(turn: Turn) -> str:
    found = turn.look()
    return found.refusals[0].id if found.refusals else ""


def test_a_session_keeps_its_claim_through_any_pause(door: Doors, wall: Wall) -> None:
    one = door("one")
    keep = one.recorder(order := order_in(one))
    keep(door.beginning(order))
    for _ in range(400):
        wall.wait(seconds=renew_every().total_seconds())
        one.renew()
    assert refused(door("two")) == "claimed"


def test_light_does_not_go_on_where_somebody_else_took_over(door: Doors, wall: Wall) -> None:
    """A machine that slept in a pause, and another that gave the rest meanwhile."""
    one, two = door("one"), door("two")
    order = order_in(one)
    keep = one.recorder(order)
    lit = tuple((channel.id, 1.0) for channel in order.channels)
    keep(door.beginning(order))
    keep(SessionProgress(session_id="s", at_utc=wall.at, lit_min=lit))
    wall.wait(minutes=5)
    door.give(two, order_in(two), share=0.6, name="rest")
    two.close()
    with pytest.raises(NotNowError):  # what it writes is kept; but no light follows
        keep(SessionProgress(session_id="s", at_utc=wall.at, lit_min=lit))
    assert door.sessions() == 2


def test_a_clock_that_the_network_sets_back_a_little_frees_no_claim(
    door: Doors, wall: Wall
) -> None:
    order_in(door("one"))
    wall.set(seconds=-20)
    assert refused(door("two")) == "claimed"


def test_a_claim_that_no_clock_of_now_could_have_made_stops_nobody(door: Doors, wall: Wall) -> None:
    order_in(door("ahead"))
    wall.set(hours=-5)
    assert "claimed" not in [no.id for no in door("two").look().refusals]


# ---- asked again


def test_what_was_given_while_a_checklist_waited_is_not_given_again(
    door: Doors, wall: Wall
) -> None:
    """The first way: A at its first question, B to the end, then A answers yes."""
    one, two = door("one"), door("two")
    order = order_in(one)
    wall.wait(minutes=1)  # the claim of A ran out, as if its machine had slept
    door.give(two, order_in(two))
    two.close()
    assert no(door, one, order) == "claimed"
    assert refused(one) == "done_today"
    assert door.sessions() == 1


def test_a_wait_over_midnight_asks_again(door: Doors, wall: Wall) -> None:
    wall.at = EVENING.replace(hour=23, minute=58)
    one = door("one")
    order = order_in(one)
    wall.wait(minutes=3)
    one.renew()
    assert no(door, one, order) == "again"
    answer = one.answered(ALL_HOLDS)
    assert answer is not None
    assert "another day" in in_english(answer.reason)
    assert one.open().moment.day == EVENING.date() + timedelta(days=1)
    assert door.sessions() == 0


def test_no_light_begins_before_the_checklist_is_answered(door: Doors) -> None:
    one = door("one")
    order = one.open().order
    assert order is not None
    assert no(door, one, order) == "again"
    assert one.answered(ALL_HOLDS) is None
    door.give(one, order)
    assert no(door, door("two"), order) == "claimed"


def before(door: Doors, days: int) -> None:
    """A session by hand, so many days ago, of whose skin nobody told."""
    (done,) = of_plan(door.plan, "ann", EVENING.date() - timedelta(days=days), EVENING, os.urandom)
    door.ledger.append(*done.events())


def skin(door: Doors, answer: str) -> None:
    record = record_of(door.ledger.events("ann"), "ann")
    of = asked_of(record, EVENING.date())
    assert of is not None
    door.ledger.append(took(record, answer, of, EVENING.date(), EVENING))


@pytest.mark.parametrize("days", [1, 9, 60])
def test_no_light_before_somebody_told_how_the_skin_took_the_last(door: Doors, days: int) -> None:
    """However long ago; nobody has to know, and what is not known leaves less."""
    plain = order_in(one := door("one"))
    one.close()
    before(door, days)
    found = one.open()
    assert found.ask_skin == EVENING.date() - timedelta(days=days)
    for _ in range(2):
        why = one.answered(ALL_HOLDS)
        assert why is not None
        assert why.id == "again"
        assert "how the skin took" in in_english(why.reason)
    assert found.order is not None
    assert no(door, one, found.order) == "again"
    skin(door, "unsaid")
    least = order_in(one)
    assert all(a < b for a, b in zip(least.target_ms, plain.target_ms, strict=True))
    door.give(one, least)


def test_light_of_before_that_is_written_meanwhile_asks_for_the_skin_again(door: Doors) -> None:
    one = door("one")
    order = order_in(one)
    before(door, 2)
    assert no(door, one, order) == "again"
    skin(door, "fine")
    door.give(one, order_in(one))


def test_practice_asks_for_no_skin(door: Doors) -> None:
    before(door, 2)
    book = LightBook("ann", lambda: door.ledger)
    order_in(Turn(door.plan, book, door.wall, holder="one", by_hand=False, shines=False))


@pytest.mark.parametrize("number", range(len(CHECKS)))
def test_a_door_that_forgets_a_question_gives_no_light(door: Doors, number: int) -> None:
    one = door("one")
    order = one.open().order
    assert order is not None
    question = Question(kind=About.CHECK, number=number)
    for said in (
        {},
        {name: yes for name, yes in ALL_HOLDS.items() if name != question.id},
        {**ALL_HOLDS, question.id: not question.wanted},
    ):
        answer = one.answered(said)
        assert answer is not None
        assert answer.id == "checklist"
        assert no(door, one, order) == "again"
    assert door.sessions() == 0


def test_every_question_has_its_words() -> None:
    assert len(CHECKLIST) == len(CHECKS)


def test_a_long_wait_asks_again(door: Doors, wall: Wall) -> None:
    one = door("one")
    order = order_in(one)
    wall.wait(seconds=answers_hold().total_seconds() + 1)
    answer = one.answered(ALL_HOLDS)
    assert answer is not None
    assert answer.id == "again"
    assert no(door, one, order) == "again"
    door.give(one, order_in(one))  # asked again, it may
    assert door.sessions() == 1


@pytest.mark.parametrize("hours", [24.0, -24.0, 0.05])
def test_a_clock_that_is_set_while_it_asks_is_not_believed(
    door: Doors, wall: Wall, hours: float
) -> None:
    one = door("one")
    order = order_in(one)
    wall.set(hours=hours)
    assert no(door, one, order) in ("again", "clock")
    assert door.sessions() == 0


@pytest.mark.parametrize("look", range(1, 8))
def test_a_machine_that_stalls_between_its_two_clocks_has_set_none(
    monkeypatch: pytest.MonkeyPatch, look: int
) -> None:
    ran_s, looks = [0.0], iter(range(1, 100))

    def looked() -> float:
        found = ran_s[0]
        if next(looks) == look:
            ran_s[0] += 70.0  # longer than clocks may differ by
        return found

    class OnTheWall:
        @staticmethod
        def now() -> datetime:
            return EVENING + timedelta(seconds=looked())

    monkeypatch.setattr(clock, "datetime", OnTheWall)
    monkeypatch.setattr(clock, "_awake_ns", lambda: round(looked() * 1e9))
    assert jumped(clock.moment(), clock.moment()) is None


def test_light_that_was_noted_meanwhile_asks_again(door: Doors, wall: Wall) -> None:
    one = door("one")
    order = order_in(one)
    office = DayDose(day=wall.at.date(), band="red", dose_j_cm2=7.0)
    door.ledger.append(DoseNoted(person_id="ann", at_utc=wall.at, doses=(office,)))
    assert no(door, one, order) == "again"
    less = order_in(one)
    assert max(less.target_ms) < max(order.target_ms)


def test_a_refused_beginning_leaves_nothing_behind(door: Doors, wall: Wall) -> None:
    one = door("one")
    order = order_in(one)
    before = door.ledger.events("ann")
    wall.wait(hours=1)
    keep = one.recorder(order)
    with pytest.raises(NotNowError):
        keep(door.beginning(order))
    keep(SessionEnded(session_id="s", at_utc=wall.at, lit_min=(), reason="stopped"))
    assert door.ledger.events("ann") == before
    assert door.ledger.verify().is_sound


class Interrupted(LightBook):
    """A signal comes when the beginning is on the disk and the call has not returned."""

    def begin(self, event: SessionBegun, holder: str, judge: Judge) -> object:
        super().begin(event, holder, judge)
        raise KeyboardInterrupt


def test_an_interrupt_as_the_beginning_is_written_still_writes_the_end(
    door: Doors, wall: Wall
) -> None:
    book = Interrupted("ann", lambda: door.ledger)
    one = Turn(door.plan, book, wall, holder="one", by_hand=False)
    order = order_in(one)
    keep = one.recorder(order)
    with pytest.raises(KeyboardInterrupt):
        keep(door.beginning(order))
    keep(SessionEnded(session_id="s", at_utc=wall.at, lit_min=(), reason="stopped"))
    assert isinstance(door.ledger.events("ann")[-1], SessionEnded)


class Unfollowed(LightBook):
    """The beginning is on the disk, and what follows it could not be written."""

    def begin(self, event: SessionBegun, holder: str, judge: Judge) -> object:
        super().begin(event, holder, judge)
        raise LedgerError("its anchor could not be kept")


def test_a_beginning_that_is_tried_again_is_kept_once(door: Doors, wall: Wall) -> None:
    one = Turn(door.plan, Unfollowed("ann", lambda: door.ledger), wall, holder="one", by_hand=True)
    order = order_in(one)
    keep = one.recorder(order)
    with pytest.raises(LedgerError):
        keep(door.beginning(order))
    wall.wait(seconds=1)
    keep(door.beginning(order))
    keep(SessionEnded(session_id="s", at_utc=wall.at, lit_min=(), reason="stopped"))
    kinds = [type(event) for event in door.ledger.events("ann")]
    assert (kinds.count(SessionBegun), kinds[-1]) == (1, SessionEnded)


def test_a_beginning_is_labelled_by_the_clocks_that_judged_it(door: Doors, wall: Wall) -> None:
    one = door("one")
    order = order_in(one)
    early = door.beginning(order)
    wall.wait(seconds=4)
    one.recorder(order)(early)
    kept = next(e for e in door.ledger.events("ann") if isinstance(e, SessionBegun))
    assert (kept.at_utc, kept.awake_s, kept.boot_id) == (wall.at, wall.awake_s, "boot")


def test_an_older_ledger_opens_counts_and_is_asked(door: Doors, wall: Wall) -> None:
    """Without goal, and without the clock that only runs."""
    order = order_in(door("one"))
    old = replace(door.beginning(order), at_utc=wall.at - timedelta(hours=2))
    lit = (("red", 3.0), ("nir", 3.0))
    ended = SessionEnded(session_id="s", at_utc=wall.at, lit_min=lit, reason="done")
    door.ledger.append(old, ended)
    wall.wait(minutes=1)
    assert refused(door("two")) == "done_today"


# ---- one part after another


@pytest.fixture
def zoned(ledger: Ledger, wall: Wall, tmp_path: Path) -> Doors:
    doors = Doors(ledger, wall, tmp_path)
    content = plan(EVENING.date(), zones=("upper", "lower"))
    doors.plan = read_plan(written(tmp_path, content))
    return doors


UPPER, LOWER = Part("upper", "wrinkles"), Part("lower", "wrinkles")


def after_the_first(door: Doors) -> Turn:
    one = door("one")
    order = order_in(one)
    assert order.part == UPPER
    door.give(one, order)
    return one


def test_the_next_part_follows_without_the_checklist(zoned: Doors, wall: Wall) -> None:
    one = after_the_first(zoned)
    wall.wait(minutes=25)  # however long the first one took
    found = one.follow(LOWER)
    assert found.order is not None
    assert found.order.part == LOWER
    zoned.give(one, found.order, name="lower")
    assert refused(one) == "done_today"


@pytest.mark.parametrize(
    ("passed", "stepped", "why"),
    [
        (timedelta(hours=4), timedelta(), "another day"),
        (timedelta(minutes=3), timedelta(minutes=-2), "was set"),
        (timedelta(minutes=3), timedelta(minutes=2), "was set"),
    ],
)
def test_the_next_part_is_asked_for_on_another_day_or_by_another_clock(
    zoned: Doors, wall: Wall, passed: timedelta, stepped: timedelta, why: str
) -> None:
    one = after_the_first(zoned)
    wall.wait(seconds=passed.total_seconds())
    wall.set(seconds=stepped.total_seconds())
    found = one.follow(LOWER)
    assert found.order is None
    assert why in in_english(found.refusals[0].reason)


def test_a_wait_between_two_parts_asks_again(zoned: Doors, wall: Wall) -> None:
    one = after_the_first(zoned)
    found = one.follow(LOWER)
    assert found.order is not None
    wall.wait(seconds=answers_hold().total_seconds() + 1)
    one.renew()
    assert no(zoned, one, found.order) == "again"


# ---- at a terminal


def test_a_session_given_while_a_terminal_asks_is_refused_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    """Two terminals: the second while the first waits for the last answer."""
    path = with_ann(tmp_path)
    file = str(written(tmp_path, plan()))
    codes: list[int] = []
    left = iter(["y"] * (len(CHECKLIST) - 1))

    def answer(_question: str) -> str:
        if (said := next(left, None)) is not None:
            return said
        if not codes:
            monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
            other = ["session", file, "--ledger", str(path), "--yes", "--speed", "100000"]
            codes.append(main(other))
            monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        return "y"

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("openpbm.cli.keys.pressed_keys", lambda: nullcontext(lambda: ""))
    codes.append(main(["session", file, "--ledger", str(path), "--speed", "100000"]))
    assert codes == [1, 0]
    assert "another checklist or session of yours is open" in " ".join(
        capsys.readouterr().out.split()
    )
    assert whole_sessions(path) == [pytest.approx(1.0, abs=0.02)]


def whole_sessions(path: Path) -> list[float]:
    with read_ledger(path) as kept:
        events: tuple[LightEvent, ...] = kept.events("ann")
    return [sitting.share for sitting in record_of(events, "ann").sittings]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a zone of this process cannot be set there")
def test_two_zones_at_a_terminal_are_one_evening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    """As tried from outside; these two zones never have the same date."""
    path = with_ann(tmp_path)
    file = str(written(tmp_path, plan(datetime.now(UTC).date() - timedelta(days=2))))
    ask = ["session", file, "--ledger", str(path), "--yes", "--speed", "100000"]
    try:
        codes = []
        for zone in ("Etc/GMT+12", "Etc/GMT-14"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            codes.append(main(ask))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert codes == [0, 1]
    assert "at least 12 h between two" in " ".join(capsys.readouterr().out.split())
    assert len(whole_sessions(path)) == 1
