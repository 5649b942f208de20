"""Readings of a skin meter in a table: one a row or one a column, and which of them is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from openpbm.errors import SpectrumError
from openpbm.fact import message
from openpbm.files.foreign.sheet import Line, Sheet, check_widths
from openpbm.files.trade.fault import fault, shown
from openpbm.files.trade.title import not_share
from openpbm.speech.say import say

NM_TITLE = re.compile(r"[^\d]{0,20}?(\d{3,4}(?:\.\d+)?)\s*(?:nm)?[\s%()\[\]]*", re.IGNORECASE)
SKIN_NM = (300.0, 2600.0)
FEWEST_NM = 8  # titles in a row that are wavelengths
WAVELENGTH = ("wavelength", "wellenl", "lambda", "longueur d", "longitud d")
REFLECTANCE = re.compile(
    r"reflec|remiss|(?<![a-z])(sci|sce)(?![a-z])|%\s?r(?![a-z])|(?<![a-z])r\s?[(\[/,_]?\s?%"
)
COLOURS = ({"l*", "a*", "b*"}, {"lab_l", "lab_a", "lab_b"})
SPECULAR = {"sci": "included", "sce": "excluded"}
MOST_TOLD = 12  # readings that a message names


@dataclass(frozen=True, kw_only=True)
class PrintedValue:
    """One value as it is written, and the line it stands in."""

    line: int
    nm: str
    value: str


@dataclass(frozen=True, kw_only=True)
class PrintedSpectrum:
    """One spectrum of a table."""

    number: int  # from 1, in the order of the table
    name: str
    points: tuple[PrintedValue, ...]

    @property
    def specular(self) -> str | None:
        """Whether mirrored light is in it, as its name says (SCI or SCE)."""
        said = {SPECULAR[w] for w in re.findall(r"[a-z]+", self.name.lower()) if w in SPECULAR}
        return said.pop() if len(said) == 1 else None


def reading_of(sheet: Sheet, which: str | None, specular: str | None) -> PrintedSpectrum:
    """The reading that is meant.

    Args:
        sheet: the table.
        which: its number, or words of its name; None where there is but one.
        specular: "included" or "excluded" tells SCI from SCE.

    Raises:
        SpectrumError: no reading, or several; with their names.
    """
    found, where = _readings(sheet), sheet.where
    meant = found if which is None else _meant(found, which)
    if not meant:
        asked, readings = which or "", _told(found)
        told = say("trade-skin_no_reading", where=where, found=asked, readings=readings)
        raise SpectrumError(told)
    fitting = [r for r in meant if specular is None or r.specular in (None, specular)]
    if not fitting:
        asked, name = specular or "", meant[0].name
        told = say("trade-skin_other_specular", where=where, found=asked, name=name)
        raise SpectrumError(told)
    if len(fitting) > 1:
        count, readings = str(len(fitting)), _told(fitting)
        told = say("trade-skin_which_reading", where=where, count=count, readings=readings)
        raise SpectrumError(told)
    if not_share(fitting[0].name):
        wrong = message("trade-not_skin", found=shown(fitting[0].name))
        raise SpectrumError(str(fault(where, sheet.title_line, wrong)))
    return fitting[0]


def _meant(readings: Sequence[PrintedSpectrum], which: str) -> list[PrintedSpectrum]:
    """Those of that name, else of that number, else with those words in their names."""
    words = _words(which)
    of_name = [r for r in readings if words and _words(r.name) == words]
    of_number = [r for r in readings if which.strip() == str(r.number)]
    of_words = [r for r in readings if words and set(words) <= set(_words(r.name))]
    return of_name or of_number or of_words


def _words(name: str) -> list[str]:
    return name.lower().replace(",", " ").split()


def _told(readings: Sequence[PrintedSpectrum]) -> str:
    shown = "; ".join(f'{r.number} "{r.name[:40]}"' for r in readings[:MOST_TOLD])
    more = len(readings) - MOST_TOLD
    return f"{shown}; +{more}" if more > 0 else shown


def _readings(sheet: Sheet) -> list[PrintedSpectrum]:
    for cells, rows in ((sheet.titles, sheet.rows), _first_row_as_titles(sheet)):
        nm = nm_titles(cells)
        if nm and rows:
            return [_of_row(row, nm, number) for number, row in enumerate(rows, start=1)]
    return _of_columns(sheet)


def check_readings(sheet: Sheet) -> None:
    """No row is wider than its titles, be they titles or a first row of wavelengths.

    Raises:
        InputError: one is, with its line: a decimal comma would part a number.
    """
    first, rows = _first_row_as_titles(sheet)
    check_widths(replace(sheet, titles=first, rows=rows) if nm_titles(first) else sheet)


def _first_row_as_titles(sheet: Sheet) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Titles that are bare numbers look like a row."""
    return (sheet.rows[0].cells, sheet.rows[1:]) if sheet.rows else ((), ())


def holds_reflectance(sheet: Sheet) -> bool:
    """Whether a table has a column of reflectance."""
    titles = [title.lower() for title in sheet.titles]
    return _are_colours(titles) or any(map(REFLECTANCE.search, titles))


def _are_colours(titles: Sequence[str]) -> bool:
    """Whether the columns are L*, a*, b*."""
    return any(known <= set(titles) for known in COLOURS)


def nm_titles(titles: Sequence[str]) -> Mapping[int, str]:
    """The wavelength of each column whose title is one; empty where these are no such titles."""
    found = {
        place: match[1]
        for place, title in enumerate(titles)
        if (match := NM_TITLE.fullmatch(title.strip()))
        and SKIN_NM[0] <= float(match[1]) <= SKIN_NM[1]
    }
    values = [float(nm) for nm in found.values()]
    rises = all(a < b for a, b in pairwise(values))
    return found if rises and len(found) >= FEWEST_NM else {}


def _of_row(row: Line, nm: Mapping[int, str], number: int) -> PrintedSpectrum:
    words = [cell for place, cell in enumerate(row.cells) if place not in nm and cell]
    return PrintedSpectrum(
        number=number,
        name=", ".join(words) or f"line {row.number}",
        points=tuple(
            PrintedValue(line=row.number, nm=at, value=_cell(row, place))
            for place, at in nm.items()
        ),
    )


def _of_columns(sheet: Sheet) -> list[PrintedSpectrum]:
    """One column of wavelengths, and one or several of reflectance."""
    titles = [title.lower() for title in sheet.titles]
    at_nm = [i for i, t in enumerate(titles) if t.startswith(WAVELENGTH) or t.strip("[]()") == "nm"]
    columns = [i for i, title in enumerate(titles) if title == "reflectance"] or [
        i for i, title in enumerate(titles) if REFLECTANCE.search(title)
    ]
    columns = [i for i in columns if not not_share(sheet.titles[i])] or columns
    if len(at_nm) != 1 or not columns or at_nm[0] in columns:
        where = sheet.where
        if not titles:
            raise SpectrumError(say("file-reflectance_no_titles", where=where))
        if _are_colours(titles):
            at = str(sheet.title_line)
            raise SpectrumError(say("file-colours_alone", where=where, line=at))
        line, shown = str(sheet.title_line), ", ".join(titles)[:80]
        told = say("file-reflectance_columns", where=where, line=line, titles=shown)
        raise SpectrumError(told)
    return [
        PrintedSpectrum(
            number=number,
            name=sheet.titles[column],
            points=tuple(
                PrintedValue(line=row.number, nm=_cell(row, at_nm[0]), value=_cell(row, column))
                for row in sheet.rows
            ),
        )
        for number, column in enumerate(columns, start=1)
    ]


def _cell(row: Line, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""
