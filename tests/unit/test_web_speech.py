"""The app in another language: every page speaks it, in whole sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup
from unspoken import Unspoken
from web_house import MASK, Reading, Visitor, an_app

from openpbm.mask.catalogue import catalogue_row
from openpbm.reports.saying import say_in_page
from openpbm.speech.language import ENGLISH, PSEUDO, language_preferred, languages, speaking
from openpbm.speech.pseudo import CLOSE, OPEN, accented

PAGES = (
    "screen",
    "mask",
    f"mask/{MASK}",
    "plan",
    "today",
    "log",
    "record",
    "mask/new",
    f"mask/{MASK}/measure",
    "data",
    "compare",
    "you",
)


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """Of an app that was asked for the pseudo-language."""
    with speaking(PSEUDO):
        app = an_app(tmp_path_factory.mktemp("house"))
    return Visitor(app)


@pytest.fixture(scope="module")
def person(visitor: Visitor) -> str:
    return visitor.planned()


def in_its_language(text: str) -> None:
    assert f'<html lang="{PSEUDO}">' in text
    title = catalogue_row(MASK).name  # of a device's page: what the table calls it
    page = Unspoken(text.replace(f"<title>{title} ", "<title>"))
    assert page.depth == 0
    assert not page.found


HOUSE = ("/practice", "/practice/device/new", "/practice/protocol/new")


@pytest.mark.parametrize("path", ["/new", "/people", "/ledger", "/offline", "/evidence", *HOUSE])
def test_every_page_of_the_app_speaks_the_language(visitor: Visitor, path: str) -> None:
    in_its_language(visitor.page(path))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_a_person_speaks_the_language(
    visitor: Visitor, person: str, path: str
) -> None:
    in_its_language(visitor.page(f"{person}/{path}"))


def test_a_protocol_of_the_house_speaks_the_language(visitor: Visitor) -> None:
    typed: dict[str, str | list[str]] = {"name": "Acne", "author": "Dr Weiss", "most": "2"}
    where, _ = visitor.send("/practice/protocol/new", {**typed, "light-0-goal": "acne"})
    for path in (where, "/practice", "/new"):
        text = visitor.page(path)
        in_its_language(text.replace("<title>Acne ", "<title>"))
    _, text = visitor.send("/practice/protocol/new", {"most": "many"}, status=422)
    in_its_language(text)


def test_a_device_of_the_house_speaks_the_language(visitor: Visitor, person: str) -> None:
    where, _ = visitor.send(f"{person}/mask/{MASK}/keep", {})
    text = visitor.page(where)
    in_its_language(text.replace(f"<title>{catalogue_row(MASK).name} ", "<title>"))
    in_its_language(visitor.page("/practice"))
    in_its_language(visitor.page(f"{person}/mask"))


@pytest.mark.parametrize("path", ["/p/nobodyhere", "/picture/none.svg"])
def test_a_page_that_is_missing_speaks_the_language(visitor: Visitor, path: str) -> None:
    in_its_language(visitor.page(path, status=404))


def test_what_is_wrong_with_an_answer_is_said_in_the_language(
    visitor: Visitor, person: str
) -> None:
    for path, sent in (
        ("/new", {"do": "save", "name": "x" * 200, "drug-any": "some"}),
        (f"{person}/log", {"do": "dose", "note": "x" * 300, "dose": "many"}),
        (f"{person}/mask/{MASK}", {"do": "save", "timer": ",", "reading-0-value": "3"}),
        (f"{person}/data", {"confirm": "no"}),
        (f"{person}/compare", {"mask": []}),
        (f"{person}/plan", {"do": "make", "start": "1907-01-01"}),
        ("/ledger", {}),
    ):
        _, text = visitor.send(path, dict(sent), status=422)
        in_its_language(text)
        assert "-problem" in text


def test_scripts_are_given_their_sentences(visitor: Visitor, person: str) -> None:
    said = [
        Reading(visitor.page(f"{person}/mask")).of("p"),
        Reading(visitor.page("/new")).of("p"),
        Reading(visitor.page(f"{person}/plan")).of("figure"),
    ]
    given = [
        next(attrs[name] for attrs in tags if name in attrs)
        for tags, name in zip(said, ("data-counted", "data-says", "data-together"), strict=True)
    ]
    assert all(text.startswith(OPEN) and text.endswith(CLOSE) for text in given)
    assert "{count}" in given[0] and "{number}" in given[1]
    assert OPEN in visitor.client.get("/understood?kind=drug&text=doxicyclin").json()["said"]


def test_sentences_of_a_page_are_whole_around_their_markup() -> None:
    told = say_in_page("name-row-and", before="<i>", last=Markup("<b>two</b>"))
    assert told == "&lt;i&gt; and <b>two</b>"
    with speaking(PSEUDO):
        told = say_in_page("name-row-and", before="1", last=Markup("<b>two</b>"))
    assert told == f"{OPEN}1 {accented('and')} <b>two</b>{CLOSE}"
    assert Unspoken("<p>these are three</p>").found == ["these are three"]
    assert not Unspoken('<p translate="no">these are three</p>').found


def test_where_nobody_asked_a_browser_says_what_it_likes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = (*languages(), "de")
    monkeypatch.setattr("openpbm.speech.language.languages", lambda: known)
    assert language_preferred("fr, de-AT;q=0.7, en;q=0.3") == "de"
    assert language_preferred("en, de;q=0.9") == ENGLISH
    for odd in ("", "tlh", f"{PSEUDO}", "de;q=0", "de;q=much", ";;,"):
        assert language_preferred(odd) == ENGLISH
    liking = {"accept-language": "de"}
    unasked = Visitor(an_app(tmp_path / "a"))
    assert '<html lang="de">' in unasked.client.get("/new", headers=liking).text
    with speaking(ENGLISH):
        asked = Visitor(an_app(tmp_path / "b"))
    assert '<html lang="en">' in asked.client.get("/new", headers=liking).text
