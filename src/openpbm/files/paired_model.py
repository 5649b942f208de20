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
        description="a short name",
    )
    serial: str = Field(default="", description="a serial number")
    slot: int = Field(default=0, ge=0, lt=SLOTS, description="a slot, 0-3")
    last_record: int = Field(default=0, ge=0, le=LAST_NUMBER, description="a record number from 0")
    key: str | None = Field(default=None, description="a key")


class PairedFileModel(BaseModel):
    """The whole file."""

    model_config = STRICT

    masks: list[PairedModel] = Field(description="a list of masks")
