"""What the solver is asked and what it answers: batches of stacks, light by angle, solutions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats, frozen
from openpbm.errors import StackError
from openpbm.skin.stack import INDICES

GRAZING = 1e-5  # cosine: closer to the plane, the angle is lost in rounding


@dataclass(frozen=True, eq=False, kw_only=True)
class Problems:
    """Stacks that share their refractive indices, solved as one batch.

    Thickness of the last layer may be infinite; nothing lies below it then.

    Raises:
        StackError: optics that cannot be, naming the stack and the layer.
    """

    n_above: float
    n: tuple[float, ...]  # per layer, top to bottom
    n_below: float
    thickness_mm: FloatArray  # (problems, layers)
    mu_a_per_mm: FloatArray  # (problems, layers)
    mu_s_per_mm: FloatArray  # (problems, layers)
    g: FloatArray  # (problems, layers)
    names: tuple[str, ...] = ()  # of the layers, for messages

    def __post_init__(self) -> None:
        shape = (len(self.mu_a_per_mm), len(self.n))
        for name, low, high, said in (
            ("thickness_mm", np.nextafter(0.0, 1.0), np.inf, "above 0"),
            ("mu_a_per_mm", 0.0, 1e9, "0 or more"),
            ("mu_s_per_mm", 0.0, 1e9, "0 or more"),
            ("g", np.nextafter(-1.0, 0.0), np.nextafter(1.0, 0.0), "between -1 and 1"),
        ):
            values = floats(getattr(self, name))
            if values.shape != shape:
                raise StackError(f"{name}: found shape {values.shape}; expected {shape}")
            bad = ~((values >= low) & (values <= high))  # NaN is bad as well
            if name == "thickness_mm":
                bad[:, :-1] |= np.isinf(values[:, :-1])
            self._refuse(bad, name, values, said)
        endless = np.isinf(self.thickness_mm[:, -1:])
        empty = (self.mu_a_per_mm + self.mu_s_per_mm)[:, -1:] == 0
        bad = np.zeros(shape, dtype=np.bool_)
        bad[:, -1:] = endless & empty
        self._refuse(bad, "mu_a_per_mm", self.mu_a_per_mm, "more than 0")
        inside = ((f"{self.layer(i)}: n", index) for i, index in enumerate(self.n))
        for place, index in (("n_above", self.n_above), ("n_below", self.n_below), *inside):
            if not INDICES[0] <= index <= INDICES[1]:
                raise StackError(f"{place}: found {index}; expected between 1 and 4")

    def _refuse(self, bad: BoolArray, name: str, values: FloatArray, said: str) -> None:
        if np.any(bad):
            row, layer = (int(place) for place in np.argwhere(bad)[0])
            raise StackError(
                f"{self.where(row)}{self.layer(layer)}: {name}: found {values[row, layer]:g}; "
                f"expected {said}"
            )

    def where(self, row: int) -> str:
        """Which of several stacks, as the start of a message."""
        return f"stack {row + 1}: " if len(self) > 1 else ""

    def layer(self, place: int) -> str:
        """A layer by its name or number."""
        return f'layer "{self.names[place]}"' if self.names else f"layer {place + 1}"

    def part(self, rows: slice | IntArray) -> Problems:
        """Some of the problems."""
        return Problems(
            n_above=self.n_above,
            n=self.n,
            n_below=self.n_below,
            thickness_mm=self.thickness_mm[rows],
            mu_a_per_mm=self.mu_a_per_mm[rows],
            mu_s_per_mm=self.mu_s_per_mm[rows],
            g=self.g[rows],
            names=self.names,
        )

    def depths(self, depths_mm: FloatArray | None) -> FloatArray:
        """(problems, depths) depths below the surface, checked.

        Args:
            depths_mm: (depths,) for all stacks alike, or (problems, depths).

        Raises:
            StackError: a depth outside its stack, naming the layer that ends there.
        """
        if depths_mm is None:
            return np.zeros((len(self), 0))
        depths = np.atleast_1d(floats(depths_mm))
        depths = np.broadcast_to(depths, (len(self), depths.shape[-1]))
        end = self.thickness_mm.sum(axis=1)[:, None]
        outside = ~((depths >= 0) & (depths <= end * (1.0 + 1e-12)) & np.isfinite(depths))
        if np.any(outside):
            row, place = (int(found) for found in np.argwhere(outside)[0])
            raise StackError(
                f"{self.where(row)}depths_mm: found {depths[row, place]:g}; expected between 0 "
                f"and {end[row, 0]:g} mm, where {self.layer(len(self.n) - 1)} ends"
            )
        return depths

    def __len__(self) -> int:
        return len(self.mu_a_per_mm)


@dataclass(frozen=True, eq=False, kw_only=True)
class Angular:
    """Light from above that is spread over angles: radiance by cosine, straight in between.

    Only the shape matters: the solver scales it to one unit of irradiance. Beyond the first
    and last cosine there is no light. Light in one direction is a beam, not an `Angular`.
    """

    cosines: FloatArray  # (points,) rising, of the angle off the normal, 0 to 1
    radiance: FloatArray  # (points,) relative

    def __post_init__(self) -> None:
        cosines, radiance = floats(self.cosines), floats(self.radiance)
        if cosines.ndim != 1 or len(cosines) < 2 or radiance.shape != cosines.shape:
            raise StackError(
                f"source: found {cosines.size} cosines and {radiance.size} radiances; "
                "expected as many of both, two or more"
            )
        if not (np.all(np.diff(cosines) > 0) and cosines[0] >= 0 and cosines[-1] <= 1):
            raise StackError("source: cosines: found them not rising from 0 or more to at most 1")
        if not (np.all(np.isfinite(radiance)) and np.all(radiance >= 0) and np.any(radiance > 0)):
            raise StackError("source: radiance: expected finite numbers, 0 or more, not all 0")
        object.__setattr__(self, "cosines", frozen(cosines))
        object.__setattr__(self, "radiance", frozen(radiance))

    def at(self, mu: FloatArray) -> FloatArray:
        """Relative radiance at some cosines."""
        return np.interp(mu, self.cosines, self.radiance, left=0.0, right=0.0)


def checked_beams(cosines: tuple[float, ...]) -> tuple[float, ...]:
    """The cosines of beams, each in the range that can be solved.

    Raises:
        StackError: a beam from below, or one too close to the plane of the skin.
    """
    for cosine in cosines:
        if not GRAZING <= cosine <= 1.0:
            raise StackError(
                f"source: found a beam with cosine {cosine:g}; expected {GRAZING:g} to 1 "
                "(89.9994 degrees off the normal or less)"
            )
    return cosines


@dataclass(frozen=True, eq=False, kw_only=True)
class Solution:
    """What the light does, per unit irradiance of each source on the top surface.

    Source 0 is Lambertian, then one for each beam, then one for each angular distribution.
    """

    reflectance: FloatArray  # (problems, sources), specular included
    specular: FloatArray  # (sources,), at the entry interface only
    transmittance: FloatArray  # (problems, sources)
    absorbed: FloatArray  # (problems, sources, layers), share of the incident power
    mean_fluence: FloatArray  # (problems, sources, layers), layer mean; top value if infinite
    fluence: FloatArray  # (problems, sources, depths), fluence rate
    factor: FloatArray  # (problems, sources, beams), radiance thrown back along each beam over
    # that of a white matte surface; infinite where a beam sees its own mirror image

    @property
    def energy_error(self) -> FloatArray:
        """(problems, sources) 1 - R - T - sum A: zero but for rounding."""
        lost: FloatArray = 1.0 - self.reflectance - self.transmittance - self.absorbed.sum(axis=2)
        return lost


def together(parts: list[Solution]) -> Solution:
    """The solutions of a batch's parts as one."""
    return Solution(
        reflectance=np.concatenate([s.reflectance for s in parts]),
        specular=parts[0].specular,
        transmittance=np.concatenate([s.transmittance for s in parts]),
        absorbed=np.concatenate([s.absorbed for s in parts]),
        mean_fluence=np.concatenate([s.mean_fluence for s in parts]),
        fluence=np.concatenate([s.fluence for s in parts]),
        factor=np.concatenate([s.factor for s in parts]),
    )
