"""How warm the skin gets, drawn and said: what limits rest on, and the likelier course."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from openpbm.answer import Given, LightLoss, LikelyCourse
from openpbm.arrays import FloatArray
from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.interval import Curve
from openpbm.reports import draw, words
from openpbm.reports.draw import Box, Scale
from openpbm.reports.table import Table
from openpbm.speech.say import say

LIMIT_ID = "skin_temperature"  # the ceiling whose limit is drawn
TOUCHING = ("mask_temperature", "mask_temperature_led")  # ceilings of the part that touches
MOST_TICKS = 6
TABLE_ROWS = 6


def chart(plan: Given) -> Markup:
    """Temperature against minutes, the limit as a line across."""
    course = plan.temperature.likely
    limit = next((c.limit for c in plan.session.ceilings if c.id == LIMIT_ID), None)
    skin, minutes, last = course.surface_degc, course.minutes, float(course.minutes[-1])
    shown = [skin.p05, skin.p95, *(degc for _, degc in _curves(course))]
    coldest = min(float(each.min()) for each in shown)
    warmest = max([float(each.max()) for each in shown] + ([] if limit is None else [limit + 1.0]))
    degrees = draw.steps(coldest, warmest, MOST_TICKS)
    box = Box(Scale(0.0, last, 34.0, 350.0), Scale(degrees[0], degrees[-1], 214.0, 24.0))
    times = [each for each in draw.steps(0.0, last, MOST_TICKS) if each <= last]
    parts = [
        draw.text(0, 10, words.unit("degC"), "axis"),
        box.axes(draw.marked(times, "min"), draw.marked(degrees)),
        box.band((minutes, minutes), (skin.p05, skin.p95), "tint warm-surface"),
        *(box.curve(minutes, degc, f"line warm-{name}") for name, degc in _curves(course)),
    ]
    if limit is not None:
        y = box.y.at(limit)
        said = say("report_warmth-limit", limit=Quantity(limit, "degC"))
        parts.append(draw.path(f"M{box.x.start} {y:.1f}H{box.x.end}", "line warm-limit"))
        parts.append(draw.text(box.x.start + 6, y - 5, said, "strong"))
    return draw.svg(draw.WIDTH, 250, parts)


def _curves(course: LikelyCourse) -> list[tuple[str, FloatArray]]:
    """What is drawn, from the back to the front; medians but for the gate."""
    found = [] if course.mask_degc is None else [("mask", course.mask_degc.median)]
    return [
        *found,
        ("dermis", course.dermis_degc.median),
        ("basal", course.basal_degc.median),
        ("gate", course.gate_p95_degc),
        ("surface", course.surface_degc.median),
    ]


def legend(plan: Given) -> tuple[tuple[Markup, str], ...]:
    """A piece of each line, and what it is."""
    return tuple(
        (draw.sample(f"line warm-{name}"), say(f"report_warmth-line_{name}"))
        for name, _ in reversed(_curves(plan.temperature.likely))
    )


def likelier(plan: Given) -> str:
    """Where the likelier course ends, in a sentence."""
    course = plan.temperature.likely
    return say(
        "report_warmth-likelier",
        start=Quantity(float(course.surface_degc.median[0]), "degC"),
        end=_end(course.surface_degc),
        mask="" if course.mask_degc is None else _end(course.mask_degc),
        mask_is="none" if course.mask_degc is None else "on" if plan.mask.contact else "off",
    )


def touching(plan: Given) -> str:
    """How warm limits count the touching part of a mask, in a sentence; empty for a panel."""
    told = [
        message(
            f"report_warmth-touch_{c.id}",
            value=Quantity(c.value, "degC"),
            limit=Quantity(c.limit, "degC"),
        )
        for c in plan.session.ceilings
        if c.id in TOUCHING
    ]
    return say("report_warmth-touching", places=several(told)) if told else ""


def _end(degc: Curve) -> str:
    middle, low, high = (float(values[-1]) for values in (degc.median, degc.p05, degc.p95))
    return say(
        "report-with_span",
        value=Quantity(middle, "degC"),
        low=_tenths(low),
        high=_tenths(high),
    )


def _tenths(degc: float) -> str:
    """A temperature without its unit."""
    return words.degrees(degc).partition(words.THIN)[0]


def fading(plan: Given) -> str:
    """How much less light the warm LEDs give, and that nobody counts on it."""
    lost = plan.temperature.likely.light_lost
    if not lost:
        return ""
    return say("report_warmth-fading", each=several(map(_loss, lost)))


def _loss(loss: LightLoss) -> Message:
    return message(
        "report_warmth-loss",
        channel=Name("channel", loss.channel),
        middle=_hundredths(loss.in_session.median),
        most=_hundredths(loss.in_session.p95),
    )


def _hundredths(share: float) -> str:
    return f"{words.fixed(100.0 * share, 1)}{words.THIN}%"


def line(plan: Given) -> str:
    """Both estimates in the one line that the terminal has for them."""
    return say(
        "report_warmth-both",
        likely=_end(plan.temperature.likely.surface_degc),
        worst=Quantity(plan.temperature.end_degc, "degC"),
    )


def table(plan: Given) -> Table:
    """The numbers behind the drawing."""
    course = plan.temperature.likely
    places = [course.surface_degc, course.basal_degc, course.dermis_degc]
    names = ["after", "surface", "basal", "dermis"]
    if course.mask_degc is not None:
        places.append(course.mask_degc)
        names.append("mask")
    picked = np.unique(np.linspace(0, len(course.minutes) - 1, TABLE_ROWS).round().astype(int))
    return Table(
        caption=say("report_warmth-table"),
        head=tuple(say(f"report_warmth-head_{name}") for name in (*names, "gate")),
        rows=tuple(
            (
                words.minutes(float(course.minutes[i])),
                *(
                    say(
                        "report-with_span",
                        value=_tenths(float(each.median[i])),
                        low=_tenths(float(each.p05[i])),
                        high=_tenths(float(each.p95[i])),
                    )
                    for each in places
                ),
                _tenths(float(course.gate_p95_degc[i])),
            )
            for i in picked.tolist()
        ),
    )
