"""Light under a grid of LEDs, packet by packet: run as `python tests/bench/led_oracle.py`.

Writes tests/physics/led_array.json, against which the solver of lateral spread is judged
without packets: median cheeks of phototypes II and VI at 633 and 830 nm, pitch 12 mm, LEDs at
5 and 15 mm, fluence rate at four depths in every square millimetre of the cell. Twelve
minutes on one core with the packets it takes by default. Needs numba (extra `validation`).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "physics"))

import numpy as np
from led_photons import (
    RING_MM,
    Rings,
    cell_spots,
    follow_led,
    slabs_at,
    spot_weights,
    spread,
)

from openpbm.files.folder import write_outputs
from openpbm.skin.optics import median_problem
from openpbm.skin.transport import solve
from openpbm.validation.photons import Floats

OUT = Path(__file__).parents[1] / "physics" / "led_array.json"
SITE = "left_cheek"
SKINS = ("II", "VI")
WAVELENGTHS_NM = (633.0, 830.0)
HEIGHTS_MM = (5.0, 15.0)
DEPTHS_MM = (0.1, 0.5, 1.5, 3.0)
PITCH_MM, BEAM_ORDER = 12.0, 1.0
PACKETS, GROUPS, SEED = 64_000, 100, 20261122
RING_EDGES_MM = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0)
ABOUT = (
    "Monte Carlo of a square grid of point LEDs over layered skin, made by "
    "tests/bench/led_oracle.py. fluence[height][depth][spot]: mean fluence rate over a square "
    "spot (centre and half width given, the foot of an LED at 0, 0) and over a slab of depth "
    "(half thickness given), per mean irradiance on the skin, with its standard error; "
    "spot_counts tell how many spots of the whole cell each stands for. kernel_per_mm2[height]"
    "[depth][ring]: one LED alone, per unit of its power, mean over rings around its foot. "
    "cell_mean[depth] is the same for every height."
)


def rounded(values: Floats, digits: int) -> object:
    """Nested lists of numbers with so many significant digits."""
    return json.loads(json.dumps(np.vectorize(lambda v: float(f"{v:.{digits}g}"))(values).tolist()))


def pair(name: str, mean: Floats, error: Floats) -> dict[str, object]:
    return {name: rounded(mean, 6), f"{name}_error": rounded(error, 2)}


def kernel(seen: Rings) -> tuple[Floats, Floats]:
    """One LED alone, in rings wide enough to be small in number."""
    edges = np.array(RING_EDGES_MM)
    starts = np.round(edges / RING_MM).astype(np.int64)
    light = np.add.reduceat(seen.light, starts, axis=-1)[..., :-1]
    return spread(light / (np.pi * np.diff(edges**2)))


def one(phototype: str, nm: float, packets: int, seed: int, weights: Floats) -> dict[str, object]:
    problem = median_problem(phototype, nm, region=SITE)
    started = time.process_time()

    def told(done: int) -> None:
        print(f"\r{phototype:3} {nm:.0f} nm: {done} of {GROUPS}", end="", file=sys.stderr)

    seen = follow_led(
        problem,
        heights_mm=HEIGHTS_MM,
        slabs=slabs_at(DEPTHS_MM),
        beam_order=BEAM_ORDER,
        packets=packets,
        groups=GROUPS,
        seed=seed,
        told=told,
    )
    spent = time.process_time() - started
    value, error = (np.moveaxis(part, 0, -1) for part in seen.spots(weights))
    mean, mean_error = (part[0] for part in seen.cell_mean())
    exact = solve(problem, depths_mm=np.array(DEPTHS_MM), nodes=24).fluence[0, 0]
    off = ", ".join(f"{one:+.1f}" for one in (mean - exact) / mean_error)
    print(
        f"\r{phototype:3} {nm:.0f} nm: {seen.packets} packets, {seen.packets / spent:.0f} a CPU "
        f"second; largest standard error {(error / value).max():.2%}; cell mean against the "
        f"solver {off} SE"
    )
    return {
        "phototype": phototype,
        "nm": nm,
        "seed": seed,
        "n_above": problem.n_above,
        "n": list(problem.n),
        "n_below": problem.n_below,
        "thickness_mm": problem.thickness_mm[0].tolist(),
        "mu_a_per_mm": problem.mu_a_per_mm[0].tolist(),
        "mu_s_per_mm": problem.mu_s_per_mm[0].tolist(),
        "g": problem.g[0].tolist(),
        **pair("reflectance", *spread(seen.shares[:, 0])),
        **pair("transmittance", *spread(seen.shares[:, 1])),
        **pair("cell_mean", mean, mean_error),
        **pair("fluence", value, error),
        **pair("kernel_per_mm2", *kernel(seen)),
    }


def text_of(node: object, depth: int = 0) -> str:
    """JSON with a line for each entry of an object, so that differences can be read."""
    if isinstance(node, dict):
        inner = [f"{json.dumps(key)}: {text_of(value, depth + 1)}" for key, value in node.items()]
        return (
            "{\n" + ",\n".join(" " * (depth + 1) + row for row in inner) + "\n" + " " * depth + "}"
        )
    if isinstance(node, list) and node and isinstance(node[0], dict):
        return "[" + ", ".join(text_of(value, depth) for value in node) + "]"
    return json.dumps(node)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--packets", type=int, default=PACKETS, help="in each group")
    packets = parser.parse_args().packets
    spots = cell_spots(PITCH_MM, 12)
    weights = spot_weights(spots.centres_mm, half_mm=spots.half_mm, pitch_mm=PITCH_MM)
    asked = [(skin, nm) for skin in SKINS for nm in WAVELENGTHS_NM]
    cases = [one(*case, packets, SEED + place, weights) for place, case in enumerate(asked)]
    slabs = slabs_at(DEPTHS_MM)
    written = {
        "about": ABOUT,
        "site": SITE,
        "pitch_mm": PITCH_MM,
        "beam_order": BEAM_ORDER,
        "heights_mm": list(HEIGHTS_MM),
        "depths_mm": list(DEPTHS_MM),
        "slab_half_mm": rounded(slabs.half_mm, 6),
        "spots_mm": spots.centres_mm.tolist(),
        "spot_half_mm": spots.half_mm,
        "spot_counts": spots.counts.tolist(),
        "named_spots": {"under": 0, "edge": 21, "corner": 27},
        "ring_edges_mm": list(RING_EDGES_MM),
        "packets": packets * GROUPS,
        "groups": GROUPS,
        "cases": cases,
    }
    write_outputs(OUT.parent, {OUT.name: text_of(written) + "\n"})


if __name__ == "__main__":
    main()
