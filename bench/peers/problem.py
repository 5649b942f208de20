"""The work that all programs get: stacks of skin, light on them, and what an error is."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from openpbm.skin.anatomy import EPIDERMIS, LAYERS
from openpbm.skin.optics import median_problem
from openpbm.skin.problems import Problems

Floats = npt.NDArray[np.float64]

RED_NM = 633.0
DEEP_MM = 3.0
SLICE_MM = 0.1  # also the voxel of the voxel program
WHOLE_MM = 5.0  # of the stacks of three layers
SKINS = {"light": "II", "dark": "VI"}  # phototypes
SOURCES = ("normal", "lambertian")
STACKS = ("three", "matched", "seven")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One stack under one light."""

    skin: str
    source: str
    stack: str  # three: Fresnel steps; matched: index 1 everywhere; seven: the product's skin
    problem: Problems  # one row

    @property
    def name(self) -> str:
        """What it is called in the results."""
        return f"{self.stack}/{self.source}/{self.skin}"

    @property
    def beams(self) -> tuple[float, ...]:
        """Cosines of beams, as the solver takes them."""
        return (1.0,) if self.source == "normal" else ()


def cases(*stacks: str) -> list[Case]:
    """All combinations of the given kinds of stack; or those that the command line names."""
    made = []
    for stack in _asked(stacks or STACKS):
        for source in _asked(SOURCES):
            for skin, phototype in SKINS.items():
                whole = median_problem(phototype, RED_NM)
                problem = whole if stack == "seven" else simplified(whole)
                if stack == "matched":
                    problem = replace(problem, n=(1.0,) * len(problem.n), n_below=1.0)
                made.append(Case(skin=skin, source=source, stack=stack, problem=problem))
    return made


def _asked(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word in sys.argv[1:]) or words


def simplified(whole: Problems) -> Problems:
    """Three layers in tenths of a millimetre, optical depths of the seven kept.

    A horny layer of 13 micrometres does not fit into voxels; the epidermis takes it up.
    """
    top, last = len(EPIDERMIS), len(LAYERS) - 1
    groups = (slice(0, top), slice(top, last), slice(last, last + 1))
    thick = whole.thickness_mm[0]
    rounded = [max(SLICE_MM, round(float(thick[g].sum()) / SLICE_MM) * SLICE_MM) for g in groups]
    rounded[-1] = WHOLE_MM - sum(rounded[:-1])

    def merged(values: Floats) -> Floats:
        depth = [float((values[0, g] * thick[g]).sum()) for g in groups]
        depth[-1] = float(values[0, -1]) * rounded[-1]  # cut off, not squeezed
        return np.array([depth]) / rounded

    return Problems(
        n_above=whole.n_above,
        n=(whole.n[top - 1], whole.n[top], whole.n[last]),
        n_below=whole.n[last],
        thickness_mm=np.array([rounded]),
        mu_a_per_mm=merged(whole.mu_a_per_mm),
        mu_s_per_mm=merged(whole.mu_s_per_mm),
        g=whole.g[:, [top - 1, top, last]],
        names=("epidermis", "dermis", "subcutis"),
    )


def sliced(problem: Problems) -> tuple[Problems, Floats]:
    """The stack cut in slices of about a tenth of a millimetre down to 3 mm, and their edges."""
    owner: list[int] = []
    thick: list[float] = []
    depth = 0.0
    for layer, whole in enumerate(problem.thickness_mm[0]):
        seen = min(float(whole), max(0.0, DEEP_MM - depth))
        parts = max(1, round(seen / SLICE_MM)) if seen > 1e-9 else 0
        pieces = [seen / parts] * parts
        if whole - seen > 1e-9:
            pieces.append(float(whole) - seen)
        owner += [layer] * len(pieces)
        thick += pieces
        depth += float(whole)
    cut = Problems(
        n_above=problem.n_above,
        n=tuple(problem.n[layer] for layer in owner),
        n_below=problem.n_below,
        thickness_mm=np.array([thick]),
        mu_a_per_mm=problem.mu_a_per_mm[:, owner],
        mu_s_per_mm=problem.mu_s_per_mm[:, owner],
        g=problem.g[:, owner],
    )
    edges = np.concatenate([[0.0], np.cumsum(thick)])
    return cut, edges[edges < DEEP_MM + 1e-6]


def middles(problem: Problems) -> Floats:
    """(slices,) depths in the middle of the slices, mm; none lies on an interface."""
    edges = sliced(problem)[1]
    return 0.5 * (edges[1:] + edges[:-1])


def rms(found: Floats, right: Floats, edges: Floats) -> float:
    """Root mean square over 0 to 3 mm of the relative error of the fluence rate.

    Args:
        found: (..., slices) fluence rates; more axes are runs, and are averaged over.
        right: (slices,) of the reference.
        edges: (slices + 1,) mm; thin slices count less.
    """
    square = (found / right - 1.0) ** 2
    return float(np.sqrt(np.mean(np.average(square, axis=-1, weights=np.diff(edges)))))
