"""A spectrum of light as a file has it, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.fact import Quantity, message
from openpbm.files.trade.fault import fault
from openpbm.files.trade.title import quantity_of

SOME_NM = (150.0, 5000.0)  # of wavelengths in nm
FEWEST = 3


@dataclass(frozen=True, eq=False, kw_only=True)
class LightColumn:
    """One spectrum of a file: values as they are written, and what the file says they are."""

    wavelength_nm: FloatArray  # (points,) rising
    value: FloatArray  # (points,) in the unit of the file, noise below zero and all
    quantity: str = (
        ""  # irradiance, radiance, flux, intensity, photons, counts, relative; empty: unsaid
    )
    unit: str = ""  # as it is written; empty where the file does not say
    name: str = ""  # its title, or whose it is
    column: str = ""  # by which it is named again, where its file holds several

    def __post_init__(self) -> None:
        for name in ("wavelength_nm", "value"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    @property
    def step_nm(self) -> float | None:
        """From one wavelength to the next, where it is always the same."""
        steps = np.diff(self.wavelength_nm)
        middle = float(np.median(steps))
        return middle if np.allclose(steps, middle, rtol=0.02) else None

    @property
    def is_photons(self) -> bool:
        """Whether photons are counted, not their energy."""
        return self.quantity == "photons" or quantity_of(self.unit) == "photons"


def light_of(
    where: str,
    nm: FloatArray,
    value: FloatArray,
    lines: list[int],
    *,
    quantity: str = "",
    unit: str = "",
    name: str = "",
    column: str = "",
) -> LightColumn:
    """The spectrum of two columns, rising; wavelengths must be nanometres.

    Raises:
        PlanFileError: with the line.
    """
    if len(nm) < FEWEST:
        raise fault(where, lines[-1] if lines else 0, message("trade-few", found=len(nm)))
    odd = np.flatnonzero((nm < SOME_NM[0]) | (nm > SOME_NM[1]))
    if len(odd):
        at = int(odd[0])
        found = Quantity(float(nm[at]), "1", figures=5, trimmed=True)
        raise fault(where, lines[at], message("trade-no_nanometres", found=found))
    if np.all(np.diff(nm) < 0):
        nm, value, lines = nm[::-1], value[::-1], lines[::-1]
    back = np.flatnonzero(np.diff(nm) <= 0)
    if len(back):
        at = int(back[0])
        now, then = (Quantity(float(x), "1", figures=6, trimmed=True) for x in nm[[at + 1, at]])
        raise fault(where, lines[at + 1], message("trade-not_rising", found=now, before=then))
    return LightColumn(
        wavelength_nm=nm, value=value, quantity=quantity, unit=unit, name=name, column=column
    )
