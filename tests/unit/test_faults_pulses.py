"""Ceilings of one pulse, each at its edge; figures by hand from limits.json."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_ceilings import bound, exposure

from openpbm.safety.ceilings.every import bounds
from openpbm.safety.hazard.limit import of
from openpbm.safety.pulse import pulse_of

ON = np.ones(1)
EDGE = 1.0 + 1e-6


@pytest.mark.parametrize(
    ("id", "nm", "names", "per", "limit"),
    [
        # 0.1 ms at 1 kHz and duty 0.1: ten times the mean
        ("eye_pulse_infrared", 950.0, {"eye": 1.0}, 100.0, 18000.0 * 1e-4**-0.75),
        ("skin_pulse_heat", 633.0, {"hot": 1.0}, 100.0, 2e4 * 1e-4**-0.75),
    ],
)
def test_a_plan_holds_the_limits_of_one_pulse(
    id: str, nm: float, names: dict[str, float], per: float, limit: float
) -> None:
    said = {"frequency_hz": (1e3,), "duty": (0.1,)}
    one = bound(id, exposure(nm, **names, **said))  # type: ignore[arg-type]
    assert one.value(1.0, ON) == pytest.approx(per)
    assert one.limit(1.0) == one.limit(30.0) == pytest.approx(limit)
    at_most = limit / per
    for by, holds in ((1.0 / EDGE, True), (EDGE, False)):
        light = dict.fromkeys(names, at_most * by)
        assert bound(id, exposure(nm, **light, **said)).holds(1.0, ON) is holds  # type: ignore[arg-type]


def test_a_pulse_heats_the_retina_as_if_one_led_were_wide() -> None:
    led_mw = 10.0
    said = {"frequency_hz": (1e3,), "duty": (0.1,)}
    given = exposure(633.0, led_mw=led_mw, **said)  # type: ignore[arg-type]
    iec, icnirp = (bound(f"eye_pulse_heat{text}", given) for text in ("", "_icnirp"))
    radiance = 10.0 * led_mw * 1e-3 / 9.8696e-6
    assert iec.value(1.0, ON) == pytest.approx(radiance, rel=1e-3)
    assert iec.limit(1.0) == pytest.approx(5e4 / (0.1 * 1e-4**0.25))
    assert icnirp.limit(1.0) == pytest.approx(2e4 / (0.005 * 1e-4**0.25))
    covered = bound("eye_pulse_heat", replace(given, eyes_covered=True))
    assert covered.value(1.0, ON) == 0.0


def test_a_long_pulse_is_held_like_light_of_its_own_length() -> None:
    """20 s in every 40: past 10 s the skin has no limit of dose, and the last one stays."""
    long = exposure(950.0, eye=1.0, frequency_hz=(0.025,), duty=(0.5,))
    assert bound("eye_pulse_infrared", long).limit(5.0) == pytest.approx(18000.0 * 20.0**-0.75)
    assert bound("skin_pulse_heat", long).limit(5.0) == pytest.approx(2e4 * 10.0**-0.75)


def test_steady_light_has_no_ceiling_of_a_pulse_and_unknown_light_has() -> None:
    def pulses(duty: float | None) -> set[str]:
        found = bounds(exposure(633.0, duty=(duty,), frequency_hz=(None if duty is None else 0.0,)))
        return {own.id for own in found if "pulse" in own.id}

    assert pulses(1.0) == set()
    assert len(pulses(None)) == 4
    assert of("pulse_iec62471", "unknown_duty") == 0.1


def test_unknown_pulsing_is_ten_times_the_mean_for_a_quarter_of_a_second() -> None:
    assert pulse_of(None, None) == (10.0, 0.25)
    assert pulse_of(1.0, 50.0) is None
    assert pulse_of(0.5, None) == (2.0, 10.0)  # as long as any limit counts one
    assert pulse_of(0.25, 2.0) == (4.0, 0.125)
    assert pulse_of(0.5, 0.0) is None
    unknown = {"frequency_hz": (None,), "duty": (None,)}
    one = bound("skin_pulse_heat", exposure(633.0, hot=1.0, **unknown))  # type: ignore[arg-type]
    assert one.value(1.0, ON) == pytest.approx(100.0)
    assert one.limit(1.0) == pytest.approx(2e4 * 0.25**-0.75)


def test_the_longest_pulse_of_any_colour_counts_for_all() -> None:
    pair = replace(
        exposure(633.0, frequency_hz=(1e3, 10.0), duty=(0.5, 0.25)), spectra=(None, None)
    )
    assert pair.pulses.longest_s == pytest.approx(0.025)
    assert pair.pulses.heights.tolist() == [2.0, 4.0]


def test_a_pulse_shorter_than_any_limit_is_held_as_one_of_ten_microseconds() -> None:
    short = exposure(633.0, frequency_hz=(1e5,), duty=(0.01,))
    assert bound("skin_pulse_heat", short).limit(1.0) == pytest.approx(2e4 * 1e-5**-0.75)


def test_steady_light_beside_a_pulse_stays_as_it_is() -> None:
    pair = replace(exposure(633.0, frequency_hz=(0.0, 1e3), duty=(1.0, 0.5)), spectra=(None, None))
    assert pair.pulses.heights.tolist() == [1.0, 2.0]


def test_ultraviolet_is_no_heat_on_the_skin_of_a_pulse() -> None:
    """Half of a line at 380 nm lies below the band of the limit."""
    half, whole = (
        bound("skin_pulse_heat", exposure(nm, hot=1.0, frequency_hz=(1e3,), duty=(0.5,)))
        for nm in (380.0, 633.0)
    )
    assert half.value(1.0, ON) == pytest.approx(0.5 * whole.value(1.0, ON), rel=1e-6)


def test_limits_of_eye_pigment_and_photosensitiser_look_at_the_claim_and_no_others() -> None:
    """What a supply is thought to feed lowers none of them."""
    lit = exposure(450.0, hot=1.0, eye=1.0, photosensitiser=True)
    told = {one.id: one.value(1.0, ON) for one in bounds(lit)}
    claimed = {
        one.id: one.value(1.0, ON) for one in bounds(replace(lit, claimed=np.full((1, 1), 3.0)))
    }
    for id in ("eye_blue_small", "pdt_blue_equiv", "skin_dose_blue", "skin_dose_short"):
        assert told[id] > 0, id
        assert claimed[id] == pytest.approx(3.0 * told[id]), id
    for id in (
        "skin_irradiance_blue",
        "skin_irradiance_total",
        "skin_temperature",
        "light_day_blue",
    ):
        assert claimed[id] == pytest.approx(told[id]), id
