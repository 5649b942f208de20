"""Spectra of handheld meters, UPRtek and Sekonic, by way of colour-science (extra `trade`)."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.errors import MissingExtraError
from openpbm.fact import message
from openpbm.files.trade.fault import fault, shown
from openpbm.files.trade.light import LightColumn, light_of

PLAIN = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
PEAK = re.compile(r"LambdaP\t\s*(\d{3,4}(?:\.\d+)?)\s*$")


@dataclass(frozen=True, kw_only=True)
class Handheld:
    """A maker's form: what begins a line of the spectrum, and who reads it."""

    maker: str
    row: re.Pattern[str]  # wavelength and value
    reader: str  # of colour-science


UPRTEK = Handheld(
    maker="UPRtek", row=re.compile(r"(\d{3,4})nm\t(.*)"), reader="SpectralDistribution_UPRTek"
)
SEKONIC = Handheld(
    maker="Sekonic",
    row=re.compile(r"Spectral Data (\d{3,4})\[nm\],(.*)"),
    reader="SpectralDistribution_Sekonic",
)


def light_of_uprtek(text: str, where: str) -> LightColumn:
    """The spectrum of a file of a UPRtek meter: one wavelength a line, with tabs."""
    return _light(text, where, UPRTEK)


def light_of_sekonic(text: str, where: str) -> LightColumn:
    """The spectrum of a file of a Sekonic meter; the finer of its two, as it writes both."""
    return _light(text, where, SEKONIC)


def _light(text: str, where: str, form: Handheld) -> LightColumn:
    rows = _checked(text, where, form)
    nm, value = _read(text, where, form)
    lines = [number for number, _ in rows[-len(nm) :]]
    return light_of(where, nm, value, lines, quantity="irradiance", name=form.maker)


def _checked(text: str, where: str, form: Handheld) -> list[tuple[int, int]]:
    """Line and wavelength of each row; every number a number, and no spectrum cut short.

    Raises:
        PlanFileError: with the line.
    """
    rows: list[tuple[int, int]] = []
    peak_nm = 0.0
    for number, line in enumerate(text.splitlines(), start=1):
        if said := PEAK.match(line):
            peak_nm = float(said[1])
        if (found := form.row.match(line)) is None:
            continue
        if not PLAIN.fullmatch(found[2].strip()):
            raise fault(where, number, message("trade-no_number", found=shown(found[2])))
        rows.append((number, int(found[1])))
    if len(rows) < 3:
        raise fault(where, 0, message("trade-handheld_rows", maker=form.maker))
    _check_ends(rows, peak_nm, where)
    return rows


def _check_ends(rows: Sequence[tuple[int, int]], peak_nm: float, where: str) -> None:
    """The spectrum goes on to where an earlier one of the file, or its stated peak, says."""
    starts = [i for i, (_, nm) in enumerate(rows) if i == 0 or nm <= rows[i - 1][1]]
    ends = [rows[i - 1][1] for i in [*starts[1:], len(rows)]]
    number, last = rows[-1]
    wanted = max([*ends, round(peak_nm) + 1])
    if last < wanted:
        raise fault(where, number, message("trade-cut", last=last, wanted=wanted))


def _read(text: str, where: str, form: Handheld) -> tuple[FloatArray, FloatArray]:
    """(points,) wavelengths and values, as colour-science reads them.

    Raises:
        MissingExtraError: without colour-science.
        PlanFileError: rows that it cannot put together.
    """
    before = np.get_printoptions()
    try:
        import colour
    except ImportError:
        raise MissingExtraError(form.maker, "trade") from None
    finally:
        np.set_printoptions(**before)  # it writes arrays as numpy 1.13 did, for the whole program
    with tempfile.TemporaryDirectory() as folder:  # it takes a path, and UTF-8 only
        path = Path(folder) / "spectrum.txt"
        path.write_text(text, encoding="utf-8")
        try:
            found = getattr(colour, form.reader)(str(path)).read()
        except Exception:  # of whatever kind its parts throw: the rows themselves are numbers
            raise fault(where, 0, message("trade-handheld_order", maker=form.maker)) from None
    return floats(found.wavelengths), floats(found.values)
