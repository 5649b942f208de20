"""CGATS.17 text: a head of keywords, the names of the fields, the data between two marks."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from openpbm.fact import message
from openpbm.files.foreign.number import decimal_mark, looks_like_number
from openpbm.files.foreign.sheet import Line, Sheet
from openpbm.files.trade.fault import fault

SIGN = re.compile(r"^\s*BEGIN_DATA_FORMAT\b", re.MULTILINE)
GEOMETRIES = {  # what a head says of the geometry, in the words of our own headers
    r"d\s*[/:]\s*8|8\s*[/:]\s*d|sphere|d[ie]:8|8:d[ie]": "sphere",
    r"45[a-z]?\s*[/:]\s*0|0\s*[/:]\s*45": "contact",
}
SPECULAR = {r"\bsci\b|di:8|8:di": "included", r"\bsce\b|de:8|8:de": "excluded"}
SAID_OF = ("ILLUMINATION_NAME", "ILLUMINANT", "MEASUREMENT_SOURCE", "WEIGHTING_FUNCTION")


def is_cgats(text: str) -> bool:
    """Whether a text has the marks of CGATS."""
    return SIGN.search(text) is not None


def cgats_sheet(text: str, where: str) -> tuple[Sheet, dict[str, str]]:
    """The table of a CGATS file, and what its head says of the measurement.

    Raises:
        PlanFileError: a mark is missing, or counts and data disagree; with the line.
    """
    lines = [line.strip() for line in text.splitlines()]
    marks = {name: _place(lines, name) for name in MARKS}
    for name, place in marks.items():
        if place < 0:
            raise fault(where, len(lines), message("trade-cgats_mark", found=name))
    fields = [w for at in range(marks["BEGIN_DATA_FORMAT"] + 1, marks["END_DATA_FORMAT"])
              for w in lines[at].split()]  # fmt: skip
    rows = tuple(
        Line(number=at + 1, cells=tuple(_cells(lines[at])))
        for at in range(marks["BEGIN_DATA"] + 1, marks["END_DATA"])
        if lines[at] and not lines[at].startswith("#")
    )
    _check(lines, fields, rows, where)
    cells = (cell for row in rows for cell in row.cells if looks_like_number(cell))
    sheet = Sheet(
        where=where,
        before=tuple(f"# {line}" for line in lines[: marks["BEGIN_DATA_FORMAT"]]),
        titles=tuple(fields),
        title_line=marks["BEGIN_DATA_FORMAT"] + 2,
        rows=rows,
        mark=decimal_mark(cells, where),
    )
    return sheet, _head(lines[: marks["BEGIN_DATA_FORMAT"]])


MARKS = ("BEGIN_DATA_FORMAT", "END_DATA_FORMAT", "BEGIN_DATA", "END_DATA")


def _place(lines: list[str], mark: str) -> int:
    return next((at for at, line in enumerate(lines) if line.upper() == mark), -1)


def _cells(line: str) -> list[str]:
    try:
        return shlex.split(line, posix=True) if '"' in line else line.split()
    except ValueError:  # a quotation mark that nothing closes
        return line.split()


def _check(lines: list[str], fields: list[str], rows: tuple[Line, ...], where: str) -> None:
    """What the head counts is what there is."""
    counted = {"NUMBER_OF_FIELDS": len(fields), "NUMBER_OF_SETS": len(rows)}
    for at, line in enumerate(lines):
        name, *rest = line.split()[:2] or [""]
        said = "".join(rest).strip('"')
        if name in counted and said.isdecimal() and int(said) != counted[name]:
            told = message("trade-cgats_count", name=name, stated=int(said), found=counted[name])
            raise fault(where, at + 1, told)
    for row in rows:
        if len(row.cells) != len(fields):
            told = message("trade-cgats_row", found=len(row.cells), wanted=len(fields))
            raise fault(where, row.number, told)


def _head(lines: list[str]) -> dict[str, str]:
    """Geometry, mirrored light, illuminant and observer, as far as the head says them."""
    said = " ".join(line for line in lines if not line.startswith("#"))
    geometry = " ".join(line for line in lines if "GEOMETRY" in line.upper())
    found = {**geometry_said(geometry)}
    light = " ".join(line for line in lines if line.upper().startswith(SAID_OF))
    if illuminant := re.search(r"\b(D50|D55|D65|D75|A|C)\b", light):
        found["illuminant"] = illuminant[1]
    if observer := re.search(r"OBSERVER[A-Z_]*[\s\"=,]*(10|2)\b", said, re.IGNORECASE):
        found["observer_deg"] = observer[1]
    return found


def geometry_said(text: str) -> Mapping[str, str]:
    """Geometry and mirrored light in the words of an instrument.

    >>> dict(geometry_said("d/8 SCE")), dict(geometry_said("45a:0"))
    ({'geometry': 'sphere', 'specular': 'excluded'}, {'geometry': 'contact'})
    """
    found = {}
    for field, known in (("geometry", GEOMETRIES), ("specular", SPECULAR)):
        words = [word for sign, word in known.items() if re.search(sign, text, re.IGNORECASE)]
        if len(words) == 1:
            found[field] = words[0]
    return found
