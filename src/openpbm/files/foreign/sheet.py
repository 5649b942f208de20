"""The table in a text file: which lines are its titles and rows, and what parts the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpbm.errors import InputError
from openpbm.files.foreign.number import decimal_mark, looks_like_number, number_of

SEPARATORS = ("\t", ";", ",", " ")
MOST_LINES, MOST_COLUMNS = 200_000, 3000
SURE_ROWS = 3  # rows of numbers in a row that begin a table
UNITS = ("nm", "um", "a.u.", "counts", "%", "w", "mw", "uw", "s", "ms", "1", "photons", "mj",
         "db", "dbm", "c", "°c", "k", "lx", "lux", "lm", "cd", "od", "au")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of cells, and its number in the file."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_row(self) -> bool:
        """Mostly numbers."""
        many = sum(looks_like_number(cell) for cell in self.cells)
        return len(self.cells) > 1 and 2 * many > len(self.cells) - 1 and many > 0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table in a text file, before anybody knows what its columns mean."""

    where: str  # the file, for messages
    before: tuple[str, ...]  # lines above the table, and lines that begin with #
    titles: tuple[str, ...]  # empty where there are none
    title_line: int  # number of the line of titles; 0 where there are none
    rows: tuple[Line, ...]
    mark: str  # decimal point or comma

    def number(self, row: Line, place: int) -> float:
        """One cell as a number.

        Raises:
            InputError: it is none, or the row is too short.
        """
        cell = row.cells[place] if place < len(row.cells) else ""
        return number_of(cell, self.mark, f"{self.where}: line {row.number}")


def sheet_of(text: str, where: str) -> Sheet:
    """The table of some text, as far as it can be told without knowing its columns.

    Lines above the titles, lines that begin with # and words below the rows are no part of
    it. A second line of titles that holds units only is joined with the first.

    Raises:
        InputError: there is none, or its numbers can be read in two ways; with the file.
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_LINES + 1:
        raise InputError(f"{where}: found {len(lines)} lines; expected at most {MOST_LINES} rows")
    said = [line for _, line in lines if line.lstrip().startswith("#")]
    body = [(n, line) for n, line in lines if not line.lstrip().startswith("#")]
    if not body:
        raise InputError(f"{where}: found nothing; expected a table")
    cut = max((_cut(body, by, where) for by in SEPARATORS), key=_rows_of)
    first = _first_row(cut)
    titles, above = _titles(cut[:first])
    sheet = Sheet(
        where=where,
        before=(*said, *(line for _, line in body[: first - above])),
        titles=titles,
        title_line=cut[first - 1].number if titles else 0,
        rows=tuple(_without_foot(cut[first:])),
        mark=".",
    )
    cells = (cell for row in sheet.rows for cell in row.cells if looks_like_number(cell))
    return replace(sheet, mark=decimal_mark(cells, where))


def _cut(body: Sequence[tuple[int, str]], by: str, where: str) -> list[Line]:
    """The lines as cells; blanks part columns only where there are several of them or tabs."""
    found = []
    for number, line in body:
        try:
            cells = line.split() if by == " " else next(csv.reader([line], delimiter=by))
        except csv.Error as problem:
            raise InputError(
                f"{where}: line {number}: found text that is not CSV ({problem})"
            ) from None
        if len(cells) > MOST_COLUMNS:
            raise InputError(f"{where}: line {number}: found {len(cells)} columns; expected fewer")
        found.append(Line(number=number, cells=tuple(cell.strip() for cell in cells)))
    return found


def _rows_of(lines: Sequence[Line]) -> int:
    return sum(line.is_row for line in lines)


def _first_row(lines: Sequence[Line]) -> int:
    """Where rows of numbers begin, several alike in a row where there are that many."""
    widths = [len(line.cells) if line.is_row else 0 for line in lines]
    for needed in range(SURE_ROWS, 0, -1):
        for place, width in enumerate(widths):
            if width and widths[place : place + needed] == [width] * needed:
                return place
    return len(lines)


def _titles(above: Sequence[Line]) -> tuple[tuple[str, ...], int]:
    """The titles, and how many lines they take."""
    if not above or len(above[-1].cells) < 2:
        return (), 0
    last = above[-1].cells
    units = all(cell.strip("()[] ").lower() in UNITS or "/" in cell for cell in last)
    if units and len(above) > 1 and len(above[-2].cells) == len(last):
        return tuple(f"{a} [{b}]" for a, b in zip(above[-2].cells, last, strict=True)), 2
    return last, 1


def check_widths(sheet: Sheet) -> None:
    """No row has more cells than there are titles: a decimal comma would part a number.

    Raises:
        InputError: one has, with its line.
    """
    for row in sheet.rows:
        beyond = row.cells[len(sheet.titles) :] if sheet.titles else ()
        if any(beyond):
            raise InputError(
                f"{sheet.where}: line {row.number}: found {len(row.cells)} cells under "
                f"{len(sheet.titles)} titles; expected one for each title; where a comma is the "
                "decimal mark, semicolons between the columns"
            )


def _without_foot(lines: Sequence[Line]) -> Iterator[Line]:
    """The rows; what begins with a word below the last of them is no row."""
    last = max((place for place, line in enumerate(lines) if line.is_row), default=-1)
    for place, line in enumerate(lines):
        if place <= last or looks_like_number(line.cells[0]):
            yield line
