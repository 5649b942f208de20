"""plan.json: a plan as one noun, with the keys that devices and other programs rely on.

The noun itself is written by `shape`. Here stands only where its parts lie in the file, and
what the file says once more for whoever needs no more of a plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from openpbm.answer import INTENDED_USE, ByMaker, Finding, Given, Plan, Planned, Refused
from openpbm.errors import PlanFileError
from openpbm.files.json_value import Json, json_text, parsed_json
from openpbm.files.plan.digest import KEY, check_sealed, sealed
from openpbm.files.shape import from_json, noun_of, to_json
from openpbm.files.shape.kind import Rows
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.record import LightHabit
from openpbm.speech.say import in_english, say

SCHEMA_VERSION = "2"
OLD_VERSION = "1"  # can be shown, gives no light
LARGEST_BYTES = 50_000_000
Kind: TypeAlias = type[Planned] | type[ByMaker] | type[Refused]
KINDS: Mapping[str, Kind] = {
    "planned": Planned,
    "below_trial": Planned,
    "by_maker": ByMaker,
    "refused": Refused,
    "insufficient_evidence": Refused,
}


def plan_text(plan: Plan) -> str:
    """The plan as the text of plan.json.

    Args:
        plan: any answer; what is read back from the text is equal to it.

    Source: docs/reference/plan-json.md.
    """
    return json_text(plan_json(plan))


def plan_json(plan: Plan) -> dict[str, Json]:
    """The plan as JSON values, sealed."""
    return sealed({**nothing_planned(), **moved(to_json(plan)), **_said_again(plan)})


def nothing_planned() -> dict[str, Json]:
    """What an answer says of what only others have: nothing, under the same keys."""
    shared = noun_of(Refused).properties
    found: dict[str, Json] = {}
    for noun in (Planned, ByMaker):
        for name, kind in noun_of(noun).properties.items():
            if name not in shared:
                found[name] = [] if isinstance(kind, Rows) else None
    return moved(found)


def moved(content: dict[str, Json]) -> dict[str, Json]:
    """What lies elsewhere in the file than in the noun: the target, and the mask's own timer."""
    session, timer = content.get("session"), None
    target: Json = {
        "layer": content.pop("target_layer", ""),
        "dose_j_cm2": content.pop("target_dose", None),
    }
    if isinstance(session, dict):
        programme, by_hand = session.pop("timer_min"), session.pop("stop_by_hand")
        timer = {"program_min": programme, "stop_by_hand": by_hand}
    return {**content, "target": target, "timer": timer}


def _home(content: dict[str, Json]) -> dict[str, Json]:
    """The parts under the names of the noun's fields again."""
    target, timer, session = content.pop("target"), content.pop("timer"), content.get("session")
    if isinstance(target, dict):
        content |= {"target_layer": target.get("layer"), "target_dose": target.get("dose_j_cm2")}
    if isinstance(timer, dict) and isinstance(session, dict):
        programme, by_hand = timer.get("program_min"), timer.get("stop_by_hand")
        content["session"] = {**session, "timer_min": programme, "stop_by_hand": by_hand}
    return content


def _said_again(plan: Plan) -> dict[str, Json]:
    mask, light = plan.mask, plan.person.recent_light
    doses: list[Json] = [to_json(dose) for dose in light.doses]
    habits: list[Json] = [_habit(habit, plan) for habit in light.habits]
    ceilings: list[Json] = []
    if isinstance(plan, Given):
        ceilings = [to_json(ceiling) for ceiling in plan.session.ceilings]
    return {
        "schema_version": SCHEMA_VERSION,
        "intended_use": in_english(INTENDED_USE),
        "device": {
            "id": mask.id,
            "name": mask.name,
            "claim_status": mask.claim_status,
            "fictitious": mask.fictitious,
        },
        "ceilings": ceilings,
        "recent_light": {"is_known": light.is_known, "doses": doses, "habits": habits},
    }


def _habit(habit: LightHabit, plan: Plan) -> Json:
    begins = habit.begins(plan.start_date)
    return {
        "sessions_per_week": habit.sessions_per_week,
        "bands": list(habit.bands),
        "dose_j_cm2": habit.dose_j_cm2,
        "since": None if begins is None else begins.isoformat(),
    }


def finding_json(finding: Finding) -> dict[str, Json]:
    """A row of the screen, as plan.json and `openpbm screen --json` write it."""
    return to_json(finding)


def read_plan_file(path: Path) -> Plan:
    """The plan that a plan.json holds, to the last digit.

    Args:
        path: of the file.

    Raises:
        PlanFileError: absent, not a plan, of another version, or changed anywhere.
    """
    return plan_of(plan_content(path), str(path))


def plan_content(path: Path) -> dict[str, Json]:
    """What a plan.json says, of whatever version.

    Raises:
        PlanFileError: absent, or not a plan.
    """
    content = parsed_json(text_of(read_bytes(path, most=LARGEST_BYTES), str(path)), str(path))
    if not isinstance(content, dict) or "schema_version" not in content:
        raise PlanFileError(f"{path}: found no plan; expected a plan.json of 'openpbm plan'")
    return content


def is_old(content: Mapping[str, Json]) -> bool:
    """True for a plan that an earlier OpenPBM made: it can be shown, and gives no light."""
    return content.get("schema_version") == OLD_VERSION


def plan_of(content: Mapping[str, Json], where: str) -> Plan:
    """The plan that was written as this.

    Raises:
        PlanFileError: another version, a value that no plan holds, or one that was changed.
    """
    _check_version(content, where)
    status = content.get("status")
    kind = KINDS.get(status) if isinstance(status, str) else None
    if kind is None:
        raise PlanFileError(
            f"{where}: field status: found {status!r}; expected one of {', '.join(KINDS)}"
        )
    fields = _fields(content, kind, where)
    try:
        plan = from_json(kind, fields, where, PlanFileError)
    except PlanFileError as problem:
        raise PlanFileError(say("file-plan_unlike", problem=str(problem))) from None
    again = _said_again(plan)
    for name in again:
        if content.get(name) != again[name]:
            raise PlanFileError(say("file-plan_other_values", where=where, field=name))
    check_sealed(content, where)
    return plan


def _check_version(content: Mapping[str, Json], where: str) -> None:
    if is_old(content):
        raise PlanFileError(
            f'{where}: field schema_version: found "{OLD_VERSION}", a plan of an earlier OpenPBM, '
            "which gives no light and is counted no more ('openpbm report' shows it); expected "
            f'"{SCHEMA_VERSION}": make the plan again'
        )
    version = content.get("schema_version")
    if version != SCHEMA_VERSION:
        raise PlanFileError(
            f"{where}: field schema_version: found {version!r}; expected "
            f'"{SCHEMA_VERSION}", the version that this program reads'
        )


def _fields(content: Mapping[str, Json], kind: Kind, where: str) -> dict[str, Json]:
    """The fields of the noun, out of all that the file says."""
    empty = nothing_planned()
    lacking = [name for name in empty if name not in content]
    if lacking:
        raise PlanFileError(say("file-plan_nothing", where=where, field=lacking[0]))
    goes = [name for name in ("session", "course", "timer") if content[name] is not None]
    if bool(goes) != (kind is not Refused) or (goes and len(goes) < 3):
        status = f"{content['status']}"
        raise PlanFileError(say("file-plan_session", where=where, status=status))
    known = noun_of(kind).properties
    names = {KEY, "ceilings", "device", "intended_use", "recent_light", "schema_version"}
    own = _home({name: value for name, value in content.items() if name not in names})
    for name in own.keys() - known.keys():
        if own[name]:
            raise PlanFileError(say("file-plan_value", where=where, field=name))
    return {name: value for name, value in own.items() if name in known}
