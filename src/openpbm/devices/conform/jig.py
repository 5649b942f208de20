"""The jig around a mask: what it can do to it, and what its photodiode latches.

Judged is by its clock and its latches, never by looking now and then: a flash of 20 ms is seen.
Lines and answers: docs/reference/conformance.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.speech.say import say

US_PER_MS = 1000.0
LATCHES = ("lit", "now", "ups", "edge", "late", "light")


class CannotError(Exception):
    """This jig has not what a case needs; its line is told."""


@dataclass(frozen=True, kw_only=True)
class Latches:
    """What the photodiode saw, by the jig's clock."""

    is_lit: bool
    now_ms: float
    ups: int  # dark-to-light edges since the jig was switched on
    edge_ms: float  # of the last edge, either way
    late: int  # ticks of the firmware that came late, where the jig can tell
    light_ms: tuple[float, ...]  # of each channel, in ms of full output


class JigHands:
    """Lines to a jig, whichever it is."""

    def __init__(self, ask: Callable[[str], str]) -> None:
        self._ask = ask

    def do(self, line: str) -> float:
        """Done, at this time of the jig's clock in ms.

        Raises:
            CannotError: this jig has no such thing.
            DeviceError: no jig answers there.
        """
        words = self._ask(line).split()
        if words == ["no"]:
            raise CannotError(line)
        if len(words) != 2 or words[0] != "ok" or not words[1].isdigit():
            raise DeviceError(say(message("conform-no_jig", found=" ".join(words)[:60])))
        return int(words[1]) / US_PER_MS

    def can(self, line: str) -> bool:
        """Done, or this jig cannot."""
        try:
            self.do(line)
        except CannotError:
            return False
        return True

    def look(self) -> Latches:
        """Its latches now.

        Raises:
            DeviceError: no jig answers there.
        """
        words = self._ask("q").split()
        if tuple(words[::2]) != LATCHES:
            raise DeviceError(say(message("conform-no_jig", found=" ".join(words)[:60])))
        lit, now, ups, edge, late = (int(word) for word in words[1:10:2])
        light = tuple(int(us) / US_PER_MS for us in words[11].split(","))
        return Latches(
            is_lit=lit == 1,
            now_ms=now / US_PER_MS,
            ups=ups,
            edge_ms=edge / US_PER_MS,
            late=late,
            light_ms=light,
        )
