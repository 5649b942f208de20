"""The fluence rate in skin about the foot of one LED, at any height and with any beam.

The table of `lateral` is a polynomial in the cosine of incidence; for each power of it the
light of a point LED has a closed form in k. What is left is one Hankel integral. Theory 11.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.errors import StackError
from openpbm.skin.lateral import K_MOST_PER_MM, K_SCALE_PER_MM, LateralTable, k_nodes_per_mm

POWERS = 8  # of the cosine of incidence
FALL = 18.0  # an LED writes exp(-18) and less on the skin beyond its `reach`
HANKEL_NODES = 160  # enough to ten heights from the foot
NODES_PER_TURN = 5.0  # of the Bessel function at the largest k and radius


@dataclass(frozen=True, eq=False, kw_only=True)
class LedKernel:
    """A table as polynomials in the cosine, ready for any LED."""

    depths_mm: FloatArray  # (depths,)
    series: tuple[FloatArray, ...]  # per order (k, depths, powers), smooth in k

    def spectrum(
        self, k_per_mm: FloatArray, height_mm: float, beam_order: float = 1.0
    ) -> FloatArray:
        """(k, depths) two-dimensional Fourier transform of an LED's fluence rate, per power.

        Args:
            k_per_mm: (k,), 0 included; beyond the table's largest k, zero.
            height_mm: of the LED above the skin.
            beam_order: exponent m of the cosine-power beam.

        Source: Eq. (11.6) and (11.7).
        """
        k = np.maximum(k_per_mm, 1e-6 / height_mm)
        half = 0.5 * k * height_mm
        smooth = self._between(k)
        found = np.zeros((len(k), len(self.depths_mm)))
        for m, series in enumerate(self.series):
            at_k = np.tensordot(smooth, series, axes=1)  # (k, depths, powers)
            for power in range(series.shape[2]):
                nu = 0.5 * (power + beam_order + 1.0 + m)
                light = (beam_order + 1.0) * _spot(nu, abs(nu - m), half)
                found += np.sqrt(2.0 if m else 1.0) * (light * k**m)[:, None] * at_k[:, :, power]
        found[k_per_mm > K_MOST_PER_MM] = 0.0
        return found

    def _between(self, k_per_mm: FloatArray) -> FloatArray:
        """(k, nodes) weights of an even Chebyshev series in asinh(k / scale)."""
        count = len(self.series[0])
        degree = np.arange(count)
        angle = (2.0 * degree + 1.0) * np.pi / (4.0 * count)
        from_nodes = np.cos(2.0 * degree[:, None] * angle) * (2.0 / count)
        from_nodes[0] *= 0.5
        span = np.arcsinh(K_MOST_PER_MM / K_SCALE_PER_MM)
        place = np.clip(np.arcsinh(k_per_mm / K_SCALE_PER_MM) / span, 0.0, 1.0)
        weights: FloatArray = np.cos(2.0 * degree * np.arccos(place)[:, None]) @ from_nodes
        return weights

    def around(
        self, height_mm: float, radius_mm: FloatArray, beam_order: float = 1.0
    ) -> FloatArray:
        """(radii, depths) fluence rate about an LED's foot, per mm2 and unit of power.

        Raises:
            StackError: a height that is not above zero.

        Source: Eq. (11.8).
        """
        from scipy.special import j0

        if not height_mm > 0.0:
            raise StackError(f"height_mm: found {height_mm:g}; expected above 0")
        most = min(K_MOST_PER_MM, reach(beam_order) / height_mm)
        turns = most * float(np.max(radius_mm, initial=0.0)) / (2.0 * np.pi)
        many = max(HANKEL_NODES, int(NODES_PER_TURN * turns))
        node, width = _gauss(many)
        span = np.arcsinh(most / K_SCALE_PER_MM)
        t = 0.5 * span * (node + 1.0)
        k = K_SCALE_PER_MM * np.sinh(t)
        share = 0.5 * span * width * K_SCALE_PER_MM * np.cosh(t) * k / (2.0 * np.pi)
        wave = j0(radius_mm[:, None] * k) * share
        spectrum = self.spectrum(k, height_mm, beam_order)
        if most == K_MOST_PER_MM:  # it ends where it is not over, and would ring
            spectrum *= np.exp(-FALL * (k / K_MOST_PER_MM) ** 8)[:, None]
        value: FloatArray = wave @ spectrum
        return value

    def spots(
        self, heights_mm: FloatArray, cosines: FloatArray, beam_order: float = 1.0
    ) -> FloatArray:
        """(heights, cosines, depths) fluence rate, per mm2 and unit of power.

        Of an LED at that height above the skin it looks straight down on, seen under that
        cosine, which is above zero.
        """
        radius = np.sqrt(1.0 - cosines**2) / cosines  # over height
        return np.stack([self.around(h, h * radius, beam_order) for h in map(float, heights_mm)])

    def plane_gain(self, cosines: FloatArray) -> FloatArray:
        """(cosines, depths) fluence rate over irradiance of a wide even beam."""
        still = self._between(np.zeros(1))  # k = 0: nothing but order 0 is left
        powers = np.vander(cosines, self.series[0].shape[2], increasing=True)
        value: FloatArray = powers @ np.tensordot(still, self.series[0], axes=1)[0].T
        return value


def reach(beam_order: float) -> float:
    """Wave number times height beyond which an LED of that beam writes nothing on the skin."""
    return float(max(FALL, np.sqrt(2.0 * FALL * (beam_order + 3.0))))


def _spot(nu: float, order: float, half: FloatArray) -> FloatArray:
    """half^nu K_order(2 half) / Gamma(nu + 1), for orders whose K and Gamma no float holds."""
    from scipy.special import gammaln, kve

    bessel = kve(order, 2.0 * half)
    held = np.isfinite(bessel)
    log = np.where(
        held,
        np.log(np.where(held, bessel, 1.0)) - 2.0 * half,
        # of a small argument; the next term is half^4 / order^3
        gammaln(order) - np.log(2.0) - order * np.log(half) - half**2 / max(order, 1.0),
    )
    value: FloatArray = np.exp(log + nu * np.log(half) - gammaln(nu + 1.0))
    return value


@lru_cache(maxsize=32)
def _gauss(count: int) -> tuple[FloatArray, FloatArray]:
    from scipy.special import roots_legendre  # a thousand nodes in 1/20 of numpy's time

    node, width = roots_legendre(count)
    return frozen(node), frozen(width)


def led_kernel(table: LateralTable) -> LedKernel:
    """Make a table on the nodes of `k_nodes_per_mm` ready for LEDs. Theory 11.4.

    Raises:
        StackError: a table on other k.
    """
    mu, k = table.cosines, table.k_per_mm
    if not np.array_equal(k, k_nodes_per_mm(len(k))):
        raise StackError("k_per_mm: found a table of other k; expected those of k_nodes_per_mm")
    sine = np.sqrt(1.0 - mu**2)
    powers = np.vander(mu, min(POWERS, len(mu)), increasing=True)
    solve = np.linalg.pinv(powers)  # exact where there are as many powers as directions
    series = tuple(
        (table.response[..., m] / (sine**m * k[:, None, None] ** m)) @ solve.T
        for m in range(table.response.shape[3])
    )
    return LedKernel(
        depths_mm=table.depths_mm,
        series=series,
    )


def under_square_array(
    kernel: LedKernel,
    *,
    pitch_mm: float,
    height_mm: float,
    places_mm: Sequence[tuple[float, float]],
    beam_order: float = 1.0,
) -> FloatArray:
    """(places, depths) fluence rate over mean irradiance, under LEDs on an endless square grid.

    Args:
        kernel: of the skin.
        pitch_mm: from LED to LED.
        height_mm: of the LEDs.
        places_mm: along and across, counted from the foot of an LED.
        beam_order: of the LEDs.

    Source: the Fourier series of the grid, Eq. (11.9).
    """
    first = 2.0 * np.pi / pitch_mm
    many = int(np.ceil(min(K_MOST_PER_MM, reach(beam_order) / height_mm) / first))
    across, along = (a.ravel() for a in np.mgrid[-many : many + 1, -many : many + 1])
    size = first * np.hypot(across, along)
    each, which = np.unique(np.round(size, 12), return_inverse=True)
    strength = kernel.spectrum(each, height_mm, beam_order)[which.reshape(-1)]
    x, y = np.array(places_mm, dtype=np.float64).T
    wave = np.cos(first * (x[:, None] * along + y[:, None] * across))
    value: FloatArray = wave @ strength
    return value
