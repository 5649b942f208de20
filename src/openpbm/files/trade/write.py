"""Files of the trade, written: what one program saved, as another one reads it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import PurePath

from openpbm.errors import PlanFileError
from openpbm.fact import message
from openpbm.files.trade.board import PlacedBoard, places_csv
from openpbm.files.trade.fault import fault
from openpbm.files.trade.light import LightColumn
from openpbm.files.trade.lm63 import IntensityFile, lm63_text
from openpbm.files.trade.spdx import tm27_text
from openpbm.files.trade.title import title_of
from openpbm.mask.intensity import Intensity

BY = "OpenPBM"
LM_PER_KLM = 1000.0
ENDINGS = {"light": (".spdx", ".csv"), "angle": (".ies",), "place": (".csv",)}


def trade_text(part: LightColumn | IntensityFile | PlacedBoard, out: str, *, day: str) -> str:
    """A file of the form that its ending asks for.

    Args:
        part: what was read.
        out: the name of the file.
        day: on which it is written, as 2026-05-01.

    Raises:
        PlanFileError: an ending that this kind is not written in, or a unit that its form lacks.
    """
    ending = PurePath(out).suffix.lower()
    if isinstance(part, LightColumn) and ending == ".spdx":
        return tm27_text(part, by=BY, day=day)
    if isinstance(part, LightColumn) and ending == ".csv":
        return columns_csv(part)
    if isinstance(part, IntensityFile) and ending == ".ies":
        return lm63_text(_in_candelas(part), name=part.name or out, by=BY, day=day)
    if isinstance(part, PlacedBoard) and ending == ".csv":
        return places_csv(part.parts)
    raise _no_ending(part, out)


def _in_candelas(file: IntensityFile) -> Intensity:
    """Candelas for 1000 lumens times the lumens of the lamps, where they are stated."""
    light = file.light
    if light.unit != "cd/klm" or file.lumens is None:
        return light
    return replace(light, value=light.value * file.lumens / LM_PER_KLM, unit="cd")


def columns_csv(light: LightColumn) -> str:
    """A spectrum as two columns, in full digits, its unit in the title where one is known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("wavelength_nm", title_of(light.quantity, light.unit)))
    rows = zip(light.wavelength_nm.tolist(), light.value.tolist(), strict=True)
    writer.writerows((repr(nm), repr(value)) for nm, value in rows)
    return out.getvalue()


def _no_ending(part: LightColumn | IntensityFile | PlacedBoard, out: str) -> PlanFileError:
    kinds = {LightColumn: "light", IntensityFile: "angle", PlacedBoard: "place"}
    known = ", ".join(ENDINGS[kinds[type(part)]])
    return fault(out, 0, message("trade-no_ending", endings=known))
