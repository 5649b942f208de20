"""A plan.json for the tests of what follows a plan: its parts agree, its numbers are round."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from plan_factory import planned

from openpbm.answer import Planned
from openpbm.files.json_value import Json
from openpbm.files.plan.file import plan_json
from openpbm.record import LightHistory
from openpbm.session import Ceiling, RegionRate, ZoneSession

MINUTES = 3.0
HOT_J_CM2_MIN = 2.0  # of each channel, at the nose
DAY_CAP, WEEK_CAP = 10.0, 24.0  # J/cm2; a session gives 6
RATES = (RegionRate(region="nose", mean_j_cm2_min=1.0, hot_j_cm2_min=HOT_J_CM2_MIN),)


def plan(
    start: date | None = None,
    *,
    weeks: int = 12,
    known: bool = True,
    zones: tuple[str, ...] = (),
    day_cap: float = DAY_CAP,
    week_cap: float = WEEK_CAP,
) -> dict[str, Json]:
    """A plan.json as a dictionary: three minutes, five days a week, from today on."""
    first = start or date.today()
    return plan_json(_plan(first, weeks, known, zones, day_cap, week_cap))


@cache
def _plan(
    first: date, weeks: int, known: bool, zones: tuple[str, ...], day_cap: float, week_cap: float
) -> Planned:
    made = planned()
    channels = tuple(replace(channel, rates=RATES) for channel in made.session.channels)
    session = replace(
        made.session,
        ceilings=_limits(made.session.ceilings, day_cap, week_cap),
        channels=channels,
        zones=tuple(
            ZoneSession(
                zone=zone, regions=("nose",), goal="wrinkles", minutes=MINUTES, channels=channels
            )
            for zone in zones
        ),
    )
    dates = (first + timedelta(days=7 * week + day) for week in range(weeks) for day in range(5))
    return replace(
        made,
        start_date=first,
        session=session,
        course=replace(made.course, start=first, dates=tuple(dates), weeks=weeks),
        person=replace(made.person, recent_light=LightHistory(is_known=known)),
    )


def _limits(made: tuple[Ceiling, ...], day_cap: float, week_cap: float) -> tuple[Ceiling, ...]:
    """The ceilings of the factory under the names that delivery reads, and those of days."""
    names = {"skin_temp": "skin_temperature"}
    found = [replace(row, id=names.get(row.id, row.id)) for row in made]
    for window, limit in (("day", day_cap), ("week", week_cap), ("course", 1e6)):
        for band in ("red", "nir"):
            name, value = f"light_{window}_{band}", round(0.1 * limit, 6)
            row = replace(made[0], id=name, value=value, limit=limit)
            found.append(replace(row, advisory=False, binding=False))
    return tuple(found)


def rows(of: dict[str, Json], name: str) -> list[dict[str, Json]]:
    """A list of objects under a name."""
    found = of[name]
    assert isinstance(found, list)
    return [row for row in found if isinstance(row, dict)]


def written(folder: Path, content: object) -> Path:
    """The content as plan.json in a folder."""
    path = folder / "plan.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
