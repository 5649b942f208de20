"""Exposure limits at a few times and angles, and what a bound makes of many scenarios."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.fact import said
from openpbm.safety.bound import Bound, Parent, constant, dose_bound, rate_bound
from openpbm.safety.hazard.limit import (
    infrared_w_m2,
    near_uv_w_m2,
    per_laser_limit,
    retinal_heat_iec,
    skin_pulse_w_m2,
    weak_stimulus_iec,
)
from openpbm.validation.case import Case, case

ALPHA_RAD = 0.05
FULL = np.ones(1)
PARENT = Parent(
    name=said("validation"), reason=said(""), source="", status="derived", would_change=said("")
)


def limit_cases() -> Iterator[Case]:
    """By the formulas of the standards, then a percentile and a sum over minutes."""
    yield case("limit_near_uv", near_uv_w_m2(500.0), expected=1e4 / 500.0)
    yield case("limit_infrared", infrared_w_m2("ir_eye_iec", 100.0), expected=1.8e4 * 100.0**-0.75)
    yield case("limit_infrared_long", infrared_w_m2("ir_eye_iec", 2000.0))
    yield case("limit_retina_long", retinal_heat_iec(60.0, ALPHA_RAD)[1], expected=28000.0 / 0.05)
    short = 5e4 / (ALPHA_RAD * 4.0**0.25)
    yield case("limit_retina_short", retinal_heat_iec(4.0, ALPHA_RAD)[1], expected=short)
    yield case("limit_weak", weak_stimulus_iec(ALPHA_RAD), expected=6000.0 / 0.05)
    pulse = 2e4 * 0.001**0.25 / 0.001
    yield case("limit_skin_pulse", skin_pulse_w_m2(0.001), expected=pulse)
    for nm, factor in ((633, 1.0), (850, 10.0 ** (0.002 * 150.0))):
        limit = 1.0 / float(per_laser_limit(np.array([float(nm)]))[0])
        yield case(f"limit_laser_{nm}", limit, expected=2000.0 * factor)
    yield case("bound_share", _of_a_hundred_and_one().value(10.0, FULL))
    yield case("bound_dose", _after_minutes().value(10.0, 0.5 * FULL), expected=3.0 * 10.0 * 0.5)


def _of_a_hundred_and_one() -> Bound:
    """Scenarios with 0, 1, ... 100."""
    values = np.arange(101.0)[:, None]
    return rate_bound("validation", PARENT, "1", values, constant(1.0))


def _after_minutes() -> Bound:
    """Three of something a minute at full drive, in every scenario."""
    return dose_bound("validation", PARENT, "1", np.full((4, 1), 3.0), constant(1.0))
