"""The one way to draw: scales, marks, lines, bands, whiskers and words as SVG.

A drawing in a page takes its colours from the page by the classes that its parts are given
(`kind`); one that stands alone as a file brings `SHEET`, which knows the same classes.
Places are in units of the drawing, rightwards and downwards from its upper left corner.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from markupsafe import Markup, escape

from openpbm.arrays import FloatArray

WIDTH = 360.0  # of a phone, so that words never shrink
THIN = "\u202f"  # between number and unit
INK, SOFT, GROUND = "#1d1b20", "#57525c", "#fbfaf8"
ORANGE, SKY, GREEN, BLUE, RED, PINK = (  # of Okabe and Ito: colour-blind readers tell them apart
    *("#e69f00", "#56b4e9", "#009e73"),
    *("#0072b2", "#d55e00", "#cc79a7"),
)
SHEET = (Path(__file__).parent / "templates" / "alone.css").read_text(encoding="utf-8")
NICE = {1.0: 4, 1.5: 3, 2.0: 4, 3.0: 3, 4.0: 4, 5.0: 5, 6.0: 3, 8.0: 4}  # end: parts
Marks = Sequence[tuple[float, str]]  # a value on a scale and what is written there


@dataclass(frozen=True)
class Scale:
    """From values to places along one side of a drawing, evenly or by decades."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def along(self, values: FloatArray) -> FloatArray:
        """The places of values, of any shape."""
        low, high = self.low, self.high
        if self.is_log:
            values = np.log10(np.maximum(values, 1e-300))
            low, high = math.log10(low), math.log10(high)
        places: FloatArray = self.start + (self.end - self.start) * (values - low) / (high - low)
        return places

    def at(self, value: float) -> float:
        """The place of one value."""
        return float(self.along(np.array(value)))

    def within(self, value: float) -> float:
        """The place of one value, at the nearer end where it lies beyond."""
        return self.at(min(max(value, self.low), self.high))


def tag(name: str, inside: str = "", /, **attributes: float | str) -> str:
    """An element: `kind` is its class, `_` in a name is a hyphen, an empty attribute is left out.

    >>> tag("circle", kind="point", cx=2.04, r=3, stroke_width="", fill="#fff")
    '<circle class="point" cx="2" r="3" fill="#fff"/>'
    """
    said = "".join(
        f' {"class" if key == "kind" else key.replace("_", "-")}="{_written(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def _written(value: float | str) -> str:
    return str(escape(value)) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def text(
    x: float, y: float, said: str, kind: str = "", anchor: str = "", **more: float | str
) -> str:
    """A label, nothing without words; it begins at its place, or ends there, or is centred."""
    inside = str(escape(said))
    return tag("text", inside, x=x, y=y, kind=kind, text_anchor=anchor, **more) if said else ""


def path(d: str, kind: str = "", **more: float | str) -> str:
    """A shape in the words of SVG."""
    return tag("path", kind=kind, d=d, **more)


def through(x: Iterable[float], y: Iterable[float]) -> str:
    """A line through points, in the words of SVG."""
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))


def dots(x: Iterable[float], y: Iterable[float], r: float, kind: str = "point") -> str:
    """A dot at each place."""
    places = zip(x, y, strict=True)
    return "".join(tag("circle", kind=kind, cx=a, cy=b, r=r) for a, b in places)


def whisker(low: float, middle: float, high: float, y: float, kind: str) -> str:
    """An interval between two places, its ends barred, its middle a dot."""
    bars = f"M{low:.1f} {y:.1f}H{high:.1f}M{low:.1f} {y - 5:.1f}v10M{high:.1f} {y - 5:.1f}v10"
    return tag("g", path(bars) + tag("circle", cx=middle, cy=y, r=5), kind=kind)


def bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A filled box from its upper left corner."""
    return tag("rect", x=x, y=y, width=width, height=height, fill=colour)


def diamond(x: float, y: float, half: float) -> str:
    """A square on its corner, in the words of SVG."""
    return f"M{x - half:.1f} {y:.1f}l{half:g} -{half:g}l{half:g} {half:g}l-{half:g} {half:g}Z"


def sample(kind: str, **more: float | str) -> Markup:
    """A short piece of a line, for legends."""
    return svg(34, 8, [path("M1 4H33", kind, **more)], "sample")


def svg(
    width: float, height: float, parts: Iterable[str], kind: str = "chart", **more: float | str
) -> Markup:
    """A drawing in a page. Screen readers pass it by: its caption and its table say the same."""
    box = f"0 0 {width:.0f} {height:.0f}"
    return Markup(
        tag("svg", "".join(parts), kind=kind, viewBox=box, aria_hidden="true", **more)
    )  # every part is escaped where it is made


def alone(width: float, height: float, title: str, parts: Iterable[str], sheet: str = SHEET) -> str:
    """A drawing that is a file, with its title, its colours and its ground."""
    head = tag("title", str(escape(title))) + tag("style", sheet)
    ground = tag("rect", width=width, height=height, rx=10, fill=GROUND)
    box = f"0 0 {width:.0f} {height:.0f}"
    inside = head + ground + "".join(parts)
    return tag("svg", inside, xmlns="http://www.w3.org/2000/svg", viewBox=box, role="img") + "\n"


@dataclass(frozen=True)
class Box:
    """Two scales that meet in a corner: where curves stand, with marks on its sides."""

    x: Scale
    y: Scale

    def curve(self, x: FloatArray, y: FloatArray, kind: str = "line", **more: float | str) -> str:
        """A line through values."""
        places = self.x.along(x).tolist(), self.y.along(y).tolist()
        return path(through(*places), kind, **more)

    def band(
        self, x: Sequence[FloatArray], y: Sequence[FloatArray], kind: str = "tint", **more: str
    ) -> str:
        """What lies between two lines, each given by its values."""
        (x0, x1), (y0, y1) = x, y
        across = self.x.along(np.concatenate([x0, x1[::-1]]))
        down = self.y.along(np.concatenate([y0, y1[::-1]]))
        return path(through(across.tolist(), down.tolist()) + "Z", kind, **more)

    def rows(self, marks: Marks, kind: str = "grid", *, aside: float = -6.0) -> str:
        """A rule across at each mark (a tick where it is so named), and its words on the left."""
        left, right = self.x.start, self.x.end
        tick = kind == "tickline"
        return "".join(
            path(f"M{left - 4 if tick else left:.1f} {y:.1f}H{left if tick else right:.1f}", kind)
            + text(left + aside, y + 4, said, anchor="end")
            for y, said in ((self.y.at(value), said) for value, said in marks)
        )

    def columns(self, marks: Marks, kind: str = "tickline", *, below: float = 18.0) -> str:
        """A tick at the foot at each mark (a rule where so named), its words below or above.

        Words with a unit at the right end would stick out; they end there.
        """
        top, foot = sorted((self.y.start, self.y.end))
        start, end = (foot, foot + 4) if kind == "tickline" else (top, foot)
        at = foot + below if below > 0 else top + below
        return "".join(
            path(f"M{x:.1f} {start:.1f}V{end:.1f}", kind)
            + text(x, at, said, anchor="end" if THIN in said and x >= self.x.end else "middle")
            for x, said in ((self.x.at(value), said) for value, said in marks)
        )

    def axes(self, across: Marks, up: Marks) -> str:
        """Marks along both sides, rules at those of the left one, and the frame."""
        return self.rows(up) + self.columns(across) + self.frame()

    def frame(self) -> str:
        """The left side and the side where values begin."""
        (left, right), (start, end) = (self.x.start, self.x.end), (self.y.start, self.y.end)
        return path(f"M{left:.1f} {end:.1f}V{start:.1f}H{right:.1f}", "frame")


def marked(values: Iterable[float], unit: str = "", *, first: bool = False) -> Marks:
    r"""Values with their words; the unit stands once, at the last or the first.

    >>> marked([-1.0, 0.0, 0.5], "mm")
    [(-1.0, '−1'), (0.0, '0'), (0.5, '0.5\u202fmm')]
    """
    values = list(values)
    named = (0 if first else len(values) - 1) if unit else -1
    return [
        (value, f"{value:g}".replace("-", "−") + (f"{THIN}{unit}" if i == named else ""))
        for i, value in enumerate(values)
    ]


def nice_top(value: float) -> float:
    """The end of a scale: the next of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten.

    >>> nice_top(27.0), nice_top(0.021)
    (30.0, 0.03)
    """
    if not value > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    for step in NICE:
        if value <= step * power * (1 + 1e-9):
            return float(f"{step * power:.6g}")
    return float(f"{10 * power:.6g}")


def decades(low: float, high: float) -> list[float]:
    """Powers of ten from at most the lowest to at least the highest.

    >>> decades(0.02, 3.0)
    [0.01, 0.1, 1.0, 10.0]
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [float(f"1e{power}") for power in range(first, last + 1)]


def ticks(top: float) -> tuple[float, ...]:
    """Evenly spaced round marks from zero to a `nice_top`.

    >>> ticks(30.0), ticks(0.4)
    ((0.0, 10.0, 20.0, 30.0), (0.0, 0.1, 0.2, 0.3, 0.4))
    """
    power = 10.0 ** math.floor(math.log10(top) + 1e-9)
    parts = NICE.get(float(f"{top / power:.4g}"), 4)
    return tuple(float(f"{top * i / parts:.6g}") for i in range(parts + 1))


def steps(low: float, high: float, most: int) -> list[float]:
    """Round marks from below the lowest to above the highest, at most so many parts between.

    >>> steps(-0.4, 1.7, 6)
    [-0.5, 0.0, 0.5, 1.0, 1.5, 2.0]
    """
    wanted = (high - low) / most
    power = 10.0 ** math.floor(math.log10(wanted))
    step = next(n * power for n in (1.0, 2.0, 5.0, 10.0) if n * power >= wanted * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{step * i:.6g}") for i in range(first, max(last, first + 1) + 1)]
