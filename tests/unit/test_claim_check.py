"""Claims that cannot be true are told, and those that can are left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpbm.cli.check import described
from openpbm.light.claim_check import doubts, overfed
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.catalogue import catalogue_ids, catalogue_row, known_mask
from plain import plain_mask

TOO_MUCH = """
[mask]
name = "Ten times too much"
form = "rigid_mask"
led_count = 144
treated_area_cm2 = 420

[[channels]]
role = "red"
peak_nm = 633
power_mw = 6.5
claim = {{ irradiance_mw_cm2 = {claim}, meaning = "{meaning}" }}
"""


def mask(claim: Claim, *, power_mw: float | None = None, supply_w: float | None = None) -> Mask:
    red = Channel(role="red", peak_nm=633.0, claim=claim, power_mw=power_mw)
    return plain_mask("rigid_mask", red, led_count=100, treated_area_cm2=400.0, supply_w=supply_w)


def test_a_claim_ten_times_what_its_leds_give_is_no_good_mask_file(tmp_path: Path) -> None:
    """144 LEDs of 6.5 mW over 420 cm2 are 2.2 mW/cm2; the tutorial's file said 20."""
    path = tmp_path / "m.toml"
    path.write_text(TOO_MUCH.format(claim=20, meaning="mean"))
    _, _, told = described(path)
    assert len(told) == 1
    assert "0.94 W" in told[0]
    assert "2.2 mW/cm²" in told[0]
    path.write_text(TOO_MUCH.format(claim=2.2, meaning="mean"))
    assert described(path)[2] == []


def test_leds_that_no_supply_can_feed_are_told(tmp_path: Path) -> None:
    """100 LEDs of 3 W on a supply of 5 W, of which at most 0.7 become light: 3.5 W."""
    path = tmp_path / "m.toml"
    path.write_text(
        TOO_MUCH.format(claim=2, meaning="mean")
        .replace("led_count = 144", "led_count = 100\nsupply_w = 5")
        .replace("power_mw = 6.5", "power_mw = 3000")
    )
    (told,) = described(path)[2]
    assert "300 W" in told
    assert "3.5 W" in told
    few = mask(Claim(irradiance_mw_cm2=1.0), power_mw=30.0, supply_w=5.0)
    assert overfed(few) == ()


def test_a_peak_over_an_led_may_be_several_times_the_mean() -> None:
    """6.5 mW into a sensor of 0.71 cm2 are 9.2 mW/cm2, and the mean comes on top."""
    peak = Claim(irradiance_mw_cm2=10.0, meaning="peak")
    assert doubts(mask(peak, power_mw=6.5)) == ()
    assert doubts(mask(replace(peak, meaning="mean"), power_mw=6.5))
    assert doubts(mask(replace(peak, irradiance_mw_cm2=20.0), power_mw=6.5))


def test_only_a_supply_that_is_stated_proves_a_claim_wrong() -> None:
    mean = Claim(irradiance_mw_cm2=30.0, meaning="mean")  # 12 W of light
    assert doubts(mask(mean)) == ()
    (doubt,) = doubts(mask(mean, supply_w=10.0))
    assert doubt.most_w == pytest.approx(7.0)
    assert doubt.as_mean
    assert doubts(mask(mean, supply_w=20.0)) == ()


@given(mw=st.floats(0.1, 100.0), claim=st.floats(0.1, 200.0), watts=st.floats(1.0, 100.0))
def test_what_adds_up_is_never_doubted(mw: float, claim: float, watts: float) -> None:
    """Light of the LEDs over the area is a true claim; and so is all that is below it."""
    mean = 100 * mw / 400.0
    told = Claim(irradiance_mw_cm2=max(min(claim, mean), 1e-3), meaning="mean")
    assert not [d for d in doubts(mask(told, power_mw=mw)) if d.against == "led_power"]
    fed = Claim(irradiance_mw_cm2=max(min(claim, 0.7 * watts * 1e3 / 400.0), 1e-3), meaning="mean")
    assert doubts(mask(fed, supply_w=watts)) == ()


def test_no_maker_of_the_catalogue_is_called_wrong_on_a_guess() -> None:
    masks = [known_mask(catalogue_row(id)) for id in catalogue_ids()]
    doubted = {mask.id for mask in masks if mask is not None and doubts(mask)}
    # 60 mW/cm2 beside the 7.9 W of its battery, 54 beside a rating of 5 W: stated, not guessed
    assert doubted == {"oem-f2-aurora", "oem-cs-001"}
