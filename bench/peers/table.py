"""The polynomials with which `openpbm dose` answers tables, on the product's own skin."""

from __future__ import annotations

import numpy as np

from openpbm.skin.anatomy import SKIN_DIMENSIONS, skin_of_types
from openpbm.skin.optics import skin_states
from openpbm.skin.profile import Profile
from openpbm.skin.profile_surface import ProfileSurface, window_of
from peers.child import repeated, say, timed
from peers.problem import RED_NM, SKINS, cases, middles

COPIES = 400  # skins of one study arm


def main() -> None:
    """One point a case, per skin; fitting is start-up, told apart."""
    for case in cases("seven"):
        even = {name: np.full(COPIES, 0.5) for name in SKIN_DIMENSIONS}
        skin = skin_of_types((SKINS[case.skin],), even)
        states = skin_states(skin, "left_cheek", np.full(COPIES, RED_NM))
        surface = ProfileSurface(window=window_of(RED_NM), is_beam=bool(case.beams))
        depths = middles(case.problem)

        def work() -> Profile:
            return surface(states, depths, nm=RED_NM)  # noqa: B023, called before the next case

        start_s = timed(work)[1]
        found, cpu_s = repeated(work)
        say(
            {
                "program": "table",
                "case": case.name,
                "knob": COPIES,
                "kind": "middles",
                "cpu_s": cpu_s / COPIES,
                "start_s": start_s,
                "phi": [found.depths[0].tolist()],
            }
        )


if __name__ == "__main__":
    main()
