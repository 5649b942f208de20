"""`openpbm session`: give the light of a plan, counted, with one key to stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.session_run import Setting, say, sitting

if TYPE_CHECKING:
    from openpbm.files.kept_plan import KeptPlan
    from openpbm.files.light_book import LightBook
    from openpbm.session import Refusal
    from openpbm.tracking.due import Due

DEVICES = ("simulated", "manual")
REFUSED = 1


def session_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="What 'openpbm plan' wrote.")],
    device: Annotated[
        str, typer.Option(metavar="simulated|manual", help="Which mask gives the light.")
    ] = "simulated",
    ledger: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Another ledger than the usual one.")
    ] = None,
    who: Annotated[
        str | None, typer.Option("--as", metavar="PERSON", help="Whose light in the ledger.")
    ] = None,
    no_ledger: Annotated[
        bool, typer.Option("--no-ledger", help="Keep nothing; with the simulated mask only.")
    ] = False,
    speed: Annotated[
        float,
        typer.Option(min=1, max=100_000, metavar="N", help="Simulated time runs N times as fast."),
    ] = 1.0,
    yes: Annotated[bool, typer.Option("--yes", help="Every item of the checklist holds.")] = False,
) -> None:
    """Give today's session: checklist, countdown, light, each tick of it in the ledger.

    Exit code 1 where there is no session to give, 3 where the mask was at fault.
    """
    from openpbm.files.anchor import Anchors
    from openpbm.files.kept_plan import read_plan
    from openpbm.files.ledger_path import anchors_path, ledger_path
    from openpbm.files.light_book import no_ledger as kept_nowhere
    from openpbm.files.light_book import open_book
    from openpbm.session import Refusal

    _check(device, speed, yes=yes)
    if no_ledger:
        _check_no_ledger(device, ledger, who)
    planned = read_plan(plan)
    if planned.session is None:
        raise typer.Exit(say_refusals(planned, planned.refusals))
    anchors = Anchors(anchors_path(os.environ))
    book = (
        kept_nowhere()
        if no_ledger
        else open_book(ledger_path(ledger, os.environ), who, anchors=anchors)
    )
    if isinstance(book, Refusal):
        raise typer.Exit(say_refusals(planned, [book]))
    with book:
        raise typer.Exit(give(planned, Setting(device=device, speed=speed, yes=yes), book))


def _check(device: str, speed: float, *, yes: bool) -> None:
    from openpbm.errors import InputError

    if device not in DEVICES:
        raise InputError(f'--device: found "{device}"; expected {" or ".join(DEVICES)}')
    if device == "manual" and speed != 1:
        raise InputError("--speed: found a real mask; expected 1, as its light takes its time")
    if device == "manual" and not sys.stdin.isatty():
        raise InputError("found no terminal; expected one, to say when the mask shines")
    if not yes and not sys.stdin.isatty():
        raise InputError("found no terminal for the checklist; expected one, or --yes")


def _check_no_ledger(device: str, ledger: Path | None, who: str | None) -> None:
    from openpbm.errors import InputError

    if device == "manual":
        raise InputError("--no-ledger: found a real mask; expected a ledger, as its light counts")
    if ledger is not None or who is not None:
        raise InputError("--no-ledger: found --ledger or --as beside it; expected one way")


def give(plan: KeptPlan, how: Setting, book: LightBook) -> int:
    """The whole session, zone by zone; the exit code."""
    from openpbm.errors import LedgerError
    from openpbm.files.kept_plan import followed
    from openpbm.files.light_book import going_on, order_today, unreadable
    from openpbm.session import Refusal
    from openpbm.tracking.due import due, whole_share

    today, by_hand = date.today(), how.device == "manual"
    try:
        record, events = book.record(), book.events()
    except LedgerError as problem:
        return say_refusals(plan, [unreadable(str(problem))])
    found = due(followed(plan), record, today)
    busy = going_on(events, record, datetime.now(UTC))
    refusals = found.refusals or (() if busy is None else (busy,))
    if refusals:
        return say_refusals(plan, refusals)
    to_do = [zone for zone, share in found.given.items() if share < whole_share()]
    first = order_today(plan, to_do[0], book, found, by_hand=by_hand)  # before anything is asked
    if isinstance(first, Refusal):
        return say_refusals(plan, [first])
    say(f"{plan.mask_name}: {plan.verdict}")
    for caution in plan.cautions:
        say(f"  - {caution}")
    refused = asked(plan, found, how, book, today)
    if refused is not None:
        return say_refusals(plan, [refused])
    for zone in to_do:
        order = order_today(
            plan, zone, book, found, by_hand=by_hand
        )  # less what the zones before it had
        if isinstance(order, Refusal):
            return say_refusals(plan, [order], zone)
        code = sitting(order, plan, how, book)
        if code is not None:
            return code
    return 0


def asked(plan: KeptPlan, found: Due, how: Setting, book: LightBook, today: date) -> Refusal | None:
    """Everything that only the person knows; why there is no session, or None."""
    from openpbm.cli.talk import ask, at_terminal, yes_or_no
    from openpbm.errors import LedgerError
    from openpbm.files.light_book import renew, unreadable
    from openpbm.reports.session_words import CHECKLIST
    from openpbm.session import Refusal
    from openpbm.tracking.due import CHANGES, NEW_PLAN, changed

    answered = "the same at a terminal, without --yes"
    since = found.screen_since.isoformat()
    if how.yes:
        if found.ask_screen:
            reason = f"the screen of {since} has to be answered again, which --yes does not do"
            return Refusal(id="screen", reason=reason, would_change=f"{answered}, or {NEW_PLAN}")
        if found.ask_day:
            reason = f"{found.ask_day} --yes does not answer this"
            return Refusal(id="day", reason=reason, would_change=answered)
        return None
    talk = at_terminal()
    if found.ask_screen:
        say(f"Has anything changed since {since}?")
        answers = [(what, ask(talk, f"  {what} [y/n]", yes_or_no)) for what in CHANGES]
        refusal = changed(answers)
        if refusal is not None:
            return refusal
        try:
            renew(plan, book, today)
        except LedgerError as problem:
            return unreadable(str(problem))
    if found.ask_day and not ask(talk, f"{found.ask_day} [y/n]", yes_or_no):
        return Refusal(id="day", reason="today is no day of it", would_change="that day")
    for question, remedy in CHECKLIST:
        if not ask(talk, f"{question} [y/n]", yes_or_no):
            return Refusal(id="checklist", reason=f'"no" to: {question}', would_change=remedy)
    return None


def say_refusals(plan: KeptPlan, refusals: Sequence[Refusal], zone: str = "") -> int:
    """Why there is no light, and what would change it; the exit code."""
    what = f"Zone {zone} is not started." if zone else "Not started."
    say(what if plan.session is not None else f"{what} {plan.verdict}")
    for refusal in refusals:
        reason = refusal.reason.rstrip(".?")
        say(f"  {reason}. What would change it: {refusal.would_change}.")
    return REFUSED
