"""Which unknowns widen the interval, and which measurement would narrow it most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from openpbm.answer import SensitivityRow
from openpbm.arrays import FloatArray, to_rank
from openpbm.fact import Message, message

DEGREE = 3
SMALLEST_SHARE = 0.01

REMEDIES: Mapping[str, str] = {  # of each draw, what would settle it
    "colour": "measured_colour",
    "melanin": "skin_spectrum",
    "blood": "skin_spectrum",
    "saturation": "nothing_small",
    "scattering": "spectrum_two_distances",
    "epidermis": "fine_ultrasound",
    "dermis": "ultrasound",
    "condition": "affected_spectrum",
    "standoff": "gap_ruler",
    "inner_reflectance": "inner_face_figure",
    "meaning": "five_places",
    "meter_distance": "five_places",
    "output": "five_places",
    "reading": "laboratory_reading",
    "placing": "more_readings",
    "meter_kind": "kind_of_meter",
    "wet": "always_wet",
    "supply": "usb_meter",
    "efficiency": "five_places",
    "geometry": "five_places",
    "layout": "drawing_of_leds",
    "curvature": "face_scan",
    "split": "each_colour",
    "peak": "spectrometer",
    "fwhm": "spectrometer",
}
# What no dose hangs on, but how warm skin and mask get.
OF_WARMTH: Mapping[str, str] = {
    "perfusion": "nothing",
    "room": "thermometer",
    "gap": "skin_temperature",
    "mask_outer": "mask_temperature",
    "mask_capacity": "mask_weight",
    "sheet": "led_temperature",
}


def sensitivity(
    uniforms: Mapping[str, FloatArray],
    dose: FloatArray,
    remedies: Mapping[str, str] = REMEDIES,
) -> tuple[SensitivityRow, ...]:
    """First-order shares of the variance of ln dose, largest first.

    Each share is the part a cubic in one draw explains, less what chance would explain.

    Args:
        uniforms: the draws, each (scenarios,), by name; `output_0` counts as `output`.
        dose: (scenarios,) J/cm2, or another quantity above zero.
        remedies: of each draw that counts.

    Source: first-order Sobol index by regression; Theory 6.4.
    """
    log_dose = np.log(np.maximum(dose, 1e-30))
    total = float(np.var(log_dose))
    if total <= 0:
        return ()
    shares: dict[str, float] = {}
    ends: dict[str, tuple[float, float]] = {}
    for name, draw in uniforms.items():
        base = name.rstrip("0123456789").rstrip("_")
        if base not in remedies:
            continue
        share, low, high = _explained(draw, log_dose, total)
        shares[base] = shares.get(base, 0.0) + share
        if base not in ends or share >= shares[base] / 2:
            ends[base] = (low, high)
    ranked = sorted(shares.items(), key=lambda pair: -to_rank(pair[1]))
    return tuple(
        SensitivityRow(
            name=message(f"unknown-{name}"),
            share=share,
            unit="J/cm2",
            p05=ends[name][0],
            p95=ends[name][1],
            remedy=message(f"remedy-{remedies[name]}"),
        )
        for name, share in ranked
        if share >= SMALLEST_SHARE
    )


def _explained(draw: FloatArray, log_dose: FloatArray, total: float) -> tuple[float, float, float]:
    """Share of variance, and the dose expected at the 5th and 95th percentile of the draw."""
    design = np.polynomial.legendre.legvander(2.0 * draw - 1.0, DEGREE)
    fit, *_ = np.linalg.lstsq(design, log_dose, rcond=None)
    rest = float(np.var(log_dose - design @ fit))
    count = len(draw)
    adjusted = 1.0 - (rest / total) * (count - 1) / (count - DEGREE - 1)
    ends = np.polynomial.legendre.legvander(np.array([-0.9, 0.9]), DEGREE) @ fit
    return max(0.0, adjusted), float(np.exp(ends.min())), float(np.exp(ends.max()))


def best_measurement(rows: tuple[SensitivityRow, ...]) -> Message | None:
    """The one measurement that would narrow the interval most, adding up what it settles."""
    gains: dict[Message, float] = {}
    for row in rows:
        gains[row.remedy] = gains.get(row.remedy, 0.0) + row.share
    return max(gains, key=lambda remedy: to_rank(gains[remedy])) if gains else None
