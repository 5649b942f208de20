"""Measured numbers, each with source and status, and the one way to read them."""

from openpbm.tables.loader import Row, folder, numbers, rows, typed
from openpbm.tables.row.number import Number
from openpbm.tables.row.parent import STATUSES

__all__ = ["STATUSES", "Number", "Row", "folder", "numbers", "rows", "typed"]
