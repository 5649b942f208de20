"""The one way a page is made: its template, with everything from outside escaped."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from openpbm.reports import colour, draw, figures, words
from openpbm.reports.saying import say_in_page
from openpbm.speech.language import language
from openpbm.speech.table import is_translated

FOLDER = Path(__file__).parent / "templates"


SHEET = "report.css"  # of every page


def part(name: str) -> str:
    """The text of a style sheet or script, to stand in the page itself."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return text + colour.roles_css() if name == SHEET else text


def policy(script: str) -> str:
    """Only this page's own script runs, and nothing is ever fetched."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    allowed = (
        *("default-src 'none'", "img-src data:", "style-src 'unsafe-inline'"),
        f"script-src 'sha256-{digest}'",
        *("base-uri 'none'", "form-action 'none'"),
    )
    return "; ".join(allowed)


def as_data(content: Mapping[str, object]) -> Markup:
    """JSON that cannot end its own script element."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # JSON has no markup left in it


@cache
def template(name: str) -> jinja2.Template:
    """A page; everything a person or table wrote is escaped."""
    return space(FOLDER).get_template(name)


def space(*folders: Path) -> jinja2.Environment:
    """Templates of some folders, with the one vocabulary that every page speaks."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(words=words, draw=draw, figures=figures, say=say_in_page, language=language)
    made.tests["ours"] = is_translated
    made.filters.update(printed=words.printed, sentence=words.sentence, capital=words.capital)
    return made
