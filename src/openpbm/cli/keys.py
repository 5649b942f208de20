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

        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)

        def waiting() -> str:
            ready, _, _ = select.select([descriptor], [], [], 0)
            return os.read(descriptor, 64).decode(errors="replace") if ready else ""

        try:
            with _each_at_once(descriptor):
                yield waiting
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextmanager
def _each_at_once(descriptor: int) -> Iterator[None]:
    """Each key comes as it is pressed, also after a stop from outside: the shell took it back."""
    import os
    import signal
    import threading

    def again(*_: object) -> None:
        if os.tcgetpgrp(descriptor) == os.getpgrp():  # else the terminal is another's
            _all_for_us(descriptor)

    _all_for_us(descriptor)
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGCONT, again)
    try:
        yield
    finally:
        signal.signal(signal.SIGCONT, before)


def _all_for_us(descriptor: int) -> None:
    """No key but an interrupt stops the program or its output: then it could call for nothing."""
    import os
    import termios
    import tty

    tty.setcbreak(descriptor)
    modes = termios.tcgetattr(descriptor)
    modes[tty.IFLAG] &= ~termios.IXON
    modes[tty.LFLAG] &= ~termios.IEXTEN
    none = bytes([os.fpathconf(descriptor, "PC_VDISABLE")])
    for name in ("VSUSP", "VDSUSP", "VQUIT"):
        if hasattr(termios, name):
            modes[tty.CC][getattr(termios, name)] = none
    termios.tcsetattr(descriptor, termios.TCSADRAIN, modes)
