"""How long work says where it is: a step and the share that is done."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]


def one_of(progress: Progress, number: int, many: int) -> Progress:
    """What one of several like jobs tells of itself, as its part of the whole.

    >>> one_of(lambda step, done: print(step, done), 1, 4)("dose", 0.5)
    2 of 4: dose 0.375
    """
    return lambda step, done: progress(f"{number + 1} of {many}: {step}", (number + done) / many)


def silent(step: str, done: float) -> None:
    """Say nothing."""
