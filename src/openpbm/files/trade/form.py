"""Every form of file that is known, in one table that commands, checks and pages read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.files.foreign.sheet import Sheet, sheet_of
from openpbm.files.trade.fault import fault
from openpbm.files.trade.title import is_power, is_wavelength, not_light

HEAD = 60_000  # letters in which a file says what it is
LIGHT, SKIN, ANGLE, PLACE = "light", "skin", "angle", "place"
FAMILIES = (LIGHT, SKIN, ANGLE, PLACE)
OWN_PLACES = ("x", "y", "z", "dx", "dy", "dz")


@dataclass(frozen=True, kw_only=True)
class TradeForm:
    """A form of file. What it is stands in the catalogue, under `trade-form_` and its id."""

    id: str
    family: str
    endings: tuple[str, ...]
    sign: re.Pattern[str] | None = None  # by which a file of it is known; None: by its titles
    is_written: bool = False
    by_library: bool = False  # read by colour-science, extra `trade`


def _sign(text: str) -> re.Pattern[str]:
    return re.compile(text, re.MULTILINE | re.IGNORECASE)


TM33 = r"<(\w+:)?(IESTM33|LuminaireOpticalData)[\s\S]*?"
FORMS: tuple[TradeForm, ...] = (
    TradeForm(id="uprtek", family=LIGHT, endings=(".xls", ".txt"), by_library=True,
         sign=_sign(r"^\d{3,4}nm\t")),
    TradeForm(id="sekonic", family=LIGHT, endings=(".csv",), by_library=True,
         sign=_sign(r"^\"?Spectral Data \d{3,4}\[nm\]")),
    TradeForm(id="tm27", family=LIGHT, endings=(".spdx", ".xml"), is_written=True,
         sign=_sign(r"<(\w+:)?IESTM27")),
    TradeForm(id="tm33", family=LIGHT, endings=(".xml", ".tm33"),
         sign=_sign(TM33 + r"<(SpectralData\b|Wavelengths>)")),
    TradeForm(id="ocean", family=LIGHT, endings=(".txt",),
         sign=_sign(r"^>+\s*Begin(\sProcessed)?\sSpectral\sData")),
    TradeForm(id="luox", family=LIGHT, endings=(".csv",)),
    TradeForm(id="columns", family=LIGHT, endings=(".csv", ".tsv", ".txt"), is_written=True),
    TradeForm(id="cgats", family=SKIN, endings=(".txt", ".cgats", ".ti3"),
         sign=_sign(r"^\s*BEGIN_DATA_FORMAT\b")),
    TradeForm(id="wide", family=SKIN, endings=(".csv", ".tsv")),
    TradeForm(id="reflectance", family=SKIN, endings=(".csv", ".txt")),
    TradeForm(id="tm27_skin", family=SKIN, endings=(".spdx",),
         sign=_sign(r"<SpectralQuantity>\s*reflectance")),
    TradeForm(id="lm63", family=ANGLE, endings=(".ies",), is_written=True,
         sign=_sign(r"\A\s*IES(NA)?[:\d]|^TILT=")),
    TradeForm(id="eulumdat", family=ANGLE, endings=(".ldt",)),
    TradeForm(id="tm33_beam", family=ANGLE, endings=(".xml", ".tm33"),
         sign=_sign(TM33 + r"<(IntData|IntensityData)\b")),
    TradeForm(id="kicad_pcb", family=PLACE, endings=(".kicad_pcb",),
         sign=_sign(r"\A\s*\(kicad_pcb")),
    TradeForm(id="kicad_pos", family=PLACE, endings=(".pos",),
         sign=_sign(r"^### (Module|Footprint) positions")),
    TradeForm(id="pick", family=PLACE, endings=(".csv", ".txt"), is_written=True),
    TradeForm(id="places", family=PLACE, endings=(".csv",)),
)  # fmt: skip
BY_ID = {form.id: form for form in FORMS}
OWN_ENDINGS = {".ies": "lm63", ".ldt": "eulumdat", ".pos": "kicad_pos", ".spdx": "tm27",
               ".kicad_pcb": "kicad_pcb"}  # fmt: skip
STRICTER = {"tm27": "tm27_skin"}  # a form that another sign makes another one


def form_of(text: str, where: str, family: str | None = None) -> TradeForm:
    """What a file is, by what stands in it; its ending counts only where nothing else tells.

    Args:
        text: of the file.
        where: names it.
        family: the kind that is asked for, where one is.

    Raises:
        PlanFileError: nothing that is known.
    """
    head = text[:HEAD]
    signed = [form for form in FORMS if form.sign is not None and form.sign.search(head)]
    signed = [form for form in signed if BY_ID.get(STRICTER.get(form.id, "")) not in signed]
    fitting = [form for form in signed if family in (None, form.family)]
    if fitting or signed:
        return (fitting or signed)[0]
    own = OWN_ENDINGS.get(PurePath(where).suffix.lower())
    if own is not None:
        return BY_ID[own]
    if _is_eulumdat(head):
        return BY_ID["eulumdat"]
    return BY_ID[_by_titles(text, where, family)]


def _is_eulumdat(head: str) -> bool:
    lines = [line.strip() for line in head.splitlines()[:30]]
    return (
        len(lines) >= 26
        and lines[1] in ("0", "1", "2", "3")
        and lines[2] in ("0", "1", "2", "3", "4")
        and all(re.fullmatch(r"\d+([.,]\d+)?", line) for line in lines[3:7])
    )


def _by_titles(text: str, where: str, family: str | None) -> str:
    from openpbm.files.trade.board import is_placed
    from openpbm.files.trade.reflectance import holds_reflectance

    if is_placed(text):
        return "pick"
    try:
        sheet = sheet_of(text, where)
    except InputError:
        if family is None:
            raise
        return USUAL[family]
    titles = [title.lower() for title in sheet.titles]
    if set(OWN_PLACES) <= set(titles):
        return "places"
    if family == LIGHT and _is_luox(sheet):
        return "luox"
    if family is not None:
        return USUAL[family] if family != SKIN or not _is_wide(sheet) else "wide"
    if _is_wide(sheet):
        return "wide"
    if holds_reflectance(sheet):
        return "reflectance"
    return _light_table(sheet)


USUAL = {LIGHT: "columns", SKIN: "reflectance", ANGLE: "lm63", PLACE: "pick"}


def _is_wide(sheet: Sheet) -> bool:
    from openpbm.files.trade.reflectance import nm_titles

    first = sheet.rows[0].cells if sheet.rows else ()
    return bool(nm_titles(sheet.titles)) or (len(sheet.rows) > 1 and bool(nm_titles(first)))


def _is_luox(sheet: Sheet) -> bool:
    """Whether wavelengths are followed by columns of which none says that it is a power."""
    titles = sheet.titles
    alone = len(titles) < 2 or not sheet.rows or not is_wavelength(titles[0])
    return not alone and not any(map(is_power, titles))


def _light_table(sheet: Sheet) -> str:
    titles = sheet.titles
    if _is_luox(sheet):
        return "luox"
    if titles and not any(map(is_power, titles)):
        doubts = [not_light(title) for title in titles if not is_wavelength(title)]
        found = next(filter(None, doubts), None) if len(doubts) < len(titles) else None
        raise fault(sheet.where, sheet.title_line, found or message("trade-unknown"))
    if not titles and (not sheet.rows or len(sheet.rows[0].cells) < 2):
        raise fault(sheet.where, 0, message("trade-unknown"))
    return "columns"
