"""Every comparison, along the way of the light."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openpbm.tables import rows
from openpbm.validation.bounce_cases import bounce_cases
from openpbm.validation.case import Case
from openpbm.validation.ceiling_cases import ceiling_cases
from openpbm.validation.direct_cases import direct_cases
from openpbm.validation.dose_cases import dose_cases
from openpbm.validation.face_cases import face_cases
from openpbm.validation.hazard_cases import hazard_cases
from openpbm.validation.heat_cases import heat_cases
from openpbm.validation.lateral_cases import lateral_cases
from openpbm.validation.light_cases import light_cases, oracle_cases
from openpbm.validation.limit_cases import limit_cases
from openpbm.validation.measured_cases import measured_cases
from openpbm.validation.meter_cases import meter_cases
from openpbm.validation.skin_cases import skin_cases
from openpbm.validation.spectrum_cases import spectrum_cases
from openpbm.validation.surface_cases import surface_cases

Progress = Callable[[str, float], None]
Cases = Callable[[], Iterator[Case]]

ALONG_THE_WAY: tuple[Cases, ...] = (
    direct_cases,
    bounce_cases,
    face_cases,
    meter_cases,
    spectrum_cases,
    skin_cases,
    measured_cases,
    light_cases,
    oracle_cases,
    surface_cases,
    lateral_cases,
    dose_cases,
    heat_cases,
    limit_cases,
    ceiling_cases,
    hazard_cases,
)


def validate(progress: Progress | None = None) -> tuple[Case, ...]:
    """Run them all; `progress` is called with a link and the share done."""
    count = len(rows("validation"))
    found: list[Case] = []
    for cases in ALONG_THE_WAY:
        for one in cases():
            found.append(one)
            if progress is not None:
                progress(one.link, len(found) / count)
    return tuple(found)
