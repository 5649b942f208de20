"""Spectra as programs of Ocean-type spectrometers save them: a head, a mark, two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openpbm.fact import message
from openpbm.files.trade.fault import fault, shown
from openpbm.files.trade.light import LightColumn
from openpbm.files.trade.spectrum import light_of_table
from openpbm.files.trade.title import not_light

BEGIN = re.compile(r"^>+\s*Begin(\sProcessed)?\sSpectral\sData", re.IGNORECASE)
END = re.compile(r"^>+\s*End(\sProcessed)?\sSpectral\sData", re.IGNORECASE)
PIXELS = re.compile(r"Number\sof[\w\s]*Pixels\sin[\w\s]*:\s*(\d+)", re.IGNORECASE)
MEASURED = re.compile(r"Y\s?Axis mode:\s*(.+)", re.IGNORECASE)
AXIS = re.compile(r"X\s?Axis mode:\s*(.+)", re.IGNORECASE)


def light_of_ocean(text: str, where: str, column: str | None = None) -> LightColumn:
    """The spectrum below the mark; as many points as the head counts, over wavelengths.

    Raises:
        InputError: another axis, a cut file, or no table.
    """
    lines = text.splitlines()
    begin = next((i for i, line in enumerate(lines) if BEGIN.match(line.strip())), -1)
    if begin < 0:
        raise fault(where, 0, message("trade-ocean_mark"))
    end = next((i for i, line in enumerate(lines) if END.match(line.strip())), len(lines))
    _check_head(lines[:begin], lines[begin + 1 : end], begin, where)
    kept = ["" if i <= begin else line for i, line in enumerate(lines[:end])]
    return light_of_table("\n".join(kept), where, column)


def _check_head(head: Sequence[str], body: Sequence[str], begin: int, where: str) -> None:
    rows = sum(bool(line.strip()) for line in body)
    for at, line in enumerate(head, start=1):
        if (axis := AXIS.search(line)) and not axis[1].strip().lower().startswith("wavelength"):
            raise fault(where, at, message("trade-ocean_axis", found=shown(axis[1])))
        if wrong := (measured := MEASURED.search(line)) and not_light(measured[1].strip()):
            raise fault(where, at, wrong)
        if (count := PIXELS.search(line)) and int(count[1]) != rows:
            told = message("trade-ocean_cut", found=rows, wanted=int(count[1]))
            raise fault(where, begin + 1 + len(body), told)
