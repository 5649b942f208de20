"""Do intervals after five readings hold the truth: meters as published, light as traced.

LEDs lie where the product does not lay them, light is traced ray by ray between face and mask,
a sensor lies anywhere in its region, meters answer as makers' curves say. Prints the share of
90 % intervals that hold the mean irradiance of the face, and those of the regions that were
read. The shorter version in CI: tests/physics/test_meters.py.

    python tests/bench/meters.py [trials]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "physics"))

from meter_trials import Case, held

STANDOFFS_MM = (8.0, 10.0, 20.0)
METERS = (
    ("silicon_solar", 633.0, False),
    ("silicon_solar", 633.0, True),
    ("silicon_solar", 850.0, False),
    ("silicon_solar", 415.0, False),
    ("par", 633.0, False),
    ("par", 660.0, False),
    ("spectrometer", 633.0, False),
)


def main() -> None:
    """A line a case."""
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    print(f"{trials} trials each; share of 90 % intervals that hold the truth, and their width")
    print("  mm LEDs      meter           nm  skin   face regions")
    for standoff_mm in STANDOFFS_MM:
        for published in (True, False):
            for meter, peak_nm, behind in METERS:
                case = Case(
                    standoff_mm=standoff_mm,
                    meter=meter,
                    peak_nm=peak_nm,
                    skin_behind=behind,
                    published=published,
                )
                found = held(case, trials)
                print(
                    f"{standoff_mm:4g} {'published' if published else 'unknown':9} {meter:14} "
                    f"{peak_nm:4g} {'yes' if behind else 'no':>4} {found.face:6.1%} "
                    f"{found.regions:6.1%} x{found.width:.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
