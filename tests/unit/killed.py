"""Work that is killed before each of its steps on the disk, as by a power cut."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable

STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}
DONE, KILLED, FAILED = 0, 9, 1


def killed_before(step: int, work: Callable[[], object]) -> bool:
    """Whether work in a process of its own was killed before its step-th change of the disk."""
    with warnings.catch_warnings(action="ignore"):  # threads beside it are not copied
        child = os.fork()
    if not child:
        _die_at(step)
        try:
            work()
        except BaseException:
            os._exit(FAILED)
        os._exit(DONE)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (DONE, KILLED), code
    return code == KILLED


def _die_at(step: int) -> None:
    left = step

    def count(name: str, given: tuple[object, ...]) -> None:
        nonlocal left
        is_writing = name == "open" and isinstance(given[2], int) and bool(given[2] & WRITES)
        if name in STEPS or is_writing:
            if left == 0:
                os._exit(KILLED)
            left -= 1

    sys.addaudithook(count)


WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
