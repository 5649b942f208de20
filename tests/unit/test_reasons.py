"""What a refusal says first, in the plan, the report, the terminal and the screen."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from plan_factory import with_session

from openpbm.answer import ByMaker, Plan, Planned
from openpbm.cli.main import main
from openpbm.mask import Channel, Claim, Mask
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Medicine, Person, Wish
from openpbm.planning.plan import plan
from openpbm.record import NO_LIGHT
from openpbm.reports.cards import screen_findings
from openpbm.reports.html import report_html
from openpbm.reports.page_one import page_one
from openpbm.reports.screen_words import screened
from openpbm.reports.terminal import summary_text
from openpbm.speech.say import in_english
from shared_light import SHARED

START = date(2026, 12, 1)
FEW = 120
AMBER = Mask(
    id="amber",
    name="Amber",
    form="rigid_mask",
    channels=(
        Channel(role="amber", peak_nm=590.0, claim=Claim(irradiance_mw_cm2=20.0, meaning="mean")),
    ),
)
WRINKLES = (Wish(goal="wrinkles"),)
RED_ALONE = (Wish(goal="wrinkles", uncontrolled=True),)  # no controlled trial used red alone
USED_FOR_ACNE = Wish(goal="acne", uncontrolled=True)


def dark_skinned() -> Person:
    """Three rows that keep only blue dark, said first, and one that stops all."""
    return Person(
        age_years=44.0,
        phototype="V",
        wishes=WRINKLES,
        conditions=("melasma", "xeroderma pigmentosum"),
        medicines=(Medicine(name="doxycycline"),),
    )


def screen_ids(found: Plan) -> list[str]:
    return [r.id for r in found.refusals if r.id.startswith("screen_")]


def test_a_row_that_keeps_blue_dark_is_no_reason_for_a_mask_without_blue() -> None:
    mask = catalogue_mask("currentbody-skin-series-2")
    assert not any(channel.role == "blue" for channel in mask.channels)
    found = plan(dark_skinned(), mask, start=START, scenarios=FEW, kept=SHARED)
    assert screen_ids(found) == ["screen_xp"]
    assert "xeroderma pigmentosum" in in_english(found.verdict)
    told = summary_text(found)
    assert told.count("Because") == len(found.refusals)
    reasons = re.findall(r'class="reason">(.*?)</p>', report_html(found))
    assert not any(word in reason for reason in reasons for word in ("doxycycline", "Fitzpatrick"))
    kept = {card.row.id for card in screen_findings(found)}
    assert {"doxycycline", "skin_type_456", "melasma"} <= kept  # what was read stays in sight


def test_the_report_the_terminal_and_the_screen_name_first_what_stops_most() -> None:
    mask = catalogue_mask("currentbody-skin-series-2")
    found = plan(dark_skinned(), mask, start=START, scenarios=FEW, kept=SHARED)
    cards = [card.row.id for card in screen_findings(found)]
    assert cards[0] == "xp"
    assert [f.id for f in screened(dark_skinned(), START, mask).findings] == cards


def test_a_goal_that_the_screen_keeps_dark_is_refused_for_that_and_not_for_lack_of_evidence() -> (
    None
):
    two = replace(
        AMBER,
        channels=tuple(
            Channel(role=role, peak_nm=nm, switchable=True, claim=AMBER.channels[0].claim)
            for role, nm in (("blue", 415.0), ("nir", 830.0))
        ),
    )
    person = replace(dark_skinned(), conditions=(), wishes=(USED_FOR_ACNE,))
    found = plan(person, two, start=START, scenarios=FEW, kept=SHARED)
    assert found.status == "refused"
    assert screen_ids(found) == ["screen_doxycycline", "screen_skin_type_456"]


def bipolar() -> Plan:
    person = Person(
        age_years=40.0, phototype="II", wishes=WRINKLES, conditions=("bipolar disorder",)
    )
    return plan(person, AMBER, start=START, scenarios=FEW, kept=SHARED)


def test_the_row_that_stops_an_amber_mask_bears_the_stop_sign_and_asks_about_amber() -> None:
    found = bipolar()
    (card,) = screen_findings(found)
    assert card.state == "stop"
    assert "amber" in card.actions.lower()
    assert card.ask is not None and "bipolar disorder" in in_english(card.ask)
    assert 'class="card finding is-stop"' in report_html(found)
    (refusal,) = found.refusals
    assert in_english(refusal.would_change).startswith(
        "asking your doctor: is amber LED light on my face safe"
    )
    assert re.search(r"^Change +Asking your doctor", summary_text(found), re.MULTILINE)


def test_the_screen_tells_amber_where_the_mask_of_the_file_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "amber.toml").write_text(
        '[mask]\nname = "Amber"\nform = "rigid_mask"\n\n'
        '[[channels]]\nrole = "amber"\npeak_nm = 590\n'
    )
    who = '[person]\nage_years = 40\nphototype = "II"\nconditions = ["bipolar disorder"]\n'
    path = tmp_path / "person.toml"
    path.write_text(who)
    main(["screen", str(path), "--json"])
    assert set(json.loads(capsys.readouterr().out)["colours"]) == {"blue", "red", "nir"}
    path.write_text(who + '\n[mask]\nfile = "amber.toml"\n')
    assert main(["screen", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["colours"]["amber"]["action"] == "refer"
    assert any("amber" in question for question in told["ask_your_doctor"])


def higherdose(standoff_mm: float | None) -> Plan:
    """Its claims as peaks, on a supply that feeds them; what feeds such masks would not."""
    known = catalogue_mask("higherdose-red-light-face-mask")
    channels = tuple(
        replace(c, claim=replace(c.claim, meaning="peak")) for c in known.channels if c.claim
    )
    mask = replace(known, standoff_mm=standoff_mm, channels=channels, supply_w=100.0)
    person = Person(
        age_years=45.0,
        phototype="II",
        wishes=WRINKLES,
        eye_protection="opaque_goggles",
        recent_light=NO_LIGHT,
    )
    return plan(person, mask, start=START, scenarios=FEW, kept=SHARED)


def test_a_mask_refused_for_an_unknown_distance_names_the_distance_that_would_pass() -> None:
    found = higherdose(None)
    assert found.exit_code == 1
    for refusal in found.refusals:
        assert in_english(refusal.would_change).startswith(
            "measuring the distance between LEDs and skin"
        )
    named = re.search(r"from about (\d+)\smm on", in_english(found.refusals[0].would_change))
    assert named is not None
    for more in (0, 3, 8):
        assert higherdose(int(named[1]) + more).exit_code == 0
    assert higherdose(int(named[1]) - 2).exit_code == 1


def unstated(standoff_mm: float | None) -> Plan:
    """A mask of which nobody says how strong it is; its LEDs may sit at the skin."""
    known = catalogue_mask("currentbody-skin-series-1")
    mask = replace(known, standoff_mm=standoff_mm, session_min=(10.0,), per_week=3.0, led_count=90)
    person = Person(
        age_years=45.0, phototype="II", wishes=WRINKLES, eye_protection="opaque_goggles",
        recent_light=NO_LIGHT,
    )  # fmt: skip
    return plan(person, mask, start=START, scenarios=60, kept=SHARED)


def test_a_programme_refused_for_an_unknown_distance_names_it_and_what_bounds_the_light() -> None:
    found = unstated(None)
    assert found.exit_code == 1
    told = dict(page_one(found).rows)
    named = re.search(r"from about (\d+)\smm on", told["change"])
    assert named is not None
    assert unstated(float(named[1])).exit_code == 0
    assert "at most 11" in told["light"]  # 0.7 of a plug of 15 W, in all
    assert re.search(r"near-infrared|red", told["light"])


def test_a_distance_that_is_known_is_no_lever() -> None:
    for refusal in higherdose(5.0).refusals:
        assert "distance" not in in_english(refusal.would_change)


def test_no_limit_asks_for_another_reading_as_what_would_change_it() -> None:
    told = with_session(higherdose(12.0)).session.ceilings
    assert told
    assert not any("reading" in in_english(ceiling.would_change) for ceiling in told)


def test_a_rate_is_never_said_to_be_reached_at_a_time() -> None:
    for refusal in higherdose(None).refusals:
        if re.search(r"\d m?W/(c?m2)", in_english(refusal.reason)):
            assert "already at" not in in_english(refusal.reason)


@pytest.mark.parametrize("said", ["led_count = 9999", "led_count = 120\ntreated_area_cm2 = 0.001"])
def test_leds_that_do_not_fit_are_no_good_file_and_are_told_what_to_do(
    said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        f'[mask]\nname = "Own"\nform = "rigid_mask"\n{said}\n\n'
        '[[channels]]\nrole = "red"\npeak_nm = 633\n'
    )
    assert main(["check", str(path)]) == 2
    problem = capsys.readouterr().err
    assert "expected a smaller led_count" in problem
    assert ("treated_area_cm2" in problem) == ("treated_area_cm2" in said)


def weak(mean_mw_cm2: float) -> Plan:
    red = Channel(
        role="red", peak_nm=633.0, claim=Claim(irradiance_mw_cm2=mean_mw_cm2, meaning="mean")
    )
    mask = replace(
        AMBER, channels=(red,), led_count=120, session_min=(30.0,), standoff_mm=12.0,
        eye_shield="opaque",
    )  # fmt: skip
    person = Person(age_years=40.0, phototype="II", wishes=RED_ALONE, recent_light=NO_LIGHT)
    return plan(person, mask, start=START, scenarios=FEW, kept=SHARED)


def test_light_of_a_hundredth_of_the_trials_dose_is_a_no_that_says_how_much_would_do() -> None:
    found = weak(0.05)
    assert isinstance(found, ByMaker)  # no trial is followed, and why stands beside the programme
    (refusal,) = found.refusals
    assert refusal.id == "too_little_light"
    assert "times as much light" in in_english(refusal.would_change)
    assert "longest programme, 30\u202fmin" in in_english(refusal.would_change)


@pytest.mark.parametrize("mean_mw_cm2", [0.2, 1.0, 3.0])
def test_what_is_planned_can_bring_a_tenth_of_the_dose_that_it_follows(mean_mw_cm2: float) -> None:
    found = weak(mean_mw_cm2)
    assert isinstance(found, Planned)
    if found.exit_code == 0:
        (match,) = found.match
        assert match.person_dose_j_cm2.p95 >= 0.1 * match.trial_dose_j_cm2.median
