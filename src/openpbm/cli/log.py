"""`openpbm log`: a session done by hand, or light from elsewhere, in one line."""

from __future__ import annotations

import math
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import tell, told
from openpbm.fact import Message, Name, Quantity, Several, message, several
from openpbm.speech.number import quantity

if TYPE_CHECKING:
    from openpbm.files.ledger.store import Ledger
    from openpbm.record import DayDose, LightEvent
    from openpbm.session import Part

MOST_J_CM2 = 2000.0


def log_command(
    person: Annotated[
        str | None,
        typer.Argument(metavar="[PERSON]", help="help-log-person",
                       show_default=False),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(metavar="PLAN.json", help="help-log-plan"),
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(metavar="N", help="help-log-minutes")
    ] = None,
    day: Annotated[
        str | None, typer.Option(metavar="DATE", help="help-log-day")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="help-log-zone")
    ] = None,
    goal: Annotated[
        str | None, typer.Option(metavar="GOAL", help="help-log-goal")
    ] = None,
    dose: Annotated[
        list[str] | None,
        typer.Option(metavar="BAND=J/CM2", help="help-log-dose"),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="help-log-note")] = "",
    ledger: Annotated[
        Path | None, typer.Option(metavar="PATH", help="help-another-ledger")
    ] = None,
) -> None:  # fmt: skip
    """Write down a session that was done by hand, or light from an office."""
    from openpbm.errors import InputError
    from openpbm.session import Part

    when = _day(day)
    doses = tuple(_dose(text, when) for text in dose or [])
    if doses and any(said is not None for said in (plan, minutes, zone, goal)):
        raise InputError(told(message("cli-log_two_ways")))
    _check_minutes(minutes)
    wanted = Part(zone or "", goal or "")

    def events_of(kept: Ledger, person_id: str) -> list[LightEvent]:
        if doses:
            return _noted(person_id, doses, note)
        return _sessions(kept, person_id, plan, minutes, when, wanted)

    again = _keep(ledger, person, when, events_of)
    for line in () if doses else again:
        typer.echo(line)


def _check_minutes(minutes: float | None) -> None:
    from openpbm.errors import InputError
    from openpbm.field import LONGEST_MIN

    if minutes is not None and not 0 < minutes <= LONGEST_MIN:
        most = Quantity(LONGEST_MIN, "1", figures=4, trimmed=True)
        raise InputError(told(message("cli-log_minutes", found=f"{minutes:g}", most=most)))


def _keep(
    ledger: Path | None,
    person: str | None,
    when: date,
    events_of: Callable[[Ledger, str], list[LightEvent]],
) -> tuple[str, ...]:
    """Write events of a person down and tell which; what of that day stands there twice now."""
    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger.history import person_named
    from openpbm.files.ledger.path import anchors_path, ledger_path
    from openpbm.files.ledger.store import open_ledger, read_ledger
    from openpbm.reports.ledger_words import twice
    from openpbm.tracking.account import record_of

    path, anchors = ledger_path(ledger, os.environ), Anchors(anchors_path(os.environ))
    with read_ledger(path) as kept:  # a name that is none must not leave an empty ledger behind
        who = person_named(kept.people(), person, path)
    with open_ledger(path, anchors=anchors) as kept:
        events = events_of(kept, who.person_id)
        kept.append(*events)
        again = twice(record_of(kept.folded(who.person_id), who.person_id), when)
    tell(message("cli-log_written", name=who.name, day=when.isoformat(), what=_what(events)))
    return tuple(again)


def _day(text: str | None) -> date:
    from openpbm.cli.plan import day_of
    from openpbm.errors import InputError

    today = date.today()
    if text is None:
        return today
    found = day_of(text, "--day")
    if found > today:
        raise InputError(told(message("cli-log_day", found=found.isoformat())))
    return found


def _dose(text: str, day: date) -> DayDose:
    from openpbm.errors import InputError
    from openpbm.record import LIGHT_BANDS, DayDose

    band, _, amount = text.partition("=")
    value = math.nan
    with suppress(ValueError):
        value = float(amount)
    if band not in LIGHT_BANDS or not 0 < value <= MOST_J_CM2:
        bands = several(LIGHT_BANDS, "comma")
        raise InputError(told(message("cli-log_dose", found=text, bands=bands)))
    return DayDose(day=day, band=band, dose_j_cm2=value)


def _noted(person_id: str, doses: tuple[DayDose, ...], note: str) -> list[LightEvent]:
    from openpbm.record import DoseNoted

    return [DoseNoted(person_id=person_id, at_utc=datetime.now(UTC), doses=doses, note=note)]


def _sessions(
    kept: Ledger, person_id: str, plan: Path | None, minutes: float | None, day: date,
    wanted: Part,
) -> list[LightEvent]:  # fmt: skip
    from openpbm.errors import InputError, LedgerError
    from openpbm.files.plan.kept import read_plan
    from openpbm.sitting.by_hand import as_last_time, of_plan
    from openpbm.tracking.account import record_of

    now = datetime.now(UTC)
    if plan is not None:
        planned = read_plan(plan, needs_session=True)
        parts = of_plan(planned, person_id, day, now, secrets.token_bytes)
    else:
        record = record_of(kept.folded(person_id), person_id)
        parts = as_last_time(record, day, now, secrets.token_bytes)
    if not parts:
        raise LedgerError(told(message("cli-log_nothing")))
    for name, value in zip(wanted._fields, wanted, strict=True):
        known = sorted({str(getattr(part.part, name)) for part in parts} - {""})
        if value and value not in known:
            these = several(known or [message("cli-log_none")], "comma")
            unknown = message(f"cli-log_part_{name}", found=value, known=these)
            raise InputError(told(unknown))
        parts = [part for part in parts if value in ("", getattr(part.part, name))]
    if not parts:
        other = message("cli-log_goal_of_zone", goal=wanted.goal, zone=wanted.zone)
        raise InputError(told(other))
    if minutes is not None and len(parts) > 1:
        raise InputError(told(message("cli-log_several")))
    return [event for part in parts for event in part.events(minutes)]


def _what(events: list[LightEvent]) -> Several:
    from openpbm.record import DoseNoted, SessionEnded

    found: list[Message] = []
    for event in events:
        if isinstance(event, DoseNoted):
            found += [_band(dose) for dose in event.doses]
        elif isinstance(event, SessionEnded):
            longest = max((minutes for _, minutes in event.lit_min), default=0.0)
            minutes = quantity(longest, "min", 3, trimmed=True)
            found.append(message("cli-log_by_hand", minutes=minutes))
    return several(found, "comma")


def _band(dose: DayDose) -> Message:
    j_cm2 = Quantity(dose.dose_j_cm2, "J/cm2", figures=4, trimmed=True)
    return message("cli-ledger_band", band=Name("role", dose.band), dose=j_cm2)
