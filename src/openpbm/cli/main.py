"""`openpbm`: the commands, their exit codes, and the one way errors are told."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import Annotated, NoReturn

import typer

from openpbm import __version__
from openpbm.cli.app import app_command
from openpbm.cli.biology import biology_command
from openpbm.cli.check import check_command
from openpbm.cli.codes import BAD_INPUT, BUG, DEVICE, DONE, INTERRUPTED, PIPE_CLOSED
from openpbm.cli.compare import compare_command
from openpbm.cli.demo import demo_command
from openpbm.cli.device import app as device_app
from openpbm.cli.dose import dose_command
from openpbm.cli.dossier import dossier_command
from openpbm.cli.evidence import evidence_command
from openpbm.cli.faults import faults_command
from openpbm.cli.fluence import fluence_command
from openpbm.cli.help import SpokenCommand, SpokenGroup, missing_argument, wrong_number
from openpbm.cli.language import Lang, in_any_language
from openpbm.cli.ledger import ledger_command
from openpbm.cli.log import log_command
from openpbm.cli.map import map_command
from openpbm.cli.masks import masks_command
from openpbm.cli.output import seen_output, told
from openpbm.cli.photos import photos_command
from openpbm.cli.plan import plan_command
from openpbm.cli.read import read_command
from openpbm.cli.report import report_command
from openpbm.cli.report_check import report_check_command
from openpbm.cli.safety import safety_command
from openpbm.cli.schema import schema_command
from openpbm.cli.screen import screen_command
from openpbm.cli.session import session_command
from openpbm.cli.shared import shared_command
from openpbm.cli.skin import app as skin_app
from openpbm.cli.sweep import sweep_command
from openpbm.cli.tolerance import tolerance_command
from openpbm.cli.trial import trial_command
from openpbm.cli.validate import validate_command
from openpbm.errors import DeviceError, InputError, StoppedError
from openpbm.fact import message
from openpbm.speech.language import (
    ENGLISH,
    language_wanted,
    speak,
    speaking,
    speaking_as_system,
    typed_next,
)

NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))

app = typer.Typer(
    name="openpbm",
    cls=SpokenGroup,
    help="help-openpbm",
    epilog="help-exit-codes",
    add_completion=False,
    rich_markup_mode=None,  # plain help: no second library to load
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from openpbm.answer import INTENDED_USE
        from openpbm.speech.say import say

        typer.echo(f"openpbm {__version__}\n{say(INTENDED_USE)}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _door(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback does the work
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="help-version",
        ),
    ] = False,
    lang: Lang = None,  # noqa: ARG001  # its callback does the work
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


COMMANDS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("plan", plan_command, "help-plan"),
    ("fluence", fluence_command, "help-fluence"),
    ("dose", dose_command, "help-dose"),
    ("map", map_command, "help-map"),
    ("masks", masks_command, "help-masks"),
    ("check", check_command, "help-check"),
    ("read", read_command, "help-read"),
    ("compare", compare_command, "help-compare"),
    ("safety", safety_command, "help-safety"),
    ("dossier", dossier_command, "help-dossier"),
    ("evidence", evidence_command, "help-evidence"),
    ("report", report_command, "help-report"),
    ("shared", shared_command, "help-shared"),
    ("report-check", report_check_command, "help-report-check"),
    ("screen", screen_command, "help-screen"),
    ("session", session_command, "help-session"),
    ("faults", faults_command, "help-faults"),
    ("log", log_command, "help-log"),
    ("ledger", ledger_command, "help-ledger"),
    ("biology", biology_command, "help-biology"),
    ("sweep", sweep_command, "help-sweep"),
    ("trial", trial_command, "help-trial"),
    ("tolerance", tolerance_command, "help-tolerance"),
    ("validate", validate_command, "help-validate"),
    ("schema", schema_command, "help-schema"),
    ("photos", photos_command, "help-photos"),
    ("app", app_command, "help-app"),
    ("demo", demo_command, "help-demo"),
)
for _name, _command, _help in COMMANDS:
    app.command(_name, cls=SpokenCommand, help=_help)(in_any_language(_command))
app.add_typer(skin_app, name="skin")
app.add_typer(device_app, name="device")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""

    def command() -> object:
        speak(language_wanted(os.environ))
        result: object = app(
            args=None if arguments is None else list(arguments),
            prog_name="openpbm",
            standalone_mode=False,
        )
        sys.stdout.flush()
        return result

    with seen_output(), speaking_as_system(os.environ), speaking(ENGLISH):
        return exit_code(command)


def exit_code(command: Callable[[], object]) -> int:
    """The exit code of a command; whatever it raises is told on stderr in one block."""
    try:
        result = command()
    except InputError as problem:
        return _tell(str(problem), BAD_INPUT)
    except DeviceError as problem:
        return _tell(str(problem), DEVICE)
    except StoppedError as problem:
        return _tell(str(problem), INTERRUPTED)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return _tell(told(message("cli-stopped")), INTERRUPTED)
    except BrokenPipeError:
        _let_go_of_output()  # the reader has gone
        return PIPE_CLOSED
    except Exception as problem:
        if isinstance(problem, OSError) and problem.errno in NO_ROOM:
            _let_go_of_output()
            where = f"{problem.filename}: " if problem.filename else ""
            why = os.strerror(problem.errno or 0).lower()
            return _tell(told(message("cli-no_space", where=where, why=why)), BAD_INPUT)
        slip = getattr(problem, "format_message", None)  # a slip in the command line itself
        if callable(slip):
            known = missing_argument(problem) or wrong_number(problem)
            return _tell(told(known or message("cli-slip", slip=str(slip()))), BAD_INPUT)
        traceback.print_exc()
        kind = type(problem).__name__
        return _tell(told(message("cli-bug", kind=kind, problem=str(problem))), BUG)
    if result == INTERRUPTED:  # some releases of typer turn the interrupt into a code
        return _tell(told(message("cli-stopped")), INTERRUPTED)
    return result if isinstance(result, int) else DONE


def _let_go_of_output() -> None:
    """Point standard output elsewhere, so that closing it stays silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(message: str, code: int) -> int:
    sys.stderr.write(f"openpbm: {typed_next(message)}\n")
    return code


def run() -> NoReturn:
    """The console script."""
    for library in ("OPENBLAS", "MKL", "OMP"):  # our matrices are small: more threads lose time
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a letter the terminal lacks is no fault
    sys.exit(main())


if __name__ == "__main__":
    run()
