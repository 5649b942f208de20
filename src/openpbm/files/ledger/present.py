"""Is this ledger the present one: its file held against the second anchor.

An older copy, a cut chain, heads rebuilt by hand and a log that was lost all look sound from
inside. What the anchor says was there must be there still; more may be there. Read the anchor
first and the file after it: an entry is on the disk before its anchor is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpbm.errors import LedgerError
from openpbm.fact import Message, message
from openpbm.files.anchor import Anchors, ChainPoint, FileAnchor, PersonAnchor, new_ledger_id
from openpbm.files.ledger.sqlite import version
from openpbm.record import DoseNoted, LightEvent, SessionBegun
from openpbm.speech.say import say

OLDER = message("ledger-older")
OTHER = message("ledger-other_course")
STRANGE = message("ledger-strange")


@dataclass(frozen=True, kw_only=True)
class Witness:
    """What the anchors said before the file was looked at."""

    ledger_id: str | None  # None: nothing was ever noted of this file
    file: FileAnchor | None = None
    person: PersonAnchor | None = None
    is_by_place: bool = False  # the file itself names no anchor
    problem: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a file stands to what was noted of it."""

    why: Message | None = None  # it is not the present one; None where it is
    is_cut: bool = False  # only progress is missing: what was begun counts as given in whole

    def check(self, path: Path) -> None:
        """Go on only with the present file.

        Raises:
            LedgerError: it is not.
        """
        if self.why is not None:
            raise LedgerError(f"{path}: {say(self.why)}")


def noted(anchors: Anchors, connection: sqlite3.Connection, path: Path, person_id: str) -> Witness:
    """The anchors of a file and of one person in it."""
    try:
        own = ledger_id(connection)
        known = own or anchors.at(path)
        if known is None:
            return Witness(ledger_id=None)
        return Witness(
            ledger_id=known,
            file=anchors.file(known),
            person=anchors.person(known, person_id),
            is_by_place=own is None,
        )
    except LedgerError as problem:
        wrong = message("ledger-anchor_wrong", problem=str(problem))
        return Witness(ledger_id=None, problem=wrong)


def standing(
    was: Witness, anchors: Anchors, connection: sqlite3.Connection, person_id: str
) -> Standing:
    """Hold the file against what was noted before."""
    if was.problem or was.ledger_id is None:
        return Standing(why=was.problem)
    if was.file is None:
        return Standing(why=None if was.is_by_place else STRANGE)
    if last_seq(connection) < was.file.seq:
        return Standing(why=OLDER)
    if was.is_by_place and not anchors.holds_only(was.ledger_id, people_in(connection)):
        return Standing(why=OTHER)
    return chain_standing(was.person, connection, person_id)


def chain_standing(
    was: PersonAnchor | None, connection: sqlite3.Connection, person_id: str
) -> Standing:
    """Hold the chain of one person against what was noted of it."""
    if was is None:  # written down, and the anchor had not come to it
        return Standing()
    now = _last(connection, person_id)
    if _hash_at(connection, person_id, was.kept.entries) != was.kept.hash:
        is_short = now is None or now.entries < was.kept.entries
        return Standing(why=OLDER if is_short else OTHER)
    if now is None or now.entries < was.seen.entries:
        return Standing(is_cut=True)
    if _hash_at(connection, person_id, was.seen.entries) != was.seen.hash:
        return Standing(why=OTHER)
    return Standing()


def enrol(anchors: Anchors, connection: sqlite3.Connection, path: Path) -> None:
    """Give a file that has none its anchor. Inside a transaction; the anchor is written first.

    A file that does not follow from what lay at its path before stays without.
    """
    own = ledger_id(connection)
    if own is None:
        before = noted(anchors, connection, path, "")
        if standing(before, anchors, connection, "").why:
            return
        own = before.ledger_id or new_ledger_id()
        anchors.keep_file(own, FileAnchor(seq=last_seq(connection)))
        anchors.place(path, own)
        connection.execute("INSERT INTO anchored VALUES (1, ?)", (own,))
    else:
        anchors.place(path, own)  # it was moved here


def is_enrolled(anchors: Anchors, connection: sqlite3.Connection, path: Path) -> bool:
    """True where the file has its anchor, and the anchor its place."""
    own = ledger_id(connection)
    try:
        return own is not None and (anchors.at(path) == own or anchors.file(own) is None)
    except LedgerError:  # what is damaged or strange is told when light is asked for
        return own is not None


def name_again(anchors: Anchors, connection: sqlite3.Connection, path: Path) -> None:
    """A file that is taken as it is keeps its name, or gets one. Inside a transaction."""
    own = ledger_id(connection)
    if own is None:
        own = _placed(anchors, path) or new_ledger_id()
        connection.execute("INSERT INTO anchored VALUES (1, ?)", (own,))
    anchors.place(path, own)


def _placed(anchors: Anchors, path: Path) -> str | None:
    try:
        return anchors.at(path)
    except LedgerError:
        return None


def follow(
    anchors: Anchors,
    connection: sqlite3.Connection,
    written: Mapping[str, Sequence[LightEvent]],
    *,
    is_progress: bool,
) -> None:
    """Note how far the file has come by what was written. Inside a transaction after it."""
    own = ledger_id(connection)
    if own is None:
        return
    for person_id, events in written.items():
        _follow_person(anchors, connection, own, person_id, events, is_progress=is_progress)
    if not is_progress:
        anchors.keep_file(own, FileAnchor(seq=last_seq(connection)))


def _follow_person(
    anchors: Anchors,
    connection: sqlite3.Connection,
    own: str,
    person_id: str,
    events: Sequence[LightEvent],
    *,
    is_progress: bool,
) -> None:
    last = _last(connection, person_id)
    if last is None:
        return
    old = _old(anchors, own, person_id)
    days, back = _days_of(events)
    if old is not None:
        days, back = [*days, old.day], max(back, old.back_days)
    kept = old.kept if is_progress and old is not None else _last_kept(connection, person_id)
    anchors.keep_person(
        own,
        person_id,
        PersonAnchor(kept=kept, seen=last, day=max(days, default=date.min), back_days=back),
    )


def _old(anchors: Anchors, own: str, person_id: str) -> PersonAnchor | None:
    try:
        return anchors.person(own, person_id)
    except LedgerError:  # damaged, and taken as it is
        return None


def ledger_id(connection: sqlite3.Connection) -> str | None:
    """The name of a ledger that was anchored; None for one that was not yet."""
    if version(connection) < 3:
        return None
    found = connection.execute("SELECT ledger_id FROM anchored").fetchone()
    return None if found is None else str(found[0])


def last_seq(connection: sqlite3.Connection) -> int:
    """Of the last entry that was ever written into the file."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    return int(found[0]) if found is not None and isinstance(found[0], int) else 0


def back_days(events: Iterable[LightEvent]) -> int:
    """How many days before its writing an entry told of light, at most."""
    return _days_of(events)[1]


def _days_of(events: Iterable[LightEvent]) -> tuple[list[date], int]:
    days, back = [], 0
    for event in events:
        written = event.at_utc.date()
        told = [event.day] if isinstance(event, SessionBegun) else []
        told += [dose.day for dose in event.doses] if isinstance(event, DoseNoted) else []
        days += [written, *told]
        back = max([back, *((written - day).days for day in told)])
    return days, back


def people_in(connection: sqlite3.Connection) -> list[str]:
    """The ids of a file."""
    return [str(row[0]) for row in connection.execute("SELECT DISTINCT person_id FROM events")]


def _last(connection: sqlite3.Connection, person_id: str) -> ChainPoint | None:
    found = connection.execute(
        "SELECT entry, hash FROM events WHERE person_id = ? ORDER BY entry DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return None if found is None else ChainPoint(entries=found[0], hash=_hex(found[1]))


def _last_kept(connection: sqlite3.Connection, person_id: str) -> ChainPoint:
    entry, hashed = connection.execute(
        "SELECT entry, hash FROM events WHERE person_id = ? AND kind != 'progress' "
        "ORDER BY entry DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return ChainPoint(entries=entry, hash=_hex(hashed))


def _hash_at(connection: sqlite3.Connection, person_id: str, entry: int) -> str:
    found = connection.execute(
        "SELECT hash FROM events WHERE person_id = ? AND entry = ?", (person_id, entry)
    ).fetchone()
    return "" if found is None else _hex(found[0])


def _hex(hashed: object) -> str:
    return hashed.hex() if isinstance(hashed, bytes) else ""
