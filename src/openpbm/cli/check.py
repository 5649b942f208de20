"""`openpbm check`: what a file is, and whether it is good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import REFUSED
from openpbm.cli.output import echo_json

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.files.person_file import PersonFile
    from openpbm.mask import Mask


TABLES = (".csv", ".tsv", ".xls", ".xlsx")


def check_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="help-check-file")],
    as_json: Annotated[bool, typer.Option("--json", help="help-as-json")] = False,
) -> None:
    """Say what a file is and whether it is good; exit code 2 where it is not."""
    kind, lines, doubts = described(file)
    if as_json:
        told: dict[str, Json] = {
            "file": str(file),
            "kind": kind,
            "good": not doubts,
            "says": [*lines, *doubts],
        }
        echo_json(told)
    else:
        good = f"a {kind} file that cannot be true" if doubts else f"a good {kind} file"
        typer.echo("\n  ".join([f"{file}: {good}", *doubts, *lines]))
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
        raise PlanFileError(
            f"{path}: found a table; expected a file that names it: a mask file (spectrum_csv, "
            "positions) for one of a light, 'openpbm skin fit' for one of skin"
        )
    text = read_text(path)
    if path.suffix.lower() != ".toml" and text.lstrip().startswith("{"):
        return (*_json_lines(path), [])
    content = parsed_toml(text, str(path))
    if "person" in content:
        return "person", _person_lines(read_person(path)), []
    if "study" in content:
        return "study", _study_lines(path), []
    if "channels" in content or "mask" in content:
        mask = _fitting(read_mask(path))
        return "mask", _mask_lines(mask), _doubts(mask)
    raise PlanFileError(
        f"{path}: found tables {', '.join(sorted(content)[:6])}; expected [person] in a person "
        "file, [mask] and [[channels]] in a mask file, [study] in a study file, or JSON with "
        "layers in a stack file"
    )


def _study_lines(path: Path) -> list[str]:
    from openpbm.files.study_file import read_study

    report = read_study(path)
    return [
        report.title,
        f"{len(report.lights)} lights, {len(report.outcomes)} results; "
        "'openpbm report-check' judges what it prints",
    ]


def _json_lines(path: Path) -> tuple[str, list[str]]:
    from openpbm.errors import PlanFileError
    from openpbm.files.json_value import parsed_json
    from openpbm.files.skin_file import KIND, skin_from
    from openpbm.files.stack_file import MOST_BYTES, stacks_from
    from openpbm.files.toml_file import read_bytes, text_of

    raw = read_bytes(path, most=MOST_BYTES)
    content = parsed_json(text_of(raw, str(path)), str(path))
    if isinstance(content, dict) and "schema_version" in content:
        raise PlanFileError(
            f"{path}: found a plan that OpenPBM wrote; expected a person, mask or stack file"
        )
    if isinstance(content, dict) and content.get("kind") == KIND:
        return "skin", [f"typology angle {skin_from(raw, str(path)).ita_deg:.3g} degrees"]
    stacks = stacks_from(raw, str(path)).stacks
    return "stack", [
        f"{len(stack.layers)} layers ({', '.join(layer.name for layer in stack.layers)}), "
        f"{stack.source.kind} light, {len(depths_mm)} depths"
        for stack, depths_mm in stacks[:20]
    ]


def _person_lines(file: PersonFile) -> list[str]:
    person = file.person
    skin = (
        f"skin type {person.phototype}"
        if person.phototype is not None
        else f"skin from a reading, typology angle {person.fitted.ita_deg:.3g} degrees"
        if person.fitted is not None
        else f"typology angle {person.measured_ita_deg:.3g} degrees"
    )
    if person.lab_taken_for:
        skin += f" (light or observer of lab not said: {person.lab_taken_for} assumed)"
    lines = [f"{person.age_years:g} years, {skin}, eyes: {person.eye_protection}"]
    goals = ", ".join(wish.goal for wish in person.wishes)
    lines.append(f"goals: {goals or 'none yet (--goal names one)'}")
    for name, entries in (
        ("conditions", list(person.conditions)),
        ("medicines", [medicine.name for medicine in person.medicines]),
        ("procedures", [f"{p.name} on {p.day}" for p in person.procedures]),
    ):
        if entries:
            lines.append(f"{name}: {', '.join(entries)}")
    if file.mask is None:
        return [*lines, "mask: none named (--mask names one)"]
    mask = _fitting(file.mask)
    return [*lines, f"mask: {mask.name}", *_mask_lines(mask)[1:], *_doubts(mask)]


def _fitting(mask: Mask) -> Mask:
    """The mask, whose LEDs find their places on a face.

    Raises:
        MaskError: they do not.
    """
    from openpbm.face.canonical import canonical_face
    from openpbm.light.layout import lay

    lay(mask, canonical_face())
    return mask


def _doubts(mask: Mask) -> list[str]:
    from openpbm.light.claim_check import doubts, overfed
    from openpbm.light.contradiction import contradictions
    from openpbm.reports.mask_words import at_odds, doubtful, too_strong

    return [
        *map(doubtful, doubts(mask)),
        *map(too_strong, overfed(mask)),
        *map(at_odds, contradictions(mask)),
    ]


def _mask_lines(mask: Mask) -> list[str]:
    from openpbm.reports.mask_words import unknowns

    colours = ", ".join(f"{channel.role} {channel.peak_nm:g} nm" for channel in mask.channels)
    lines = [mask.name, f"light: {colours}; irradiance {mask.claim_status}"]
    lines += [
        f"{channel.id}: {channel.power_said} is {channel.power_mw:.3g} mW of light an LED"
        for channel in mask.channels
        if channel.power_said
    ]
    readings = sum(len(channel.readings) for channel in mask.channels)
    if readings:
        lines.append(f"{readings} meter readings")
    if mask.fictitious:
        lines.append("fictitious: this device does not exist")
    gaps = unknowns(mask)
    if gaps:
        lines.append(f"not known, so counted as a range: {', '.join(gaps)}")
    return lines
