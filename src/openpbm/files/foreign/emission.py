"""The spectrum of a light as a spectrometer saves it: titles, units, dark noise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.errors import InputError, MaskError
from openpbm.files.foreign.sheet import Sheet, check_widths, sheet_of
from openpbm.files.foreign.text import read_foreign_text
from openpbm.mask import Spectrum
from openpbm.speech.say import say

WAVELENGTH = ("wavelength", "wellenl", "longueur d", "longitud d", "lambda", "λ")
POWER = ("power", "irradiance", "irradiation", "intensity", "counts", "flux", "radiance",
         "signal", "photon", "spd", "energy", "leistung", "strahl", "intensit", "w/")  # fmt: skip
NO_POWER = ("reflect", "transmi", "absor", "log", "dark", "reference")
NM_OF = {"um": 1000.0, "µm": 1000.0, "angstrom": 0.1, "å": 0.1}
SOME_NM = (150.0, 5000.0)  # of wavelengths in nm
MOST_NEGATIVE, MOST_NEGATIVE_SUM = 0.05, 0.1  # of the peak, and of all that is positive
SLICES, COUNTED_NM = 50, 100.0  # all but 1 % at each end within this: one line, however broad
SURE = 5.0  # standard deviations of the dark noise, above which light is light


def read_emission(path: Path) -> Spectrum:
    """The spectrum in a file of a spectrometer.

    Power may have any unit of energy; photons are turned into energy by their wavelength.
    Dark noise below zero is set to zero, and what is no more than it above zero, too.

    Raises:
        MaskError: it cannot be read, with the line and the form that would do.
    """
    where, text = str(path), read_foreign_text(path)
    try:
        sheet = sheet_of(text, where)
        check_widths(sheet)
        nm, power = _columns(sheet)
        if len(nm) > 1 and np.all(np.diff(nm) < 0):
            nm, power = nm[::-1], power[::-1]
        spectrum = Spectrum(nm, _without_dark_noise(power))
        _check_counts(sheet, spectrum)
        return spectrum
    except InputError as problem:
        said = str(problem)
        raise MaskError(said if said.startswith(where) else f"{where}: {said}") from None


def _columns(sheet: Sheet) -> tuple[FloatArray, FloatArray]:
    """(rows,) wavelength in nm, and power in some unit of energy."""
    titles = [_plain(title) for title in sheet.titles]
    if not sheet.rows:
        raise MaskError(say("file-spectrum_no_rows"))
    at_nm, at_power = _places(sheet, titles)
    nm, power = (
        np.array([sheet.number(row, place) for row in sheet.rows]) for place in (at_nm, at_power)
    )
    said = titles[at_nm] if titles else ""
    nm = nm * next((by for unit, by in NM_OF.items() if re.search(rf"\b{unit}\b", said)), 1.0)
    if nm.min() < SOME_NM[0] or nm.max() > SOME_NM[1]:
        raise MaskError(f"found wavelengths from {nm.min():g} to {nm.max():g}; expected nanometres")
    if titles and ("mol" in titles[at_power] or "photon" in titles[at_power]):
        power = power / nm  # energy of a photon
    return nm, power


def _places(sheet: Sheet, titles: Sequence[str]) -> tuple[int, int]:
    """Which column is the wavelength, and which the power."""
    if not titles:
        if sheet.rows and all(len(row.cells) == 2 for row in sheet.rows):
            return 0, 1  # as some programs write them: numbers alone
        raise MaskError(say("file-spectrum_no_titles"))
    at_nm = [i for i, title in enumerate(titles) if _is_wavelength(title)]
    at_power = [i for i, title in enumerate(titles) if title == "power"] or [
        i for i, title in enumerate(titles) if i not in at_nm and _is_power(title)
    ]
    if len(at_nm) == 1 and len(at_power) == 1:
        return at_nm[0], at_power[0]
    shown = ", ".join(sheet.titles)[:80]
    if len(at_nm) == 1 and len(at_power) > 1:
        several = ", ".join(sheet.titles[i] for i in at_power)[:80]
        raise MaskError(
            f'found several columns of power ({several}); expected one, or the title "power" '
            "over the one that is meant"
        )
    raise MaskError(say("file-spectrum_columns", titles=shown))


def _check_counts(sheet: Sheet, spectrum: Spectrum) -> None:
    """Counts of a detector are its own: between far wavelengths they tell no shares of power."""
    first, *_, last = spectrum.quantiles_nm(SLICES)
    if any("count" in title.lower() for title in sheet.titles) and last - first > COUNTED_NM:
        raise MaskError(
            f"found counts with light from {first:.0f} to {last:.0f} nm; expected power or "
            "irradiance, which the program of the spectrometer gives once it is calibrated: a "
            "detector counts colours that lie far apart unequally"
        )


def _plain(title: str) -> str:
    return unicodedata.normalize("NFKC", title).replace("μ", "µ").strip().lower()


def _is_wavelength(title: str) -> bool:
    return title.strip("[]() ") in ("nm", "wl") or title.startswith(WAVELENGTH)


def _is_power(title: str) -> bool:
    return any(word in title for word in POWER) and not any(word in title for word in NO_POWER)


def _without_dark_noise(power: FloatArray) -> FloatArray:
    """(samples,) zero where there is but noise of the dark about zero.

    What lies below zero shows how large that noise is. Light is what rises far above it, down
    to zero on both sides: noise left above zero everywhere else would count as light.

    Raises:
        MaskError: what lies below zero is too large to be noise.
    """
    below = power[power < 0]
    if len(below) == 0:
        return power
    peak, lit = float(power.max()), float(power[power > 0].sum())
    if peak <= 0:
        raise MaskError(
            f"found no power above zero (down to {below.min():.3g}); expected light of a channel"
        )
    if -below.min() > MOST_NEGATIVE * peak or -below.sum() > MOST_NEGATIVE_SUM * lit:
        raise MaskError(
            f"found powers down to {below.min():.3g} beside a peak of {peak:.3g}, and "
            f"{-below.sum() / lit:.0%} of the light below zero; expected negative "
            f"values of at most {MOST_NEGATIVE:.0%} and {MOST_NEGATIVE_SUM:.0%}, as dark noise "
            "leaves them: measure the dark anew"
        )
    noise = float(np.sqrt(np.mean(below**2)))
    return np.where(_light(power, noise), power, 0.0)


def _light(power: FloatArray, noise: float) -> BoolArray:
    """(samples,) True in runs above zero that hold something far above the noise."""
    above = power > 0
    run = np.cumsum(np.diff(above, prepend=False))
    sure = np.unique(run[power > SURE * noise])
    lit: BoolArray = above & np.isin(run, sure)
    return lit
