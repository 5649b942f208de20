"""Effects in words: an interval always stands beside its estimate, and memory never speaks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpbm.fact import Message, Param, message, several
from openpbm.response.contrast import NULL, ODDS, SHARE, Contrast
from openpbm.response.study import RANDOMISED

SMALLEST_ODDS, LARGEST_ODDS = 0.001, 1000.0


def effect(contrast: Contrast) -> Message | None:
    """An effect with its interval, on a scale that is named; plus is better with light."""
    if contrast.estimate is None or contrast.low is None or contrast.high is None:
        return None
    ends = contrast.low, contrast.high
    if contrast.more_of_100 is not None:
        return of_a_hundred(*contrast.more_of_100)
    if contrast.scale == SHARE:
        share, least, most = (f"{each:.0%}" for each in (contrast.estimate, *ends))
        told = message("effect-share", share=share, low=least, high=most)
        return message("effect-noted", effect=told, note=contrast.note) if contrast.note else told
    least, most = map(signed, ends)
    return message("effect-sd", middle=signed(contrast.estimate), low=least, high=most)


def of_a_hundred(middle: float, low: float, high: float) -> Message:
    """How many more of 100 people were better with light, or how many fewer.

    >>> of_a_hundred(70.0, 46.0, 82.0).id, of_a_hundred(-3.0, -20.0, 9.0).id
    ('effect-more', 'effect-fewer')
    """
    people, ends = round(abs(middle)), {"low": whole(low), "high": whole(high)}
    if middle < 0:
        return message("effect-fewer", people=people, **ends)
    return message("effect-more", people=people, **ends)


def whole(people: float) -> str:
    """So many of a hundred, with a true minus."""
    return f"{people:.0f}".replace("-0", "0").replace("-", "−")


def in_odds(contrast: Contrast) -> Message | None:
    """The same effect as odds, for whoever asks for them; None for one that counts no people."""
    if contrast.scale != ODDS or contrast.estimate is None:
        return None
    assert contrast.low is not None
    assert contrast.high is not None
    middle, low, high = map(odds, (contrast.estimate, contrast.low, contrast.high))
    if middle == "1":
        return message("effect-same_odds", low=low, high=high)
    return message("effect-odds", middle=middle, low=low, high=high)


def odds(log_odds: float) -> Param:
    """An odds ratio from its logarithm, with two figures.

    >>> odds(0.0), odds(-40.0) == message("effect-odds_under", odds="0.001")
    ('1', True)
    """
    if log_odds < math.log(SMALLEST_ODDS):
        return message("effect-odds_under", odds=f"{SMALLEST_ODDS:g}")
    if log_odds > math.log(LARGEST_ODDS):
        return message("effect-odds_over", odds=f"{LARGEST_ODDS:g}")
    return f"{float(f'{math.exp(log_odds):.2g}'):g}"


def signed(value: float) -> str:
    """A standardised difference with its sign and two decimals."""
    return f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0"


def interval(low: float, high: float, scale: str) -> Message:
    """An interval on the scale of its effect: odds, or else a standardised difference."""
    if scale == ODDS:
        return message("effect-interval_odds", low=odds(low), high=odds(high))
    return message("effect-interval_sd", low=signed(low), high=signed(high))


def contrast_line(c: Contrast) -> Message:
    """One effect: who measured what, the result as read, its interval, its bias."""
    own = effect(c)
    told: list[Message] = [c.said] if own is None else [own, c.said]
    if own is None and c.scale != NULL:
        told.append(message("effect-no_interval", how=c.how))
    told += [*null_words(c.nulls), *trust(c.bias, c.allocation)]
    told += [message("effect-held_out")] if c.held_out else []
    return effect_line(c.name, c.measure, told)


def effect_line(study: str, measure: Param, told: Sequence[Message]) -> Message:
    """All that is told of one effect of a study."""
    return message("effect-line", study=study, measure=measure, told=several(told, "semicolon"))


def trust(judgement: str, allocation: str) -> list[Message]:
    """Risk of bias, and what is missing of chance: no effect is told without it."""
    told = [message("effect-bias", bias=bias(judgement))]
    return told if allocation == RANDOMISED else [*told, drawn(allocation)]


def drawn(allocation: str) -> Message:
    """Whether chance chose who, or which side, was lit."""
    return message(f"effect-allocation-{allocation.replace(' ', '_') or 'unread'}")


def null_words(nulls: Sequence[Param]) -> list[Message]:
    """What a study printed as no difference beside the effect that is told."""
    if not nulls:
        return []
    return [message("effect-no_difference", measures=several(nulls, "semicolon"))]


def bias(word: str) -> Message:
    """Risk of bias as a word in a sentence."""
    return message(f"effect-bias-{word}")
