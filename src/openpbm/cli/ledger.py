"""`openpbm ledger`: who is in it, what they were given, and whether the file holds."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from openpbm.cli.option import AsJson
from openpbm.cli.output import echo_json, plain, tell, told
from openpbm.fact import Name, Quantity, message, theirs
from openpbm.letters import one_line
from openpbm.speech.number import quantity, row_day

if TYPE_CHECKING:
    from openpbm.fact import Message
    from openpbm.files.anchor import Anchors
    from openpbm.files.json_value import Json
    from openpbm.files.ledger.people import LedgerPerson
    from openpbm.files.ledger.store import Ledger
    from openpbm.record import DayDose
    from openpbm.sitting.plan import KeptPlan
    from openpbm.tracking.account import LightRecord
    from openpbm.tracking.adherence import Adherence
    from openpbm.tracking.given import Sitting

ACTIONS = ("verify", "people", "add", "erase", "adopt")
WINDOWS = (1, 7, 28)  # days up to today
ID_LETTERS = 6  # of a session, enough to name it by
SHOWN = 12  # sessions on the terminal; the export has all


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What the command line asked for."""

    path: Path
    anchors: Anchors
    who: str | None
    export: str | None
    out: Path | None
    plan: Path | None
    yes: bool
    as_json: bool


WORDS = ("[PERSON]", "verify", "people", "add NAME", "erase PERSON", "adopt")


def ledger_command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=" | ".join(WORDS),
            help="help-ledger-words",
            show_default=False,
        ),
    ] = None,
    ledger: Annotated[Path | None, typer.Option(metavar="PATH", help="help-another-ledger")] = None,
    plan: Annotated[
        Path | None,
        typer.Option(metavar="PLAN.json", help="help-ledger-plan"),
    ] = None,
    export: Annotated[
        str | None, typer.Option(metavar="csv|json", help="help-ledger-export")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="help-ledger-out")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="help-ledger-yes")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the light that was given, or look after the ledger that keeps it."""
    from openpbm.errors import InputError
    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger.path import anchors_path, ledger_path

    said = list(words or [])
    action = said.pop(0) if said and said[0] in ACTIONS else "show"
    if len(said) > 1:
        raise InputError(told(message("cli-ledger_words", found=" ".join(said))))
    if export not in (None, "csv", "json"):
        raise InputError(told(message("cli-ledger_export", found=export)))
    asked = _Asked(
        path=ledger_path(ledger, os.environ),
        anchors=Anchors(anchors_path(os.environ)),
        who=said[0] if said else None,
        export=export,
        out=out,
        plan=plan,
        yes=yes,
        as_json=as_json,
    )
    {
        "show": _show,
        "verify": _verify,
        "people": _people,
        "add": _add,
        "erase": _erase,
        "adopt": _adopt,
    }[action](asked)


def _verify(asked: _Asked) -> None:
    from openpbm.errors import LedgerError
    from openpbm.files.ledger.store import read_ledger

    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        found = ledger.verify()
    if asked.as_json:
        problems: list[Json] = list(found.problems)
        echo_json({"entries": found.entries, "people": found.people, "problems": problems})
    if found.problems:
        first, more = found.problems[0], len(found.problems) - 1
        damaged = message("cli-ledger_damaged", problem=first)
        if more:
            damaged = message("cli-ledger_damaged_more", problem=first, more=more)
        raise LedgerError(told(damaged))
    if not asked.as_json:
        path, people = str(asked.path), found.people
        tell(message("cli-ledger_sound", path=path, entries=found.entries, people=people))


def _people(asked: _Asked) -> None:
    from openpbm.files.ledger.store import read_ledger

    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        people = ledger.people()
    if asked.as_json:
        echo_json([{"person_id": p.person_id, "name": p.name, "entries": p.entries}
                   for p in people])  # fmt: skip
        return
    _table(_words("name", "id", "entries"), [(p.name, p.person_id, str(p.entries)) for p in people])


def _add(asked: _Asked) -> None:
    from openpbm.errors import LedgerError

    name = (asked.who or "").strip()
    if not name:
        raise LedgerError(told(message("cli-ledger_add_nobody")))
    add_person(asked.path, asked.anchors, name)


def add_person(path: Path, anchors: Anchors, name: str) -> None:
    """Somebody new in a ledger, which is made where there is none."""
    from openpbm.errors import LedgerError
    from openpbm.files.ledger.store import open_ledger
    from openpbm.record import PersonAdded

    with open_ledger(path, anchors=anchors) as ledger:
        if any(p.name.casefold() == name.casefold() for p in ledger.people()):
            raise LedgerError(
                told(message("cli-ledger_add_twice", path=str(path), name=theirs(name)))
            )
        person_id = uuid4().hex[:12]
        ledger.append(PersonAdded(person_id=person_id, name=name, at_utc=datetime.now(UTC)))
    tell(message("cli-ledger_added", name=theirs(name), path=str(path)))


def _erase(asked: _Asked) -> None:
    from openpbm.errors import LedgerError
    from openpbm.files.ledger.history import person_named
    from openpbm.files.ledger.store import open_ledger, read_ledger

    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        people = ledger.people()
    if asked.who is None:
        raise LedgerError(told(message("cli-ledger_erase_nobody")))
    person = person_named(people, asked.who, asked.path)
    if not asked.yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise LedgerError(told(message("cli-ledger_erase_unasked")))
        name = one_line(person.name)
        question = message("cli-ledger_erase", entries=person.entries, name=theirs(name))
        typer.confirm(told(question), abort=True)
    with open_ledger(asked.path, anchors=asked.anchors) as ledger:
        gone = ledger.erase(person.person_id)
    path = str(asked.path)
    tell(message("cli-ledger_erased", entries=gone, name=theirs(person.name), path=path))


def _adopt(asked: _Asked) -> None:
    """Take a file as it is, once the person has said so."""
    from openpbm.errors import LedgerError
    from openpbm.files.ledger.store import open_ledger, read_ledger

    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        absences = ledger.absences()
    if not absences:
        tell(message("cli-ledger_adopt_needless", path=str(asked.path)))
        return
    if not asked.yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise LedgerError(told(message("cli-ledger_adopt_unasked", why=absences[0])))
        tell(message("cli-ledger_adopt_why", path=str(asked.path), why=absences[0]))
        typer.confirm(told(message("cli-ledger_adopt")), abort=True)
    with open_ledger(asked.path, anchors=asked.anchors) as ledger:
        lost = ledger.adopt(datetime.now().astimezone())
        names = {person.person_id: person.name for person in ledger.people()}
    tell(message("cli-ledger_adopted", path=str(asked.path)))
    for event in lost:
        name, first, last = names[event.person_id], event.first, event.last
        tell(message("cli-ledger_full", name=theirs(name), first=first, last=last))


def _show(asked: _Asked) -> None:
    from openpbm.files.ledger.history import person_named
    from openpbm.files.ledger.store import read_ledger
    from openpbm.sitting.plan import adherence_of

    kept = None
    if asked.plan is not None:
        from openpbm.files.plan.kept import read_plan

        kept = read_plan(asked.plan, needs_session=True)
    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        person = person_named(ledger.people(), asked.who, asked.path)
        if asked.export is not None:
            _export(asked, ledger, person)
            return
        events = ledger.folded(person.person_id)
    from openpbm.tracking.account import record_of

    record = record_of(events, person.person_id)
    found = None if kept is None else adherence_of(record, kept, date.today())
    if asked.as_json:
        echo_json(_json(record, found))
    else:
        _tell(record, found, kept)


def _export(asked: _Asked, ledger: Ledger, person: LedgerPerson) -> None:
    from openpbm.files.folder import write_outputs
    from openpbm.files.ledger.history import export_csv, export_json

    if asked.export == "csv":
        text = export_csv(ledger.folded(person.person_id), person.person_id)
    else:
        text = export_json(ledger, person)
    if asked.out is None:
        typer.echo(text, nl=False)
    else:
        write_outputs(asked.out.parent, {asked.out.name: text})


def _tell(record: LightRecord, found: Adherence | None, kept: KeptPlan | None) -> None:
    from openpbm.devices.transport import TRANSPORTS
    from openpbm.reports.ledger_words import (
        OFFICE,
        calendar_lines,
        course_words,
        doses_of,
        ending,
        giver,
        lost_words,
        practised,
        resolved_lines,
        skin_lines,
        twice,
        unbounded,
        window_words,
    )

    today = date.today()
    tell(message("cli-ledger_up_to", name=theirs(record.name), day=today))
    for days in WINDOWS:
        label = told(message(f"cli-ledger_window_{days}"))
        typer.echo(f"  {label:<8} {window_words(record, today, days)}")
    for lost in record.lost:
        typer.echo(f"  {lost_words(lost)}")
    for line in (
        *twice(record),
        *unbounded(record),
        *resolved_lines(record),
        *practised(record),
        *skin_lines(record, today),
    ):
        typer.echo(f"  {line}")
    for gap in record.gaps:
        typer.echo(f"  {told(message('cli-ledger_gap', gap=gap))}")
    shown = record.sittings[-SHOWN:]
    lines = [
        (s.begun.day, s.begun.session_id[:ID_LETTERS], _minutes(s),
         giver(s.begun.source, TRANSPORTS), doses_of(s), ending(s))
        for s in shown
    ]  # fmt: skip
    lines += [
        (dose.day, "", "", told(OFFICE), told(_band(dose)), noted.event.note)
        for noted in record.noted[-SHOWN:] for dose in noted.event.doses
    ]  # fmt: skip
    if lines:
        typer.echo("")
        rows = [(row_day(day), *rest) for day, *rest in sorted(lines)]
        _table(_words("day", "id", "shone", "how", "dose", "end"), rows)
    if len(record.sittings) > SHOWN:
        tell(message("cli-ledger_earlier", sessions=len(record.sittings) - SHOWN))
    if found is not None and kept is not None:
        typer.echo("\n" + "\n".join(course_words(found, dict(kept.trial_ratios))))
        typer.echo("\n" + "\n".join(calendar_lines(found)))


def _words(*whats: str) -> tuple[str, ...]:
    """Heads of columns."""
    return tuple(told(message(f"cli-ledger_head_{what}")) for what in whats)


def _minutes(sitting: Sitting) -> str:
    return plain(quantity(sitting.minutes, "min", 3, trimmed=True))


def _band(dose: DayDose) -> Message:
    j_cm2 = Quantity(dose.dose_j_cm2, "J/cm2", figures=4, trimmed=True)
    return message("cli-ledger_band", band=Name("role", dose.band), dose=j_cm2)


def _json(record: LightRecord, found: Adherence | None) -> dict[str, Json]:
    from openpbm.speech.say import in_english
    from openpbm.tracking.account import day_doses

    days: list[Json] = [
        {"day": d.day.isoformat(), "band": d.band, "region": d.region, "dose_j_cm2": d.dose_j_cm2}
        for d in day_doses(record)
    ]
    gaps: list[Json] = [in_english(gap) for gap in record.gaps]
    summary: dict[str, Json] = {
        "person_id": record.person_id,
        "name": record.name,
        "days": days,
        "gaps": gaps,
        "sessions": len(record.sittings),
    }
    if found is not None:
        summary["course"] = {
            "planned": [
                {
                    "planned": day.planned.isoformat(),
                    "state": day.state,
                    "done": None if day.done is None else day.done.isoformat(),
                    "share": day.share,
                }
                for day in found.days
            ],
            "remaining": [day.isoformat() for day in found.remaining],
            "appended": found.appended,
            "share": found.share,
            "needs_review": found.needs_review,
        }
    return summary


def _table(titles: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    """Columns as wide as their widest cell; the last as it is."""
    widths = [max(len(row[i]) for row in (titles, *lines)) for i in range(len(titles))]
    for row in (titles, *lines):
        typer.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
                   .rstrip())  # fmt: skip
