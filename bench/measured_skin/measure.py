"""Fit everyone and aggregate; started by run.py in its own environment.

Writes docs/theory/measured-skin.json (aggregates only), docs/pictures/measured-skin.svg and
the table between two markers of docs/theory/skin-scenarios.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from measured_skin.page import picture, table, verdicts
from measured_skin.people import NM, people
from openpbm.arrays import BoolArray, FloatArray
from openpbm.skin.colour import ita_deg, lab_of
from openpbm.skin.fit import SkinFit, fit_spectra
from openpbm.skin.instrument import Instrument

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "theory" / "measured-skin.json"
PICTURE = ROOT / "docs" / "pictures" / "measured-skin.svg"
CHAPTER = ROOT / "docs" / "theory" / "skin-scenarios.md"
MARKS = ("<!-- measured-skin: made by bench/measured_skin -->", "<!-- end -->")

INSTRUMENT = Instrument(geometry="sphere", specular=True, aperture_mm=8.0, illuminated_mm=11.0)
NOISE = 0.001
AT_ONCE = 150
SPLITS = ("tuned", "held out")
TARGETS = {
    "rms_median": 0.010,
    "rms_p95": 0.020,
    "ita_median_deg": 1.5,
    "ita_p95_deg": 5.0,
    "rms_median_group": 0.013,
    "bias": 0.005,
}
SAMPLE = 6  # of every group and site that is held out, for the fit as users have it
PARAMETERS = ("melanin_mm", "blood", "scattering")


@dataclass(frozen=True, eq=False)
class Fitted:
    """What the fits of all rows came to."""

    modelled: FloatArray  # (rows, points); NaN where there is no fit
    logs: FloatArray  # (rows, 3)
    misfit: FloatArray  # (rows,)


def fitted(nm: FloatArray, spectra: FloatArray, site: list[str], *, certain: bool) -> Fitted:
    """Every spectrum fitted by the code behind `openpbm skin fit`."""
    modelled = np.full(spectra.shape, np.nan)
    logs, misfit = np.full((len(spectra), 3), np.nan), np.full(len(spectra), np.nan)
    sites = np.array(site)
    done, start = 0, time.monotonic()
    for name in sorted(set(site)):
        rows = np.flatnonzero(sites == name)
        for part in np.array_split(rows, max(1, -(-len(rows) // AT_ONCE))):
            noise = np.full(len(part), NOISE)
            fits = fit_spectra(nm, spectra[part], noise, INSTRUMENT, site=name, certain=certain)
            for row, fit in zip(part, fits, strict=True):
                if isinstance(fit, SkinFit):
                    modelled[row], logs[row], misfit[row] = fit.modelled, fit.log_mean, fit.misfit
            done += len(part)
            print(f"{done}/{len(sites)} in {time.monotonic() - start:.0f} s", file=sys.stderr)
    return Fitted(modelled, logs, misfit)


def summary(
    nm: FloatArray, measured: FloatArray, found: Fitted, rows: BoolArray
) -> dict[str, float | int | list[float]]:
    """Aggregates of some rows; a reading without a fit counts as far off."""
    rows = rows.copy()
    without = rows & np.isnan(found.misfit)
    rows &= ~without
    off = found.modelled[rows] - measured[rows]
    rms = np.concatenate([np.sqrt((off**2).mean(axis=1)), np.full(without.sum(), np.inf)])
    angle = [
        ita_deg(lab_of(nm, model)) - ita_deg(lab_of(nm, real))
        for model, real in zip(found.modelled[rows], measured[rows], strict=True)
    ]
    away = np.concatenate([np.abs(angle), np.full(without.sum(), np.inf)])

    def at(place: float) -> FloatArray:
        return off[:, int(np.flatnonzero(nm == place)[0])]

    logs = found.logs[rows]
    return {
        "spectra": int(rows.sum() + without.sum()),
        "without_a_fit": int(without.sum()),
        "rms_median": float(np.median(rms)),
        "rms_p95": float(np.percentile(rms, 95, method="higher")),
        "ita_median_deg": float(np.median(away)),
        "ita_p95_deg": float(np.percentile(away, 95, method="higher")),
        "ita_bias_deg": float(np.mean(angle)),
        "bias_630": float(at(630.0).mean()),
        "bias_660": float(at(660.0).mean()),
        "residual_mean": [round(float(v), 5) for v in -off.mean(axis=0)],
        "residual_sd": [round(float(v), 5) for v in off.std(axis=0)],
        **{f"ln_{name}_mean": float(logs[:, i].mean()) for i, name in enumerate(PARAMETERS)},
        **{f"ln_{name}_sd": float(logs[:, i].std()) for i, name in enumerate(PARAMETERS)},
    }


def measure(*, quick: bool) -> dict[str, object]:
    """The whole comparison, as numbers that can be kept."""
    everyone = people()
    group = np.array(everyone.group)
    chosen = np.ones(len(group), dtype=bool)
    if quick:
        chosen = ~everyone.held & (np.arange(len(group)) % 40 == 0)
    rows = np.flatnonzero(chosen)
    held, group = everyone.held[rows], group[rows]
    measured = everyone.reflectance[rows]
    site = [everyone.site[i] for i in rows]
    strict = fitted(NM, measured, site, certain=True)
    made: dict[str, object] = {
        "wavelength_nm": NM.tolist(),
        "targets": TARGETS,
        "people": {
            name: len({everyone.code[rows[i]] for i in np.flatnonzero(which)})
            for name, which in zip(SPLITS, (~held, held), strict=True)
        },
    }
    for name, which in zip(SPLITS, (~held, held), strict=True):
        if which.any():
            parts = {"all": which} | {g: which & (group == g) for g in sorted(set(group))}
            made[name] = {
                g: summary(NM, measured, strict, part) for g, part in parts.items() if part.any()
            }
    made["repeat"] = {
        "pairs": {name: len(found) for name, found in sorted(everyone.pairs.items())},
        "rms_median": float(np.median(np.concatenate(list(everyone.pairs.values())))),
        "rms_median_by_group": {
            name: float(np.median(found)) for name, found in sorted(everyone.pairs.items())
        },
    }
    made["as_users_have_it"] = as_users_have_it(NM, measured, site, group, held)
    made["melanin_against_angle"] = against_angle(NM, measured, strict, ~held)
    return made


def as_users_have_it(
    nm: FloatArray, measured: FloatArray, site: list[str], group: np.ndarray, held: BoolArray
) -> dict[str, float | int | list[float]]:
    """The same with doubt in rim and thickness, on a few held-out people of every group."""
    sites = np.array(site)
    rows: list[int] = []
    for name in sorted(set(group)):
        for place in sorted(set(site)):
            rows += np.flatnonzero(held & (group == name) & (sites == place))[:SAMPLE].tolist()
    if not rows:
        return {}
    found = fitted(nm, measured[rows], [site[i] for i in rows], certain=False)
    return summary(nm, measured[rows], found, np.ones(len(rows), dtype=bool))


def against_angle(
    nm: FloatArray, measured: FloatArray, found: Fitted, rows: BoolArray
) -> dict[str, float]:
    """Line of ln(melanin / 0.06 mm) against the measured angle, as in Eq. (3.2)."""
    rows = rows & ~np.isnan(found.misfit)
    angle = np.array([ita_deg(lab_of(nm, real)) for real in measured[rows]])
    melanin = found.logs[rows, 0] - np.log(0.06)
    slope, intercept = np.polyfit(angle, melanin, 1)
    left = melanin - slope * angle - intercept
    return {"slope": float(slope), "intercept": float(intercept), "residual_sd": float(left.std())}


def main() -> None:
    """Measure unless told to draw what is kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--draw", action="store_true", help="only table and figure, from the JSON")
    asked.add_argument("--quick", action="store_true", help="a few tuning people, nothing written")
    told = asked.parse_args()
    if told.quick:
        made = measure(quick=True)
        print(table(made))
        return
    if not told.draw:
        KEPT.write_text(json.dumps(measure(quick=False), indent=1) + "\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    PICTURE.write_text(picture(kept), encoding="utf-8")
    before, rest = CHAPTER.read_text(encoding="utf-8").split(MARKS[0])
    _, after = rest.split(MARKS[1])
    body = f"{MARKS[0]}\n\n{table(kept)}\n{MARKS[1]}"
    CHAPTER.write_text(before + body + after, encoding="utf-8")
    print("\n".join(verdicts(kept)))


if __name__ == "__main__":
    main()
