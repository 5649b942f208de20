"""Every lit arm of the studies given back to the planner: its device, its light, its people.

    python tests/bench/replay.py [--scenarios 100] [--study ID ...] [--plans]

Writes docs/reference/replay.json and the page made from it; an arm that stands there already is
left out unless its study is named. A person with a skin of the study wears its device at its own
mean irradiance, read where its people were lit. Asked are the minutes of that arm alone against
its own, which limits its own minutes would pass, and what `plan` answers with every trial to
choose from.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from openpbm.answer import ByMaker, Planned
from openpbm.arrays import FloatArray
from openpbm.face.canonical import canonical_face
from openpbm.fact import Message
from openpbm.kept import Recent
from openpbm.mask import Channel, Claim, Mask, Reading
from openpbm.person import Person, Wish
from openpbm.planning.choose import BandMatch
from openpbm.planning.decide import (
    Chosen,
    band_matches,
    decide,
    epidermis_bound,
    exposure_of,
    region_weight,
)
from openpbm.planning.plan import circumstances, plan
from openpbm.planning.scene import Scene, scene
from openpbm.record import LightHistory
from openpbm.response.evidence import LIT, UNSTATED_TYPES, Trial, goal_of, trial_light
from openpbm.response.study import Arm, Study, all_studies
from openpbm.response.surface_dose import SurfaceDose, surface_dose
from openpbm.response.trial_dose import region_of
from openpbm.role import ROLES
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.speech.say import say
from openpbm.units import dose_j_cm2

DOCS = Path(__file__).parents[2] / "docs" / "reference"
FOUND, PAGE = DOCS / "replay.json", DOCS / "replay.md"
FORMS = {"mask": "rigid_mask", "canopy": "canopy", "panel": "panel", "contact": "flexible_mask"}
LAMPS = ("canopy", "panel")
FIVE_PLACES = ("forehead", "left_cheek", "right_cheek", "chin", "left_periorbital")
FREE_MM = 15.0  # the middle of what rigid masks keep
START = date(2026, 12, 1)
Told = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """A session of an arm as a device and a schedule: of one light, where its lights alternate."""

    name: str
    study: Study
    arm: Arm  # with the lights of this session alone
    minutes: float
    irradiance_mw_cm2: tuple[float, ...]  # mean, of each light; the middle of what is printed

    @property
    def trial(self) -> Trial:
        """The arm as a plan would follow it, whatever its tier."""
        lights = [trial_light(light, self.arm) for light in self.arm.lights]
        return Trial(
            study=self.study,
            arm=self.arm.name,
            goal=self.goal,
            tier="C",
            lights=tuple(light for light in lights if light is not None),
            alternating=False,
            session_min=self.minutes,
            gaps=(),
        )

    @property
    def goal(self) -> str:
        """What it was tried for; wrinkles, where it asked about harm alone."""
        return (*self.study.goals, "wrinkles_firmness")[0]

    @property
    def types(self) -> tuple[str, ...]:
        """The lightest skin in it, the middle one and the darkest."""
        own = self.study.skin_types or UNSTATED_TYPES
        return tuple(dict.fromkeys((own[0], self.middle_type, own[-1])))

    @property
    def middle_type(self) -> str:
        """The skin that stands for all."""
        own = self.study.skin_types or UNSTATED_TYPES
        return own[len(own) // 2]

    @property
    def regions(self) -> tuple[str, ...]:
        """Where its people were lit, on a face."""
        return (region_of(self.study.judged.device.site),)


def arms() -> Iterator[tuple[str, Study, Arm]]:
    """Every session that an arm had, under a name of its own."""
    for study in all_studies().values():
        for arm in study.arms:
            if arm.role not in LIT or not arm.lights:
                continue
            if arm.programme == "alternating" and len(arm.lights) > 1:
                for light in arm.lights:
                    share = 1.0 / len(arm.lights)
                    alone = replace(arm, lights=(light,))
                    yield f"{study.id}, {arm.name}: {light.nm:g} nm", _of_light(study, share), alone
            else:
                yield f"{study.id}, {arm.name}", study, arm


def _of_light(study: Study, share: float) -> Study:
    """The schedule of one of several lights that alternate."""
    total, often = study.sessions_total, study.sessions_per_week
    return replace(
        study,
        sessions_total=None if total is None else float(np.ceil(total * share)),
        sessions_per_week=None if often is None else often * share,
    )


def replayed(name: str, study: Study, arm: Arm) -> Replayed | str:
    """An arm as it can be given to a planner, or why it cannot."""
    doses = [surface_dose(light, arm.session_min) for light in arm.lights]
    read = tuple(dose for dose in doses if isinstance(dose, SurfaceDose))
    if len(read) < len(doses):
        first = next(dose for dose in doses if isinstance(dose, Message))
        return f"no dose: {say(first)}"
    if any((light := trial_light(one, arm)) is None or light.band is None for one in arm.lights):
        return "its light lies in no band, or is broader than one"
    if study.judged.device.kind not in FORMS:
        return "which device it was, was not read"
    if arm.session_min is None:
        return "neither its irradiance nor its minutes were read"
    middle = [(dose.low_j_cm2 + dose.high_j_cm2) / 2.0 for dose in read]
    each = tuple(dose / dose_j_cm2(1.0, arm.session_min) for dose in middle)
    return Replayed(
        name=name, study=study, arm=arm, minutes=arm.session_min, irradiance_mw_cm2=each
    )


def device_of(given: Replayed, *, hangs_free: bool = False) -> Mask:
    """Its device, with its own mean irradiance.

    Of what is worn a laboratory read it at five places; of a lamp it is that of the skin nearest
    to it, as whoever prints a lamp's irradiance holds the sensor up to it.

    A mask of which neither distance nor touch was read may touch, for all that is known;
    `hangs_free` is the same mask, said to keep its LEDs off the skin.
    """
    kind = given.study.judged.device.kind
    channels = [
        Channel(
            role=_role(light.peak_nm),
            peak_nm=light.peak_nm,
            fwhm_nm=light.fwhm_nm,
            switchable=True,
            claim=_claim(irradiance) if kind in LAMPS else None,
            readings=() if kind in LAMPS else _readings(irradiance),
        )
        for light, irradiance in zip(given.trial.lights, given.irradiance_mw_cm2, strict=True)
    ]
    return Mask(
        id=f"of_{given.study.id}",
        name=f"the device of {given.study.name}",
        form=FORMS[kind],
        channels=tuple(channels),
        setting="home" if given.study.setting == "home" else "office",
        contact=False if hangs_free else True if kind == "contact" else None,
        standoff_mm=FREE_MM if hangs_free else None,
        session_min=(given.minutes,),
        claim_status="measured",
    )


def _claim(irradiance_mw_cm2: float) -> Claim:
    return Claim(
        irradiance_mw_cm2=irradiance_mw_cm2, meaning="peak", over_time="mean", status="verified"
    )


def _readings(irradiance_mw_cm2: float) -> tuple[Reading, ...]:
    return tuple(
        Reading(region=place, irradiance_mw_cm2=irradiance_mw_cm2, meter="laboratory")
        for place in FIVE_PLACES
    )


def _role(peak_nm: float) -> str:
    """The narrowest colour that may hold this peak."""
    fitting = [role for role in ROLES.values() if role.peak_nm[0] <= peak_nm <= role.peak_nm[1]]
    return min(fitting, key=lambda role: role.peak_nm[1] - role.peak_nm[0]).name


def person_of(given: Replayed, phototype: str) -> Person:
    """A person with a skin of the study, goggles on, no light before."""
    ages = given.study.ages
    asks = given.study.judged.tier(given.goal) == "C"
    return Person(
        age_years=45.0 if ages is None else sum(ages) / 2.0,
        phototype=phototype,
        wishes=(Wish(goal=given.goal, regions=given.regions, uncontrolled=asks),),
        eye_protection="opaque_goggles",
        recent_light=LightHistory(is_known=True),
    )


def told_of(given: Replayed, phototype: str, mask: Mask, scenarios: int, kept: Recent) -> Told:
    """What is answered to one person with the device of an arm."""
    trial = given.trial
    at = scene(
        person_of(given, phototype), mask, canonical_face(None), [trial],
        seed=1, scenarios=scenarios, progress=lambda _step, _share: None, kept=kept,
    )  # fmt: skip
    setting, goal = circumstances(at, (), ()), goal_of(given.goal)
    found = decide(at, setting, goal, given.regions, [trial])
    drive = np.ones(len(mask.channels))
    matches = band_matches(at, trial, goal, given.regions, drive)
    told: Told = {
        "dose_min": round(min(match.minutes for match in matches), 2),
        "on_skin": round(_on_skin(given, at), 2),
        "passed": _passed(given, at, drive, matches),
    }
    if isinstance(found, Chosen):
        return told | {
            "minutes": found.choice.minutes,
            "held_by": list(found.choice.binding),
        }
    return told | {"refusals": sorted({refusal.id for refusal in found.refusals})}


def _on_skin(given: Replayed, at: Scene) -> float:
    """Light on the skin that is treated over the printed one, without what is thrown back."""
    straight = (at.dose.irradiance / at.dose.cavity_gain) @ region_weight(at, given.regions)
    return float(np.median(straight / np.array(given.irradiance_mw_cm2)))


def _passed(
    given: Replayed, at: Scene, drive: FloatArray, matches: Sequence[BandMatch]
) -> dict[str, list[str]]:
    """The limits that the trial's own session would pass, those that stop and those that warn."""
    exposure = exposure_of(at, circumstances(at, (), ()), given.regions, followed=given.trial)
    own = epidermis_bound(at.dose, region_weight(at, given.regions), given.trial, matches)
    found = [b for b in (*bounds(exposure), own) if not b.holds(given.minutes, drive)]
    return {
        "hard": sorted({_worst(b, given.minutes, drive) for b in found if not b.advisory}),
        "caution": sorted({b.id for b in found if b.advisory}),
    }


def _worst(bound: Bound, minutes: float, drive: FloatArray) -> str:
    value, likely = bound.value(minutes, drive), bound.likely(minutes, drive)
    return f"{bound.id} {value:.3g} (likely {likely:.3g}) of {bound.limit(minutes):.3g}"


def planned_of(given: Replayed, mask: Mask, scenarios: int, kept: Recent) -> Told:
    """What `plan` says with every trial to choose from."""
    if given.goal not in given.study.goals:
        return {"status": "not asked"}
    person = person_of(given, given.middle_type)
    found = plan(person, mask, start=START, scenarios=scenarios, kept=kept)
    if isinstance(found, Planned):
        trials = sorted({row.trial for row in found.match})
        held = {"trials": trials, "minutes": found.session.minutes, "held_by": found.held.by}
        return {"status": found.status, **held}
    if isinstance(found, ByMaker):
        return {"status": found.status, "minutes": found.session.minutes}
    return {"status": found.status, "refusals": sorted({r.id for r in found.refusals})}


def page(found: dict[str, Told]) -> str:
    """The table as Markdown."""
    played = {name: row for name, row in found.items() if "left_out" not in row}
    lines = [
        "# The trials, replayed",
        "",
        "Every lit arm of the studies, given back to the planner: a person with a skin of the",
        "study wears its device at its own mean irradiance. *Dose* is how long the dose of that",
        "arm takes on that skin, as a share of the arm's own minutes; *alone* what is given",
        "where only this arm may be followed; *passed* which limits that stop its own session",
        "would pass: worst case, likely value and limit. *Free* is the same mask, said to keep",
        "its LEDs off the skin, as neither its distance nor its plug was read. Of a lamp the",
        "printed irradiance is that of the skin nearest to it, and a cheek that is seen aslant",
        "gets 0.3 of it: its dose takes so much longer. Made by `python tests/bench/replay.py`,",
        "100 scenarios.",
        "",
        "| arm | tier | min | skin | dose | alone | passed |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, row in played.items():
        lines += _lines(name, row, "")
        free = row.get("hung_free")
        if isinstance(free, dict):
            lines += _lines(name, {**row, **free}, ", free")
    lines += ["", "## What `plan` answers, with every trial to choose from", ""]
    lines += ["| arm | answer |", "| --- | --- |"]
    for name, row in played.items():
        lines.append(f"| {name} | {_answer(row['plan'])} |")
        free = row.get("hung_free")
        if isinstance(free, dict):
            lines.append(f"| {name}, free | {_answer(free['plan'])} |")
    lines += ["", "## Left out", "", "| arms | why |", "| --- | --- |"]
    out: dict[str, list[str]] = {}
    for name, row in found.items():
        if isinstance(why := row.get("left_out"), str):
            out.setdefault(why, []).append(name.split(",")[0])
    lines += [f"| {', '.join(dict.fromkeys(names))} | {why} |" for why, names in out.items()]
    return "\n".join(lines) + "\n"


def _lines(name: str, row: Told, tag: str) -> Iterator[str]:
    people, own = row["people"], row["own_min"]
    assert isinstance(people, dict)
    assert isinstance(own, float)
    for kind, told in people.items():
        held = told.get("held_by") or []
        given = "no: " + ", ".join(told["refusals"]) if "refusals" in told else ""
        if not given:
            given = f"{told['minutes']:g} min" + (f", held by {', '.join(held)}" if held else "")
        passed = "; ".join(told["passed"]["hard"]) or "none"
        times = told["dose_min"] / own
        yield (
            f"| {name}{tag} | {row['tier'] or 'none'} | {own:g} | {kind} | {times:.2f} "
            f"| {given} | {passed} |"
        )


def _answer(told: object) -> str:
    assert isinstance(told, dict)
    if "refusals" in told:
        return f"{told['status']}: {', '.join(told['refusals'])}"
    if "minutes" not in told:
        return str(told["status"])
    trials = ", ".join(told.get("trials", ()))
    held = f", held by {told['held_by']}" if told.get("held_by") else ""
    return f"{told['status']}, {told['minutes']:g} min{f' by {trials}' if trials else ''}{held}"


def row_of(given: Replayed, scenarios: int) -> Told:
    """All that is answered to the people of one arm."""
    kept, free = Recent(), given.study.judged.device.kind == "mask"
    mask = device_of(given)
    told: Told = {
        "device": given.study.judged.device.kind,
        "types_read": bool(given.study.skin_types),
        "control": given.study.control,
        "tier": given.study.judged.tier(given.goal),
        "own_min": given.minutes,
        "irradiance_mw_cm2": [round(one, 2) for one in given.irradiance_mw_cm2],
        "people": {kind: told_of(given, kind, mask, scenarios, kept) for kind in given.types},
        "plan": planned_of(given, mask, scenarios, kept),
    }
    if free:
        hung = device_of(given, hangs_free=True)
        told["hung_free"] = {
            "people": {kind: told_of(given, kind, hung, scenarios, kept) for kind in given.types},
            "plan": planned_of(given, hung, scenarios, kept),
        }
    return told


def replanned(row: Told, given: Replayed, scenarios: int) -> Told:
    """A row with what `plan` answers today; the rest as it was found."""
    kept = Recent()
    again = {
        **row,
        "tier": given.study.judged.tier(given.goal),
        "plan": planned_of(given, device_of(given), scenarios, kept),
    }
    if isinstance(free := row.get("hung_free"), dict):
        plan_free = planned_of(given, device_of(given, hangs_free=True), scenarios, kept)
        again["hung_free"] = {**free, "plan": plan_free}
    return again


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", type=int, default=100)
    parser.add_argument("--study", nargs="*", default=[])
    parser.add_argument("--plans", action="store_true", help="only what plan answers")
    words = parser.parse_args()
    before: dict[str, Told] = json.loads(FOUND.read_text()) if FOUND.exists() else {}
    for name, study, arm in arms():
        is_there = name in before and not words.plans
        if study.id not in words.study and (words.study or is_there):
            continue
        began, given = time.perf_counter(), replayed(name, study, arm)
        if isinstance(given, str):
            before[name] = {"left_out": given}
        elif words.plans and name in before:
            before[name] = replanned(before[name], given, words.scenarios)
        else:
            before[name] = row_of(given, words.scenarios)
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
        ordered = {n: before[n] for n, _, _ in arms() if n in before}
        FOUND.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page(ordered), encoding="utf-8")
