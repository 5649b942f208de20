"""Small drawings for the report, as inline SVG that follows the page's colours.

Drawn 360 units wide, the width of a phone, so that their text never shrinks. Every
drawing has a caption and a table in the template; the SVG itself is hidden from screen
readers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup, escape

from openpbm.answer import DepthProfile, MatchRow
from openpbm.arrays import FloatArray
from openpbm.reports import scale, words
from openpbm.reports.colour import ink
from openpbm.speech.say import say

WIDTH = 360
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
    name = escape(say(f"report-sign_{state}"))
    return Markup(
        f'<svg class="sign sign-{state}" viewBox="0 0 24 24" aria-hidden="true" '
        f'focusable="false"><title>{name}</title>{_SHAPES[state]}</svg>'
    )


def dots(certainty: int) -> Markup:
    """Four dots, filled from the left."""
    circles = "".join(
        f'<circle class="{"full" if i < certainty else "empty"}" cx="{7 + 15 * i}" cy="7" r="5"/>'
        for i in range(4)
    )
    return Markup(f'<svg class="dots" viewBox="0 0 59 14" aria-hidden="true">{circles}</svg>')


def line_sample(role: str) -> Markup:
    """A short piece of a channel's line, for legends."""
    return Markup('<svg class="sample" viewBox="0 0 34 8" aria-hidden="true">{}</svg>').format(
        Markup('<path class="line ch-{}" d="M1 4H33"/>').format(role)
    )


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    """A label of a drawing."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(said)}</text>'
    )


def depth_profile(profile: DepthProfile, curves: Sequence[tuple[int, str]], target: str) -> Markup:
    """Fluence rate against depth: depth downwards, layers as bands, 5-95 % as a tint.

    `curves` are the rows of the profile to draw, each with its channel's role.
    """
    left, right, top, bottom = 48.0, 252.0, 34.0, 352.0
    deepest = _deepest(profile, target)
    within = profile.depths_mm[profile.depths_mm < deepest]
    depths = np.append(within, deepest)
    low, middle, high = (
        np.stack([np.interp(depths, profile.depths_mm, row) for row in rows])
        for rows in (profile.p05, profile.median, profile.p95)
    )
    most = scale.nice_top(float(high.max()))

    def across(value: FloatArray) -> FloatArray:
        return left + (right - left) * value / most

    def down(depth_mm: FloatArray) -> FloatArray:
        return top + (bottom - top) * depth_mm / deepest

    parts = [_layer_bands(profile, target, deepest, (left, right, top, bottom))]
    parts.append(_profile_axes(most, deepest, (left, right, top, bottom)))
    y = down(depths)
    for i, role in curves:
        edge = np.concatenate([across(low[i]), across(high[i])[::-1]])
        tint = path(edge, np.concatenate([y, y[::-1]])) + "Z"
        parts.append(f'<path class="tint ch-{escape(role)}" d="{tint}"/>')
    for i, role in curves:
        curve = path(across(middle[i]), y)
        parts.append(f'<path class="line ch-{escape(role)}" d="{curve}"/>')
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} 362" aria-hidden="true">{"".join(parts)}</svg>'
    )


def _deepest(profile: DepthProfile, target: str) -> float:
    """Down to the target layer and a bit of what lies below it."""
    end = max((low for name, _, low in profile.layers if name == target), default=0.0)
    wanted = max(SHALLOWEST_MM, np.ceil(2.6 * end) / 2)
    return float(min(profile.depths_mm[-1], wanted))


def _layer_bands(
    profile: DepthProfile, target: str, deepest: float, box: tuple[float, float, float, float]
) -> str:
    left, right, top, bottom = box
    seen = [layer for layer in profile.layers if layer[1] < deepest]
    scale = (bottom - top) / deepest
    middle = [top + scale * 0.5 * (a + min(b, deepest)) for _, a, b in seen]
    parts = []
    for i, ((name, start, end), label_y) in enumerate(
        zip(seen, spread_labels(middle, LABEL_GAP, top + 4, bottom - 4), strict=True)
    ):
        y, height = top + scale * start, scale * (min(end, deepest) - start)
        kind = "band target" if name == target else f"band band-{i % 2}"
        parts.append(
            f'<rect class="{kind}" x="{left}" y="{y:.1f}" width="{right - left}" '
            f'height="{max(height, 0.6):.1f}"/>'
        )
        if name == target:
            parts.append(
                f'<rect class="mark" x="{right}" y="{y:.1f}" width="4" height="{height:.1f}"/>'
            )
        parts.append(
            f'<path class="leader" d="M{right + 5} {middle[i]:.1f}L{right + 12} {label_y:.1f}"/>'
        )
        said = words.layer(name)
        parts.append(text(right + 15, label_y + 4, said, "strong" if name == target else ""))
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


def _profile_axes(most: float, deepest: float, box: tuple[float, float, float, float]) -> str:
    left, right, top, bottom = box
    parts = [text(left, 10, say("report-profile_axis"), "axis")]
    for mark in scale.ticks(most):
        x = left + (right - left) * mark / most
        parts.append(f'<path class="grid" d="M{x:.1f} {top}V{bottom}"/>')
        parts.append(text(x, top - 6, f"{mark:g}", "", "middle"))
    marks = np.arange(0.0, deepest + 1e-9, 0.5).tolist()
    for mark in marks:
        y = top + (bottom - top) * mark / deepest
        said = f"{mark:g}" + (f"{words.THIN}mm" if mark == marks[-1] else "")
        parts.append(f'<path class="tickline" d="M{left - 4} {y:.1f}h4"/>')
        parts.append(text(left - 7, y + 4, said, "", "end"))
    parts.append(f'<path class="frame" d="M{left} {bottom}V{top}H{right}"/>')
    return "".join(parts)


def path(x: FloatArray, y: FloatArray) -> str:
    """A line through points, as a path's `d`."""
    points = [f"{a:.1f} {b:.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    return "M" + "L".join(points)


def match_whiskers(rows: Sequence[MatchRow]) -> Markup:
    """The person's dose beside the trial's, one pair of whiskers per band."""
    left, right, step = 92.0, 346.0, 74.0
    most = scale.nice_top(max(max(r.trial_dose_j_cm2.p95, r.person_dose_j_cm2.p95) for r in rows))
    foot = 4 + step * len(rows)

    def across(value: float) -> float:
        return left + (right - left) * value / most

    parts = []
    for mark in scale.ticks(most):
        x = across(mark)
        parts.append(f'<path class="grid" d="M{x:.1f} 26V{foot:.0f}"/>')
        parts.append(text(x, foot + 14, f"{mark:g}", "", "middle"))
    parts.append(text(left - 10, foot + 14, "J/cm²", "axis", "end"))
    for i, row in enumerate(rows):
        y = 4 + step * i
        title = (words.joined_channels(row.channels), band(row.band), row.zone)
        parts.append(text(0, y + 12, words.listed(filter(None, title), "comma"), "strong"))
        pairs = (
            (say("report-the_trial"), row.trial_dose_j_cm2, "trial"),
            (say("report-you"), row.person_dose_j_cm2, ""),
        )
        for j, (said, dose, kind) in enumerate(pairs):
            line = y + 32 + 22 * j
            low, high, middle = across(dose.p05), across(dose.p95), across(dose.median)
            style = f"whisker {kind}" if kind else f"whisker ch-{ink(row.channels[0])}"
            parts.append(text(left - 10, line + 4, said, "", "end"))
            parts.append(
                f'<g class="{style}"><path d="M{low:.1f} {line}H{high:.1f}M{low:.1f} {line - 5}v10'
                f'M{high:.1f} {line - 5}v10"/><circle cx="{middle:.1f}" cy="{line}" r="5"/></g>'
            )
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {foot + 20:.0f}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def band(text: str) -> str:
    """A band of wavelengths with its dash and thin space: 620–680 nm."""
    return text.replace("-", "–").replace(" nm", f"{words.THIN}nm")
