"""The lease: until when light may last, and the mask's own time that it is counted in.

Light is lent. It ends by itself, a lease after the mask's time that a host echoed last. This file
imports nothing: it runs as it stands on a chip with 9 kB to spare.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Rising:
    """A counter that goes round, as time that only rises; read before half of its round is over."""

    def __init__(self, ticks: "Callable[[], int]", diff: "Callable[[int, int], int]") -> None:
        self._ticks, self._diff = ticks, diff
        self._last, self._ms = ticks(), 0

    def ms(self) -> int:
        """Since it was made."""
        now = self._ticks()
        self._ms += self._diff(now, self._last)
        self._last = now
        return self._ms


class Lease:
    """One at a time. `own_pct` of it is the mask's; its time travels in the bits of `mask`."""

    def __init__(self, own_pct: int, mask: int) -> None:
        self._own_pct, self._mask = own_pct, mask
        self.is_open = False
        self.end_ms = 0

    def age_ms(self, now_ms: int, echo_ms: int) -> int:
        """How old the mask's time is that a host echoes; a time to come is very old."""
        return (now_ms - echo_ms) & self._mask

    def open(self) -> None:
        """Light may be lent from now on; until it is renewed, it is over."""
        self.is_open, self.end_ms = True, 0

    def renew(self, now_ms: int, echo_ms: int, span_ms: int) -> None:
        """It ends a lease after the mask's time echoed, never later, and never sooner than it did.

        What is closed is not renewed.
        """
        age_ms = self.age_ms(now_ms, echo_ms)
        if self.is_open and age_ms <= span_ms:
            own_ms = span_ms * self._own_pct // 100
            self.end_ms = max(self.end_ms, now_ms - age_ms + own_ms)

    def is_over(self, now_ms: int) -> bool:
        """Dark is due."""
        return not self.is_open or now_ms >= self.end_ms

    def close(self, now_ms: int) -> None:
        """Dark, for whatever reason."""
        self.is_open, self.end_ms = False, now_ms
