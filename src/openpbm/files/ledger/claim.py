"""Who may ask for light of a person: a row that runs out, and what is decided in a transaction.

A claim is no light and is not chained: it passes. What it guards is decided again, by the
events themselves, in the transaction that writes a beginning.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime

from openpbm.files.ledger.store import Counted
from openpbm.record import LightEvent
from openpbm.session import NotNowError
from openpbm.sitting.book import Judge, claim_lasts, claimed


def take(connection: sqlite3.Connection, person_id: str, holder: str, now: datetime) -> bool:
    """Claim a person's light for a while; False where somebody else has it."""
    if is_taken(connection, person_id, holder, now):
        return False
    connection.execute(
        "INSERT INTO claims VALUES (?, ?, ?) ON CONFLICT (person_id) "
        "DO UPDATE SET holder = excluded.holder, until_utc = excluded.until_utc",
        (person_id, holder, (now + claim_lasts()).isoformat()),
    )
    return True


def is_taken(connection: sqlite3.Connection, person_id: str, holder: str, now: datetime) -> bool:
    """Whether somebody else's claim stands; one that no clock of now could have made does not."""
    row = connection.execute(
        "SELECT holder, until_utc FROM claims WHERE person_id = ?", (person_id,)
    ).fetchone()
    if row is None or row[0] == holder:
        return False
    with suppress(ValueError, TypeError):
        return now < datetime.fromisoformat(row[1]) <= now + 2 * claim_lasts()
    return False


def renew(connection: sqlite3.Connection, person_id: str, holder: str, now: datetime) -> bool:
    """A while more for whoever has it, also where it had run out and nobody took it."""
    until = (now + claim_lasts()).isoformat()
    changed = connection.execute(
        "UPDATE claims SET until_utc = ? WHERE person_id = ? AND holder = ?",
        (until, person_id, holder),
    )
    return changed.rowcount == 1


def is_held(connection: sqlite3.Connection, person_id: str, holder: str) -> bool:
    """Whether nobody took it over."""
    row = connection.execute(
        "SELECT 1 FROM claims WHERE person_id = ? AND holder = ?", (person_id, holder)
    ).fetchone()
    return row is not None


def release(connection: sqlite3.Connection, person_id: str, holder: str) -> bool:
    """Let go of it."""
    gone = connection.execute(
        "DELETE FROM claims WHERE person_id = ? AND holder = ?", (person_id, holder)
    )
    return gone.rowcount == 1


def may_begin(
    connection: sqlite3.Connection,
    counted: Counted,
    *,
    person_id: str,
    holder: str,
    judge: Judge,
    first: tuple[LightEvent, ...] = (),
) -> None:
    """Raise where the claim is gone or the light so far speaks against more; see `Ledger.append`.

    Args:
        connection: inside the transaction that is about to keep a beginning.
        counted: all light of a person, read in that transaction.
        person_id: whose.
        holder: of the claim.
        judge: of all light so far.
        first: what is kept before it of somebody who is new.

    Raises:
        NotNowError: with the refusal.
        LedgerError: what is there cannot be believed.
    """
    if not is_held(connection, person_id, holder):
        raise NotNowError(claimed())
    refusal = judge((*counted(person_id), *first))
    if refusal is not None:
        raise NotNowError(refusal)
