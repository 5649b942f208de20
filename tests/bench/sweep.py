"""How many evaluations of a sweep an hour, on one worker and on two, and whether cost is linear.

    python tests/bench/sweep.py [EVALUATIONS] [MASK]

Each size is worked out by one process, then by two beside each other, on the same blocks. Clock
and seconds of the processors are both told: a busy machine moves the first and hardly the second.
The light of the mask on the faces is worked out before and told apart: it is paid once for a mask.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from openpbm.cli.sweep_worker import kept, worked_out
from openpbm.files.mask_file import find_mask
from openpbm.sweeps.asked import (
    Block,
    Design,
    Population,
    PopulationSweep,
    asked_sha256,
    blocks,
    program_sha256,
)

MASK, EVALUATIONS, SCENARIOS = "omnilux-contour-face", 200_000, 4
PRICE_USD = 0.04  # of a core for an hour: assumed, as shared machines cost in 2026
LARGE = 1e8


def asked(evaluations: int, mask: str) -> PopulationSweep:
    return PopulationSweep(
        population=Population(
            count=evaluations // SCENARIOS, age_years=(18.0, 80.0), ita_deg=(-50.0, 60.0),
            shapes=3, face_height_mm=(165.0, 195.0),
        ),
        masks=(find_mask(mask),), designs=(Design(name="10 min", minutes=10.0),),
        seeds=(1,), scenarios=SCENARIOS,
    )  # fmt: skip


def worked(sweep: PopulationSweep, some: list[Block]) -> tuple[float, int, float]:
    """Seconds of the processor, bytes, and the largest memory in MB, of some blocks."""
    import resource

    sha, program = asked_sha256(sweep), program_sha256()
    began = time.process_time()
    size = sum(len(worked_out(sweep, block, sha, program)) for block in some)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return time.process_time() - began, size, most


def run(sweep: PopulationSweep, every: list[Block], workers: int) -> dict[str, float]:
    shares = [every[k::workers] for k in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(worked, [sweep] * workers, [every[:1]] * workers))  # warm: light, surfaces
        began = time.perf_counter()
        found = list(pool.map(worked, [sweep] * workers, shares))
        wall = time.perf_counter() - began
    many = sum(block.last - block.first for block in every) * SCENARIOS
    cpu = sum(each[0] for each in found)
    return {
        "evaluations": many,
        "wall_s": round(wall, 1),
        "processor_s": round(cpu, 1),
        "per_hour_by_the_clock": round(3600 * many / wall),
        "per_hour_by_processor_s": round(3600 * many * workers / cpu),
        "bytes_an_evaluation": round(sum(each[1] for each in found) / many),
        "most_memory_mb": round(max(each[2] for each in found)),
    }


def main() -> None:
    evaluations = int(float(sys.argv[1])) if len(sys.argv) > 1 else EVALUATIONS
    mask = sys.argv[2] if len(sys.argv) > 2 else MASK
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    began = time.process_time()
    first = asked(4 * SCENARIOS, mask)
    worked_out(first, blocks(first)[0], "", program_sha256())
    kept()
    light_s = time.process_time() - began
    told: dict[str, object] = {"mask": mask, "once_processor_s": round(light_s, 1)}
    for size in (evaluations // 4, evaluations):
        sweep = asked(size, mask)
        every = list(blocks(sweep))
        one, two = run(sweep, every, 1), run(sweep, every, 2)
        told[f"{size}"] = {
            "one": one,
            "two": two,
            "two_over_twice_one_clock": round(one["wall_s"] / two["wall_s"] / 2, 2),
            "two_over_twice_one_processor": round(one["processor_s"] / two["processor_s"], 2),
        }
        print(json.dumps(told, indent=1), flush=True)
    hours = LARGE / one["per_hour_by_processor_s"]
    told["1e8"] = {"core_hours": round(hours), "usd_assumed": round(hours * PRICE_USD, 2)}
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
