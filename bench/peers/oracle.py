"""This project's Monte Carlo (numba), on one thread; compiling is not counted."""

from __future__ import annotations

from functools import partial

from openpbm.validation.photons import follow
from peers.child import say, timed
from peers.problem import cases, sliced

LADDER = ((100, 16), (300, 16), (1000, 12), (3000, 8), (10000, 8), (30000, 4))  # packets, runs
LONG, GROUPS = 20000, 40  # packets in each group, to confirm the reference


def main() -> None:
    """A ladder of packet numbers, then one long run, for every case."""
    first = cases()[0]
    follow(sliced(first.problem)[0], cosine=1.0, packets=10, groups=2)  # compiles
    for place, case in enumerate(cases()):
        cut, edges = sliced(case.problem)
        cosine = 1.0 if case.beams else None
        slices = len(edges) - 1
        for packets, runs in LADDER:
            phi, spent = [], 0.0
            for run in range(runs):
                seed = 1_000_000 + 1000 * place + run + packets * 97
                work = partial(
                    follow, cut, cosine=cosine, packets=packets // 2, groups=2, seed=seed
                )
                seen, cpu_s = timed(work)
                phi.append(seen.fluence[:slices].tolist())
                spent += cpu_s
            say(
                {
                    "program": "oracle",
                    "case": case.name,
                    "knob": packets,
                    "kind": "means",
                    "cpu_s": spent / runs,
                    "phi": phi,
                }
            )
        seen, cpu_s = timed(
            partial(follow, cut, cosine=cosine, packets=LONG, groups=GROUPS, seed=77 + place)
        )
        say(
            {
                "confirms": case.name,
                "packets": GROUPS * LONG,
                "cpu_s": cpu_s,
                "phi": seen.fluence[:slices].tolist(),
                "se": seen.fluence_se[:slices].tolist(),
                "reflectance": seen.reflectance,
            }
        )


if __name__ == "__main__":
    main()
