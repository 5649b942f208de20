"""Pictures of a mask: its spectrum, and where its LEDs sit, drawn from its data as inline SVG.

Colours are attributes, not styles, so that the drawing also stands alone as an image; they
are mid tones that read on a light and on a dark page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from markupsafe import Markup

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.fact import several
from openpbm.light.layout import assumed_of_layout, lay
from openpbm.mask import Channel, Mask
from openpbm.reports import words
from openpbm.role import ROLES
from openpbm.speech.say import say
from openpbm.tables import numbers
from openpbm.units import FWHM_PER_SIGMA

LOW_NM, HIGH_NM = 370.0, 1110.0
WIDTH, HEIGHT = 360.0, 110.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 352.0, 10.0, 86.0
USUAL_FWHM_NM = 20.0  # drawn where the width is not known, and said so
DRAWN_STANDOFF_MM = 10.0
FACE_GREY, LINE_GREY, INK_GREY = "#9a948c", "#8a847d", "#77716a"
FACE_HIGH = 260.0  # units of the drawing
MOST_DOTS = 700


def spectrum(mask: Mask, *, small: bool = False) -> Markup:
    """Each channel's light against wavelength, its peak at 1; a guessed width is dashed."""
    nm = np.arange(LOW_NM, HIGH_NM + 1.0, 2.0)
    parts = [f'<path d="M{LEFT} {BOTTOM}H{RIGHT}" stroke="{LINE_GREY}" fill="none"/>']
    parts += [_curve(channel, nm) for channel in mask.channels]
    if not small:
        parts += [
            f'<text x="{_across(mark):.1f}" y="{BOTTOM + 18:.0f}" font-size="12" '
            f'text-anchor="middle" fill="{INK_GREY}">{mark:g}{" nm" if mark == 400 else ""}</text>'
            for mark in (400.0, 500.0, 600.0, 700.0, 800.0, 900.0, 1000.0)
        ]
    else:
        parts.append(_names(mask))
    return Markup(
        f'<svg class="picture" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _names(mask: Mask) -> str:
    """Peaks under the curves, one for each that has room."""
    said, right = [], 0.0
    for channel in sorted(mask.channels, key=lambda c: c.peak_nm):
        x = min(max(_across(channel.peak_nm), LEFT + 14), RIGHT - 16)
        if x - right < 30:
            continue
        right = x
        said.append(
            f'<text x="{x:.1f}" y="{BOTTOM + 18:.0f}" font-size="14" text-anchor="middle" '
            f'fill="{INK_GREY}">{channel.peak_nm:.0f}</text>'
        )
    return "".join(said)


def _curve(channel: Channel, nm: FloatArray) -> str:
    colour = ROLES[channel.role].ink
    guessed = channel.spectrum is None and channel.fwhm_nm is None
    if channel.spectrum is not None:
        power = np.interp(nm, channel.spectrum.wavelength_nm, channel.spectrum.power, 0.0, 0.0)
        power = power / power.max()
    else:
        width_nm = (channel.fwhm_nm or USUAL_FWHM_NM) / FWHM_PER_SIGMA
        power = np.exp(-0.5 * ((nm - channel.peak_nm) / width_nm) ** 2)
    seen = np.flatnonzero(power > 0.004)
    x = LEFT + (RIGHT - LEFT) * (nm[seen] - LOW_NM) / (HIGH_NM - LOW_NM)
    y = BOTTOM - (BOTTOM - TOP) * power[seen]
    points = "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True))
    dash = ' stroke-dasharray="5 3"' if guessed else ""
    return (
        f'<path d="M{x[0]:.1f} {BOTTOM}L{points}L{x[-1]:.1f} {BOTTOM}Z" fill="{colour}" '
        f'fill-opacity="0.28"/><path d="M{points}" fill="none" stroke="{colour}" '
        f'stroke-width="2"{dash}/>'
    )


def _across(nm: float) -> float:
    return LEFT + (RIGHT - LEFT) * (nm - LOW_NM) / (HIGH_NM - LOW_NM)


def spectrum_says(mask: Mask) -> str:
    """The drawing in words."""
    guessed = any(c.spectrum is None and c.fwhm_nm is None for c in mask.channels)
    channels = several(words.channel(c.role, c.peak_nm) for c in mask.channels)
    if guessed:
        return say("report_mask-spectrum_guessed", channels=channels)
    return say("report_mask-spectrum", channels=channels)


def layout(mask: Mask) -> Markup:
    """LEDs before the face, from the front. Colours that share a site are rings in each other."""
    face = canonical_face(None)
    laid = lay(mask, face)
    standoff_mm = mask.standoff_mm if mask.standoff_mm is not None else DRAWN_STANDOFF_MM
    sets = [laid.sites[place].at(standoff_mm) for place in laid.of_channel]
    low, high = _frame(sets)
    scale = FACE_HIGH / float(high[1] - low[1])
    width = float(high[0] - low[0]) * scale
    radius = max(1.5, min(5.0, 60.0 / np.sqrt(max(len(s) for s in sets))))
    parts = [
        f'<path d="{_outline(low, high, scale)}" fill="{FACE_GREY}" fill-opacity="0.22" '
        f'stroke="{FACE_GREY}" stroke-opacity="0.7"/>'
    ]
    for ring, (channel, leds_mm) in enumerate(zip(mask.channels, sets, strict=True)):
        sharing = laid.of_channel.count(laid.of_channel[ring])
        earlier = laid.of_channel[:ring].count(laid.of_channel[ring])
        own = radius * (sharing - earlier) / sharing if sharing > 1 else radius
        every = max(1, len(leds_mm) // MOST_DOTS)
        dots = "".join(
            f'<circle cx="{(x - low[0]) * scale:.1f}" cy="{(high[1] - y) * scale:.1f}" '
            f'r="{own:.1f}"/>'
            for x, y, _ in leds_mm[::every].tolist()
        )
        parts.append(f'<g fill="{ROLES[channel.role].ink}">{dots}</g>')
    return Markup(
        f'<svg class="picture" viewBox="0 0 {width:.0f} {FACE_HIGH:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg" aria-hidden="true">{"".join(parts)}</svg>'
    )


def layout_says(mask: Mask) -> str:
    """What the drawing rests on."""
    if all(c.positions_mm is not None for c in mask.channels):
        return say("report_mask-placed")
    if not assumed_of_layout(mask):
        return say("report_mask-laid")
    key = "led_count.worn" if mask.is_worn else "led_count.panel"
    return say("report_mask-laid_assumed", leds=f"{numbers('layout')[key].value:g}")


def _frame(sets: list[FloatArray]) -> tuple[FloatArray, FloatArray]:
    """Lower left and upper right corner that hold face and LEDs, with a margin."""
    points = np.concatenate([_silhouette(), *(leds[:, :2] for leds in sets)])
    return points.min(axis=0) - 8.0, points.max(axis=0) + 8.0


@cache
def _silhouette() -> FloatArray:
    """(points, 2) the outline of the canonical face from the front, mm."""
    points = canonical_face(None).points_mm[:, :2]
    centre = points.mean(axis=0)
    from_centre = points - centre
    angle = np.arctan2(from_centre[:, 1], from_centre[:, 0])
    far = np.linalg.norm(from_centre, axis=1)
    edges = np.linspace(-np.pi, np.pi, 73)
    kept = [
        int(np.flatnonzero(inside)[np.argmax(far[inside])])
        for a, b in pairwise(edges.tolist())
        if (inside := (angle >= a) & (angle < b)).any()
    ]
    outline: FloatArray = points[kept]
    return outline


def _outline(low: FloatArray, high: FloatArray, scale: float) -> str:
    points = [
        f"{(x - low[0]) * scale:.1f} {(high[1] - y) * scale:.1f}" for x, y in _silhouette().tolist()
    ]
    return "M" + "L".join(points) + "Z"


def places(regions: Sequence[str]) -> Markup:
    """The face from the front with a numbered dot in each region: where a meter is held."""
    face = canonical_face(None)
    outline = _silhouette()
    low, high = outline.min(axis=0) - 8.0, outline.max(axis=0) + 8.0
    scale = FACE_HIGH / float(high[1] - low[1])
    parts = [
        f'<path d="{_outline(low, high, scale)}" fill="{FACE_GREY}" fill-opacity="0.22" '
        f'stroke="{FACE_GREY}" stroke-opacity="0.7"/>'
    ]
    for number, name in enumerate(regions, start=1):
        own = face.points_mm[face.region == REGIONS.index(name)]  # (points, 3)
        x, y = (float(value) for value in own[:, :2].mean(axis=0))
        across, down = (x - low[0]) * scale, (high[1] - y) * scale
        parts.append(
            f'<circle cx="{across:.1f}" cy="{down:.1f}" r="13" fill="#1d1b20"/>'
            f'<text x="{across:.1f}" y="{down + 5.0:.1f}" fill="#fff" font-size="15" '
            f'font-weight="700" text-anchor="middle">{number}</text>'
        )
    width = float(high[0] - low[0]) * scale
    return Markup(
        f'<svg class="picture" viewBox="0 0 {width:.0f} {FACE_HIGH:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg" aria-hidden="true">{"".join(parts)}</svg>'
    )
