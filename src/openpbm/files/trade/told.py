"""What was understood of a file of the trade, as facts to be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from openpbm.fact import Message, Param, Quantity, message, several
from openpbm.files.trade.board import PlacedBoard
from openpbm.files.trade.light import LightColumn
from openpbm.files.trade.lm63 import IntensityFile
from openpbm.files.trade.spectrum import emission_of
from openpbm.mask.intensity import Beam, beam_of, flux

PARTS = 20  # equal shares of the light; all but one at each end half counted
COUNTED = ("geometry", "specular", "aperture_mm", "illuminated_mm", "site", "illuminant",
           "observer_deg")  # fmt: skip
FLUX = {"cd": "lm", "cd/klm": "lm/klm", "W/sr": "W", "umol/s/sr": "umol/s", "1": ""}


def told_of_light(light: LightColumn, where: str, name: str) -> Iterator[Message]:
    """A spectrum: column, unit, range, step, count, and where its light lies.

    Raises:
        InputError: it is no light that a mask could send out.
    """
    spectrum = emission_of(light, where)
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
    yield message("trade-use_light", found=name)


def _range(low: float, high: float, count: int, step: float | None) -> Message:
    ends: dict[str, Param] = {"low": _nm(low), "high": _nm(high), "count": count}
    if step is None:
        return message("trade-told_uneven", **ends)
    return message("trade-told_range", step=_nm(step), **ends)


def told_of_angle(file: IntensityFile, name: str) -> Iterator[Message]:
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
    yield from _told_of_beam(beam_of(light), name)


def _told_of_beam(beam: Beam, name: str) -> Iterator[Message]:
    measured = _number(beam.measured_deg)
    if beam.doubt is not None:
        yield message("trade-told_no_beam", why=beam.doubt)
        return
    yield message("trade-told_beam", measured=measured, half=_number(beam.half_angle_deg))
    yield message("trade-use_beam", found=name)


def told_of_board(board: PlacedBoard, name: str) -> Iterator[Message]:
    """Parts of a board: how many of which kind, on which sides, how large it is."""
    kinds = board.kinds().most_common(8)
    listed = several([f"{kind} ({count})" for kind, count in kinds], "comma")
    yield message("trade-told_parts", parts=len(board.parts), kinds=listed)
    under = sum(part.is_bottom for part in board.parts)
    yield message("trade-told_sides", top=len(board.parts) - under, bottom=under)
    x, y = ([getattr(part, axis) for part in board.parts] for axis in ("x_mm", "y_mm"))
    wide, high = (_number(float(np.ptp(values))) for values in (x, y))
    yield message("trade-told_size", unit=board.unit, wide=wide, high=high)
    first = kinds[0][0]
    yield message("trade-use_board", found=name, which=f"{first}*")


def told_of_places(count: int, name: str) -> Iterator[Message]:
    """Places and directions in the face's frame."""
    yield message("trade-told_places", count=count)
    yield message("trade-use_places", found=name)


def told_of_skin(
    count: int, low: float, high: float, header: Mapping[str, str], name: str
) -> Iterator[Message]:
    """A reflectance: range, count, and what the file says of the instrument."""
    yield message("trade-told_skin", count=count, low=_nm(low), high=_nm(high))
    said = [f"{key} = {header[key]}" for key in COUNTED if key in header]
    if said:
        yield message("trade-told_instrument", found=", ".join(said))
    yield message("trade-use_skin", found=name)


def _nm(value: float) -> Quantity:
    return Quantity(float(value), "1", figures=5, trimmed=True)


def _number(value: float) -> Quantity:
    return Quantity(value, "1", figures=4, trimmed=True)
