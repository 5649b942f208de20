"""How long work says where it is: a step and the share that is done."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]


def silent(step: str, done: float) -> None:
    """Say nothing."""
