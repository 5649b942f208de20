"""Tables of numbers that lie beside a mask file under titles of our own, such as positions."""

from __future__ import annotations

from pathlib import Path

from openpbm.arrays import FloatArray, frozen
from openpbm.errors import InputError, MaskError
from openpbm.files.foreign.sheet import check_widths, sheet_of
from openpbm.files.foreign.text import read_foreign_text


def read_columns(path: Path, names: tuple[str, ...]) -> FloatArray:
    """(rows, names) the named columns of a text file with a line of titles.

    Raises:
        MaskError: a column is missing, or an entry is not a finite number; with its line.
    """
    text = read_foreign_text(path)
    try:
        sheet = sheet_of(text, str(path))
        check_widths(sheet)
        titles = [title.lower() for title in sheet.titles]
        missing = [name for name in names if name not in titles]
        if missing:
            raise InputError(
                f"{path}: found columns {', '.join(titles)[:80] or 'without titles'}; expected "
                f"{', '.join(names)}, with a decimal point"
            )
        places = [titles.index(name) for name in names]
        rows = [[sheet.number(row, place) for place in places] for row in sheet.rows]
    except InputError as problem:
        raise MaskError(str(problem)) from None
    if not rows:
        raise MaskError(f"{path}: found titles alone; expected rows of numbers")
    return frozen(rows)
