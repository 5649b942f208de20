"""A code that lets a phone in the same network in; each address has its own few guesses.

A stranger's guesses cost the stranger: they neither change the code nor take a try from anybody
else. Guessing stays hopeless by the length of the code: at most MOST_ADDRESSES addresses and the
one row of all others have MOST_TRIES at once and one more every WAIT_S, so 1,025 rows of 126 tries
in the first hour find a code of 12 digits once in 7.7 million.
"""

from __future__ import annotations

import hmac
import math
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

DIGITS = 12
MOST_TRIES = 6  # of an address at once
WAIT_S = 30.0  # for one more
MOST_ADDRESSES = 1024  # with tries of their own; all others share those of one
HOUR_S = 3600.0


@dataclass(frozen=True, kw_only=True)
class _Tries:
    left: float
    at_s: float

    def at(self, now_s: float) -> _Tries:
        """As time has filled them up."""
        left = min(self.left + (now_s - self.at_s) / WAIT_S, float(MOST_TRIES))
        return _Tries(left=left, at_s=now_s)


class Pairing:
    """One code at a time. A right one gives a cookie that holds until the app ends."""

    def __init__(self, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._monotonic_s = monotonic_s
        self._lock = threading.Lock()
        self._tries: dict[str, _Tries] = {}  # of those who have some less than all
        self._looked_s = -math.inf
        self._given: set[str] = set()
        self.code = _fresh()

    def let_in(self, code: str, address: str) -> str | None:
        """A cookie for the right code, which is spent; None for a wrong one, or one too many."""
        plain = "".join(letter for letter in code if letter in "0123456789")
        with self._lock:
            if not self._may_try(address):
                return None
            if not hmac.compare_digest(plain.encode(), self.code.encode()):
                return None
            self.code = _fresh()
            given = secrets.token_hex(32)
            self._given.add(given)
            return given

    def wait_s(self, address: str) -> float:
        """How long this address has to wait for its next try; 0 where it may."""
        with self._lock:
            left = self._row(address, self._monotonic_s())[1].left
        return max(1.0 - left, 0.0) * WAIT_S

    def is_paired(self, cookie: str) -> bool:
        """Whether this cookie was given here."""
        with self._lock:
            return any(hmac.compare_digest(cookie.encode(), one.encode()) for one in self._given)

    def _may_try(self, address: str) -> bool:
        """Take one of the tries of an address."""
        row, tries = self._row(address, self._monotonic_s())
        if tries.left < 1.0:
            return False
        self._tries[row] = _Tries(left=tries.left - 1.0, at_s=tries.at_s)
        return True

    def _row(self, address: str, now_s: float) -> tuple[str, _Tries]:
        """Whose tries these are, and how many."""
        if address not in self._tries and len(self._tries) >= MOST_ADDRESSES:
            self._forget_the_rested(now_s)
            if len(self._tries) >= MOST_ADDRESSES:
                address = ""  # all who came too late
        found = self._tries.get(address, _Tries(left=float(MOST_TRIES), at_s=now_s))
        return address, found.at(now_s)

    def _forget_the_rested(self, now_s: float) -> None:
        """Whoever has all tries again needs no row; looked for now and then."""
        if now_s - self._looked_s < WAIT_S:
            return
        self._looked_s = now_s
        rows = self._tries.items()
        self._tries = {who: tries for who, tries in rows if tries.at(now_s).left < MOST_TRIES}


def most_guessed(hours: float) -> float:
    """The chance that a code is found within this time, by however many strangers.

    >>> f"{most_guessed(1.0):.1e}"
    '1.3e-07'
    """
    tries = (MOST_ADDRESSES + 1) * (MOST_TRIES + hours * HOUR_S / WAIT_S)
    return min(tries / 10.0**DIGITS, 1.0)


def spoken(code: str) -> str:
    """The code in groups of four, as it is shown and read out.

    >>> spoken("123456789012")
    '1234 5678 9012'
    """
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _fresh() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))
