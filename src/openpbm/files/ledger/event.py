"""Light events as the text that a ledger keeps, and back.

The text is canonical (sorted keys, no spaces, times in UTC), so that the same event is the
same bytes everywhere and can be hashed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC
from functools import cache

from pydantic import TypeAdapter, ValidationError

from openpbm import record
from openpbm.errors import LedgerError
from openpbm.files.json_value import Json

KINDS: dict[str, type[record.LightEvent]] = {
    "added": record.PersonAdded,
    "begun": record.SessionBegun,
    "progress": record.SessionProgress,
    "ended": record.SessionEnded,
    "ordered": record.SessionOrdered,
    "resolved": record.SessionResolved,
    "corrected": record.SessionCorrected,
    "skipped": record.SessionSkipped,
    "noted": record.DoseNoted,
    "unnoted": record.NoteUndone,
    "skin": record.SkinTook,
    "doctor": record.DoctorSaid,
    "screened": record.ScreenRenewed,
    "lost": record.LightLost,
}
WORDS = {made: kind for kind, made in KINDS.items()}
MARK_BYTES = 16
ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False
)


def kind_of(event: record.LightEvent) -> str:
    """The word under which a ledger keeps an event."""
    return WORDS[type(event)]


def canonical(value: Json) -> str:
    """JSON of one value in the one way that is hashed."""
    return ENCODER.encode(value)


def event_json(event: record.LightEvent) -> Json:
    """An event as JSON values, its time in UTC.

    Raises:
        ValueError: the time has no zone; which day it names would be a guess.
    """
    if event.at_utc.tzinfo is None:
        raise ValueError("at_utc has no time zone; expected an aware time")
    in_utc = replace(event, at_utc=event.at_utc.astimezone(UTC))
    if isinstance(in_utc, record.NoteUndone):
        noted = replace(in_utc.noted, at_utc=in_utc.noted.at_utc.astimezone(UTC))
        in_utc = replace(in_utc, noted=noted)
    plain: Json = _adapter(kind_of(event)).dump_python(in_utc, mode="json")
    return plain


def event_text(event: record.LightEvent) -> str:
    """An event as the text that is kept.

    Raises:
        LedgerError: it holds a number that is none; kept, it could never be added up.
    """
    try:
        text = canonical(event_json(event))
    except ValueError as problem:
        raise LedgerError(f"a light event cannot be kept: {problem}") from None
    event_of(kind_of(event), text)  # what could not be read back is never written
    return text


def event_of(kind: str, text: str) -> record.LightEvent:
    """The event behind a kept text.

    Raises:
        LedgerError: text or kind are not what this version writes.
    """
    if kind not in KINDS:
        raise LedgerError(f'found an entry of the kind "{kind}", which this version does not know')
    try:
        event = _adapter(kind).validate_json(text, strict=True)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "its text"
        raise LedgerError(f'an entry of the kind "{kind}": {where}: {first["msg"]}') from None
    if event.at_utc.tzinfo is None:
        raise LedgerError(f'an entry of the kind "{kind}": its time has no zone')
    return event


def mark_of(event: record.LightEvent) -> bytes:
    """What makes an event the same again: written twice, it is kept once."""
    if isinstance(event, record.SessionProgress | record.SessionEnded):
        sums: list[Json] = [[role, minutes] for role, minutes in sorted(event.lit_min)]
        key: list[Json] = [event.session_id, *sums]
    elif isinstance(event, record.SessionOrdered):
        key = [event.session_id, event.order.order_id]
    elif isinstance(event, record.SessionResolved):  # read twice, it says the same
        told: list[Json] = [[role, minutes] for role, minutes in sorted(event.lit_min)]
        key = [event.session_id, event.order_id, event.is_whole, *told]
    elif isinstance(event, record.PersonAdded):
        key = [event.person_id]
    elif isinstance(event, record.SessionBegun):
        key = [event.session_id]
    elif isinstance(event, record.ScreenRenewed):
        key = [event.person_id, event.plan_sha256, event.day.isoformat()]
    elif isinstance(event, record.LightLost):
        key = [event.person_id, event.first.isoformat(), event.last.isoformat()]
    else:  # the same again only where all of it is, its time too
        key = [event_json(event)]
    text = canonical([kind_of(event), *key])
    return hashlib.sha256(text.encode()).digest()[:MARK_BYTES]


@cache
def _adapter(kind: str) -> TypeAdapter[record.LightEvent]:
    made: TypeAdapter[record.LightEvent] = TypeAdapter(KINDS[kind])
    return made
