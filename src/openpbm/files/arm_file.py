"""Tables of study arms: lights in, doses at depth out. Every slip names its row and column."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpbm.errors import OutOfModelError
from openpbm.fact import Message, Quantity, message, several
from openpbm.field import six_digits
from openpbm.files.csv_text import csv_text
from openpbm.files.foreign.text import read_foreign_text
from openpbm.files.offer import offer
from openpbm.files.unit_slip import unit_slip
from openpbm.interval import Curve
from openpbm.maps.study_doses import BOUNDS, StatedLight, StudyDoses, is_within, site_regions
from openpbm.person import PHOTOTYPES
from openpbm.speech.say import say

ASKED = ("nm", "irradiance_mw_cm2", "minutes", "site")
COLOURS = ("skin", "ita_deg")
MORE = ("arm", "fwhm_nm", "source")
COLUMNS = (*ASKED, *COLOURS, *MORE)
SOURCES = {"diffuse": False, "collimated": True}
SEPARATORS = (",", ";", "\t")
MOST_ROWS = 200_000
UNITS = {
    "nm": "nm",
    "irradiance_mw_cm2": "mW/cm2",
    "minutes": "min",
    "ita_deg": "deg",
    "fwhm_nm": "nm",
}
# what was probably meant where a number is out of bounds: another unit, and how many of it are one
SLIPS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "nm": (("um", 1e-3), ("angstrom", 10.0)),
    "irradiance_mw_cm2": (("W/m2", 10.0), ("uW/cm2", 1000.0)),
    "minutes": (("s", 60.0),),
}


@dataclass(frozen=True, kw_only=True)
class ArmTable:
    """Lights, and of each the arm that it belongs to."""

    lights: tuple[StatedLight, ...]
    arms: tuple[str, ...]


def read_arms(path: Path) -> ArmTable:
    """A table with a line of titles; rows of one arm are its wavelengths.

    Raises:
        OutOfModelError: a column is missing or unknown, a cell is none of what it may be, an arm
            has two skins; with line and column.
    """
    lines = list(_lines(read_foreign_text(path), str(path)))
    titles = [cell.strip().lower() for cell in lines[0][1]]
    _check_titles(titles, str(path))
    lights, arms, skins = [], [], dict[str, tuple[StatedLight, int]]()
    for number, cells in lines[1:]:
        where = say(message("maps-line", file=str(path), line=str(number)))
        if len(cells) != len(titles):
            raise OutOfModelError(
                say(message("maps-width", where=where, cells=len(cells), titles=len(titles)))
            )
        row = dict(zip(titles, (cell.strip() for cell in cells), strict=True))
        light = _light(row, where)
        arm = row.get("arm") or str(number - lines[0][0])
        first, line = skins.setdefault(arm, (light, number))
        if first.skin != light.skin:
            raise OutOfModelError(
                say(message("maps-two_skins", where=where, arm=arm, line=str(line)))
            )
        lights.append(light)
        arms.append(arm)
    return ArmTable(lights=tuple(lights), arms=tuple(arms))


def within(where: str, name: str, value: float) -> float:
    """A number inside the bounds of what it is.

    Raises:
        OutOfModelError: it lies outside; says what it may be, and which unit was probably meant.
    """
    if is_within(name, value):
        return value
    low, high = (Quantity(end, UNITS[name], figures=4, trimmed=True) for end in BOUNDS[name])
    least = low if is_within(name, low.value) else message("maps-above", low=low)
    found = f"{value:g}"
    meant = _meant(name, value)
    told = message("maps-range", where=where, found=found, low=least, high=high)
    if meant is not None:
        told = message(
            "maps-range_unit", where=where, found=found, low=least, high=high, meant=meant
        )
    raise OutOfModelError(say(told))


def site_named(where: str, word: str) -> str:
    """A site of the face.

    Raises:
        OutOfModelError: no such site.
    """
    return _one_of(where, word.lower(), list(site_regions()))


def phototype_named(where: str, word: str) -> str:
    """A skin type.

    Raises:
        OutOfModelError: no such type.
    """
    return _one_of(where, word.upper(), list(PHOTOTYPES))


def doses_csv(found: StudyDoses, table: ArmTable) -> str:
    """A row for each arm: its lights, its skin, the dose in layers and at depths, J/cm2."""
    head = ("arm", "nm", "site", "skin", "on_skin_j_cm2", *_titles(found))
    return csv_text(head, _rows(found, table))


def _rows(found: StudyDoses, table: ArmTable) -> Iterator[list[str | float]]:
    lights: dict[str, list[StatedLight]] = {}
    for arm, light in zip(table.arms, table.lights, strict=True):
        lights.setdefault(arm, []).append(light)
    for i, arm in enumerate(found.arms):
        own = lights[arm]
        nm = "+".join(f"{light.nm:g}" for light in own)
        skin = own[0].phototype or f"ITA {own[0].ita_deg:g}"
        values = [*_values(found.layer_j_cm2, i), *_values(found.depth_j_cm2, i)]
        on_skin = six_digits(float(found.on_skin_j_cm2[i]))
        yield [arm, nm, own[0].site, skin, on_skin, *values]


def _titles(found: StudyDoses) -> Iterator[str]:
    places = [*found.layers, *(f"at_{depth:g}_mm" for depth in found.depths_mm)]
    for place in places:
        yield from (f"{place}_{part}_j_cm2" for part in ("median", "p05", "p95"))


def _values(curve: Curve, row: int) -> Iterator[float]:
    for three in zip(curve.median[row], curve.p05[row], curve.p95[row], strict=True):
        yield from map(six_digits, map(float, three))


def _lines(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold something, as cells; the first are the titles."""
    whole = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(whole) < 2 or len(whole) > MOST_ROWS + 1:
        told = message("maps-rows", file=where, found=max(0, len(whole) - 1), most=MOST_ROWS)
        raise OutOfModelError(say(told))
    by = max(SEPARATORS, key=whole[0][1].count)
    for number, line in whole:
        yield number, next(csv.reader([line], delimiter=by))


def _check_titles(titles: Sequence[str], file: str) -> None:
    for title in titles:
        if title in COLUMNS and titles.count(title) > 1:
            raise OutOfModelError(say(message("maps-column_twice", file=file, found=title)))
        if title not in COLUMNS:
            hint = unit_slip(title, None, COLUMNS)
            meant = f"; {hint}" if hint else offer(title, list(COLUMNS))
            known = several(list(COLUMNS), "comma")
            told = message("maps-column", file=file, found=title[:40], known=known)
            raise OutOfModelError(say(told) + meant)
    lacking = [name for name in ASKED if name not in titles]
    if not lacking and not set(COLOURS) & set(titles):
        lacking = list(COLOURS[:1])
    if lacking:
        told = message(
            "maps-lacks",
            file=file,
            lacking=several(lacking, "comma"),
            asked=several(list(ASKED), "comma"),
            colours=several(list(COLOURS), "or"),
        )
        raise OutOfModelError(say(told))


def _light(row: Mapping[str, str], where: str) -> StatedLight:
    def at(column: str) -> str:
        return say(message("maps-cell", where=where, column=column))

    def number(column: str) -> float:
        return within(at(column), column, _number(at(column), row[column]))

    skin, ita = row.get("skin", ""), row.get("ita_deg", "")
    if bool(skin) == bool(ita):
        both = several(list(COLOURS), "or")
        raise OutOfModelError(say(message("maps-colour", where=where, colours=both)))
    source = row.get("source") or "diffuse"
    return StatedLight(
        nm=number("nm"),
        irradiance_mw_cm2=number("irradiance_mw_cm2"),
        minutes=number("minutes"),
        site=site_named(at("site"), row["site"]),
        phototype=phototype_named(at("skin"), skin) if skin else None,
        ita_deg=number("ita_deg") if ita else None,
        fwhm_nm=number("fwhm_nm") if row.get("fwhm_nm") else 0.0,
        is_beam=SOURCES[_one_of(at("source"), source.lower(), list(SOURCES))],
    )


def _number(where: str, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise OutOfModelError(
            say(message("maps-number", where=where, found=f'"{cell[:40]}"'))
        ) from None


def _one_of(where: str, word: str, known: list[str]) -> str:
    if word in known:
        return word
    told = message("maps-word", where=where, found=f'"{word[:40]}"', known=several(known, "comma"))
    raise OutOfModelError(say(told) + offer(word, known))


def _meant(name: str, value: float) -> Message | None:
    """The unit in which a number would be inside its bounds."""
    for unit, of_one in SLIPS.get(name, ()):
        if is_within(name, value / of_one):
            right = Quantity(value / of_one, UNITS[name], figures=4, trimmed=True)
            return message("maps-meant", found=f"{value:g} {unit}", right=right)
    return None
