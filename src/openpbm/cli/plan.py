"""`openpbm plan`: one mask, one person, one plan."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.option import Seed
from openpbm.cli.output import drawn, echo_json, takes_any_letter, told
from openpbm.fact import message

if TYPE_CHECKING:
    from openpbm.answer import Plan
    from openpbm.files.person_file import PersonFile
    from openpbm.mask import Mask
    from openpbm.record import LightHistory
    from openpbm.reports.reminder import Reminder
    from openpbm.tracking.due import ToCome

SEED, SCENARIOS = 1, 400


def plan_command(
    person: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PERSON.toml]",
            help="help-plan-person",
            show_default=False,
        ),
    ] = None,
    mask: Annotated[
        str | None,
        typer.Option(metavar="ID|FILE", help="help-plan-mask"),
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option(metavar="GOAL", help="help-plan-goal"),
    ] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="help-plan-start")] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-plan-out")] = Path("openpbm-out"),
    at: Annotated[str, typer.Option(metavar="HH:MM", help="help-at")] = "",
    alarm: Annotated[str, typer.Option(metavar="MIN", help="help-alarm")] = "",
    zone: Annotated[str, typer.Option(metavar="ZONE", help="help-zone")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="help-plan-as-json")] = False,
    ledger: Annotated[Path | None, typer.Option(metavar="PATH", help="help-plan-ledger")] = None,
    who: Annotated[str | None, typer.Option("--as", metavar="PERSON", help="help-who")] = None,
    seed: Seed = SEED,
    scenarios: Annotated[
        int, typer.Option(min=16, max=20_000, metavar="N", help="help-plan-scenarios")
    ] = SCENARIOS,
) -> None:
    """Make a plan: plan.json, report.html and calendar.ics, and a summary here."""
    from openpbm.files.folder import check_writable
    from openpbm.reports.reminder import typed_reminder

    reminder = typed_reminder(at, alarm, zone)
    first_day = None if start is None else day_of(start)
    check_writable(out)
    if person is None:
        person = _ask(mask, goal or [])
    file = _read(person, mask, goal or [])
    begin = first_day or file.start or date.today()
    history = _history(ledger, who, begin)
    made = _plan(file, begin, history, seed, scenarios)
    course = None
    if history is not None and history.is_known:  # one that is not believed moves nothing
        from openpbm.cli.report import course_by_ledger

        course = course_by_ledger(made, out / "plan.json", who, ledger)
    _write(made, out, f"{file.path.name} {who or ''}", reminder, course)
    _show(made, out, as_json=as_json)
    raise typer.Exit(made.exit_code)


def day_of(text: str, option: str = "--start") -> date:
    """The day that an option names.

    Raises:
        InputError: not a date, or one that no plan can start on.
    """
    from openpbm.errors import InputError

    day: date | None = None
    with suppress(ValueError):
        day = date.fromisoformat(text)
    if day is None or not 2000 <= day.year <= 2100:
        raise InputError(told(message("cli-plan_date", option=option, found=text)))
    return day


def _ask(mask: str | None, goals: list[str]) -> Path:
    """Interview the person at the terminal; the file they get."""
    from openpbm.errors import InputError

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(told(message("cli-plan_no_person")))
    from openpbm.cli.interview import interview
    from openpbm.cli.talk import at_terminal

    return interview(at_terminal(), Path(), mask=mask, goals=goals)


def _read(path: Path, mask: str | None, goals: list[str]) -> PersonFile:
    """The person file, with what the command line says instead."""
    from dataclasses import replace

    from openpbm.errors import MaskError, PersonError
    from openpbm.files.person_file import read_person, with_goals

    file = read_person(path)
    if mask is not None:
        file = replace(file, mask=_other_mask(file, mask), mask_name=mask)
    if goals:
        file = replace(file, person=with_goals(file.person, goals))
    if file.mask is None:
        raise MaskError(told(message("cli-plan_no_mask", file=str(path))))
    if not file.person.wishes:
        raise PersonError(told(message("cli-plan_no_goal", file=str(path))))
    return file


def _other_mask(file: PersonFile, mask: str) -> Mask:
    """The mask of --mask. What the owner states in the file is of their own mask only."""
    from openpbm.errors import InputError, MaskError
    from openpbm.files.mask_file import find_mask

    if file.mask is not None and file.mask_name == mask:
        return file.mask
    try:
        return find_mask(mask)
    except InputError as problem:
        raise MaskError(f"--mask: {problem}") from None


def _history(ledger: Path | None, who: str | None, start: date) -> LightHistory | None:
    """What the ledger knows of the person; None where no ledger is asked for."""
    if ledger is None and who is None:
        return None
    import os

    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger.history import history_for
    from openpbm.files.ledger.path import anchors_path, ledger_path

    # light after a start that is past already counts on the start's day
    today = min(start, date.today())
    anchors = Anchors(anchors_path(os.environ))
    return history_for(ledger_path(ledger, os.environ), who, today, anchors=anchors)


def _plan(
    file: PersonFile, start: date, history: LightHistory | None, seed: int, scenarios: int
) -> Plan:
    import os

    from openpbm.cli.progress import shown_progress
    from openpbm.files.light.folder import light_folder
    from openpbm.files.scan import face_of
    from openpbm.planning.plan import plan
    from openpbm.speech.say import say

    assert file.mask is not None
    face = face_of(file)
    if face is not None and face.told is not None:
        typer.echo(f"{file.face_path}: {say(face.told)}", err=True)
    with shown_progress() as progress:
        return plan(
            file.person,
            file.mask,
            start=start,
            history=history,
            face=face,
            seed=seed,
            scenarios=scenarios,
            progress=progress,
            kept=light_folder(os.environ),
        )


def _write(
    made: Plan, out: Path, who: str, reminder: Reminder | None, course: ToCome | None
) -> None:
    from openpbm.answer import Given
    from openpbm.files.folder import write_outputs
    from openpbm.files.plan.file import plan_text
    from openpbm.reports.plan_files import CALENDAR, shown_files

    shown = shown_files(
        made, folder=out, who=who, reminder=reminder, today=date.today(), to_come=course
    )
    # sessions of an earlier run must not stand beside a refusal
    write_outputs(out, {"plan.json": plan_text(made), **shown}, absent=(CALENDAR,))
    if CALENDAR in shown and not isinstance(made, Given):
        typer.echo(told(message("cli-plan_taken_back", path=str(out / CALENDAR))), err=True)


def _show(made: Plan, out: Path, *, as_json: bool) -> None:
    from openpbm.files.plan.file import plan_json
    from openpbm.reports.terminal import summary, summary_text

    report = str(out / "report.html")
    if as_json:
        echo_json(plan_json(made))
    elif sys.stdout.isatty():
        from rich.console import Console

        Console(file=drawn(sys.stdout)).print(summary(made, report))
    else:
        told = summary_text(made, report, ascii_only=not takes_any_letter())
        typer.echo(told.rstrip("\n"))
