"""Waiting for what another thread or program does, and no longer than a machine may ever need."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

PATIENCE_S = 300.0  # for what never comes; no pace


class Heard(Protocol):
    """A link that gives what has come."""

    def receive(self) -> Sequence[bytes]: ...


def until(what: Callable[[], bool]) -> None:
    """Wait for it."""
    ends_s = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < ends_s
        time.sleep(0.002)


def heard(link: Heard, count: int) -> list[bytes]:
    """So many frames of a link."""
    come: list[bytes] = []

    def enough() -> bool:
        come.extend(link.receive())
        return len(come) >= count

    until(enough)
    return come
