"""Page one: five things first, the same in terminal, report, app and plan.json, in short words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from plan_factory import VARIANTS, by_maker, planned, refused, zoned

from openpbm.answer import OTHER_GOAL, THE_TIMER, Expectation, Given, Held, Plan, Reason
from openpbm.fact import Quantity, message, said, several
from openpbm.field import by_name
from openpbm.files.plan.file import plan_text
from openpbm.planning.settling import settle_of
from openpbm.reports import words
from openpbm.reports.html import report_html, report_part
from openpbm.reports.page_one import STOP_SIGNS, on_skin, page_one
from openpbm.reports.terminal import summary_text
from openpbm.speech.say import in_english

NAMES = sorted(VARIANTS)
GRADE = 8.0  # Flesch and Kincaid: a reader of about fourteen
LABEL = re.compile(r"(?m)^[A-Z][a-z ]{2,10}(?= )")  # in the terminal's margin


class Words(HTMLParser):
    """The text of a page, as a reader sees it with every part closed but page one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._hidden = 0
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in ("script", "style", "nav")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "nav")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data)


def seen(page: str) -> str:
    return flat("".join(Words(page).text))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace(words.THIN, " ")).strip()


def told(plan: Plan) -> list[str]:
    """Every sentence of page one."""
    one = page_one(plan)
    card = [] if one.card is None else [one.card.start]
    return [one.verdict, one.before, *card, *(text for _, text in one.rows), *one.stops]


# ---- the same everywhere


@pytest.mark.parametrize("name", NAMES)
def test_page_report_and_terminal_say_the_same(name: str) -> None:
    plan = VARIANTS[name]()
    pages = [seen(report_html(plan)), seen(report_part(plan))]
    terminal = flat(re.sub(LABEL, "", summary_text(plan)))
    for text in told(plan):
        for page in pages:
            assert flat(text).lower() in page.lower()
        first = flat(text)[:60].rsplit(" ", 1)[0].removesuffix(" ...")
        assert first.lower() in terminal.lower()


@pytest.mark.parametrize("name", NAMES)
def test_page_one_comes_first_and_all_else_is_one_tap_down(name: str) -> None:
    page = report_html(VARIANTS[name]())
    assert page.index('id="one"') < page.index('<details class="part"')
    assert '<details class="part" open' not in page
    parts = page[page.index('<details class="part"') :]
    for section in re.findall(r"<section[^>]*>\s*<(\w+)", parts):
        assert section == "details"


@pytest.mark.parametrize("name", NAMES)
def test_page_one_says_the_numbers_of_the_file(name: str) -> None:
    plan = VARIANTS[name]()
    one, file = page_one(plan), json.loads(plan_text(plan))
    if not isinstance(plan, Given):
        assert one.card is None
        assert file["session"] is None
        assert (
            flat(dict(one.rows)["because"])
            .lower()
            .startswith(flat(words.printed(file["refusals"][0]["reason"]))[:40].lower())
        )
        return
    assert one.card is not None
    assert one.card.minutes == words.plain_minutes(file["session"]["minutes"])
    rows = {label: flat(text) for label, text in one.rows}
    assert f"{file['session']['sessions_per_week']} times a week" in rows["often"] or (
        "wice a week" in rows["often"]
    )
    light = on_skin(plan)
    assert light is not None
    assert flat(words.quantity(light.median, "J/cm2")) in rows["skin"]
    deep = (file["maker"] or file["target"])["dose_j_cm2"]["median"]
    assert flat(words.quantity(deep, "J/cm2")) in rows["deep"]
    assert one.stops == tuple(map(words.printed, file["course"]["stop_rules"][:STOP_SIGNS]))
    assert file["verdict"].startswith(one.word)


# ---- why these minutes


def why(plan: Plan) -> str:
    return flat(dict(page_one(plan).rows)["why"])


def trial_asks(minutes: float) -> Reason:
    wanted = Quantity(minutes, "min", trimmed=True)
    return Reason(
        id="trial_dose",
        parameters=by_name([("minutes", minutes)]),
        told=message("reason-trial_dose", trial="Some 2020", minutes=wanted),
    )


LIMIT = Reason(
    id="skin_temperature",
    parameters=by_name([("value", 40.9), ("limit", 41.0)]),
    told=message("reason-ceiling", limit="skin temperature"),
)


def test_what_set_the_minutes_is_said_in_one_sentence() -> None:
    plan = planned()
    free = replace(plan, reasons=(trial_asks(3.0),), held=Held(share=1.0, by=""))
    told = "Why 3 min and not 10 min? In 3 min this mask gives the light of Some 2020"
    assert why(free).startswith(told)
    held = replace(plan, reasons=(trial_asks(12.0), LIMIT))
    took = "Why 3 min and not the 12 min that the light of Some 2020 would take? "
    assert why(held) == took + "Longer could pass a limit: skin temperature."
    for by, word in ((THE_TIMER, "timer"), (OTHER_GOAL, "Another goal")):
        other = replace(plan, reasons=(trial_asks(3.0),), held=Held(share=0.8, by=by))
        assert word in why(other)
        assert "80 %" in why(other)
    assert why(replace(plan, reasons=())).startswith("Why 3 min? The maker prints it")


def test_a_programme_that_is_cut_short_says_its_share_and_what_would_settle_it() -> None:
    """Half a minute of ten is given with its share, and with the way to more."""
    printed = Reason(
        id="maker_minutes",
        parameters=by_name([("minutes", 10.0)]),
        told=message("reason-maker_minutes", minutes=Quantity(10.0, "min", trimmed=True)),
    )
    settle = settle_of(by_maker().mask, "D")
    short = replace(by_maker(), reasons=(printed, LIMIT), settle=settle)
    assert why(short).endswith("skin temperature. That is 30 % of the maker’s minutes.")
    assert settle is not None
    assert flat(in_english(settle.how)) in flat(dict(page_one(short).rows)["settle"])
    whole = replace(short, maker=replace(short.maker, minutes=short.session.minutes))
    assert "settle" not in dict(page_one(whole).rows)


def test_light_at_depth_is_explained_only_where_it_is_more() -> None:
    assert "each pass counts" in dict(page_one(by_maker()).rows)["deep"]
    above = on_skin(planned())
    assert above is not None
    assert above.median > planned().target_dose.median
    assert "each pass counts" not in dict(page_one(planned()).rows)["deep"]


def test_light_on_the_skin_is_never_told_too_narrowly() -> None:
    plan = planned()
    found = on_skin(plan)
    assert found is not None
    regions = {row.region for row in plan.surface_dose}
    for at in ("p05", "median", "p95"):
        total = sum(getattr(row.on_skin_j_cm2, at) for row in plan.surface_dose)
        assert getattr(found, at) == pytest.approx(total / len(regions))
    assert on_skin(replace(plan, surface_dose=())) is None


def test_hope_is_the_result_of_the_trial_and_no_odds() -> None:
    plan = planned()
    effect = message(
        "expectation-effect", measure="lines", said="25 of 29 against 5 of 30", effect="odds 31"
    )
    result = message(
        "expectation-sized", results=several([effect], "semicolon"), bias="some", reason="why"
    )
    follows = Expectation(
        goal="wrinkles", certainty=1, certainty_word="very low", works_first="", known=said(""),
        trial=plan.match[0].trial, held_against=None, result=result, others=(), applies=(),
        dose_model="flat", dose_words=said(""), would_change="",
    )  # fmt: skip
    hope = dict(page_one(replace(plan, expectation=(follows,))).rows)["hope"]
    assert "25 of 29 against 5 of 30" in hope
    assert "odds" not in hope
    assert "no promise" in hope
    assert "less light than they did" not in hope
    less = replace(plan, status="below_trial", expectation=(follows,))
    assert "less light than they did" in dict(page_one(less).rows)["hope"]


def test_who_can_open_it_is_named() -> None:
    reason = message(
        "refusal-screen_refers", who="doctor", light="red", referred="red", row="age under 18",
        said="age 17", wait="", why="",
    )  # fmt: skip
    asks = replace(refused().refusals[0], reason=reason)
    assert page_one(replace(refused(), refusals=(asks,))).may == ": ask your doctor first"


# ---- short words

TERMS = (  # of art; what makers, trials and colours are called; units
    r"near-infrared|infrared|dermis|epidermis|goggles|irradiance|J/cm²|mW/cm²|programme|"
    r"wrinkles and firmness|acne|rosacea|HigherDOSE|Park 2025|invisible|intensity|\bnm\b|°C|"
    r"Porfimer|drive"
)


def syllables(word: str) -> int:
    """By the rule of thumb: groups of vowels, a silent e at the end not counted."""
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")):
        groups -= 1
    if re.search(r"[^aeiouy][aeiou]?[^td]ed$", word):
        groups -= 1
    return max(groups, 1)


def grade(text: str) -> float:
    """Flesch and Kincaid's grade of a text."""
    plain = re.sub(TERMS, " ", text)
    plain = re.sub(r"\d[\d.,:]*", " ", plain)
    sentences = [s for s in re.split(r"[.?!]", plain) if re.search(r"[A-Za-z]{2}", s)]
    found = re.findall(r"[A-Za-z’'-]*[A-Za-z]", " ".join(sentences))
    return (
        0.39 * len(found) / len(sentences) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59
    )


def test_the_formula_knows_easy_from_hard() -> None:
    assert grade("The cat sat on the mat. It was warm.") < 2
    assert grade("Photobiomodulation necessitates irradiation of considerable duration.") > 15
    for word, count in (("the", 1), ("light", 1), ("stopped", 1), ("maker", 2), ("table", 2)):
        assert syllables(word) == count


@pytest.mark.parametrize("name", NAMES)
def test_page_one_is_read_by_a_reader_of_fourteen(name: str) -> None:
    plan = VARIANTS[name]()
    text = ". ".join(line.rstrip(".") for line in told(plan) if line) + "."
    assert grade(flat(text)) <= GRADE, flat(text)


def test_zones_stand_on_page_one() -> None:
    assert page_one(zoned()).card is not None
    text = summary_text(zoned())
    assert "lower: 6" in text
