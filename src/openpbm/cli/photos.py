"""`openpbm photos`: photos of a person of the app, kept sealed, compared, erased."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DONE, REFUSED
from openpbm.cli.output import tell, told
from openpbm.fact import Message, Quantity, message, theirs

if TYPE_CHECKING:
    from openpbm.files.photo.album_file import AlbumFile
    from openpbm.photo.album import Photo

ACTIONS = ("list", "add", "compare", "passphrase", "erase")
MOST_FILE_BYTES = 60_000_000
NEEDED = ("ai_edge_litert", "cryptography")
INSTALL = "pip install 'openpbm[photos]'"


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """What the command line asked for."""

    album: AlbumFile
    name: str
    file: Path | None
    day: str | None
    grey: str | None
    out: Path | None
    number: int | None
    yes: bool


def photos_command(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="help-photos-person")],
    action: Annotated[str, typer.Argument(metavar="|".join(ACTIONS), help="help-photos-action")],
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="help-photos-file")] = None,
    folder: Annotated[Path | None, typer.Option(metavar="DIR", help="help-app-folder")] = None,
    day: Annotated[str | None, typer.Option(metavar="DATE", help="help-photos-day")] = None,
    grey: Annotated[str | None, typer.Option(metavar="X,Y", help="help-photos-grey")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.jpg", help="help-photos-out")] = None,
    number: Annotated[int | None, typer.Option(metavar="N", help="help-photos-number")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="help-photos-yes")] = False,
) -> None:
    """List, add, compare or erase photos of a person. Nothing leaves this machine."""
    from openpbm.cli.app import check_installed
    from openpbm.errors import InputError

    doing = {
        "list": _list,
        "add": _add,
        "compare": _compare,
        "passphrase": _passphrase,
        "erase": _erase,
    }.get(action)
    if doing is None:
        raise InputError(told(message("photo_cli-action", found=action)))
    check_installed(NEEDED, what="photos", install=INSTALL)
    album, name = _album(folder, person)
    if album.is_closed and (action in ("list", "add", "compare") or number is not None):
        album.open(_asked(message("photo_cli-ask")))
    code = doing(
        _Wanted(
            album=album, name=name, file=file, day=day, grey=grey, out=out, number=number, yes=yes
        )
    )
    raise typer.Exit(code)


def _album(folder: Path | None, person: str) -> tuple[AlbumFile, str]:
    """The album of a person by id or name.

    Raises:
        InputError: nobody, or several, are called so.
    """
    from openpbm.errors import InputError
    from openpbm.fact import several
    from openpbm.files.photo.album_file import AlbumFile
    from openpbm.web.people import People
    from openpbm.web.serve import usual_folder

    everyone = People(folder or usual_folder()).everyone()
    called = person.strip().lower()
    found = [one for one in everyone if called in (one.id, one.name.lower())]
    if len(found) > 1:
        ids = several([one.id for one in found], "comma")
        raise InputError(told(message("photo_cli-several", name=theirs(person), ids=ids)))
    if not everyone:
        raise InputError(told(message("photo_cli-nobody_yet")))
    if not found:
        names = several([theirs(one.name) for one in everyone], "comma")
        raise InputError(told(message("photo_cli-nobody", name=theirs(person), names=names)))
    return AlbumFile(found[0].folder), found[0].name


def _asked(question: Message) -> str:
    """A passphrase, typed unseen.

    Raises:
        InputError: there is no terminal to ask at.
    """
    from getpass import getpass

    from openpbm.errors import InputError

    if not sys.stdin.isatty():
        raise InputError(told(message("photo_cli-no_terminal")))
    return getpass(f"{told(question)} ")


def _passphrase(wanted: _Wanted) -> int:
    """Set it, change it, or take it away."""
    from openpbm.errors import InputError

    album = wanted.album
    now = _asked(message("photo_cli-ask_now")) if album.has_passphrase else ""
    if now:
        album.open(now)  # said before a new one is asked for
    new = _asked(message("photo_cli-ask_new"))
    if new and new != _asked(message("photo_cli-ask_again")):
        raise InputError(told(message("photo_file-unlike_passphrases")))
    album.seal(new or None, now=now)
    tell(message("photo_cli-sealed") if new else message("photo_cli-unsealed"))
    return DONE


def _list(wanted: _Wanted) -> int:
    from openpbm.photo.album import in_order
    from openpbm.photo.judging import running

    book = wanted.album.book()
    photos, is_open = in_order(book.photos), running(book.judgings) is not None
    if not photos:
        tell(message("photo_cli-none", name=theirs(wanted.name)))
    for photo in photos:
        tell(_row(photo, is_open=is_open))
    if is_open:
        tell(message("photo_page-figures_closed"))
    return DONE


def _row(photo: Photo, *, is_open: bool) -> Message:
    """A photo in a line; without what was measured while a test is open."""
    from openpbm.reports.photo_words import colour_words

    if is_open:
        return message("photo_cli-row_closed", number=photo.number, day=photo.day)
    return message(
        "photo_cli-row",
        number=photo.number,
        day=photo.day,
        redness=_step(photo.figures.redness),
        evenness=_step(photo.figures.evenness),
        card=colour_words(photo),
    )


def _add(wanted: _Wanted) -> int:
    from openpbm.errors import InputError
    from openpbm.files.photo.examined import Marked, examined, told_apart
    from openpbm.files.toml_file import read_bytes
    from openpbm.photo.album import in_order

    if wanted.file is None:
        raise InputError(told(message("photo_cli-no_file")))
    day = _day(wanted.day)
    seen = examined(read_bytes(wanted.file, most=MOST_FILE_BYTES), Marked(grey=_grey(wanted.grey)))
    first = next(iter(in_order(wanted.album.book().photos)), None)
    if refused := seen.refused_beside(first):
        for line in refused:
            sys.stderr.write(f"openpbm: {told(line)}\n")
        return REFUSED
    photo = wanted.album.add(seen, day)
    tell(message("photo_cli-kept", number=photo.number, day=photo.day))
    for line in told_apart(seen, first):
        tell(line)
    return DONE


def _day(text: str | None) -> date:
    from openpbm.errors import InputError

    today = date.today()
    try:
        found = today if text is None else date.fromisoformat(text)
    except ValueError:
        found = date.max
    if found > today:
        raise InputError(told(message("cli-log_day", found=text or "")))
    return found


def _grey(text: str | None) -> tuple[float, float] | None:
    from openpbm.errors import InputError

    if text is None:
        return None
    try:
        across, down = (float(word) for word in text.split(","))
    except ValueError:
        across = down = -1.0
    if not (0 <= across <= 1 and 0 <= down <= 1):
        raise InputError(told(message("photo_cli-grey", found=text)))
    return across, down


def _compare(wanted: _Wanted) -> int:
    """What was measured and judged; with --out, first and last beside each other."""
    from openpbm.errors import InputError
    from openpbm.photo.album import changes, in_order
    from openpbm.photo.judging import finding, running
    from openpbm.reports.photo_words import change_words, colour_words, finding_words

    book = wanted.album.book()
    photos = in_order(book.photos)
    if running(book.judgings) is not None:
        raise InputError(told(message("photo_page-figures_closed")))
    moved = changes(photos)
    if not moved:
        sys.stderr.write(f"openpbm: {told(message('photo-one_day'))}\n")
        return REFUSED
    for change in moved:
        tell(message(f"photo-figure-{change.name}"))
        for line in change_words(change):
            tell(line)
    tell(colour_words(photos[-1]))
    tell(message("photo-dark_skin"))
    for judging in book.judgings:
        found = finding(judging)
        for line in finding_words(found, judging) if found is not None else ():
            tell(line)
    tell(message("photo_page-no_promise"))
    if wanted.out is not None:
        _write_beside(wanted)
    return DONE


def _write_beside(wanted: _Wanted) -> None:
    from openpbm.errors import InputError
    from openpbm.files.folder import write_outputs
    from openpbm.files.photo.beside import beside
    from openpbm.photo.album import in_order
    from openpbm.photo.judging import in_use

    assert wanted.out is not None
    book = wanted.album.book()
    photos = in_order(book.photos)
    two = (photos[0], photos[-1])
    if {photo.id for photo in two} & in_use(book.judgings):
        raise InputError(told(message("photo_page-closed")))
    wanted.album.shown([photo.id for photo in two])
    write_outputs(wanted.out.parent, {wanted.out.name: beside(wanted.album, *two)})
    tell(message("photo_cli-written", file=str(wanted.out)))


def _erase(wanted: _Wanted) -> int:
    from openpbm.errors import InputError

    if not wanted.yes:
        if not sys.stdin.isatty():
            raise InputError(told(message("photo_cli-unasked")))
        typer.confirm(told(message("photo_cli-sure", name=theirs(wanted.name))), abort=True)
    if wanted.number is not None:
        wanted.album.remove(wanted.number)
        tell(message("photo_cli-one_erased", number=wanted.number))
    else:
        gone = wanted.album.erase()
        tell(message("photo_cli-erased", count=gone.photos))
    return DONE


def _step(value: float) -> Quantity:
    return Quantity(value, "1", 3)
