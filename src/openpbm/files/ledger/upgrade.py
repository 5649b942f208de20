"""A file as it is opened: to look at, or brought from an older version to this one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from openpbm.errors import LedgerError
from openpbm.files.ledger import schema
from openpbm.files.ledger.chain import verified
from openpbm.files.ledger.sqlite import BUSY_S, connected, transaction
from openpbm.files.wal import wal_of


def readable(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing.

    Raises:
        LedgerError: an empty file, or one of another program.
    """
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
    return connection


def set_up(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables, or bring an older file up to date: one process, all or nothing."""
    if schema.version_of(connection, path) == schema.VERSION:
        return
    # renaming a table must not rewrite what refers to it
    connection.execute("PRAGMA legacy_alter_table = ON")
    with transaction(connection):
        version = schema.version_of(connection, path)  # another process may have been faster
        if version == 0:
            schema.create(connection, schema.VERSION_3, schema.VERSION)
        elif version == 1:
            problems = verified(connection, path).problems
            if problems:
                raise LedgerError(
                    f"{path}: {problems[0]}; a damaged ledger is not brought up to date"
                )
            schema.back_up(path, version)
            schema.from_1_to_2(connection)
        if version in (1, 2):
            schema.from_2_to_3(connection)
        if version in (1, 2, 3):
            schema.from_3_to_4(connection)
        if version in (1, 2, 3, 4):
            schema.from_4_to_5(connection)
    connection.execute("PRAGMA legacy_alter_table = OFF")
