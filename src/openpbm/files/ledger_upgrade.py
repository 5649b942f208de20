"""From an empty or an older file to the tables of this version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from openpbm.errors import LedgerError
from openpbm.files import ledger_schema as schema
from openpbm.files.ledger_chain import verified
from openpbm.files.ledger_sqlite import transaction


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
    connection.execute("PRAGMA legacy_alter_table = OFF")
