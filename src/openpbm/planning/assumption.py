"""The recalled and assumed numbers a plan used, so that none passes as a fact."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from openpbm.answer import AssumptionRow
from openpbm.fact import Message, Name, Quantity, message, said
from openpbm.person import Person
from openpbm.response.evidence import Goal, Trial
from openpbm.session import Ceiling
from openpbm.tables import Number, numbers, rows

SHOWN = ("recalled", "assumed", "project")
OF_LIGHT = {"light": "", "layout": "layout.", "meters": "meters."}  # prefix of what was used
OF_SKIN = ("skin", "curvature", "thermal", "heat")
FIGURES = 6
SAID_FROM = 1e-3  # below it a sentence only says that there is next to nothing
OF_A_FIT = "fit."  # numbers that count only where a reading was fitted


def assumptions(
    person: Person,
    *,
    light_ids: Iterable[str],
    trials: Iterable[Trial],
    goals: Iterable[Goal],
    ceilings: Iterable[Ceiling],
    face_told: Message | None = None,
) -> tuple[AssumptionRow, ...]:
    """Every number in use that was recalled or assumed, device first, then skin and heat."""
    found = (
        *_of_light(set(light_ids)),
        *_of_face(face_told),
        *_of_colour(person),
        *_of_conditions(person),
        *map(_of_goal, goals),
        *(row for trial in trials for row in _of_trial(trial)),
        *_of_skin(person),
        *_of_limits(ceilings),
    )
    return tuple({row.id: row for row in found}.values())


def _of_light(used: Container[str]) -> Iterator[AssumptionRow]:
    for table, prefix in OF_LIGHT.items():
        for number in numbers(table).values():
            if f"{prefix}{number.id}" in used and number.status in SHOWN:
                yield _of_number(number)


def _of_face(face_told: Message | None) -> Iterator[AssumptionRow]:
    if face_told is not None:
        yield AssumptionRow(
            id="face_file",
            text=message("assumption-face_file"),
            value=face_told,
            status="project",
            source="Theory 1.3",
        )


def _of_colour(person: Person) -> Iterator[AssumptionRow]:
    if person.measured_ita_deg is None and person.phototype is not None:
        row = rows("phototypes")[person.phototype]
        yield AssumptionRow(
            id=f"phototypes.{person.phototype}",
            text=message("assumption-phototype"),
            value=said(f"{row.number('ita_low'):g} to {row.number('ita_high'):g} deg"),
            status=row.text("status"),
            source=row.text("source"),
        )
    if person.lab_taken_for:
        yield AssumptionRow(
            id="lab_viewing",
            text=message("assumption-instrument"),
            value=said(person.lab_taken_for),
            status="assumed",
            source="Theory 3.8",
        )


def _of_goal(goal: Goal) -> AssumptionRow:
    row = rows("goals")[goal.id]
    return AssumptionRow(
        id=f"goals.{goal.id}",
        text=message("assumption-layer", goal=Name("goal", goal.id), reason=goal.target_reason),
        value=message("said-as_it_is", text=Name("layer", goal.target_layer)),
        status=row.text("status"),
        source=row.text("source"),
    )


def _of_skin(person: Person) -> Iterator[AssumptionRow]:
    for table in OF_SKIN:
        for number in numbers(table).values():
            fits = person.fitted is not None or not number.id.startswith(OF_A_FIT)
            if number.status in SHOWN and fits:
                yield _of_number(number)


def _of_limits(ceilings: Iterable[Ceiling]) -> Iterator[AssumptionRow]:
    for ceiling in ceilings:
        if ceiling.status in SHOWN:
            yield AssumptionRow(
                id=f"limits.{ceiling.id}",
                text=message("assumption-limit", limit=ceiling.name),
                value=message("said-as_it_is", text=_shown(ceiling)),
                status=ceiling.status,
                source=ceiling.source,
            )


def _shown(ceiling: Ceiling) -> Quantity:
    return Quantity(ceiling.limit, ceiling.unit, figures=3, trimmed=True)


def _of_number(number: Number) -> AssumptionRow:
    return AssumptionRow(
        id=number.id,
        text=said(number.name),
        value=_value(number),
        status=number.status,
        source=f"{number.source}; {number.note}" if number.note else number.source,
    )


def _value(number: Number) -> Message:
    """A number and where it lies; what is too small to be said by its decimals stays as it is."""
    ends = () if number.low is None or number.high is None else (number.low, number.high)
    if any(0.0 < abs(value) < SAID_FROM for value in (number.value, *ends)):
        told = f" ({ends[0]:g} to {ends[1]:g})" if ends else ""
        return said(f"{number.value:g}{told} {number.unit}")
    value, *spread = (
        Quantity(value, number.unit, figures=FIGURES, trimmed=True)
        for value in (number.value, *ends)
    )
    if not spread:
        return message("said-as_it_is", text=value)
    return message("assumption-spread", value=value, low=spread[0], high=spread[1])


def _of_conditions(person: Person) -> list[AssumptionRow]:
    table = rows("conditions")
    return [
        AssumptionRow(
            id=f"conditions.{word}",
            text=message("assumption-effect", what=word.replace("_", " ")),
            value=said("multipliers"),
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
            value=message("assumption-view_factor", low=f"{low:g}", high=f"{high:g}"),
            status="assumed",
            source=trial.study.judged.device.source,
        )
    ]
    if not trial.skin_types_known:
        found.append(
            AssumptionRow(
                id=f"trials.{trial.id}.skin_types",
                text=message("assumption-trial_skin", trial=trial.name),
                value=said(f"{trial.skin_types[0]} to {trial.skin_types[-1]}"),
                status="assumed",
                source="OpenPBM",
            )
        )
    if trial.is_interval:
        found.append(
            AssumptionRow(
                id=f"trials.{trial.id}.dose",
                text=message("assumption-trial_dose", trial=trial.name),
                value=said(
                    "; ".join(
                        f"{x.peak_nm:g} nm {x.dose_low_j_cm2:g} to {x.dose_high_j_cm2:g} J/cm2"
                        for x in trial.lights
                    )
                ),
                status="assumed",
                source="OpenPBM",
            )
        )
    return found
