"""Pictures that are files: panels of curves on one scale, every axis with its unit.

Curves differ in colour, in dash or symbol, and carry their names below the panels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpbm.arrays import FloatArray
from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale

SYMBOLS = {
    **dict.fromkeys(("dot", "ring"), "M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0"),
    "square": "M-3.6 -3.6h7.2v7.2h-7.2Z",
    "triangle": "M0 -4.5L4.3 3.6H-4.3Z",
    "diamond": "M0 -4.9L4.9 0L0 4.9L-4.9 0Z",
    "cross": "M-3.6 -3.6L3.6 3.6M3.6 -3.6L-3.6 3.6",
}
TOP, NAME_WIDE, ROW = 56.0, 200.0, 22.0
EDGE = 5.0  # a symbol on the edge of a panel is seen whole


@dataclass(frozen=True, eq=False, kw_only=True)
class Plotted:
    """A line, points with a symbol, or both; bars where `error` is given, a band for `spread`."""

    x: FloatArray
    y: FloatArray
    name: str = ""
    colour: str = draw.INK
    dash: str = ""
    symbol: str = ""  # of SYMBOLS
    is_joined: bool = True
    error: FloatArray | None = None
    spread: FloatArray | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Plot:
    """One box of curves."""

    title: str
    curves: Sequence[Plotted]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What is along a side: its words with unit, its ends, its marks."""

    said: str
    low: float
    high: float
    marks: draw.Marks
    is_log: bool = False

    def scale(self, start: float, end: float) -> Scale:
        """From values to places between two ends."""
        return Scale(self.low, self.high, start, end, is_log=self.is_log)


@dataclass(frozen=True, kw_only=True)
class PlotGrid:
    """How panels stand, in units of the drawing."""

    columns: int = 2
    wide: float = 330.0
    tall: float = 240.0
    left: float = 62.0
    gap: float = 44.0
    down: float = 40.0

    @property
    def width(self) -> float:
        """Of the whole drawing."""
        return self.left + self.columns * (self.wide + self.gap)


def chart(
    title: str, panels: Sequence[Plot], x: Axis, y: Axis, grid: PlotGrid | None = None
) -> str:
    """All panels as one picture, the names of the curves below."""
    grid = grid or PlotGrid()
    parts, foot = drawn(panels, x, y, grid)
    return draw.alone(grid.width, foot, title, parts)


def drawn(
    panels: Sequence[Plot], x: Axis, y: Axis, grid: PlotGrid, top: float = TOP
) -> tuple[list[str], float]:
    """Panels below each other from `top` on, their names, and where all that ends."""
    last = (len(panels) - 1) // grid.columns
    parts = [draw.text(grid.left, top - 36, y.said)]
    for i, panel in enumerate(panels):
        row, column = divmod(i, grid.columns)
        left, up = grid.left + column * (grid.wide + grid.gap), top + row * (grid.tall + grid.down)
        box = Box(x.scale(left, left + grid.wide), y.scale(up + grid.tall, up))
        middle = left + grid.wide / 2
        parts.append(draw.text(middle, up - 14, panel.title, "strong", "middle"))
        parts.append(box.rows(y.marks if column == 0 else _bare(y.marks), aside=-8))
        parts.append(box.columns(x.marks if row == last else _bare(x.marks), below=19))
        if row == last:
            parts.append(draw.text(middle, up + grid.tall + 38, x.said, "", "middle"))
        parts.append(box.frame() + _seen(box, "".join(_drawn(each, box) for each in panel.curves)))
    names, foot = _names(panels, grid, top + (last + 1) * (grid.tall + grid.down) - grid.down + 60)
    return [*parts, *names], foot


def _bare(marks: draw.Marks) -> draw.Marks:
    return [(value, "") for value, _ in marks]


def _seen(box: Box, inside: str) -> str:
    """What lies in the panel; it ends at the panel's foot."""
    left, up = box.x.start - EDGE, box.y.end - EDGE
    size = {"width": box.x.end - left + EDGE, "height": box.y.start - up}
    view = f"{left:.1f} {up:.1f} {size['width']:.1f} {size['height']:.1f}"
    return draw.tag("svg", inside, x=left, y=up, viewBox=view, **size)


def _drawn(curve: Plotted, box: Box) -> str:
    x, y = box.x.along(curve.x).tolist(), box.y.along(curve.y).tolist()
    parts = []
    if curve.spread is not None:
        ends = (curve.y - curve.spread, curve.y + curve.spread)
        parts.append(box.band((curve.x, curve.x), ends, fill=curve.colour))
    if curve.error is not None:
        low, high = (box.y.along(curve.y + way * curve.error).tolist() for way in (-1, 1))
        bars = "".join(f"M{a:.1f} {h:.1f}V{n:.1f}" for a, h, n in zip(x, high, low, strict=True))
        parts.append(draw.path(bars, stroke=curve.colour))
    elif curve.is_joined:
        parts.append(_line(draw.through(x, y), curve))
    return "".join([*parts, *(symbol(curve, a, b) for a, b in zip(x, y, strict=True))])


def _line(d: str, curve: Plotted) -> str:
    return draw.path(d, "line", stroke=curve.colour, stroke_dasharray=curve.dash)


def symbol(curve: Plotted, x: float, y: float) -> str:
    """The symbol of a curve at a place; nothing where it has none."""
    if not curve.symbol:
        return ""
    fill = draw.GROUND if curve.symbol == "ring" else curve.colour
    look = {"fill": fill, "stroke": curve.colour, "stroke_width": "1.4"}
    return draw.path(SYMBOLS[curve.symbol], transform=f"translate({x:.1f} {y:.1f})", **look)


def _names(panels: Sequence[Plot], grid: PlotGrid, top: float) -> tuple[list[str], float]:
    named = {each.name: each for panel in panels for each in panel.curves if each.name}
    per_row = max(1, int((grid.width - grid.left) // NAME_WIDE))
    parts = []
    for i, (name, curve) in enumerate(named.items()):
        x, y = grid.left + (i % per_row) * NAME_WIDE, top + ROW * (i // per_row)
        if curve.is_joined and curve.error is None:
            parts.append(_line(f"M{x:.1f} {y - 4:.1f}h26", curve))
        parts += [symbol(curve, x + 13, y - 4), draw.text(x + 34, y, name, "ink")]
    return parts, top + ROW * -(-len(named) // per_row) - 8
