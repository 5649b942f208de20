"""The one table of studies: its columns, its names, what is judged beside it, and its sums."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpbm.answer import Plan
from openpbm.cli.evidence import study_lines
from openpbm.errors import TableError
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Person, Wish
from openpbm.planning.card import evidence_cards
from openpbm.planning.expectation import age_likeness
from openpbm.planning.plan import plan
from openpbm.planning.schedule import Lent, lent_to
from openpbm.reports import words
from openpbm.reports.evidence import words as evidence_words
from openpbm.reports.evidence.atlas import study_card
from openpbm.reports.html import report_html
from openpbm.reports.terminal import summary_text
from openpbm.response.contrast import contrasts, more_of_100
from openpbm.response.effect_words import effect, in_odds
from openpbm.response.evidence import LIT, bands, carrying, set_aside
from openpbm.response.memory import without_memory
from openpbm.response.outcome import Outcome
from openpbm.response.study import (
    CONTROLS,
    LightUsed,
    Study,
    all_studies,
    named,
    studies,
)
from openpbm.response.summary import CERTAINTY_WORDS, SOUND_WORDS, all_goals, find
from openpbm.response.surface_dose import AGREEMENT, SurfaceDose, surface_dose
from openpbm.speech.say import in_english
from openpbm.tables import Row, folder, rows, typed
from openpbm.tables.format import formatted
from openpbm.tables.row.evidence import GoalRow
from openpbm.units import dose_j_cm2
from shared_light import SHARED

STUDIES = list(all_studies().values())
IDS = re.compile(rf"(?<!\{{)\b({'|'.join(all_studies())})\b")
EVIDENCE = (
    *("studies", "judgements", "grades", "contrasts", "laboratory", "reviews", "goals"),
    *("study_devices", "unread", "synthesis", "reporting_items"),
)
REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
LABELS = ("id", "study")  # columns that hold an identifier on purpose


def each_outcome() -> Iterator[tuple[Study, Outcome]]:
    for study in STUDIES:
        for outcome in study.outcomes:
            yield study, outcome


def each_light() -> Iterator[tuple[Study, float | None, LightUsed]]:
    for study in STUDIES:
        for arm in study.arms:
            for light in arm.lights:
                yield study, arm.session_min, light


# ---- the table


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_load_and_a_dump_change_nothing(name: str) -> None:
    text = (folder() / f"{name}.json").read_text(encoding="utf-8")
    assert formatted(json.loads(text)) == text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"wekes": 4}, ": found wekes; expected one of id, name"),
        ({"name": None}, ".name: found null; expected a text"),
        ({"weeks": "4"}, '.weeks: found "4"; expected a number'),
        ({"weeks": True}, ".weeks: found true; expected a number"),
        ({"setting": "hospital"}, '.setting: found "hospital"; expected one of home, office'),
        ({"arms": [{"name": "lit", "lights": []}]}, ".arms[0]: found no role"),
        ({"arms": 3}, ".arms: found 3; expected a list"),
        ({"citation": "Lee 2007"}, '.citation: found "Lee 2007"; expected an object'),
    ],
)
def test_a_row_that_is_no_study_is_refused_with_its_place(
    change: dict[str, object], said: str
) -> None:
    own = rows("studies")["weiss_2005_590"].fields()
    with pytest.raises(TableError, match=re.escape(f"studies.json, row weiss_2005_590{said}")):
        studies({"x": Row({**own, **change, "provenance": []}, "x")})


def test_every_study_is_judged_and_nothing_else_is() -> None:
    assert list(rows("judgements")) == list(rows("studies"))
    for study in STUDIES:
        assert study.judged.id == study.id
        assert set(study.goals) <= set(rows("goals"))
        assert study.judged.device.site in {row.text("site") for row in rows("sites").values()}
        low, high = study.judged.device.view_factor
        assert 0 <= low < high <= 1
        dark, bright = study.judged.device.inner_reflectance
        assert 0 <= dark < bright < 1
    assert not {"judged", "recalled", "from_memory"} & {
        name for row in rows("studies").values() for name in row.fields()
    }


@pytest.mark.parametrize("study", STUDIES, ids=lambda s: s.id)
def test_every_field_that_was_read_names_a_source_that_opens(study: Study) -> None:
    for source in study.sources:
        assert source.url.startswith(("http://", "https://"))
    for own in study.provenance:
        if own.p == "derived":
            assert own.s is None
            continue
        assert own.s is not None
        if own.p == "verified":
            assert study.sources[own.s].read != "secondary", own.fields
    assert bool(study.sources) != bool(study.source)


@pytest.mark.parametrize("study", STUDIES, ids=lambda s: s.id)
def test_the_status_of_a_record_follows_from_how_its_fields_are_known(study: Study) -> None:
    core = ("arms", "outcomes", "sessions", "weeks", "n_")
    remembered = [m.field for m in study.recalled if m.field.startswith(core)]
    if not study.sources:
        assert study.status == "recalled"
    else:
        assert study.status == ("mixed" if remembered else "verified")


def test_no_arm_is_named_by_a_wavelength_that_is_only_remembered() -> None:
    for study in STUDIES:
        for memory in study.recalled:
            if memory.field.endswith("nm") and "lights" in memory.field:
                assert not [arm.name for arm in study.arms if memory.value in arm.name]


RECORD = st.fixed_dictionaries(
    {
        "topic": st.text(max_size=4),
        "arms": st.lists(
            st.fixed_dictionaries({"n": st.integers(0, 9), "lights": st.lists(
                st.fixed_dictionaries({"nm": st.integers(400, 900), "mode": st.text(max_size=3)}),
                max_size=2,
            )}),
            max_size=3,
        ),
    }
)  # fmt: skip


def leaves(value: object, way: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, own in value.items():
            if name not in ("provenance", "recalled", "from_memory"):
                yield from leaves(own, f"{way}.{name}".removeprefix("."))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from leaves(item, f"{way}[{i}]")
    else:
        yield way, value


@given(RECORD, st.data())
def test_what_is_recalled_leaves_a_record_and_nothing_else_does(
    record: dict[str, object], data: st.DataObject
) -> None:
    every = dict(leaves(record))
    gone = set(data.draw(st.lists(st.sampled_from(sorted(every)), unique=True)))
    known = [
        {"p": "recalled", "fields": sorted(gone)},
        {"p": "derived", "fields": sorted(set(every) - gone)},
    ]
    made = without_memory(Row({**record, "provenance": known}, "x"))
    assert dict(leaves(made)) == {path: own for path, own in every.items() if path not in gone}
    apart = {own.text("field"): own.text("value") for own in Row(made, "x").rows("recalled")}
    assert apart == {path: str(every[path]) for path in gone}
    assert dict(leaves(record)) == every  # the table itself is left as it was


# ---- one name


def test_no_two_studies_share_a_name_and_each_is_found_by_it() -> None:
    names = [study.name for study in STUDIES]
    assert len(set(names)) == len(names)
    for study in STUDIES:
        assert find(study.name) == study


@pytest.mark.parametrize("study", STUDIES, ids=lambda s: s.id)
def test_a_study_is_called_the_same_everywhere(study: Study) -> None:
    assert study_lines(study)[0].startswith(study.name[:60])
    assert study_card(study).study.name == study.name
    assert words.study(study.id) == study.name
    assert named(f"as in {{{study.id}}}") == f"as in {study.name}"
    for goal in study.goals:
        assert {t.name for t in carrying(goal) if t.id == study.id} <= {study.name}


def followed() -> Plan:
    mask = catalogue_mask("higherdose-red-light-face-mask")
    person = Person(age_years=40, phototype="II", wishes=(Wish(goal="wrinkles_firmness"),))
    return plan(person, mask, start=date(2026, 5, 4), scenarios=16, kept=SHARED)


def test_a_report_and_a_terminal_call_a_trial_as_the_table_does() -> None:
    made = followed()
    page, told = report_html(made), summary_text(made)
    for card in made.evidence:
        assert all_studies()[card.trial].name in page
    assert not IDS.findall(told)


def prose(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, own in value.items():
            yield from () if key in LABELS else prose(own, key)
    elif isinstance(value, list):
        for item in value:
            yield from prose(item, name)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_sentence_of_a_table_names_studies_by_reference_only(name: str) -> None:
    for text in prose(json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))):
        assert not IDS.findall(text), text
        assert "{" not in named(text)
        assert "shared" not in text or "cavity" in text


# ---- what the fields say of each other


def test_arms_and_people_add_up() -> None:
    for study in STUDIES:
        own = [arm for arm in study.arms if arm.role != "comparator"]
        known = [arm.n for arm in own if arm.n is not None]
        if study.within or study.size is None:
            assert all(n <= (study.size or n) for n in known), study.id
            continue
        complete = len(known) == len(own) and not study.recalled
        assert sum(known) <= study.size or study.id in SIZE_DISPUTED, study.id
        if complete and study.n_randomised is None:
            assert sum(known) == pytest.approx(study.size), study.id


SIZE_DISPUTED = ("park_yj_2016_thyroid_830_590",)  # its flag says so


def test_sessions_are_rate_times_weeks() -> None:
    for study in STUDIES:
        total, rate, weeks = study.sessions_total, study.sessions_per_week, study.weeks
        if total is not None and rate is not None and weeks is not None:
            assert abs(rate * weeks - total) <= 0.25 * total + 1, study.id


def test_irradiance_times_time_is_the_fluence_or_a_flag_says_why() -> None:
    compared = 0
    for study, minutes, light in each_light():
        printed = (light.irradiance_mw_cm2, minutes, light.fluence_j_cm2)
        if None in printed or light.dose_kind:
            continue
        irradiance, minutes, fluence = (value for value in printed if value is not None)
        duty = 1.0 if light.duty_cycle is None else light.duty_cycle
        product = dose_j_cm2(irradiance * duty, minutes)
        assert product == pytest.approx(fluence, rel=AGREEMENT), study.id
        compared += 1
    assert compared > 8


def test_shares_are_counts_over_people() -> None:
    for study, o in each_outcome():
        for hits, people, printed in (
            (o.responders_treated, o.n_treated, o.treated),
            (o.responders_control, o.n_control, o.control),
        ):
            if hits is None or people is None:
                continue
            assert 0 <= hits <= people, study.id
            if printed is not None and o.unit.startswith("% of"):
                assert 100 * hits / people == pytest.approx(printed, abs=0.6), study.id


def test_the_direction_of_an_effect_is_that_of_its_figures() -> None:
    compared = 0
    for study, o in each_outcome():
        if o.treated is None or not o.better:
            continue
        sign = 1.0 if o.better == "higher" else -1.0
        gain = None
        if o.difference:
            gain = sign * o.treated
        elif o.control is not None:
            gain = sign * (o.treated - o.control)
        elif o.unit.startswith("% change"):
            gain = sign * o.treated  # against the start
        if gain is None:
            continue
        compared += 1
        if o.direction == "better":
            assert gain > 0, (study.id, o.measure)
        elif o.direction == "worse":
            assert gain < 0, (study.id, o.measure)
        elif o.p is not None and o.p.value is not None and o.p.value < 0.05 and not o.is_null:
            assert gain > 0, (study.id, o.measure)
    assert compared > 40


def test_a_null_has_no_small_p_and_words_of_its_own() -> None:
    for study, o in each_outcome():
        if o.direction:
            assert o.direction_words, (study.id, o.measure)
        if o.is_null and o.p is not None and o.p.value is not None:
            assert o.p.relation.startswith(">") or o.p.value > 0.05, (study.id, o.measure)
        if o.control is not None and not o.difference:
            assert o.is_against_control, (study.id, o.measure)
        number = o.treated is not None or o.responders_treated is not None
        if number and study.control in CONTROLS and o.kind != "safety" and study.goals:
            assert o.better, (study.id, o.measure)


def test_ages_are_ages() -> None:
    known = [study for study in STUDIES if study.ages is not None]
    assert known
    for study in known:
        assert study.ages is not None
        youngest, oldest = study.ages
        assert 0 < youngest < oldest < 100


def test_a_person_is_told_whether_their_age_was_studied() -> None:
    bragato, weiss = all_studies()["bragato_2025_mask_660"], all_studies()["weiss_2005_590"]
    assert age_likeness(52, bragato).state == "fits"
    for age in (44, 61):
        assert age_likeness(age, bragato).state == "differs"
        assert f"you are {age}" in in_english(age_likeness(age, bragato).told)
    assert age_likeness(52, weiss).state == "unknown"


# ---- what may be matched


def test_only_a_read_dose_inside_one_band_can_be_matched() -> None:
    found = [trial for goal in rows("goals") for trial in carrying(goal)]
    assert found
    for trial in found:
        arm = next(arm for arm in trial.study.arms if arm.name == trial.arm)
        for light, printed in zip(trial.lights, arm.lights, strict=True):
            assert light.band is not None
            low, high, _ = bands()[light.band]
            assert low <= light.peak_nm <= high
            dose = surface_dose(printed, arm.session_min)
            assert isinstance(dose, SurfaceDose)
            assert (light.dose_low_j_cm2, light.dose_high_j_cm2) == (
                dose.low_j_cm2,
                dose.high_j_cm2,
            )


def test_tier_a_is_controlled_unflagged_and_a_point() -> None:
    tiered = [s for s in STUDIES if "A" in {own.tier for own in s.judged.goals}]
    assert tiered
    for study in tiered:
        assert study.control in CONTROLS
        for arm in study.arms:
            for light in arm.lights:
                dose = surface_dose(light, arm.session_min)
                assert isinstance(dose, SurfaceDose)
                assert dose.low_j_cm2 == dose.high_j_cm2
                assert not light.dose_kind


# ---- tiers


def best_grade(study: Study) -> str:
    """The best grade that the record's own fields allow."""
    people = max([study.size or 0.0, *(arm.n or 0.0 for arm in study.arms)])
    if study.control not in CONTROLS or study.bias == "high" or people < 10:
        return "C"
    sized = any(o.treated is not None and (o.control is not None or o.difference)
                for o in study.outcomes)  # fmt: skip
    flagged = any(light.dose_kind for arm in study.arms if arm.role == "active"
                  for light in arm.lights)  # fmt: skip
    return "A" if sized and not flagged and people >= 20 and study.is_randomised else "B"


def test_a_tier_is_no_better_than_the_record_allows() -> None:
    graded = 0
    for study in STUDIES:
        for own in study.judged.goals:
            carries = own.verdict.startswith("can carry")
            assert carries == (own.tier in ("A", "B", "C")), study.id
            assert not own.tier or own.tier in rows("grades")
            if carries:
                graded += 1
                assert own.tier >= best_grade(study), (study.id, own.goal)
                assert own.gaps, study.id
            if own.tier == "N":
                assert any(o.is_null and o.is_against_control for o in study.outcomes)
    assert graded > 15


def test_a_goal_is_carried_as_its_best_tier_says() -> None:
    for key, row in typed("goals", GoalRow).items():
        verdicts = [own.verdict for s in STUDIES if (own := s.judged.of(key)) is not None]
        assert ("can carry" in verdicts) == (row.carried == "can carry"), key


def test_what_is_posted_and_unread_is_told_with_its_address() -> None:
    for row in rows("unread").values():
        assert set(row.texts("goals")) <= set(rows("goals"))
        assert row.text("source").startswith("https://")
    (spots,) = (found for found in all_goals() if found.goal.id == "age_spots_pigment")
    assert any("NCT03312543" in line for line in evidence_words.unknown_lines(spots))


def test_a_dose_that_is_carried_was_read() -> None:
    """Wavelength and dose, or irradiance and minutes: memory carries nobody."""
    for study in STUDIES:
        for own in study.judged.goals:
            if not own.verdict.startswith("can carry"):
                continue
            lights = [
                (light, arm.session_min)
                for arm in study.arms
                if arm.role in ("active", "active_comparator")
                for light in arm.lights
            ]
            assert any(
                (light.nm or light.band_nm or light.lines_nm)
                and (light.fluence_j_cm2 or (light.irradiance_mw_cm2 and minutes))
                for light, minutes in lights
            ), study.id


def test_nobody_follows_an_uncontrolled_study_without_asking() -> None:
    asked = [trial for goal in rows("goals") for trial in carrying(goal, uncontrolled=True)]
    assert "C" in {trial.tier for trial in asked}
    for goal in rows("goals"):
        for trial in carrying(goal):
            assert trial.tier in ("A", "B")
            assert trial.study.control in CONTROLS
            assert trial.study.bias != "high"
        assert not {t.id for t in carrying(goal, uncontrolled=True)} & {
            study.id for study in set_aside(goal)
        }


def test_a_trial_against_sham_comes_before_one_against_unlit_skin_and_before_any_other() -> None:
    for goal in rows("goals"):
        trials = carrying(goal, uncontrolled=True)
        assert [t.tier for t in trials] == sorted(t.tier for t in trials)
        for one, later in pairwise(trials):
            if one.tier == later.tier and later.study.control == "sham":
                assert one.study.control == "sham"
    first, *_ = carrying("wrinkles_firmness", uncontrolled=True)
    assert first.id == "park_2025_mask_630_850"


def test_no_plan_for_a_face_follows_a_trial_of_a_wound_a_plaque_or_a_scar() -> None:
    for key, row in typed("goals", GoalRow).items():
        assert row.on_face or not carrying(key, uncontrolled=True)
        if row.plan.home == row.plan.office == "no":
            assert not row.on_face


def test_a_null_trial_stands_beside_the_positive_one_in_its_card() -> None:
    cards = {card.trial: card for card in evidence_cards("wrinkles_firmness", None)}
    park, bragato = cards["park_2025_mask_630_850"], cards["bragato_2025_mask_660"]
    assert list(cards)[:2] == [park.trial, bragato.trial]
    (beside,) = map(in_english, park.nulls)
    assert "Bragato 2025" in beside
    assert "no difference" in beside
    assert bragato.tier == "N"
    assert not bragato.nulls


def test_a_study_and_a_goal_never_share_a_word_for_how_sure_they_are() -> None:
    assert not set(SOUND_WORDS) & set(CERTAINTY_WORDS)
    for goal in rows("goals"):
        for card in evidence_cards(goal, None):
            assert card.soundness in SOUND_WORDS


# ---- people of a hundred


@given(n=st.integers(5, 80), m=st.integers(5, 80), data=st.data())
def test_more_of_a_hundred_stays_in_a_hundred_and_turns_round_with_its_sides(
    n: int, m: int, data: st.DataObject
) -> None:
    lit, dark = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    middle, low, high = more_of_100(lit, n, dark, m)
    assert -100.0001 <= low <= middle <= high <= 100.0001
    assert more_of_100(dark, m, lit, n) == pytest.approx((-middle, -high, -low), abs=1e-9)
    more, lower, _ = more_of_100(10 * lit, 10 * n, 10 * dark, 10 * m)
    assert more == pytest.approx(middle, abs=1e-9)
    assert lower >= low - 1e-9  # more people, a narrower interval


def test_people_come_first_and_odds_are_for_whoever_asks() -> None:
    (park,) = (c for c in contrasts(all_studies()) if c.study == "park_2025_mask_630_850"
               and c.more_of_100)  # fmt: skip
    told, asked = effect(park), in_odds(park)
    assert told is not None
    assert in_english(told) == "70 more of 100 with light (46 to 82)"
    assert asked is not None
    assert in_english(asked).startswith("odds 31 times")


def test_a_lent_rhythm_is_never_more_often_or_longer_than_what_is_known_of_the_trial() -> None:
    maker = Lent(weeks=8.0, sessions_per_week=3.0, sessions_total=None)
    for trial in carrying("acne", uncontrolled=True):
        lent = lent_to(trial, maker)
        assert lent.sessions_per_week is not None
        assert lent.sessions_per_week <= min(3.0, trial.sessions_per_week or 3.0)
        assert lent.weeks == (trial.weeks or 8.0)
        assert lent.sessions_total == trial.sessions_total


# ---- the trials, replayed


def test_a_trial_that_carries_is_given_back_its_minutes_or_a_limit_says_why_not() -> None:
    found = json.loads((REFERENCE / "replay.json").read_text())
    carried = 0
    for name, row in found.items():
        for each in (row, row.get("hung_free", {})):
            own, answer = row.get("own_min"), each.get("plan", {})
            if answer.get("trials") != [name.split(",")[0]]:
                continue
            carried += row["tier"] in ("A", "B")
            assert answer["held_by"] or 0.8 <= answer["minutes"] / own <= 1.2, name
    assert carried


def test_every_lit_arm_is_replayed_or_says_why_not() -> None:
    found = json.loads((REFERENCE / "replay.json").read_text())
    lit = {
        f"{s.id}, {arm.name}" for s in STUDIES for arm in s.arms if arm.role in LIT and arm.lights
    }
    assert {name.split(":")[0] for name in found} == lit
    for row in found.values():
        assert row.get("left_out") or all(
            "refusals" in told or "minutes" in told for told in row["people"].values()
        )
