"""Effects in words: an interval always stands beside its estimate, and memory never speaks."""

from __future__ import annotations

import math

from openpbm.response.contrast import DIFFERENCE, NULL, ODDS, SHARE, Contrast

SMALLEST_ODDS, LARGEST_ODDS = 0.001, 1000.0


def effect(contrast: Contrast) -> str:
    """An effect with its interval, in words that name its scale; plus is better with light."""
    if contrast.estimate is None or contrast.low is None or contrast.high is None:
        return ""
    low, high = contrast.low, contrast.high
    if contrast.scale == ODDS:
        middle = odds(contrast.estimate)
        ends = f"{odds(low)} to {odds(high)}"
        return f"the same odds ({ends} times)" if middle == "1" else f"odds {middle} times ({ends})"
    if contrast.scale == SHARE:
        return f"{contrast.estimate:.0%} of people ({low:.0%} to {high:.0%})"
    return f"{signed(contrast.estimate)} SD ({signed(low)} to {signed(high)})"


def odds(log_odds: float) -> str:
    """An odds ratio from its logarithm, with two figures.

    >>> odds(0.0), odds(-40.0), odds(40.0)
    ('1', 'under 0.001', 'over 1000')
    """
    if log_odds < math.log(SMALLEST_ODDS):
        return f"under {SMALLEST_ODDS:g}"
    if log_odds > math.log(LARGEST_ODDS):
        return f"over {LARGEST_ODDS:g}"
    return f"{float(f'{math.exp(log_odds):.2g}'):g}"


def signed(value: float) -> str:
    """A standardised difference with its sign and two decimals."""
    return f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0"


def interval(low: float, high: float, scale: str) -> str:
    """An interval on the scale of its effect."""
    if scale == ODDS:
        return f"odds {odds(low)} to {odds(high)} times"
    if scale in (DIFFERENCE, NULL):
        return f"{signed(low)} to {signed(high)} SD"
    return ""


def contrast_line(c: Contrast) -> str:
    """One effect: who measured what, the result as read, its interval, its bias."""
    interval_said = effect(c)
    tail = f"; {interval_said}" if interval_said else ""
    if not interval_said and c.scale != NULL:
        tail = f"; no interval: {c.how}"
    drawn = "" if c.randomised else "; not randomised"
    held = "; held out" if c.held_out else ""
    return f"{c.name}: {c.measure}: {c.said}{tail}; bias: {bias(c.bias)}{drawn}{held}"


def bias(word: str) -> str:
    """Risk of bias as a word in a sentence."""
    return {"some": "some concerns", "high": "high", "low": "low"}.get(word, word)
