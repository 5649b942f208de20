"""The one way a page is made: its template, with everything from outside escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from openpbm.reports import figures, words

FOLDER = Path(__file__).parent / "templates"


def part(name: str) -> str:
    """The text of a style sheet or script, to stand in the page itself."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def template(name: str) -> jinja2.Template:
    """A page; everything a person or table wrote is escaped."""
    space = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    space.globals.update(words=words, figures=figures)
    space.filters.update(printed=words.printed, sentence=words.sentence, capital=words.capital)
    return space.get_template(name)
