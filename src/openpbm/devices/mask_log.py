"""The log that a mask keeps of its own light, read and checked."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from openpbm.devices.host import Greeted
from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.firmware import log
from openpbm.firmware import wire_table as wire
from openpbm.speech.say import say
from openpbm.tracking.mask_log import LogRecord, MaskLog

ASK_LOG = 1
AT_ONCE = 8  # records of one answer


def read_log(host: Greeted, after: int = 0) -> MaskLog:
    """All records behind a number; of a ring that ran over, what is left.

    Raises:
        DeviceError: the link is gone, the mask shines, or it does not answer.
    """
    oldest, last = host.ident.log_first, host.ident.log_last
    oldest = max(oldest, last - log.RING + 1, 1)  # whatever it says, a ring holds no more
    first = max(oldest, after)  # the last one known, for the chain
    kept: list[bytes] = []
    while first <= last:
        found = host.ask(ASK_LOG, first, AT_ONCE)
        if found is None:
            raise DeviceError(say(message("open_mask-log_silent", first=first)))
        part = _whole(found[2], first)
        kept += part
        first = log.number_of(part[-1]) + 1 if part else first + AT_ONCE
    return _read(kept, after, oldest, last, host.ident.serial_tag.hex())


def _whole(data: bytes, first: int) -> list[bytes]:
    """The records of an answer that are whole and in order."""
    found: list[bytes] = []
    for at in range(0, len(data) - log.RECORD_BYTES + 1, log.RECORD_BYTES):
        record = data[at : at + log.RECORD_BYTES]
        if log.is_whole(record) and log.number_of(record) >= first:
            found.append(record)
            first = log.number_of(record) + 1
    return found


def _read(kept: Sequence[bytes], after: int, first: int, last: int, mask: str) -> MaskLog:
    records = []
    for at, record in enumerate(kept):
        before = kept[at - 1] if at else None
        if log.number_of(record) > after:
            records.append(record_of(record, before))
    expected = max(last - max(after, first - 1), 0)
    return MaskLog(mask=mask, records=tuple(records), missing=expected - len(records), newest=last)


def record_of(record: bytes, before: bytes | None = None) -> LogRecord:
    """One record that is whole, read."""
    number, kind, detail, boots, device_ms, unix_s, order_id, *lit, _, _ = struct.unpack(
        wire.KEPT_RECORD_FIELDS, record
    )
    return LogRecord(
        number=number, kind=kind, detail=detail, boots=boots, device_ms=device_ms, unix_s=unix_s,
        order_id=order_id, lit_ms=tuple(lit),
        is_chained=before is not None
        and log.number_of(before) + 1 == number
        and log.follows(record, before),
    )  # fmt: skip
