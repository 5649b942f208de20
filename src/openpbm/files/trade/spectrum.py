"""The spectrum of a light as a spectrometer saves it: titles, units, dark noise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.errors import InputError, MaskError, PlanFileError
from openpbm.fact import Message, message
from openpbm.files.foreign.sheet import Sheet, check_widths, sheet_of
from openpbm.files.trade.column import column_of, columns_told
from openpbm.files.trade.fault import fault, shown
from openpbm.files.trade.light import LightColumn, light_of
from openpbm.files.trade.title import (
    head_not_light,
    is_meant,
    is_power,
    is_wavelength,
    not_light,
    plain,
    quantity_of,
    unit_of,
)
from openpbm.mask import Spectrum

NM_OF = {r"[uµ]m|microns?|micromet\w*": 1000.0, r"å|angstr\w*": 0.1}
NO_OTHER = re.compile(r"nm|nanomet\w*|λ|lambda|(in )?(air|vacuum)")  # in brackets of a wavelength
MOST_NEGATIVE, MOST_NEGATIVE_SUM = 0.05, 0.1  # of the peak, and of all that is positive
SLICES, COUNTED_NM = 50, 100.0  # all but 1 % at each end within this: one line, however broad
LIT = 0.01  # of the peak: from there light is counted
LIT_NM = (400.0, 1100.0)  # of a mask
SURE = 5.0  # standard deviations of the dark noise, above which light is light


def read_emission(path: Path, column: str | None = None) -> Spectrum:
    """The spectrum in a file of a spectrometer, of any form that is known.

    Power may have any unit of energy; photons are turned into energy by their wavelength.
    Dark noise below zero is set to zero, and what is no more than it above zero, too.

    Args:
        path: of the file.
        column: which one, where a table has several: its title or number.

    Raises:
        MaskError: it cannot be read, with the line and the form that would do.
    """
    from openpbm.files.trade.read import read_light

    where = str(path)
    try:
        return emission_of(read_light(path, column=column), where)
    except InputError as problem:
        said = str(problem)
        raise MaskError(said if said.startswith(where) else f"{where}: {said}") from None


def emission_of(light: LightColumn, where: str) -> Spectrum:
    """The light of an LED: energy, without what the dark of the detector left.

    Raises:
        InputError: it is no light that can be counted.
    """
    power = light.value / light.wavelength_nm if light.is_photons else light.value
    spectrum = Spectrum(light.wavelength_nm, _without_dark_noise(power, where))
    _check_counts(light, spectrum, where)
    return spectrum


def light_of_table(text: str, where: str, column: str | None = None) -> LightColumn:
    """The spectrum in a table of columns.

    Raises:
        InputError: no such table, or several columns that may be meant.
    """
    sheet = _with_titles(sheet_of(text, where))
    check_widths(sheet)
    return light_of_sheet(sheet, column)


def _with_titles(sheet: Sheet) -> Sheet:
    """A table whose titles stand in a line that begins with #, as some libraries write them."""
    width = max((len(row.cells) for row in sheet.rows), default=0)
    for line in reversed(sheet.before if not sheet.titles else ()):
        if not line.lstrip().startswith("#"):
            continue
        for by in (",", ";", "\t", None):
            cells = tuple(cell.strip() for cell in line.lstrip("# \t").split(by))
            if len(cells) == width and is_wavelength(cells[0]):
                told = any(is_power(cell) or not_light(cell) for cell in cells[1:])
                return replace(sheet, titles=cells) if told else sheet
    return sheet


def light_of_luox(text: str, where: str, column: str | None = None) -> LightColumn:
    """The spectrum of a file for luox: wavelengths first, then one spectrum a column.

    luox asks for the unit on its page, so the file says none.

    Raises:
        InputError: no such table, or several spectra of which none is named.
    """
    sheet = sheet_of(text, where)
    check_widths(sheet)
    width = max((len(row.cells) for row in sheet.rows), default=0)
    if width < 2:
        raise fault(sheet.where, 0, message("file-spectrum_no_rows"))
    if column is None and width > 2:
        raise _which(sheet, range(1, width))
    place = 1 if column is None else column_of(sheet, column)
    return _column_pair(sheet, 0, place, column)


def light_of_sheet(sheet: Sheet, column: str | None = None) -> LightColumn:
    """The spectrum of a table whose rows are wavelengths."""
    if not sheet.rows:
        raise fault(sheet.where, 0, message("file-spectrum_no_rows"))
    at_nm, at_power = _places(sheet, column)
    return _column_pair(sheet, at_nm, at_power, column)


def _column_pair(sheet: Sheet, at_nm: int, at_power: int, named: str | None) -> LightColumn:
    """The light of two columns.

    Raises:
        InputError: a title says that one of them is something else, or a cell is no number.
    """
    said, title = (sheet.titles[at] if sheet.titles else "" for at in (at_nm, at_power))
    if at_nm == at_power and named is not None:
        told = message("trade-no_column", found=named, columns=columns_told(sheet))
        raise fault(sheet.where, sheet.title_line, told)
    if wrong := not_light(title):
        raise fault(sheet.where, sheet.title_line, wrong)
    if wrong := next(filter(None, (head_not_light(line, title) for line in sheet.before)), None):
        raise fault(sheet.where, 0, wrong)
    scale = _nm_of(said, sheet)
    nm, power = (
        np.array([sheet.number(row, place) for row in sheet.rows]) for place in (at_nm, at_power)
    )
    return light_of(
        sheet.where,
        nm * scale,
        power,
        [row.number for row in sheet.rows],
        quantity=quantity_of(title),
        unit=unit_of(title),
        name=title,
        column="" if named is None else named.strip(),
    )


def _nm_of(title: str, sheet: Sheet) -> float:
    """The unit of wavelengths that a title states, in nm.

    Raises:
        PlanFileError: it is none of a length.
    """
    text = plain(title).replace("_", " ")
    found = (by for unit, by in NM_OF.items() if re.search(rf"(?<!\w)({unit})(?!\w)", text))
    scale = next(found, None)
    bracket = re.search(r"[\[(](.+)[\])]", text)
    if scale is None and bracket and not NO_OTHER.fullmatch(bracket[1].strip()):
        told = message("trade-no_nanometres", found=shown(title))
        raise fault(sheet.where, sheet.title_line, told)
    return 1.0 if scale is None else scale


def _which(sheet: Sheet, places: Sequence[int]) -> PlanFileError:
    """Which of several columns is meant; where all of them are no light, what the first is."""
    doubts = [not_light(sheet.titles[i]) if i < len(sheet.titles) else None for i in places]
    fitting = [place for place, doubt in zip(places, doubts, strict=True) if doubt is None]
    if not fitting and doubts[0] is not None:
        return fault(sheet.where, sheet.title_line, doubts[0])
    listed = columns_told(sheet, fitting)
    return fault(sheet.where, sheet.title_line, message("trade-which_power", columns=listed))


def _places(sheet: Sheet, column: str | None) -> tuple[int, int]:
    """Which column is the wavelength, and which the power."""
    titles = sheet.titles
    if not titles:
        return 0, _untitled(sheet, column)
    at_nm = [i for i, title in enumerate(titles) if is_wavelength(title)]
    if len(at_nm) != 1:
        raise _no_columns(sheet)
    if column is not None:
        return at_nm[0], column_of(sheet, column)
    at_power = [i for i, title in enumerate(titles) if plain(title) == "power"] or [
        i for i, title in enumerate(titles) if i not in at_nm and is_meant(title)
    ]
    if len(at_power) == 1:
        return at_nm[0], at_power[0]
    others = [i for i in range(len(titles)) if i != at_nm[0]]
    if not at_power and len(others) == 1 and not_light(titles[others[0]]) is None:
        raise _no_columns(sheet)  # one other column, of which nothing is known
    raise _which(sheet, at_power or others)


def _no_columns(sheet: Sheet) -> PlanFileError:
    titles = ", ".join(sheet.titles)[:80]
    return fault(sheet.where, sheet.title_line, message("file-spectrum_columns", titles=titles))


def _untitled(sheet: Sheet, column: str | None) -> int:
    """The column of power where none has a title: the second of two, as some programs write."""
    if column is not None:
        return column_of(sheet, column)
    if sheet.rows and all(len(row.cells) == 2 for row in sheet.rows):
        return 1
    raise fault(sheet.where, 0, message("file-spectrum_no_titles"))


def beyond_masks(spectrum: Spectrum) -> Message | None:
    """Why a mask cannot have this light: it lies where nothing here is known of light."""
    lit = spectrum.wavelength_nm[spectrum.power > LIT * spectrum.power.max()]
    if lit.min() >= LIT_NM[0] and lit.max() <= LIT_NM[1]:
        return None
    return message("trade-mask_lit", low=f"{lit.min():g}", high=f"{lit.max():g}")


def _check_counts(light: LightColumn, spectrum: Spectrum, where: str) -> None:
    """Counts of a detector are its own: between far wavelengths they tell no shares of power."""
    first, *_, last = spectrum.quantiles_nm(SLICES)
    if light.quantity == "counts" and last - first > COUNTED_NM:
        low, high = f"{first:.0f}", f"{last:.0f}"
        raise fault(where, 0, message("trade-counts", low=low, high=high))


def _without_dark_noise(power: FloatArray, where: str) -> FloatArray:
    """(samples,) zero where there is but noise of the dark about zero.

    What lies below zero shows how large that noise is. Light is what rises far above it, down
    to zero on both sides: noise left above zero everywhere else would count as light.

    Raises:
        PlanFileError: what lies below zero is too large to be noise.
    """
    below = power[power < 0]
    if len(below) == 0:
        return power
    peak, lit = float(power.max()), float(power[power > 0].sum())
    if peak <= 0:
        raise fault(where, 0, message("trade-no_power", least=f"{below.min():.3g}"))
    if -below.min() > MOST_NEGATIVE * peak or -below.sum() > MOST_NEGATIVE_SUM * lit:
        told = message(
            "trade-below_zero",
            least=f"{below.min():.3g}",
            peak=f"{peak:.3g}",
            share=f"{-100.0 * below.sum() / lit:.0f}",
            one=f"{100.0 * MOST_NEGATIVE:.0f}",
            all=f"{100.0 * MOST_NEGATIVE_SUM:.0f}",
        )
        raise fault(where, 0, told)
    noise = float(np.sqrt(np.mean(below**2)))
    return np.where(_light(power, noise), power, 0.0)


def _light(power: FloatArray, noise: float) -> BoolArray:
    """(samples,) True in runs above zero that hold something far above the noise."""
    above = power > 0
    run = np.cumsum(np.diff(above, prepend=False))
    sure = np.unique(run[power > SURE * noise])
    lit: BoolArray = above & np.isin(run, sure)
    return lit
