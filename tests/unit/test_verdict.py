"""One verdict for a mask and minutes, whoever asks; likely value and worst case are told apart."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.cli.main import main
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Person
from openpbm.planning.compare import Delivered
from openpbm.planning.decide import Setting, exposure_of
from openpbm.planning.judged import judged_in, verdict_of
from openpbm.planning.progress import silent
from openpbm.planning.result import Interval
from openpbm.planning.scene import Scene, scene
from openpbm.reports.compare_words import CLOSING, facts
from openpbm.reports.verdict_words import limit_sentence, state, verdict
from openpbm.safety.ceilings import bounds

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
    return scene(person, catalogue_mask(name), face, (), seed=1, scenarios=48, progress=silent)


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
        head = " ".join(capsys.readouterr().out.split("LEDs at")[0].split())
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
        mask=found.mask, lit=found.lit, minutes=10.0, layer="papillary_dermis",
        dose=Interval(median=1.0, p05=0.5, p95=2.0), verdict=found, why_not="",
    )  # fmt: skip
    told = " ".join(text for _, text in facts(row))
    assert "times the limit" not in told
    assert "A worst case is the 95th percentile" in CLOSING
    assert found.skin_degc is not None
    likely, worst = found.skin_degc
    assert likely < 40.0 < worst  # of a mask that is sold, only the worst case would burn


@settings(max_examples=25, deadline=None)
@given(minutes=st.floats(0.1, 60.0))
def test_a_verdict_is_as_strict_as_every_limit_and_says_when_each_is_reached(
    minutes: float,
) -> None:
    at = lit()
    found = judged_in(at, minutes)
    setting = Setting(
        screen=(),
        no_blue=False,
        photosensitiser=False,
        epilepsy=False,
        aphakic=False,
        warming=at.warming(),
    )
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
    found = verdict_of(mask, Person(age_years=40.0, phototype="II"), 5.0, scenarios=32)
    assert state(found) == "stop"
    assert "passes" in "".join(verdict(found))


def test_what_nobody_states_is_not_judged_by_either(capsys: Heard, tmp_path: Path) -> None:
    assert main(["compare", "omnilux-contour-face", "omnilux-clear", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)["masks"][0]
    minutes = str(row["minutes"])
    said = ["safety", "omnilux-contour-face", "--minutes", minutes, "--out", str(tmp_path)]
    assert main([*said, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == row["verdict"]
    assert row["verdict"].startswith("Not judged")
