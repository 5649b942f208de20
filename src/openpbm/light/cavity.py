"""Light that bounces between skin and mask. Theory 6.2."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, eq=False, kw_only=True)
class Plates:
    """Skin and mask as two wide plates, alike everywhere: a closed form for what is traced."""

    neighbourhood: FloatArray  # (S, C, R) mW/cm2, mean of the surroundings
    view_factor: FloatArray  # (S, R) of the mask, seen from the skin

    def returned(
        self, channel: int, r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """(S, R) mW/cm2 that bounces add on the skin, and that meet the mask."""
        cavity = r_direct, r_diffuse, r_mask[:, None], self.view_factor
        around = self.neighbourhood[:, channel]
        return cavity_gain(*cavity) * around, self.view_factor * _leaving(*cavity) * around


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
