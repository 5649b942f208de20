"""IES LM-63 (.ies): candelas over angle, of every edition, written in that of 2002."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpbm.arrays import floats
from openpbm.fact import message
from openpbm.files.trade.fault import fault, number_in, shown
from openpbm.files.trade.goniometer import (
    MOST_ANGLES,
    MOST_PLANES,
    all_round,
    check_rising,
    degrees,
)
from openpbm.mask.intensity import BACK_DEG, ROUND_DEG, Intensity, flux

HEAD = 13  # numbers between TILT and the angles
TYPE_C = 1
TYPES = {2: "B", 3: "A"}
ABSOLUTE = -1.0  # lumens of a lamp where candelas are as measured
ROUNDING = 0.02  # of the lumens stated, by which candelas may give more
OLD = re.compile(r"IESNA:LM-63-19(86|91|95)|IESNA(86|91)", re.IGNORECASE)
LONGEST = 120  # letters of a line; the standard asks for fewer than 132


@dataclass(frozen=True, eq=False, kw_only=True)
class IntensityFile:
    """Light by direction, and what its file says beside it."""

    light: Intensity
    lumens: float | None  # of the lamps, as stated; None: candelas are absolute, or no lumens
    name: str = ""


class _Words:
    """The numbers of a file in their order, each with its line."""

    def __init__(self, lines: Sequence[tuple[int, str]], where: str) -> None:
        self.where = where
        self.words = [(n, word) for n, line in lines for word in re.split(r"[,\s]+", line) if word]
        self.at = 0

    def take(self, count: int, what: str) -> list[tuple[int, float]]:
        """So many numbers, with their lines.

        Raises:
            PlanFileError: fewer are left, or one is none.
        """
        found = self.words[self.at : self.at + count]
        if len(found) < count:
            last = self.words[-1][0] if self.words else 0
            cut = message("trade-lm63_cut", found=len(found), wanted=count, part=what)
            raise fault(self.where, last, cut)
        self.at += count
        return [(n, number_in(word, self.where, n)) for n, word in found]

    def left(self) -> int | None:
        """The line of the first number that nobody took."""
        return self.words[self.at][0] if self.at < len(self.words) else None


def intensity_of_lm63(text: str, where: str) -> IntensityFile:
    """The intensity of an LM-63 file.

    Raises:
        PlanFileError: it is cut, another type of photometry, or gives more light than it states.
    """
    lines = list(enumerate(text.splitlines(), start=1))
    tilt = next((i for i, (_, line) in enumerate(lines) if line.strip().startswith("TILT=")), None)
    if tilt is None:
        raise fault(where, 0, message("trade-lm63_no_tilt"))
    words = _Words(lines[tilt + 1 :], where)
    _skip_tilt(lines[tilt], words, where)
    head = words.take(HEAD, "head")
    angles, planes = _counts(head, where)
    _check_type(head[5], where)
    vertical = words.take(angles, "vertical")
    horizontal = words.take(planes, "horizontal")
    values = words.take(angles * planes, "candela")
    left = words.left()
    if left is not None:
        raise fault(where, left, message("trade-lm63_more", wanted=angles * planes))
    for part, most in ((vertical, BACK_DEG), (horizontal, ROUND_DEG)):
        check_rising([v for _, v in part], [n for n, _ in part], where, most_deg=most)
    below = next((n for n, value in values if value < 0), None)
    if below is not None:
        raise fault(where, below, message("trade-negative"))
    scale = head[2][1] * head[10][1] * (head[11][1] if OLD.search(text) else 1.0)
    light = _light(vertical, horizontal, values, scale, where)
    return IntensityFile(light=light, lumens=_lumens(head, light, where), name=_name(lines))


def _skip_tilt(line: tuple[int, str], words: _Words, where: str) -> None:
    """What a lamp loses when it is tilted: none of an LED."""
    said = line[1].strip().removeprefix("TILT=").strip()
    if said.upper() == "NONE":
        return
    if said.upper() != "INCLUDE":
        raise fault(where, line[0], message("trade-lm63_tilt", found=shown(said)))
    _, pairs = words.take(2, "tilt")
    words.take(2 * int(pairs[1]), "tilt")


def _counts(head: Sequence[tuple[int, float]], where: str) -> tuple[int, int]:
    for (line, value), most in ((head[3], MOST_ANGLES), (head[4], MOST_PLANES)):
        if value != int(value) or not 1 <= value <= most:
            found = degrees(value)
            raise fault(where, line, message("trade-lm63_count", found=found, most=most))
    return int(head[3][1]), int(head[4][1])


def _check_type(entry: tuple[int, float], where: str) -> None:
    line, kind = entry
    if kind != TYPE_C:
        found = TYPES.get(int(kind), shown(f"{kind:g}"))
        raise fault(where, line, message("trade-lm63_type", found=found))


def _light(
    vertical: Sequence[tuple[int, float]],
    horizontal: Sequence[tuple[int, float]],
    values: Sequence[tuple[int, float]],
    scale: float,
    where: str,
) -> Intensity:
    angle = floats([v for _, v in vertical])
    plane = floats([v for _, v in horizontal])
    value = scale * floats([v for _, v in values]).reshape(len(plane), len(angle))
    if value.max() <= 0 or len(angle) < 2:
        raise fault(where, values[0][0], message("trade-dark"))
    try:
        return all_round(plane, angle, value, "cd")
    except ValueError as ends:
        raise fault(where, horizontal[0][0], message("trade-planes", found=str(ends))) from None


def _lumens(head: Sequence[tuple[int, float]], light: Intensity, where: str) -> float | None:
    """Lumens of the lamps; candelas cannot give more."""
    lamps, each = head[0][1], head[1][1]
    if each <= 0:
        return None
    stated, found = lamps * each, flux(light)
    if found > (1.0 + ROUNDING) * stated:
        found_lm, stated_lm = f"{found:.4g}", f"{stated:.4g}"
        told = message("trade-more_light", found=found_lm, stated=stated_lm)
        raise fault(where, head[1][0], told)
    return stated


def _name(lines: Sequence[tuple[int, str]]) -> str:
    for key in ("[LUMINAIRE]", "[LUMCAT]", "[LAMP]"):
        for _, line in lines:
            if line.strip().startswith(key):
                return line.strip().removeprefix(key).strip()
    return ""


def lm63_text(light: Intensity, *, name: str, by: str, day: str) -> str:
    """An LM-63 file of absolute candelas, in full digits.

    Args:
        light: in candelas.
        name: of the lamp.
        by: who makes the file.
        day: on which, as 2026-05-01.

    Raises:
        PlanFileError: it is in another unit: candelas are no watts.
    """
    if light.unit != "cd":
        raise fault(name, 0, message("trade-lm63_unit", unit=light.unit))
    planes = light.plane_deg.tolist()
    rows = light.value.tolist()
    if len(planes) > 1:  # the round is closed
        planes, rows = [*planes, ROUND_DEG], [*rows, rows[0]]
    head = f"1 {ABSOLUTE:g} 1 {len(light.angle_deg)} {len(planes)} {TYPE_C} 2 0 0 0"
    told = {"TEST": "none", "TESTLAB": by, "ISSUEDATE": day, "MANUFAC": by, "LUMINAIRE": name}
    return "\n".join(
        [
            "IESNA:LM-63-2002",
            *(f"[{key}] {' '.join(text.split())}" for key, text in told.items()),
            "TILT=NONE",
            head,
            "1 1 0",
            *_wrapped(light.angle_deg.tolist()),
            *_wrapped(planes),
            *(line for row in rows for line in _wrapped(row)),
            "",
        ]
    )


def _wrapped(values: Sequence[float]) -> Iterator[str]:
    line = ""
    for value in values:
        word = repr(float(value)).removesuffix(".0")
        if line and len(line) + len(word) + 1 > LONGEST:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
    yield line
