"""The light of one person, short: progress that a later sum takes over is left out.

Adding up the short list gives what adding up all entries gives; tests/property says so for
any entries. What was once checked from the first entry on may be remembered in the file, under
a seal that only the key beside the anchors makes: then only the entries after it are read. A
row that is skipped so has no part in any number that is believed.
"""

from __future__ import annotations

import hmac
import math
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field

from openpbm.errors import LedgerError
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.chain import Walk, head_problems, walk
from openpbm.files.ledger.event import event_of, event_text, kind_of
from openpbm.files.ledger.schema import first_hash
from openpbm.files.ledger.sqlite import version
from openpbm.record import DoseNoted, LightEvent, SessionBegun, SessionEnded, SessionProgress

FOLD = "openpbm fold 1"
REMEMBER_AFTER = 2_000  # entries that were read one by one; about a twentieth of a second


@dataclass(kw_only=True)
class Folding:
    """Takes events in the order in which they were written, and keeps what counts."""

    _events: list[LightEvent | None] = field(default_factory=list)
    _last: dict[str, int] = field(default_factory=dict)  # progress of a session, by place
    _begun: set[str] = field(default_factory=set)
    _barrier: int = 0  # what was written before it stays: it may say that the clock stepped

    def add(self, event: LightEvent) -> None:
        """One more."""
        if isinstance(event, SessionProgress | SessionEnded):
            place = self._last.get(event.session_id, -1)
            if place > self._barrier and _takes_over(event, self._events[place]):
                self._events[place] = None
            if event.session_id in self._begun:
                self._last[event.session_id] = len(self._events)
        elif isinstance(event, SessionBegun | DoseNoted):
            self._barrier = len(self._events)
            if isinstance(event, SessionBegun):
                self._begun.add(event.session_id)
        self._events.append(event)

    @property
    def events(self) -> tuple[LightEvent, ...]:
        """What is left of them, in the same order."""
        return tuple(event for event in self._events if event is not None)


def _takes_over(event: SessionProgress | SessionEnded, earlier: LightEvent | None) -> bool:
    """True where nothing that an earlier progress says is missing without it."""
    if not isinstance(earlier, SessionProgress) or earlier.at_utc > event.at_utc:
        return False
    sums = dict(event.lit_min)
    return all(
        math.isfinite(minutes) and 0 <= minutes <= sums.get(role, -1.0) < math.inf
        for role, minutes in earlier.lit_min
    )


@dataclass(frozen=True, kw_only=True)
class Folded:
    """The short list, and how it was come by."""

    events: tuple[LightEvent, ...]
    problems: tuple[str, ...]
    end: Walk  # where the chain ends
    read: int  # entries that were read one by one


def folded(connection: sqlite3.Connection, person_id: str, anchors: Anchors | None) -> Folded:
    """The short list of a person, checked from what is remembered on, else from the first."""
    folding = Folding()
    start = _remembered(connection, person_id, anchors, folding.add)
    end = walk(connection, person_id, folding.add, start)
    return Folded(
        events=folding.events,
        problems=(*end.problems, *head_problems(connection, person_id, end)),
        end=end,
        read=end.entries - start.entries,
    )


def remember(
    connection: sqlite3.Connection, person_id: str, anchors: Anchors, found: Folded
) -> None:
    """Keep a short list that was checked. Inside a transaction; not for somebody erased since."""
    body = "\n".join(f"{kind_of(event)} {event_text(event)}" for event in found.events)
    end = found.end
    seal = _seal(anchors, person_id, end, body)
    connection.execute(
        "INSERT OR REPLACE INTO folds SELECT ?, ?, ?, ?, ? WHERE EXISTS "
        "(SELECT 1 FROM events WHERE person_id = ? AND entry = ? AND hash = ?)",
        (person_id, end.entries, end.last, body, seal, person_id, end.entries, end.last),
    )


def _remembered(
    connection: sqlite3.Connection,
    person_id: str,
    anchors: Anchors | None,
    take: Callable[[LightEvent], None],
) -> Walk:
    """What was checked before, where its seal holds and the chain still passes through it."""
    first = Walk(entries=0, last=first_hash(person_id))
    if anchors is None or version(connection) < 3:
        return first
    row = connection.execute(
        "SELECT entries, hash, body, seal FROM folds WHERE person_id = ?", (person_id,)
    ).fetchone()
    if row is None or [type(value) for value in row] != [int, bytes, str, bytes]:
        return first
    entries, hashed, body, seal = row
    start = Walk(entries=entries, last=hashed)
    if not hmac.compare_digest(seal, _seal(anchors, person_id, start, body)):
        return first
    there = connection.execute(
        "SELECT hash FROM events WHERE person_id = ? AND entry = ?", (person_id, entries)
    ).fetchone()
    if there != (hashed,):
        return first
    try:
        events = [event_of(*line.split(" ", 1)) for line in body.split("\n")]
    except LedgerError:  # sealed by a version that wrote other words
        return first
    for event in events:
        take(event)
    return start


def _seal(anchors: Anchors, person_id: str, at: Walk, body: str) -> bytes:
    return anchors.seal(FOLD, person_id, str(at.entries), at.last.hex(), body)
