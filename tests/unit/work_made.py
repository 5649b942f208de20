"""Tasks for the tests of long work; a module of its own, so that a process imports little."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from openpbm.errors import InputError
from openpbm.planning.progress import Progress


@dataclass(frozen=True)
class Writes:
    """A task that leaves its process id behind."""

    path: Path

    def __call__(self, progress: Progress) -> None:
        progress("half", 0.5)
        self.path.write_text(str(os.getpid()))


@dataclass(frozen=True)
class Fails:
    """A task that refuses, breaks, dies or never ends."""

    how: str

    def __call__(self, progress: Progress) -> None:
        progress("on", 0.1)
        if self.how == "refuses":
            raise InputError("found nothing; expected something")
        if self.how == "breaks":
            raise RuntimeError("odd")
        if self.how == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(600)


@dataclass(frozen=True)
class Stays:
    """A task that says that it is here, stays a while, and tidies up however it ends."""

    folder: Path
    name: str
    stays_s: float = 0.2

    def __call__(self, progress: Progress) -> None:
        progress("here", 0.5)
        end = time.monotonic() + self.stays_s
        try:
            (self.folder / f"{self.name}.here").touch()  # who sees it may end us at once
            while time.monotonic() < end:
                time.sleep(0.01)
        finally:
            (self.folder / f"{self.name}.tidied").touch()
        (self.folder / f"{self.name}.done").touch()
