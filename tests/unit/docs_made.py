"""The parts of the documentation that are generated: field tables and the list of ceilings.

Run as a program, this file rewrites them:

    python tests/unit/docs_made.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from openpbm.arrays import FloatArray
from openpbm.fact import message
from openpbm.files.mask_model import (
    ChannelModel,
    ChannelReadingModel,
    ClaimModel,
    MaskFileModel,
    MaskTable,
    ModeModel,
    PulsingModel,
    ReadingModel,
    ZoneModel,
)
from openpbm.files.model_error import expected_of
from openpbm.files.person_model import (
    AnswerTable,
    CourseTable,
    GoalTable,
    LightTable,
    MedicineTable,
    OwnClaimTable,
    OwnMaskTable,
    PersonTable,
    ProcedureTable,
    SkinTable,
)
from openpbm.files.stack_model import LayerModel, SourceModel, StackModel
from openpbm.files.study_model import (
    OutcomeTable,
    ScheduleTable,
    StudyLightTable,
    StudyTable,
)
from openpbm.files.trade.form import FORMS
from openpbm.files.trial_model import (
    ShamTable,
    TrialArmTable,
    TrialLightTable,
    TrialOutcomeTable,
    TrialTable,
)
from openpbm.heat import Warming
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.every import CAUTIONS, FAMILIES
from openpbm.safety.exposure import Exposure
from openpbm.speech.say import heading, in_english
from openpbm.tables import rows

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
MADE = re.compile(r"(<!-- made by (\w+)(?: (\w+))? -->\n)(.*?)(<!-- end -->)", re.DOTALL)

MODELS: Mapping[str, type[BaseModel]] = {
    model.__name__: model
    for model in (
        PersonTable,
        GoalTable,
        AnswerTable,
        MedicineTable,
        ProcedureTable,
        SkinTable,
        LightTable,
        OwnMaskTable,
        OwnClaimTable,
        ReadingModel,
        CourseTable,
        MaskFileModel,
        MaskTable,
        ModeModel,
        ZoneModel,
        ChannelModel,
        ClaimModel,
        ChannelReadingModel,
        PulsingModel,
        StackModel,
        LayerModel,
        SourceModel,
        StudyTable,
        ScheduleTable,
        StudyLightTable,
        OutcomeTable,
        TrialTable,
        TrialOutcomeTable,
        ShamTable,
        TrialArmTable,
        TrialLightTable,
    )
}


def an_exposure(*, dark_skin: bool) -> Exposure:
    """Light of every band that is summed, on eyes and skin that every family looks at."""

    def light(*values: float) -> FloatArray:
        return np.tile(np.array(values), (2, 1))

    warming = Warming(
        minutes=np.array([0.0, 40.0]),
        dark_degc=np.full((2, 2), 33.0),
        rise_degc=np.zeros((2, 4, 2)),
    )
    return Exposure(
        peak_nm=light(415.0, 590.0, 633.0, 850.0),
        fwhm_nm=light(15.0, 15.0, 18.0, 35.0),
        spectra=(None,) * 4,
        hot_mw_cm2=light(1.0, 1.0, 1.0, 1.0),
        eye_mw_cm2=light(1.0, 1.0, 1.0, 1.0),
        led_power_mw=light(1.0, 1.0, 1.0, 1.0),
        warming=replace(warming, mask=warming, at_led=warming),
        eyes_covered=False,
        dark_skin=dark_skin,
        no_blue=False,
        photosensitiser=True,
        epilepsy=False,
        aphakic=True,
        frequency_hz=(0.0, 0.0, 3000.0, 0.0),
        duty=(1.0, 1.0, 0.1, 1.0),
        longest_min=10.0,
        is_worn=True,
    )


def ceiling_table(_: str) -> str:
    """Every ceiling id, its limit and where it comes from."""
    lines = [
        "| id | what is limited | types I-III | types IV-VI | unit | row of `limits.json` "
        "| standard | status | made by |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for family in FAMILIES:
        pairs = zip(
            family(an_exposure(dark_skin=False)), family(an_exposure(dark_skin=True)), strict=True
        )
        lines.extend(_line_of(light, dark, family.__name__) for light, dark in pairs)
    return "\n".join(lines) + "\n"


def _line_of(light: Bound, dark: Bound, maker: str) -> str:
    ids = dict.fromkeys((*light.rows, *dark.rows))
    row = ", ".join(f"`{id}`" for id in ids) or "none: the timer steps of the device"
    shown, other = (limit_of(b) if ids else "the longest step" for b in (light, dark))
    state = light.status + (", advisory" if light.id in CAUTIONS else "")
    return (
        f"| `{light.id}` | {heading(light.name)}: {in_english(light.reason)} | {shown} | {other} "
        f"| {light.unit} | {row} | {light.source.split(';')[0]} | {state} | `{maker}` |"
    )


def reason_table(_: str) -> str:
    """The rows of limits.json that are no ceiling of a plan, and why."""
    lines = ["| row of `limits.json` | hazard | why it is no ceiling |", "| --- | --- | --- |"]
    for id, row in rows("limits").items():
        why = row.text("no_ceiling", "")
        if why:
            lines.append(f"| `{id}` | {row.text('hazard')} | {why} |")
    return "\n".join(lines) + "\n"


def limit_of(bound: Bound) -> str:
    early, late = bound.limit(10.0), bound.limit(30.0)
    return f"{early:.4g}" if early == late else f"{early:.3g} at 10 min, {late:.3g} at 30 min"


def field_table(name: str) -> str:
    """The fields of one table of a file, as its model has them."""
    lines = ["| field | expected | needed |", "| --- | --- | --- |"]
    for field, info in MODELS[name].model_fields.items():
        told = re.sub(r"([|*])", r"\\\1", expected_of(info.description or ""))
        needed = "yes" if info.is_required() else "no"
        default = info.get_default(call_default_factory=True)
        if not info.is_required() and default not in (None, [], {}, ""):
            shown = json.dumps(default) if isinstance(default, list) else str(default).lower()
            needed = f"no; then `{shown}`"
        lines.append(f"| `{info.alias or field}` | {told} | {needed} |")
    return "\n".join(lines) + "\n"


def peer_table(part: str) -> str:
    """What the last run of bench/peers found: CPU time to 1 %, or what goes wrong without care."""
    told = json.loads((ROOT / "bench" / "peers" / "results.json").read_text(encoding="utf-8"))
    return _peer_traps(told["traps"]) if part == "traps" else _peer_times(told["speed"])


def _peer_times(speed: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    programs = ("ours", "ours_batch", "oracle", "pmcxcl", "disort")
    lines = [
        "| stack, light, skin | this solver, one stack a call | the same, 100 a call "
        "| own Monte Carlo | pmcxcl | PythonicDISORT | own Monte Carlo / one a call "
        "| / 100 a call |",
        "| --- |" + " ---: |" * 7,
    ]
    for case, row in speed.items():
        spent = row["cpu_s_to_1.0%"]
        cells = [_cpu(spent[name]) if name in spent else "cannot" for name in programs]
        ratios = [row[f"times_{name}_at_1.0%"]["oracle"] for name in programs[:2]]
        cells += [f"{float(f'{ratio:.2g}'):,.0f}" for ratio in ratios]
        lines.append(f"| {_light_named(case)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _light_named(case: str) -> str:
    return case.replace("/", ", ").replace("lambertian", "Lambertian")


def _cpu(seconds: float) -> str:
    return f"{seconds:.2g} s" if seconds >= 0.1 else f"{1e3 * seconds:.2g} ms"


def _peer_traps(traps: list[dict[str, str | float]]) -> str:
    lines = ["| what was done | light, skin | rms error | mean | first 0.1 mm |"]
    lines.append("| --- | --- | ---: | ---: | ---: |")
    for trap in traps:
        _, light_on_skin = _light_named(str(trap["case"])).split(", ", 1)
        lines.append(
            f"| {trap['trap']} | {light_on_skin} | {trap['rms_error']:.1%} "
            f"| {trap['mean_error']:+.1%} | {trap['first_slice_error']:+.1%} |"
        )
    return "\n".join(lines).replace("%", " %") + "\n"


def form_table(family: str) -> str:
    """The forms of files of the trade that are known, of one kind."""
    lines = ["| `--as` | what | endings | known by | written |", "| --- | --- | --- | --- | --- |"]
    for form in FORMS:
        if form.family == family:
            what = in_english(message(f"trade-form_{form.id}"))
            by = "a mark in it" if form.sign is not None else "its titles"
            with_extra = "; extra `trade`" if form.by_library else ""
            endings = ", ".join(f"`{ending}`" for ending in form.endings)
            written = "yes" if form.is_written else "no"
            lines.append(f"| `{form.id}` | {what}{with_extra} | {endings} | {by} | {written} |")
    return "\n".join(lines) + "\n"


MAKERS: Mapping[str, Callable[[str], str]] = {
    "ceilings": ceiling_table,
    "reasons": reason_table,
    "fields": field_table,
    "peers": peer_table,
    "forms": form_table,
}


def remade(text: str) -> str:
    return MADE.sub(lambda m: m[1] + "\n" + MAKERS[m[2]](m[3] or "") + "\n" + m[5], text)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(remade(page.read_text(encoding="utf-8")), encoding="utf-8")
