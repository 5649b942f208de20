"""Spectra of a mask against the hazard weighting functions, as inline SVG."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from markupsafe import Markup

from openpbm.arrays import FloatArray
from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale
from openpbm.reports.mask.figures import relative
from openpbm.safety.hazard.source import HazardSource
from openpbm.tables.columns import columns

DECADES = (1e-4, 1e-3, 0.01, 0.1, 1.0, 10.0)  # the tails decide
LEAST, MOST = DECADES[0], DECADES[-1]
STEP_NM = 1.0
ULTRAVIOLET_NM = 400.0


class DrawnCurve(NamedTuple):
    """A weighting function as it is drawn: its column, its name, where the name stands."""

    column: str
    name: str
    at_nm: float
    style: str
    down: float = -5.0  # from the curve to its name, in units of the drawing


class Panel(NamedTuple):
    """One drawing: a span of wavelengths and the functions that matter there."""

    key: str  # of the sentences under it
    low_nm: float
    high_nm: float
    curves: tuple[DrawnCurve, ...]


PANELS = (
    Panel("blue", 300, 700, (
        DrawnCurve("S_uv", "S", 318, "weight-a"),
        DrawnCurve("B_iec62471", "B", 512, "weight-b"),
        DrawnCurve("A_icnirp2013", "A", 330, "weight-c"),
    )),
    Panel("heat", 380, 1150, (
        DrawnCurve("R_iec62471", "R, IEC", 505, "weight-b"),
        DrawnCurve("R_icnirp2013", "R, ICNIRP", 470, "weight-c", 15.0),
        DrawnCurve("WIR_iec62471", "IR, IEC", 960, "weight-a"),
        DrawnCurve("WIR_icnirp2013", "IR, ICNIRP", 905, "weight-d", 15.0),
    )),
)  # fmt: skip


def spectra(source: HazardSource, panel: Panel) -> Markup:
    """Every channel's spectrum, its peak at 1, on the scale of the weighting functions."""
    nm = np.arange(panel.low_nm, panel.high_nm + STEP_NM, STEP_NM)
    box = Box(
        Scale(panel.low_nm, panel.high_nm, 46.0, 344.0),
        Scale(LEAST, MOST, 206.0, 18.0, is_log=True),
    )
    step = 100 if panel.high_nm - panel.low_nm <= 500 else 200
    first = int(np.ceil(panel.low_nm / step) * step)
    parts = [
        box.rows(draw.marked(DECADES), aside=-4),
        box.columns(draw.marked(range(first, int(panel.high_nm) + 1, step), "nm", first=True)),
        box.frame(),
    ]
    if panel.low_nm < ULTRAVIOLET_NM < panel.high_nm and panel is PANELS[0]:
        parts.append(draw.path(f"M{box.x.at(ULTRAVIOLET_NM):.1f} 18V206", "edge"))
    for channel in source.channels:
        width_nm = max(channel.fwhm_nm, STEP_NM)
        power = relative(nm, channel.spectrum, channel.peak_nm, width_nm)
        if (power >= LEAST).any():
            drawn = np.maximum(power, LEAST)
            floor = np.full_like(nm, LEAST)
            parts.append(box.band((nm, nm), (drawn, floor), f"tint ch-{channel.role}"))
            parts.append(_pieces(box, nm, power, f"line ch-{channel.role}"))
    return draw.svg(draw.WIDTH, 236, [*parts, *_weights(box, nm, panel)], "chart spectra")


def _weights(box: Box, nm: FloatArray, panel: Panel) -> list[str]:
    """The weighting functions, and over them all their names."""
    table = columns("hazard_weighting")
    curves, names = [], []
    for curve in panel.curves:
        weight = np.interp(nm, table["lambda_nm"], np.nan_to_num(table[curve.column]))
        curves.append(_pieces(box, nm, weight, f"weight {curve.style}"))
        y = box.y.at(float(np.interp(curve.at_nm, nm, weight))) + curve.down
        y = max(y, box.y.end + 9.0)
        names.append(draw.text(box.x.at(curve.at_nm), y, curve.name, "strong name"))
    return [*curves, *names]


def _pieces(box: Box, nm: FloatArray, value: FloatArray, kind: str) -> str:
    """The pieces of a curve that lie above the bottom of the drawing, each down to it."""
    seen = np.concatenate([[False], value >= LEAST, [False]])
    ends = np.flatnonzero(np.diff(seen)).reshape(-1, 2).tolist()
    pieces = []
    for start, end in ends:
        at = nm[start:end]
        x = np.concatenate([at[:1], at, nm[end : end + 1]])
        y = np.concatenate([[LEAST if start else value[0]], value[start:end]])
        y = np.append(y, LEAST) if end < len(nm) else y
        pieces.append(draw.through(box.x.along(x).tolist(), box.y.along(y).tolist()))
    return draw.path("".join(pieces), kind)
