"""Light by direction, as a goniometer measures it, and the beam that a mask's LED takes from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats, frozen
from openpbm.errors import MaskError
from openpbm.fact import Message, Quantity, message

ROUND_DEG, BACK_DEG = 360.0, 180.0
SIDE_DEG = 90.0  # beyond it light goes away from whatever is lit
ON_AXIS = 0.9  # of the peak that must be left on the axis: less is a ring, no beam
ROUNDNESS = 1.25  # of half angles in the planes, widest over narrowest
BEHIND = 0.05  # of the flux that may go backwards
LIKE_POWER = 1.25  # of half angles: where the intensity halves, over what peak and flux ask for
HALF_DEG = (0.5, 89.0)  # that a cosine-power beam can take
OF_EYE = ("cd", "cd/klm")


@dataclass(frozen=True, eq=False, kw_only=True)
class Intensity:
    """Light of one lamp a steradian: planes about its axis, angles from it, symmetry written out.

    Between the angles of a plane, and between planes, intensity runs straight.
    """

    plane_deg: FloatArray  # (planes,) rising from 0, below 360
    angle_deg: FloatArray  # (angles,) rising from the axis, 0 to 180
    value: FloatArray  # (planes, angles)
    unit: str  # cd, cd/klm, W/sr, umol/s/sr, or 1 for a shape alone

    def __post_init__(self) -> None:
        for name in ("plane_deg", "angle_deg", "value"):
            object.__setattr__(self, name, frozen(getattr(self, name)))
        planes, angles, value = self.plane_deg, self.angle_deg, self.value
        if value.shape != (len(planes), len(angles)) or len(angles) < 2 or len(planes) < 1:
            raise MaskError(f"intensity: shape {value.shape}")
        if planes[0] != 0 or planes[-1] >= ROUND_DEG or np.any(np.diff(planes) <= 0):
            raise MaskError(f"intensity: planes {planes}")
        if angles[0] < 0 or angles[-1] > BACK_DEG or np.any(np.diff(angles) <= 0):
            raise MaskError(f"intensity: angles {angles}")
        if not np.all(np.isfinite(value)) or value.min() < 0 or value.max() <= 0:
            raise MaskError(f"intensity: values {value}")

    @property
    def by_eye(self) -> bool:
        """Weighted by what an eye sees: it tells the shape of the light, and no power."""
        return self.unit in OF_EYE

    @property
    def mean(self) -> FloatArray:
        """(angles,) of all planes about the axis."""
        return floats(_widths_deg(self.plane_deg) @ self.value / ROUND_DEG)


@dataclass(frozen=True, kw_only=True)
class Beam:
    """What of a measured beam a mask reckons with: one half angle."""

    half_angle_deg: float  # of the cosine-power beam that takes its place
    measured_deg: float  # where the mean of all planes has fallen to half
    doubt: Message | None = None  # why no such beam is like it


def flux(light: Intensity, *, to_deg: float = BACK_DEG) -> float:
    """All light within an angle from the axis, in the unit of intensity times steradian.

    Exact for intensity that runs straight between its angles.
    """
    angle, value = light.angle_deg, light.mean
    if to_deg < angle[-1]:
        value = np.append(value[angle < to_deg], np.interp(to_deg, angle, value))
        angle = np.append(angle[angle < to_deg], to_deg)
    at = np.radians(angle)
    slope = np.diff(value) / np.diff(at)
    rise, fall = np.diff(np.sin(at)), np.diff(value * np.cos(at))
    return float(2.0 * np.pi * np.sum(slope * rise - fall))


def half_angle_deg(angle_deg: FloatArray, value: FloatArray) -> float:
    """Where intensity has first fallen to half of that on the axis; the last angle if never."""
    low = np.flatnonzero(value < 0.5 * value[0])
    if not len(low):
        return float(angle_deg[-1])
    end = int(low[0])
    share = (value[end - 1] - 0.5 * value[0]) / (value[end - 1] - value[end])
    return float(angle_deg[end - 1] + share * (angle_deg[end] - angle_deg[end - 1]))


def beam_of(light: Intensity) -> Beam:
    """The cosine-power beam in place of a measured one, never wider than its peak asks for.

    Of the half angle, and of peak over flux, the narrower beam counts: both are stricter for an
    eye on the axis. Theory 2.4.

    Args:
        light: of one LED, in any unit.
    """
    mean = light.mean
    axis, measured = float(mean[0]), half_angle_deg(light.angle_deg, mean)
    doubt = _no_beam(light, axis, measured)
    half = measured
    if doubt is None:
        peak_order = 2.0 * np.pi * float(light.value.max()) / flux(light, to_deg=SIDE_DEG) - 1.0
        by_peak = half_of_order(peak_order) if peak_order > 0 else SIDE_DEG
        half = float(np.clip(min(measured, by_peak), *HALF_DEG))
        if max(measured, by_peak) > LIKE_POWER * half:
            doubt = message(
                "trade-beam_no_power",
                half=_degrees(measured),
                peak=_degrees(by_peak),
            )
    return Beam(half_angle_deg=half, measured_deg=measured, doubt=doubt)


def half_of_order(order: float) -> float:
    """The half angle of a cosine-power beam, degrees; the inverse of `beam_order`.

    >>> from openpbm.mask.channel import beam_order
    >>> round(half_of_order(beam_order(30.0)), 9)
    30.0
    """
    return float(np.degrees(np.arccos(0.5 ** (1.0 / order))))


def _no_beam(light: Intensity, axis: float, measured: float) -> Message | None:
    """Why a light is nothing that one half angle describes."""
    peak = float(light.value.max())
    if light.angle_deg[0] > 0 or axis < ON_AXIS * peak:
        at = float(light.angle_deg[int(np.argmax(light.value.max(axis=0)))])
        return message("trade-beam_off_axis", at=_degrees(at))
    if light.angle_deg[-1] <= measured:
        return message("trade-beam_too_short", last=_degrees(float(light.angle_deg[-1])))
    everything = flux(light)
    behind = 1.0 - flux(light, to_deg=SIDE_DEG) / everything
    if behind > BEHIND:
        return message("trade-beam_behind", share=Quantity(100.0 * behind, "1"))
    each = [half_angle_deg(light.angle_deg, plane) for plane in light.value]
    if max(each) > ROUNDNESS * min(each):
        low, high = _degrees(min(each)), _degrees(max(each))
        return message("trade-beam_not_round", narrow=low, wide=high)
    return None


def _degrees(value: float) -> Quantity:
    return Quantity(value, "1", figures=3, trimmed=True)


def _widths_deg(plane_deg: FloatArray) -> FloatArray:
    """(planes,) how much of the round each plane stands for."""
    after = np.diff(np.append(plane_deg, plane_deg[0] + ROUND_DEG))
    return floats(0.5 * (after + np.roll(after, 1)))
