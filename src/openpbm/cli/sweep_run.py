"""Blocks of a sweep worked out here, by workers of this machine, or by a scheduler elsewhere."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from types import ModuleType
from typing import TYPE_CHECKING

from openpbm.cli.output import told
from openpbm.cli.sweep_worker import worked_out
from openpbm.errors import InputError, MissingExtraError
from openpbm.fact import message
from openpbm.sweeps.asked import Block, PopulationSweep

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

WORKER_MEMORY = "2GiB"  # a worker that asks for more is ended and begins anew
MOST_DEATHS = 30  # workers that may die over one block before it is taken to be at fault
# One thread each. Dask would also have every freed array given back at once, and fetched anew for
# the next one: two fifths more seconds of the processor for the same numbers.
ENVIRONMENT = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), 1)
IN_FLIGHT = 3  # blocks a worker: one at work, the others on their way
NO_PAGES = "127.0.0.1:0"  # left to itself the scheduler opens a server at a port of its own
WAIT_S = 5.0  # for a scheduler to answer


@dataclass(frozen=True, eq=False, kw_only=True)
class Sent:
    """What every worker is told."""

    sweep: PopulationSweep
    sha256: str
    program: str

    def of(self, block: Block) -> tuple[PopulationSweep, Block, str, str]:
        """The arguments of one block."""
        return self.sweep, block, self.sha256, self.program


def here(asked: Sent, todo: Sequence[Block]) -> Iterator[tuple[Block, bytes]]:
    """One after the other, in this process."""
    for block in todo:
        yield block, worked_out(*asked.of(block))


def cores() -> int:
    """That this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known is not None else os.cpu_count() or 1


def by_workers(asked: Sent, todo: Sequence[Block], workers: int) -> Iterator[tuple[Block, bytes]]:
    """By processes of this machine; a process that dies is replaced."""
    distributed = _distributed()
    import dask

    settings = {
        "distributed.scheduler.allowed-failures": MOST_DEATHS,
        "distributed.worker.daemon": False,
        "distributed.nanny.pre-spawn-environ": ENVIRONMENT,
        "distributed.scheduler.http.routes": [],
    }
    with _quiet(), dask.config.set(settings):
        with _deaf():
            cluster = distributed.LocalCluster(
                n_workers=0,
                threads_per_worker=1,
                processes=True,
                memory_limit=WORKER_MEMORY,
                dashboard_address=NO_PAGES,
                scheduler_kwargs={"dashboard": False},
                silence_logs=logging.CRITICAL,
            )
        with cluster, distributed.Client(cluster) as client:
            many = min(workers, len(todo))
            cluster.adapt(minimum=many, maximum=many)  # as many again, whenever one is gone
            yield from _gathered(client, asked, todo, cluster.scheduler_address)


def by_scheduler(asked: Sent, todo: Sequence[Block], address: str) -> Iterator[tuple[Block, bytes]]:
    """By whatever workers a scheduler has.

    Raises:
        InputError: none answers there, or it went away.
    """
    distributed = _distributed()
    with _quiet():
        try:
            client = distributed.Client(address, timeout=WAIT_S)
        except (OSError, ValueError, ImportError) as problem:
            nobody = message("sweep-no_scheduler", address=address, seconds=round(WAIT_S))
            raise InputError(told(nobody)) from problem
        with _closed(client):
            yield from _gathered(client, asked, todo, address)


def _gathered(
    client: Client, asked: Sent, todo: Sequence[Block], address: str
) -> Iterator[tuple[Block, bytes]]:
    """Results as they come, a few blocks ahead of every worker."""
    distributed = _distributed()
    waiting = list(reversed(todo))
    deaths: Counter[int] = Counter()
    out: dict[Future, Block] = {}
    try:
        coming = distributed.as_completed()
        while waiting or out:
            _send(client, asked, waiting, out, coming)
            future = next(coming)
            block = out.pop(future)
            try:
                yield block, future.result()
            except distributed.KilledWorker:
                deaths[block.number] += 1
                if deaths[block.number] > MOST_DEATHS:
                    raise InputError(told(message("sweep-deaths", block=block.number))) from None
                waiting.append(block)
            future.release()
    except (OSError, CancelledError, asyncio.CancelledError, StopIteration) as problem:
        lost = (CancelledError, distributed.comm.CommClosedError)  # known before its status is
        if client.status == "running" and not isinstance(problem, lost):
            raise
        raise InputError(told(message("sweep-scheduler_gone", address=address))) from problem


def _send(
    client: Client,
    asked: Sent,
    waiting: list[Block],
    out: dict[Future, Block],
    coming: as_completed,
) -> None:
    room = IN_FLIGHT * max(1, sum(client.nthreads().values())) - len(out)
    for _ in range(min(room, len(waiting))):
        block = waiting.pop()
        future = client.submit(worked_out, *asked.of(block), pure=False, priority=-block.number)
        out[future] = block
        coming.add(future)


@contextmanager
def _quiet() -> Iterator[None]:
    """No line of a log: what happens to workers and scheduler is told in our own words.

    The libraries write theirs by a dozen loggers, each with a level of its own.
    """
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def _deaf() -> Iterator[None]:
    """What begins here, and whatever that begins, hears no Ctrl-C: the command ends it (POSIX)."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # where it begins later, it lets its thread hear again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _closed(client: Client) -> Iterator[None]:
    """A client that lost its scheduler is let go, whatever it says to that."""
    try:
        yield
    finally:
        with suppress(Exception):
            client.close(timeout=2)


def _distributed() -> ModuleType:
    try:
        import distributed
    except ImportError:
        raise MissingExtraError("openpbm sweep", "sweep") from None
    found: ModuleType = distributed
    return found
