"""A row of the contraindication table that a person matches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from openpbm.field import AsObject, by_name

Action = Literal["allow", "caution", "refer", "exclude"]  # from free to closed


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One row that this person matches."""

    id: str
    said: str  # what the person wrote
    name: str  # what the table calls it
    action: Annotated[tuple[tuple[str, Action], ...], AsObject()]  # by colour
    active: bool  # False: outside its washout on the start date, or still to come
    clear_on: date | None  # first day outside the washout; None: no fixed washout
    rationale: str
    source: str
    status: str
    review_pending: bool  # clinical review pending: the row rests on memory

    def __post_init__(self) -> None:
        object.__setattr__(self, "action", by_name(self.action))
