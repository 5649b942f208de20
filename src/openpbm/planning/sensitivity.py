"""Which unknowns widen the interval, and which measurement would narrow it most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from openpbm.answer import SensitivityRow
from openpbm.arrays import FloatArray, to_rank

DEGREE = 3
SMALLEST_SHARE = 0.01

REMEDIES: Mapping[str, tuple[str, str]] = {
    "colour": ("Skin colour", "a colour measured as ITA or L*a*b* instead of a phototype"),
    "melanin": ("Melanin at a given colour", "a reflectance spectrum of the skin"),
    "blood": ("Blood in the dermis", "a reflectance spectrum of the skin"),
    "saturation": ("Oxygen saturation of the blood", "nothing practical; its effect is small"),
    "scattering": ("Scattering of the skin", "a reflectance spectrum taken at two distances"),
    "epidermis": ("Thickness of the epidermis", "high-resolution ultrasound or OCT"),
    "dermis": ("Thickness of the dermis", "ultrasound"),
    "condition": ("Strength of the skin condition", "a reflectance spectrum of the affected skin"),
    "standoff": ("Distance between LEDs and skin", "the gap, measured with a ruler"),
    "inner_reflectance": ("How white the mask is inside", "the maker's figure for the inner face"),
    "meaning": ("What the irradiance claim means", "a meter reading at five places of the mask"),
    "meter_distance": ("Where the maker measured", "a meter reading at five places of the mask"),
    "output": ("Output of this very mask", "a meter reading at five places of the mask"),
    "reading": ("Error of the meter", "a reading by a laboratory"),
    "placing": ("Where the meter lay", "more meter readings, spread over each region"),
    "meter_kind": ("Which kind of meter it was", "the kind of meter, as its maker states it"),
    "wet": ("Whether a film of water or gel couples the mask", "wearing it dry, or always wet"),
    "supply": ("Power of the mask's supply", "a USB power meter in its charging lead"),
    "efficiency": ("Efficiency of the mask", "a meter reading at five places of the mask"),
    "geometry": ("Shape of mask and face", "a meter reading at five places of the mask"),
    "layout": ("Where the LEDs sit", "the maker's drawing of the LEDs"),
    "curvature": ("How the face bends", "a scan of the face"),
    "split": ("Split of the claim between colours", "a meter reading for each colour"),
    "peak": ("Peak wavelength of the LEDs", "a spectrometer reading"),
    "fwhm": ("Width of the LED line", "a spectrometer reading"),
}
# What no dose hangs on, but how warm skin and mask get.
OF_WARMTH: Mapping[str, tuple[str, str]] = {
    "perfusion": ("Blood flow of the skin at rest", "nothing practical"),
    "room": ("Temperature of the room", "a thermometer"),
    "gap": ("Heat that crosses from mask to skin", "a skin temperature under this mask"),
    "mask_outer": ("Heat that the mask gives to the room", "a temperature of this mask"),
    "mask_capacity": ("Heat that the mask takes up", "the weight of the mask"),
    "sheet": ("How well the mask carries heat sideways", "a temperature of one LED"),
}


def sensitivity(
    uniforms: Mapping[str, FloatArray],
    dose: FloatArray,
    remedies: Mapping[str, tuple[str, str]] = REMEDIES,
) -> tuple[SensitivityRow, ...]:
    """First-order shares of the variance of ln dose, largest first.

    Each share is the part a cubic in one draw explains, less what chance would explain.

    Args:
        uniforms: the draws, each (scenarios,), by name; `output_0` counts as `output`.
        dose: (scenarios,) J/cm2, or another quantity above zero.
        remedies: name and remedy of each draw that counts.

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
            name=remedies[name][0],
            share=share,
            unit="J/cm2",
            p05=ends[name][0],
            p95=ends[name][1],
            remedy=remedies[name][1],
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


def best_measurement(rows: tuple[SensitivityRow, ...]) -> str:
    """The one measurement that would narrow the interval most, adding up what it settles."""
    gains: dict[str, float] = {}
    for row in rows:
        gains[row.remedy] = gains.get(row.remedy, 0.0) + row.share
    return max(gains, key=lambda remedy: to_rank(gains[remedy])) if gains else ""
