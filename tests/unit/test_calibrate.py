"""Do readings, claims and LED power say how much light there is, in that order?"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from pytest import approx

from openpbm.arrays import FloatArray, floats
from openpbm.errors import MaskError
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.light.calibrate import full_drive_scale, missing_irradiance, over_led_at
from openpbm.light.device_draws import DEVICE_DIMENSIONS, DeviceDraws, device_draws
from openpbm.light.standoff import ScenarioLight, StandoffLight, standoff_light
from openpbm.mask import Channel, Claim, Mask, Reading
from openpbm.sampling import uniforms
from openpbm.tables import numbers
from plain import plain_mask

COUNT = 400
MEAN, PEAK = (Claim(irradiance_mw_cm2=30.0, meaning=meaning) for meaning in ("mean", "peak"))
RED = Channel(role="red", peak_nm=633.0, claim=MEAN)
NIR = Channel(role="nir", peak_nm=830.0)


def mask(*channels: Channel) -> Mask:
    return plain_mask("flexible_mask", *(channels or (RED,)), led_count=66, standoff_mm=10.0)


def drawn(device: Mask) -> DeviceDraws:
    return device_draws(device, uniforms(DEVICE_DIMENSIONS, COUNT, seed=1))


@cache
def light() -> StandoffLight:
    """Red and near-infrared share their LEDs here, so one geometry serves every test."""
    device = mask(replace(RED, readings=(Reading(irradiance_mw_cm2=1.0, region="chin"),)), NIR)
    return standoff_light(device, canonical_face(), drawn(device))


def at(device: Mask) -> ScenarioLight:
    found = light().at(drawn(device).standoff_mm)
    if len(device.channels) == 2:
        return found
    return replace(
        found,
        by_angle=found.by_angle[:, :1],
        hot=found.hot[:, :1],
        mean=found.mean[:, :1],
        over_led=found.over_led[:, :1],
        sensor=found.sensor[:, :1],
        placing=found.placing[:, :1],
    )


def scale(device: Mask) -> FloatArray:
    return full_drive_scale(device, drawn(device), at(device))


def mean_light(device: Mask) -> FloatArray:
    return scale(device) * at(device).mean


def region_light(device: Mask, region: str) -> FloatArray:
    light = at(device).by_angle.sum(axis=2)[..., REGIONS.index(region)]
    return floats(scale(device) * light)


def width(samples: FloatArray) -> float:
    low, high = np.percentile(samples, (5.0, 95.0))
    return float(high / low)


def test_a_mean_is_the_mean_over_the_covered_skin() -> None:
    assert float(np.median(mean_light(mask()))) == approx(30.0, rel=0.02)


def test_a_peak_is_what_a_sensor_against_an_led_shows() -> None:
    device = mask(replace(RED, claim=PEAK))
    peak = scale(device) * over_led_at(at(device), drawn(device).meter_distance_mm)
    assert float(np.median(peak)) == approx(30.0, rel=0.02)
    # spread over the face that is far less
    assert float(np.median(mean_light(device))) < 0.6 * 30.0


def test_a_claim_that_does_not_say_is_read_both_ways() -> None:
    device = mask(replace(RED, claim=Claim(irradiance_mw_cm2=30.0)))
    either = np.where(
        drawn(device).means_peak, scale(mask(replace(RED, claim=PEAK)))[:, 0], scale(mask())[:, 0]
    )
    assert scale(device)[:, 0] == approx(either)
    assert drawn(device).means_peak.mean() == approx(0.5, abs=0.05)


def test_a_total_is_shared_among_the_channels() -> None:
    device = replace(mask(replace(RED, claim=None), NIR), total_claim=MEAN)
    total = mean_light(device).sum(axis=1)
    assert float(np.median(total)) == approx(30.0, rel=0.02)
    share = drawn(device).split
    assert share.sum(axis=1) == approx(1.0)
    assert share.min() >= numbers("light")["split.low"].value
    assert share.max() <= numbers("light")["split.high"].value


def test_a_channels_own_number_for_all_channels_is_shared_too() -> None:
    summed = Claim(irradiance_mw_cm2=30.0, meaning="sum")
    alone, two = mask(replace(RED, claim=summed)), mask(replace(RED, claim=summed), NIR)
    with pytest.raises(MaskError, match="channel nir gives"):
        scale(two)
    both = mask(replace(RED, claim=summed), replace(NIR, claim=summed))
    # a sum over channels does not say whether it is a mean over the skin or a peak
    as_mean = ~drawn(both).means_peak
    assert float(np.median(mean_light(both).sum(axis=1)[as_mean])) == approx(30.0, rel=0.03)
    assert float(np.median(mean_light(both).sum(axis=1)[~as_mean])) < 0.6 * 30.0
    assert np.all(drawn(alone).split == 1.0)


def test_led_power_is_the_last_resort() -> None:
    powered = replace(RED, claim=None, power_mw=40.0)
    assert float(np.median(scale(mask(powered)))) == approx(40.0, rel=0.02)
    assert scale(mask(replace(powered, claim=MEAN))) == approx(scale(mask()))


def test_a_reading_outranks_a_claim() -> None:
    read = Reading(irradiance_mw_cm2=12.0, region="left_cheek", meter="laboratory")
    device = mask(replace(RED, readings=(read,)))
    # a single place is more often dim than bright: the median lies a little above what it showed
    assert 12.0 <= float(np.median(region_light(device, "left_cheek"))) < 12.0 * 1.15


def test_several_readings_average_as_light() -> None:
    pair = tuple(
        Reading(irradiance_mw_cm2=e, region="forehead", meter="laboratory") for e in (8.0, 18.0)
    )
    device = mask(replace(RED, claim=None, readings=pair))
    alike = tuple(replace(r, irradiance_mw_cm2=13.0) for r in pair)
    assert scale(device) == approx(scale(mask(replace(RED, claim=None, readings=alike))))
    assert 13.0 <= float(np.median(region_light(device, "forehead"))) < 13.0 * 1.1


def test_more_readings_and_better_meters_narrow_the_interval() -> None:
    def spread(*readings: Reading) -> float:
        return width(region_light(mask(replace(RED, claim=None, readings=readings)), "chin"))

    owner = Reading(irradiance_mw_cm2=12.0, region="chin")
    solar, lab = replace(owner, meter="silicon_solar"), replace(owner, meter="laboratory")
    assert spread(owner) > spread(owner, owner, owner) > spread(lab, lab, lab)
    # with many readings the meter decides, not where it lay
    many = [spread(*(one,) * 20) for one in (owner, solar, lab)]
    assert many == sorted(many, reverse=True)
    # readings of one meter share its error, those of another kind do not
    assert spread(solar, solar, lab) < spread(solar, solar, solar)


@pytest.mark.parametrize("meter", [None, "silicon_solar", "laboratory"])
@pytest.mark.parametrize("meaning", [None, "mean", "peak"])
@pytest.mark.parametrize("tolerance", [None, 0.5, 9.0])
@pytest.mark.parametrize("region", ["forehead", "left_cheek"])
def test_a_reading_never_widens_the_interval(
    meter: str | None, meaning: str | None, tolerance: float | None, region: str
) -> None:
    claim = Claim(irradiance_mw_cm2=30.0, meaning=meaning, tolerance_mw_cm2=tolerance)
    claimed = mask(replace(RED, claim=claim))
    reading = Reading(irradiance_mw_cm2=9.0, region=region, meter=meter)
    unclaimed = mask(replace(RED, claim=None, readings=(reading,)))
    both = mask(replace(RED, claim=claim, readings=(reading,)))
    spread = width(region_light(both, region))
    hair = 1.0 + 1e-5  # percentiles between two samples, of light and of its logarithm
    assert spread <= width(region_light(claimed, region)) * hair
    assert spread <= width(region_light(unclaimed, region)) * hair


def test_readings_of_nothing_are_no_channel_and_mixed_ones_contradict() -> None:
    zero, some = (Reading(irradiance_mw_cm2=e, region="chin") for e in (0.0, 5.0))
    with pytest.raises(MaskError, match="channel red: found 0 at every place"):
        replace(RED, readings=(zero, zero))
    with pytest.raises(MaskError, match="one red reading is 0"):
        scale(mask(replace(RED, readings=(zero, some))))


def test_a_reading_at_an_unknown_region_suggests_one() -> None:
    reading = Reading(irradiance_mw_cm2=5.0, region="forhead")
    with pytest.raises(MaskError, match="'forhead'; did you mean forehead"):
        scale(mask(replace(RED, readings=(reading,))))


def test_where_nothing_is_stated_the_missing_channels_are_named() -> None:
    dark = mask(replace(RED, claim=None), NIR)
    assert missing_irradiance(dark) == ("red", "nir")
    assert missing_irradiance(mask(RED, NIR)) == ("nir",)
    assert missing_irradiance(replace(dark, total_claim=MEAN)) == ()
    with pytest.raises(MaskError, match="channel red, nir gives; what would settle it"):
        scale(dark)


def test_light_that_misses_the_face_cannot_carry_a_claim() -> None:
    device = mask()
    away = replace(at(device), mean=np.zeros((COUNT, 1)))
    with pytest.raises(MaskError, match="directions that point out of the LEDs"):
        full_drive_scale(device, drawn(device), away)


def test_every_unknown_that_was_drawn_is_named_and_nothing_else() -> None:
    known = replace(
        mask(replace(RED, half_angle_deg=60.0, peak_tol_nm=2.0, fwhm_nm=18.0)),
        inner_reflectance=0.5,
        standoff_tol_mm=1.0,
    )
    assert drawn(known).assumed == (
        "claim.output_sd_ln",
        "supply.efficiency",
        "layout.geometry.sd_ln",
        "supply.home_mask_w",
    )
    bare = Mask(id="m", name="m", form="rigid_mask", channels=(Channel(role="red", peak_nm=633.0),))
    named = drawn(bare).assumed
    for id in ("standoff.rigid_mask", "inner_reflectance", "half_angle_deg", "fwhm.red"):
        assert id in named
    assert all(n in numbers("light") or n.startswith("layout.") for n in named)
    read = mask(replace(RED, claim=None, readings=(Reading(irradiance_mw_cm2=1.0, region="chin"),)))
    of_meters = {n.removeprefix("meters.") for n in drawn(read).assumed if n.startswith("meters.")}
    assert {"unstated.solar_share", "placing.rest_sd_ln"} <= of_meters <= set(numbers("meters"))


def test_a_supply_that_nobody_states_is_among_the_assumptions() -> None:
    assert "supply.home_mask_w" in drawn(mask()).assumed
    assert "supply.home_mask_w" not in drawn(replace(mask(), supply_w=10.0)).assumed
    assert "supply.efficiency" in drawn(replace(mask(), supply_w=10.0)).assumed


def test_stated_quantities_stay_within_their_tolerance() -> None:
    device = replace(
        mask(replace(RED, peak_tol_nm=3.0, fwhm_nm=20.0)), standoff_tol_mm=2.0, contact=False
    )
    draws = drawn(device)
    assert 8.0 <= draws.standoff_mm.min() < 8.1
    assert 11.9 < draws.standoff_mm.max() <= 12.0
    assert np.ptp(draws.peak_nm) == approx(6.0, rel=0.02)
    assert np.all(draws.fwhm_nm == 20.0)
    assert not draws.wet.any()


def test_a_mask_that_touches_keeps_its_leds_off_the_skin_and_may_be_wet() -> None:
    draws = drawn(replace(mask(), standoff_mm=0.0, contact=True))
    assert draws.standoff_mm.min() >= numbers("layout")["least_standoff_mm"].value
    assert 0.45 < draws.wet.mean() < 0.55
    assert drawn(replace(mask(), wet=True)).wet.all()


def test_more_than_three_channels_have_draws_of_their_own() -> None:
    many = mask(*(replace(NIR, peak_nm=800.0 + 10 * i) for i in range(5)))
    draws = drawn(replace(many, total_claim=MEAN))
    assert draws.split.sum(axis=1) == approx(1.0)
    off = draws.peak_nm - draws.peak_nm.mean(axis=0)
    correlation = np.corrcoef(off.T) - np.eye(5)
    assert np.abs(correlation).max() < 0.2
