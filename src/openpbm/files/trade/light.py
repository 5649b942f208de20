"""A spectrum of light as a file has it, before anything is made of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.fact import Quantity, message
from openpbm.files.trade.fault import fault

SOME_NM = (150.0, 5000.0)  # of wavelengths in nm
FEWEST = 3
IN_BRACKETS = re.compile(r"[\[(]([^\])]{1,30})[\])]")
UNIT = re.compile(
    r"(?:[mµunk]?W|[mµu]?mol|[mk]?J|photons?|lm)[\w/. ²^-]{0,24}|a\.?u\.?|counts|%", re.IGNORECASE
)
QUANTITIES = (  # words in a title, and what is measured; the first that is found
    ("counts", "counts"), ("count", "counts"), ("photon", "photons"), ("mol", "photons"),
    ("irradi", "irradiance"), ("bestrahl", "irradiance"), ("radiance", "radiance"),
    ("intensit", "intensity"), ("flux", "flux"), ("relative", "relative"),
)  # fmt: skip


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
    others: tuple[str, ...] = field(default=())  # other spectra of the file

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
        return self.quantity == "photons" or "mol" in self.unit.lower()


def light_of(
    where: str,
    nm: FloatArray,
    value: FloatArray,
    lines: list[int],
    *,
    quantity: str = "",
    unit: str = "",
    name: str = "",
    others: tuple[str, ...] = (),
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
        wavelength_nm=nm, value=value, quantity=quantity, unit=unit, name=name, others=others
    )


def quantity_of(title: str) -> str:
    """What a title says is measured; empty where it says nothing of it."""
    plain = unicodedata.normalize("NFKC", title).lower()
    return next((quantity for word, quantity in QUANTITIES if word in plain), "")


def unit_of(title: str) -> str:
    """The unit that a title names, in brackets or after a comma; empty where it names none.

    >>> unit_of("Spectral irradiance [W/m2/nm]"), unit_of("power"), unit_of("Irradiance, mW/m2/nm")
    ('W/m2/nm', '', 'mW/m2/nm')
    """
    bracket = IN_BRACKETS.search(title)
    if bracket and UNIT.fullmatch(bracket[1].strip()):
        return bracket[1].strip()
    last = re.split(r"[,;:]", title)[-1].strip()
    return last if last != title.strip() and UNIT.fullmatch(last) else ""
