"""pmcxcl: voxels, OpenCL on the processor (PoCL), one worker thread. Started by `run.py`.

The stack is one column of cubes with periodic walls, which makes any launch a wide beam. Air
above is a cube of its own (index 1, nothing in it) for Lambertian light: see the traps.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pmcxcl

from peers.child import say, timed
from peers.problem import DEEP_MM, SLICE_MM, WHOLE_MM, Case, Floats, cases

LADDER = ((1000, 4), (10000, 4), (100000, 2))  # photons, runs; each seed takes 1 s to compile
TRAP_PHOTONS, TRAP_RUNS = 100000, 1
FAINT = 1e-4  # weight below which roulette is played, as in the oracle
LATE_S = 1e-6  # no light is lost by the clock
NORMAL, COSINE_LAW = (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 1.0, -np.inf)
AIR, VOID = 4, 0  # labels of cubes; 1 to 3 are the layers


@contextmanager
def quiet() -> Iterator[None]:
    """Its banner comes from C: the descriptor itself is turned away."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def column(case: Case, above: int | None) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """(1, 1, cubes) labels, with one cube of something above the skin if asked."""
    cubes = np.round(case.problem.thickness_mm[0] / SLICE_MM).astype(int)
    labels = np.repeat(np.arange(1, len(cubes) + 1), cubes)
    assert len(labels) == round(WHOLE_MM / SLICE_MM)
    if above is not None:
        labels = np.concatenate([[above], labels])
    return labels.astype(np.uint8)[None, None, :]


def run(case: Case, photons: int, seed: int, above: int | None) -> tuple[Floats, float]:
    """(slices,) fluence rate per unit of launched light as the program gives it, and CPU s."""
    layers = case.problem
    rows = [[0.0, 0.0, 1.0, case.problem.n_above]]
    rows += np.stack(
        [layers.mu_a_per_mm[0], layers.mu_s_per_mm[0], layers.g[0], layers.n], axis=1
    ).tolist()
    rows.append([0.0, 0.0, 1.0, 1.0])
    setting = {
        "nphoton": photons,
        "seed": seed,
        "vol": column(case, above),
        "prop": np.array(rows),
        "unitinmm": SLICE_MM,
        "tstart": 0.0,
        "tend": LATE_S,
        "tstep": LATE_S,
        "issrcfrom0": 1,
        "srctype": "pencil",
        "srcpos": [0.5, 0.5, 0.0],
        "srcdir": list(NORMAL if case.source == "normal" else COSINE_LAW),
        "bc": "ccrcca",  # x, y periodic; top by Fresnel; bottom takes all
        "isreflect": 1,
        "isspecular": 1,
        "minenergy": FAINT,
        "issavedet": 0,
        "outputtype": "fluence",
    }
    with quiet():
        told, cpu_s = timed(lambda: pmcxcl.run(setting))
    skip = 0 if above is None else 1
    per_area = np.squeeze(told["flux"]).astype(float) * SLICE_MM**2
    return per_area[skip : skip + round(DEEP_MM / SLICE_MM)], cpu_s


def entered(case: Case) -> float:
    """What a smooth surface lets in of a normal beam: pmcxcl counts from there on."""
    step = case.problem.n[0] / case.problem.n_above
    return 1.0 - ((step - 1.0) / (step + 1.0)) ** 2


def right_way(case: Case) -> tuple[int | None, float]:
    """What to put above the skin, and what to multiply by."""
    if case.stack != "three":
        return None, 1.0
    return (None, entered(case)) if case.source == "normal" else (AIR, 1.0)


def ladder(case: Case, place: int) -> None:
    """More and more photons; building the kernel is measured apart."""
    above, factor = right_way(case)
    for photons, runs in LADDER:
        phi, spent, extra = [], 0.0, 0.0
        for turn in range(runs):
            seed = 100_003 * (place + 1) + 101 * turn + photons
            built = run(case, 64, seed, above)[1]  # the seed is compiled in
            again = run(case, 64, seed, above)[1]
            found, cpu_s = run(case, photons, seed, above)
            phi.append((factor * found).tolist())
            spent += max(0.0, cpu_s - again)
            extra += max(built, again)
        say(
            {
                "program": "pmcxcl",
                "case": case.name,
                "knob": photons,
                "kind": "means",
                "cpu_s": spent / runs,
                "start_s": extra / runs,
                "phi": phi,
            }
        )


def traps(case: Case) -> None:
    """What one gets without care, at the most photons."""
    if case.source == "normal":
        ways: dict[str, int | None] = {"normalised after the mirror's share": None}
    else:
        ways = {
            "Lambertian launched on the surface": None,
            "Lambertian launched from a void cube": VOID,
        }
    for name, above in ways.items():
        found = [run(case, TRAP_PHOTONS, 31 + turn, above) for turn in range(TRAP_RUNS)]
        phi = [one.tolist() for one, _ in found]
        told = {"trap": f"pmcxcl: {name}", "case": case.name, "kind": "means", "phi": phi}
        say({**told, "cpu_s": sum(cpu_s for _, cpu_s in found) / TRAP_RUNS})


def main() -> None:
    """Every case that voxels of a tenth of a millimetre can hold."""
    for place, case in enumerate(cases("three", "matched")):
        ladder(case, place)
        if case.stack == "three":
            traps(case)


if __name__ == "__main__":
    main()
