"""Page one: what a person reads first, in the same words in page, report and terminal.

May I; minutes, which button, how often, until when; beside the maker's programme, on the skin and
at depth; eyes and three stop signs; one honest line of hope. All else is one tap down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.answer import (
    OTHER_GOAL,
    THE_TIMER,
    Answer,
    ByMaker,
    Given,
    Plan,
    Planned,
    Reason,
    Refused,
    Settling,
)
from openpbm.fact import Message, Name, Param, Quantity, Several, message
from openpbm.interval import Interval
from openpbm.light.class_light import is_bounded
from openpbm.light.power import most_light_w
from openpbm.planning.maker_told import claimed_j_cm2
from openpbm.reports import cards, maker, words
from openpbm.speech.say import say

STOP_SIGNS = 3
EXPERTS = ("doctor", "pharmacist")  # whose yes opens what the screen stops
ASKED = ("trial_dose", "maker_minutes")  # reasons that ask for light; the others hold it back


@dataclass(frozen=True, kw_only=True)
class PageOne:
    """The five things a person came for; where there is no session, why, and the way on."""

    state: str  # of the sign: go, care, stop, unknown, by_maker
    word: str  # the first words of the verdict
    may: str  # what follows them: may I
    before: str  # to be read before any minutes; empty: nothing
    card: cards.WhatToDo | None  # minutes and which button; None: no session
    rows: tuple[tuple[str, str], ...]  # id of a label, and what it says
    stops: tuple[str, ...]  # the signs at which to stop

    @property
    def verdict(self) -> str:
        """The heading in one line."""
        return self.word + self.may


def page_one(plan: Plan) -> PageOne:
    """The first page of an answer."""
    rows = (*(_rows(plan) if not isinstance(plan, Refused) else _ways_on(plan)), _protocol(plan))
    return PageOne(
        state=words.state(plan),
        word=words.verdict(plan)[0],
        may=words.printed(say(_may(plan))),
        before=words.printed(plan.maker.said) if isinstance(plan, ByMaker) else "",
        card=cards.what_to_do(plan) if not isinstance(plan, Refused) else None,
        rows=tuple((label, words.printed(text)) for label, text in rows if text),
        stops=tuple(map(words.printed, plan.course.stop_rules[:STOP_SIGNS]))
        if not isinstance(plan, Refused)
        else (),
    )


def _protocol(plan: Plan) -> tuple[str, str]:
    """Whose choice the goals and their places are."""
    mark = plan.person.protocol
    return "protocol", "" if mark is None else words.protocol(mark)


def _may(plan: Plan) -> Message:
    """May I, in a few words."""
    if isinstance(plan, ByMaker):
        return message("page_one-may_maker")
    if isinstance(plan, Planned):
        points = len(plan.cautions)
        return message("page_one-may_care", points=points) if points else message("page_one-may_go")
    if plan.status == "insufficient_evidence":
        return message("page_one-may_no_trial")
    who = plan.refusals[0].reason.params.get("who")
    if who in EXPERTS:
        return message("page_one-may_ask", who=who)
    return message("page_one-may_not")


def _rows(plan: Planned | ByMaker) -> Sequence[tuple[str, str]]:
    """What a session is, brings and may do."""
    card = cards.what_to_do(plan)
    light = words.sentence(card.light)
    off = say("report-off", channels=card.off) if card.off else ""
    return (
        *_first(plan),
        ("light", " ".join(filter(None, (light, off)))),
        ("often", maker.rhythm(plan) if isinstance(plan, ByMaker) else _often(plan)),
        ("why", _why(plan)),
        ("settle", _more_by(plan)),
        ("skin", _on_skin(plan)),
        ("deep", _at_depth(plan)),
        ("eyes", card.eyes),
        ("hope", _hope(plan)),
    )


def _first(plan: Plan) -> list[tuple[str, str]]:
    """What is shown to work for a goal, and comes before light."""
    return [("first", expected.works_first) for expected in plan.expectation]


def _often(plan: Given) -> str:
    often, until = cards.how_often(plan.session), cards.until(plan)
    return say("page_one-often", often=often, until=until)


def _why(plan: Planned | ByMaker) -> str:
    """Why these minutes and no others, in one sentence, from what set them."""
    given = _minutes(plan.session.minutes)
    printed = _maker_minutes(plan)
    asked = next((r for r in plan.reasons if r.id in ASKED), None)
    limit = next((r for r in plan.reasons if r.id not in ASKED), None)
    share = Quantity(plan.held.share, "share")
    is_less = plan.status == "below_trial"
    wanted = printed if asked is None else dict(asked.parameters).get("minutes", printed)
    if limit is not None and wanted is not None and wanted > plan.session.minutes:
        told = limit.told.params.get("limit", limit.told)
        found = _not_longer(given, _minutes(wanted), told, asked)
        if isinstance(plan, ByMaker):
            part = Quantity(plan.session.minutes / plan.maker.minutes, "share")
            return f"{found} {say('page_one-maker_share', share=part)}"
        return f"{found} {say('page_one-share', share=share)}" if is_less else found
    if plan.held.by == THE_TIMER:
        return say("page_one-why_timer", given=given, share=share)
    if plan.held.by == OTHER_GOAL:
        return say("page_one-why_other_goal", given=given, share=share)
    if asked is None or asked.id != "trial_dose":
        return say("page_one-why_maker", given=given)
    trial = asked.told.params["trial"]
    if printed is not None and _minutes(printed) != given:
        return say("page_one-why_trial_not", given=given, other=_minutes(printed), trial=trial)
    return say("page_one-why_trial", given=given, trial=trial)


def _not_longer(given: Quantity, other: Quantity, limit: Param, asked: Reason | None) -> str:
    """A limit is in the way of a programme that is printed, or of what a trial's light takes."""
    if asked is None or asked.id != "trial_dose":
        return say("page_one-why_limit", given=given, other=other, limit=limit)
    trial = asked.told.params["trial"]  # minutes that no button of the mask has
    return say("page_one-why_limit_trial", given=given, other=other, trial=trial, limit=limit)


def _more_by(plan: Planned | ByMaker) -> str:
    """The one measurement, where a limit leaves the maker's programme shorter than printed."""
    is_short = isinstance(plan, ByMaker) and plan.session.minutes < plan.maker.minutes
    return _measuring(plan.settle) if is_short and plan.settle is not None else ""


def _measuring(settle: Settling) -> str:
    return f"{words.sentence(say(settle.measurement))} {say(settle.how)}"


def _maker_minutes(plan: Answer) -> float | None:
    """Of the programme that the maker means: the one that is started, else its first."""
    if isinstance(plan, ByMaker):
        return plan.maker.minutes
    if isinstance(plan, Given) and plan.session.timer_min is not None:
        return plan.session.timer_min
    return min(plan.mask.session_min, default=None)


def on_skin(plan: Given) -> Interval | None:
    """Light of one session on the skin, all colours: a mean of the regions; None: no row of it.

    The ends of the colours are added, as if all were weak or strong together: never too narrow.
    """
    if isinstance(plan, ByMaker):
        return plan.maker.surface_j_cm2
    regions = {row.region for row in plan.surface_dose}
    if not regions:
        return None
    rows = [row.on_skin_j_cm2 for row in plan.surface_dose]
    low, middle, high = np.array([(r.p05, r.median, r.p95) for r in rows]).sum(axis=0)
    count = len(regions)
    return Interval(median=float(middle), p05=float(low), p95=float(high)).times(1.0 / count)


def strength(plan: Answer) -> str:
    """How well the light of this mask is known."""
    return say(f"page_one-strength_{plan.light_class}")


def _on_skin(plan: Given) -> str:
    """In what leaflets count in: of this session, and of the maker's own programme."""
    found = on_skin(plan)
    own = "" if found is None else say("page_one-on_skin", light=_span(found))
    return " ".join(filter(None, (own, _makers(plan), strength(plan))))


def _makers(plan: Given) -> str:
    """What the maker's own programme would bring, by its words."""
    minutes = _maker_minutes(plan)
    if minutes is None:
        return say("page_one-maker_silent")
    claim = claimed_j_cm2(plan.mask, minutes)
    if claim is None:
        return say("page_one-maker_minutes", minutes=_minutes(minutes))
    brings = Quantity(claim, "J/cm2", trimmed=True)
    return say("page_one-maker_claims", claim=brings, minutes=_minutes(minutes))


def _at_depth(plan: Given) -> str:
    """The same light further down, and why it is more."""
    deep = plan.maker.dose_j_cm2 if isinstance(plan, ByMaker) else plan.target_dose
    above = on_skin(plan)
    is_more = above is not None and deep.median > above.median
    found = say("page_one-at_depth", light=_span(deep), layer=words.layer(plan.target_layer))
    return f"{found} {say('page_one-why_more')}" if is_more else found


def _hope(plan: Planned | ByMaker) -> str:
    """What may be hoped for, as far as a trial goes."""
    if isinstance(plan, ByMaker):
        return say("maker_page-promise")
    followed = next((e for e in plan.expectation if e.trial and e.result is not None), None)
    if followed is None or followed.result is None:
        return say("page_one-no_hope", goals=words.goals(plan))
    told = say(
        "page_one-hope",
        trial=words.study(followed.trial),
        result=words.sentence(words.printed(_shortest(followed.result))),
        certainty=Name("certainty", str(followed.certainty)),
    )
    return f"{told} {say('page_one-less')}" if plan.status == "below_trial" else told


def _shortest(result: Message) -> Message:
    """The first thing that a trial measured and found; odds and bias stand with the trial."""
    found = result.params.get("results")
    first = found.items[0] if isinstance(found, Several) and found.items else None
    if not isinstance(first, Message) or not {"measure", "said"} <= set(first.params):
        return result
    return message("page_one-found", measure=first.params["measure"], said=first.params["said"])


def _ways_on(plan: Refused) -> Sequence[tuple[str, str]]:
    """Why there is no session, what would change it, and what is known all the same."""
    first = plan.refusals[0]
    found = [
        ("because", words.sentence(say(first.reason))),
        ("change", words.sentence(say(first.would_change))),
    ]
    if plan.settle is not None and not first.id.startswith("screen_"):
        found += [("light", _bounded(plan)), ("settle", _measuring(plan.settle))]
    found += _first(plan)
    found += [("skin", strength(plan))] if not first.id.startswith("screen_") else []
    return [*found, ("known", " ".join(say(e.known) for e in plan.expectation[:1]))]


def _bounded(plan: Refused) -> str:
    """How much light there is all the same, and what it cannot be more than."""
    if not plan.irradiance:
        return ""
    row = max(plan.irradiance, key=lambda each: each.mean_mw_cm2.p95)
    light = words.with_interval(row.mean_mw_cm2, "mW/cm2")
    told = say("page_one-bounded", channel=Name("channel", row.channel), light=light)
    if not is_bounded(plan.mask):
        return told
    most = Quantity(most_light_w(plan.mask), "W", figures=2, trimmed=True)
    return f"{told} {say('page_one-bounded_power', power=most)}"


def _span(light: Interval) -> str:
    return words.with_interval(light, "J/cm2")


def _minutes(minutes: float) -> Quantity:
    return Quantity(minutes, "min", trimmed=True)
