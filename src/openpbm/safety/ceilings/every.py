"""Every limit that applies to this person under this mask, as bounds: the one place.

Each family reads its numbers from `tables/limits.json` and says in words what would change
them. All must hold; nothing here raises a limit. Theory 8; the list is docs/safety/ceilings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from openpbm.record import LIGHT_BANDS
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings.device import device_bounds, pulsing_bounds
from openpbm.safety.ceilings.eye import eye_bounds
from openpbm.safety.ceilings.heat import temperature_bounds
from openpbm.safety.ceilings.pulse import eye_pulse_bounds, skin_pulse_bounds
from openpbm.safety.ceilings.skin import irradiance_bounds, photodynamic_bounds, skin_dose_bounds
from openpbm.safety.cumulative import OURS, light_bounds
from openpbm.safety.exposure import Exposure
from openpbm.session import CeilingGroup

Family = Callable[[Exposure], list[Bound]]

# Who makes bounds, and under which group a report shows them.
FAMILIES: Mapping[Family, CeilingGroup] = {
    eye_bounds: "eye",
    eye_pulse_bounds: "eye",
    skin_dose_bounds: "skin",
    irradiance_bounds: "skin",
    photodynamic_bounds: "skin",
    skin_pulse_bounds: "skin",
    temperature_bounds: "heat",
    pulsing_bounds: "device",
    device_bounds: "device",
    light_bounds: "sum",
}

# Limits without a parent outside this project: said where they are passed, they stop nothing.
# Cap by cap, with the doses that people bore: decisions 0023 and 0025. The one place that says so.
CAUTIONS = frozenset(
    {
        "skin_dose_red",
        "skin_dose_nir",
        "skin_irradiance_blue",
        "skin_irradiance_red",
        "skin_irradiance_nir",
        "skin_irradiance_total",
        "skin_laser_half",
        "eye_blue_gate",
        "eye_infrared_gate",
        "eye_blue_leak",
        "skin_temperature_target",
        *(f"light_{window}_{band}" for window in OURS for band in LIGHT_BANDS),
    }
)

# Who looks at the light as strong as its maker claims, whatever its supply is thought to feed.
AS_CLAIMED: tuple[Family, ...] = (eye_bounds, photodynamic_bounds)


def bounds(exposure: Exposure) -> tuple[Bound, ...]:
    """Every bound of a session, and of what its repetition sums to."""
    return tuple(
        replace(bound, group=group, advisory=bound.id in CAUTIONS)
        for family, group in FAMILIES.items()
        for bound in family(exposure.as_claimed if family in AS_CLAIMED else exposure)
    )
