"""The chain as a picture, and its states in time, as inline SVG that follows the page's colours."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from markupsafe import Markup

from openpbm.reports import draw, words
from openpbm.reports.draw import Box, Scale
from openpbm.speech.say import say

if TYPE_CHECKING:  # the biology is slow to load
    from openpbm.response.pathway.story import StoryPanel

BOX_W, BOX_H, BOX_LETTERS = 104.0, 40.0, 13
COLUMN_X = (2.0, 128.0, 254.0)
ROW_Y = (6.0, 82.0, 158.0, 234.0, 310.0, 386.0)
ROWS = (  # of boxes, each in its column; a catalogue has their names
    ("", "light", ""),
    ("", "enzyme", ""),
    ("no", "atp", "ros"),
    ("flow", "signal", "inflammation"),
    ("", "procollagen", "mmp"),
    ("", "collagen", ""),
)
LINKS = {  # how well each is known
    "measured": "light>enzyme no>flow procollagen>collagen mmp>collagen",
    "plausible": "enzyme>ros signal>procollagen signal>mmp inflammation>mmp",
    "speculative": "enzyme>no enzyme>atp atp>signal ros>signal ros>inflammation",
}


def pathway() -> Markup:
    """From light to collagen, circulation and inflammation."""
    corner = {
        name: (x, y) for y, row in zip(ROW_Y, ROWS, strict=True)
        for x, name in zip(COLUMN_X, row, strict=True) if name
    }  # fmt: skip
    arrows = [
        _arrow(corner[start], corner[end], grade)
        for grade, links in LINKS.items()
        for start, _, end in (link.partition(">") for link in links.split())
    ]
    boxes = [_box(name, *at) for name, at in corner.items()]
    return draw.svg(draw.WIDTH, ROW_Y[-1] + BOX_H + 6, [*arrows, *boxes], "chart pathway")


def _box(name: str, x: float, y: float) -> str:
    lines = wrap(say(f"report_pathway-box_{name}"), BOX_LETTERS)
    middle = y + BOX_H / 2 + 4 - 7.5 * (len(lines) - 1)
    return draw.tag("rect", kind="node", x=x, y=y, width=BOX_W, height=BOX_H, rx=8) + "".join(
        draw.text(x + BOX_W / 2, middle + 15 * i, line, "strong", "middle")
        for i, line in enumerate(lines)
    )


def _arrow(start: tuple[float, float], end: tuple[float, float], grade: str) -> str:
    foot, tip = (
        complex(start[0] + BOX_W / 2, start[1] + BOX_H),
        complex(end[0] + BOX_W / 2, end[1] - 3),
    )
    if foot.real != tip.real:  # leave and land a little beside the middle: arrows stay apart
        lean = 26.0 if tip.real > foot.real else -26.0
        foot, tip = foot + lean, tip - lean
    along = (tip - foot) / abs(tip - foot)
    shaft, head = [foot, tip - 6 * along], [tip, tip - (8 - 4j) * along, tip - (8 + 4j) * along]
    return draw.path(_joined(shaft), f"link grade-{grade}") + draw.path(_joined(head) + "Z", "tip")


def _joined(points: Sequence[complex]) -> str:
    return draw.through([p.real for p in points], [p.imag for p in points])


def legend() -> tuple[tuple[Markup, str], ...]:
    """A piece of each kind of arrow, and how well what it stands for is known."""
    return tuple(
        (draw.sample(f"link grade-{grade}"), say(f"report_pathway-grade_{grade}"))
        for grade in LINKS
    )


def time_course(panel: StoryPanel) -> Markup:
    """One state in time: median and 5-95 %, change against no light in per cent."""
    scale, unit = 1.0, say("report_pathway-axis_days")
    if panel.row.span == "minutes":
        scale, unit = 1440.0, say("report_pathway-axis_minutes")
    time, end = panel.days * scale, float(panel.days[-1]) * scale
    low, middle, high = (
        100.0 * (row - row_rest(panel)) for row in (panel.p05, panel.median, panel.p95)
    )
    least, most = float(min(low.min(), 0.0)), float(max(high.max(), 0.0))
    marks = draw.steps(least, max(most, least + 0.02), 3)
    said = [(m, (f"{m:+g}" if m else "0") + f"{words.THIN}%" * (m == marks[-1])) for m in marks]
    box = Box(Scale(0.0, end, 44.0, 350.0), Scale(marks[0], marks[-1], 150.0, 12.0))
    parts = [
        *(box.rows([mark], "grid" if mark[0] else "frame", aside=-5) for mark in said),
        box.columns(
            [(0.0, "0"), (end / 2, f"{end / 2:.0f}"), (end, f"{end:.0f}{words.THIN}{unit}")]
        ),
        box.band((time, time), (low, high)),
        box.curve(time, middle),
    ]
    return draw.svg(
        draw.WIDTH, 172, parts, " ".join(("chart", "course", f"grade-{panel.row.evidence}"))
    )


def row_rest(panel: StoryPanel) -> float:
    """Where a state stands before the first light: one, or zero for the signal."""
    return round(float(panel.median[0]), 6)
