"""A line of the dossier: what is asked of a mask, what is known of it, and how well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from openpbm.fact import Message, message
from openpbm.tables import typed
from openpbm.tables.row.safety import DossierRow

State = Literal["missing", "claimed", "shown"]
STATES: tuple[State, ...] = ("missing", "claimed", "shown")  # the weaker first


@dataclass(frozen=True, kw_only=True)
class KnownOfLine:
    """What the mask file, a computation or nobody says of one line."""

    state: State
    found: Message
    of: tuple[Message, ...] = ()  # its parts, such as one for each colour


@dataclass(frozen=True, kw_only=True)
class DossierLine:
    """One line against one mask."""

    id: str  # of tables/dossier.json
    section: str
    known: KnownOfLine
    status: str  # of who asks for it
    source: str

    @property
    def state(self) -> State:
        """Shown, claimed or missing."""
        return self.known.state

    @property
    def asks(self) -> Message:
        """What a submission needs."""
        return message(f"dossier-asks_{self.id}")

    @property
    def settles(self) -> Message:
        """What would show it."""
        return message(f"dossier-settles_{self.id}")


def weakest(states: Iterable[State]) -> State:
    """A line is never better than its parts; one without any is missing.

    >>> weakest(["shown", "claimed"]), weakest([])
    ('claimed', 'missing')
    """
    return min(states, key=STATES.index, default="missing")


def line(id: str, known: KnownOfLine) -> DossierLine:
    """What is known, beside the row that asks for it."""
    row = typed("dossier", DossierRow)[id]
    return DossierLine(
        id=id, section=row.section, known=known, status=row.status, source=row.source
    )


def missing(why: str = "nobody") -> KnownOfLine:
    """Nothing is known."""
    return KnownOfLine(state="missing", found=message(f"dossier-missing_{why}"))


def claimed(found: Message, *of: Message) -> KnownOfLine:
    """Somebody states it, or it follows from what somebody states."""
    return KnownOfLine(state="claimed", found=found, of=of)
