"""Parts of a KiCad board file (.kicad_pcb): nested brackets, millimetres, y downwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from openpbm.fact import message
from openpbm.files.trade.board import Placed, PlacedBoard
from openpbm.files.trade.fault import fault, number_in

TOKEN = re.compile(r'\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+')
DEEPEST = 60


@dataclass(frozen=True, eq=False)
class Bracket:
    """One pair of brackets, and the line that it begins in."""

    line: int
    items: list[Item] = field(default_factory=list)

    @property
    def head(self) -> str:
        """The word that it begins with."""
        first = self.items[0] if self.items else ""
        return first if isinstance(first, str) else ""

    def words(self) -> list[str]:
        """What stands behind that word, brackets aside."""
        return [item for item in self.items[1:] if isinstance(item, str)]

    def inside(self, *heads: str) -> Iterator[Bracket]:
        """Brackets right in it that begin with one of these words."""
        for item in self.items:
            if isinstance(item, Bracket) and item.head in heads:
                yield item


Item: TypeAlias = str | Bracket


def board_of_kicad(text: str, where: str) -> PlacedBoard:
    """The parts of a board file.

    Raises:
        PlanFileError: brackets are left open, or a part has no place.
    """
    root = _parsed(text, where)
    if root.head != "kicad_pcb":
        raise fault(where, root.line, message("trade-kicad_root", found=root.head))
    parts = tuple(_placed(part, where) for part in root.inside("footprint", "module"))
    if not parts:
        raise fault(where, 0, message("trade-place_none"))
    return PlacedBoard(parts=parts, unit="mm")


def _parsed(text: str, where: str) -> Bracket:
    path: list[Bracket] = []
    for number, line in enumerate(text.splitlines(), start=1):
        for token in TOKEN.findall(line):
            if token == "(":
                opened = Bracket(number)
                if path:
                    path[-1].items.append(opened)
                path.append(opened)
                if len(path) > DEEPEST:
                    raise fault(where, number, message("trade-kicad_deep"))
            elif not path:
                raise fault(where, number, message("trade-kicad_root", found=token[:20]))
            elif token == ")":
                if len(path) == 1:
                    return path[0]
                path.pop()
            else:
                path[-1].items.append(_word(token))
    last = path[-1].line if path else 0
    raise fault(where, last, message("trade-kicad_open", found=path[-1].head if path else ""))


def _word(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1]) if token.startswith('"') else token


def _placed(part: Bracket, where: str) -> Placed:
    place = next(part.inside("at"), None)
    if place is None or len(place.words()) < 2:
        raise fault(where, part.line, message("trade-kicad_no_place"))
    x, y, *turned = (number_in(word, where, place.line) for word in place.words()[:3])
    layer = next(part.inside("layer"), None)
    return Placed(
        ref=_said(part, "reference"),
        value=_said(part, "value"),
        package=part.words()[0] if part.words() else "",
        x_mm=x,
        y_mm=0.0 - y,
        rotation_deg=turned[0] if turned else 0.0,
        is_bottom=layer is not None and layer.words() == ["B.Cu"],
    )


def _said(part: Bracket, name: str) -> str:
    """Reference or value: a property since release 6, a text before."""
    for entry in part.inside("property", "fp_text"):
        words = entry.words()
        if len(words) > 1 and words[0].lower() == name:
            return words[1]
    return ""
