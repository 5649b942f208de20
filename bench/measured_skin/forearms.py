"""Whom a plan's skin covers beyond 700 nm: seventy measured forearms, 400 to 1100 nm.

Reads a table of reflectance factors, a row for each wavelength and a column for each person, as
../shared/skin/nist/forearms.csv beside the checkout: a part of the NIST reference data set of
human skin reflectance, doi 10.18434/M38597. No row of it is copied.

    python bench/measured_skin/forearms.py [TABLE]

Only the typology angle of a person is used, as a plan has it without a spectrum; the
instrument looks at 8 degrees and mirrored light is included. About a minute.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.person import Person, Wish
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import SKIN_DIMENSIONS, skin_of
from openpbm.skin.colour import ita_deg, lab_of
from openpbm.skin.optics import as_problems, skin_states
from openpbm.skin.transport import solve

FOREARMS = Path(__file__).resolve().parents[3] / "shared" / "skin" / "nist" / "forearms.csv"
AT_NM = (450.0, 550.0, 600.0, 633.0, 660.0, 700.0, 750.0, 830.0, 850.0, 900.0, 940.0)
SHARES = (5.0, 25.0, 50.0, 75.0, 95.0)
ANGLES_DEG = np.arange(-30.0, 70.1, 10.0)
VISIBLE_NM = (400.0, 780.0)
SITE = "left_cheek"
TILT_COSINE = float(np.cos(np.radians(8.0)))
SCENARIOS, SEED, NODES = 256, 1, 8


@dataclass(frozen=True, eq=False)
class Forearms:
    """Measured spectra."""

    nm: FloatArray  # (points,)
    reflectance: FloatArray  # (people, points) mirrored light included

    def at(self, nm: float) -> FloatArray:
        """(people,) reflectance at a wavelength."""
        return np.array([np.interp(nm, self.nm, row) for row in self.reflectance])

    @property
    def angle_deg(self) -> FloatArray:
        """(people,) typology angle under D65."""
        seen = (self.nm >= VISIBLE_NM[0]) & (self.nm <= VISIBLE_NM[1])
        return np.array([ita_deg(lab_of(self.nm[seen], row[seen])) for row in self.reflectance])


def read(path: Path = FOREARMS) -> Forearms:
    """The table as it lies there: a header line, then wavelength and people."""
    rows = np.loadtxt(path, delimiter=",", skiprows=1)
    return Forearms(nm=floats(rows[:, 0]), reflectance=floats(rows[:, 1:].T))


def drawn(angle_deg: float, nm: float) -> FloatArray:
    """(scenarios,) what the instrument would read of the skins that a plan draws."""
    person = Person(age_years=40, ita_deg=angle_deg, wishes=(Wish(goal="wrinkles"),))
    draws = skin_of(person, uniforms(SKIN_DIMENSIONS, SCENARIOS, seed=SEED))
    states = skin_states(draws, SITE, np.full(SCENARIOS, nm))
    problems = as_problems(states, nm=nm, n_above=1.0, is_open=False)
    return solve(problems, beam_cosines=(TILT_COSINE,), nodes=NODES).reflectance[:, 1]


@dataclass(frozen=True)
class Covered:
    """How measured people lie in what a plan draws for their colour, at a wavelength."""

    nm: float
    measured: float  # median reflectance
    drawn: float  # median over the people of the plan's median for each
    inside: float  # share of people between the 5th and the 95th percentile
    middle: float  # share between the quartiles


def covered(arms: Forearms, nm: float) -> Covered:
    """Every person against the plan's skin for the person's own angle."""
    bounds = np.array([np.percentile(drawn(a, nm), SHARES) for a in ANGLES_DEG.tolist()])
    low, lower, middle, upper, high = (np.interp(arms.angle_deg, ANGLES_DEG, b) for b in bounds.T)
    found = arms.at(nm)
    return Covered(
        nm=nm,
        measured=float(np.median(found)),
        drawn=float(np.median(middle)),
        inside=float(np.mean((found >= low) & (found <= high))),
        middle=float(np.mean((found >= lower) & (found <= upper))),
    )


def table(rows: list[Covered]) -> str:
    """Markdown, a row for each wavelength."""
    lines = [
        "| nm | measured, median | drawn, median | inside 5 to 95 % | inside the middle half |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {r.nm:g} | {r.measured:.3f} | {r.drawn:.3f} | {r.inside:.0%} | {r.middle:.0%} |"
        for r in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """Print the table, or where the data would have to lie."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else FOREARMS
    if not path.exists():
        print(f"found no {path}; expected the forearms of doi 10.18434/M38597 there")
        return 2
    arms = read(path)
    print(table([covered(arms, nm) for nm in AT_NM]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
