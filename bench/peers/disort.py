"""PythonicDISORT: plane layers of one index, so only the cases without Fresnel steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PythonicDISORT.pydisort import pydisort

from peers.child import repeated, say
from peers.problem import Case, Floats, cases, middles

STREAMS = (4, 6, 8, 12, 16, 24, 32, 48)  # both hemispheres
BEAM_COSINE = 1.0
TRAP_STREAMS = 32


def asked(case: Case, streams: int) -> Callable[[], Floats]:
    """A call that gives the fluence rate in the middle of every slice."""
    problem = case.problem
    absorb, scatter = problem.mu_a_per_mm[0], problem.mu_s_per_mm[0]
    tau = np.cumsum((absorb + scatter) * problem.thickness_mm[0])
    edges = np.concatenate([[0.0], np.cumsum(problem.thickness_mm[0])])
    at = np.interp(middles(problem), edges, np.concatenate([[0.0], tau]))
    moments = problem.g[0][:, None] ** np.arange(streams + 1)
    is_beam = case.source == "normal"

    def work() -> Floats:
        told = pydisort(
            tau,
            scatter / (absorb + scatter),
            streams,
            moments,
            BEAM_COSINE,
            1.0 if is_beam else 0.0,
            0.0,
            b_neg=0.0 if is_beam else 1.0 / np.pi,
            f_arr=moments[:, streams],
            only_flux=True,
            cache_asso_leg="mu0",
        )
        down, radiance = told[2], told[3]
        half = 0.5 * np.polynomial.legendre.leggauss(streams // 2)[1]
        weights = np.concatenate([half, half])
        diffuse = 2.0 * np.pi * weights @ radiance(at)
        return np.asarray(diffuse + down(at)[1] / BEAM_COSINE, dtype=np.float64)

    return work


def main() -> None:
    """A ladder of streams; then the real skin as if it had no Fresnel steps."""
    for case in cases("matched"):
        for streams in STREAMS:
            phi, cpu_s = repeated(asked(case, streams))
            say(
                {
                    "program": "disort",
                    "case": case.name,
                    "knob": streams,
                    "kind": "middles",
                    "cpu_s": cpu_s,
                    "phi": [phi.tolist()],
                }
            )
    for case in cases("three"):
        phi, cpu_s = repeated(asked(case, TRAP_STREAMS))
        say(
            {
                "trap": "PythonicDISORT: Fresnel steps left out",
                "case": case.name,
                "kind": "middles",
                "cpu_s": cpu_s,
                "phi": [phi.tolist()],
            }
        )


if __name__ == "__main__":
    main()
