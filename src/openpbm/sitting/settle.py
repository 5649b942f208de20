"""The mask's own log against what a book guessed, before the mask is asked for light again."""

from __future__ import annotations

from datetime import datetime

from openpbm.errors import DeviceError, LedgerError
from openpbm.record import SessionResolved
from openpbm.sitting.book import Book
from openpbm.sitting.device import Device
from openpbm.tracking.mask_log import guessed_since, resolved


def settled(
    book: Book, device: Device, mask_id: str, at_utc: datetime
) -> tuple[SessionResolved, ...]:
    """What the log of a mask changed in a book; nothing where nothing was guessed of its light.

    A log that cannot be read, or written down, leaves the guess: the sitting itself will say what
    is wrong with mask or book.
    """
    if device.read_log is None:
        return ()
    try:
        events = book.events()
        after = guessed_since(events, book.person_id, mask_id)
        if after is None:
            return ()
        found = resolved(events, book.person_id, device.read_log(after), at_utc)
        for event in found:
            book.append(event)
    except (DeviceError, LedgerError):
        return ()
    return found
