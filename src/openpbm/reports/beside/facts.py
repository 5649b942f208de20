"""What two plans say of the same things, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpbm.answer import Given, Plan, Planned
from openpbm.face import REGIONS
from openpbm.fact import Message, Name, Quantity
from openpbm.interval import Interval
from openpbm.reports import cards, page_one, words
from openpbm.reports.beside.area import dose_at_share
from openpbm.reports.table import Table
from openpbm.reports.tabulated import heads
from openpbm.speech.say import say

LEAST_SHARE = 0.9  # of the goals' skin: how much nearly all of it gets
NEAREST = 3  # limits shown
IF_OTHER = frozenset(
    ("kind", "health", "distance", "light_before", "start", "most", "draws", "asked")
)
ASKED = frozenset(
    ("who", "health", "light_before", "start", "goal", "mask", "distance", "most", "draws")
)
LETTERS = 8  # of a fingerprint, enough to tell two apart


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One thing that both plans say."""

    id: str
    label: str
    told: tuple[str, str]

    @property
    def differs(self) -> bool:
        """Whether they say the same."""
        return self.told[0] != self.told[1]


def pairs(one: Plan, other: Plan) -> tuple[Pair, ...]:
    """Everything that is compared, in the order in which a person asks.

    What was asked otherwise is told too, where it differs: nothing differs without a reason.
    """
    found = [(plan, dict(_facts(plan))) for plan in (one, other)]
    names = dict.fromkeys([name for _, facts in found for name in facts])
    every = (
        Pair(
            id=name,
            label=say(f"report_beside-label_{name}"),
            told=(_or_why_not(name, *found[0]), _or_why_not(name, *found[1])),
        )
        for name in names
    )
    shown = [pair for pair in every if pair.differs or pair.id not in IF_OTHER]
    is_told = any(pair.differs and pair.id in ASKED for pair in shown)
    return tuple(pair for pair in shown if pair.id != "asked" or not is_told)


def _or_why_not(name: str, plan: Plan, facts: Mapping[str, str]) -> str:
    """What a plan says of a thing; why it says nothing where it does not."""
    if name in facts:
        return facts[name]
    if name == "why":
        return say("report_beside-no_reason")
    if not isinstance(plan, Given):
        return say("report_beside-no_session")
    return say("report_beside-no_trial") if name == "trial" else say("report_beside-not_known")


def _facts(plan: Plan) -> Iterable[tuple[str, str]]:
    yield from _asked(plan)
    yield from _given(plan)


def _asked(plan: Plan) -> Iterable[tuple[str, str]]:
    page, nothing = page_one.page_one(plan), say("report-none")
    yield "answer", page.verdict
    yield "kind", page.before or say("report_beside-own")
    yield "who", words.capital(words.person(plan.person))
    named = (*plan.person.conditions, *(each.name for each in plan.person.medicines))
    done = (each.name for each in plan.person.procedures)
    yield "health", words.listed((*named, *done), "comma") or nothing
    yield "light_before", words.capital(_light_before(plan))
    yield "start", words.day(plan.start_date)
    yield "goal", words.capital(words.goals(plan))
    yield "mask", plan.mask.name
    mm = plan.mask.standoff_mm
    yield "distance", nothing if mm is None else words.quantity(mm, "mm")
    yield "light", page_one.strength(plan)
    mark = plan.person.protocol
    most = None if mark is None else mark.most_per_week
    yield "most", nothing if most is None else say("report_beside-most", times=int(most))
    yield "draws", say("report_beside-drawn", count=plan.scenarios, seed=plan.seed)
    yield "asked", plan.inputs_sha256[:LETTERS]


def _light_before(plan: Plan) -> str:
    before = plan.person.recent_light
    if not before.is_known:
        return say("report_beside-not_known")
    doses = sum(dose.dose_j_cm2 for dose in before.doses)
    return words.quantity(doses, "J/cm2") if doses else say("report-none")


def _given(plan: Plan) -> Iterable[tuple[str, str]]:
    if not isinstance(plan, Given):
        yield "why", " ".join(words.sentence(words.no(found)) for found in plan.refusals[:NEAREST])
        return
    session, each = plan.session, plan.session.sessions_per_week
    whole = sum(zone.minutes for zone in session.zones) or session.minutes
    yield "minutes", _minutes(whole)
    yield "colours", words.channels(session.lit)
    yield "often", cards.how_often(session)
    yield "week", _minutes(whole * each)
    yield "layer", words.capital(words.layer(plan.target_layer))
    yield "dose", _with_unit(plan.target_dose)
    yield "nearly_all", words.quantity(dose_at_share(plan, LEAST_SHARE), "J/cm2")
    yield "dose_week", words.quantity(plan.target_dose.median * each, "J/cm2")
    skin = page_one.on_skin(plan)
    if skin is not None:
        yield "skin", _with_unit(skin)
    if isinstance(plan, Planned):
        yield "trial", say("page_one-share", share=Quantity(plan.held.share, "share"))
    yield "nearest", " ".join(_nearest(plan))
    yield "eyes", cards.eyes(plan)


def _minutes(minutes: float) -> str:
    return words.printed(
        say("report_beside-minutes_told", minutes=Quantity(minutes, "min", trimmed=True))
    )


def _with_unit(dose: Interval) -> str:
    return words.with_interval(dose, "J/cm2")


def _nearest(plan: Given) -> Iterable[str]:
    """The limits that are used most."""
    bars = [bar for bar in cards.ceiling_bars(plan) if not bar.ceiling.advisory]
    for bar in sorted(bars, key=lambda bar: -bar.share)[:NEAREST]:
        name = words.capital(say(bar.ceiling.name))
        yield say("report_beside-used", limit=name, share=bar.share_text)


def only_in(one: Plan, other: Plan) -> tuple[str, ...]:
    """What the first warns of, or why it is a no, where the second does not say so."""
    theirs = {words.sentence(say(fact)) for fact in _warned(other)}
    mine = (words.sentence(say(fact)) for fact in _warned(one))
    return tuple(told for told in mine if told not in theirs)


def _warned(plan: Plan) -> Sequence[Message]:
    """A maker's programme has been let pass: why no plan of ours came of it is told as its kind."""
    if isinstance(plan, Given):
        return plan.cautions
    return tuple(refusal.reason for refusal in plan.refusals)


def by_region(one: Plan, other: Plan, names: tuple[str, str]) -> Table | None:
    """Dose of one session in each region, every lit channel; None: neither gives light."""
    given = [plan if isinstance(plan, Given) else None for plan in (one, other)]
    if not any(given):
        return None
    doses = [_regions(plan) if plan is not None else {} for plan in given]
    layers = {plan.target_layer for plan in given if plan is not None}
    caption = (
        say("report_beside-regions", layer=Name("layer", layers.pop()))
        if len(layers) == 1
        else say("report_beside-regions_apart")
    )
    return Table(
        caption=caption,
        head=(*heads("region"), *names),
        rows=tuple(
            (
                words.region(name),
                *(
                    found[name] if name in found else _dark(plan)
                    for plan, found in zip(given, doses, strict=True)
                ),
            )
            for name in REGIONS
            if any(name in found for found in doses)
        ),
    )


def _dark(plan: Given | None) -> str:
    return say("report_beside-no_session") if plan is None else say("report-none")


def _regions(plan: Given) -> dict[str, str]:
    """Median of each region, the ends of the colours added: never too narrow."""
    sums: dict[str, list[Interval]] = {}
    for row in plan.dose:
        if row.layer == plan.target_layer:
            sums.setdefault(row.region, []).append(row.dose_j_cm2)
    return {
        region: _with_unit(
            Interval(
                median=sum(each.median for each in found),
                p05=sum(each.p05 for each in found),
                p95=sum(each.p95 for each in found),
            )
        )
        for region, found in sums.items()
    }
