"""Small tables of numbers that lie beside a mask file: spectra and LED positions."""

from __future__ import annotations

import csv
import math
from pathlib import Path

from openpbm.arrays import FloatArray, frozen
from openpbm.errors import MaskError
from openpbm.files.toml_file import read_text

MOST_ROWS, MOST_COLUMNS = 200_000, 100


def read_columns(path: Path, names: tuple[str, ...]) -> FloatArray:
    """(rows, names) the named columns of a CSV file with a header line.

    Raises:
        MaskError: a column is missing, or an entry is not a finite number; with its line.
    """
    text = read_text(path).splitlines()
    if len(text) > MOST_ROWS + 1:
        raise MaskError(f"{path}: found {len(text)} lines; expected at most {MOST_ROWS} rows")
    lines = csv.reader(text)
    try:
        header = [title.strip().lower() for title in next(lines)]
        if len(header) > MOST_COLUMNS:
            raise MaskError(f"{path}: line 1: found {len(header)} columns; expected fewer")
        missing = [name for name in names if name not in header]
        if missing:
            raise MaskError(
                f"{path}: line 1: found columns {', '.join(header)[:80]}; "
                f"expected {', '.join(names)}"
            )
        places = [header.index(name) for name in names]
        rows = [
            [_number(row, place, f"{path}: line {lines.line_num}") for place in places]
            for row in lines
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as problem:
        raise MaskError(f"{path}: found text that is not CSV ({problem})") from None
    if not rows:
        raise MaskError(f"{path}: found a header alone; expected rows of numbers")
    return frozen(rows)


def _number(row: list[str], place: int, where: str) -> float:
    cell = row[place].strip() if place < len(row) else ""
    try:
        value = float(cell)
    except ValueError:
        raise MaskError(f'{where}: found "{cell[:40]}"; expected a number') from None
    if not math.isfinite(value):
        raise MaskError(f'{where}: found "{cell[:40]}"; expected a finite number')
    return value
