"""A code that lets a phone in the same network in; wrong guesses run out."""

from __future__ import annotations

import hmac
import math
import secrets
import threading
import time
from collections.abc import Callable

DIGITS = 8
MOST_TRIES = 6  # then a fresh code is printed on the machine
WAIT_S = 30.0  # and nobody may try for so long: a day of guessing finds 1 code in 5,000


class Pairing:
    """One code at a time. A right one gives a cookie that holds until the app ends."""

    def __init__(self, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._monotonic_s = monotonic_s
        self._closed_until_s = -math.inf
        self._lock = threading.Lock()
        self._tries = 0
        self._given: set[str] = set()
        self.code = _fresh()

    def let_in(self, code: str) -> str | None:
        """A cookie for the right code; None for a wrong one. A used code is spent."""
        plain = "".join(letter for letter in code if letter.isdigit())
        with self._lock:
            if self._monotonic_s() < self._closed_until_s:
                return None
            self._tries += 1
            right = hmac.compare_digest(plain.encode(), self.code.encode())
            if not right and self._tries >= MOST_TRIES:
                self._closed_until_s = self._monotonic_s() + WAIT_S
            if right or self._tries >= MOST_TRIES:
                self.code, self._tries = _fresh(), 0
            if not right:
                return None
            given = secrets.token_hex(32)
            self._given.add(given)
            return given

    def is_paired(self, cookie: str) -> bool:
        """Whether this cookie was given here."""
        with self._lock:
            return any(hmac.compare_digest(cookie.encode(), one.encode()) for one in self._given)


def _fresh() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))
