"""`openpbm read`: what a file of an instrument is, what was understood of it, and another form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import tell, told
from openpbm.fact import message, said

if TYPE_CHECKING:
    from openpbm.fact import Message
    from openpbm.files.trade.board import PlacedBoard
    from openpbm.files.trade.light import LightColumn
    from openpbm.files.trade.lm63 import IntensityFile
    from openpbm.files.trade.read import Opened

    Part = LightColumn | IntensityFile | PlacedBoard | None


def read_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="help-read-file")],
    form: Annotated[
        str | None,
        typer.Option("--as", metavar="FORM", help="help-read-as", show_default=False),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="help-read-column", show_default=False),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(metavar="UNIT", help="help-read-unit", show_default=False),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="help-read-to", show_default=False),
    ] = None,
) -> None:
    """Say what a file of an instrument is and what was understood of it; or write another form."""
    from openpbm.files.trade.form import FORMS
    from openpbm.files.trade.read import opened_trade

    _check_form(form, [one.id for one in FORMS])
    _check_other(file, to)
    opened = opened_trade(file, form=form)
    part, facts = understood(opened, column, unit)
    text = None if to is None else _text(part, to, opened)
    tell(message("trade-is", file=str(file), form=message(f"trade-form_{opened.form.id}")))
    for fact in facts:
        typer.echo(f"  {told(fact)}")
    if to is not None and text is not None:
        from openpbm.files.folder import write_outputs

        write_outputs(to.parent, {to.name: text})
        tell(message("cli-written", path=str(to)))


def _check_other(file: Path, to: Path | None) -> None:
    """What an instrument saved is never written over: other columns of it would be lost."""
    from openpbm.errors import InputError

    if to is not None and to.resolve() == file.resolve():
        raise InputError(told(message("trade-over", file=str(to))))


def _check_form(form: str | None, known: list[str]) -> None:
    from openpbm.errors import InputError
    from openpbm.files.offer import offer

    if form is not None and form not in known:
        listed = f"{', '.join(known)}{offer(form, known)}"
        raise InputError(told(message("trade-no_form", found=form, known=listed)))


def understood(opened: Opened, column: str | None, unit: str | None) -> tuple[Part, list[Message]]:
    """What is in the file, and what is to be told of it; at the end, how a file names it."""
    part, facts, use = _parts(opened, column, unit)
    return part, [*facts, *(use if opened.is_known else [message("trade-use_stated")])]


def _parts(
    opened: Opened, column: str | None, unit: str | None
) -> tuple[Part, list[Message], list[Message]]:
    """What is in the file, what is told of it, and what a mask or person file says to take it."""
    from openpbm.files.trade import told as words
    from openpbm.files.trade.form import ANGLE, LIGHT, SKIN
    from openpbm.files.trade.read import board_in, intensity_in, light_in
    from openpbm.files.trade.spectrum import emission_of
    from openpbm.mask.intensity import beam_of

    name, family = Path(opened.where).name, opened.form.family
    if family == LIGHT:
        light = light_in(opened, column)
        spectrum = emission_of(light, opened.where)
        use = list(words.use_of_light(light, spectrum, name))
        return light, list(words.told_of_light(light, spectrum)), use
    if family == ANGLE:
        file = intensity_in(opened)
        beam = beam_of(file.light)
        return file, list(words.told_of_angle(file, beam)), list(words.use_of_beam(beam, name))
    if family == SKIN:
        return None, *_skin(opened, column)
    if opened.form.id == "places":
        from openpbm.files.csv_file import read_columns
        from openpbm.files.trade.form import OWN_PLACES

        rows = read_columns(Path(opened.where), OWN_PLACES)
        count = message("trade-told_places", count=len(rows))
        return None, [count], list(words.use_of_places(name))
    board = board_in(opened, unit)
    return board, list(words.told_of_board(board)), list(words.use_of_board(board, unit, name))


def _skin(opened: Opened, reading: str | None) -> tuple[list[Message], list[Message]]:
    from openpbm.files.spectrum_file import spectrum_from
    from openpbm.files.trade.told import told_of_skin, use_of_skin

    found = spectrum_from(opened.text, opened.where, reading=reading)
    nm = found.spectrum.wavelength_nm
    facts = told_of_skin(len(nm), float(nm[0]), float(nm[-1]), found.header)
    use = use_of_skin(found.header, reading, Path(opened.where).name)
    return [*facts, *map(said, found.says)], list(use)


def _text(part: Part, to: Path, opened: Opened) -> str:
    from openpbm.files.trade.fault import fault
    from openpbm.files.trade.write import trade_text

    if part is None:
        form = message(f"trade-form_{opened.form.id}")
        raise fault(str(to), 0, message("trade-not_written", form=form))
    return trade_text(part, str(to), day=date.today().isoformat())
