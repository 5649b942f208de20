"""Read a file that a person wrote; say plainly what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from openpbm.errors import PlanFileError, nearest
from openpbm.files.gate import check_toml

MOST_BYTES = 5_000_000


def read_bytes(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """The bytes of an ordinary, readable, not too large file.

    Raises:
        PlanFileError: it is not there, not a file, not readable, too large or empty.
    """
    try:
        if path.is_dir():
            raise PlanFileError(f"{path}: found a folder; expected a file")
        if path.exists() and not path.is_file():
            raise PlanFileError(f"{path}: found something that is not a file; expected a file")
        with path.open("rb") as opened:
            content = opened.read(most + 1)
    except FileNotFoundError:
        raise PlanFileError(f"{path}: found no such file{_neighbours(path)}") from None
    except (OSError, ValueError) as problem:  # ValueError: a name with a NUL byte in it
        raise PlanFileError(
            f"{path}: found no way to read it ({_why(problem)}); expected a file"
        ) from None
    if len(content) > most:
        raise PlanFileError(
            f"{path}: found more than {most / 1e6:g} MB; expected at most {most / 1e6:g} MB"
        )
    if not content.strip():
        raise PlanFileError(f"{path}: found an empty file; expected some content")
    return content


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
        raise PlanFileError(f"{where}: found text that is not TOML: {problem}") from None
    if not content:
        raise PlanFileError(f"{where}: found only comments; expected some entries")
    return content


def _neighbours(path: Path) -> str:
    """Files of the same folder with a name like this one."""
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except (OSError, ValueError):
        return "; expected a file"
    return nearest(path.name, names[:2000]) or "; expected a file"


def _why(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return str(problem)
