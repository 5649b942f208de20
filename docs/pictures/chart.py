"""Line charts as SVG: panels side by side on one scale, every axis with its unit.

Colours are those of Okabe and Ito, which colour-blind readers tell apart; lines also differ
in dash and carry their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import escape

from openpbm.arrays import FloatArray

ORANGE, SKY, GREEN, BLUE, RED, PINK, BLACK = (
    "#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7", "#1d1b20",
)  # fmt: skip
SOFT, RULE, GROUND = "#57525c", "#dedad3", "#fbfaf8"
PANEL, TALL = 330.0, 240.0
LEFT, TOP, FOOT, GAP = 62.0, 56.0, 46.0, 44.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve:
    """A line, or points with bars where `error` is given."""

    x: FloatArray
    y: FloatArray
    name: str = ""
    colour: str = BLACK
    dash: str = ""
    error: FloatArray | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Panel:
    """One box of curves."""

    title: str
    curves: Sequence[Curve]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What is along a side: its words with unit, its ends, its marks."""

    said: str
    low: float
    high: float
    marks: Sequence[float]
    is_log: bool = False

    def place(self, value: FloatArray | float) -> FloatArray:
        """0 to 1 along the side."""
        at, low, high = (np.asarray(v, dtype=np.float64) for v in (value, self.low, self.high))
        if self.is_log:
            at, low, high = np.log(np.maximum(at, 1e-300)), np.log(low), np.log(high)
        placed: FloatArray = (at - low) / (high - low)
        return placed


def chart(title: str, panels: Sequence[Panel], x: Axis, y: Axis) -> str:
    """All panels on one scale, the names of the curves below."""
    width = LEFT + len(panels) * (PANEL + GAP)
    order = list(
        dict.fromkeys(
            (c.name, c.colour, c.dash, c.error is None) for p in panels for c in p.curves if c.name
        )
    )
    per_row = max(1, int((width - LEFT) // 190))
    rows = -(-len(order) // per_row)
    height = TOP + TALL + FOOT + 22 * rows + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'role="img" font-family="system-ui, sans-serif"><title>{escape(title)}</title>'
        f'<rect width="{width:.0f}" height="{height:.0f}" rx="10" fill="{GROUND}"/>',
        _text(LEFT, 20, y.said, 13, SOFT),
    ]
    for i, panel in enumerate(panels):
        left = LEFT + i * (PANEL + GAP)
        parts.append(_text(left + PANEL / 2, 42, panel.title, 14, BLACK, "middle", 600))
        parts += _frame(left, x, y, marked=i == 0)
        parts += [_drawn(curve, left, x, y) for curve in panel.curves]
    for i, (name, colour, dash, is_line) in enumerate(order):
        at = LEFT + (i % per_row) * 190.0
        level = TOP + TALL + FOOT + 14 + 22 * (i // per_row)
        parts.append(_sample(at, level - 4, colour, dash, is_line=is_line))
        parts.append(_text(at + 34, level, name, 13, BLACK))
    return "".join(parts) + "</svg>\n"


def _frame(left: float, x: Axis, y: Axis, *, marked: bool) -> list[str]:
    bottom = TOP + TALL
    parts = []
    for mark in y.marks:
        level = bottom - TALL * float(y.place(mark))
        parts.append(f'<path d="M{left:.1f} {level:.1f}h{PANEL}" stroke="{RULE}"/>')
        if marked:
            parts.append(_text(left - 8, level + 4, f"{mark:g}", 12, SOFT, "end"))
    for mark in x.marks:
        at = left + PANEL * float(x.place(mark))
        parts.append(f'<path d="M{at:.1f} {bottom}v5" stroke="{SOFT}"/>')
        parts.append(_text(at, bottom + 19, f"{mark:g}", 12, SOFT, "middle"))
    parts.append(_text(left + PANEL / 2, bottom + 38, x.said, 13, SOFT, "middle"))
    parts.append(f'<path d="M{left:.1f} {TOP}V{bottom}h{PANEL}" fill="none" stroke="{SOFT}"/>')
    return parts


def _drawn(curve: Curve, left: float, x: Axis, y: Axis) -> str:
    inside = (curve.x >= x.low) & (curve.x <= x.high) & (curve.y >= y.low) & (curve.y <= y.high)
    across = left + PANEL * x.place(curve.x[inside])
    up = TOP + TALL * (1.0 - y.place(curve.y[inside]))
    if curve.error is None:
        path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(across, up, strict=True))
        dash = f' stroke-dasharray="{curve.dash}"' if curve.dash else ""
        return f'<path d="{path}" fill="none" stroke="{curve.colour}" stroke-width="2"{dash}/>'
    high = TOP + TALL * (1.0 - y.place(curve.y[inside] + curve.error[inside]))
    low = TOP + TALL * (1.0 - y.place(curve.y[inside] - curve.error[inside]))
    return "".join(
        f'<path d="M{a:.1f} {h:.1f}V{n:.1f}" stroke="{curve.colour}"/>'
        f'<circle cx="{a:.1f}" cy="{m:.1f}" r="3" fill="{GROUND}" stroke="{curve.colour}" '
        'stroke-width="1.5"/>'
        for a, h, n, m in zip(across, high, low, up, strict=True)
    )


def _sample(x: float, y: float, colour: str, dash: str, *, is_line: bool) -> str:
    if not is_line:
        return (
            f'<circle cx="{x + 13:.1f}" cy="{y:.1f}" r="3" fill="{GROUND}" stroke="{colour}" '
            'stroke-width="1.5"/>'
        )
    shown = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{x:.1f} {y:.1f}h26" stroke="{colour}" stroke-width="2"{shown}/>'


def _text(
    x: float, y: float, said: str, size: int, colour: str, anchor: str = "start", weight: int = 400
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}" text-anchor="{anchor}">{escape(said)}</text>'
    )
