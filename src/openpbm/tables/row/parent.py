"""Where the numbers of a row come from: status and source, of the row or of each field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Status = Literal["verified", "derived", "fitted", "recalled", "assumed", "project", "mixed"]
STATUSES: tuple[str, ...] = get_args(Status)


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """A row: its name, and where it comes from."""

    id: str
    status: Status
    source: str


@dataclass(frozen=True, kw_only=True)
class FieldParent:
    """Where one field of a row comes from."""

    status: Literal["verified", "derived", "recalled"]
    sources: tuple[str, ...] = ()  # ids of the row's sources
    derived_from: str = ""
