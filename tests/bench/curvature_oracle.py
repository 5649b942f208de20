"""Light in bent skin, packet by packet: run as `python tests/bench/curvature_oracle.py`.

Writes tests/physics/curved.json, against which the closed form of curvature is judged without
packets: median skin of three colours at three wavelengths, plane, on balls and in a hollow, and
for one of them round a cylinder. Ten minutes of one core with the packets it takes by default.
Needs numba (extra `validation`).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "physics"))

import numpy as np
from curved_photons import BALL, CYLINDER, follow_bent

from openpbm.files.folder import write_outputs
from openpbm.person import Person
from openpbm.skin.anatomy import SKIN_DIMENSIONS, skin_of
from openpbm.skin.optics import as_problems, skin_states
from openpbm.skin.problems import Problems
from openpbm.validation.photons import Floats

OUT = Path(__file__).parents[1] / "physics" / "curved.json"
SITE = "nose"
ITA_DEG = (50.0, 10.0, -30.0)
WAVELENGTHS_NM = (450.0, 633.0, 830.0)
PLANE_MM = 1e4
BALLS_MM = (PLANE_MM, 20.0, 10.0, -20.0)
MORE = {(50.0, 633.0): ((60.0, BALL), (10.0, CYLINDER)), (50.0, 830.0): ((60.0, BALL),)}
PACKETS, GROUPS, SEED = 5000, 40, 20261129
ABOUT = (
    "Monte Carlo of layered skin round balls and cylinders, made by tests/bench/"
    "curvature_oracle.py. Light falls diffuse and everywhere alike, the last layer has no end. "
    "fluence[layer]: mean fluence rate over the volume of each layer that ends, per irradiance; "
    "radius_mm below zero is a hollow, 10,000 mm stands for a plane."
)


def middle_skin(ita_deg: float, nm: float) -> Problems:
    middle = {name: np.array([0.5]) for name in SKIN_DIMENSIONS}
    skin = skin_of(Person(age_years=40, ita_deg=ita_deg), middle)
    return as_problems(skin_states(skin, SITE, np.array([nm])), nm=nm, n_above=1.0, is_open=False)


def rounded(values: Floats, digits: int) -> list[float]:
    return [float(f"{value:.{digits}g}") for value in values]


def one(problem: Problems, radius_mm: float, third: float, packets: int) -> dict[str, object]:
    seen = follow_bent(problem, radius_mm, third=third, packets=packets, groups=GROUPS, seed=SEED)
    return {
        "shape": "ball" if third == BALL else "cylinder",
        "radius_mm": radius_mm,
        "reflectance": rounded(np.array(seen.reflectance), 5),
        "fluence": rounded(seen.fluence, 6),
        "fluence_error": rounded(seen.fluence_se, 2),
    }


def case(ita_deg: float, nm: float, packets: int) -> dict[str, object]:
    problem = middle_skin(ita_deg, nm)
    asked = [(radius, BALL) for radius in BALLS_MM] + list(MORE.get((ita_deg, nm), ()))
    print(f"ITA {ita_deg:g}, {nm:g} nm", file=sys.stderr)
    return {
        "ita_deg": ita_deg,
        "nm": nm,
        "n_above": problem.n_above,
        "n": list(problem.n),
        "thickness_mm": rounded(problem.thickness_mm[0], 6),
        "mu_a_per_mm": rounded(problem.mu_a_per_mm[0], 6),
        "mu_s_per_mm": rounded(problem.mu_s_per_mm[0], 6),
        "g": rounded(problem.g[0], 6),
        "bent": [one(problem, *shape, packets) for shape in asked],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--packets", type=int, default=PACKETS, help="in each group")
    packets = parser.parse_args().packets
    written = {
        "about": ABOUT,
        "packets": packets * GROUPS,
        "groups": GROUPS,
        "cases": [case(ita, nm, packets) for ita in ITA_DEG for nm in WAVELENGTHS_NM],
    }
    write_outputs(OUT.parent, {OUT.name: json.dumps(written, indent=1) + "\n"})


if __name__ == "__main__":
    main()
