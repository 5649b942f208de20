"""Rows of the wire of the open mask: messages, codes, and what the mask keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpbm.tables.row.parent import Sourced


@dataclass(frozen=True, kw_only=True)
class WireField:
    """One field as it travels, little-endian: `s8` is eight bytes, `u16` a number."""

    name: str
    type: Literal["s3", "s4", "s8", "s16", "u8", "u16", "u32", "i16"]
    about: str


@dataclass(frozen=True, kw_only=True)
class WireRow(Sourced):
    """A message, a code of a list, or a struct that is kept."""

    group: Literal[
        "to_mask", "to_host", "kept", "trip", "refusal", "flag", "feature", "state", "log"
    ]
    code: int
    name: str
    about: str
    fields: tuple[WireField, ...] = ()
    each: tuple[WireField, ...] = ()  # again for each channel
    ends_with_cause: bool | None = None  # of a trip: gone when its cause is
