"""Rows of the tables of light: roles of channels, bands, what `openpbm validate` compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpbm.tables.row.parent import Sourced


@dataclass(frozen=True, kw_only=True)
class RoleRow(Sourced):
    """A colour of channels: its words, wavelengths, screen, sums of light, drawing."""

    word: str
    peak_nm: tuple[float, ...]  # low, high
    screened_as: tuple[str, ...]
    called: tuple[str, ...]
    invisible: bool
    ink: str
    ink_dark: str
    dash: str
    band_from_nm: float | None = None
    band_to_nm: float | None = None
    band_word: str | None = None


@dataclass(frozen=True, kw_only=True)
class BandRow(Sourced):
    """A band inside which light is matched to a trial."""

    low_nm: float
    high_nm: float
    label: str


@dataclass(frozen=True, kw_only=True)
class ValidationRow(Sourced):
    """One comparison of `openpbm validate`: what is expected, within what."""

    link: str
    how: str
    what: str
    tolerance: float
    relative: bool
    unit: str
    expected: float | None = None


@dataclass(frozen=True, kw_only=True)
class ReportingItemRow(Sourced):
    """What a study has to print."""

    label: str
    field: str
    needed: Literal["required", "useful"]
