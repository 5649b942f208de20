"""Small faults that a mutation tester once slipped past the other tests: none passes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from openpbm.fact import said
from openpbm.heat import Warming
from openpbm.mask import Channel, Mask, Mode
from openpbm.person import Medicine, Person, Procedure
from openpbm.planning.choose import BandMatch, Choice, choose, lit_channels, programme, quantised
from openpbm.response.evidence import carrying
from openpbm.safety.bound import Bound, all_hold, broken, dose_bound, rate_bound
from openpbm.safety.ceilings.every import CAUTIONS, bounds
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard.weighting import effective_weight
from openpbm.safety.screening import (
    aphakic_weight,
    closed_days,
    photosensitiser_declared,
    screen,
)
from openpbm.session import Refusal
from openpbm.speech.say import in_english
from openpbm.tables import rows
from plain import PARENT, plain_exposure, plain_mask, plain_matches

TRIAL = next(t for t in carrying("wrinkles_firmness") if t.id == "park_2025_mask_630_850")
ONE = np.ones(1)
START = date(2026, 12, 1)


# ------------------------------------------------------------------------------ bounds


def a_bound(spread: np.ndarray[tuple[int], np.dtype[np.float64]], limit: float) -> Bound:
    return rate_bound("rate", PARENT, "mW/cm2", spread[:, None], lambda _minutes: limit)


def test_a_value_is_the_95th_percentile_and_may_sit_on_its_limit() -> None:
    own = a_bound(np.linspace(0.0, 100.0, 101), 95.0)
    assert own.value(3.0, ONE) == pytest.approx(95.0)
    assert replace(own, limit=lambda _minutes: own.value(3.0, ONE)).holds(3.0, ONE)
    assert not replace(own, limit=lambda _minutes: 94.99).holds(3.0, ONE)


def test_a_value_is_straight_between_the_minutes_of_an_uneven_grid() -> None:
    grid = np.array([2.0, 3.0, 10.0])
    own = replace(
        a_bound(np.ones(1), 1.0),
        minutes=grid,
        at_full=np.array([[[1.0, 3.0, 17.0]]]),
        offset=np.array([[30.0, 31.0, 38.0]]),
    )
    for minutes, drive in (
        (1.0, 1.0),
        (2.0, 0.5),
        (2.5, 1.0),
        (7.0, 0.5),
        (10.0, 1.0),
        (11.0, 2.0),
    ):
        expected = np.interp(minutes, grid, [30.0, 31.0, 38.0]) + drive * np.interp(
            minutes, grid, [1.0, 3.0, 17.0]
        )
        assert own.value(minutes, drive * ONE) == pytest.approx(float(expected))
    together = own.curve(np.array([2.0, 10.0]), ONE)
    assert together.tolist() == pytest.approx([31.0, 55.0])


def test_a_design_target_is_told_and_never_gates() -> None:
    tight, loose = a_bound(np.ones(3), 0.5), a_bound(np.ones(3), 2.0)
    target = replace(tight, advisory=True, id="target")
    assert all_hold((loose, target), 1.0, ONE)
    assert not all_hold((loose, tight), 1.0, ONE)
    assert broken((loose, target, tight), 1.0, ONE) == (tight,)
    assert target.ceiling(1.0, ONE).advisory
    assert not tight.ceiling(1.0, ONE).advisory
    assert not tight.ceiling(1.0, ONE).binding
    assert tight.ceiling(1.0, ONE, binding=True).binding


def test_a_dose_starts_at_nothing_and_grows_evenly() -> None:
    own = dose_bound("dose", PARENT, "J/cm2", np.full((2, 1), 3.0), lambda _minutes: 1.0)
    assert own.value(0.0, ONE) == 0.0
    assert own.value(7.0, ONE) == pytest.approx(21.0)
    assert own.value(1e4, 0.5 * ONE) == pytest.approx(1.5e4)


# ---------------------------------------------------------------------------- ceilings


def exposure(nm: float, **said: object) -> Exposure:
    warming = Warming(
        minutes=np.array([0.0, 60.0]),
        dark_degc=34.0 * np.ones((3, 2)),
        rise_degc=np.ones((3, 1, 2)),
    )
    narrow = {"fwhm_nm": np.full((3, 1), 0.01), "photosensitiser": True}
    return plain_exposure(nm, warming, **{**narrow, **said})  # type: ignore[arg-type]


def value(id: str, given: Exposure, minutes: float = 1.0) -> float:
    return own(id, given).value(minutes, ONE)


def own(id: str, given: Exposure) -> Bound:
    (found,) = [b for b in bounds(given) if b.id == id]
    return found


EYE = {
    "eye_infrared", "eye_infrared_icnirp", "eye_infrared_gate", "eye_near_uv", "eye_near_uv_dose",
    "eye_actinic", "eye_blue_dose", "eye_blue_dose_icnirp", "eye_blue_gate", "eye_blue_small",
    "eye_blue_small_dose", "eye_blue_leak", "eye_retina_heat", "eye_retina_heat_icnirp",
    "eye_retina_unseen", "eye_retina_unseen_icnirp",
}  # fmt: skip
SKIN = {
    "skin_dose_red", "skin_dose_nir", "skin_dose_red_tolerated", "skin_dose_blue",
    "skin_dose_violet", "skin_dose_short", "skin_actinic", "skin_irradiance_blue",
    "skin_irradiance_red", "skin_irradiance_nir", "skin_irradiance_total", "skin_laser_sum",
    "skin_laser_half",
    "heating_onset", "skin_heat_short", "skin_temperature", "skin_temperature_contact",
    "thermal_dose", "skin_temperature_target",
}  # fmt: skip


def test_no_ceiling_is_ever_left_out() -> None:
    rest = {"visible_pulsing", "device_maximum", "pdt_blue_equiv", "pdt_red_equiv"}
    for longest in (None, 10.0):
        found = bounds(exposure(633.0, longest_min=longest))
        assert {b.id for b in found} >= EYE | SKIN | rest
        assert len({b.id for b in found}) == len(found)
        sums = {b.id for b in found if b.group == "sum"}
        assert sums == {f"light_{w}_red" for w in ("day", "week", "three_weeks", "course")}
        others = {id for id in CAUTIONS if not id.startswith("light_")}
        said = {b.id for b in found if b.advisory}
        assert said == {*others, "light_week_red", "light_course_red"}


@pytest.mark.parametrize("nm", [415.0, 590.0, 633.0, 830.0])
def test_only_a_limit_with_a_parent_outside_this_project_stops(nm: float) -> None:
    """Decisions 0023, 0025: our own caps are said; what counts against pigment and time stays."""
    own = {"device_maximum", "skin_dose_blue", "light_day_blue"}
    own |= {"light_day_nir", "light_three_weeks_nir"}  # by analogy with red, and said to be
    for bound in bounds(exposure(nm)):
        if bound.status == "project" and not bound.advisory:
            assert bound.id in own, bound.id
    assert not CAUTIONS & {bound.id for bound in bounds(exposure(nm)) if not bound.advisory}


ENDLESS = 2000.0  # no light of a mask lies beyond the band
BANDS = [
    ("skin_dose_red", 600.0, 700.0),
    ("skin_dose_red_tolerated", 600.0, 700.0),
    ("skin_dose_nir", 700.0, ENDLESS),
    ("skin_dose_blue", 0.0, 500.0),
    ("skin_dose_short", 0.0, 600.0),
    ("skin_irradiance_blue", 0.0, 500.0),
    ("skin_irradiance_red", 600.0, 700.0),
    ("skin_irradiance_nir", 700.0, ENDLESS),
    ("pdt_blue_equiv", 0.0, 450.0),
    ("pdt_red_equiv", 570.0, 670.0),
]


@pytest.mark.parametrize(("id", "low", "high"), BANDS, ids=[band[0] for band in BANDS])
def test_a_ceiling_sees_its_own_colours_only(id: str, low: float, high: float) -> None:
    per_minute = 1.0 if "irradiance" in id else 0.06  # 1 mW/cm2 for a minute, J/cm2
    for nm in (low, low + 1.0, 0.5 * (low + high), high):
        assert value(id, exposure(nm)) == pytest.approx(per_minute)
    for nm in (low - 1.0, high + 1.0):
        if 0.0 < nm < ENDLESS:
            assert value(id, exposure(nm)) == 0.0


def test_the_eye_is_given_its_weighted_light_in_watts() -> None:
    for id, column, nm in (
        ("eye_infrared", "WIR_iec62471", 950.0),
        ("eye_infrared_gate", "WIR_iec62471", 950.0),
        ("eye_blue_small", "B_iec62471", 450.0),
        ("eye_near_uv", "UVA", 390.0),
    ):
        given = exposure(nm)
        weight = float(effective_weight(column, given.peak_nm, given.fwhm_nm)[0, 0])
        assert weight > 0.1
        assert value(id, given) == pytest.approx(10.0 * weight)
        assert value(id, replace(given, eyes_covered=True)) == 0.0


def test_the_radiance_gate_is_for_blue_light_only() -> None:
    for nm, counts in ((390.0, True), (410.0, True), (490.0, True), (510.0, False)):
        assert (value("eye_blue_gate", exposure(nm)) > 0.0) is counts


def test_the_actinic_dose_is_weighed_over_the_session() -> None:
    given = exposure(400.0, fwhm_nm=np.full((3, 1), 40.0))
    weight = float(effective_weight("S_uv", given.peak_nm, given.fwhm_nm)[0, 0])
    assert weight > 0.0
    assert value("skin_actinic", given, 10.0) == pytest.approx(10.0 * 600.0 * weight)


def test_limits_that_depend_on_time_change_where_their_row_says() -> None:
    infrared, near_uv = (own(id, exposure(950.0)) for id in ("eye_infrared", "eye_near_uv"))
    assert infrared.limit(0.0) == pytest.approx(18000.0)  # a second at least
    assert infrared.limit(999.0 / 60.0) == pytest.approx(18000.0 * 999.0**-0.75)
    assert infrared.limit(1001.0 / 60.0) == 100.0
    assert near_uv.limit(500.0 / 60.0) == pytest.approx(20.0)
    assert near_uv.limit(1001.0 / 60.0) == 10.0


@pytest.mark.parametrize(
    ("nm", "allowance"),
    [(650.0, 1.0), (700.0, 1.0), (850.0, 10.0**0.3), (1049.0, 10.0**0.698), (1050.0, 5.0)],
)
def test_the_laser_limit_rises_with_wavelength(nm: float, allowance: float) -> None:
    given = exposure(nm)
    assert value("skin_laser_sum", given) == pytest.approx(1.0 / 200.0 / allowance)


def test_heating_is_held_to_the_stricter_neighbour() -> None:
    row = rows("limits")["heating_onset_hamblin"].row("values")
    for nm, name in ((599.0, "blue"), (600.0, "red"), (799.0, "red"), (800.0, "nir")):
        assert value("heating_onset", exposure(nm)) == pytest.approx(
            1.0 / row.number(f"{name}_mw_cm2")
        )
    assert own("heating_onset", exposure(633.0)).limit(1.0) == 1.0


@pytest.mark.parametrize(
    ("hz", "nm", "flickers"),
    [
        (0.9, 633.0, 0.0),
        (1.0, 633.0, 1.0),
        (1250.0, 779.0, 1.0),
        (1251.0, 633.0, 0.0),
        (10.0, 780.0, 0.0),
        (None, 633.0, 0.0),
    ],
)
def test_flicker_is_visible_modulation_from_1_to_1250_hz(
    hz: float | None, nm: float, flickers: float
) -> None:
    pulsing = own("visible_pulsing", exposure(nm, frequency_hz=(hz,)))
    assert pulsing.value(1.0, ONE) == flickers
    assert pulsing.limit(1.0) == 0.0


def test_a_session_of_unknown_device_ends_at_half_an_hour() -> None:
    for longest, limit, status in ((None, 30.0, "project"), (12.0, 12.0, "verified")):
        maximum = own("device_maximum", exposure(633.0, longest_min=longest))
        assert (maximum.limit(5.0), maximum.status) == (limit, status)
        assert maximum.value(7.5, 0.0 * ONE) == pytest.approx(7.5)


# ------------------------------------------------------------------------------ choice


def a_mask(*, by_hand: bool = True, dimmable: tuple[bool, bool] = (False, False)) -> Mask:
    red = Channel(role="red", peak_nm=630.0, dimmable=dimmable[0])
    nir = Channel(role="nir", peak_nm=850.0, dimmable=dimmable[1])
    return plain_mask("rigid_mask", red, nir, session_min=(10.0, 3.0), stop_by_hand=by_hand)


def matches(*minutes: float) -> tuple[BandMatch, ...]:
    """Bands whose trial dose takes so many minutes at full drive."""
    rate, each = np.array([1.0, 2.0, 9.0]), 2.0 * np.array([0.1, 1.0, 2.0])
    return plain_matches(TRIAL, [(rate, own_minutes * each) for own_minutes in minutes])


def chosen(mask: Mask, minutes: tuple[float, float], *limits: Bound) -> Choice:
    found = choose(mask, TRIAL, matches(*minutes), np.ones(2), limits)
    assert isinstance(found, Choice)
    return found


def refused(mask: Mask, minutes: tuple[float, float], *limits: Bound) -> tuple[Refusal, ...]:
    found = choose(mask, TRIAL, matches(*minutes), np.ones(2), limits)
    assert not isinstance(found, Choice)
    return found


def dose_limit(minutes: float) -> Bound:
    """Holds for so many minutes of both channels at full drive."""
    return dose_bound("dose", PARENT, "J/cm2", np.ones((3, 2)), lambda _minutes: 2.0 * minutes)


def rate_limit(level: float) -> Bound:
    """Holds up to this drive of both channels."""
    return rate_bound("rate", PARENT, "mW/cm2", np.ones((3, 2)), lambda _minutes: 2.0 * level)


def test_free_of_limits_the_shortest_band_sets_the_minutes() -> None:
    for by_hand, minutes, kept in ((True, 8.3, 8.0), (False, 8.3, 3.0), (False, 10.0, 10.0)):
        for pair in ((minutes, 20.0), (20.0, minutes)):
            found = chosen(a_mask(by_hand=by_hand), pair)
            assert found.minutes == kept
            assert found.drive.tolist() == [1.0, 1.0]
            assert (found.binding, found.fraction) == ((), 1.0)
            assert not found.is_below_trial


@pytest.mark.parametrize(
    ("allowed", "kept"), [(6.2, 6.0), (6.0, 6.0), (0.5, 0.5), (0.45, 0.4), (0.12, 0.1)]
)
def test_a_dose_limit_sets_the_longest_step_that_keeps_it(allowed: float, kept: float) -> None:
    found = chosen(a_mask(), (8.0, 8.0), dose_limit(allowed + 1e-9))
    assert found.minutes == pytest.approx(kept)
    assert found.binding == ("dose",)
    assert found.fraction == pytest.approx(kept / 8.0)
    assert found.wanted_min == 8.0


def test_a_timer_that_cannot_be_stopped_keeps_its_steps() -> None:
    found = chosen(a_mask(by_hand=False), (12.0, 12.0), dose_limit(9.9))
    assert (found.minutes, found.binding) == (3.0, ("dose",))
    assert found.fraction == pytest.approx(0.3)


def test_only_what_binds_at_the_next_step_is_named() -> None:
    found = chosen(a_mask(), (8.0, 8.0), dose_limit(6.2), replace(dose_limit(6.7), id="later"))
    assert found.binding == ("dose",)
    far = replace(dose_limit(6.2), id="advice", advisory=True)
    assert chosen(a_mask(), (8.0, 8.0), far).minutes == 8.0


def test_an_irradiance_limit_dims_as_far_as_it_asks() -> None:
    mask = a_mask(dimmable=(True, True))
    found = chosen(mask, (4.0, 4.0), rate_limit(0.5))
    assert found.drive.tolist() == [0.5, 0.5]
    assert (found.minutes, found.fraction, found.binding) == (8.0, 1.0, ())
    dimmest = chosen(mask, (4.0, 4.0), rate_limit(0.05 + 1e-9))
    assert dimmest.drive.tolist() == pytest.approx([0.05, 0.05])
    assert dimmest.minutes == pytest.approx(80.0)


def test_dimming_that_gives_no_more_light_is_left() -> None:
    found = chosen(a_mask(dimmable=(True, True)), (8.0, 8.0), dose_limit(4.0))
    assert (found.drive.tolist(), found.minutes) == ([1.0, 1.0], 4.0)


def test_only_lit_channels_must_be_dimmable() -> None:
    limit = rate_bound("rate", PARENT, "mW/cm2", np.ones((3, 2)), lambda _minutes: 0.5)
    for mask, works in ((a_mask(dimmable=(True, False)), True), (a_mask(), False)):
        found = choose(mask, TRIAL, matches(4.0, 4.0), np.array([1.0, 0.0]), (limit,))
        assert isinstance(found, Choice) is works
        if isinstance(found, Choice):
            assert found.drive.tolist() == [0.5, 0.0]
    assert refused(a_mask(dimmable=(True, False)), (4.0, 4.0), limit)


def test_a_refusal_tells_every_limit_at_the_shortest_time() -> None:
    more = replace(dose_limit(0.05), id="dose2")
    found = refused(a_mask(), (8.0, 8.0), rate_limit(0.9), more, dose_limit(5.0))
    assert [r.id for r in found] == ["rate", "dose2"]
    assert in_english(found[0].reason) == (
        "n: 2\u202fmW/cm², however short the session; the limit is 1.8\u202fmW/cm²"
    )
    assert in_english(found[0].would_change) == "w"


def test_a_timer_longer_than_the_dose_is_told() -> None:
    (found,) = refused(a_mask(by_hand=False), (2.0, 2.0))
    assert found.id == "timer_too_long"
    assert in_english(found.reason) == (
        "the trial's dose takes 2\u202fmin; the timer offers 10, 3 min"
    )
    (none,) = refused(replace(a_mask(), session_min=()), (0.01, 0.01))
    assert in_english(none.reason).endswith("the timer offers none")


def test_steps_are_halves_then_tenths_and_never_longer_than_asked() -> None:
    hand, timer = a_mask(), a_mask(by_hand=False)
    kept = {0.5: 0.5, 0.49: 0.4, 0.1: 0.1, 0.09: None, 7.49: 7.0, 0.0: None, np.inf: None}
    assert {asked: quantised(hand, asked) for asked in kept} == kept
    assert [quantised(timer, asked) for asked in (2.99, 3.0, 9.99, 10.0)] == [None, 3.0, 3.0, 10.0]
    assert quantised(timer, np.inf) is None


def test_a_hair_is_no_step() -> None:
    hair, timer = 1e-10, a_mask(by_hand=False)
    assert quantised(timer, 3.0 - hair) == 3.0
    assert quantised(a_mask(), 3.0 - hair) == 3.0
    assert programme(a_mask(), 10.0 + hair) == (10.0, False)
    assert programme(a_mask(), 10.0 - hair) == (10.0, False)


def test_what_cannot_be_stopped_and_has_no_known_programme_gets_no_minutes() -> None:
    mask = replace(a_mask(by_hand=False), session_min=())
    assert quantised(mask, 8.0) is None
    (found,) = refused(mask, (8.0, 8.0))
    assert found.id == "timer_too_long"


def test_three_hours_are_kept_and_nothing_longer() -> None:
    assert chosen(a_mask(), (150.0, 150.0)).minutes == 150.0
    assert chosen(a_mask(), (500.0, 500.0)).minutes == 180.0


def test_a_weaker_light_is_tried_where_full_drive_keeps_only_a_short_time() -> None:
    short = rate_bound(
        "rate", PARENT, "mW/cm2", np.ones((3, 2)), lambda minutes: 2.0 if minutes <= 2.0 else 1.0
    )
    found = chosen(a_mask(dimmable=(True, True)), (8.0, 8.0), short)
    assert (found.minutes, found.drive.tolist()) == (16.0, [0.5, 0.5])


def test_a_refusal_tells_value_and_limit_of_the_shortest_time() -> None:
    limit = rate_bound(
        "rate", PARENT, "mW/cm2", np.ones((3, 2)), lambda minutes: 1.8 if minutes < 1.0 else 1.0
    )
    (found,) = refused(a_mask(), (8.0, 8.0), limit)
    assert in_english(found.reason).endswith("; the limit for 0.1\u202fmin is 1.8\u202fmW/cm²")


def test_no_light_where_it_is_wanted_is_told_as_such() -> None:
    (found,) = refused(a_mask(), (np.inf, np.inf))
    assert found.id == "no_light_there"
    assert found.reason and found.would_change


def test_the_programme_to_start() -> None:
    mask = a_mask()
    assert programme(mask, 12.0) == (10.0, False)
    assert programme(mask, 10.0) == (10.0, False)
    assert programme(mask, 2.9) == (3.0, True)
    assert programme(replace(mask, session_min=()), 4.0) == (None, True)


def three(*, modes: tuple[Mode, ...] = (), switchable: bool = False) -> Mask:
    blue = Channel(role="blue", peak_nm=415.0, switchable=switchable)
    return replace(a_mask(), channels=(*a_mask().channels, blue), modes=modes)


def test_why_a_channel_cannot_follow_is_said() -> None:
    _, (screened,) = lit_channels(three(), TRIAL, (None, None, said("exclude: lupus")))
    assert "(exclude: lupus)" in in_english(screened.reason)
    on, problems = lit_channels(
        three(switchable=True), TRIAL, (said("refer: x"), said("refer: y"), None)
    )
    assert on.tolist() == [0.0, 0.0, 0.0]
    assert {p.id for p in problems} >= {"no_matching_channel"}
    assert len([p for p in problems if p.id == "no_matching_channel"]) == 2


def test_a_lone_channel_need_not_be_switched_off() -> None:
    lone = replace(a_mask(), channels=(Channel(role="blue", peak_nm=415.0),))
    on, problems = lit_channels(lone, TRIAL, (None,))
    assert on.tolist() == [0.0]
    assert {p.id for p in problems} == {"no_matching_channel"}


def test_a_programme_that_no_mode_lights_is_refused() -> None:
    lit = (Mode(name="1", lights=("red",)), Mode(name="2", lights=("blue",)))
    mask = three(modes=lit, switchable=True)
    on, (problem,) = lit_channels(mask, TRIAL, (None, None, None))
    assert on.tolist() == [1.0, 1.0, 0.0]
    assert problem.id == "no_such_programme"
    assert "near-infrared, red" in in_english(problem.reason)


# ------------------------------------------------------------------------------ screen


def test_a_goal_is_offered_for_a_condition_and_never_for_a_medicine() -> None:
    told = Person(age_years=40, phototype="II", conditions=("fine linez",))
    assert any("did you mean fine line" in f.name for f in screen(told, START))
    taking = Person(age_years=40, phototype="II", medicines=(Medicine(name="fine linez"),))
    assert not any("did you mean fine line" in f.name for f in screen(taking, START))


@pytest.mark.parametrize("cls", ["quinolone", "phenothiazine", "furocoumarin", "chlorin"])
def test_a_class_of_medicines_warns_and_names_none_of_them(cls: str) -> None:
    taking = Person(age_years=40, phototype="II", medicines=(Medicine(name=cls),))
    ids = [f.id for f in screen(taking, START)]
    assert ids[-1] == "unknown_medicine"
    assert len(ids) > 1


def test_an_unknown_procedure_to_come_closes_only_its_own_days() -> None:
    day = START + timedelta(days=3)
    someone = Person(
        age_years=40, phototype="II", procedures=(Procedure(name="oxygen facial", day=day),)
    )
    assert [f.active for f in screen(someone, START)] == [False]
    assert [f.active for f in screen(someone, day)] == [True]
    ((first, last, _),) = closed_days(someone)
    assert (first, last) == (day, day + timedelta(days=28))


def test_a_medicine_is_hinted_at_by_its_name_and_never_by_its_class() -> None:
    hinted = Medicine(name="hydroxychloroquinexyz")
    (found,) = screen(Person(age_years=40, phototype="II", medicines=(hinted,)), START)
    assert found.id == "unknown_medicine"
    assert "(did you mean hydroxychloroquine" in found.name


def test_what_no_longer_acts_sets_no_flag() -> None:
    someone = Person(
        age_years=1.0, phototype="II", medicines=(Medicine(name="an unheard-of pill"),)
    )
    findings = screen(someone, START)
    gone = [replace(f, active=False) for f in findings]
    assert aphakic_weight(findings) and photosensitiser_declared(findings)
    assert not aphakic_weight(gone) and not photosensitiser_declared(gone)


def test_what_binds_a_dimmed_session_is_named_at_its_own_drive() -> None:
    mask = a_mask(dimmable=(True, True))
    found = chosen(mask, (8.0, 8.0), rate_limit(0.5), dose_limit(4.0))
    assert found.drive.tolist() == [0.5, 0.5]
    assert (found.minutes, found.binding) == (8.0, ("dose",))


def test_each_light_of_a_trial_needs_a_channel_of_its_own_band() -> None:
    """Red that is lit stands for no near-infrared that is stopped."""
    on, problems = lit_channels(
        replace(a_mask(), channels=tuple(replace(c, switchable=True) for c in a_mask().channels)),
        TRIAL,
        (None, said("refer: x")),
    )
    assert on.tolist() == [1.0, 0.0]
    (problem,) = problems
    assert (problem.id, f"{TRIAL.lights[1].peak_nm:g}\u202fnm" in in_english(problem.reason)) == (
        "no_matching_channel",
        True,
    )


def test_three_tenths_of_a_minute_are_kept_as_three_tenths() -> None:
    assert chosen(replace(a_mask(), session_min=()), (0.3, 0.3)).minutes == 0.3


def test_a_refusal_of_a_rate_speaks_of_no_time() -> None:
    mask = replace(a_mask(by_hand=False), session_min=(3.0, 10.0))
    rate = rate_bound("rate", PARENT, "mW/cm2", np.full((3, 2), 5.0), lambda _minutes: 1.0)
    (problem,) = refused(mask, (10.0, 10.0), rate)
    assert "10\u202fmW/cm², however short the session; the limit is 1\u202fmW/cm²" in in_english(
        problem.reason
    )


def test_a_refusal_gives_value_and_limit_of_the_shortest_time() -> None:
    mask = replace(a_mask(by_hand=False), session_min=(3.0, 10.0))
    dose = dose_bound("dose", PARENT, "J/cm2", np.full((3, 2), 1.0), lambda minutes: minutes)
    (problem,) = refused(mask, (10.0, 10.0), dose)
    assert "6\u202fJ/cm² already at 3\u202fmin; the limit is 3\u202fJ/cm²" in in_english(
        problem.reason
    )
