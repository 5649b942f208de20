"""What stands in the file of paired masks."""

from __future__ import annotations

from pydantic import BaseModel, Field

from openpbm.files.strict_model import STRICT

NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"
SLOTS = 4  # of a mask, each with a key of its own
LAST_NUMBER = 2**32 - 1


class PairedModel(BaseModel):
    """One mask: how it is reached, which it is, and how far its log was read."""

    model_config = STRICT

    transport: str = Field(min_length=1, description="how the mask is reached")
    address: str = Field(min_length=1, description="where, such as a port")
    mask_id: str = Field(min_length=1, description="the mask's id, as a plan has it")
    name: str | None = Field(
        default=None,
        pattern=NAME_PATTERN,
        description="a name of 1 to 40 letters, digits, dots and hyphens",
    )
    serial: str = Field(default="", description="the serial number on the mask's label")
    slot: int = Field(default=0, ge=0, lt=SLOTS, description="the place of the key in the mask")
    last_record: int = Field(
        default=0, ge=0, le=LAST_NUMBER, description="the number of the last record read of its log"
    )
    key: str | None = Field(
        default=None, description="the key, where this system has no place for keys"
    )


class PairedFileModel(BaseModel):
    """The whole file."""

    model_config = STRICT

    masks: list[PairedModel] = Field(description="a list of masks")
