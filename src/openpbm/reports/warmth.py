"""How warm the skin gets, drawn and said: what limits rest on, and the likelier course."""

from __future__ import annotations

import math

import numpy as np
from markupsafe import Markup, escape

from openpbm.arrays import FloatArray
from openpbm.planning.result import LightLoss, LikelyCourse, Plan
from openpbm.reports import words
from openpbm.reports.table import Table

WIDTH, HEIGHT = 360.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 350.0, 24.0, 214.0
LIMIT_ID = "skin_temperature"  # the ceiling whose limit is drawn
TOUCHING = {"mask_temperature": "where the mask touches", "mask_temperature_led": "at one LED"}
MOST_TICKS = 6
LINES = (
    ("gate", "what limits rest on: errs warm, 95 % stay below"),
    ("surface", "skin surface, likelier, with 5 to 95 %"),
    ("basal", "under the epidermis"),
    ("dermis", "dermis, mean"),
    ("mask", "the mask"),
)
TABLE_ROWS = 6


def likely_course(plan: Plan) -> LikelyCourse | None:
    """The likelier course of a plan with a session."""
    return None if plan.temperature is None else plan.temperature.likely


def chart(plan: Plan) -> Markup | None:
    """Temperature against minutes, the limit as a line across."""
    course = likely_course(plan)
    if course is None:
        return None
    limit = next((c.limit for c in plan.ceilings if c.id == LIMIT_ID), None)
    shown = [course.surface, course.gate, *([] if course.mask is None else [course.mask[0]])]
    coldest = min(float(each.min()) for each in shown)
    warmest = max([float(each.max()) for each in shown] + ([] if limit is None else [limit + 1.0]))
    step = _step(warmest - coldest)
    low, high = step * math.floor(coldest / step), math.ceil(warmest)

    def down(degc: FloatArray) -> FloatArray:
        return BOTTOM - (BOTTOM - TOP) * (degc - low) / (high - low)

    x = LEFT + (RIGHT - LEFT) * course.minutes / float(course.minutes[-1])
    parts = [_axes(low, high, step, float(course.minutes[-1]))]
    edge = np.concatenate([down(course.surface[1]), down(course.surface[2])[::-1]])
    tint = _path(np.concatenate([x, x[::-1]]), edge)
    parts.append(f'<path class="tint warm-surface" d="{tint}Z"/>')
    for name, degc in _curves(course):
        parts.append(f'<path class="line warm-{name}" d="{_path(x, down(degc))}"/>')
    if limit is not None:
        y = float(down(np.array([limit]))[0])
        said = escape(f"limit of the skin, {words.degrees(limit)}")
        parts.append(f'<path class="line warm-limit" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
        parts.append(f'<text class="strong" x="{LEFT + 6}" y="{y - 5:.1f}">{said}</text>')
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _curves(course: LikelyCourse) -> list[tuple[str, FloatArray]]:
    """What is drawn, from the back to the front; medians but for the gate."""
    found = [] if course.mask is None else [("mask", course.mask[0])]
    return [
        *found,
        ("dermis", course.dermis[0]),
        ("basal", course.basal[0]),
        ("gate", course.gate),
        ("surface", course.surface[0]),
    ]


def legend(plan: Plan) -> tuple[tuple[Markup, str], ...]:
    """A piece of each line, and what it is."""
    course = likely_course(plan)
    if course is None:
        return ()
    drawn = {name for name, _ in _curves(course)}
    sample = Markup(
        '<svg class="sample" viewBox="0 0 34 8" aria-hidden="true">'
        '<path class="line warm-{}" d="M1 4H33"/></svg>'
    )
    return tuple((sample.format(name), said) for name, said in LINES if name in drawn)


def _axes(low: int, high: int, step: int, minutes: float) -> str:
    parts = [f'<text class="axis" x="0" y="10">{escape(words.unit("degC"))}</text>']
    for mark in range(low, high + 1, step):
        y = BOTTOM - (BOTTOM - TOP) * (mark - low) / (high - low)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{mark}</text>')
    marks = np.arange(0.0, minutes + 1e-9, _step(minutes)).tolist()
    for mark in marks:
        x = LEFT + (RIGHT - LEFT) * mark / minutes
        said = f"{mark:g}" + (f"{words.THIN}min" if mark == marks[-1] else "")
        anchor = "end" if x > RIGHT - 12 else "middle"
        parts.append(f'<path class="tickline" d="M{x:.1f} {BOTTOM}v4"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{BOTTOM + 18}" text-anchor="{anchor}">{escape(said)}</text>'
        )
    parts.append(f'<path class="frame" d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"/>')
    return "".join(parts)


def _step(span: float) -> int:
    """A whole step that gives at most six marks."""
    return next((s for s in (1, 2, 5, 10, 20) if span / s <= MOST_TICKS), 50)


def _path(x: FloatArray, y: FloatArray) -> str:
    points = [f"{a:.1f} {b:.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    return "M" + "L".join(points)


def likelier(plan: Plan) -> str:
    """Where the likelier course ends, in a sentence; empty where there is none."""
    course = likely_course(plan)
    if course is None or plan.temperature is None:
        return ""
    said = (
        f"Likelier, the surface goes from {words.degrees(float(course.surface[0, 0]))} to "
        f"{_end(course.surface)}"
    )
    if course.mask is None:
        return f"{said}."
    where = "" if plan.mask.contact else ", off the skin,"
    return f"{said}, the mask itself{where} to {_end(course.mask)}."


def touching(plan: Plan) -> str:
    """How warm limits count the touching part of a mask, in a sentence; empty for a panel."""
    found = {c.id: c for c in plan.ceilings if c.id in TOUCHING}
    told = [
        f"{TOUCHING[id]} {words.degrees(c.value)} of at most {words.degrees(c.limit)}"
        for id, c in found.items()
    ]
    return f"In the worst case it is {words.listed(told)}." if told else ""


def _end(degc: FloatArray) -> str:
    middle, low, high = (float(value) for value in degc[:, -1])
    return f"{words.degrees(middle)} ({low:.1f} to {high:.1f})"


def fading(plan: Plan) -> str:
    """How much less light the warm LEDs give, and that nobody counts on it."""
    course = likely_course(plan)
    if course is None or not course.loss:
        return ""
    each = words.listed([_loss(loss) for loss in course.loss])
    return (
        f"Warm LEDs give less light than cold ones: over the session {each}. Doses and limits "
        "here are those of cold LEDs, so the true dose could be lower by that much."
    )


def _loss(loss: LightLoss) -> str:
    middle, high = (_hundredths(v) for v in (loss.in_session.median, loss.in_session.p95))
    name = words.channel(loss.channel).replace(", invisible", "")
    return f"{name} about {middle} (95 in 100 cases: less than {high})"


def _hundredths(share: float) -> str:
    return f"{100.0 * share:.1f}{words.THIN}%"


def line(plan: Plan) -> str:
    """Both estimates in the one line that the terminal has for them."""
    course = likely_course(plan)
    if course is None or plan.temperature is None:
        return ""
    return (
        f"estimates: skin likely {_end(course.surface)}, "
        f"{words.degrees(plan.temperature.end_degc)} for limits"
    )


def table(plan: Plan) -> Table | None:
    """The numbers behind the drawing."""
    course = likely_course(plan)
    if course is None:
        return None
    places = [("Surface", course.surface), ("Under the epidermis", course.basal)]
    places.append(("Dermis", course.dermis))
    if course.mask is not None:
        places.append(("Mask", course.mask))
    picked = np.unique(np.linspace(0, len(course.minutes) - 1, TABLE_ROWS).round().astype(int))
    return Table(
        caption="Temperature in the session, °C: likelier median (5 to 95 %), and the 95th "
        "percentile of the estimate that limits rest on",
        head=("After", *(name for name, _ in places), "Limits rest on"),
        rows=tuple(
            (
                words.minutes(float(course.minutes[i])),
                *(f"{d[0, i]:.1f} ({d[1, i]:.1f} to {d[2, i]:.1f})" for _, d in places),
                f"{course.gate[i]:.1f}",
            )
            for i in picked.tolist()
        ),
    )
