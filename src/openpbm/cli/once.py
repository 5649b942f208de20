"""The app once for each user: a second start opens the page of the first."""

from __future__ import annotations

import secrets
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpbm.web.people import People

PLACES = 10  # ports that are looked at, one after the other, where others hold the first
ANSWER_S = 3.0  # an app on this machine answers far sooner, also while it plans


def double_click() -> int:
    """What the download starts where nothing was typed; an exit code."""
    from openpbm.cli.main import main

    code = main(["app", "--once"])
    if code and sys.stdin is not None and sys.stdin.isatty():
        _wait_to_be_read()
    return code


def free_place(folder: Path, first: int) -> tuple[int, bool]:
    """The port to take, or the one where the app over this folder is already (True).

    Ports of others are passed by; 0 where none of the next is free.
    """
    from openpbm.web.people import People
    from openpbm.web.serve import is_free

    people = People(folder)
    for port in range(first, first + PLACES):
        if is_free(port):
            return port, False
        if is_ours(port, people):
            return port, True
    return 0, False


def show_again(port: int, *, open_page: bool) -> None:
    """The page of the app that is running."""
    from openpbm.cli.output import tell
    from openpbm.fact import message

    address = f"http://127.0.0.1:{port}/"
    tell(message("cli-app_is_open", address=address))
    if open_page:
        import webbrowser

        webbrowser.open(address)


def is_ours(port: int, people: People) -> bool:
    """Whether the app over this data folder answers there: another user's may, and is not meant."""
    asked = secrets.token_hex(16)
    expected = people.proof(asked)
    asking = HTTPConnection("127.0.0.1", port, timeout=ANSWER_S)
    try:
        asking.request("GET", f"/here/{asked}")
        said = asking.getresponse().read(len(expected) + 1)
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()
    return bool(expected) and secrets.compare_digest(said, expected.encode())


def _wait_to_be_read() -> None:
    """A window that closes at once tells nobody what was wrong."""
    from openpbm.cli.output import told
    from openpbm.fact import message

    try:
        input(f"\n{told(message('cli-press_enter'))}")
    except (EOFError, KeyboardInterrupt):
        return
