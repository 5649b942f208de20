"""Masks side by side, in words: the same at the terminal and in the page. Never an outcome."""

from __future__ import annotations

from openpbm.planning.compare import Delivered
from openpbm.reports.hazard import verdict as verdict_words
from openpbm.speech.say import say

HEAD = "One session of the shortest programme at full drive."
CLOSING = (
    "This compares light, not results: no outcome follows from these numbers.\n"
    f"{verdict_words.WORST}\n"
    "Medicines and conditions are not counted here; 'openpbm plan' counts them."
)
USUAL_AGE_YEARS, USUAL_PHOTOTYPE = 40.0, "II"  # whose skin, where nobody is named
USUAL_SKIN = f"{USUAL_AGE_YEARS:g} years, type {USUAL_PHOTOTYPE}, no goggles"


def title(row: Delivered) -> str:
    """The device, the colours that are lit, the minutes."""
    return f"{row.mask.name} ({row.mask.id}), {' + '.join(row.lit)}, {row.minutes:g} min"


def facts(row: Delivered) -> list[tuple[str, str]]:
    """Label and text: dose, safety and price of one session."""
    told = []
    if row.dose is None:
        why = "" if row.why_not is None else say(row.why_not)
        told.append(("dose", f"not known: {why}"))
    else:
        layer = row.layer.replace("_", " ")
        told.append(
            (
                "dose",
                f"{two(row.dose.median)} J/cm² in the {layer} "
                f"({two(row.dose.p05)} to {two(row.dose.p95)})",
            )
        )
    told.append(("safety", "".join(verdict_words.verdict(row.verdict))))
    nearest = row.verdict.nearest
    if nearest is not None and not row.verdict.passed:
        told.append(("nearest", verdict_words.limit_sentence(nearest, row.verdict)))
    usd, price = row.mask.price_usd, row.usd_per_j_cm2
    cost = "not known" if usd is None else f"{usd:g} USD"
    per_dose = "" if price is None else f", {two(price)} USD per J/cm² of one session"
    return [*told, ("price", f"{cost}{per_dose}")]


def two(value: float) -> str:
    """Two significant digits, never with an exponent."""
    return f"{float(f'{value:.2g}'):.10g}"
