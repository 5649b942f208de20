"""Text as instruments save it: UTF-8 or UTF-16, with or without a mark, or a Windows page."""

from __future__ import annotations

import codecs
from pathlib import Path

from openpbm.errors import PlanFileError
from openpbm.fact import message
from openpbm.files.toml_file import MOST_BYTES, read_bytes
from openpbm.speech.say import say

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
KINDS = ((b"PK\x03\x04", "archive"), (b"%PDF", "pdf"))
PAGE = "latin-1"  # what is left: every byte is a letter in it, and figures are the same in all


def read_foreign_text(path: Path, *, most: int = MOST_BYTES) -> str:
    """The text of a file of some instrument.

    Raises:
        PlanFileError: no file, or one that is no text.
    """
    return foreign_text(read_bytes(path, most=most), str(path))


def foreign_text(raw: bytes, where: str) -> str:
    """The text of some bytes; `where` names them in errors."""
    for start, kind in KINDS:
        if raw.startswith(start):
            raise PlanFileError(say(message(f"file-no_table-{kind}", where=where)))
    encoding = _encoding(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeError:
        line = raw.decode(encoding, errors="ignore").count("\n") + 1  # the last: no page is odd
        raise PlanFileError(say("file-cut_letter", where=where, line=str(line))) from None
    if "\0" in text:
        raise PlanFileError(f"{where}: found a binary file; expected a table as text, such as CSV")
    return text


def _encoding(raw: bytes) -> str:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding
    if raw[1::2].count(0) > len(raw) / 4:
        return "utf-16-le"
    if raw[::2].count(0) > len(raw) / 4:
        return "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return PAGE
    return "utf-8"
