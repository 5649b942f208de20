"""Read a measured reflectance spectrum: percent, gaps and noise are noticed and told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import InputError, PlanFileError, SpectrumError
from openpbm.fact import several
from openpbm.files.foreign.number import number_of
from openpbm.files.foreign.sheet import Sheet, sheet_of
from openpbm.files.foreign.text import read_foreign_text
from openpbm.files.mask_file import one_region
from openpbm.files.trade.cgats import cgats_sheet, is_cgats
from openpbm.files.trade.reflectance import PrintedSpectrum, check_readings, reading_of
from openpbm.files.trade.spdx import reflectance_sheet
from openpbm.skin.fit import SkinSpectrum
from openpbm.speech.say import say

HEADERS = ("geometry", "specular", "aperture_mm", "illuminated_mm", "site", "unit",
           "illuminant", "observer_deg")  # fmt: skip
MARKUP = "<"  # what XML begins with
USED_NM = (400.0, 1000.0)
HELD_NM = 700.0  # beyond it the model was not held against measured faces
FEWEST, MOST_LINES = 8, 10_000
NEEDED_NM = ((500.0, 600.0), (600.0, 1000.0))  # blood shows in the first, scattering in the second
COARSE_NM = 10.0  # finer spectra are averaged to this step
MOST_NOISE = 0.03
TOLD_NOISE = 0.003
MOST_TOLD = 6  # wavelengths that are named
NO_VALUE = ("", "nan", "na", "n/a", "-", "null")


@dataclass(frozen=True, eq=False, kw_only=True)
class SpectrumFile:
    """A spectrum, what its header says of the instrument, and what was noticed."""

    spectrum: SkinSpectrum
    header: dict[str, str]
    says: tuple[str, ...]


def read_spectrum(
    path: Path, *, reading: str | None = None, specular: str | None = None
) -> SpectrumFile:
    """The spectrum of a text file: columns wavelength_nm and reflectance, or one row a reading.

    Lines that begin with `#` may say how it was measured, as `# geometry: sphere`.

    Args:
        path: of the file.
        reading: which one, where there are several: its number, or words of its name.
        specular: tells SCI from SCE, "included" or "excluded".

    Raises:
        SpectrumError: it cannot be used; with the line.
    """
    return spectrum_from(read_foreign_text(path), str(path), reading=reading, specular=specular)


def spectrum_from(
    text: str, where: str, *, reading: str | None = None, specular: str | None = None
) -> SpectrumFile:
    """The spectrum of some text; `where` names it in errors."""
    if len(text.splitlines()) > MOST_LINES:
        raise SpectrumError(f"{where}: found over {MOST_LINES} lines; expected fewer")
    try:
        sheet, stated = _sheet(text, where)
        check_readings(sheet)
    except PlanFileError as problem:
        raise SpectrumError(str(problem)) from None
    except InputError as problem:
        raise SpectrumError(say("file-reflectance_form", problem=str(problem))) from None
    said = dict(_header([line for line in sheet.before if line.lstrip().startswith("#")], where))
    header = {**stated, **said}
    chosen = reading_of(sheet, reading, specular or header.get("specular"))
    nm, values, lines, empty = _points(chosen, sheet.mark, where)
    says: list[str] = []
    if empty:
        says.append(_left_out(empty))
    values = _as_share(values, lines, header.get("unit"), says, where)
    nm, values = _in_range(nm, values, says, where)
    noise = _noise(nm, values)
    nm, values, noise = _thinned(nm, values, noise, says)
    _tell(nm, noise, says, where)
    made = SkinSpectrum(wavelength_nm=nm, reflectance=values, noise_sd=noise)
    return SpectrumFile(spectrum=made, header=_with_name(header, chosen), says=tuple(says))


def _sheet(text: str, where: str) -> tuple[Sheet, dict[str, str]]:
    """The table of any form, and what its head says in words of its own."""
    if is_cgats(text):
        return cgats_sheet(text, where)
    if text.lstrip("\ufeff \r\n").startswith(MARKUP):
        bare = re.sub(r"^[^<]*<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL)  # now UTF-8
        return reflectance_sheet(bare.encode(), where)
    return sheet_of(text, where), {}


def _header(lines: list[str], where: str) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, colon, value = line.lstrip("# \t").partition(":")
        if colon and name.strip().lower() in HEADERS:
            if not value.strip():
                raise SpectrumError(f'{where}: found "{line.strip()}"; expected a value')
            yield name.strip().lower(), value.strip()


def _with_name(header: dict[str, str], reading: PrintedSpectrum) -> dict[str, str]:
    """The header, and what the name of the reading says: SCI or SCE, and a region."""
    told = {} if reading.specular is None else {"specular": reading.specular}
    for part in reading.name.split(","):
        with suppress(InputError):
            told["site"] = one_region(part.strip(), "site")
    return {**told, **header}


def _points(
    reading: PrintedSpectrum, mark: str, where: str
) -> tuple[FloatArray, FloatArray, list[int], list[float]]:
    """Wavelengths and values, rising, their lines, and the wavelengths that have no value."""
    found: dict[float, float] = {}
    lines: dict[float, int] = {}
    empty: list[float] = []
    for point in reading.points:
        at = f"{where}: line {point.line}"
        nm = _number(point.nm, mark, f"{at}: wavelength_nm")
        if nm in found or nm in empty:
            raise SpectrumError(f"{at}: found {nm:g} nm twice; expected it once")
        if point.value.lower() in NO_VALUE:
            empty.append(nm)
        else:
            found[nm] = _number(point.value, mark, f"{at}: reflectance")
            lines[nm] = point.line
    rising = sorted(found)
    values = np.array([found[nm] for nm in rising])
    return np.array(rising), values, [lines[nm] for nm in rising], sorted(empty)


def _number(cell: str, mark: str, where: str) -> float:
    try:
        return number_of(cell, mark, where)
    except InputError as problem:
        raise SpectrumError(str(problem)) from None


def _as_share(
    values: FloatArray, lines: list[int], unit: str | None, says: list[str], where: str
) -> FloatArray:
    if unit is not None and unit.lower() not in ("percent", "%", "share", "1"):
        raise SpectrumError(f'{where}: unit: found "{unit}"; expected "percent" or "share"')
    stated = None if unit is None else unit.lower() in ("percent", "%")
    looks = bool(len(values)) and float(values.max()) > 1.5
    in_percent = looks if stated is None else stated
    if in_percent and stated is None:
        says.append(say("file-read_as_percent"))
    shares = values / 100.0 if in_percent else values
    bad = np.flatnonzero((shares <= 0) | (shares >= 1))
    if len(bad):
        at, found = str(lines[bad[0]]), f"{values[bad[0]]:.10g}{' %' if in_percent else ''}"
        raise SpectrumError(say("file-no_share", where=where, line=at, found=found))
    return shares


def _in_range(
    nm: FloatArray, values: FloatArray, says: list[str], where: str
) -> tuple[FloatArray, FloatArray]:
    keep = (nm >= USED_NM[0]) & (nm <= USED_NM[1])
    if not np.all(keep):
        first, last = (f"{end:g}" for end in USED_NM)
        says.append(say("file-beyond_tables", count=int((~keep).sum()), low=first, high=last))
    nm, values = nm[keep], values[keep]
    if len(nm) < FEWEST:
        raise SpectrumError(
            f"{where}: found {len(nm)} usable points; expected at least {FEWEST} between "
            f"{USED_NM[0]:g} and {USED_NM[1]:g} nm"
        )
    for low, high in NEEDED_NM:
        if ((nm >= low) & (nm <= high)).sum() < 3:
            raise SpectrumError(
                f"{where}: found fewer than 3 points between {low:g} and {high:g} nm; expected "
                "more: without them blood and scattering cannot be told apart"
            )
    return nm, values


def _noise(nm: FloatArray, values: FloatArray) -> float:
    """Noise of one point, from how far it lies off the line of its neighbours.

    Beyond 600 nm where it can be: there skin itself is smooth.
    """
    smooth = nm >= 600.0
    if smooth.sum() >= FEWEST:
        nm, values = nm[smooth], values[smooth]
    share = (nm[1:-1] - nm[:-2]) / (nm[2:] - nm[:-2])
    off = values[1:-1] - (1 - share) * values[:-2] - share * values[2:]
    size = np.sqrt(1.0 + share**2 + (1 - share) ** 2)
    return float(1.4826 * np.median(np.abs(off / size)))


def _thinned(
    nm: FloatArray, values: FloatArray, noise: float, says: list[str]
) -> tuple[FloatArray, FloatArray, float]:
    step = float(np.median(np.diff(nm)))
    if step > 0.6 * COARSE_NM:
        return nm, values, noise
    bins = np.round(nm / COARSE_NM)
    names, which, count = np.unique(bins, return_inverse=True, return_counts=True)
    says.append(say("file-averaged", fine=f"{step:g}", coarse=f"{COARSE_NM:g}"))
    means = [np.bincount(which, column) / count for column in (nm, values)]
    return means[0], means[1], noise / float(np.sqrt(np.median(count[: len(names)])))


def _tell(nm: FloatArray, noise: float, says: list[str], where: str) -> None:
    if noise > MOST_NOISE:
        raise SpectrumError(
            f"{where}: found points that scatter by {noise:.3f} about their neighbours; expected "
            f"less than {MOST_NOISE:g}: repeat the measurement"
        )
    if noise > TOLD_NOISE:
        says.append(say("file-scatter", noise=f"{noise:.3f}"))
    steps = np.diff(nm)
    says.extend(
        say("file-gap", low=f"{nm[place]:g}", high=f"{nm[place + 1]:g}")
        for place in np.flatnonzero(steps > 2.5 * np.median(steps))
    )
    if nm[-1] > HELD_NM:
        says.append(say("file-beyond_faces", nm=f"{HELD_NM:g}"))


def _left_out(values: list[float]) -> str:
    shown = several((f"{value:g}" for value in values[:MOST_TOLD]), "comma")
    if len(values) <= MOST_TOLD:
        return say("file-no_value", nm=shown)
    return say("file-no_value_more", nm=shown, more=len(values) - MOST_TOLD)
