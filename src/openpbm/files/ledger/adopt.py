"""A ledger that is taken as it is: a restored backup, another computer, a lost anchor.

Nobody is stuck, and nothing is believed that is not there: the days in which light may have
been given that the file does not hold count as at the caps.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpbm.files.anchor import Anchors, PersonAnchor
from openpbm.files.ledger import present
from openpbm.files.ledger.fold import folded
from openpbm.record import LightEvent, LightLost
from openpbm.safety.cumulative import window_days
from openpbm.tracking.account import whole_ends


def lost_light(
    connection: sqlite3.Connection, anchors: Anchors, path: Path, now: datetime
) -> list[LightEvent]:
    """What has to be written into a file so that it may be believed. Inside a transaction.

    Chains that are damaged are left out: they stay refused.

    Args:
        connection: to the file.
        anchors: of this computer.
        path: of the file.
        now: in the person's time zone.
    """
    people = [row[0] for row in connection.execute("SELECT person_id FROM heads ORDER BY rowid")]
    told: list[LightEvent] = []
    for person_id in people:
        was = present.noted(anchors, connection, path, person_id)
        is_unknown = bool(was.problem) or (was.ledger_id is not None and was.file is None)
        at = present.chain_standing(was.person, connection, person_id)
        if not (is_unknown or at.why or at.is_cut):
            continue
        found = folded(connection, person_id, anchors)
        if found.problems:
            continue
        ends = whole_ends(found.events)
        if is_unknown or at.why:
            is_other = at.why == present.OTHER
            first, last = _span(found.events, was.person, now.date(), is_other=is_other)
            utc = now.astimezone(UTC)
            told.append(LightLost(person_id=person_id, at_utc=utc, first=first, last=last))
        told += ends
    return told


def _span(
    events: Sequence[LightEvent], was: PersonAnchor | None, today: date, *, is_other: bool
) -> tuple[date, date]:
    """From the last entry of the file to what was last seen of it, or to today.

    Earlier by as much as entries were written behind their day; all that a cap looks back on
    where the file does not follow from what was seen.
    """
    last = today if was is None else was.day
    if is_other:
        return last - timedelta(days=window_days()["course"] - 1), last
    written = max(event.at_utc.date() for event in events)
    back = max(present.back_days(events), 0 if was is None else was.back_days)
    first = written - timedelta(days=back)
    return min(first, last), max(last, first)
