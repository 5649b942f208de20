"""Spot a number given in another unit, and say how to write it.

These factors serve messages only: nothing is converted silently.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

# each line: one quantity; how much of the first unit one of each other unit is.
# Compound units come first, as their endings are units of their own
UNITS: tuple[Mapping[str, float], ...] = (
    {"mw_cm2": 1.0, "w_cm2": 1000.0, "w_m2": 0.1, "mw_m2": 1e-4, "mw_mm2": 100.0, "w_mm2": 1e5},
    {"j_cm2": 1.0, "mj_cm2": 1e-3, "j_m2": 1e-4, "kj_m2": 0.1, "j_mm2": 100.0},
    {"per_mm": 1.0, "per_cm": 0.1, "per_m": 1e-3, "per_um": 1000.0},
    {"mm": 1.0, "um": 1e-3, "cm": 10.0, "m": 1000.0, "in": 25.4, "inch": 25.4, "inches": 25.4},
    {"nm": 1.0, "um": 1000.0, "mm": 1e6, "angstrom": 0.1},
    {"cm2": 1.0, "mm2": 0.01, "m2": 1e4, "in2": 6.4516},
    {"min": 1.0, "s": 1 / 60, "sec": 1 / 60, "seconds": 1 / 60, "h": 60.0, "hours": 60.0},
    {"years": 1.0, "months": 1 / 12, "weeks": 7 / 365.25, "days": 1 / 365.25},
    {"deg": 1.0, "rad": 57.29578},
    {"hz": 1.0, "khz": 1000.0, "mhz": 1e6},
    {"mw": 1.0, "w": 1000.0, "uw": 1e-3},
)

_SPELLED = {"mw": "mW", "w": "W", "uw": "uW", "j": "J", "mj": "mJ", "kj": "kJ", "hz": "Hz"}


def unit_slip(name: str, value: object, known: Collection[str]) -> str | None:
    """How to write a field given in another unit, or without one; None if it is no such slip.

    >>> unit_slip("standoff_cm", 1, ["standoff_mm"])
    'standoff_mm (1 cm is 10 mm, so standoff_mm = 10)'
    >>> unit_slip("age", 52, ["age_years"])
    'age_years'
    """
    for right in known:
        for units in UNITS:
            stem, unit = _split(right, units)
            if not unit:
                continue
            if name == stem:
                return right
            other_stem, other = _split(name, units)
            if other_stem == stem and other != unit:
                factor = units[other] / units[unit]
                return f"{right} ({_factor(other, unit, factor)}{_written(right, value, factor)})"
    return None


def _split(name: str, units: Mapping[str, float]) -> tuple[str, str]:
    """A field name as stem and unit; ("", "") where it ends in none of these units."""
    for unit in sorted(units, key=len, reverse=True):
        if name.endswith(f"_{unit}"):
            return name[: -len(unit) - 1], unit
    return "", ""


def _factor(other: str, unit: str, factor: float) -> str:
    if factor < 1 and round(1 / factor, 3) == round(1 / factor):
        return f"{1 / factor:g} {_said(other)} are 1 {_said(unit)}"
    return f"1 {_said(other)} is {factor:.4g} {_said(unit)}"


def _said(unit: str) -> str:
    if unit.startswith("per_"):
        return f"/{unit.removeprefix('per_')}"
    return "/".join(_SPELLED.get(part, part) for part in unit.split("_"))


def _written(right: str, value: object, factor: float) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return f", so {right} = {float(value) * factor:.4g}"
    except OverflowError:
        return ""
