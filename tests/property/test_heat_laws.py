"""Laws of heat: energy is kept, thermal dose only grows, what is unknown is the stricter."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.arrays import FloatArray
from openpbm.dose import DirectLight, dose_rate
from openpbm.heat import (
    HEAT_DIMENSIONS,
    MASK_HEAT_DIMENSIONS,
    WALL_DIMENSIONS,
    Wall,
    Warming,
    contact_limit_degc,
    warming,
    with_feedback,
)
from openpbm.heat.march import march
from openpbm.heat.surface import surface
from openpbm.heat.system import system
from openpbm.heat.warming import mask_heat, resting_grid
from openpbm.light.cavity import Plates
from openpbm.light.power import efficiency_of
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import LAYERS
from openpbm.skin.response import SkinLight
from openpbm.speech.say import in_english
from openpbm.tables import numbers
from plain import plain_exposure

S = 40
WALLS: tuple[Wall, Wall] = ("rigid", "flexible")
DRAWS = uniforms(
    (*HEAT_DIMENSIONS, *MASK_HEAT_DIMENSIONS, *WALL_DIMENSIONS, "efficiency"), S, seed=11
)
SKIN_MM = np.tile([0.013, 0.055, 0.15, 0.08, 0.82, 0.1, 5.0], (S, 1))
share = st.floats(0.0, 0.95)


@settings(max_examples=60, deadline=None)
@given(skin=share, mirror=share, view=st.floats(0.0, 1.0), level=st.floats(0.1, 200.0))
def test_electrical_power_is_skin_and_mask_and_what_escapes(
    skin: float, mirror: float, view: float, level: float
) -> None:
    """Light absorbed in skin + light past the edge + heat of the mask = electrical power."""
    layers, angles = len(LAYERS), 9
    answer = SkinLight(
        reflectance=np.full((S, 1, angles), skin),
        fluence=np.full((S, 1, angles, layers), 2.0),
        absorbed=np.full((S, 1, angles, layers), (1.0 - skin) / layers),
    )
    by_angle = np.zeros((S, 1, angles, 1))
    by_angle[:, :, 1] = level
    mean = np.full((S, 1, 1), level)
    direct = DirectLight(
        by_angle=by_angle,
        neighbourhood=mean,
        hot=mean,
        mask_reflectance=np.full(S, mirror),
        bounces=Plates(neighbourhood=mean, view_factor=np.full((S, 1), view)),
    )
    rate = dose_rate(direct, [answer])
    efficiency = efficiency_of(DRAWS)
    electrical = level / efficiency
    in_skin = rate.absorbed[:, 0, 0].sum(axis=1)
    lost = (1.0 - view) * skin * rate.irradiance[:, 0, 0]
    in_mask = 0.1 * mask_heat(mean[:, :, 0], efficiency, rate.kept_by_mask[:, :, 0])[:, 0]
    assert in_skin + lost + in_mask == pytest.approx(electrical, rel=1e-9)


def course(place_k: float = 0.0) -> Warming:
    """A warming by hand: a surface, and a basal layer warmer by some kelvin."""
    minutes = np.linspace(0.0, 60.0, 241)
    rise = 8.0 * (1.0 - np.exp(-minutes / 5.0)) * np.linspace(0.8, 1.2, S)[:, None, None]
    one = Warming(minutes=minutes, dark_degc=np.full((S, 241), 34.0), rise_degc=rise)
    basal = replace(one, dark_degc=one.dark_degc + place_k)
    return replace(one, basal=basal)


def limits(warm: Warming) -> dict[str, Bound]:
    lines_nm = np.full(warm.rise_degc.shape[1], 633.0)
    given = plain_exposure(lines_nm, warm, S, eyes_covered=True)
    return {b.id: b for b in bounds(given)}


longer_and_stronger = given(
    minutes=st.floats(0.0, 90.0),
    more_min=st.floats(0.0, 30.0),
    drive=st.floats(0.0, 2.0),
    more=st.floats(0.0, 2.0),
)


@settings(max_examples=80, deadline=None)
@longer_and_stronger
def test_thermal_dose_grows_with_minutes_and_drive(
    minutes: float, more_min: float, drive: float, more: float
) -> None:
    dose = limits(course())["thermal_dose"]
    here = dose.value(minutes, drive * np.ones(1))
    assert here >= 0.0
    assert dose.value(minutes + more_min, drive * np.ones(1)) >= here
    assert dose.value(minutes, (drive + more) * np.ones(1)) >= here


def test_thermal_dose_is_that_of_the_hotter_place_and_says_which() -> None:
    on = 0.5 * np.ones(1)
    alone, deeper = limits(course(-1.0)), limits(course(1.0))
    assert deeper["thermal_dose"].value(30.0, on) == pytest.approx(
        4.0 * alone["thermal_dose"].value(30.0, on)
    )  # one kelvin below 43 degC
    assert "mostly the surface" in in_english(alone["thermal_dose"].reason)
    assert "mostly the basal layer" in in_english(deeper["thermal_dose"].reason)


def test_constant_warmth_counts_by_the_clock() -> None:
    """43 degC for a minute is one minute; 42 degC a quarter of it."""
    for degc, worth in ((43.0, 1.0), (42.0, 0.25), (44.0, 2.0)):
        still = replace(course(), dark_degc=np.full((S, 241), degc), basal=None)
        dose = limits(still)["thermal_dose"]
        assert dose.value(1.0, np.zeros(1)) == pytest.approx(worth)
        assert dose.holds(1.9 / worth, np.zeros(1))
        assert not dose.holds(2.1 / worth, np.zeros(1))


def test_the_contact_rule_tightens_at_ten_minutes_and_never_reaches_the_gate() -> None:
    found = limits(course())
    contact, gate = found["skin_temperature_contact"], found["skin_temperature"]
    assert [contact.limit(m) for m in (0.5, 9.9, 10.0, 60.0)] == [48.0, 48.0, 43.0, 43.0]
    assert not contact.advisory
    for minutes in (1.0, 9.9, 10.0, 60.0):
        assert gate.limit(minutes) < contact.limit(minutes)
        assert gate.value(minutes, np.ones(1)) == contact.value(minutes, np.ones(1))


def lit(
    mw_cm2: float = 60.0, *, fan: bool = False, touches: bool = False, wall: Wall = "rigid"
) -> Warming:
    return warming(
        thickness_mm=SKIN_MM,
        absorbed_mw_cm2=np.full((S, 1, 7), mw_cm2 * 0.55 / 7.0),
        mask_light_mw_cm2=np.full((S, 1), mw_cm2),
        returned_mw_cm2=np.full((S, 1), 0.2 * mw_cm2),
        is_worn=True,
        touches=touches,
        fan=fan,
        cm2_per_led=np.array([2.3]) if touches else None,
        wall=wall,
        efficiency=efficiency_of(DRAWS),
        uniforms=DRAWS,
        with_basal=True,
    )


def whole(warm: Warming, drive: float = 1.0) -> FloatArray:
    return warm.dark_degc + drive * warm.rise_degc[:, 0]


@pytest.mark.parametrize("drive", [0.0, 0.3, 1.0])
def test_no_fan_is_the_warmer_guess(drive: float) -> None:
    """Unknown counts as none: with a fan, no scenario is warmer from the first minute on.

    At 12 mW/cm2 of light, which takes 10 to 26 W over a face: beyond what feeds a mask, one
    as hot as a stove may radiate more to the skin than resting air would carry.
    """
    assert np.all(whole(lit(12.0), drive) >= whole(lit(12.0, fan=True), drive) - 1e-9)


def test_a_fan_does_nothing_under_a_mask_that_touches() -> None:
    assert np.array_equal(whole(lit(touches=True)), whole(lit(touches=True, fan=True)))


def test_the_mask_is_a_spread_of_masks() -> None:
    """Outer conductance and heat capacity are drawn inside their rows, and count."""
    shell, silicone = (surface("gap", DRAWS, wall=wall) for wall in WALLS)
    for drawn, name in (
        (shell.mask_to_room, "mask.outer_h"),
        (shell.mask_capacity, "mask.rigid_capacity_j_m2_k"),
        (silicone.mask_capacity, "mask.flexible_capacity_j_m2_k"),
    ):
        row = numbers("thermal")[name]
        assert row.low is not None
        assert row.high is not None
        assert np.all((drawn >= row.low) & (drawn <= row.high))
        assert np.ptp(drawn) > 0.6 * (row.high - row.low)
    heavy = {**DRAWS, "mask_capacity": np.full(S, 1.0 - 1e-9)}
    light = {**DRAWS, "mask_capacity": np.full(S, 1e-9)}
    rises = [
        warming(
            thickness_mm=SKIN_MM,
            absorbed_mw_cm2=np.zeros((S, 1, 7)),
            mask_light_mw_cm2=np.full((S, 1), 30.0),
            is_worn=True,
            touches=False,
            efficiency=efficiency_of(draws),
            uniforms=draws,
        ).rise_degc[:, 0]
        for draws in (heavy, light)
    ]
    assert np.all(rises[0][:, 20] < rises[1][:, 20])  # after 5 minutes
    assert rises[0][:, -1] == pytest.approx(rises[1][:, -1], rel=0.01)  # the end is the same


def test_light_taken_back_warms_the_mask_and_fades_with_the_leds() -> None:
    def end(back: float, drift: float) -> FloatArray:
        found: FloatArray = with_feedback(
            thickness_mm=SKIN_MM,
            absorbed_mw_cm2=np.full((S, 1, 7), 2.0),
            mask_light_mw_cm2=np.full((S, 1), 30.0),
            returned_mw_cm2=np.full((S, 1), back),
            drive=np.ones(1),
            minutes=10.0,
            is_worn=True,
            touches=False,
            efficiency=efficiency_of(DRAWS),
            uniforms=DRAWS,
            power_drift_per_k=np.array([drift]),
        ).mask_degc[:, -1]
        return found

    more = end(6.0, 0.0) - end(0.0, 0.0)
    assert np.all(more > 0.0)
    assert np.all(end(6.0, -0.007) - end(0.0, -0.007) < more)


@pytest.mark.parametrize("period_s", [0.2, 2.0])
def test_skin_feels_the_mean_of_pulsed_light(period_s: float) -> None:
    """Twice the light for half the time, against steady light, after four minutes of flashing.

    The dark half that the last flash ends with cools the surface by 0.02 K at 5 Hz and by
    less than 0.15 K at 0.5 Hz; the mean is the same.
    """
    one = {name: draw[:4] for name, draw in DRAWS.items()}
    whole = system(resting_grid(SKIN_MM[:4], one), surface("open", one))
    begin = whole.steady()
    steady = np.zeros_like(begin)
    steady[:, :6] = 50.0  # W/m2 in each of the first cells, 30 mW/cm2 in all
    tick = count()

    def flash(_: FloatArray) -> FloatArray:
        return 2.0 * steady * (next(tick) % 8 < 4)

    def same(_: FloatArray) -> FloatArray:
        return steady

    steps = int(240 / period_s)
    ends = [
        whole.at(
            "surface",
            march(whole, begin, np.ones_like, law, step_s=period_s / 8.0, steps=steps)[-1],
        )
        for law in (same, flash)
    ]
    assert np.all(ends[0] - whole.at("surface", begin) > 0.5)
    assert ends[1] == pytest.approx(ends[0], abs=0.05 if period_s < 1.0 else 0.15)


WARM = {touches: lit(touches=touches) for touches in (False, True)}


@settings(max_examples=40, deadline=None)
@given(minutes=st.floats(1.0, 30.0), drive=st.floats(0.05, 2.0), touches=st.booleans())
def test_within_half_an_hour_41_degrees_stop_before_thermal_dose(
    minutes: float, drive: float, touches: bool
) -> None:
    """Why the sliders of the report, which end at 30 min, may leave thermal dose out."""
    found = limits(WARM[touches])
    if found["skin_temperature"].holds(minutes, drive * np.ones(1)):
        assert found["thermal_dose"].holds(minutes, drive * np.ones(1))


# ------------------------------------------------------------- the mask where it touches

IDS = ("mask_temperature", "mask_temperature_led")


@settings(max_examples=60, deadline=None)
@longer_and_stronger
def test_more_power_is_never_cooler_and_longer_contact_never_a_higher_limit(
    minutes: float, more_min: float, drive: float, more: float
) -> None:
    own = limits(WARM[True])
    one = np.ones(1)
    for id in IDS:
        here = own[id].value(minutes, drive * one)
        assert own[id].value(minutes, (drive + more) * one) >= here - 1e-9
        assert own[id].value(minutes + more_min, drive * one) >= here - 1e-9
        assert own[id].limit(minutes + more_min) <= own[id].limit(minutes)
        assert own[id].limit(minutes) == contact_limit_degc(minutes)


@settings(max_examples=40, deadline=None)
@given(minutes=st.floats(0.0, 60.0), drive=st.floats(0.0, 2.0))
def test_one_led_is_never_cooler_than_the_wall_it_sits_in(minutes: float, drive: float) -> None:
    mean, spot = (limits(WARM[True])[id] for id in IDS)
    assert spot.value(minutes, drive * np.ones(1)) >= mean.value(minutes, drive * np.ones(1))
    if spot.holds(minutes, drive * np.ones(1)):
        assert mean.holds(minutes, drive * np.ones(1))


def test_leds_that_keep_off_the_skin_are_not_judged_and_a_panel_touches_nobody() -> None:
    assert set(IDS) & set(limits(WARM[False])) == {"mask_temperature"}
    assert not set(IDS) & set(limits(course()))


def test_a_wall_of_silicone_warms_later_and_ends_as_warm() -> None:
    shell, silicone = (lit(30.0, touches=True, wall=wall).mask for wall in WALLS)
    assert shell is not None
    assert silicone is not None
    assert np.all(whole(silicone) <= whole(shell) + 1e-9)
    assert np.all(whole(silicone)[:, 20] < whole(shell)[:, 20] - 1.0)  # after 5 minutes
    assert whole(silicone)[:, -1] == pytest.approx(whole(shell)[:, -1], rel=1e-3)


def test_the_face_of_a_pad_is_cooler_than_the_warm_wall_above_it() -> None:
    """With light, once the wall is warmer than skin."""
    pad, wall = WARM[False].mask, WARM[True].mask
    assert pad is not None
    assert wall is not None
    assert np.all(whole(pad)[:, 20:] < whole(wall)[:, 20:])
