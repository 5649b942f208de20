"""The maker's programme, judged: when it is given, what it never passes, and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from maker_made import BLUE, NIR, NO_GOGGLES, RED, STRONG, found, judged, worn
from plan_factory import by_maker

from openpbm.light.calibrate import missing_irradiance
from openpbm.mask import Claim
from openpbm.mask.catalogue import catalogue_ids, catalogue_row
from openpbm.mask.light_class import light_class
from openpbm.planning.by_maker import ByProgramme
from openpbm.reports.calendar import calendar_ics
from openpbm.reports.html import report_html
from openpbm.reports.terminal import summary_text
from openpbm.safety.ceilings.every import CAUTIONS
from openpbm.speech.language import speaking
from openpbm.speech.say import say


@pytest.mark.parametrize("minutes", [1.0, 3.0, 10.0, 60.0])
@pytest.mark.parametrize("per_week", [None, 1.0, 3.0, 7.0])
def test_never_longer_and_never_more_often_than_the_maker_prints(
    minutes: float, per_week: float | None
) -> None:
    at = worn("usual")
    made = judged(
        replace(at, mask=replace(at.mask, session_min=(minutes, 90.0), per_week=per_week))
    )
    assert isinstance(made, ByProgramme)
    assert made.chosen.choice.minutes <= minutes
    assert made.programme.sessions_per_week <= (3.0 if per_week is None else per_week)
    assert made.programme.is_rhythm_ours == (per_week is None)


def test_what_is_given_keeps_every_limit_that_stops() -> None:
    made = judged(worn("usual"))
    assert isinstance(made, ByProgramme)
    choice = made.chosen.choice
    for bound in made.chosen.bounds:
        assert bound.advisory or bound.holds(choice.minutes, choice.drive), bound.id
    # what limits of the eye look at is all that this plug can feed, in one colour
    light = worn("usual").power.by_channel_w
    assert made.checked_mw_cm2 > float(np.percentile(light, 95)) / 400.0 * 1000.0


def test_the_strongest_plug_against_the_face_is_stopped_by_no_cap_of_ours() -> None:
    """27 W, 132 LEDs, 3 mm: the hottest spots pass a limit at any length, and it is named."""
    made = judged(worn("strong"))
    assert not isinstance(made, ByProgramme)
    assert made
    assert not set(made) & CAUTIONS
    heat = {"skin_temperature", "heating_onset", "skin_heat_short", "skin_pulse_heat"}
    assert set(made) <= {"skin_laser_sum", *heat}


@pytest.mark.parametrize(
    ("mask", "goal", "eyes", "age_years", "why"),
    [
        ("usual", "wrinkles", NO_GOGGLES, 45.0, "maker_eyes"),
        ("usual", "wrinkles", "opaque_goggles", 14.0, "maker_age"),
        ("usual", "wound", "opaque_goggles", 45.0, "maker_never"),
        ("usual", "rosacea", "opaque_goggles", 45.0, "maker_goal_not_named"),
        ("acne", "acne", NO_GOGGLES, 45.0, "maker_eyes"),
    ],
)
def test_what_is_never_judged_is_refused_by_name(
    mask: str, goal: str, eyes: str, age_years: float, why: str
) -> None:
    made = judged(worn(mask), goal, eyes=eyes, age_years=age_years)
    assert not isinstance(made, ByProgramme)
    assert why in made


def test_blue_without_a_figure_is_not_for_dark_skin_or_melasma() -> None:
    dark = judged(worn("acne", "V"), "acne")
    assert not isinstance(dark, ByProgramme)
    assert "maker_blue" in dark
    at = worn("acne")
    melasma = replace(at, person=replace(at.person, conditions=("melasma",)))
    made = judged(melasma, "acne", (found("melasma", "caution"),))
    assert not isinstance(made, ByProgramme)
    assert "maker_blue" in made
    told = replace(BLUE, claim=Claim(irradiance_mw_cm2=5.0))
    own = replace(at, mask=replace(at.mask, channels=(told, RED)))
    light = judged(own, "acne", (found("melasma", "caution"),))
    assert isinstance(light, ByProgramme) or "maker_blue" not in light


@pytest.mark.parametrize("row", ["unknown_medicine", "verteporfin"])
def test_a_photosensitiser_stops_it(row: str) -> None:
    made = judged(worn("usual"), findings=(found(row),))
    assert not isinstance(made, ByProgramme)
    assert "maker_photosensitiser" in made


def test_pregnancy_and_minutes_from_memory_stop_it() -> None:
    at = worn("usual")
    assert "maker_leaflet" in _why(judged(at, findings=(found("pregnancy"),)))
    recalled = replace(at, mask=replace(at.mask, minutes_recalled=True))
    assert "maker_minutes_unknown" in _why(judged(recalled))


def _why(made: ByProgramme | Sequence[str]) -> Sequence[str]:
    assert not isinstance(made, ByProgramme)
    return made


def test_a_colour_that_the_screen_keeps_dark_does_not_shine() -> None:
    at = worn("acne")
    switched = replace(BLUE, switchable=True)
    there = replace(at, mask=replace(at.mask, channels=(switched, RED)))
    finding = replace(
        found("lithium"), action=(("blue", "exclude"), ("red", "allow"), ("nir", "allow"))
    )
    made = judged(there, "acne", (finding,))
    assert isinstance(made, ByProgramme)
    assert made.chosen.choice.drive.tolist() == [0.0, 1.0]
    assert judged(at, "acne", (finding,)) == ["maker_dark"]
    none = judged(at, "acne", (found("lupus", "exclude"),))
    assert none == ["screen_lupus"]


# ------------------------------------------------------------------------------ what it says

SAID = (
    "This is the programme of the maker of your mask, not a plan of ours. Nobody has shown us how "
    "strong your mask is; we checked only what could harm up to 240 mW/cm². No study tells what "
    "it does. It holds for a genuine device of this name."
)


def plain(text: str) -> str:
    return re.sub(
        r"\s+", " ", text.replace("\u202f", " ").replace("\u2068", "").replace("\u2069", "")
    )


def test_its_words_stand_before_its_minutes_everywhere() -> None:
    made = by_maker()
    terminal = plain(summary_text(made))
    bare = re.sub(r"<(style|script|nav).*?</\1>", " ", report_html(made), flags=re.S)
    page = plain(re.sub(r"<[^>]+>", " ", bare))
    for shown in (terminal, page):
        assert SAID in shown
        first = re.search(r"\d+ min\b|\bminutes\b|times a week", shown)
        assert first is not None
        assert shown.index("not a plan of ours") < first.start()


def test_its_words_are_said_in_every_language() -> None:
    made = by_maker()
    with speaking("qps"):
        own = say(made.maker.said)
        assert own != SAID
        assert own in summary_text(made).replace("\n", " ") or plain(own) in plain(
            summary_text(made)
        )


def test_its_sign_is_the_question_mark_and_nothing_is_promised() -> None:
    made = by_maker()
    assert summary_text(made).startswith("? The maker")
    page = report_html(made)
    own = page[page.index('id="verdict"') : page.index('id="course"')]
    own += page[page.index('id="brings"') : page.index('id="safe"')]
    assert "sign-unknown" in own
    assert "sign-go" not in own
    assert "No effect is promised." in own
    text = plain(re.sub(r"<[^>]+>", " ", own)).replace("not a plan of ours", "")
    for word in ("plan", "treatment", "dose"):
        assert not re.search(rf"\b{word}s?\b", text.split("Why no trial")[0]), word


def test_session_calendar_and_letter_are_there() -> None:
    made = by_maker()
    assert calendar_ics(made).count("BEGIN:VEVENT") >= len(made.course.dates)
    assert made.settle is not None
    assert made.mask.name in report_html(made)


# ------------------------------------------------------------------------------ the catalogue


def test_what_a_device_is_said_to_name_stands_in_its_own_words() -> None:
    """Columns that stand for prose say no more and no less than it."""
    words = {"wrinkles_firmness": r"wrinkle|fine lines", "acne": "acne",
             "age_spots_pigment": "pigmentation"}  # fmt: skip
    for id in catalogue_ids():
        row = catalogue_row(id)
        text = (row.indications_for_use or "").lower()
        assert set(row.names_goals) == {g for g, w in words.items() if re.search(w, text)}, id


def test_the_class_is_the_best_that_is_known() -> None:
    claimed = Claim(irradiance_mw_cm2=30.0)
    assert light_class(replace(STRONG, supply_v=None, supply_a=None)) == "D"
    assert light_class(STRONG) == "C"
    assert light_class(replace(STRONG, total_claim=claimed)) == "B"
    half = (replace(RED, claim=claimed), NIR)
    assert light_class(replace(STRONG, channels=half)) == "B"
    every = tuple(replace(c, claim=claimed) for c in (RED, NIR))
    assert light_class(replace(STRONG, channels=every)) == "A"
    assert missing_irradiance(STRONG) == ("red", "nir")
