"""How warm a worn mask gets where it touches: its wall, and one LED in it. Theory 7.9.

The wall is judged as it lies on the skin, which cools it, whatever it does elsewhere. Over one
LED it is warmer than its mean: heat enters there and has to spread along the wall.
"""

from __future__ import annotations

import numpy as np
from scipy.special import i1, k1

from openpbm.arrays import FloatArray
from openpbm.units import MM2_PER_CM2, MM_PER_M


def spot_over_mean_k(
    heat_w: FloatArray,
    cell_cm2: FloatArray,
    *,
    heated_radius_mm: float,
    sheet_w_k: FloatArray,
    loss_w_m2k: FloatArray,
) -> FloatArray:
    """How much warmer than its mean a wall is over one LED, K, when nothing changes any more.

    A round cell of the wall with the LED in its middle; no heat passes to the next cell. Linear
    in the heat. Counted from the start of a session on, so it errs warm in the first minutes.

    Args:
        heat_w: of one LED.
        cell_cm2: of the wall for each LED; the heated disc is no larger.
        heated_radius_mm: of the disc in which the heat enters, evenly.
        sheet_w_k: conductivity of the wall times its thickness, W/K.
        loss_w_m2k: from the wall to room and skin together.

    Source: a fin of even thickness, Eq. (7.10); Carslaw and Jaeger 1959, section 4.14.
    """
    cell_m = np.sqrt(cell_cm2 * MM2_PER_CM2 / np.pi) / MM_PER_M
    disc_m = np.minimum(heated_radius_mm / MM_PER_M, cell_m)
    per_m = np.sqrt(loss_w_m2k / sheet_w_k)
    inner, outer = per_m * disc_m, per_m * cell_m
    spread = inner * (k1(inner) - i1(inner) * k1(outer) / i1(outer))
    alone: FloatArray = heat_w / (np.pi * disc_m**2 * loss_w_m2k)  # as if nothing spread
    found: FloatArray = alone * (1.0 - spread - (disc_m / cell_m) ** 2)
    return found
