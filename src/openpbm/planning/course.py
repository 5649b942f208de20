"""When a course can begin: the first day from which every window of light keeps its cap.

The sessions are chosen without a past; a past only moves them, or refuses them. Theory 8.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from openpbm.answer import Closed, Course
from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.person import Person
from openpbm.planning.decide import Chosen
from openpbm.planning.scene import Scene
from openpbm.planning.schedule import schedule, slower
from openpbm.record import (
    NO_LIGHT,
    NO_REASON,
    UNKNOWN_LIGHT,
    DayDose,
    LedgerLight,
    LightHabit,
    LightHistory,
)
from openpbm.safety.cumulative import LightBound, counted_doses
from openpbm.session import Refusal, refusal

LONGEST_WAIT_DAYS = 90  # what closes more days than this is a refusal, not a shift


@dataclass(frozen=True, eq=False, kw_only=True)
class LightUse:
    """One planned light against one window of one band."""

    bound: LightBound
    minutes: float
    drive: FloatArray
    regions: tuple[str, ...]

    def keeps(self, planned: Sequence[date], doses: Iterable[DayDose]) -> bool:
        """True when no window of these days is passed."""
        own = self.bound.counted(planned, doses, self.regions)
        return own.holds(self.minutes, self.drive)


@dataclass(frozen=True, eq=False, kw_only=True)
class Settled:
    """A course with its days, and what was chosen with what those days sum to."""

    made: tuple[Chosen, ...]
    course: Course
    cautions: tuple[Message, ...]


def light_before(person: Person, history: LightHistory | None) -> LedgerLight:
    """Both count, and all is known only where both say so.

    A ledger knows what was written into it, however old it is: not the light of elsewhere that
    the person speaks of.
    """
    said = person.recent_light
    if history is None:
        history = NO_LIGHT
    kept = history if isinstance(history, LedgerLight) else LedgerLight(is_known=True)
    return LedgerLight(
        is_known=said.is_known and history.is_known,
        doses=(*said.doses, *history.doses),
        habits=(*said.habits, *history.habits),
        lost_days=(*said.lost_days, *history.lost_days),
        full_days=kept.full_days,
        skin=kept.skin,
        why_unknown=_why_unknown([one for one in (said, history) if not one.is_known]),
    )


def _why_unknown(parts: Sequence[LightHistory]) -> Message:
    whys = [part.why_unknown for part in parts]
    if len(whys) < 2:
        return whys[0] if whys else NO_REASON
    return message("ledger-reasons", reasons=several(whys, "semicolon"))


def settle(
    at: Scene,
    made: Sequence[Chosen],
    start: date,
    closed: Sequence[Closed],
    history: LightHistory,
) -> Settled | Refusal:
    """The gentlest course of what is followed, as early as other light allows."""
    uses = tuple(_uses(at, made))
    full = {use.bound.band: use.bound.full_j_cm2 for use in uses}
    most = {use.bound.band: use.bound.limit(0.0) for use in uses if use.bound.days == 1}
    doses = counted_doses(history, full, start, most=most)
    said = counted_doses(replace(history, is_known=True), full, start, most=most)

    def days(first: date) -> tuple[date, ...]:
        return _gentlest(at, made, start, (*closed, *_waiting(start, first, history))).dates

    first = first_day(start, days, uses, doses)
    if first is None:
        return _no_room(start, history)
    course = _gentlest(at, made, start, (*closed, *_waiting(start, first, history)))
    return Settled(
        made=tuple(_with_doses(at, each, course.dates, doses, said) for each in made),
        course=course,
        cautions=(
            *(_habit_told(habit, start) for habit in history.habits),
            *(() if history.is_known else (_unknown_light(course, history),)),
        ),
    )


def first_day(
    start: date,
    days: Callable[[date], Sequence[date]],
    uses: Sequence[LightUse],
    doses: Sequence[DayDose],
) -> date | None:
    """The first day from which all windows hold, no later than `LONGEST_WAIT_DAYS`.

    Args:
        start: first possible day.
        days: days of the sessions, where none is before a day.
        uses: what each session puts on the skin.
        doses: other light.
    """
    for wait in range(LONGEST_WAIT_DAYS + 1):
        first = start + timedelta(days=wait)
        planned = days(first)
        if all(use.keeps(planned, doses) for use in uses):
            return first
    return None


def _uses(at: Scene, made: Sequence[Chosen]) -> Iterator[LightUse]:
    for decision in made:
        for bound in decision.bounds:
            if not isinstance(bound, LightBound) or bound.advisory:
                continue
            if bound.is_lit(decision.choice.drive):
                yield LightUse(
                    bound=bound,
                    minutes=decision.choice.minutes,
                    drive=decision.choice.drive,
                    regions=_lit(at, decision),
                )


def _lit(at: Scene, decision: Chosen) -> tuple[str, ...]:
    """Regions that the sessions of a decision light: without zones, all that the mask covers."""
    wanted = REGIONS if decision.zone is None else decision.regions
    return tuple(r for r, lit in zip(REGIONS, at.covered, strict=True) if lit > 0 and r in wanted)


def _with_doses(
    at: Scene,
    decision: Chosen,
    planned: Sequence[date],
    doses: Sequence[DayDose],
    said: Sequence[DayDose],
) -> Chosen:
    """The bounds of a decision, with the light of the course and of before in each window.

    A caution counts what is said, no more: that the past is not known is said on its own.
    """
    regions = _lit(at, decision)
    return replace(
        decision,
        bounds=tuple(
            bound.counted(planned, said if bound.advisory else doses, regions)
            if isinstance(bound, LightBound)
            else bound
            for bound in decision.bounds
        ),
    )


def _gentlest(at: Scene, made: Sequence[Chosen], start: date, closed: Sequence[Closed]) -> Course:
    """Limits were held against the rhythm of what is followed; a protocol may ask for less."""
    mark = at.person.protocol
    most = None if mark is None else mark.most_per_week
    tried = (schedule(slower(each.choice.followed, most), start, closed) for each in made)
    courses = [course for course in tried if course is not None]
    return min(courses, key=lambda course: (course.sessions_per_week, len(course.dates)))


def _waiting(start: date, first: date, history: LightHistory) -> tuple[Closed, ...]:
    if first <= start:
        return ()
    why = message("closed-light_unknown", until=first)
    if history.is_known:
        why = message("closed-full", until=first)
    return (Closed(start, first - timedelta(days=1), why),)


def _no_room(start: date, history: LightHistory) -> Refusal:
    until = start + timedelta(days=LONGEST_WAIT_DAYS)
    if history.is_known:
        return refusal("recent_light", message("refusal-recent_light", until=until))
    return refusal("recent_light", message("refusal-recent_light_unknown", until=until))


def _habit_told(habit: LightHabit, start: date) -> Message:
    """What a habit in one line was taken for."""
    begins = habit.begins(start)
    when = message("caution-habit_always")
    if begins is not None:
        when = message("caution-habit_since", day=begins)
    dose = message("caution-habit_full")
    if habit.dose_j_cm2 is not None:
        each = Quantity(habit.dose_j_cm2, "J/cm2", figures=6, trimmed=True)
        dose = message("caution-habit_dose", dose=each)
    return message(
        "caution-habit",
        sessions=habit.sessions_per_week,
        bands=several(Name("role", band) for band in habit.bands),
        dose=dose,
        when=when,
    )


def _unknown_light(course: Course, history: LightHistory) -> Message:
    why = history.why_unknown
    if not course.dates:
        return message("caution-unknown_light_never", why=why)
    first = course.dates[0]
    if why == UNKNOWN_LIGHT.why_unknown:
        return message("caution-unsaid_light", first=first, why=why)
    return message("caution-unknown_light", first=first, why=why)
