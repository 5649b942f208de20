"""The whole plan: shipped examples, statuses, and the laws between two plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from plan_factory import with_session

from openpbm.answer import ByMaker, Given, Plan, Planned, Refused
from openpbm.files.person_file import read_person
from openpbm.interval import Interval
from openpbm.mask import Mask, Pulsing
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Medicine, Person, Procedure, Wish
from openpbm.planning.plan import plan
from openpbm.record import NO_LIGHT, UNKNOWN_LIGHT, DayDose, LightHistory
from openpbm.reports.terminal import summary_text
from openpbm.skin.anatomy import LAYERS
from openpbm.speech.say import in_english
from shared_light import SHARED

START = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[2] / "examples"
FEW = 120


def inputs(name: str) -> tuple[Person, Mask]:
    given = read_person(EXAMPLES / f"{name}.toml")
    assert given.mask is not None
    return given.person, given.mask


STATUSES = ("planned", "below_trial", "by_maker", "refused", "insufficient_evidence")


@cache
def example(name: str, scenarios: int = FEW) -> Plan:
    person, mask = inputs(name)
    return plan(person, mask, start=START, scenarios=scenarios, kept=SHARED)


def _in_order(dose: Interval) -> bool:
    return bool(dose.p05 <= dose.median <= dose.p95 + 1e-12)


def rate_in(result: Plan, layer: str, channel: str = "red") -> float:
    """Median fluence rate in a layer of the left cheek per minute of the planned session."""
    assert isinstance(result, Planned)
    return next(
        row.fluence_rate_mw_cm2
        for row in result.dose
        if (row.channel, row.region, row.layer) == (channel, "left_cheek", layer)
    )


def gain_of(result: Plan) -> float:
    return next(r.cavity_gain for r in result.irradiance if r.region == "left_cheek")


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("home", ("planned", "below_trial")),
        ("home-dark", ("planned", "below_trial")),
        ("acne", ("by_maker", "refused", "insufficient_evidence")),
        ("clinic", ("planned", "below_trial")),
        ("refused-drug", ("refused",)),
        ("unknown-mask", ("by_maker",)),
        ("unknown-mask-measured", ("planned", "below_trial")),
    ],
)
def test_every_example_ends_as_it_should(name: str, statuses: tuple[str, ...]) -> None:
    result = example(name)
    assert result.status in statuses
    assert in_english(result.verdict)
    assert isinstance(result, Given) == (result.exit_code == 0)
    assert bool(result.refusals) or isinstance(result, Given)
    assert all(in_english(r.would_change) for r in result.refusals)


def test_what_is_assumed_of_how_a_face_bends_is_listed() -> None:
    assert {"curvature.reach_mm", "curvature.shape_sd"} <= {
        r.id for r in example("home").assumptions
    }


def test_dark_skin_gets_less_at_depth_takes_more_above_and_returns_less() -> None:
    light, dark = example("home", 400), example("home-dark", 400)
    assert rate_in(dark, "reticular_dermis") < rate_in(light, "reticular_dermis")
    assert gain_of(dark) < gain_of(light)
    taken = {
        name: next(
            c.value / result.session.minutes
            for c in result.session.ceilings
            if c.id == "epidermis_of_trial"
        )
        for name, result in (("light", with_session(light)), ("dark", with_session(dark)))
    }
    assert taken["dark"] > taken["light"]


def test_a_plan_keeps_its_own_ceilings() -> None:
    for name in ("home", "home-dark", "clinic", "unknown-mask-measured"):
        for ceiling in with_session(example(name)).session.ceilings:
            assert ceiling.advisory or ceiling.holds, (name, ceiling.id)


def test_every_number_of_a_plan_has_its_interval_in_order() -> None:
    result = example("home")
    assert isinstance(result, Planned)
    for row in result.irradiance:
        assert _in_order(row.mean_mw_cm2)
    for dose in result.dose:
        assert dose.dose_j_cm2.p05 > 0 and _in_order(dose.dose_j_cm2)
    assert {row.layer for row in result.dose} == set(LAYERS)


def test_the_same_seed_gives_the_same_plan_and_another_one_nearly() -> None:
    person, mask = home()
    again = plan(person, mask, start=START, scenarios=FEW)
    assert isinstance(again, Planned)
    assert again.inputs_sha256 == example("home").inputs_sha256
    assert again.target_dose == with_session(example("home")).target_dose
    other = plan(person, mask, start=START, scenarios=FEW, seed=7, kept=SHARED)
    assert isinstance(other, Planned)
    assert other.target_dose.median == pytest.approx(again.target_dose.median, rel=0.15)


def test_an_interval_dose_is_never_shown_as_a_point() -> None:
    row = next(
        r for r in with_session(example("home")).match if r.trial == "park_2025_mask_630_850"
    )
    assert row.tier == "B"
    assert row.trial_dose_j_cm2.p05 < 0.2 * row.trial_dose_j_cm2.p95
    assert any(
        "tier B" in in_english(caution) for caution in with_session(example("home")).cautions
    )


@pytest.mark.parametrize("name", ["home", "home-dark", "clinic"])
def test_a_headline_says_the_lowest_fraction_and_missing_sessions_are_told(name: str) -> None:
    made = with_session(example(name))
    assert made.held.share == pytest.approx(min(1.0, *(row.ratio for row in made.match)), rel=1e-4)
    told = [in_english(caution) for caution in made.cautions]
    for row in made.match:
        assert row.trial_sessions is not None
        short = row.trial_sessions > len(made.course.dates)
        assert short == any(f"gave {row.trial_sessions} sessions" in each for each in told)


def test_acne_is_told_what_works_before_light_and_what_reaches_its_glands() -> None:
    made = example("acne")
    (expected,) = made.expectation
    assert "benzoyl peroxide" in expected.works_first
    assert isinstance(made, ByMaker)
    assert made.deeper
    for row in made.deeper:
        (upper,) = (d for d in made.dose if (d.channel, d.region, d.layer)
                    == (row.channel, row.region, "papillary_dermis"))  # fmt: skip
        share = row.dose_j_cm2.median / upper.dose_j_cm2.median
        assert share < (0.4 if row.channel == "blue" else 1.0)  # blue hardly reaches them
    text = summary_text(made)
    assert text.index("benzoyl peroxide") < text.index("415")  # before any light is named


def home() -> tuple[Person, Mask]:
    return inputs("home")


def light_of(result: Plan) -> float:
    return result.session.minutes if isinstance(result, Planned) else 0.0


@pytest.mark.parametrize(
    "added",
    [
        {"medicines": (Medicine(name="doxycycline"),)},
        {"medicines": (Medicine(name="an unheard-of pill"),)},
        {"medicines": (Medicine(name="verteporfin", last_dose=date(2026, 11, 20)),)},
        {"conditions": ("melasma",)},
        {"conditions": ("epilepsy",)},
        {"conditions": ("pregnancy",)},
        {"procedures": (Procedure(name="microneedling", day=date(2026, 12, 1)),)},
    ],
)
def test_saying_more_never_gives_more_light(added: dict[str, tuple[object, ...]]) -> None:
    person, mask = home()
    base = example("home")
    more = plan(replace(person, **added), mask, start=START, scenarios=FEW, kept=SHARED)  # type: ignore[arg-type]
    assert light_of(more) <= light_of(base)
    sessions = [len(each.course.dates) if isinstance(each, Planned) else 0 for each in (base, more)]
    assert sessions[1] <= sessions[0]


def test_needling_closes_days_and_loses_no_session() -> None:
    person, mask = home()
    day = date(2026, 12, 1)
    needled = replace(person, procedures=(Procedure(name="microneedling", day=day),))
    result = plan(needled, mask, start=START, scenarios=FEW, kept=SHARED)
    assert isinstance(result, Planned)
    closed = [(first, last) for first, last, _ in result.course.closed]
    assert all(not first <= d <= last for d in result.course.dates for first, last in closed)
    assert day not in result.course.dates


def test_a_procedure_that_borrows_a_medicines_name_frees_nothing() -> None:
    person, mask = home()
    drug = Medicine(name="verteporfin", last_dose=date(2026, 11, 20))
    taking = replace(person, medicines=(drug,))
    twisted = replace(taking, procedures=(Procedure(name="verteporfin", day=date(2025, 1, 1)),))
    for one in (taking, twisted):
        assert plan(one, mask, start=START, scenarios=FEW, kept=SHARED).status == "refused"


def test_light_without_goggles_is_held_by_the_eye() -> None:
    person, mask = home()
    bare = plan(
        replace(person, eye_protection="none"), mask, start=START, scenarios=FEW, kept=SHARED
    )
    covered = example("home")
    value = {
        name: next((c.value for c in result.session.ceilings if c.id == "eye_infrared"), np.inf)
        for name, result in (("bare", with_session(bare)), ("covered", with_session(covered)))
    }
    assert value["covered"] == 0.0
    assert value["bare"] > 0.0


def test_visible_flicker_refuses_and_unknown_pulsing_warns() -> None:
    person, mask = home()
    flicker = tuple(replace(c, pulsing=Pulsing(frequency_hz=10.0, duty=0.5)) for c in mask.channels)
    refused = plan(person, replace(mask, channels=flicker), start=START, scenarios=FEW, kept=SHARED)
    assert refused.status == "refused"
    assert any(r.id == "visible_pulsing" for r in refused.refusals)
    assert any(
        "pulses" in in_english(caution) for caution in with_session(example("home")).cautions
    )


@pytest.mark.parametrize("wish", ["rosacea", "eczema", "age spots", "circulation"])
def test_goals_without_a_carrying_trial_get_an_honest_no(wish: str) -> None:
    person, mask = home()
    result = plan(
        replace(person, wishes=(Wish(goal=wish),)), mask, start=START, scenarios=FEW, kept=SHARED
    )
    assert isinstance(result, Refused)
    assert result.status == "insufficient_evidence"


def test_every_catalogue_device_ends_in_an_answer() -> None:
    person, _ = home()
    for id in ("theraface-mask", "blu-u-4170"):
        result = plan(person, catalogue_mask(id), start=START, scenarios=FEW, kept=SHARED)
        assert result.status in STATUSES


@pytest.mark.parametrize("name", ["home", "home-dark", "clinic"])
def test_the_live_ceilings_at_rest_are_those_of_the_plan(name: str) -> None:
    result = example(name)
    assert isinstance(result, Planned)
    shown = {ceiling.id: ceiling for ceiling in result.session.ceilings}
    for live in result.live.ceilings:
        at = result.session.minutes
        value = np.interp(at, live.minutes_grid, live.offset + live.at_full[result.live.own])
        limit = np.interp(at, live.minutes_grid, live.limit[result.live.own])
        share = shown[live.id].value / shown[live.id].limit if shown[live.id].limit else 0.0
        used = float(value) / limit if limit else 0.0
        assert used == pytest.approx(share, rel=0.08, abs=0.02), live.id
        assert live.advisory or value <= limit * 1.02


@pytest.mark.parametrize("name", ["home", "home-dark", "clinic"])
def test_the_likelier_course_stands_beside_the_gate_and_ends_below_it(name: str) -> None:
    """Same start but for evaporation, same length; where it is hot it is the cooler one."""
    result = example(name)
    assert isinstance(result, Planned)
    warmth = result.temperature
    likely = warmth.likely
    assert likely.minutes[[0, -1]] == pytest.approx([0.0, warmth.minutes])
    ends = [warmth.start_degc, warmth.end_degc]
    assert likely.gate_p95_degc[[0, -1]] == pytest.approx(ends, abs=0.02)
    assert likely.surface_degc.p95[-1] < likely.gate_p95_degc[-1]
    for place in (likely.surface_degc, likely.basal_degc, likely.dermis_degc):
        assert np.all((place.p05 <= place.median) & (place.median <= place.p95))
    assert (likely.mask_degc is None) == (not result.mask.is_worn)
    assert bool(likely.light_lost) == result.mask.is_worn
    assert all(
        0.0 < loss.in_session.median < loss.at_end.median < 0.2 for loss in likely.light_lost
    )


def test_thermal_dose_is_a_ceiling_and_no_slider() -> None:
    result = example("home-dark")
    assert isinstance(result, Planned)
    assert "thermal_dose" in {c.id for c in result.session.ceilings if not c.advisory}
    sliders = {c.id for c in result.live.ceilings}
    assert "thermal_dose" not in sliders
    assert "skin_temperature_contact" in sliders
    assert "mask_temperature" in sliders


def red(day: date, dose: float) -> DayDose:
    return DayDose(day=day, band="red", dose_j_cm2=dose)


def test_a_skin_whose_light_is_not_known_is_told_so_and_counts_full_sessions() -> None:
    person, mask = home()
    known = plan(
        replace(person, recent_light=NO_LIGHT), mask, start=START, scenarios=FEW, kept=SHARED
    )
    unknown = plan(
        replace(person, recent_light=UNKNOWN_LIGHT), mask, start=START, scenarios=FEW, kept=SHARED
    )
    assert isinstance(known, Planned) and isinstance(unknown, Planned)
    assert isinstance(known, Planned) and isinstance(unknown, Planned)
    assert known.course.dates[0] == START
    assert unknown.course.dates[0] == START  # nine full sessions leave room below what was borne
    sums = [{c.id: c.value for c in made.session.ceilings} for made in (known, unknown)]
    assert sums[1]["light_day_red"] > sums[0]["light_day_red"] + 90.0
    assert sums[1]["light_week_red"] == sums[0]["light_week_red"]  # a caution counts what is said
    assert unknown.session.minutes == known.session.minutes
    assert len(unknown.course.dates) == len(known.course.dates)
    (told,) = (said for line in unknown.cautions if "recent_light" in (said := in_english(line)))
    assert unknown.course.dates[0].isoformat() in told
    assert not any("recent_light" in in_english(line) for line in known.cautions)
    assert unknown.inputs_sha256 != known.inputs_sha256
    assert all(c.holds for c in unknown.session.ceilings if c.group == "sum")


def test_what_the_ledger_and_the_person_say_both_count() -> None:
    person, mask = home()
    first = LightHistory(is_known=True, doses=(red(START, 400.0),))
    second = LightHistory(is_known=True, doses=(red(START, 75.0),))
    said = replace(person, recent_light=first)
    alone = plan(said, mask, start=START, scenarios=FEW, kept=SHARED)
    both = plan(said, mask, start=START, history=second, scenarios=FEW, kept=SHARED)
    assert isinstance(alone, Planned) and isinstance(both, Planned)
    assert alone.course.dates[0] == START  # 400 and a session of some 7 J/cm2 fit the day
    assert both.course.dates[0] > START  # 475 leave no room that day
    assert both.course.closed[-1].reason.id == "closed-full"
    week = next(c for c in both.session.ceilings if c.id == "light_week_red")
    assert week.advisory and not week.holds  # said, and stops nothing
    assert any("7 days in a row" in in_english(line) for line in both.cautions)


def test_light_that_never_ends_is_a_refusal() -> None:
    person, mask = home()
    every = tuple(red(START + timedelta(days=i), 250.0) for i in range(120))
    result = plan(
        replace(person, recent_light=LightHistory(is_known=True, doses=every)),
        mask,
        start=START,
        scenarios=FEW,
        kept=SHARED,
    )
    assert result.status == "refused"
    assert [r.id for r in result.refusals] == ["recent_light"]


def test_bands_that_stay_dark_show_no_sum() -> None:
    made = with_session(example("home"))
    ids = {c.id for c in made.session.ceilings}
    assert {"light_day_red", "light_week_nir", "light_three_weeks_nir", "light_course_red"} <= ids
    assert not any(id.endswith("_blue") and id.startswith("light") for id in ids)
