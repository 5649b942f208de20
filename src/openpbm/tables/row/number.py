"""Rows of number tables and of column tables: one number, or one column of a CSV, each."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.tables.row.parent import Sourced


@dataclass(frozen=True, kw_only=True)
class Number(Sourced):
    """One number with its parent. `low` and `high` bound it where a spread is known."""

    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    name: str = ""  # as people call it; every one that a plan may list as assumed has it
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ColumnRow(Sourced):
    """What stands in one column of the CSV beside the table."""

    unit: str
    note: str = ""
