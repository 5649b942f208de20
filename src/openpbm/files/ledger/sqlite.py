"""How the ledger talks to SQLite: safe settings, whole transactions, errors in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from openpbm.errors import LedgerError
from openpbm.fact import message
from openpbm.speech.say import say

BUSY_S = 10.0  # how long a call waits for another process to finish writing

SETTINGS = (
    "synchronous = FULL",
    "fullfsync = ON",  # macOS: the disk, not only its cache
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is taken out is overwritten
    "trusted_schema = OFF",
    "cell_size_check = ON",
)
# families of its errors that have words of their own
KNOWN = ("full", "readonly", "cantopen", "perm", "busy", "locked", "notadb", "corrupt", "ioerr")


def connected(path: Path, mode: str, busy_s: float) -> sqlite3.Connection:
    """A connection in mode rw or ro, every write of it forced onto the disk."""
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=busy_s,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def into_wal(connection: sqlite3.Connection, busy_s: float) -> None:
    """The busy time does not hold for this switch, so wait here."""
    until = time.monotonic() + busy_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise
            time.sleep(0.01)


def version(connection: sqlite3.Connection) -> int:
    """The version that the file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One writer at a time; all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


@contextmanager
def one_view(connection: sqlite3.Connection) -> Iterator[None]:
    """Several reads of the same moment."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite says, in words a person can act on."""
    try:
        yield
    except sqlite3.Error as problem:
        name = str(getattr(problem, "sqlite_errorname", "") or "").lower()
        family = "".join(name.split("_")[1:2])
        raise _wrong(path, family if family in KNOWN else "other", problem) from None
    except OSError as problem:
        raise _wrong(path, "ioerr", problem.strerror) from None
    except UnicodeDecodeError:  # a damaged name in what SQLite itself would say
        raise _wrong(path, "corrupt", say("ledger-no_text")) from None


def no_opening(path: Path, problem: object) -> LedgerError:
    """A file that cannot be opened."""
    return _wrong(path, "cantopen", problem)


def _wrong(path: Path, family: str, problem: object) -> LedgerError:
    return LedgerError(
        say(message(f"ledger-sqlite-{family}", path=str(path), problem=f"{problem}"))
    )
