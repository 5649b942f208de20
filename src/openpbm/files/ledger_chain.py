"""Does what stands in a ledger follow from its beginning: chains, ends, labels, pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpbm.errors import OpenPBMError
from openpbm.files.ledger_event import event_of, mark_of
from openpbm.files.ledger_schema import first_hash, next_hash
from openpbm.files.ledger_sqlite import version
from openpbm.record import LightEvent


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What a look at every entry found; the first problem first."""

    entries: int
    people: int
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """True where every chain, page and reference holds."""
        return not self.problems


def chain_of(connection: sqlite3.Connection, person_id: str) -> tuple[list[LightEvent], list[str]]:
    """The events of a person and everything that is wrong with them."""
    events: list[LightEvent] = []
    problems: list[str] = []
    before, entries = first_hash(person_id), 0
    for row in connection.execute(
        "SELECT seq, entry, kind, session_id, mark, body, hash FROM events "
        "WHERE person_id = ? ORDER BY entry",
        (person_id,),
    ):
        seq, entry, kind, session_id, mark, body, hashed = row
        where = f"row {seq}, entry {entry} of {person_id}"
        if entry != entries + 1:
            problems.append(f"{where}: entry {entries + 1} is missing before it")
        if next_hash(before, person_id, entry, kind, body) != hashed:
            problems.append(f"{where}: does not follow from the entry before it")
        before, entries = hashed, entry
        try:
            event = event_of(kind, body)
        except OpenPBMError as problem:
            problems.append(f"{where}: {problem}")
            continue
        if mark_of(event) != mark or getattr(event, "session_id", None) != session_id:
            problems.append(f"{where}: its labels are not those of its text")
        events.append(event)
    problems += _head_problems(connection, person_id, entries, before)
    return events, problems


def _head_problems(
    connection: sqlite3.Connection, person_id: str, entries: int, last: bytes
) -> Iterator[str]:
    if version(connection) < 2:  # heads came with version 2
        return
    head = connection.execute(
        "SELECT entries, hash FROM heads WHERE person_id = ?", (person_id,)
    ).fetchone()
    if head is None and entries:
        yield f"the end of the entries of {person_id} is not written down"
    elif head is not None and head != (entries, last):
        yield f"{person_id}: found {entries} entries; expected {head[0]}, ending as noted"


def verified(connection: sqlite3.Connection, path: Path) -> Verified:
    """Every page, reference and entry, looked at in one view of the file."""
    problems = [
        f"{path}: {row[0]}"
        for row in connection.execute("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    problems += [
        f"{row[0]}: row {row[1]} belongs to nobody"
        for row in connection.execute("PRAGMA foreign_key_check")
    ]
    people = "SELECT DISTINCT person_id FROM events"
    if version(connection) >= 2:
        people += " UNION SELECT person_id FROM heads"
    chains = [chain_of(connection, row[0]) for row in connection.execute(people).fetchall()]
    for _, wrong in chains:
        problems += wrong
    return Verified(
        entries=sum(len(events) for events, _ in chains),
        people=len(chains),
        problems=tuple(problems),
    )
