"""How a practice is called, and whether it asks for the year of birth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from annotated_types import Len

from openpbm.errors import InputError
from openpbm.files.answer import LONGEST
from openpbm.files.folder import write_outputs
from openpbm.files.practice.device import HOUSE
from openpbm.files.practice.house_file import house_text, read_house

KIND, FILE = "openpbm-practice", "practice.json"


@dataclass(frozen=True, kw_only=True)
class Practice:
    """What stands on every record of a practice; a home has none of it."""

    name: Annotated[str, Len(0, LONGEST)] = ""
    asks_born: bool = False


def read_practice(folder: Path) -> Practice:
    """The practice of a data folder; one without a name where nothing, or nothing good, is kept."""
    try:
        return read_house(folder / HOUSE / FILE, KIND, Practice)
    except InputError:
        return Practice()


def keep_practice(folder: Path, practice: Practice) -> None:
    """Write it. Raises PlanFileError where the folder takes no files."""
    write_outputs(folder / HOUSE, {FILE: house_text(KIND, practice)})
