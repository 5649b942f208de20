"""What to expect and how well it is shown: evidence cards and the medical-grade card."""

from __future__ import annotations

from collections.abc import Mapping

from openpbm.answer import EvidenceCard, GradeRow
from openpbm.mask import Mask
from openpbm.response.evidence import Trial, about
from openpbm.response.outcome import Outcome
from openpbm.response.study import Arm, LightUsed, Study, all_studies, colour_of
from openpbm.response.study_words import types_words
from openpbm.response.summary import CERTAINTY_WORDS
from openpbm.response.surface_dose import NO_DOSE, surface_dose
from openpbm.tables import typed
from openpbm.tables.row.device import DeviceRow

CONTROL_WORDS: Mapping[str, str] = {
    "sham": "a sham device",
    "unlit": "unlit skin",
    "other light": "another light",
    "none": "nothing: before against after",
}
LIT = ("active", "active_comparator")
MOST_CARDS = 6


def evidence_cards(goal: str, matched: Trial | None) -> tuple[EvidenceCard, ...]:
    """Cards of a goal's trials, the matched one first, the best ranked after it."""
    ordered = sorted(about(goal), key=lambda study: matched is None or study.id != matched.id)
    return tuple(_card(study, goal) for study in ordered[:MOST_CARDS])


def _card(study: Study, goal: str) -> EvidenceCard:
    own = study.judged.of(goal)
    dots = _certainty(study)
    return EvidenceCard(
        trial=study.id,
        citation=study.cited,
        tier=study.judged.tier,
        carries=study.judged.carries,
        certainty=dots,
        certainty_word=CERTAINTY_WORDS[dots],
        who=_who(study),
        light=_light(study),
        against=CONTROL_WORDS.get(study.control, study.control),
        result=_result(study),
        not_known=own.gaps if own is not None else (),
        url=study.url,
    )


def _certainty(study: Study) -> int:
    """Dots: at most low where a dose is flagged or missing, one less for high bias."""
    dots = {"low": 3, "some": 2, "high": 1}[study.bias]
    if study.control == "none":
        dots = 1
    if study.judged.tier != "A":
        dots = min(dots, 2)
    return dots


def _who(study: Study) -> str:
    people = "number of people not read"
    if study.n_treated:
        people = f"{study.n_treated:.0f} people treated"
    if study.n_control:
        people += f", {study.n_control:.0f} compared"
    return f"{people}; {types_words(study.skin_types)}"


def _light(study: Study) -> str:
    lit = [arm for arm in study.arms if arm.role in LIT]
    parts = [
        (colour_of(light) or "wavelength not read") + _dose_words(light, arm)
        for arm in lit
        for light in arm.lights
    ]
    return "; ".join(dict.fromkeys(parts)) or "light not read"


def _dose_words(light: LightUsed, arm: Arm) -> str:
    dose = surface_dose(light, arm.session_min)
    if isinstance(dose, str):
        return f" ({NO_DOSE.get(light.dose_kind, 'dose not read')})"
    low, high = dose.low_j_cm2, dose.high_j_cm2
    return f", {low:g} J/cm2" if low == high else f", between {low:g} and {high:g} J/cm2"


def _result(study: Study) -> str:
    first = next((o for o in study.outcomes if _says_something(o)), None)
    if first is None:
        return "no result that was read"
    against = CONTROL_WORDS.get(study.control, study.control)
    if first.responders_treated is not None and first.responders_control is not None:
        return (
            f"{first.measure}: {first.responders_treated:.0f} of {first.n_treated:.0f} against "
            f"{first.responders_control:.0f} of {first.n_control:.0f} with {against}"
        )
    if first.treated is not None:
        change = f"{first.measure}: {first.treated:g} {first.unit}".strip()
        if first.control is not None:
            return f"{change} against {first.control:g} with {against}"
        return change if first.difference else f"{change}, before against after"
    return f"{first.measure}: {first.direction_words or 'size not read'}"


def _says_something(o: Outcome) -> bool:
    return not {"measure", "treated", "direction"} & set(o.from_memory)


def medical_grade(mask: Mask) -> tuple[GradeRow, ...]:
    """Safety, efficacy, manufacturing, clearance: shown, claimed or unknown."""
    row = typed("devices", DeviceRow).get(mask.id)
    if row is None:
        return tuple(
            GradeRow(aspect=aspect, state="unknown", text="not in the catalogue", source=mask.name)
            for aspect in ("safety", "efficacy", "manufacturing", "clearance")
        )
    source = row.source
    measured = any(found.quantity == "irradiance" for found in row.independent_measurements)
    return (
        GradeRow(
            aspect="safety",
            state="unknown",
            text="no hazard report by a laboratory was found for this device"
            + ("; independent measurements exist" if measured else ""),
            source=source,
        ),
        _efficacy(mask, source),
        GradeRow(
            aspect="manufacturing",
            state="unknown",
            text="no production test, tolerance or quality certificate was found",
            source=source,
        ),
        _clearance(row, source),
    )


def _efficacy(mask: Mask, source: str) -> GradeRow:
    names = [word for word in (mask.maker, mask.name.split()[0]) if len(word) > 3]
    own = [
        study.name
        for study in all_studies().values()
        if any(name.lower() in study.device.lower() for name in names)
    ]
    if own:
        text = f"a trial names a device of this maker ({', '.join(own)}); the model may differ"
        return GradeRow(aspect="efficacy", state="claimed", text=text, source=source)
    text = "no trial of this very device is in the evidence table"
    return GradeRow(aspect="efficacy", state="unknown", text=text, source=source)


def _clearance(row: DeviceRow, source: str) -> GradeRow:
    numbered = [
        found
        for number, found in enumerate(row.regulatory)
        if found.number is not None and f"regulatory.{number}.number" in (row.provenance or {})
    ]
    if numbered:
        first = numbered[0]
        text = f"{first.body} {first.pathway or ''} {first.number}"
        return GradeRow(aspect="clearance", state="shown", text=text.strip(), source=source)
    if row.regulatory:
        text = row.regulatory[0].pathway or "described as cleared; number not found"
        return GradeRow(aspect="clearance", state="claimed", text=text, source=source)
    return GradeRow(aspect="clearance", state="unknown", text="nothing found", source=source)
