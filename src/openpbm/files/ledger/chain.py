"""Does what stands in a ledger follow from its beginning: chains, ends, labels, pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from openpbm.errors import LedgerError, OpenPBMError
from openpbm.files.ledger import schema
from openpbm.files.ledger.event import event_of, mark_of
from openpbm.files.ledger.sqlite import version
from openpbm.record import LightEvent
from openpbm.speech.say import say

COLUMNS = ", ".join(("seq", "entry", "kind", "session_id", "mark", "body", "hash"))
TYPES = {(int, int, str, session, bytes, str, bytes) for session in (str, type(None))}


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


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Where a chain was followed to, and what was wrong on the way."""

    entries: int
    last: bytes  # hash of the last entry
    problems: tuple[str, ...] = ()


def walk(
    connection: sqlite3.Connection,
    person_id: str,
    take: Callable[[LightEvent], object],
    start: Walk | None = None,
) -> Walk:
    """Follow the chain of a person from a point on; `take` gets every event that can be read."""
    at = start or Walk(entries=0, last=schema.first_hash(person_id))
    before, entries = at.last, at.entries
    problems: list[str] = []
    for row in connection.execute(
        f"SELECT {COLUMNS} FROM events WHERE person_id = ? AND entry > ? ORDER BY entry",
        (person_id, entries),
    ):
        where = say("ledger-place", row=f"{row[0]}", entry=f"{row[1]}", person=person_id)
        if tuple(map(type, row)) not in TYPES:
            problems.append(say("ledger-damage-columns", where=where))
            entries += 1
            continue
        _, entry, kind, session_id, mark, body, hashed = row
        if entry != entries + 1:
            problems.append(say("ledger-damage-missing", where=where, entry=str(entries + 1)))
        if schema.next_hash(before, person_id, entry, kind, body) != hashed:
            problems.append(say("ledger-damage-follows", where=where))
        before, entries = hashed, entry
        try:
            event = event_of(kind, body)
        except OpenPBMError as problem:
            problems.append(f"{where}: {problem}")
            continue
        if mark_of(event) != mark or getattr(event, "session_id", None) != session_id:
            problems.append(say("ledger-damage-labels", where=where))
        take(event)
    return Walk(entries=entries, last=before, problems=tuple(problems))


def head_problems(connection: sqlite3.Connection, person_id: str, end: Walk) -> Iterator[str]:
    """Where a chain ends elsewhere than is written down."""
    if version(connection) < 2:  # heads came with version 2
        return
    head = connection.execute(
        "SELECT entries, hash FROM heads WHERE person_id = ?", (person_id,)
    ).fetchone()
    if head is None and end.entries:
        yield say("ledger-damage-no_end", person=person_id)
    elif head is not None and head != (end.entries, end.last):
        found, expected = str(end.entries), f"{head[0]}"
        yield say("ledger-damage-end", person=person_id, found=found, expected=expected)


def end_of(
    connection: sqlite3.Connection, person_id: str, path: Path, *, is_new: bool
) -> tuple[int, bytes]:
    """Number and hash of the last entry, which must be where the file says it is.

    Raises:
        LedgerError: the chain lost its end, or nobody of this id is there and none is new.
    """
    head = connection.execute(
        "SELECT entries, hash FROM heads WHERE person_id = ?", (person_id,)
    ).fetchone()
    last = connection.execute(
        "SELECT entry, hash FROM events WHERE person_id = ? ORDER BY entry DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    if head != last:
        raise LedgerError(
            f"{path}: the last entry is not the one that should be; nothing is added to "
            "a damaged ledger ('openpbm ledger verify' says more)"
        )
    if head is None and not is_new:
        raise LedgerError(f'{path}: found nobody of the id "{person_id}"; add them first')
    return (0, schema.first_hash(person_id)) if head is None else (head[0], head[1])


def verified(connection: sqlite3.Connection, path: Path) -> Verified:
    """Every page, table, reference and entry, looked at in one view of the file."""
    problems = [
        f"{path}: {row[0]}"
        for row in connection.execute("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    problems += [
        say("ledger-damage-nobody", table=f"{row[0]}", row=f"{row[1]}")
        for row in connection.execute("PRAGMA foreign_key_check")
    ]
    problems += _schema_problems(connection)
    people = "SELECT person_id FROM events"
    if version(connection) >= 2:
        people = f"SELECT person_id FROM heads UNION {people}"
    entries, names = 0, [row[0] for row in connection.execute(people).fetchall()]
    for name in names:
        if not isinstance(name, str):
            problems.append(say("ledger-damage-id", name=f"{name!r:.60}"))
            continue
        end = walk(connection, name, _unread)
        entries += end.entries
        problems += [*end.problems, *head_problems(connection, name, end)]
    return Verified(entries=entries, people=len(names), problems=tuple(problems))


def _unread(_: LightEvent) -> None:
    return


def _schema_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Tables, index and the triggers that keep entries as they are, word for word."""
    made = {
        str(row[0]): str(row[1])
        for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        if row[0] != "sqlite_sequence"
    }
    expected = {schema.name_in(sql): sql for sql in schema.statements(version(connection))}
    for name in dict.fromkeys((*expected, *made)):
        if made.get(name) != expected.get(name):
            yield say("ledger-damage-outline", name=f"{name:.60}")
