"""Tables for spreadsheets as text: words never begin as a formula does."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Titles and rows; a word that a spreadsheet would work out has an apostrophe before it.

    >>> csv_text(("arm", "mm"), [("=1+1", -2.5)])
    "arm,mm\n'=1+1,-2.5\n"
    """
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(head)
    lines.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: object) -> object:
    if type(cell) is float:  # nearly all of a long table
        return cell
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
