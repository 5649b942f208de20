"""What a mask's log says of light that the usual ledger guessed, for everybody in it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from openpbm.tracking.mask_log import MaskLog


def resolve_all(log: MaskLog, *, is_told: bool) -> None:
    """Guesses of this mask's light are replaced where the log tells; both stay in the ledger.

    Raises:
        LedgerError: the ledger cannot be read or written.
    """
    from openpbm.files.anchor import Anchors
    from openpbm.files.ledger.path import anchors_path, ledger_path
    from openpbm.files.ledger.store import open_ledger
    from openpbm.reports.ledger_words import resolved_lines
    from openpbm.tracking.account import record_of
    from openpbm.tracking.mask_log import resolved

    path = ledger_path(None, os.environ)
    if not path.exists():
        return
    with open_ledger(path, anchors=Anchors(anchors_path(os.environ))) as ledger:
        for person in ledger.people():
            events = ledger.folded(person.person_id)
            found = resolved(events, person.person_id, log, datetime.now(UTC))
            if not found:
                continue
            ledger.append(*found)
            record = record_of((*events, *found), person.person_id)
            for line in resolved_lines(record, {one.session_id for one in found}):
                if is_told:
                    typer.echo(f"{person.name}: {line}")
