"""A stack of plane layers and the light that falls on it: what the solver is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from openpbm.errors import StackError

KINDS = ("lambertian", "collimated", "angular")
BELOW_ONE = (math.nextafter(-1.0, 0.0), math.nextafter(1.0, 0.0))  # no mean cosine is 1
INDICES = (1.0, 4.0)  # vacuum to germanium: beyond lies a slip of the pen


def _finite(where: str, name: str, value: float) -> float:
    if not math.isfinite(value):
        raise StackError(f"{where}: {name}: found {value}; expected a finite number")
    return value


def _within(where: str, value: float, low: float, high: float, unit: str = "") -> None:
    if not low <= value <= high:
        inside = f"between {low:g} and {high:g}{unit}"
        if math.isinf(high):
            inside = f"{low:g}{unit} or more"
        raise StackError(f"{where}: found {value:g}; expected {inside}")


def _index(where: str, name: str, value: float) -> None:
    _within(f"{where}: {name}", _finite(where, name, value), *INDICES)


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A plane layer of one medium. No thickness means it never ends."""

    name: str
    thickness_mm: float | None
    n: float
    mu_a_per_mm: float
    mu_s_per_mm: float
    g: float

    def __post_init__(self) -> None:
        where = f'layer "{self.name}"'
        thickness_mm = self.thickness_mm
        if thickness_mm is not None and not _finite(where, "thickness_mm", thickness_mm) > 0:
            raise StackError(
                f"{where}: thickness_mm: found {thickness_mm:g}; expected above 0, "
                "or null for a last layer without end"
            )
        _index(where, "n", self.n)
        for name in ("mu_a_per_mm", "mu_s_per_mm"):
            value = _finite(where, name, float(getattr(self, name)))
            _within(f"{where}: {name}", value, 0.0, math.inf)
        _within(f"{where}: g", _finite(where, "g", self.g), *BELOW_ONE)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Light from above: from all sides, a beam at an angle, or spread over angles as told.

    Angles are those in the medium above. `cosines` and `radiance` describe angular light,
    straight in between, no light beyond; only its shape matters.
    """

    kind: str
    angle_deg: float = 0.0  # off the normal; of a beam
    cosines: tuple[float, ...] = ()  # rising, of the angle off the normal
    radiance: tuple[float, ...] = ()  # relative

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise StackError(
                f'source: kind: found "{self.kind}"; expected one of {", ".join(KINDS)}'
            )
        if not 0 <= _finite("source", "angle_deg", self.angle_deg) < 90:
            raise StackError(
                f"source: angle_deg: found {self.angle_deg:g}; expected 0 or more, below 90"
            )
        if (self.kind == "angular") != bool(self.cosines or self.radiance):
            raise StackError(
                "source: expected cosines and radiance for angular light, and for no other"
            )


@dataclass(frozen=True, kw_only=True)
class Stack:
    """Layers from the surface down, between two outer media."""

    n_above: float
    n_below: float  # says nothing under a layer without end
    layers: tuple[Layer, ...]
    source: Source

    def __post_init__(self) -> None:
        _index("stack", "n_above", self.n_above)
        _index("stack", "n_below", self.n_below)
        if not self.layers:
            raise StackError("stack: found no layers; expected at least one")
        for layer in self.layers[:-1]:
            if layer.thickness_mm is None:
                raise StackError(
                    f'layer "{layer.name}": thickness_mm: found null; '
                    "expected a number, as only the last layer may have no end"
                )
        last = self.layers[-1]
        if last.thickness_mm is None and last.mu_a_per_mm == last.mu_s_per_mm == 0:
            raise StackError(
                f'layer "{last.name}": mu_a_per_mm and mu_s_per_mm: found 0 without end; '
                "expected something in it or a thickness, else light is never accounted for"
            )

    @property
    def depth_mm(self) -> float:
        """Depth of the lower end; infinite where the last layer has none."""
        return math.fsum(
            math.inf if layer.thickness_mm is None else layer.thickness_mm for layer in self.layers
        )

    def check_depths(self, depths_mm: tuple[float, ...]) -> None:
        """Raises StackError for a depth outside the stack."""
        for depth_mm in depths_mm:
            inside = _finite("depths_mm", "a depth", depth_mm)
            _within("depths_mm", inside, 0.0, self.depth_mm, " mm")
