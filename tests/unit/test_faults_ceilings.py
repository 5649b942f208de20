"""Small faults in the ceilings that a mutation tester once slipped past: none passes twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from openpbm.arrays import FloatArray
from openpbm.fact import said
from openpbm.heat import Warming
from openpbm.safety.bound import HOLDS_SHARE, Bound, parent_of, rate_bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard.limit import PHOTOCHEMICAL_S, of
from openpbm.safety.hazard.weighting import effective_weight
from openpbm.speech.say import in_english
from openpbm.tables import rows
from plain import PARENT, plain_exposure

ONE = np.ones(1)
TIMES = np.array([0.0, 10.0, 60.0])
LED = "mask_temperature_led"
MASK = ("mask_temperature", LED)


def exposure(nm: float, warming: Warming | None = None, **said: object) -> Exposure:
    return plain_exposure(nm, warming or warm(34.0, 1.0), **said)  # type: ignore[arg-type]


def warm(degc: float, rise: float, basal: Warming | None = None) -> Warming:
    """From a temperature up by a rise in 10 minutes, and steady from there."""
    return Warming(
        minutes=TIMES,
        dark_degc=np.full((3, 3), degc),
        rise_degc=rise * np.array([0.0, 1.0, 1.0]) * np.ones((3, 1, 1)),
        basal=basal,
    )


def own(id: str, given: Exposure) -> Bound:
    return next(b for b in bounds(given) if b.id == id)


def weight(column: str, given: Exposure) -> float:
    return float(effective_weight(column, given.peak_nm, given.fwhm_nm)[0, 0])


@pytest.mark.parametrize("count", [1, 2, 3, 7, 20, 21, 50, 400])
def test_a_value_is_the_percentile_that_numpy_gives(count: int) -> None:
    rng = np.random.default_rng(count)
    for values in (rng.normal(size=count), rng.normal(size=count) ** 9, np.full(count, 3.0)):
        rate = rate_bound("rate", PARENT, "1", values[:, None], lambda _minutes: 0.0)
        assert rate.value(1.0, ONE) == pytest.approx(float(np.percentile(values, HOLDS_SHARE)))


def test_what_is_no_number_or_has_no_end_never_holds() -> None:
    def value(values: list[float]) -> Bound:
        table: FloatArray = np.array(values)[:, None]
        return rate_bound("rate", PARENT, "1", table, lambda _minutes: 1e300)

    for values in ([np.nan], [0.0] * 30 + [np.nan], [0.0, np.inf], [0.0] * 100 + [np.inf]):
        assert not value(values).holds(1.0, ONE)


@pytest.mark.parametrize("nm", [415.0, 450.0, 580.0])
def test_an_eye_without_its_lens_is_weighed_by_the_stricter_function(nm: float) -> None:
    given = exposure(nm, aphakic=True)
    strictest = max(weight("B_iec62471", given), weight("A_icnirp2013", given))
    assert own("eye_blue_small", given).value(1.0, ONE) == pytest.approx(10.0 * strictest)
    whole = replace(given, aphakic=False)
    assert own("eye_blue_small", whole).value(1.0, ONE) == pytest.approx(
        10.0 * weight("B_iec62471", whole)
    )


def test_the_blue_dose_at_the_eye_becomes_a_rate_after_100_s() -> None:
    small = own("eye_blue_small_dose", exposure(437.0))
    assert small.limit(30.0 / 60.0) == 100.0
    assert small.limit(600.0 / 60.0) == pytest.approx(600.0)


def test_the_leak_gate_is_for_blue_light_only() -> None:
    for nm, counts in ((450.0, True), (560.0, False)):
        leak = own("eye_blue_leak", exposure(nm)).value(1.0, ONE)
        assert (leak > 0.0) is counts
        assert own("eye_blue_small", exposure(nm)).value(1.0, ONE) > 0.0


def test_unseen_heat_of_the_retina_counts_the_infrared_share_alone() -> None:
    for nm in (633.0, 775.0, 850.0):
        given = exposure(nm)
        share = weight("WIR_iec62471", given)
        for id in ("eye_retina_heat", "eye_retina_heat_icnirp"):
            unseen = id.replace("heat", "unseen")
            assert own(unseen, given).value(1.0, ONE) == pytest.approx(
                share * own(id, given).value(1.0, ONE), abs=1e-9
            )


@pytest.mark.parametrize(("surface", "basal"), [(43.0, 40.0), (40.0, 43.0), (43.0, 43.0)])
def test_thermal_dose_is_that_of_the_hotter_of_surface_and_basal_layer(
    surface: float, basal: float
) -> None:
    dose = own("thermal_dose", exposure(633.0, warming=warm(surface, 0.0, warm(basal, 0.0))))
    assert dose.value(10.0, ONE) == pytest.approx(10.0)
    assert dose.value(10.0, ONE) == dose.curve(np.array([10.0]), ONE)[0]
    hotter = "surface" if surface >= basal else "basal layer"
    assert f"(mostly the {hotter})" in in_english(dose.reason)


def test_the_place_told_is_the_hotter_of_most_scenarios_at_full_drive() -> None:
    def told(basal_degc: list[float], rise: float) -> str:
        basal = replace(warm(34.0, rise), dark_degc=np.array(basal_degc)[:, None] * np.ones((3, 3)))
        limit = own("thermal_dose", exposure(633.0, warming=warm(34.0, 1.0, basal)))
        return in_english(limit.reason)

    assert "mostly the surface" in told([33.0, 33.0, 39.0], 1.0)
    assert "mostly the basal layer" in told([33.0, 39.0, 39.0], 1.0)
    assert "mostly the basal layer" in told([33.9, 33.9, 33.9], 2.0)
    assert "mostly the surface" in told([34.9, 34.9, 34.9], 0.0)


def test_without_a_basal_layer_the_surface_is_told() -> None:
    dose = own("thermal_dose", exposure(633.0, warming=warm(43.0, 0.0)))
    assert "skin surface" in in_english(dose.reason)
    assert dose.value(5.0, ONE) == pytest.approx(5.0)


def test_heat_of_the_first_seconds_grows_from_nothing() -> None:
    short = own("skin_heat_short", exposure(633.0))
    whole = short.value(1.0, ONE)
    assert whole > 0.0
    assert short.value(0.0, ONE) == 0.0
    assert short.value(5.0 / 60.0, ONE) == pytest.approx(0.5 * whole)
    assert short.value(30.0, ONE) == whole
    assert short.limit(0.0) == pytest.approx(2e4)  # a second at least
    assert short.limit(5.0 / 60.0) == pytest.approx(2e4 * 5.0**0.25)
    assert short.limit(10.0) == pytest.approx(2e4 * 10.0**0.25)


def test_a_parent_of_several_rows_is_the_first() -> None:
    first, second = rows("limits")["p_light_week"], rows("limits")["uv_actinic_iec"]
    parent = parent_of(("p_light_week", "uv_actinic_iec"), said("n"))
    assert (parent.status, parent.rows) == (
        first.text("status"),
        ("p_light_week", "uv_actinic_iec"),
    )
    assert parent.source.startswith(first.text("standard"))
    assert first.text("status") != second.text("status")


def test_the_first_seconds_count_light_and_no_ultraviolet() -> None:
    """Half of a line at 380 nm lies above it; a session of 10 s has the whole, longer no more."""
    half, whole = exposure(380.0), exposure(633.0)
    for given, share in ((half, weight("Wskin", half)), (whole, 1.0)):
        own_bound = own("skin_heat_short", given)
        for minutes, seconds in ((0.0, 0.0), (5.0 / 60.0, 5.0), (10.0 / 60.0, 10.0), (30.0, 10.0)):
            assert own_bound.value(minutes, ONE) == pytest.approx(10.0 * share * seconds, rel=1e-6)
        assert own_bound.limit(0.0) == pytest.approx(20000.0)  # a second at least
        assert own_bound.limit(30.0) == own_bound.limit(10.0 / 60.0)
    assert 0.3 < weight("Wskin", half) < 0.7


def test_violet_counts_where_an_led_of_415_nm_may_lie() -> None:
    for nm, counts in ((405.0, True), (429.0, True), (445.0, False), (500.0, False)):
        violet = own("skin_dose_violet", exposure(nm)).value(1.0, ONE)
        assert (violet > 0.0) is counts


def test_dose_and_rate_of_blue_light_meet_where_one_ends() -> None:
    dose, rate = of("blue_LB_dose", "dose_j_m2_sr"), of("blue_LB_long", "w_m2_sr")
    assert pytest.approx(dose / rate) == PHOTOCHEMICAL_S


def test_the_band_of_a_channel_is_that_of_most_draws() -> None:
    peaks = np.array([[598.0], [599.0], [601.0]])
    given = exposure(600.0, peak_nm=peaks, fwhm_nm=0.0 * peaks)
    found = {b.id for b in bounds(given) if b.id.startswith("light_day")}
    assert found == {"light_day_amber"}


def test_the_first_seconds_of_no_light_are_no_heat() -> None:
    dark = own("skin_heat_short", exposure(633.0, hot_mw_cm2=np.zeros((3, 1))))
    assert dark.value(5.0 / 60.0, ONE) == 0.0


def test_the_likely_value_is_the_middle_scenario_and_the_worst_is_near_the_last() -> None:
    given = exposure(633.0, hot_mw_cm2=np.array([[1.0], [2.0], [9.0]]))
    red = own("skin_irradiance_red", given)
    assert red.likely(1.0, ONE) == pytest.approx(2.0)
    assert red.value(1.0, ONE) == pytest.approx(2.0 + 0.9 * 7.0)  # 95 % of the way to the third


def touching(mask: float, at_led: float | None) -> Exposure:
    """A worn mask whose touching part rises from 30 degC by so much in 10 minutes."""
    led = None if at_led is None else warm(30.0, at_led)
    return exposure(633.0, warming=replace(warm(34.0, 1.0), mask=warm(30.0, mask), at_led=led))


def test_a_mask_that_touches_is_held_by_how_long_it_touches() -> None:
    for given, id in ((touching(14.0, 0.0), "mask_temperature"), (touching(0.0, 14.0), LED)):
        mask = own(id, given)
        assert mask.group == "heat"
        assert not mask.advisory
        assert mask.value(10.0, ONE) == pytest.approx(44.0)
        assert [mask.limit(m) for m in (0.1, 5.0, 9.99, 10.0, 60.0)] == [48.0] * 3 + [43.0] * 2
        assert mask.holds(9.99, ONE)
        assert not mask.holds(10.0, ONE)
        assert mask.holds(10.0, 0.92 * ONE)


def test_mask_and_led_are_told_apart_and_neither_is_made_of_nothing() -> None:
    both = {b.id: b.value(10.0, ONE) for b in bounds(touching(10.0, 15.0)) if b.id in MASK}
    assert both == pytest.approx({"mask_temperature": 40.0, LED: 45.0})
    assert [b.id for b in bounds(touching(10.0, None)) if b.id in MASK] == ["mask_temperature"]
    assert not [b.id for b in bounds(exposure(633.0)) if b.id in MASK]
    for bound in (own(id, touching(10.0, 15.0)) for id in MASK):
        assert bound.status == rows("limits")["skin_temp_contact_ge10"].text("status")
        assert "in less 48 degC, which rests on memory of the table alone" in in_english(
            bound.reason
        )
        assert "USB power meter" in in_english(bound.would_change)
