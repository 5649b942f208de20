"""Runs a session at the terminal: clocks, mask, picture and closing words."""

from __future__ import annotations

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
    from openpbm.delivery.runner import Runner
    from openpbm.sitting.plan import KeptPlan
    from openpbm.sitting.turn import Turn

SAY_EVERY_MS = 15_000  # where nobody watches a bar


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How a session is given."""

    device: str
    speed: float
    yes: bool


def say(text: str) -> None:
    """A sentence in 80 columns."""
    typer.echo("\n".join(wrap(text, 80, subsequent_indent="    ")))


def sitting(order: Order, plan: KeptPlan, how: Setting, turn: Turn) -> int | None:
    """Light for one order; the exit code, or None where the next part may follow."""
    from openpbm.cli.keys import pressed_keys
    from openpbm.cli.session_keys import conduct
    from openpbm.delivery.state import Phase
    from openpbm.devices.clock import FastClock, WallClock
    from openpbm.devices.embedded import embedded
    from openpbm.reports.session_words import closing, reason
    from openpbm.reports.words import part_name

    clock = WallClock() if how.speed == 1 else FastClock(how.speed)
    runner, manual = embedded(
        order,
        clock,
        turn.recorder(order),
        person_id=turn.book.person_id,
        plan_sha256=plan.sha256,
    )
    if order.shortened:
        say(f"Shorter than planned: {order.shortened}.")
    if order.part.zone:
        typer.echo(f"Zone: {part_name(order.part)}")
    with runner, ended_in_order() as told_to_end, pressed_keys() as keys, _shown(runner) as show:
        conduct(runner, clock.wait, keys, show, manual=manual, alone=not sys.stdin.isatty())
    say(reason(runner))
    if runner.state.begun:
        typer.echo("\n".join(closing(runner)))
    if told_to_end.is_set():
        return TOLD_TO_END
    if runner.refusal is not None:
        return REFUSED
    if runner.state.phase is Phase.FAULT or runner.record_failed:
        return DEVICE
    if runner.state.reason == "done":
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
def _shown(runner: Runner) -> Iterator[Callable[[str], None]]:
    """A live picture on a terminal, plain lines elsewhere."""
    if sys.stdout.isatty():
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
        ) as live:
            yield lambda to_do: live.update(Text(visible("\n".join(picture(runner, to_do)))))
        return
    said = _Said(runner)
    yield said.line


def picture(runner: Runner, to_do: str) -> list[str]:
    """Status, bars, and what to do; what tripped, where something did."""
    from openpbm.cli.output import takes_any_letter
    from openpbm.reports.session_words import bars, reason, status

    told = [status(runner), *bars(runner, ascii_only=not takes_any_letter())]
    if runner.state.reason:
        told.append(reason(runner))
    return [*told, to_do] if to_do else told


class _Said:
    """Lines where nobody watches: when the phase changes, and now and then."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._phase, self._at_ms = "", -SAY_EVERY_MS

    def line(self, _to_do: str) -> None:
        """Say it if it is news."""
        from openpbm.cli.output import takes_any_letter
        from openpbm.reports.session_words import bars, status

        state = self._runner.state
        lit = bool(self._runner.lit_min and state.begun)
        due = lit and state.now_ms - self._at_ms >= SAY_EVERY_MS
        if state.phase.value == self._phase and not due:
            return
        self._phase, self._at_ms = state.phase.value, state.now_ms
        typer.echo(status(self._runner))
        if lit:
            typer.echo("\n".join(bars(self._runner, ascii_only=not takes_any_letter())))
