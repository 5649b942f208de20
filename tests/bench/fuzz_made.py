"""Spoilt files of makers, researchers and instruments: trials, sweeps, limits, arms, the trade.

Spoilt and judged as in `fuzz_files.py`: an answer or an InputError that names the file.
"""

from __future__ import annotations

import random
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from fuzz_files import EXAMPLES, answer, by_bytes, by_lines, spoilt, toml_file

from openpbm.files.arm_file import read_arms
from openpbm.files.spectrum_file import read_spectrum
from openpbm.files.sweep_file import read_sweep
from openpbm.files.tolerance_file import read_limits
from openpbm.files.trade.read import read_board, read_intensity, read_light
from openpbm.files.trial_file import read_trial

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
import trade_made

ARMS = """arm,nm,irradiance_mw_cm2,minutes,site,skin,source
both,633,40,10,cheek,III,diffuse
red,633,40,10,cheek,III,
both,640,25,10,cheek,iii,diffuse
dark,645,40,2.5,nose,VI,collimated
"""
ANGLES = ARMS.replace("skin,", "ita_deg,fwhm_nm,").replace("III,", "41,20,").replace(",", ";")
Read = Callable[[Path], object]
TRADE: Mapping[str, Sequence[Read]] = {
    "light": (read_light, lambda path: read_light(path, column="2")),
    "intensity": (read_intensity,),
    "board": (read_board, lambda path: read_board(path, unit="mm")),
    "skin": (read_spectrum,),
}


def files(
    seeds: Mapping[str, str], reads: Sequence[Read]
) -> Callable[[random.Random], Iterator[str]]:
    """Each seed, by its file's ending, spoilt in bytes and lines; TOML in its structure too."""

    def stream(rng: random.Random) -> Iterator[str]:
        with tempfile.TemporaryDirectory() as folder:
            while True:
                name = rng.choice(list(seeds))
                path = Path(folder) / f"fuzz{Path(name).suffix}"
                raw = seeds[name].encode(
                    rng.choice(["utf-8"] * 4 + ["utf-16", "latin-1"]), "replace"
                )
                if path.suffix == ".toml":
                    raw = spoilt(rng, seeds[name].encode(), tomllib.loads, toml_file)
                else:
                    raw = rng.choice([by_bytes, by_lines])(rng, raw)
                path.write_bytes(raw)
                read = rng.choice(list(reads))
                yield answer(lambda read=read, path=path: read(path))  # type: ignore[misc]

    return stream


def example(name: str) -> Mapping[str, str]:
    return {name: (EXAMPLES / name).read_text(encoding="utf-8")}


SWEEP = {"sweep.toml": next(iter(example("sweep.toml").values())).replace(
    "sweep-panel.toml", "theraface-mask"  # of the catalogue: nothing lies beside
)}  # fmt: skip
FAMILIES: Mapping[str, Sequence[str]] = {  # forms, and one that its reader must refuse
    "light": ("uprtek", "sekonic", "tm27", "tm33", "ocean", "luox", "columns", "lm63"),
    "intensity": ("lm63", "eulumdat", "tm33_beam", "tm33"),
    "board": ("kicad_pcb", "kicad_pos", "pick", "places", "cgats"),
    "skin": ("cgats", "wide", "reflectance", "tm27_skin", "tm27"),
}


def seeds_of(family: str) -> Mapping[str, str]:
    made = trade_made.GOOD.items()
    return {name: text for name, (form, text) in made if form in FAMILIES[family]}


KINDS: Mapping[str, tuple[Callable[[random.Random], Iterator[str]], float]] = {
    "trial": (files(example("trial.toml"), (read_trial,)), 0.03),
    "sweep": (files(SWEEP, (read_sweep,)), 0.03),
    "limits": (files(example("limits.toml"), (lambda path: read_limits(path, None),)), 0.03),
    "arms": (files({"a.csv": ARMS, "b.csv": ANGLES}, (read_arms,)), 0.03),
    **{f"trade {name}": (files(seeds_of(name), reads), 0.02) for name, reads in TRADE.items()},
}
