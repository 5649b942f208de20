"""Reads curved.json: what the oracle of curvature found, stack by stack and shape by shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.skin.curvature import Bent, bent
from openpbm.skin.optics import VARIABLES, SkinStates
from openpbm.skin.problems import Problems

KEPT = Path(__file__).with_name("curved.json")
PLANE_MM = 1e4


@dataclass(frozen=True, eq=False, kw_only=True)
class CurvedCase:
    """One skin at one wavelength in one shape, and the same plane."""

    name: str
    problem: Problems
    shape: str
    radius_mm: float  # below zero: a hollow
    fluence: FloatArray  # (layers - 1,)
    fluence_error: FloatArray
    plane: FloatArray  # (layers - 1,)
    plane_error: FloatArray
    reflectance: tuple[float, float]  # with its standard error
    plane_reflectance: tuple[float, float]

    @property
    def curvature_per_mm(self) -> float:
        return (1.0 if self.shape == "ball" else 0.5) / self.radius_mm

    @property
    def more(self) -> FloatArray:
        """(layers - 1,) share by which bent skin holds more light than plane skin."""
        more: FloatArray = self.fluence / self.plane - 1.0
        return more

    @property
    def more_error(self) -> FloatArray:
        error: FloatArray = np.hypot(
            self.fluence_error / self.fluence, self.plane_error / self.plane
        )
        return error

    @property
    def taken_up(self) -> tuple[float, float]:
        """Light not thrown back, over that of plane skin, with its standard error."""
        (own, own_error), (plane, plane_error) = self.reflectance, self.plane_reflectance
        return (1.0 - own) / (1.0 - plane), float(
            np.hypot(own_error / (1.0 - own), plane_error / (1.0 - plane))
        )


@cache
def curved_cases() -> tuple[CurvedCase, ...]:
    return tuple(case for row in json.loads(KEPT.read_text())["cases"] for case in _cases(row))


def factor(problem: Problems, curvature_per_mm: float) -> Bent:
    """What the product says of a stack that bends."""
    states = SkinStates(
        thickness_mm=problem.thickness_mm,
        mu_a_per_mm=problem.mu_a_per_mm,
        mu_s_per_mm=problem.mu_s_per_mm,
        g=problem.g,
        variables=np.zeros((len(problem), len(VARIABLES))),
    )
    dermis = problem.n[min(2, len(problem.n) - 1)]
    bend = np.full(len(problem), curvature_per_mm)
    return bent(states, bend, n_above=problem.n_above, n=dermis)


def _cases(row: dict[str, object]) -> list[CurvedCase]:
    def stack(name: str) -> FloatArray:
        return np.array([row[name]], dtype=np.float64)

    index = tuple(float(n) for n in stack("n")[0])
    problem = Problems(
        n_above=float(stack("n_above")[0]),
        n=index,
        n_below=index[-1],
        thickness_mm=stack("thickness_mm"),
        mu_a_per_mm=stack("mu_a_per_mm"),
        mu_s_per_mm=stack("mu_s_per_mm"),
        g=stack("g"),
    )
    skin = f"ITA {row['ita_deg']:g}, {row['nm']:g} nm"
    bent = row["bent"]
    assert isinstance(bent, list)
    plane = next(one for one in bent if one["radius_mm"] == PLANE_MM)
    return [
        CurvedCase(
            name=f"{skin}, {one['shape']} {one['radius_mm']:g} mm",
            problem=problem,
            shape=one["shape"],
            radius_mm=one["radius_mm"],
            fluence=np.array(one["fluence"]),
            fluence_error=np.array(one["fluence_error"]),
            plane=np.array(plane["fluence"]),
            plane_error=np.array(plane["fluence_error"]),
            reflectance=(one["reflectance"][0], one["reflectance"][1]),
            plane_reflectance=(plane["reflectance"][0], plane["reflectance"][1]),
        )
        for one in bent
        if one is not plane
    ]
