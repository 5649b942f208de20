"""One door to every file of the trade: what it is, and what is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.files.foreign.text import foreign_text
from openpbm.files.toml_file import read_bytes
from openpbm.files.trade.board import PlacedBoard, board_of_pos, board_of_table, check_unit
from openpbm.files.trade.eulumdat import intensity_of_eulumdat
from openpbm.files.trade.fault import fault
from openpbm.files.trade.form import ANGLE, BY_ID, LIGHT, PLACE, TradeForm, form_of
from openpbm.files.trade.handheld import light_of_sekonic, light_of_uprtek
from openpbm.files.trade.kicad import board_of_kicad
from openpbm.files.trade.light import LightColumn
from openpbm.files.trade.lm63 import IntensityFile, intensity_of_lm63
from openpbm.files.trade.ocean import light_of_ocean
from openpbm.files.trade.spdx import light_of_tm27, light_of_tm33
from openpbm.files.trade.spectrum import light_of_luox, light_of_table
from openpbm.files.trade.tm33 import intensity_of_tm33

MOST_BYTES = 50_000_000  # of a board with everything on it

Texts: TypeAlias = Callable[[str, str], LightColumn]
LIGHTS: Mapping[str, Texts] = {"uprtek": light_of_uprtek, "sekonic": light_of_sekonic}
LIGHT_TABLES: Mapping[str, Callable[[str, str, str | None], LightColumn]] = {
    "columns": light_of_table,
    "luox": light_of_luox,
    "ocean": light_of_ocean,
}
LIGHT_MARKUP: Mapping[str, Callable[[bytes, str], LightColumn]] = {
    "tm27": light_of_tm27,
    "tm33": light_of_tm33,
}
BOARDS: Mapping[str, Callable[[str, str], PlacedBoard]] = {
    "kicad_pcb": board_of_kicad,
    "kicad_pos": board_of_pos,
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Opened:
    """A file of the trade, before it is read: its bytes and, of text, its letters."""

    where: str
    form: TradeForm
    raw: bytes
    text: str
    is_stated: bool = False  # somebody said the form

    @property
    def is_known(self) -> bool:
        """Whether a mask file that names it would take it as this form too."""
        if not self.is_stated:
            return True
        family = None if self.form.family == PLACE else self.form.family
        try:
            return form_of(self.text, self.where, family) == self.form
        except InputError:
            return False


def opened_trade(path: Path, family: str | None = None, form: str | None = None) -> Opened:
    """The file, and which form it is.

    Args:
        path: of the file.
        family: the kind that is asked for, where one is.
        form: an id of `FORMS` where somebody says it.

    Raises:
        PlanFileError: no such file, or no form that is known; or one of another kind.
    """
    raw, where = read_bytes(path, most=MOST_BYTES), str(path)
    text = foreign_text(raw, where)
    found = BY_ID[form] if form is not None else form_of(text, where, family)
    if family is not None and found.family != family:
        what, wanted = message(f"trade-form_{found.id}"), message(f"trade-family_{family}")
        raise fault(where, 0, message("trade-other_family", form=what, wanted=wanted))
    return Opened(where=where, form=found, raw=raw, text=text, is_stated=form is not None)


def read_light(
    path: str | Path, *, column: str | None = None, form: str | None = None
) -> LightColumn:
    """The spectrum of a light, as the file of an instrument has it.

    Args:
        path: of the file.
        column: which one, where a table has several: its title or number.
        form: an id of the forms that are known, where it is not recognised.

    Raises:
        InputError: with the line and what would be right.
    """
    return light_in(opened_trade(Path(path), LIGHT, form), column)


def light_in(file: Opened, column: str | None = None) -> LightColumn:
    """The spectrum of an opened file."""
    id, where = file.form.id, file.where
    if id in LIGHT_MARKUP:
        return LIGHT_MARKUP[id](file.raw, where)
    if id in LIGHTS:
        return LIGHTS[id](file.text, where)
    return LIGHT_TABLES[id](file.text, where, column)


def read_intensity(path: str | Path, *, form: str | None = None) -> IntensityFile:
    """The intensity over angle, as the file of a goniometer has it.

    Args:
        path: of the file.
        form: an id of the forms that are known, where it is not recognised.

    Raises:
        PlanFileError: with the line and what would be right.
    """
    return intensity_in(opened_trade(Path(path), ANGLE, form))


def intensity_in(file: Opened) -> IntensityFile:
    """The intensity of an opened file."""
    if file.form.id == "tm33_beam":
        return intensity_of_tm33(file.raw, file.where)
    of_text = intensity_of_lm63 if file.form.id == "lm63" else intensity_of_eulumdat
    return of_text(file.text, file.where)


def read_board(path: Path, *, unit: str | None = None, form: str | None = None) -> PlacedBoard:
    """The places of parts on a board.

    Raises:
        InputError: with the line and what would be right.
    """
    return board_in(opened_trade(path, PLACE, form), unit)


def board_in(file: Opened, unit: str | None = None) -> PlacedBoard:
    """The board of an opened file."""
    if file.form.id in BOARDS:
        board = BOARDS[file.form.id](file.text, file.where)
    else:
        board = board_of_table(file.text, file.where, unit)
    check_unit(board, unit, file.where)
    return board
