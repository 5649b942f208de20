"""Every ceiling: a light that passes it, and the same light a little weaker that does not."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from openpbm.answer import Finding
from openpbm.heat import Warming
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.exposure import Exposure
from openpbm.session import CeilingGroup
from openpbm.speech.say import in_english
from openpbm.tables import rows
from plain import plain_exposure

ON = np.ones(1)
TIMES = np.array([0.0, 60.0])


def exposure(
    nm: float = 633.0,
    *,
    hot: float = 1.0,
    eye: float = 0.0,
    led_mw: float = 1e-6,
    rise: float = 0.0,
    mask_rise: float = 0.0,
    led_rise: float = 0.0,
    **more: object,
) -> Exposure:
    one = np.ones((3, 1))
    skin, mask, led = (
        Warming(
            minutes=TIMES,
            dark_degc=np.full((3, 2), 34.0),
            rise_degc=np.array([0.0, kelvin]) * np.ones((3, 1, 1)),
        )
        for kelvin in (rise, mask_rise, led_rise)
    )
    base = plain_exposure(
        nm,
        replace(skin, mask=mask, at_led=led),
        fwhm_nm=18.0 * one,
        hot_mw_cm2=hot * one,
        eye_mw_cm2=eye * one,
        led_power_mw=led_mw * one,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def bound(id: str, given: Exposure) -> Bound:
    return next(b for b in bounds(given) if b.id == id)


# id, an exposure that sits exactly at the limit, minutes; figures by hand from limits.json
EDGES = [
    ("eye_infrared", exposure(950.0, eye=14.8477), 10.0),  # 18000 * 600^-0.75 = 148.477 W/m2
    ("eye_infrared_gate", exposure(950.0, eye=5.0), 10.0),  # 50 W/m2
    ("eye_blue_small", exposure(437.0, eye=0.1026), 10.0),  # 1 W/m2 at B near 1
    ("eye_near_uv", exposure(380.0, eye=1.68), 10.0),  # 1e4 / 600 s = 16.7 W/m2
    ("eye_infrared_icnirp", exposure(830.0, eye=49.492), 10.0),  # 148.477 / 0.3
    ("eye_near_uv_dose", exposure(380.0, eye=0.5583), 30.0),  # 1e4 J/m2 in 1800 s
    ("eye_blue_leak", exposure(437.0, eye=0.0513), 10.0),  # 0.5 W/m2 at B near 1
    ("eye_blue_small_dose", exposure(437.0, eye=1.026 / 3.0), 0.5),  # 100 J/m2 in 30 s
    # L = P / (pi A): 9.8696e-6 m2 sr of a 2 mm disc
    ("eye_retina_heat_icnirp", exposure(550.0, led_mw=2763.5), 10.0),  # 2.8e5, R = 1
    ("skin_heat_short", exposure(633.0, hot=355.66), 10.0),  # 2e4 * 10^0.25 J/m2 in 10 s
    ("skin_dose_red", exposure(633.0, hot=160.0), 10.0),  # 96 J/cm2
    ("skin_dose_nir", exposure(850.0, hot=160.0), 10.0),
    ("skin_dose_red_tolerated", exposure(633.0, hot=800.0), 10.0),  # 480 J/cm2
    ("skin_dose_blue", exposure(465.0, hot=100.0 / 3.0), 10.0),  # 20 J/cm2
    ("skin_dose_violet", exposure(415.0, hot=200.0 / 3.0), 10.0),  # 40 J/cm2
    ("skin_dose_short", exposure(590.0, hot=200.0 / 3.0), 10.0),  # 40 J/cm2
    ("skin_irradiance_blue", exposure(415.0, hot=60.0), 1.0),
    ("skin_irradiance_red", exposure(633.0, hot=60.0), 1.0),
    ("skin_irradiance_nir", exposure(830.0, hot=60.0), 1.0),
    ("skin_irradiance_total", exposure(633.0, hot=100.0), 1.0),
    ("skin_laser_sum", exposure(633.0, hot=200.0), 1.0),  # 200 mW/cm2
    ("skin_laser_half", exposure(633.0, hot=100.0), 1.0),  # half of it
    ("heating_onset", exposure(633.0, hot=300.0), 1.0),
    ("skin_temperature", exposure(rise=7.0), 60.0),  # 34 + 7 = 41 degC
    ("skin_temperature_target", exposure(rise=6.0), 60.0),
    ("skin_temperature_contact", exposure(rise=9.0), 60.0),  # 43 degC
    ("mask_temperature", exposure(mask_rise=9.0), 60.0),
    ("mask_temperature_led", exposure(led_rise=9.0), 60.0),
    ("mask_temperature_led", exposure(led_rise=90.0), 60.0 * 14.0 / 90.0),  # 48 in 9.3 min
    ("thermal_dose", exposure(rise=7.0466), 60.0),  # mean rate of 0 and 4^-1.9534, 60 min
    ("pdt_blue_equiv", exposure(415.0, hot=100.0 / 6.0, photosensitiser=True), 10.0),
    ("pdt_red_equiv", exposure(633.0, hot=370.0 / 6.0, photosensitiser=True), 10.0),
]


def test_reported_heating_is_asked_of_a_square_centimetre_and_the_laser_limit_of_3_5_mm() -> None:
    """Warmth goes sideways out of a spot; a burn by ICNIRP is asked of the spot itself."""
    spot = exposure(465.0, hot=160.0, warm_mw_cm2=np.full((3, 1), 90.0))
    assert bound("heating_onset", spot).value(1.0, ON) == pytest.approx(0.9)
    assert bound("skin_laser_sum", spot).value(1.0, ON) == pytest.approx(0.8)
    assert bound("skin_dose_blue", spot).value(1.0, ON) == pytest.approx(9.6)
    unsaid = exposure(465.0, hot=160.0)
    assert bound("heating_onset", unsaid).value(1.0, ON) == pytest.approx(1.6)
    claimed = replace(spot, claimed=np.full((3, 1), 2.0)).as_claimed
    assert bound("heating_onset", claimed).value(1.0, ON) == pytest.approx(1.8)


@pytest.mark.parametrize(("id", "given", "minutes"), EDGES, ids=[edge[0] for edge in EDGES])
def test_a_ceiling_stands_where_its_table_puts_it(id: str, given: Exposure, minutes: float) -> None:
    limit = bound(id, given)
    assert limit.value(minutes, ON) == pytest.approx(limit.limit(minutes), rel=0.03)
    assert not limit.holds(minutes, 1.06 * ON)
    assert limit.holds(minutes, 0.94 * ON)


def test_staring_at_a_bare_415_nm_led_reaches_the_limit_at_411_seconds() -> None:
    """The worked example: 30 mW from a 2 mm disc, 3039.64 W/m2sr, monochromatic B 0.8."""
    given = exposure(415.0, led_mw=30.0, fwhm_nm=np.full((3, 1), 0.01))
    limit = bound("eye_blue_dose", given)
    assert limit.holds(411.0 / 60.0, ON)
    assert not limit.holds(412.0 / 60.0, ON)
    assert bound("eye_blue_gate", given).value(1.0, ON) == pytest.approx(2431.71, rel=1e-3)


def test_an_eye_without_its_lens_is_weighed_by_a() -> None:
    given = exposure(415.0, led_mw=30.0, fwhm_nm=np.full((3, 1), 0.01), aphakic=True)
    limit = bound("eye_aphakic_dose", given)
    assert limit.holds(274.0 / 60.0, ON)
    assert not limit.holds(275.0 / 60.0, ON)


def test_an_opaque_shield_darkens_every_eye_hazard() -> None:
    given = exposure(415.0, eye=100.0, led_mw=100.0, eyes_covered=True)
    assert all(b.value(10.0, ON) == 0.0 for b in bounds(given) if b.id.startswith("eye_"))


def test_dark_skin_and_melasma_only_tighten() -> None:
    light, dark = exposure(), exposure(dark_skin=True)
    for own in bounds(light):
        assert bound(own.id, dark).limit(10.0) <= own.limit(10.0)
    assert bound("skin_dose_blue", exposure(no_blue=True)).limit(10.0) == 0.0


@pytest.mark.parametrize(("hz", "epilepsy", "holds"), [
    (0.0, True, True),
    (10.0, False, False),
    (3000.0, False, True),
    (None, False, True),
    (None, True, False),
])  # fmt: skip
def test_flicker_stops_and_the_unknown_counts_with_epilepsy(
    hz: float | None, epilepsy: bool, holds: bool
) -> None:
    given = exposure(frequency_hz=(hz,), epilepsy=epilepsy)
    assert bound("visible_pulsing", given).holds(5.0, ON) is holds


def test_near_infrared_does_not_flicker_for_anyone() -> None:
    assert bound("visible_pulsing", exposure(830.0, frequency_hz=(10.0,))).holds(5.0, ON)


def test_the_devices_longest_programme_is_a_ceiling() -> None:
    limit = bound("device_maximum", exposure(longest_min=20.0))
    assert limit.holds(20.0, ON)
    assert not limit.holds(20.5, ON)


def test_without_a_photosensitiser_no_photodynamic_dose_is_asked() -> None:
    assert not any(b.id.startswith("pdt_") for b in bounds(exposure()))


def test_every_wavelength_has_a_dose_ceiling() -> None:
    for nm in np.arange(400.0, 1100.0, 1.0):
        doses = [b for b in bounds(exposure(float(nm), hot=1e4)) if b.id.startswith("skin_dose")]
        assert any(not b.holds(60.0, ON) for b in doses), nm


def test_every_ceiling_names_its_parent() -> None:
    for own in bounds(exposure(photosensitiser=True, longest_min=10.0)):
        shown = own.ceiling(1.0, ON)
        assert shown.source
        assert shown.status
        assert in_english(shown.would_change)
        assert shown.name


def test_every_limit_of_the_table_is_a_ceiling_or_says_why_not() -> None:
    made = {
        id
        for dark in (False, True)
        for nm in (633.0, 830.0)
        for own in bounds(
            exposure(
                nm,
                photosensitiser=True,
                aphakic=True,
                dark_skin=dark,
                frequency_hz=(3e3,),
                duty=(0.5,),
            )
        )
        for id in own.rows
    }
    table = rows("limits")
    excused = {id for id, row in table.items() if row.text("no_ceiling", "")}
    assert made | excused == set(table)
    assert not made & excused


def test_every_bound_of_a_session_belongs_to_a_group() -> None:
    assert {b.group for b in bounds(exposure(photosensitiser=True))} == {
        *get_args(CeilingGroup)
    } - {""}


def test_a_row_of_the_screen_cools_the_gate_and_never_warms_it() -> None:
    row = Finding(
        id="x", said="x", name="X", action=(), active=True, clear_on=None, rationale="r",
        source="its own", status="verified", review_pending=False,
    )  # fmt: skip
    plain = bound("skin_temperature", exposure())
    for degc in (None, 60.0, 38.0):
        own = bound("skin_temperature", exposure(cool=replace(row, skin_degc_max=degc)))
        assert own.limit(10.0) == min(plain.limit(10.0), degc or np.inf)
        assert (own.source == "its own") is (degc == 38.0)
