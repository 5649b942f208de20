"""How warm the skin becomes: two estimates, one that gates and one that is likely.

`warming` is linear in the drive and errs warm: resting blood flow, no evaporation, light
that does not fade. Limits rest on it. `with_feedback` is the likelier course of one chosen
session: blood flow answers warmth, bare skin evaporates, LEDs lose power. Theory 7.
"""

from openpbm.heat.feedback import Trace, with_feedback
from openpbm.heat.led import junction_rise_k, led_peak_nm, led_power_share, power_drift_per_k
from openpbm.heat.surface import HEAT_DIMENSIONS, MASK_HEAT_DIMENSIONS, WALL_DIMENSIONS, Wall
from openpbm.heat.thermal_dose import cem43_min, cem43_so_far, contact_limit_degc, contact_row
from openpbm.heat.touching import spot_over_mean_k
from openpbm.heat.warming import Warming, warming

__all__ = [
    "HEAT_DIMENSIONS",
    "MASK_HEAT_DIMENSIONS",
    "WALL_DIMENSIONS",
    "Trace",
    "Wall",
    "Warming",
    "cem43_min",
    "cem43_so_far",
    "contact_limit_degc",
    "contact_row",
    "junction_rise_k",
    "led_peak_nm",
    "led_power_share",
    "power_drift_per_k",
    "spot_over_mean_k",
    "warming",
    "with_feedback",
]
