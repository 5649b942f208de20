"""What is noted beside the last plan of a person, by whoever made it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpbm.errors import OpenPBMError
from openpbm.files.json_value import Json, parsed_json
from openpbm.sitting.plan import KeptPlan
from openpbm.tracking.adherence import GoesOn

ABOUT = "made.json"


def noted(folder: Path) -> dict[str, Json]:
    """All of it, in the folder of a plan; of a file that holds none, nothing is.

    Raises:
        OSError, OpenPBMError, ValueError: there is none, or it cannot be read.
    """
    found = parsed_json((folder / ABOUT).read_text(encoding="utf-8"), ABOUT)
    return found if isinstance(found, dict) else {}


def as_noted(plan: KeptPlan, folder: Path) -> KeptPlan:
    """A plan with what is noted beside it; the plan alone where that cannot be read."""
    with suppress(OSError, OpenPBMError, ValueError):
        about = noted(folder)
        return replace(plan, screened=_day(about.get("screened")), goes_on=_goes_on(about))
    return plan


def note_of(goes_on: GoesOn) -> Json:
    """As it is noted."""
    return {"plans": list(goes_on.plans), "since": goes_on.since.isoformat()}


def _goes_on(about: dict[str, Json]) -> GoesOn | None:
    said = about.get("goes_on")
    if not isinstance(said, dict):
        return None
    plans, since = said.get("plans"), _day(said.get("since"))
    if not isinstance(plans, list) or since is None:
        return None
    return GoesOn(plans=tuple(str(each) for each in plans), since=since)


def _day(said: Json) -> date | None:
    return None if said is None else date.fromisoformat(str(said))
