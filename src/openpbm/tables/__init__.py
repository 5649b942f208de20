"""Measured numbers, each with source and status, and the one way to read them."""

from openpbm.tables.loader import STATUSES, Number, Row, columns, folder, numbers, rows, typed

__all__ = ["STATUSES", "Number", "Row", "columns", "folder", "numbers", "rows", "typed"]
