"""Small drawings for the report, as inline SVG that follows the page's colours.

Every drawing has a caption and a table in the template; the SVG itself is hidden from screen
readers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from openpbm.answer import DepthProfile, MatchRow
from openpbm.reports import draw, words
from openpbm.reports.colour import ink
from openpbm.reports.draw import Box, Scale
from openpbm.speech.say import say

LABEL_GAP = 15.0  # between names of thin layers, in units of the drawing
SHALLOWEST_MM = 2.0  # the profile reaches at least this deep

_SHAPES = {
    "go": '<circle cx="12" cy="12" r="10.5"/><path d="M7 12.4l3.5 3.5L17.2 8.8"/>',
    "care": '<path class="fill" d="M12 1.8L23 21.5H1z"/><path d="M12 8.5v6M12 17.6v.6"/>',
    "stop": '<path class="fill" d="M7.7 1.5h8.6l6.2 6.2v8.6l-6.2 6.2H7.7l-6.2-6.2V7.7z"/>'
    '<path d="M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4"/>',
    "unknown": '<circle cx="12" cy="12" r="10.5"/>'
    '<path d="M8.9 9.3a3.1 3.1 0 1 1 4.6 2.7c-1 .6-1.5 1.1-1.5 2.3M12 17.2v.6"/>',
}


def sign(state: str) -> Markup:
    """Tick, triangle, octagon or question mark; the word stands beside it."""
    state = "unknown" if state == "by_maker" else state  # grey, never a tick: nothing is promised
    named = draw.tag("title", say(f"report-sign_{state}"))
    return draw.svg(24, 24, [named, _SHAPES[state]], f"sign sign-{state}", focusable="false")


def dots(certainty: int) -> Markup:
    """Four dots, filled from the left."""
    parts = [
        draw.dots([7 + 15 * i], [7], 5, "full" if i < certainty else "empty") for i in range(4)
    ]
    return draw.svg(59, 14, parts, "dots")


def line_sample(role: str) -> Markup:
    """A short piece of a channel's line, for legends."""
    return draw.sample(f"line ch-{role}")


def depth_profile(profile: DepthProfile, curves: Sequence[tuple[int, str]], target: str) -> Markup:
    """Fluence rate against depth: depth downwards, layers as bands, 5-95 % as a tint.

    `curves` are the rows of the profile to draw, each with its channel's role.
    """
    deepest = _deepest(profile, target)
    depths = np.append(profile.depths_mm[profile.depths_mm < deepest], deepest)
    low, middle, high = (
        np.stack([np.interp(depths, profile.depths_mm, row) for row in rows])
        for rows in (profile.p05, profile.median, profile.p95)
    )
    most = draw.nice_top(float(high.max()))
    box = Box(Scale(0.0, most, 48.0, 252.0), Scale(0.0, deepest, 34.0, 352.0))
    marks = draw.marked(np.arange(0.0, deepest + 1e-9, 0.5).tolist(), "mm")
    parts = [
        _layer_bands(profile, target, box),
        draw.text(box.x.start, 10, say("report-profile_axis"), "axis"),
        box.columns(draw.marked(draw.ticks(most)), "grid", below=-6),
        box.rows(marks, "tickline", aside=-7),
        box.frame(),
    ]
    parts += [
        box.band((low[i], high[i]), (depths, depths), f"tint ch-{role}") for i, role in curves
    ]
    parts += [box.curve(middle[i], depths, f"line ch-{role}") for i, role in curves]
    return draw.svg(draw.WIDTH, 362, parts)


def _deepest(profile: DepthProfile, target: str) -> float:
    """Down to the target layer and a bit of what lies below it."""
    end = max((low for name, _, low in profile.layers if name == target), default=0.0)
    wanted = max(SHALLOWEST_MM, np.ceil(2.6 * end) / 2)
    return float(min(profile.depths_mm[-1], wanted))


def _layer_bands(profile: DepthProfile, target: str, box: Box) -> str:
    left, right, deepest = box.x.start, box.x.end, box.y.high
    seen = [layer for layer in profile.layers if layer[1] < deepest]
    ends = [(box.y.at(start), box.y.within(end)) for _, start, end in seen]
    middle = [0.5 * (top + foot) for top, foot in ends]
    labels = spread_labels(middle, LABEL_GAP, box.y.start + 4, box.y.end - 4)
    parts = []
    for i, ((name, _, _), (y, foot), level) in enumerate(zip(seen, ends, labels, strict=True)):
        kind = "band target" if name == target else f"band band-{i % 2}"
        at = {"y": y, "height": max(foot - y, 0.6)}
        parts.append(draw.tag("rect", kind=kind, x=left, width=right - left, **at))
        if name == target:
            parts.append(draw.tag("rect", kind="mark", x=right, width=4, **at))
        leader = f"M{right + 5} {middle[i]:.1f}L{right + 12} {level:.1f}"
        strong = "strong" if name == target else ""
        parts.append(draw.path(leader, "leader"))
        parts.append(draw.text(right + 15, level + 4, words.layer(name), strong))
    return "".join(parts)


def spread_labels(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """The wanted places moved as little as needed to stand at least `gap` apart.

    >>> spread_labels([1.0, 2.0, 50.0], 10.0, 0.0, 60.0)
    [1.0, 11.0, 50.0]
    """
    places = list(wanted)
    for i, place in enumerate(places):
        places[i] = max(place, top if i == 0 else places[i - 1] + gap)
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], bottom if i == len(places) - 1 else places[i + 1] - gap)
    return places


def match_whiskers(rows: Sequence[MatchRow]) -> Markup:
    """The person's dose beside the trial's, one pair of whiskers per band."""
    most = draw.nice_top(max(max(r.trial_dose_j_cm2.p95, r.person_dose_j_cm2.p95) for r in rows))
    foot = 4 + 74.0 * len(rows)
    box = Box(Scale(0.0, most, 92.0, 346.0), Scale(0.0, 1.0, foot, 26.0))
    left, across = box.x.start, box.x.at
    parts = [
        box.columns(draw.marked(draw.ticks(most)), "grid", below=14),
        draw.text(left - 10, foot + 14, "J/cm²", "axis", "end"),
    ]
    for i, row in enumerate(rows):
        y = 4 + 74.0 * i
        title = (words.joined_channels(row.channels), band(row.band), row.zone)
        parts.append(draw.text(0, y + 12, words.listed(filter(None, title), "comma"), "strong"))
        pairs = (
            (say("report-the_trial"), row.trial_dose_j_cm2, "trial"),
            (say("report-you"), row.person_dose_j_cm2, f"ch-{ink(row.channels[0])}"),
        )
        for line, (said, dose, kind) in zip((y + 32, y + 54), pairs, strict=True):
            ends = across(dose.p05), across(dose.median), across(dose.p95)
            parts.append(draw.text(left - 10, line + 4, said, anchor="end"))
            parts.append(draw.whisker(*ends, line, f"whisker {kind}"))
    return draw.svg(draw.WIDTH, foot + 20, parts)


def dose_line(dose_j_cm2: Sequence[float], top: float, role: str) -> Markup:
    """Low, median and high of one dose on a scale that several share."""
    across = Scale(0.0, top, 8.0, 352.0)
    low, middle, high = map(across.at, dose_j_cm2)
    whole = draw.whisker(low, middle, high, 8, f"whisker ch-{role}")
    return draw.svg(draw.WIDTH, 24, [draw.path("M8 16H352", "frame"), whole])


def band(text: str) -> str:
    """A band of wavelengths with its dash and thin space: 620–680 nm."""
    return text.replace("-", "–").replace(" nm", f"{words.THIN}nm")
