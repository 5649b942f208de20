"""A ledger file as the book of one person while sessions are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from openpbm.errors import LedgerError
from openpbm.files.anchor import Anchors
from openpbm.files.ledger import claim as claims
from openpbm.files.ledger.history import person_named
from openpbm.files.ledger.share import mounts, refusal_at
from openpbm.files.ledger.store import Ledger, check_there, open_ledger, read_ledger
from openpbm.record import LightEvent, PersonAdded, SessionBegun
from openpbm.session import Refusal
from openpbm.sitting.book import Judge
from openpbm.sitting.today import unreadable

BUSY_S = 0.5  # half a lease: a mask must not wait longer for a disk


class LightBook:
    """A ledger opened for one person; see `sitting.book.Book`."""

    def __init__(
        self,
        person_id: str,
        ledger: Callable[[], Ledger],
        *,
        refusal: Refusal | None = None,
        new: Callable[[], tuple[PersonAdded, ...]] = tuple,
        is_there: Callable[[], bool] = lambda: True,
    ) -> None:
        """Nothing is opened or made yet.

        Args:
            person_id: whose.
            ledger: the open file, made where it is missing.
            refusal: why no light may be given by it.
            new: the person, where they are not in it yet.
            is_there: whether there is a file; without one nothing is made by looking.
        """
        self.person_id, self.refusal = person_id, refusal
        self._ledger, self._new, self._is_there = ledger, new, is_there

    def events(self) -> Sequence[LightEvent]:
        """All light so far; of somebody who is new only that they are."""
        kept = self._ledger().folded(self.person_id) if self._is_there() else ()
        return kept or self._new()

    def append(self, event: LightEvent) -> object:
        """Keep an event."""
        return self._ledger().append(*self._new(), event)

    def begin(self, event: SessionBegun, holder: str, judge: Judge) -> object:
        """Keep a beginning, decided in the transaction that writes it."""
        new = self._new()
        where = partial(
            claims.may_begin, person_id=self.person_id, holder=holder, judge=judge, first=new
        )
        return self._ledger().append(*new, event, where=where)

    def claim(self, holder: str, now: datetime) -> bool:
        """For a while; whoever is killed holds it no longer than that."""
        take = partial(claims.take, person_id=self.person_id, holder=holder, now=now)
        return self._ledger().write(take)

    def renew(self, holder: str, now: datetime) -> None:
        """A while more."""
        more = partial(claims.renew, person_id=self.person_id, holder=holder, now=now)
        self._ledger().write(more)

    def is_claimed(self, holder: str, now: datetime) -> bool:
        """By somebody else."""
        if not self._is_there():
            return False
        taken = partial(claims.is_taken, person_id=self.person_id, holder=holder, now=now)
        return self._ledger().look(taken)

    def holds(self, holder: str) -> bool:
        """Nobody took it over."""
        held = partial(claims.is_held, person_id=self.person_id, holder=holder)
        return self._ledger().look(held)

    def release(self, holder: str) -> None:
        """Let go of the claim."""
        if self._is_there():
            self._ledger().write(partial(claims.release, person_id=self.person_id, holder=holder))


def open_book(
    path: Path, who: str | None, *, anchors: Anchors | None = None, mounted: str | None = None
) -> tuple[LightBook, Ledger] | Refusal:
    """The ledger of a person, by name or id; a refusal where no light may be given by it.

    Args:
        path: of the file.
        who: name or id; None where there is only one person.
        anchors: tell an older copy from the present file.
        mounted: what is mounted here, as `ledger_share.mounts` says.

    Raises:
        LedgerError: no ledger there, or nobody of that name: a slip, not a damage.
    """
    check_there(path)
    try:
        with read_ledger(path) as looked_at:
            people = looked_at.people()
    except LedgerError as problem:
        return unreadable(str(problem))
    person = person_named(people, who, path)
    refusal = refusal_at(path, mounts() if mounted is None else mounted)
    if refusal is not None:
        return refusal
    try:
        ledger = open_ledger(path, busy_s=BUSY_S, anchors=anchors)
    except LedgerError as problem:
        return unreadable(str(problem))
    return LightBook(person.person_id, lambda: ledger), ledger
