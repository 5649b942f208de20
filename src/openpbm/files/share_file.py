"""A sheet that was handed over, read from its page: whole, unchanged, and not past its last day.

The page holds its content as data, with a digest of that and one of the page around it: what a
reader sees is what the data say. A digest tells that something was changed; it does not tell who
made the page, and nobody should take it for a signature.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from openpbm.answer.handed import HandedSheet
from openpbm.errors import InputError
from openpbm.files.json_value import Json, parsed_json
from openpbm.files.plan.digest import KEY, digest_of, sealed
from openpbm.files.shape import from_json, to_json
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.speech.say import say

KIND, VERSION, PAGE = "openpbm-share", "2", "page_sha256"
LARGEST_BYTES = 5_000_000
ABROAD = timedelta(days=1)  # by which the day of whoever made a sheet may be ahead
BEGIN, END = '<script type="application/json" id="openpbm-share">', "</script>"


def sealed_page(sheet: HandedSheet, shown: Callable[[Mapping[str, object]], str]) -> str:
    """A sheet as its page.

    Args:
        sheet: that is handed over.
        shown: the page of a sheet that holds these data.
    """
    of: dict[str, Json] = {
        "kind": KIND,
        "version": VERSION,
        PAGE: _around(shown({})),
        "sheet": to_json(sheet),
    }
    return shown(sealed(of))


def _around(page: str) -> str:
    """A digest of a page but for its data, whichever way its lines end."""
    before, _, rest = page.partition(BEGIN)
    text = before + rest.partition(END)[2]
    return hashlib.sha256("\n".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def read_share(path: Path, today: date) -> HandedSheet:
    """The sheet in a page that was handed over.

    Raises:
        InputError: absent, no such page, changed, of another version, past its last day, or of a
            day that is still to come here.
    """
    return share_of(read_bytes(path, most=LARGEST_BYTES), str(path), today)


def share_of(content: bytes, where: str, today: date) -> HandedSheet:
    """The sheet in what was uploaded. Raises InputError as `read_share`."""
    page = text_of(content, where)
    data = parsed_json(data_of(page, where), where)
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise InputError(say("file-share_none", file=where))
    if data.get("version") != VERSION:
        raise InputError(say("file-share_version", file=where, found=str(data.get("version"))))
    if data.get(KEY) != digest_of(data) or data.get(PAGE) != _around(page):
        raise InputError(say("file-share_changed", file=where))
    sheet = from_json(HandedSheet, data.get("sheet"), where, InputError)
    if sheet.until < today:
        raise InputError(say("file-share_over", file=where, until=sheet.until.isoformat()))
    if sheet.made > today + ABROAD:
        day = sheet.made.isoformat()
        raise InputError(say("file-share_to_come", file=where, made=day, today=today.isoformat()))
    return sheet


def data_of(page: str, where: str) -> str:
    """What stands between the marks of a page, found in one pass: a page of marks alone, too."""
    _, began, rest = page.partition(BEGIN)
    data, ended, _ = rest.partition(END)
    if not (began and ended):
        raise InputError(say("file-share_none", file=where))
    return data
