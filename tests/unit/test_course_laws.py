"""What is written by hand, put right and told of a skin: each rule by itself, at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import count

import pytest
from ledger_factory import DAY, NOON, added, begun, ended

from openpbm.answer import IrradianceRow
from openpbm.delivery.limit import OVER_PLAN
from openpbm.interval import Interval
from openpbm.mask import Channel, Claim, Mask
from openpbm.record import BY_HAND, PRACTICE, DoctorSaid, LightEvent, Moment, SkinSaid, SkinTook
from openpbm.safety.screening import MEMORY
from openpbm.safety.skin_said import skin_findings
from openpbm.session import Part
from openpbm.sitting.by_hand import ID_BYTES, DoneByHand, as_last_time, usual_min, without_plan
from openpbm.sitting.entry import (
    House,
    LastUse,
    MeasuredError,
    by_id,
    correction,
    correction_slips,
    slips,
)
from openpbm.tables.loader import typed
from openpbm.tables.row.safety import SkinAnswerRow
from openpbm.tracking.account import DOCTOR_NO, LightRecord, record_of, skin_said
from openpbm.tracking.adherence import PlannedCourse
from openpbm.tracking.due import Followed, standing
from openpbm.tracking.skin import (
    UNSAID,
    answers,
    asked_of,
    bearing,
    complaints,
    decided,
    rests,
    told_of,
    took,
    untold,
)

ROWS = typed("skin_answers", SkinAnswerRow)
NOBODY = House(name="Ann", others={})
NUMBER = count()


def fresh(length: int) -> bytes:
    assert length == ID_BYTES >= 16
    return next(NUMBER).to_bytes(length, "big")


def session(
    name: str, day: int, *, minutes: float = 10.0, source: str = BY_HAND
) -> list[LightEvent]:
    at = NOON + timedelta(days=day)
    return [begun(name, at=at, source=source), ended(minutes, name, at=at)]


def of(*events: LightEvent) -> LightRecord:
    return record_of([added(), *events], "ann")


def told(answer: str, *, after: LightRecord, on: int, of_day: int | None = None) -> SkinTook:
    session_day = DAY + timedelta(days=on - 1 if of_day is None else of_day)
    return took(after, answer, session_day, DAY + timedelta(days=on), NOON + timedelta(days=on))


# ---- what is asked


def test_the_skin_is_asked_for_from_the_next_day_on_and_once() -> None:
    record = of(*session("a", 0))
    assert asked_of(record, DAY) is None
    assert asked_of(record, DAY + timedelta(days=1)) == DAY
    assert asked_of(record, DAY + timedelta(days=400)) == DAY
    one = told("fine", after=record, on=1)
    assert asked_of(of(*session("a", 0), one), DAY + timedelta(days=5)) is None
    later = of(*session("a", 0), one, *session("b", 3))
    assert asked_of(later, DAY + timedelta(days=4)) == DAY + timedelta(days=3)


def test_of_light_that_was_none_nothing_is_asked() -> None:
    record = of(*session("a", 0))
    undo = correction(record.sittings[0], 0.0, NOON)
    practice = session("p", 0, source=PRACTICE)
    assert asked_of(of(*session("a", 0), undo), DAY + timedelta(days=1)) is None
    assert asked_of(of(*practice), DAY + timedelta(days=1)) is None
    assert asked_of(of(), DAY) is None


def test_light_of_half_a_minute_is_light() -> None:
    record = of(*session("a", 0, minutes=0.5))
    assert asked_of(record, DAY + timedelta(days=1)) == DAY
    assert untold(record, DAY + timedelta(days=1)) == (DAY,)
    assert ids(*slips(record, [done()], None, None, NOBODY)) == ["twice"]


def test_a_doctors_word_is_no_answer_to_the_question_and_none_of_the_same_again() -> None:
    word = DoctorSaid(
        person_id="ann", at_utc=NOON + timedelta(days=3), day=DAY + timedelta(days=3), fine=True,
        who="Dr",
    )  # fmt: skip
    record = of(*session("a", 0), word)
    assert asked_of(record, DAY + timedelta(days=4)) == DAY
    said = told("red_day", after=record, on=4, of_day=0)
    assert not said.needs_doctor
    # nor does it begin anew what waits for nobody
    early = told("dry", after=of(*session("a", 0)), on=1)
    events = [*session("a", 0), early, *session("b", 2), word]
    (left,) = bearing(of(*events), DAY + timedelta(days=9)).told
    assert left.params["sessions"] == ROWS["dry"].sessions - 1


def test_a_session_that_is_undone_is_none_of_the_shorter_ones() -> None:
    said = told("dry", after=of(*session("a", 0)), on=1)
    events = [*session("a", 0), said, *session("b", 2)]
    undo = correction(of(*events).sittings[1], 0.0, NOON + timedelta(days=3))
    (left,) = bearing(of(*events, undo), DAY + timedelta(days=9)).told
    assert left.params["sessions"] == ROWS["dry"].sessions


def test_what_was_decided_then_holds_whatever_the_table_says_now() -> None:
    said = replace(told("fine", after=of(*session("a", 0)), on=1), share=0.25, sessions=2)
    found = bearing(of(*session("a", 0), said), DAY + timedelta(days=2))
    assert (found.share, len(found.told)) == (0.25, 1)
    whole = replace(said, share=1.0)
    assert bearing(of(*session("a", 0), whole), DAY + timedelta(days=2)).told == ()


def test_an_answer_for_a_session_that_is_undone_afterwards_stays_and_asks_nothing_anew() -> None:
    events = [*session("a", 0), *session("b", 1)]
    said = told("red_day", after=of(*events), on=2)
    undo = correction(of(*events).sittings[1], 0.0, NOON + timedelta(days=2))
    record = of(*events, said, undo)
    day = DAY + timedelta(days=2)
    assert asked_of(record, day) is None
    assert [no.id for no in bearing(record, day).refusals] == ["skin_rest"]
    assert bearing(record, day + timedelta(days=9)).share == ROWS["red_day"].share


def test_days_of_which_nobody_told_are_known_and_not_knowing_is_no_telling() -> None:
    events = [*session("a", 0), *session("b", 2), *session("c", 4)]
    record = of(*events)
    day = DAY + timedelta(days=4)
    assert untold(record, day) == (DAY, DAY + timedelta(days=2))  # not of today
    fine = told("fine", after=record, on=4, of_day=2)
    unsaid = told(UNSAID, after=record, on=4, of_day=0)
    assert untold(of(*events, fine, unsaid), day) == (DAY,)
    assert untold(of(), day) == ()


def test_a_complaint_can_be_told_at_any_time_and_never_answers_for_the_day_after() -> None:
    assert told_of(of(), "pain", DAY) is None  # of no light nothing
    today_only = of(*session("a", 0))
    assert [told_of(today_only, answer, DAY) for answer in ("fine", UNSAID)] == [None, None]
    assert {told_of(today_only, answer, DAY) for answer in complaints()} == {DAY}
    at_once = took(today_only, "pain", DAY, DAY, NOON + timedelta(hours=1))
    assert bearing(of(*session("a", 0), at_once), DAY).refusals
    assert asked_of(of(*session("a", 0), at_once), DAY + timedelta(days=1)) == DAY
    fine = told("fine", after=today_only, on=1)
    answered = of(*session("a", 0), fine)
    for later in (1, 3, 300):  # it darkened since, or was seen at noon
        assert told_of(answered, "darker", DAY + timedelta(days=later)) == DAY
    both = of(*session("a", 0), fine, told("red_day", after=answered, on=2, of_day=0))
    assert [no.id for no in bearing(both, DAY + timedelta(days=2)).refusals] == ["skin_rest"]


@pytest.mark.parametrize("hours", [9, 13, -8, 0])
def test_a_rest_of_two_days_is_no_shorter_for_who_flies(hours: int) -> None:
    """Said at 23:30 at home; then wherever they are, as long as the calendar there allows."""
    said_at = datetime.combine(DAY + timedelta(days=1), time(23, 30), UTC)
    before = of(*session("a", 0))
    said = took(before, "red_day", DAY, said_at.date(), said_at)
    record = of(*session("a", 0), said)
    zone = timezone(timedelta(hours=hours))
    least = timedelta(days=ROWS["red_day"].rest_days - 1)
    when = said_at
    while True:
        now = Moment(at=when.astimezone(zone), awake_s=0.0)
        if not bearing(record, now.day).refusals and rests(record, now) is None:
            break
        when += timedelta(minutes=10)
    assert when - said_at >= least
    if hours == 0:  # who stays waits no longer than the days say
        assert when == datetime.combine(DAY + timedelta(days=3), time(), UTC)


def test_a_doctors_no_closes_by_itself_until_a_doctor_says_otherwise() -> None:
    def word(day: int, *, fine: bool) -> DoctorSaid:
        at = NOON + timedelta(days=day)
        return DoctorSaid(person_id="ann", at_utc=at, day=at.date(), fine=fine, who="Dr")

    day, told_first = DAY + timedelta(days=40), told("red_hour", after=of(*session("a", 0)), on=1)
    for before in ([], [told_first]):
        closed = of(*session("a", 0), *before, word(2, fine=False))
        assert [no.id for no in bearing(closed, day).refusals] == ["skin_doctor"]
        (no,) = (one for one in skin_said(closed) if one.answer == DOCTOR_NO)
        (finding,) = skin_findings([no], day)
        assert finding.answer == "doctor" and set(dict(finding.action).values()) == {"refer"}
        opened = of(*session("a", 0), *before, word(2, fine=False), word(3, fine=True))
        assert bearing(opened, day).refusals == ()
        assert DOCTOR_NO not in {one.answer for one in skin_said(opened)}
    assert DOCTOR_NO not in answers()


def test_a_correction_that_was_itself_a_slip_is_put_right_down_to_what_was_measured() -> None:
    events = session("a", 0, source="guided")
    long = correction(of(*events).sittings[0], 100.0, NOON)
    right = correction(of(*events, long).sittings[0], 12.0, NOON)
    assert of(*events, long, right).sittings[0].minutes == pytest.approx(12.0)
    with pytest.raises(MeasuredError):
        correction(of(*events, long, right).sittings[0], 9.0, NOON)


# ---- what follows


@pytest.mark.parametrize("answer", answers())
def test_an_answer_rests_lessens_and_waits_as_its_row_says(answer: str) -> None:
    row, events = ROWS[answer], session("a", 0)
    said = told(answer, after=of(*events), on=1)
    record, day = of(*events, said), DAY + timedelta(days=1)
    assert (said.share, said.sessions, said.rest_days) == (row.share, row.sessions, row.rest_days)
    now = bearing(record, day)
    if row.needs_doctor:
        assert [no.id for no in now.refusals] == ["skin_doctor"]
        assert not now.told  # what waits for a doctor says no share
        return
    last_rest = day + timedelta(days=row.rest_days - 1)
    first_after = day + timedelta(days=row.rest_days)
    if row.rest_days:
        assert [no.id for no in bearing(record, last_rest).refusals] == ["skin_rest"]
    assert bearing(record, first_after).refusals == ()
    assert bearing(record, first_after).share == row.share
    for number in range(1, row.sessions + 1):  # days with light, not sessions, are counted
        events = [*events, *session(f"n{number}", 1 + number), *session(f"m{number}", 1 + number)]
        lit = of(session("a", 0)[0], session("a", 0)[1], said, *events[2:])
        then = DAY + timedelta(days=2 + number)
        assert bearing(lit, then).share == (row.share if number < row.sessions else 1.0)


def test_light_on_the_day_of_the_answer_counts_only_where_it_came_after() -> None:
    before = session("a", 0)
    said = told("dry", after=of(*before), on=1)
    earlier = [replace(e, at_utc=said.at_utc - timedelta(hours=1)) for e in session("b", 1)]
    later = [replace(e, at_utc=said.at_utc + timedelta(hours=1)) for e in session("b", 1)]
    day = DAY + timedelta(days=2)
    (none,) = bearing(of(*before, *earlier, said), day).told
    (one,) = bearing(of(*before, said, *later), day).told
    assert (none.params["sessions"], one.params["sessions"]) == (2, 1)
    # a session of long ago that is written down now is none of the next ones
    written = NOON + timedelta(days=2)
    start = replace(begun("c", at=written, source=BY_HAND), day=DAY - timedelta(days=9))
    old: list[LightEvent] = [start, ended(10.0, "c", at=written)]
    (kept,) = bearing(of(*before, said, *old), day).told
    assert kept.params["sessions"] == 2


def test_the_same_again_soon_needs_a_doctor_and_later_not() -> None:
    again = ROWS["red_day"].again_days
    assert again is not None
    first = told("red_day", after=of(*session("a", 0)), on=1)
    record = of(*session("a", 0), first, *session("b", 5), *session("c", 60))
    on_edge = told("red_day", after=record, on=1 + int(again))
    past = told("red_day", after=record, on=2 + int(again))
    assert (first.needs_doctor, on_edge.needs_doctor, past.needs_doctor) == (False, True, False)
    other = told("red_hour", after=record, on=6)
    assert not other.needs_doctor
    same_session = took(record, "red_day", first.day, DAY + timedelta(days=2), NOON)
    assert not same_session.needs_doctor  # said twice of one evening


@pytest.mark.parametrize("answer", [a for a in answers() if ROWS[a].needs_doctor])
def test_only_a_doctors_last_word_opens_and_half_follows_from_then_on(answer: str) -> None:
    said = told(answer, after=of(*session("a", 0)), on=1)

    def word(day: int, *, fine: bool) -> DoctorSaid:
        at = NOON + timedelta(days=day)
        return DoctorSaid(person_id="ann", at_utc=at, day=at.date(), fine=fine, who="Dr")

    events: list[LightEvent] = [*session("a", 0), word(0, fine=True), said]  # a word of before
    assert bearing(of(*events), DAY + timedelta(days=9)).refusals
    events += [word(2, fine=True)]
    assert bearing(of(*events), DAY + timedelta(days=9)).refusals == ()
    assert bearing(of(*events), DAY + timedelta(days=9)).share == ROWS[answer].share
    events += [*session("b", 3), *session("c", 4)]
    (left,) = bearing(of(*events), DAY + timedelta(days=9)).told
    assert left.params["sessions"] == ROWS[answer].sessions - 2
    events += [word(5, fine=False)]
    assert bearing(of(*events), DAY + timedelta(days=9)).refusals
    events += [word(6, fine=True)]
    (left,) = bearing(of(*events), DAY + timedelta(days=9)).told
    assert left.params["sessions"] == ROWS[answer].sessions  # from the last word on


def test_the_least_of_several_answers_counts_and_each_is_told() -> None:
    events: list[LightEvent] = session("a", 0)
    for answer, on in (("red_hour", 1), ("red_day", 2), ("dry", 3)):
        events.append(told(answer, after=of(*events), on=on))
    found = bearing(of(*events), DAY + timedelta(days=9))
    assert found.share == min(ROWS[a].share for a in ("red_hour", "red_day", "dry"))
    assert len(found.told) == 3


def test_what_is_decided_says_which_of_the_four_it_is() -> None:
    ids = {}
    for answer in answers():
        ids[answer] = decided(told(answer, after=of(*session("a", 0)), on=1)).id
    assert ids["fine"] == "ledger-skin_on"
    assert ids["red_hour"] == ids["dry"] == ids[UNSAID] == "ledger-skin_less"
    assert ids["red_day"] == "ledger-skin_rest"
    assert {ids[a] for a in answers() if ROWS[a].needs_doctor} == {"ledger-skin_doctor"}
    rest = decided(told("red_day", after=of(*session("a", 0)), on=1))
    assert rest.params["until"] == DAY + timedelta(days=1 + ROWS["red_day"].rest_days)


# ---- what a later plan reads


@pytest.mark.parametrize("answer", answers())
def test_a_plan_reads_an_answer_for_as_long_as_its_row_says(answer: str) -> None:
    row, day = ROWS[answer], date(2026, 1, 1)
    said = SkinSaid(answer=answer, day=day)
    if row.plan_days is None:
        assert skin_findings([said], day + timedelta(days=5000))
        return
    days = int(row.plan_days)
    assert not skin_findings([said], day + timedelta(days=days))
    for since in (days - 1, -1):  # also for a plan that began before it was said
        assert bool(skin_findings([said], day + timedelta(days=since))) is (days > 0)


def test_a_doctors_word_turns_only_what_waited_into_care_and_begins_short() -> None:
    for answer, row in ROWS.items():
        if row.plan_days == 0:
            continue
        asks = (row.action.blue, row.action.red, row.action.nir)
        (waits,) = skin_findings([SkinSaid(answer=answer, day=DAY)], DAY)
        (opened,) = skin_findings([SkinSaid(answer=answer, day=DAY, is_answered=True)], DAY)
        assert (waits.answer == "doctor") is ("refer" in asks)
        assert opened.answer == "none"
        assert "refer" not in dict(opened.action).values()
        assert [(a == "exclude") for _, a in opened.action] == [a == "exclude" for a in asks]
        assert opened.gentle_first
        assert waits.gentle_first is (row.gentle_first or waits.answer == "none")
        assert waits.active
        assert waits.review_pending is (row.status in MEMORY)


# ---- slips, corrections


def done(
    minutes: float = 10.0, *, plan: str = "sha", mask: str = "mask", zone: str = ""
) -> DoneByHand:
    start = replace(
        begun("new", source=BY_HAND, planned_min=minutes), plan_sha256=plan, mask_id=mask, zone=zone
    )
    return DoneByHand(begun=start, lit_min=(("red", minutes), ("nir", minutes / 2)))


def ids(*found: object) -> list[str]:
    return [one.id.removeprefix("ledger-slip_") for one in found]  # type: ignore[attr-defined]


def test_too_long_is_said_past_the_plan_and_past_the_longest_programme() -> None:
    edge = 10.0 * (1 + OVER_PLAN)
    for minutes, own, said in (
        (None, None, []), (edge, 10.0, []), (edge + 0.01, None, ["plan"]),
        (edge + 0.01, 10.0, ["plan", "device"]), (edge + 0.01, 40.0, ["plan"]),
        (None, 5.0, ["device"]),
    ):  # fmt: skip
        assert ids(*slips(of(), [done()], minutes, own, NOBODY)) == said, (minutes, own)
    assert ids(*slips(of(), [done(plan="")], 30.0, None, NOBODY)) == []  # nothing was planned


def test_twice_is_said_of_the_same_day_mask_and_part_that_stands() -> None:
    record = of(*session("a", 0))
    assert ids(*slips(record, [done()], None, None, NOBODY)) == ["twice"]
    assert ids(*slips(record, [done(), done()], None, None, NOBODY)) == ["twice"]  # once
    assert ids(*slips(record, [done(mask="other")], None, None, NOBODY)) == []
    assert ids(*slips(record, [done(zone="left")], None, None, NOBODY)) == []
    assert ids(*slips(of(*session("a", 1)), [done()], None, None, NOBODY)) == []
    undo = correction(record.sittings[0], 0.0, NOON)
    assert ids(*slips(of(*session("a", 0), undo), [done()], None, None, NOBODY)) == []
    two = of(*session("a", 0, minutes=3.0), *session("b", 0, minutes=4.0))
    (said,) = slips(two, [done()], None, None, NOBODY)
    assert said.params["minutes"].value == 7.0  # type: ignore[union-attr]


def test_a_mask_that_only_others_had_asks_whose_session_it_is() -> None:
    before = NOON - timedelta(days=4)
    ben, cy = (
        LastUse(name=name, mask_id=mask, day=before.date(), at_utc=before)
        for name, mask in (("Ben", "mask"), ("Cy", "other"))
    )
    house = House(name="Ann", others={"Ben": (ben,), "Cy": (cy,)})
    assert ids(*slips(of(), [done()], None, None, house)) == ["person"]
    assert ids(*slips(of(), [done(mask="third")], None, None, house)) == []
    assert ids(*slips(of(*session("a", 3)), [done()], None, None, house)) == []
    practised = of(*session("p", 3, source=PRACTICE))
    assert ids(*slips(practised, [done()], None, None, house)) == []
    assert slips(of(), [], None, None, house) == ()


def test_a_correction_keeps_the_proportion_of_the_colours() -> None:
    made = done()
    record = of(*made.events(6.0))
    right = correction(record.sittings[0], 4.0, NOON, "why")
    assert dict(right.lit_min) == {"red": pytest.approx(4.0), "nir": pytest.approx(2.0)}
    assert right.why == "why"
    undo = correction(record.sittings[0], 0.0, NOON)
    back = correction(of(*made.events(6.0), undo).sittings[0], 6.0, NOON)  # undone, and done again
    assert dict(back.lit_min) == {"red": pytest.approx(6.0), "nir": pytest.approx(3.0)}
    twice = of(*made.events(6.0), undo, replace(undo, at_utc=NOON + timedelta(1)))
    assert twice.sittings[0].is_undone
    assert not of(*made.events(6.0), undo, back).sittings[0].is_undone


def test_a_measured_session_takes_as_much_or_more_and_never_less() -> None:
    (one,) = of(*session("a", 0, source="guided")).sittings
    assert max(m for _, m in correction(one, 10.0, NOON).lit_min) == 10.0
    assert max(m for _, m in correction(one, 600.0, NOON).lit_min) == 600.0
    for minutes in (0.0, 9.99):
        with pytest.raises(MeasuredError):
            correction(one, minutes, NOON)


def test_a_correction_to_much_more_than_was_planned_is_said_first() -> None:
    (one,) = of(*done().events()).sittings
    assert ids(*correction_slips(one, 10.0 * (1 + OVER_PLAN))) == []
    assert ids(*correction_slips(one, 600.0)) == ["plan"]
    assert correction_slips(one, 0.0) == ()
    (free,) = of(*unplanned().events(5.0)).sittings
    assert correction_slips(free, 600.0) == ()  # nothing was planned


def test_an_id_is_found_by_a_beginning_that_fits_one() -> None:
    record = of(*session("abc", 0), *session("abd", 1))
    found = by_id(record, "abc")
    assert found is not None
    assert found.begun.session_id == "abc"
    assert by_id(record, "ab") is None
    assert by_id(record, "") is None
    assert by_id(of(*session("abc", 0)), "") is None
    assert by_id(record, "x") is None


# ---- without a plan


MASK = Mask(
    id="panel", name="Panel", form="panel",
    channels=tuple(
        Channel(role=role, peak_nm=nm, claim=Claim(irradiance_mw_cm2=30.0, meaning="mean"))
        for role, nm in (("red", 633.0), ("nir", 830.0))
    ),
)  # fmt: skip
SEEN = tuple(
    IrradianceRow(
        channel=channel, region=region, mean_mw_cm2=Interval(p05=4.0, median=5.0, p95=6.0),
        direct_mw_cm2=4.0, skin_reflectance=0.5, skin_reflectance_diffuse=0.5,
        hot_3p5mm_mw_cm2=20.0, cavity_gain=1.2,
    )
    for channel in ("red", "nir")
    for region in ("nose", "chin")
)  # fmt: skip


def unplanned(mask: Mask = MASK, seen: tuple[IrradianceRow, ...] = SEEN) -> DoneByHand:
    return without_plan(mask, seen, "ann", DAY, NOON, fresh)


def test_known_light_counts_by_its_minutes_on_every_region() -> None:
    (one,) = of(*unplanned().events(5.0)).sittings
    assert not one.begun.dose_unknown
    assert one.full_sessions == 0.0
    assert {(d.band, d.region) for d in one.doses} == {
        (band, region) for band in ("red", "nir") for region in ("nose", "chin")
    }
    assert all(d.dose_j_cm2 == pytest.approx(5 * 60 * 0.020) for d in one.doses)
    rate = one.begun.rates[0]
    assert rate.mean_j_cm2_min == pytest.approx(60 * 0.005)
    assert of(*unplanned().events(5.0)).gaps == ()


@pytest.mark.parametrize("seen", [(), SEEN[:2]], ids=["nothing", "one colour of two"])
def test_light_that_is_not_wholly_known_counts_as_full_sessions(
    seen: tuple[IrradianceRow, ...],
) -> None:
    full = usual_min()
    for minutes, times in ((0.1, 1.0), (full, 1.0), (2.5 * full, 2.5)):
        record = of(*unplanned(seen=seen).events(minutes))
        (one,) = record.sittings
        assert one.begun.rates == ()
        assert one.full_sessions == pytest.approx(times)
        assert one.minutes == pytest.approx(minutes)
        assert record.gaps == ()
    stated = unplanned(replace(MASK, session_min=(4.0, 20.0)), ())
    assert of(*stated.events(30.0)).sittings[0].full_sessions == pytest.approx(1.5)


def test_light_of_a_channel_that_the_mask_has_not_is_not_taken() -> None:
    other = replace(SEEN[0], channel="blue")
    assert {rate.role for rate in unplanned(seen=(*SEEN, other)).begun.rates} == {"red", "nir"}


def test_as_the_last_time_is_the_last_that_stands_and_takes_as_long() -> None:
    assert as_last_time(of(), DAY, NOON, fresh) == []
    first = replace(done(10.0), begun=replace(done(10.0).begun, session_id="one"))
    events = [*first.events(), *unplanned().events(7.0)]
    (again,) = as_last_time(of(*events), DAY + timedelta(days=2), NOON, fresh)
    assert (again.begun.mask_id, again.begun.day) == ("panel", DAY + timedelta(days=2))
    assert again.begun.session_id not in {e.session_id for e in events}  # type: ignore[union-attr]
    assert max(m for _, m in again.events()[1].lit_min) == pytest.approx(7.0)  # type: ignore[union-attr]
    assert max(m for _, m in again.events(2.0)[1].lit_min) == pytest.approx(2.0)  # type: ignore[union-attr]
    undo = correction(of(*events).sittings[1], 0.0, NOON)
    (planned,) = as_last_time(of(*events, undo), DAY, NOON, fresh)
    assert planned.begun.mask_id == "mask"
    assert dict(planned.events()[1].lit_min) == {"red": 10.0, "nir": 5.0}  # type: ignore[union-attr]
    assert planned.begun.tick_s == 0.0
    assert planned.begun.source == BY_HAND


def test_the_last_time_was_shorter_and_is_no_measure_of_what_is_given_today() -> None:
    """Half after redness, by a clock; weeks later the same plan again: no light is lost."""
    whole, half = done(10.0), done(5.0)
    by_clock = replace(half.begun, session_id="half", source="guided")
    events = [
        *whole.events(), by_clock,
        replace(half.events()[1], session_id="half"),  # type: ignore[arg-type]
    ]  # fmt: skip
    (again,) = as_last_time(of(*events), DAY + timedelta(days=2), NOON, fresh)
    assert dict(again.events()[1].lit_min)["red"] == pytest.approx(10.0)  # type: ignore[union-attr]
    said = took(of(*events), "red_day", DAY, DAY + timedelta(days=1), NOON + timedelta(days=1))
    (less,) = as_last_time(of(*events, said), DAY + timedelta(days=4), NOON, fresh)
    assert dict(less.events()[1].lit_min)["red"] == pytest.approx(5.0)  # type: ignore[union-attr]
    assert less.events()[1].reason == "done"  # type: ignore[union-attr]
    assert less.begun.planned_min == 10.0


@pytest.mark.parametrize("answer", answers())
def test_a_day_that_the_skin_closed_is_nobodys_miss(answer: str) -> None:
    """What a rule left out is not called missed; what nobody did is, however the skin took it."""
    said = took(of(*done().events()), answer, DAY, DAY + timedelta(days=1), NOON)
    days = tuple(DAY + timedelta(days=n) for n in range(6))
    course = PlannedCourse(dates=days, sessions_per_week=7)
    plan = Followed(
        sha256="sha", mask_id="mask", start=DAY, course=course, parts=(Part("", ""),),
        sessions_total=None,
    )  # fmt: skip
    found = standing(plan, of(*done().events(), said), DAY + timedelta(days=9))
    states = [day.state for day in found.days]
    closed = 5 if said.needs_doctor else said.rest_days
    assert states == ["done", *["rested"] * closed, *["missed"] * (5 - closed)]


def test_as_the_last_time_is_all_of_the_plan_where_the_last_one_was_shortened() -> None:
    """Light that was given is never written down as less than the plan asks for again."""
    whole, short = done(10.0), done(10.0)
    whole = replace(whole, begun=replace(whole.begun, session_id="one"))
    short = replace(short, begun=replace(short.begun, session_id="two", planned_min=5.0))
    events = [*whole.events(), *short.events(5.0)]
    (again,) = as_last_time(of(*events), DAY + timedelta(days=2), NOON, fresh)
    assert again.begun.planned_min == 10.0
    assert dict(again.events()[1].lit_min) == {"red": 10.0, "nir": 5.0}  # type: ignore[union-attr]


def test_a_part_of_the_minutes_is_a_part_of_every_colour_and_stopped() -> None:
    begin, ends = done().events(5.0)
    assert begin == done().begun
    assert dict(ends.lit_min) == {"red": 5.0, "nir": 2.5}  # type: ignore[union-attr]
    assert [done().events(m)[1].reason for m in (None, 10.0, 9.9, 12.0)] == [  # type: ignore[union-attr]
        "done", "done", "stopped", "done",
    ]  # fmt: skip
