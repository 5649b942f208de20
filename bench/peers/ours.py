"""This solver: the reference, one stack at a time, and in batches of a hundred."""

from __future__ import annotations

import numpy as np

from openpbm.skin.problems import Solution
from openpbm.skin.transport import solve
from peers.child import repeated, say
from peers.problem import Case, cases, middles, sliced

NODES = (2, 3, 4, 5, 6, 8, 10, 12, 16, 20)
FINEST, CHECK = 40, 30  # nodes of the reference, and of the run that says how converged it is
BATCH = 100


def reference(case: Case) -> dict[str, object]:
    """Means over slices for programs that count photons, values in the middle for the others."""
    cut, edges = sliced(case.problem)
    slices = len(edges) - 1
    column = len(case.beams)

    def at(nodes: int) -> Solution:
        return solve(
            cut, beam_cosines=case.beams, depths_mm=middles(case.problem), nodes=nodes, threads=1
        )

    fine, coarse = at(FINEST), at(CHECK)
    moved = np.abs(fine.fluence / coarse.fluence - 1.0)[0, column].max()
    return {
        "edges_mm": edges.tolist(),
        "means": fine.mean_fluence[0, column, :slices].tolist(),
        "middles": fine.fluence[0, column].tolist(),
        "moved": float(moved),
        "reflectance": float(fine.reflectance[0, column]),
        "specular": float(fine.specular[column]),
    }


def timed_at(case: Case, nodes: int, copies: int) -> dict[str, object]:
    """One point of the picture: this many stacks in one call, time per stack."""
    asked = case.problem.part(np.zeros(copies, dtype=np.int64))
    depths = middles(case.problem)

    def work() -> Solution:
        return solve(asked, beam_cosines=case.beams, depths_mm=depths, nodes=nodes, threads=1)

    solution, cpu_s = repeated(work)
    return {
        "program": "ours" if copies == 1 else "ours_batch",
        "case": case.name,
        "knob": nodes,
        "kind": "middles",
        "cpu_s": cpu_s / copies,
        "phi": [solution.fluence[0, len(case.beams)].tolist()],
    }


def main() -> None:
    """One reference and a ladder of nodes for every case."""
    for case in cases():
        say({"reference": case.name, **reference(case)})
        for nodes in NODES:
            for copies in (1, BATCH):
                say(timed_at(case, nodes, copies))


if __name__ == "__main__":
    main()
