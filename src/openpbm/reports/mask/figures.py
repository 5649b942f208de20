"""Pictures of a mask: its spectrum, and where its LEDs sit, drawn from its data as inline SVG.

Colours are attributes, not styles, so that the drawing also stands alone as an image; they
are mid tones that read on a light and on a dark page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from markupsafe import Markup
from scipy.spatial import ConvexHull

from openpbm.arrays import FloatArray, floats
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.fact import several
from openpbm.light.layout import assumed_of_layout, lay
from openpbm.mask import Channel, Mask
from openpbm.mask.spectrum import Spectrum
from openpbm.reports import draw, words
from openpbm.reports.draw import Box, Scale
from openpbm.role import ROLES
from openpbm.speech.say import say
from openpbm.tables import numbers
from openpbm.units import FWHM_PER_SIGMA

BOX = Box(Scale(370.0, 1110.0, 8.0, 352.0), Scale(0.0, 1.0, 86.0, 10.0))  # nm; share of the peak
USUAL_FWHM_NM = 20.0  # drawn where the width is not known, and said so
DRAWN_STANDOFF_MM = 10.0
FACE_GREY, LINE_GREY, INK_GREY = "#9a948c", "#8a847d", "#77716a"
FACE_HIGH = 260.0  # units of the drawing
MARGIN_MM = 8.0
MOST_DOTS = 700
SVG = "http://www.w3.org/2000/svg"


def spectrum(mask: Mask, *, small: bool = False) -> Markup:
    """Each channel's light against wavelength, its peak at 1; a guessed width is dashed."""
    marks = draw.marked(range(400, 1001, 100), "nm", first=True)
    named = _peaks(mask) if small else marks
    parts = [
        draw.path("M8 86H352", stroke=LINE_GREY, fill="none"),
        *map(_curve, mask.channels),
        *(_label(BOX.x.at(nm), 104, said, 14 if small else 12) for nm, said in named),
    ]
    return draw.svg(draw.WIDTH, 110, parts, "picture", xmlns=SVG, font_family="sans-serif")


def _label(x: float, y: float, said: str, size: int) -> str:
    x = min(max(x, BOX.x.start + 14), BOX.x.end - 16)
    return draw.text(x, y, said, "", "middle", font_size=size, fill=INK_GREY)


def _peaks(mask: Mask) -> draw.Marks:
    """Peaks under the curves, one for each that has room."""
    said: list[tuple[float, str]] = []
    for peak_nm in sorted(channel.peak_nm for channel in mask.channels):
        if not said or BOX.x.at(peak_nm) - BOX.x.at(said[-1][0]) >= 30:
            said.append((peak_nm, f"{peak_nm:.0f}"))
    return said


def _curve(channel: Channel) -> str:
    colour = ROLES[channel.role].ink
    nm = np.arange(BOX.x.low, BOX.x.high + 1.0, 2.0)
    guessed = channel.spectrum is None and channel.fwhm_nm is None
    power = relative(nm, channel.spectrum, channel.peak_nm, channel.fwhm_nm or USUAL_FWHM_NM)
    seen = np.flatnonzero(power > 0.004)
    nm, power = nm[seen], power[seen]
    tint = BOX.band((nm, nm), (power, np.zeros_like(nm)), "", fill=colour, fill_opacity="0.28")
    dash = "5 3" if guessed else ""
    line = {"fill": "none", "stroke": colour, "stroke_width": "2", "stroke_dasharray": dash}
    return tint + BOX.curve(nm, power, "", **line)


def relative(
    nm: FloatArray, spectrum: Spectrum | None, peak_nm: float, fwhm_nm: float
) -> FloatArray:
    """Power of a channel against its own peak: as it was measured, or a bell of its width."""
    if spectrum is not None:
        power = np.interp(nm, spectrum.wavelength_nm, spectrum.power, left=0.0, right=0.0)
        return floats(power / power.max())
    return floats(np.exp(-0.5 * ((nm - peak_nm) / (fwhm_nm / FWHM_PER_SIGMA)) ** 2))


def spectrum_says(mask: Mask) -> str:
    """The drawing in words."""
    guessed = any(c.spectrum is None and c.fwhm_nm is None for c in mask.channels)
    channels = several(words.channel(c.role, c.peak_nm) for c in mask.channels)
    if guessed:
        return say("report_mask-spectrum_guessed", channels=channels)
    return say("report_mask-spectrum", channels=channels)


def layout(mask: Mask) -> Markup:
    """LEDs before the face, from the front. Colours that share a site are rings in each other."""
    laid = lay(mask, canonical_face(None))
    standoff_mm = mask.standoff_mm if mask.standoff_mm is not None else DRAWN_STANDOFF_MM
    sets = [laid.sites[place].at(standoff_mm) for place in laid.of_channel]
    box = _front([leds[:, :2] for leds in sets])
    radius = max(1.5, min(5.0, 60.0 / np.sqrt(max(len(s) for s in sets))))
    parts = []
    for ring, (channel, leds_mm) in enumerate(zip(mask.channels, sets, strict=True)):
        sharing = laid.of_channel.count(laid.of_channel[ring])
        earlier = laid.of_channel[:ring].count(laid.of_channel[ring])
        shown = leds_mm[:: max(1, len(leds_mm) // MOST_DOTS)]
        x, y = box.x.along(shown[:, 0]).tolist(), box.y.along(shown[:, 1]).tolist()
        dots = draw.dots(x, y, radius * (sharing - earlier) / sharing, "")
        parts.append(draw.tag("g", dots, fill=ROLES[channel.role].ink))
    return _face(box, parts)


def _front(others: Sequence[FloatArray] = ()) -> Box:
    """The front of the face in mm, wide enough for these (points, 2) as well."""
    points = np.concatenate([_silhouette(), *others])
    left, foot = (points.min(axis=0) - MARGIN_MM).tolist()
    right, top = (points.max(axis=0) + MARGIN_MM).tolist()
    wide = FACE_HIGH * (right - left) / (top - foot)
    return Box(Scale(left, right, 0.0, wide), Scale(foot, top, FACE_HIGH, 0.0))


def _face(box: Box, parts: Sequence[str]) -> Markup:
    """The outline of a face with something before it."""
    x, y = _silhouette().T
    grey = {"fill": FACE_GREY, "fill_opacity": "0.22", "stroke": FACE_GREY, "stroke_opacity": "0.7"}
    outline = draw.through(box.x.along(x).tolist(), box.y.along(y).tolist()) + "Z"
    drawn = [draw.path(outline, **grey), *parts]
    return draw.svg(box.x.end, FACE_HIGH, drawn, "picture", xmlns=SVG)


def layout_says(mask: Mask) -> str:
    """What the drawing rests on."""
    if all(c.positions_mm is not None for c in mask.channels):
        return say("report_mask-placed")
    if not assumed_of_layout(mask):
        return say("report_mask-laid")
    key = "led_count.worn" if mask.is_worn else "led_count.panel"
    return say("report_mask-laid_assumed", leds=f"{numbers('layout')[key].value:g}")


@cache
def _silhouette() -> FloatArray:
    """(points, 2) the outline of the canonical face from the front, mm."""
    points = canonical_face(None).points_mm[:, :2]
    outline: FloatArray = points[ConvexHull(points).vertices]
    return outline


def places(regions: Sequence[str]) -> Markup:
    """The face from the front with a numbered dot in each region: where a meter is held."""
    face, box = canonical_face(None), _front()
    parts = []
    for number, name in enumerate(regions, start=1):
        own = face.points_mm[face.region == REGIONS.index(name)]  # (points, 3)
        x, y = box.x.at(own[:, 0].mean()), box.y.at(own[:, 1].mean())
        parts.append(draw.tag("circle", cx=x, cy=y, r=13, fill=draw.INK))
        look = {"fill": "#fff", "font_size": "15", "font_weight": "700"}
        parts.append(draw.text(x, y + 5, str(number), "", "middle", **look))
    return _face(box, parts)
