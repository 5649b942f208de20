"""The ledger: light events in one SQLite file, added to and never changed.

Every entry carries the hash of the one before it, a chain for each person. What is written
is safe on the disk before the call returns; what cannot be written or read is said. The
file may be used by several processes and threads at once. With `anchors`, a file that is not
the present one is refused for light. Design: docs/decisions/0015-ledger.md and 0018.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from openpbm.errors import LedgerError
from openpbm.files.anchor import Anchors
from openpbm.files.folder import make_private
from openpbm.files.ledger import present, schema
from openpbm.files.ledger.adopt import lost_light
from openpbm.files.ledger.chain import Verified, end_of, head_problems, verified, walk
from openpbm.files.ledger.event import event_of, event_text, kind_of, mark_of
from openpbm.files.ledger.fold import REMEMBER_AFTER, Folded, folded, remember
from openpbm.files.ledger.people import LedgerPerson, belongs_to, last_begun_of, people_of, take_out
from openpbm.files.ledger.place import check_log, check_place
from openpbm.files.ledger.sqlite import (
    BUSY_S,
    connected,
    into_wal,
    no_opening,
    one_view,
    told,
    transaction,
    version,
)
from openpbm.files.ledger.upgrade import readable, set_up
from openpbm.files.wal import wal_of
from openpbm.record import LightEvent, LightLost, PersonAdded, SessionBegun, SessionProgress
from openpbm.speech.say import say
from openpbm.tables import numbers
from openpbm.tracking.account import whole_ends

Counted = Callable[[str], Sequence[LightEvent]]  # the light of a person, inside a transaction
Where = Callable[[sqlite3.Connection, Counted], None]  # raises where nothing is to be kept
T = TypeVar("T")
REMEMBER_S = 0.1  # a reader waits no longer for a writer to keep what it checked


class Ledger:
    """An open ledger; from `open_ledger` or `read_ledger`, closed by `with` or `close`."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, anchors: Anchors | None = None
    ) -> None:
        self.path = path
        self._connection = connection
        self._anchors = anchors
        self._lock = threading.RLock()
        self._moved_at: datetime | None = None  # the log into the file, by the time of an entry

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, told(self.path):
            self._connection.close()

    def append(self, *events: LightEvent, where: Where | None = None) -> int:
        """Keep events, all or none; safe on the disk on return.

        What is already there is not kept again: a person by id, a session's beginning by
        its id, progress and end by their sums, a note by all it says. `where` looks first, in
        the same transaction, and raises where nothing is to be kept.

        Returns:
            How many were new.

        Raises:
            LedgerError: nothing of these was kept; or all was, and its anchor could not be.
        """
        rows = [(event, event_text(event), mark_of(event)) for event in events]
        with self._lock, told(self.path):
            with transaction(self._connection):
                if where is not None:
                    where(self._connection, self._light_of)
                written: dict[str, list[LightEvent]] = {}
                new = sum(self._keep(*row, written) for row in rows)
            self._settle(events, written)
            return new

    def write(self, do: Callable[[sqlite3.Connection], bool]) -> bool:
        """Something that is no light, in a transaction of its own."""
        with self._lock, told(self.path), transaction(self._connection):
            return do(self._connection)

    def look(self, do: Callable[[sqlite3.Connection], T]) -> T:
        """The same, where nothing is to be changed."""
        with self._lock, told(self.path), one_view(self._connection):
            return do(self._connection)

    def people(self) -> tuple[LedgerPerson, ...]:
        """Everybody in the ledger, in the order in which they came. Reads nobody's chain.

        Raises:
            LedgerError: a damaged name or id.
        """
        with self._lock, told(self.path):
            return people_of(self._connection, self.path)

    def last_begun(self, person_id: str) -> SessionBegun | None:
        """The last session of a person as it was begun, to show; the chain is not checked.

        Raises:
            LedgerError: the entry is damaged.
        """
        with self._lock, told(self.path):
            return last_begun_of(self._connection, person_id)

    def events(self, person_id: str) -> tuple[LightEvent, ...]:
        """All of one person, in the order in which they were written; empty for a stranger.

        Raises:
            LedgerError: the chain does not hold, so what is there cannot be believed.
        """
        found: list[LightEvent] = []
        self.each(person_id, found.append)
        return tuple(found)

    def each(self, person_id: str, take: Callable[[LightEvent], object]) -> None:
        """Hand over all of one person, one by one; raises as `events`, after the last of them."""
        with self._lock, told(self.path), one_view(self._connection):
            end = walk(self._connection, person_id, take)
            problems = (*end.problems, *head_problems(self._connection, person_id, end))
        if problems:
            raise LedgerError(f"{self.path}: {problems[0]}")

    def folded(self, person_id: str) -> tuple[LightEvent, ...]:
        """The light of one person as it counts: progress that a later sum takes over left out.

        Where the file has lost progress, sessions without an end are ended in whole.

        Raises:
            LedgerError: the chain does not hold, or the file is not the present one.
        """
        with self._lock, told(self.path):
            was = self._noted(person_id)  # before the file: it may lag, never lead
            with one_view(self._connection):
                found, ends = self._counted(was, person_id)
            if found.read > REMEMBER_AFTER:
                self._remember(person_id, found)
        return (*found.events, *ends)

    def _counted(self, was: present.Witness, person_id: str) -> tuple[Folded, Sequence[LightEvent]]:
        """Inside a transaction: what is kept, and the ends of what lost its progress."""
        at = self._standing(was, person_id)
        found = folded(self._connection, person_id, self._anchors)
        if found.problems:
            raise LedgerError(f"{self.path}: {found.problems[0]}")
        at.check(self.path)
        return found, whole_ends(found.events) if at.is_cut else ()

    def _light_of(self, person_id: str) -> tuple[LightEvent, ...]:
        found, ends = self._counted(self._noted(person_id), person_id)
        return (*found.events, *ends)

    def verify(self) -> Verified:
        """Look at every page, reference, entry and anchor; changes nothing."""
        with self._lock:
            try:
                with told(self.path):
                    return self._verified()
            except LedgerError as problem:
                return Verified(entries=0, people=0, problems=(str(problem),))

    def _verified(self) -> Verified:
        with one_view(self._connection):
            found = verified(self._connection, self.path)
        absent = (f"{self.path}: {why}" for why in self.absences())
        return replace(found, problems=(*found.problems, *absent))

    def absences(self) -> tuple[str, ...]:
        """In words, why this is not the ledger last used here; none where it is."""
        found: list[present.Standing] = []
        with self._lock, told(self.path):
            for who in present.people_in(self._connection) or [""]:
                was = self._noted(who)
                with one_view(self._connection):
                    found.append(self._standing(was, who))
        return tuple(dict.fromkeys(say(at.why) for at in found if at.why is not None))

    def adopt(self, now: datetime) -> tuple[LightLost, ...]:
        """Take this file as the present one; what it may have lost counts as at the caps.

        Args:
            now: in the person's time zone.

        Returns:
            What was written down as lost.

        Raises:
            LedgerError: nothing was changed.
        """
        if self._anchors is None:
            raise LedgerError(f"{self.path}: found no folder for its second anchor")
        with self._lock, told(self.path):
            with transaction(self._connection):
                events = lost_light(self._connection, self._anchors, self.path, now)
                lost = [event for event in events if isinstance(event, LightLost)]
                written: dict[str, list[LightEvent]] = {event.person_id: [] for event in lost}
                for event in events:
                    self._keep(event, event_text(event), mark_of(event), written)
                present.name_again(self._anchors, self._connection, self.path)
            self._settle(events, written)
        return tuple(lost)

    def erase(self, person_id: str) -> int:
        """Take out everything of one person, beyond recovery from this file.

        Their chain goes as a whole, so the others' stay whole. Copies of older versions
        beside the file go with it.

        Returns:
            How many entries were taken out.

        Raises:
            LedgerError: nobody of this id, or traces had to stay.
        """
        with self._lock, told(self.path):
            with transaction(self._connection):
                gone = take_out(self._connection, person_id)
                if not gone:
                    raise LedgerError(f'{self.path}: found nobody of the id "{person_id}"')
                own = present.ledger_id(self._connection)
                if self._anchors is not None and own is not None:
                    self._anchors.forget(own, person_id)
            for version in range(1, schema.VERSION):
                schema.backup_path(self.path, version).unlink(missing_ok=True)
            self._connection.execute("VACUUM")
            is_clear = self._checkpoint("TRUNCATE")
        if not is_clear:
            raise LedgerError(
                f"{self.path}: all {gone} entries are taken out, but another program is reading, "
                f"so traces stay in {wal_of(self.path).name}; close it and erase again"
            )
        return gone

    # ---- inside a transaction

    def _keep(
        self, event: LightEvent, body: str, mark: bytes, written: dict[str, list[LightEvent]]
    ) -> bool:
        kept = self._connection.execute(
            "SELECT kind, body FROM events WHERE mark = ?", (mark,)
        ).fetchone()
        person_id, session_id = belongs_to(self._connection, event, self.path)
        if person_id not in written:
            written[person_id] = []
            self._check_present(person_id, written)
        written[person_id].append(event)
        if kept is not None:
            self._check_same(event, *kept)
            return False
        entries, before = end_of(
            self._connection, person_id, self.path, is_new=isinstance(event, PersonAdded)
        )
        kind = kind_of(event)
        hashed = schema.next_hash(before, person_id, entries + 1, kind, body)
        self._connection.execute(
            "INSERT INTO heads VALUES (?, ?, ?) ON CONFLICT (person_id) "
            "DO UPDATE SET entries = excluded.entries, hash = excluded.hash",
            (person_id, entries + 1, hashed),
        )
        self._connection.execute(
            "INSERT INTO events (person_id, entry, kind, session_id, mark, body, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (person_id, entries + 1, kind, session_id, mark, body, hashed),
        )
        return True

    def _check_same(self, event: LightEvent, kind: str, body: str) -> None:
        """The same beginning or person again is nothing new; another one under its id is."""
        old = event_of(kind, body)
        if (
            isinstance(event, PersonAdded | SessionBegun)
            and replace(old, at_utc=event.at_utc) != event
        ):
            raise LedgerError(say("ledger-same_id", path=str(self.path)))

    def _check_present(self, person_id: str, written: dict[str, list[LightEvent]]) -> None:
        """Nothing is added to a file that is not the present one; lost progress ends in whole."""
        at = self._standing(self._noted(person_id), person_id)
        at.check(self.path)
        if at.is_cut:
            found = folded(self._connection, person_id, self._anchors)
            for end in whole_ends(found.events):
                self._keep(end, event_text(end), mark_of(end), written)

    # ---- the second anchor

    def _noted(self, person_id: str) -> present.Witness:
        if self._anchors is None:
            return present.Witness(ledger_id=None)
        return present.noted(self._anchors, self._connection, self.path, person_id)

    def _standing(self, was: present.Witness, person_id: str) -> present.Standing:
        if self._anchors is None:
            return present.Standing()
        return present.standing(was, self._anchors, self._connection, person_id)

    def _settle(
        self, events: Sequence[LightEvent], written: Mapping[str, Sequence[LightEvent]]
    ) -> None:
        """Move what is safe out of the log where it is due, then let the anchor follow."""
        is_progress = bool(events) and all(isinstance(e, SessionProgress) for e in events)
        latest = max((event.at_utc for event in events), default=None)
        if not is_progress or self._is_due(latest):
            self._checkpoint("PASSIVE")
            self._moved_at = latest
        if self._anchors is None:
            return
        with transaction(self._connection):  # one after another, so that none goes back
            present.follow(self._anchors, self._connection, written, is_progress=is_progress)

    def _is_due(self, at: datetime | None) -> bool:
        often = timedelta(seconds=numbers("delivery")["checkpoint_s"].value)
        return at is None or self._moved_at is None or abs(at - self._moved_at) >= often

    def _remember(self, person_id: str, found: Folded) -> None:
        """So that the next reader need not check it all again; where it cannot be, no harm."""
        if self._anchors is None or version(self._connection) < 3:
            return
        with (
            suppress(LedgerError),
            told(self.path),
            closing(connected(self.path, "rw", REMEMBER_S)) as connection,
        ):
            with transaction(connection):
                remember(connection, person_id, self._anchors, found)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a long log is slow to check

    def _checkpoint(self, mode: str) -> bool:
        """Move the log into the file, where hashes watch over it; True when all was moved."""
        busy, in_log, moved = self._connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
        return not busy and in_log == moved


def open_ledger(path: Path, *, busy_s: float = BUSY_S, anchors: Anchors | None = None) -> Ledger:
    """The ledger to add to; made where there is none, brought up to date where it is older.

    Whatever gives light hands in `anchors`; without, an older copy cannot be told from the
    present file.

    Args:
        path: of the file; its folder is made for its owner alone.
        busy_s: most seconds to wait for other programs that are writing.
        anchors: what the second place knows of this ledger (decision 0018).

    Raises:
        LedgerError: no ledger, a damaged one, or no way to write.
    """
    check_place(path)
    try:
        make_private(path.parent)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as problem:
        raise no_opening(path, problem.strerror) from None
    check_log(path)
    with told(path):
        connection = connected(path, "rw", busy_s)
        try:
            into_wal(connection, busy_s)
            set_up(connection, path)
            if anchors is not None and not present.is_enrolled(anchors, connection, path):
                with transaction(connection):
                    present.enrol(anchors, connection, path)
        except BaseException:
            connection.close()
            raise
    return Ledger(path, connection, anchors)


def check_there(path: Path) -> None:
    """Refuse a ledger that is not there."""
    if not path.exists():
        raise LedgerError(
            f"{path}: found no ledger; expected one ('openpbm ledger add NAME' makes it)"
        )


def read_ledger(path: Path, *, anchors: Anchors | None = None) -> Ledger:
    """The ledger to look at; nothing is changed, and one that is not there is not made.

    Args:
        path: of the file.
        anchors: what the second place knows of this ledger (decision 0018).

    Raises:
        LedgerError: no ledger, or none that can be read.
    """
    check_place(path)
    check_there(path)
    check_log(path)
    with told(path):
        connection = readable(path)
    return Ledger(path, connection, anchors)
