"""The app in Spanish, in a real browser that asks for it: it fits, it is marked, and it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from headless import Page, browser
from test_web_browser import (
    choose_mask,
    fits_at_twice_the_text,
    interview,
    make_plan,
    press_through,
    pytestmark,
    running,
)
from web_house import SCENARIOS

from openpbm.web.app import make_app
from openpbm.web.work import Workers

__all__ = ["pytestmark"]
NARROW, WIDE = 390, 1280
NOTE = "Traducido por este proyecto, no revisado por un clínico."


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A browser whose owner reads Spanish first."""
    with browser(patience_s=600, more=("--accept-lang=es-MX,es,en",)) as opened:
        yield opened


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app that nobody asked for a language."""

    def made(port: int) -> object:
        folder: Path = tmp_path_factory.mktemp("casa")
        return make_app(folder, port=port, workers=Workers(apart=False), scenarios=SCENARIOS)

    yield from running(made)


def looked_at(page: Page, where: str) -> None:
    """In Spanish, marked as unreviewed, and nothing beyond the edge, at twice the text either."""
    assert page.value("document.documentElement.lang") == "es", where
    assert page.value(f"document.body.textContent.includes({NOTE!r})"), where
    assert page.beyond() == [], where
    fits_at_twice_the_text(page, where)


def test_spanish_fits_a_phone_from_interview_to_log_and_a_switch_is_kept(
    page: Page, house: str
) -> None:
    page.size(NARROW)
    page.goto(f"{house}/new")
    looked_at(page, "the interview")
    interview(page, house, "Ada")
    looked_at(page, "what the answers mean")
    choose_mask(page)
    make_plan(page)
    looked_at(page, "the plan")
    place = "/".join(str(page.value("location.pathname")).split("/")[:3])
    for room in ("today", "log", "mask"):
        page.goto(f"{house}{place}/{room}")
        looked_at(page, room)
    page.size(WIDE)
    page.goto(f"{house}{place}/mask")  # two cards a row
    looked_at(page, "the masks on a wide screen")
    page.size(NARROW)
    page.goto(f"{house}{place}/log")
    press_through(
        page,
        "document.documentElement.lang === 'en'",
        lambda: page.click(".tongues button[value=en]"),
    )
    assert str(page.value("location.pathname")).endswith("/log")
    page.goto(f"{house}{place}/plan")  # told in Spanish when it was made
    assert page.value("document.documentElement.lang") == "en"
    assert "Planned" in str(page.value("document.querySelector('h1').textContent"))
    assert not page.value(f"document.body.textContent.includes({NOTE!r})")
    assert page.problems() == []
