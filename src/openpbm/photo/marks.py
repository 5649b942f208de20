"""Where the landmarks of a face lie on a photo: how far apart the eyes are, how it is turned.

Landmark i is landmark i of the canonical face. Theory 13.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.face.canonical import published

COUNT = 468
RIGHT_EYE, LEFT_EYE = (33, 133), (362, 263)  # corners of the wearer's eyes: closed lids move none
LOOKED_AT = ("left_cheek", "right_cheek", "nose", "forehead")
# fmt: off
OUTLINE = (  # around the face, from the top of the forehead by the wearer's left
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)
# fmt: on


@dataclass(frozen=True, eq=False, kw_only=True)
class Marks:
    """The landmarks of one face, in pixels of its photo."""

    at_px: FloatArray  # (468, 2), column and row
    depth_px: FloatArray  # (468,), away from the camera; only differences mean anything
    sure: float  # 0 to 1, that this is a face

    def __post_init__(self) -> None:
        object.__setattr__(self, "at_px", frozen(self.at_px))
        object.__setattr__(self, "depth_px", frozen(self.depth_px))
        assert self.at_px.shape == (COUNT, 2) and self.depth_px.shape == (COUNT,)
        assert np.all(np.isfinite(self.at_px)) and np.all(np.isfinite(self.depth_px))

    @property
    def eyes_px(self) -> FloatArray:
        """(2, 2) the middles of the wearer's right and left eye, each between its corners."""
        return frozen([self.at_px[list(eye)].mean(axis=0) for eye in (RIGHT_EYE, LEFT_EYE)])

    @property
    def eye_distance_px(self) -> float:
        """Between the middles of the eyes. Eq. (13.1)."""
        right, left = self.eyes_px
        return float(np.hypot(*(left - right)))


@dataclass(frozen=True, kw_only=True)
class HeadTurn:
    """How a head is turned: to the side, up or down, tilted; degrees, 0 looks at the camera."""

    yaw_deg: float  # towards the wearer's left is positive
    pitch_deg: float  # upwards is positive
    roll_deg: float  # as a picture turns, clockwise is positive


def turn_of(marks: Marks) -> HeadTurn:
    """The turn that carries the canonical face onto the landmarks best. Eq. (13.2)."""
    flat, deep = marks.at_px, marks.depth_px
    # rows run downwards and depth away from the camera; the face has y up and z out of the face,
    # and its wearer's left lies at the right of the picture
    seen = np.stack([flat[:, 0], -flat[:, 1], -deep], axis=1)
    model, _ = published()
    cross = (seen - seen.mean(axis=0)).T @ (model - model.mean(axis=0))
    left, _, right = np.linalg.svd(cross)
    mirror = np.diag([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
    rotation = left @ mirror @ right  # (3, 3), face to picture
    tilt = np.arctan2(rotation[1, 0], rotation[0, 0])
    cos, sin = np.cos(tilt), np.sin(tilt)
    level = np.array([[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]]) @ rotation
    out = level[:, 2]  # where the face looks, once its eyes are level
    return HeadTurn(
        yaw_deg=float(np.degrees(np.arctan2(out[0], out[2]))),
        pitch_deg=float(np.degrees(np.arcsin(np.clip(out[1], -1.0, 1.0)))),
        roll_deg=float(-np.degrees(tilt)),
    )
