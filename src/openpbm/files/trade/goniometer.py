"""Planes of a goniometer: symmetry written out, angles checked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.fact import Quantity, message
from openpbm.files.trade.fault import fault
from openpbm.mask.intensity import BACK_DEG, ROUND_DEG, Intensity

QUARTER_DEG = 90.0
MOST_PLANES, MOST_ANGLES = 721, 1801


def all_round(
    plane_deg: FloatArray, angle_deg: FloatArray, value: FloatArray, unit: str
) -> Intensity:
    """The light in every plane about the axis, from those that a file holds.

    A file stops where symmetry says the rest: one plane for light that is round, 0 to 90 where
    both middle planes are mirrors, 0 to 180 or 90 to 270 where one is. Planes from 270 to 450
    are those of 90 to 270 seen from the other side.

    Raises:
        ValueError: the planes end nowhere that symmetry knows.
    """
    first, last = float(plane_deg[0]), float(plane_deg[-1])
    if len(plane_deg) == 1 or first == last:
        return Intensity(plane_deg=floats([0.0]), angle_deg=angle_deg, value=value[:1], unit=unit)
    spread = {
        (0.0, QUARTER_DEG): (lambda c: c, lambda c: BACK_DEG - c, lambda c: BACK_DEG + c, _other),
        (0.0, BACK_DEG): (lambda c: c, _other),
        (QUARTER_DEG, BACK_DEG + QUARTER_DEG): (lambda c: c, lambda c: BACK_DEG - c),
        (BACK_DEG + QUARTER_DEG, ROUND_DEG + QUARTER_DEG): (lambda c: c, lambda c: BACK_DEG - c),
    }.get((first, last), (lambda c: c,) if _whole(plane_deg) else None)
    if spread is None:
        raise ValueError(f"{first:g} to {last:g}")
    found: dict[float, FloatArray] = {}
    for turned in spread:
        for plane, row in zip(plane_deg.tolist(), value, strict=True):
            found.setdefault(round(turned(plane) % ROUND_DEG, 6) % ROUND_DEG, row)
    order = sorted(found)
    return Intensity(
        plane_deg=floats(order),
        angle_deg=angle_deg,
        value=np.stack([found[plane] for plane in order]),
        unit=unit,
    )


def _other(plane_deg: float) -> float:
    return ROUND_DEG - plane_deg


def _whole(plane_deg: FloatArray) -> bool:
    """Planes all around: up to 360, or up to one step before it."""
    step = float(np.max(np.diff(plane_deg)))
    return bool(plane_deg[0] == 0 and plane_deg[-1] + step >= ROUND_DEG - 1e-6)


def check_rising(
    values: Sequence[float], lines: Sequence[int], where: str, *, most_deg: float
) -> None:
    """Angles rise, and end where angles of this kind end.

    Raises:
        PlanFileError: with the line.
    """
    for at, angle in enumerate(values):
        before = values[at - 1] if at else -1.0
        if angle <= before and at:
            told = message("trade-angles_back", found=degrees(angle), before=degrees(before))
            raise fault(where, lines[at], told)
        if not 0 <= angle <= most_deg:
            most = degrees(most_deg)
            raise fault(where, lines[at], message("trade-angle", found=degrees(angle), most=most))


def degrees(value: float) -> Quantity:
    """An angle as a message says it."""
    return Quantity(value, "1", figures=4, trimmed=True)
