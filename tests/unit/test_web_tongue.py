"""Another language is chosen in the app, kept, and said on every page of the person."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from web_house import HOME, MASK, Visitor, an_app

from openpbm.speech.language import ENGLISH, PSEUDO, speaking
from openpbm.web.guard import LANGUAGE

NOTE = "Traducido por este proyecto, no revisado por un clínico."
SPANISH = {"accept-language": "es-MX,es;q=0.9,en;q=0.5"}
PAGES = ("screen", "mask", f"mask/{MASK}", "plan", "today", "log", "record", "data", "you", "share")
# words that only English has; what persons, files and studies say is marked or told apart
ENGLISH_ONLY = {"the", "of", "and", "with", "is", "are", "not", "for", "your", "which", "from"}
SILENT = ("script", "style")


class Unmarked(HTMLParser):
    """Texts of a page that nothing marks as somebody else's words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        theirs = ("translate", "no") in attrs or ("lang", "en") in attrs or tag in SILENT
        if tag not in ("meta", "link", "input", "br", "img"):
            self._open.append((tag, theirs))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if not any(theirs for _, theirs in self._open):
            self.found.append(" ".join(data.split()))


def in_english(page: str) -> list[str]:
    """Texts with English words, unmarked; how an assumption was come by is a table's word."""
    body, _, _ = page.partition('id="sure"')
    return [
        text
        for text in Unmarked(body).found
        if ENGLISH_ONLY & set(text.lower().replace(",", " ").replace(".", " ").split())
    ]


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """Of an app that nobody asked for a language, with a browser that reads Spanish."""
    found = Visitor(an_app(tmp_path_factory.mktemp("house")))
    found.client.headers.update(SPANISH)
    return found


@pytest.fixture(scope="module")
def person(visitor: Visitor) -> str:
    return visitor.planned()


@pytest.mark.parametrize("path", PAGES)
def test_no_english_sentence_is_left_on_a_spanish_page_and_each_is_marked(
    visitor: Visitor, person: str, path: str
) -> None:
    page = visitor.page(f"{person}/{path}")
    assert '<html lang="es">' in page
    assert NOTE in page
    assert in_english(page) == []


def test_an_english_sentence_would_be_seen() -> None:
    assert in_english("<p>Stop if the skin darkens.</p>") == ["Stop if the skin darkens."]
    assert not in_english('<p lang="en">Stop if the skin darkens.</p>')


def test_a_choice_is_kept_and_tells_the_plan_anew(visitor: Visitor, person: str) -> None:
    assert "Planificado" in visitor.page(f"{person}/plan")
    where, _ = visitor.send("/language", {"lang": ENGLISH, "to": f"{person}/log"})
    assert where == f"{person}/log"
    for path in ("log", "plan", "today"):
        page = visitor.page(f"{person}/{path}")
        assert '<html lang="en">' in page and NOTE not in page
    assert "Planned" in visitor.page(f"{person}/plan")
    report = visitor.client.get(f"{person}/plan/report.html").text
    assert '<html lang="en">' in report
    visitor.send("/language", {"lang": "es", "to": "/people"})
    assert "Planificado" in visitor.page(f"{person}/plan")
    assert NOTE in visitor.client.get(f"{person}/plan/report.html").text


@pytest.mark.parametrize(
    "to", ["//elsewhere.example", "/\\elsewhere.example", "https://a.example", ""]
)
def test_the_switch_never_leads_to_another_site(visitor: Visitor, to: str) -> None:
    where, _ = visitor.send("/language", {"lang": "es", "to": to})
    assert where == "/"


@pytest.mark.parametrize("odd", ["tlh", PSEUDO, "", "../en"])
def test_an_odd_choice_changes_nothing(visitor: Visitor, odd: str) -> None:
    visitor.send("/language", {"lang": odd, "to": "/people"})
    assert '<html lang="es">' in visitor.page("/people")


def test_a_choice_wins_over_what_the_app_was_asked_for_and_an_odd_cookie_does_not(
    tmp_path: Path,
) -> None:
    with speaking(ENGLISH):
        visitor = Visitor(an_app(tmp_path))
    assert '<html lang="en">' in visitor.client.get("/new", headers=SPANISH).text
    visitor.client.cookies.set(LANGUAGE, "tlh", domain=HOME.split("/")[2].split(":")[0])
    assert '<html lang="en">' in visitor.page("/new")
    visitor.client.cookies.delete(LANGUAGE)
    visitor.send("/language", {"lang": "es", "to": "/new"})
    assert '<html lang="es">' in visitor.page("/new")


def test_the_switch_names_each_other_language_by_itself(visitor: Visitor) -> None:
    page = visitor.page("/new")
    assert 'value="en" lang="en" translate="no">English</button>' in page
    assert 'value="es"' not in page and PSEUDO not in page
