"""Faults in files of the trade: file, line, what was found, what would be right."""

from __future__ import annotations

import math

from openpbm.errors import PlanFileError
from openpbm.fact import Message, message
from openpbm.speech.say import say

SHOWN = 60  # letters of what is quoted


def fault(where: str, line: int, what: Message) -> PlanFileError:
    """The error to raise; line 0 is the file as a whole."""
    if line:
        return PlanFileError(say("trade-fault", where=where, line=str(line), what=what))
    return PlanFileError(say("trade-fault_whole", where=where, what=what))


def shown(text: str) -> str:
    """A piece of a file, short enough for a sentence."""
    one = " ".join(text.split())
    return one if len(one) <= SHOWN else f"{one[: SHOWN - 3]}..."


def number_in(word: str, where: str, line: int) -> float:
    """A word as a finite number with a decimal point.

    Raises:
        PlanFileError: it is none; with its line.
    """
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise fault(where, line, message("trade-no_number", found=shown(word)))
    return value
