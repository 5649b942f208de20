"""Which standards speak of a device, and the optical density that goggles need."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.cli.main import main
from openpbm.fact import message
from openpbm.mask import Channel, Claim, Mask, Mode, Pulsing
from openpbm.mask.catalogue import catalogue_ids, catalogue_mask, catalogue_row, known_mask
from openpbm.reports.hazard import words as said
from openpbm.reports.hazard.html import hazard_html
from openpbm.safety.bound import constant, parent_of, rate_bound
from openpbm.safety.goggle import Density, densities, passing
from openpbm.safety.hazard.mask import MaskHazards, mask_hazards
from openpbm.safety.standard import standards, visible_share
from openpbm.speech.say import say
from openpbm.tables import rows


def light(role: str, nm: float, mw_cm2: float) -> Channel:
    return Channel(
        role=role, peak_nm=nm, peak_tol_nm=0.0, fwhm_nm=20.0, half_angle_deg=60.0,
        claim=Claim(irradiance_mw_cm2=mw_cm2, meaning="mean"), pulsing=Pulsing(),
    )  # fmt: skip


def device(*channels: Channel, **more: object) -> Mask:
    made = Mask(
        id="m", name="m", form="rigid_mask", channels=channels, session_min=(10.0,), led_count=132
    )
    return replace(made, **more)  # type: ignore[arg-type]


RED, NIR = light("red", 633.0, 10.0), light("nir", 850.0, 30.0)


def answers(found: MaskHazards) -> dict[str, str]:
    return {line.id: line.answer for line in standards(found)}


def test_every_standard_of_the_table_has_its_line_with_a_source() -> None:
    lines = standards(mask_hazards(device(RED)))
    assert [line.id for line in lines] == list(rows("standards"))
    for line in lines:
        assert line.why
        assert line.asks
        assert line.source
        assert "not read" in line.source


def test_a_home_mask_is_medical_or_cosmetic_and_never_professional() -> None:
    assert answers(mask_hazards(device(RED, NIR))) == {
        "iec_62471": "applies",
        "iec_62471_7": "outside",
        "iec_60601_2_83": "may",
        "iec_60601_2_57": "outside",
        "iec_60335_2_113": "may",
    }


def test_an_office_device_is_professional_only_from_risk_group_3() -> None:
    weak = mask_hazards(device(RED, setting="office"))
    assert answers(weak)["iec_60601_2_57"] == "outside"
    assert answers(weak)["iec_60601_2_83"] == answers(weak)["iec_60335_2_113"] == "outside"
    strong = mask_hazards(device(light("nir", 850.0, 2000.0), setting="office", led_count=20))
    assert strong.group == "RG3"
    assert answers(strong)["iec_60601_2_57"] == "applies"
    dark = mask_hazards(device(replace(RED, claim=None), setting="office"))
    assert answers(dark)["iec_60601_2_57"] == "may"


def test_light_mainly_beyond_780_nm_is_said_to_be() -> None:
    infrared, visible = mask_hazards(device(RED, NIR)), mask_hazards(device(RED))
    assert visible_share(infrared) == pytest.approx(0.25, abs=0.01)
    beyond = say(standards(infrared)[1].why).replace("\u202f", " ")
    assert "75 % of the light lies beyond 780 nm" in beyond
    assert standards(visible)[1].why.id == "standard-for_lighting"
    unknown = mask_hazards(device(replace(RED, claim=None), NIR))
    assert visible_share(unknown) is None
    none = mask_hazards(device(light("red", 633.0, 1e-9)))
    assert visible_share(none) == pytest.approx(1.0)
    lit = none.source.channels[0]
    off = replace(
        none, source=replace(none.source, channels=(replace(lit, irradiance_mw_cm2=0.0),))
    )
    assert visible_share(off) is None


def by_role(found: MaskHazards) -> dict[str, Density]:
    return {one.role: one for one in densities(found)}


def test_a_density_is_the_logarithm_of_value_over_limit_rounded_up() -> None:
    found = mask_hazards(device(NIR))
    worst = max((h for h in found.bare if h.place == "worn" and h.decides), key=lambda h: h.ratio)
    one = by_role(found)["nir"]
    assert one.asking is not None and one.asking.id == worst.id
    assert worst.ratio > 1
    assert one.needed == pytest.approx(math.ceil(10 * math.log10(worst.ratio)) / 10)
    assert by_role(mask_hazards(device(RED)))["red"].needed == 0.0


@settings(max_examples=30, deadline=None)
@given(red=st.floats(1.0, 500.0), blue=st.floats(0.1, 300.0), nir=st.floats(1.0, 500.0))
def test_behind_the_densities_every_limit_of_the_eye_holds(
    red: float, blue: float, nir: float
) -> None:
    """Also the sum of colours that share a limit."""
    found = mask_hazards(
        device(light("red", 633.0, red), light("blue", 415.0, blue), light("nir", 850.0, nir))
    )
    passes = [10.0**-one.needed for one in densities(found)]
    for hazard in found.bare:
        if hazard.place != "worn" or not hazard.decides:
            continue
        if len(hazard.by_channel) == len(passes):
            behind = sum(v * p for v, p in zip(hazard.by_channel, passes, strict=True))
        else:
            behind = hazard.by_channel[0] * passes[2]  # near-infrared alone
        assert behind <= hazard.limit * (1 + 1e-9), hazard.id


@given(floats=st.lists(st.floats(0.0, 1e4), min_size=40, max_size=40))
def test_behind_the_densities_every_limit_on_a_face_holds(floats: list[float]) -> None:
    """Also where the worst case of both colours is worse than those of each."""
    parent = parent_of("blue_EB_long", message("ceiling-eye_blue_small"))
    bound = rate_bound("eye", parent, "W/m2", np.array(floats).reshape(20, 2), constant(1.0))
    asked = densities(mask_hazards(device(RED, NIR)), [bound], 10.0)
    assert bound.holds(10.0, passing(asked))


def test_near_infrared_alone_asks_for_its_own_density() -> None:
    """Bright LEDs that an eye would turn away from, if it saw them."""
    alone = device(replace(RED, switchable=True), replace(NIR, switchable=True), led_count=6)
    found = mask_hazards(
        replace(alone, modes=tuple(Mode(name=lit, lights=(lit,)) for lit in ("nir", "red")))
    )
    weak = next(h for h in found.bare if h.id == "worn.weak_iec")
    assert len(weak.by_channel) == 1
    one = by_role(found)["nir"]
    assert one.needed >= math.log10(weak.ratio)
    red = by_role(found)["red"].asking
    assert red is None or red.id != weak.id


def test_light_that_no_limit_counts_sets_nothing() -> None:
    found = mask_hazards(device(RED))
    bare = replace(found, bare=tuple(h for h in found.bare if "ir_eye" in h.id))
    one = by_role(bare)["red"]
    assert (one.needed, one.asking) == (0.0, None)
    assert "no limit of the eye" in said.density_set_by(one)


def test_terminal_page_and_json_say_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "higherdose-red-light-face-mask"
    assert main(["safety", name, "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out.replace("\n", " ")
    assert "Goggles need an optical density of 0.6 at 830 nm (infrared before the LEDs" in told
    assert "IEC 62471:2006 applies" in told
    assert "IEC 60601-2-83:2019 + A11 and IEC 60335-2-113 may apply" in told
    page = (tmp_path / "hazard.html").read_text(encoding="utf-8")
    assert 'id="goggles"' in page
    assert 'id="standards"' in page
    assert main(["safety", name, "--json", "--out", str(tmp_path)]) == 0
    read = json.loads(capsys.readouterr().out)
    assert [one["needed"] for one in read["optical_density"]] == [0.0, 0.6]
    assert read["optical_density"][1]["set_by"] == "worn.ir_eye_iec"
    assert {one["answer"] for one in read["standards"]} == {
        "applies",
        "may apply",
        "does not apply",
    }


def test_a_mask_that_is_not_judged_has_standards_and_no_density(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["safety", "shark-cryoglow", "--json", "--out", str(tmp_path)]) == 1
    read = json.loads(capsys.readouterr().out)
    assert read["optical_density"] == []
    assert len(read["standards"]) == len(rows("standards"))
    page = (tmp_path / "hazard.html").read_text(encoding="utf-8")
    assert 'id="goggles"' not in page


def test_every_device_of_the_catalogue_has_its_lines() -> None:
    for name in catalogue_ids():
        if known_mask(catalogue_row(name)) is not None:
            found = mask_hazards(catalogue_mask(name))
            assert answers(found)["iec_62471"] == "applies"
            assert said.standards_sentence(found).startswith("IEC 62471:2006 applies")
            assert "Which standards speak of it" in hazard_html(found)


def test_goggles_are_said_to_be_needed_for_some_colours_or_for_none() -> None:
    none = said.goggles_sentence(densities(mask_hazards(device(RED))))
    assert none == "No optical density is needed for any colour."
    both = said.goggles_sentence(densities(mask_hazards(device(RED, NIR))))
    assert both.endswith("none for the other colours.")
    alone = said.goggles_sentence(densities(mask_hazards(device(NIR))))
    assert "other colours" not in alone
