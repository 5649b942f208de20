"""Read a file that a person wrote; say plainly what is wrong with it."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from openpbm.errors import PlanFileError
from openpbm.fact import message
from openpbm.files.gate import check_toml
from openpbm.files.offer import offer
from openpbm.speech.say import say

MOST_BYTES = 5_000_000
DECIMAL_COMMA = re.compile(r"=\s*([-+]?\d{1,15},\d{1,15})(?=\s*(?:[,}#]|$))")
AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
KINDS = {
    stat.S_IFDIR: "folder",
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
}


def read_bytes(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """The bytes of an ordinary, readable, not too large file.

    Raises:
        PlanFileError: it is not there, not a file, not readable, too large or empty.
    """
    try:
        with opened(path) as file:
            content = file.read(most + 1)
    except PlanFileError:
        raise
    except FileNotFoundError:
        raise PlanFileError(_no_such(path)) from None
    except (OSError, ValueError) as problem:  # ValueError: a name with a NUL byte in it
        why = _why(problem)
        raise PlanFileError(say("file-no_way_to_read", path=str(path), why=why)) from None
    if len(content) > most:
        raise PlanFileError(
            f"{path}: found more than {most / 1e6:g} MB; expected at most {most / 1e6:g} MB"
        )
    if not content.strip():
        raise PlanFileError(f"{path}: found an empty file; expected some content")
    return content


def opened(path: Path) -> BinaryIO:
    """An ordinary file, open for reading; nothing else is waited for.

    Raises:
        PlanFileError: a folder, a pipe, a socket or a device.
        OSError: it is not there, or not readable.
    """
    _check_ordinary(path, path.stat().st_mode)  # opening a device may already do something
    file = os.fdopen(os.open(path, os.O_RDONLY | AT_ONCE), "rb")
    try:
        _check_ordinary(path, os.fstat(file.fileno()).st_mode)  # it may have been swapped since
    except PlanFileError:
        file.close()
        raise
    return file


def _check_ordinary(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = KINDS.get(stat.S_IFMT(mode), "other")
        raise PlanFileError(say(message(f"file-no_file-{kind}", path=str(path))))


def read_text(path: Path, *, most: int = MOST_BYTES) -> str:
    """The text of a file in UTF-8; a byte order mark is left out."""
    return text_of(read_bytes(path, most=most), str(path))


def text_of(content: bytes, where: str) -> str:
    """Bytes as UTF-8 text, or a PlanFileError that says what else they are."""
    if b"\0" in content:
        raise PlanFileError(f"{where}: found a binary file; expected text in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise PlanFileError(
            f"{where}: line {line}: found a byte that is not UTF-8; expected text in UTF-8"
        ) from None


def read_toml(path: Path) -> Mapping[str, object]:
    """The tables of a TOML file."""
    return parsed_toml(read_text(path), str(path))


def parsed_toml(text: str, where: str) -> Mapping[str, object]:
    """The tables of a TOML text; a slip is reported with its line."""
    check_toml(text, where)
    try:
        content: Mapping[str, object] = tomllib.loads(text)
    except RecursionError:
        raise PlanFileError(f"{where}: found brackets nested too deep; expected TOML") from None
    except ValueError as problem:  # TOMLDecodeError, and numbers with too many digits
        raise PlanFileError(
            f"{where}: found text that is not TOML: {problem}{_decimal_comma(text, problem)}"
        ) from None
    if not content:
        raise PlanFileError(f"{where}: found only comments; expected some entries")
    return content


def _decimal_comma(text: str, problem: ValueError) -> str:
    """How to write the number, where a line is no TOML for its decimal comma."""
    place = re.search(r"at line (\d+)", str(problem))
    lines = text.split("\n")
    if place is None or int(place[1]) > len(lines):
        return ""
    number = DECIMAL_COMMA.search(lines[int(place[1]) - 1])
    if number is None:
        return ""
    right = number[1].replace(",", ".")
    return f"; {say('file-decimal_comma', found=number[1], right=right)}"


def _no_such(path: Path) -> str:
    """That a file is not there, and files of its folder with a name like it."""
    near = _neighbours(path)
    if near:
        return say("file-no_such_near", path=str(path), near=near)
    return say("file-no_such", path=str(path))


def _neighbours(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except (OSError, ValueError):
        return ""
    return offer(path.name, names[:2000])


def _why(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return str(problem)
