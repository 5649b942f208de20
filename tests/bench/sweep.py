"""How many evaluations of a sweep an hour, on one worker and on two, and whether cost is linear.

    python tests/bench/sweep.py [--most 1e6] [--mask ID]

`openpbm sweep` itself, started anew for 1e3, 1e4, ... evaluations up to the most wanted, with
one worker and with two. A line through its seconds parts what a start costs (libraries, workers,
surfaces, summary) from what an evaluation costs. Clock and seconds of the processors are both told:
a busy machine moves the first and hardly the second. The light of the mask on the faces is worked
out before and told apart: it is paid once. 1e6 take about 25 minutes of a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

COMMAND = (sys.executable, "-m", "openpbm", "sweep")
MASK, MOST, LEAST, SCENARIOS = "omnilux-contour-face", 1e5, 1e3, 4
SHARED_OUT = 1e4  # from so many on there is work for two
PRICE_USD = 0.04  # of a core for an hour: assumed, as shared machines cost in 2026
LARGE = 1e8
Run = Mapping[str, float]


def sweep_file(folder: Path, mask: str, evaluations: int) -> Path:
    """People of all skin colours and three faces."""
    file = folder / f"{evaluations}.toml"
    file.write_text(
        f'masks = ["{mask}"]\nscenarios = {SCENARIOS}\n\n'
        f"[people]\ncount = {evaluations // SCENARIOS}\nita_deg = [-50, 60]\n"
        f'face_shapes = 3\nface_height_mm = [165, 195]\n\n[[design]]\nname = "10"\nminutes = 10\n',
        encoding="utf-8",
    )
    return file


def run(folder: Path, mask: str, evaluations: int, workers: int) -> Run:
    """The command, from its start to its summary."""
    file, out = sweep_file(folder, mask, evaluations), folder / f"{evaluations}-{workers}"
    began = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, str(file), "--out", str(out), "--workers", str(workers)],
        env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache")},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"openpbm sweep ended with {os.waitstatus_to_exitcode(status)}")
    return {
        "evaluations": evaluations,
        "clock_s": round(time.perf_counter() - began, 1),
        "processor_s": round(used.ru_utime + used.ru_stime, 1),
        "most_memory_mb": round(used.ru_maxrss / 1e3),
        "bytes_an_evaluation": round(
            sum(part.stat().st_size for part in (out / "parts").iterdir()) / evaluations
        ),
    }


def line(runs: Sequence[Run], seconds: str) -> dict[str, float]:
    """Seconds at rest and for each evaluation, each size counting alike; how far off it is."""
    size = np.array([each["evaluations"] for each in runs], dtype=np.float64)
    took = np.array([each[seconds] for each in runs])
    design = np.column_stack([np.ones_like(size), size]) / took[:, None]
    (start, slope), *_ = np.linalg.lstsq(design, np.ones_like(took), rcond=None)
    off = 100.0 * np.abs((start + slope * size) / took - 1.0)
    return {
        "start_s": round(float(start), 1),
        "evaluations_an_hour": round(3600.0 / float(slope)),
        "most_off_the_line_percent": round(float(off.max()), 1),
    }


def measured(folder: Path, mask: str, sizes: Sequence[int], workers: int) -> dict[str, object]:
    """Every size, and the lines through them."""
    runs = []
    for size in sizes:
        runs.append(run(folder, mask, size, workers))
        print(f"{workers} workers: {json.dumps(runs[-1])}", flush=True)
    told: dict[str, object] = {"runs": runs}
    if len(runs) > 1:
        told["by_the_clock"] = line(runs, "clock_s")
        told["by_the_processor"] = line(runs, "processor_s")
    return told


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--most", type=float, default=MOST, help="evaluations of the largest sweep")
    asked.add_argument("--mask", default=MASK)
    options = asked.parse_args()
    decades = range(int(np.log10(options.most / LEAST) + 1e-9) + 1)
    sizes = sorted({*(round(LEAST * 10**k) for k in decades), round(options.most)})
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        first = run(folder, options.mask, sizes[0], 1)
        print(f"light, once: {json.dumps(first)}", flush=True)
        (folder / f"{sizes[0]}-1").rename(folder / "light")
        one = measured(folder, options.mask, sizes, 1)
        two = measured(folder, options.mask, [n for n in sizes if n >= SHARED_OUT], 2)
    print(json.dumps(told(one, two), indent=1))


def told(one: Mapping[str, object], two: Mapping[str, object]) -> dict[str, object]:
    """Both, two over twice one, and what a large sweep would cost."""
    found: dict[str, object] = {"one": one, "two": two}
    for seconds, times in (("by_the_clock", 2), ("by_the_processor", 1)):
        if seconds in two:
            single, pair = one[seconds], two[seconds]
            assert isinstance(single, dict) and isinstance(pair, dict)
            share = pair["evaluations_an_hour"] / single["evaluations_an_hour"] / times
            found[f"two_over_twice_one_{seconds}"] = round(share, 2)
    per_hour = one["by_the_processor"]
    assert isinstance(per_hour, dict)
    hours = LARGE / per_hour["evaluations_an_hour"]
    found["1e8"] = {"core_hours": round(hours), "usd_assumed": round(hours * PRICE_USD, 2)}
    return found


if __name__ == "__main__":
    main()
