"""What to expect and how well it is shown: evidence cards and the medical-grade card."""

from __future__ import annotations

from collections.abc import Mapping

from openpbm.answer import EvidenceCard, GradeRow
from openpbm.mask import Mask
from openpbm.response.evidence import Trial, about, trial_facts
from openpbm.response.study import with_nm
from openpbm.tables import Row, rows

CERTAINTY_WORDS = ("none", "very low", "low", "moderate", "high")
CONTROL_WORDS: Mapping[str, str] = {
    "sham": "a sham device",
    "unlit": "unlit skin",
    "other light": "another light",
    "none": "nothing: before against after",
}
MOST_CARDS = 6


def evidence_cards(goal: str, matched: Trial | None) -> tuple[EvidenceCard, ...]:
    """Cards of a goal's trials, the matched one first, the best ranked after it."""
    ordered = sorted(about(goal), key=lambda row: matched is None or row.text("id") != matched.id)
    return tuple(_card(row, goal) for row in ordered[:MOST_CARDS])


def _card(row: Row, goal: str) -> EvidenceCard:
    own = next(g for g in row.rows("goals") if g.text("goal") == goal)
    tier = row.text("tier", "")
    dots = _certainty(row, tier)
    return EvidenceCard(
        trial=row.text("id"),
        citation=row.text("citation"),
        tier=tier,
        carries=row.flag("carries"),
        certainty=dots,
        certainty_word=CERTAINTY_WORDS[dots],
        who=_who(row),
        light=_light(row),
        against=CONTROL_WORDS.get(row.text("control"), row.text("control")),
        result=_result(row),
        not_known=own.texts("gaps"),
        url=row.text("url", ""),
    )


def _certainty(row: Row, tier: str) -> int:
    """Dots: at most low where a dose is flagged or missing, one less for high bias."""
    dots = {"low": 3, "some": 2, "high": 1}.get(row.text("bias"), 1)
    if row.text("control") == "none":
        dots = 1
    if tier != "A":
        dots = min(dots, 2)
    return dots


def _who(row: Row) -> str:
    treated, control = row.maybe("n_treated"), row.maybe("n_control")
    people = f"{treated:.0f} people treated" if treated else "number of people not read"
    if control:
        people += f", {control:.0f} compared"
    types = row.text("skin_types", "")
    return f"{people}; skin types {types}" if types else f"{people}; skin types not read"


def _light(row: Row) -> str:
    parts = []
    for arm in row.rows("arms"):
        for light in arm.rows("light"):
            if "nm" in light:
                colour = f"{light.number('nm'):g} nm"
            elif "band_low_nm" in light:
                low, high = light.number("band_low_nm"), light.number("band_high_nm")
                colour = f"{low:g} to {high:g} nm"
            else:
                colour = "wavelength not read"
            parts.append(colour + _dose_words(light))
    return "; ".join(dict.fromkeys(parts)) or "light not read"


def _dose_words(light: Row) -> str:
    if light.text("dose_state", "missing") in ("missing", "recalled"):
        return " (dose not read)"
    low, high = light.maybe("dose_low_j_cm2"), light.maybe("dose_high_j_cm2")
    if low is None or high is None:
        return " (dose not read)"
    return f", {low:g} J/cm2" if low == high else f", between {low:g} and {high:g} J/cm2"


def _result(row: Row) -> str:
    outcomes = [o for o in row.rows("outcomes") if o.text("state", "") != "recalled"]
    if not outcomes:
        return "no result that was read"
    first = outcomes[0]
    measure = with_nm(first.text("measure"))
    if "responders_treated" in first and "responders_control" in first:
        return (
            f"{measure}: {first.number('responders_treated'):.0f} of "
            f"{first.number('n_treated'):.0f} against {first.number('responders_control'):.0f} of "
            f"{first.number('n_control'):.0f} {_with(row)}"
        )
    if "treated" in first:
        change = f"{measure}: {first.number('treated'):g} {first.text('unit', '')}".strip()
        if "control" in first:
            return f"{change} against {first.number('control'):g} {_with(row)}"
        return f"{change}, before against after"
    return f"{measure}: {first.text('direction', 'size not read')}"


def _with(row: Row) -> str:
    return f"with {CONTROL_WORDS.get(row.text('control'), row.text('control'))}"


def medical_grade(mask: Mask) -> tuple[GradeRow, ...]:
    """Safety, efficacy, manufacturing, clearance: shown, claimed or unknown."""
    row = rows("devices").get(mask.id)
    if row is None:
        return tuple(
            GradeRow(aspect=aspect, state="unknown", text="not in the catalogue", source=mask.name)
            for aspect in ("safety", "efficacy", "manufacturing", "clearance")
        )
    source = row.text("source")
    measured = bool(row.rows("independent_measurements"))
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
        trial.text("id")
        for trial in trial_facts().values()
        if any(name.lower() in trial.text("device", "").lower() for name in names)
    ]
    if own:
        text = f"a trial names a device of this maker ({', '.join(own)}); the model may differ"
        return GradeRow(aspect="efficacy", state="claimed", text=text, source=source)
    text = "no trial of this very device is in the evidence table"
    return GradeRow(aspect="efficacy", state="unknown", text=text, source=source)


def _clearance(row: Row, source: str) -> GradeRow:
    numbered = [r for r in row.rows("regulatory") if "number" in r]
    status = row.row("provenance") if "provenance" in row else None
    read = status is not None and any(
        key.startswith("regulatory") and key.endswith("number") for key in status
    )
    if numbered and read:
        first = numbered[0]
        text = f"{first.text('body', '')} {first.text('pathway', '')} {first.text('number')}"
        return GradeRow(aspect="clearance", state="shown", text=text.strip(), source=source)
    if row.rows("regulatory"):
        text = row.rows("regulatory")[0].text("pathway", "described as cleared; number not found")
        return GradeRow(aspect="clearance", state="claimed", text=text, source=source)
    return GradeRow(aspect="clearance", state="unknown", text="nothing found", source=source)
