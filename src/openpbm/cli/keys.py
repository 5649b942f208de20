"""Keys as they are pressed, where there is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Keys = Callable[[], str]  # what was pressed since it was last asked; empty for nothing


@contextmanager
def pressed_keys() -> Iterator[Keys]:
    """A function that gives keys without waiting; none where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        yield lambda: ""
    elif sys.platform == "win32":
        import msvcrt

        yield lambda: msvcrt.getwch() if msvcrt.kbhit() else ""
    else:
        import os
        import select
        import termios
        import tty

        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)

        def waiting() -> str:
            ready, _, _ = select.select([descriptor], [], [], 0)
            return os.read(descriptor, 64).decode(errors="replace") if ready else ""

        tty.setcbreak(descriptor)
        try:
            yield waiting
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
