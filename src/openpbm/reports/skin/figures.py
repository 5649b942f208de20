"""Measured against modelled reflectance, with what is left over, as inline SVG."""

from __future__ import annotations

import math

import numpy as np
from markupsafe import Markup

from openpbm.arrays import FloatArray
from openpbm.reports import figures, scale
from openpbm.speech.say import say

WIDTH, HEIGHT = 640, 416
LEFT, RIGHT = 52.0, 620.0
TOP, MIDDLE, LOWER, BOTTOM = 26.0, 250.0, 304.0, 394.0
BAND = 1.645  # of standard deviations: the 5th to 95th percentile


def spectrum_chart(
    nm: FloatArray, modelled: FloatArray, sd: FloatArray, measured: FloatArray | None
) -> Markup:
    """The reading as points, the model as a line with its band; residuals below.

    Args:
        nm: (points,) wavelengths.
        modelled: (points,) as the instrument would read it.
        sd: (points,) of the model where the fit leaves it.
        measured: (points,) the reading; None where only a colour was measured.
    """
    low, high = modelled - BAND * sd, modelled + BAND * sd
    most = scale.nice_top(float(max(high.max(), 0 if measured is None else measured.max())))
    x = LEFT + (RIGHT - LEFT) * (nm - nm[0]) / (nm[-1] - nm[0])

    def height(values: FloatArray) -> FloatArray:
        return MIDDLE - (MIDDLE - TOP) * np.clip(values, 0.0, most) / most

    outline = np.concatenate([height(high), height(low)[::-1]])
    parts = [
        *_marks(nm, most),
        f'<path class="tint" d="{figures.path(np.concatenate([x, x[::-1]]), outline)}Z"/>',
        f'<path class="model" d="{figures.path(x, height(modelled))}"/>',
    ]
    if measured is not None:
        y = height(measured)
        parts += [
            f'<circle class="point" cx="{a:.1f}" cy="{b:.1f}" r="3.2"/>'
            for a, b in zip(x.tolist(), y.tolist(), strict=True)
        ]
        parts += _residuals(x, measured - modelled)
    foot = HEIGHT if measured is not None else MIDDLE + 36
    return Markup(
        f'<svg class="chart spectrum" viewBox="0 0 {WIDTH} {foot:g}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _marks(nm: FloatArray, most: float) -> list[str]:
    parts = [figures.text(LEFT, 14, say("report_skin-axis_reflectance"), "axis")]
    for mark in scale.ticks(most):
        y = MIDDLE - (MIDDLE - TOP) * mark / most
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
        parts.append(figures.text(LEFT - 6, y + 4, f"{mark:g}", "", "end"))
    first = 50.0 * math.ceil(float(nm[0]) / 50.0)
    for place in np.arange(first, float(nm[-1]) + 1e-6, 50.0).tolist():
        x = LEFT + (RIGHT - LEFT) * (place - nm[0]) / (nm[-1] - nm[0])
        parts.append(f'<path class="tickline" d="M{x:.1f} {MIDDLE}v5"/>')
        parts.append(figures.text(x, MIDDLE + 18, f"{place:g}", "", "middle"))
    parts.append(figures.text(RIGHT, 14, say("report_skin-axis_wavelength"), "axis", "end"))
    parts.append(f'<path class="frame" d="M{LEFT} {TOP}V{MIDDLE}H{RIGHT}"/>')
    return parts


def _residuals(x: FloatArray, left: FloatArray) -> list[str]:
    """Stems of measured less modelled, on their own scale, which is printed."""
    most = scale.nice_top(max(float(np.abs(left).max()), 1e-4))
    centre, half = 0.5 * (LOWER + BOTTOM), 0.5 * (BOTTOM - LOWER)
    parts = [figures.text(LEFT, LOWER - 8, say("report_skin-axis_left"), "axis")]
    for mark in (-most, 0.0, most):
        y = centre - half * mark / most
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
        parts.append(figures.text(LEFT - 6, y + 4, f"{mark:g}".replace("-", "\u2212"), "", "end"))
    for place, value in zip(x.tolist(), left.tolist(), strict=True):
        y = centre - half * value / most
        parts.append(
            f'<path class="stem" d="M{place:.1f} {centre:.1f}V{y:.1f}"/>'
            f'<circle class="point" cx="{place:.1f}" cy="{y:.1f}" r="2.4"/>'
        )
    return parts
