"""A lay person and the download: `python tests/bench/download_walk.py dist/OpenPBM [FOLDER]`.

From nothing but the unpacked folder to the end of a spoken session of practice, in a root with
no Python where this is run as root, in every language, on a screen and on a phone. Counts
seconds (without those of looking), processor seconds, clicks and letters; looks at each page with
axe-core, at twice the text and for English that was left over; keeps pictures in FOLDER. Exits
with 1 where one is amiss. The session is stopped once it has spoken, as nobody can follow a voice
that is faster than time; with --whole it is heard to its last minute. With --starts N nobody
walks: the program is started so often and its first page timed, after its files were forgotten
(as root) and with them at hand.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import axe_core_python

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from headless import PATIENCE_S, browser
from headless_voice import RECORDER
from walks import Walk, interview

from openpbm.reports.session_words import CHECKLIST
from openpbm.speech.language import ENGLISH, PSEUDO, languages

ROOT = Path(__file__).parents[2]
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SIZES = {"1280": (1280, 900), "390": (390, 844)}
MOST_START_S = 3.0  # of a processor: 4 s on a clock, on a quiet machine
SOMEONE = "12345"  # a user without rights
TYPED = {"es": ("levotiroxina", "hipotiroidismo")}  # what people take and have, in their words
TYPED_ENGLISH = ("levothyroxine", "underactive thyroid")
# visible texts that no page may say in another language than its own
ENGLISH_LEFT = """(() => {
  const own = /\\b(the|of|and|with|your|you|is|are|this|that|not|have|for|light|mask)\\b/;
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    if (!at.checkVisibility() || at.closest('[lang=en],[translate=no],script,style')) continue;
    if (own.test(walk.currentNode.data)) found.push(walk.currentNode.data.trim().slice(0, 120));
  }
  return [...new Set(found)];
})()"""
SAID = "JSON.parse(localStorage.getItem('told') ?? '[]').flatMap(r => r[0] === 'say' ? r[1] : [])"
ENOUGH = 3  # sentences: the trial, the count, that there is light
LONGEST_S = 1500.0  # of a session and what it waits for


@dataclass(kw_only=True)
class Look(Walk):
    """A walk that looks at every page that it comes to."""

    lang: str
    amiss: list[str] = field(default_factory=list)
    marks: dict[str, float] = field(default_factory=dict)
    began: float = 0.0
    looked_s: float = 0.0  # which a person would not have spent

    def look(self, place: str) -> None:
        """Picture, axe-core, twice the text, words of another language."""
        at = time.monotonic()
        self._look(place)
        self.looked_s += time.monotonic() - at

    def _look(self, place: str) -> None:
        super().look(place)
        self.page.value(AXE + "; true")
        found = self.page.value(
            "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.target).join(' ')))"
        )
        self.amiss += [f"{place}: {one}" for one in _texts(found)]
        if self.lang != ENGLISH:
            self.amiss += [f"{place}: {one!r}" for one in _texts(self.page.value(ENGLISH_LEFT))]
        for size in ("100%", "200%"):
            self.page.value(f"document.documentElement.style.fontSize = '{size}'; true")
            self.amiss += [f"{place}, text at {size}: {one}" for one in self.page.beyond()]
        if place in ("answer", "today", "session"):
            super().look(f"{place}-twice")
        self.page.value("document.documentElement.style.fontSize = ''; true")

    def leads(self, script: str, place: str) -> None:
        """Wait for another page, on a machine that has much else to do, too."""
        self.page.until(script, patience_s=LONGEST_S)
        super().leads(script, place)

    def mark(self, what: str) -> None:
        """How long and how many clicks it took until here."""
        self.marks[what] = round(time.monotonic() - self.began - self.looked_s, 1)
        self.marks[f"clicks_to_{what}"] = self.taps


def _texts(found: object) -> list[str]:
    return [str(one) for one in found] if isinstance(found, list) else []


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the download lies, how it is started there, and whose home it is."""

    line: list[str]
    home: Path


@contextmanager
def placed(folder: Path) -> Iterator[Place]:
    """The download unpacked for somebody who has nothing else."""
    home = Path(tempfile.mkdtemp())
    line = [str(folder / "OpenPBM")]
    own = home
    if os.geteuid() == 0:
        made = [str(ROOT / "packaging" / "clean_root.sh"), str(folder), str(home), SOMEONE]
        subprocess.run(made, check=True)
        inside = (f"--userspec={SOMEONE}:{SOMEONE}", str(home), "/OpenPBM/OpenPBM")
        line, own = [str(shutil.which("chroot")), *inside], Path("/home/ada")
    try:
        yield Place(line=line, home=own)
    finally:
        shutil.rmtree(home)


@contextmanager
def started(place: Place, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The app of the download, as a double click starts it."""
    line = [*place.line, "app", "--once", "--no-open", "--port", str(port)]
    clean = {"HOME": str(place.home), "PATH": "/nowhere"}
    app = subprocess.Popen(line, env=clean, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield app
    finally:
        app.send_signal(signal.SIGTERM)
        app.wait()


def free_port() -> int:
    """One that nobody holds."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def starts(folder: Path, often: int) -> None:
    """Seconds from start to first page: of a clock, and of a processor."""
    with placed(folder) as place:
        for kind in ("cold", "warm") if os.geteuid() == 0 else ("warm",):
            clock_s, spent_s = [], []
            for _ in range(often):
                if kind == "cold":
                    os.sync()
                    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="utf-8")
                port, began = free_port(), time.monotonic()
                with started(place, port) as app:
                    clock_s.append(first_page(f"http://127.0.0.1:{port}", began))
                    spent_s.append(processor_s(app.pid))
            told = {"min": min(clock_s), "median": median(clock_s), "max": max(clock_s)}
            row = {"starts": kind, "clock_s": clock_s, **told, "processor_s": spent_s}
            print(json.dumps(row), flush=True)


def first_page(home: str, began: float) -> float:
    """Seconds until there is a page."""
    while True:
        try:
            with urllib.request.urlopen(home, timeout=30) as answer:
                assert b"<html" in answer.read()
            return round(time.monotonic() - began, 1)
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() - began < PATIENCE_S, "no page came"
            time.sleep(0.05)


def processor_s(process: int) -> float:
    """What a process has used of a processor."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def told_of_me(walk: Look) -> None:
    """The interview, with one medicine and one condition in the person's own words."""
    medicine, condition = TYPED.get(walk.lang, TYPED_ENGLISH)

    def health() -> None:
        for kind, text in (("drug", medicine), ("condition", condition)):
            walk.pick(f"{kind}-any", "some")
            walk.fill(f'[name="{kind}-0-name"]', text)
            walk.page.until(f"!!document.querySelector('[name={kind}-0-name]').value")
        walk.tap("[data-all=any]")
        walk.look("typed")
        walk.tap("#next")

    if walk.page.value("document.querySelector('form').classList.contains('is-paged')"):
        interview(walk, 52, "II", "wrinkles_firmness", health)
    else:
        _on_one_page(walk, medicine, condition)


def _on_one_page(walk: Look, medicine: str, condition: str) -> None:
    """The same on a wide screen, which asks everything at once."""
    walk.look("you")
    walk.fill("#age", "52")
    walk.pick("skin", "II")
    walk.pick("goal", "wrinkles_firmness")
    walk.tap("[data-all=topic]")
    for kind, text in (("drug", medicine), ("condition", condition)):
        walk.pick(f"{kind}-any", "some")
        walk.fill(f'[name="{kind}-0-name"]', text)
    walk.tap("[data-all=any]")
    walk.pick("goggles", "yes")
    walk.pick("recent", "none")
    walk.look("you-filled")
    walk.tap(".actions [name=do]")
    walk.leads("location.pathname.endsWith('/screen')", "screen")


def spoken_session(walk: Look, *, is_whole: bool) -> None:
    """From page one to the end of a session of practice that speaks."""
    walk.tap('nav a[href$="/today"]')
    walk.leads("location.pathname.endsWith('/today')", "today")
    for number in range(len(CHECKLIST)):
        walk.pick(f"check-{number}", "yes")
    walk.pick("device", "simulated")
    walk.tap(".actions .main-action")
    walk.leads("!!document.querySelector('#stop')", "session")
    walk.page.until("!!document.querySelector('[data-part=sound]:not([hidden])')")
    walk.tap("[data-part=try]")
    walk.tap("[data-part=yes]")
    walk.tap("[data-ask=begin]")
    walk.mark("spoken_session")
    walk.page.until("document.querySelector('#sitting').classList.contains('is-lit')")
    walk.page.until(f"{SAID}.length >= {ENOUGH}")
    walk.look("lit")
    if not is_whole:
        walk.tap("#stop button")
    over = "document.querySelector('#sitting').dataset.over === 'yes'"
    walk.page.until(over, patience_s=LONGEST_S)
    walk.page.loaded()
    walk.look("end")
    walk.tap(".actions .main-action")
    walk.leads("location.pathname.endsWith('/log')", "log")


def walked(
    folder: Path, lang: str, size: str, pictures: Path | None, *, is_whole: bool
) -> dict[str, object]:
    """One walk of a new person on a new machine; what it took."""
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    asked = (f"--accept-lang={lang}",)
    with (
        browser(patience_s=2400, more=asked) as page,
        placed(folder) as place,
        started(place, port) as app,
    ):
        seconds = first_page(home, time.monotonic())
        spent = processor_s(app.pid)
        voice = RECORDER.replace("en-GB", lang)
        page.call("Page.addScriptToEvaluateOnNewDocument", source=voice)
        page.size(*SIZES[size])
        page.dark(False)
        page.goto(home)
        name = f"{lang}-{size}"
        walk = Look(page=page, home=home, name=name, pictures=pictures, lang=lang)
        walk.began = time.monotonic()
        walk.look("first")
        if not page.value("location.pathname.endsWith('/new')"):
            walk.tap('a[href="/new"]')
            walk.leads("location.pathname.endsWith('/new')", "new")
        told_of_me(walk)
        walk.search("higherdose", "higherdose-red-light-face-mask")
        walk.answer()
        walk.mark("answer")
        spoken_session(walk, is_whole=is_whole)
        return _row(walk, seconds, spent)


def _row(walk: Look, seconds: float, spent: float) -> dict[str, object]:
    said = _texts(walk.page.value(SAID))
    problems = walk.page.problems()
    return {
        "walk": walk.name,
        "first_page_s": seconds,
        "first_page_processor_s": spent,
        **walk.marks,
        "letters": walk.typed,
        "spoken": said,
        "amiss": walk.amiss + problems,
    }


def main() -> int:
    """Print a row a walk."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("download", type=Path)
    asked.add_argument("pictures", type=Path, nargs="?")
    known = [lang for lang in languages() if lang != PSEUDO]
    asked.add_argument("--lang", nargs="*", default=known)
    asked.add_argument("--size", nargs="*", default=list(SIZES), choices=list(SIZES))
    asked.add_argument("--whole", action="store_true")
    asked.add_argument("--starts", type=int, default=0, metavar="N")
    given = asked.parse_args()
    if given.starts:
        starts(given.download.resolve(), given.starts)
        return 0
    if given.pictures is not None:
        given.pictures.mkdir(parents=True, exist_ok=True)
    wrong = False
    for lang in given.lang:
        for size in given.size:
            place, pictures = given.download.resolve(), given.pictures
            row = walked(place, lang, size, pictures, is_whole=given.whole)
            print(json.dumps(row, ensure_ascii=False), flush=True)
            wrong |= bool(row["amiss"]) or float(str(row["first_page_processor_s"])) > MOST_START_S
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
