"""Every comparison, in order."""

from __future__ import annotations

from collections.abc import Callable

from openpbm.tables import rows
from openpbm.validation.case import Case
from openpbm.validation.hazard_cases import hazard_cases
from openpbm.validation.heat_cases import heat_cases
from openpbm.validation.lateral_cases import lateral_cases
from openpbm.validation.light_cases import light_cases, oracle_cases

Progress = Callable[[str, float], None]


def validate(progress: Progress | None = None) -> tuple[Case, ...]:
    """Run them all; `progress` is called with an area and the share done."""
    count = len(rows("validation"))
    found: list[Case] = []
    for part in (light_cases, lateral_cases, hazard_cases, heat_cases, oracle_cases):
        for one in part():
            found.append(one)
            if progress is not None:
                progress(one.area, len(found) / count)
    return tuple(found)
