"""What an instrument reads on skin: geometry, mirrored light, and light lost at the rim.

Theory 3.9. Reflectance is that of a white matte tile taken as one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.errors import SpectrumError
from openpbm.skin.gradient import Gradients, gradients
from openpbm.skin.problems import Problems
from openpbm.skin.streams import fresnel

GEOMETRIES = ("sphere", "contact")
SPHERE_DEG = 8.0  # d/8: by reciprocity a beam at 8 degrees, everything collected
CONTACT_DEG = 45.0  # 0/45: a normal beam, seen at 45 degrees
NODES = 10  # on skin within 0.1 % of 24
SPHERE_NODES = 6  # all directions together need fewer: within 0.05 % of 16
CONTACT_WEIGHT = 1e-7  # one beam seen along another: 1e-9 of rounding
REACH_MM = 40.0  # light comes back within this distance


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """How a spectrum was taken."""

    geometry: str  # sphere (d/8 or 8/d) or contact (0/45 or 45/0)
    specular: bool = False  # sphere: is mirrored light included
    aperture_mm: float | None = None  # diameter of what is measured; None: no edge is counted
    illuminated_mm: float | None = None  # diameter of what is lit; None: as the aperture

    def __post_init__(self) -> None:
        if self.geometry not in GEOMETRIES:
            raise SpectrumError(
                f'geometry: found "{self.geometry}"; expected one of {", ".join(GEOMETRIES)}'
            )
        if self.geometry == "contact" and self.specular:
            raise SpectrumError("specular: a 0/45 probe does not see mirrored light; leave it out")
        for name in ("aperture_mm", "illuminated_mm"):
            value = getattr(self, name)
            if value is not None and not 0.5 <= value <= 200:
                raise SpectrumError(f"{name}: found {value:g}; expected 0.5 to 200 mm")
        if self.illuminated_mm is not None and self.aperture_mm is None:
            raise SpectrumError("illuminated_mm: found without aperture_mm; expected both")
        if (self.illuminated_mm or np.inf) < (self.aperture_mm or 0.0):
            raise SpectrumError(
                f"illuminated_mm: found {self.illuminated_mm:g}, smaller than the aperture of "
                f"{self.aperture_mm:g} mm; expected what is lit, as large or larger"
            )


@dataclass(frozen=True, eq=False, kw_only=True)
class InstrumentReading:
    """Model of a reading without rim, and its derivatives by each layer's coefficients."""

    reflectance: FloatArray  # (problems,)
    mirrored: FloatArray  # (problems,) the part of it that never entered
    by_mu_a: FloatArray  # (problems, layers)
    by_mu_s: FloatArray  # (problems, layers)


def read(instrument: Instrument, problems: Problems) -> InstrumentReading:
    """What the instrument would read on an endless skin. Eq. (3.13)."""
    if instrument.geometry == "contact":
        beams = (1.0, float(np.cos(np.radians(CONTACT_DEG))))
        solved = gradients(problems, beam_cosines=beams, nodes=NODES, beam_weight=CONTACT_WEIGHT)
        return InstrumentReading(
            reflectance=solved.solution.factor[:, 1, 1],
            mirrored=np.zeros(len(problems)),
            by_mu_a=solved.by_mu_a.factor[:, 1, 1],
            by_mu_s=solved.by_mu_s.factor[:, 1, 1],
        )
    beam = float(np.cos(np.radians(SPHERE_DEG)))
    return _sphere(instrument, gradients(problems, beam_cosines=(beam,), nodes=SPHERE_NODES))


def _sphere(instrument: Instrument, solved: Gradients) -> InstrumentReading:
    total = solved.solution.reflectance[:, 1]
    mirrored = np.full_like(total, solved.solution.specular[1])
    return InstrumentReading(
        reflectance=total if instrument.specular else total - mirrored,
        mirrored=mirrored if instrument.specular else np.zeros_like(total),
        by_mu_a=solved.by_mu_a.reflectance[:, 1],
        by_mu_s=solved.by_mu_s.reflectance[:, 1],
    )


def edge_loss(
    instrument: Instrument, mu_a_per_mm: FloatArray, reduced_per_mm: FloatArray, n: float
) -> FloatArray:
    """(rows,) share of the scattered light that leaves the skin outside the aperture.

    Diffusion in a half space of the dermis stands for the layers. Eq. (3.14), (3.15).

    Args:
        instrument: its apertures; without one nothing is lost.
        mu_a_per_mm: (rows,) mean absorption of the dermis.
        reduced_per_mm: (rows,) reduced scattering of the dermis.
        n: refractive index of the dermis.

    Source: Farrell, Patterson and Wilson 1992, Med. Phys. 19, 879 (dipole; recalled).
    """
    if instrument.aperture_mm is None:
        return np.zeros_like(mu_a_per_mm)
    seen = 0.5 * instrument.aperture_mm
    lit = 0.5 * (instrument.illuminated_mm or instrument.aperture_mm)
    distance = np.geomspace(1e-3, REACH_MM, 400)
    kernel = _dipole(distance, mu_a_per_mm, reduced_per_mm, n) * distance
    kept = np.trapezoid(kernel * _overlap(distance, seen, lit), distance, axis=1)
    return floats(1.0 - kept / np.trapezoid(kernel, distance, axis=1))


def _dipole(distance: FloatArray, mu_a: FloatArray, reduced: FloatArray, n: float) -> FloatArray:
    """(rows, distances) relative exitance at a distance from a thin beam."""
    total = (mu_a + reduced)[:, None]
    effective = np.sqrt(3.0 * mu_a[:, None] * total)
    depth = 1.0 / total
    image = depth * (1.0 + 4.0 / 3.0 * mismatch(n))
    near, far = np.hypot(depth, distance), np.hypot(image, distance)

    def source(height: FloatArray, away: FloatArray) -> FloatArray:
        part: FloatArray = height * (effective + 1.0 / away) * np.exp(-effective * away) / away**2
        return part

    return source(depth, near) + source(image, far)


def mismatch(n: float) -> float:
    """A of the extrapolated boundary, from Fresnel's law at the inner face (Haskell 1994)."""
    mu = (np.arange(400) + 0.5) / 400
    square = 1.0 - n**2 * (1.0 - mu**2)
    beyond = np.sqrt(np.clip(square, 0.0, None))
    mirror = np.where(square > 0, fresnel(n, 1.0, mu, beyond), 1.0)
    flux, current = (2 * mu * mirror).mean(), (3 * mu**2 * mirror).mean()
    back = (flux + current) / (2.0 - flux + current)
    return float((1.0 + back) / (1.0 - back))


def _overlap(distance: FloatArray, seen_mm: float, lit_mm: float) -> FloatArray:
    """Share of a disc that still lies in another one when it is moved by a distance."""
    small, large = seen_mm, lit_mm
    d = np.clip(distance, large - small + 1e-12, large + small)
    first = np.arccos(np.clip((d**2 + small**2 - large**2) / (2 * d * small), -1, 1))
    second = np.arccos(np.clip((d**2 + large**2 - small**2) / (2 * d * large), -1, 1))
    lens = small**2 * (first - 0.5 * np.sin(2 * first)) + large**2 * (
        second - 0.5 * np.sin(2 * second)
    )
    inside = distance <= large - small
    share: FloatArray = np.where(inside, 1.0, lens / (np.pi * small**2))
    return np.where(distance >= large + small, 0.0, share)
