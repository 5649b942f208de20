"""A link that is made anew after it broke, in its own time, and says that it is another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from openpbm.delivery.runner import Link
from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.speech.say import say
from openpbm.threads import beside

AGAIN_S = 1.0  # from one try to the next


class ClosingLink(Link, Protocol):
    """A link that can be let go of."""

    def close(self) -> None:
        """After the last word."""
        ...


class AgainLink:
    """The newest of the links to one mask.

    Whoever uses it hears of a break as of any link: it is closed, or it raises once although a new
    one is open. So nobody takes a mask that came back for one that never went.
    """

    def __init__(self, made: Callable[[], ClosingLink]) -> None:
        """Makes the first link here; each other one in a thread, as making one may wait.

        Raises:
            DeviceError: the mask is out of reach.
        """
        self._made = made
        self._link = made()
        self._new: ClosingLink | None = None
        self._broke = False
        self._is_over = threading.Event()
        self._maker: threading.Thread | None = None

    @property
    def is_open(self) -> bool:
        """False while the mask is out of reach."""
        if self._link.is_open:
            return True
        self._broke = True
        new, self._new = self._new, None
        if new is not None:
            self._link, self._maker = new, None
            return new.is_open
        if self._maker is None and not self._is_over.is_set():
            self._maker = beside(self._make, "link")
        return False

    def send(self, frame: bytes) -> None:
        """To the mask, if it is the same link as before."""
        self._check()
        self._link.send(frame)

    def receive(self) -> Sequence[bytes]:
        """What has come over this link."""
        self._check()
        return self._link.receive()

    def close(self) -> None:
        """For good."""
        self._is_over.set()
        self._link.close()
        if self._maker is not None:
            self._maker.join(AGAIN_S)
        if self._new is not None:
            self._new.close()

    def _check(self) -> None:
        is_open = self.is_open
        if self._broke:
            self._broke = not is_open
            raise DeviceError(say(message("open_mask-another_link")))

    def _make(self) -> None:
        while not self._is_over.wait(AGAIN_S):
            try:
                made = self._made()
            except DeviceError:
                continue
            if self._is_over.is_set():
                made.close()
            else:
                self._new = made
            return
