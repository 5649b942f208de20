"""What two plans say of the same things, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """Everything that is compared, in the order in which a person asks."""
    found = [dict(_facts(plan)) for plan in (one, other)]
    names = dict.fromkeys([name for facts in found for name in facts])
    nothing = say("report-none")
    return tuple(
        Pair(
            id=name,
            label=say(f"report_beside-label_{name}"),
            told=(found[0].get(name, nothing), found[1].get(name, nothing)),
        )
        for name in names
    )


def _facts(plan: Plan) -> Iterable[tuple[str, str]]:
    page = page_one.page_one(plan)
    yield "answer", page.verdict
    yield "who", words.capital(words.person(plan.person))
    yield "goal", words.capital(words.goals(plan))
    yield "mask", plan.mask.name
    yield "light", page_one.strength(plan)
    if not isinstance(plan, Given):
        yield "why", " ".join(words.sentence(words.no(found)) for found in plan.refusals[:NEAREST])
        return
    session, each = plan.session, plan.session.sessions_per_week
    yield "minutes", _minutes(session.minutes)
    yield "colours", words.channels(session.lit)
    yield "often", cards.how_often(session)
    yield "week", _minutes(session.minutes * each)
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
    """Cautions and refusals of the first that the second does not have."""
    theirs = {words.sentence(say(fact)) for fact in _warned(other)}
    mine = (words.sentence(say(fact)) for fact in _warned(one))
    return tuple(told for told in mine if told not in theirs)


def _warned(plan: Plan) -> Sequence[Message]:
    cautions = plan.cautions if isinstance(plan, Given) else ()
    return (*cautions, *(refusal.reason for refusal in plan.refusals))


def by_region(one: Plan, other: Plan, names: tuple[str, str]) -> Table | None:
    """Dose of one session in each region, every lit channel; None: neither gives light."""
    given = [plan if isinstance(plan, Given) else None for plan in (one, other)]
    if not any(given):
        return None
    nothing = say("report-none")
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
            (words.region(name), *(found.get(name, nothing) for found in doses))
            for name in REGIONS
            if any(name in found for found in doses)
        ),
    )


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
