"""Spectra of a mask against the hazard weighting functions, as inline SVG."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

from openpbm.arrays import FloatArray, floats
from openpbm.reports import words
from openpbm.safety.hazard.source import HazardChannel, HazardSource
from openpbm.tables.columns import columns
from openpbm.units import FWHM_PER_SIGMA

WIDTH, HEIGHT = 360.0, 236.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 352.0, 18.0, 206.0
DECADES = (-4, 1)  # 0.0001 to 10: the tails decide
STEP_NM = 1.0


@dataclass(frozen=True, kw_only=True)
class DrawnCurve:
    """A weighting function as it is drawn: its column, its name, where the name stands."""

    column: str
    name: str
    at_nm: float
    style: str
    down: float = -5.0  # from the curve to its name, in units of the drawing


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One drawing: a span of wavelengths and the functions that matter there."""

    key: str  # of the sentences under it
    low_nm: float
    high_nm: float
    curves: tuple[DrawnCurve, ...]


PANELS = (
    Panel(
        key="blue",
        low_nm=300,
        high_nm=700,
        curves=(
            DrawnCurve(column="S_uv", name="S", at_nm=318, style="weight-a"),
            DrawnCurve(column="B_iec62471", name="B", at_nm=512, style="weight-b"),
            DrawnCurve(column="A_icnirp2013", name="A", at_nm=330, style="weight-c"),
        ),
    ),
    Panel(
        key="heat",
        low_nm=380,
        high_nm=1150,
        curves=(
            DrawnCurve(column="R_iec62471", name="R, IEC", at_nm=505, style="weight-b"),
            DrawnCurve(
                column="R_icnirp2013", name="R, ICNIRP", at_nm=470, style="weight-c", down=15.0
            ),
            DrawnCurve(column="WIR_iec62471", name="IR, IEC", at_nm=960, style="weight-a"),
            DrawnCurve(
                column="WIR_icnirp2013", name="IR, ICNIRP", at_nm=905, style="weight-d", down=15.0
            ),
        ),
    ),
)


def spectra(source: HazardSource, panel: Panel) -> Markup:
    """Every channel's spectrum, its peak at 1, on the scale of the weighting functions."""
    nm = np.arange(panel.low_nm, panel.high_nm + STEP_NM, STEP_NM)
    parts = [_axes(panel)]
    if panel is PANELS[0]:  # the edge of the ultraviolet
        x = _across(np.array([400.0]), panel)[0]
        parts.append(f'<path class="edge" d="M{x:.1f} {TOP}V{BOTTOM}"/>')
    for channel in source.channels:
        line = _relative(channel, nm)
        shape = _path(nm, line, panel)
        if shape:
            name = str(escape(channel.role))
            parts.append(f'<path class="tint ch-{name}" d="{_closed(nm, line, panel)}"/>')
            parts.append(f'<path class="line ch-{name}" d="{shape}"/>')
    table = columns("hazard_weighting")
    names: list[tuple[DrawnCurve, float]] = []
    for curve in panel.curves:
        weight = np.interp(nm, table["lambda_nm"], np.nan_to_num(table[curve.column]))
        parts.append(f'<path class="weight {curve.style}" d="{_path(nm, weight, panel)}"/>')
        height = float(np.interp(curve.at_nm, nm, weight))
        names.append((curve, height))
    for curve, height in names:
        x = float(_across(np.array([curve.at_nm]), panel)[0])
        y = max(float(_down(np.array([height]))[0]) + curve.down, TOP + 9.0)
        parts.append(
            f'<text class="strong name" x="{x:.1f}" y="{y:.1f}">{escape(curve.name)}</text>'
        )
    return Markup(
        f'<svg class="chart spectra" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _relative(channel: HazardChannel, nm: FloatArray) -> FloatArray:
    """Power of a channel against its own peak."""
    if channel.spectrum is not None:
        power = channel.spectrum.power
        at = np.interp(nm, channel.spectrum.wavelength_nm, power, left=0, right=0)
        return floats(at / power.max())
    width = max(channel.fwhm_nm, STEP_NM) / FWHM_PER_SIGMA
    line: FloatArray = np.exp(-0.5 * ((nm - channel.peak_nm) / width) ** 2)
    return line


def _across(nm: FloatArray, panel: Panel) -> FloatArray:
    return LEFT + (RIGHT - LEFT) * (nm - panel.low_nm) / (panel.high_nm - panel.low_nm)


def _down(value: FloatArray) -> FloatArray:
    low, high = DECADES
    decade = np.log10(np.maximum(value, 10.0 ** (low - 1)))
    return BOTTOM - (BOTTOM - TOP) * (decade - low) / (high - low)


def _path(nm: FloatArray, value: FloatArray, panel: Panel) -> str:
    """The pieces of a curve that lie above the bottom of the drawing."""
    seen = value >= 10.0 ** DECADES[0]
    x, y = _across(nm, panel), _down(value)
    parts, drawing = [], False
    for i in range(len(nm)):
        if seen[i]:
            start = f"M{x[i]:.1f} {BOTTOM if i else y[i]:.1f}L{x[i]:.1f} {y[i]:.1f}"
            parts.append(f"L{x[i]:.1f} {y[i]:.1f}" if drawing else start)
        elif drawing:
            parts.append(f"L{x[i]:.1f} {BOTTOM:.1f}")
        drawing = bool(seen[i])
    return "".join(parts)


def _closed(nm: FloatArray, value: FloatArray, panel: Panel) -> str:
    x = _across(nm, panel)
    y = np.minimum(_down(value), BOTTOM)
    points = "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True))
    return f"M{x[0]:.1f} {BOTTOM}L{points}L{x[-1]:.1f} {BOTTOM}Z"


def _axes(panel: Panel) -> str:
    parts = []
    for decade in range(DECADES[0], DECADES[1] + 1):
        y = float(_down(np.array([10.0**decade]))[0])
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
        said = f"{10.0**decade:g}" if decade > -4 else "0.0001"
        parts.append(
            f'<text x="{LEFT - 4}" y="{y + 4:.1f}" text-anchor="end">{said.lstrip("0") or 0}</text>'
        )
    step = 100 if panel.high_nm - panel.low_nm <= 500 else 200
    first = int(np.ceil(panel.low_nm / step) * step)
    for mark in range(first, int(panel.high_nm) + 1, step):
        x = float(_across(np.array([float(mark)]), panel)[0])
        parts.append(f'<path class="tickline" d="M{x:.1f} {BOTTOM}v4"/>')
        said = f"{mark}{words.THIN}nm" if mark == first else str(mark)
        parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 17}" text-anchor="middle">{said}</text>')
    parts.append(f'<path class="frame" d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"/>')
    return "".join(parts)
