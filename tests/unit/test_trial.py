"""`openpbm trial`: from a file to a verdict, a list of arms, doses at depth and tables."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from unspoken import Unspoken

from openpbm.cli.main import main
from openpbm.files.json_value import json_text
from openpbm.files.trial_file import read_trial
from openpbm.files.trial_tables import items_markdown, trial_json
from openpbm.reports.trial import words
from openpbm.reports.trial.page import trial_html
from openpbm.speech.language import PSEUDO, speaking
from openpbm.speech.say import say
from openpbm.speech.say import written as written_down
from openpbm.speech.table import texts
from openpbm.tables import rows
from openpbm.trials.allocation import allocation
from openpbm.trials.before import before, spreads_on_offer
from openpbm.trials.depth import depth_of_arms
from openpbm.trials.design import TrialDesign
from openpbm.trials.overlap import chance_less, overlap
from openpbm.trials.planned import TrialPlan, plan_trial
from openpbm.trials.reporting import effect_of, item_ids, trial_items

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "trial.toml"
Heard = pytest.CaptureFixture[str]
TEXT = EXAMPLE.read_text(encoding="utf-8").replace(
    "seed = 730114", "seed = 730114\nreplicates = 200"
)
FILES = {"trial.html", "trial.json", "allocation.csv", "dose.csv", "reporting.csv", "reporting.md"}


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    """The example with some of its lines changed."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "trial.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the example comes to."""
    folder = tmp_path_factory.mktemp("trial")
    assert main(["trial", str(written(folder)), "--out", str(folder / "out")]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def example() -> TrialDesign:
    return read_trial(EXAMPLE).trial


# ---------------------------------------------------------------------------- the command


def test_everything_is_written_and_the_page_ends_in_one_verdict(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == FILES
    page = (made / "trial.html").read_text(encoding="utf-8")
    assert "This design detects an effect of 10" in page
    assert "9 trials" not in page and "the 8 trials of wrinkles and firmness" in page
    assert page.count("<h2") == 7


def test_neither_page_nor_json_gives_the_list_away(made: Path) -> None:
    """Who lets people in may read both; the seed alone would make the list again."""
    for name in ("trial.html", "trial.json", "reporting.md", "reporting.csv", "dose.csv"):
        assert "730114" not in (made / name).read_text(encoding="utf-8"), name


def test_the_same_file_gives_the_same_list_and_numbers(made: Path, tmp_path: Path) -> None:
    trial = read_trial(written(tmp_path)).trial
    with (made / "allocation.csv").open(encoding="utf-8") as opened:
        found = list(csv.DictReader(opened))
    again = allocation(trial, 260)
    assert [row["arm"] for row in found] == [each.arm for each in again]
    assert len(again) >= 4 * 260


def test_people_who_are_too_few_are_an_honest_no_that_says_what_would_do(
    tmp_path: Path, capsys: Heard
) -> None:
    file = written(tmp_path, ("people = 260", "people = 60"))
    assert main(["trial", str(file), "--out", str(tmp_path / "out")]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "does not detect an effect of 10 um with 60 people" in told
    assert "of a two-sided test at 5 %, only findings in its favour are counted" in told.replace(
        "\u202f", " "
    )
    assert re.search(r"\d{3} people would reach it\.", told)
    assert re.search(r"60 people would find an effect of \d\d", told)
    assert re.search(r"With each visit read 3 times, \d+ people would reach it", told)
    assert told.endswith("more did not say how many.")


@pytest.fixture(scope="module")
def planned() -> TrialPlan:
    """The example, with a mask's place taken by no light at all."""
    trial = replace(read_trial(EXAMPLE).trial, replicates=200)
    arms = tuple(replace(arm, lights=()) for arm in trial.arms)
    return plan_trial(replace(trial, arms=arms))


def test_the_page_speaks_the_language_that_is_asked_for(planned: TrialPlan) -> None:
    with speaking("es"):
        page, told = trial_html(planned, ()), say(words.verdict(planned))
    assert told.startswith("Este diseño detecta un efecto de 10") and told in page
    assert 'lang="es"' in page and "Ningún grupo dice qué luz da" in page
    with speaking(PSEUDO):
        left = Unspoken(trial_html(planned, ()))
    assert left.found == [] and left.in_english == 0


def test_what_the_author_of_a_file_wrote_stays_as_written_in_every_language(
    tmp_path: Path, capsys: Heard
) -> None:
    """Words that tables have, too, and translate: of arms, places, the title, an item."""
    theirs = {
        'name = "light"': "turmeric mask",
        'name = "sham"': "four weeks only",
        '"clinic A"': "lash serum",
        '"wrinkle depth at the outer eye"': "skin roughness",
        '"red and near-infrared light at home"': "broadband",
    }
    assert set(theirs.values()) <= set(texts("es"))
    changes = [(old, old[: old.index('"')] + f'"{new}"') for old, new in theirs.items()]
    file = written(tmp_path, *changes, (', "clinic B"', ""), ("people = 260", "people = 60"))
    assert main(["trial", str(file), "--out", str(tmp_path / "out"), "--lang", "es"]) == 1
    told = capsys.readouterr().out
    page = (tmp_path / "out" / "trial.html").read_text(encoding="utf-8")
    for word in theirs.values():
        own = texts("es")[word]
        assert word in page
        assert own not in " ".join((page, *told.split())), word
    assert "turmeric mask" in " ".join(told.split())


def test_a_slip_names_an_arm_as_its_author_does(tmp_path: Path, capsys: Heard) -> None:
    file = written(tmp_path, ('role = "sham"', 'role = "sham"\neffect = 2'))
    assert main(["trial", str(file), "--lang", "es"]) == 2
    assert "arms, sham:" in capsys.readouterr().err


def test_json_is_english_in_every_language_and_says_what_the_page_says(
    planned: TrialPlan,
) -> None:
    english = json_text(trial_json(planned))
    with speaking("es"):
        assert json_text(trial_json(planned)) == english
    found = json.loads(english)
    assert found["people_needed"] == planned.needed.people and found["doses"] == []
    assert found["can_answer"] is planned.can_answer is True


# ------------------------------------------------------------------------------ bad input

SECOND = '[[arms]]\nname = "sham"'
SLIPS = {
    "dropout": ([("dropout = 0.12", "dropout = 1.2")], "field trial.dropout: found 1.2"),
    "no spread": ([("sd = 18  ", "#"), ('"wrinkles"', '"eczema"')],
                  "2.02 points for local eczema severity (Keemss 2016)"),
    "readings wider than people": ([("sd = 18  ", "sd = 8  #")], "less than the readings alone"),
    "no effect": ([("effect = 10  ", "effect = 0  #")], "found no effect in light and sham"),
    "effect of a sham": (
        [('role = "sham"', 'role = "sham"\neffect = 2')],
        "arms, sham: found an effect in a control",
    ),
    "three arms": ([(SECOND, f'[[arms]]\nname = "b"\nrole = "active"\n{SECOND}')],
                   "expected two for a parallel trial"),
    "two doses": ([('"parallel"  ', '"dose_ranging" #')], "expected three or more"),
    "one in each arm": ([("people = 260", "people = 2  #")],
                        "trial.people: found 2; expected at least 4"),
    "sides": ([('"parallel"  ', '"split_face" #')], "trial.side_correlation: found nothing"),
    "blocks": ([("seed =", "blocks = [4, 5]\nseed =")], "found 5; expected a multiple of 2"),
    "strata": ([('["IV", "V", "VI"]]', '["IV", "V"]]')], "trial.strata: found I, II, III, IV, V"),
    "goal": ([('"wrinkles"', '"wrinkels"')], "trial.goal: found wrinkels; expected one of acne"),
    "region": ([("left_periorbital", "left_eye")], "trial.region: found left_eye"),
    "item": ([("consort_9 =", "consort_99 =")], "report: found consort_99"),
    "adherence": ([("adherence_sd = 0.15", "adherence_sd = 0.5")], "expected less than 0.4"),
    "minutes": ([("minutes = 10\n", "")], "found light without minutes"),
    "two lights": ([("minutes = 10\n", 'minutes = 10\nmask = "omnilux-contour-face"\n')],
                   "found both mask and light"),
    "before any light": ([("week = 12", "week = 0")],
                         "field outcome.week: found 0; expected the week from the start"),
    "a site twice": ([('"clinic B"', '"Clinic  a"')],
                     'trial.sites: found "Clinic a" twice; expected each once'),
    "a skin type twice": ([('"V", "VI"]\n', '"V", "VI", "V"]\n')],
                          'trial.skin_types: found "V" twice; expected each once'),
    "an arm twice": ([('name = "sham"', 'name = "Light "')], 'found two called "Light"'),
    "wavelength": ([("nm = 633", "nm = 63")], "field arms.light.nm"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_in_one_sentence_and_nothing_is_written(
    name: str, tmp_path: Path, capsys: Heard
) -> None:
    changes, expected = SLIPS[name]
    file = written(tmp_path, *changes)
    assert main(["trial", str(file), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err.replace("\u202f", " ")
    assert expected in told
    assert str(file) in told and "expected" in told
    assert not (tmp_path / "out").exists()


def test_an_unknown_goal_is_refused_in_the_language_of_whoever_asks(
    tmp_path: Path, capsys: Heard
) -> None:
    file = written(tmp_path, ('"wrinkles"', '"wrinkels"'))
    assert main(["trial", str(file), "--lang", "es"]) == 2
    told = capsys.readouterr().err
    assert "se encontró wrinkels" in told and "¿quiso decir" in told and "expected" not in told


def test_equal_arms_are_told_by_name(tmp_path: Path, capsys: Heard) -> None:
    text = TEXT[: TEXT.index("[[arms]]")] + (
        '[[arms]]\nname = "a"\nrole = "active"\neffect = 10\n'
        '[[arms]]\nname = "b"\nrole = "active"\neffect = 10\n'
    )
    file = tmp_path / "trial.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["trial", str(file)]) == 2
    assert "found a and b equal in role, effect, light and course" in capsys.readouterr().err


def test_a_spread_that_no_trial_printed_is_not_offered(tmp_path: Path, capsys: Heard) -> None:
    assert spreads_on_offer("acne") == ()
    file = written(tmp_path, ("sd = 18  ", "#"), ('"wrinkles"', '"acne"'))
    assert main(["trial", str(file)]) == 2
    assert "none, as no trial of this goal printed one" in capsys.readouterr().err


def test_a_seed_that_is_missing_is_told_and_stays_while_the_file_does(tmp_path: Path) -> None:
    one = read_trial(written(tmp_path, ("seed = 730114\n", "")))
    two = read_trial(written(tmp_path, ("seed = 730114\n", "")))
    other = read_trial(written(tmp_path, ("seed = 730114\n", ""), ("people = 260", "people = 261")))
    assert one.trial.seed == two.trial.seed != other.trial.seed
    assert str(one.trial.seed) in say(one.notes[0])
    assert not any(str(one.trial.seed) in say(note) for note in one.for_a_page), "a page is shown"
    assert len(one.for_a_page) == len(one.notes)


def test_an_outcome_that_nobody_measured_and_a_sham_that_nobody_asked_about_are_told(
    tmp_path: Path,
) -> None:
    file = written(
        tmp_path,
        ("wrinkle depth at the outer eye", "speed of a smile"),
        ("[sham]\nunblinded_share = 0.2", "#"),
        ("expectation = 3 ", "#"),
        ("repeat_sd = 6", "#"),
    )
    notes = " ".join(say(note) for note in read_trial(file).notes)
    assert "measured speed of a smile" in notes
    assert "who sees through the sham; taken was nobody" in notes
    assert "intraclass correlation of 0.9" in notes
    assert not read_trial(EXAMPLE).notes


# --------------------------------------------------------------------- the trials so far


def test_what_the_trials_so_far_had_is_what_the_table_of_studies_says() -> None:
    own = before("wrinkles_firmness", "wrinkle depth")
    assert {study.control for study in own.studies} == {"sham", "unlit"}
    assert len(own.people) + own.unsaid == len(own.studies)
    assert f"{own.people[0]} to {own.people[-1]}" in say(words.so_far(own))
    assert any(study.id == "bragato_2025_mask_660" for study, _ in own.same_outcome)


def test_where_no_trial_has_a_control_the_sentence_says_so() -> None:
    own = before("rosacea", "redness")
    assert not own.studies
    assert say(words.so_far(own)).startswith("no trial of rosacea against a sham or unlit skin")


# ------------------------------------------------------------------------- list of arms


def test_every_whole_block_has_each_arm_in_its_parts(example: TrialDesign) -> None:
    arms = (replace(example.arms[0], share=2), example.arms[1])
    lines = allocation(replace(example, arms=arms), 200)
    blocks: dict[tuple[int, int], Counter[str]] = {}
    for line in lines:
        blocks.setdefault((line.stratum, line.block), Counter())[line.arm] += 1
    assert {line.stratum for line in lines} == {1, 2, 3, 4}
    assert all(counts["light"] == 2 * counts["sham"] for counts in blocks.values())
    assert {sum(counts.values()) for counts in blocks.values()} == {6, 9}


def test_one_stratum_does_not_move_another_and_a_seed_moves_all(example: TrialDesign) -> None:
    few, more = (
        [each.arm for each in allocation(replace(example, sites=sites), 60) if each.stratum == 1]
        for sites in (("a",), ("a", "b", "c"))
    )
    assert few == more
    other = [each.arm for each in allocation(replace(example, seed=1), 60) if each.stratum == 1]
    assert other != few


def test_of_a_split_face_the_side_is_drawn(example: TrialDesign) -> None:
    split = replace(example, design="split_face", side_correlation=0.5)
    assert {each.arm for each in allocation(split, 20)} == {"left", "right"}


# ---------------------------------------------------------------------------- the doses


@pytest.fixture(scope="module")
def two_doses(example: TrialDesign) -> TrialDesign:
    light = replace(example.arms[0], lights=example.arms[0].lights[:1])
    half = replace(light, name="half", minutes=light.minutes / 2)
    return replace(example, arms=(light, half), skin_types=("I", "IV", "VI"))


def test_dose_at_depth_falls_with_skin_colour_and_goes_with_minutes(
    two_doses: TrialDesign,
) -> None:
    found = depth_of_arms(two_doses)
    middle = {(each.arm, each.skin_type): each.session.median for each in found.doses}
    assert middle["light", "I"] > middle["light", "IV"] > middle["light", "VI"]
    for name in two_doses.skin_types:
        assert middle["light", name] == pytest.approx(2 * middle["half", name])
    (pair,) = found.between_arms
    assert (pair.less, pair.more) == ("half", "light")
    assert 0.01 < pair.pairs_wrong_way < 0.5 and 0 < pair.shared < 1
    assert [each.less_type for each in found.between_types] == ["VI", "VI"]


def test_dose_is_that_of_the_solver_itself(two_doses: TrialDesign) -> None:
    """Against an exact solve of the same skins, to 2 %: the response surface's own error."""
    from openpbm.sampling import uniforms
    from openpbm.skin.anatomy import LAYERS, SKIN_DIMENSIONS, skin_of_types
    from openpbm.skin.optics import as_problems, skin_states
    from openpbm.skin.transport import solve

    still = replace(two_doses, irradiance_sd_ln=0.0, skin_types=("IV",))
    found = depth_of_arms(still).doses[0].session
    skin = skin_of_types(("IV",), uniforms(SKIN_DIMENSIONS, 100, seed=3))
    states = skin_states(skin, still.region, np.full(100, 633.0))
    rate = solve(as_problems(states, nm=633.0, n_above=1.0, is_open=False)).mean_fluence
    dose = rate[:, 0, LAYERS.index("papillary_dermis")] * 30.0 * 600.0 / 1000.0
    assert found.median == pytest.approx(float(np.median(dose)), rel=0.02)


def test_overlap_is_one_for_the_same_and_less_the_further_apart() -> None:
    rng = np.random.default_rng(1)
    doses = np.exp(rng.normal(size=400))
    assert overlap(doses, doses) == pytest.approx(1.0, abs=0.01)
    apart = [overlap(doses, doses * factor) for factor in (1.5, 3.0, 10.0)]
    assert apart == sorted(apart, reverse=True)
    # two normals of spread 1, their means ln 3 apart: 2 Phi(-ln 3 / 2) = 0.583
    assert apart[1] == pytest.approx(0.583, abs=0.05)
    assert overlap(doses, doses * 3.0) == pytest.approx(overlap(doses * 3.0, doses), abs=1e-3)


def test_the_chance_to_get_less_is_a_count_over_pairs_and_no_share_of_people(
    two_doses: TrialDesign,
) -> None:
    found = depth_of_arms(two_doses)
    less, more = (
        np.concatenate([each.samples for each in found.doses if each.arm == name])
        for name in ("half", "light")
    )
    less, more = np.round(less[::3], 1), np.round(more[::3], 1)  # some tie
    pairs = [1.0 if b < a else 0.5 if b == a else 0.0 for a in less for b in more]
    assert chance_less(more, less) == pytest.approx(np.mean(pairs))
    people = np.mean(more < less.max())
    assert people > 2 * chance_less(more, less)
    (pair,) = found.between_arms
    assert pair.pairs_wrong_way == pytest.approx(float(np.mean(pairs)), abs=0.05)


def test_numbers_of_sentences_have_the_figures_of_their_neighbours(example: TrialDesign) -> None:
    """Whatever is asked for or worked out: at most four figures, in the language's own sign."""
    yes_no = replace(example.outcome, kind="yes_no", control_share=0.2)
    odd = replace(
        example.arms[0],
        effect=0.2890625,
        sessions_per_week=7 / 3,
        weeks=12.3456789,
    )
    trial = replace(example, outcome=yes_no, arms=(odd, example.arms[1]))
    trial = replace(trial, losses=replace(trial.losses, expectation=0.0123456))
    own = before("wrinkles_firmness", "wrinkle depth")
    for lang, sign in (("en", "."), ("es", ",")):
        with speaking(lang):
            told = [say(item.told) for item in trial_items(trial, 120)]
            told += [written_down(effect_of(trial)), written_down(words.worth(trial))]
            told.append(say(words.so_far(own)))
        numbers = re.findall(r"\d+[.,]\d+", " ".join(told))
        assert numbers
        for number in numbers:
            assert sign in number and len(re.sub(r"\D", "", number).lstrip("0")) <= 4, number


def test_the_chance_to_get_less_and_to_get_more_make_one() -> None:
    rng = np.random.default_rng(2)
    one, other = np.exp(rng.normal(size=300)), np.exp(rng.normal(0.5, 1.0, size=200))
    assert chance_less(one, other) + chance_less(other, one) == pytest.approx(1.0)
    assert chance_less(one, one) == pytest.approx(0.5)


# ---------------------------------------------------------------------------- the items


def test_every_item_of_the_lists_is_said_or_missing_or_comes_after(example: TrialDesign) -> None:
    found = trial_items(example, 260)
    assert [each.id for each in found] == list(item_ids())
    assert Counter(each.checklist for each in found) == {
        "consort": 37,
        "tidier": 12,
        "dose": len(rows("reporting_items")),
    }
    states = {each.id: each.state for each in found}
    assert states["consort_9"] == "said" and states["consort_10"] == "missing"
    assert states["consort_17a"] == "after"


def test_the_size_is_said_as_it_was_counted_and_not_as_people_can_be_had(
    example: TrialDesign,
) -> None:
    few = replace(example, people=60)
    told = {each.id: say(each.told) for each in trial_items(few, 246)}["consort_7a"]
    assert "246 people are needed" in told and "60 can be had" in told
    none = {each.id: say(each.told) for each in trial_items(few, None)}["consort_7a"]
    assert "more than 2000 people are needed" in none


def test_what_is_missing_is_said_once_its_field_is_written(example: TrialDesign) -> None:
    missing = [each.id for each in trial_items(example, 260) if each.state == "missing"]
    assert len(missing) > 10
    told = replace(example, said=dict.fromkeys(missing, "as written"))
    found = {each.id: each for each in trial_items(told, 260)}
    for id in missing:
        assert found[id].state == "said" and say(found[id].told) == "as written"
    first = next(each for each in trial_items(example, 260) if each.state == "missing")
    assert f"report.{first.id} would say it" in say(first.told)


def test_an_outcome_read_after_the_course_says_how_long_after(example: TrialDesign) -> None:
    told = {}
    for week in (12.0, 26.0):
        read = replace(example, outcome=replace(example.outcome, week=week))
        told[week] = " ".join(say(item.told) for item in trial_items(read, 260))
        assert f"in week {week:g}" in told[week]
    assert "after the last course" not in told[12.0]
    assert "14 weeks after the last course ends" in told[26.0]


def test_the_table_in_markdown_holds_against_bars_in_a_text(example: TrialDesign) -> None:
    barred = replace(example, said={"consort_9": "a | b"})
    text = items_markdown(trial_items(barred, 260))
    rows_of = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.count("|") == 4 for line in rows_of)
    assert "a / b" in text


# --------------------------------------------------------------------------- the tutorial


def _but_for_chance(text: str) -> str:
    """Without the share that few replicates tell otherwise."""
    return re.sub(r"as [\d.]+ % of", "as some of", " ".join(text.split()))


def test_the_commands_of_the_tutorial_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    """The page's own file, at few replicates, ends as the page says."""
    page = (ROOT / "docs" / "tutorial" / "trial.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml part\n(.*?)```", page, re.DOTALL)
    text = "".join(blocks).replace("[trial]\n", "[trial]\nreplicates = 200\n", 1)
    (tmp_path / "my-trial.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^openpbm (trial .*)$", page, re.MULTILINE)
    assert commands
    for command in commands:
        assert main(command.split()) in (0, 1), capsys.readouterr().err
    shown = re.search(r"^ {4}(This design.*?)\n\n", page, re.MULTILINE | re.DOTALL)
    assert shown is not None
    assert _but_for_chance(shown[1]) in _but_for_chance(capsys.readouterr().out)
    assert {path.name for path in (tmp_path / "my-trial").iterdir()} == FILES
