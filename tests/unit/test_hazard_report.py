"""`openpbm safety` and hazard.html: what is judged, what is not, and how it is said."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from openpbm.cli.main import main
from openpbm.fact import Name
from openpbm.mask import Channel, Claim, Mask, Pulsing, Spectrum
from openpbm.mask.catalogue import catalogue_ids, catalogue_mask, catalogue_row, known_mask
from openpbm.reports.hazard import words as said
from openpbm.reports.hazard.html import hazard_html
from openpbm.safety.hazard.mask import mask_hazards
from openpbm.speech.language import PSEUDO, languages, speaking
from openpbm.speech.say import say, written

JUDGED = ("theraface-mask", "higherdose-red-light-face-mask", "mj-06-beauty-mask")
UNKNOWN = "shark-cryoglow"
Heard = pytest.CaptureFixture[str]


def mask(mw_cm2: float, shield: str | None = None, peak_nm: float = 633.0, **more: str) -> Mask:
    channel = Channel(
        role="red" if peak_nm < 700 else "nir",
        peak_nm=peak_nm,
        pulsing=Pulsing(),
        claim=Claim(irradiance_mw_cm2=mw_cm2, meaning="mean"),
    )
    return Mask(
        id="m",
        name=more.get("name", "m"),
        form="rigid_mask",
        channels=(channel,),
        session_min=(10.0,),
        eye_shield=shield,
    )


@pytest.mark.parametrize("name", JUDGED)
def test_a_judged_mask_ends_well_and_fits_the_terminal(
    name: str, tmp_path: Path, capsys: Heard
) -> None:
    assert main(["safety", name, "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    body = [line for line in told.splitlines() if not line.startswith("Report:")]
    assert max(map(len, body)) <= 80
    assert len(body) <= 38  # of which goggles and standards take four, limits of bare eyes four
    for word in ("value", "limit", "margin", "clause", "Risk group at 200 mm"):
        assert word in told
    assert (tmp_path / "hazard.html").exists()


def test_an_unpublished_irradiance_is_an_honest_no(tmp_path: Path, capsys: Heard) -> None:
    assert main(["safety", UNKNOWN, "--out", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "Not judged" in told
    assert "A plan still checks the maker's programme" in " ".join(told.split())
    assert "Settled by: a radiometer reading" in told
    page = (tmp_path / "hazard.html").read_text(encoding="utf-8")
    assert "no verdict without it" in page
    assert "Every hazard, value against limit" not in page  # a made-up light is not shown


@pytest.mark.parametrize("lang", sorted({*languages()} - {PSEUDO}))
def test_no_word_of_a_mask_that_is_not_judged_is_cut(
    lang: str, tmp_path: Path, capsys: Heard
) -> None:
    assert main(["safety", UNKNOWN, "--lang", lang, "--out", str(tmp_path)]) == 1
    told = " ".join(capsys.readouterr().out.split())
    with speaking(lang):
        for id, _, hazard in mask_hazards(catalogue_mask(UNKNOWN)).holds_up_to:
            assert f" {written(Name('channel', id))} " in told
            assert f" {say(hazard.name)} (" in told


def test_an_unknown_mask_is_a_slip_in_the_input(tmp_path: Path) -> None:
    assert main(["safety", "no-such-mask", "--out", str(tmp_path)]) == 2


def test_json_holds_every_hazard_with_its_parent(tmp_path: Path, capsys: Heard) -> None:
    assert main(["safety", JUDGED[0], "--minutes", "5", "--json", "--out", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["session_s"] == 300
    assert told["risk_group"] in ("Exempt", "RG1", "RG2", "RG3")
    assert len(told["hazards"]) == len({hazard["id"] for hazard in told["hazards"]}) >= 25
    for hazard in told["hazards"]:
        assert hazard["clause"] and hazard["source"] and hazard["status"]
        assert hazard["limit"] > 0
    worn = [h for h in told["hazards_behind_opaque_shield"] if h["place"] == "worn"]
    assert all(hazard["value"] == 0 for hazard in worn)


@pytest.mark.parametrize("name", [*JUDGED, UNKNOWN])
def test_the_page_is_whole_and_fetches_nothing(name: str) -> None:
    page = hazard_html(mask_hazards(catalogue_mask(name)))
    assert not re.findall(r"<(?:script|link|iframe)|src=|url\(|@import", page)
    assert "default-src 'none'" in page
    assert page.count("<svg") == page.count("</svg>")
    assert "What could not be judged" in page
    assert "None" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S).replace("none", "")
    assert not re.search(r"\b(?:nan|inf)\b", page)


def test_what_a_file_says_is_escaped() -> None:
    page = hazard_html(mask_hazards(mask(10.0, name="<b onload=x>")))
    assert "<b onload" not in page
    assert "&lt;b onload" in page


def test_every_mask_of_the_catalogue_has_a_page() -> None:
    for name in catalogue_ids():
        if known_mask(catalogue_row(name)) is not None:
            found = mask_hazards(catalogue_mask(name))
            assert found.is_judged is not bool(found.dark)
            assert "<h1>" in hazard_html(found)


def test_the_verdict_has_four_words() -> None:
    def state(light: Mask) -> str:
        return said.state(mask_hazards(light))

    assert state(mask(10.0)) == "go"
    assert state(mask(320.0)) == "care"  # nine tenths of what the skin takes in 10 s
    assert state(mask(30.0, peak_nm=830.0)) == "stop"
    assert state(mask(30.0, "opaque", peak_nm=830.0)) == "go"
    assert said.state(mask_hazards(catalogue_mask(UNKNOWN))) == "unknown"


def test_each_verdict_says_whose_eyes_and_why() -> None:
    def verdict(light: Mask) -> str:
        word, rest = said.verdict(mask_hazards(light))
        return word + rest

    assert verdict(mask(400.0)).endswith("on the skin")
    assert verdict(mask(30.0, peak_nm=830.0)).endswith("eyes open and bare")
    panel = replace(mask(30.0, peak_nm=830.0), form="panel", standoff_mm=20.0)
    assert verdict(panel).endswith("at the distance of use")
    assert "may come close" in verdict(mask(320.0))
    shielded = replace(mask(30.0), eye_shield="opaque", channels=(violet(80.0),))
    assert "the lamp is RG1" in verdict(shielded)  # nobody shields the eyes of others


def violet(mw_cm2: float) -> Channel:
    """A measured spectrum, with its tail in the ultraviolet."""
    nm = np.arange(380.0, 450.0, 1.0)
    spectrum = Spectrum(nm, np.exp(-0.5 * ((nm - 410.0) / 8.0) ** 2))
    claim = Claim(irradiance_mw_cm2=mw_cm2, meaning="mean")
    return Channel(role="blue", peak_nm=410.0, spectrum=spectrum, claim=claim)


def test_a_measured_spectrum_is_drawn_and_named() -> None:
    found = mask_hazards(replace(mask(30.0), channels=(violet(30.0),)))
    page = hazard_html(found)
    assert "measured spectrum" in page
    assert "line ch-blue" in page
    assert all(gap.what.id != "gap-spectra" for gap in found.gaps)


def test_a_shield_that_is_not_enough_is_said() -> None:
    assert "not enough" in said.shield_sentence(mask_hazards(mask(400.0)))
    assert "Behind" in said.shield_sentence(mask_hazards(mask(30.0, peak_nm=830.0)))
    assert "with and without" in said.shield_sentence(mask_hazards(mask(10.0)))


def test_times_are_never_rounded_up() -> None:
    assert said.duration(59.99).startswith("59.9")
    assert said.duration(245.967).replace("\u202f", " ") == "4 min"
    assert said.duration(7300).replace("\u202f", " ") == "2 h"
