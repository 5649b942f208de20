"""Write results into a folder: all of them or none, and for nobody else's eyes.

What is written here may hold what a person told, so files are 0600 and folders 0700 from the
first byte on, whatever the umask is (POSIX). A folder that was there before keeps its mode.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from openpbm.errors import PlanFileError
from openpbm.speech.say import say
from openpbm.threads import undisturbed

FILE_MODE, FOLDER_MODE = 0o600, 0o700
BINARY = getattr(os, "O_BINARY", 0)  # Windows would change the ends of lines
OTHERS = 0o077  # what a mode lets other users of the machine do


def check_writable(folder: Path) -> None:
    """Make sure, before any computing, that results can be written; leaves nothing behind.

    Raises:
        PlanFileError: the folder, or the one it would be made in, takes no files.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise PlanFileError(say("file-folder_is_file", folder=str(folder)))
        with tempfile.TemporaryFile(dir=_existing(folder)):
            pass
    except (OSError, ValueError) as problem:
        if isinstance(problem, PlanFileError):
            raise
        raise _no_way(folder, problem) from None


def check_file(path: Path) -> None:
    """Make sure that a name is free or an ordinary file's: a device or a pipe would be lost.

    Raises:
        PlanFileError: something else stands there; of a link, where it leads.
    """
    if path.exists() and not path.is_file():
        raise PlanFileError(say("file-not_regular", path=str(path)))


def write_outputs(
    folder: Path, texts: Mapping[str, str | bytes], *, absent: Collection[str] = ()
) -> tuple[Path, ...]:
    """Write all texts into a folder or, when anything fails, none of them.

    Args:
        folder: made where it is missing.
        texts: by file name; text goes out in UTF-8.
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
            raise _no_way(folder, problem) from None
        raise
    return tuple(folder / name for name in texts)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """A folder that no other program of ours changes meanwhile; it is waited for.

    POSIX only: elsewhere, and where there is no such folder yet, nothing is held.
    """
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):  # not every disk knows locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def keep_private(folder: Path) -> str:
    """Close a data folder to other users of the machine; why that is not whole, in words.

    Everything below it becomes 0600 and 0700. The folder itself is closed only where nothing
    but ours lies in it: other things in it may be meant for others.

    Returns:
        Nothing where all is closed, else one sentence for whoever runs the program.
    """
    if sys.platform == "win32":
        return ""  # modes mean nothing there; a profile's folders are its user's already
    entries = [entry for entry in folder.iterdir() if not entry.is_symlink()]
    ours = [entry for entry in entries if entry.name.split("-")[0] in OURS]
    left = [path for entry in ours for path in _closed(entry)]
    if folder.stat().st_mode & OTHERS and len(ours) == len(list(folder.iterdir())):
        left += _shut(folder, FOLDER_MODE)
    if left:
        return say("file-left_open", path=str(left[0]))
    if folder.stat().st_mode & OTHERS:
        return say("file-folder_left_open", folder=str(folder))
    return ""


OURS = ("people", "practice", "evidence", "secret", "tls.pem", "ledger.sqlite")


def _closed(path: Path) -> Iterator[Path]:
    """Close a file, or a folder with all in it; those that could not be."""
    if path.is_symlink():
        return
    if path.is_dir():
        yield from _shut(path, FOLDER_MODE)
        for entry in path.iterdir():
            yield from _closed(entry)
    elif path.is_file():
        yield from _shut(path, FILE_MODE)


def _shut(path: Path, mode: int) -> list[Path]:
    try:
        if path.stat().st_mode & OTHERS:
            path.chmod(mode)
        return [path] if path.stat().st_mode & OTHERS else []  # not every disk knows modes
    except OSError:
        return [path]


def _replace_all(folder: Path, texts: Mapping[str, str | bytes], absent: Collection[str]) -> None:
    """Write beside, then swap in; swap back when a step fails."""
    with undisturbed():  # else an interrupt could leave the place beside, or half a swap
        aside = Path(tempfile.mkdtemp(prefix=".openpbm-", dir=folder))
        try:
            fresh, old = aside / "new", aside / "old"
            fresh.mkdir(FOLDER_MODE)
            old.mkdir(FOLDER_MODE)
            for name, text in texts.items():
                _write(fresh / name, text)
            gone = [name for name in absent if name not in texts]
            _swap(folder, fresh, old, list(texts), gone)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _swap(folder: Path, fresh: Path, old: Path, names: list[str], gone: list[str]) -> None:
    """Put each new file in the place of the old one at once.

    A program that is killed here leaves every name with the old text or the new one.
    """
    kept: list[str] = []
    placed: list[str] = []
    try:
        for name in (*names, *gone):
            check_file(folder / name)
            if (folder / name).exists() or (folder / name).is_symlink():
                _second(folder / name, old / name)
                kept.append(name)
        for name in names:
            (fresh / name).replace(folder / name)
            placed.append(name)
        for name in gone:
            (folder / name).unlink(missing_ok=True)
    except BaseException:
        for name in {*placed} - {*kept}:
            (folder / name).unlink(missing_ok=True)
        for name in kept:
            (old / name).replace(folder / name)
        raise
    with suppress(OSError):  # not every system can sync a folder
        sync_folder(folder)


def _second(path: Path, name: Path) -> None:
    """A second name of a file, or a copy where the disk knows none."""
    try:
        os.link(path, name, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, name, follow_symlinks=False)


def _write(path: Path, text: str | bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, FILE_MODE)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(text.encode() if isinstance(text, str) else text)
        opened.flush()
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """What was renamed or deleted in a folder is so on the disk.

    Raises:
        OSError: not every system can.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make(folder: Path) -> list[Path]:
    """The folders that had to be made, outermost first."""
    try:
        return make_private(folder)
    except (OSError, ValueError) as problem:
        why = _why(problem)
        raise PlanFileError(say("file-folder_not_made", folder=str(folder), why=why)) from None


def make_private(folder: Path) -> list[Path]:
    """Make a folder and those above it that are missing, each 0700; gives those it made.

    Raises:
        OSError: as `mkdir`, also where a file is in the way.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()][::-1]
    for path in missing:
        path.mkdir(FOLDER_MODE, exist_ok=True)
    folder.mkdir(exist_ok=True)  # says so where a file is in the way
    return missing


def _existing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    for path in (folder, *folder.absolute().parents):
        if path.exists():
            if not path.is_dir():
                raise PlanFileError(say("file-folder_is_file", folder=str(path)))
            return path
    return Path.cwd()


def _no_way(folder: Path, problem: Exception) -> PlanFileError:
    return PlanFileError(say("file-folder_closed", folder=str(folder), why=_why(problem)))


def _why(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return str(problem)
