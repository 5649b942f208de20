"""What one program of this computer uses no other takes from it: a lock that dies with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from openpbm.files.folder import make_private

PRIVATE = 0o600


def taken(path: Path) -> Callable[[], None] | None:
    """Let go of it by calling what is returned; None where another holds it.

    Where no lock can be had at all, nothing is held: it is a courtesy to others, no safety.
    """
    try:
        make_private(path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE)
    except OSError:
        return _nothing
    try:
        _lock(descriptor)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except (ImportError, OSError):  # not every system and disk knows locks
        pass
    return _let_go(descriptor)


def _let_go(descriptor: int) -> Callable[[], None]:
    """Once: a number that is closed may soon be another file's."""
    left = [descriptor]

    def let_go() -> None:
        with suppress(OSError, IndexError):
            os.close(left.pop())

    return let_go


def _nothing() -> None:
    """Nothing was held."""


def _lock(descriptor: int) -> None:
    """POSIX; elsewhere nothing is held.

    Raises:
        BlockingIOError: another holds it.
        ImportError: this system has none such.
    """
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
