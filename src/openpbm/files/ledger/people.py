"""Who is in a ledger: in a list, as owners of entries, and taken out. Nobody's chain is read."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from openpbm import record
from openpbm.errors import LedgerError
from openpbm.files.ledger.event import event_of
from openpbm.files.ledger.sqlite import version
from openpbm.record import PRACTICE

NEAR = 24  # lights that a list looks back: six sessions that the skin made shorter, of four zones


@dataclass(frozen=True, kw_only=True)
class LedgerPerson:
    """Somebody in the ledger, and how many entries are kept of them."""

    person_id: str
    name: str
    entries: int


def people_of(connection: sqlite3.Connection, path: Path) -> tuple[LedgerPerson, ...]:
    """Everybody, in the order in which they came.

    Raises:
        LedgerError: a damaged name or id.
    """
    counted = "SELECT person_id, max(entry) AS entries FROM events GROUP BY person_id"
    if version(connection) >= 2:
        counted = "SELECT person_id, entries FROM heads"
    found = connection.execute(
        f"SELECT c.person_id, c.entries, a.kind, a.body FROM ({counted}) AS c "
        "LEFT JOIN events AS a ON a.person_id = c.person_id AND a.entry = 1 ORDER BY a.seq"
    ).fetchall()
    return tuple(_person(path, *row) for row in found)


def _person(path: Path, who: object, entries: object, kind: object, body: object) -> LedgerPerson:
    if not (isinstance(who, str) and isinstance(entries, int)):
        raise LedgerError(f"{path}: found damage in the id of a person")
    if not (isinstance(kind, str) and isinstance(body, str)):
        raise LedgerError(f"{path}: found damage in the first entry of {who}")
    event = event_of(kind, body)
    name = event.name if isinstance(event, record.PersonAdded) else ""
    return LedgerPerson(person_id=who, name=name, entries=entries)


def last_begun_of(connection: sqlite3.Connection, person_id: str) -> record.SessionBegun | None:
    """The last session of a person as it was begun, practice left out; the chain is not checked.

    Raises:
        LedgerError: the entry is damaged.
    """
    found = connection.execute(
        "SELECT body FROM events WHERE person_id = ? AND kind = 'begun' "
        "AND instr(body, ?) = 0 ORDER BY entry DESC LIMIT 1",
        (person_id, f'"source":"{PRACTICE}"'),
    ).fetchone()
    event = None if found is None else event_of("begun", str(found[0]))
    return event if isinstance(event, record.SessionBegun) else None


def latest_of(connection: sqlite3.Connection, *, person_id: str) -> tuple[record.LightEvent, ...]:
    """The last sessions of a person in short, every word on their skin, what they left out.

    Unchecked likewise. Progress holds sums, so its last entry says it all.

    Raises:
        LedgerError: an entry is damaged.
    """
    rows = connection.execute(
        "SELECT kind, body FROM events AS e WHERE person_id = :who AND ("
        "kind IN ('skin', 'doctor', 'skipped') OR (session_id IN ("
        "SELECT session_id FROM events WHERE person_id = :who AND kind = 'begun' "
        "AND instr(body, :practice) = 0 ORDER BY entry DESC LIMIT :most) "
        "AND (kind != 'progress' OR entry = (SELECT max(entry) FROM events WHERE "
        "person_id = :who AND session_id = e.session_id AND kind = 'progress')))) ORDER BY entry",
        {"who": person_id, "practice": f'"source":"{PRACTICE}"', "most": NEAR},
    ).fetchall()
    return tuple(event_of(str(kind), str(body)) for kind, body in rows)


def belongs_to(
    connection: sqlite3.Connection, event: record.LightEvent, path: Path
) -> tuple[str, str | None]:
    """Whose an event is, and of which session.

    Raises:
        LedgerError: light of a session that was never begun.
    """
    if isinstance(event, record.SessionBegun):
        return event.person_id, event.session_id
    if not isinstance(event, record.OfSession):
        return event.person_id, None
    found = connection.execute(
        "SELECT person_id FROM events WHERE kind = 'begun' AND session_id = ?",
        (event.session_id,),
    ).fetchone()
    if found is None:
        raise LedgerError(
            f'{path}: found light of a session "{event.session_id}" that was never '
            "begun; expected its beginning first"
        )
    return str(found[0]), event.session_id


def take_out(connection: sqlite3.Connection, person_id: str) -> int:
    """Remove all rows of a person; how many entries. Inside a transaction."""
    connection.execute("INSERT INTO erasing VALUES (?)", (person_id,))
    gone = connection.execute("DELETE FROM events WHERE person_id = ?", (person_id,)).rowcount
    for table in ("heads", "claims", "folds"):
        connection.execute(f"DELETE FROM {table} WHERE person_id = ?", (person_id,))
    connection.execute("DELETE FROM erasing")
    return gone
