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

from openpbm.cli.output import echo_json
from openpbm.letters import one_line

if TYPE_CHECKING:
    from openpbm.files.anchor import Anchors
    from openpbm.files.json_value import Json
    from openpbm.files.ledger_people import LedgerPerson
    from openpbm.files.ledger_store import Ledger
    from openpbm.sitting.plan import KeptPlan
    from openpbm.tracking.account import LightRecord
    from openpbm.tracking.adherence import Adherence

ACTIONS = ("verify", "people", "add", "erase", "adopt")
WINDOWS = ((1, "today"), (7, "7 days"), (28, "28 days"))
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


def ledger_command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PERSON] | verify | people | add NAME | erase PERSON | adopt",
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
    as_json: Annotated[bool, typer.Option("--json", help="help-as-json")] = False,
) -> None:
    """Show the light that was given, or look after the ledger that keeps it."""
    from openpbm.errors import InputError
    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger_path import anchors_path, ledger_path

    said = list(words or [])
    action = said.pop(0) if said and said[0] in ACTIONS else "show"
    if len(said) > 1:
        raise InputError(f'ledger: found "{" ".join(said)}"; expected one name, in quotes')
    if export not in (None, "csv", "json"):
        raise InputError(f'--export: found "{export}"; expected csv or json')
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
    from openpbm.files.ledger_store import read_ledger

    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        found = ledger.verify()
    if asked.as_json:
        problems: list[Json] = list(found.problems)
        echo_json({"entries": found.entries, "people": found.people, "problems": problems})
    if found.problems:
        more = len(found.problems) - 1
        tail = f" (and {more} more)" if more else ""
        raise LedgerError(f"{found.problems[0]}{tail}; until it is mended it counts as at the caps")
    if not asked.as_json:
        typer.echo(f"{asked.path}: {found.entries} entries of {found.people} people, all sound.")


def _people(asked: _Asked) -> None:
    from openpbm.files.ledger_store import read_ledger

    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        people = ledger.people()
    if asked.as_json:
        echo_json([{"person_id": p.person_id, "name": p.name, "entries": p.entries}
                   for p in people])  # fmt: skip
        return
    _table(("name", "id", "entries"), [(p.name, p.person_id, str(p.entries)) for p in people])


def _add(asked: _Asked) -> None:
    from openpbm.errors import LedgerError
    from openpbm.files.ledger_store import open_ledger
    from openpbm.record import PersonAdded

    name = (asked.who or "").strip()
    if not name:
        raise LedgerError("ledger add: found no name; expected one")
    with open_ledger(asked.path, anchors=asked.anchors) as ledger:
        if any(p.name.casefold() == name.casefold() for p in ledger.people()):
            raise LedgerError(f'{asked.path}: found "{name}" there already; expected another name')
        person_id = uuid4().hex[:12]
        ledger.append(PersonAdded(person_id=person_id, name=name, at_utc=datetime.now(UTC)))
    typer.echo(
        f"{name} is in {asked.path}. Say in the person file what light came before "
        "(recent_light): until then a plan counts the past as full."
    )


def _erase(asked: _Asked) -> None:
    from openpbm.errors import LedgerError
    from openpbm.files.ledger_history import person_named
    from openpbm.files.ledger_store import open_ledger, read_ledger

    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        people = ledger.people()
    if asked.who is None:
        raise LedgerError("ledger erase: found no name; expected one")
    person = person_named(people, asked.who, asked.path)
    if not asked.yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise LedgerError("ledger erase: found nobody to ask; expected --yes")
        typer.confirm(
            f"Erase all {person.entries} entries of {one_line(person.name)}? There is no way back.",
            abort=True,
        )
    with open_ledger(asked.path, anchors=asked.anchors) as ledger:
        gone = ledger.erase(person.person_id)
    typer.echo(
        f"{gone} entries of {person.name} are erased from {asked.path}. Exports and backups of "
        "yours are not. A new entry under this name starts from nothing."
    )


def _adopt(asked: _Asked) -> None:
    """Take a file as it is, once the person has said so."""
    from openpbm.errors import LedgerError
    from openpbm.files.ledger_store import open_ledger, read_ledger

    with read_ledger(asked.path, anchors=asked.anchors) as ledger:
        absences = ledger.absences()
    if not absences:
        typer.echo(f"{asked.path} is the ledger last used on this computer; nothing was changed.")
        return
    if not asked.yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise LedgerError(f"ledger adopt: {absences[0]}; found nobody to ask; expected --yes")
        typer.echo(f"{asked.path}: {absences[0]}.")
        typer.confirm(
            "Take it as it is? Days that it may have lost count as full, so sessions may have to "
            "wait. Is no newer copy left?",
            abort=True,
        )
    with open_ledger(asked.path, anchors=asked.anchors) as ledger:
        lost = ledger.adopt(datetime.now().astimezone())
        names = {person.person_id: person.name for person in ledger.people()}
    typer.echo(f"{asked.path} is taken as it is.")
    for event in lost:
        typer.echo(
            f"{names[event.person_id]}: {event.first.isoformat()} to {event.last.isoformat()} "
            "counts as full."
        )


def _show(asked: _Asked) -> None:
    from openpbm.files.ledger_history import person_named
    from openpbm.files.ledger_store import read_ledger
    from openpbm.sitting.plan import adherence_of

    kept = None
    if asked.plan is not None:
        from openpbm.files.kept_plan import read_plan

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
    from openpbm.files.ledger_history import export_csv, export_json

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
        twice,
        window_words,
    )

    today = date.today()
    typer.echo(f"{record.name}: light up to {today.isoformat()}, at the hottest skin")
    for days, label in WINDOWS:
        typer.echo(f"  {label:<9}{window_words(record, today, days)}")
    for lost in record.lost:
        typer.echo(f"  {lost_words(lost)}")
    for line in twice(record):
        typer.echo(f"  {line}")
    for gap in record.gaps:
        typer.echo(f"  not known: {gap}. The next plan counts this as at the caps.")
    shown = record.sittings[-SHOWN:]
    lines = [
        (s.begun.day.isoformat(), f"{s.minutes:.3g} min", giver(s.begun.source, TRANSPORTS),
         doses_of(s), ending(s))
        for s in shown
    ]  # fmt: skip
    lines += [
        (dose.day.isoformat(), "", OFFICE, f"{dose.band} {dose.dose_j_cm2:g} J/cm²",
         noted.event.note)
        for noted in record.noted[-SHOWN:] for dose in noted.event.doses
    ]  # fmt: skip
    if lines:
        typer.echo("")
        _table(("day", "shone", "how", "dose", "end"), sorted(lines))
    if len(record.sittings) > SHOWN:
        typer.echo(f"{len(record.sittings) - SHOWN} earlier sessions: see --export csv.")
    if found is not None and kept is not None:
        typer.echo("\n" + "\n".join(course_words(found, dict(kept.trial_ratios))))
        typer.echo("\n" + "\n".join(calendar_lines(found)))


def _json(record: LightRecord, found: Adherence | None) -> dict[str, Json]:
    from openpbm.tracking.account import day_doses

    days: list[Json] = [
        {"day": d.day.isoformat(), "band": d.band, "region": d.region, "dose_j_cm2": d.dose_j_cm2}
        for d in day_doses(record)
    ]
    gaps: list[Json] = list(record.gaps)
    told: dict[str, Json] = {"person_id": record.person_id, "name": record.name, "days": days,
                             "gaps": gaps, "sessions": len(record.sittings)}  # fmt: skip
    if found is not None:
        told["course"] = {
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
    return told


def _table(titles: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    """Columns as wide as their widest cell; the last as it is."""
    widths = [max(len(row[i]) for row in (titles, *lines)) for i in range(len(titles))]
    for row in (titles, *lines):
        typer.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
                   .rstrip())  # fmt: skip
