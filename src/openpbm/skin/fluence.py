"""Fluence rate in stacks to a stated accuracy: the solver's front door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.errors import StackError
from openpbm.skin.accuracy import Accurate, solve_to
from openpbm.skin.problems import Angular, Problems
from openpbm.skin.stack import Source, Stack

Asked = tuple[Stack, tuple[float, ...]]  # a stack and depths in it, mm


@dataclass(frozen=True, eq=False, kw_only=True)
class StackResult:
    """Everything per unit irradiance on the skin plane."""

    fluence_rate: FloatArray  # (depths,)
    reflectance_total: float
    reflectance_specular: float  # entry interface only
    absorbed: tuple[float, ...]  # per layer, share of the incident power
    transmittance: float
    error_estimate: float  # largest relative change on refining the angles
    nodes: int  # of the finer angles, in the escape cone

    @property
    def energy_error(self) -> float:
        """1 - R - T - sum A: zero but for rounding."""
        return 1.0 - self.reflectance_total - self.transmittance - sum(self.absorbed)


def fluence(stack: Stack, depths_mm: Sequence[float], *, rtol: float = 1e-3) -> StackResult:
    """Solve one stack, refining the angles until the answer moves by less than `rtol`.

    Args:
        stack: layers and source; checked when it was made.
        depths_mm: below the surface; at an interface the lower side, 0 is just inside.
        rtol: relative accuracy of fluence rate (above 1e-6) and reflectance, absolute of
            absorption and transmittance.

    Raises:
        StackError: a depth outside the stack, or the tolerance cannot be reached.

    Source: Theory 4; docs/theory/light-in-skin.md.
    """
    return fluences([(stack, tuple(depths_mm))], rtol=rtol)[0]


def fluences(asked: Sequence[Asked], *, rtol: float = 1e-3) -> list[StackResult]:
    """Solve many stacks, each with its depths; those of one index set go as one batch.

    Raises:
        StackError: as `fluence`, with the number of the stack where there are several.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, (stack, _) in enumerate(asked):
        groups.setdefault(_alike(stack), []).append(place)
    results: dict[int, StackResult] = {}
    for places in groups.values():
        results.update(zip(places, _solved(asked, places, rtol), strict=True))
    return [results[place] for place in range(len(asked))]


def _alike(stack: Stack) -> tuple[object, ...]:
    """What stacks must share to be solved together."""
    endless = stack.layers[-1].thickness_mm is None
    below = None if endless else stack.n_below
    return (stack.n_above, below, *(layer.n for layer in stack.layers), stack.source)


def _solved(asked: Sequence[Asked], places: Sequence[int], rtol: float) -> list[StackResult]:
    stacks = [asked[place][0] for place in places]
    for place in places:
        try:
            asked[place][0].check_depths(asked[place][1])
        except StackError as problem:
            raise _named(problem, asked, place) from None
    source = stacks[0].source
    beams = (float(np.cos(np.radians(source.angle_deg))),) if source.kind == "collimated" else ()
    shapes = (_angular(source),) if source.kind == "angular" else ()
    depths = [asked[place][1] for place in places]
    most = max(len(own) for own in depths)
    padded = np.array([[*own, *([0.0] * (most - len(own)))] for own in depths])
    problems = _problems(stacks)

    def solved(rows: slice) -> Accurate:
        return solve_to(
            problems.part(rows),
            rtol=rtol,
            beam_cosines=beams,
            distributions=shapes,
            depths_mm=padded[rows],
        )

    try:
        made = solved(slice(None))
    except StackError as problem:
        if len(places) == 1:
            raise _named(problem, asked, places[0]) from None
        return [_solved(asked, [place], rtol)[0] for place in places]  # to find whose it is
    column = len(beams) + len(shapes)
    return [_result(made, row, column, len(own)) for row, own in enumerate(depths)]


def _named(problem: StackError, asked: Sequence[Asked], place: int) -> StackError:
    return StackError(f"stack {place + 1}: {problem}") if len(asked) > 1 else problem


def _angular(source: Source) -> Angular:
    return Angular(cosines=np.array(source.cosines), radiance=np.array(source.radiance))


def _problems(stacks: Sequence[Stack]) -> Problems:
    """A batch; names stand in messages only where there is one stack."""

    def table(name: str) -> FloatArray:
        rows = [[getattr(layer, name) for layer in stack.layers] for stack in stacks]
        return np.array(
            [[np.inf if value is None else value for value in row] for row in rows],
            dtype=np.float64,
        )

    first = stacks[0]
    return Problems(
        n_above=first.n_above,
        n=tuple(layer.n for layer in first.layers),
        n_below=first.n_below,
        thickness_mm=table("thickness_mm"),
        mu_a_per_mm=table("mu_a_per_mm"),
        mu_s_per_mm=table("mu_s_per_mm"),
        g=table("g"),
        names=tuple(layer.name for layer in first.layers) if len(stacks) == 1 else (),
    )


def _result(made: Accurate, row: int, source: int, depths: int) -> StackResult:
    solution = made.solution
    return StackResult(
        fluence_rate=frozen(solution.fluence[row, source, :depths]),
        reflectance_total=float(solution.reflectance[row, source]),
        reflectance_specular=float(solution.specular[source]),
        absorbed=tuple(float(share) for share in solution.absorbed[row, source]),
        transmittance=float(solution.transmittance[row, source]),
        error_estimate=float(made.error_estimate[row]),
        nodes=int(made.nodes[row]),
    )
