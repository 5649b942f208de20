"""Where the parts of a board sit, as board programs write it for a pick-and-place machine."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.fact import message
from openpbm.files.foreign.number import decimal_mark, looks_like_number, number_of
from openpbm.files.foreign.sheet import Line, Sheet, check_widths, sheet_of
from openpbm.files.trade.column import columns_told
from openpbm.files.trade.fault import fault, number_in, shown

MM_OF = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "mil": 0.0254, "mils": 0.0254,
         "in": 25.4, "inch": 25.4, "inches": 25.4, "um": 1e-3}  # fmt: skip
TITLES = {  # of columns: what programs call them, without units and blanks
    "ref": ("ref", "reference", "designator", "refdes", "part"),
    "value": ("val", "value", "comment"),
    "package": ("package", "footprint", "pattern"),
    "x": ("posx", "centerx", "midx", "x", "refx", "xmm", "locationx"),
    "y": ("posy", "centery", "midy", "y", "refy", "ymm", "locationy"),
    "rotation": ("rot", "rotation", "rotationdeg", "angle", "orientation"),
    "side": ("side", "layer", "tb"),
}
NEEDED = ("ref", "x", "y")
NUMBERED = frozenset((*TITLES["x"], *TITLES["y"], *TITLES["rotation"]))
BOTTOM = ("bottom", "bot", "b", "back", "b.cu", "bottomlayer")
TOP = ("top", "t", "front", "f.cu", "toplayer")
IN_TITLE = re.compile(r"[\[(_ ]\s*(mm|cm|mils?|in|inch|inches|um)\s*[\])]?$", re.IGNORECASE)
IN_CELL = re.compile(r"(.*?\d)\s*(mm|cm|mils?|in|inch|inches|um)", re.IGNORECASE)
IN_HEAD = re.compile(r"units?(?: used)?\s*[:=]\s*(mm|cm|mils?|in|inch|inches|um)\b", re.IGNORECASE)
STATED = ("mm", "mil", "in")  # units that somebody may state for a file without one
KINDS_TOLD = 8


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One part of a board, seen from its top side: x to the right, y up."""

    ref: str
    x_mm: float
    y_mm: float
    value: str = ""
    package: str = ""
    rotation_deg: float = 0.0
    is_bottom: bool = False


@dataclass(frozen=True, kw_only=True)
class PlacedBoard:
    """All parts that a file places."""

    parts: tuple[Placed, ...]
    unit: str  # that the file is written in

    def kinds(self) -> Counter[str]:
        """How many parts there are of each letter, such as 24 of D."""
        return Counter(_letters(part.ref) for part in self.parts)


def _letters(ref: str) -> str:
    return re.sub(r"\d.*$", "", ref)


def board_of_pos(text: str, where: str) -> PlacedBoard:
    """The parts of KiCad's .pos file: aligned columns, the unit above them, an end below.

    Raises:
        PlanFileError: it does not say its unit, is cut, or a line is none of a part.
    """
    lines = list(enumerate(text.splitlines(), start=1))
    unit = next((m[1].lower() for _, line in lines if (m := IN_HEAD.search(line))), None)
    if unit is None:
        raise fault(where, 0, message("trade-pos_unit"))
    if not any(line.strip().lower().startswith("## end") for _, line in lines):
        raise fault(where, lines[-1][0], message("trade-pos_cut"))
    rows = [(n, line.split()) for n, line in lines if line.strip() and not line.startswith("#")]
    parts = []
    for number, words in rows:
        if len(words) < 6 or words[-1].lower() not in (*TOP, *BOTTOM):
            raise fault(where, number, message("trade-pos_row", found=shown(" ".join(words))))
        x, y, turned = (number_in(word, where, number) for word in words[-4:-1])
        parts.append(
            Placed(
                ref=words[0],
                value=" ".join(words[1:-5]),
                package=words[-5],
                x_mm=x * MM_OF[unit],
                y_mm=y * MM_OF[unit],
                rotation_deg=turned,
                is_bottom=words[-1].lower() in BOTTOM,
            )
        )
    return _board(parts, unit, where)


def board_of_table(text: str, where: str, unit: str | None = None) -> PlacedBoard:
    """The parts of a pick-and-place list: any table with reference, x and y.

    The unit stands in the titles, behind the numbers, or in a line above; else it is asked for.

    Raises:
        PlanFileError: a column is missing, or nothing says the unit.
    """
    sheet = _sheet(text, where)
    check_widths(sheet)
    at = _columns(sheet)
    own = _unit(sheet, at)
    said = own or unit
    if said is None or said not in (MM_OF if own else STATED):
        raise fault(where, sheet.title_line, message("trade-place_unit", found=said or ""))
    return _board([_placed(sheet, row, at, MM_OF[said]) for row in sheet.rows], said, where)


def is_placed(text: str) -> bool:
    """Whether a line of a text titles reference, x and y."""
    return _title_line(text.splitlines()) is not None


def _title_line(lines: Sequence[str]) -> int | None:
    for place, line in enumerate(lines[:200]):
        plain = {_plain(cell) for cell in re.split(r"[,;\t]", line)}
        if all(plain & set(TITLES[name]) for name in NEEDED):
            return place
    return None


def _sheet(text: str, where: str) -> Sheet:
    """The table, whose rows may be mostly words: it begins below the line that titles x and y."""
    lines = text.splitlines()
    place = _title_line(lines)
    if place is None:
        return sheet_of(text, where)
    by = next(mark for mark in ("\t", ";", ",") if mark in lines[place])
    return _worded(lines, place, by, where)


def _worded(lines: Sequence[str], place: int, by: str, where: str) -> Sheet:
    cut = [tuple(c.strip() for c in row) for row in csv.reader(lines[place:], delimiter=by)]
    rows = tuple(
        Line(number=place + 1 + i, cells=cells) for i, cells in enumerate(cut) if i and any(cells)
    )
    told = [i for i, title in enumerate(cut[0]) if _plain(title) in NUMBERED]
    cells = [row.cells[i] for row in rows for i in told if i < len(row.cells)]  # no package: 0402
    figures = [IN_CELL.sub(r"\1", cell) for cell in cells]
    mark = decimal_mark((cell for cell in figures if looks_like_number(cell)), where)
    return Sheet(
        where=where,
        before=tuple(lines[:place]),
        titles=cut[0],
        title_line=place + 1,
        rows=rows,
        mark=mark,
    )


def _plain(title: str) -> str:
    return re.sub(r"[^a-z]", "", IN_TITLE.sub("", title.strip().strip('"')).lower())


def _columns(sheet: Sheet) -> dict[str, int]:
    plain = [_plain(title) for title in sheet.titles]
    found = {
        name: next((place for place, title in enumerate(plain) if title in known), -1)
        for name, known in TITLES.items()
    }
    if any(found[name] < 0 for name in NEEDED):
        told = message("trade-place_columns", columns=columns_told(sheet))
        raise fault(sheet.where, sheet.title_line, told)
    return found


def _unit(sheet: Sheet, at: dict[str, int]) -> str | None:
    """The one unit that the file states for x and y."""
    titled = {m[1].lower() for n in "xy" if (m := IN_TITLE.search(sheet.titles[at[n]].strip('" ')))}
    cells = [row.cells[at["x"]] for row in sheet.rows if len(row.cells) > at["x"]]
    behind = {m[2].lower() for cell in cells if (m := IN_CELL.fullmatch(cell))}
    above = {m[1].lower() for line in sheet.before if (m := IN_HEAD.search(line))}
    for stated in (titled, behind, above):
        if stated:
            return stated.pop() if len(stated) == 1 else None
    return None


def _placed(sheet: Sheet, row: Line, at: dict[str, int], mm: float) -> Placed:
    def cell(name: str) -> str:
        place = at[name]
        return row.cells[place] if 0 <= place < len(row.cells) else ""

    def number(name: str) -> float:
        where = f"{sheet.where}: line {row.number}"
        return number_of(IN_CELL.sub(r"\1", cell(name)), sheet.mark, where)

    side = cell("side").lower()
    if side and side not in (*TOP, *BOTTOM):
        raise fault(sheet.where, row.number, message("trade-place_side", found=shown(side)))
    return Placed(
        ref=cell("ref"),
        value=cell("value"),
        package=cell("package"),
        x_mm=number("x") * mm,
        y_mm=number("y") * mm,
        rotation_deg=number("rotation") if cell("rotation") else 0.0,
        is_bottom=side in BOTTOM,
    )


def _board(parts: Sequence[Placed], unit: str, where: str) -> PlacedBoard:
    if not parts:
        raise fault(where, 0, message("trade-place_none"))
    return PlacedBoard(parts=tuple(parts), unit=unit)


def check_unit(board: PlacedBoard, stated: str | None, where: str) -> None:
    """What somebody states of the unit agrees with what the file says.

    Raises:
        PlanFileError: it does not.
    """
    if stated is not None and MM_OF.get(stated) != MM_OF[board.unit]:
        told = message("trade-place_unit_other", stated=stated, found=board.unit)
        raise fault(where, 0, told)


def chosen(board: PlacedBoard, which: str | None, where: str) -> tuple[Placed, ...]:
    """The parts that are meant: by reference, value or package, with * for any letters.

    Raises:
        PlanFileError: none, or it is not said and there are several kinds of parts.
    """
    kinds = board.kinds()
    told = ", ".join(f"{name} ({count})" for name, count in kinds.most_common(KINDS_TOLD))
    if which is None:
        if len(kinds) > 1:
            raise fault(where, 0, message("trade-place_which", kinds=told))
        return board.parts
    found = tuple(
        part
        for part in board.parts
        if any(fnmatchcase(text, which) for text in (part.ref, part.value, part.package))
    )
    if not found:
        raise fault(where, 0, message("trade-place_no_such", found=which, kinds=told))
    return found


def before_face(
    parts: Sequence[Placed], board: PlacedBoard, middle_mm: tuple[float, float, float]
) -> FloatArray:
    """(parts, 6) places and directions in the face's frame: a flat board whose lit side faces it.

    The middle of all parts on that side lies at `middle_mm`. The top of a board, seen from the
    face, has its right on the wearer's right; its underside is seen mirrored.
    """
    rows = []
    for part in parts:
        beside = [one for one in board.parts if one.is_bottom == part.is_bottom]
        middle_x = 0.5 * (min(p.x_mm for p in beside) + max(p.x_mm for p in beside))
        middle_y = 0.5 * (min(p.y_mm for p in beside) + max(p.y_mm for p in beside))
        turn = 1.0 if part.is_bottom else -1.0
        x = middle_mm[0] + turn * (part.x_mm - middle_x)
        rows.append((x, middle_mm[1] + part.y_mm - middle_y, middle_mm[2], 0.0, 0.0, -1.0))
    return floats(np.array(rows))


def places_csv(parts: Sequence[Placed]) -> str:
    """A pick-and-place list of parts, in mm and full digits."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("ref", "value", "package", "x_mm", "y_mm", "rotation_deg", "side"))
    for part in parts:
        side = "bottom" if part.is_bottom else "top"
        numbers = (repr(part.x_mm), repr(part.y_mm), repr(part.rotation_deg))
        writer.writerow((part.ref, part.value, part.package, *numbers, side))
    return out.getvalue()
