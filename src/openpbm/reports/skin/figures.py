"""Measured against modelled reflectance, with what is left over, as inline SVG."""

from __future__ import annotations

import math

import numpy as np
from markupsafe import Markup

from openpbm.arrays import FloatArray
from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale
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
    most = draw.nice_top(float(max(high.max(), 0 if measured is None else measured.max())))
    across = Scale(float(nm[0]), float(nm[-1]), LEFT, RIGHT)
    box = Box(across, Scale(0.0, most, MIDDLE, TOP))
    first = 50.0 * math.ceil(float(nm[0]) / 50.0)
    parts = [
        draw.text(LEFT, 14, say("report_skin-axis_reflectance"), "axis"),
        box.axes(
            draw.marked(np.arange(first, float(nm[-1]) + 1e-6, 50.0).tolist()),
            draw.marked(draw.ticks(most)),
        ),
        draw.text(RIGHT, 14, say("report_skin-axis_wavelength"), "axis", "end"),
        box.band((nm, nm), (high.clip(0.0, most), low.clip(0.0, most))),
        box.curve(nm, modelled.clip(0.0, most), "model"),
    ]
    if measured is None:
        return draw.svg(WIDTH, MIDDLE + 36, parts, "chart spectrum")
    parts.append(draw.dots(across.along(nm).tolist(), box.y.along(measured).tolist(), 3.2))
    return draw.svg(
        WIDTH, HEIGHT, [*parts, *_residuals(across, nm, measured - modelled)], "chart spectrum"
    )


def _residuals(across: Scale, nm: FloatArray, left: FloatArray) -> list[str]:
    """Stems of measured less modelled, on their own scale, which is printed."""
    most = draw.nice_top(max(float(np.abs(left).max()), 1e-4))
    box = Box(across, Scale(-most, most, BOTTOM, LOWER))
    x, y, zero = across.along(nm).tolist(), box.y.along(left).tolist(), box.y.at(0.0)
    return [
        draw.text(LEFT, LOWER - 8, say("report_skin-axis_left"), "axis"),
        box.rows(draw.marked((-most, 0.0, most))),
        draw.path(
            "".join(f"M{a:.1f} {zero:.1f}V{b:.1f}" for a, b in zip(x, y, strict=True)), "stem"
        ),
        draw.dots(x, y, 2.4),
    ]
