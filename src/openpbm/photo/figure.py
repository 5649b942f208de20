"""Redness and evenness of the skin on a photo, and how well they repeat. Theory 13.5 and 13.6."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.special import stdtrit

from openpbm.arrays import BoolArray, FloatArray
from openpbm.photo.align import EYES_PX
from openpbm.photo.colour import lab_of_light
from openpbm.tables import numbers

NAMES = ("redness", "evenness")
GRAIN = 0.02  # of the eye distance: pores and noise of the camera are finer
LEAST_PIXELS = 1000


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What is measured on the skin of cheeks, nose and forehead. Steps of CIELAB."""

    lightness: float  # L*, the middle one
    redness: float  # a*, the middle one
    evenness: float  # half of what the middle 68 % of a* span; less is more even
    has_card: bool  # whether a grey card corrected the colour

    def __post_init__(self) -> None:
        assert all(np.isfinite((self.lightness, self.redness, self.evenness)))


def figures(light: FloatArray, mask: BoolArray, *, has_card: bool) -> Figures:
    """Redness and evenness of a photo in the frame. Eqs. (13.8) and (13.9).

    Args:
        light: (rows, columns, 3), corrected where there was a card.
        mask: (rows, columns), the skin that counts.
        has_card: whether it was corrected.
    """
    assert mask.sum() >= LEAST_PIXELS  # the frame makes every face as large
    sigma = GRAIN * EYES_PX
    weight = gaussian_filter(mask.astype(np.float64), sigma)
    near = gaussian_filter(np.where(mask[..., None], light, 0.0), (sigma, sigma, 0))
    even = near / np.maximum(weight, 1e-6)[..., None]  # nothing beside the skin mixes in
    lab = lab_of_light(even[mask])
    low, middle, high = np.percentile(lab[:, 1], [16, 50, 84])
    return Figures(
        lightness=float(np.median(lab[:, 0])),
        redness=float(middle),
        evenness=float(high - low) / 2,
        has_card=has_card,
    )


@dataclass(frozen=True, kw_only=True)
class Repeatability:
    """How much a figure differs between two photos of one day, where nothing can have changed."""

    pairs: int
    sd: float  # of one photo. Eq. (13.10)

    @property
    def limit(self) -> float:
        """What two photos differ by in 1 of 20 such pairs at most. Eq. (13.11)."""
        sure = 1 - numbers("photo")["test.alpha"].value / 2
        return float(stdtrit(self.pairs, sure)) * sqrt(2.0) * self.sd


def repeatability(differences: Sequence[float]) -> Repeatability | None:
    """From differences between two photos of one day; None where there is none.

    >>> found = repeatability([1.0, -1.0])
    >>> round(found.sd, 3) if found else None
    0.707
    """
    if not differences:
        return None
    squares = sum(d * d for d in differences)
    return Repeatability(pairs=len(differences), sd=sqrt(squares / (2 * len(differences))))


@dataclass(frozen=True, kw_only=True)
class Change:
    """A figure of the first and of the last day, and what it may be without any change."""

    name: str  # of NAMES
    first: float
    last: float
    repeats: Repeatability | None

    @property
    def by(self) -> float:
        """How much it rose."""
        return self.last - self.first

    @property
    def limit(self) -> float | None:
        """What unchanged skin may differ by: the camera, and poses and lamps too alike to tell."""
        if self.repeats is None:
            return None
        return max(self.repeats.limit, numbers("photo")[f"pose.{self.name}"].value)

    @property
    def is_more_than_repeats(self) -> bool | None:
        """Whether unchanged skin would hardly do it; None: nobody knows."""
        return None if self.limit is None else abs(self.by) > self.limit
