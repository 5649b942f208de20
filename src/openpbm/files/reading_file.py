"""What one owner measured of a mask, as a small file for the next: no person is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from openpbm.errors import MaskError
from openpbm.fact import message, several
from openpbm.field import LONGEST_MIN
from openpbm.files.mask_model import EnergyWh, Minutes, ReadingModel
from openpbm.files.model_error import validated
from openpbm.files.strict_model import STRICT
from openpbm.files.toml_file import parsed_toml
from openpbm.speech.say import say

MOST_READINGS = 60
KIND = "openpbm reading"
Short = Annotated[str, Field(min_length=1, max_length=80)]


class ReadingFileModel(BaseModel):
    """Readings of one device of the catalogue."""

    model_config = STRICT
    kind: Literal["openpbm reading"] = Field(description=f'"{KIND}"')
    version: Literal[1] = Field(description="1")
    mask: Short = Field(description="an id")
    session_min: Minutes | None = Field(
        default=None, description=f"minutes, > 0, <= {LONGEST_MIN:g}"
    )
    energy_wh_per_session: EnergyWh = None
    readings: list[ReadingModel] = Field(
        default=[], max_length=MOST_READINGS, description="tables [[readings]]"
    )


@dataclass(frozen=True, kw_only=True)
class SharedReading:
    """What a meter showed of a mask of this name."""

    mask: str  # id
    readings: tuple[ReadingModel, ...]
    session_min: float | None  # that the energy was read over
    energy_wh: float | None


def read_shared(text: str, mask: str, channels: Sequence[str]) -> SharedReading:
    """The readings of a file that somebody else made, for this mask only.

    Raises:
        MaskError: it is of another mask, of colours that this one lacks, or no such file.
    """
    model = validated(ReadingFileModel, parsed_toml(text, KIND), KIND, MaskError)
    if model.mask != mask:
        raise MaskError(say("file-reading_mask", file=KIND, found=model.mask, mask=mask))
    for number, reading in enumerate(model.readings, start=1):
        if reading.channel not in channels:
            wrong = message(
                "file-reading_channel",
                file=KIND,
                entry=number,
                found=reading.channel,
                ids=several(channels, "comma"),
            )
            raise MaskError(say(wrong))
    return SharedReading(
        mask=model.mask,
        readings=tuple(model.readings),
        session_min=model.session_min,
        energy_wh=model.energy_wh_per_session,
    )
