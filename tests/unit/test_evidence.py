"""The evidence base: what is from memory moves nothing, and every number says what it rests on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from openpbm.cli.evidence import goal_lines, study_lines
from openpbm.cli.main import main
from openpbm.errors import InputError
from openpbm.files.evidence_file import atlas_json, dose_csv, study_json
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Person, Wish
from openpbm.planning.card import medical_grade
from openpbm.planning.plan import plan
from openpbm.reports import words
from openpbm.reports.evidence import words as evidence_words
from openpbm.reports.evidence.atlas import laboratory_line
from openpbm.response.atlas import Atlas, atlas
from openpbm.response.contrast import NONE, NULL, contrasts
from openpbm.response.effect_words import contrast_line
from openpbm.response.evidence import Goal, Trial, carrying
from openpbm.response.goal_words import headline
from openpbm.response.held_out import COVERED, MISSED, held_out
from openpbm.response.laboratory import all_series, series
from openpbm.response.memory import MEMORY, RECALLED
from openpbm.response.study import CONTROLS, Study, all_studies, studies
from openpbm.response.summary import GoalEvidence, all_goals, find
from openpbm.response.surface_dose import SurfaceDose, surface_dose
from openpbm.response.synthesis import syntheses
from openpbm.speech.language import PSEUDO, speaking
from openpbm.speech.pseudo import CLOSE, OPEN
from openpbm.speech.say import in_english, say
from openpbm.tables import Row, rows
from shared_light import SHARED

POISON = 987654.0
POISONED_WORD = "POISON"
HELD_OUT = {
    "park_2025_mask_630_850",
    "mota_2023_red_amber",
    "pfaff_2015_psoriasis_453",
    "kurtti_2021_cures",
    "aziz_jalali_2012",
    "fife_2010_radiodermatitis",
    "ad_blue_2023",
}
HELD_OUT_LABORATORY = {
    "sharma_2011_neuron_810",
    "hawkins_2006_fluence",
    "hawkins_2006_multiple",
    "mamalis_2015_blue",
}


def raw(row: Row) -> dict[str, object]:
    made: dict[str, object] = json.loads(json.dumps(row.fields()))
    return made


def recalled_paths(row: Row) -> list[str]:
    return [
        path
        for own in row.rows("provenance")
        if own.text("p") == RECALLED
        for path in own.texts("fields")
    ]


def spoilt(value: object) -> object:
    """Nonsense of the same kind, so that a reader which let it pass would not notice."""
    if isinstance(value, dict):
        return {name: spoilt(own) for name, own in value.items()}
    if isinstance(value, list):
        return [spoilt(item) for item in value]
    return POISONED_WORD if isinstance(value, str) else POISON


def poisoned(row: Row) -> Row:
    """The row with every recalled field replaced by nonsense."""
    made = raw(row)
    for path in recalled_paths(row):
        *inner, last = path.split(".")
        here: object = made
        for step in inner:
            name, _, place = step.partition("[")
            assert isinstance(here, dict)
            here = here[name][int(place[:-1])] if place else here[name]
        assert isinstance(here, dict)
        here[last] = spoilt(here[last])
    return Row(made, row.text("id"))


@cache
def poisoned_studies() -> Mapping[str, Row]:
    return {key: poisoned(row) for key, row in rows("studies").items()}


def unlit(row: Row) -> Row:
    """The row without its lights."""
    made = raw(row)
    arms, known = made["arms"], made["provenance"]
    assert isinstance(arms, list)
    assert isinstance(known, list)
    for own in known:
        own["fields"] = [path for path in own["fields"] if ".lights[" not in path]
    dark = [{**arm, "lights": []} for arm in arms]
    return Row({**made, "arms": dark}, row.text("id"))


@cache
def small_atlas() -> Atlas:
    """The atlas on a handful of studies: the skin model is the slow part."""
    wanted = ("park_2025_mask_630_850", "kurtti_2021_cures", "landau_2011_ulcer", "weiss_2005_590")
    lit = {key: row for key, row in rows("studies").items() if key in wanted}
    dark = {key: unlit(row) for key, row in rows("studies").items() if key not in wanted}
    return atlas({**lit, **dark}, scenarios=16)


def test_no_recalled_field_moves_a_study_or_anything_made_of_it() -> None:
    poison = studies(poisoned_studies())
    moved = [
        key
        for key, study in all_studies().items()
        if replace(study, recalled=()) != replace(poison[key], recalled=())
    ]
    assert not moved
    for key, study in poison.items():
        assert [m.field for m in study.recalled] == recalled_paths(rows("studies")[key])
    assert any(m.value == POISONED_WORD for study in poison.values() for m in study.recalled)


def test_poison_reaches_no_effect_pool_or_hold_out() -> None:
    clean = contrasts(all_studies())
    poison = contrasts(studies(poisoned_studies()))
    assert clean == poison
    assert syntheses(clean) == syntheses(poison)


def test_a_read_field_that_is_poisoned_is_noticed() -> None:
    """The test above can fail: the same nonsense in a read field moves the effect."""
    made = raw(rows("studies")["landau_2011_ulcer"])
    outcomes = made["outcomes"]
    assert isinstance(outcomes, list)
    outcomes[0]["responders_treated"] = 1
    changed = {**rows("studies"), "landau_2011_ulcer": Row(made, "landau_2011_ulcer")}
    assert contrasts(studies(changed)) != contrasts(all_studies())


def test_poison_in_a_sentence_is_labelled_or_absent() -> None:
    for study in studies(poisoned_studies()).values():
        spoken = [
            *evidence_words.result_lines(study),
            *(text for _, text in evidence_words.study_pairs(study)),
            evidence_words.provenance_line(study),
            study.cited,
        ]
        assert not [line for line in spoken if POISONED_WORD in line or "987654" in line]
        for line in study_lines(study):
            if POISONED_WORD in line:
                assert study.recalled
        for line in evidence_words.memory_lines(study):
            assert say(MEMORY) in line


def test_poison_in_the_laboratory_moves_no_verdict_and_is_labelled() -> None:
    clean = rows("laboratory")
    poison = {key: poisoned(row) for key, row in clean.items()}
    assert POISONED_WORD in json.dumps([raw(row) for row in poison.values()])
    effects = contrasts(all_studies())
    pools = syntheses(effects)
    told = held_out(all_studies(), effects, pools, series(clean))
    assert held_out(all_studies(), effects, pools, series(poison)) == told
    for own in series(poison).values():
        for part in laboratory_line(own)[1].split(". "):
            assert POISONED_WORD not in part or f"{POISONED_WORD} ({say(MEMORY)})" in part


def test_no_recalled_field_enters_a_match() -> None:
    poison = studies(poisoned_studies())

    def matched(found: Mapping[str, Study]) -> list[Trial]:
        return [
            replace(trial, study=replace(trial.study, recalled=()))
            for goal in rows("goals")
            for trial in carrying(goal, found)
        ]

    assert matched(all_studies())
    assert matched(poison) == matched(all_studies())


def test_no_device_from_memory_vouches_for_a_maker() -> None:
    """The device of park_2025 is remembered, not read: its maker gets nothing from it."""
    assert "device" in recalled_paths(rows("studies")["park_2025_mask_630_850"])
    own = replace(
        catalogue_mask("higherdose-red-light-face-mask"), maker="Pra.L", name="Pra.L mask"
    )
    efficacy = next(row for row in medical_grade(own) if row.aspect == "efficacy")
    assert efficacy.state == "unknown"


def test_every_effect_is_against_sham_or_unlit_skin() -> None:
    known = all_studies()
    for effect in contrasts(known):
        if effect.has_interval:
            assert known[effect.study].control in CONTROLS
            assert effect.low is not None
            assert effect.high is not None
            assert effect.estimate is not None
            assert effect.low <= effect.estimate <= effect.high


def test_hold_outs_are_never_pooled_and_each_is_reported() -> None:
    known = all_studies()
    assert {key for key, study in known.items() if study.held_out} == HELD_OUT
    laboratory = all_series()
    assert {k for k, own in laboratory.items() if own.held_out} == HELD_OUT_LABORATORY
    effects = contrasts(known)
    pools = syntheses(effects)
    assert not {m.study for pool in pools for m in pool.members} & HELD_OUT
    table = held_out(known, effects, pools, laboratory)
    told = {row.id.split(".")[0] for row in table}
    assert told >= HELD_OUT_LABORATORY
    assert all(any(key.startswith(word) for word in told) for key in HELD_OUT)
    assert not [row.id for row in table if row.verdict == MISSED]
    assert sum(row.verdict == COVERED for row in table) >= 6
    assert all(row.verdict and row.stated for row in table)


def test_every_lit_arm_has_a_dose_at_depth_or_a_reason() -> None:
    known = all_studies()
    lit = {(s.id, arm.name) for s in known.values() for arm in s.arms if arm.lights}
    computable = {
        (s.id, arm.name)
        for s in known.values()
        for arm in s.arms
        if arm.lights
        and all(isinstance(surface_dose(x, arm.session_min), SurfaceDose) for x in arm.lights)
    }
    assert computable < lit
    weighed = small_atlas()
    assert {("landau_2011_ulcer", "180 mW/cm2"), ("kurtti_2021_cures", "480")} <= set(
        weighed.scale.computed_arms
    )
    for dose in weighed.scale.doses:
        for spread in (dose.exposure_j_cm2, dose.papillary_j_cm2, dose.reticular_j_cm2):
            assert 0 < spread.p05 < spread.median < spread.p95
        assert dose.papillary_j_cm2.median > dose.reticular_j_cm2.median


def test_dose_at_depth_is_proportional_to_the_dose_on_the_skin() -> None:
    """Three arms of one study differ in dose only: the model must keep their ratios."""
    doses = {d.arm: d for d in small_atlas().scale.doses if d.study == "kurtti_2021_cures"}
    first = doses["160"].papillary_j_cm2.median
    assert doses["320"].papillary_j_cm2.median == pytest.approx(2 * first)
    assert doses["480"].papillary_j_cm2.p95 == pytest.approx(3 * doses["160"].papillary_j_cm2.p95)


def test_a_flagged_dose_is_never_a_point_of_a_curve() -> None:
    verdict = small_atlas().dose_verdict
    assert [point.study for point in verdict.points] == ["landau_2011_ulcer"]
    assert not verdict.tried
    assert verdict.shown == "flat"
    left_out = {id: say(why) for id, why in verdict.left_out}
    assert left_out["park_2025.crows_feet"] == "held out"


def test_json_and_csv_hold_every_lit_arm() -> None:
    weighed = small_atlas()
    told = atlas_json(weighed)
    assert json.dumps(told, allow_nan=False)
    assert told["arms_with_dose"] == len(weighed.scale.computed_arms)
    lines = dose_csv(weighed).splitlines()
    assert len(lines) == 1 + len(weighed.scale.doses) + len(weighed.scale.without)
    assert len({line.count(",") for line in lines[:5]}) == 1


@pytest.mark.parametrize("found", all_goals(), ids=lambda g: g.goal.id)
def test_a_goal_is_summed_up_in_eighty_columns(found: GoalEvidence) -> None:
    lines = goal_lines(found)
    assert max(map(len, lines)) <= 80
    assert 0 <= found.certainty <= 4
    if found.studies:
        assert found.steps, "nothing is certain, so something must say why"
    for effect in found.contrasts:
        if effect.scale in (NULL, NONE):
            assert effect.estimate is None


def test_goals_without_a_controlled_answer_are_very_low() -> None:
    for found in all_goals():
        if not found.controlled:
            assert found.certainty <= 1


def test_a_word_finds_its_goal_or_study() -> None:
    goal, study = find("crow's feet"), find("park_2025")
    assert isinstance(goal, Goal)
    assert isinstance(study, Study)
    assert (goal.id, study.id) == ("wrinkles_firmness", "park_2025_mask_630_850")


def test_an_unknown_goal_gets_the_nearest_and_the_list() -> None:
    with pytest.raises(InputError, match=r"did you mean rosacea.*goals: wrinkles_firmness, acne"):
        find("rosacia")


def test_the_command_tells_goals_and_studies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence"]) == 0
    assert "post_procedure_redness" in capsys.readouterr().out
    assert main(["evidence", "scar", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["goal"] == "scar"
    assert main(["evidence", "fife_2010", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["held_out"] is True
    assert main(["evidence", "wrinkels"]) == 2
    assert "did you mean" in capsys.readouterr().err


def test_a_study_in_json_keeps_memory_apart() -> None:
    told = study_json(all_studies()["wunsch_2014"])
    outcomes = told["outcomes"]
    assert isinstance(outcomes, list)
    assert isinstance(outcomes[0], dict)
    assert outcomes[0]["treated"] is None
    memory = told["from_memory_no_evidence"]
    assert isinstance(memory, dict)
    assert "outcomes[0].treated" in memory


# ---- what a sceptical reader would ask


def every_line() -> list[str]:
    return [
        words.printed(line)
        for found in all_goals()
        for line in (
            *evidence_words.found_lines(found),
            *(evidence_words.synthesis_line(pool) for pool in found.syntheses),
            *evidence_words.unknown_lines(found),
        )
    ]


def test_every_finding_says_how_biased_it_is_and_no_two_read_the_same() -> None:
    for found in all_goals():
        lines = evidence_words.found_lines(found)
        assert all("; bias: " in line for line in lines)
        measured = [(c.name, c.measure) for c in found.contrasts]
        assert len(set(measured)) == len(measured)  # two arms of a study are told apart


def test_a_number_of_the_lit_group_alone_says_so() -> None:
    """A change without its control is no effect, and must not read like one."""
    for found in all_goals():
        for contrast in found.contrasts:
            said = say(contrast.said)
            if re.match(r"-?[\d.]+ ", said) and " against " not in said:
                assert "in the lit group" in said or " of " in said


def test_wavelengths_have_a_unit_and_minus_is_a_minus() -> None:
    for line in every_line():
        assert not re.search(r", [4-9]\d\d(?=[:;.,]|$)", line), line
        assert not re.search(r"(?<![\w.,)\]])-\d", line), line


def test_a_goal_without_a_study_still_says_what_would_change_it() -> None:
    (circulation,) = (found for found in all_goals() if found.goal.id == "circulation")
    assert not circulation.studies
    assert any(line.startswith("What would change it: ") for line in
               evidence_words.unknown_lines(circulation))  # fmt: skip


def test_a_goal_whose_doses_nobody_read_is_told_no_range() -> None:
    """ "Inside the range that was studied" needs a range."""
    mask = catalogue_mask("higherdose-red-light-face-mask")
    for found in all_goals():
        person = Person(age_years=52, phototype="II", wishes=(Wish(goal=found.goal.id),))
        if carrying(found.goal.id):
            continue  # those have a plan, and its tests
        made = plan(person, mask, start=date(2026, 5, 4), scenarios=16, kept=SHARED)
        (told,) = made.expectation
        assert ("range that was studied" in in_english(told.dose_words)) is bool(found.doses)
        assert made.status in ("insufficient_evidence", "by_maker")
        if made.status == "by_maker":
            continue  # it promises nothing, and its own tests say so
        assert in_english(made.verdict).count(words.goal(found.goal.id)) == 1
        for card in made.evidence:
            assert not re.search(r", [4-9]\d\d:", in_english(card.result))


def test_what_the_evidence_says_is_said_in_any_language() -> None:
    """Facts of every goal, pool and hold-out; whole, and no word of ours stays English."""
    weighed = small_atlas()
    facts = [weighed.dose_verdict.told, *(why for _, why in weighed.dose_verdict.left_out)]
    facts += [row.stated for row in weighed.hold_outs]
    facts += [study.title for study in weighed.studies.values()]
    for found in weighed.goals:
        facts += [headline(found), *found.steps, *map(contrast_line, found.contrasts)]
        facts += [pool.verdict for pool in found.syntheses]
    with speaking(PSEUDO):
        told = list(map(say, facts))
    for line in told:
        assert line.startswith(OPEN) and line.endswith(CLOSE), line
        assert line.count(OPEN) == line.count(CLOSE)
    ours = ("bias: ", "; held out", "no interval", "studies pooled", "with sham or unlit skin")
    assert not [line for line in told for words_of_ours in ours if words_of_ours in line]
