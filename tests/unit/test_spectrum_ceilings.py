"""A measured spectrum counts as it stands: in every ceiling, in the screen and in the sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from test_ceilings import bound, exposure

from openpbm.arrays import FloatArray, floats
from openpbm.errors import MaskError
from openpbm.files.kept_plan import read_plan
from openpbm.files.plan_file import plan_text
from openpbm.mask import Channel, Claim, Mask, Pulsing, Spectrum
from openpbm.mask.emission import Emission, emission_of
from openpbm.person import Medicine, Person, Wish
from openpbm.planning.plan import plan
from openpbm.planning.result import Plan
from openpbm.record import LIGHT_BANDS, NO_LIGHT
from openpbm.safety.colour import band_shares, colours_of, is_mixed, shares_told
from openpbm.safety.hazard_source import HazardChannel
from openpbm.safety.weighting import emission_weight
from openpbm.session import SessionChannel, light_rates
from openpbm.tables import numbers

START = date(2026, 12, 1)
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


def planned(device: Mask, **person: object) -> Plan:
    who = Person(
        age_years=40.0, phototype="II", wishes=(Wish(goal="wrinkles"),), recent_light=NO_LIGHT
    )
    return plan(
        replace(who, **person),  # type: ignore[arg-type]
        device,
        start=START,
        scenarios=60,
    )


def test_the_weights_of_a_plan_are_those_of_the_file() -> None:
    light = emission_of(mask(PUMP).channels[0])
    seen = HazardChannel(role="red", peak_nm=633.0, spectrum=PUMP, irradiance_mw_cm2=1.0)
    assert emission_weight("B_iec62471", light)[0] == pytest.approx(0.0403, rel=5e-3)
    for column in COLUMNS:
        assert emission_weight(column, light)[0] == seen.weight(column)


def test_bare_eyes_are_not_planned_under_blue_that_leaks_through_red() -> None:
    bare, line = planned(mask(PUMP)), planned(mask(None))
    assert bare.session is None
    assert {"eye_blue_small", "eye_blue_leak"} <= {refusal.id for refusal in bare.refusals}
    assert line.session is not None
    assert planned(mask(PUMP), eye_protection="opaque_goggles").session is not None


@pytest.mark.parametrize("spectrum", [PUMP, BOTH], ids=["4 %", "47 %"])
@pytest.mark.parametrize("said", ["melasma", "doxycycline"])
def test_red_light_with_blue_in_it_is_screened_as_blue(spectrum: Spectrum, said: str) -> None:
    """Both forbid blue and let red pass with care; the name of the channel is red."""
    told: dict[str, object] = {"eye_protection": "opaque_goggles"}
    told |= {"medicines": (Medicine(name=said),)} if said == "doxycycline" else {
        "conditions": (said,)
    }  # fmt: skip
    leaks, clean = planned(mask(spectrum), **told), planned(mask(None), **told)
    assert clean.session is not None
    assert leaks.session is None
    own = next(r for r in leaks.refusals if r.id == "screen_other_light")
    assert "screened as blue light too" in own.reason
    assert "% blue" in own.reason


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
    assert shares_told(mask(BOTH).channels[0]) == "its power is 47 % blue, 53 % red"
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


def test_a_ledger_sums_each_share_under_its_own_band(tmp_path: Path) -> None:
    """A plan says the shares, a reader keeps them, and the day's caps count them all."""
    made = planned(mask(PUMP), eye_protection="opaque_goggles")
    assert made.session is not None
    ids = {ceiling.id for ceiling in made.session.ceilings}
    assert {"light_day_blue", "light_day_red"} <= ids
    (channel,) = made.session.channels
    path = tmp_path / "plan.json"
    path.write_text(plan_text(made), encoding="utf-8")
    kept = read_plan(path).session
    assert kept is not None
    assert dict(kept.channels[0].bands) == pytest.approx(dict(channel.bands), rel=1e-5)
    rates = light_rates(kept.channels)
    nose = {r.band: r.hot_j_cm2_min for r in rates if r.region == "nose"}
    whole = next(r.hot_j_cm2_min for r in channel.rates if r.region == "nose")
    assert sum(nose.values()) == pytest.approx(whole, rel=1e-4)
    assert nose["blue"] / whole == pytest.approx(0.043, abs=0.002)


def test_a_channel_without_shares_counts_under_its_peak() -> None:
    channel = SessionChannel(role="red", peak_nm=633.0, drive=1.0, minutes=1.0)
    assert channel.band_shares == (("red", 1.0),)
    plain = planned(mask(None))
    assert plain.session is not None
    assert plain.session.channels[0].bands == ()
    assert "bands" not in plan_text(plain).split('"channels"')[1].split('"zones"')[0]


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


def test_two_colours_in_one_channel_follow_no_trial() -> None:
    """Nearly half of it is blue, which the skin needs less of and the trial never gave."""
    made = planned(mask(BOTH), eye_protection="opaque_goggles")
    assert [r.id for r in made.refusals] == ["mixed_light"]
    assert "its power is 47 % blue, 53 % red" in made.refusals[0].reason
    for spectrum in (PUMP, leaking(0.0), Spectrum(NM, bump(595.0, 34.0))):
        assert not is_mixed(mask(spectrum).channels[0])


def test_a_narrow_beam_is_brighter_in_a_plan_as_well() -> None:
    """Radiance on the axis rises by (m + 1) / 2, ten times from 60 to 15 degrees."""
    weak = Claim(irradiance_mw_cm2=3.0, meaning="mean")
    radiance = []
    for half_angle_deg in (15.0, 60.0):
        made = planned(mask(None, half_angle_deg=half_angle_deg, claim=weak))
        radiance += [c.value for c in made.ceilings if c.id == "eye_retina_heat"]
    assert radiance[0] / radiance[1] == pytest.approx(10.5, rel=0.3)  # less of each LED is needed
