"""A noun of the house as one JSON file: its kind and version said, nothing else taken for it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from openpbm.errors import InputError
from openpbm.files.json_value import Json, json_text, parsed_json
from openpbm.files.shape import from_json, to_json
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.speech.say import say

VERSION = "1"
T = TypeVar("T")


def house_text(kind: str, noun: object) -> str:
    """A noun as the text of its file."""
    return json_text({"kind": kind, "version": VERSION, "content": to_json(noun)})


def read_house(path: Path, kind: str, noun: type[T]) -> T:
    """The noun in a file of the house. Raises InputError as `house_of`."""
    return house_of(read_bytes(path), str(path), kind, noun)


def house_of(content: bytes, where: str, kind: str, noun: type[T]) -> T:
    """The noun in the bytes of such a file.

    Raises:
        InputError: absent, another kind or version, a value that the noun does not hold.
    """
    found: Json = parsed_json(text_of(content, where), where)
    try:
        json_text(found).encode()
    except UnicodeEncodeError:  # escapes that name half a letter, which no file can hold
        raise InputError(say("file-house_half", file=where)) from None
    if not isinstance(found, dict) or found.get("kind") != kind:
        raise InputError(say("file-house_kind", file=where, kind=kind))
    if found.get("version") != VERSION:
        version = str(found.get("version"))
        raise InputError(say("file-house_version", file=where, found=version, expected=VERSION))
    return from_json(noun, found.get("content"), where, InputError)
