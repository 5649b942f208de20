"""Faces for tests of photos: the canonical head, rendered with a known turn, place, light and skin.

Nobody's face: the published mesh under a lamp, with drawn eyes and brows. The landmark model
finds it as it finds a person.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from openpbm.arrays import FloatArray
from openpbm.face.canonical import canonical_face, published
from openpbm.face.mesh import REGIONS

ROOM, HAIR, LIPS = (150, 155, 160), (70, 50, 40), (165, 80, 80)
SKIN = (205, 160, 140)
LAMP = np.array([0.2, 0.4, 0.9]) / np.linalg.norm([0.2, 0.4, 0.9])
BROWS = (
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    (300, 293, 334, 296, 336, 285, 295, 282, 283, 276),
)
EYES = ((33, 133), (263, 362))
NOSTRILS = (98, 327)


@dataclass(frozen=True, kw_only=True)
class Head:
    """How the head is rendered."""

    eyes_px: float = 130.0  # between the corneas
    at: tuple[float, float] = (0.5, 0.5)  # of the picture
    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    skin: tuple[int, int, int] = SKIN
    deep: float = 1.0  # nose and brow stand out so many times as far as on the usual head
    lamp_deg: float = 0.0  # towards the wearer's left; 0 is the usual lamp
    redder: float = 0.0  # share of green and blue that cheeks and nose lose
    light: tuple[float, float, float] = (1.0, 1.0, 1.0)  # of the lamp, on what is linear
    size: tuple[int, int] = (600, 800)
    card: tuple[float, float] | None = None  # middle of a grey card
    blur: float = 0.0  # in eye distances
    noise: float = 0.0
    seed: int = 1


def rendered(head: Head) -> tuple[Image.Image, FloatArray]:
    """The picture, and (468, 2) where its landmarks are."""
    face = canonical_face()
    turn = _turn(head)
    points = face.points_mm * (1.0, 1.0, head.deep) @ turn.T
    normals = face.normals @ turn.T
    scale = head.eyes_px / float(np.linalg.norm(face.eyes_mm[0] - face.eyes_mm[1]))
    middle = np.array(head.at) * head.size
    flat = np.stack([points[:, 0], -points[:, 1]], axis=1) * scale + middle
    image = Image.new("RGB", head.size, ROOM)
    draw = ImageDraw.Draw(image)
    e = head.eyes_px
    x, y = middle
    draw.ellipse((x - 1.35 * e, y - 2.0 * e, x + 1.35 * e, y + 1.2 * e), fill=HAIR)
    shade = 0.35 + 0.65 * np.clip(normals @ _lamp(head), 0.0, 1.0)
    order = np.argsort(points[face.triangles][:, :, 2].mean(axis=1))
    triangles = face.triangles[order]
    triangles = triangles[normals[triangles, 2].mean(axis=1) > 0.02]
    skins = np.array([_skin(head, region) for region in REGIONS])[face.region[triangles[:, 0]]]
    colours = (skins * shade[triangles].mean(axis=1)[:, None]).astype(int).tolist()
    for corners, colour in zip(flat[triangles].reshape(-1, 6).tolist(), colours, strict=True):
        draw.polygon(corners, fill=tuple(colour))
    _features(draw, flat, e)
    if head.card is not None:
        at = np.array(head.card) * head.size
        draw.rectangle((*(at - 0.35 * e), *(at + 0.35 * e)), fill=(118, 118, 118))
    return _lit(image, head), flat[: len(published()[0])]


def jpeg(head: Head, *, exif: bool = False) -> bytes:
    """The picture as a file of a telephone would be."""
    out, more = io.BytesIO(), Image.Exif()
    more[0x010E] = "a secret place"
    rendered(head)[0].save(out, "JPEG", quality=95, subsampling=0, exif=more if exif else b"")
    return out.getvalue()


def numbers_of(image: Image.Image) -> FloatArray:
    """(rows, columns, 3) from 0 to 1."""
    return np.asarray(image, dtype=np.float64) / 255


def two_heads() -> Image.Image:
    """Two people on one photo."""
    one = rendered(replace(Head(), eyes_px=100, size=(500, 640)))[0]
    both = Image.new("RGB", (1000, 640))
    both.paste(one, (0, 0))
    both.paste(one, (500, 0))
    return both


def _lamp(head: Head) -> FloatArray:
    """Where the light comes from: the usual lamp, or one turned from the middle to a side."""
    at = np.radians(head.lamp_deg)
    found = np.array([np.sin(at), 0.25, np.cos(at)])
    usual: FloatArray = LAMP
    there: FloatArray = found / np.linalg.norm(found)
    return there if head.lamp_deg else usual


def _turn(head: Head) -> FloatArray:
    yaw, pitch, roll = np.radians([head.yaw_deg, head.pitch_deg, -head.roll_deg])
    about_y = [[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]]
    about_x = [[1, 0, 0], [0, np.cos(-pitch), -np.sin(-pitch)], [0, np.sin(-pitch), np.cos(-pitch)]]
    about_z = [[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
    found: FloatArray = np.array(about_z) @ np.array(about_y) @ np.array(about_x)
    return found


def _skin(head: Head, region: str) -> FloatArray:
    if region == "lips":
        return np.array(LIPS, dtype=np.float64)
    colour = np.array(head.skin, dtype=np.float64)
    if region in ("left_cheek", "right_cheek", "nose"):
        colour = colour * (1.0, 1.0 - head.redder, 1.0 - head.redder)
    return colour


def _features(draw: ImageDraw.ImageDraw, flat: FloatArray, e: float) -> None:
    def disc(at: FloatArray, wide: float, high: float, fill: tuple[int, int, int]) -> None:
        x, y = at
        draw.ellipse((x - wide, y - high, x + wide, y + high), fill=fill)

    for corners in EYES:
        at = flat[list(corners)].mean(axis=0)
        disc(at, 0.17 * e, 0.1 * e, (235, 235, 235))
        disc(at, 0.1 * e, 0.1 * e, (60, 40, 30))
    for brow in BROWS:
        draw.polygon([tuple(flat[i]) for i in brow], fill=(60, 40, 30))
    for nostril in NOSTRILS:
        disc(flat[nostril], 0.05 * e, 0.03 * e, (60, 30, 30))


def _lit(image: Image.Image, head: Head) -> Image.Image:
    if head.blur:
        image = image.filter(ImageFilter.GaussianBlur(head.blur * head.eyes_px))
    values = numbers_of(image)
    if head.light != (1.0, 1.0, 1.0):  # sRGB's own curve, written out again
        linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
        linear = np.clip(linear * head.light, 0, 1)
        low, high = linear * 12.92, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055
        values = np.where(linear <= 0.0031308, low, high)
    if head.noise:
        values = values + head.noise * np.random.default_rng(head.seed).normal(size=values.shape)
    return Image.fromarray(np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8))
