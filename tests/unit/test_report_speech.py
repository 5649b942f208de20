"""A report in another language: every sentence of its page is of that language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from plan_factory import VARIANTS
from unspoken import Unspoken

from openpbm.answer import Planned
from openpbm.cli.main import main
from openpbm.reports.calendar import calendar_ics
from openpbm.reports.html import report_html
from openpbm.reports.old_plan import old_plan_html
from openpbm.reports.terminal import summary_text
from openpbm.reports.validation_html import validation_html
from openpbm.speech.language import PSEUDO, speaking
from openpbm.speech.pseudo import CLOSE, OPEN, accented
from openpbm.tables import rows
from openpbm.validation.case import case

DRAWN = ("--scenarios", "32", "--start", "2026-05-04")
EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(VARIANTS)


def speaks(page: str) -> None:
    """No word of English is left but in what persons, files and tables say."""
    assert f'<html lang="{PSEUDO}">' in page
    found = Unspoken(page)
    assert found.depth == 0
    assert not found.found
    assert found.in_english == 0
    assert page.count(OPEN) == page.count(CLOSE) > 20


@pytest.mark.parametrize("name", NAMES)
def test_a_report_speaks_its_language(name: str) -> None:
    with speaking(PSEUDO):
        speaks(report_html(VARIANTS[name]()))


@pytest.mark.parametrize(
    ("line", "page"),
    [
        (["plan", str(EXAMPLES / "home.toml"), *DRAWN], "report.html"),
        (["plan", str(EXAMPLES / "refused-drug.toml"), *DRAWN], "report.html"),
        (["safety", "higherdose-red-light-face-mask"], "hazard.html"),
        (["safety", "celluma-pro"], "hazard.html"),
        (["skin", "from-lab", "65", "11", "15", "--illuminant", "A"], "skin.html"),
    ],
)
def test_the_page_of_a_command_speaks_the_language(
    line: list[str], page: str, tmp_path: Path
) -> None:
    main([*line, "--out", str(tmp_path), "--lang", PSEUDO])
    speaks((tmp_path / page).read_text(encoding="utf-8"))


def test_the_page_of_a_validation_speaks_the_language() -> None:
    cases = [
        case(id, got, expected=1.0)
        for id, got in zip(rows("validation"), (1.0, None), strict=False)
    ]
    with speaking(PSEUDO):
        speaks(validation_html(cases))


def test_a_sentence_that_is_left_in_english_is_seen() -> None:
    with speaking(PSEUDO):
        page = report_html(VARIANTS["planned"]())
    for left in (
        "<p>Set a clock to ten.</p>",
        '<p lang="en">Set it.</p>',
        '<b title="Set it now">.</b>',
    ):
        with pytest.raises(AssertionError):
            speaks(page.replace("</main>", f"{left}</main>"))
    with pytest.raises(AssertionError):
        speaks(page.replace(f'lang="{PSEUDO}"', 'lang="en"'))


@pytest.mark.parametrize("name", NAMES)
def test_the_script_of_a_report_is_given_its_sentences(name: str) -> None:
    with speaking(PSEUDO):
        plan = VARIANTS[name]()
        page = report_html(plan)
    given = re.search(r'id="live-data">(.*?)</script>', page)
    assert (given is not None) == isinstance(plan, Planned)
    if given is not None:
        says = json.loads(given[1])["says"]
        assert says.pop("decimal") == "."
        assert all(text[0] == OPEN and text[-1] == CLOSE for text in says.values())
        script = page[page.rindex("<script>") :]
        asked = re.findall(r'"([a-z]\w+)"', "".join(re.findall(r"\btold\((.*?)\)", script)))
        assert set(asked) == says.keys()


def test_calendar_and_terminal_of_a_plan_speak_the_language() -> None:
    with speaking(PSEUDO):
        plan = VARIANTS["planned"]()
        assert isinstance(plan, Planned)
        dates, told = calendar_ics(plan), summary_text(plan)
        assert old_plan_html({"goals": ["acne"]}).count(OPEN) > 4
    assert "SUMMARY:⟦" in dates.replace("\r\n ", "")
    assert accented("look again").encode() in dates.replace("\r\n ", "").encode()
    assert max(map(len, told.splitlines())) <= 80
    labels = [line.split(CLOSE)[0] for line in told.splitlines() if line.startswith(OPEN)]
    assert len(labels) >= 5
