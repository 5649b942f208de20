"""What the report's cards say: a plan's rows, worded and put in the order they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from openpbm.answer import Answer, Given, MatchRow, Plan, Planned
from openpbm.answer import Finding as ScreenRow
from openpbm.fact import Message
from openpbm.planning.reason import roles_for
from openpbm.reports import words
from openpbm.reports.figures import band
from openpbm.response.reciprocity import is_alike
from openpbm.safety.minded import asked_of_experts, minded
from openpbm.safety.stops import (
    STOPS,
    action_on,
    most_first,
    roles_lit,
    stopped,
    told_roles,
)
from openpbm.session import Ceiling, Session, SessionChannel, ZoneSession

GROUP_NAMES = {
    "skin": "Skin, one session",
    "sum": "Light of days and weeks",
    "heat": "Warmth of the skin",
    "eye": "Eyes",
    "device": "The mask itself",
    "": "Other limits",
}
BAR_END = 1.25  # share of the limit at the right end of a ceiling bar
SHARE_DIGITS = 4
CLOSE = 0.8  # share of a limit from which a bar asks for care
NEEDS_REVIEW = ("recalled", "assumed", "mixed")


@dataclass(frozen=True, kw_only=True)
class WhatToDo:
    """The one card a tired reader needs."""

    start: str  # how to run the session, in one sentence
    minutes: str
    light: str
    off: str
    often: str
    until: str
    eyes: str
    zones: tuple[tuple[str, str, str, str], ...]  # zone, where, minutes, light
    months: tuple[tuple[str, tuple[str, ...]], ...]  # dates by month


@dataclass(frozen=True, kw_only=True)
class CeilingBar:
    """A ceiling as a bar: share of the limit used, tick at 100 %."""

    ceiling: Ceiling
    share: float
    share_text: str
    of_text: str
    value_text: str
    limit_text: str
    state: str
    needs_review: bool

    @property
    def fill(self) -> float:
        """Width of the bar in percent of its track."""
        return 100.0 * min(max(self.share, 0.0), BAR_END) / BAR_END


@dataclass(frozen=True, kw_only=True)
class CeilingGroup:
    """Ceilings of one kind, folded together."""

    name: str
    used: str
    bars: tuple[CeilingBar, ...]


@dataclass(frozen=True, kw_only=True)
class WordedRow:
    """A row of the contraindication table, worded."""

    row: ScreenRow
    state: str
    badge: str
    actions: str
    until: str
    minded: tuple[Message, ...]  # what goes with the row
    ask: Message | None  # the question whose yes would open a colour of this mask


def what_to_do(plan: Given) -> WhatToDo:
    """The session as instructions."""
    session = plan.session
    off = [c for c in session.channels if c not in session.lit]
    return WhatToDo(
        start=how_to_start(session),
        minutes=words.plain_minutes(session.minutes),
        light=lit_channels(session.lit, session.minutes),
        off=words.listed([words.channel(c.role, c.peak_nm) for c in off]),
        often=how_often(session),
        until=until(plan),
        eyes=eyes(plan),
        zones=tuple(_zone(zone) for zone in session.zones),
        months=_months(plan.course.dates),
    )


def how_to_start(session: Session) -> str:
    """How to get these minutes out of this device."""
    planned = words.plain_minutes(session.minutes)
    if session.timer_min is None:
        return f"Set a clock to {planned} minutes; no timer of this device is known."
    timer = f"{session.timer_min:g}-minute programme"
    if session.stop_by_hand and session.timer_min != session.minutes:
        return f"Start the {timer} and stop by hand after {planned} minutes."
    return f"Start the {timer} and let it run to its end."


def lit_channels(lit: Sequence[SessionChannel], minutes: float) -> str:
    """The colours that shine, with their minutes where these differ from the session's."""
    if all(c.minutes == minutes for c in lit):
        return words.channels(lit)
    return "; ".join(f"{words.channels([c])}, {words.minutes(c.minutes)}" for c in lit)


def _zone(zone: ZoneSession) -> tuple[str, str, str, str]:
    lit = [c for c in zone.channels if c.drive > 0 and c.minutes > 0]
    return (
        zone.zone,
        f"{words.regions(zone.regions)}, for {words.goal(zone.goal)}",
        words.minutes(zone.minutes),
        lit_channels(lit, zone.minutes),
    )


def how_often(session: Session) -> str:
    """Times a week for how many weeks."""
    times = {1: "Once", 2: "Twice"}.get(
        session.sessions_per_week, f"{session.sessions_per_week} times"
    )
    return f"{times} a week for {words.count(session.weeks, 'week')}"


def until(plan: Given) -> str:
    """First and last day and how many sessions there are."""
    dates = plan.course.dates
    if not dates:
        return f"From {words.day(plan.start_date)}"
    if len(dates) == 1:
        return f"One session, on {words.weekday(dates[0])}"
    return (
        f"{words.weekday(dates[0])} to {words.weekday(dates[-1])}, "
        f"{words.count(len(dates), 'session')}"
    )


def eyes(plan: Answer) -> str:
    """What this plan counts on for the eyes."""
    if plan.person.eye_protection == "opaque_goggles":
        return "Opaque goggles on before the light comes on. This plan counts on them."
    if plan.mask.eye_shield == "opaque":
        return "The mask's opaque eye shield must sit well. This plan counts on it."
    return "No eye shield is counted: the eye limits were checked for bare eyes."


def _months(dates: Iterable[date]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    months: dict[str, list[str]] = {}
    for when in dates:
        months.setdefault(words.day(when).split(" ", 1)[1], []).append(words.short_day(when))
    return tuple((month, tuple(days)) for month, days in months.items())


def ceiling_bars(plan: Given) -> tuple[CeilingBar, ...]:
    """Ceilings in the order they matter: binding, then by how much of the limit is used."""
    bars = [_bar(plan, ceiling) for ceiling in plan.ceilings]
    return tuple(sorted(bars, key=_bar_place))


def _bar_place(bar: CeilingBar) -> tuple[bool, bool, bool, float]:
    own = bar.ceiling
    share = round(bar.share, SHARE_DIGITS)  # of what ties but for last digits, the plan's order
    return not own.binding, own.advisory, own.binding and own.group == "sum", -share


def grouped(bars: Sequence[CeilingBar]) -> tuple[CeilingGroup, ...]:
    """Bars by what they protect, in the order in which they come; empty groups are left out."""
    found = []
    for group, name in GROUP_NAMES.items():
        own = tuple(bar for bar in bars if bar.ceiling.group == group)
        if own:
            most = max(bar.share for bar in own)
            used = f"at most {words.percent(most)} used" if most > 0 else "none used"
            found.append(CeilingGroup(name=name, used=used, bars=own))
    return tuple(found)


def share_used(plan: Given, ceiling: Ceiling) -> float:
    """Share of a limit that the session uses; of a temperature, share of the warming."""
    dark = dark_value(plan, ceiling)
    if ceiling.limit <= dark:
        return 1.0 - ceiling.margin
    return (ceiling.value - dark) / (ceiling.limit - dark)


def dark_value(plan: Given, ceiling: Ceiling) -> float:
    """What the ceiling reads at switch-on: the temperature of skin or mask, else nothing."""
    if ceiling.unit != "degC":
        return 0.0
    return next((float(c.offset[0]) for c in plan.live.ceilings if c.id == ceiling.id), 0.0)


def _bar(plan: Given, ceiling: Ceiling) -> CeilingBar:
    share = share_used(plan, ceiling)
    dark = dark_value(plan, ceiling)
    state = "go" if share <= CLOSE else "care"
    if not ceiling.holds:
        state = "care" if ceiling.advisory else "stop"
    return CeilingBar(
        ceiling=ceiling,
        share=share,
        share_text=words.percent(share),
        of_text=f"of the warming from {words.degrees(dark)}" if dark else "of the limit",
        value_text=words.quantity(ceiling.value, ceiling.unit),
        limit_text=words.quantity(ceiling.limit, ceiling.unit),
        state=state,
        needs_review=ceiling.status in NEEDS_REVIEW,
    )


def tier_words(tier: str) -> str:
    """How a tier is named in a sentence."""
    return f"Tier {tier}" if tier in ("A", "B") else "No dose to carry"


def match_sentences(plan: Planned) -> tuple[str, ...]:
    """The person's dose beside the trial's, one sentence a band, each naming its tier."""
    return tuple(_match_sentence(row) for row in plan.match)


def _match_sentence(row: MatchRow) -> str:
    mine = words.with_interval(row.person_dose_j_cm2, "J/cm2")
    theirs = words.with_interval(row.trial_dose_j_cm2, "J/cm2")
    where = f" in zone {row.zone}" if row.zone else ""
    said = (
        f"{tier_words(row.tier)}: at {band(row.band)} ({words.joined_channels(row.channels)}) your "
        f"session{where} brings {mine} to the {words.layer(row.target_layer)}; in "
        f"{words.study(row.trial)} it was {theirs}, so you get {words.number(row.ratio)} times "
        "the trial's dose."
    )
    ratio = row.irradiance_ratio
    if ratio is not None and ratio > 0:
        said += f" Your light is {words.number(ratio)} times as strong as the trial's"
        said += "." if is_alike(ratio) else "; that the same dose then does the same is unproven."
    return said


def screen_findings(plan: Plan) -> tuple[WordedRow, ...]:
    """What the person wrote against the contraindication table, in the order of the refusals."""
    mask = roles_lit(plan.mask.channels)
    lit = {channel.id for channel in plan.session.lit} if isinstance(plan, Given) else None
    used = roles_lit(c for c in plan.mask.channels if lit is None or c.id in lit)
    ordered = most_first(plan.screen, roles_for(plan.mask, plan.goals))
    return tuple(_finding(row, plan.start_date, used, told_roles(mask)) for row in ordered)


def _finding(row: ScreenRow, start: date, used: Sequence[str], told: Sequence[str]) -> WordedRow:
    """The row in words; its sign speaks of the colours that this session or mask uses."""
    by_action: dict[str, list[str]] = {}
    for role in told:
        by_action.setdefault(action_on(role, dict(row.action)), []).append(words.colour(role))
    said = "; ".join(
        f"{words.listed(by_action[action])} {words.action(action)}"
        for action in ("exclude", "refer", "caution", "allow")
        if action in by_action
    )
    is_later = not row.active and row.clear_on is not None and row.clear_on > start
    until, badge = _timing(row, is_later=is_later)
    state = "care" if is_later else "go"
    if row.active:
        asks = {action_on(role, dict(row.action)) for role in used}
        state = "stop" if asks & set(STOPS) else "care" if asks - {"allow"} else "go"
    asked = any(action == "refer" for _, action in stopped(row, used))
    return WordedRow(
        row=row,
        state=state,
        badge=badge,
        actions=words.sentence(said) if row.active else f"{said}.",
        until=until,
        minded=minded(row),
        ask=asked_of_experts(row) if asked else None,
    )


def _timing(row: ScreenRow, *, is_later: bool) -> tuple[str, str]:
    """When the row counts, as a sentence, and as a badge where it does not on the start date."""
    if row.active:
        return (f"Counts until {words.day(row.clear_on)}." if row.clear_on else "", "")
    if row.clear_on is None:
        return "It does not count on the start date. Where it does:", "does not count now"
    if is_later:
        return f"It counts later, until {words.day(row.clear_on)}. Then:", "counts later"
    return (
        f"It no longer counts: clear since {words.day(row.clear_on)}. Before:",
        "no longer counts",
    )
