"""The chain as a picture, and its states in time, as inline SVG that follows the page's colours."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup, escape

from openpbm.arrays import FloatArray
from openpbm.reports import words
from openpbm.speech.say import say

if TYPE_CHECKING:  # the biology is slow to load
    from openpbm.response.pathway.story import StoryPanel

WIDTH = 360.0
BOX_W, BOX_H, BOX_LETTERS = 104.0, 40.0, 13
COLUMN_X = (2.0, 128.0, 254.0)
ROW_Y = (6.0, 82.0, 158.0, 234.0, 310.0, 386.0)
GRADES = ("measured", "plausible", "speculative")


@dataclass(frozen=True, kw_only=True)
class Box:
    """One box of the picture; a catalogue has its name."""

    id: str
    column: int
    row: int


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow; how it is drawn says how well it is known."""

    start: str
    end: str
    grade: str  # of GRADES


NODES = (
    Box(id="light", column=1, row=0),
    Box(id="enzyme", column=1, row=1),
    Box(id="no", column=0, row=2),
    Box(id="atp", column=1, row=2),
    Box(id="ros", column=2, row=2),
    Box(id="flow", column=0, row=3),
    Box(id="signal", column=1, row=3),
    Box(id="inflammation", column=2, row=3),
    Box(id="procollagen", column=1, row=4),
    Box(id="mmp", column=2, row=4),
    Box(id="collagen", column=1, row=5),
)
LINKS = (
    Arrow(start="light", end="enzyme", grade="measured"),
    Arrow(start="enzyme", end="no", grade="speculative"),
    Arrow(start="enzyme", end="atp", grade="speculative"),
    Arrow(start="enzyme", end="ros", grade="plausible"),
    Arrow(start="no", end="flow", grade="measured"),
    Arrow(start="atp", end="signal", grade="speculative"),
    Arrow(start="ros", end="signal", grade="speculative"),
    Arrow(start="ros", end="inflammation", grade="speculative"),
    Arrow(start="signal", end="procollagen", grade="plausible"),
    Arrow(start="signal", end="mmp", grade="plausible"),
    Arrow(start="inflammation", end="mmp", grade="plausible"),
    Arrow(start="procollagen", end="collagen", grade="measured"),
    Arrow(start="mmp", end="collagen", grade="measured"),
)


def pathway() -> Markup:
    """From light to collagen, circulation and inflammation."""
    place = {node.id: (COLUMN_X[node.column], ROW_Y[node.row]) for node in NODES}
    arrows = "".join(_arrow(place[link.start], place[link.end], link.grade) for link in LINKS)
    boxes = "".join(_box(node) for node in NODES)
    height = ROW_Y[-1] + BOX_H + 6
    return Markup(
        f'<svg class="chart pathway" viewBox="0 0 {WIDTH:.0f} {height:.0f}" aria-hidden="true">'
        f"{arrows}{boxes}</svg>"
    )


def _box(node: Box) -> str:
    x, y = COLUMN_X[node.column], ROW_Y[node.row]
    lines = wrap(say(f"report_pathway-box_{node.id}"), BOX_LETTERS)
    middle = y + BOX_H / 2 + 4 - 7.5 * (len(lines) - 1)
    told = "".join(
        f'<text class="strong" x="{x + BOX_W / 2:.0f}" y="{middle + 15 * i:.1f}" '
        f'text-anchor="middle">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    return f'<rect class="node" x="{x}" y="{y}" width="{BOX_W}" height="{BOX_H}" rx="8"/>{told}'


def _arrow(start: tuple[float, float], end: tuple[float, float], grade: str) -> str:
    x0, y0 = start[0] + BOX_W / 2, start[1] + BOX_H
    x1, y1 = end[0] + BOX_W / 2, end[1] - 3
    if x0 != x1:  # leave and land a little beside the middle, so that arrows stay apart
        lean = 26.0 if x1 > x0 else -26.0
        x0, x1 = x0 + lean, x1 - lean
    length = float(np.hypot(x1 - x0, y1 - y0))
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    left, right = (
        (x1 - 8 * ux - 4 * uy, y1 - 8 * uy + 4 * ux),
        (x1 - 8 * ux + 4 * uy, y1 - 8 * uy - 4 * ux),
    )
    return (
        f'<path class="link grade-{grade}" d="M{x0:.1f} {y0:.1f}'
        f'L{x1 - 6 * ux:.1f} {y1 - 6 * uy:.1f}"/>'
        f'<path class="tip" d="M{x1:.1f} {y1:.1f}L{left[0]:.1f} {left[1]:.1f}'
        f'L{right[0]:.1f} {right[1]:.1f}Z"/>'
    )


def legend() -> tuple[tuple[Markup, str], ...]:
    """A piece of each kind of arrow, and how well what it stands for is known."""
    return tuple((grade_sample(grade), say(f"report_pathway-grade_{grade}")) for grade in GRADES)


def grade_sample(grade: str) -> Markup:
    """A short piece of an arrow, for the legend."""
    return Markup(
        '<svg class="sample" viewBox="0 0 34 8" aria-hidden="true">'
        '<path class="link grade-{}" d="M1 4H33"/></svg>'
    ).format(grade)


def time_course(panel: StoryPanel) -> Markup:
    """One state in time: median and 5-95 %, change against no light in per cent."""
    left, right, top, bottom = 44.0, 350.0, 12.0, 150.0
    scale, unit = 1.0, say("report_pathway-axis_days")
    if panel.span == "minutes":
        scale, unit = 1440.0, say("report_pathway-axis_minutes")
    time = panel.days * scale
    low, middle, high = (
        100.0 * (row - row_rest(panel)) for row in (panel.p05, panel.median, panel.p95)
    )
    marks = _marks(float(min(low.min(), 0.0)), float(max(high.max(), 0.0)))
    bottom_value, top_value = marks[0], marks[-1]

    def across(value: FloatArray) -> FloatArray:
        return left + (right - left) * value / float(time[-1])

    def down(value: FloatArray) -> FloatArray:
        return bottom - (bottom - top) * (value - bottom_value) / (top_value - bottom_value)

    parts = []
    for mark in marks:
        y = float(down(np.array([mark]))[0])
        kind = "frame" if mark == 0 else "grid"
        parts.append(f'<path class="{kind}" d="M{left} {y:.1f}H{right}"/>')
        said = f"{mark:+g}" if mark else "0"
        said += f"{words.THIN}%" if mark == marks[-1] else ""
        parts.append(f'<text x="{left - 5}" y="{y + 4:.1f}" text-anchor="end">{said}</text>')
    for share in (0.0, 0.5, 1.0):
        x = left + (right - left) * share
        anchor = {0.0: "start", 0.5: "middle", 1.0: "end"}[share]
        said = f"{time[-1] * share:.0f}" + (f"{words.THIN}{unit}" if share == 1.0 else "")
        parts.append(f'<text x="{x:.1f}" y="{bottom + 17}" text-anchor="{anchor}">{said}</text>')
    edge = [*zip(across(time), down(low), strict=True)]
    back = [*zip(across(time)[::-1], down(high)[::-1], strict=True)]
    outline = "L".join(f"{x:.1f} {y:.1f}" for x, y in [*edge, *back])
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in zip(across(time), down(middle), strict=True))
    parts.append(f'<path class="tint" d="M{outline}Z"/><path class="line" d="M{line}"/>')
    return Markup(
        f'<svg class="chart course grade-{escape(panel.evidence)}" viewBox="0 0 {WIDTH:.0f} 172" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def row_rest(panel: StoryPanel) -> float:
    """Where a state stands before the first light: one, or zero for the signal."""
    return round(float(panel.median[0]), 6)


def _marks(low: float, high: float) -> tuple[float, ...]:
    """Round marks from below the lowest to above the highest, zero among them."""
    span = max(high - low, 0.02)
    power = 10.0 ** np.floor(np.log10(span / 3.0))
    step = next(float(n * power) for n in (1.0, 2.0, 5.0, 10.0) if n * power >= span / 3.0)
    first, last = int(np.floor(low / step + 1e-9)), int(np.ceil(high / step - 1e-9))
    return tuple(float(f"{step * i:.6g}") for i in range(first, max(last, first + 1) + 1))
