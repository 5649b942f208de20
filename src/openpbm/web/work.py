"""Long work beside the pages: processes of its own, as many at once as there are cores.

Processes and not threads, so that a session's clock never waits for a plan. What does not fit
waits in a queue; who asks again replaces what they asked before.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import NoReturn, Protocol

from openpbm.errors import InputError, OpenPBMError
from openpbm.fact import Message, Quantity, message, said
from openpbm.planning.progress import Progress
from openpbm.reports.words import capital
from openpbm.speech.language import language, speaking
from openpbm.speech.say import say, written
from openpbm.threads import beside

EARLY = 0.2  # share below which a guess of the time left would jump
LONGEST_S = 1800.0  # of one task; a plan takes some ten seconds
SHORT_TASKS = 4  # short tasks that may be asked for; one runs and the others wait
TASK_MB = 400  # memory that a task may need; a plan needs some 250
POLITE = 10  # niceness of a task: pages and sessions come first


class Task(Protocol):
    """Something that takes seconds and says where it is. It writes its own files."""

    def __call__(self, progress: Progress) -> None:
        """Do it."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """How far a task is."""

    state: str = "running"  # running (also while it waits for its turn), done, failed
    step: Message | str = ""  # empty before the first
    share: float = 0.0
    ahead: int = 0  # tasks that come before it; 0: its turn has come
    began_s: float = 0.0
    problem: Message | None = None  # where it failed

    def left_s(self, now_s: float) -> float | None:
        """Seconds to go, from the share that is done; None where it is too early to say."""
        if self.ahead or self.share < EARLY:
            return None
        return (now_s - self.began_s) * (1.0 - self.share) / self.share


def told(job: Job | None) -> dict[str, object]:
    """How far a task is, as a page shows it."""
    if job is None:
        return {"state": "none"}
    left = job.left_s(time.monotonic())
    step = capital(written(job.step)) or say("web_form-starting")
    return {
        "state": job.state,
        "step": say("web_form-waiting", ahead=job.ahead) if job.ahead else step,
        "ahead": job.ahead,
        "share": round(job.share, 3),
        "left_s": None if left is None else round(left),
    }


def places() -> int:
    """How many tasks this machine takes at once: a core each, and half of its memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        bytes_in_all = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # not every system tells
        return max(1, cores or 1)
    return max(1, min(cores or 1, int(bytes_in_all / 2 / (TASK_MB * 1e6))))


Told = tuple[str, str | Message, float]  # kind (step, done, failed), text or problem, share
Tell = Callable[[Told], None]


@dataclass(eq=False, kw_only=True)
class _WorkAsked:
    """A task on its way from the queue to its end."""

    key: str
    task: Task
    job: Job = field(default_factory=Job)
    lang: str = field(default_factory=language)  # of whoever asked
    has_turn: bool = False
    end: Callable[[], None] | None = None


class Workers:
    """One task for each key, in the order they came, as many at once as there are places.

    Args:
        apart: False runs them in threads, for tests that need no process.
        at_once: how many run; None: what the machine takes.
        longest_s: a task that takes longer is ended.
    """

    def __init__(
        self, *, apart: bool = True, at_once: int | None = None, longest_s: float = LONGEST_S
    ) -> None:
        self._apart = apart
        self._at_once = places() if at_once is None else at_once
        self._longest_s = longest_s
        self._lock = threading.Lock()
        self._short = threading.Lock()
        self._short_room = threading.BoundedSemaphore(SHORT_TASKS)
        self._asked: dict[str, _WorkAsked] = {}  # by key, in the order of the queue
        self._busy = 0  # places taken; a process keeps its place until it is gone

    def start(self, key: str, task: Task) -> None:
        """Begin when its turn comes; another task of the same key is dropped for it."""
        with self._lock:
            found = self._asked.get(key)
            if found is not None and found.job.state == "running":
                if found.task == task:
                    return
                if not found.has_turn:
                    found.task = task
                    return
            end = self._drop(key)
            self._asked[key] = _WorkAsked(key=key, task=task)
        if end is not None:
            end()
        self._go_on()

    def job(self, key: str) -> Job | None:
        """How far the task of a key is; None where there was none."""
        with self._lock:
            found = self._asked.get(key)
            if found is None or found.has_turn or found.job.state != "running":
                return None if found is None else found.job
            under_way = [asked for asked in self._asked.values() if asked.job.state == "running"]
            return replace(found.job, ahead=max(1, under_way.index(found)))

    def forget(self, key: str) -> None:
        """A finished task has been seen."""
        with self._lock:
            if key in self._asked and self._asked[key].job.state != "running":
                del self._asked[key]

    def stop(self, key: str) -> None:
        """End a task and drop it; its files are those of before."""
        with self._lock:
            end = self._drop(key)
        if end is not None:
            end()

    def stop_all(self) -> None:
        """When the app ends."""
        with self._lock:
            ends = [self._drop(key) for key in list(self._asked)]
        for end in ends:
            if end is not None:
                end()

    def within(self, limit_s: float, task: Task) -> None:
        """Do something short apart, and wait for it; one at a time, beside the queue.

        Raises:
            InputError: what the task found wrong, that it took too long, or that too many wait.
        """
        heard: list[Told] = []
        if not self._short_room.acquire(blocking=False):
            raise InputError(say("web_form-many_files"))
        try:
            with self._short:
                if self._apart:
                    _listen(*_spawned(task, language()), limit_s, heard.append)
                else:
                    _run(task, language(), heard.append)
        finally:
            self._short_room.release()
        problem = heard[-1][1]
        if isinstance(problem, Message):
            raise InputError(say(problem))

    # ---- the queue

    def _drop(self, key: str) -> Callable[[], None] | None:
        """Forget a task; what ends it, where it has begun."""
        found = self._asked.pop(key, None)
        return None if found is None else found.end

    def _go_on(self) -> None:
        """Give every free place to the next in the queue."""
        while (asked := self._next()) is not None:
            if self._apart:
                self._in_process(asked)
            else:
                beside(partial(self._in_thread, asked), "work")

    def _next(self) -> _WorkAsked | None:
        with self._lock:
            waiting = (a for a in self._asked.values() if not a.has_turn)
            asked = next(waiting, None) if self._busy < self._at_once else None
            if asked is not None:
                self._busy += 1
                asked.has_turn = True
                asked.job = replace(asked.job, began_s=time.monotonic())
            return asked

    def _gone(self) -> None:
        """A place is free again."""
        with self._lock:
            self._busy -= 1
        self._go_on()

    def _hear(self, asked: _WorkAsked, told: Told) -> None:
        kind, what, share = told
        with self._lock:
            if kind == "step":
                asked.job = replace(asked.job, step=what, share=max(asked.job.share, share))
            elif isinstance(what, Message):
                asked.job = replace(asked.job, state="failed", problem=what)
            else:
                asked.job = replace(asked.job, state="done", share=1.0)

    def _in_thread(self, asked: _WorkAsked) -> None:
        _run(asked.task, asked.lang, lambda told: self._hear(asked, told))
        self._gone()

    def _in_process(self, asked: _WorkAsked) -> None:
        try:
            process, ours = _spawned(asked.task, asked.lang)
        except OSError as problem:
            no_process = message("web_form-no_process", problem=str(problem))
            self._hear(asked, ("failed", no_process, 0.0))
            with self._lock:
                self._busy -= 1
            return
        with self._lock:
            is_wanted = self._asked.get(asked.key) is asked
            asked.end = process.terminate
        if not is_wanted:  # stopped while it was being started
            process.terminate()

        def listen() -> None:
            _listen(process, ours, self._longest_s, lambda told: self._hear(asked, told))
            self._gone()

        beside(listen, "work")


def _spawned(task: Task, lang: str) -> tuple[SpawnProcess, Connection]:
    """A process that does a task, and where it says how far it is."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(theirs, task, lang), daemon=True)
    try:
        process.start()
    finally:
        theirs.close()
    return process, ours


def _listen(process: SpawnProcess, ours: Connection, longest_s: float, tell: Tell) -> None:
    """Pass on what a process says, until it is gone; a last word is said in any case."""
    until_s = time.monotonic() + longest_s
    last: Told = ("failed", message("web_form-ended_early"), 0.0)
    while True:
        try:
            if not ours.poll(max(0.0, until_s - time.monotonic())):
                process.kill()
                limit = Quantity(longest_s, "s", 4, trimmed=True)
                last = ("failed", message("web_form-too_long", limit=limit), 0.0)
                break
            told: Told = ours.recv()
        except (EOFError, OSError):
            break
        if told[0] != "step":
            last = told
            break
        tell(told)
    process.join()
    ours.close()
    tell(last)


def _child(channel: Connection, task: Task, lang: str) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    signal.signal(signal.SIGTERM, _leave)
    if hasattr(os, "nice"):
        os.nice(POLITE)
    _run(task, lang, channel.send)
    channel.close()


def _leave(*_: object) -> NoReturn:
    """End a process so that files which are being swapped are swapped back."""
    raise SystemExit(1)


def _run(task: Task, lang: str, tell: Tell) -> None:
    """Run a task, which writes in this language; whatever comes of it is told."""
    try:
        with speaking(lang):
            task(lambda step, share: tell(("step", step, share)))
    except OpenPBMError as problem:
        tell(("failed", said(str(problem)), 0.0))
    except Exception as problem:
        kind = type(problem).__name__
        tell(("failed", message("web_form-fault", kind=kind, problem=str(problem)), 0.0))
    else:
        tell(("done", "", 1.0))
