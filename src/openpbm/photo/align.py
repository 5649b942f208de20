"""Photos laid over each other: one similarity, eyes level, everybody's eyes at one distance.

Theory 13.2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from openpbm.arrays import FloatArray, floats, frozen
from openpbm.photo.marks import COUNT, Marks

WIDTH_PX, HEIGHT_PX = 420, 540  # of the frame that every photo is laid into
EYES_PX = 160.0  # between the eyes there
MIDDLE = (WIDTH_PX / 2, 0.42 * HEIGHT_PX)  # of the eyes there
# corners of the eyes, bridge and base of the nose, forehead: what a smile moves least, and a small
# turn less than the tip of the nose or the outline
STEADY = (33, 133, 362, 263, 168, 6, 197, 8, 9, 151, 108, 337, 98, 327, 2)


@dataclass(frozen=True, eq=False, kw_only=True)
class Similarity:
    """A turn, a scale and a shift of the plane: places become `scale * turn @ place + shift`."""

    scale: float
    turn: FloatArray  # (2, 2)
    shift: FloatArray  # (2,)

    def __post_init__(self) -> None:
        object.__setattr__(self, "turn", frozen(self.turn))
        object.__setattr__(self, "shift", frozen(self.shift))
        assert 0 < self.scale < np.inf

    def of(self, places: FloatArray) -> FloatArray:
        """(places, 2) where they come to lie."""
        return floats(self.scale * places @ self.turn.T + self.shift)

    def back(self, places: FloatArray) -> FloatArray:
        """(..., 2) where they came from."""
        return floats((places - self.shift) @ self.turn / self.scale)


def similarity(places: FloatArray, wanted: FloatArray) -> Similarity:
    """The similarity that carries places onto others best, by least squares. Eq. (13.3).

    Args:
        places: (places, 2).
        wanted: (places, 2), where they should lie.
    """
    middle, there = places.mean(axis=0), wanted.mean(axis=0)
    own, other = places - middle, wanted - there
    spread = float((own**2).sum())
    assert spread > 0  # a face is no single place
    left, stretch, right = np.linalg.svd(other.T @ own)
    mirror = np.array([1.0, np.sign(np.linalg.det(left @ right))])
    turn = left @ np.diag(mirror) @ right
    scale = float((stretch * mirror).sum()) / spread
    return Similarity(scale=scale, turn=turn, shift=there - scale * turn @ middle)


def frame_of(first: Marks) -> FloatArray:
    """(468, 2) where the landmarks of the first photo lie in the frame: eyes level."""
    half = np.array([EYES_PX / 2, 0.0])
    return similarity(first.eyes_px, MIDDLE + np.stack([-half, half])).of(first.at_px)


def laid_into(marks: Marks, frame: FloatArray) -> Similarity:
    """How a photo is laid into the frame of the first, by landmarks that a smile moves least."""
    assert frame.shape == (COUNT, 2)
    steady = list(STEADY)
    return similarity(marks.at_px[steady], frame[steady])


def misfit(marks: Marks, frame: FloatArray, laid: Similarity) -> float:
    """What is left between steady landmarks, root mean square, in eye distances. Eq. (13.4)."""
    steady = list(STEADY)
    left = laid.of(marks.at_px[steady]) - frame[steady]
    return float(np.sqrt((left**2).sum(axis=1).mean()) / EYES_PX)


def resampled(picture: FloatArray, laid: Similarity) -> FloatArray:
    """(540, 420, 3) the photo in the frame; grey where there is no photo.

    Args:
        picture: (rows, columns, 3).
        laid: from pixels of the photo to those of the frame.
    """
    if laid.scale < 1:  # what is finer than a pixel of the frame would flicker
        blur = 0.4 / laid.scale
        picture = gaussian_filter(picture, (blur, blur, 0))
    across, down = np.meshgrid(np.arange(WIDTH_PX) + 0.5, np.arange(HEIGHT_PX) + 0.5)
    at = laid.back(np.stack([across, down], axis=-1)) - 0.5
    where = [at[..., 1], at[..., 0]]
    return np.stack(
        [map_coordinates(picture[..., i], where, order=1, cval=0.5) for i in range(3)], axis=-1
    )
