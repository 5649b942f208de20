"""From a reflectance spectrum to CIELAB and the typology angle. Theory 3.8."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.errors import SpectrumError
from openpbm.tables.columns import columns

EPSILON = (6.0 / 29.0) ** 3  # CIELAB: below it the cube root becomes a line
WIDEST_STEP_NM = 50.0
NEEDED_NM = (430.0, 670.0)
ILLUMINANTS = ("D65", "D50", "D55", "D75", "A", "C")
OBSERVERS = {2: "cie1931", 10: "cie1964"}  # degrees of the field, and its columns


@dataclass(frozen=True, kw_only=True)
class Viewing:
    """The light and the observer that a colour is stated for."""

    illuminant: str = "D65"
    observer_deg: int = 2

    def __post_init__(self) -> None:
        if self.illuminant not in ILLUMINANTS:
            raise SpectrumError(
                f'illuminant: found "{self.illuminant[:40]}"; expected one of '
                f"{', '.join(ILLUMINANTS)}"
            )
        if self.observer_deg not in OBSERVERS:
            raise SpectrumError(f"observer: found {self.observer_deg}; expected 2 or 10 degrees")

    def __str__(self) -> str:
        return f"{self.illuminant}, {self.observer_deg} degrees"


USUAL = Viewing()  # for which typology angles are defined


def lab_of(
    wavelength_nm: FloatArray, reflectance: FloatArray, viewing: Viewing = USUAL
) -> FloatArray:
    """(3,) L*, a*, b*. Eq. (3.12).

    Args:
        wavelength_nm: (points,) rising; beyond the ends the last value is held.
        reflectance: (points,) share of light.
        viewing: under which light, for which observer.

    Raises:
        SpectrumError: the points do not cover the visible.
    """
    return lab_and_slope(wavelength_nm, reflectance, viewing)[0]


def white_of(viewing: Viewing) -> FloatArray:
    """(3,) X, Y, Z of a white tile, Y as one."""
    power = _power(viewing).sum(axis=1)
    return floats(power / power[1])


def lab_and_slope(
    wavelength_nm: FloatArray, reflectance: FloatArray, viewing: Viewing = USUAL
) -> tuple[FloatArray, FloatArray]:
    """(3,) L*, a*, b* and (3, points) their derivatives by each reflectance."""
    weights = _weights(wavelength_nm, viewing)
    share = weights @ reflectance  # X, Y, Z over those of white
    if not np.all(share > 0):
        raise SpectrumError("reflectance: found a spectrum without light; expected numbers above 0")
    root = np.where(share > EPSILON, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    slope = np.where(share > EPSILON, 1.0 / (3.0 * np.cbrt(share) ** 2), 1 / (3 * (6 / 29) ** 2))
    mixing = np.array([[0.0, 116.0, 0.0], [500.0, -500.0, 0.0], [0.0, 200.0, -200.0]])
    lab = mixing @ root - np.array([16.0, 0.0, 0.0])
    return lab, mixing @ (slope[:, None] * weights)


def ita_deg(lab: FloatArray) -> float:
    """Individual typology angle of L*, a*, b* under D65 at 2 degrees. Eq. (3.1)."""
    return float(np.degrees(np.arctan2(lab[0] - 50.0, lab[2])))


def covers_colour(wavelength_nm: FloatArray) -> bool:
    """True where a spectrum says enough of the visible to have a colour."""
    inside = wavelength_nm[(wavelength_nm > 380) & (wavelength_nm < 740)]
    return bool(
        len(inside) > 4
        and wavelength_nm[0] <= NEEDED_NM[0]
        and wavelength_nm[-1] >= NEEDED_NM[1]
        and np.diff(inside).max() <= WIDEST_STEP_NM
    )


def _weights(wavelength_nm: FloatArray, viewing: Viewing) -> FloatArray:
    """(3, points) share of each reflectance in X, Y and Z; rows add up to one. Eq. (3.11)."""
    if not covers_colour(wavelength_nm):
        raise SpectrumError(
            f"wavelength_nm: found {wavelength_nm[0]:g} to {wavelength_nm[-1]:g} nm; a colour "
            f"needs {NEEDED_NM[0]:g} to {NEEDED_NM[1]:g} nm without gaps over {WIDEST_STEP_NM:g} nm"
        )
    grid = columns("colour")["wavelength_nm"]
    spread = np.stack(
        [np.interp(grid, wavelength_nm, row) for row in np.eye(len(wavelength_nm))], axis=1
    )  # (grid, points)
    power = _power(viewing)
    shares: FloatArray = (power / power.sum(axis=1)[:, None]) @ spread
    return shares


def _power(viewing: Viewing) -> FloatArray:
    """(3, grid) light of the illuminant as the observer weighs it, for X, Y and Z."""
    table, observer = columns("colour"), OBSERVERS[viewing.observer_deg]
    light = table[viewing.illuminant.lower()]
    return np.stack([table[f"{name}_{observer}"] * light for name in "xyz"])
