"""Turn bits of a ledger over, and look at what is said and what is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from ledger_factory import NOON, added, begun, ended, progress, whole

from openpbm.errors import LedgerError
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.fold import folded, remember
from openpbm.files.ledger.sqlite import connected
from openpbm.files.ledger.store import Ledger, open_ledger, read_ledger

Believed = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Flip:
    """One bit turned over."""

    byte: int
    bit: int
    problems: tuple[str, ...]  # of verify
    is_other: bool  # something was believed that was never written


def small_ledger(folder: Path) -> tuple[Path, Anchors]:
    """Two people, a killed session, a remembered one: every table holds something."""
    path, anchors = folder / "ledger.sqlite", Anchors(folder / "anchors")
    with open_ledger(path, anchors=anchors) as ledger:
        ledger.append(added(), added("bo", "Bo"), *whole("s1"))
        ledger.append(begun("s2", person_id="bo"), ended(3.0, "s2"))
        at = NOON + timedelta(days=1)
        ledger.append(begun("s3", at=at), *(progress(t / 60, "s3", at=at) for t in range(1, 9)))
    connection = connected(path, "rw", 1.0)
    remember(connection, "ann", anchors, folded(connection, "ann", None))
    connection.execute("INSERT INTO claims VALUES ('ann', 'somebody', '2026-05-04T12:00:00Z')")
    connection.close()
    return path, anchors


def believed(path: Path, anchors: Anchors) -> Believed:
    """Everything that a plan, a page or a list takes from a ledger, or that it refused."""
    told: list[object] = []
    for who in ("ann", "bo"):
        told.append(_or_refused(path, anchors, partial(Ledger.events, person_id=who)))
        told.append(_or_refused(path, anchors, partial(Ledger.folded, person_id=who)))
    told.append(_or_refused(path, anchors, Ledger.people))
    told.append(_or_refused(path, anchors, partial(Ledger.last_begun, person_id="ann")))
    return tuple(told)


def _or_refused(path: Path, anchors: Anchors, read: Callable[[Ledger], object]) -> object:
    try:
        with read_ledger(path, anchors=anchors) as ledger:
            return read(ledger)
    except LedgerError:
        return None


def flipped(path: Path, anchors: Anchors, places: Iterable[tuple[int, int]]) -> list[Flip]:
    """Each of these bits turned over, alone; the file is whole again afterwards."""
    sound = path.read_bytes()
    right = believed(path, anchors)
    found = []
    for byte, bit in places:
        path.write_bytes(sound[:byte] + bytes([sound[byte] ^ (1 << bit)]) + sound[byte + 1 :])
        problems = verdict(path, anchors)
        now = believed(path, anchors)
        is_other = any(
            one is not None and one != other for one, other in zip(now, right, strict=True)
        )
        found.append(Flip(byte=byte, bit=bit, problems=problems, is_other=is_other))
    path.write_bytes(sound)
    return found


def verdict(path: Path, anchors: Anchors) -> tuple[str, ...]:
    """What `openpbm ledger verify` would say."""
    try:
        with read_ledger(path, anchors=anchors) as ledger:
            return ledger.verify().problems
    except LedgerError as problem:
        return (str(problem),)
