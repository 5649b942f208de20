"""Light events for the tests of the ledger."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpbm import record
from openpbm.files.ledger import schema
from openpbm.files.ledger.event import event_text, kind_of, mark_of
from openpbm.files.ledger.store import open_ledger

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY = date(2026, 5, 4)
RED_PER_MIN, NIR_PER_MIN = 2.0, 1.5
RATES = (
    record.LightRate(
        role="red", band="red", region="forehead", mean_j_cm2_min=1.0, hot_j_cm2_min=RED_PER_MIN
    ),
    record.LightRate(
        role="nir", band="nir", region="forehead", mean_j_cm2_min=0.8, hot_j_cm2_min=NIR_PER_MIN
    ),
)


def added(person_id: str = "ann", name: str = "Ann") -> record.PersonAdded:
    return record.PersonAdded(person_id=person_id, name=name, at_utc=NOON - timedelta(days=400))


def begun(
    session_id: str = "s1",
    *,
    person_id: str = "ann",
    at: datetime = NOON,
    day: date | None = None,
    planned_min: float = 10.0,
    tick_s: float = 1.0,
    source: str = "guided",
    rates: tuple[record.LightRate, ...] = RATES,
) -> record.SessionBegun:
    return record.SessionBegun(
        session_id=session_id,
        person_id=person_id,
        mask_id="mask",
        plan_sha256="",
        zone="",
        source=source,
        day=at.date() if day is None else day,
        at_utc=at,
        planned_min=planned_min,
        tick_s=tick_s,
        rates=rates,
    )


def lit(minutes: float) -> tuple[tuple[str, float], ...]:
    return (("red", minutes), ("nir", minutes))


def progress(
    minutes: float, session_id: str = "s1", *, at: datetime = NOON
) -> record.SessionProgress:
    return record.SessionProgress(
        session_id=session_id, at_utc=at + timedelta(minutes=minutes), lit_min=lit(minutes)
    )


def ended(
    minutes: float, session_id: str = "s1", *, at: datetime = NOON, reason: str = "done"
) -> record.SessionEnded:
    return record.SessionEnded(
        session_id=session_id,
        at_utc=at + timedelta(minutes=minutes),
        lit_min=lit(minutes),
        reason=reason,
    )


def whole(
    session_id: str, *, at: datetime = NOON, minutes: float = 10.0
) -> tuple[record.LightEvent, ...]:
    """A session from its beginning to its end."""
    return (
        begun(session_id, at=at),
        progress(minutes / 2, session_id, at=at),
        ended(minutes, session_id, at=at),
    )


def older(path: Path, events: tuple[record.LightEvent, ...], version: int = 1) -> None:
    """A ledger as an older version wrote it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    schema.create(connection, schema.statements(version), version)
    ends: dict[str, tuple[int, bytes]] = {}
    owner = {e.session_id: e.person_id for e in events if isinstance(e, record.SessionBegun)}
    for event in events:
        who = owner[event.session_id] if isinstance(event, record.OfSession) else event.person_id
        entries, before = ends.get(who, (0, schema.first_hash(who)))
        kind, body = kind_of(event), event_text(event)
        hashed = schema.next_hash(before, who, entries + 1, kind, body)
        ends[who] = entries + 1, hashed
        if version > 1:
            connection.execute(
                "INSERT OR REPLACE INTO heads VALUES (?, ?, ?)", (who, entries + 1, hashed)
            )
        connection.execute(
            "INSERT INTO events (person_id, entry, kind, session_id, mark, body, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                who,
                entries + 1,
                kind,
                getattr(event, "session_id", None),
                mark_of(event),
                body,
                hashed,
            ),
        )
    connection.execute("COMMIT")
    connection.close()


def with_ann(folder: Path) -> Path:
    """A ledger with her in it and no light yet."""
    path = folder / "ledger.sqlite"
    with open_ledger(path) as kept:
        kept.append(added())
    return path
