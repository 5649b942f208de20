"""What the report's cards say: a plan's rows, worded and put in the order they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from openpbm.answer import Answer, ByMaker, Given, MatchRow, Plan, Planned
from openpbm.answer import Finding as ScreenRow
from openpbm.fact import Message, Name, Quantity, message
from openpbm.planning.reason import roles_for
from openpbm.reports import words
from openpbm.reports.figures import band
from openpbm.response.judgement import NULL_TIER
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
from openpbm.speech.say import say

GROUPS = ("skin", "sum", "heat", "eye", "device", "")  # of limits; the last is of the others
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

    told: str  # its name, how many limits, how much of them is used
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
        return say("report-start_clock", minutes=planned)
    timer = words.plain(session.timer_min)
    if session.stop_by_hand and session.timer_min != session.minutes:
        return say("report-start_and_stop", timer=timer, minutes=planned)
    return say("report-start_programme", timer=timer)


def lit_channels(lit: Sequence[SessionChannel], minutes: float) -> str:
    """The colours that shine, with their minutes where these differ from the session's."""
    if all(c.minutes == minutes for c in lit):
        return words.channels(lit)
    return words.listed(
        (
            say("report-lit_for", channel=words.channels([c]), minutes=Quantity(c.minutes, "min"))
            for c in lit
        ),
        "semicolon",
    )


def _zone(zone: ZoneSession) -> tuple[str, str, str, str]:
    lit = [c for c in zone.channels if c.drive > 0 and c.minutes > 0]
    return (
        zone.zone,
        say(
            "report-zone_where",
            regions=words.regions(zone.regions),
            goal=Name("goal", zone.goal),
        ),
        words.minutes(zone.minutes),
        lit_channels(lit, zone.minutes),
    )


def zone_line(zone: ZoneSession) -> str:
    """A zone, its minutes and where it is, on one line."""
    return say(
        "report-zone_line",
        zone=zone.zone,
        minutes=Quantity(zone.minutes, "min"),
        regions=words.regions(zone.regions),
    )


def how_often(session: Session) -> str:
    """Times a week for how many weeks."""
    return say("report-often", times=session.sessions_per_week, weeks=session.weeks)


def until(plan: Given) -> str:
    """First and last day and how many sessions there are."""
    dates = plan.course.dates
    if not dates:
        return say("report-from_day", day=words.day(plan.start_date))
    if len(dates) == 1:
        return say("report-one_session", day=words.weekday(dates[0]))
    first, last = words.weekday(dates[0]), words.weekday(dates[-1])
    return say("report-until", first=first, last=last, sessions=len(dates))


def eyes(plan: Answer) -> str:
    """What this answer counts on for the eyes."""
    if plan.person.eye_protection == "opaque_goggles":
        shade = "goggles"
    elif plan.mask.eye_shield == "opaque":
        shade = "shield"
    else:
        return say("report-eyes_bare")
    if isinstance(plan, ByMaker):  # no plan of ours
        return say(f"maker_page-eyes_{shade}")
    return say(f"report-eyes_{shade}")


def _months(dates: Iterable[date]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    months: dict[str, list[str]] = {}
    for when in dates:
        months.setdefault(words.month(when), []).append(words.short_day(when))
    return tuple((month, tuple(days)) for month, days in months.items())


def ceiling_bars(plan: Given) -> tuple[CeilingBar, ...]:
    """Ceilings in the order they matter: binding, then by how much of the limit is used."""
    bars = [_bar(plan, ceiling) for ceiling in plan.session.ceilings]
    return tuple(sorted(bars, key=_bar_place))


def _bar_place(bar: CeilingBar) -> tuple[bool, bool, bool, float]:
    own = bar.ceiling
    share = round(bar.share, SHARE_DIGITS)  # of what ties but for last digits, the plan's order
    return not own.binding, own.advisory, own.binding and own.group == "sum", -share


def grouped(bars: Sequence[CeilingBar]) -> tuple[CeilingGroup, ...]:
    """Bars by what they protect, in the order in which they come; empty groups are left out."""
    found = []
    for group in GROUPS:
        own = tuple(bar for bar in bars if bar.ceiling.group == group)
        if own:
            most = max(bar.share for bar in own)
            told = say(
                "report-group",
                group=message(f"report-group_{group or 'other'}"),
                limits=len(own),
                used=message("report-used", most=Quantity(most, "share"))
                if most > 0
                else message("report-unused"),
            )
            found.append(CeilingGroup(told=told, bars=own))
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
        of_text=say("report-of_warming", start=Quantity(dark, "degC"))
        if dark
        else say("report-of_limit"),
        value_text=words.quantity(ceiling.value, ceiling.unit),
        limit_text=words.quantity(ceiling.limit, ceiling.unit),
        state=state,
        needs_review=ceiling.status in NEEDS_REVIEW,
    )


def tier_words(tier: str) -> str:
    """How a tier is named."""
    if tier == NULL_TIER:
        return say("report-tier_null")
    return say("report-tier", tier=tier) if tier else say("report-no_tier")


def match_sentences(plan: Planned) -> tuple[str, ...]:
    """The person's dose beside the trial's, one sentence a band, each naming its tier."""
    return tuple(_match_sentence(row) for row in plan.match)


def _match_sentence(row: MatchRow) -> str:
    fact = message(
        "report-match",
        tier=tier_words(row.tier),
        band=band(row.band),
        channels=words.joined_channels(row.channels),
        session=message("report-match_zone", zone=row.zone)
        if row.zone
        else message("report-match_session"),
        mine=words.with_interval(row.person_dose_j_cm2, "J/cm2"),
        layer=Name("layer", row.target_layer),
        trial=words.study(row.trial),
        theirs=words.with_interval(row.trial_dose_j_cm2, "J/cm2"),
        ratio=Quantity(row.ratio, "1"),
    )
    ratio = row.irradiance_ratio
    if ratio is None or ratio <= 0:
        return say(fact)
    times = Quantity(ratio, "1")
    if is_alike(ratio):
        return f"{say(fact)} {say('report-strength_alike', times=times)}"
    return f"{say(fact)} {say('report-strength_unproven', times=times)}"


def deeper_sentences(plan: Given) -> tuple[str, ...]:
    """What reaches the organ behind a goal, beside what the target layer gets."""
    layer = {(r.channel, r.region): r for r in plan.dose if r.layer == plan.target_layer}
    return tuple(
        say(
            "report-deeper",
            channel=Name("channel", row.channel),
            organ=row.organ,
            low=Quantity(row.from_mm, "1", figures=3, trimmed=True),
            high=Quantity(row.to_mm, "mm", figures=3, trimmed=True),
            dose=words.with_interval(row.dose_j_cm2, "J/cm2"),
            region=words.region(row.region),
            layer=Name("layer", plan.target_layer),
            upper=words.with_interval(layer[row.channel, row.region].dose_j_cm2, "J/cm2"),
        )
        for row in plan.deeper
    )


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
    said = words.listed(
        (
            say(
                "report-asked_of",
                colours=words.listed(by_action[action]),
                action=Name("action", action),
            )
            for action in ("exclude", "refer", "caution", "allow")
            if action in by_action
        ),
        "semicolon",
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
        told = say("report-counts_until", day=words.day(row.clear_on)) if row.clear_on else ""
        return told, ""
    if row.clear_on is None:
        return say("report-counts_not"), say("report-counts_not_badge")
    day = words.day(row.clear_on)
    if is_later:
        return say("report-counts_later", day=day), say("report-counts_later_badge")
    return say("report-counts_no_more", day=day), say("report-counts_no_more_badge")
