"""What the screen knows by name: rows that are bad for light, and medicines that were looked at.

`contraindications.json` holds what is known to be bad, `medicines.json` what was looked at. A
medicine never loosens a row of the first table; where it only repeats one, it is a name of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from openpbm.tables.loader import typed
from openpbm.tables.row.safety import (
    Actions,
    Answerer,
    AskRow,
    ContraindicationRow,
    MedicineRow,
)

LOOKED_AT = "medicine_"  # before the id of a medicine: both tables have a quinine
LASTING = ("condition", "population")  # kinds of row that are there on every day
LEAFLET = "leaflet"  # the flag of what leaflets of common masks say no to
AS_DYE = "visible_red"  # takes up blue and red light, as a photodynamic drug does
RETINA = "retina"


@dataclass(frozen=True, kw_only=True)
class KnownEntry:
    """Something that has a name, and what it asks of light."""

    id: str
    kind: str  # drug, condition, procedure, population
    name: str
    names: tuple[str, ...]  # other ways to write it
    cls: str
    action: Actions
    answer: Answerer
    why: str  # one sentence for the person
    status: str
    source: str
    washout_days: float | None = None
    is_photodynamic: bool = False
    is_looked_at: bool = False  # of `medicines.json`: no clinician has read it
    of_row: str | None = None  # the row that holds beside it
    flags: tuple[str, ...] = ()
    skin_degc_max: float | None = None
    gentle_first: bool = False
    hours_before: float | None = None
    asks: tuple[AskRow, ...] = ()

    @property
    def is_lasting(self) -> bool:
        """True for what is there on every day: it dates nothing."""
        return self.kind in LASTING and self.washout_days is None


@cache
def known() -> Mapping[str, KnownEntry]:
    """Rows of both tables by id."""
    bad = typed("contraindications", ContraindicationRow).values()
    looked_at = typed("medicines", MedicineRow).values()
    found = (*map(_of_row, bad), *map(_of_medicine, looked_at))
    return {own.id: own for own in found}


def _of_row(row: ContraindicationRow) -> KnownEntry:
    return KnownEntry(
        id=row.id,
        kind=row.kind,
        name=row.name,
        names=(*row.synonyms, *row.brands),
        cls=row.cls,
        action=row.action,
        answer=row.answer,
        why=row.lay,
        status=row.status,
        source=row.source,
        washout_days=row.washout_days,
        is_photodynamic=row.pdt_agent,
        skin_degc_max=row.skin_degc_max,
        gentle_first=row.gentle_first,
        hours_before=row.hours_before,
    )


def _of_medicine(row: MedicineRow) -> KnownEntry:
    return KnownEntry(
        id=f"{LOOKED_AT}{row.id}",
        kind="drug",
        name=row.name,
        names=row.names,
        cls=row.cls,
        action=row.action,
        answer=_answer(row),
        why=row.reason,
        status=row.status,
        source=row.source,
        washout_days=row.washout_days,
        is_photodynamic=row.verdict == AS_DYE,
        is_looked_at=True,
        of_row=row.existing_row,
        flags=(*row.flags, *([LEAFLET] if row.maker_label_no else [])),
        asks=row.asks,
    )


def _answer(row: MedicineRow) -> Answerer:
    """Whose yes counts: as for its row; nobody's for a dye, an eye doctor's with goggles."""
    if row.existing_row is not None:
        return typed("contraindications", ContraindicationRow)[row.existing_row].answer
    if row.verdict == AS_DYE:
        return "none"
    return "goggles" if row.verdict == RETINA else "pharmacist"


def is_a_name(own: KnownEntry) -> bool:
    """True for a medicine that says nothing beyond its row."""
    raises = any(ask.if_unanswered == "apply" for ask in own.asks)
    if own.of_row is None or raises or set(own.flags) - {LEAFLET}:
        return False
    row = known()[own.of_row]
    return (own.action, own.washout_days) == (row.action, row.washout_days)
