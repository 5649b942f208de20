"""The chain from light to collagen: its engine, its rest, its bounds, its honesty."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, ParamSpec, TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("roadrunner", reason="needs the biology extra")
pytest.importorskip("antimony", reason="needs the biology extra")

from openpbm.arrays import FloatArray
from openpbm.errors import OutOfModelError
from openpbm.response.pathway import check as pathway_check
from openpbm.response.pathway import run as pathway_run
from openpbm.response.pathway.check import VERDICTS, checks
from openpbm.response.pathway.draws import (
    RECEPTORS,
    STATES,
    LightCourse,
    LightPart,
    draws,
    nominal,
    weighted_quantiles,
)
from openpbm.response.pathway.equations import solved
from openpbm.response.pathway.fit import experiment
from openpbm.response.pathway.run import run, sbml_text, segments
from openpbm.response.pathway.story import late_mean, story

P = ParamSpec("P")
T = TypeVar("T")
RED = LightPart(peak_nm=660.0, fluence_rate_mw_cm2=50.0)


def middle(course: LightCourse, **changed: float) -> dict[str, FloatArray]:
    values = nominal()
    values["kabs"] = values.pop("eps_CCO") * float(course.absorbed_per_eps.sum())
    values.update(changed)
    return {name: np.array([value]) for name, value in values.items()}


def by_scipy(course: LightCourse, values: dict[str, FloatArray]) -> FloatArray:
    draw = {name: float(value[0]) for name, value in values.items()}
    state = np.ones(len(STATES))
    for name in ("SIG", "STR", "TF"):
        state[STATES.index(name)] = 0.0
    state[STATES.index("B")], state[STATES.index("CN")] = draw["B0"], draw["CN0"]
    parts = []
    for segment in segments(course):
        lit = {"kabs": draw["kabs"] if segment.lit else 0.0, "stim": 0.0, "dT": 0.0}
        part = solved({**draw, **lit}, segment.seconds, segment.points, state, method="Radau")
        parts.append(part)
        state = part[-1]
    return np.concatenate(parts)


def test_absorbed_photons_are_those_of_the_shared_example() -> None:
    """660 nm, 50 mW/cm2, 4700 /(M cm): 3.0 a second."""
    course = LightCourse(parts=(RED,), session_min=1.0, start_days=(0.0,), end_day=1.0)
    assert 4700.0 * float(course.absorbed_per_eps.sum()) == pytest.approx(3.0, rel=0.01)


def test_both_engines_agree() -> None:
    course = replace(experiment(), start_days=(0.0, 2.5, 5.0), end_day=7.5)
    for values in (
        middle(course),
        {name: v[3:4] for name, v in draws(course, 8, seed=2, receptor="enzyme").items()},
    ):
        one, two = run(course, values).value[0], by_scipy(course, values)
        assert np.all(np.abs(one - two) <= 1e-4 * np.maximum(1.0, np.abs(two)))


def test_no_draw_knows_the_one_before_it() -> None:
    """One engine takes them in turn; each is as if it were alone, to the last digit."""
    course = replace(experiment(), start_days=(0.0, 2.5), end_day=5.0, rise_k=1.0, inflamed=True)
    sampled = draws(course, 4, seed=5, receptor="enzyme")
    together = run(course, sampled).value
    for i in (3, 0, 2):
        alone = run(course, {name: values[i : i + 1] for name, values in sampled.items()})
        assert np.array_equal(alone.value[0], together[i])


class Counted(Executor):
    """Does the work at once, and counts how often processes would have been started."""

    made: ClassVar[list[int]] = []

    def __init__(self, jobs: int, **_: object) -> None:
        self.made.append(jobs)

    def submit(self, work: Callable[P, T], /, *given: P.args, **named: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(work(*given, **named))
        return future


def test_a_story_starts_its_processes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pathway_run, "ProcessPoolExecutor", Counted)
    course = LightCourse(parts=(RED,), session_min=1.0, start_days=(0.0,), end_day=1.0)
    apart = story(course, count=20, jobs=3)
    assert Counted.made == [3]
    here = story(course, count=20, jobs=1)
    assert Counted.made == [3]
    assert all(
        np.array_equal(a.median, b.median) for a, b in zip(apart.panels, here.panels, strict=True)
    )


def test_without_light_nothing_moves() -> None:
    course = LightCourse(parts=(RED,), session_min=1.0, start_days=(0.0,), end_day=365.0)
    value = run(course, middle(course, kabs=0.0)).value[0]
    assert np.abs(value[-1] - value[0]).max() < 1e-4


def test_energy_never_passes_what_the_enzyme_holds_back() -> None:
    """Freed wholly, respiration rises by 1 / (1 - B0) and no more."""
    course = LightCourse(parts=(RED,), session_min=60.0, start_days=(0.0,), end_day=1.0)
    for bound_share in (0.1, 0.2, 0.41):
        values = middle(course, B0=bound_share, phiNO=10.0)
        most = float(run(course, values).of("ATP").max())
        assert 1.0 < most <= 1.0 / (1.0 - bound_share) + 1e-6


@pytest.mark.parametrize("receptor", ["store", "none"])
def test_without_the_enzyme_no_energy_and_no_signal(receptor: str) -> None:
    course = LightCourse(parts=(RED,), session_min=5.0, start_days=(0.0,), end_day=1.0, rise_k=1.0)
    traces = run(course, draws(course, 5, seed=1, receptor=receptor))
    assert traces.of("ATP").max() <= 1.0 + 1e-6
    assert np.abs(traces.of("SIG")).max() < 1e-6
    assert traces.of("PERF").max() > 1.0  # warmth acts


def test_collagen_mass_cannot_grow_fast() -> None:
    """With a half-life of 15 years, twelve weeks of three times the making are 3 %."""
    days = tuple(float(day) for day in range(0, 84, 3))
    course = LightCourse(parts=(RED,), session_min=2.0, start_days=days, end_day=84.0)
    assert abs(float(run(course, middle(course)).of("CM")[0, -1]) - 1.0) < 0.02


def test_the_model_is_sbml_and_loads_again() -> None:
    import roadrunner

    text = sbml_text()
    assert roadrunner.validateSBML(text) in ("", None)
    again = roadrunner.RoadRunner(text)
    again.timeCourseSelections = list(STATES)
    one = np.array(again.simulate(0.0, 10.0, 2))
    assert one.shape == (2, len(STATES))
    assert np.allclose(one[0], one[1], atol=1e-9)  # at rest


def test_priors_keep_their_words() -> None:
    course = experiment()
    sampled = draws(course, 200, seed=3, receptor="enzyme")
    assert np.all((sampled["n1"] >= 0) & (sampled["n1"] < 0.9))
    assert np.all(sampled["cCA"] <= 0.95)
    assert np.all((sampled["B0"] > 0) & (sampled["B0"] < 1))
    assert np.allclose(sampled["CN0"], sampled["kdM"] / sampled["kmat"])
    assert np.median(sampled["koff"]) == pytest.approx(0.13, rel=0.05)
    again = draws(course, 200, seed=3, receptor="enzyme")
    assert all(np.array_equal(sampled[name], again[name]) for name in sampled)
    with pytest.raises(OutOfModelError, match="enzyme, store, none"):
        draws(course, 5, seed=1, receptor="eye")


def test_sessions_that_overlap_are_refused() -> None:
    with pytest.raises(OutOfModelError, match="overlap"):
        LightCourse(parts=(RED,), session_min=30.0, start_days=(0.0, 0.01), end_day=1.0)


@given(st.lists(st.floats(0.01, 1.0), min_size=3, max_size=30))
def test_weighted_quantiles_lie_between_the_samples(weights: list[float]) -> None:
    samples = np.linspace(-1.0, 2.0, len(weights))
    low, middle_, high = weighted_quantiles(samples, np.array(weights), (0.05, 0.5, 0.95))
    assert samples[0] <= low <= middle_ <= high <= samples[-1]


def test_a_heavy_draw_draws_the_median_to_it() -> None:
    samples = np.array([0.0, 1.0, 2.0])
    assert weighted_quantiles(samples, np.array([1e-6, 1e-6, 1.0]), (0.5,))[0] > 1.9


def test_the_late_mean_is_that_of_the_last_fortnight() -> None:
    course = LightCourse(parts=(RED,), session_min=1.0, start_days=(0.0, 10.0, 20.0), end_day=27.0)
    traces = run(course, middle(course))
    inside = (traces.days >= 6.0) & (traces.days <= 20.0)
    value = traces.of("PC")[0, inside]
    assert value.min() <= late_mean(traces, course, "PC")[0] <= value.max()


def test_the_table_of_checks_is_whole_and_says_what_is_missed() -> None:
    found = {check.row.id: check for check in checks()}
    assert len(found) == 15
    assert found["C1"].verdict == found["C4"].verdict == found["C8"].verdict == "met"
    assert found["C5"].verdict == found["C13"].verdict == "missed"
    assert {check.verdict for check in found.values()} <= set(VERDICTS)
    theory = Path(__file__).parents[2] / "docs" / "theory" / "biology.md"
    told = re.findall(r"^\| (C\d+) \| .+ \| ([a-z ]+) \|$", theory.read_text("utf-8"), re.M)
    assert told == [(check.row.id, check.verdict) for check in found.values()]
    assert [c.row.id for c in found.values() if c.verdict == "held out"] == [
        "C9",
        "C10",
        "C11",
        "C12",
    ]
    assert all(c.got and c.row.source for c in found.values())


@pytest.mark.parametrize(
    ("check", "dead"),
    [
        ("C6", {"qT": 0.0, "aP": 0.0}),
        ("C7", {"phiNO": 0.0, "kX": 0.0}),
        ("C4", {"aC": 0.0, "aF": 0.0}),
    ],
)
def test_a_check_can_miss(
    check: str, dead: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its mechanism taken out, the chain no longer agrees."""
    values = {**nominal(), **dead}
    monkeypatch.setattr(pathway_check, "nominal", lambda: dict(values))
    assert pathway_check.COMPUTED[check]()[1] == "missed"


def test_a_story_holds_every_panel_and_its_doubt() -> None:
    days = tuple(float(day) for day in range(0, 14, 3))
    course = LightCourse(parts=(RED,), session_min=3.0, start_days=days, end_day=20.0)
    told = story(course, count=20, jobs=1)
    assert set(told.explains) == set(RECEPTORS)
    assert told.explains["enzyme"] > told.explains["none"]
    for panel in told.panels:
        assert panel.row.evidence in ("measured", "plausible", "speculative")
        assert np.all((panel.p05 <= panel.median + 1e-12) & (panel.median <= panel.p95 + 1e-12))
        assert len(panel.days) == len(panel.median)
    assert 1.0 <= told.effective <= 20.0
    assert all(0.0 < each.share <= 1.0 for each in told.settles)
