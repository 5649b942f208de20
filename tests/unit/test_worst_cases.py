"""Worst cases of a maker's programme, by hand: a refusal that says why, or inside every limit.

Each limit is asked again with light that is worked out here, not with what the programme says.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from maker_made import ACNE, BLUE, NIR, NO_GOGGLES, RED, STRONG, USUAL, WHO, judged, worn

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.light.power import most_light_w
from openpbm.mask import Claim, Mask
from openpbm.person import ExpertAnswer, Medicine, Person
from openpbm.planning.by_maker import ByProgramme, by_programme
from openpbm.planning.decide import exposure_of
from openpbm.planning.plan import circumstances
from openpbm.planning.scene import Scene, scene
from openpbm.response.evidence import carrying, goal_of
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import CAUTIONS, bounds
from openpbm.safety.exposure import Exposure
from openpbm.safety.screening import screen
from openpbm.session import Refusal
from openpbm.speech.say import in_english
from shared_light import SHARED

START = date(2026, 11, 30)
GOGGLES = "opaque_goggles"


@cache
def lit(mask: str, phototype: str = "II") -> Scene:
    """The light of a case that the shared masks do not show."""
    claim = Claim(irradiance_mw_cm2=40.0)
    own: dict[str, Mask] = {
        "claimed": replace(STRONG, channels=tuple(replace(c, claim=claim) for c in (RED, NIR))),
        "total": replace(STRONG, total_claim=claim),
        "blue": replace(USUAL, channels=(BLUE,), maker_goals=("acne",)),
        "blue_claimed": replace(USUAL, channels=(replace(BLUE, claim=claim),)),
        "touching": replace(USUAL, standoff_mm=0.0, contact=True),
    }
    return scene(
        replace(WHO, phototype=phototype), own[mask], canonical_face(None),
        [*carrying("wrinkles_firmness"), *carrying("acne")],
        seed=1, scenarios=60, progress=lambda _step, _share: None, kept=SHARED,
    )  # fmt: skip


def answer(at: Scene, goal: str = "wrinkles", **person: object) -> ByProgramme | list[Refusal]:
    """The programme, or why there is none, for a person of whom something else is said."""
    who: Person = replace(at.person, **person)  # type: ignore[arg-type]
    there, findings = replace(at, person=who), screen(who, START)
    setting = circumstances(there, findings, findings)
    made = by_programme(there, setting, goal_of(goal), REGIONS, findings)
    return made if isinstance(made, ByProgramme) else list(made)


def said(made: ByProgramme | list[Refusal], id: str) -> str:
    """The sentence of one refusal."""
    assert not isinstance(made, ByProgramme)
    assert not {each.id for each in made} & CAUTIONS
    return next(in_english(each.reason) for each in made if each.id == id)


def passed(limits: tuple[Bound, ...], minutes: float, drive: FloatArray) -> list[str]:
    return [b.id for b in limits if not b.advisory and not b.holds(minutes, drive)]


def test_the_strongest_plug_near_a_bare_eye_is_refused_for_the_eye_and_for_the_skin() -> None:
    """27 W and 132 LEDs at 3 mm with near-infrared: 18.9 W of light at most, some 45 mW/cm2."""
    at = worn("strong")
    assert most_light_w(at.mask) == pytest.approx(0.7 * 27.0)
    bare = answer(at, eye_protection=NO_GOGGLES)
    assert "closed lids do not count" in said(bare, "maker_eyes")
    covered = answer(at, eye_protection=GOGGLES)
    assert "share of the laser limit for skin" in said(covered, "skin_laser_sum")


def test_a_total_that_somebody_claims_is_no_figure_of_the_near_infrared() -> None:
    bare = answer(lit("total"), eye_protection=NO_GOGGLES)
    assert "closed lids do not count" in said(bare, "maker_eyes")


def test_with_a_figure_of_its_own_a_bare_eye_keeps_the_limit_of_infrared() -> None:
    """40 mW/cm2 claimed are 400 W/m2 at an eye that is as near: 18000 t^-3/4 allows 161 s."""
    made = answer(lit("claimed"), eye_protection=NO_GOGGLES)
    if isinstance(made, ByProgramme):
        seconds = 60.0 * made.chosen.choice.minutes
        assert 18000.0 * seconds**-0.75 >= 0.3 * 400.0
        choice = made.chosen.choice
        assert passed(made.chosen.bounds, choice.minutes, choice.drive) == []
    else:
        assert {"eye_infrared", "skin_laser_sum"} & {each.id for each in made}


@pytest.mark.parametrize("mask", ["blue", "blue_claimed"])
def test_all_blue_on_type_v_is_refused_by_the_screen_and_without_it(mask: str) -> None:
    """Without a figure by name; with one by the cap of 0 J/cm2, at any length."""
    at = lit(mask, "V")
    made = answer(at, "acne", eye_protection=GOGGLES)
    assert "excludes blue light" in said(made, "screen_skin_type_456")
    unscreened = by_programme(at, circumstances(at, (), ()), goal_of("acne"), REGIONS, ())
    alone = unscreened if isinstance(unscreened, ByProgramme) else list(unscreened)
    if mask == "blue":
        assert "can darken this skin" in said(alone, "maker_blue")
    else:
        assert "dose on the skin, blue" in said(alone, "skin_dose_blue")
        assert "blue light of one day" in said(alone, "light_day_blue")


@pytest.mark.parametrize("medicine", ["verteporfin", "gold", "amiodarone"])
def test_a_photosensitiser_of_visible_light_is_refused_whoever_says_yes(medicine: str) -> None:
    yes = ExpertAnswer(about=medicine, fine=True, by="doctor", who="A. Meyer", day=START)
    made = answer(worn("usual"), medicines=(Medicine(name=medicine),), answers=(yes,))
    assert "takes up visible light" in said(made, "maker_photosensitiser")


def test_a_medicine_that_nobody_knows_is_refused() -> None:
    made = answer(worn("usual"), medicines=(Medicine(name="xyzolam"),))
    assert "takes up visible light" in said(made, "maker_photosensitiser")


def test_leds_that_touch_are_judged_by_the_temperature_of_one_led() -> None:
    at = lit("touching")
    made = answer(at)
    assert at.mask.may_touch
    if isinstance(made, ByProgramme):
        choice = made.chosen.choice
        ids = {bound.id for bound in made.chosen.bounds}
        assert {"mask_temperature", "mask_temperature_led"} <= ids
        assert passed(made.chosen.bounds, choice.minutes, choice.drive) == []
    else:
        assert not {each.id for each in made} & CAUTIONS


def test_a_boy_of_14_is_refused() -> None:
    made = answer(worn("usual"), age_years=14.0)
    assert "18 years and more" in said(made, "maker_age")


def by_the_maker(at: Scene, goal: str) -> tuple[ByProgramme, Exposure, FloatArray]:
    """What is planned, the light that its limits looked at, and how much it may be brighter."""
    made = judged(at, goal)
    assert isinstance(made, ByProgramme)
    exposure = exposure_of(at, circumstances(at, (), ()), REGIONS, followed=made.programme)
    assert exposure.claimed is not None
    return made, exposure, exposure.claimed


@pytest.mark.parametrize(("mask", "goal"), [("usual", "wrinkles"), ("acne", "acne")])
def test_a_counterfeit_three_times_over_its_class_stays_inside_every_limit(
    mask: str, goal: str
) -> None:
    """Three times the light in one colour, by the best LEDs there are, no more than a plug feeds.

    What goes beyond a plug is no mask of this name, and the words before the minutes say so.
    """
    at = worn(mask)
    made, exposure, claimed = by_the_maker(at, goal)
    choice = made.chosen.choice
    for c in np.flatnonzero(choice.drive):
        only = np.zeros(len(choice.drive))
        only[c] = choice.drive[c]
        times = np.minimum(3.0, claimed)  # (S, C), no more than its plug
        three = replace(
            exposure,
            hot_mw_cm2=times * exposure.hot_mw_cm2,
            warm_mw_cm2=times * exposure.over_cm2,
            eye_mw_cm2=times * exposure.eye_mw_cm2,
            led_power_mw=times * exposure.led_power_mw,
            claimed=None,
            warming=at.warming_of_any_plug(times),
        )
        assert passed(bounds(three), choice.minutes, only) == []


@pytest.mark.parametrize(("mask", "goal"), [("usual", "wrinkles"), ("acne", "acne")])
def test_what_is_said_to_be_checked_was_checked_for_heat_and_dose_as_well(
    mask: str, goal: str
) -> None:
    """All that a plug feeds, in one colour: 41 degC and every other limit hold at these minutes."""
    at = worn(mask)
    made, exposure, claimed = by_the_maker(at, goal)
    choice = made.chosen.choice
    most = replace(exposure.as_claimed, warming=at.warming_of_any_plug(claimed))
    strongest = 0.0
    for c in np.flatnonzero(choice.drive):
        only = np.zeros(len(choice.drive))
        only[c] = choice.drive[c]
        assert passed(bounds(most), choice.minutes, only) == []
        strongest = max(strongest, float(np.percentile(most.hot_mw_cm2[:, c], 95)))
    assert made.checked_mw_cm2 == pytest.approx(strongest, rel=0.05)
    assert ACNE.supply_v is None  # the plug of the other mask is the strongest that masks have


def test_heat_of_any_plug_rises_with_its_light_and_a_limit_looks_at_all_of_it() -> None:
    at = worn("usual")
    once, twice = (at.warming_of_any_plug(np.full((60, 2), k)).rise_degc for k in (1.0, 2.0))
    assert np.allclose(twice, 2.0 * once)
    made = judged(at)
    assert isinstance(made, ByProgramme)
    choice, setting = made.chosen.choice, circumstances(at, (), ())
    most = exposure_of(at, setting, REGIONS).as_claimed
    light = most.over_cm2
    assert (light <= most.hot_mw_cm2).all()
    by_hand = float(np.percentile(light[:, 0], 95)) / 300.0  # red; heating was reported from there
    asked = (b for b in made.chosen.bounds if b.id == "heating_onset")
    assert max(b.value(choice.minutes, choice.drive) for b in asked) >= 0.99 * by_hand
