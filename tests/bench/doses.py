"""How fast and how exact `openpbm dose` is: run as `python tests/bench/doses.py [ROWS]`.

Random study arms of every wavelength, width, colour and site, diffuse and collimated, at 400
scenarios: seconds by the clock and of both cores, first with nothing fitted, then again; a
hundred of the rows against the solver itself, with twice its usual nodes; and one light from the
command line, start and all.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.maps.study_doses import StatedLight, StudyDoses, study_doses
from openpbm.person import PHOTOTYPES
from openpbm.skin import profile

ROWS, HELD = 10_000, 100
SITES = ("cheek", "forehead", "nose", "chin", "periorbital", "glabella")
ONE = ["dose", "--nm", "633", "--irradiance", "40", "--minutes", "10", "--skin", "III"]


def random_lights(count: int, seed: int) -> list[StatedLight]:
    """Arms as nobody would choose them: no two alike."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        light = StatedLight(
            nm=float(rng.uniform(400.0, 1100.0)),
            irradiance_mw_cm2=float(rng.uniform(1.0, 200.0)),
            minutes=float(rng.uniform(1.0, 30.0)),
            site=str(rng.choice(SITES)),
            phototype=str(rng.choice(PHOTOTYPES)),
            is_beam=bool(rng.random() < 0.3),
        )
        if rng.random() < 0.5:
            light = replace(light, phototype=None, ita_deg=float(rng.uniform(-60.0, 65.0)))
        if rng.random() < 0.5:
            light = replace(light, fwhm_nm=float(rng.uniform(5.0, 40.0)))
        found.append(light)
    return found


def figures(found: StudyDoses) -> FloatArray:
    """(3, arms, layers + depths)."""
    curves = [(c.median, c.p05, c.p95) for c in (found.layer_j_cm2, found.depth_j_cm2)]
    return np.concatenate([np.array(each) for each in curves], axis=2)


def main() -> None:
    """Print the figures of the page."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    lights = random_lights(rows, seed=7)
    for name in ("with nothing fitted", "again"):
        began, cpu = time.perf_counter(), time.process_time()
        found = study_doses(lights)
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(f"{rows} rows, {name}: {wall:.1f} s, {cpu:.1f} s CPU", flush=True)
    some = np.random.default_rng(1).permutation(rows)[:HELD]
    profile.NODES = 16
    began = time.process_time()
    solved = figures(study_doses([lights[i] for i in some], exact=True))
    print(f"{HELD} rows solved with 16 nodes: {time.process_time() - began:.1f} s CPU")
    off = np.abs(figures(found)[:, some] / solved - 1.0)
    print(f"off by: median {np.median(off):.2%}, 99 % {np.percentile(off, 99):.2%}, ", end="")
    print(f"worst {off.max():.2%}; over 1 %: {(off > 0.01).sum()} of {off.size} figures")
    place = np.unravel_index(off.argmax(), off.shape)
    print("worst at", lights[some[place[1]]], "figure", place[0], place[2])
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "openpbm", *ONE], check=True, stdout=subprocess.DEVNULL
        )
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"one light: {wall:.2f} s, {cpu:.2f} s CPU")


if __name__ == "__main__":
    main()
