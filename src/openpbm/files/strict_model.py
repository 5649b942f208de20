"""How every file is read: no other fields, no other types, no number without end."""

from __future__ import annotations

from pydantic import ConfigDict

STRICT = ConfigDict(
    extra="forbid",
    strict=True,
    frozen=True,
    allow_inf_nan=False,
    defer_build=True,  # most commands read few of the models
)
