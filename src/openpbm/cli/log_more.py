"""`openpbm log` beside sessions: not today, put right, how the skin took it, a doctor's word."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import typer

from openpbm.cli.output import tell, told
from openpbm.errors import InputError
from openpbm.fact import Message, message, several

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from openpbm.cli.talk import Talk
    from openpbm.files.ledger.store import Ledger
    from openpbm.record import LightEvent, Moment, SkinTook
    from openpbm.sitting.entry import House, LastUse
    from openpbm.tracking.account import LightRecord
    from openpbm.tracking.given import Sitting

FINE, NO = "fine", "no"
LAST_DOSE = "last-dose"  # of --undo: the light from elsewhere that was written down last


@dataclass(frozen=True, kw_only=True)
class Other:
    """What a line asks for that is no session; at most one of them."""

    not_today: bool = False
    undo: str | None = None
    correct: str | None = None
    skin: str | None = None
    doctor: str | None = None
    by: str | None = None

    @property
    def asked(self) -> list[str]:
        """Which of them were said."""
        names = ("not_today", "undo", "correct", "skin", "doctor")
        return [name for name in names if getattr(self, name)]


def other_lines(
    other: Other, record: LightRecord, plan: Path | None, minutes: float | None, now: Moment
) -> tuple[list[LightEvent], tuple[Message, ...]]:
    """The lines, and what is said before they are written.

    Raises:
        InputError: what was asked for is not there, or cannot be.
    """
    if other.not_today:
        return [_skipped(record, plan, now)], ()
    if other.skin is not None:
        return _skin(record, other.skin, now)
    if other.doctor is not None:
        return [_doctor(record, other, now)], ()
    if other.undo == LAST_DOSE:
        return [_unnoted(record, now)], ()
    return _corrected(record, other, minutes, now)


def _unnoted(record: LightRecord, now: Moment) -> LightEvent:
    """The last light from elsewhere taken back, as by a number that was a slip."""
    from openpbm.record import NoteUndone

    if not record.noted:
        raise InputError(told(message("cli-log_no_dose")))
    last = max((one.event for one in record.noted), key=lambda one: one.at_utc)
    return NoteUndone(person_id=record.person_id, at_utc=now.utc, noted=last)


def _skipped(record: LightRecord, plan: Path | None, now: Moment) -> LightEvent:
    from openpbm.files.plan.kept import read_plan
    from openpbm.record import SessionSkipped

    if plan is None:
        raise InputError(told(message("cli-log_skip_plan")))
    kept = read_plan(plan, needs_session=True)
    return SessionSkipped(
        person_id=record.person_id,
        at_utc=now.utc,
        day=now.day,
        mask_id=kept.mask_id,
        plan_sha256=kept.sha256,
    )


def _skin(
    record: LightRecord, answer: str, now: Moment
) -> tuple[list[LightEvent], tuple[Message, ...]]:
    from openpbm.tracking.skin import answers, decided, told_of, took

    if answer not in answers():
        known = several(answers(), "comma")
        raise InputError(told(message("cli-log_skin", found=answer, known=known)))
    of = told_of(record, answer, now.day)
    if of is None:
        raise InputError(told(message("cli-log_skin_unasked")))
    said = took(record, answer, of, now.day, now.utc)
    return [said], (decided(said),) if said.needs_doctor else ()


def _doctor(record: LightRecord, other: Other, now: Moment) -> LightEvent:
    from openpbm.record import DoctorSaid

    if other.doctor not in (FINE, NO) or not (other.by or "").strip():
        raise InputError(told(message("cli-log_doctor")))
    return DoctorSaid(
        person_id=record.person_id,
        at_utc=now.utc,
        day=now.day,
        fine=other.doctor == FINE,
        who=(other.by or "").strip(),
    )


def _corrected(
    record: LightRecord, other: Other, minutes: float | None, now: Moment
) -> tuple[list[LightEvent], tuple[Message, ...]]:
    from openpbm.sitting.entry import MeasuredError, correction, correction_slips

    if other.correct is not None and minutes is None:
        raise InputError(told(message("cli-log_correct_minutes")))
    sitting = _session(record, other.undo or other.correct or "")
    if other.undo and sitting.is_undone:
        raise InputError(told(message("cli-log_undone_before", day=sitting.begun.day)))
    wanted = 0.0 if other.undo else minutes or 0.0
    try:
        return [correction(sitting, wanted, now.utc)], correction_slips(sitting, wanted)
    except MeasuredError as problem:
        raise InputError(told(problem.fact)) from None


def _session(record: LightRecord, word: str) -> Sitting:
    """The session of an id, or the last that was written down."""
    from openpbm.sitting.entry import by_id

    found = by_id(record, word)
    if word == "last" and record.sittings:
        found = record.sittings[-1]
    if found is None:
        raise InputError(told(message("cli-log_session", found=word)))
    return found


def house_of(ledger: Ledger, person_id: str) -> House:
    """The others in a ledger: the last sessions of each."""
    from openpbm.files.ledger.people import latest_of
    from openpbm.sitting.entry import House, uses_of
    from openpbm.tracking.account import record_of

    names = {person.person_id: person.name for person in ledger.people()}
    others: dict[str, tuple[LastUse, ...]] = {}
    for other, name in names.items():
        if other != person_id:
            events = ledger.look(partial(latest_of, person_id=other))
            others[name] = (*others.get(name, ()), *uses_of(record_of(events, other), name))
    return House(name=names.get(person_id, ""), others=others)


def last_uses(ledger: Ledger, person_id: str) -> tuple[LastUse, ...]:
    """The last session of each of the others in a ledger."""
    from openpbm.sitting.entry import LastUse

    return tuple(
        LastUse(name=person.name, mask_id=begun.mask_id, day=begun.day, at_utc=begun.at_utc)
        for person in ledger.people()
        if person.person_id != person_id
        and (begun := ledger.last_begun(person.person_id)) is not None
    )


def of_others(ledger: Ledger, record: LightRecord, mask_id: str, *, yes: bool) -> None:
    """Before light: that others had this mask, and whether it is this person's session at all.

    Raises:
        InputError: as `sure`.
    """
    from openpbm.devices.clock import moment
    from openpbm.sitting.entry import LastUse, handed_on, stranger

    told_first = handed_on(record, mask_id, last_uses(ledger, record.person_id))
    if told_first is not None:
        tell(told_first)
    now = moment()
    use = LastUse(name=record.name, mask_id=mask_id, day=now.day, at_utc=now.utc)
    whose = stranger(record, mask_id, house_of(ledger, record.person_id), use)
    sure([] if whose is None else [whose], yes=yes)


def sure(slips: Sequence[Message], *, yes: bool) -> None:
    """Say what may be a slip; go on only where somebody says so.

    Raises:
        InputError: nobody can be asked.
    """
    if not slips or yes:
        return
    if not _at_terminal():
        raise InputError(told(message("cli-log_unsure", slips=several(slips, "semicolon"))))
    for slip in slips:
        tell(slip)
    typer.confirm(told(message("cli-log_sure")), abort=True)


def asked_skin(talk: Talk, record: LightRecord, now: Moment, *, can_wait: bool) -> SkinTook | None:
    """The question the day after, at a terminal; nothing where it is not due, or may wait and does.

    Before light it may not: nothing said is kept as that.
    """
    from openpbm.cli.talk import ask
    from openpbm.tracking.skin import UNSAID, answers, asked_of, called

    of = asked_of(record, now.day)
    if of is None:
        return None
    talk.say(told(message("ledger-skin_ask", day=of)))
    for number, answer in enumerate(answers(), 1):
        own = called(answer)
        talk.say(told(message("cli-log_skin_line", number=f"{number}", answer=own,
                              hint=own.but("hint"))))  # fmt: skip
    how = "later" if can_wait else "unsaid"
    chosen = ask(talk, told(message(f"cli-log_skin_number_{how}")), _number)
    if chosen is None and can_wait:
        return None
    return _said(talk, record, UNSAID if chosen is None else answers()[chosen - 1], of, now)


def unsaid_skin(talk: Talk, record: LightRecord, now: Moment) -> SkinTook | None:
    """Nobody is there to be asked: what is kept, and said, before light; None where nothing is."""
    from openpbm.tracking.skin import UNSAID, asked_of

    of = asked_of(record, now.day)
    return None if of is None else _said(talk, record, UNSAID, of, now)


def skin_after(record: LightRecord, *, yes: bool) -> list[SkinTook]:
    """The same question after a line of the log; where it is not answered, what answers it.

    The line stands by now: whoever breaks off here has not taken it back.
    """
    from openpbm.cli.talk import at_terminal
    from openpbm.devices.clock import moment
    from openpbm.tracking.skin import answers, asked_of

    now = moment()
    of = asked_of(record, now.day)
    if of is None:
        return []
    said = None
    if not yes and _at_terminal():
        try:
            said = asked_skin(at_terminal(), record, now, can_wait=True)
        except KeyboardInterrupt:
            typer.echo()
    if said is None:
        tell(message("cli-log_skin_open", day=of, known=several(answers(), "or")))
        return []
    return [said]


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _said(talk: Talk, record: LightRecord, answer: str, of: date, now: Moment) -> SkinTook:
    from openpbm.tracking.skin import decided, took

    said = took(record, answer, of, now.day, now.utc)
    talk.say(told(message("cli-log_decided", decided=decided(said))))
    return said


def _number(text: str) -> int | None:
    from openpbm.tracking.skin import answers

    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(answers()):
        return int(text)
    raise InputError(told(message("cli-log_skin_which", found=text, most=len(answers()))))


def what_of(event: LightEvent) -> Message | None:
    """What such a line says, for the word that it was written; None of a session or a dose."""
    from openpbm.record import DoctorSaid, NoteUndone, SessionCorrected, SessionSkipped, SkinTook
    from openpbm.speech.number import quantity
    from openpbm.tracking.skin import decided

    if isinstance(event, SessionSkipped):
        return message("cli-log_not_today")
    if isinstance(event, SkinTook):
        return decided(event)
    if isinstance(event, NoteUndone):
        return message("cli-log_unnoted", day=event.noted.doses[0].day)
    if isinstance(event, DoctorSaid):
        return message("cli-log_doctor_said", who=event.who, answer=FINE if event.fine else NO)
    if isinstance(event, SessionCorrected):
        longest = max((minutes for _, minutes in event.lit_min), default=0.0)
        if longest <= 0:
            return message("cli-log_undone")
        return message("cli-log_corrected", minutes=quantity(longest, "min", 3, trimmed=True))
    return None
