"""The ledger: light events in one SQLite file, added to and never changed.

Every entry carries the hash of the one before it, a chain for each person. What is written
is safe on the disk before the call returns; what cannot be written or read is said. The
file may be used by several processes and threads at once. Design: docs/decisions/0015-ledger.md.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from openpbm.errors import LedgerError
from openpbm.files import ledger_schema as schema
from openpbm.files.folder import make_private
from openpbm.files.ledger_chain import Verified, chain_of, verified
from openpbm.files.ledger_event import event_of, event_text, kind_of, mark_of
from openpbm.files.ledger_sqlite import (
    BUSY_S,
    WORDS,
    connected,
    into_wal,
    one_view,
    told,
    transaction,
)
from openpbm.files.wal import is_damaged, wal_of
from openpbm.record import (
    DoseNoted,
    LightEvent,
    PersonAdded,
    ScreenRenewed,
    SessionBegun,
    SessionProgress,
)

LOOKS = 3  # at a log that another process may be writing just now


@dataclass(frozen=True, kw_only=True)
class LedgerPerson:
    """Somebody in the ledger, and how many entries are kept of them."""

    person_id: str
    name: str
    entries: int


class Ledger:
    """An open ledger; from `open_ledger` or `read_ledger`, closed by `with` or `close`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, told(self.path):
            self._connection.close()

    def append(self, *events: LightEvent) -> int:
        """Keep events, all or none; safe on the disk on return.

        What is already there is not kept again: a person by id, a session's beginning by
        its id, progress and end by their sums, a note by all it says.

        Returns:
            How many were new.

        Raises:
            LedgerError: nothing of these was kept.
        """
        rows = [(event, event_text(event), mark_of(event)) for event in events]
        with self._lock, told(self.path):
            with transaction(self._connection):
                new = sum(self._keep(event, body, mark) for event, body, mark in rows)
            if not all(isinstance(event, SessionProgress) for event in events):
                self._checkpoint("PASSIVE")
            return new

    def people(self) -> tuple[LedgerPerson, ...]:
        """Everybody in the ledger, in the order in which they came."""
        with self._lock, told(self.path):
            found = self._connection.execute(
                "SELECT person_id, (SELECT body FROM events AS a WHERE a.person_id = e.person_id "
                "AND kind = 'added' ORDER BY entry LIMIT 1), count(*) FROM events AS e "
                "GROUP BY person_id ORDER BY min(seq)"
            ).fetchall()
        return tuple(
            LedgerPerson(person_id=who, name=_name(body), entries=entries)
            for who, body, entries in found
        )

    def events(self, person_id: str) -> tuple[LightEvent, ...]:
        """All of one person, in the order in which they were written; empty for a stranger.

        Raises:
            LedgerError: the chain does not hold, so what is there cannot be believed.
        """
        with self._lock, told(self.path), one_view(self._connection):
            found, problems = chain_of(self._connection, person_id)
        if problems:
            raise LedgerError(f"{self.path}: {problems[0]}")
        return tuple(found)

    def verify(self) -> Verified:
        """Look at every page, reference and entry; changes nothing."""
        with self._lock:
            try:
                with told(self.path), one_view(self._connection):
                    return verified(self._connection, self.path)
            except LedgerError as problem:
                return Verified(entries=0, people=0, problems=(str(problem),))

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
                self._connection.execute("INSERT INTO erasing VALUES (?)", (person_id,))
                gone = self._connection.execute(
                    "DELETE FROM events WHERE person_id = ?", (person_id,)
                ).rowcount
                self._connection.execute("DELETE FROM heads WHERE person_id = ?", (person_id,))
                self._connection.execute("DELETE FROM erasing")
                if not gone:
                    raise LedgerError(f'{self.path}: found nobody of the id "{person_id}"')
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

    def _keep(self, event: LightEvent, body: str, mark: bytes) -> bool:
        kept = self._connection.execute(
            "SELECT kind, body FROM events WHERE mark = ?", (mark,)
        ).fetchone()
        if kept is not None:
            self._check_same(event, *kept)
            return False
        person_id, session_id = self._belongs(event)
        entries, before = self._head(person_id, is_new=isinstance(event, PersonAdded))
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
            raise LedgerError(
                f"{self.path}: found another entry under the same id; expected a new id"
            )

    def _belongs(self, event: LightEvent) -> tuple[str, str | None]:
        """Whose it is, and of which session."""
        if isinstance(event, PersonAdded | DoseNoted | ScreenRenewed):
            return event.person_id, None
        if isinstance(event, SessionBegun):
            return event.person_id, event.session_id
        found = self._connection.execute(
            "SELECT person_id FROM events WHERE kind = 'begun' AND session_id = ?",
            (event.session_id,),
        ).fetchone()
        if found is None:
            raise LedgerError(
                f'{self.path}: found light of a session "{event.session_id}" that was never '
                "begun; expected its beginning first"
            )
        return str(found[0]), event.session_id

    def _head(self, person_id: str, *, is_new: bool) -> tuple[int, bytes]:
        """The end of a chain, which must be where the file says it is."""
        head = self._connection.execute(
            "SELECT entries, hash FROM heads WHERE person_id = ?", (person_id,)
        ).fetchone()
        last = self._connection.execute(
            "SELECT entry, hash FROM events WHERE person_id = ? ORDER BY entry DESC LIMIT 1",
            (person_id,),
        ).fetchone()
        if head != last:
            raise LedgerError(
                f"{self.path}: the last entry is not the one that should be; nothing is added to "
                "a damaged ledger ('openpbm ledger verify' says more)"
            )
        if head is None and not is_new:
            raise LedgerError(f'{self.path}: found nobody of the id "{person_id}"; add them first')
        return (0, schema.first_hash(person_id)) if head is None else (head[0], head[1])

    def _checkpoint(self, mode: str) -> bool:
        """Move the log into the file, where hashes watch over it; True when all was moved."""
        busy, in_log, moved = self._connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
        return not busy and in_log == moved


def open_ledger(path: Path, *, busy_s: float = BUSY_S) -> Ledger:
    """The ledger to add to; made where there is none, brought up to date where it is older.

    A call waits at most `busy_s` for other programs that are writing.

    Raises:
        LedgerError: no ledger, a damaged one, or no way to write.
    """
    _check_place(path)
    try:
        make_private(path.parent)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as problem:
        raise LedgerError(f"{path}: {WORDS['SQLITE_CANTOPEN']} ({problem.strerror})") from None
    _check_log(path)
    with told(path):
        connection = connected(path, "rw", busy_s)
        try:
            into_wal(connection, busy_s)
            _set_up(connection, path)
        except BaseException:
            connection.close()
            raise
    return Ledger(path, connection)


def read_ledger(path: Path) -> Ledger:
    """The ledger to look at; nothing is changed, and one that is not there is not made.

    Raises:
        LedgerError: no ledger, or none that can be read.
    """
    _check_place(path)
    if not path.exists():
        raise LedgerError(
            f"{path}: found no ledger; expected one ('openpbm ledger add NAME' makes it)"
        )
    _check_log(path)
    with told(path):
        connection = connected(path, "ro", BUSY_S)
        try:
            try:
                version = schema.version_of(connection, path)
            except sqlite3.OperationalError:
                # in a folder that may not be written to, SQLite cannot place its locks; a file
                # without a log is whole and nobody is writing to it from here
                if wal_of(path).exists():
                    raise
                connection.close()
                connection = connected(path, "ro&immutable=1", BUSY_S)
                version = schema.version_of(connection, path)
            if version == 0:
                raise LedgerError(f"{path}: found an empty file; expected a ledger")
        except BaseException:
            connection.close()
            raise
    return Ledger(path, connection)


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise LedgerError(f"{path}: found a folder; expected a file (--ledger)")


def _check_log(path: Path) -> None:
    """Refuse a damaged log before SQLite forgets what it held."""
    log = wal_of(path)
    for _ in range(LOOKS):  # a log that is being written may look odd for a moment
        try:
            content = log.read_bytes()
        except FileNotFoundError:
            return
        except OSError as problem:
            raise LedgerError(f"{log}: {WORDS['SQLITE_CANTOPEN']} ({problem.strerror})") from None
        if not is_damaged(content):
            return
        time.sleep(0.05)
    raise LedgerError(
        f"{log}: found damage in entries that were already safe; nothing was changed. Keep copies "
        f"of {path.name} and {log.name}, then see docs/reference/ledger.md"
    )


def _set_up(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables, or bring an older file up to date: one process, all or nothing."""
    if schema.version_of(connection, path) == schema.VERSION:
        return
    # renaming a table must not rewrite what refers to it
    connection.execute("PRAGMA legacy_alter_table = ON")
    with transaction(connection):
        version = schema.version_of(connection, path)  # another process may have been faster
        if version == 0:
            schema.create(connection, schema.VERSION_2, schema.VERSION)
        elif version == 1:
            problems = verified(connection, path).problems
            if problems:
                raise LedgerError(
                    f"{path}: {problems[0]}; a damaged ledger is not brought up to date"
                )
            schema.back_up(path, version)
            schema.from_1_to_2(connection)
    connection.execute("PRAGMA legacy_alter_table = OFF")


def _name(body: str | None) -> str:
    event = None if body is None else event_of("added", body)
    return event.name if isinstance(event, PersonAdded) else ""
