"""Whom a plan's skin covers: the 5 to 95 % that it draws from an angle, against measured faces.

Only the typology angle of a person is used, as a plan has it without a spectrum. Started by
run.py; writes docs/theory/measured-plans.json and a table of docs/theory/skin-scenarios.md.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from measured_skin.people import NM, People, people
from openpbm.arrays import FloatArray, interval
from openpbm.person import Person, Wish
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import SKIN_DIMENSIONS, skin_of
from openpbm.skin.colour import ita_deg, lab_of
from openpbm.skin.instrument import Instrument, edge_loss
from openpbm.skin.optics import anisotropy, as_problems, skin_states
from openpbm.skin.transport import solve

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "theory" / "measured-plans.json"
CHAPTER = ROOT / "docs" / "theory" / "skin-scenarios.md"
MARKS = ("<!-- measured-plans: made by bench/measured_skin -->", "<!-- end of plans -->")
ANGLES_DEG = np.arange(-80.0, 81.0, 5.0)
AT_NM = (450.0, 550.0, 600.0, 630.0, 660.0, 700.0)
RIM = Instrument(geometry="sphere", specular=True, aperture_mm=8.0, illuminated_mm=11.0)
TILT_COSINE = float(np.cos(np.radians(8.0)))
SCENARIOS, SEED, NODES = 256, 1, 8
DERMIS = slice(2, 6)


def drawn(angle_deg: float, nm: float, site: str, *, rim: bool) -> tuple[float, float, float]:
    """Median, 5 and 95 % of what an instrument would read of a plan's skins."""
    draws = uniforms(SKIN_DIMENSIONS, SCENARIOS, seed=SEED)
    person = Person(age_years=40, ita_deg=angle_deg, wishes=(Wish(goal="wrinkles"),))
    states = skin_states(skin_of(person, draws), site, np.full(SCENARIOS, nm))
    problems = as_problems(states, nm=nm, n_above=1.0, is_open=False)
    solved = solve(problems, beam_cosines=(TILT_COSINE,), nodes=NODES)
    mirrored = float(solved.specular[1])
    scattered = solved.reflectance[:, 1] - mirrored
    if rim:
        thick = states.thickness_mm[:, DERMIS]

        def mean(values: FloatArray) -> FloatArray:
            weighted: FloatArray = (values[:, DERMIS] * thick).sum(axis=1) / thick.sum(axis=1)
            return weighted

        reduced = mean(states.mu_s_per_mm) * (1.0 - anisotropy(np.array([nm])))
        lost = edge_loss(RIM, mu_a_per_mm=mean(states.mu_a_per_mm), reduced_per_mm=reduced, n=1.4)
        scattered = scattered * (1.0 - lost)
    middle, low, high = interval(mirrored + scattered)
    return float(middle), float(low), float(high)


def covered(everyone: People) -> dict[str, object]:
    """Share of spectra inside, and the median of measured less drawn, by group and wavelength."""
    angle = np.array([ita_deg(lab_of(NM, row)) for row in everyone.reflectance])
    group, site = np.array(everyone.group), np.array(everyone.site)
    parts = {"all": np.ones(len(group), dtype=bool)}
    parts |= {name: group == name for name in sorted(set(everyone.group))}
    made: dict[str, object] = {}
    for rim in (False, True):
        rows: dict[str, dict[str, list[float]]] = {name: {} for name in parts}
        for nm in AT_NM:
            column = int(np.flatnonzero(nm == NM)[0])
            inside = np.zeros(len(group), dtype=bool)
            off = np.zeros(len(group))
            for name in sorted(set(everyone.site)):
                here = site == name
                bounds = np.array([drawn(a, nm, name, rim=rim) for a in ANGLES_DEG.tolist()])
                middle, low, high = (np.interp(angle[here], ANGLES_DEG, each) for each in bounds.T)
                seen = everyone.reflectance[here, column]
                inside[here] = (seen >= low) & (seen <= high)
                off[here] = seen - middle
            for name, which in parts.items():
                rows[name][f"{nm:g}"] = [
                    round(float(inside[which].mean()), 3),
                    round(float(np.median(off[which])), 4),
                ]
        made["8 of 11 mm" if rim else "no rim"] = rows
    return made


def table(kept: dict[str, dict[str, dict[str, list[float]]]]) -> str:
    """Coverage by group; both readings of the rim in one cell."""
    plain, rim = kept["no rim"], kept["8 of 11 mm"]
    head = "| group | " + " | ".join(f"{nm:g} nm" for nm in AT_NM) + " |"
    rows = [head, "| --- |" + " ---: |" * len(AT_NM)]
    for name, found in plain.items():
        cells = [f"{found[f'{nm:g}'][0]:.0%} / {rim[name][f'{nm:g}'][0]:.0%}" for nm in AT_NM]
        rows.append(f"| {'**all**' if name == 'all' else name} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Measure, keep, and write the table."""
    KEPT.write_text(json.dumps(covered(people()), indent=1) + "\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    before, rest = CHAPTER.read_text(encoding="utf-8").split(MARKS[0])
    _, after = rest.split(MARKS[1])
    body = f"{MARKS[0]}\n\n{table(kept)}\n{MARKS[1]}"
    CHAPTER.write_text(before + body + after, encoding="utf-8")
    print(table(kept))


if __name__ == "__main__":
    main()
