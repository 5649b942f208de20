"""Twelve weeks of one life, planned twice: the book is an independent sum, no rule raises light.

Misses, overruns, a page that was closed, slips put right, redness, a new medicine with the plan
that reads all of it, two journeys and a second mask. The sum is kept beside the course out of the
plan files alone, and knows nothing of ledger, account or session.
"""

from __future__ import annotations

import csv
import io
import json
import math
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_factory import seen
from test_plan import home

from openpbm.answer import Given, Plan, Refused
from openpbm.files.ledger.history import export_csv
from openpbm.files.ledger.store import open_ledger
from openpbm.files.plan.file import plan_text
from openpbm.files.plan.kept import kept
from openpbm.kept import Recent
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Medicine, Person
from openpbm.planning.plan import plan
from openpbm.record import (
    DayDose,
    DoctorSaid,
    LedgerLight,
    LightEvent,
    LightHistory,
    Moment,
    PersonAdded,
    SessionEnded,
    SessionProgress,
    SessionSkipped,
    SkinSaid,
    SkinTook,
)
from openpbm.sitting.by_hand import of_plan, without_plan
from openpbm.sitting.entry import correction
from openpbm.sitting.plan import KeptPlan
from openpbm.sitting.today import Today, today
from openpbm.tracking.account import history, record_of
from openpbm.tracking.skin import answers, took

START = datetime(2026, 9, 7, 19, tzinfo=UTC)
DAYS = 84
ZONES = (0, 9, -8)  # hours beside UTC: at home, then two journeys of four weeks each
PILL_ON, REPLANNED_ON = 40, 45
TOLD = ((12, "red_day"), (30, "dry"), (36, "red_hour"), (63, "unsaid"))  # from which day on
OTHERS = {20: "bon-charge-panel", 60: "omnilux-contour-face"}  # day, and the mask of that day
OTHER_MIN = 8.0
TICK_S = 2.0
FEW, LIGHT = 32, Recent()
Sums = dict[tuple[str, str], float]  # J/cm2 by band and region


def made(person: Person, start: date, light: LightHistory) -> Plan:
    return plan(person, home()[1], start=start, history=light, scenarios=FEW, kept=LIGHT)


@cache
def taking(*medicines: str) -> Person:
    return replace(home()[0], medicines=tuple(Medicine(name=name) for name in medicines))


@cache
def first() -> Plan:
    return made(home()[0], START.date(), LedgerLight(is_known=True))


def rates_of(made: Plan) -> Mapping[str, Mapping[str, float]]:
    """J/cm2 a minute by channel and region, as the plan file says; a channel is its band here."""
    session = json.loads(plan_text(made))["session"]
    return {
        each["id"]: {row["region"]: row["hot_j_cm2_min"] for row in each["rates"]}
        for each in session["channels"]
    }


SEEN = seen("chin")


@dataclass
class Life:
    """What is written, and what a sum beside it comes to."""

    plan: KeptPlan
    rates: Mapping[str, Mapping[str, float]]
    events: list[LightEvent] = field(
        default_factory=lambda: [PersonAdded(person_id="ann", name="Ann", at_utc=START)]
    )
    sums: Sums = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    ids: count[int] = field(default_factory=count)
    made: list[Plan] = field(default_factory=list)
    to_tell: list[tuple[int, str]] = field(default_factory=lambda: list(TOLD))

    def fresh(self, length: int) -> bytes:
        return next(self.ids).to_bytes(length, "big")

    def follow(self, made: Plan) -> None:
        """From now on this plan; its light is read out of its file."""
        self.made.append(made)
        self.plan = kept(made, Path("plan.json"))
        self.rates = rates_of(made) if isinstance(made, Given) else {}

    def counts(self, minutes: float) -> None:
        for band, by_region in self.rates.items():
            for region, rate in by_region.items():
                key = band, region
                self.sums[key] = self.sums.get(key, 0.0) + minutes * rate


def moment_of(day: int) -> Moment:
    """Seven in the evening, wherever the person is by then."""
    zone = timezone(timedelta(hours=ZONES[day * len(ZONES) // DAYS]))
    when = (START + timedelta(days=day)).astimezone(zone).replace(hour=19)
    return Moment(at=when, awake_s=when.timestamp(), boot_id="b")


def less_told(events: list[LightEvent]) -> list[LightEvent]:
    """The same life, had nobody said anything of skin, doctor or days left out."""
    return [e for e in events if not isinstance(e, SkinTook | DoctorSaid | SessionSkipped)]


def asked(life: Life, now: Moment) -> Today:
    """Today's answer; and that no rule ever gave more than the same plan without what was said."""
    found = today(life.plan, life.events, "ann", now, by_hand=True)
    plain = today(life.plan, less_told(life.events), "ann", now, by_hand=True)
    assert {no.id for no in plain.refusals} <= {no.id for no in found.refusals}
    if found.order is not None:
        assert plain.order is not None
        pairs = zip(found.order.target_ms, plain.order.target_ms, strict=True)
        assert all(least <= most for least, most in pairs)
        assert all(part.minutes <= whole.minutes
                   for part, whole in zip(found.parts, life.plan.parts, strict=True))  # fmt: skip
    return found


def answer(life: Life, day: int, now: Moment, of: date) -> None:
    is_due = bool(life.to_tell) and life.to_tell[0][0] <= day
    said = life.to_tell.pop(0)[1] if is_due else "fine"
    life.seen[said] += 1
    life.events.append(took(record_of(life.events, "ann"), said, of, now.day, now.utc))


def by_hand(life: Life, now: Moment, minutes: float, *, slips: bool) -> None:
    """Written down afterwards; with a slip that is put right, and one that is undone."""
    (done,) = of_plan(life.plan, "ann", now.day, now.utc, life.fresh)
    life.events += done.events(minutes)
    life.counts(minutes)
    if not slips:
        return
    (again,) = of_plan(life.plan, "ann", now.day, now.utc, life.fresh)
    life.events += again.events(minutes)  # the same once more, by mistake
    for begun, right in ((done.begun, 10 * minutes), (done.begun, minutes), (again.begun, 0.0)):
        (one,) = [s for s in record_of(life.events, "ann").sittings if s.begun == begun]
        life.events.append(correction(one, right, now.utc))
    life.seen["slip"] += 1


def guided(life: Life, now: Moment, minutes: float, *, is_closed: bool) -> None:
    """Counted by a clock; a page that was closed has no end, and counts a tick more than told."""
    (done,) = of_plan(life.plan, "ann", now.day, now.utc, life.fresh)
    begun = replace(done.begun, source="guided", tick_s=TICK_S)
    lit = tuple((channel, minutes) for channel, _ in done.lit_min)
    half = tuple((channel, minutes / 2) for channel, _ in done.lit_min)
    told = SessionProgress(session_id=begun.session_id, at_utc=now.utc, lit_min=half)
    life.events += [begun, told]
    if is_closed:
        life.counts(minutes / 2 + TICK_S / 60)
        life.seen["closed"] += 1
    else:
        ends = SessionEnded(session_id=begun.session_id, at_utc=now.utc, lit_min=lit, reason="done")
        life.events.append(ends)
        life.counts(minutes)


def another_mask(life: Life, now: Moment, mask_id: str) -> None:
    """Once of unknown light, once of light that is known."""
    mask = catalogue_mask(mask_id)
    seen = SEEN if mask.session_min else ()
    done = without_plan(mask, seen, "ann", now.day, now.utc, life.fresh)
    life.events += done.events(OTHER_MIN)
    for row in seen:
        key = row.channel, row.region
        life.sums[key] = life.sums.get(key, 0.0) + OTHER_MIN * 60 * row.hot_3p5mm_mw_cm2 / 1000


def lived() -> Life:
    life = Life(plan=kept(first(), Path("plan.json")), rates=rates_of(first()))
    for day in range(DAYS):
        now = moment_of(day)
        if day == PILL_ON:  # a medicine that no light goes with
            light = history(life.events, "ann", now.day)
            life.follow(made(taking("isotretinoin"), now.day, light))
        if day == REPLANNED_ON:  # another one, and a plan that reads the course so far
            light = history(life.events, "ann", now.day)
            life.follow(made(taking("doxycycline"), now.day, light))
        if day in OTHERS:
            another_mask(life, now, OTHERS[day])
        live_a_day(life, day, now)
    return life


def live_a_day(life: Life, day: int, now: Moment) -> None:
    found = asked(life, now)
    if found.ask_skin is not None:
        answer(life, day, now, found.ask_skin)
        found = asked(life, now)
    life.seen.update(no.id for no in found.refusals)
    if found.refusals or found.due is None or found.due.ask_day is not None or day % 8 == 5:
        return
    if day % 11 == 4:
        life.events.append(
            SessionSkipped(
                person_id="ann", at_utc=now.utc, day=now.day, mask_id=life.plan.mask_id,
                plan_sha256=life.plan.sha256,
            )
        )  # fmt: skip
        life.seen["skipped"] += 1
        return
    planned = found.parts[0].minutes
    life.seen["short"] += planned < life.plan.parts[0].minutes * 0.99
    over_min = {0: 20 / 60, 1: 7.0}.get(day % 9, 0.0)
    life.seen["over"] += over_min > 0
    if day % 3:
        guided(life, now, planned + over_min, is_closed=day % 10 == 2)
    else:
        by_hand(life, now, planned + over_min, slips=day % 6 == 0)


@pytest.fixture(scope="module")
def life() -> Life:
    return lived()


def test_the_book_of_twelve_weeks_is_the_sum_that_was_kept_beside_it(life: Life) -> None:
    light = history(life.events, "ann", START.date() + timedelta(days=DAYS))
    assert light.is_known
    told: Sums = {}
    for dose in light.doses:
        key = dose.band, dose.region
        told[key] = told.get(key, 0.0) + dose.dose_j_cm2
    assert told.keys() == life.sums.keys()
    for key, expected in life.sums.items():
        assert expected > 0
        assert told[key] == pytest.approx(expected, rel=0.01), key
    # eight minutes of a mask that nobody knows, not a full session of whose are ten
    assert light.full_days == ((START.date() + timedelta(days=20), 1.0),)


def raw_book(path: Path) -> dict[tuple[str, str, str], float]:
    """J/cm2 by day, band and region out of the rows of a file: SQLite, JSON and sums alone."""
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT kind, body FROM events ORDER BY seq").fetchall()
    said = [(kind, json.loads(body)) for kind, body in rows]
    begun = {row["session_id"]: row for kind, row in said if kind == "begun"}
    ended = {row["session_id"] for kind, row in said if kind == "ended"}
    right = {row["session_id"]: dict(row["lit_min"]) for kind, row in said if kind == "corrected"}
    seen: dict[tuple[str, str], float] = {}
    for kind, row in said:
        for role, minutes in row["lit_min"] if kind in ("progress", "ended") else ():
            key = row["session_id"], role
            seen[key] = max(seen.get(key, 0.0), minutes)
    sums: dict[tuple[str, str, str], float] = {}
    for name, row in begun.items():
        for rate in row["rates"]:
            role = rate["role"]
            unseen = 0.0 if name in ended else row["tick_s"] / 60
            minutes = seen.get((name, role), 0.0) + unseen
            if name in right and row["source"] == "by_hand":
                minutes = right[name][role]
            elif name in right:
                minutes = max(minutes, right[name][role])
            if row["source"] != "simulated":
                key_of_day = row["day"], rate["band"], rate["region"]
                dose = minutes * rate["hot_j_cm2_min"]
                sums[key_of_day] = sums.get(key_of_day, 0.0) + dose
    return sums


def test_the_rows_of_the_file_add_up_to_the_same_book_day_by_day(
    life: Life, tmp_path: Path
) -> None:
    """What the plan of later, the export and the caps read, out of the file as it lies there."""
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger:
        ledger.append(*life.events)
    with open_ledger(path) as ledger:
        kept_events = ledger.folded("ann")
    raw = {key: dose for key, dose in raw_book(path).items() if dose > 0}
    after = START.date() + timedelta(days=DAYS)
    light = history(kept_events, "ann", after)
    told = {(d.day.isoformat(), d.band, d.region): d.dose_j_cm2 for d in light.doses}
    assert {key for key, dose in told.items() if dose > 0} == raw.keys()
    assert all(told[key] == pytest.approx(dose, rel=1e-9) for key, dose in raw.items())
    exported: dict[tuple[str, str, str], float] = {}
    for line in csv.DictReader(io.StringIO(export_csv(kept_events, "ann"))):
        if line["dose_j_cm2"]:
            key = line["day"], line["band"], line["region"]
            exported[key] = exported.get(key, 0.0) + float(line["dose_j_cm2"])
    assert all(exported[key] == pytest.approx(dose, rel=1e-6) for key, dose in raw.items())


def test_everything_that_was_to_happen_in_them_has_happened(life: Life) -> None:
    wanted = ("slip", "closed", "skipped", "over", "short", "skin_rest", "screen_isotretinoin")
    assert all(life.seen[what] for what in wanted), life.seen
    assert {what for _, what in TOLD} | {"fine"} <= life.seen.keys()
    record = record_of(life.events, "ann")
    plans = {s.begun.plan_sha256 for s in record.sittings}
    assert len(plans) == 3  # two plans that gave light, and none
    assert len({s.begun.mask_id for s in record.sittings}) == 3
    assert len(record.sittings) > 30
    zones = {moment_of(day).at.utcoffset() for day in range(DAYS)}
    assert len(zones) == len(ZONES)
    days = [s.begun.day for s in record.sittings if s.begun.source == "guided"]
    assert all(n == 1 for n in Counter(days).values())


def test_the_plan_in_mid_course_read_medicine_redness_and_light_and_gave_no_more(
    life: Life,
) -> None:
    day = (START + timedelta(days=REPLANNED_ON)).date()
    pill, second = life.made
    assert isinstance(pill, Refused)
    assert isinstance(second, Given)
    assert {"skin_red_day", "doxycycline"} <= {finding.id for finding in second.screen}
    assert second.session.gentle_first > 0
    plain = made(home()[0], day, LedgerLight(is_known=True))
    assert no_more(second, plain)
    assert second.inputs_sha256 != plain.inputs_sha256
    assert second.course.dates[0] >= day
    of_second = [
        sitting
        for sitting in record_of(life.events, "ann").sittings
        if sitting.begun.plan_sha256 == second.inputs_sha256
    ]
    assert len(of_second) > 10
    assert all(one.begun.planned_min == second.session.minutes for one in of_second)
    at_first = of_second[: second.session.gentle_first]  # halves, and what ran over
    assert all(one.minutes <= second.session.minutes / 2 + 7.0 + 1e-9 for one in at_first)


def light_of(found: Plan) -> Mapping[tuple[str, str], float]:
    """J/cm2 of one full session at the hottest spot, by channel and region."""
    if not isinstance(found, Given):
        return {}
    return {
        (channel.id, row.region): channel.minutes * row.hot_j_cm2_min
        for channel in found.session.channels
        for row in channel.rates
    }


def no_more(less: Plan, more: Plan) -> bool:
    most = light_of(more)
    return all(dose <= most.get(key, 0.0) * (1 + 1e-9) for key, dose in light_of(less).items())


SAID = st.lists(
    st.builds(
        SkinSaid,
        answer=st.sampled_from(answers()),
        day=st.integers(0, 100).map(lambda back: START.date() - timedelta(days=back)),
        is_answered=st.booleans(),
    ),
    max_size=3,
)
DOSES = st.lists(
    st.builds(
        DayDose,
        day=st.integers(0, 60).map(lambda back: START.date() - timedelta(days=back)),
        band=st.sampled_from(["red", "nir"]),
        dose_j_cm2=st.floats(0, 400),
    ),
    max_size=4,
)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(
    SAID,
    DOSES,
    st.lists(st.floats(1, 6), max_size=3),
    st.sampled_from([(), ("doxycycline",), ("ibuprofen",), ("isotretinoin",)]),
)
def test_no_course_so_far_and_no_new_medicine_makes_a_next_plan_give_more(
    said: list[SkinSaid], doses: list[DayDose], full: list[float], pills: tuple[str, ...]
) -> None:
    days = tuple((START.date() - timedelta(days=1 + n), times) for n, times in enumerate(full))
    read = LedgerLight(is_known=True, doses=tuple(doses), full_days=days, skin=tuple(said))
    found = made(taking(*pills), START.date(), read)
    assert no_more(found, first())
    if isinstance(found, Given):
        assert len(found.course.dates) <= len(first().course.dates)  # type: ignore[union-attr]
        assert found.course.dates[0] >= START.date()


def test_rounding_of_the_file_is_far_below_what_the_sum_is_held_to() -> None:
    session = first()
    assert isinstance(session, Given)
    for channel in session.session.channels:
        for row in channel.rates:
            told = rates_of(session)[channel.id][row.region]
            assert math.isclose(told, row.hot_j_cm2_min, rel_tol=1e-5)
