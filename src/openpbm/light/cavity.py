"""Light that bounces between skin and mask. Theory 6.2."""

from __future__ import annotations

from openpbm.arrays import FloatArray
from openpbm.errors import OutOfModelError


def cavity_gain(
    r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray, view_factor: FloatArray
) -> FloatArray:
    """Irradiance that bounces add, per mean direct irradiance of the neighbourhood.

        E = E_d + gain * <E_d>,   gain = F R_d R_m / (1 - F R_L R_m)

    Args:
        r_direct: R_d, all that the skin throws back of the direct light, specular included.
        r_diffuse: R_L, the same for matte light from all sides.
        r_mask: R_m of the mask's inner face.
        view_factor: F, share of the skin's light that the mask catches. All broadcast.

    Returns:
        The gain; 0 for a black skin, a black mask or an open view.

    Raises:
        OutOfModelError: a factor outside 0..1, or a cavity that loses nothing.

    Source: geometric series of the bounces; Theory 6.2.
    """
    for name, value in (
        ("r_direct", r_direct),
        ("r_diffuse", r_diffuse),
        ("r_mask", r_mask),
        ("view_factor", view_factor),
    ):
        if not ((value >= 0.0) & (value <= 1.0)).all():
            raise OutOfModelError(f"{name} lies outside 0..1")
    back = view_factor * r_mask
    lost = 1.0 - back * r_diffuse
    if not (lost > 0.0).all():
        raise OutOfModelError("skin and mask that lose no light keep it for ever")
    gain: FloatArray = back * r_direct / lost
    return gain
