"""`openpbm demo`: everything once, in under a minute, with nothing to prepare."""

from __future__ import annotations

import secrets
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import tell, told
from openpbm.fact import Quantity, message
from openpbm.speech.language import typed_next
from openpbm.speech.number import on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpbm.fact import Message
    from openpbm.files.json_value import Json
    from openpbm.web.light import HouseBook
    from openpbm.web.people import KeptPerson, People

SPEED, SCENARIOS = 600.0, 64
OFFICE_J_CM2 = 478.0  # red light of a study on the same day: it leaves no room for a session
WATCHED = ("light_day_red", "light_three_weeks_red")


def demo_command(
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="help-demo-folder"),
    ] = None,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="help-demo-serve")] = True,
) -> None:
    """Plan, a session in fast motion, the ledger, the next plan, and the app on all of it."""
    if folder is not None:
        show(folder, serve=serve)
        return
    with tempfile.TemporaryDirectory(prefix="openpbm-demo-") as made:
        show(Path(made), serve=serve, stays=False)


def show(folder: Path, *, serve: bool, stays: bool = True) -> None:
    """The whole demonstration in one folder."""
    from openpbm.files.ledger.path import NAME
    from openpbm.web.light import HouseBook
    from openpbm.web.people import People

    people = People(folder)
    people.open()
    light = HouseBook(folder / NAME)
    today = date.today()
    _heading("plan")
    kept = _person(people)
    before = _planned(kept, today, None)
    _tell_plan(before)
    typer.echo()
    tell(message("cli-demo_session", speed=Quantity(SPEED, "1", figures=4, trimmed=True)))
    typer.echo()
    _session(kept, light)
    typer.echo()
    _heading("ledger")
    _ledger(kept, light, today)
    typer.echo()
    _heading("next")
    after = _planned(kept, today, light)
    _tell_change(before, after)
    light.close()
    typer.echo()
    _heading("app")
    _app(folder, serve=serve, stays=stays)


def _heading(step: str) -> None:
    tell(message(f"cli-demo_step_{step}"))
    typer.echo()


def _row(fact: Message) -> None:
    typer.echo(f"   {told(fact)}")


def _person(people: People) -> KeptPerson:
    """Somebody with a mask; the answers as the app's form would have them."""
    from openpbm.files.answer import LISTS, TOPICS, person_text
    from openpbm.web.form import Form
    from openpbm.web.mask_form import mask_table
    from openpbm.web.you_form import person_lines

    you = {
        "name": ["Demo"],
        "age": ["52"],
        "skin": ["II"],
        "goal": ["wrinkles_firmness"],
        "goggles": ["yes"],
        "recent": ["none"],
        **{f"topic-{number}": ["no"] for number in range(len(TOPICS))},
        **{f"{kind}-any": ["none"] for kind, _ in LISTS},
    }
    mask = {"device": ["higherdose-red-light-face-mask"], "standoff": ["10"]}
    said = person_lines(Form(typed=you))
    assert said is not None
    said.mask = mask_table(Form(typed=mask))
    text = person_text(said, by="openpbm demo")
    return people.save(people.new_id(), text, {"you": you, "mask": mask})


def _planned(kept: KeptPerson, today: date, light: HouseBook | None) -> dict[str, Json]:
    from openpbm.cli.progress import shown_progress
    from openpbm.planning.progress import silent
    from openpbm.web.people import inputs_of
    from openpbm.web.planned import PlanTask, made

    task = PlanTask(
        folder=kept.folder,
        inputs=inputs_of(kept),
        start=today,
        scenarios=SCENARIOS,
        history=None if light is None else light.history(kept.id, today),
    )
    with shown_progress() as progress:
        task(progress or silent)
    found = made(kept)
    assert found is not None
    return found.plan


def _tell_plan(plan: dict[str, Json]) -> None:
    session, course = plan["session"], plan["course"]
    assert isinstance(session, dict)
    assert isinstance(course, dict)
    _row(
        message(
            "cli-demo_planned",
            verdict=str(plan["verdict"]),
            each=Quantity(float(str(session["minutes"])), "min"),
            times=int(str(course["sessions_per_week"])),
            weeks=int(str(course["weeks"])),
        )
    )


def _session(kept: KeptPerson, light: HouseBook) -> None:
    """The checklist is answered for nobody: no light shines here."""
    from dataclasses import replace

    from openpbm.devices.clock import moment
    from openpbm.devices.transport import TRANSPORTS
    from openpbm.files.plan.kept import read_plan
    from openpbm.reports.session_words import closing, phase_name
    from openpbm.sitting.checklist import ALL_HOLDS
    from openpbm.sitting.device import ways
    from openpbm.sitting.live import sitting_of
    from openpbm.sitting.turn import Turn
    from openpbm.speech.say import say

    plan = read_plan(kept.plan_folder / "plan.json", needs_session=True)
    dark = next(way for way in ways(TRANSPORTS, ()) if not way.transport.shines)
    # made up as the person is: kept as if it had shone, so that the next plan has light to count
    way = replace(dark, transport=replace(dark.transport, source="guided"))
    book = light.book(kept.id, kept.name)
    with Turn(plan, book, moment, holder=secrets.token_hex(8), by_hand=False) as turn:
        at = turn.open()
        refusal = at.refusals[0] if at.refusals else turn.answered(ALL_HOLDS)
        if at.order is None or refusal is not None:
            typer.echo(f"   {'' if refusal is None else say(refusal.reason)}")
            return
        said = ""
        with sitting_of(turn, at.order, way, fresh=secrets.token_bytes, speed=SPEED) as live:
            live.begin()
            while not live.is_done:
                live.step()
                phase = told(phase_name(live.runner.state.phase))
                if phase != said:
                    typer.echo(f"   {phase}")
                said = phase
                live.wait()
    for line in closing(live.runner):
        typer.echo(f"   {line.strip()}")


def _ledger(kept: KeptPerson, light: HouseBook, today: date) -> None:
    from openpbm.record import DayDose, DoseNoted
    from openpbm.reports.ledger_words import doses_of, window_words
    from openpbm.tracking.account import LightRecord

    dose = DayDose(day=today, band="red", dose_j_cm2=OFFICE_J_CM2)
    where = told(message("cli-demo_office_note"))
    note = DoseNoted(person_id=kept.id, at_utc=datetime.now(UTC), doses=(dose,), note=where)
    record = light.record(kept.id)
    if isinstance(record, LightRecord):
        for sitting in record.sittings:
            day = sitting.begun.day
            _row(message("cli-demo_sitting", day=day, doses=doses_of(sitting)))
    light.write(kept.id, kept.name, note)
    of_office = Quantity(OFFICE_J_CM2, "J/cm2")
    _row(message("cli-demo_office", day=today, dose=of_office))
    found = light.record(kept.id)
    if isinstance(found, LightRecord):
        _row(message("cli-demo_today", light=window_words(found, today, 1)))
    checked = light.ledger().verify()
    holds = "sound" if checked.is_sound else "damaged"
    _row(message(f"cli-demo_entries_{holds}", entries=checked.entries))


def _tell_change(before: dict[str, Json], after: dict[str, Json]) -> None:
    first, then = _first_day(before), _first_day(after)
    _row(message("cli-demo_first", before=first, now=then))
    known = dict(_limits(before))
    for name, text in _limits(after):
        before_it = known.get(name, message("cli-demo_not_counted"))
        _row(message("cli-demo_limit", limit=name, before=before_it, now=text))


def _first_day(plan: dict[str, Json]) -> str:
    course = plan["course"]
    dates = course["dates"] if isinstance(course, dict) else []
    if not isinstance(dates, list) or not dates:
        return told(message("cli-demo_none"))
    return on(date.fromisoformat(str(dates[0])))


def _limits(plan: dict[str, Json]) -> Iterator[tuple[str, Message]]:
    rows = plan["ceilings"]
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and row["id"] in WATCHED:
            value, limit = (
                Quantity(float(str(row[name])), unit, figures=3, trimmed=True)
                for name, unit in (("value", "1"), ("limit", "J/cm2"))
            )
            yield str(row["name"]), message("cli-demo_of", value=value, limit=limit)


def _app(folder: Path, *, serve: bool, stays: bool) -> None:
    from openpbm.cli.app import INSTALL, is_installed, start

    if not is_installed():
        _row(message("cli-demo_install", install=INSTALL))
    elif serve:
        start(folder, port=0, lan=False, open_page=False)
    else:
        its_folder = f" --folder {quote(str(folder))}" if stays else ""
        typer.echo(f"   {typed_next('openpbm app')}{its_folder}")
