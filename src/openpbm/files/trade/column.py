"""Which column of a table is meant: the one that is named, else the only one that can be."""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.fact import message
from openpbm.files.foreign.sheet import Sheet
from openpbm.files.trade.fault import fault

MOST_TOLD = 12  # columns that a message names


def column_of(sheet: Sheet, named: str) -> int:
    """The place of a column by its title, a part of it that no other has, or its number.

    Raises:
        PlanFileError: none, or several; with all columns.
    """
    titles = [title.lower() for title in sheet.titles]
    wanted = named.strip().lower()
    exact = [place for place, title in enumerate(titles) if title == wanted]
    found = exact or [place for place, title in enumerate(titles) if wanted and wanted in title]
    if len(found) == 1:
        return found[0]
    width = max((len(row.cells) for row in sheet.rows), default=0)
    if not found and wanted.isdecimal() and 1 <= int(wanted) <= max(width, len(titles)):
        return int(wanted) - 1
    told = message("trade-no_column", found=named, columns=columns_told(sheet))
    raise fault(sheet.where, sheet.title_line, told)


def name_of(sheet: Sheet, place: int) -> str:
    """By what `column_of` finds a column again: its title, or its number where that is not told."""
    title = sheet.titles[place].strip() if place < len(sheet.titles) else ""
    alike = [one for one in sheet.titles if one.strip().lower() == title.lower()]
    return title if title and len(alike) == 1 else str(place + 1)


def columns_told(sheet: Sheet, places: Sequence[int] | None = None) -> str:
    """Columns as a message lists them: number and title."""
    width = max((len(row.cells) for row in sheet.rows), default=len(sheet.titles))
    every = range(len(sheet.titles) or width) if places is None else places
    listed = [
        f'{place + 1} "{sheet.titles[place][:40]}"' if sheet.titles else str(place + 1)
        for place in every
    ]
    more = [f"+{len(listed) - MOST_TOLD}"] if len(listed) > MOST_TOLD else []
    return ", ".join([*listed[:MOST_TOLD], *more])
