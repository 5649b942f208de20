"""`openpbm app`: the page that anyone can open, on this machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

NEEDED = ("fastapi", "uvicorn", "python_multipart")
INSTALL = "pip install 'openpbm[app]'"
HOST = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,9}")  # as browsers send them


def app_command(
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="help-app-folder"),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="help-app-port")] = 8715,
    lan: Annotated[
        bool,
        typer.Option("--lan", help="help-app-lan"),
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="help-app-name"),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="help-app-once")] = False,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="help-app-open-page")] = True,
) -> None:
    """Open the local app: interview, mask, plan, session and log. Nothing leaves this machine."""
    check_installed()
    from openpbm.cli.once import free_place, show_again
    from openpbm.web.serve import usual_folder

    names = named(name or (), lan=lan)
    if once:
        port, is_there = free_place(folder or usual_folder(), port)
        if is_there:
            show_again(port, open_page=open_page)
            return
    start(folder, port=port, lan=lan, names=names, open_page=open_page)


def start(
    folder: Path | None,
    *,
    port: int,
    lan: bool,
    open_page: bool,
    names: tuple[str, ...] = (),
) -> None:
    """Serve until Ctrl-C."""
    from openpbm.speech.say import say
    from openpbm.web.serve import ENDED, serve, usual_folder

    def ready(address: str) -> None:
        if open_page:
            import webbrowser

            webbrowser.open(address)

    def tell(text: str) -> None:
        typer.echo(text)

    with suppress(KeyboardInterrupt):  # the way it ends, unless whoever started it ignores that
        serve(folder or usual_folder(), port=port, lan=lan, names=names, tell=tell, ready=ready)
    tell(say(ENDED))


def named(names: Sequence[str], *, lan: bool) -> tuple[str, ...]:
    """Names that a browser can call, in the letters that it sends.

    Raises:
        InputError: another letter, or no network to be called from.
    """
    from openpbm.cli.output import told
    from openpbm.errors import InputError
    from openpbm.fact import message

    for name in names:
        if not (lan and HOST.fullmatch(name)):
            raise InputError(told(message("cli-app_name", name=name)))
    return tuple(names)


def is_installed() -> bool:
    """Whether the app's libraries are there."""
    return all(find_spec(name) is not None for name in NEEDED)


def check_installed(
    needed: tuple[str, ...] = NEEDED, *, what: str = "app", install: str = INSTALL
) -> None:
    """Say what to install where libraries of an extra are missing.

    Raises:
        InputError: with the line to type.
    """
    from openpbm.cli.output import told
    from openpbm.errors import InputError
    from openpbm.fact import message, several

    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        libraries = several(missing, "comma")
        lacking = message("cli-app_missing", extra=what, libraries=libraries, install=install)
        raise InputError(told(lacking))
