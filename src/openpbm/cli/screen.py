"""`openpbm screen`: what a person's medicines, conditions and procedures mean for each colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DONE, REFUSED
from openpbm.cli.option import AsJson
from openpbm.cli.output import echo_json, takes_any_letter
from openpbm.fact import message, several
from openpbm.speech.language import ENGLISH, speaking

if TYPE_CHECKING:
    from openpbm.answer import Finding
    from openpbm.files.json_value import Json
    from openpbm.reports.screen_words import ColourVerdict, Screened

WIDTH = 80
MOST_SOURCES = 2
LABEL = 12  # columns before the text of a row


def screen_command(
    person: Annotated[
        Path,
        typer.Argument(metavar="PERSON.toml", help="help-screen-person"),
    ],
    start: Annotated[str | None, typer.Option(metavar="DATE", help="help-screen-start")] = None,
    as_json: AsJson = False,
) -> None:
    """Say for each colour that counts: go, caution, refer or exclude, and why."""
    from openpbm.cli.plan import day_of
    from openpbm.files.person_file import read_person
    from openpbm.reports.screen_words import screened

    day = None if start is None else day_of(start)
    file = read_person(person)
    found = screened(file.person, day or file.start or date.today(), file.mask)
    if as_json:
        with speaking(ENGLISH):
            echo_json(summary(found))
    else:
        typer.echo("\n".join(lines(found, ascii_only=not takes_any_letter())))
    raise typer.Exit(DONE if found.is_open else REFUSED)


def lines(found: Screened, *, ascii_only: bool = False) -> list[str]:
    """The screen for a terminal, at most 80 columns."""
    from openpbm.answer import INTENDED_USE
    from openpbm.reports import screen_words as said
    from openpbm.reports import words
    from openpbm.speech.say import say

    worst, verdict = said.verdict(found.colours)
    told = [*_wrapped(_signed(worst, verdict, ascii_only=ascii_only), indent=2)]
    told += _wrapped(f"  {words.day(found.start)} · {words.person(found.person)}", indent=2)
    if any(first <= found.start <= last for first, last, _ in found.closed):
        told += _wrapped(f"  {say('cli-screen_closed_today')}", indent=2)
    numbers = {id(f): number for number, f in enumerate(found.findings, start=1)}
    for colour in found.colours:
        told += ["", *_colour_lines(colour, numbers, ascii_only=ascii_only)]
    for number, finding in enumerate(found.findings, start=1):
        told += ["", *_finding_lines(number, finding, found)]
    told += _closed_lines(found)
    asked = found.questions
    if asked:
        told += ["", say("cli-screen_doctor")]
        told += [row for question in asked for row in _wrapped(f"  {question}", indent=2)]
    told += ["", *_wrapped(said.how_much_was_said(found.person)), *_wrapped(say(said.REVIEW))]
    told += _wrapped(say(INTENDED_USE) + words.translated())
    return [_lettered(row, ascii_only=ascii_only) for row in told]


def _colour_lines(colour: ColourVerdict, numbers: dict[int, int], *, ascii_only: bool) -> list[str]:
    from openpbm.reports import screen_words as said
    from openpbm.reports import words
    from openpbm.speech.say import say
    from openpbm.speech.table import of_table

    name, word = words.channel(colour.colour), said.word(colour.action)
    text = say("cli-screen_colour", colour=name, word=word)
    if colour.until is not None:
        until = words.day(colour.until)
        text = say("cli-screen_colour_until", colour=name, word=word, day=until)
    told = _wrapped(_signed(colour.action, text, ascii_only=ascii_only), indent=2)
    for action, finding in colour.rows:
        row = f"[{numbers[id(finding)]}] {said.plain(of_table(finding.name))}"
        told += _labelled(said.word(action), row)
    if not colour.rows:
        told += _wrapped(f"    {say('cli-screen_nothing')}", indent=4)
    if colour.disagree:
        told += _wrapped(f"    {say('cli-screen_disagree', word=word)}", indent=4)
    return told


def _finding_lines(number: int, finding: Finding, found: Screened) -> list[str]:
    from openpbm.reports import screen_words as said
    from openpbm.reports import words
    from openpbm.safety.minded import minded
    from openpbm.safety.screening import COLOURS
    from openpbm.speech.say import say

    own, name = said.plain(finding.said), said.plain(finding.name)
    title = say("cli-screen_title", number=number, said=own, name=name)
    told = _wrapped(title, indent=4)
    if not finding.active:
        action = dict(finding.action)
        asks = [
            message("cli-screen_ask", colour=words.colour(c), word=said.word(action[c]))
            for c in COLOURS
        ]
        told += _labelled(say("cli-screen_not_now"), say("cli-screen_counts", asks=several(asks)))
    why = words.sentence(words.printed(finding.rationale)) or say("cli-screen_not_stated")
    told += _labelled(say("cli-screen_why"), why)
    for fact in minded(finding):
        told += _labelled(say("cli-screen_mind"), said.plain(say(fact)))
    ask = found.ask(finding)
    if ask is not None:
        told += _labelled(say("cli-screen_asked"), said.plain(say(ask)))
    told += _labelled(say("cli-screen_when"), said.timing(finding, found.start))
    parts = words.sources(finding.source)
    sources = "; ".join(parts[:MOST_SOURCES])
    if len(parts) > MOST_SOURCES:
        more = len(parts) - MOST_SOURCES
        sources = say("cli-screen_sources_more", sources=sources, more=more)
    told += _labelled(say("cli-screen_source"), sources)
    return told + _labelled("", f"({said.provenance(finding)})")


def _closed_lines(found: Screened) -> list[str]:
    """Days that the calendar leaves out, whatever the colour."""
    from openpbm.reports import screen_words as said
    from openpbm.reports import words
    from openpbm.speech.say import say

    told: list[str] = []
    for first, last, why in found.closed:
        days = words.closed_days(first, last)
        line = say("cli-screen_days", days=days, why=said.plain(say(why)))
        told += _wrapped(f"  {line}", indent=2)
    return ["", say("cli-screen_closed"), *told] if told else []


def _signed(action: str, text: str, *, ascii_only: bool) -> str:
    from openpbm.reports.screen_words import STATES
    from openpbm.reports.terminal import PLAIN_SIGNS, SIGNS

    return f"{(PLAIN_SIGNS if ascii_only else SIGNS)[STATES[action]]} {text}"


def _labelled(label: str, text: str) -> list[str]:
    return _wrapped(f"    {label + ' ':<{LABEL - 4}}{text}", indent=LABEL)


def _wrapped(text: str, *, indent: int = 0) -> list[str]:
    return wrap(
        text.replace("\u202f", "\u00a0"),  # a number keeps its unit
        width=WIDTH,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
    )


def _lettered(text: str, *, ascii_only: bool) -> str:
    from openpbm.reports.terminal import PLAIN_LETTERS

    text = text.replace("\u00a0", "\u202f")
    if not ascii_only:
        return text
    return text.translate(PLAIN_LETTERS).encode("ascii", "replace").decode("ascii")


def summary(found: Screened) -> dict[str, Json]:
    """Everything the screen says, as JSON."""
    from openpbm.answer import INTENDED_USE
    from openpbm.files.plan.file import finding_json
    from openpbm.reports import screen_words as said
    from openpbm.speech.say import say

    colours: dict[str, Json] = {c.colour: _colour_json(c) for c in found.colours}
    return {
        "start": found.start.isoformat(),
        "open": found.is_open,
        "verdict": said.verdict(found.colours)[1],
        "colours": colours,
        "findings": [finding_json(finding) for finding in found.findings],
        "closed": [
            {"first": first.isoformat(), "last": last.isoformat(), "reason": say(reason)}
            for first, last, reason in found.closed
        ],
        "ask_your_doctor": [*found.questions],
        "review": say(said.REVIEW),
        "intended_use": say(INTENDED_USE),
    }


def _colour_json(colour: ColourVerdict) -> dict[str, Json]:
    from openpbm.reports.screen_words import WORDS

    told: Sequence[tuple[str, Finding]] = colour.rows
    return {
        "word": WORDS[colour.action],
        "action": colour.action,
        "until": None if colour.until is None else colour.until.isoformat(),
        "disagree": colour.disagree,
        "rows": [
            {"id": finding.id, "said": finding.said, "word": WORDS[action], "action": action}
            for action, finding in told
        ],
    }
