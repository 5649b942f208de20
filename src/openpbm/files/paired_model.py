"""What stands in the file of paired masks."""

from __future__ import annotations

from pydantic import BaseModel, Field

from openpbm.delivery.frame import KEY_BYTES
from openpbm.files.strict_model import STRICT


class PairedModel(BaseModel):
    """One mask, and the key to it."""

    model_config = STRICT

    transport: str = Field(min_length=1, description="how the mask is reached")
    address: str = Field(min_length=1, description="where, such as a port")
    mask_id: str = Field(min_length=1, description="the mask's id, as a plan has it")
    key: str = Field(
        pattern=f"^[0-9a-f]{{{2 * KEY_BYTES}}}$", description=f"{2 * KEY_BYTES} letters of 0-9, a-f"
    )


class PairedFileModel(BaseModel):
    """The whole file."""

    model_config = STRICT

    masks: list[PairedModel] = Field(description="a list of masks")
