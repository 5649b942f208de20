"""`openpbm session`: give the light of a plan, counted, with one key to stop."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from openpbm.delivery.order import Order
    from openpbm.delivery.runner import Recorder, Runner
    from openpbm.files.session_file import PlannedSession
    from openpbm.session import Refusal

DEVICES = ("simulated", "manual")
REFUSED, DEVICE = 1, 3
SAY_EVERY_MS = 15_000  # where nobody watches a bar


def session_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="What 'openpbm plan' wrote.")],
    device: Annotated[
        str, typer.Option(metavar="simulated|manual", help="Which mask gives the light.")
    ] = "simulated",
    speed: Annotated[
        float,
        typer.Option(min=1, max=100_000, metavar="N", help="Simulated time runs N times as fast."),
    ] = 1.0,
    yes: Annotated[bool, typer.Option("--yes", help="Every item of the checklist holds.")] = False,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the record goes.")] = Path(
        "openpbm-out"
    ),
) -> None:
    """Give today's session: checklist, countdown, light, and a record of it.

    Exit code 1 where there is no session to give, 3 where the mask was at fault.
    """
    from openpbm.files.folder import check_writable
    from openpbm.files.session_file import read_session
    from openpbm.files.session_record import SessionRecord

    _check(device, speed, yes=yes)
    planned = read_session(plan)
    check_writable(out)
    record = SessionRecord(out)
    code = give(planned, Setting(device=device, speed=speed, yes=yes), record)
    if record.path is not None:
        typer.echo(f"Record    {record.path}")
    raise typer.Exit(code)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How a session is given."""

    device: str
    speed: float
    yes: bool


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


def give(planned: PlannedSession, how: Setting, record: Recorder) -> int:
    """The whole session, zone by zone; the exit code."""
    from openpbm.files.session_file import refused_on
    from openpbm.session import Refusal

    refusals = refused_on(planned, datetime.now(UTC).astimezone().date())
    if refusals or planned.session is None:
        return _say_refusals(planned, refusals)
    _say(f"{planned.mask_name}: {planned.verdict}")
    for caution in planned.cautions:
        _say(f"  - {caution}")
    if not how.yes and not _checklist():
        typer.echo("Not started. Put it right, or ask, and come back.")
        return REFUSED
    for zone in [z.zone for z in planned.session.zones] or [""]:
        order = _order(planned, zone, by_hand=how.device == "manual")
        if isinstance(order, Refusal):
            return _say_refusals(planned, [order])
        code = _sitting(order, planned, how, record)
        if code is not None:
            return code
    return 0


def _say_refusals(planned: PlannedSession, refusals: Sequence[Refusal]) -> int:
    _say(f"Not started. {planned.verdict}" if not planned.session else "Not started.")
    for refusal in refusals:
        _say(f"  {refusal.reason}. What would change it: {refusal.would_change}.")
    return REFUSED


def _say(text: str) -> None:
    """A sentence in 80 columns."""
    typer.echo("\n".join(wrap(text, 80, subsequent_indent="    ")))


def _checklist() -> bool:
    """Every question answered with yes."""
    from openpbm.cli.talk import ask, at_terminal, yes_or_no
    from openpbm.reports.session_words import QUESTIONS

    talk = at_terminal()
    return all(ask(talk, f"{question} [y/n]", yes_or_no) for question in QUESTIONS)


def _order(planned: PlannedSession, zone: str, *, by_hand: bool) -> Order | Refusal:
    from openpbm.delivery.order import order_of, room_of

    assert planned.session is not None
    return order_of(
        planned.session,
        mask_id=planned.mask_id,
        room_j_cm2=room_of(planned.session),
        zone=zone,
        by_hand=by_hand,
    )


def _sitting(order: Order, planned: PlannedSession, how: Setting, record: Recorder) -> int | None:
    """Light for one order; the exit code, or None where the next zone may follow."""
    from openpbm.cli.keys import pressed_keys
    from openpbm.cli.session_keys import conduct
    from openpbm.delivery.state import Phase
    from openpbm.devices.clock import FastClock, WallClock
    from openpbm.devices.embedded import embedded
    from openpbm.reports.session_words import closing, reason

    clock = WallClock() if how.speed == 1 else FastClock(how.speed)
    runner, manual = embedded(order, clock, record, person_id="", plan_sha256=planned.plan_sha256)
    if order.shortened:
        _say(f"Shorter than planned: {order.shortened}.")
    if order.zone:
        typer.echo(f"Zone: {order.zone}")
    with runner, pressed_keys() as keys, _shown(runner) as show:
        conduct(runner, clock.wait, keys, show, manual=manual, alone=not sys.stdin.isatty())
    _say(reason(runner))
    if runner.state.begun:
        typer.echo("\n".join(closing(runner)))
    if runner.state.phase is Phase.FAULT:
        return DEVICE
    if runner.state.reason == "done":
        return None
    return 0 if runner.state.reason in ("stopped", "paused_too_long") else DEVICE


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
