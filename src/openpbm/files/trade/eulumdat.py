"""EULUMDAT (.ldt): intensity over angle, one entry a line, candelas for 1000 lumens of lamps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpbm.arrays import floats
from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.files.foreign.number import decimal_mark, looks_like_number, number_of
from openpbm.files.trade.fault import fault, shown
from openpbm.files.trade.goniometer import (
    MOST_ANGLES,
    MOST_PLANES,
    all_round,
    check_rising,
    degrees,
)
from openpbm.files.trade.lm63 import ROUNDING, IntensityFile
from openpbm.mask.intensity import BACK_DEG, ROUND_DEG, flux

FIRST_LINES = 26  # up to the number of lamp sets
PER_SET = 6
RATIOS = 10  # direct ratios, which nobody needs here
PLANES: dict[int, Callable[[int], tuple[int, int]]] = {  # of all planes, the first and how many
    0: lambda mc: (0, mc),
    1: lambda _: (0, 1),
    2: lambda mc: (0, mc // 2 + 1),
    3: lambda mc: (3 * mc // 4, mc // 2 + 1),
    4: lambda mc: (0, mc // 4 + 1),
}
NAMED = {3: "Isym", 4: "Mc", 6: "Ng", 23: "LORL", 24: "conversion", 26: "n"}


class _Lines:
    """The lines of a file by their number, and the numbers in them."""

    def __init__(self, text: str, where: str) -> None:
        self.where = where
        self.lines = [line.strip() for line in text.splitlines()]
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        numbers = (line for line in self.lines[12:] if looks_like_number(line))
        try:
            self.mark = decimal_mark(numbers, where)
        except InputError:
            self.mark = "."

    def number(self, line: int) -> float:
        """The number of a line, counted from 1."""
        if line > len(self.lines):
            told = message("trade-ldt_cut", found=len(self.lines), wanted=line)
            raise fault(self.where, len(self.lines), told)
        cell = self.lines[line - 1]
        try:
            return number_of(cell, self.mark, self.where)
        except InputError:
            entry = NAMED.get(line, "")
            told = message("trade-ldt_number", found=shown(cell), entry=entry)
            raise fault(self.where, line, told) from None

    def whole(self, line: int, most: int, least: int = 0) -> int:
        """A whole number of a line, within what it can be."""
        value = self.number(line)
        if value != int(value) or not least <= value <= most:
            told = message(
                "trade-ldt_whole",
                found=degrees(value),
                entry=NAMED.get(line, ""),
                least=least,
                most=most,
            )
            raise fault(self.where, line, told)
        return int(value)


def intensity_of_eulumdat(text: str, where: str) -> IntensityFile:
    """The intensity of an EULUMDAT file.

    Raises:
        PlanFileError: a line is missing or is no number, or planes and symmetry disagree.
    """
    lines = _Lines(text, where)
    symmetry = lines.whole(3, max(PLANES))
    planes, angles = lines.whole(4, MOST_PLANES, 1), lines.whole(6, MOST_ANGLES, 2)
    if symmetry in (2, 3, 4) and planes % 4:
        raise fault(where, 4, message("trade-ldt_planes", found=planes, symmetry=symmetry))
    sets = lines.whole(26, 20, 1)
    lamps = [_lamp(lines, FIRST_LINES + PER_SET * place) for place in range(sets)]
    at = FIRST_LINES + PER_SET * sets + RATIOS
    plane_deg = [lines.number(at + 1 + i) for i in range(planes)]
    check_rising(plane_deg, range(at + 1, at + 1 + planes), where, most_deg=ROUND_DEG)
    at += planes
    angle_deg = [lines.number(at + 1 + i) for i in range(angles)]
    check_rising(angle_deg, range(at + 1, at + 1 + angles), where, most_deg=BACK_DEG)
    at += angles
    first, kept = PLANES[symmetry](planes)
    values = _values(lines, at, kept * angles)
    stored = [plane_deg[(first + i) % planes] + ROUND_DEG * ((first + i) // planes)
              for i in range(kept)]  # fmt: skip
    scale = lines.number(24)
    if scale <= 0:
        raise fault(where, 24, message("trade-dark"))
    light = all_round(
        floats(stored), floats(angle_deg), scale * floats(values).reshape(kept, angles), "cd/klm"
    )
    share, stated = flux(light) / 1000.0, lines.number(23) / 100.0
    if stated > 0 and share > (1.0 + ROUNDING) * max(stated, 1.0):
        found = f"{1000.0 * share:.4g}"
        raise fault(where, 23, message("trade-more_light", found=found, stated="1000"))
    return IntensityFile(light=light, lumens=_total(lamps), name=lines.lines[8])


def _lamp(lines: _Lines, at: int) -> tuple[float, float]:
    """How many lamps a set has, and its lumens; absolute photometry has a number below zero."""
    return lines.number(at + 1), lines.number(at + 3)


def _total(lamps: Sequence[tuple[float, float]]) -> float | None:
    total = sum(lumens for _, lumens in lamps)
    return total if total > 0 else None


def _values(lines: _Lines, at: int, count: int) -> list[float]:
    left = len(lines.lines) - at
    if left > count:
        raise fault(lines.where, at + count + 1, message("trade-ldt_more", wanted=count))
    values = [lines.number(at + 1 + i) for i in range(count)]
    for place, value in enumerate(values):
        if value < 0:
            raise fault(lines.where, at + 1 + place, message("trade-negative"))
    if max(values) <= 0:
        raise fault(lines.where, at + 1, message("trade-dark"))
    return values
