"""What moves when a reader moves a slider: the same sums as the script in the report.

Everything is linear in drive. The script works from `payload`; the functions here are
its twin in Python, and a browser test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from openpbm.answer import FaceMaps, Given, LiveCeiling, LiveModel
from openpbm.arrays import BoolArray, FloatArray
from openpbm.face import REGIONS
from openpbm.fact import message
from openpbm.interval import Interval
from openpbm.person import Person
from openpbm.session import SessionChannel
from openpbm.speech.number import signs
from openpbm.speech.say import say
from openpbm.units import J_CM2_PER_MINUTE


@dataclass(frozen=True, eq=False, kw_only=True)
class LiveBase:
    """The planned session as the sliders see it; they scale it as a whole."""

    model: LiveModel
    minutes: float  # of the plan: the slider's rest position
    drive: float  # strongest drive of the plan, likewise
    channel_minutes: FloatArray  # (channels, regions)
    channel_drive: FloatArray  # (channels, regions)
    weights: FloatArray  # (regions,), sums to one; how regions enter the dose sentence
    calibration: FloatArray  # (3,), p05, median, p95: plan over the linear model


def base_of(plan: Given) -> LiveBase:
    """The live part of a plan."""
    minutes, drive = _per_region(plan, plan.live)
    weights = _weights(plan)
    bare = LiveBase(
        model=plan.live,
        minutes=plan.session.minutes,
        drive=float(drive[minutes > 0].max(initial=0.0)) or 1.0,
        channel_minutes=minutes,
        channel_drive=drive,
        weights=weights,
        calibration=np.ones(3),
    )
    return replace(bare, calibration=_calibration(plan, bare))


def _per_region(plan: Given, model: LiveModel) -> tuple[FloatArray, FloatArray]:
    """Planned minutes and drive, (channels, regions) each; zones and their goals have their own.

    Where two goals light a zone: the strongest drive, and so long as brings the light of both.
    """
    shape = (len(model.channels), len(REGIONS))
    minutes, drive = np.zeros(shape), np.zeros(shape)
    parts = [(zone.regions, zone.channels) for zone in plan.session.zones]
    for regions, channels in parts or [((), plan.session.channels)]:
        columns = [REGIONS.index(r) for r in regions if r in REGIONS] or list(range(shape[1]))
        for row, channel in _in_model(channels, model):
            strongest = np.maximum(drive[row, columns], channel.drive)  # of the goals of a zone
            shone = minutes[row, columns] * drive[row, columns] + channel.minutes * channel.drive
            drive[row, columns] = strongest
            minutes[row, columns] = shone / np.where(strongest > 0, strongest, 1.0)
    return minutes, drive


def _in_model(
    channels: tuple[SessionChannel, ...], model: LiveModel
) -> Iterator[tuple[int, SessionChannel]]:
    """The model's row of each channel: by place where all are listed, else by id."""
    parallel = tuple(c.id for c in channels) == model.channels
    for place, channel in enumerate(channels):
        if parallel:
            yield place, channel
        elif channel.id in model.channels:
            yield model.channels.index(channel.id), channel


def _weights(plan: Given) -> FloatArray:
    """(regions,) share of the goals' skin in each region; by area where a mesh is known."""
    area = point_area(plan.maps)
    chosen = meant_regions(plan.person) * np.bincount(
        plan.maps.region, weights=area, minlength=len(REGIONS)
    )
    total = chosen.sum()
    return chosen / total if total > 0 else np.full(len(REGIONS), 1.0 / len(REGIONS))


def meant_regions(person: Person) -> BoolArray:
    """(regions,) whether a goal is about it; a goal without places is about all of the face."""
    named = {name for wish in person.wishes for name in wish.regions} & set(REGIONS)
    is_all = not named or any(not wish.regions for wish in person.wishes)
    return np.array([is_all or name in named for name in REGIONS])


def point_area(maps: FaceMaps) -> FloatArray:
    """(points,) skin each point stands for: a third of every triangle around it, mm2."""
    corners = maps.points_mm[maps.triangles]  # (triangles, 3, 3)
    edges = corners[:, 1:] - corners[:, :1]
    third = np.linalg.norm(np.cross(edges[:, 0], edges[:, 1]), axis=1) / 6.0
    area: FloatArray = np.zeros(len(maps.points_mm))
    np.add.at(area, maps.triangles.ravel(), np.repeat(third, 3))
    return area


def _calibration(plan: Given, base: LiveBase) -> FloatArray:
    """So that at rest the sliders say exactly what the plan says."""
    said = np.array([plan.target_dose.p05, plan.target_dose.median, plan.target_dose.p95])
    linear = _linear_dose(base, base.model.own, base.minutes, base.drive)
    good = (linear > 0) & (said > 0)
    return np.where(good, said / np.where(good, linear, 1.0), 1.0)


def _linear_dose(base: LiveBase, skin_type: int, minutes: float, drive: float) -> FloatArray:
    lit = base.channel_minutes * (minutes / base.minutes)
    driven = np.minimum(base.channel_drive * (drive / base.drive), 1.0)
    rate = base.model.dose_rate[skin_type]  # (channels, regions, 3)
    dose: FloatArray = np.einsum("crk,cr,r->k", rate, lit * driven, base.weights)
    return dose


def live_dose(base: LiveBase, skin_type: int, minutes: float, drive: float) -> Interval:
    """Dose in the target layer for any skin type, minutes and drive, J/cm2."""
    low, middle, high = _linear_dose(base, skin_type, minutes, drive) * base.calibration
    return Interval(median=float(middle), p05=float(low), p95=float(high))


def live_ceiling(
    base: LiveBase, ceiling: LiveCeiling, skin_type: int, minutes: float, drive: float
) -> tuple[float, float]:
    """Value (95th percentile) and limit of one ceiling at these minutes and drive."""
    dark, at_full, limit = (
        float(np.interp(minutes, ceiling.minutes_grid, row))
        for row in (ceiling.offset, ceiling.at_full[skin_type], ceiling.limit[skin_type])
    )
    return dark + at_full * drive / base.drive, limit


def longest_minutes(base: LiveBase) -> float:
    """Where the minutes slider ends: not beyond what the ceilings were computed for."""
    ends = [float(c.minutes_grid[-1]) for c in base.model.ceilings if len(c.minutes_grid)]
    return max(min([*ends, max(30.0, 2 * base.minutes)]), base.minutes)


def payload(base: LiveBase) -> dict[str, object]:
    """The numbers the script needs, rounded to what shows."""
    model = base.model
    return {
        "types": list(model.skin_types),
        "own": model.own,
        "channels": list(model.channels),
        "minutes": base.minutes,
        "drive": base.drive,
        "channelMinutes": _rounded(base.channel_minutes),
        "channelDrive": _rounded(base.channel_drive),
        "weights": _rounded(base.weights),
        "calibration": _rounded(base.calibration),
        "doseRate": _rounded(model.dose_rate),
        "recirculated": _rounded(model.recirculated),
        "depthGain": _rounded(model.depth_gain),
        "dosePerMinute": J_CM2_PER_MINUTE,
        "ceilings": [
            {
                "id": c.id,
                "name": say(c.name),
                "unit": c.unit,
                "minutes": _rounded(c.minutes_grid),
                "atFull": _rounded(c.at_full),
                "limit": _rounded(c.limit),
                "offset": _rounded(c.offset),
                "advisory": c.advisory,
            }
            for c in model.ceilings
        ],
    }


def says() -> dict[str, str]:
    """What the script says, whole sentences with gaps for it to fill."""
    facts = (
        message("report_live-is_plan"),
        message("report_live-is_not_plan"),
        message("report_live-over", limit="{limit}", share="{share}"),
        message("report_live-not_plan_over", limit="{limit}", share="{share}"),
        message("report_live-away"),
        message("report_live-away_over"),
        message("report_live-safe_over"),
        message("report_live-safe_still"),
        message("report_live-safe_kept"),
        message("report_live-still", share="{share}"),
        message("report_live-your_layer", layer="{layer}"),
        message("report_live-other_layer", layer="{layer}", skin_type="{type}"),
        message(
            "report_live-would_bring", dose="{dose}", whose="{whose}", low="{low}", high="{high}"
        ),
        message("report_live-dose", dose="{dose}", low="{low}", high="{high}"),
        message(
            "report_live-dose_of_plan", dose="{dose}", low="{low}", high="{high}", share="{share}"
        ),
        message("report_live-closest", limit="{limit}", share="{share}"),
        message("name-number-unknown"),
        message("name-number-under", value="{value}"),
        message("name-number-about", value="{value}"),
    )
    told = {fact.id.rpartition("-")[2]: say(fact) for fact in facts}
    return {**told, "decimal": signs().decimal}


def _rounded(values: FloatArray) -> list[object]:
    """Nested lists with seven significant figures: small, and closer than anything shown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(values == 0, 0.0, np.floor(np.log10(np.abs(values))))
    scale = 10.0 ** (6 - size)
    nested: list[object] = (np.round(values * scale) / scale).tolist()
    return nested
