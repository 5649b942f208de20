"""Energy binds every reading: what the supply cannot feed does not shine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpbm.arrays import FloatArray
from openpbm.errors import MaskError
from openpbm.face.canonical import canonical_face
from openpbm.heat.warming import mask_heat
from openpbm.light.calibrate import full_drive_scale
from openpbm.light.contradiction import contradictions
from openpbm.light.device_draws import device_draws
from openpbm.light.kept_light import kept_light
from openpbm.light.power import (
    Fed,
    Feed,
    claimed_over_told,
    fed,
    feed_of,
    light_of_mean_w,
    mean_is_affordable,
    most_light_w,
    most_supply_w,
    shining_together,
    stated_supply_w,
)
from openpbm.mask import Channel, Claim, Mask, Reading
from openpbm.mask.catalogue import catalogue_mask
from openpbm.planning.judged import SCENARIOS, SEED
from openpbm.planning.scene import dimensions
from openpbm.safety.hazard.mask import mask_hazards
from openpbm.sampling import uniforms
from openpbm.tables import numbers
from openpbm.units import W_M2_PER_MW_CM2, W_PER_MW
from shared_light import SHARED

# as `openpbm safety` draws them, so that one light serves both
DRAWS = uniforms(dimensions(), SCENARIOS, seed=SEED)
HAIR = 1.0 + 1e-9


def mask(*irradiance_mw_cm2: float, **more: object) -> Mask:
    """Red and, with a second figure, near-infrared LEDs of these claims."""
    lines = zip(("red", "nir"), (630.0, 830.0), irradiance_mw_cm2, strict=False)
    channels = tuple(
        Channel(role=role, peak_nm=nm, claim=Claim(irradiance_mw_cm2=stated))
        for role, nm, stated in lines
    )
    return replace(Mask(id="m", name="m", form="flexible_mask", channels=channels), **more)  # type: ignore[arg-type]


def given_light(device: Mask) -> Fed:
    """The light of a device on the canonical face, as a plan finds it."""
    draws = device_draws(device, DRAWS)
    light = kept_light(device, canonical_face(), draws, kept=SHARED)
    scale = full_drive_scale(device, draws, light.at(draws.standoff_mm))
    return fed(device, scale, light.layout.leds, feed_of(device, DRAWS))


# ------------------------------------------------------------------------- the feed


def test_thirty_milliwatts_over_a_face_are_thirteen_and_a_half_watts() -> None:
    """30 mW/cm2 over 450 cm2 is 13.5 W of light, more than a plug of 10 W can feed."""
    assert light_of_mean_w(mask(30.0), 450.0) == 13.5


def test_a_supply_that_is_stated_several_times_is_the_least_of_them() -> None:
    assert stated_supply_w(mask(30.0)) is None
    assert stated_supply_w(mask(30.0, supply_w=12.0, supply_v=5.0, supply_a=2.0)) == 10.0
    metered = mask(30.0, supply_w=12.0, energy_wh_per_session=1.0, session_min=(10.0, 20.0))
    assert stated_supply_w(metered) == pytest.approx(6.0)  # 1 Wh in 10 min


@given(
    watts=st.floats(1.0, 60.0), amperes=st.floats(0.2, 12.0), drawn=st.none() | st.floats(0.2, 10.0)
)
def test_of_two_supplies_that_contradict_the_greater_bounds_the_limits(
    watts: float, amperes: float, drawn: float | None
) -> None:
    """Never below the likelier one, and what contradicts nothing takes nothing away from it."""
    said = {"supply_w": watts, "supply_v": 5.0, "supply_a": amperes, "session_min": (10.0,)}
    device = mask(30.0, **said, energy_wh_per_session=drawn)
    likely, most = stated_supply_w(device), most_supply_w(device)
    assert likely is not None and most is not None
    stated = [watts, 5.0 * amperes, *([] if drawn is None else [6.0 * drawn])]
    assert likely == pytest.approx(min(stated))
    assert likely <= most <= max(stated) * (1 + 1e-9)
    told = [each for each in contradictions(device) if each.id == "contradiction-lesser"]
    if not told:
        assert most == pytest.approx(likely)
    elif drawn is None or 6.0 * drawn >= max(stated) * (1 - 1e-9):
        assert most == pytest.approx(max(stated))
    assert most_light_w(device) == pytest.approx(0.7 * most)


@pytest.mark.parametrize(
    "slip", [{"supply_v": 5.0}, {"supply_a": 2.0}, {"energy_wh_per_session": 1.0}]
)
def test_half_a_statement_of_the_supply_is_asked_for_whole(slip: dict[str, float]) -> None:
    with pytest.raises(MaskError, match="expected"):
        mask(30.0, **slip)


def test_only_what_hangs_on_the_mains_is_left_without_a_supply() -> None:
    assert feed_of(mask(30.0), DRAWS).supply_w is not None
    assert feed_of(mask(30.0, mains=True), DRAWS).supply_w is None
    assert feed_of(mask(30.0, form="panel"), DRAWS).supply_w is None
    assert feed_of(mask(30.0, setting="office"), DRAWS).supply_w is None
    assert feed_of(mask(30.0, setting="office", portable=True), DRAWS).supply_w is not None


def test_a_battery_cannot_feed_what_it_does_not_hold() -> None:
    strong, weak = mask(60.0), mask(1.0)
    assert not mean_is_affordable(strong, 350.0, feed_of(strong, DRAWS)).any()
    assert mean_is_affordable(weak, 350.0, feed_of(weak, DRAWS)).all()
    unknown = mask(500.0, mains=True)
    assert mean_is_affordable(unknown, 350.0, feed_of(unknown, DRAWS)).all()


# ------------------------------------------------------------------- energy, always


def test_the_heat_of_a_mask_is_all_power_that_does_not_leave_as_light() -> None:
    """Also where a reading moved the supply, or a stated one the efficiency."""
    read = Reading(irradiance_mw_cm2=60.0, region="forehead")
    metered = mask(30.0, supply_w=9.0)
    shown = replace(metered, channels=tuple(replace(c, readings=(read,)) for c in metered.channels))
    for device in (mask(30.0), mask(30.0, 24.0), mask(30.0, mains=True), metered, shown):
        found, lit_cm2 = given_light(device), 309.0
        by_area = found.by_channel_w / W_PER_MW / lit_cm2
        heat = mask_heat(by_area, found.feed.efficiency) / W_M2_PER_MW_CM2 * W_PER_MW * lit_cm2
        (lit,) = shining_together(device)  # one mode: all of them
        assert heat[:, lit].sum(axis=1) + found.light_w == pytest.approx(
            found.electrical_w, rel=1e-9
        )


@pytest.mark.parametrize(
    "id",
    ["higherdose-red-light-face-mask", "theraface-mask", "mj-06-beauty-mask", "aduro-mk-66"],
)
def test_no_scenario_takes_more_than_its_supply(id: str) -> None:
    """The peak reading of a claim was never held to the supply; tests/bench/power.py asks more."""
    known = catalogue_mask(id)
    channels = tuple(
        c if c.claim else replace(c, claim=Claim(irradiance_mw_cm2=30.0)) for c in known.channels
    )
    found = given_light(replace(known, channels=channels))
    assert found.feed.supply_w is not None
    assert (found.electrical_w <= found.feed.supply_w * HAIR).all()
    assert (found.light_w <= found.electrical_w).all()


def test_an_owners_supply_moves_the_light_of_every_reading() -> None:
    for meaning in ("mean", "peak", "sum", None):
        claim = Claim(irradiance_mw_cm2=30.0, meaning=meaning)
        device = replace(mask(30.0), channels=(replace(mask(30.0).channels[0], claim=claim),))
        five, ten = (given_light(replace(device, supply_w=w)).light_w for w in (5.0, 10.0))
        assert np.median(ten / five) == pytest.approx(2.0, rel=0.2), meaning


def test_programmes_that_never_shine_together_are_fed_one_by_one() -> None:
    device = catalogue_mask("theraface-mask")
    roles = [channel.role for channel in device.channels]
    sets = {frozenset(roles[c] for c in lit) for lit in shining_together(device)}
    assert sets == {frozenset({"red"}), frozenset({"red", "nir"}), frozenset({"blue"})}


sizes = st.lists(st.floats(0.0, 1e3), min_size=2, max_size=2)


@given(scale=sizes, supply_w=st.floats(0.5, 200.0), read=st.lists(st.booleans(), min_size=2,
       max_size=2), stated=st.booleans())  # fmt: skip
def test_light_is_what_its_feed_gives_and_no_more(
    scale: list[float], supply_w: float, read: list[bool], stated: bool
) -> None:
    device = mask(20.0, 20.0, **({"supply_w": supply_w} if stated else {}))
    shown = (Reading(irradiance_mw_cm2=5.0, region="nose"),)
    device = replace(
        device,
        channels=tuple(
            replace(c, readings=shown if is_read else ())
            for c, is_read in zip(device.channels, read, strict=True)
        ),
    )
    feed = Feed(efficiency=np.array([0.3]), supply_w=np.array([supply_w]))
    found = fed(device, np.array([scale]), (50.0, 50.0), feed)
    assert found.feed.supply_w is not None
    assert (found.scale >= 0.0).all()
    assert (found.scale <= np.array([scale]) * HAIR).all()
    assert (found.electrical_w <= found.feed.supply_w * HAIR + 1e-12).all()
    # the feed never gets weaker; a stated supply moves where a meter shows it to be wrong
    best = numbers("light")["supply.most_efficiency"].value
    assert found.feed.supply_w[0] >= supply_w
    assert found.feed.efficiency[0] <= best
    if stated:
        shown_w = float(np.array(scale) @ read) * 50.0 * W_PER_MW
        assert found.feed.supply_w[0] == pytest.approx(max(supply_w, shown_w / best))
    # a prior never lowers what a meter showed
    for c in range(2):
        if read[c] and not stated:
            assert found.scale[0, c] == pytest.approx(scale[c])
    # nothing is lost where there was enough
    if sum(scale) * 50e-3 <= 0.3 * supply_w:
        assert found.scale[0] == pytest.approx(np.array(scale))


# ------------------------------------------------------------- what limits look at


def claimed_hot(device: Mask, hot_mw_cm2: float, told: Fed) -> FloatArray:
    hot = np.full_like(told.scale, hot_mw_cm2)
    return hot * claimed_over_told(device, hot, told)


def test_limits_of_eye_and_pigment_take_the_claim_itself_as_a_peak_at_the_skin() -> None:
    device = mask(30.0)
    told = fed(device, np.full((1, 1), 40.0), (132.0,), feed_at(5.0))
    assert claimed_hot(device, 4.0, told) == pytest.approx(30.0)
    assert claimed_hot(device, 45.0, told) == pytest.approx(45.0)  # never looser than the plan


def test_a_claim_may_be_as_much_as_its_tolerance_allows_where_limits_look() -> None:
    device = mask(30.0)
    claim = Claim(irradiance_mw_cm2=30.0, tolerance_mw_cm2=12.0)
    device = replace(device, channels=(replace(device.channels[0], claim=claim),))
    told = fed(device, np.full((1, 1), 40.0), (132.0,), feed_at(5.0))
    assert claimed_hot(device, 4.0, told) == pytest.approx(42.0)
    assert mask_hazards(device).source.skin_w_m2 / W_M2_PER_MW_CM2 == pytest.approx([42.0])


def test_a_total_may_be_all_of_one_colour_where_limits_look() -> None:
    device = replace(mask(30.0, 30.0), total_claim=Claim(irradiance_mw_cm2=30.0))
    device = replace(device, channels=tuple(replace(c, claim=None) for c in device.channels))
    told = fed(device, np.full((1, 2), 20.0), (132.0, 132.0), feed_at(5.0))
    assert claimed_hot(device, 4.0, told) == pytest.approx(np.array([[30.0, 30.0]]))


def test_a_prior_of_the_class_never_lowers_what_limits_look_at() -> None:
    device = mask(30.0)
    weak, strong = (fed(device, np.full((1, 1), 40.0), (132.0,), feed_at(w)) for w in (4.0, 400.0))
    hot_per_mw = 0.8
    for told in (weak, strong):
        hot = told.scale * hot_per_mw
        seen = hot * claimed_over_told(device, hot, told)
        assert (seen >= 30.0 / HAIR).all()


def test_only_a_stated_supply_lowers_what_limits_look_at() -> None:
    stated = mask(100.0, supply_w=5.0)
    told = fed(stated, np.full((1, 1), 40.0), (132.0,), feed_at(5.0))
    most = float(most_light_w(stated) / told.light_w[0])
    assert claimed_hot(stated, 4.0, told) == pytest.approx(4.0 * most)
    assert claimed_hot(mask(100.0), 4.0, told) == pytest.approx(100.0)


def test_what_a_meter_showed_is_no_claim() -> None:
    shown = (Reading(irradiance_mw_cm2=5.0, region="nose"),)
    device = replace(mask(30.0), channels=(replace(mask(30.0).channels[0], readings=shown),))
    told = fed(device, np.full((1, 1), 4.0), (132.0,), feed_at(50.0))
    assert claimed_hot(device, 4.0, told) == pytest.approx(4.0)


def test_a_stated_supply_lowers_no_reading_where_limits_look() -> None:
    """A slip in the supply must not argue away light that a meter showed."""
    shown = (Reading(irradiance_mw_cm2=40.0, region="nose"),)
    device = mask(30.0, supply_w=3.0)
    device = replace(device, channels=(replace(device.channels[0], readings=shown),))
    stated = np.full((1, 1), 100.0)  # 132 LEDs: 13.2 W of light
    told = fed(device, stated, (132.0,), feed_at(3.0))
    assert told.light_w == pytest.approx(13.2)  # dose and heat follow it
    assert most_light_w(device) < 13.2
    assert told.feed.supply_w is not None
    assert (told.light_w <= told.feed.efficiency * told.feed.supply_w * HAIR).all()
    hot = told.scale * 0.4
    assert hot * claimed_over_told(device, hot, told) == pytest.approx(stated * 0.4)


def test_a_stated_supply_bounds_readings_that_it_can_feed_in_the_middle() -> None:
    """What a meter's spread shows beyond it is no light; only what most draws show is."""
    shown = (Reading(irradiance_mw_cm2=40.0, region="nose"),)
    device = mask(30.0, supply_w=10.0)
    device = replace(device, channels=(replace(device.channels[0], readings=shown),))
    spread = np.array([[20.0], [30.0], [80.0]])
    feed = Feed(efficiency=np.full(3, 0.3), supply_w=np.full(3, 10.0))
    told = fed(device, spread, (132.0,), feed)
    assert (told.light_w <= 7.0 * HAIR).all()
    assert told.scale[:2] == pytest.approx(spread[:2])


def feed_at(supply_w: float) -> Feed:
    return Feed(efficiency=np.array([0.3]), supply_w=np.array([supply_w]))
