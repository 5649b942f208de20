"""Runs a session at the terminal: clocks, mask, picture and closing words."""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from openpbm.delivery.order import Order
    from openpbm.delivery.runner import Runner
    from openpbm.devices.manual import ManualMask
    from openpbm.files.kept_plan import KeptPlan
    from openpbm.files.light_book import LightBook

DEVICE = 3
LOOP_MS = 20  # how often the host looks, at the speed of the clock on the wall
FAST_LOOP_MS = 100  # and in simulated time
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


class WallClock:
    """Time as it passes."""

    def monotonic_ms(self) -> int:
        """Of the machine; never set, and where it can be helped not stopped by sleep."""
        return _awake_ns() // 1_000_000

    def utc(self) -> datetime:
        """Of the wall."""
        return datetime.now(UTC)

    def wait(self) -> None:
        """Until it is worth looking again."""
        time.sleep(LOOP_MS / 1000)


def _awake_ns() -> int:
    """Nanoseconds on a clock that goes on while the machine sleeps, if it has one."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC") if sys.platform != "win32" else ():
        clock = getattr(time, name, None)
        if clock is not None:
            return time.clock_gettime_ns(clock)
    return time.monotonic_ns()


class FastClock:
    """Time that runs faster, in steps that a mask's heartbeat can follow."""

    def __init__(self, speed: float) -> None:
        self._speed, self._now_ms = speed, 0

    def monotonic_ms(self) -> int:
        """Simulated."""
        return self._now_ms

    def utc(self) -> datetime:
        """Of the wall: a label from the future would look like a clock that steps back."""
        return datetime.now(UTC)

    def wait(self) -> None:
        """One step; real time passes in proportion."""
        self._now_ms += FAST_LOOP_MS
        time.sleep(FAST_LOOP_MS / 1000 / self._speed)


def sitting(order: Order, plan: KeptPlan, how: Setting, book: LightBook) -> int | None:
    """Light for one order; the exit code, or None where the next zone may follow."""
    from openpbm.cli.keys import pressed_keys
    from openpbm.cli.session_keys import conduct
    from openpbm.cli.session_words import closing, reason
    from openpbm.delivery.state import Phase

    clock = WallClock() if how.speed == 1 else FastClock(how.speed)
    runner, manual = _runner(order, plan, clock, book)
    if order.shortened:
        say(f"Shorter than planned: {order.shortened}.")
    if order.zone:
        typer.echo(f"Zone: {order.zone}")
    with runner, pressed_keys() as keys, _shown(runner) as show:
        conduct(runner, clock.wait, keys, show, manual=manual, alone=not sys.stdin.isatty())
    say(reason(runner))
    if runner.state.begun:
        typer.echo("\n".join(closing(runner)))
    if runner.state.phase is Phase.FAULT:
        return DEVICE
    if runner.state.reason == "done":
        return None
    return 0 if runner.state.reason in ("stopped", "paused_too_long") else DEVICE


def _runner(
    order: Order, plan: KeptPlan, clock: WallClock | FastClock, book: LightBook
) -> tuple[Runner, ManualMask | None]:
    from openpbm.delivery.runner import Runner, Sitting
    from openpbm.devices.manual import ManualMask
    from openpbm.devices.simulated import SimulatedLink, SimulatedMask

    key = secrets.token_bytes(32)
    manual = None
    link: ManualMask | SimulatedLink
    if order.by_hand:
        link = manual = ManualMask(
            order, key=key, fresh=secrets.token_bytes, monotonic_ms=clock.monotonic_ms
        )
    else:
        mask = SimulatedMask(order, key=key, fresh=secrets.token_bytes)
        link = SimulatedLink(mask, clock.monotonic_ms)
    names = Sitting(
        session_id=secrets.token_hex(8),
        person_id=book.person_id,
        plan_sha256=plan.sha256,
        source="guided" if order.by_hand else "simulated",
    )
    runner = Runner(
        order=order, sitting=names, clock=clock, link=link, recorder=book.append, key=key,
        fresh=secrets.token_bytes,
    )  # fmt: skip
    return runner, manual


@contextmanager
def _shown(runner: Runner) -> Iterator[Callable[[str], None]]:
    """A live picture on a terminal, plain lines elsewhere."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.live import Live
        from rich.text import Text

        with Live(console=Console(), refresh_per_second=8, transient=True) as live:
            yield lambda to_do: live.update(Text("\n".join(picture(runner, to_do))))
        return
    said = _Said(runner)
    yield said.line


def picture(runner: Runner, to_do: str) -> list[str]:
    """Status, bars, and what to do; what tripped, where something did."""
    from openpbm.cli.output import takes_any_letter
    from openpbm.cli.session_words import bars, reason, status

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
        from openpbm.cli.session_words import bars, status

        state = self._runner.state
        lit = bool(self._runner.lit_min and state.begun)
        due = lit and state.now_ms - self._at_ms >= SAY_EVERY_MS
        if state.phase.value == self._phase and not due:
            return
        self._phase, self._at_ms = state.phase.value, state.now_ms
        typer.echo(status(self._runner))
        if lit:
            typer.echo("\n".join(bars(self._runner, ascii_only=not takes_any_letter())))
