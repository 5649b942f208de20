"""A sheet as one page that anybody can open, and as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from textwrap import fill

from markupsafe import Markup

from openpbm.answer import INTENDED_USE
from openpbm.answer.handed import HandedSheet, Section
from openpbm.letters import visible
from openpbm.reports import words
from openpbm.reports.page import as_data, part, template
from openpbm.speech.say import say

WIDTH = 80


def sheet_html(sheet: HandedSheet, sealed: Mapping[str, object]) -> str:
    """One page, with the same content as data in it for another OpenPBM to read."""
    return template("share.html.j2").render(
        sheet=_seen(sheet),
        data=as_data(sealed),
        style=Markup(part("report.css")),
        intended_use=say(INTENDED_USE),
    )


def sheet_part(sheet: HandedSheet) -> str:
    """The same without its frame, for a page that brings its own."""
    return template("share_part.html.j2").render(sheet=_seen(sheet))


def sheet_text(sheet: HandedSheet) -> str:
    """The same at a terminal."""
    sheet = _seen(sheet)
    lines = [_line(head(sheet))]
    for section in sheet.sections:
        lines += ["", section.title]
        lines += [_under(f"{name}: {text}" if name else text) for name, text in section.pairs]
        lines += [_under(" | ".join(row)) for row in section.rows]
    return "\n".join([*lines, "", _line(say("report_share-not_signed"))])


def head(sheet: HandedSheet) -> str:
    """Whose it is, of which day, meant until which; every letter as it may be shown."""
    return say(
        "report_share-head",
        name=visible(sheet.name) or say("report_share-nobody"),
        made=words.day(sheet.made),
        until=words.day(sheet.until),
    )


def _seen(sheet: HandedSheet) -> HandedSheet:
    """Every letter as it may be shown: what people typed is in it."""
    return replace(
        sheet,
        name=visible(sheet.name),
        sections=tuple(
            Section(
                title=visible(section.title),
                pairs=tuple((visible(name), visible(text)) for name, text in section.pairs),
                head=tuple(map(visible, section.head)),
                rows=tuple(tuple(map(visible, row)) for row in section.rows),
            )
            for section in sheet.sections
        ),
    )


def _line(text: str) -> str:
    return fill(text, WIDTH)


def _under(text: str) -> str:
    return fill(words.printed(text), WIDTH, initial_indent="  ", subsequent_indent="    ")
