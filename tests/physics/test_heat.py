"""The temperature estimate against closed forms and its own laws."""

from __future__ import annotations

import numpy as np
import pytest

from openpbm.arrays import FloatArray
from openpbm.heat import (
    HEAT_DIMENSIONS,
    MASK_HEAT_DIMENSIONS,
    Trace,
    Warming,
    cem43_min,
    contact_limit_degc,
    junction_rise_k,
    led_peak_nm,
    led_power_share,
    warming,
    with_feedback,
)
from openpbm.heat.grid import skin_grid
from openpbm.heat.mode import courses
from openpbm.heat.surface import SurfaceExchange, surface
from openpbm.heat.system import PLACES, system
from openpbm.heat.warming import mask_heat
from openpbm.light.power import efficiency_of
from openpbm.sampling import uniforms
from openpbm.tables import numbers, rows

DRAWS = uniforms((*HEAT_DIMENSIONS, *MASK_HEAT_DIMENSIONS, "efficiency"), 64, seed=3)
SKIN_MM = np.tile([0.013, 0.055, 0.15, 0.08, 0.82, 0.1, 5.0], (64, 1))


def warm(absorbed: FloatArray, light: float = 0.0, *, is_worn: bool = False) -> Warming:
    return warming(
        thickness_mm=SKIN_MM,
        absorbed_mw_cm2=np.tile(absorbed, (64, 1, 1)),
        mask_light_mw_cm2=np.full((64, 1), light),
        is_worn=is_worn,
        touches=False,
        efficiency=efficiency_of(DRAWS),
        uniforms=DRAWS,
    )


def test_without_light_bare_skin_stays_at_rest() -> None:
    """The start is the steady state of the same equations."""
    still = warm(np.zeros((1, 7)))
    assert still.dark_degc == pytest.approx(still.dark_degc[:, :1] + 0.0 * still.minutes, abs=1e-9)
    assert np.all((still.dark_degc > 31.0) & (still.dark_degc < 36.5))


def test_the_rise_is_linear_in_the_light() -> None:
    one, two = np.full((1, 7), 1.0), np.full((1, 7), 2.0)
    assert warm(two).rise_degc == pytest.approx(2.0 * warm(one).rise_degc, rel=1e-9)


def test_the_rise_grows_with_time_and_heat_under_the_mask_adds() -> None:
    light = np.full((1, 7), 2.0)
    bare, worn = warm(light), warm(light, 30.0, is_worn=True)
    assert np.all(np.diff(bare.rise_degc, axis=2) >= -1e-12)
    assert np.all(worn.rise_degc[:, :, -1] > bare.rise_degc[:, :, -1])


def test_early_surface_heating_is_the_half_space_closed_form() -> None:
    """Heat laid at the surface of a half-space: dT = 2 q sqrt(t / (pi k rho c)).

    Carslaw and Jaeger 2.9; before perfusion and losses matter (first minutes), with the
    heat in the horny layer. Tissue is layered, so the constants lie between those of
    epidermis and dermis, and the exact curve between the two closed forms.
    """
    absorbed = np.zeros((1, 7))
    absorbed[0, 0] = 10.0  # mW/cm2 in the stratum corneum
    found = warm(absorbed)
    table = numbers("thermal")
    seconds = 120.0
    place = int(np.argmin(np.abs(found.minutes * 60.0 - seconds)))
    bounds = []
    for tissue in ("epidermis", "dermis"):
        k, rho, c = (table[f"{tissue}.{name}"].value for name in ("k", "rho", "c"))
        bounds.append(2.0 * 100.0 * np.sqrt(seconds / (np.pi * k * rho * c)))
    rise = float(np.median(found.rise_degc[:, 0, place]))
    assert 0.75 * min(bounds) < rise < max(bounds)


def test_thirty_milliwatts_warm_as_the_reference_runs_did() -> None:
    """Own reference runs of the data set: 30 mW/cm2, 55 % absorbed, 10 min: +2.9 to 3.3 degC."""
    share = np.array([0.02, 0.10, 0.10, 0.08, 0.20, 0.02, 0.03])
    absorbed = 30.0 * 0.55 * share / share.sum()
    found = warm(absorbed[None, :])
    place = int(np.argmin(np.abs(found.minutes - 10.0)))
    middle = float(np.median(found.rise_degc[:, 0, place]))
    assert 2.2 < middle < 3.6


# ------------------------------------------------- the second estimate, places, LEDs, dose

SKIN_400 = np.tile(SKIN_MM[:1], (400, 1))
MANY = uniforms((*HEAT_DIMENSIONS, *MASK_HEAT_DIMENSIONS, "efficiency"), 400, seed=5)
DEPTH_MM = 1.5  # optical depth of the reference runs
SHARE = 0.55  # of the light that skin keeps, there


def by_layer(depth_mm: float = DEPTH_MM) -> FloatArray:
    """Share of absorbed light in each layer, exponential in depth."""
    edge = np.concatenate([[0.0], np.cumsum(SKIN_MM[0])])
    found: FloatArray = np.exp(-edge[:-1] / depth_mm) - np.exp(-edge[1:] / depth_mm)
    shares: FloatArray = found / found.sum()
    return shares


def living(
    mw_cm2: float,
    *,
    is_worn: bool = False,
    touches: bool = False,
    fan: bool = False,
    evaporates: bool = True,
) -> Trace:
    """The likely course over 20 min; open skin unless told."""
    return with_feedback(
        thickness_mm=SKIN_400,
        absorbed_mw_cm2=np.tile(by_layer() * SHARE * mw_cm2, (400, 1, 1)),
        mask_light_mw_cm2=np.full((400, 1), mw_cm2),
        drive=np.ones(1),
        minutes=20.0,
        efficiency=efficiency_of(MANY),
        uniforms=MANY,
        is_worn=is_worn,
        touches=touches,
        fan=fan,
        evaporates=evaporates,
    )


def rise(trace: Trace) -> FloatArray:
    return trace.degc["surface"][:, -1] - trace.degc["surface"][:, 0]


@pytest.mark.parametrize(
    ("mw_cm2", "minutes", "low", "high"),
    [(10, 20, 1.1, 1.3), (30, 10, 2.9, 3.3), (30, 20, 3.4, 3.9), (50, 20, 5.6, 6.6)],
)
def test_the_reference_runs_of_the_data_set_come_out_again(
    mw_cm2: float, minutes: float, low: float, high: float
) -> None:
    """Their interval runs from h = 10 in a room of 25 to h = 3.5 at 30 degC, resting blood.

    Tolerance 5 %: the thickness of their layers is not stated (ours: a cheek), and their
    figures have one decimal.
    """
    one = np.ones(1)
    grid = skin_grid(SKIN_MM[:1], one)
    edge = np.concatenate([[0.0], np.cumsum(grid.width_m[0]) * 1e3])
    share = np.exp(-edge[:-1] / DEPTH_MM) - np.exp(-edge[1:] / DEPTH_MM)
    light = (share / share.sum() * SHARE * mw_cm2 * 10.0)[None, None, :]
    found = []
    for h, room in ((10.0, 25.0), (3.5, 30.0)):
        above = SurfaceExchange(
            to_room=h * one, to_mask=0 * one, mask_to_room=0 * one, mask_capacity=one,
            room_degc=room * one, evaporation_w_m2=0 * one, has_mask=False,
        )  # fmt: skip
        whole = system(grid, above)
        source = whole.source(light, np.zeros((1, 1)))
        _, more = courses(whole, "surface", whole.steady(), source, np.array([60.0 * minutes]))
        found.append(float(more[0, 0, 0]))
    assert found == pytest.approx([low, high], rel=0.05)


def test_water_filtered_infrared_at_80_to_160_lies_inside_the_interval() -> None:
    """About +6 K to 39 degC after 20 min (secondary source); resting blood gives twice that."""
    weak, strong = living(80.0), living(160.0)
    assert np.percentile(rise(weak), 5) < 6.0 < np.percentile(rise(strong), 95)
    ends = [np.percentile(t.degc["surface"][:, -1], q) for t, q in ((weak, 5), (strong, 95))]
    assert ends[0] < 39.0 < ends[1]
    linear = warming(
        thickness_mm=SKIN_400,
        absorbed_mw_cm2=np.tile(by_layer() * SHARE * 120.0, (400, 1, 1)),
        mask_light_mw_cm2=np.zeros((400, 1)),
        is_worn=False,
        touches=False,
        efficiency=efficiency_of(MANY),
        uniforms=MANY,
    )
    assert np.median(linear.rise_degc[:, 0, 80]) > 9.0


@pytest.mark.parametrize(("is_worn", "touches"), [(False, False), (True, False), (True, True)])
@pytest.mark.parametrize("mw_cm2", [20.0, 60.0, 120.0])
def test_the_gate_errs_warm_wherever_a_limit_lies(
    mw_cm2: float, is_worn: bool, touches: bool
) -> None:
    """Below 37 degC blood warms the skin and the sign turns; no limit lies there.

    At every time of the session: from 39 degC by blood alone, from 38 degC with evaporation.
    In the first half minute under a mask of 250 W that touches, blood still warms the dermis
    below a surface that is warmer than blood: by a hundredth of a kelvin.
    """
    gate = warming(
        thickness_mm=SKIN_400,
        absorbed_mw_cm2=np.tile(by_layer() * SHARE * mw_cm2, (400, 1, 1)),
        mask_light_mw_cm2=np.full((400, 1), mw_cm2),
        is_worn=is_worn,
        touches=touches,
        efficiency=efficiency_of(MANY),
        uniforms=MANY,
    )
    whole = gate.dark_degc + gate.rise_degc[:, 0]
    for evaporates, from_degc in ((False, 39.0), (True, 38.0)):
        likely = living(mw_cm2, is_worn=is_worn, touches=touches, evaporates=evaporates)
        same = slice(None, None, 3)  # every 30 s of steps of 10 s; the gate's are of 15 s
        found = likely.degc["surface"][:, same]
        bound = whole[:, : 2 * found.shape[1] : 2]
        assert np.all(found[found > from_degc] <= bound[found > from_degc] + 0.02)


def test_the_march_of_the_likely_course_has_converged() -> None:
    plain = living(60.0, is_worn=True)
    fine = with_feedback(
        thickness_mm=SKIN_400,
        absorbed_mw_cm2=np.tile(by_layer() * SHARE * 60.0, (400, 1, 1)),
        mask_light_mw_cm2=np.full((400, 1), 60.0),
        drive=np.ones(1),
        minutes=20.0,
        is_worn=True,
        touches=False,
        efficiency=efficiency_of(MANY),
        uniforms=MANY,
        step_s=2.5,
    )
    assert rise(plain) == pytest.approx(rise(fine), rel=5e-3)


def test_a_fan_cools_and_a_touching_mask_is_warmer_than_one_at_a_distance() -> None:
    traces = {
        "gap": living(30.0, is_worn=True),
        "fan": living(30.0, is_worn=True, fan=True),
        "touch": living(30.0, is_worn=True, touches=True),
    }
    ends = {name: np.median(one.degc["surface"][:, -1]) for name, one in traces.items()}
    assert ends["fan"] < ends["gap"] < ends["touch"]


def test_bare_skin_that_evaporates_is_cooler_at_rest() -> None:
    dry, wet = (system_at_rest(e) for e in (False, True))
    assert np.all(wet < dry)
    assert np.median(dry - wet) == pytest.approx(0.5, abs=0.3)  # 17.5 W/m2 over h + tissue


def system_at_rest(evaporates: bool) -> FloatArray:
    grid = skin_grid(SKIN_400, np.ones(400))
    whole = system(grid, surface("open", MANY, evaporates=evaporates))
    return whole.at("surface", whole.steady())


def test_leds_that_fade_warm_the_skin_less_and_the_mask_more() -> None:
    def run(drift: float) -> Trace:
        return with_feedback(
            thickness_mm=SKIN_400, absorbed_mw_cm2=np.tile(by_layer() * 16.0, (400, 1, 1)),
            mask_light_mw_cm2=np.full((400, 1), 30.0), drive=np.ones(1), minutes=10.0,
            is_worn=True, touches=False, efficiency=efficiency_of(MANY), uniforms=MANY,
            power_drift_per_k=np.array([drift]),
        )  # fmt: skip

    steady, fading = run(0.0), run(-0.007)
    assert np.all(fading.mask_degc[:, -1] > steady.mask_degc[:, -1])
    assert np.all(fading.degc["dermis"][:, -1] < steady.degc["dermis"][:, -1])


def test_led_laws_are_those_of_the_data_sheets() -> None:
    peak = np.array([455.0, 630.0, 660.0, 850.0])
    share = led_power_share(peak, np.full(4, 25.0))
    assert share[[0, 2]] == pytest.approx([0.96, 0.93], abs=1e-3)
    assert np.all(share < 1.0)
    assert np.all(led_power_share(peak, np.full(4, 1e4)) == 0.0)
    moved = led_peak_nm(peak, np.full(4, 10.0)) - peak
    assert moved == pytest.approx([0.0, 1.4, 1.4, 2.75])
    # 135 mW of light at 45 %: 165 mW of heat through 15 K/W
    assert junction_rise_k(np.array(135.0), np.array(0.45)) == pytest.approx(2.475)
    assert junction_rise_k(np.array(80.0), np.array(80 / 170), 350.0) == pytest.approx(31.5)


def test_thermal_dose_counts_minutes_at_43() -> None:
    minutes = np.linspace(0.0, 10.0, 601)
    for degc, wanted in ((43.0, 10.0), (42.0, 2.5), (44.0, 20.0), (41.0, 0.625)):
        assert cem43_min(minutes, np.full(601, degc)) == pytest.approx(wanted)
    ramp = 41.0 + minutes / 10.0  # closed form: integral of 4^(T - 43)
    exact = 10.0 * (0.25 - 0.0625) / np.log(4.0)
    assert cem43_min(minutes, ramp) == pytest.approx(exact, rel=1e-5)


def test_contact_limits_tighten_with_time_and_stay_above_the_gate() -> None:
    assert [contact_limit_degc(m) for m in (0.5, 9.9, 10.0, 40.0)] == [48.0, 48.0, 43.0, 43.0]
    gate = rows("limits")["skin_temp_disclosure"].row("values").number("degc")
    assert gate < contact_limit_degc(40.0)


def test_no_more_energy_leaves_a_mask_than_enters() -> None:
    """Light and waste heat add to the electrical power, at every efficiency."""
    light = np.full((64, 1), 30.0)
    efficiency = efficiency_of(DRAWS)
    electrical = 300.0 / efficiency
    assert mask_heat(light, efficiency)[:, 0] + 300.0 == pytest.approx(electrical)


def test_places_part_ways_as_heat_goes_in() -> None:
    """Heat laid in the horny layer: first the surface, then the basal layer, then the dermis."""
    ab = np.zeros((64, 1, 7))
    ab[:, :, 0] = 10.0
    found = []
    for place in PLACES:
        one = warming(
            thickness_mm=SKIN_MM, absorbed_mw_cm2=ab, mask_light_mw_cm2=np.zeros((64, 1)),
            is_worn=False, touches=False,
            efficiency=efficiency_of(DRAWS), uniforms=DRAWS, place=place,
        )  # fmt: skip
        found.append(one.rise_degc[:, 0, 4])
    assert np.all(found[0] > found[1])
    assert np.all(found[1] > found[2])


def test_channels_add() -> None:
    rng = np.random.default_rng(2)
    ab, light = rng.uniform(0, 2, (64, 2, 7)), rng.uniform(0, 30, (64, 2))

    def of(a: FloatArray, b: FloatArray) -> Warming:
        return warming(
            thickness_mm=SKIN_MM, absorbed_mw_cm2=a, mask_light_mw_cm2=b,
            is_worn=True, touches=True, efficiency=efficiency_of(DRAWS), uniforms=DRAWS,
        )  # fmt: skip

    both = of(ab, light).rise_degc
    joined = of(ab.sum(axis=1, keepdims=True), light.sum(axis=1, keepdims=True)).rise_degc
    assert both.sum(axis=1) == pytest.approx(joined[:, 0], abs=1e-9)
