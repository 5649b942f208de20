"""How much faster than a compiled Monte Carlo: run as `python tests/bench/oracle_speed.py`.

Both on one thread, by CPU time, in one run: light and dark skin under diffuse red light, the
fluence rate over 0 to 3 mm to 1 % root mean square. Needs numba (extra `validation`).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from openpbm.skin.anatomy import SkinDraws
from openpbm.skin.optics import as_problems, skin_states
from openpbm.skin.problems import Problems
from openpbm.skin.transport import solve

sys.path.insert(0, str(Path(__file__).parents[1] / "physics"))
from openpbm.validation.photons import Floats, follow

DEEP_MM, SLICE_MM = 3.0, 0.1
ASKED = 0.01
SKINS = {"light": 0.0015, "dark": 0.012}  # melanin, mm of melanosomes
RED_NM = 633.0


def skin(melanin_mm: float) -> Problems:
    one = np.ones(1)
    draws = SkinDraws(
        ita_deg=one,
        melanin_mm=melanin_mm * one,
        blood=0.01 * one,
        saturation=0.75 * one,
        scattering=one,
        dermal_scattering=one,
        epidermis=one,
        dermis=one,
        corneum=one,
    )
    states = skin_states(draws, "left_cheek", np.array([RED_NM]))
    return as_problems(states, nm=RED_NM, n_above=1.0, is_open=False)


def sliced(problem: Problems) -> Problems:
    """The stack cut in slices of about a tenth of a millimetre."""
    parts = np.maximum(1, np.round(problem.thickness_mm[0] / SLICE_MM)).astype(np.int64)

    def repeated(values: Floats) -> Floats:
        return np.repeat(values, parts, axis=1)

    return Problems(
        n_above=problem.n_above,
        n=tuple(np.repeat(problem.n, parts).tolist()),
        n_below=problem.n_below,
        thickness_mm=repeated(problem.thickness_mm / parts),
        mu_a_per_mm=repeated(problem.mu_a_per_mm),
        mu_s_per_mm=repeated(problem.mu_s_per_mm),
        g=repeated(problem.g),
    )


def main() -> None:
    depths = np.linspace(0.0, DEEP_MM, 31)
    for name, melanin_mm in SKINS.items():
        problem = skin(melanin_mm)
        cut = sliced(problem)
        inside = np.cumsum(cut.thickness_mm[0]) < DEEP_MM
        follow(cut, cosine=None, packets=10, groups=3)  # compiles
        started = time.process_time()
        seen = follow(cut, cosine=None, packets=1000, groups=20)
        spent = time.process_time() - started
        exact = solve(cut, nodes=16).mean_fluence[0, 0]
        error = float(np.sqrt(np.mean((seen.fluence_se / exact)[inside] ** 2)))
        needed = spent * (error / ASKED) ** 2
        many = problem.part(np.zeros(500, dtype=np.int64))
        solve(many, depths_mm=depths, nodes=6, threads=1)
        started = time.process_time()
        got = solve(many, depths_mm=depths, nodes=6, threads=1).fluence[0, 0]
        each = (time.process_time() - started) / len(many)
        fine = solve(problem, depths_mm=depths, nodes=24).fluence[0, 0]
        print(
            f"{name:6} oracle {needed:.2f} CPU s for {ASKED:.0%}; solver {1e3 * each:.2f} CPU ms, "
            f"off by {np.abs(got / fine - 1.0).max():.2%}; ratio {needed / each:.0f}, budget 1000"
        )


if __name__ == "__main__":
    main()
