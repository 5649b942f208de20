"""Long work beside the pages: its own process, with progress, time left and an end.

A process and not a thread, so that a session's clock never waits for a plan.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Protocol

from openpbm.errors import OpenPBMError
from openpbm.planning.progress import Progress
from openpbm.reports.words import capital

EARLY = 0.2  # share below which a guess of the time left would jump


class Task(Protocol):
    """Something that takes seconds and says where it is. It writes its own files."""

    def __call__(self, progress: Progress) -> None:
        """Do it."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """How far a task is."""

    state: str = "running"  # running, done, failed
    step: str = "starting"
    share: float = 0.0
    began_s: float = 0.0
    problem: str = ""  # in words, where it failed

    def left_s(self, now_s: float) -> float | None:
        """Seconds to go, from the share that is done; None where it is too early to say."""
        if self.share < EARLY:
            return None
        return (now_s - self.began_s) * (1.0 - self.share) / self.share


def told(job: Job | None) -> dict[str, object]:
    """How far a task is, as a page shows it."""
    if job is None:
        return {"state": "none"}
    left = job.left_s(time.monotonic())
    return {
        "state": job.state,
        "step": capital(job.step),
        "share": round(job.share, 3),
        "left_s": None if left is None else round(left),
    }


Say = Callable[[tuple[str, str, float]], None]  # kind (step, done, failed), text, share


class Workers:
    """One task for each key at a time."""

    def __init__(self, *, apart: bool = True) -> None:
        self._apart = apart  # False: in a thread, for tests that need no process
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._ends: dict[str, Callable[[], None]] = {}

    def start(self, key: str, task: Task) -> None:
        """Begin, unless the same is under way."""
        with self._lock:
            found = self._jobs.get(key)
            if found is not None and found.state == "running":
                return
            self._jobs[key] = Job(began_s=time.monotonic())
        runner = self._in_process if self._apart else self._in_thread
        runner(key, task)

    def job(self, key: str) -> Job | None:
        """How far the task of a key is; None where there was none."""
        with self._lock:
            return self._jobs.get(key)

    def forget(self, key: str) -> None:
        """A finished task has been seen."""
        with self._lock:
            if key in self._jobs and self._jobs[key].state != "running":
                del self._jobs[key]

    def stop(self, key: str) -> None:
        """End a task and drop it; its files are those of before."""
        with self._lock:
            end = self._ends.pop(key, None)
            self._jobs.pop(key, None)
        if end is not None:
            end()

    def stop_all(self) -> None:
        """When the app ends."""
        for key in list(self._ends):
            self.stop(key)

    def _hear(self, key: str, said: tuple[str, str, float]) -> None:
        kind, text, share = said
        with self._lock:
            job = self._jobs.get(key)
            if job is None:
                return
            if kind == "step":
                self._jobs[key] = replace(job, step=text, share=max(job.share, share))
            elif kind == "done":
                self._jobs[key] = replace(job, state="done", share=1.0)
            else:
                self._jobs[key] = replace(job, state="failed", problem=text)

    def _in_thread(self, key: str, task: Task) -> None:
        threading.Thread(
            target=_run, args=(task, lambda said: self._hear(key, said)), daemon=True
        ).start()

    def _in_process(self, key: str, task: Task) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_child, args=(theirs, task), daemon=True)
        process.start()
        theirs.close()
        with self._lock:
            self._ends[key] = process.terminate

        def listen() -> None:
            ended = False
            while not ended:
                try:
                    said = ours.recv()
                except (EOFError, OSError):
                    break
                ended = said[0] != "step"
                self._hear(key, said)
            process.join()
            ours.close()
            with self._lock:
                self._ends.pop(key, None)
            if not ended:
                self._hear(key, ("failed", "the work ended before it was done", 0.0))

        threading.Thread(target=listen, daemon=True).start()


def _child(channel: Connection, task: Task) -> None:
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _run(task, channel.send)
    channel.close()


def _run(task: Task, say: Say) -> None:
    """Run a task; whatever comes of it is said."""
    try:
        task(lambda step, share: say(("step", step, share)))
    except OpenPBMError as problem:
        say(("failed", str(problem), 0.0))
    except Exception as problem:
        say(("failed", f"a fault in OpenPBM: {type(problem).__name__}: {problem}", 0.0))
    else:
        say(("done", "", 1.0))
