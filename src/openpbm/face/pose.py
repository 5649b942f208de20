"""How a face lies in a file: which way is up and forward, found by laying the canonical face on it.

The axes that a file should have are believed unless others fit clearly better. Theory 1.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations, product

import numpy as np
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.errors import FaceError
from openpbm.face.canonical import canonical_face
from openpbm.face.surface import nearest_points, split_in_four
from openpbm.fact import Message, message

ENOUGH = 2000  # triangles that place a face
EVERY = 6  # points of the canonical face, one of which is laid on
CELLS = 16  # over the longest side, to which they are gathered
ROUNDS, AT_LAST = 12, 60  # of laying one face on the other, to choose and to settle
FAR_MM = 15.0  # from here on it does not matter how far apart two faces are
NEAR_MM = 6.0  # distance at which a place counts half
TURN = 0.35  # radians, the most in one round
BELIEVED = 1.25  # times the best fit, up to which the axes that a file should have are believed
DOUBTFUL = 1.1  # times the best fit, below which another way up is as likely
GOOD_MM = 4.0  # mean distance of a face as it is written, within which no other way up is tried
LEAST_LIKE_MM = 7.5  # mean distance from the canonical face, beyond which it is no face
SAME_DEG = 30.0  # turns that differ by less are one way up
UPRIGHT_DEG = 15.0  # a head held off its axes by less is left as it is
SIDES = ("x", "y", "z")


@dataclass(frozen=True, eq=False)
class Pose:
    """How points of a file are turned into the face's frame: rows of the turn times a point."""

    turn: FloatArray  # (3, 3) rotation
    off_mm: float  # mean distance from the canonical face, at its size
    tilt_deg: float  # that the turn is off the axes of the file; 0 where axes only change names

    def turned(self, points: FloatArray) -> FloatArray:
        """(points, 3) with x to the wearer's left, y up, z out of the face."""
        return floats(points @ self.turn.T)

    @property
    def is_as_written(self) -> bool:
        """True where the file has the axes that it should have."""
        return bool(np.array_equal(self.turn, np.eye(3)))

    @property
    def axes(self) -> tuple[str, str, str]:
        """Which axes of the file point left, up and out of the face, or come closest to it."""
        left, up, out = map(_axis, self.turn)
        return left, up, out

    @property
    def told(self) -> Message:
        """How the face lies in its file."""
        if self.tilt_deg > 0:
            return message("face-turned", degrees=round(self.tilt_deg))
        left, up, out = self.axes
        return message("face-axes", left=left, up=up, out=out)


def _axis(row: FloatArray) -> str:
    axis = int(np.argmax(np.abs(row)))
    return ("-" if row[axis] < 0 else "") + SIDES[axis]


def pose_of(points: FloatArray, triangles: IntArray) -> Pose:
    """Find how a face lies; in any unit, anywhere.

    Raises:
        FaceError: no face, or two ways up that fit alike.
    """
    places, weight = _gathered(points, triangles)
    written = _laid(places, weight, np.eye(3))
    if written[0] <= GOOD_MM and _apart_deg(written[1], np.eye(3)) < SAME_DEG:
        return Pose(np.eye(3), written[0], 0.0)
    fits = sorted((_laid(places, weight, turn) for turn in _turns()), key=lambda fit: fit[0])
    off_mm, turn = fits[0]
    if off_mm > LEAST_LIKE_MM:
        raise FaceError(
            f"the surface lies {off_mm:.0f} mm from a face's on average, however it is turned; "
            "expected the skin of a face, from the forehead to the chin, and nothing else"
        )
    as_written = [fit for fit in fits if _apart_deg(fit[1], np.eye(3)) < SAME_DEG]
    if as_written and as_written[0][0] <= min(BELIEVED * off_mm, LEAST_LIKE_MM):
        return Pose(np.eye(3), as_written[0][0], 0.0)
    others = [fit for fit in fits if _apart_deg(fit[1], turn) > SAME_DEG]
    if others and others[0][0] < DOUBTFUL * off_mm:
        raise FaceError(
            "which way is up cannot be told; expected x towards the wearer's left, y up, z out "
            "of the face"
        )
    plain = min(_turns(), key=lambda axes: _apart_deg(axes, turn))
    tilt_deg = _apart_deg(plain, turn)
    if tilt_deg <= UPRIGHT_DEG:
        return Pose(plain, off_mm, 0.0)
    off_mm, turn = _laid(places, weight, turn, rounds=AT_LAST)
    return Pose(turn, off_mm, _apart_deg(turn, np.eye(3)))


def _gathered(points: FloatArray, triangles: IntArray) -> tuple[FloatArray, FloatArray]:
    """(places, 3) some hundred places of the surface, and the area each stands for."""
    while len(triangles) < ENOUGH:
        edges, triangles = split_in_four(points, triangles)
        points = np.concatenate([points, points[edges].mean(axis=1)])
    a, b, c = (points[triangles[:, i]] for i in range(3))
    middle, area = (a + b + c) / 3.0, np.linalg.norm(np.cross(b - a, c - a), axis=1)
    low, size = middle.min(axis=0), float(np.ptp(middle, axis=0).max()) / CELLS
    cell = np.floor((middle - low) / max(size, 1e-300)).astype(np.intp)
    _, label = np.unique(cell, axis=0, return_inverse=True)
    label = label.reshape(-1)
    weight = floats(np.bincount(label, weights=np.maximum(area, 1e-300)))
    sums = [np.bincount(label, weights=area * axis) for axis in middle.T]
    return np.stack(sums, axis=1) / weight[:, None], weight / weight.sum()


@cache
def _turns() -> tuple[FloatArray, ...]:
    """The 24 ways to name the axes; the file's own first."""
    found = []
    for order, signs in product(permutations(range(3)), product((1.0, -1.0), repeat=3)):
        turn = np.zeros((3, 3))
        turn[range(3), order] = signs
        if np.linalg.det(turn) > 0:
            found.append(turn)
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Model:
    """The canonical face, as something to lie on."""

    places: FloatArray  # (places, 3), gathered
    weight: FloatArray  # (places,)
    points_mm: FloatArray  # (points, 3), some of its points
    normals: FloatArray  # (points, 3)
    tree: cKDTree  # of these points
    every: cKDTree  # of all points
    middle: FloatArray  # (3,)
    size: float  # mm, root mean square from the middle


@cache
def _model() -> _Model:
    face = canonical_face()
    places, weight = _gathered(face.points_mm, face.triangles)
    middle = weight @ places
    some = face.points_mm[::EVERY]
    return _Model(
        places=places,
        weight=weight,
        points_mm=some,
        normals=face.normals[::EVERY],
        tree=cKDTree(some),
        every=cKDTree(face.points_mm),
        middle=middle,
        size=float(np.sqrt(weight @ ((places - middle) ** 2).sum(axis=1))),
    )


def _laid(
    places: FloatArray, weight: FloatArray, turn: FloatArray, rounds: int = ROUNDS
) -> tuple[float, FloatArray]:
    """Mean distance in mm after laying a surface on the canonical face, and the turn it took.

    Each round moves, turns and sizes it so that places come to lie on the planes of the
    skin nearest to them.

    Source: Chen and Medioni 1992, doi:10.1016/0262-8856(92)90066-C (point to plane).
    """
    model = _model()
    middle, size = model.middle, model.size
    own = weight @ places
    own_size = float(np.sqrt(weight @ ((places - own) ** 2).sum(axis=1)))
    at = (places - own) @ turn.T * (size / max(own_size, 1e-300)) + middle
    for _ in range(rounds):
        away, near = nearest_points(model.tree, at)
        normal, arm = model.normals[near], at - middle
        missing = np.einsum("pi,pi->p", model.points_mm[near] - at, normal)
        pull = weight / (1.0 + (away / NEAR_MM) ** 2)
        size_off = np.einsum("pi,pi->p", arm, normal)
        moves = np.concatenate([np.cross(arm, normal) / size, normal, size_off[:, None] / size], 1)
        held = np.diag([1e-3] * 6 + [0.3]) * pull.sum()  # the size most, or a part would shrink
        step = np.linalg.solve((moves * pull[:, None]).T @ moves + held, moves.T @ (pull * missing))
        small = _turn_by(step[:3] / size)
        at = (1.0 + step[6] / size) * (arm @ small.T) + middle + step[3:6]
        turn = small @ turn
    there, back = nearest_points(model.every, at)[0], nearest_points(cKDTree(at), model.places)[0]
    off = [
        float(np.sqrt(share @ np.minimum(away, FAR_MM) ** 2))
        for share, away in ((weight, there), (model.weight, back))
    ]
    return 0.5 * sum(off), turn


def _turn_by(vector: FloatArray) -> FloatArray:
    """Rotation about a vector by its length."""
    angle = float(np.linalg.norm(vector))
    x, y, z = vector / max(angle, 1e-300)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = min(angle, TURN)
    return floats(np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross)


def _apart_deg(one: FloatArray, other: FloatArray) -> float:
    """Angle of the rotation that leads from one turn to the other."""
    cosine = 0.5 * (float(np.trace(one.T @ other)) - 1.0)
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
