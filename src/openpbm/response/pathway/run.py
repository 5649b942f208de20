"""Running the chain: libroadrunner as engine, many draws over the cores of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from openpbm.arrays import FloatArray, floats
from openpbm.errors import MissingExtraError
from openpbm.fact import Message, message
from openpbm.response.pathway.draws import STATES, ZERO_AT_REST, LightCourse, model_text
from openpbm.response.pathway.equations import solved

if TYPE_CHECKING:
    from roadrunner import RoadRunner

SECONDS_PER_DAY = 86400.0
ACUTE_MIN, ACUTE_POINTS = 120.0, 41  # after the first session, minute by minute
LIT_POINTS = 9
DARK_STEP_DAYS = 0.5
REST_DAYS = 60.0  # an inflamed skin settles before the first light
SETTINGS = {
    "relative_tolerance": 1e-7,
    "absolute_tolerance": 1e-8,
    "maximum_num_steps": 3000,  # in one part; some hundred are plenty
}
SHARE = 20  # draws a worker takes at a time
DARK = {"kabs": 0.0, "dT": 0.0}  # what light sets, without light
Draw = Mapping[str, float]
Progress = Callable[[Message | str, float], None]


@dataclass(frozen=True, eq=False, kw_only=True)
class Traces:
    """The chain in time, each state as a share of its value without light."""

    days: FloatArray  # (times,), from the start of the first session
    acute: int  # so many of the times belong to the first session and what follows at once
    value: FloatArray  # (draws, times, states), in the order of STATES

    def of(self, state: str) -> FloatArray:
        """(draws, times) of one state."""
        return self.value[:, :, STATES.index(state)]


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A time in which the light does not change; the engine restarts at zero in each."""

    lit: bool
    start_day: float
    seconds: float
    points: int


def segments(course: LightCourse) -> tuple[Segment, ...]:
    """Light and dark in turn. The dark after the first session is looked at closely."""
    found = []
    ends = [*course.start_days[1:], course.end_day]
    lit_days = course.session_min / 1440.0
    for i, (start, end) in enumerate(zip(course.start_days, ends, strict=True)):
        lit = Segment(
            lit=True, start_day=start, seconds=course.session_min * 60.0, points=LIT_POINTS
        )
        found.append(lit)
        dark = start + lit_days
        if i == 0:
            close = min(ACUTE_MIN / 1440.0, 0.5 * (end - dark))
            seconds = close * SECONDS_PER_DAY
            found.append(Segment(lit=False, start_day=dark, seconds=seconds, points=ACUTE_POINTS))
            dark += close
        points = 2 + int((end - dark) / DARK_STEP_DAYS)
        seconds = (end - dark) * SECONDS_PER_DAY
        found.append(Segment(lit=False, start_day=dark, seconds=seconds, points=points))
    return tuple(found)


@contextmanager
def workers(jobs: int | None = None) -> Iterator[Executor | None]:
    """Processes for all that a command runs; None where this one does the work itself.

    Each process builds its engine once, which takes as long as ten draws do.

    Args:
        jobs: processes; None: as many as there are cores.

    Raises:
        MissingExtraError: without libroadrunner and antimony, before any process starts.
    """
    sbml_text()
    wanted = jobs or os.cpu_count() or 1
    if wanted == 1:
        yield None
        return
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn")) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def run(
    course: LightCourse,
    draws: Mapping[str, FloatArray],
    *,
    pool: Executor | None = None,
    progress: Progress | None = None,
) -> Traces:
    """Every draw over the whole course.

    Args:
        course: sessions of light in one layer.
        draws: (count,) values by parameter, `kabs` among them.
        pool: of `workers`; None: in this process.
        progress: called with the step's name and the share done.

    Raises:
        MissingExtraError: without libroadrunner and antimony.
    """
    count = len(draws["kabs"])
    each = [{name: float(values[i]) for name, values in draws.items()} for i in range(count)]
    packs = [each[i : i + SHARE] for i in range(0, count, SHARE)]
    say = progress or (lambda _step, _done: None)
    found: dict[int, FloatArray] = {}
    for i, value in _packs_run(course, packs, pool):
        found[i] = value
        say(message("pathway-chain"), len(found) / len(packs))
    days, acute = times(course)
    value = np.concatenate([found[i] for i in range(len(packs))])
    return Traces(days=days, acute=acute, value=value)


def _packs_run(
    course: LightCourse, packs: Sequence[Sequence[Draw]], pool: Executor | None
) -> Iterator[tuple[int, FloatArray]]:
    """Each pack's number and result, as they come."""
    if pool is None:
        for i, pack in enumerate(packs):
            yield i, _run_pack(course, pack)
        return
    waiting = {pool.submit(_run_pack, course, pack): i for i, pack in enumerate(packs)}
    for future in as_completed(waiting):
        yield waiting[future], future.result()


def times(course: LightCourse) -> tuple[FloatArray, int]:
    """(times,) days of every recorded point, and how many of them are acute."""
    parts = [
        s.start_day + np.linspace(0.0, s.seconds, s.points) / SECONDS_PER_DAY
        for s in segments(course)
    ]
    return np.concatenate(parts), LIT_POINTS + ACUTE_POINTS


def _run_pack(course: LightCourse, pack: Sequence[Draw]) -> FloatArray:
    plan = segments(course)
    return np.stack([_run_one(course, plan, draw) for draw in pack])


def _run_one(course: LightCourse, plan: Sequence[Segment], draw: Draw) -> FloatArray:
    """(times, states) of one draw."""
    stim = 1.0 if course.inflamed else 0.0
    _take({**draw, "stim": stim})
    state = _rest(course, draw)
    parts = []
    for segment in plan:
        light = {"kabs": draw["kabs"], "dT": course.rise_k} if segment.lit else DARK
        part = _solved({**draw, "stim": stim, **light}, segment, state)
        parts.append(part)
        state = part[-1]
    return np.concatenate(parts)


def _rest(course: LightCourse, draw: Draw) -> FloatArray:
    """(states,) of a draw before any light; an inflamed skin settles first."""
    state = np.array([0.0 if name in ZERO_AT_REST else 1.0 for name in STATES])
    state[STATES.index("B")], state[STATES.index("CN")] = draw["B0"], draw["CN0"]
    if not course.inflamed:
        return state
    dark = Segment(lit=False, start_day=0.0, seconds=REST_DAYS * SECONDS_PER_DAY, points=3)
    return floats(_solved({**draw, "stim": 1.0, **DARK}, dark, state)[-1])


def _take(draw: Draw) -> None:
    """Set every parameter of a draw: a third of the time, where each part did it anew."""
    engine = _engine()
    engine.resetAll()
    for name, value in draw.items():
        engine[name] = value


def _solved(inputs: Draw, segment: Segment, state: FloatArray) -> FloatArray:
    """(points, states) of one part, from a state on; the engine has taken the draw.

    Each part starts at time 0: CVODE stalls when it is carried over a switch at large times.
    """
    engine = _engine()
    engine.reset()
    for name in DARK:
        engine[name] = inputs[name]
    engine.model.setFloatingSpeciesAmounts(_places(), state)
    try:
        values = np.array(engine.simulate(0.0, segment.seconds, segment.points))
    except RuntimeError:  # near rest CVODE gives up on some draws that others solve at once
        values = np.full((1, 1), np.nan)
    if np.isfinite(values).all():
        return values
    return solved(inputs, segment.seconds, segment.points, state)


@cache
def _places() -> npt.NDArray[np.int32]:
    """(states,) where the engine keeps each of STATES."""
    kept = _engine().model.getFloatingSpeciesIds()
    return np.array([kept.index(name) for name in STATES], dtype=np.int32)


@cache
def sbml_text() -> str:
    """The chain as SBML, for this engine and any other.

    Raises:
        MissingExtraError: without antimony.
    """
    try:
        import antimony
    except ImportError:
        raise MissingExtraError("the chain of events", "biology") from None
    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(model_text()) < 0:
        raise RuntimeError(f"pbm_chain.ant: {antimony.getLastError()}")
    text: str = antimony.getSBMLString("pbm_chain")
    return text


@cache
def _engine() -> RoadRunner:
    try:
        import roadrunner
    except ImportError:
        raise MissingExtraError("the chain of events", "biology") from None
    roadrunner.Logger.disableLogging()
    for name in ("ERROR", "WARNING"):  # what its solver gives up on is solved elsewhere
        os.environ.setdefault(f"SUNLOGGER_{name}_FILENAME", os.devnull)
    engine = roadrunner.RoadRunner(sbml_text())
    for name, value in SETTINGS.items():
        engine.integrator.setValue(name, value)
    engine.timeCourseSelections = list(STATES)
    return engine
