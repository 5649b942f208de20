"""Photos laid over each other: eyes level, everybody's eyes at one distance, a small turn undone.

Theory 13.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.interpolate import LinearNDInterpolator
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates

from openpbm.arrays import FloatArray, IntArray, floats, frozen
from openpbm.face.canonical import published, regions_of_landmarks
from openpbm.face.mesh import REGIONS
from openpbm.photo.marks import COUNT, LOOKED_AT, OUTLINE, Marks

WIDTH_PX, HEIGHT_PX = 420, 540  # of the frame that every photo is laid into
EYES_PX = 160.0  # between the eyes there
LEAST_LEAN_PX = 0.05  # less is not seen
SOFT_PX = 4.0  # of depth: a side of the face that is hardly seen has steep steps
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
    """The similarity that carries places onto others best, by least squares.

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


@dataclass(frozen=True, eq=False, kw_only=True)
class Laid:
    """How a photo lies in the frame: a similarity, and how far what is nearer leans aside.

    A head that is turned a little shows what is near the camera, such as the tip of a nose, shifted
    against what is far. That is two numbers for the whole head; no part of it is stretched to fit.
    """

    plain: Similarity
    lean: FloatArray  # (2,) pixels of the frame for each unit of depth
    frame: FloatArray  # (468, 2) landmarks of the first photo

    def __post_init__(self) -> None:
        object.__setattr__(self, "lean", frozen(self.lean))
        assert self.lean.shape == (2,) and self.frame.shape == (COUNT, 2)

    def of(self, landmarks: FloatArray) -> FloatArray:
        """(468, 2) where landmarks of the photo come to lie in the frame."""
        return floats(self.plain.of(landmarks) + _depths()[:, None] * self.lean)

    def back(self, places: FloatArray) -> FloatArray:
        """(540, 420, 2) where the pixels of the frame came from; `places` are their middles."""
        if float(np.abs(_depths()).max() * np.abs(self.lean).max()) > LEAST_LEAN_PX:
            places = places - depth_of(self.frame)[..., None] * self.lean
        return self.plain.back(places)


def laid_into(marks: Marks, frame: FloatArray) -> Laid:
    """How a photo is laid into the frame of the first. Eq. (13.3).

    By least squares over the skin that is looked at, and landmarks that a smile moves least.
    """
    assert frame.shape == (COUNT, 2)
    used = _fitted()
    at, wanted, depth = marks.at_px[used], frame[used], _depths()[used]
    none, one = np.zeros(len(used)), np.ones(len(used))
    columns = [[at[:, 0], -at[:, 1], one, none, depth, none]]
    columns += [[at[:, 1], at[:, 0], none, one, none, depth]]
    system = np.concatenate([np.stack(column, axis=1) for column in columns])
    found = np.linalg.lstsq(system, wanted.T.ravel(), rcond=None)[0]
    scale = float(np.hypot(found[0], found[1]))
    cos, sin = found[:2] / scale
    plain = Similarity(scale=scale, turn=np.array([[cos, -sin], [sin, cos]]), shift=found[2:4])
    return Laid(plain=plain, lean=found[4:], frame=frame)


def misfit(marks: Marks, frame: FloatArray, laid: Laid) -> float:
    """What is left between steady landmarks, root mean square, in eye distances. Eq. (13.4)."""
    left = (laid.of(marks.at_px) - frame)[list(STEADY)]
    return float(np.sqrt((left**2).sum(axis=1).mean()) / EYES_PX)


def depth_of(frame: FloatArray) -> FloatArray:
    """(540, 420) how near the face is at each pixel of the frame; beside it, as at its edge."""
    across, down = np.meshgrid(np.arange(WIDTH_PX) + 0.5, np.arange(HEIGHT_PX) + 0.5)
    near = LinearNDInterpolator(frame, _depths())(across, down)
    inside = np.isfinite(near)
    rows, columns = distance_transform_edt(~inside, return_distances=False, return_indices=True)
    return floats(gaussian_filter(near[rows, columns], SOFT_PX))


@cache
def _depths() -> FloatArray:
    """(468,) of the canonical face, over the mean of the steady landmarks."""
    depth = published()[0][:, 2]
    return frozen(depth - depth[list(STEADY)].mean())


@cache
def _fitted() -> IntArray:
    """Landmarks that lay a photo: cheeks, nose and forehead without their edge, and steady ones."""
    found = np.isin(regions_of_landmarks(), [REGIONS.index(name) for name in LOOKED_AT])
    found[list(OUTLINE)] = False
    found[list(STEADY)] = True
    return np.flatnonzero(found)


def resampled(picture: FloatArray, laid: Laid) -> FloatArray:
    """(540, 420, 3) the photo in the frame; grey where there is no photo.

    Args:
        picture: (rows, columns, 3).
        laid: from pixels of the photo to those of the frame.
    """
    if laid.plain.scale < 1:  # what is finer than a pixel of the frame would flicker
        blur = 0.4 / laid.plain.scale
        picture = gaussian_filter(picture, (blur, blur, 0))
    across, down = np.meshgrid(np.arange(WIDTH_PX) + 0.5, np.arange(HEIGHT_PX) + 0.5)
    at = laid.back(np.stack([across, down], axis=-1)) - 0.5
    where = [at[..., 1], at[..., 0]]
    return np.stack(
        [map_coordinates(picture[..., i], where, order=1, cval=0.5) for i in range(3)], axis=-1
    )
