"""A measured spectrum in the ceilings: shares of power by band, weights, and the floor."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_ceilings import bound, exposure

from openpbm.arrays import FloatArray, floats
from openpbm.errors import MaskError
from openpbm.mask import Channel, Claim, Mask, Pulsing, Spectrum
from openpbm.mask.emission import Emission, emission_of
from openpbm.record import LIGHT_BANDS
from openpbm.safety.colour import band_shares, colours_of, shares_told
from openpbm.safety.hazard.source import HazardChannel
from openpbm.safety.hazard.weighting import emission_weight
from openpbm.speech.say import in_english
from openpbm.tables import numbers

NM = np.arange(400.0, 780.5, 0.5)
FLOOR = numbers("light")["least_share"].value
COLUMNS = ("B_iec62471", "B_icnirp2013", "A_icnirp2013", "R_iec62471", "R_icnirp2013", "S_uv",
           "UVA", "WIR_iec62471", "WIR_icnirp2013", "Wskin")  # fmt: skip


def bump(nm: float, sigma_nm: float) -> FloatArray:
    return floats(np.exp(-0.5 * ((NM - nm) / sigma_nm) ** 2))


def leaking(blue: float) -> Spectrum:
    """A converted red LED that lets some of its blue pump through."""
    return Spectrum(NM, bump(633.0, 30.0) + blue * bump(450.0, 9.0))


PUMP = leaking(0.15)  # 4 % of the power
BOTH = Spectrum(NM, bump(633.0, 7.6) + 0.91 * bump(415.0, 7.6))  # 47 % of it, as a meter at once


def mask(spectrum: Spectrum | None, **more: object) -> Mask:
    channel = Channel(
        role="red",
        peak_nm=633.0,
        fwhm_nm=None if spectrum is not None else 18.0,
        spectrum=spectrum,
        pulsing=Pulsing(),
        claim=Claim(irradiance_mw_cm2=12.0, meaning="mean"),
    )
    return Mask(
        id="made",
        name="Made",
        form="rigid_mask",
        channels=(replace(channel, **more),),  # type: ignore[arg-type]
        led_count=100,
        treated_area_cm2=400.0,
        standoff_mm=12.0,
        contact=False,
        inner_reflectance=0.3,
        eye_shield="none",
    )


def test_the_weights_of_a_plan_are_those_of_the_file() -> None:
    light = emission_of(mask(PUMP).channels[0])
    seen = HazardChannel(role="red", peak_nm=633.0, spectrum=PUMP, irradiance_mw_cm2=1.0)
    assert emission_weight("B_iec62471", light)[0] == pytest.approx(0.0403, rel=5e-3)
    for column in COLUMNS:
        assert emission_weight(column, light)[0] == seen.weight(column)


@pytest.mark.parametrize(("blue", "counts"), [(0.03, False), (0.045, True)])
def test_less_blue_than_a_meter_can_tell_from_noise_is_none(blue: float, counts: bool) -> None:
    spectrum = leaking(blue)
    share = spectrum.share(0.0, 500.0)
    assert (share > FLOOR) is counts
    assert FLOOR / 2 < share < 2 * FLOOR
    assert ("blue" in colours_of(mask(Spectrum(NM, bump(640.0, 9.0))).channels[0])) is False
    given = exposure(633.0, spectra=(spectrum,), no_blue=True)
    assert bound("skin_dose_blue", given).holds(1.0, np.ones(1)) is not counts
    weighed = bound("eye_blue_small", exposure(633.0, eye=1.0, spectra=(spectrum,)))
    assert weighed.value(1.0, np.ones(1)) > 10.0 * 0.5 * share  # no floor under a weighted sum


def test_power_counts_in_the_band_where_it_lies() -> None:
    light = emission_of(mask(BOTH).channels[0])
    shares = {band: float(share[0]) for band, share in band_shares(light).items()}
    assert shares["blue"] == pytest.approx(0.47, abs=0.005)
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-4)
    assert colours_of(mask(BOTH).channels[0]) == ("red", "blue")
    assert in_english(shares_told(mask(BOTH).channels[0])) == "its power is 47 % blue, 53 % red"
    given = exposure(633.0, hot=1000.0 / 60.0, spectra=(BOTH,), photosensitiser=True)
    for id, share in (
        ("skin_dose_blue", shares["blue"]), ("skin_dose_red", shares["red"]),
        ("skin_dose_violet", 0.46), ("skin_dose_short", shares["blue"]),
        ("pdt_blue_equiv", shares["blue"]), ("pdt_red_equiv", shares["red"]),
        ("light_day_blue", shares["blue"]), ("light_course_red", shares["red"]),
        ("skin_dose_nir", 0.0),
    ):  # fmt: skip
        assert bound(id, given).value(1.0, np.ones(1)) == pytest.approx(share, abs=0.01), id


def test_a_wide_line_counts_where_its_tail_lies_and_whole_at_its_peak() -> None:
    wide = Channel(role="red", peak_nm=633.0, fwhm_nm=160.0)
    shares = {band: float(share[0]) for band, share in band_shares(emission_of(wide)).items()}
    assert shares["red"] == 1.0
    assert shares["blue"] == pytest.approx(0.025, abs=0.003)
    assert "blue" in colours_of(wide)
    assert colours_of(Channel(role="red", peak_nm=633.0)) == ("red",)
    assert colours_of(Channel(role="nir", peak_nm=830.0)) == ("nir",)


def test_flicker_is_seen_in_infrared_light_with_red_in_it() -> None:
    seen = Spectrum(np.arange(400.0, 1100.0), np.where(np.arange(400, 1100) < 660, 0.05, 1.0))
    for spectrum, counts in ((seen, 1.0), (None, 0.0)):
        given = exposure(850.0, spectra=(spectrum,), frequency_hz=(40.0,))
        assert bound("visible_pulsing", given).value(1.0, np.ones(1)) == counts


def test_a_limit_that_moves_with_the_wavelength_is_asked_at_every_wavelength() -> None:
    """Half of the light at 633 nm, half near 850 nm: the mean of one over each limit."""
    nm = np.arange(400.0, 1000.0)
    line = [floats(np.exp(-0.5 * ((nm - at) / 5) ** 2)) for at in (633, 850)]
    halves = Spectrum(nm, line[0] + line[1])
    for id in ("skin_laser_sum", "heating_onset"):
        both, red, nir = (
            bound(id, exposure(at, hot=10.0, spectra=(s,))).value(1.0, np.ones(1))
            for at, s in ((633.0, halves), (633.0, None), (850.0, None))
        )
        assert both == pytest.approx((red + nir) / 2, rel=5e-3)


def test_the_shares_of_a_spectrum_are_those_of_its_area() -> None:
    flat = Spectrum(np.array([400.0, 600.0, 800.0]), np.ones(3))
    for low, high, share in ((0.0, 500.0, 0.25), (500.0, 900.0, 0.75), (450.0, 450.0, 0.0)):
        assert flat.share(low, high) == pytest.approx(share)
    assert flat.share(900.0, np.inf) == 0.0
    assert sum(flat.share(*b) for b in ((0, 430), (430, 611), (611, np.inf))) == pytest.approx(1.0)
    assert set(LIGHT_BANDS) == set(band_shares(emission_of(mask(flat).channels[0])))


def test_an_emission_that_does_not_fit_its_channels_is_refused() -> None:
    for peak, width, spectra in (
        (floats([633.0]), floats([18.0]), (None, None)),
        (floats([633.0, 830.0]), floats([18.0]), (None, None)),
    ):
        with pytest.raises(MaskError, match="emission"):
            Emission(peak_nm=peak, fwhm_nm=width, spectra=spectra)
