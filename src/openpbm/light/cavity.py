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
    _check(r_direct, r_diffuse, r_mask, view_factor)
    gain: FloatArray = view_factor * r_mask * _leaving(r_direct, r_diffuse, r_mask, view_factor)
    return gain


def kept_by_mask(
    r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray, view_factor: FloatArray
) -> FloatArray:
    """Light that the mask takes back and turns into heat, per mean direct irradiance.

        F (1 - R_m) R_d / (1 - F R_L R_m)

    Arguments, errors and source as in `cavity_gain`. What leaves past the mask's edge is the
    same with 1 - F for F (1 - R_m).
    """
    _check(r_direct, r_diffuse, r_mask, view_factor)
    leaving = _leaving(r_direct, r_diffuse, r_mask, view_factor)
    kept: FloatArray = view_factor * (1.0 - r_mask) * leaving
    return kept


def _leaving(
    r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray, view_factor: FloatArray
) -> FloatArray:
    """All light that leaves the skin, of every bounce, per mean direct irradiance."""
    leaving: FloatArray = r_direct / (1.0 - view_factor * r_mask * r_diffuse)
    return leaving


def _check(
    r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray, view_factor: FloatArray
) -> None:
    for name, value in (
        ("r_direct", r_direct),
        ("r_diffuse", r_diffuse),
        ("r_mask", r_mask),
        ("view_factor", view_factor),
    ):
        if not ((value >= 0.0) & (value <= 1.0)).all():
            raise OutOfModelError(f"{name} lies outside 0..1")
    if not (view_factor * r_mask * r_diffuse < 1.0).all():
        raise OutOfModelError("skin and mask that lose no light keep it for ever")
