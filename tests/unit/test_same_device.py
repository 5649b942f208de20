"""`safety` reads the device that `plan` reads: supply, LEDs' places, beams, pulses, meters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from openpbm.face.canonical import canonical_face
from openpbm.files.mask_file import mask_from_text
from openpbm.light.power import most_light_w
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.decide import Circumstances, exposure_of
from openpbm.planning.progress import silent
from openpbm.planning.scene import scene
from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.mask import mask_hazards
from openpbm.safety.hazard.mask_source import disc_radius_mm
from shared_light import SHARED

WORN = """[mask]
name = "m"
form = "rigid_mask"
standoff_mm = 12
led_count = 100
treated_area_cm2 = 400
session_min = [10]
{supply}

[[channels]]
role = "nir"
peak_nm = 830
{light}
"""
STRONG = ("power_mw = 300", 'claim = { irradiance_mw_cm2 = 75.0, meaning = "mean" }')  # 30 W
SUPPLIES = ("supply_w = 5", "supply_v = 5\nsupply_a = 1", "energy_wh_per_session = 0.833333333")


def mask(supply: str = "", light: str = STRONG[0]) -> Mask:
    return mask_from_text(WORN.format(supply=supply, light=light), Path("m.toml"))


def infrared(of: Mask) -> Hazard:
    return next(h for h in mask_hazards(of).bare if h.id == "worn.ir_eye_iec")


@pytest.mark.parametrize("light", STRONG)
@pytest.mark.parametrize("supply", SUPPLIES)
def test_no_light_is_judged_that_a_stated_supply_cannot_feed(supply: str, light: str) -> None:
    """5 W feed at most 3.5 W of light; 30 W are claimed."""
    whole, fed = mask(light=light), mask(supply, light)
    assert mask_hazards(whole).source.light_w == pytest.approx([30.0], rel=0.02)
    assert mask_hazards(fed).source.light_w == pytest.approx([3.5], rel=1e-6)
    assert infrared(fed).value == pytest.approx(infrared(whole).value * 3.5 / 30.0, rel=0.02)
    told = [gap.what.id for gap in mask_hazards(fed).gaps]
    assert "gap-over_supply" in told


def test_a_plan_counts_no_more_than_safety_for_the_same_supply() -> None:
    person, fed = Person(age_years=40.0, phototype="II"), mask(SUPPLIES[0])
    at = scene(
        person, fed, canonical_face(None), (), seed=1, scenarios=16, progress=silent, kept=SHARED
    )
    setting = Circumstances(
        screen=(), no_blue=False, photosensitiser=False, epilepsy=False, aphakic=False,
        warming=at.warming(),
    )  # fmt: skip
    exposure = exposure_of(at, setting, ("chin",))
    assert exposure.claimed is not None
    most_w = float((at.power.by_channel_w * exposure.claimed).max())
    assert most_w <= most_light_w(fed) * (1 + 1e-9)
    assert mask_hazards(fed).source.light_w.max() <= most_light_w(fed) * (1 + 1e-9)


def test_a_supply_that_suffices_or_a_reading_moves_nothing() -> None:
    whole = infrared(mask()).value
    assert infrared(mask("supply_w = 60")).value == whole
    read = '\n[[channels.readings]]\nregion = "chin"\nirradiance_mw_cm2 = 75.0'
    assert infrared(mask("supply_w = 5", read)).value == infrared(mask(light=read)).value
    told = [gap.what.id for gap in mask_hazards(mask("supply_w = 5", read)).gaps]
    assert "gap-over_supply" not in told


def test_a_reading_beyond_the_supply_counts_and_is_told_by_safety_too() -> None:
    read = '\n[[channels.readings]]\nregion = "chin"\nirradiance_mw_cm2 = 150.0'
    told = [gap.what.id for gap in mask_hazards(mask("supply_w = 3", read)).gaps]
    assert "gap-read_over_supply" in told
    assert infrared(mask("supply_w = 3", read)).value == infrared(mask(light=read)).value


def test_before_an_led_the_skin_may_still_get_what_is_claimed() -> None:
    """What a sensor of 9.5 mm shows against an LED needs no light everywhere."""
    heat = {
        supply: next(
            h for h in mask_hazards(mask(supply, STRONG[1])).bare if h.id == "skin.heat_short"
        )
        for supply in ("", "supply_w = 5")
    }
    assert heat["supply_w = 5"].value == heat[""].value


def test_a_total_may_be_all_of_one_colour_as_for_the_limits_of_a_plan() -> None:
    two = WORN.format(supply="", light="") + '\n[[channels]]\nrole = "blue"\npeak_nm = 450\n'
    total = mask_from_text(two + "[total_claim]\nirradiance_mw_cm2 = 60.0\n", Path("m.toml"))
    assert mask_hazards(total).source.skin_w_m2 == pytest.approx([600.0, 600.0])


def test_power_of_leds_is_no_claim_of_a_place() -> None:
    """3.5 W over 400 cm2 are 8.75 mW/cm2, on the skin as everywhere."""
    assert mask_hazards(mask(SUPPLIES[0])).source.skin_w_m2 == pytest.approx([87.5], rel=0.02)


def test_the_area_of_leds_follows_from_their_places() -> None:
    """A square lattice of 12 x 12 at 25 mm, however it is turned: 300 mm square, R = 169 mm."""
    across = (np.arange(12) - 5.5) * 25.0
    x, y = np.meshgrid(across, across)
    flat = np.stack([x.ravel(), y.ravel(), np.zeros(144)], axis=1)
    turn, _ = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))
    for places in (flat, flat @ turn + 200.0):
        assert disc_radius_mm(places) == pytest.approx(300.0 / np.sqrt(np.pi), rel=0.03)
    assert disc_radius_mm(flat[:1]) is None
    assert disc_radius_mm(flat[:12]) is None


def test_a_claim_read_with_a_meter_that_shows_too_little_is_more_light() -> None:
    """A silicon solar meter shows about half of violet light."""
    violet = WORN.replace('"nir"', '"blue"').replace("830", "415")
    plain, read = (
        mask_hazards(
            mask_from_text(
                violet.format(supply="", light=f"claim = {{ irradiance_mw_cm2 = 10{meter} }}"),
                Path("m.toml"),
            )
        )
        for meter in ("", ', meter = "silicon_solar"')
    )
    assert 1.3 < read.source.skin_w_m2[0] / plain.source.skin_w_m2[0] < 3.0
