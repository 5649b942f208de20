"""The models that find a face and its landmarks on a photo: LiteRT, on this machine alone.

Two models of MediaPipe (Google, Apache-2.0; see NOTICE): one finds faces on a small picture, the
other lays 468 landmarks over one of them. How their output is read follows their published graphs.
"""

from __future__ import annotations

import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
from scipy.ndimage import map_coordinates

from openpbm.arrays import FloatArray, IntArray, floats, frozen
from openpbm.errors import MissingExtraError
from openpbm.face.canonical import published
from openpbm.photo.marks import COUNT, LEFT_EYE, RIGHT_EYE, Marks
from openpbm.speech.say import say
from openpbm.tables import numbers

HERE = Path(__file__).parent
SMALL_PX, CLOSE_PX = 128, 192  # sides of the pictures that the two models take
GRIDS = ((8, 2), (16, 6))  # pixels between anchors, and how many lie on each place
WIDER = 1.5  # of the landmark model's square over the face in it
LOOKS = 3  # each lays the square anew over the landmarks of the one before
# turns and sizes of the squares whose landmarks are averaged, each as it is and mirrored: what the
# model takes for a turn of the head in one of them it takes for the opposite one in its mirror
VIEWS = ((0.0, 1.0), (-0.1, 1.06), (0.1, 0.95))
Floats = npt.NDArray[np.float32]


class Model(Protocol):
    """What of an interpreter is used."""

    def allocate_tensors(self) -> None:
        """Make room."""

    def get_input_details(self) -> list[dict[str, int]]:
        """Where the picture goes."""

    def get_output_details(self) -> list[dict[str, int]]:
        """Where the results are."""

    def set_tensor(self, index: int, value: Floats) -> None:
        """Hand the picture in."""

    def invoke(self) -> None:
        """Work it out."""

    def get_tensor(self, index: int) -> Floats:
        """A result."""


def is_installed() -> bool:
    """Whether the runtime of the models is there."""
    return find_spec("ai_edge_litert") is not None


class Landmarker:
    """Both models, ready; one photo at a time."""

    def __init__(self) -> None:
        self._finder = _model("face_detection.tflite")
        self._layer = _model("face_landmark.tflite")
        self._lock = threading.Lock()

    def faces(self, picture: FloatArray) -> tuple[Marks, ...]:
        """The faces on a picture, the largest first.

        Args:
            picture: (rows, columns, 3), 0 to 1.
        """
        with self._lock:
            found = [self._marks(picture, ends) for ends in self._found(picture)]
        least = numbers("photo")["face.sure"].value
        sure = [marks for marks in found if marks.sure >= least]
        return tuple(sorted(sure, key=lambda marks: -marks.eye_distance_px))

    def _found(self, picture: FloatArray) -> list[FloatArray]:
        """(2, 2) right and left eye of every face, by the first model."""
        rows, columns = picture.shape[:2]
        side = max(rows, columns)
        middle = np.array([columns, rows]) / 2
        small = _square(picture, middle, side, 0.0, SMALL_PX) * 2 - 1
        regressed, scores = self._run(self._finder, small)
        score = 1 / (1 + np.exp(-np.clip(scores.reshape(-1), -100, 100)))
        anchors = _anchors()
        values = regressed.reshape(len(anchors), -1) / SMALL_PX
        boxes = np.concatenate([values[:, :2] + anchors, values[:, 2:4]], axis=1)
        kept = _apart(boxes, score, numbers("photo")["face.found"].value)
        eyes = values[:, 4:8].reshape(-1, 2, 2) + anchors[:, None]
        return [(eyes[i] - 0.5) * side + middle for i in kept.tolist()]

    def _marks(self, picture: FloatArray, eyes: FloatArray) -> Marks:
        """Landmarks by the second model, its square laid over the face again and again."""
        between = eyes[1] - eyes[0]
        apart = float(np.hypot(*between))
        down = np.array([-between[1], between[0]])
        middle, side = eyes.mean(axis=0) + 0.45 * down, 3.6 * apart
        angle = float(np.arctan2(between[1], between[0]))
        for _ in range(LOOKS):
            points, sure = self._laid(picture, middle, side, angle)
            middle, side, angle = _laid_over(points[:, :2])
        views = [
            self._laid(picture, middle, side * wider, angle + turn, is_mirrored=is_mirrored)[0]
            for turn, wider in VIEWS
            for is_mirrored in (False, True)
        ]
        points = floats(np.mean(views, axis=0))
        return Marks(at_px=points[:, :2], depth_px=points[:, 2], sure=sure)

    def _laid(
        self,
        picture: FloatArray,
        middle: FloatArray,
        side: float,
        angle: float,
        *,
        is_mirrored: bool = False,
    ) -> tuple[FloatArray, float]:
        """(468, 3) landmarks by one look at a square, in pixels, and how sure it is of a face."""
        close = _square(picture, middle, side, angle, CLOSE_PX)
        laid, sure = self._run(self._layer, close[:, ::-1] if is_mirrored else close)
        shares = laid.reshape(COUNT, 3) / CLOSE_PX
        if is_mirrored:
            shares = shares[_opposite()] * [-1.0, 1.0, 1.0] + [1.0, 0.0, 0.0]
        points = (shares - [0.5, 0.5, 0.0]) * side
        at_px = points[:, :2] @ _turn(angle).T + middle
        score = float(1 / (1 + np.exp(-np.clip(sure.reshape(-1)[0], -100, 100))))
        return np.column_stack([at_px, points[:, 2]]), score

    def _run(self, model: Model, picture: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The two results of a model: its numbers, and how sure it is."""
        model.set_tensor(model.get_input_details()[0]["index"], picture[None].astype(np.float32))
        model.invoke()
        first, second = (model.get_tensor(out["index"]) for out in model.get_output_details())
        return floats(first), floats(second)


@cache
def landmarker() -> Landmarker:
    """The models, read once.

    Raises:
        MissingExtraError: the runtime is not installed; with the line to type.
    """
    if not is_installed():
        raise MissingExtraError(say("photo_file-what"), "photos")
    return Landmarker()


def _model(name: str) -> Model:
    """A model on the plain operators: the same numbers on every processor, and no threads."""
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    made = Interpreter(
        model_path=str(HERE / name),
        num_threads=1,
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )
    model = cast(Model, made)
    model.allocate_tensors()
    return model


@cache
def _opposite() -> IntArray:
    """(468,) the landmark of the other side, of a face that is alike on both."""
    places, _ = published()
    away = np.linalg.norm(places[:, None] - places * [-1.0, 1.0, 1.0], axis=2)
    found: IntArray = away.argmin(axis=0)
    return found


@cache
def _anchors() -> FloatArray:
    """(896, 2) the places that the first model's results are measured from, 0 to 1."""
    places = []
    for step, count in GRIDS:
        line = (np.arange(SMALL_PX // step) + 0.5) * step / SMALL_PX
        down, across = np.meshgrid(line, line, indexing="ij")
        grid = np.stack([across.ravel(), down.ravel()], axis=1)
        places.append(np.repeat(grid, count, axis=0))
    return frozen(np.concatenate(places))


def _apart(boxes: FloatArray, score: FloatArray, least: float) -> IntArray:
    """Which boxes are faces of their own: those that hardly lie over a surer one."""
    most = numbers("photo")["face.overlap"].value
    kept: list[int] = []
    for i in np.argsort(-score, kind="stable").tolist():
        if score[i] < least:
            break
        if all(_overlap(boxes[i], boxes[j]) < most for j in kept):
            kept.append(i)
    return np.array(kept, dtype=np.intp)


def _overlap(one: FloatArray, other: FloatArray) -> float:
    """Share of two boxes (middle and size) that both cover."""
    low = np.maximum(one[:2] - one[2:] / 2, other[:2] - other[2:] / 2)
    high = np.minimum(one[:2] + one[2:] / 2, other[:2] + other[2:] / 2)
    both = float(np.prod(np.maximum(high - low, 0)))
    return both / (float(np.prod(one[2:]) + np.prod(other[2:])) - both)


def _laid_over(at_px: FloatArray) -> tuple[FloatArray, float, float]:
    """Middle, side and turn of the square over landmarks, level with the eyes."""
    right, left = (at_px[list(eye)].mean(axis=0) for eye in (RIGHT_EYE, LEFT_EYE))
    angle = float(np.arctan2(*(left - right)[::-1]))
    level = at_px @ _turn(angle)
    low, high = level.min(axis=0), level.max(axis=0)
    return floats(_turn(angle) @ ((low + high) / 2)), WIDER * float((high - low).max()), angle


def _turn(angle: float) -> FloatArray:
    """(2, 2) a turn of a picture's plane, clockwise as it is seen."""
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, -sin], [sin, cos]])


def _square(
    picture: FloatArray, middle: FloatArray, side: float, angle: float, size: int
) -> FloatArray:
    """(size, size, 3) a square cut out of a picture; black where there is no picture.

    Args:
        picture: (rows, columns, 3).
        middle: (2,) column and row.
        side: of the square, in pixels of the picture.
        angle: of its upper edge, clockwise.
        size: pixels of its sides afterwards.
    """
    step = max(1, int(side / size))  # a mean over what falls into one pixel
    rows, columns = (length // step for length in picture.shape[:2])
    coarse = picture[: rows * step, : columns * step]
    coarse = coarse.reshape(rows, step, columns, step, 3).mean(axis=(1, 3))
    line = ((np.arange(size) + 0.5) / size - 0.5) * side
    across, down = np.meshgrid(line, line)
    at = (np.stack([across, down], axis=-1) @ _turn(angle).T + middle) / step - 0.5
    where = [at[..., 1], at[..., 0]]
    return np.stack(
        [map_coordinates(coarse[..., i], where, order=1, cval=0.0) for i in range(3)], axis=-1
    )
