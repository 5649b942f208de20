"""How much of the face gets how much: the dose-area curve of a plan.

Theory 11.10. Dose is of one session in the target layer, every lit channel, median scenario.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from openpbm.answer import Given
from openpbm.arrays import FloatArray
from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale
from openpbm.reports.live import base_of, meant_regions, point_area
from openpbm.speech.say import say
from openpbm.units import J_CM2_PER_MINUTE

STEPS = 121  # points of a curve
STYLES = ("plan-a", "plan-b")


def point_dose(plan: Given) -> FloatArray:
    """(points,) dose of one session in the target layer, J/cm2."""
    base, maps = base_of(plan), plan.maps
    own = plan.live.own
    again = plan.live.recirculated[own][:, maps.region] * maps.neighbourhood_mw_cm2
    gain = plan.live.depth_gain[own] * base.channel_minutes * base.channel_drive
    dose: FloatArray = ((maps.beneath_mw_cm2 + again) * gain[:, maps.region]).sum(axis=0)
    return dose * J_CM2_PER_MINUTE


def of_goal(plan: Given) -> FloatArray:
    """(points,) skin of each point that the goals are about, mm2."""
    area: FloatArray = point_area(plan.maps) * meant_regions(plan.person)[plan.maps.region]
    return area


def share_at_least(plan: Given, doses_j_cm2: FloatArray) -> FloatArray:
    """(doses,) share of the goals' skin that gets at least each dose."""
    dose, area = point_dose(plan), of_goal(plan)
    order = np.argsort(dose)
    below = np.concatenate([[0.0], np.cumsum(area[order])])
    place = np.searchsorted(dose[order], doses_j_cm2, side="left")
    share: FloatArray = 1.0 - below[place] / below[-1]
    return share


def dose_at_share(plan: Given, share: float) -> float:
    """The dose that this share of the goals' skin gets at least, J/cm2."""
    dose, area = point_dose(plan), of_goal(plan)
    order = np.argsort(dose)[::-1]
    reached = np.cumsum(area[order])
    return float(dose[order][np.searchsorted(reached, share * reached[-1])])


def chart(plans: Sequence[Given]) -> Markup:
    """The curves of both plans on one scale."""
    most = draw.nice_top(max(float(point_dose(plan).max()) for plan in plans))
    doses = np.linspace(0.0, most, STEPS)
    box = Box(Scale(0.0, most, 46.0, 404.0), Scale(0.0, 1.0, 250.0, 30.0))
    shares = [(share, f"{share:.0%}") for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    parts = [
        draw.text(8, 14, say("report_beside-axis_share"), "axis"),
        box.axes(draw.marked(draw.ticks(most)), shares),
        draw.text(404, 286, say("report_beside-axis_dose"), "axis", "end"),
        *(
            box.curve(doses, share_at_least(plan, doses), f"line {style}")
            for style, plan in zip(STYLES, plans, strict=False)
        ),
    ]
    return draw.svg(420, 292, parts)
