"""Where the light of one person is written down while sessions are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from openpbm.fact import Quantity, message
from openpbm.record import LightEvent, Moment, PersonAdded, SessionBegun
from openpbm.session import NotNowError, Refusal, refusal
from openpbm.tables import numbers

Judge = Callable[[Sequence[LightEvent]], Refusal | None]  # pure: all light so far, and why not


class Book(Protocol):
    """The light of one person, and who may give them more.

    Everything that reads or writes may raise LedgerError.
    """

    @property
    def person_id(self) -> str:
        """Whose it is."""
        ...

    @property
    def refusal(self) -> Refusal | None:
        """Why light must not be given by this book, whatever is in it."""
        ...

    def events(self) -> Sequence[LightEvent]:
        """All light so far."""
        ...

    def append(self, event: LightEvent) -> object:
        """Keep an event; safe on return."""
        ...

    def begin(self, event: SessionBegun, holder: str, judge: Judge) -> object:
        """Keep a beginning where the holder's claim stands and nothing kept speaks against it.

        No other light is kept between the look and the writing. Raises NotNowError.
        """
        ...

    def claim(self, holder: str, now: datetime) -> bool:
        """Nobody else may ask for light of this person for a while; False where somebody does."""
        ...

    def renew(self, holder: str, now: datetime) -> None:
        """A while more, where the claim is still the holder's."""
        ...

    def is_claimed(self, holder: str, now: datetime) -> bool:
        """Whether somebody else has a claim."""
        ...

    def holds(self, holder: str) -> bool:
        """Whether the claim is still this holder's, run out or not."""
        ...

    def release(self, holder: str) -> None:
        """The claim is over."""
        ...


def claim_lasts() -> timedelta:
    """How long a claim stands without being renewed."""
    return timedelta(seconds=numbers("delivery")["claim_s"].value)


def claimed() -> Refusal:
    """Somebody else is asking, or giving."""
    lasts = Quantity(claim_lasts().total_seconds(), "s", figures=4, trimmed=True)
    return refusal("claimed", message("refusal-claimed", lasts=lasts))


class Unkept:
    """A book in memory, for a simulated mask of which nothing is to be kept."""

    person_id = "nobody"
    refusal: Refusal | None = None

    def __init__(self, now: Moment) -> None:
        self._events: list[LightEvent] = [
            PersonAdded(person_id=self.person_id, name=self.person_id, at_utc=now.utc)
        ]

    def events(self) -> Sequence[LightEvent]:
        """Of this sitting only."""
        return tuple(self._events)

    def append(self, event: LightEvent) -> object:
        """Until the end of the program."""
        self._events.append(event)
        return None

    def begin(self, event: SessionBegun, holder: str, judge: Judge) -> object:  # noqa: ARG002
        """There is nobody else."""
        refusal = judge(self.events())
        if refusal is not None:
            raise NotNowError(refusal)
        return self.append(event)

    def claim(self, holder: str, now: datetime) -> bool:  # noqa: ARG002
        """Nobody else can."""
        return True

    def renew(self, holder: str, now: datetime) -> None:
        """Nobody else can."""

    def is_claimed(self, holder: str, now: datetime) -> bool:  # noqa: ARG002
        """Nobody else can."""
        return False

    def holds(self, holder: str) -> bool:  # noqa: ARG002
        """Nobody else can."""
        return True

    def release(self, holder: str) -> None:
        """Nothing is held."""
