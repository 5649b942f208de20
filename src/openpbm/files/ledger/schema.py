"""The tables of a ledger file, and the way from an older file to them.

Why chains are kept for each person apart: docs/decisions/0015-ledger.md.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from json.encoder import encode_basestring as _quoted
from pathlib import Path

from openpbm.errors import LedgerError
from openpbm.files.ledger.event import canonical

APPLICATION = 0x4F50424D  # "OPBM"
VERSION = 5
CHAIN = "openpbm ledger 1"
# in one statement, so that a file which another process is just making is seen before or after
MARKS = (
    "SELECT (SELECT application_id FROM pragma_application_id), "
    "(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_master)"
)

EVENTS = """CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id TEXT NOT NULL{parent},
    entry INTEGER NOT NULL CHECK (entry > 0),
    kind TEXT NOT NULL,
    session_id TEXT,
    mark BLOB NOT NULL UNIQUE,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (person_id, entry)
) STRICT"""
BEGINNINGS = "CREATE UNIQUE INDEX beginnings ON events (session_id) WHERE kind = 'begun'"
ERASING = "CREATE TABLE erasing (person_id TEXT PRIMARY KEY) STRICT"
HEADS = """CREATE TABLE heads (
    person_id TEXT PRIMARY KEY,
    entries INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT"""
TRIGGERS = (
    "CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN "
    "SELECT RAISE(ABORT, 'an entry of the ledger is never changed'); END",
    "CREATE TRIGGER events_remain BEFORE DELETE ON events "
    "WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person_id = OLD.person_id) BEGIN "
    "SELECT RAISE(ABORT, 'an entry of the ledger is never taken out'); END",
)
CLAIMS = """CREATE TABLE claims (
    person_id TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until_utc TEXT NOT NULL
) STRICT"""
FOLDS = """CREATE TABLE folds (
    person_id TEXT PRIMARY KEY,
    entries INTEGER NOT NULL,
    hash BLOB NOT NULL,
    body TEXT NOT NULL,
    seal BLOB NOT NULL
) STRICT"""
VERSION_1 = (EVENTS.format(parent=""), BEGINNINGS, ERASING, *TRIGGERS)
VERSION_2 = (
    HEADS,
    EVENTS.format(parent=" REFERENCES heads (person_id)"),
    BEGINNINGS,
    ERASING,
    *TRIGGERS,
)
ANCHORED = """CREATE TABLE anchored (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    ledger_id TEXT NOT NULL
) STRICT"""
SINCE_3 = (CLAIMS, FOLDS, ANCHORED)  # none of them holds light that is not in `events`
VERSION_3 = (*VERSION_2, *SINCE_3)


def statements(version: int) -> tuple[str, ...]:
    """What makes the tables of a version."""
    return {1: VERSION_1, 2: VERSION_2, 3: VERSION_3, 4: VERSION_3, 5: VERSION_3}[version]


def name_in(statement: str) -> str:
    """Of the table, index or trigger that a statement makes.

    >>> name_in(BEGINNINGS), name_in(ERASING)
    ('beginnings', 'erasing')
    """
    words = statement.split(" ON ")[0].split(" BEFORE ")[0].split("(")[0].split()
    return words[-1]


def first_hash(person_id: str) -> bytes:
    """Where the chain of one person hangs."""
    return hashlib.sha256(canonical([CHAIN, person_id]).encode()).digest()


def next_hash(before: bytes, person_id: str, entry: int, kind: str, body: str) -> bytes:
    """The hash of an entry: of the one before it, and of all that it says."""
    # the same text as canonical([person_id, entry, kind, body]), four times as fast
    text = f"[{_quoted(person_id)},{entry:d},{_quoted(kind)},{_quoted(body)}]"
    return hashlib.sha256(before + text.encode()).digest()


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Which version a file has; 0 for an empty one.

    Raises:
        LedgerError: the file is something else, or newer than this program.
    """
    application, version, tables = connection.execute(MARKS).fetchone()
    if application == 0 and version == 0 and tables == 0:
        return 0
    if application != APPLICATION:
        raise LedgerError(f"{path}: found a database of another program; expected a ledger")
    if version > VERSION:
        raise LedgerError(
            f"{path}: found version {version} of the ledger; this OpenPBM knows up to {VERSION}; "
            "expected a newer OpenPBM"
        )
    return int(version)


def create(connection: sqlite3.Connection, statements: tuple[str, ...], version: int) -> None:
    """Make the tables; inside a transaction of the caller's."""
    for statement in statements:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {version}")


def backup_path(path: Path, version: int) -> Path:
    """Where the file of an older version is kept when it is brought up to date."""
    return path.with_name(f"{path.name}.v{version}-backup")


def back_up(path: Path, version: int) -> Path:
    """A whole copy of the file beside it, safe on the disk before anything is changed.

    Over a connection of its own: the one that is about to change the file holds its lock.
    """
    kept = backup_path(path, version)
    aside = kept.with_name(kept.name + ".part")
    aside.unlink(missing_ok=True)
    os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(aside)) as copy:
        source.backup(copy)
    with aside.open("rb+") as opened:
        os.fsync(opened.fileno())
    aside.replace(kept)
    return kept


def from_1_to_2(connection: sqlite3.Connection) -> None:
    """Give every chain a head, so that a ledger that lost its end is found out."""
    for name in ("events_stay", "events_remain"):
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DROP INDEX beginnings")
    connection.execute("DROP TABLE erasing")
    connection.execute("ALTER TABLE events RENAME TO events_1")
    create(connection, VERSION_2, 2)
    connection.execute(
        "INSERT INTO heads SELECT person_id, entry, hash FROM events_1 AS e WHERE entry = "
        "(SELECT max(entry) FROM events_1 WHERE person_id = e.person_id)"
    )
    connection.execute("INSERT INTO events SELECT * FROM events_1")
    connection.execute("DROP TABLE events_1")


def from_2_to_3(connection: sqlite3.Connection) -> None:
    """Room for claims, the anchor's name and what was already checked; no entry is touched."""
    create(connection, SINCE_3, 3)


def from_3_to_4(connection: sqlite3.Connection) -> None:
    """Entries that correct others: a program that does not know them must not open the file."""
    create(connection, (), 4)


def from_4_to_5(connection: sqlite3.Connection) -> None:
    """Entries of a mask's own log: who does not know them would count the guesses."""
    create(connection, (), 5)
