"""A nurse at the desk, in a browser: from the list of people to the light and back to the list."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

from headless import Page

from openpbm.reports.session_words import CHECKLIST
from openpbm.sitting.voice import DARK_AFTER_MS

OVER = "document.querySelector('#sitting')?.dataset.over === 'yes'"
# what stands for a printer: it notes what it got
PRINTED = (
    "window.print = () => { sessionStorage.printed = location.pathname; "
    "dispatchEvent(new Event('afterprint')); };"
)
AHEAD = {"s": 0.0}  # by how much whoever walks has set the clock on


@dataclass(kw_only=True)
class Walk:
    """The nurse at the desk."""

    page: Page
    home: str
    pictures: Path | None
    clicks: int = 0
    pages: int = 0
    shots: int = 0

    def has(self, selector: str) -> bool:
        """Whether the page at hand offers something."""
        return bool(self.page.value(f"!!document.querySelector({json.dumps(selector)})"))

    def click(self, selector: str) -> None:
        """One click."""
        self.clicks += 1
        self.page.click(selector)

    def leads(self, selector: str, where: str) -> None:
        """A click to another page."""
        self.page.value("window.openpbmBefore = true")
        self.click(selector)
        self.page.until("!window.openpbmBefore")
        self.page.until(where)
        self.page.loaded()
        self.pages += 1
        self.look(selector)

    def look(self, _: str = "") -> None:
        """A picture of where the walk is."""
        if self.pictures is not None:
            self.page.screenshot(self.pictures / f"desk-{self.shots:02}.png")
            self.shots += 1


def at(place: str) -> str:
    return f"location.pathname.endsWith({json.dumps(place)})"


def seat(walk: Walk, person: str) -> None:
    """From the list to the light: begun from the card, the skin told, the checklist held."""
    walk.leads(f'a[href="{person}/today"]', at("/today"))
    if walk.has("#skin"):
        walk.leads('#skin button[value="fine"]', at("/today"))
    if walk.has('input[name="person"]'):
        walk.click('input[name="person"]')
    for number in range(len(CHECKLIST)):
        walk.click(f'input[name="check-{number}"]')
    walk.leads("form.answers .actions .main-action", "!!document.querySelector('#sitting')")


def give(walk: Walk) -> None:
    """The light, by hand, the clock set on; dark is told."""
    began = walk.page
    began.until("!!document.querySelector('[data-ask=begin]:not([hidden])')")
    walk.click("[data-ask=begin]")
    began.until("document.querySelector('#sitting').classList.contains('is-lit')")
    walk.look()
    dark = "!document.querySelector('[data-part=dark-word]').hidden"
    for _ in range(60):
        AHEAD["s"] += 30.0
        time.sleep(0.3)
        if began.value(dark):
            break
    time.sleep(DARK_AFTER_MS / 1000 + 0.5)  # a press right at the end is taken for a slip
    walk.click(".stop-button")
    began.until(OVER)
    began.loaded()
    walk.look()


def finish(walk: Walk) -> None:
    """From the dark through the printed record back to the list, in one click."""
    walk.page.call("Page.addScriptToEvaluateOnNewDocument", source=PRINTED)
    walk.leads('button[name="do"][value="leave-print"]', at("/people"))
    assert str(walk.page.value("sessionStorage.printed")).endswith("/record")
    walk.page.value("sessionStorage.clear()")
