"""The light of the people here: one ledger, read and added to."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from openpbm.errors import LedgerError
from openpbm.fact import said
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.people import latest_of
from openpbm.files.ledger.share import mounts, refusal_at
from openpbm.files.ledger.store import Ledger, open_ledger
from openpbm.files.light.book import BUSY_S, LightBook
from openpbm.record import NO_LIGHT, LightEvent, LightHistory, PersonAdded, SessionBegun
from openpbm.tracking.account import LightRecord, history, record_of


class HouseBook:
    """The ledger of a data folder; made when the first light is written down."""

    def __init__(self, path: Path, anchors: Anchors | None = None) -> None:
        self.path = path
        self.one_at_a_time = threading.Lock()  # held by whoever writes by what is there
        self._anchors = anchors
        self._lock = threading.Lock()
        self._ledger: Ledger | None = None
        self._light: Ledger | None = None  # the same file, where light is given
        self._known: set[str] = set()  # who is in it for certain

    def ledger(self) -> Ledger:
        """The open ledger.

        Raises:
            LedgerError: it cannot be opened or is damaged.
        """
        with self._lock:
            if self._ledger is None:
                self._ledger = open_ledger(self.path, anchors=self._anchors)
            return self._ledger

    def _for_light(self) -> Ledger:
        """The same file, in which no session waits for a page that writes, nor for another program.

        Raises:
            LedgerError: it cannot be opened or is damaged.
        """
        with self._lock:
            if self._light is None:
                self._light = open_ledger(self.path, busy_s=BUSY_S, anchors=self._anchors)
            return self._light

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            for ledger in (self._ledger, self._light):
                if ledger is not None:
                    ledger.close()
            self._ledger = self._light = None

    def events(self, person_id: str) -> tuple[LightEvent, ...]:
        """What counts of one person; nothing for somebody who is not in it yet.

        Raises:
            LedgerError: it cannot be read or believed.
        """
        return self.ledger().folded(person_id) if self.path.exists() else ()

    def record(self, person_id: str) -> LightRecord | str:
        """What a person was given, or in words why that is not known."""
        try:
            return record_of(self.events(person_id), person_id)
        except LedgerError as problem:
            return str(problem)

    def history(self, person_id: str, today: date) -> LightHistory:
        """Light so far, as the caps must count it: unreadable is unknown, never none."""
        try:
            events = self.events(person_id)
        except LedgerError as problem:
            return LightHistory(is_known=False, why_unknown=said(str(problem)))
        return history(events, person_id, today) if events else NO_LIGHT

    def book(self, person_id: str, name: str) -> LightBook:
        """The ledger as sessions see it; somebody who is not in it yet has had no light here."""
        return LightBook(
            person_id,
            self._for_light,
            refusal=refusal_at(self.path, mounts()),
            new=lambda: self._new(person_id, name),
            is_there=self.path.exists,
        )

    def write(self, person_id: str, name: str, *events: LightEvent) -> None:
        """Add to a person's light; whoever is new is added first.

        Raises:
            LedgerError: nothing was kept.
        """
        self.ledger().append(*self._new(person_id, name), *events)

    def _new(self, person_id: str, name: str) -> tuple[PersonAdded, ...]:
        """The person, where they are not in the ledger yet."""
        if person_id not in self._known and self.path.exists():
            self._known |= {person.person_id for person in self.ledger().people()}
        if person_id in self._known:
            return ()
        return (PersonAdded(person_id=person_id, name=name, at_utc=datetime.now(UTC)),)

    def absences(self) -> tuple[str, ...]:
        """In words, why this is not the ledger last used here; raises as `events`."""
        return self.ledger().absences() if self.path.exists() else ()

    def adopt(self, now: datetime) -> None:
        """Take the file as it is; raises as `events`."""
        self.ledger().adopt(now)

    def latest(self, person_id: str) -> LightRecord:
        """A person's last sessions and what was said of their skin, for a list: no chain is read.

        What is damaged is left out.
        """
        try:
            look = partial(latest_of, person_id=person_id)
            events = self.ledger().look(look) if self.path.exists() else ()
        except LedgerError:
            events = ()
        return record_of(events, person_id)

    def last(self, person_id: str) -> SessionBegun | None:
        """A person's last session as it was begun, likewise."""
        try:
            return self.ledger().last_begun(person_id) if self.path.exists() else None
        except LedgerError:
            return None

    def forget(self, person_id: str) -> None:
        """Take out everything of one person.

        Raises:
            LedgerError: traces had to stay.
        """
        if self.path.exists() and any(
            person.person_id == person_id for person in self.ledger().people()
        ):
            self._known.discard(person_id)
            self.ledger().erase(person_id)
