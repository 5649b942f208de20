"""How long work says where it is: a step and the share that is done."""

from __future__ import annotations

from collections.abc import Callable

from openpbm.fact import Message, message

Progress = Callable[[Message | str, float], None]  # the step, and the share that is done


def one_of(progress: Progress, number: int, many: int) -> Progress:
    """What one of several like jobs tells of itself, as its part of the whole.

    >>> one_of(lambda step, done: print(step.params["number"], done), 1, 4)("dose", 0.5)
    2 0.375
    """

    def part(step: Message | str, done: float) -> None:
        told = message("progress-of_many", number=number + 1, many=many, step=step)
        progress(told, (number + done) / many)

    return part


def silent(step: Message | str, done: float) -> None:
    """Say nothing."""
