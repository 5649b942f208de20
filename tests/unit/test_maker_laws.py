"""What a maker's programme brings and what is checked of it: laws that a slip would break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from maker_made import ACNE, BLUE, NIR, NO_GOGGLES, RED, STRONG, USUAL, found, judged, worn

import openpbm
from openpbm.answer import Finding, MakerProgramme
from openpbm.arrays import FloatArray, floats
from openpbm.face import REGIONS
from openpbm.interval import Interval
from openpbm.light.class_light import class_scale
from openpbm.light.power import (
    Feed,
    claimed_over_told,
    feed_of,
    most_light_w,
    shining_together,
)
from openpbm.mask import Channel, Claim, Mask, Mode, Spectrum
from openpbm.mask.catalogue import catalogue_ids, catalogue_row, known_mask
from openpbm.mask.light_class import light_class
from openpbm.planning.by_maker import ByProgramme, is_too_loose
from openpbm.planning.decide import exposure_of, region_weight
from openpbm.planning.maker_told import claimed_j_cm2, maker_programme
from openpbm.planning.plan import circumstances
from openpbm.planning.programme import barred, barred_light
from openpbm.planning.scene import Scene
from openpbm.planning.schedule import schedule
from openpbm.planning.tell import surface_dose_rows
from openpbm.response.evidence import goal_of
from openpbm.safety.known import known
from openpbm.safety.screening import screen
from openpbm.speech.say import say
from openpbm.tables import rows

START = date(2026, 11, 30)
BLUE_PUMP = replace(
    RED,
    spectrum=Spectrum(
        wavelength_nm=floats([430.0, 450.0, 470.0, 600.0, 633.0, 660.0]),
        power=floats([0.0, 0.2, 0.0, 0.0, 1.0, 0.0]),
    ),
)


def told(at: Scene, minutes: float = 10.0) -> tuple[ByProgramme, MakerProgramme]:
    """The programme of so many minutes, and what is said of it."""
    there = replace(at, mask=replace(at.mask, session_min=(minutes,)))
    made = judged(there)
    assert isinstance(made, ByProgramme)
    course = schedule(made.programme, START, ())
    assert course is not None
    return made, maker_programme(there, made.chosen, made, course)


# ------------------------------------------------------------------------- what it brings


def test_half_the_minutes_bring_half_the_light_and_half_of_each_trial() -> None:
    at = worn("usual")
    whole, half = told(at, 4.0)[1], told(at, 2.0)[1]
    assert half.surface_j_cm2.median == pytest.approx(whole.surface_j_cm2.median / 2)
    assert half.dose_j_cm2.median == pytest.approx(whole.dose_j_cm2.median / 2)
    assert whole.ratio_to_trial
    for one, other in zip(half.ratio_to_trial, whole.ratio_to_trial, strict=True):
        assert one.times.p95 == pytest.approx(other.times.p95 / 2)


def test_light_on_skin_is_what_the_plug_feeds() -> None:
    """Watts times seconds over the lit skin: light that bounces arrives again, some misses."""
    at = worn("usual")
    made, brings = told(at)
    minutes = made.chosen.choice.minutes
    lit_cm2 = float((at.covered * at.face.region_area_cm2()).sum())
    fed_j_cm2 = float(np.median(at.power.light_w)) * 60.0 * minutes / lit_cm2
    assert 0.3 * fed_j_cm2 < brings.surface_j_cm2.median < 2.0 * fed_j_cm2
    own = surface_dose_rows(at, [made.chosen])
    weight = dict(zip(REGIONS, region_weight(at, REGIONS), strict=True))
    mean = sum(row.on_skin_j_cm2.median * weight[row.region] for row in own)
    assert 0.3 * fed_j_cm2 < mean < 2.0 * fed_j_cm2


def test_what_was_checked_is_the_strongest_channel_as_any_plug_can_feed_it() -> None:
    at = worn("usual")
    made = judged(at)
    assert isinstance(made, ByProgramme)
    light = exposure_of(at, circumstances(at, (), ()), REGIONS).as_claimed.hot_mw_cm2
    each = np.percentile(light, 95, axis=0)
    assert made.checked_mw_cm2 >= each.max()
    assert made.checked_mw_cm2 <= np.percentile(light.sum(axis=1), 95)


@pytest.mark.parametrize(
    ("low", "high", "loose"), [(1.0, 9.9, False), (1.0, 10.1, True), (2.0, 19.0, False)]
)
def test_known_too_loosely_is_more_than_ten_times(low: float, high: float, loose: bool) -> None:
    assert is_too_loose(Interval(median=low, p05=low, p95=high)) is loose


def test_what_is_claimed_is_the_printed_dose_else_light_times_minutes() -> None:
    claim = Claim(irradiance_mw_cm2=30.0)
    printed = replace(claim, fluence_j_cm2=7.0)
    assert claimed_j_cm2(USUAL, 10.0) is None
    assert claimed_j_cm2(replace(USUAL, total_claim=claim), 10.0) == pytest.approx(18.0)
    assert claimed_j_cm2(replace(USUAL, total_claim=printed), 10.0) == pytest.approx(7.0)
    both = (replace(RED, claim=claim), replace(NIR, claim=printed))
    assert claimed_j_cm2(replace(USUAL, channels=both), 10.0) == pytest.approx(25.0)


# ------------------------------------------------------------------------- what energy says


def feed(mask: Mask, scenarios: int = 9) -> Feed:
    uniforms = np.linspace(0.05, 0.95, scenarios)
    return feed_of(mask, {"efficiency": uniforms, "supply": uniforms[::-1]})


@pytest.mark.parametrize("modes", [(), (Mode(name="calm", lights=("red",)),
                                        Mode(name="full", lights=("red", "nir")))])  # fmt: skip
def test_what_shines_together_gives_what_the_supply_feeds(modes: tuple[Mode, ...]) -> None:
    mask, own = replace(USUAL, modes=modes), feed(USUAL)
    assert own.supply_w is not None
    split = np.column_stack([np.linspace(0.2, 0.7, 9), np.linspace(0.8, 0.3, 9)])
    light_w = class_scale(mask, split, (60.0, 72.0), own) * (60.0, 72.0) / 1000.0  # (S, C)
    fed_w = own.efficiency * own.supply_w
    sums = [light_w[:, lit].sum(axis=1) for lit in shining_together(mask)]
    assert np.allclose(np.max(sums, axis=0)[:, None], _most(light_w, modes, fed_w))
    if not modes:  # each colour has its drawn share of it
        assert np.allclose(light_w, split * fed_w[:, None])


def _most(light_w: FloatArray, modes: tuple[Mode, ...], fed_w: FloatArray) -> FloatArray:
    """All that is fed where all shine; one colour that may shine alone has all of it."""
    together = fed_w + (light_w[:, 1] if modes else 0.0)
    most: FloatArray = together[:, None]
    return most


def test_each_colour_that_nobody_states_may_have_all_that_any_plug_feeds() -> None:
    at = worn("usual")
    factor = claimed_over_told(at.mask, at.dose.hot.max(axis=2), at.power)
    assert np.allclose(factor * at.power.by_channel_w, most_light_w(at.mask))
    stated = replace(RED, claim=Claim(irradiance_mw_cm2=1.0))
    half = replace(at.mask, channels=(stated, NIR))
    own = claimed_over_told(half, at.dose.hot.max(axis=2), at.power)
    assert np.allclose(own[:, 1] * at.power.by_channel_w[:, 1], most_light_w(half))


# ------------------------------------------------------------------------- what is barred


def test_a_red_led_with_a_blue_pump_is_blue_light() -> None:
    """Its name says red; half of what it gives before its phosphor does not."""
    at = worn("usual", "V")
    setting = circumstances(at, (), ())
    for channel, why in ((RED, []), (BLUE_PUMP, ["maker_blue"]), (BLUE, ["maker_blue"])):
        mask = replace(USUAL, channels=(channel,))
        assert [r.id for r in barred_light(at.person, mask, (0,), (), setting)] == why
        light = replace(at.person, phototype="II")
        assert not barred_light(light, mask, (0,), (), setting)
        bare = replace(light, eye_protection=NO_GOGGLES)
        eyes = [r.id for r in barred_light(bare, mask, (0,), (), setting)]
        assert eyes == (["maker_eyes"] if why else [])


def _ids(at: Scene, mask: Mask, findings: tuple[Finding, ...] = ()) -> list[str]:
    setting = circumstances(at, findings, findings)
    return [r.id for r in barred(at.person, mask, goal_of("wrinkles"), findings, setting)]


def test_a_lamp_on_the_mains_needs_a_figure_for_each_colour_and_a_distance() -> None:
    """Nothing bounds its supply: class A or M at a stated distance is what makes it known."""
    claim = Claim(irradiance_mw_cm2=30.0)
    lamp = replace(
        USUAL, form="panel", mains=True, supply_v=None, supply_a=None, standoff_mm=None,
        maker_goals=("wrinkles_firmness",),
        channels=tuple(replace(c, claim=claim) for c in (RED, NIR)),
    )  # fmt: skip
    at = worn("usual")
    assert light_class(lamp) == "A"
    assert _ids(at, lamp) == ["maker_not_worn"]
    assert _ids(at, replace(lamp, standoff_mm=100.0)) == []
    unread = replace(lamp, standoff_mm=100.0, maker_goals=None)
    assert _ids(at, unread) == ["maker_goal_not_named"]  # sold for anything, so for nothing of ours
    half = replace(lamp, standoff_mm=100.0, channels=(lamp.channels[0], NIR))
    assert _ids(at, half) == ["maker_not_worn"]
    assert _ids(at, replace(USUAL, mains=True, supply_v=None, supply_a=None)) == ["maker_not_worn"]
    assert _ids(at, USUAL) == []


def named(medicine: str) -> tuple[Finding, ...]:
    """What the screen finds of one medicine, of somebody it says nothing else of."""
    who = replace(worn("usual").person, medicines=(openpbm.Medicine(name=medicine),))
    return screen(who, START)


@pytest.mark.parametrize("medicine", ["gold", "quinine", "amiodarone", "chlorella", "verteporfin"])
@pytest.mark.parametrize("fine", [True, False])
def test_what_takes_up_visible_light_stops_it_whoever_says_yes(medicine: str, fine: bool) -> None:
    says = openpbm.person.ExpertAnswer(
        about=medicine, fine=fine, by="doctor", who="A. Meyer", day=date(2026, 11, 1)
    )
    at = worn("usual")
    findings = tuple(replace(f, answered=says) for f in named(medicine))
    assert findings
    assert "maker_photosensitiser" in _ids(at, USUAL, findings)


def test_a_leaflet_is_taken_with_its_exclusions_where_the_medicine_asks_for_care() -> None:
    at = worn("usual")
    setting = circumstances(at, (), ())
    calm, drowsy = named("ibuprofen"), named("sumatriptan")
    assert not barred_light(at.person, USUAL, (0, 1), calm, setting)  # ultraviolet only
    blue = [r.id for r in barred_light(at.person, ACNE, (0, 1), calm, setting)]
    assert blue == ["maker_leaflet"]
    assert [r.id for r in barred_light(at.person, USUAL, (0, 1), drowsy, setting)] == blue
    assert not barred_light(at.person, ACNE, (0, 1), named("paracetamol"), setting)
    washed = tuple(replace(f, active=False) for f in calm)
    assert not barred_light(at.person, ACNE, (0, 1), washed, setting)


def test_what_the_rules_of_a_maker_name_is_there() -> None:
    table: Mapping[str, tuple[str, ...]] = {
        id: rows("schedule")[id].texts("findings") for id in ("maker_leaflet", "maker_dyes")
    }
    assert set().union(*table.values()) <= set(known())
    for id in ("maker_never", "maker_sold_for"):
        goals = rows("schedule")[id].texts("goals")
        assert goals
        assert [goal_of(goal).id for goal in goals] == list(goals)
    at = worn("usual")
    for row in table["maker_dyes"]:
        assert "maker_photosensitiser" in _ids(at, USUAL, (found(row),)), row


def test_words_of_a_maker_that_name_no_goal_of_ours_let_none_pass() -> None:
    """Read and about hair is not the same as never read."""
    masks = {id: known_mask(catalogue_row(id)) for id in catalogue_ids()}
    for id, mask in masks.items():
        row = catalogue_row(id)
        if mask is not None:
            is_read = row.indications_for_use is not None or bool(row.names_goals)
            assert mask.maker_goals == (row.names_goals if is_read else None), id


# ------------------------------------------------------------------------- who says how strong


def _said(channels: tuple[Channel, ...], total: Claim | None = None) -> str:
    at = worn("usual")
    made, _ = told(at)
    course = schedule(made.programme, START, ())
    assert course is not None
    there = replace(at, mask=replace(at.mask, channels=channels, total_claim=total))
    return say(maker_programme(there, made.chosen, made, course).said)


def test_it_is_said_who_says_how_strong_the_mask_is() -> None:
    """The pinned words where nobody states a figure; else whose figure it is, unchecked."""
    claim = Claim(irradiance_mw_cm2=30.0)
    nobody = "Nobody has shown us how strong your mask is"
    stated = tuple(replace(c, claim=claim) for c in (RED, NIR))
    assert nobody in _said((RED, NIR))
    for channels, total, words in (
        (stated, None, "how strong each of its colours is"),
        ((stated[0], NIR), None, "how strong some of its colours are, not all"),
        ((RED, NIR), claim, "how strong it is in all, not colour by colour"),
    ):
        shown = _said(channels, total)
        assert nobody not in shown
        assert f"Its maker states {words}, and nobody independent has shown" in shown
        for kept in ("not a plan of ours", "what could harm up to", "No study tells what it does",
                     "It holds for a genuine device of this name"):  # fmt: skip
            assert kept in shown


def test_the_answer_of_a_maker_is_a_public_name() -> None:
    assert openpbm.ByMaker is openpbm.answer.ByMaker
    assert issubclass(openpbm.ByMaker, openpbm.Given)
    assert issubclass(openpbm.Planned, openpbm.Given)


def test_the_plug_of_27_w_is_named_in_watts() -> None:
    assert STRONG.supply_v is not None
    assert STRONG.supply_a is not None
    assert STRONG.supply_v * STRONG.supply_a == pytest.approx(27.0)
