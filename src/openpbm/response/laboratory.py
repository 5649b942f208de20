"""Results in cells and dishes: what was read of each, with memory apart as in a human study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from openpbm.response.memory import FromMemory, without_memory
from openpbm.response.study import Known, StudySource
from openpbm.tables import Row, rows
from openpbm.tables.shape import read


@dataclass(frozen=True, kw_only=True)
class SeriesCitation:
    """Who published a series, when and where, as far as it was read."""

    authors: str = ""
    year: int | None = None
    journal: str = ""
    volume_pages: str = ""
    from_memory: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SeriesPoint:
    """One light of a series, and which way the result went."""

    direction: str = ""
    nm: float | None = None
    band_nm: str = ""
    fluence_j_cm2: float | None = None
    irradiance_mw_cm2: float | None = None
    exposure_s: float | None = None
    effect: float | None = None
    unit: str = ""
    from_memory: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Series:
    """One result of a laboratory at several lights, facts only."""

    id: str
    name: str
    record: Literal["verified", "partial", "unverified"]
    citation: SeriesCitation
    doi: str = ""
    pmid: str = ""
    system: str = ""
    endpoint: str = ""
    shape: str = ""
    finding: str = ""
    skin_cells: bool | None = None
    at_high_dose: Literal["less", "same", ""] = ""  # against the best dose; empty: not tried
    points: tuple[SeriesPoint, ...] = ()
    notes: str = ""
    held_out: bool = False
    sources: tuple[StudySource, ...] = ()
    source: str
    status: Literal["verified", "mixed", "recalled"]
    provenance: tuple[Known, ...]
    recalled: tuple[FromMemory, ...]
    from_memory: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """True where the shape of the answer, or the finding, was read rather than remembered."""
        return bool(self.shape or self.finding)


@cache
def all_series() -> Mapping[str, Series]:
    """The series of the table."""
    return series(rows("laboratory"))


def series(table: Mapping[str, Row]) -> Mapping[str, Series]:
    """Series out of rows; what is recalled is set apart while reading."""
    return {
        key: read(Series, without_memory(row), f"laboratory.json, row {key}")
        for key, row in table.items()
    }
