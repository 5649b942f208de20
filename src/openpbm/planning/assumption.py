"""The recalled and assumed numbers a plan used, so that none passes as a fact."""

from __future__ import annotations

from collections.abc import Iterable

from openpbm.answer import AssumptionRow
from openpbm.fact import message, said
from openpbm.person import Person
from openpbm.response.evidence import Goal, Trial
from openpbm.session import Ceiling
from openpbm.tables import Number, numbers, rows

SHOWN = ("recalled", "assumed", "project")
OF_A_FIT = "fit."  # numbers that count only where a reading was fitted


def assumptions(
    person: Person,
    *,
    light_ids: Iterable[str],
    trials: Iterable[Trial],
    goals: Iterable[Goal],
    ceilings: Iterable[Ceiling],
    face_said: str = "",
) -> tuple[AssumptionRow, ...]:
    """Every number in use that was recalled or assumed, device first, then skin and heat."""
    used = set(light_ids)
    found = [
        _of_number(number)
        for table, prefix in (("light", ""), ("layout", "layout."), ("meters", "meters."))
        for number in numbers(table).values()
        if f"{prefix}{number.id}" in used and number.status in SHOWN
    ]
    if face_said:
        found.append(
            AssumptionRow(
                id="face_file",
                text=message("assumption-face_file"),
                value=face_said,
                status="project",
                source="Theory 1.3",
            )
        )
    if person.measured_ita_deg is None and person.phototype is not None:
        row = rows("phototypes")[person.phototype]
        found.append(
            AssumptionRow(
                id=f"phototypes.{person.phototype}",
                text=message("assumption-phototype"),
                value=f"{row.number('ita_low'):g} to {row.number('ita_high'):g} deg",
                status=row.text("status"),
                source=row.text("source"),
            )
        )
    if person.lab_taken_for:
        found.append(
            AssumptionRow(
                id="lab_viewing",
                text=message("assumption-instrument"),
                value=person.lab_taken_for,
                status="assumed",
                source="Theory 3.8",
            )
        )
    found.extend(_conditions(person))
    for goal in goals:
        row = rows("goals")[goal.id]
        found.append(
            AssumptionRow(
                id=f"goals.{goal.id}",
                text=message(
                    "assumption-layer", goal=goal.label.lower(), reason=goal.target_reason
                ),
                value=goal.target_layer.replace("_", " "),
                status=row.text("status"),
                source=row.text("source"),
            )
        )
    for trial in trials:
        found.extend(_of_trial(trial))
    for table in ("skin", "curvature", "thermal", "heat"):
        found.extend(
            _of_number(n)
            for n in numbers(table).values()
            if n.status in SHOWN and (person.fitted is not None or not n.id.startswith(OF_A_FIT))
        )
    found.extend(
        AssumptionRow(
            id=f"limits.{ceiling.id}",
            text=message("assumption-limit", limit=ceiling.name),
            value=f"{ceiling.limit:.3g} {ceiling.unit}",
            status=ceiling.status,
            source=ceiling.source,
        )
        for ceiling in ceilings
        if ceiling.status in SHOWN
    )
    unique = {row.id: row for row in found}
    return tuple(unique.values())


def _of_number(number: Number) -> AssumptionRow:
    spread = ""
    if number.low is not None and number.high is not None:
        spread = f" ({number.low:g} to {number.high:g})"
    return AssumptionRow(
        id=number.id,
        text=said(number.note or number.id.replace(".", ", ").replace("_", " ")),
        value=f"{number.value:g}{spread} {number.unit}",
        status=number.status,
        source=number.source,
    )


def _conditions(person: Person) -> list[AssumptionRow]:
    table = rows("conditions")
    return [
        AssumptionRow(
            id=f"conditions.{word}",
            text=message("assumption-effect", what=word.replace("_", " ")),
            value="multipliers",
            status=table[word].text("status"),
            source=table[word].text("source"),
        )
        for word in person.conditions
        if word in table
    ]


def _of_trial(trial: Trial) -> list[AssumptionRow]:
    low, high = trial.view_factor
    found = [
        AssumptionRow(
            id=f"trials.{trial.id}.geometry",
            text=message("assumption-trial_device", trial=trial.name),
            value=f"view factor {low:g} to {high:g}",
            status="assumed",
            source=trial.study.judged.device.source,
        )
    ]
    if not trial.skin_types_known:
        found.append(
            AssumptionRow(
                id=f"trials.{trial.id}.skin_types",
                text=message("assumption-trial_skin", trial=trial.name),
                value=f"{trial.skin_types[0]} to {trial.skin_types[-1]}",
                status="assumed",
                source="OpenPBM",
            )
        )
    if trial.is_interval:
        found.append(
            AssumptionRow(
                id=f"trials.{trial.id}.dose",
                text=message("assumption-trial_dose", trial=trial.name),
                value="; ".join(
                    f"{x.peak_nm:g} nm {x.dose_low_j_cm2:g} to {x.dose_high_j_cm2:g} J/cm2"
                    for x in trial.lights
                ),
                status="assumed",
                source="OpenPBM",
            )
        )
    return found
