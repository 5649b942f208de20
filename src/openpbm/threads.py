"""Two things at a time: numpy and the encoders of pictures let both cores run.

Where the system has no threads, as in WebAssembly, the same goes one by one. Also what being told
to end may not break into.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import copy_context
from functools import cache
from threading import Thread, current_thread, local, main_thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from types import FrameType

    from threadpoolctl import ThreadpoolController

    Handler = Callable[[int, FrameType | None], object]

THREADS = 2
HAS_THREADS = sys.platform not in ("emscripten", "wasi")

Item = TypeVar("Item")
Result = TypeVar("Result")
Other = TypeVar("Other")


def at_once(
    work: Callable[[Item], Result], items: Iterable[Item], *, threads: int = THREADS
) -> list[Result]:
    """The work on every item, in their order, with BLAS held to one thread in each.

    No item may depend on another: which one comes first is not said. Inside such work the
    same goes one by one, or the cores would be shared out twice.
    """
    every = list(items)
    with blas_alone():
        is_alone = not HAS_THREADS or getattr(_here, "is_at_work", False)
        if len(every) <= 1 or threads == 1 or is_alone:
            return [work(item) for item in every]
        asked_in = copy_context()  # the language spoken, among others
        with ThreadPoolExecutor(threads, initializer=_to_work) as pool:
            return list(pool.map(lambda item: asked_in.copy().run(work, item), every))


def both(one: Callable[[], Result], other: Callable[[], Other]) -> tuple[Result, Other]:
    """Two different works side by side; neither may need the other."""
    if not HAS_THREADS:
        return one(), other()
    with blas_alone(), ThreadPoolExecutor(1, initializer=_to_work) as pool:
        beside = pool.submit(one)
        own = other()
        return beside.result(), own


def beside(work: Callable[[], object], name: str = "beside") -> Thread:
    """Work that goes on beside all else and ends with the program: the one place that begins it.

    Raises:
        RuntimeError: this machine has no threads; whoever needs one cannot run here.
    """
    if not HAS_THREADS:
        raise RuntimeError(name)
    begun = Thread(target=work, name=name, daemon=True)
    begun.start()
    return begun


@contextmanager
def undisturbed() -> Iterator[None]:
    """Being told to end waits until this is over; it is then told again."""
    if current_thread() is not main_thread():
        yield  # only the main one is ever told
        return
    told_to: list[int] = []
    before: list[tuple[int, Handler]] = []
    try:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            sign = getattr(signal, name, None)
            handler = None if sign is None else signal.getsignal(sign)
            if sign is not None and callable(handler):
                before.append((sign, handler))
                signal.signal(sign, lambda number, _: told_to.append(number))
        yield
    finally:
        for sign, handler in before:
            signal.signal(sign, handler)
        for number in told_to:
            signal.raise_signal(number)


@contextmanager
def one_by_one() -> Iterator[None]:
    """Inside, this thread starts no others: where many processes share the cores out already."""
    before = getattr(_here, "is_at_work", False)
    _here.is_at_work = True
    try:
        with blas_alone():
            yield
    finally:
        _here.is_at_work = before


_here = local()


def _to_work() -> None:
    _here.is_at_work = True


def blas_alone() -> AbstractContextManager[object]:
    """BLAS on one thread: on small matrices two of them take tens of times as long."""
    if not HAS_THREADS:
        return nullcontext()
    limited: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limited


@cache
def _libraries() -> ThreadpoolController:
    """What can be limited; to look for it takes longer than to solve a stack."""
    from threadpoolctl import ThreadpoolController  # finds libraries by ctypes, which not all have

    return ThreadpoolController()
