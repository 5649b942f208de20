"""Every device of the catalogue with every goal: what a person of 45, type II, in goggles is told.

    python tests/bench/matrix.py [--scenarios 100] [--device ID ...]

Writes docs/reference/matrix.json and the page made from it; a device that stands there already
with every goal is left out unless it is named. No light of before, no distance, no word of the
owner; beside it each pair with ten minutes three times a week typed in.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.kept import Recent
from openpbm.light.calibrate import missing_irradiance
from openpbm.light.class_light import is_unknown
from openpbm.mask.catalogue import catalogue_row, known_mask
from openpbm.mask.light_class import light_class
from openpbm.planning.by_maker import ByProgramme, by_programme, is_too_loose
from openpbm.planning.decide import Chosen, decide
from openpbm.planning.plan import circumstances
from openpbm.planning.programme import programme_of
from openpbm.planning.scene import Scene, scene
from openpbm.planning.schedule import rhythm
from openpbm.planning.tell import is_short, target_dose
from openpbm.response.evidence import carrying, goal_of
from openpbm.tables import typed
from openpbm.tables.row.device import DeviceRow
from openpbm.tables.row.evidence import GoalRow
from plain import anybody

DOCS = Path(__file__).parents[2] / "docs" / "reference"
FOUND, PAGE = DOCS / "matrix.json", DOCS / "matrix.md"
GOALS = tuple(typed("goals", GoalRow))
WHO = anybody()
Told = dict[str, object]
SHONE = ("planned", "below_trial", "by_maker")
KEPT = Recent()  # devices share their skins


def row_of(device_id: str, scenarios: int) -> dict[str, object]:
    """Every goal of one device, as it is and with minutes and rhythm typed in.

    One scene serves all goals; what `plan` would choose is asked of it, by the same functions.
    """
    row = catalogue_row(device_id)
    mask = known_mask(row)
    about: dict[str, object] = {"setting": row.setting, "form": row.form}
    if mask is None:
        return {**about, "class": "E", "goals": {}}
    about["class"] = light_class(mask)
    if is_unknown(mask):
        told: Told = {"status": "refused", "refusals": ["no_irradiance"]}
        return {**about, "goals": {goal: {"own": told, "typed": told} for goal in GOALS}}
    trials = [trial for goal in GOALS for trial in carrying(goal)]
    at = scene(
        WHO, mask, canonical_face(None), trials,
        seed=1, scenarios=scenarios, progress=lambda _step, _share: None, kept=KEPT,
    )  # fmt: skip
    typed_in = replace(mask, session_min=(10.0,), per_week=3.0, minutes_recalled=False)
    each = {"own": at, "typed": replace(at, mask=typed_in)}
    goals = {goal: {name: told_of(there, goal) for name, there in each.items()} for goal in GOALS}
    return {**about, "goals": goals}


def has_every_goal(row: dict[str, object]) -> bool:
    """A row that was made before a goal was added lacks it; a mask of unknown light has none."""
    goals = row["goals"]
    assert isinstance(goals, dict)
    return not goals or goals.keys() >= set(GOALS)


def told_of(at: Scene, goal_id: str) -> Told:
    """What is told of one goal: by a trial, else by the maker's programme, else why not."""
    setting = circumstances(at, (), ())
    goal = goal_of(goal_id)
    refusals: list[str] = []
    if not missing_irradiance(at.mask):
        found = decide(at, setting, goal, REGIONS, carrying(goal.id), programme_of(at.mask))
        if isinstance(found, Chosen) and is_too_loose(target_dose(at, found)):
            refusals = ["known_too_loosely"]
        elif isinstance(found, Chosen):
            status = "below_trial" if is_short(found.choice) else "planned"
            pace = rhythm(found.choice.followed)
            return {
                "status": status,
                "minutes": found.choice.minutes,
                "per_week": None if pace is None else pace[0],
                "held_by": list(found.choice.binding),
            }
        else:
            refusals = [refusal.id for refusal in found.refusals]
    made = by_programme(at, setting, goal, REGIONS, ())
    if isinstance(made, ByProgramme):
        return {
            "status": "by_maker",
            "minutes": made.chosen.choice.minutes,
            "per_week": made.programme.sessions_per_week,
            "held_by": list(made.chosen.choice.binding),
        }
    return {"status": "refused", "refusals": [*refusals, *(refusal.id for refusal in made)]}


def page(found: dict[str, dict[str, object]]) -> str:
    """The table as Markdown."""
    goals = GOALS
    lines = [
        "# The matrix",
        "",
        "Every device of the catalogue with every goal, for a person of 45, type II, in opaque",
        "goggles, with no other light and no distance given: minutes and sessions a week, or the",
        "last reason why not. Made by `python tests/bench/matrix.py`. P planned, b below the",
        "trial's dose, ? the maker's programme. Reasons are the ids of refusals; a goal that the",
        "maker does not name, and minutes that nobody read, are most of them.",
        "",
        f"As they stand: {summary(found)}. {typed_in(found)}",
        "",
        f"| device | class | {' | '.join(goals)} |",
        f"| --- | --- |{' --- |' * len(goals)}",
    ]
    for device, row in found.items():
        cells = [_cell(row, goal) for goal in goals]
        lines.append(f"| `{device}` | {row['class']} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(row: dict[str, object], goal: str) -> str:
    goals = row["goals"]
    assert isinstance(goals, dict)
    if goal not in goals:
        return "no wavelength"
    own = goals[goal]["own"]
    sign = {"planned": "P", "below_trial": "b", "by_maker": "?"}.get(own["status"])
    if sign is None:
        return ", ".join(own["refusals"][-1:])
    return f"{sign} {own['minutes']:g} min, {own['per_week']}"


def typed_in(found: dict[str, dict[str, object]]) -> str:
    """How many masks of a home have minutes once their owner types ten, three times a week."""
    told = [
        goals[goal]["typed"]["status"] in SHONE
        for row in found.values()
        if row["setting"] == "home" and "mask" in str(row["form"])
        if isinstance(goals := row["goals"], dict)
        for goal in ("wrinkles_firmness", "acne")
        if goal in goals
    ]
    colourless = sum(
        row["setting"] == "home" and "mask" in str(row["form"]) and row["class"] == "E"
        for row in found.values()
    )
    return (
        f"With ten minutes three times a week typed in, {sum(told)} of {len(told)} pairs of a "
        f"home mask with wrinkles or acne have minutes; {colourless} masks of which not even the "
        "colours are known are not counted."
    )


def summary(found: dict[str, dict[str, object]]) -> str:
    """How many pairs have minutes."""
    own = Counter(_cell(row, goal)[0] for row in found.values() for goal in GOALS)
    pairs = len(found) * len(GOALS)
    return f"planned {own['P']}, below {own['b']}, by maker {own['?']}, of {pairs}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", type=int, default=100)
    parser.add_argument("--device", nargs="*", default=[])
    words = parser.parse_args()
    before = json.loads(FOUND.read_text()) if FOUND.exists() else {}
    for device in typed("devices", DeviceRow):
        if device in before and has_every_goal(before[device]) and device not in words.device:
            continue
        if words.device and device not in words.device:
            continue
        began = time.perf_counter()
        before[device] = row_of(device, words.scenarios)
        took_s = time.perf_counter() - began
        print(f"{device}: {took_s:.0f} s", file=sys.stderr)
        ordered = {d: before[d] for d in typed("devices", DeviceRow) if d in before}
        FOUND.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page(ordered), encoding="utf-8")
    print(summary(before))
