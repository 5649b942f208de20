"""A colour read under one light, as it would be under the one of the typology angle. Theory 3.8."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import SpectrumError
from openpbm.skin.colour import USUAL, Viewing, ita_deg, lab_and_slope, lab_of
from openpbm.skin.fit import prior_skin
from openpbm.skin.instrument import Instrument
from openpbm.skin.seen import ViewedAt, seen
from openpbm.tables import numbers

NM = np.arange(400.0, 701.0, 20.0)
# site and instrument hardly matter: only the change from light to light is taken from them
USUAL_QUESTION = ViewedAt(NM, "left_cheek", Instrument(geometry="sphere", specular=True))
MOST_OFF = 10.0  # of L*, a*, b*: 70 measured forearms lie within 2 of such a skin


def lab_in_usual_light(
    lab: tuple[float, float, float], viewing: Viewing
) -> tuple[float, float, float]:
    """L*, a*, b* under D65 at 2 degrees of skin that reads `lab` for `viewing`. Eq. (3.12a).

    A skin of about this colour says how it changes with the light; what that skin does not
    follow of the reading stays as it was read. On measured forearms the typology angle that
    follows is right within 0.7 degrees.

    Raises:
        SpectrumError: no skin comes near this colour.
    """
    if viewing == USUAL:
        return lab
    read = np.array(lab)
    like = _skin_like(read, viewing)
    seen_so = lab_of(NM, like, viewing)
    if np.abs(read - seen_so).max() > MOST_OFF:
        raise SpectrumError(
            f"found L*, a*, b* of {lab[0]:g}, {lab[1]:g}, {lab[2]:g} under {viewing}; expected the "
            "colour of skin"
        )
    lightness, red, yellow = (read + lab_of(NM, like) - seen_so).tolist()
    return lightness, red, yellow


def _skin_like(lab: FloatArray, viewing: Viewing) -> FloatArray:
    """(points,) reflectance of a skin of about this colour.

    One step of least squares from the usual skin with the melanin of this typology angle,
    straight in the parameters. Eq. (3.16).
    """
    start, certain = prior_skin(ita_deg(lab))
    here = seen(USUAL_QUESTION, start[None])
    value, slope = lab_and_slope(NM, here.reflectance[0], viewing)
    weight = 1.0 / numbers("skin")["fit.lab_sd"].value ** 2
    by = slope @ here.slope[0]  # (3, parameters)
    step = np.linalg.solve(weight * by.T @ by + certain, weight * by.T @ (lab - value))
    like: FloatArray = np.clip(here.reflectance[0] + here.slope[0] @ step, 1e-3, 1.0)
    return like
