"""Reads a page in the pseudo-language for what it still says in English."""

from __future__ import annotations

from html.parser import HTMLParser

import speech_walk

from openpbm.speech.pseudo import CLOSE, OPEN

EMPTY = ("meta", "link", "input", "br", "img")
READ_OUT = ("aria-label", "alt", "title", "placeholder")


class Unspoken(HTMLParser):
    """What a page says outside the catalogues: so many words or more in no sentence of ours.

    Marked as what others say: `translate="no"` holds the words of persons, files and tables;
    `lang="en"` what other rooms say in English so far.
    """

    def __init__(self, text: str, *, least_words: int = speech_walk.A_SENTENCE) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_english = 0  # words that are marked as English for now
        self._least_words = least_words
        self.depth = 0  # of sentences within sentences
        self._others: list[tuple[str, str]] = []  # open tags, and who else speaks in them
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        silent = tag in ("script", "style") or ("translate", "no") in attrs
        is_others = "no" if silent else "en" if ("lang", "en") in attrs else ""
        inside = any(others for _, others in self._others) or is_others
        for name, value in attrs:
            if name in READ_OUT and not inside and OPEN not in (value or ""):
                self._judge(value or "")
        if tag not in EMPTY:
            self._others.append((tag, is_others))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is in it."""

    def handle_endtag(self, tag: str) -> None:
        while self._others.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        outside = ""
        for letter in data:
            self.depth += (letter == OPEN) - (letter == CLOSE)
            outside += letter if self.depth == 0 and letter != CLOSE else ""
        others = {whose for _, whose in self._others}
        if others == {""}:
            self._judge(outside)
        elif "no" not in others:
            self.in_english += speech_walk.words(outside)

    def _judge(self, text: str) -> None:
        if speech_walk.words(text) >= self._least_words:
            self.found.append(" ".join(text.split()))
