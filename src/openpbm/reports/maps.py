"""The face figures of a report: still pictures of the plan, and the pixels that move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.answer import FaceMaps, Given
from openpbm.arrays import BoolArray, FloatArray
from openpbm.face import REGIONS
from openpbm.fact import Message, Name, Quantity, message
from openpbm.reports import scale, words
from openpbm.reports.colour import UNCOVERED_SHARE, inferno_base64
from openpbm.reports.live import LiveBase, point_area
from openpbm.reports.raster import Strip, bar, packed, painted, still, strip_of
from openpbm.speech.say import say
from openpbm.threads import at_once
from openpbm.units import J_CM2_PER_MINUTE


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One channel's strip of three views."""

    role: str
    name: str
    place: int  # row of the maps
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
    """Both figures, and what the script needs to repaint them."""

    irradiance: FaceFigure
    dose: FaceFigure
    bar: str  # the colour bar, data address
    width_px: int
    height_px: int
    payload: dict[str, object]


@dataclass(frozen=True, eq=False, kw_only=True)
class _Fields:
    """Pixels of every lit channel at the plan's drive and minutes."""

    places: tuple[int, ...]
    irradiance: FloatArray  # (lit, covered), mW/cm2
    dose: FloatArray  # (lit, covered), J/cm2 in the target layer
    most_irradiance: float  # over all skin types, so that types share one scale
    most_dose: float


def face_figures(plan: Given, base: LiveBase) -> FaceFigures:
    """Both quantities for every lit channel."""
    maps = plan.maps
    strip = strip_of(maps)
    fields = _fields(strip, maps, base)
    drawn = (plan, base, maps, strip, fields, _reached(strip, maps, base, fields.places))
    content = {
        **packed(strip, maps, fields.places),
        "colours": inferno_base64(),
        "lit": list(fields.places),
        "mostIrradiance": fields.most_irradiance,
        "mostDose": fields.most_dose,
    }
    return FaceFigures(
        irradiance=_figure(*drawn, is_dose=False),
        dose=_figure(*drawn, is_dose=True),
        bar=bar(),
        width_px=strip.width_px,
        height_px=strip.height_px,
        payload=content,
    )


def _fields(strip: Strip, maps: FaceMaps, base: LiveBase) -> _Fields:
    driven = base.channel_drive[:, strip.region]  # (channels, covered)
    minutes = base.channel_minutes[:, strip.region]
    lit = tuple(int(c) for c in np.flatnonzero((base.channel_drive * base.channel_minutes).any(1)))
    model = base.model
    light: list[FloatArray] = []
    dose: list[FloatArray] = []
    most_light, most_dose = 0.0, 0.0
    for c in lit:
        direct = strip.field(maps.direct_mw_cm2[c])
        beneath = strip.field(maps.beneath_mw_cm2[c])
        around = strip.field(maps.neighbourhood_mw_cm2[c])
        for kind in range(len(model.skin_types)):
            again = model.recirculated[kind, c, strip.region] * around
            got = (direct + again) * driven[c]
            gain = model.depth_gain[kind, c, strip.region] * minutes[c] * J_CM2_PER_MINUTE
            deep = (beneath + again) * driven[c] * gain
            most_light = max(most_light, float(got.max(initial=0.0)))
            most_dose = max(most_dose, float(deep.max(initial=0.0)))
            if kind == model.own:
                light.append(got)
                dose.append(deep)
    return _Fields(
        places=lit,
        irradiance=np.array(light),
        dose=np.array(dose),
        most_irradiance=most_light,
        most_dose=most_dose,
    )


def _reached(strip: Strip, maps: FaceMaps, base: LiveBase, places: tuple[int, ...]) -> BoolArray:
    """(lit, covered) true where the channel is on and gives a hundredth of the brightest skin."""
    is_lit = (base.channel_drive * base.channel_minutes)[list(places)] > 0  # (lit, regions)
    direct = np.array([strip.field(maps.direct_mw_cm2[c]) for c in places])
    most = direct.max(initial=0.0)
    reached: BoolArray = (direct > UNCOVERED_SHARE * most) & is_lit[:, strip.region]
    return reached


def _figure(
    plan: Given,
    base: LiveBase,
    maps: FaceMaps,
    strip: Strip,
    fields: _Fields,
    reached: BoolArray,
    *,
    is_dose: bool,
) -> FaceFigure:
    values = fields.dose if is_dose else fields.irradiance
    top = scale.nice_top(fields.most_dose if is_dose else fields.most_irradiance)
    unit = "J/cm2" if is_dose else "mW/cm2"
    names = [_channel_name(plan, place) for place in fields.places]
    on_points = [_on_points(maps, base, place, is_dose=is_dose) for place in fields.places]
    images = at_once(
        lambda i: still(painted(strip, values[i], top, reached[i])), range(len(fields.places))
    )
    pictures = tuple(
        Picture(
            role=plan.mask.channels[place].role,
            name=names[i],
            place=place,
            image=images[i],
            alt=say("report-face_alt", channel=names[i], range=_extremes(maps, on_points[i], unit)),
        )
        for i, place in enumerate(fields.places)
    )
    return FaceFigure(
        quantity="dose" if is_dose else "irradiance",
        unit=words.unit(unit),
        top=top,
        ticks=scale.ticks(top),
        pictures=pictures,
        says=say(
            "report-face_says",
            channels="all" if len(pictures) > 1 else "one",
            range=_extremes(maps, np.sum(on_points, axis=0), unit),
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


def _on_points(maps: FaceMaps, base: LiveBase, place: int, *, is_dose: bool) -> FloatArray:
    """(points,) the plan's light, or its dose in the target layer, from one channel."""
    model, region = base.model, maps.region
    back = model.recirculated[model.own, place, region]
    direct = maps.beneath_mw_cm2 if is_dose else maps.direct_mw_cm2
    light: FloatArray = direct[place] + back * maps.neighbourhood_mw_cm2[place]
    light = light * base.channel_drive[place, region]
    if not is_dose:
        return light
    gain = model.depth_gain[model.own, place, region]
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
