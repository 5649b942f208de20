"""A sheet that was handed over, read from its page: whole, unchanged, and not past its last day.

The page holds its content as data, with a digest. A digest tells that something was changed; it
does not tell who made the page, and nobody should take it for a signature.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpbm.answer.handed import HandedSheet
from openpbm.errors import InputError
from openpbm.files.json_value import Json, parsed_json
from openpbm.files.plan.digest import KEY, digest_of, sealed
from openpbm.files.shape import from_json, to_json
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.speech.say import say

KIND, VERSION = "openpbm-share", "1"
LARGEST_BYTES = 5_000_000
BEGIN, END = '<script type="application/json" id="openpbm-share">', "</script>"


def sealed_sheet(sheet: HandedSheet) -> dict[str, Json]:
    """A sheet as the data of its page."""
    return sealed({"kind": KIND, "version": VERSION, "sheet": to_json(sheet)})


def read_share(path: Path, today: date) -> HandedSheet:
    """The sheet in a page that was handed over.

    Raises:
        InputError: absent, no such page, changed, of another version, or past its last day.
    """
    return share_of(read_bytes(path, most=LARGEST_BYTES), str(path), today)


def share_of(content: bytes, where: str, today: date) -> HandedSheet:
    """The sheet in what was uploaded. Raises InputError as `read_share`."""
    data = parsed_json(data_of(text_of(content, where), where), where)
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise InputError(say("file-share_none", file=where))
    if data.get("version") != VERSION:
        raise InputError(say("file-share_version", file=where, found=str(data.get("version"))))
    if data.get(KEY) != digest_of(data):
        raise InputError(say("file-share_changed", file=where))
    sheet = from_json(HandedSheet, data.get("sheet"), where, InputError)
    if sheet.until < today:
        raise InputError(say("file-share_over", file=where, until=sheet.until.isoformat()))
    return sheet


def data_of(page: str, where: str) -> str:
    """What stands between the marks of a page, found in one pass: a page of marks alone, too."""
    _, began, rest = page.partition(BEGIN)
    data, ended, _ = rest.partition(END)
    if not (began and ended):
        raise InputError(say("file-share_none", file=where))
    return data
