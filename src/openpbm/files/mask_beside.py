"""Files that lie beside a mask file and that a channel names: its spectrum, beam and places."""

from __future__ import annotations

from pathlib import Path

from openpbm.arrays import FloatArray, frozen
from openpbm.errors import MaskError
from openpbm.fact import Message, message
from openpbm.files.csv_file import read_columns
from openpbm.files.data_sheet import led_half_angle_deg
from openpbm.files.mask_claim import field_at
from openpbm.files.mask_model import ChannelModel, MaskTable
from openpbm.files.trade.board import before_face, chosen
from openpbm.files.trade.form import OWN_PLACES, PLACE
from openpbm.files.trade.read import board_in, opened_trade, read_intensity
from openpbm.files.trade.spectrum import beyond_masks, read_emission
from openpbm.mask import Spectrum
from openpbm.mask.intensity import beam_of
from openpbm.speech.say import say

SHORTEST = 1e-6  # of a direction's longest part, and its inverse
FARTHEST_MM = 3000.0
FLAT = "panel"


def _wrong(field: str, number: int, what: Message) -> MaskError:
    return MaskError(say("trade-in_mask", field=field_at(field, number), what=what))


def spectrum_of(entry: ChannelModel, path: Path, number: int) -> Spectrum | None:
    """The spectrum that a channel names, of any form.

    Raises:
        MaskError: it cannot be read, or stands beside a width.
    """
    name = entry.spectrum or entry.spectrum_csv
    if name is None:
        if entry.spectrum_column is not None:
            raise _wrong("spectrum_column", number, message("trade-mask_alone", other="spectrum"))
        return None
    if entry.spectrum is not None and entry.spectrum_csv is not None:
        raise _wrong("spectrum_csv", number, message("trade-mask_both", other="spectrum"))
    if entry.fwhm_nm is not None:
        raise _wrong("fwhm_nm", number, message("trade-mask_both", other="spectrum"))
    at = path.parent / name
    spectrum = read_emission(at, entry.spectrum_column)
    if doubt := beyond_masks(spectrum):
        raise MaskError(say("trade-fault_whole", where=str(at), what=doubt))
    return spectrum


def half_angle_of(entry: ChannelModel, path: Path, number: int) -> float | None:
    """The half angle of a channel: of the file that it names, or as it is stated.

    Raises:
        MaskError: both, or a beam that one half angle does not describe.
    """
    if entry.beam is None:
        return led_half_angle_deg(entry, f"entry {number}")
    for other in ("half_angle_deg", "viewing_angle_deg"):
        if getattr(entry, other) is not None:
            raise _wrong(other, number, message("trade-mask_both", other="beam"))
    at = path.parent / entry.beam
    beam = beam_of(read_intensity(at).light)
    if beam.doubt is not None:
        raise MaskError(say("trade-fault_whole", where=str(at), what=beam.doubt))
    return beam.half_angle_deg


def positions_of(
    entry: ChannelModel, table: MaskTable, path: Path, number: int
) -> FloatArray | None:
    """(leds, 6) positions in mm and directions, in the face's frame.

    Raises:
        MaskError: they cannot be read, or tell no place before a face.
    """
    if not isinstance(entry.positions, str):
        for field in ("positions_of", "positions_unit"):
            if getattr(entry, field) is not None:
                raise _wrong(field, number, message("trade-mask_alone", other="positions"))
    if entry.positions is None:
        return None
    if isinstance(entry.positions, str):
        rows = _of_file(entry, table, path, number)
    elif not entry.positions or any(len(row) != 6 for row in entry.positions):
        raise _wrong("positions", number, message("trade-mask_rows"))
    else:
        rows = frozen(entry.positions)
    if abs(rows[:, :3]).max() > FARTHEST_MM:
        raise _wrong("positions", number, message("trade-mask_far"))
    longest = abs(rows[:, 3:]).max(axis=1)
    if not ((longest > SHORTEST) & (longest < 1.0 / SHORTEST)).all():
        raise _wrong("positions", number, message("trade-mask_direction"))
    return rows


def _of_file(entry: ChannelModel, table: MaskTable, path: Path, number: int) -> FloatArray:
    assert isinstance(entry.positions, str)
    at = path.parent / entry.positions
    file = opened_trade(at)
    if file.form.id == "places" or file.form.family != PLACE:
        return read_columns(at, OWN_PLACES)
    board = board_in(file, entry.positions_unit)
    parts = chosen(board, entry.positions_of, str(at))
    if table.form != FLAT or table.standoff_mm is None:
        raise _wrong("positions", number, message("trade-mask_flat"))
    return frozen(before_face(parts, board, _middle_mm(table.standoff_mm)))


def _middle_mm(standoff_mm: float) -> tuple[float, float, float]:
    """Where the middle of a panel is: before the usual face, so far from its foremost skin."""
    from openpbm.face.canonical import canonical_face  # slow to load, and few files place a board

    points = canonical_face().points_mm
    low, high = points.min(axis=0), points.max(axis=0)
    x, y = (0.5 * (low + high)[:2]).tolist()
    return x, y, float(high[2]) + standoff_mm
