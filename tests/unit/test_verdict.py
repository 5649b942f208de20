"""One verdict for a mask and minutes, whoever asks; likely value and worst case are told apart."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.cli.main import main
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.fact import message
from openpbm.files.mask_file import read_mask
from openpbm.interval import Interval
from openpbm.mask import Channel, Claim, Mask, Mode, Pulsing
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import PHOTOTYPES, Person
from openpbm.planning.compare import LAYER, Delivered
from openpbm.planning.decide import Circumstances, exposure_of
from openpbm.planning.judged import (
    SCENARIOS,
    SEED,
    THE_CLAIM,
    THE_PULSES,
    Strictest,
    for_anybody,
    full_drive,
    judged_in,
    programmes,
    verdict_of,
)
from openpbm.planning.progress import silent
from openpbm.planning.scene import Scene, as_type, scene
from openpbm.reports.compare_words import CLOSING, facts
from openpbm.reports.hazard.verdict import (
    limit_sentence,
    shield_sentence,
    state,
    verdict,
)
from openpbm.reports.hazard.words import if_pulsed
from openpbm.response.evidence import goal_of
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.ceilings.heat import TOUCHING
from openpbm.safety.hazard.mask import mask_hazards
from openpbm.speech.say import in_english, say
from plain import of_nobody
from shared_light import SHARED

SUPPLY = message("unknown-supply")
Heard = pytest.CaptureFixture[str]
OWN = """[mask]
name = "Own"
form = "rigid_mask"
standoff_mm = 12
led_count = 144
treated_area_cm2 = 420
session_min = [10]

[[channels]]
role = "red"
peak_nm = 633
claim = { irradiance_mw_cm2 = 20, meaning = "mean" }
"""


@cache
def lit(name: str = "higherdose-red-light-face-mask") -> Scene:
    person = Person(age_years=40.0, phototype="II")
    face = canonical_face(None)
    return scene(
        person,
        catalogue_mask(name),
        face,
        (),
        seed=SEED,
        scenarios=SCENARIOS,
        progress=silent,
        kept=SHARED,
    )


def test_compare_and_safety_give_one_verdict_with_the_heat_in_its_headline(
    tmp_path: Path, capsys: Heard
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN)
    masks = ("higherdose-red-light-face-mask", str(own))
    assert main(["compare", *masks, "--json"]) == 0
    for name, row in zip(masks, json.loads(capsys.readouterr().out)["masks"], strict=True):
        said = ["safety", name, "--minutes", str(row["minutes"]), "--out", str(tmp_path)]
        assert main(said) == 0
        head = " ".join(capsys.readouterr().out.split("Eye ")[0].split())
        told = " ".join(row["verdict"].split())
        assert told in head
        page = unescape(" ".join((tmp_path / "hazard.html").read_text(encoding="utf-8").split()))
        assert told.split(": ", 1)[1] in page
        assert (row["verdict"].startswith("Limited")) == (not row["keeps_all_limits"])
        warm = re.search(r"likely ([\d.]+).{1,2}C warm, in the worst case ([\d.]+)", row["verdict"])
        assert warm is not None
        assert float(warm[1]) < float(warm[2])


def test_a_comparison_says_what_a_worst_case_is_and_gives_no_ratio_of_one() -> None:
    found = judged_in(lit(), 10.0)
    row = Delivered(
        mask=replace(found.mask, price_usd=300.0), lit=found.lit, minutes=10.0, layer=LAYER,
        dose=Interval(median=1.0, p05=0.5, p95=2.0), verdict=found, why_not=None,
    )  # fmt: skip
    told = " ".join(text for _, text in facts(row))
    assert "times the limit" not in told
    assert told.count("upper dermis") == 2  # the layer of the dose, and of its price
    assert "reticular" not in told
    assert goal_of("wrinkles").target_layer == LAYER  # as a plan has it
    assert "A worst case is the 95th percentile" in " ".join(map(in_english, CLOSING))
    assert found.skin_degc is not None
    likely, worst = found.skin_degc
    assert likely + 0.5 < worst < 43.0  # told apart, and of a mask that is sold neither burns


def test_the_likely_value_is_of_the_light_that_likely_shines_whatever_is_claimed() -> None:
    """A claim that no supply feeds makes the worst case of the eye, and is named for it."""
    at = lit("theraface-mask")
    found = judged_in(at, 3.0)
    eye = next(one for one in found.limits if one.id == "eye_infrared")
    nir = [channel.role for channel in at.mask.channels].index("nir")
    assert eye.likely == pytest.approx(10.0 * float(np.median(at.eye_mw_cm2[:, nir])), rel=0.02)
    assert eye.likely < eye.worst
    assert eye.hangs_on == THE_CLAIM
    assert f"(hangs most on {say(THE_CLAIM)})" in limit_sentence(eye, found)
    assert "as the likely value does" not in limit_sentence(eye, found)


def test_a_worst_case_names_the_unknown_that_decides_it() -> None:
    """Known power leaves something else; a mask is warm by its power first."""
    found = judged_in(lit(), 10.0)
    own = {one.id: one for one in found.limits}
    assert own["skin_temperature"].hangs_on in (SUPPLY, message("unknown-efficiency"))
    metered = replace(catalogue_mask("higherdose-red-light-face-mask"), supply_w=8.0)
    known = verdict_of(metered, Person(age_years=40.0, phototype="II"), 10.0, kept=SHARED)
    skin = next(one for one in known.limits if one.id == "skin_temperature")
    assert skin.hangs_on not in (None, SUPPLY)
    assert skin.worst < own["skin_temperature"].worst


def test_the_likely_warmth_of_a_mask_is_not_that_of_the_skin() -> None:
    own = {one.id: one for one in judged_in(lit(), 10.0).limits}
    skin, mask, led = (own[id] for id in ("skin_temperature", *TOUCHING))
    assert skin.likely < mask.likely < led.likely < led.worst


@settings(max_examples=25, deadline=None)
@given(minutes=st.floats(0.1, 60.0))
def test_a_verdict_is_as_strict_as_every_limit_and_says_when_each_is_reached(
    minutes: float,
) -> None:
    at = lit()
    found = judged_in(at, minutes)
    setting = of_nobody(at.warming())
    own = {b.id: b for b in bounds(exposure_of(at, setting, REGIONS)) if not b.advisory}
    broken = {id for id, b in own.items() if not b.holds(minutes, found.drive)}
    assert {one.id for one in found.passed} == broken - {"device_maximum"}
    assert (state(found) == "stop") == (not found.keeps_all)
    for one in found.limits:
        bound = own[one.id]
        assert one.worst == pytest.approx(bound.value(minutes, found.drive))
        assert one.is_passed == (one.reached_min < minutes)
        if 0.0 < one.reached_min < math.inf:
            assert bound.holds(one.reached_min * 0.999, found.drive)
            assert not bound.holds(one.reached_min * 1.001, found.drive)


@settings(max_examples=10, deadline=None)
@given(minutes=st.floats(0.1, 30.0))
def test_the_likely_value_comes_before_the_worst_case_and_no_thermal_dose_is_a_ratio(
    minutes: float,
) -> None:
    found = judged_in(lit(), minutes)
    whole = "".join(verdict(found))
    assert whole.index("likely") < whole.index("worst case")
    for one in found.limits:
        told = limit_sentence(one, found)
        if one.id == "thermal_dose":
            assert not re.search(r"\d (?!min|s)", told.replace("\u202f", " "))
        else:
            assert told.index("likely") < told.index("worst case")


def test_a_limit_that_is_passed_stops_whatever_the_claim_speaks_of() -> None:
    two = (Channel(role="red", peak_nm=633.0), Channel(role="nir", peak_nm=830.0))
    total = Claim(irradiance_mw_cm2=400.0)
    mask = Mask(id="m", name="m", form="rigid_mask", channels=two, total_claim=total)
    found = verdict_of(mask, Person(age_years=40.0, phototype="II"), 5.0, scenarios=32, kept=SHARED)
    assert state(found) == "stop"
    assert "passes" in "".join(verdict(found))


def test_for_anybody_no_skin_type_is_stricter_than_what_is_said() -> None:
    """An oracle of its own: every type as a person, one by one."""
    for minutes in (5.0, 9.5, 20.0):
        found = for_anybody(lit(), judged_in(lit(), minutes))
        told = found.strictest
        assert told is not None  # a dark skin is warmer
        share = {one.id: one.share for one in found.limits}
        for name in PHOTOTYPES:
            own = judged_in(as_type(lit(), name), minutes)
            for one in own.limits:
                if one.id != "thermal_dose" and one.share > 1.01 * share[one.id]:
                    assert one.reached_min >= told.limit.reached_min
        own = judged_in(as_type(lit(), told.phototype), minutes)
        same = next(one for one in own.limits if one.id == told.limit.id)
        assert replace(same, hangs_on=None) == told.limit


def with_programmes(mask: Mask) -> Mask:
    """Red and near-infrared in one programme, blue in another one."""
    return replace(mask, modes=(Mode(name="a", lights=("red", "nir")),
                                Mode(name="b", lights=("blue",))))  # fmt: skip


def test_every_programme_is_judged_as_a_mask_that_has_it_alone() -> None:
    """An oracle of its own: the verdict of each programme's light, one by one."""
    at = lit("theraface-mask")
    assert programmes(at.mask) == (("red", "nir"), ("blue",))
    found = judged_in(at, 3.0)
    exposure = exposure_of(at, of_nobody(at.warming()), REGIONS)
    for one in found.limits:
        bound = next(b for b in bounds(exposure) if b.id == one.id)
        worst = [bound.value(3.0, full_drive(at.mask, own)) for own in programmes(at.mask)]
        assert one.worst == pytest.approx(bound.value(3.0, full_drive(at.mask, one.lit)))
        assert one.is_passed == any(value > bound.limit(3.0) for value in worst), one.id
    blue = next(one for one in found.limits if one.id == "eye_blue_dose")
    assert blue.lit == ("blue",) and "(blue light alone)" in limit_sentence(blue, found)


def test_blue_of_a_programme_of_its_own_counts_as_blue_beside_red() -> None:
    """Skin of types IV to VI gets none, however the lights are switched."""
    panel = read_mask(Path(__file__).parents[2] / "examples" / "clinic-panel.toml")
    dim = replace(panel, eye_shield="opaque", channels=tuple(
        replace(c, readings=tuple(replace(r, irradiance_mw_cm2=2.0) for r in c.readings))
        for c in panel.channels))  # fmt: skip
    for mask in (dim, with_programmes(dim)):
        dark = verdict_of(mask, Person(age_years=40.0, phototype="V"), 30.0, kept=SHARED)
        of_dose = [o for o in dark.passed if not (o.is_of_eye or o.is_of_warmth)]
        assert of_dose and of_dose[0].limit == 0.0


def test_a_mask_that_only_dark_skin_is_too_warm_under_is_not_said_to_keep_every_limit() -> None:
    at = lit()
    found = judged_in(at, 1.0)
    calm = replace(
        found, limits=tuple(replace(x, share=0.5, reached_min=99.0) for x in found.limits)
    )
    hot = replace(calm.limits[0], share=2.0, reached_min=0.5)
    other = replace(calm, strictest=Strictest(phototype="VI", limit=hot))
    assert state(calm) != "stop" and state(other) == "care"
    assert "skin type VI" in "".join(verdict(other)) and "VI" not in "".join(verdict(calm))


def test_what_nobody_states_is_not_judged_by_either(capsys: Heard, tmp_path: Path) -> None:
    assert main(["compare", "shark-cryoglow", "omnilux-clear", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)["masks"][0]
    minutes = str(row["minutes"])
    said = ["safety", "shark-cryoglow", "--minutes", minutes, "--out", str(tmp_path)]
    assert main([*said, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == row["verdict"]
    assert row["verdict"].startswith("Not judged")


def test_a_pulse_that_nobody_states_is_a_worst_case_and_never_likely() -> None:
    """The same light, once said to be steady: what is likely stays, one pulse is ten times it."""
    at = lit()
    assert all(channel.pulsing is None for channel in at.mask.channels)
    unsaid = {one.id: one for one in judged_in(at, 10.0).limits}
    setting = Circumstances(
        screen=(), no_blue=False, photosensitiser=False, epilepsy=False, aphakic=False,
        warming=at.warming(),
    )  # fmt: skip
    steady = exposure_of(at, setting, REGIONS).as_unclaimed
    drive = judged_in(at, 10.0).drive
    pulse = unsaid["eye_pulse_infrared"]
    near = next(b for b in bounds(steady) if b.id == "eye_infrared")
    assert pulse.likely == pytest.approx(near.likely(10.0, drive), rel=1e-9)
    assert pulse.worst >= 9.99 * pulse.likely
    assert pulse.hangs_on in (THE_PULSES, THE_CLAIM)
    assert unsaid["skin_pulse_heat"].hangs_on == THE_PULSES


def test_what_the_headline_says_is_passed_the_body_does_not_call_held() -> None:
    """Every limit of bare eyes on a face that some programme passes is named beside the shield."""
    for name in ("higherdose-red-light-face-mask", "theraface-mask"):
        found = judged_in(lit(name), 9.0)
        named = {one.name for one in found.limits if one.is_of_eye and one.is_passed}
        named = {one.name for one in found.passed_at_eye if one.name in named}
        told = shield_sentence(found)
        assert all(say(each) in told for each in named)
        assert ("On a face" in told) == bool(found.passed_at_eye)
    steady = replace(found, at_eye=())
    assert "On a face" not in shield_sentence(steady)


def test_no_limit_holds_unless_steady_where_a_pulse_would_pass_it() -> None:
    """Bright enough that a pulse ten times as high passes, and the mean does not."""
    red = Channel(role="red", peak_nm=630.0, claim=Claim(irradiance_mw_cm2=30.0, meaning="mean"))
    dim = replace(catalogue_mask("higherdose-red-light-face-mask"), channels=(red,))
    for mask in (dim, replace(dim, channels=(replace(red, pulsing=Pulsing()),))):
        found = mask_hazards(mask, minutes=1.0)
        broken = [h for h in found.bare if h.is_pulse and h.advisory and not h.holds]
        told = if_pulsed(
            replace(
                found,
                bare=tuple(replace(h, limit=h.value / 2) if h.is_pulse else h for h in found.bare),
            )
        )
        assert bool(told) == (mask is dim)
        assert bool(broken) == bool(if_pulsed(found))
