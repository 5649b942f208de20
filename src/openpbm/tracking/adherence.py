"""A course as it was planned against the sessions that were done, and the days that remain.

No streaks and no debts: a missed session is left out where it was and may come at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from openpbm.fact import Message, message
from openpbm.record import SessionBegun
from openpbm.response.study import all_studies
from openpbm.session import Part
from openpbm.tables import rows
from openpbm.tracking.given import Sitting

DAYS = 7
DONE, PARTIAL, MOVED, MISSED, DUE = "done", "partial", "moved", "missed", "due"
SKIPPED = "skipped"  # not today: missed on purpose, and said so
CLOSED = message("ledger-day_closed")
RESTED = "rested"  # there was no light, as the skin had to rest: nobody's miss
STATES = (DONE, PARTIAL, MOVED, MISSED, SKIPPED, RESTED, DUE)


Rhythm = tuple[int, tuple[tuple[date, date], ...]]  # sessions in seven days, and closed days


@dataclass(frozen=True, kw_only=True)
class PlannedCourse:
    """The days of a course, and the rhythm that its trial bore."""

    dates: tuple[date, ...]
    sessions_per_week: int
    closed: tuple[tuple[date, date], ...] = ()  # first and last day without light
    why_closed: tuple[Message, ...] = ()  # of each

    def closed_on(self, day: date) -> Message | None:
        """Why there is no light on a day; None where there may be."""
        whys = self.why_closed or (CLOSED,) * len(self.closed)
        return next((w for (a, b), w in zip(self.closed, whys, strict=True) if a <= day <= b), None)


@dataclass(frozen=True, kw_only=True)
class GoesOn:
    """The course in whose midst a plan was made anew: its sessions are sessions of this one."""

    plans: tuple[str, ...]  # fingerprints of the inputs of those before
    since: date  # its first day


@dataclass(frozen=True, kw_only=True)
class DayDone:
    """How much of a planned session was given on one day; several that day are one sum."""

    day: date
    share: float  # of what that day asked for
    light: float | None = None  # of a whole session of the plan; None: the same
    is_own: bool = True  # False: of an earlier plan, and so of none of this course's days


@dataclass(frozen=True, kw_only=True)
class PlannedDay:
    """One planned session and what became of it."""

    planned: date
    state: str  # of STATES
    done: date | None = None
    share: float = 0.0  # of what that day asked for
    light: float = 0.0  # of a whole session of the plan


@dataclass(frozen=True, kw_only=True)
class Adherence:
    """Planned against done on one day, and what remains."""

    today: date
    days: tuple[PlannedDay, ...]
    beside: tuple[DayDone, ...]  # sessions on days that no planned one belongs to
    remaining: tuple[date, ...]  # from today on, the appended ones last
    appended: int  # of the remaining: missed ones that may still come, after the last
    needs_review: bool  # a pause so long that the screening comes first
    sessions_per_week: int
    weeks: float  # of the course so far
    earlier: tuple[date, ...] = ()  # days on which the mask gave light by a plan before this one
    behind: tuple[date, ...] = ()  # of these, the sessions of the course that goes on

    @property
    def past(self) -> tuple[PlannedDay, ...]:
        """The planned sessions that have been decided, one way or another."""
        return tuple(day for day in self.days if day.state != DUE)

    @property
    def given(self) -> float:
        """Whole sessions' worth of light so far; none counts for more than one.

        A session that the skin made shorter is done, and was not a whole one.
        """
        lit = [day.light for day in self.past] + [_light(entry) for entry in self.beside]
        return sum(min(light, 1.0) for light in lit)

    @property
    def share(self) -> float | None:
        """Given over planned so far, at most 1; None before the first."""
        return min(self.given / len(self.past), 1.0) if self.past else None


def days_done(
    sittings: Iterable[Sitting],
    parts: int = 1,
    *,
    is_own: Callable[[Sitting], bool] = lambda _: True,
    share_of: Callable[[Sitting], float] = lambda sitting: sitting.share,
    light_of: Callable[[Sitting], float] = lambda sitting: sitting.share,
) -> tuple[DayDone, ...]:
    """What of a session each day had; one with zones and goals is done when all its parts are.

    Args:
        sittings: of one mask.
        parts: of a session with that mask.
        is_own: whether a sitting can be one of the course; a day is when one of its sittings is.
        share_of: how much a sitting was of what its day asked for.
        light_of: how much of a whole session of the plan.
    """
    shares: dict[date, dict[Part, tuple[float, float]]] = {}
    own: set[date] = set()
    for sitting in sittings:
        if sitting.minutes <= 0:
            continue
        day = shares.setdefault(sitting.begun.day, {})
        share, light = day.get(sitting.part, (0.0, 0.0))
        day[sitting.part] = share + share_of(sitting), light + light_of(sitting)
        if is_own(sitting):
            own.add(sitting.begun.day)
    return tuple(
        DayDone(
            day=day,
            share=sum(min(share, 1.0) for share, _ in each.values()) / max(parts, 1),
            light=sum(min(light, 1.0) for _, light in each.values()) / max(parts, 1),
            is_own=day in own,
        )
        for day, each in sorted(shares.items())
    )


def _light(entry: DayDone) -> float:
    return entry.share if entry.light is None else entry.light


def follows(sitting: Sitting, course: PlannedCourse, plan_sha256: str) -> bool:
    """False for a session of another plan before the first day of this course.

    The plan has counted that light already when it set its first day; taken for a session of
    that day, moved by a day of grace, it would count twice.
    """
    other = sitting.begun.plan_sha256 not in ("", plan_sha256)
    return not (other and sitting.begun.day < min(course.dates, default=date.max))


def days_before(
    sittings: Iterable[Sitting], course: PlannedCourse, goes_on: GoesOn | None
) -> frozenset[date]:
    """The days with light of the course that this one goes on with, before its own first day.

    Light of which no plan is known is of that course since its own first day.
    """
    if goes_on is None:
        return frozenset()
    first = min(course.dates, default=date.max)
    lit = (sitting.begun for sitting in sittings if sitting.minutes > 0)

    def is_own(begun: SessionBegun) -> bool:
        if begun.plan_sha256:
            return begun.plan_sha256 in goes_on.plans
        return goes_on.since <= begun.day

    return frozenset(begun.day for begun in lit if begun.day < first and is_own(begun))


def less(course: PlannedCourse, had: int) -> PlannedCourse:
    """The same course with so many sessions behind it."""
    return replace(course, dates=tuple(sorted(course.dates))[: max(len(course.dates) - had, 0)])


def adherence(
    course: PlannedCourse,
    done: Sequence[DayDone],
    today: date,
    *,
    sessions_total: float | None = None,
    skipped: Collection[date] = (),
    rested: Callable[[date], bool] = lambda _: False,
) -> Adherence:
    """What became of each planned session by today, and which days remain.

    Args:
        course: as planned.
        done: one entry a day; what is not of this course only keeps its distance.
        today: the person's day.
        sessions_total: of the matched trial; None: as many as were planned, and no more.
        skipped: days of which the person said "not today"; a session near them still is theirs.
        rested: whether a rule left no light on a day, for what the skin had.
    """
    near = grace()
    seen = sorted((d for d in done if d.day <= today), key=lambda d: d.day)
    own = [entry for entry in seen if entry.is_own]
    given = _matched(sorted(course.dates), own, near)
    days = tuple(
        _judged(day, given.get(day), today, near, is_skipped=day in skipped and day <= today)
        for day in sorted(course.dates)
    )
    days = tuple(
        replace(day, state=RESTED) if day.state == MISSED and rested(day.planned) else day
        for day in days
    )
    taken = {match.day for match in given.values()}
    first = min(course.dates, default=today) - near
    beside = tuple(d for d in own if d.day not in taken and d.day >= first)
    open_days = [day.planned for day in days if day.state == DUE]
    missed = sum(day.state in (MISSED, SKIPPED, RESTED) for day in days)
    most = len(course.dates) if sessions_total is None else int(sessions_total)
    room = most - len(given) - len(beside) - len(open_days)
    more = max(0, min(missed, room))
    rhythm = (course.sessions_per_week, course.closed)
    remaining = _spread(rhythm, tuple(open_days), more, tuple(d.day for d in seen), today)
    return Adherence(
        today=today,
        days=days,
        beside=beside,
        remaining=remaining,
        appended=max(0, len(remaining) - len(open_days)),
        needs_review=_paused(course, seen, today),
        sessions_per_week=course.sessions_per_week,
        weeks=max((today - min(course.dates, default=today)).days + 1, 0) / DAYS,
        earlier=tuple(entry.day for entry in seen if not entry.is_own),
    )


def keeps_rhythm(course: PlannedCourse, done: Sequence[DayDone], today: date) -> bool:
    """True where a session today leaves every seven days within the rhythm of the course."""
    return _fits(today, [entry.day for entry in done], course.sessions_per_week)


def last_day(
    course: PlannedCourse, done: Sequence[DayDone], *, sessions_total: float | None = None
) -> date | None:
    """The last day of a course: missed sessions at its end and grace included.

    Missed sessions are counted when the planned days are over, so that the end does not move on
    with the calendar. None for a course without days.
    """
    if not course.dates:
        return None
    over = max(course.dates) + grace() + timedelta(days=1)
    then = adherence(course, done, over, sessions_total=sessions_total)
    return max([max(course.dates), *then.remaining]) + grace()


def total_sessions(trials: Iterable[str]) -> float | None:
    """How many sessions the shortest of some trials had; None where none says."""
    found = all_studies()
    known = [found[trial] for trial in trials if trial in found]
    return min((n for study in known if (n := study.sessions_total)), default=None)


def _matched(
    planned: Sequence[date], done: Sequence[DayDone], grace: timedelta
) -> Mapping[date, DayDone]:
    """Which session was which: the day itself first, then the earliest within grace."""
    left = {entry.day: entry for entry in done}
    found = {day: left.pop(day) for day in planned if day in left}
    for day in planned:
        near = [other for other in sorted(left) if abs(other - day) <= grace]
        if day not in found and near:
            found[day] = left.pop(near[0])
    return found


def _judged(
    day: date, match: DayDone | None, today: date, grace: timedelta, *, is_skipped: bool
) -> PlannedDay:
    if match is None and is_skipped:
        return PlannedDay(planned=day, state=SKIPPED)
    if match is None:
        return PlannedDay(planned=day, state=MISSED if day + grace < today else DUE)
    if match.share < _number("whole_session", "share"):
        state = PARTIAL
    else:
        state = DONE if match.day == day else MOVED
    return PlannedDay(
        planned=day, state=state, done=match.day, share=match.share, light=_light(match)
    )


@lru_cache(maxsize=2048)  # a list of people asks for the same day again and again
def _spread(
    rhythm: Rhythm, due: tuple[date, ...], more: int, done: tuple[date, ...], today: date
) -> tuple[date, ...]:
    """Days for what remains: one a day, never more in any seven days than the course has.

    A planned day stays where it is unless it is over, closed, or too near to others.
    """
    taken = sorted(done)
    gap = timedelta(days=DAYS // rhythm[0])
    found: list[date] = []
    for wanted in (*due, *[None] * more):
        after = found[-1] if found else max([today - timedelta(days=1), *taken])
        at_first = today if found or today not in taken else today + timedelta(days=1)
        start = max(at_first, after + gap) if wanted is None else max(wanted, at_first)
        if wanted is not None and found:
            start = max(start, after + timedelta(days=1))
        day = _free(start, [*taken, *found], rhythm)
        if day is None:
            break
        found.append(day)
    return tuple(found)


def _free(start: date, taken: Sequence[date], rhythm: Rhythm) -> date | None:
    """The first day from a start that is open and leaves every seven days within the rhythm."""
    day, (per_week, closed) = start, rhythm
    while True:
        last = next((last for first, last in closed if first <= day <= last), None)
        if last == date.max:
            return None
        if last is not None:
            day = last + timedelta(days=1)
            continue
        if day not in taken and _fits(day, taken, per_week):
            return day
        day += timedelta(days=1)


def _fits(day: date, taken: Sequence[date], per_week: int) -> bool:
    """True where no seven days that hold this day hold more than the rhythm."""
    own = day.toordinal()
    near = {own, *(d for d in (other.toordinal() for other in taken) if abs(d - own) < DAYS)}
    firsts = range(own - DAYS + 1, own + 1)
    return all(len(near.intersection(range(a, a + DAYS))) <= per_week for a in firsts)


def _paused(course: PlannedCourse, done: Sequence[DayDone], today: date) -> bool:
    """True where nothing was done for so long that the screening comes first."""
    if not course.dates or today < min(course.dates):
        return False
    last = max([min(course.dates), *(entry.day for entry in done)])
    return (today - last).days >= DAYS * _number("missed_two_weeks", "weeks")


def grace() -> timedelta:
    """By how much a session may miss its day and still be that day's."""
    return timedelta(days=_number("grace_days", "days"))


def _number(row: str, field: str) -> float:
    return rows("schedule")[row].number(field)
