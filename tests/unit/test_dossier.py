"""The dossier: no line is better than what is known, and nothing it says is looser than a limit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TypeGuard, get_args

import numpy as np
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from unspoken import Unspoken

from openpbm.cli.main import main
from openpbm.dossier.assumed import UNREAD
from openpbm.dossier.basis import DossierBasis, basis_of
from openpbm.dossier.instructions import instructions
from openpbm.dossier.light import LIGHT
from openpbm.dossier.line import STATES, State, weakest
from openpbm.dossier.longest import FAIR_TYPES, longest_min
from openpbm.dossier.made import Dossier, told_of
from openpbm.dossier.parameters import PARAMETERS
from openpbm.dossier.risk import risk_lines
from openpbm.dossier.use import USE
from openpbm.face import REGIONS
from openpbm.fact import Name, Quantity, Several
from openpbm.files.mask_file import find_mask
from openpbm.files.tolerance_file import read_limits
from openpbm.maps.face_map import face_map
from openpbm.mask import Channel, Claim, Mask
from openpbm.person import PHOTOTYPES, Person, usual_person
from openpbm.planning.decide import DARK_TYPES, exposure_of, of_a_mask_alone
from openpbm.planning.judged import fullest, verdict_of
from openpbm.planning.scene import as_type
from openpbm.reports.dossier.docx import dossier_docx
from openpbm.reports.dossier.html import (
    assumed_text,
    dossier_html,
    for_whom,
    instructions_html,
    known_text,
)
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.goggle import passing
from openpbm.safety.hazard.mask import mask_hazards
from openpbm.speech.language import PSEUDO, languages, speaking
from openpbm.speech.number import number
from openpbm.speech.say import say, written
from openpbm.sweeps.told import of_limit, of_yield
from openpbm.tables import rows, typed
from openpbm.tables.row.safety import ContraindicationRow
from openpbm.units import SECONDS_PER_MINUTE
from shared_light import SHARED

PANEL = Path(__file__).parents[2] / "examples" / "clinic-panel.toml"
UNKNOWN, CLAIMED = "shark-cryoglow", "higherdose-red-light-face-mask"
SMALL, LIMITS = PANEL.with_name("sweep-panel.toml"), PANEL.with_name("limits.toml")
PERSON = Person(age_years=45, phototype="III")
SAID_BY_READER = re.compile(r"\byou (told|said|wrote|reacted|have told)\b", re.IGNORECASE)
UNLIT = ("wavelength", "width", "irradiance", "meaning", "beam", "pulse", "distance", "area")


@cache
def basis(name: str) -> DossierBasis:
    return basis_of(find_mask(name), PERSON, kept=SHARED)


@cache
def dossier(name: str) -> Dossier:
    return told_of(basis(name))


def states(found: Dossier) -> dict[str, State]:
    return {line.id: line.state for line in found.lines}


def measured() -> Mask:
    """The panel as if somebody had built and measured it."""
    return replace(find_mask(str(PANEL)), fictitious=False)


def of(mask: Mask) -> dict[str, State]:
    """Lines that ask no computed light, of any mask."""
    at = replace(basis(str(PANEL)), mask=mask)
    return {id: PARAMETERS[id](at).state for id in UNLIT}


def test_every_row_is_judged_and_nothing_else_is() -> None:
    own = [*PARAMETERS, *LIGHT, *USE]
    assert own == list(rows("dossier"))
    assert set(get_args(State)) == set(STATES)


@pytest.mark.parametrize("name", [str(PANEL), UNKNOWN, CLAIMED])
def test_every_line_has_an_answer_and_says_what_would_show_it(name: str) -> None:
    found = dossier(name)
    assert sum(found.counts.values()) == len(rows("dossier"))
    for line in found.lines:
        assert known_text(line)[0] and say(line.settles) and say(line.asks)
        assert line.source and line.status


def test_what_does_not_exist_shows_nothing_and_what_is_measured_does() -> None:
    assert dossier(str(PANEL)).counts["shown"] == 0
    assert of(measured())["irradiance"] == "shown"
    assert of(measured())["meaning"] == "shown"


def test_a_reading_of_another_mask_or_a_household_meter_is_a_claim() -> None:
    mask = measured()
    red = mask.channels[1]
    first, *others = red.readings
    for spoilt in (
        replace(first, another_mask=True),
        replace(first, meter="silicon_solar"),
        replace(first, meter=None),
    ):
        one = replace(red, readings=(spoilt, *others))
        own = replace(mask, channels=(mask.channels[0], one, mask.channels[2]))
        assert of(own)["irradiance"] == "claimed"


UNSAID: dict[str, Callable[[Channel], Channel]] = {
    "readings": lambda channel: replace(channel, readings=()),
    "width": lambda channel: replace(channel, fwhm_nm=None),
    "beam": lambda channel: replace(channel, half_angle_deg=None),
    "pulses": lambda channel: replace(channel, pulsing=None),
}


@given(st.sets(st.sampled_from([(c, what) for c in range(3) for what in UNSAID])))
def test_who_says_less_never_has_a_better_line(gone: set[tuple[int, str]]) -> None:
    mask = measured()
    channels = list(mask.channels)
    for c, what in gone:
        channels[c] = UNSAID[what](channels[c])
    before, after = of(mask), of(replace(mask, channels=tuple(channels)))
    assert all(STATES.index(after[id]) <= STATES.index(before[id]) for id in UNLIT)


@given(st.lists(st.sampled_from(STATES), min_size=1))
def test_a_line_is_never_better_than_a_part(parts: list[State]) -> None:
    assert all(STATES.index(weakest(parts)) <= STATES.index(part) for part in parts)
    assert weakest(parts) in parts


def test_light_that_nobody_knows_leaves_every_worked_out_line_missing() -> None:
    found = states(dossier(UNKNOWN))
    worked_out = ("power", "dose", "evenness", "skin_heat", "risk_group", "eye_limits", "goggles")
    assert {found[id] for id in worked_out} == {"missing"}
    assert longest_min(basis(UNKNOWN)) is None


@pytest.mark.parametrize("name", [str(PANEL), CLAIMED])
def test_instructions_give_no_minute_beyond_a_limit(name: str) -> None:
    most = longest_min(basis(name))
    assert most is not None
    assert most <= max(basis(name).mask.session_min)
    for found in (basis(name).verdict, *basis(name).by_type.values()):
        assert all(most <= limit.reached_min for limit in found.limits)
    if most:  # judged anew at those very minutes, by the standards
        again = mask_hazards(basis(name).mask, minutes=most)
        assert again.time_s == most * SECONDS_PER_MINUTE
        assert not again.broken(again.as_worn)


@pytest.mark.parametrize("name", [str(SMALL), str(PANEL), CLAIMED])
def test_warmth_and_minutes_are_those_of_the_strictest_skin(name: str) -> None:
    at = basis(name)
    assert tuple(at.by_type) == PHOTOTYPES
    known = LIGHT["skin_heat"](at)
    worst, most = (known.found.params[id] for id in ("worst", "limit"))
    assert isinstance(worst, Quantity) and isinstance(most, Quantity)
    degc = [found.skin_degc[1] for found in at.by_type.values() if found.skin_degc is not None]
    assert len(degc) == len(known.of) == len(PHOTOTYPES)
    assert worst.value == max(degc)
    assert known.found.id.endswith("kept") == (worst.value <= most.value)
    for types in (FAIR_TYPES, DARK_TYPES):
        minutes = longest_min(at, types)
        assert minutes is not None
        reached = [one.reached_min for type in types for one in at.by_type[type].limits]
        assert minutes <= min(reached)


def test_the_darkest_skin_is_judged_as_if_it_were_asked_for_alone() -> None:
    """By a scene of its own; light of one type is told to no other as its own warmth."""
    at, mask = basis(str(SMALL)), find_mask(str(SMALL))
    alone = verdict_of(mask, replace(PERSON, phototype="VI"), at.minutes, kept=SHARED)
    assert alone.skin_degc == pytest.approx(at.by_type["VI"].skin_degc, abs=0.05)
    most = longest_min(at, DARK_TYPES)
    assert most is not None and most <= min(one.reached_min for one in alone.limits)
    assert LIGHT["skin_heat"](at).found.id == "dossier-skin_heat_passed"
    page = instructions_html(dossier(str(SMALL)))
    for minutes, types in ((longest_min(at, FAIR_TYPES), "I to III"), (most, "IV to VI")):
        assert minutes is not None
        assert re.search(rf"types {types}\): at most {minutes:g}\s*min", page)


@pytest.mark.parametrize("name", [UNKNOWN, CLAIMED])
def test_pages_say_for_whom_their_numbers_hold(name: str) -> None:
    known = for_whom(dossier(name))
    assert (known is None) == (name == UNKNOWN)
    if known is not None:
        assert say(known) in dossier_html(dossier(name))


EYES = (str(PANEL), str(SMALL), CLAIMED, "omnilux-blue")  # the second has a shield


@pytest.mark.parametrize("name", EYES)
def test_behind_the_eyewear_asked_for_no_limit_of_an_eye_is_passed(name: str) -> None:
    """Light of each colour divided by ten to its density, by skin that throws much or little."""
    at = basis(name)
    assert at.scene is not None
    through = passing(at.eyewear)
    assert 0 < through.min() < 1
    for type in (PHOTOTYPES[0], PHOTOTYPES[-1]):
        seen = as_type(at.scene, type)
        bare = replace(
            exposure_of(seen, of_a_mask_alone(seen.warming()), REGIONS), eyes_covered=False
        )
        behind = replace(
            bare,
            eye_mw_cm2=bare.eye_mw_cm2 * through,
            led_power_mw=bare.led_power_mw * through,
        )
        held = [one for one in bounds(behind) if one.group == "eye" and not one.advisory]
        assert len(held) > 10
        for bound in held:
            assert bound.holds(at.minutes, np.ones(len(through))), (type, bound.id)


@pytest.mark.parametrize("name", EYES)
def test_the_line_of_the_eye_is_never_calmer_than_safety(name: str) -> None:
    """Of the same mask and minutes, whoever it is asked for; a shield hides nothing of it."""
    at = basis(name)
    for person in (PERSON, usual_person()):
        bare = replace(at.mask, eye_shield="none")
        found = verdict_of(bare, person, at.minutes, kept=SHARED)
        passed = {one.name for one in found.passed if one.is_of_eye}
        passed |= {one.name for one in found.hazards.broken(found.hazards.bare)}
        known = LIGHT["eye_limits"](at).found
        assert known.id == f"dossier-eyes_{'shielded' if at.has_shield else 'passed'}"
        named = known.params["limits"]
        assert isinstance(named, Several) and passed <= set(named.items)


@pytest.mark.parametrize("name", [str(SMALL), CLAIMED])
def test_what_touches_is_told_as_hot_as_any_limit_of_contact_finds_it(name: str) -> None:
    at = basis(name)
    known = LIGHT["touch_heat"](at)
    if not at.mask.may_touch:
        assert known.found.id == "dossier-touches_not"
        return
    judged = [
        one
        for verdict in at.verdicts
        for one in verdict.limits
        if {"skin_temp_contact_ge10"} & set(one.rows)
    ]
    worst = known.found.params["worst"]
    assert isinstance(worst, Quantity) and worst.value == max(one.worst for one in judged)
    assert known.found.id.endswith("kept") == (not any(one.is_passed for one in judged))
    assert {part.params["what"] for part in known.of} == {one.name for one in judged}
    told = [one for chapter in instructions(at) for one in chapter.sentences]
    (leaflet,) = (one.params["worst"] for one in told if one.id == "dossier-ifu_mask")
    of_mask = [one.worst for one in judged if one.id.startswith("mask")]
    assert isinstance(leaflet, Quantity) and leaflet.value == max(of_mask)


def test_a_mask_that_gets_too_hot_bears_the_risk_of_it() -> None:
    """Also where only the mask, and not the skin, passes a limit of warmth."""
    at = basis(CLAIMED)
    of_mask = [one for one in at.verdict.limits if one.id.startswith("mask_temperature")]
    assert any(one.is_passed for one in of_mask)
    only = replace(at, by_type={"II": replace(at.verdict, limits=tuple(of_mask))})
    (burn,) = (line for line in risk_lines(only) if line.row.id == "H05")
    assert burn.bears.id == "dossier-bears_passed"


@pytest.mark.parametrize("name", [str(PANEL), CLAIMED, UNKNOWN])
def test_that_a_hand_may_stop_it_says_nothing_of_its_timer(name: str) -> None:
    """Nobody's word is missing, whatever the timer offers; the reader is told to set a clock."""
    at = basis(name)
    for by_hand in (True, False):
        own = replace(at, mask=replace(at.mask, stop_by_hand=by_hand))
        known = USE["timer"](own)
        assert (known.state == "missing") == by_hand
        for minutes in own.mask.session_min:
            assert re.search(rf"\b{minutes:g}\s*min", say(known.found))
        told = [one.id for chapter in instructions(own) for one in chapter.sentences]
        judged = any(id.startswith("dossier-ifu_most") for id in told)
        assert ("dossier-ifu_clock" in told) == (by_hand and judged)


@pytest.mark.parametrize("name", EYES)
def test_minutes_are_those_of_bare_eyes_and_the_reader_is_told(name: str) -> None:
    """Goggles never add a minute to the leaflet; the dossier tells what they would give."""
    at = basis(name)
    sentences = [one for chapter in instructions(at) for one in chapter.sentences]
    reckoned = any(one.id.startswith("dossier-ifu_reckoned") for one in sentences)
    assert bool(at.eyewear) and reckoned == (not at.has_shield)
    told = [q.value for one in sentences if (q := one.params.get("most")) and is_minutes(q)]
    for types in (FAIR_TYPES, DARK_TYPES):
        bare, behind = longest_min(at, types), longest_min(at, types, goggles=True)
        assert bare is not None and behind is not None and bare <= behind
        for one in (one for type in types for one in at.by_type[type].limits):
            assert bare <= one.reached_min and (one.is_of_eye or behind <= one.reached_min)
    fair = longest_min(at, FAIR_TYPES)
    assert fair is not None and all(minutes <= fair for minutes in told)
    assert not [one for one in sentences if one.id == "dossier-behind"]


@pytest.mark.parametrize("minutes", [None, 20.0])
@pytest.mark.parametrize("name", ["omnilux-blue", str(PANEL)])
def test_bare_eyes_are_no_reason_where_goggles_give_no_minute(
    name: str, minutes: float | None
) -> None:
    """Who is told that minutes are those of bare eyes has more of them behind goggles."""
    at = basis_of(find_mask(name), PERSON, minutes=minutes, kept=SHARED)
    told = " ".join(say(one) for chapter in instructions(at) for one in chapter.sentences)
    for types, called in ((FAIR_TYPES, "I to III"), (DARK_TYPES, "IV to VI")):
        is_helped = longest_min(at, types) != longest_min(at, types, goggles=True)
        whole = "This is reckoned for bare eyes" in told
        assert (whole or f"For skin types {called} this is reckoned for bare" in told) == is_helped
        same = "Goggles do not change this" in told
        assert (same or f"For skin types {called} goggles do not change it" in told) != is_helped


def is_minutes(value: object) -> TypeGuard[Quantity]:
    return isinstance(value, Quantity) and value.unit == "min"


def test_english_in_a_page_of_another_language_is_marked() -> None:
    """Sources and the register of risks, which are in English in every language."""
    found = dossier(UNKNOWN)
    with speaking("es"):
        page = dossier_html(found)
    marked = re.findall(r'<(span|p)[^>]* lang="en"[^>]*>(.*?)</\1>', page, re.DOTALL)
    english = " ".join(text for _, text in marked)
    said = [
        *(line.source for line in found.lines),
        *(row.source for row in found.assumed),
        *(text for risk in found.risks for text in (risk.row.control, risk.row.open)),
    ]
    for text in said:
        assert str(escape(text))[1:] in english


def test_the_name_of_the_command_stays_small() -> None:
    for lang in languages():
        with speaking(lang):
            assert "Openpbm" not in dossier_html(dossier(UNKNOWN))


def test_goggles_are_asked_for_wherever_a_bare_eye_would_pass_a_limit() -> None:
    found = basis(str(PANEL)).verdict.hazards
    assert found.broken(found.bare)
    page = instructions_html(dossier(str(PANEL)))
    assert "Wear opaque goggles" in page
    assert "optical density" in page


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != PSEUDO])
def test_the_draft_says_in_every_language_that_no_clinician_read_it(lang: str) -> None:
    with speaking(lang):
        page = instructions_html(dossier(UNKNOWN))
        assert say("dossier-ifu_not_reviewed") in page
        assert f'<html lang="{lang}">' in page


def test_both_pages_speak_one_language() -> None:
    with speaking(PSEUDO):
        for page in (dossier_html(dossier(str(PANEL))), instructions_html(dossier(UNKNOWN))):
            found = Unspoken(page)
            assert (found.depth, found.in_english, list(found.found)) == (0, 0, [])


def test_the_word_file_holds_every_line_of_the_page() -> None:
    found = dossier(CLAIMED)
    read = Document(BytesIO(dossier_docx(found)))
    written = [row.cells[1].text for table in read.tables[:-1] for row in table.rows[1:]]
    assert written == [say(f"dossier-state_{line.state}") for line in found.lines]
    assert len(read.tables[-1].rows) == 1 + len(found.risks)


def test_evenness_is_what_the_map_says(name: str = CLAIMED) -> None:
    """Of the face and of every region to the last digit, of the peak, and of every colour."""
    mask = find_mask(name)
    told = face_map(PERSON, mask, minutes=1.0, depth_mm=0.0, kept=SHARED)
    at = basis(name).on_face(fullest(mask))
    assert at.areas(at.total_mw_cm2) == told.areas(told.total_mw_cm2)
    assert at.hot_spots() == told.hot_spots()
    face, *regions = told.areas(told.total_mw_cm2)
    (line,) = (one for one in dossier(name).lines if one.id == "evenness")
    _, first, *rest = known_text(line)
    for area, text in ((face, first), *zip(regions, rest[len(mask.channels) :], strict=False)):
        told_of_it = [number(v, 3) for v in (area.mean, area.p05, area.p95)]
        assert re.findall(r"\d+(?:\.\d+)?", text) == [*told_of_it, number(area.min_over_mean)]
        place = say("maps-whole_face") if area is face else written(Name("region", area.region))
        assert place in text.lower()
    assert len(rest) == len(mask.channels) + len(regions) + 1
    assert number(told.hot_spots()[0].over_mean) in rest[-1]


def test_power_and_dose_are_those_of_the_light_in_the_units_that_are_told() -> None:
    at = basis(str(PANEL))
    watts = {"W": 1.0, "mW": 1e-3}
    for part, w in zip(PARAMETERS["power"](at).of, at.light_w(), strict=True):
        power = part.params["power"]
        assert isinstance(power, Quantity)
        low, high = part.params["low"], part.params["high"]
        assert isinstance(low, Quantity) and isinstance(high, Quantity)
        assert low.unit == high.unit == power.unit
        told = [one.value * watts[one.unit] for one in (low, power, high)]
        assert told == pytest.approx([w.p05, w.median, w.p95], rel=1e-9)
        assert w.p05 < w.median < w.p95
    for part, mw_cm2 in zip(PARAMETERS["dose"](at).of, at.on_skin_mw_cm2(), strict=True):
        light = {"median": mw_cm2.median, "low": mw_cm2.p05, "high": mw_cm2.p95}
        for name in light:
            dose = part.params[name]
            assert isinstance(dose, Quantity) and dose.unit == "J/cm2"
            seconds = at.minutes * SECONDS_PER_MINUTE
            assert dose.value == pytest.approx(light[name] / 1000.0 * seconds, rel=1e-9)


def test_a_power_says_how_a_claim_is_read_only_where_the_claim_does_not() -> None:
    """With the share of the scenarios in which its light is worked out so."""
    at = basis(CLAIMED)
    assert at.scene is not None
    chance = at.chance_of_peak()
    assert chance == pytest.approx(float(at.scene.device.means_peak.mean()))
    assert PARAMETERS["power"](at).of[-1].id.startswith("dossier-as_peak")
    for meaning in ("mean", "peak"):
        said = tuple(
            replace(channel, claim=None if c is None else replace(c, meaning=meaning))
            for channel in at.mask.channels
            for c in (channel.claim or at.mask.total_claim,)
        )
        of_each = replace(at, mask=replace(at.mask, channels=said, total_claim=None))
        assert of_each.chance_of_peak() is None
    assert basis(str(PANEL)).chance_of_peak() is None  # by readings


def test_what_a_maker_only_states_is_never_shown() -> None:
    """However much is stated: without a reading or a spectrum no line is."""
    stated = tuple(
        replace(
            channel,
            readings=(),
            spectrum=None,
            peak_tol_nm=5.0,
            claim=Claim(irradiance_mw_cm2=20.0, meaning="mean", tolerance_mw_cm2=1.0),
        )
        for channel in measured().channels
    )
    mask = replace(measured(), channels=stated, per_week=3.0, programme_weeks=8.0)
    found = told_of(replace(basis(str(PANEL)), mask=mask))
    assert found.counts["shown"] == 0
    assert states(found)["tolerance"] == states(found)["irradiance"] == "claimed"


def test_a_lot_is_told_where_limits_are_and_missing_where_not() -> None:
    mask = find_mask(str(SMALL))
    asked = replace(read_limits(LIMITS, mask), made=60)
    found = basis_of(mask, PERSON, limits=asked, kept=SHARED)
    assert LIGHT["lot"](replace(found, lot=None)).state == "missing"
    assert states(dossier(UNKNOWN))["lot"] == "missing"
    known = LIGHT["lot"](found)
    assert known.state == "claimed"
    assert found.lot is not None and found.lot.made == 60
    told = [say(one) for one in known.of]
    assert told[0] == say(of_yield(found.lot))
    assert [
        say(of_limit(*one)) for one in zip(found.lot.limits, found.lot.by_limit, strict=True)
    ] == (told[1:3])


@pytest.mark.parametrize("name", [UNKNOWN, CLAIMED])
def test_whatever_nobody_read_is_listed(name: str) -> None:
    """Lines of the table, numbers of the light and skin, and limits; none twice."""
    found = dossier(name)
    ids = [row.id for row in found.assumed]
    asked = {f"dossier.{line.id}" for line in found.lines if line.status in UNREAD}
    assert asked and asked <= set(ids) and len(ids) == len(set(ids))
    assert {row.status for row in found.assumed} <= set(UNREAD)
    judged = [one for each in found.basis.by_type.values() for one in each.limits]
    limits = {f"limits.{one.id}" for one in judged if one.status in UNREAD}
    assert limits <= set(ids) and bool(limits) == (name == CLAIMED)
    page, read = dossier_html(found), Document(BytesIO(dossier_docx(found)))
    written = "\n".join(one.text for one in read.paragraphs)
    for row in found.assumed:
        assert str(escape(assumed_text(row))) in page and assumed_text(row) in written


def test_instructions_speak_to_any_reader() -> None:
    """Nobody who reads them told us anything, and each sentence says whom it is about."""
    for row in typed("contraindications", ContraindicationRow).values():
        assert not SAID_BY_READER.search(row.lay), row.lay
    (chapter,) = (one for one in dossier(UNKNOWN).chapters if one.title.id.endswith("not_for"))
    for sentence in chapter.sentences:
        assert sentence.id != "dossier-ifu_row" or sentence.params["whom"]


def test_the_word_file_fits_its_page_and_names_its_language() -> None:
    """Columns fill the width and no more, rows are whole, heads come again."""
    with speaking("es"):
        read = Document(BytesIO(dossier_docx(dossier(UNKNOWN))))
    page = read.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    for table in read.tables:
        wide = [column.width for column in table.columns]
        assert 0.95 * room < sum(wide) <= 1.001 * room and len(set(wide)) > 1
        assert [cell.width for cell in table.rows[1].cells] == wide
    xml = read.element.xml
    assert xml.count("<w:tblHeader/>") == len(read.tables)
    assert xml.count("<w:cantSplit/>") == sum(len(table.rows) for table in read.tables)
    assert 'w:val="es"' in read.styles.element.xml


def test_a_slip_leaves_no_file(tmp_path: Path) -> None:
    assert main(["dossier", "no-such-mask", "--out", str(tmp_path)]) == 2
    assert not list(tmp_path.iterdir())
