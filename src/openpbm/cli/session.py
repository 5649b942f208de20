"""`openpbm session`: give the light of a plan, counted, with one key to stop."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import REFUSED
from openpbm.cli.output import told
from openpbm.cli.session_run import SessionChoices, say, sitting
from openpbm.fact import message, several

if TYPE_CHECKING:
    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger.store import Ledger
    from openpbm.session import Refusal
    from openpbm.sitting.book import Book
    from openpbm.sitting.checklist import Question
    from openpbm.sitting.device import Way
    from openpbm.sitting.plan import KeptPlan
    from openpbm.sitting.today import Today
    from openpbm.sitting.turn import Turn
    from openpbm.tracking.due import Due

DEMO = "demo"  # a mask that is played on this computer
AGAIN = "again"  # a refusal that another round of questions ends


def session_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="help-session-plan")],
    device: Annotated[
        str,
        typer.Option(
            metavar="MASK",
            help="help-session-device",
        ),
    ] = "simulated",
    ledger: Annotated[Path | None, typer.Option(metavar="PATH", help="help-another-ledger")] = None,
    who: Annotated[str | None, typer.Option("--as", metavar="PERSON", help="help-who")] = None,
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="help-session-no-ledger")] = False,
    speed: Annotated[
        float,
        typer.Option(min=1, max=100_000, metavar="N", help="help-session-speed"),
    ] = 1.0,
    yes: Annotated[bool, typer.Option("--yes", help="help-session-yes")] = False,
) -> None:
    """Give today's session: checklist, countdown, light, each tick of it in the ledger."""
    from openpbm.devices.clock import moment
    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger.path import anchors_path, ledger_path
    from openpbm.files.light.book import open_book
    from openpbm.files.plan.kept import read_plan
    from openpbm.reports.words import translated
    from openpbm.session import Refusal
    from openpbm.sitting.book import Unkept

    how = SessionChoices(way=_way(device, plan), speed=speed, yes=yes)
    _check(how)
    if no_ledger:
        _check_no_ledger(how.way, ledger, who)
    planned = read_plan(plan)
    if note := translated().strip():
        say(note)
    if planned.session is None:
        raise typer.Exit(say_refusals(planned, planned.refusals))
    path = ledger_path(ledger, os.environ)
    is_named = ledger is not None or who is not None
    if no_ledger or not (is_named or _needs_ledger(how.way, path)):
        say(told(message("practice-unkept")))
        raise typer.Exit(give(planned, how, Unkept(moment())))
    anchors = Anchors(anchors_path(os.environ))
    if who is None and not path.exists() and sys.stdin.isatty():
        _begin_ledger(path, anchors)
    opened = open_book(path, who, anchors=anchors)
    if isinstance(opened, Refusal):
        raise typer.Exit(say_refusals(planned, [opened]))
    book, kept = opened
    with kept:
        _of_others(kept, book, planned, how)
        raise typer.Exit(give(planned, how, book))


def _needs_ledger(way: Way, path: Path) -> bool:
    """Light does; practice goes into one that is there, and a mask that is played into none."""
    return way.transport.shines or (path.exists() and way.paired is None)


def _of_others(ledger: Ledger, book: Book, plan: KeptPlan, how: SessionChoices) -> None:
    """What is to be known of others who had this mask; practice is nobody's light."""
    from openpbm.cli.log_more import of_others
    from openpbm.errors import LedgerError
    from openpbm.tracking.account import record_of

    if not how.way.transport.shines:
        return
    with suppress(LedgerError):  # what cannot be read is refused when light is asked for
        record = record_of(book.events(), book.person_id)
        of_others(ledger, record, plan.mask_id, yes=how.yes)


def _begin_ledger(path: Path, anchors: Anchors) -> None:
    """Offer to make the ledger that is missing; without a name it stays so."""
    from openpbm.cli.ledger import add_person
    from openpbm.cli.talk import at_terminal

    name = at_terminal().ask(f"{told(message('cli-session_first', path=str(path)))} ").strip()
    if name:
        add_person(path, anchors, name)


def _way(device: str, plan: Path) -> Way:
    """The mask that was meant."""
    from openpbm.devices.transport import TRANSPORTS
    from openpbm.errors import InputError
    from openpbm.files.paired_file import paired_path, read_paired
    from openpbm.sitting.device import ways

    known = {way.id: way for way in ways(TRANSPORTS, ())}
    if device not in known:
        paired = read_paired(paired_path(os.environ))
        known = {way.id: way for way in ways(TRANSPORTS, paired)}
    if device in known:
        return known[device]
    of_transport = [way for way in known.values() if way.transport.id == device]
    if len(of_transport) == 1:  # the only mask of its kind needs no name
        return of_transport[0]
    if device == DEMO:
        raise InputError(told(message("practice-not_played", plan=str(plan))))
    kind = device.partition(":")[0]
    if kind in {one.id for one in TRANSPORTS if one.is_paired} - {
        way.transport.id for way in known.values()
    }:
        raise InputError(told(message("open_mask-none_paired", found=device)))
    ids = several(known, "or")
    raise InputError(told(message("cli-session_device", found=device, known=ids)))


def _check(how: SessionChoices) -> None:
    from openpbm.errors import InputError

    mask, at_terminal = how.way.transport, sys.stdin.isatty()
    if mask.shines and how.speed != 1:
        raise InputError(told(message("cli-session_speed")))
    if mask.is_by_hand and not at_terminal:
        raise InputError(told(message("cli-session_no_terminal")))
    if not how.yes and not at_terminal:
        raise InputError(told(message("cli-session_no_checklist")))


def _check_no_ledger(way: Way, ledger: Path | None, who: str | None) -> None:
    from openpbm.errors import InputError

    if way.transport.shines:
        raise InputError(told(message("cli-session_unkept")))
    if ledger is not None or who is not None:
        raise InputError(told(message("cli-session_two_ways")))


def give(plan: KeptPlan, how: SessionChoices, book: Book) -> int:
    """The whole session, part by part; the exit code."""
    from openpbm.devices.clock import every, moment
    from openpbm.sitting.turn import Turn, renew_every

    holder, mask = secrets.token_hex(8), how.way.transport
    with (
        Turn(
            plan, book, moment, holder=holder, by_hand=mask.is_by_hand, shines=mask.shines
        ) as turn,
        every(renew_every().total_seconds(), turn.renew),
    ):
        found = _asked_in_time(plan, how, turn)
        if found.refusals:
            return say_refusals(plan, found.refusals)
        return _parts(plan, how, turn, found)


def _asked_in_time(plan: KeptPlan, how: SessionChoices, turn: Turn) -> Today:
    """Today once everything was asked, anew where the answers took too long."""
    from openpbm.session import Refusal
    from openpbm.speech.say import say as spoken

    is_first = True
    while True:
        if turn.book.refusal is None:
            _ask_skin(turn, how)
        found = turn.open()
        if found.refusals:
            return found
        if is_first:
            say(spoken("session-plan", mask=plan.mask_name, verdict=plan.verdict))
            for line in (*plan.cautions, *found.less):
                say(f"  - {spoken(line)}")
        assert found.due is not None
        said = asked(found.due, how)
        refusal = said if isinstance(said, Refusal) else turn.answered(said)
        if refusal is None:
            return found
        if refusal.id != AGAIN or how.yes:
            return replace(found, refusals=(refusal,), order=None)
        say(spoken("session-asked_again", reason=refusal.reason))
        is_first = False


def _ask_skin(turn: Turn, how: SessionChoices) -> None:
    """How the skin took the last session; written down before today's is judged."""
    from openpbm.cli.log_more import asked_skin, unsaid_skin
    from openpbm.cli.talk import at_terminal
    from openpbm.devices.clock import moment
    from openpbm.errors import LedgerError
    from openpbm.tracking.account import record_of

    try:
        record = record_of(turn.book.events(), turn.book.person_id)
        shines = how.way.transport.shines
        if how.yes:
            said = unsaid_skin(at_terminal(), record, moment()) if shines else None
        else:
            said = asked_skin(at_terminal(), record, moment(), can_wait=not shines)
        if said is not None:
            turn.book.append(said)
    except LedgerError:  # what cannot be read or written is refused when light is asked for
        return


def _parts(plan: KeptPlan, how: SessionChoices, turn: Turn, found: Today) -> int:
    """Light for each part that is left, each less what those before it had."""
    from openpbm.reports.words import part_name

    for number, part in enumerate(found.to_do):
        at = found if number == 0 else turn.follow(part)
        if at.order is None:
            return say_refusals(plan, at.refusals, part_name(part))
        code = sitting(at.order, how, turn, then=next(iter(found.to_do[number + 1 :]), None))
        if code is not None:
            return code
    return 0


def asked(due: Due, how: SessionChoices) -> Mapping[str, bool] | Refusal:
    """What only the person knows, by the ids of questions; or why there is no session."""
    from openpbm.cli.aloud import sound_check
    from openpbm.cli.talk import ask, at_terminal, yes_or_no
    from openpbm.sitting.checklist import questions
    from openpbm.speech.say import say as spoken

    if how.yes:
        return _taken_as_said(due)
    talk, said, keys = at_terminal(), dict[str, bool](), spoken("cli-yes_no_keys")
    if due.ask_screen:
        say(spoken("session-ask_changed", since=due.screen_since))
    for question in questions(due):
        said[question.id] = ask(talk, f"{_text(question, due)} {keys}", yes_or_no)
        refusal = _against(question, said)
        if refusal is not None:
            return refusal
    if how.way.transport.shines:
        sound_check(lambda text: ask(talk, f"{text} {keys}", yes_or_no), say)
    return said


def _text(question: Question, due: Due) -> str:
    from openpbm.reports.session_words import CHECKLIST
    from openpbm.sitting.checklist import About
    from openpbm.speech.say import say as spoken
    from openpbm.tracking.due import CHANGES

    if question.kind is About.CHANGE:
        return f"  {spoken(CHANGES[question.number])}"
    if question.kind is About.DAY:
        assert due.ask_day is not None  # else it is no question
        return spoken(due.ask_day)
    return spoken(CHECKLIST[question.number])


def _against(question: Question, said: Mapping[str, bool]) -> Refusal | None:
    """Why there is no session after an answer; of changes, once all of them were asked for."""
    from openpbm.reports.session_words import CHECKLIST
    from openpbm.session import refusal
    from openpbm.sitting.checklist import About
    from openpbm.tracking.due import CHANGES, changed

    if question.kind is About.CHANGE:
        is_last = question.number + 1 == len(CHANGES)
        return changed(list(zip(CHANGES, said.values(), strict=True))) if is_last else None
    if said[question.id] is question.wanted:
        return None
    if question.kind is About.DAY:
        return refusal("day", message("refusal-not_its_day"))
    asked = CHECKLIST[question.number]
    why = message("refusal-checklist", question=asked, remedy=asked.but("remedy"))
    return refusal("checklist", why)


def _taken_as_said(due: Due) -> Mapping[str, bool] | Refusal:
    """What `--yes` answers, which is the checklist alone."""
    from openpbm.session import refusal
    from openpbm.sitting.checklist import ALL_HOLDS
    from openpbm.tracking.due import NEW_PLAN

    if due.ask_screen:
        why = message("refusal-screen_to_answer", since=due.screen_since, next=NEW_PLAN)
        return refusal("screen", why)
    if due.ask_day is not None:
        return refusal("day", message("refusal-day_to_answer", question=due.ask_day))
    return ALL_HOLDS


def say_refusals(plan: KeptPlan, refusals: Sequence[Refusal], part: str = "") -> int:
    """Why there is no light, and what would change it; the exit code."""
    from openpbm.reports import words
    from openpbm.speech.say import say as spoken

    what = spoken("session-not_started")
    if part:
        what = spoken("session-part_not_started", part=part.capitalize())
    say(what if plan.session is not None else f"{what} {spoken(plan.verdict)}")
    for refusal in refusals:
        say(f"  {words.no(refusal)}")
    return REFUSED
