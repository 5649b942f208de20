"""The two pictures of a planned trial: power against people, dose of every arm by skin type."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from openpbm.interval import Interval
from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale
from openpbm.speech.say import say
from openpbm.trials.depth import ArmDose, DepthOfArms
from openpbm.trials.planned import TrialPlan
from openpbm.trials.power import Z95

COLOURS = (draw.BLUE, draw.RED, draw.GREEN, draw.PINK, draw.ORANGE, draw.SKY)
PERCENT = 100.0
TALL, FOOT = 210.0, 44.0
ROW, HEAD = 17.0, 26.0  # of a skin type, and of an arm's name, in units of the drawing


def power_picture(plan: TrialPlan) -> Markup:
    """The curve in a box, its error as a band, what was asked for as a line."""
    curve = plan.curve
    marks = draw.steps(0.0, float(curve.people.max()), 4)
    box = Box(Scale(0.0, marks[-1], 44.0, 340.0), Scale(0.0, PERCENT, TALL + 24.0, 24.0))
    low, high = (PERCENT * (curve.share + way * Z95 * curve.error) for way in (-1, 1))
    ends = np.maximum(low, 0.0), np.minimum(high, PERCENT)
    asked, has = PERCENT * plan.trial.power, PERCENT * plan.has_power.share
    level, people = np.array([asked, asked]), np.array([plan.people, plan.people])
    dashed = {"kind": "", "fill": "none", "stroke_width": "1.4", "stroke_dasharray": "5 4"}
    parts = [
        draw.text(0, 12, say("trial-axis_power")),
        box.rows(draw.marked([0.0, 20.0, 40.0, 60.0, 80.0, 100.0]), aside=-7),
        box.columns(draw.marked(marks)),
        box.frame(),
        box.band((curve.people, curve.people), ends, "", fill=draw.BLUE, fill_opacity="0.3"),
        box.curve(np.array([0.0, marks[-1]]), level, stroke=draw.RED, **dashed),
        box.curve(people, np.array([0.0, has]), stroke=draw.GREEN, **dashed),
        box.curve(
            curve.people, PERCENT * curve.share, "", fill="none", stroke=draw.BLUE, stroke_width="2"
        ),
        draw.tag("circle", cx=box.x.at(plan.people), cy=box.y.at(has), r=4.5, fill=draw.GREEN),
        draw.text(340, box.y.at(asked) + 15, say("trial-curve_wanted"), "", "end"),
        draw.text(192, TALL + FOOT + 16, say("trial-axis_people"), "", "middle"),
    ]
    return draw.svg(draw.WIDTH, TALL + FOOT + 24, parts)


def dose_picture(depth: DepthOfArms) -> Markup:
    """A whisker for each arm and skin type on one scale by decades."""
    arms = list(dict.fromkeys(each.arm for each in depth.doses))
    foot = sum(HEAD + ROW * len(_own(depth, arm)) for arm in arms) + 12.0
    sessions = [each.session for each in depth.doses]
    decades = draw.decades(min(one.p05 for one in sessions), max(one.p95 for one in sessions))
    scale = Scale(decades[0], decades[-1], 44.0, 340.0, is_log=True)
    box = Box(scale, Scale(0.0, 1.0, foot, 8.0))
    parts = [box.columns(draw.marked(decades), "grid", below=16)]
    level = 8.0
    for arm, colour in zip(arms, COLOURS * len(arms), strict=False):
        parts.append(draw.text(0, level + 13, arm, "strong", translate="no"))
        level += HEAD
        for each in _own(depth, arm):
            parts.append(draw.text(36, level + 4, each.skin_type, "", "end"))
            parts.append(_bar(scale, each.session, level, colour))
            level += ROW
    parts.append(draw.text(192, foot + 36, say("trial-axis_dose"), "", "middle"))
    return draw.svg(draw.WIDTH, foot + 46, parts)


def _own(depth: DepthOfArms, arm: str) -> list[ArmDose]:
    return [each for each in depth.doses if each.arm == arm]


def _bar(scale: Scale, own: Interval, y: float, colour: str) -> str:
    low, middle, high = (scale.at(value) for value in (own.p05, own.median, own.p95))
    line = draw.path(f"M{low:.1f} {y:.1f}H{high:.1f}", stroke=colour, stroke_width="3")
    dot = draw.tag("circle", cx=middle, cy=y, r=4.5, fill=colour)
    return draw.tag("g", line + dot)
