"""The face figures of a report: still pictures of the plan.

What moves is the solid of the app (`solid.py`); it takes its colours from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.answer import FaceMaps, Given
from openpbm.arrays import BoolArray, FloatArray
from openpbm.face import REGIONS
from openpbm.fact import Message, Name, Quantity, message
from openpbm.reports import draw, words
from openpbm.reports.colour import UNCOVERED, UNCOVERED_SHARE, inferno_base64
from openpbm.reports.live import LiveBase, point_area
from openpbm.reports.raster import SHADE_DARKEST, Strip, bar, painted, still, strip_of
from openpbm.speech.say import say
from openpbm.threads import at_once
from openpbm.units import J_CM2_PER_MINUTE


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One channel's strip of three views."""

    role: str
    name: str
    image: str  # data address
    alt: str


@dataclass(frozen=True, kw_only=True)
class FaceFigure:
    """One quantity, every lit channel on one scale."""

    quantity: str  # irradiance or dose
    unit: str
    top: float
    ticks: tuple[float, ...]
    pictures: tuple[Picture, ...]
    says: str  # where it is most and least
    uneven: str  # how uneven the worst region is at depth


@dataclass(frozen=True, kw_only=True)
class FaceFigures:
    """Both figures, and what a script needs to paint a face in the same colours."""

    irradiance: FaceFigure
    dose: FaceFigure
    bar: str  # the colour bar, data address
    width_px: int
    height_px: int
    payload: dict[str, object]


def face_figures(plan: Given, base: LiveBase) -> FaceFigures:
    """Both quantities for every lit channel."""
    strip = strip_of(plan.maps)
    lit = np.flatnonzero((base.channel_drive * base.channel_minutes).any(axis=1)).tolist()
    reached = _reached(strip, plan.maps, base, lit)
    content = {
        "colours": inferno_base64(),
        "uncovered": list(UNCOVERED),
        "uncoveredShare": UNCOVERED_SHARE,
        "shadeDarkest": SHADE_DARKEST,
        "nice": list(draw.NICE.items()),
    }
    return FaceFigures(
        irradiance=_figure(plan, base, strip, lit, reached, is_dose=False),
        dose=_figure(plan, base, strip, lit, reached, is_dose=True),
        bar=bar(),
        width_px=strip.width_px,
        height_px=strip.height_px,
        payload=content,
    )


def _reached(strip: Strip, maps: FaceMaps, base: LiveBase, lit: Sequence[int]) -> BoolArray:
    """(lit, covered) true where the channel is on and gives a hundredth of the brightest skin."""
    is_lit = (base.channel_drive * base.channel_minutes)[lit] > 0  # (lit, regions)
    direct = np.array([strip.field(maps.direct_mw_cm2[c]) for c in lit])
    most = direct.max(initial=0.0)
    reached: BoolArray = (direct > UNCOVERED_SHARE * most) & is_lit[:, strip.region]
    return reached


def _figure(
    plan: Given,
    base: LiveBase,
    strip: Strip,
    lit: Sequence[int],
    reached: BoolArray,
    *,
    is_dose: bool,
) -> FaceFigure:
    maps, unit = plan.maps, "J/cm2" if is_dose else "mW/cm2"
    fields = [on_points(maps, base, c, base.model.own, is_dose=is_dose) for c in lit]
    top = draw.nice_top(max(float(field.max(initial=0.0)) for field in fields))
    images = at_once(
        lambda i: still(painted(strip, strip.field(fields[i]), top, reached[i])), range(len(lit))
    )
    pictures = []
    for c, field, image in zip(lit, fields, images, strict=True):
        name = _channel_name(plan, c)
        alt = say("report-face_alt", channel=name, range=_extremes(maps, field, unit))
        role = plan.mask.channels[c].role
        pictures.append(Picture(role=role, name=name, image=image, alt=alt))
    return FaceFigure(
        quantity="dose" if is_dose else "irradiance",
        unit=words.unit(unit),
        top=top,
        ticks=draw.ticks(top),
        pictures=tuple(pictures),
        says=say(
            "report-face_says",
            channels="all" if len(pictures) > 1 else "one",
            range=_extremes(maps, np.sum(fields, axis=0), unit),
        ),
        uneven=_uneven(plan) if is_dose else "",
    )


def _uneven(plan: Given) -> str:
    """The most uneven region of the plan, at depth, as the light of single LEDs leaves it."""
    worst = max(plan.evenness, key=lambda row: row.high - row.low, default=None)
    if worst is None:
        return ""
    return say(
        "report-least_even",
        region=Name("region", worst.region),
        low=Quantity(worst.low, "share"),
        high=Quantity(worst.high, "share"),
    )


def _channel_name(plan: Given, place: int) -> str:
    channel = plan.mask.channels[place]
    named = words.channel(channel.role, channel.peak_nm)
    return say("report-of_zone", channel=named, zone=channel.zone) if channel.zone else named


def on_points(
    maps: FaceMaps, base: LiveBase, place: int, kind: int, *, is_dose: bool
) -> FloatArray:
    """(points,) the plan's light from one channel on this kind of skin, or its dose at depth.

    At depth the light of every LED has spread: another map than on the skin.
    """
    model, region = base.model, maps.region
    back = model.recirculated[kind, place, region]
    own = maps.beneath_mw_cm2 if is_dose else maps.direct_mw_cm2
    light: FloatArray = own[place] + back * maps.neighbourhood_mw_cm2[place]
    light = light * base.channel_drive[place, region]
    if not is_dose:
        return light
    gain = model.depth_gain[kind, place, region]
    dose: FloatArray = light * gain * base.channel_minutes[place, region] * J_CM2_PER_MINUTE
    return dose


def _extremes(maps: FaceMaps, values: FloatArray, unit: str) -> Message:
    """Where there is most and least, by the mean over the skin of each region."""
    area = point_area(maps)
    skin = np.bincount(maps.region, weights=area, minlength=len(REGIONS))
    total = np.bincount(maps.region, weights=area * values, minlength=len(REGIONS))
    mean = total / np.maximum(skin, 1e-9)
    seen = np.flatnonzero(mean > 0)
    if not len(seen):
        return message("report-no_light")
    most, least = int(seen[mean[seen].argmax()]), int(seen[mean[seen].argmin()])
    return message(
        "report-extremes",
        least=Quantity(float(mean[least]), unit),
        least_at=Name("region", REGIONS[least]),
        most=Quantity(float(mean[most]), unit),
        most_at=Name("region", REGIONS[most]),
    )
