"""Runs a session at the terminal: clocks, mask, picture and closing words."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import typer

from openpbm.cli.codes import DEVICE, DONE, REFUSED, TOLD_TO_END
from openpbm.cli.output import drawn
from openpbm.letters import visible

if TYPE_CHECKING:
    from threading import Event

    from openpbm.delivery.order import Order
    from openpbm.session import Part
    from openpbm.sitting.device import Way
    from openpbm.sitting.live import LiveSitting
    from openpbm.sitting.turn import Turn

SAY_EVERY_MS = 15_000  # where nobody watches a bar


@dataclass(frozen=True, kw_only=True)
class SessionChoices:
    """How a session is given."""

    way: Way
    speed: float
    yes: bool


def say(text: str) -> None:
    """A sentence in 80 columns."""
    typer.echo("\n".join(wrap(text, 80, subsequent_indent="    ")))


def sitting(order: Order, how: SessionChoices, turn: Turn, then: Part | None = None) -> int | None:
    """Light for one order; the exit code, or None where the next part may follow."""
    from openpbm.cli.aloud import heard
    from openpbm.cli.keys import pressed_keys
    from openpbm.cli.session_keys import conduct
    from openpbm.errors import DeviceError
    from openpbm.reports.session_words import closing, reason
    from openpbm.reports.words import part_name
    from openpbm.sitting.live import sitting_of
    from openpbm.speech.say import say as spoken

    alone = not sys.stdin.isatty()
    try:
        live = sitting_of(
            turn,
            order,
            how.way,
            fresh=secrets.token_bytes,
            speed=how.speed,
            alone=alone,
            waits=not (alone or how.yes) and how.speed == 1,
            then=then,
        )
    except DeviceError as problem:
        say(spoken("session-not_started_why", why=f"{problem}."))
        return DEVICE
    for line in _resolved(live, turn):
        say(line)
    if order.shortened is not None:
        say(spoken("session-shorter", why=order.shortened))
    if order.part.zone:
        typer.echo(spoken("session-zone", part=part_name(order.part)))
    with heard(live, is_on=_is_heard(how)) as hear:  # closed last: dark comes before last words
        with live, ended_in_order() as told_to_end, pressed_keys() as keys, _shown(live) as show:
            conduct(live, keys, _both(hear, show))
        if live.broke_off:
            say(reason(live.runner, live.broke_off))
        say(reason(live.runner))
        if live.runner.state.begun:
            typer.echo("\n".join(closing(live.runner)))
    return TOLD_TO_END if told_to_end.is_set() else _code(live)


def _resolved(live: LiveSitting, turn: Turn) -> list[str]:
    """What the mask's log said of earlier sessions, as soon as it was read."""
    from openpbm.reports.ledger_words import resolved_lines
    from openpbm.tracking.account import record_of

    if not live.resolved:
        return []
    record = record_of(turn.book.events(), turn.book.person_id)
    return resolved_lines(record, {one.session_id for one in live.resolved})


def _both(hear: Callable[[], None], show: Callable[[], None]) -> Callable[[], None]:
    """What is heard, then what is seen."""

    def look() -> None:
        hear()
        show()

    return look


def _is_heard(how: SessionChoices) -> bool:
    """Where somebody sits at a terminal, and time is theirs."""
    return sys.stdin.isatty() and sys.stdout.isatty() and how.speed == 1


def _code(live: LiveSitting) -> int | None:
    """How it ended, as an exit code; None where all of it was given."""
    from openpbm.delivery.state import WHOLE, Phase

    runner = live.runner
    if runner.refusal is not None:
        return REFUSED
    if runner.state.phase is Phase.FAULT or runner.record_failed or live.broke_off:
        return DEVICE
    if runner.state.reason in WHOLE:
        return None
    return DONE if runner.state.reason in ("stopped", "paused_too_long") else DEVICE


@contextmanager
def ended_in_order() -> Iterator[Event]:
    """Being told to end (SIGTERM, a terminal that closes) makes it dark and writes the end down."""
    import signal
    import threading

    from openpbm.cli.session_keys import ToldToEnd

    told = threading.Event()

    def end(*_: object) -> None:
        if not told.is_set():  # once: the second must not break into the end of the first
            told.set()
            raise ToldToEnd

    if threading.current_thread() is not threading.main_thread():
        yield told
        return
    known = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    heeded = [sign for sign in known if sign and signal.getsignal(sign) is not signal.SIG_IGN]
    before = [(sign, signal.signal(sign, end)) for sign in heeded]
    try:
        yield told
    finally:
        for sign, handler in before:
            signal.signal(sign, handler)


@contextmanager
def _shown(live: LiveSitting) -> Iterator[Callable[[], None]]:
    """A live picture on a terminal, plain lines elsewhere."""
    if not sys.stdout.isatty():
        yield _Said(live).line
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    console = Console(file=drawn(sys.stdout))
    with Live(
        console=console,
        refresh_per_second=8,
        transient=True,
        redirect_stdout=False,  # what is printed must not pass by the guard of the output
        redirect_stderr=False,
    ) as shown:
        yield lambda: shown.update(Text(visible("\n".join(picture(live)))))


def picture(live: LiveSitting) -> list[str]:
    """Status, bars, and what to do; what tripped, where something did."""
    from openpbm.cli.output import takes_any_letter
    from openpbm.reports.session_words import bars, keys_told, reason, status

    told = [status(live), *bars(live.runner, ascii_only=not takes_any_letter())]
    if live.runner.state.reason:
        told.append(reason(live.runner))
    to_do = keys_told(live)
    return [*told, to_do] if to_do else told


class _Said:
    """Lines where nobody watches: when the phase changes, and now and then."""

    def __init__(self, live: LiveSitting) -> None:
        self._live = live
        self._phase, self._at_ms = "", -SAY_EVERY_MS

    def line(self) -> None:
        """Say it if it is news."""
        from openpbm.cli.output import takes_any_letter
        from openpbm.reports.session_words import bars, status

        runner = self._live.runner
        state = runner.state
        lit = bool(runner.lit_min and state.begun)
        due = lit and state.now_ms - self._at_ms >= SAY_EVERY_MS
        if state.phase.value == self._phase and not due:
            return
        self._phase, self._at_ms = state.phase.value, state.now_ms
        typer.echo(status(self._live))
        if lit:
            typer.echo("\n".join(bars(runner, ascii_only=not takes_any_letter())))
