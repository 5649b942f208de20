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
from openpbm.speech.language import PSEUDO, speaking
from openpbm.speech.pseudo import CLOSE, OPEN, accented

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(VARIANTS)
IN_ENGLISH = json.loads(Path(__file__).with_name("report_english.json").read_text(encoding="utf-8"))


def unspoken(page: str) -> Unspoken:
    """The page, once it is seen that it says what language it is in."""
    assert f'<html lang="{PSEUDO}">' in page
    found = Unspoken(page)
    assert found.depth == 0
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_report_speaks_its_language_but_for_what_is_marked(name: str) -> None:
    with speaking(PSEUDO):
        page = report_html(VARIANTS[name]())
    assert not unspoken(page).found


@pytest.mark.parametrize("example", ["home", "refused-drug"])
def test_the_report_of_a_command_speaks_the_language(example: str, tmp_path: Path) -> None:
    """What other rooms say in English so far is marked; its words may only become fewer."""
    line = ["plan", str(EXAMPLES / f"{example}.toml"), "--scenarios", "32", "--out", str(tmp_path)]
    main([*line, "--start", "2026-05-04", "--lang", PSEUDO])
    found = unspoken((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert not found.found
    assert found.in_english <= IN_ENGLISH[example]


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
