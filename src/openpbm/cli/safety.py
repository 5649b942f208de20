"""`openpbm safety`: a mask against the limits for eyes and skin."""

from __future__ import annotations

import math
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.codes import DONE, REFUSED
from openpbm.cli.option import AsJson
from openpbm.cli.output import plain
from openpbm.cli.output import told as spoken
from openpbm.fact import Name, Quantity, message, several
from openpbm.speech.language import ENGLISH, speaking

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.mask import Mask
    from openpbm.planning.judged import Judged, Strictest, Verdict
    from openpbm.safety.goggle import Density
    from openpbm.safety.hazard.case import Hazard
    from openpbm.safety.hazard.mask import MaskHazards
    from openpbm.safety.hazard.risk_group import GroupRow
    from openpbm.safety.standard import StandardLine

WIDTH, NAME = 80, 37  # of a line, and of the first column of a table
FILE = "hazard.html"
MOST_GAPS = 5
MOST_LIMITS = 2  # the report has them all
MOST_HAZARDS = 5
LEAST_MARGIN = -999  # per cent; what lies below it is only said to
NOTHING = 1e-9  # below it a value is written 0
SMALLEST_READ, MOST_READ = 1e-3, 1e6  # between them a value has no power of ten


def safety_command(
    mask: Annotated[str, typer.Argument(metavar="MASK", help="help-safety-mask")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-safety-out")] = Path("openpbm-out"),
    minutes: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            max=500.0,
            metavar="MIN",
            help="help-safety-minutes",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Judge a mask's light for eyes and skin: hazard.html, and a summary here."""
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.json_value import json_text
    from openpbm.files.mask_file import find_mask
    from openpbm.reports.hazard.html import hazard_html

    check_writable(out)
    found = _judged(find_mask(mask), minutes)
    write_outputs(out, {FILE: hazard_html(found.hazards, found)})
    if as_json:
        with speaking(ENGLISH):
            typer.echo(json_text(summary(found)), nl=False)
    else:
        typer.echo("\n".join([*lines(found), spoken(message("cli-report", path=str(out / FILE)))]))
    raise typer.Exit(DONE if found.hazards.is_judged else REFUSED)


def _judged(mask: Mask, minutes: float | None) -> Verdict:
    import os

    from openpbm.cli.progress import shown_progress
    from openpbm.files.light.folder import light_folder
    from openpbm.person import usual_person
    from openpbm.planning.judged import verdict_of

    with shown_progress() as progress:
        return verdict_of(
            mask, usual_person(), minutes, progress=progress, kept=light_folder(os.environ)
        )


def lines(verdict: Verdict) -> list[str]:
    """The summary for a terminal, at most 80 columns."""
    from openpbm.reports.hazard import verdict as said
    from openpbm.reports.words import translated

    found = verdict.hazards
    word, rest = said.verdict(verdict)
    told = [*_wrapped(f"{found.mask.name} ({found.mask.id})"), *_wrapped(word + rest), ""]
    if found.is_judged:
        told += _judged_lines(verdict)
    else:
        told += _allowed_lines(found)
    told += [*(_skin_lines(verdict) if verdict.limits else ()), ""]
    gaps = [gap for gap in found.gaps if gap.matters] or list(found.gaps)
    first = several([gap.what for gap in gaps[:MOST_GAPS]], "semicolon")
    unknown = message("cli-safety_unknown", unknowns=first)
    if len(gaps) > MOST_GAPS:
        unknown = message("cli-safety_unknown_more", unknowns=first, more=len(gaps) - MOST_GAPS)
    told += _wrapped(spoken(unknown))
    told += _wrapped(spoken(message("cli-safety_settled", what=gaps[0].settles)))
    return told + (_wrapped(translated().strip()) if translated() else [])


def _judged_lines(verdict: Verdict) -> list[str]:
    from openpbm.reports.hazard import words as said
    from openpbm.reports.hazard.verdict import shield_sentence

    found = verdict.hazards
    worn = "shielded" if found.mask.eye_shield == "opaque" else "bare"
    distance = Quantity(found.source.geometry.eye_mm, "mm", figures=3, trimmed=True)
    title = spoken(message(f"cli-safety_eye_{worn}", distance=distance))
    told = [_row(title, *_heads("value", "limit", "margin", "clause"))]
    shown = [h for h in found.as_worn if h.decides and h.place != "far"]
    told += [_hazard_line(h) for h in sorted(shown, key=lambda h: -h.ratio)[:MOST_HAZARDS]]
    told.append("")
    told += _wrapped(shield_sentence(verdict))
    told.append(spoken(message("cli-safety_group", group=str(found.group))))
    told += _wrapped(f"{said.goggles_sentence(verdict.eyewear)} {said.standards_sentence(found)}")
    return told


def _skin_lines(verdict: Verdict) -> list[str]:
    """The limits on a face that come first, likely value before worst case."""
    from openpbm.planning.judged import THERMAL_DOSE
    from openpbm.reports.compare_words import USUAL_SKIN

    face = spoken(message("cli-safety_face", skin=USUAL_SKIN))
    told = _row(face, *_heads("likely", "worst", "limit", "reached"))
    ordered = sorted(verdict.limits, key=lambda one: one.place)
    shown = [one for one in ordered if one.id != THERMAL_DOSE]
    found = verdict.strictest
    if found is None:
        return [told, *(_limit_line(one, verdict) for one in shown[:MOST_LIMITS])]
    own = [_limit_line(one, verdict) for one in shown[: MOST_LIMITS - 1]]
    return [told, *own, _limit_line(found.limit, verdict, found.phototype)]


def _limit_line(one: Judged, verdict: Verdict, phototype: str = "") -> str:
    """A limit on the face that is shown, or on skin of another type."""
    from openpbm.reports.hazard.verdict import name_of, reached
    from openpbm.reports.words import THIN
    from openpbm.speech.say import heading

    unit = "" if one.unit == "1" else f", {one.unit.replace('degC', '°C')}"
    name = heading(name_of(one, verdict))
    if phototype:
        name = spoken(message("cli-safety_on_type", limit=name, skin_type=phototype))
    return _row(
        f"  {name}{unit}",
        _figures(one.likely),
        _figures(one.worst),
        _figures(one.limit),
        reached(one).replace(THIN, " "),
    )


def _heads(*whats: str) -> tuple[str, str, str, str]:
    """Heads of the columns after the first."""
    one, two, three, four = (spoken(message(f"cli-safety_head_{what}")) for what in whats)
    return one, two, three, four


def _row(name: str, value: str, limit: str, margin: str, clause: str) -> str:
    """A line of a table, or two: a name that is too long for its column has its own."""
    cells = f" {value:>8} {limit:>8} {margin:>8}  {clause}".rstrip()
    if len(name) > NAME:
        return "\n".join([*_wrapped(name), f"{'':<{NAME}}{cells}"])
    return f"{name:<{NAME}}{cells}"


def _hazard_line(hazard: Hazard) -> str:
    unit = hazard.unit.replace(" m-2 sr-1", "/m2sr").replace(" m-2", "/m2")
    from openpbm.speech.say import heading

    name = heading(hazard.name.but("short"))  # the title says where
    margin = math.floor(100 * hazard.margin)
    return _row(
        f"  {name}, {unit}",
        _figures(hazard.value) if hazard.value > NOTHING else "0",
        _figures(hazard.limit),
        f"{margin}%" if margin > LEAST_MARGIN else f"< {LEAST_MARGIN}%",
        _short(hazard.clause),
    )


def _figures(value: float) -> str:
    """Three figures; no power of ten where a whole number is short enough to read."""
    from openpbm.reports.words import THIN
    from openpbm.speech.number import number

    if 0.0 < value < SMALLEST_READ or value > MOST_READ:
        return f"{value:.3g}"
    return number(value, 3, trimmed=True).replace(THIN, "")


def _short(clause: str) -> str:
    """A clause in the room that is left: IEC 4.3.7, ICNIRP eqs 19-21."""
    first = clause.split(";")[0].split(" exempt")[0].split(" (")[0]
    for text in (" 62471:2006", " 62471", " 2013 eqs", " 2013 eq"):
        first = first.replace(text, "")
    return first[:14]


def _allowed_lines(found: MaskHazards) -> list[str]:
    from openpbm.reports.hazard import words as said
    from openpbm.speech.say import written

    told = [spoken(message("cli-safety_bare"))]
    named = [plain(written(Name("channel", id))) for id, _, _ in found.holds_up_to]
    wide = max(map(len, named), default=0)
    for name, (_, most, hazard) in zip(named, found.holds_up_to, strict=True):
        first = f"{spoken(hazard.name)} ({_short(hazard.clause)})"
        strongest = f"  {name:<{wide}} {said.at_most(most):>6} mW/cm²   {first}"
        told += _wrapped(strongest, indent=" " * 4)
    told.append(spoken(message("cli-safety_heat")))
    return told + _wrapped(said.standards_sentence(found))


def _wrapped(text: str, *, indent: str = "") -> list[str]:
    shown = text.replace("\u202f", " ")
    return fill(shown, width=WIDTH, subsequent_indent=indent).split("\n")


def summary(verdict: Verdict) -> dict[str, Json]:
    """Everything the report holds, as JSON; an endless time is null."""
    from openpbm.reports.hazard import verdict as said
    from openpbm.safety.standard import standards

    found, found_on = verdict.hazards, verdict.strictest
    word, rest = said.verdict(verdict)
    gaps: list[Json] = [
        {"what": spoken(gap.what), "taken": spoken(gap.taken), "settled_by": spoken(gap.settles)}
        for gap in found.gaps
    ]
    allowed: list[Json] = [
        {"role": role, "mw_cm2": _number(most), "limit": hazard.id}
        for role, most, hazard in found.holds_up_to
    ]
    judged = found.is_judged
    limits: list[Json] = [judged_json(one) for one in verdict.limits]
    hazards: list[Json] = [_hazard_json(found, h) for h in found.bare] if judged else []
    covered: list[Json] = [_hazard_json(None, h) for h in found.covered if judged]
    groups: list[Json] = [_group_json(row) for row in found.groups] if judged else []
    return {
        "mask": found.mask.id,
        "judged": judged,
        "verdict": (word + rest).replace("\u202f", " "),
        "session_s": found.time_s,
        "skin_likely_degc": None if verdict.skin_degc is None else _number(verdict.skin_degc[0]),
        "skin_worst_degc": None if verdict.skin_degc is None else _number(verdict.skin_degc[1]),
        "limits_on_skin": limits,
        "strictest": None if found_on is None else _strictest_json(found_on),
        "risk_group": found.group if judged else None,
        "hazards": hazards,
        "hazards_behind_opaque_shield": covered,
        "risk_groups": groups,
        "irradiance_at_first_limit": allowed,
        "optical_density": [_density_json(one) for one in verdict.eyewear],
        "standards": [_standard_json(one) for one in standards(found)],
        "not_judged": gaps,
    }


def _strictest_json(found: Strictest) -> dict[str, Json]:
    return {"phototype": found.phototype, "limit": judged_json(found.limit)}


def judged_json(one: Judged) -> dict[str, Json]:
    """A limit against a session; a worst case that never reaches it is null."""
    from openpbm.speech.say import heading, say

    return {
        "id": one.id,
        "name": heading(one.name),
        "unit": one.unit,
        "likely": _number(one.likely),
        "worst_case": _number(one.worst),
        "worst_case_hangs_on": say(one.hangs_on) if one.hangs_on else None,
        "limit": _number(one.limit),
        "worst_case_reaches_limit_min": _number(one.reached_min),
        "passed": one.is_passed,
        "lit": list(one.lit),
    }


def _hazard_json(found: MaskHazards | None, hazard: Hazard) -> dict[str, Json]:
    from openpbm.speech.say import heading

    told: dict[str, Json] = {
        "id": hazard.id,
        "name": heading(hazard.name),
        "place": hazard.place,
        "view": spoken(hazard.view),
        "quantity": hazard.quantity,
        "unit": hazard.unit,
        "weighting": hazard.weighting,
        "value": _number(hazard.value),
        "limit": _number(hazard.limit),
        "margin": _number(hazard.margin),
        "by_channel": [_number(value) for value in hazard.by_channel],
        "exposure_s": hazard.time_s,
        "time_to_limit_s": _number(hazard.time_to_limit_s),
        "clause": hazard.clause,
        "status": hazard.status,
        "source": hazard.source,
        "decides": hazard.decides,
        "only_for": None if hazard.only_for is None else spoken(hazard.only_for),
    }
    if found is not None:
        told["ratio_peaks_off"] = _number(found.upper[hazard.id])
    return told


def _density_json(one: Density) -> dict[str, Json]:
    return {
        "id": one.id,
        "role": one.role,
        "peak_nm": _number(one.peak_nm),
        "needed": one.needed,
        "set_by": None if one.asking is None else one.asking.id,
        "clause": None if one.asking is None else one.asking.clause,
    }


def _standard_json(one: StandardLine) -> dict[str, Json]:
    return {
        "id": one.id,
        "name": one.name,
        "answer": spoken(message(f"standard-answer_{one.answer}")),
        "why": spoken(one.why),
        "asks": one.asks,
        "status": one.status,
        "source": one.source,
    }


def _group_json(row: GroupRow) -> dict[str, Json]:
    return {
        "id": row.id,
        "group": row.group,
        "unit": row.unit,
        "values": [_number(value) for value in row.values],
        "limits": [_number(limit) for limit in row.limits],
        "clause": row.clause,
        "status": row.status,
    }


def _number(value: float) -> float | None:
    from openpbm.files.json_value import rounded

    return None if math.isinf(value) else rounded(value)
