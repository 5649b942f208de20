"""How the skins of measured people differ: a mean for each colour, and the spread about it.

Six parameters, found on faces and forearms together: the logarithms of melanin, blood and
scattering, the logit of saturation, and the powers of scattering and of melanin. Numbers:
`tables/people.json`. Theory 3.2 and 3.12.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from openpbm.arrays import FloatArray, floats, frozen
from openpbm.sampling import normal
from openpbm.tables import rows

PARAMETERS = (
    "melanin",  # logarithms
    "blood",
    "scattering",
    "saturation",  # its logit
    "scattering_power",
    "melanin_power",
)
BEND_DEG = 20.0  # the angle where the two straight lines of each parameter meet


def usual(ita_deg: FloatArray) -> FloatArray:
    """(parameters, *angles) mean of each parameter among people of a colour. Eq. (3.2)."""
    at_bend, below, above = _lines()
    away = np.asarray(ita_deg) - BEND_DEG
    darker, lighter = np.minimum(away, 0.0), np.maximum(away, 0.0)
    return np.stack(
        [a + b * darker + c * lighter for a, b, c in zip(at_bend, below, above, strict=True)]
    )


def drawn(ita_deg: FloatArray, uniforms: Mapping[str, FloatArray]) -> FloatArray:
    """(parameters, scenarios) of people of these colours, as they go together. Eq. (3.2).

    Args:
        ita_deg: (scenarios,) typology angles.
        uniforms: (scenarios,) for each of PARAMETERS.
    """
    apart = np.stack([normal(uniforms[name]) for name in PARAMETERS])
    return usual(ita_deg) + np.linalg.cholesky(covariance()) @ apart


@cache
def covariance() -> FloatArray:
    """(parameters, parameters) between people of one colour."""
    table = rows("people")
    sd = np.array([table[name].number("sd") for name in PARAMETERS])
    lower = np.zeros((len(sd), len(sd)))
    for i, name in enumerate(PARAMETERS):
        lower[i, :i] = table[name].floats("correlation")
    return frozen((lower + lower.T + np.eye(len(sd))) * sd[:, None] * sd)


def spread_with_angle(ita_deg: float, angle_sd_deg: float) -> FloatArray:
    """(parameters,) standard deviations where the angle itself is known only so well."""
    ends = usual(np.array([ita_deg - angle_sd_deg, ita_deg + angle_sd_deg]))
    return floats(np.hypot(np.sqrt(np.diag(covariance())), 0.5 * (ends[:, 1] - ends[:, 0])))


def logit(share: FloatArray) -> FloatArray:
    """Logarithm of the odds; shares of nothing and of all are kept finite."""
    inside = np.clip(share, 1e-6, 1.0 - 1e-6)
    return floats(np.log(inside / (1.0 - inside)))


def expit(odds: FloatArray) -> FloatArray:
    """Share whose logit this is."""
    return floats(1.0 / (1.0 + np.exp(-odds)))


@cache
def _lines() -> tuple[FloatArray, FloatArray, FloatArray]:
    table = rows("people")
    at_bend, below, above = (
        np.array([table[name].number(field) for name in PARAMETERS])
        for field in ("at_20_deg", "per_deg_below", "per_deg_above")
    )
    return at_bend, below, above
