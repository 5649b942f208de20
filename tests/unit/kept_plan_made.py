"""A plan.json for the tests of what follows a plan: its parts agree, its numbers are round."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from plan_factory import planned

from openpbm.files.json_value import Json
from openpbm.files.plan_digest import sealed
from openpbm.files.plan_file import plan_json

MINUTES = 3.0
HOT_J_CM2_MIN = 2.0  # of each channel, at the nose
DAY_CAP, WEEK_CAP = 10.0, 24.0  # J/cm2; a session gives 6
RATES: list[dict[str, Json]] = [
    {"region": "nose", "mean_j_cm2_min": 1.0, "hot_j_cm2_min": HOT_J_CM2_MIN}
]


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
    made = plan_json(planned())
    first = start or date.today()
    limits = _limits(rows(made, "ceilings"), day_cap, week_cap)
    own, course = made["session"], made["course"]
    assert isinstance(own, dict)
    assert isinstance(course, dict)
    channels: list[Json] = [
        {**channel, "rates": [dict(row) for row in RATES]} for channel in rows(own, "channels")
    ]
    parts: list[Json] = [
        {"zone": zone, "regions": ["nose"], "goal": "wrinkles", "minutes": MINUTES,
         "channels": channels}
        for zone in zones
    ]  # fmt: skip
    dates: list[Json] = [
        (first + timedelta(days=7 * week + day)).isoformat()
        for week in range(weeks)
        for day in range(5)
    ]
    content: dict[str, Json] = {
        **made,
        "start_date": first.isoformat(),
        "ceilings": limits,
        "session": {**own, "ceilings": limits, "channels": channels, "zones": parts},
        "course": {**course, "start": first.isoformat(), "dates": dates, "weeks": weeks},
        "recent_light": {"is_known": known, "doses": []},
    }
    return sealed(content)


def _limits(made: list[dict[str, Json]], day_cap: float, week_cap: float) -> list[Json]:
    """The ceilings of the factory under the names that delivery reads, and those of days."""
    names = {"skin_temp": "skin_temperature"}
    found: list[Json] = [{**row, "id": names.get(str(row["id"]), row["id"])} for row in made]
    for window, limit in (("day", day_cap), ("week", week_cap), ("course", 1e6)):
        for band in ("red", "nir"):
            row: dict[str, Json] = {
                "id": f"light_{window}_{band}",
                "value": round(0.1 * limit, 6),
                "limit": limit,
                "margin": 0.9,
            }
            found.append({**made[0], **row, "advisory": False, "binding": False})
    return found


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
