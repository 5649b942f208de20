"""What terminal and report say of a maker's programme: ranges, never a promise."""

from __future__ import annotations

from openpbm.answer import ByMaker
from openpbm.fact import Quantity
from openpbm.interval import Interval
from openpbm.reports import cards, words
from openpbm.speech.say import say


def rhythm(plan: ByMaker) -> str:
    """How often, until when, and whose rhythm that is."""
    own = say("maker_page-rhythm_makers")
    if plan.maker.is_rhythm_ours:
        own = say("maker_page-rhythm_ours", most=plan.maker.per_week)
    return f"{cards.how_often(plan.session)}; {cards.until(plan)}. {own}"


def brings(plan: ByMaker) -> tuple[tuple[str, str], ...]:
    """Id of a label and text: light on the skin beside the claim, at depth, beside trials."""
    maker = plan.maker
    skin = say("maker_page-on_skin", light=_span(maker.surface_j_cm2))
    if maker.claim_j_cm2 is not None:
        claim = Quantity(maker.claim_j_cm2, "J/cm2", trimmed=True)
        skin = f"{skin} {say('maker_page-claimed', claim=claim, minutes=_minutes(maker.minutes))}"
    deep = say(
        "maker_page-at_depth",
        light=_span(maker.dose_j_cm2),
        layer=words.layer(plan.target_layer),
    )
    deep = " ".join((deep, *cards.deeper_sentences(plan)))
    found = [("skin", skin), ("deep", deep)]
    trials = " ".join(
        say(
            "maker_page-times",
            trial=words.study(ratio.trial),
            band=ratio.band,
            low=Quantity(ratio.times.p05, "1", trimmed=True),
            high=Quantity(ratio.times.p95, "1", trimmed=True),
        )
        for ratio in maker.ratio_to_trial
    )
    found.append(("trials", trials or say("maker_page-no_trial")))
    return tuple(found)


def _span(light: Interval) -> str:
    return words.with_interval(light, "J/cm2")


def _minutes(minutes: float) -> Quantity:
    return Quantity(minutes, "min", trimmed=True)
