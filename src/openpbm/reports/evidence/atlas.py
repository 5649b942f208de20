"""The evidence atlas: one file of HTML with every goal, effect, dose and study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from openpbm import __version__
from openpbm.fact import message
from openpbm.interval import Interval
from openpbm.reports import words
from openpbm.reports.evidence import figures as evidence_figures
from openpbm.reports.evidence import words as evidence_words
from openpbm.reports.page import part, policy, template
from openpbm.reports.table import Table
from openpbm.response import effect_words
from openpbm.response.atlas import Atlas
from openpbm.response.contrast import DIFFERENCE, NULL, ODDS, Contrast
from openpbm.response.dose_scale import DoseScale, LightDose
from openpbm.response.evidence import bands, goal_rows
from openpbm.response.goal_words import headline
from openpbm.response.held_out import HoldOut
from openpbm.response.laboratory import Series, all_series
from openpbm.response.memory import labelled
from openpbm.response.study import CONTROLS, Study
from openpbm.response.summary import SOUND_WORDS, GoalEvidence, soundness
from openpbm.speech.say import say, written
from openpbm.tables import typed
from openpbm.tables.row.evidence import PooledRow, ReviewRow

OUTSIDE = "other"


@dataclass(frozen=True, kw_only=True)
class StudyCard:
    """A study as it is shown and filtered."""

    study: Study
    word: str
    grey: str  # why its numbers are grey; empty for controlled studies
    pairs: tuple[tuple[str, str], ...]
    results: tuple[str, ...]
    memory: tuple[str, ...]
    provenance: str
    keys: Mapping[str, str]  # what the filter looks at


@dataclass(frozen=True, kw_only=True)
class GoalPanel:
    """A goal as it is shown."""

    found: GoalEvidence
    headline: str
    steps: str  # why it is no surer
    lines: tuple[str, ...]
    grey: tuple[tuple[str, str], ...]  # study and result that is never pooled
    against: str
    dose: str
    pools: tuple[str, ...]
    unknown: tuple[str, ...]
    forests: tuple[tuple[str, Markup], ...]
    effects: Table
    reviews: tuple[tuple[str, str], ...]


def atlas_html(atlas: Atlas) -> str:
    """The whole atlas, self-contained; its script only filters."""
    script = part("atlas.js")
    return template("atlas.html.j2").render(
        style=Markup(part("report.css") + part("atlas.css")),
        script=Markup(script),
        policy=policy(script),
        **_told(atlas),
    )


def atlas_part(atlas: Atlas) -> str:
    """The same to stand in a page of the app, which brings style and script."""
    return template("atlas_body.html.j2").render(**_told(atlas))


def _told(atlas: Atlas) -> Mapping[str, object]:
    """Everything that the templates say."""
    cards = [study_card(study) for study in atlas.studies.values()]
    results = {study.id: design_and_result(study, atlas) for study in atlas.studies.values()}
    names = {study.id: study.name for study in atlas.studies.values()}
    return {
        "atlas": atlas,
        "version": __version__,
        "panels": [goal_panel(found) for found in atlas.goals],
        "cards": cards,
        "choices": choices(cards),
        "dose_figure": evidence_figures.dose_figure(atlas.scale, names, results),
        "dose_table": dose_table(atlas.scale, names, results),
        "lacking": lacking(atlas.scale),
        "hold_outs": hold_out_table(atlas.hold_outs),
        "verdict": atlas.dose_verdict,
        "laboratory": [laboratory_line(own) for own in all_series().values()],
        "reviews": [review_line(row) for row in typed("reviews", ReviewRow).values()],
        "best": words.certainty(max(found.certainty for found in atlas.goals)),
        "controlled": sum(study.control in CONTROLS for study in atlas.studies.values()),
        "with_interval": len({c.study for c in atlas.contrasts if c.low is not None}),
        "computed": len(atlas.scale.computed_arms),
        "pooled": sum(pool.pooled is not None for pool in atlas.syntheses),
    }


def goal_panel(found: GoalEvidence) -> GoalPanel:
    """One goal: summary, effects against control, and the greyed rest."""
    return GoalPanel(
        found=found,
        headline=say(headline(found)),
        steps="; ".join(map(say, found.steps)),
        lines=evidence_words.found_lines(found),
        grey=tuple(
            (
                study.name,
                say(
                    "report_atlas-grey_line",
                    result=evidence_words.result_lines(study)[0],
                    reason=reason,
                ),
            )
            for study in found.uncontrolled
            if (reason := evidence_words.why_grey(study))
        ),
        against=evidence_words.against_line(found),
        dose=evidence_words.dose_line(found),
        pools=tuple(evidence_words.synthesis_line(pool) for pool in found.syntheses),
        unknown=evidence_words.unknown_lines(found),
        forests=forests(found),
        effects=effect_table(found),
        reviews=tuple(review_line(row) for row in found.reviews),
    )


def forests(found: GoalEvidence) -> tuple[tuple[str, Markup], ...]:
    """A forest plot for each scale that has an effect with an interval."""
    made = []
    for scale in (ODDS, DIFFERENCE):
        if any(c.scale == scale and c.has_interval for c in found.contrasts):
            figure = evidence_figures.forest(found.contrasts, scale, found.syntheses)
            made.append((say(f"report_atlas-forest-{scale}"), figure))
    return tuple(made)


def effect_table(found: GoalEvidence) -> Table:
    """The forest plots in numbers."""
    return Table(
        caption=say("report_atlas-effect_table"),
        head=_heads("study", "measured", "as_read", "effect", "how", "bias", "held_out"),
        rows=tuple(
            (
                c.name,
                written(c.measure),
                say(c.said),
                _interval(c),
                say(c.how) if c.note in ("", say(c.how)) else f"{say(c.how)}; {c.note}",
                say(effect_words.bias(c.bias)),
                say("report_atlas-yes") if c.held_out else say("report_atlas-no"),
            )
            for c in found.contrasts
        ),
    )


def _interval(c: Contrast) -> str:
    told = [effect_words.effect(c), effect_words.in_odds(c)]
    if told[0] is not None:
        return words.listed(map(say, filter(None, told)), "semicolon")
    if c.scale == NULL:
        return say("report_atlas-no_difference")
    return say("report_atlas-no_interval")


def _heads(*columns: str) -> tuple[str, ...]:
    return tuple(say(f"report_atlas-head-{column}") for column in columns)


def study_card(study: Study) -> StudyCard:
    """A study with the words its filter looks at."""
    place = soundness(study)
    own = {_band(light.nm or (sum(light.band_nm) / 2 if light.band_nm else None))
           for arm in study.arms for light in arm.lights}  # fmt: skip
    return StudyCard(
        study=study,
        word=SOUND_WORDS[place],
        grey=evidence_words.why_grey(study),
        pairs=evidence_words.study_pairs(study),
        results=evidence_words.result_lines(study),
        memory=evidence_words.memory_lines(study),
        provenance=evidence_words.provenance_line(study),
        keys={
            "goal": " ".join(study.goals) or "safety",
            "setting": study.setting or "unread",
            "band": " ".join(sorted(own)) or "unread",
            "soundness": str(place),
            "control": "controlled" if study.control in CONTROLS else "uncontrolled",
        },
    )


def _band(nm: float | None) -> str:
    if nm is None:
        return "unread"
    for key, (low, high, _) in bands().items():
        if low <= nm <= high:
            return key
    return OUTSIDE


def choices(cards: Sequence[StudyCard]) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """The filter's lists: key, label, and value with its words; only what occurs."""
    goals = {key: words.capital(words.goal(key)) for key in goal_rows()}
    labels = {
        "goal": {**goals, **_choices("safety")},
        "setting": _choices("home", "office", "mixed"),
        "band": {
            **{key: label for key, (_, _, label) in bands().items()},
            **_choices(OUTSIDE),
        },
        "soundness": dict(enumerate_words()),
        "control": _choices("controlled", "uncontrolled"),
    }
    made = []
    for key in labels:
        seen = {value for card in cards for value in card.keys[key].split(" ")}
        known = [(value, said) for value, said in labels[key].items() if value in seen]
        if "unread" in seen:
            known += _choices("unread").items()
        made.append((key, say(f"report_atlas-filter-{key}"), tuple(known)))
    return tuple(made)


def _choices(*values: str) -> dict[str, str]:
    return {value: say(f"report_atlas-choice-{value}") for value in values}


def enumerate_words() -> tuple[tuple[str, str], ...]:
    """How sound a study can be, as the filter lists it."""
    return tuple((str(i), words.soundness(word).capitalize()) for i, word in enumerate(SOUND_WORDS))


def design_and_result(study: Study, atlas: Atlas) -> str:
    """Design and result of a study in a few words, for the dose figure."""
    kind = study.control if study.control in CONTROLS else "none"
    against = message(f"report_atlas-short-{kind}")
    own = [c for c in atlas.contrasts if c.study == study.id]
    if study.control not in CONTROLS:
        return say("report_atlas-short_before_after", against=against)
    if any(c.low is not None and c.se is not None and c.low > 0 for c in own):
        return say("report_atlas-short_better", against=against, bias=effect_words.bias(study.bias))
    if any(c.scale == NULL for c in own):
        return say("report_atlas-short_same", against=against, bias=effect_words.bias(study.bias))
    own_results = [o.direction_words for o in study.outcomes if o.direction_words]
    what = own_results[0][:28] if own_results else say("report_atlas-no_size_read")
    return say("report_atlas-short_found", against=against, what=what)


def dose_table(scale: DoseScale, names: Mapping[str, str], results: Mapping[str, str]) -> Table:
    """The dose figure in numbers."""
    return Table(
        caption=say("report_atlas-dose_table"),
        head=_heads(
            *("arm", "printed", "irradiance", "exposure", "upper", "deeper"),
            *("types", "result", "flag"),
        ),
        rows=tuple(_dose_row(d, names[d.study], results.get(d.study, "")) for d in scale.doses),
    )


def _dose_row(dose: LightDose, name: str, result: str) -> tuple[str, ...]:
    s = dose.surface
    printed = evidence_words.between(f"{s.low_j_cm2:.3g}", f"{s.high_j_cm2:.3g}")
    return (
        f"{name}, {dose.arm}, {dose.colour}",
        printed,
        f"{s.irradiance_mw_cm2:.3g}" if s.irradiance_mw_cm2 else say("report_atlas-not_read"),
        _spread(dose.exposure_j_cm2),
        _spread(dose.papillary_j_cm2),
        _spread(dose.reticular_j_cm2),
        say("report_atlas-types_read")
        if dose.skin_types_read
        else say("report_atlas-types_assumed"),
        result,
        say(s.flag) if s.flag else say("report_atlas-none"),
    )


def _spread(spread: Interval) -> str:
    return f"{words.number(spread.median)} {words.span(spread.p05, spread.p95)}"


def lacking(scale: DoseScale) -> tuple[tuple[str, int], ...]:
    """Why arms have no dose at depth, with how many."""
    reasons = list(map(say, scale.lacking_arms.values()))
    return tuple(sorted(((r, reasons.count(r)) for r in set(reasons)), key=lambda x: (-x[1], x[0])))


def hold_out_table(found: Sequence[HoldOut]) -> Table:
    """Every hold-out, covered or not."""
    return Table(
        caption=say("report_atlas-aside_table"),
        head=_heads("study", "measured", "stated", "found", "verdict", "basis"),
        rows=tuple(
            (
                f"{h.name}, {written(h.system)}" if h.system else h.name,
                written(h.measure),
                say(
                    effect_words.interval(h.low, h.high, h.scale)
                    if h.low is not None and h.high is not None and h.scale != "none"
                    else h.stated
                ),
                say(h.observed_said) if h.observed_said else say("report_atlas-no_size_read"),
                h.verdict,
                say(h.basis) if h.basis else say("report_atlas-nothing"),
            )
            for h in found
        ),
    )


def laboratory_line(own: Series) -> tuple[str, str]:
    """A laboratory result: its system, and what was read of it; memory is labelled."""
    memory = {each.field: say(labelled(each.value)) for each in own.recalled}
    system = memory.get("system", own.system)
    told = filter(None, (memory.get("finding", own.finding), memory.get("shape", own.shape)))
    said = ". ".join(part.rstrip(".") for part in told) or say("report_atlas-nothing_read")
    if own.held_out:
        return own.name, say("report_atlas-system_held_out", system=system, finding=said)
    return own.name, say("report_atlas-system", system=system, finding=said)


def review_line(row: ReviewRow) -> tuple[str, str]:
    """A review: who and when, and what it states."""
    kind = row.kind.replace("_", " ")
    title = say("report_atlas-review", review=row.name, kind=kind)
    if row.n_studies:
        number = row.n_studies
        title = say("report_atlas-review_size", review=row.name, kind=kind, studies=number)
    pooled = [_pooled(own) for own in row.pooled]
    told = ". ".join([row.finding.rstrip("."), *(p for p in pooled if p)])
    if "secondary" in row.read:
        told = say("report_atlas-review_secondary", text=told)
    return title, told


def _pooled(own: PooledRow) -> str:
    """A pooled number as the review prints it; one without its interval says so."""
    if own.estimate is None:
        return ""
    measure, estimate = words.capital(own.measure), f"{own.estimate:g}"
    if not own.ci:
        return say("report_atlas-pool_of_review_bare", measure=measure, estimate=estimate)
    low, high = f"{own.ci[0]:g}", f"{own.ci[1]:g}"
    return say(
        "report_atlas-pool_of_review", measure=measure, estimate=estimate, low=low, high=high
    )
