"""The light of a mask that shone without a plan: what minutes with it are counted by."""

from __future__ import annotations

from openpbm.answer import IrradianceRow, Plan
from openpbm.face.canonical import canonical_face
from openpbm.kept import Kept
from openpbm.light.class_light import is_unknown
from openpbm.mask import Mask
from openpbm.person import PHOTOTYPES, Person
from openpbm.planning.plan import SCENARIOS, SEED
from openpbm.planning.progress import Progress, silent
from openpbm.planning.scene import scene
from openpbm.planning.tell import irradiance_rows

ANY_AGE_YEARS = 40.0  # of which the light on a skin does not depend
PALEST = PHOTOTYPES[0]  # returns most light to the mask, so that most comes back


def light_in(plan: Plan | None, mask: Mask) -> tuple[IrradianceRow, ...]:
    """The light of a mask as a plan for it has worked it out, also one that says no."""
    return plan.irradiance if plan is not None and plan.mask.id == mask.id else ()


def light_of(
    mask: Mask, *, progress: Progress | None = None, kept: Kept | None = None
) -> tuple[IrradianceRow, ...]:
    """The light of a mask at full drive on the face that gets most of it.

    Where nobody states it, as much as its supply can feed; nothing where nothing bounds it.

    Args:
        mask: of which there is no plan.
        progress: called with a step's name and the share done.
        kept: light that was worked out before.
    """
    if is_unknown(mask):
        return ()
    at = scene(
        Person(age_years=ANY_AGE_YEARS, phototype=PALEST),
        mask,
        canonical_face(),
        (),
        seed=SEED,
        scenarios=SCENARIOS,
        progress=progress or silent,
        kept=kept,
    )
    return irradiance_rows(at)
