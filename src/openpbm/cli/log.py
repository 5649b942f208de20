"""`openpbm log`: a session done by hand, or light from elsewhere, in one line."""

from __future__ import annotations

import math
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeAlias

import typer

from openpbm.cli.output import tell, told
from openpbm.fact import Message, Name, Quantity, Several, message, several, theirs
from openpbm.speech.number import quantity

if TYPE_CHECKING:
    from openpbm.answer import IrradianceRow, Plan
    from openpbm.files.ledger.store import Ledger
    from openpbm.mask import Mask
    from openpbm.record import DayDose, LightEvent
    from openpbm.session import Part
    from openpbm.sitting.by_hand import DoneByHand
    from openpbm.tracking.account import LightRecord

    Lines: TypeAlias = tuple[list[LightEvent], tuple[Message, ...]]

MOST_J_CM2 = 2000.0


def log_command(
    person: Annotated[
        str | None,
        typer.Argument(metavar="[PERSON]", help="help-log-person",
                       show_default=False),
    ] = None,
    plan: Annotated[Path | None, typer.Option(metavar="PLAN.json", help="help-log-plan")] = None,
    minutes: Annotated[float | None, typer.Option(metavar="MIN", help="help-log-minutes")] = None,
    day: Annotated[str | None, typer.Option(metavar="DATE", help="help-log-day")] = None,
    zone: Annotated[str | None, typer.Option(metavar="ZONE", help="help-log-zone")] = None,
    goal: Annotated[str | None, typer.Option(metavar="GOAL", help="help-log-goal")] = None,
    dose: Annotated[
        list[str] | None, typer.Option(metavar="BAND=J/CM2", help="help-log-dose")
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="help-log-note")] = "",
    mask: Annotated[str | None, typer.Option(metavar="ID|FILE", help="help-log-mask")] = None,
    not_today: Annotated[bool, typer.Option("--not-today", help="help-log-not-today")] = False,
    undo: Annotated[str | None, typer.Option(metavar="ID|last", help="help-log-undo")] = None,
    correct: Annotated[str | None, typer.Option(metavar="ID|last", help="help-log-correct")] = None,
    skin: Annotated[str | None, typer.Option(metavar="ANSWER", help="help-log-skin")] = None,
    doctor: Annotated[str | None, typer.Option(metavar="fine|no", help="help-log-doctor")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="help-log-by")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="help-log-yes")] = False,
    ledger: Annotated[Path | None, typer.Option(metavar="PATH", help="help-another-ledger")] = None,
) -> None:  # fmt: skip
    """Write down a session that was done by hand, or light from an office."""
    from openpbm.cli.log_more import Other, other_lines
    from openpbm.devices.clock import moment
    from openpbm.errors import InputError
    from openpbm.session import Part
    from openpbm.tracking.account import record_of

    when = _day(day)
    doses = tuple(_dose(text, when) for text in dose or [])
    if doses and any(said is not None for said in (plan, minutes, zone, goal, mask)):
        raise InputError(told(message("cli-log_two_ways")))
    other = Other(not_today=not_today, undo=undo, correct=correct, skin=skin, doctor=doctor, by=by)
    _check_one_way(other.asked, is_dose=bool(doses))
    _check_minutes(minutes)
    wanted = Part(zone or "", goal or "")

    def lines_of(kept: Ledger, person_id: str) -> Lines:
        if doses:
            return _noted(person_id, doses, note), ()
        if other.asked:
            record = record_of(kept.folded(person_id), person_id)
            return other_lines(other, record, plan, minutes, moment())
        return _sessions(kept, person_id, _What(plan, mask, minutes, when, wanted))

    _keep(ledger, person, when, lines_of, yes=yes, is_light=not (doses or other.asked))


class _What(NamedTuple):
    """Which session is meant."""

    plan: Path | None
    mask: str | None
    minutes: float | None
    day: date
    wanted: Part


def _check_one_way(asked: list[str], *, is_dose: bool) -> None:
    from openpbm.errors import InputError

    if len(asked) + is_dose > 1:
        ways = several([f"--{name.replace('_', '-')}" for name in asked], "comma")
        raise InputError(told(message("cli-log_one_way", found=ways)))


def _check_minutes(minutes: float | None) -> None:
    from openpbm.errors import InputError
    from openpbm.sitting.entry import MOST_MIN

    if minutes is not None and not 0 < minutes <= MOST_MIN:
        most = Quantity(MOST_MIN, "1", figures=4, trimmed=True)
        raise InputError(told(message("cli-log_minutes", found=f"{minutes:g}", most=most)))


def _keep(
    ledger: Path | None,
    person: str | None,
    when: date,
    lines_of: Callable[[Ledger, str], Lines],
    *,
    yes: bool,
    is_light: bool,
) -> None:
    """Write events of a person down and tell which.

    Of a session also what it counts as, and how the skin took the one before is asked for.
    """
    from openpbm.cli.log_more import skin_after, sure
    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger.history import person_named
    from openpbm.files.ledger.path import anchors_path, ledger_path
    from openpbm.files.ledger.store import open_ledger, read_ledger
    from openpbm.tracking.account import record_of

    path, anchors = ledger_path(ledger, os.environ), Anchors(anchors_path(os.environ))
    with read_ledger(path) as kept:  # a name that is none must not leave an empty ledger behind
        who = person_named(kept.people(), person, path)
    with open_ledger(path, anchors=anchors) as kept:
        events, slips = lines_of(kept, who.person_id)
        sure(slips, yes=yes)
        kept.append(*events)
        tell(message("cli-log_written", name=theirs(who.name), day=when, what=_what(events)))
        if is_light:
            record = record_of(kept.folded(who.person_id), who.person_id)
            _tell_light(record, events, when)
            kept.append(*skin_after(record, yes=yes))


def _tell_light(record: LightRecord, events: list[LightEvent], when: date) -> None:
    """What new sessions count as, and what of that day stands there twice now."""
    from openpbm.record import SessionBegun
    from openpbm.reports.ledger_words import twice, without_plan

    new = {event.session_id for event in events if isinstance(event, SessionBegun)}
    for line in (*without_plan(record, new), *twice(record, when)):
        typer.echo(line)


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


def _sessions(kept: Ledger, person_id: str, what: _What) -> Lines:
    from openpbm.cli.log_more import house_of
    from openpbm.sitting.entry import slips
    from openpbm.tracking.account import record_of

    record = record_of(kept.folded(person_id), person_id)
    parts, own_min = _parts(record, person_id, what)
    events = [event for part in parts for event in part.events(what.minutes)]
    found = slips(record, parts, what.minutes, own_min, house_of(kept, person_id))
    return events, found


def _parts(
    record: LightRecord, person_id: str, what: _What
) -> tuple[list[DoneByHand], float | None]:
    """The lights that are meant, and the longest programme of their mask where it is known."""
    from openpbm.devices.clock import moment
    from openpbm.files.plan.file import read_plan_file
    from openpbm.files.plan.kept import kept
    from openpbm.sitting.by_hand import as_last_time, of_plan
    from openpbm.sitting.today import lessened

    now, fresh = datetime.now(UTC), secrets.token_bytes
    plan = None if what.plan is None else read_plan_file(what.plan)
    planned = None if plan is None or what.plan is None else kept(plan, what.plan)
    if planned is not None and planned.session is not None and what.mask is None:
        held = lessened(planned, record, what.day) if what.day == moment().day else planned
        parts = of_plan(held, person_id, what.day, now, fresh)
        return _wanted(parts, what), planned.session.timer_min
    if what.mask is None and plan is None:
        return _wanted(as_last_time(record, what.day, now, fresh), what), None
    return _of_mask(plan, person_id, what, now)


def _of_mask(
    plan: Plan | None, person_id: str, what: _What, now: datetime
) -> tuple[list[DoneByHand], float | None]:
    """Minutes with a mask that no plan asked for; a plan that says no still knows its light."""
    from openpbm.errors import InputError
    from openpbm.files.mask_file import find_mask
    from openpbm.planning.unplanned import light_in
    from openpbm.sitting.by_hand import without_plan

    if what.minutes is None:
        raise InputError(told(message("cli-log_mask_minutes")))
    mask = plan.mask if what.mask is None and plan is not None else find_mask(what.mask or "")
    if plan is not None and plan.mask.id != mask.id:
        other = message("cli-log_other_mask", mask=mask.name, planned=theirs(plan.mask.name))
        raise InputError(told(other))
    seen = light_in(plan, mask) or _light_of(mask)
    done = without_plan(mask, seen, person_id, what.day, now, secrets.token_bytes)
    return [done], max(mask.session_min, default=None)


def _light_of(mask: Mask) -> tuple[IrradianceRow, ...]:
    from openpbm.cli.progress import shown_progress
    from openpbm.files.light.folder import light_folder
    from openpbm.planning.unplanned import light_of

    with shown_progress() as progress:
        return light_of(mask, progress=progress, kept=light_folder(os.environ))


def _wanted(parts: list[DoneByHand], what: _What) -> list[DoneByHand]:
    """Those of a zone or goal that was named."""
    from openpbm.errors import InputError, LedgerError

    wanted = what.wanted
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
    if what.minutes is not None and len(parts) > 1:
        raise InputError(told(message("cli-log_several")))
    return parts


def _what(events: list[LightEvent]) -> Several:
    from openpbm.cli.log_more import what_of
    from openpbm.record import DoseNoted, SessionEnded

    found: list[Message] = []
    for event in events:
        if isinstance(event, DoseNoted):
            found += [_band(dose) for dose in event.doses]
        elif isinstance(event, SessionEnded):
            longest = max((minutes for _, minutes in event.lit_min), default=0.0)
            minutes = quantity(longest, "min", 3, trimmed=True)
            found.append(message("cli-log_by_hand", minutes=minutes))
        elif (own := what_of(event)) is not None:
            found.append(own)
    return several(found, "comma")


def _band(dose: DayDose) -> Message:
    j_cm2 = Quantity(dose.dose_j_cm2, "J/cm2", figures=4, trimmed=True)
    return message("cli-ledger_band", band=Name("role", dose.band), dose=j_cm2)
