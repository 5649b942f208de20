"""`openpbm check`: what a file is, and whether it is good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import REFUSED
from openpbm.cli.option import AsJson
from openpbm.cli.output import echo_json, told
from openpbm.fact import Name, Quantity, message, several, theirs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpbm.fact import Message, Several
    from openpbm.files.json_value import Json
    from openpbm.files.person_file import PersonFile
    from openpbm.mask import Mask
    from openpbm.person import Person


TABLES = (".csv", ".tsv", ".xls", ".xlsx", ".spdx", ".xml", ".ies", ".ldt", ".pos", ".kicad_pcb",
          ".cgats")  # fmt: skip


def check_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="help-check-file")],
    as_json: AsJson = False,
) -> None:
    """Say what a file is and whether it is good; exit code 2 where it is not."""
    kind, lines, doubts = described(file)
    if as_json:
        summary: dict[str, Json] = {
            "file": str(file),
            "kind": kind,
            "good": not doubts,
            "says": [*lines, *doubts],
        }
        echo_json(summary)
    else:
        head = message(f"cli-check_good_{kind}", file=str(file))
        if doubts:
            head = message("cli-check_untrue", file=str(file))
        typer.echo("\n  ".join([told(head), *doubts, *lines]))
    if doubts:
        raise typer.Exit(REFUSED)


def described(path: Path) -> tuple[str, list[str], list[str]]:
    """The kind of a file, what it says in a few lines, and what of it cannot be true.

    Raises:
        InputError: it is none of these, or has a slip in it.
    """
    from openpbm.errors import PlanFileError
    from openpbm.files.mask_file import read_mask
    from openpbm.files.person_file import read_person
    from openpbm.files.toml_file import parsed_toml, read_text

    if path.suffix.lower() == ".json":
        return (*_json_lines(path), [])
    if path.suffix.lower() in TABLES:
        raise PlanFileError(told(message("cli-check_table", file=str(path))))
    text = read_text(path)
    if path.suffix.lower() != ".toml" and text.lstrip().startswith("{"):
        return (*_json_lines(path), [])
    content = parsed_toml(text, str(path))
    if "person" in content:
        return "person", _person_lines(read_person(path)), []
    if "study" in content:
        return "study", _study_lines(path), []
    if "masks" in content and "people" in content:
        return "sweep", _sweep_lines(path), []
    if "tolerance" in content:
        return "limits", _limits_lines(path), []
    if "trial" in content:
        return "trial", _trial_lines(path), []
    if "channels" in content or "mask" in content:
        mask = _fitting(read_mask(path))
        return "mask", _mask_lines(mask), _doubts(mask)
    tables = several(sorted(content)[:6], "comma")
    raise PlanFileError(told(message("cli-check_unknown", file=str(path), tables=tables)))


def _study_lines(path: Path) -> list[str]:
    from openpbm.files.study_file import read_study

    report = read_study(path)
    lights, results = len(report.lights), len(report.outcomes)
    return [report.title, told(message("cli-told_study", lights=lights, results=results))]


def _sweep_lines(path: Path) -> list[str]:
    from openpbm.files.sweep_file import read_sweep

    found = read_sweep(path)
    many = message(
        "cli-told_sweep",
        evaluations=found.evaluations,
        people=found.population.count,
        masks=len(found.masks),
        designs=len(found.designs),
    )
    return [told(many)]


def _limits_lines(path: Path) -> list[str]:
    from openpbm.files.tolerance_file import read_limits
    from openpbm.sweeps.told import of_asked

    found = read_limits(path, None)
    many = message("cli-told_limits", limits=len(found.limits), masks=found.made)
    return [*map(told, (many, *of_asked(found)))]


def _trial_lines(path: Path) -> list[str]:
    from openpbm.files.trial_file import read_trial

    found = read_trial(path)
    return [found.trial.title, *(told(note) for note in found.notes)]


def _json_lines(path: Path) -> tuple[str, list[str]]:
    from openpbm.errors import PlanFileError
    from openpbm.files.json_value import parsed_json
    from openpbm.files.skin_file import KIND, skin_from
    from openpbm.files.stack_file import MOST_BYTES, stacks_from
    from openpbm.files.toml_file import read_bytes, text_of

    raw = read_bytes(path, most=MOST_BYTES)
    content = parsed_json(text_of(raw, str(path)), str(path))
    if isinstance(content, dict) and "schema_version" in content:
        raise PlanFileError(told(message("cli-check_plan", file=str(path))))
    if isinstance(content, dict) and content.get("kind") == KIND:
        angle = _figures(skin_from(raw, str(path)).ita_deg)
        return "skin", [told(message("cli-told_angle", angle=angle))]
    stacks = stacks_from(raw, str(path)).stacks
    return "stack", [
        told(
            message(
                "cli-told_stack",
                layers=len(stack.layers),
                names=several([theirs(layer.name) for layer in stack.layers], "comma"),
                light=stack.source.kind,
                depths=len(depths_mm),
            )
        )
        for stack, depths_mm in stacks[:20]
    ]


def _figures(value: float, unit: str = "1") -> Quantity:
    """A number with at most three figures."""
    return Quantity(value, unit, figures=3, trimmed=True)


def _person_lines(file: PersonFile) -> list[str]:
    lines = [told(fact) for fact in _person_facts(file.person)]
    if file.mask is None:
        return [*lines, told(message("cli-told_no_mask"))]
    mask = _fitting(file.mask, file)
    named = told(message("cli-told_mask", name=theirs(mask.name)))
    return [*lines, named, *_mask_lines(mask)[1:], *_doubts(mask)]


def _person_facts(person: Person) -> Iterator[Message]:
    age = Quantity(person.age_years, "1", figures=4, trimmed=True)
    yield message("cli-told_person", age=age, skin=_skin(person), eyes=person.eye_protection)
    goals = several([wish.goal for wish in person.wishes], "comma")
    yield message("cli-told_goals", goals=goals) if goals.items else message("cli-told_no_goals")
    procedures = [message("cli-told_procedure", name=p.name, day=p.day) for p in person.procedures]
    if person.conditions:
        yield message("cli-told_conditions", entries=several(person.conditions, "comma"))
    if person.medicines:
        names = several([medicine.name for medicine in person.medicines], "comma")
        yield message("cli-told_medicines", entries=names)
    if procedures:
        yield message("cli-told_procedures", entries=several(procedures, "comma"))


def _skin(person: Person) -> Message:
    if person.phototype is not None:
        skin = message("cli-told_skin_type", phototype=person.phototype)
    elif person.fitted is not None:
        skin = message("cli-told_skin_read", angle=_figures(person.fitted.ita_deg))
    else:
        assert person.measured_ita_deg is not None
        skin = message("cli-told_angle", angle=_figures(person.measured_ita_deg))
    if person.lab_taken_for:
        return message("cli-told_lab_taken", skin=skin, taken=str(person.lab_taken_for))
    return skin


def _fitting(mask: Mask, whose: PersonFile | None = None) -> Mask:
    """The mask, whose LEDs find their places before the face of a plan.

    Raises:
        FaceError: the file of the face is none.
        MaskError: they do not.
    """
    from openpbm.face.canonical import canonical_face
    from openpbm.files.scan import face_of
    from openpbm.light.wear import wear
    from openpbm.tables import numbers

    own = None if whose is None else face_of(whose)
    face = own or canonical_face(None if whose is None else whose.person.face_height_mm)
    usual, least = numbers("light")[f"standoff.{mask.form}"], numbers("layout")["least_standoff_mm"]
    stated = usual.value if mask.standoff_mm is None else mask.standoff_mm
    wear(mask, face, standoff_mm=max(stated, least.value))
    return mask


def _doubts(mask: Mask) -> list[str]:
    from openpbm.light.contradiction import untrue

    return [*map(told, untrue(mask))]


def _mask_lines(mask: Mask) -> list[str]:
    from openpbm.reports.mask.words import unknowns

    facts = [message(f"cli-told_light_{mask.claim_status}", colours=_colours(mask))]
    facts += [
        message(
            "cli-told_power",
            channel=channel.id,
            stated=channel.power_said,
            power=_figures(channel.power_mw, "mW"),
        )
        for channel in mask.channels
        if channel.power_said and channel.power_mw is not None
    ]
    readings = sum(len(channel.readings) for channel in mask.channels)
    if readings:
        facts.append(message("cli-told_readings", readings=readings))
    if mask.fictitious:
        facts.append(message("cli-told_fictitious"))
    gaps = unknowns(mask)
    if gaps:
        facts.append(message("cli-told_gaps", unknowns=several(gaps, "comma")))
    return [mask.name, *map(told, facts)]


def _colours(mask: Mask) -> Several:
    return several(
        [
            message(
                "cli-told_colour",
                colour=Name("role", channel.role),
                peak=Quantity(channel.peak_nm, "nm"),
            )
            for channel in mask.channels
        ],
        "comma",
    )
