"""Limits at the very times where their formulas change."""

from __future__ import annotations

import pytest

from openpbm.safety.hazard import limit as limits
from openpbm.safety.pulse import pulse_of


def test_infrared_is_a_formula_up_to_1000_s_and_that_second_too() -> None:
    assert limits.infrared_w_m2("ir_eye_iec", 1000.0) == pytest.approx(18000.0 * 1000.0**-0.75)
    assert limits.infrared_w_m2("ir_eye_iec", 1000.1) == 100.0


def test_retinal_heat_changes_at_10_s_and_at_a_quarter_second() -> None:
    assert limits.retinal_heat_iec(10.0, 0.1)[0] == "retinal_thermal_iec_long"
    assert limits.retinal_heat_iec(9.99, 0.1)[0] == "retinal_thermal_iec"
    assert limits.retinal_heat_icnirp(0.25, 0.1)[0] == "retinal_thermal_icnirp2013"
    assert limits.retinal_heat_icnirp(0.2499, 0.1)[0] == "retinal_thermal_icnirp2013_short"


def test_the_weak_stimulus_is_milder_up_to_100_s_and_that_second_too() -> None:
    assert limits.weak_stimulus_icnirp(100.0, 0.1)[0] == "retinal_wvs_icnirp2013_mid"
    assert limits.weak_stimulus_icnirp(100.1, 0.1)[0] == "retinal_wvs_icnirp2013"


def test_the_field_of_icnirp_past_10000_s() -> None:
    assert limits.icnirp_field_mrad() == pytest.approx(110.0)


def test_a_pulse_of_unknown_frequency_is_as_long_as_any_limit_counts_one() -> None:
    """Saying less is never milder: no known frequency gives a longer pulse of that height."""
    unknown = pulse_of(0.5, None)
    assert unknown == (2.0, 10.0)
    for hertz in (0.5, 10.0, 1250.0):
        known = pulse_of(0.5, hertz)
        assert known is not None
        assert known[0] == unknown[0]
        assert known[1] <= unknown[1]
    assert pulse_of(1.0, None) is None
    assert pulse_of(0.5, 0.0) is None
