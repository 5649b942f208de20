"""Masks side by side, in words: the same at the terminal and in the page. Never an outcome."""

from __future__ import annotations

from openpbm.fact import Name, message
from openpbm.person import USUAL_AGE_YEARS, USUAL_PHOTOTYPE
from openpbm.planning.compare import Delivered
from openpbm.reports.hazard import verdict as verdict_words
from openpbm.speech.number import plain
from openpbm.speech.say import say

HEAD = message("report_compare-head")
CLOSING = (
    message("report_compare-no_outcome"),
    verdict_words.WORST,
    message("report_compare-not_counted"),
)
USUAL_SKIN = message(
    "report_compare-usual_skin", age=round(USUAL_AGE_YEARS), skin_type=USUAL_PHOTOTYPE
)


def title(row: Delivered) -> str:
    """The device, the colours that are lit, the minutes."""
    return say(
        "report_compare-title",
        mask=row.mask.name,
        key=row.mask.id,
        channels=" + ".join(row.lit),
        minutes=plain(row.minutes),
    )


def facts(row: Delivered) -> list[tuple[str, str]]:
    """Label and text: dose, safety and price of one session."""
    told = [
        (say("report_compare-dose"), _dose(row)),
        (say("report_compare-safety"), "".join(verdict_words.verdict(row.verdict))),
    ]
    nearest = row.verdict.nearest
    if nearest is not None and not row.verdict.passed:
        limit = verdict_words.limit_sentence(nearest, row.verdict)
        told.append((say("report_compare-nearest"), limit))
    return [*told, (say("report_compare-price"), _price(row))]


def _dose(row: Delivered) -> str:
    if row.dose is None:
        return say("report_compare-dose_unknown", why="" if row.why_not is None else row.why_not)
    return say(
        "report_compare-dose_in",
        dose=two(row.dose.median),
        layer=Name("layer", row.layer),
        low=two(row.dose.p05),
        high=two(row.dose.p95),
    )


def _price(row: Delivered) -> str:
    usd, each = row.mask.price_usd, row.usd_per_j_cm2
    cost = message("report_compare-price_unknown")
    if usd is not None:
        cost = message("report_compare-usd", price=plain(usd))
    if each is None:
        return say(cost)
    layer = Name("layer", row.layer)
    return say("report_compare-usd_per_dose", price=cost, each=two(each), layer=layer)


def two(value: float) -> str:
    """Two significant digits, never with an exponent."""
    return f"{float(f'{value:.2g}'):.10g}"
