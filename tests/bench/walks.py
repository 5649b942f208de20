"""Four people walk through the app on a phone: run as `python tests/bench/walks.py [FOLDER]`.

Counts taps (a field that is filled is one) and seconds from the first page to the first useful
answer, and keeps a picture of every page in FOLDER. Exits with 1 where a walk took too many taps,
ended in no answer, or said something in the browser's console.
"""

from __future__ import annotations

import json
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from headless import Page, browser
from web_house import served

from openpbm.web.app import make_app
from openpbm.web.work import Workers

MOST_TAPS = 20
WIDTH, HEIGHT = 390, 844
AT = "document.querySelector('form').dataset.at"


@dataclass(kw_only=True)
class Walk:
    """One person at the phone."""

    page: Page
    home: str
    name: str
    pictures: Path | None
    taps: int = 0
    typed: int = 0  # letters
    shots: list[str] = field(default_factory=list)

    def tap(self, selector: str) -> None:
        """A finger on what a selector finds."""
        self.taps += 1
        self.page.click(selector)

    def fill(self, selector: str, text: str) -> None:
        """A tap into a field, and its text."""
        self.taps += 1
        self.typed += len(text)
        self.page.fill(selector, text)

    def pick(self, name: str, value: str) -> None:
        """A choice of a form."""
        self.tap(f'input[name="{name}"][value="{value}"]')

    def at(self, screen: int) -> None:
        """Wait for a screen of the interview."""
        try:
            self.page.until(f"{AT} === '{screen}'")
        except RuntimeError:
            self.look("stuck")
            raise
        self.look(f"you-{screen}")

    def look(self, place: str) -> None:
        """A picture of where the walk is."""
        if self.pictures is not None:
            self.page.screenshot(self.pictures / f"{self.name}-{len(self.shots)}-{place}.png")
            self.shots.append(place)

    def leads(self, script: str, place: str) -> None:
        """Wait for another page."""
        self.page.until(script, patience_s=120)
        self.page.loaded()
        self.look(place)

    def search(self, text: str, device: str) -> None:
        """The mask by its name, as somebody types it."""
        self.fill("#q", text)
        self.page.press("Enter", 13, "\r")
        self.leads("location.pathname.endsWith('/mask')", "masks")
        self.tap(f'a[href$="/mask/{device}"]')
        self.leads(f"location.pathname.endsWith('/{device}')", "mask")

    def answer(self) -> None:
        """Use the mask, and wait for page one."""
        self.tap('.actions [value="plan"]')
        self.leads("!!document.querySelector('#one')", "answer")


def interview(
    walk: Walk, age: int, skin: str, goal: str, health: Callable[[], None], yes: str = ""
) -> None:
    """The questions, with a health of one's own."""
    walk.page.goto(f"{walk.home}/new")
    walk.look("you-0")
    walk.fill("#age", str(age))
    walk.tap("#next")
    walk.at(1)
    walk.pick("skin", skin)
    walk.at(2)
    walk.pick("goal", goal)
    walk.tap("#next")
    walk.at(3)
    if yes:
        walk.pick(yes, "yes")
    walk.tap("[data-all=topic]")
    walk.at(4)
    health()
    walk.at(5)
    walk.pick("goggles", "yes")
    walk.pick("recent", "none")
    walk.tap(".actions [name=do]")
    walk.leads("location.pathname.endsWith('/screen')", "screen")


def healthy(walk: Walk) -> Callable[[], None]:
    """Nothing to name."""
    return lambda: walk.tap("[data-all=any]")


def omnilux(walk: Walk) -> None:
    """45 years, an Omnilux Contour."""
    interview(walk, 45, "II", "wrinkles_firmness", healthy(walk))
    walk.search("omnilx contour", "omnilux-contour-face")
    walk.answer()


def currentbody(walk: Walk) -> None:
    """Type IV, melasma, doxycycline, a CurrentBody Series 2."""

    def health() -> None:
        walk.pick("drug-any", "some")
        walk.fill('[name="drug-0-name"]', "doxycycline")
        walk.page.until("[...document.querySelectorAll('.echo')].some(e => e.textContent)")
        walk.tap("[data-all=any]")
        walk.tap("#next")

    interview(walk, 38, "IV", "wrinkles_firmness", health, yes="topic-3")
    walk.search("currentbody series 2", "currentbody-skin-series-2")
    walk.answer()


def shark(walk: Walk) -> None:
    """17 years, acne, a Shark CryoGlow."""
    interview(walk, 17, "II", "acne", healthy(walk))
    walk.search("shark", "shark-cryoglow")
    walk.answer()


def unlisted(walk: Walk) -> None:
    """A mask that nobody lists."""
    interview(walk, 52, "II", "wrinkles_firmness", healthy(walk))
    walk.tap('a[href$="/mask/new"]')
    walk.leads("location.pathname.endsWith('/mask/new')", "six")
    walk.pick("colour", "red")
    walk.pick("colour", "nir")
    walk.fill("#leds", "120")
    walk.fill("#timer", "10")
    walk.fill("#claim", "30")
    walk.pick("seat", "hard")
    walk.answer()


WALKS = (omnilux, currentbody, shark, unlisted)


def walked(pictures: Path | None, scenarios: int) -> list[dict[str, object]]:
    """Every walk in one browser, each over an app of its own people."""
    listening = socket.create_server(("127.0.0.1", 0))
    with tempfile.TemporaryDirectory() as folder, browser(patience_s=900) as page:
        port = listening.getsockname()[1]
        workers = Workers(apart=False)
        app = make_app(Path(folder), port=port, workers=workers, scenarios=scenarios)
        with served(app, listening) as home:
            page.size(WIDTH, HEIGHT)
            page.dark(False)
            return [_row(page, home, walk, pictures) for walk in WALKS]


def _row(
    page: Page, home: str, way: Callable[[Walk], None], pictures: Path | None
) -> dict[str, object]:
    walk = Walk(page=page, home=home, name=way.__name__, pictures=pictures)
    began = time.monotonic()
    way(walk)
    return {
        "walk": walk.name,
        "taps": walk.taps,
        "letters": walk.typed,
        "seconds": round(time.monotonic() - began, 1),
        "answer": page.value("document.querySelector('h1').innerText"),
        "screens_of_page_one": page.value(
            f"Math.ceil(document.querySelector('#one').offsetHeight / {HEIGHT} * 10) / 10"
        ),
        "is_wide": bool(page.beyond()),
        "problems": page.problems(),
    }


def main() -> int:
    """Print a row a walk."""
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    rows = walked(pictures, scenarios=400)
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    return int(any(int(str(row["taps"])) > MOST_TAPS or row["problems"] for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
