"""What was understood of a file of the trade, as facts to be told."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

import numpy as np

from openpbm.fact import Message, Param, Quantity, message, said, several
from openpbm.files.toml_text import Table, toml_text
from openpbm.files.trade.board import PlacedBoard
from openpbm.files.trade.light import LightColumn
from openpbm.files.trade.lm63 import IntensityFile
from openpbm.files.trade.spectrum import beyond_masks
from openpbm.mask import Spectrum
from openpbm.mask.intensity import Beam, flux

PARTS = 20  # equal shares of the light; all but one at each end half counted
COUNTED = ("geometry", "specular", "aperture_mm", "illuminated_mm", "site", "illuminant",
           "observer_deg")  # fmt: skip
MUST_STATE = {  # of a skin, and what stands in its place until somebody does
    "geometry": '"..."', "specular": '"..."', "aperture_mm": "..."
}  # fmt: skip
SPHERE = "sphere"  # of which must be said whether mirrored light counts
FLUX = {"cd": "lm", "cd/klm": "lm/klm", "W/sr": "W", "umol/s/sr": "umol/s", "1": ""}


def told_of_light(light: LightColumn, spectrum: Spectrum) -> Iterator[Message]:
    """A spectrum as a file has it, and its light: column, unit, range, step, count, peak."""
    yield message(
        "trade-told_quantity", quantity=message(f"trade-quantity_{light.quantity or 'unsaid'}")
    )
    if light.name:
        yield message("trade-told_column", found=light.name)
    yield (
        message("trade-told_unit", found=light.unit)
        if light.unit
        else message("trade-told_no_unit")
    )
    yield _range(light.wavelength_nm[0], light.wavelength_nm[-1], len(light.value), light.step_nm)
    low, *_, high = spectrum.quantiles_nm(PARTS)
    yield message("trade-told_peak", peak=_nm(spectrum.peak_nm), low=_nm(low), high=_nm(high))
    below = light.value[light.value < 0]
    if len(below):
        yield message("trade-told_noise", count=len(below), least=f"{below.min():.3g}")
    if light.is_photons:
        yield message("trade-told_photons")


def _range(low: float, high: float, count: int, step: float | None) -> Message:
    ends: dict[str, Param] = {"low": _nm(low), "high": _nm(high), "count": count}
    if step is None:
        return message("trade-told_uneven", **ends)
    return message("trade-told_range", step=_nm(step), **ends)


def use_of_light(light: LightColumn, spectrum: Spectrum, name: str) -> Iterator[Message]:
    """What a mask file says to take the spectrum."""
    if doubt := beyond_masks(spectrum):
        yield message("trade-told_no_spectrum", why=doubt)
        return
    column: Table = {"spectrum_column": light.column} if light.column else {}
    yield from _in_mask({"spectrum": name, **column})


def _in_mask(table: Table) -> Iterator[Message]:
    yield message("trade-use_in_mask")
    yield from map(said, toml_text(table).splitlines())


def told_of_angle(file: IntensityFile, beam: Beam) -> Iterator[Message]:
    """Intensity over angle: planes, unit, flux, and the beam that a mask takes from it."""
    light = file.light
    if file.name:
        yield message("trade-told_lamp", found=file.name)
    planes, angles = len(light.plane_deg), len(light.angle_deg)
    last = _number(float(light.angle_deg[-1]))
    yield message("trade-told_planes", planes=planes, angles=angles, last=last)
    total = _number(flux(light))
    yield message("trade-told_flux", unit=light.unit, flux=total, of=FLUX[light.unit])
    if file.lumens is not None:
        yield message("trade-told_lumens", lumens=_number(file.lumens))
    if light.by_eye:
        yield message("trade-told_by_eye")
    if beam.doubt is None:
        half, measured = _number(beam.half_angle_deg), _number(beam.measured_deg)
        yield message("trade-told_beam", measured=measured, half=half)


def use_of_beam(beam: Beam, name: str) -> Iterator[Message]:
    """What a mask file says to take the beam."""
    if beam.doubt is not None:
        yield message("trade-told_no_beam", why=beam.doubt)
        return
    yield from _in_mask({"beam": name})


def told_of_board(board: PlacedBoard) -> Iterator[Message]:
    """Parts of a board: how many of which kind, on which sides, how large it is."""
    kinds = board.kinds().most_common(8)
    listed = several([f"{kind} ({count})" for kind, count in kinds], "comma")
    yield message("trade-told_parts", parts=len(board.parts), kinds=listed)
    under = sum(part.is_bottom for part in board.parts)
    yield message("trade-told_sides", top=len(board.parts) - under, bottom=under)
    x, y = ([getattr(part, axis) for part in board.parts] for axis in ("x_mm", "y_mm"))
    wide, high = (_number(float(np.ptp(values))) for values in (x, y))
    yield message("trade-told_size", unit=board.unit, wide=wide, high=high)


def use_of_board(board: PlacedBoard, unit: str | None, name: str) -> Iterator[Message]:
    """What a mask file says to take the parts of the commonest kind; a stated unit comes along."""
    first = board.kinds().most_common(1)[0][0]
    said_unit: Table = {"positions_unit": unit} if unit is not None else {}
    yield from _in_mask({"positions": name, "positions_of": f"{first}*", **said_unit})


def use_of_places(name: str) -> Iterator[Message]:
    """What a mask file says to take places and directions in the face's frame."""
    yield from _in_mask({"positions": name})


def told_of_skin(
    count: int, low: float, high: float, header: Mapping[str, str]
) -> Iterator[Message]:
    """A reflectance: range, count, and what the file says of the instrument."""
    yield message("trade-told_skin", count=count, low=_nm(low), high=_nm(high))
    stated = [f"{key} = {header[key]}" for key in COUNTED if key in header]
    if stated:
        yield message("trade-told_instrument", found=", ".join(stated))


def use_of_skin(header: Mapping[str, str], reading: str | None, name: str) -> Iterator[Message]:
    """What a person file says to take the reflectance; first what must still be put into it."""
    table: Table = {"file": name} if reading is None else {"file": name, "reading": reading}
    named = [name] if reading is None else [name, "--reading", reading]
    entries = toml_text(table).splitlines()
    needed = [key for key in MUST_STATE if key not in header]
    if header.get("geometry", SPHERE) != SPHERE and "specular" in needed:
        needed.remove("specular")
    if needed:
        yield message("trade-skin_to_fill", count=len(needed))
    for key in needed:
        yield message(f"trade-use_skin_{key}")
        entries.append(f"{key} = {MUST_STATE[key]}")
        named += [f"--{key.replace('_', '-')}", "..."]
    yield message("trade-use_skin", found=shlex.join(named))
    yield message("trade-use_in_person")
    yield said(f"skin = {{ {', '.join(entries)} }}")


def _nm(value: float) -> Quantity:
    return Quantity(float(value), "1", figures=5, trimmed=True)


def _number(value: float) -> Quantity:
    return Quantity(value, "1", figures=4, trimmed=True)
