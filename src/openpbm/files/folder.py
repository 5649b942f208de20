"""Write results into a folder: all of them or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from openpbm.errors import PlanFileError

EXPECTED = "expected a folder that can be written to"


def check_writable(folder: Path) -> None:
    """Make sure, before any computing, that results can be written; leaves nothing behind.

    Raises:
        PlanFileError: the folder, or the one it would be made in, takes no files.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise PlanFileError(f"{folder}: found a file; {EXPECTED} (--out)")
        with tempfile.TemporaryFile(dir=_existing(folder)):
            pass
    except (OSError, ValueError) as problem:
        if isinstance(problem, PlanFileError):
            raise
        raise PlanFileError(
            f"{folder}: found no way to write there ({_why(problem)}); {EXPECTED}"
        ) from None


def write_outputs(
    folder: Path, texts: Mapping[str, str], *, absent: Collection[str] = ()
) -> tuple[Path, ...]:
    """Write all texts into a folder or, when anything fails, none of them.

    Args:
        folder: made where it is missing.
        texts: by file name.
        absent: files of an earlier run that must not stand beside these.

    Returns:
        The paths written, in the order given.

    Raises:
        PlanFileError: nothing was changed.
    """
    made = _make(folder)
    try:
        _replace_all(folder, texts, absent)
    except BaseException as problem:  # an interrupt must leave nothing behind either
        for new in reversed(made):
            with suppress(OSError):
                new.rmdir()
        if isinstance(problem, OSError):
            raise PlanFileError(
                f"{folder}: found no way to write there ({_why(problem)}); {EXPECTED}"
            ) from None
        raise
    return tuple(folder / name for name in texts)


def _replace_all(folder: Path, texts: Mapping[str, str], absent: Collection[str]) -> None:
    """Write beside, then swap in; swap back when a step fails."""
    aside = Path(tempfile.mkdtemp(prefix=".openpbm-", dir=folder))
    try:
        fresh, old = aside / "new", aside / "old"
        fresh.mkdir()
        old.mkdir()
        for name, text in texts.items():
            _write(fresh / name, text)
        gone = [name for name in absent if name not in texts]
        _swap(folder, fresh, old, list(texts), gone)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(folder: Path, fresh: Path, old: Path, names: list[str], gone: list[str]) -> None:
    kept: list[str] = []
    placed: list[str] = []
    try:
        for name in (*names, *gone):
            if (folder / name).is_dir():
                raise IsADirectoryError(21, f"{name} is a folder")
            if (folder / name).exists() or (folder / name).is_symlink():
                (folder / name).replace(old / name)
                kept.append(name)
        for name in names:
            (fresh / name).replace(folder / name)
            placed.append(name)
    except BaseException:
        for name in placed:
            (folder / name).unlink(missing_ok=True)
        for name in kept:
            (old / name).replace(folder / name)
        raise
    with suppress(OSError):  # not every system can sync a folder
        _sync(folder)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make(folder: Path) -> list[Path]:
    """The folders that had to be made, outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as problem:
        raise PlanFileError(
            f"{folder}: found no way to make it ({_why(problem)}); {EXPECTED}"
        ) from None
    return missing[::-1]


def _existing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    for path in (folder, *folder.absolute().parents):
        if path.exists():
            if not path.is_dir():
                raise PlanFileError(f"{path}: found a file; {EXPECTED} (--out)")
            return path
    return Path.cwd()


def _why(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return str(problem)
