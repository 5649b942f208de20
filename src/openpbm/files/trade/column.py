"""Which column of a table is meant: the one that is named, else the only one that can be."""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.fact import message
from openpbm.files.foreign.sheet import Sheet
from openpbm.files.trade.fault import fault

MOST_TOLD = 12  # columns that a message names


def column_of(sheet: Sheet, named: str) -> int:
    """The place of a column by its title, else its number, else a part of a title no other has.

    Raises:
        PlanFileError: none, or several; with all columns.
    """
    titles = [title.strip().lower() for title in sheet.titles]
    wanted = named.strip().lower()
    found = [place for place, title in enumerate(titles) if title == wanted]
    found = found or [place for place in range(_width(sheet)) if str(place + 1) == wanted]
    found = found or [place for place, title in enumerate(titles) if wanted and wanted in title]
    if len(found) == 1:
        return found[0]
    told = message("trade-no_column", found=named, columns=columns_told(sheet))
    raise fault(sheet.where, sheet.title_line, told)


def _width(sheet: Sheet) -> int:
    return max([len(sheet.titles), *(len(row.cells) for row in sheet.rows)])


def columns_told(sheet: Sheet, places: Sequence[int] | None = None) -> str:
    """Columns as a message lists them: number and title."""
    every = range(len(sheet.titles) or _width(sheet)) if places is None else places
    listed = [
        f'{place + 1} "{sheet.titles[place][:40]}"' if sheet.titles else str(place + 1)
        for place in every
    ]
    more = [f"+{len(listed) - MOST_TOLD}"] if len(listed) > MOST_TOLD else []
    return ", ".join([*listed[:MOST_TOLD], *more])
