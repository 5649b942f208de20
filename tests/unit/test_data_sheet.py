"""Data sheets: lumens, photons and full angles are converted, or it is said why they cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from openpbm.cli.main import main
from openpbm.errors import MaskError
from openpbm.files.mask_file import mask_from_text
from openpbm.mask import Channel, Spectrum
from openpbm.mask.photometry import (
    lumens_per_w,
    most_over_stated,
    power_over_stated,
    umol_per_j,
)
from openpbm.planning.plan import plan
from plain import anybody
from shared_light import SHARED

HEAD = '[mask]\nname = "m"\nform = "panel"\nled_count = 40\n[[channels]]\n'


def channel(said: str, role: str = "deep_red", peak_nm: float = 660.0) -> Channel:
    text = f'{HEAD}role = "{role}"\npeak_nm = {peak_nm}\n{said}\n'
    return mask_from_text(text, Path("sheet.toml")).channels[0]


@pytest.mark.parametrize(
    ("nm", "lumens"),  # 683 lm/W x the printed V of the CIE
    [(555.0, 683.0 * 1.0), (530.0, 683.0 * 0.862), (590.0, 683.0 * 0.757), (660.0, 683.0 * 0.061)],
)
def test_an_eye_weighs_light_as_published(nm: float, lumens: float) -> None:
    assert lumens_per_w(nm) == pytest.approx(lumens, rel=2e-3)


def test_photons_carry_hc_by_wavelength() -> None:
    """Planck's constant, the speed of light and Avogadro's number, exact in the SI."""
    joule_each = 6.62607015e-34 * 299_792_458.0 / 660e-9
    assert umol_per_j(660.0) == pytest.approx(1e6 / joule_each / 6.02214076e23, rel=1e-6)


def test_lumens_are_light_power_at_their_wavelength() -> None:
    """15 lm at 660 nm over 683 lm/W and V = 0.061."""
    found = channel("luminous_flux_lm = 15")
    assert found.power_mw == pytest.approx(1000.0 * 15.0 / (683.0 * 0.061), rel=2e-3)
    assert found.power_said == "15 lm at 660 nm"
    green = channel("luminous_flux_lm = 15", role="amber", peak_nm=590.0)
    assert green.power_mw == pytest.approx(1000.0 * 15.0 / (683.0 * 0.757), rel=2e-3)


def test_lumens_are_more_power_where_the_peak_may_lie_further_off() -> None:
    """V of the CIE at 650, 660 and 670 nm: 0.107, 0.061, 0.032."""
    found = channel("luminous_flux_lm = 15")
    factor = power_over_stated(found, np.array([650.0, 660.0, 670.0]))
    assert factor == pytest.approx([0.061 / 0.107, 1.0, 0.061 / 0.032], rel=1e-2)
    assert most_over_stated(found) == pytest.approx(0.061 / 0.032, rel=1e-2)  # within 10 nm
    assert most_over_stated(channel("luminous_flux_lm = 15\npeak_tol_nm = 0")) == 1.0
    stated = channel("power_mw = 360")
    assert np.all(power_over_stated(stated, np.array([650.0, 670.0])) == 1.0)


def lit(said: str) -> tuple[float, float, float]:
    """Median, 5th and 95th percentile of the light in W that a plan tells."""
    text = HEAD.replace("[[channels]]", "standoff_mm = 300\nsession_min = [10]\n[[channels]]")
    text += f'role = "deep_red"\npeak_nm = 660\npulsing = "continuous"\n{said}\n'
    person = anybody(age_years=40.0)
    mask = mask_from_text(text, Path("m.toml"))
    power = plan(person, mask, start=date(2026, 12, 1), scenarios=64, kept=SHARED).power
    assert power is not None
    return power.light_w.median, power.light_w.p05, power.light_w.p95


def test_a_plan_spreads_lumens_with_the_peak_and_radiant_power_not() -> None:
    watts, lumens = lit("power_mw = 9.6"), lit("luminous_flux_lm = 0.4")
    assert lumens[0] == pytest.approx(watts[0], rel=0.15)
    spread_w, spread_lm = (np.log(high / low) for _, low, high in (watts, lumens))
    assert spread_lm > spread_w + 0.3


def test_photons_of_an_led_are_light_power() -> None:
    assert channel("photon_flux_umol_s = 1.0").power_mw == pytest.approx(181.25, rel=1e-4)


def test_a_measured_spectrum_weighs_all_its_light(tmp_path: Path) -> None:
    """Half the power where an eye sees nothing: twice the power for the same lumens."""
    nm = np.arange(600.0, 901.0, 1.0)
    red = np.exp(-(((nm - 660.0) / 8.0) ** 2))
    both = red + np.exp(-(((nm - 850.0) / 8.0) ** 2))
    alone, mixed = (lumens_per_w(660.0, Spectrum(nm, power)) for power in (red, both))
    assert alone is not None
    assert mixed == pytest.approx(alone / 2.0, rel=1e-3)
    rows = "\n".join(f"{a:g},{b:.6f}" for a, b in zip(nm, red, strict=True))
    (tmp_path / "s.csv").write_text(f"wavelength_nm,power\n{rows}", encoding="utf-8")
    text = f'{HEAD}role = "deep_red"\nspectrum_csv = "s.csv"\nluminous_flux_lm = 15\n'
    found = mask_from_text(text, tmp_path / "m.toml").channels[0]
    assert found.power_mw == pytest.approx(15_000.0 / alone, rel=1e-3)


def test_a_full_angle_is_twice_the_half() -> None:
    assert channel("viewing_angle_deg = 50").half_angle_deg == 25.0
    assert channel("viewing_angle_deg = 50\nhalf_angle_deg = 25").half_angle_deg == 25.0


def test_what_agrees_may_be_said_twice() -> None:
    both = channel("luminous_flux_lm = 15\npower_mw = 340\nphoton_flux_umol_s = 2.0")
    assert both.power_mw == 340.0
    assert both.power_said == ""


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("luminous_flux_lm = 15\npower_mw = 60", r"found 15 lm, which is 360 mW at 660 nm, beside "
         r"power_mw = 60; expected the two to agree"),
        ("photon_flux_umol_s = 1\nluminous_flux_lm = 15", "15 lm, which is 360 mW .* 1 umol/s, "
         "which is 181 mW"),
        ("viewing_angle_deg = 60\nhalf_angle_deg = 60", "full angle of 60, whose half is 30, "
         "beside half_angle_deg = 60"),
        ("viewing_angle_deg = 180", "found 180; expected full angle in degrees, above 0 and below"),
        ("luminous_flux_lm = 0", "lumens of one LED, above 0"),
        ("luminous_flux_lm = 90000", "which is 2.16e.06 mW; expected at most"),
        ("power_lm = 15", r"expected luminous_flux_lm = 15 \(15 lm at 660 nm are 360 mW of light"),
        ("lumens = 15", "expected luminous_flux_lm = 15"),
        ("luminous_intensity_mcd = 5000", "is its light in one direction only"),
        ("radiant_intensity_mw_sr = 40", "expected power_mw or luminous_flux_lm, the flux"),
        ("ppf = 1", "expected photon_flux_umol_s = 1 .*181 mW"),
        ("beam_angle = 50", "viewing_angle_deg = 50 for a full angle, or half_angle_deg = 50 for"),
        ("claim = {ppfd_umol_m2_s = 552}", r"irradiance_mw_cm2 = 10\)"),
        ("claim = {lux = 4166}", r"417 lux are 1 mW/cm2, so irradiance_mw_cm2 = 10\)"),
        ('readings = [{region = "chin", illuminance_lx = 4166}]', r"so irradiance_mw_cm2 = 10\)"),
    ],
)  # fmt: skip
def test_what_disagrees_or_bears_another_name_is_told_with_the_conversion(
    said: str, says: str
) -> None:
    with pytest.raises(MaskError, match=says) as problem:
        channel(said)
    assert "did you mean" not in str(problem.value)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("luminous_flux_lm = 15", "an eye hardly sees: lumens do not tell its power"),
        ("power_lm = 15", "expected power_mw: an eye hardly sees 850 nm"),
        ("claim = {lux = 100}", "lux do not tell its power; a meter for power does"),
        ("claim = {ppfd = 100}", "count no light beyond 700 nm"),
    ],
)
def test_infrared_has_no_lumens(said: str, says: str) -> None:
    with pytest.raises(MaskError, match=says):
        channel(said, role="nir", peak_nm=850.0)


@pytest.mark.parametrize("peak", ["0", "nan", "inf", "1e400", '"red"', "true"])
def test_a_hint_beside_an_absurd_wavelength_is_still_words(peak: str) -> None:
    for said in ("power_lm = 15", "ppf = 1", "claim = {ppfd = 3, lux = 4}"):
        with pytest.raises(MaskError, match=r"sheet\.toml: "):
            channel(said, peak_nm=peak)  # type: ignore[arg-type]


def test_the_check_says_what_lumens_became(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.toml"
    path.write_text(f'{HEAD}role = "deep_red"\npeak_nm = 660\nluminous_flux_lm = 15\n')
    assert main(["check", str(path)]) == 0
    assert "15 lm at 660 nm is 360 mW of light an LED" in capsys.readouterr().out
