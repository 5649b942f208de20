"""A row of the contraindication table that a person matches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from openpbm.field import AsObject, by_name
from openpbm.person import ExpertAnswer

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
    review_pending: bool  # clinical review pending: no clinician has read the row
    group: str = ""  # the word for several things that was said: all count until it is answered
    is_question: bool = False  # a medicine raises it: it counts until its question is answered
    flags: tuple[str, ...] = ()  # what to mind with this medicine
    answer: Literal["doctor", "pharmacist", "goggles", "none"] = "none"  # whose yes opens it
    answered: ExpertAnswer | None = None  # what a doctor or pharmacist said
    skin_degc_max: float | None = None  # the skin stays below
    gentle_first: bool = False  # the first sessions are half as long
    hours_before: float | None = None  # between its use and a session

    def __post_init__(self) -> None:
        object.__setattr__(self, "action", by_name(self.action))

    @property
    def starts_gently(self) -> bool:
        """True where the row asks for it, or a yes opened what the table refers."""
        said_yes = self.answered is not None and self.answered.fine
        return self.active and (self.gentle_first or said_yes)
