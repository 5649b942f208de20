"""Face maps as pixels: the mesh seen from three sides, one value per pixel of skin.

Pixels are found once per view (orthographic, nearest triangle wins); any field on the
points then becomes an image by one weighted sum.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image, WebPImagePlugin, features

from openpbm.answer import FaceMaps
from openpbm.arrays import BoolArray, FloatArray, IntArray, frozen, frozen_indices
from openpbm.reports import draw
from openpbm.reports.colour import UNCOVERED, Bytes, inferno

VIEWS = (("left side", 58.0), ("front", 0.0), ("right side", -58.0))  # camera yaw, deg
WIDTH_PX, HEIGHT_PX = 288, 356  # of one view
MARGIN_PX = 6
SHADE_DARKEST = 0.84  # weak, so that the face agrees with its colour bar
WEBP_QUALITY = 86


@dataclass(frozen=True, eq=False, kw_only=True)
class Strip:
    """Three views side by side: which pixels are skin, and of which points they are made."""

    width_px: int
    height_px: int
    pixel: IntArray  # (covered,), row-major index into the strip, rising
    corners: IntArray  # (covered, 3), points of the triangle seen there
    weights: FloatArray  # (covered, 3), barycentric
    region: IntArray  # (covered,)
    shade: FloatArray  # (covered,), SHADE_DARKEST..1

    def field(self, per_point: FloatArray) -> FloatArray:
        """(covered,) a value per point, interpolated to the pixels."""
        found: FloatArray = np.einsum("pc,pc->p", per_point[self.corners], self.weights)
        return found

    @cached_property
    def edge_alpha(self) -> Bytes:
        """(covered,) softer where few of the nine pixels around are skin: edges look smooth."""
        mask = np.zeros((self.height_px + 2, self.width_px + 2))
        row, column = np.divmod(self.pixel, self.width_px)
        mask[row + 1, column + 1] = 1.0
        around = sum(
            (mask[row + 1 + dy, column + 1 + dx] for dy in (-1, 0, 1) for dx in (-1, 0, 1)),
            start=np.zeros(len(row)),
        )
        return np.rint(255 * np.clip(around / 7.0, 0.0, 1.0)).astype(np.uint8)


def strip_of(maps: FaceMaps, views: Sequence[tuple[str, float]] = VIEWS) -> Strip:
    """The mesh from all sides, one scale in mm for every view."""
    width = WIDTH_PX * len(views)
    centre = 0.5 * (maps.points_mm.max(axis=0) + maps.points_mm.min(axis=0))
    seen = [_axes(yaw) for _, yaw in views]
    flat = [(maps.points_mm - centre) @ axes.T for axes in seen]  # right, up, towards camera
    reach = max(float(np.ptp(p[:, 0])) / (WIDTH_PX - 2 * MARGIN_PX) for p in flat)
    tall = max(float(np.ptp(p[:, 1])) / (HEIGHT_PX - 2 * MARGIN_PX) for p in flat)
    mm_per_px = max(reach, tall)
    parts = [
        _view(maps, points, axes, mm_per_px, offset=i * WIDTH_PX, stride=width)
        for i, (points, axes) in enumerate(zip(flat, seen, strict=True))
    ]
    pixel = np.concatenate([p[0] for p in parts])
    order = np.argsort(pixel, kind="stable")
    corners = np.concatenate([p[1] for p in parts])[order]
    weights = np.concatenate([p[2] for p in parts])[order]
    shade = np.concatenate([p[3] for p in parts])[order]
    nearest = corners[np.arange(len(corners)), weights.argmax(axis=1)]
    return Strip(
        width_px=width,
        height_px=HEIGHT_PX,
        pixel=frozen_indices(pixel[order]),
        corners=frozen_indices(corners),
        weights=frozen(weights),
        region=frozen_indices(maps.region[nearest]),
        shade=frozen(shade),
    )


def _axes(yaw_deg: float) -> FloatArray:
    """(3, 3) rows: right, up and towards the camera, for a camera turned to the left."""
    yaw = np.radians(yaw_deg)
    sin, cos = float(np.sin(yaw)), float(np.cos(yaw))
    return np.array([[cos, 0.0, -sin], [0.0, 1.0, 0.0], [sin, 0.0, cos]])


def _view(
    maps: FaceMaps,
    points: FloatArray,
    axes: FloatArray,
    mm_per_px: float,
    *,
    offset: int,
    stride: int,
) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
    """One view: pixels, corners, weights and shade of the nearest triangle at each pixel."""
    middle = 0.5 * (points[:, 0].max() + points[:, 0].min())
    x = (points[:, 0] - middle) / mm_per_px + WIDTH_PX / 2
    y = HEIGHT_PX / 2 - points[:, 1] / mm_per_px
    triangle, column, row = _candidates(x[maps.triangles], y[maps.triangles])
    corners = maps.triangles[triangle]
    weights = _barycentric(x[corners], y[corners], column, row)
    inside = (weights >= -1e-9).all(axis=1)
    corners, weights = corners[inside], weights[inside]
    pixel = row[inside] * stride + column[inside] + offset
    depth = np.einsum("pc,pc->p", points[:, 2][corners], weights)
    front = _nearest(pixel, depth)
    corners, weights = corners[front], weights[front]
    facing = np.einsum("pc,pc->p", (maps.normals @ axes[2])[corners], weights)
    shade = SHADE_DARKEST + (1 - SHADE_DARKEST) * np.clip(facing, 0.0, 1.0)
    return pixel[front], corners, weights, shade


def _candidates(x: FloatArray, y: FloatArray) -> tuple[IntArray, IntArray, IntArray]:
    """Every pixel in the bounding box of every triangle that faces the camera."""
    turned = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0]) - (x[:, 2] - x[:, 0]) * (y[:, 1] - y[:, 0])
    facing = np.flatnonzero(turned < 0)  # rows run downwards, so counter-clockwise is negative
    x, y = x[facing], y[facing]
    left, right = _pixel_range(x, WIDTH_PX)
    top, bottom = _pixel_range(y, HEIGHT_PX)
    wide, high = np.maximum(right - left, 0), np.maximum(bottom - top, 0)
    total = wide * high
    triangle = np.repeat(np.arange(len(facing)), total)
    within = np.arange(len(triangle)) - np.repeat(np.cumsum(total) - total, total)
    row, column = np.divmod(within, np.maximum(wide[triangle], 1))
    return facing[triangle], column + left[triangle], row + top[triangle]


def _pixel_range(edge: FloatArray, size: int) -> tuple[IntArray, IntArray]:
    """First and last-plus-one pixel whose centre lies between a triangle's corners."""
    first = np.ceil(edge.min(axis=1) - 0.5).clip(0, size)
    last = np.floor(edge.max(axis=1) - 0.5).clip(-1, size - 1) + 1
    return first.astype(np.intp), last.astype(np.intp)


def _barycentric(x: FloatArray, y: FloatArray, column: IntArray, row: IntArray) -> FloatArray:
    """(candidates, 3) weights of the corners at the centre of a pixel; negative outside."""
    px, py = column + 0.5 - x[:, 0], row + 0.5 - y[:, 0]
    x1, x2 = x[:, 1] - x[:, 0], x[:, 2] - x[:, 0]
    y1, y2 = y[:, 1] - y[:, 0], y[:, 2] - y[:, 0]
    twice = x1 * y2 - x2 * y1
    second, third = (px * y2 - x2 * py) / twice, (x1 * py - px * y1) / twice
    return np.stack([1 - second - third, second, third], axis=1)


def _nearest(pixel: IntArray, depth: FloatArray) -> IntArray:
    """Per pixel the candidate closest to the camera."""
    order = np.lexsort((depth, pixel))
    last = np.ones(len(order), dtype=bool)
    last[:-1] = pixel[order][1:] != pixel[order][:-1]
    chosen: IntArray = order[last]
    return chosen


def painted(strip: Strip, values: FloatArray, top: float, reached: BoolArray) -> Bytes:
    """(rows, columns, 4) the picture of a field; grey where light does not reach the skin."""
    index = np.rint(np.clip(values / top, 0.0, 1.0) * 255).astype(np.intp)
    colour = inferno()[index].astype(np.float64)
    colour[~reached] = UNCOVERED
    picture = np.zeros((strip.height_px * strip.width_px, 4), dtype=np.uint8)
    picture[strip.pixel, :3] = np.rint(colour * strip.shade[:, None]).astype(np.uint8)
    picture[strip.pixel, 3] = strip.edge_alpha
    return picture.reshape(strip.height_px, strip.width_px, 4)


def still(picture: Bytes) -> str:
    """The picture as an address in itself; WebP is a tenth of a PNG where Pillow has it."""
    image, out = Image.fromarray(picture), io.BytesIO()
    if features.check("webp"):
        image.save(out, WebPImagePlugin.WebPImageFile.format, quality=WEBP_QUALITY, method=4)
        return data_uri(out.getvalue(), "image/webp")
    image.save(out, "PNG")
    return data_uri(out.getvalue(), "image/png")


def bar() -> str:
    """The colour bar, one pixel high, as an address in itself; a picture is always printed."""
    out = io.BytesIO()
    Image.fromarray(inferno()[None]).save(out, "PNG")
    return data_uri(out.getvalue(), "image/png")


def scale_bar(middle: float, y: float, marks: draw.Marks, lines: Sequence[float] = ()) -> str:
    """The colour bar of a drawing with its marks below; the last is the end of the scale.

    A dash stands where iso-lines are: white in the colours, as they are, and dark below.
    """
    across = draw.Scale(0.0, marks[-1][0], middle - 225, middle + 225)
    dashes = "".join(
        draw.path(f"M{x:.1f} {y:.1f}v16", "isoline")
        + draw.path(f"M{x:.1f} {y + 16:.1f}v6", "frame")
        for x in map(across.at, lines)
    )
    written = (draw.text(across.at(v), y + 42, said, "large", "middle") for v, said in marks)
    shape = {"preserveAspectRatio": "none", "href": bar()}
    image = draw.tag("image", x=across.start, y=y, width=450, height=16, **shape)
    return image + dashes + "".join(written)


def data_uri(image: bytes, kind: str) -> str:
    """Bytes as an address that needs no request."""
    return f"data:{kind};base64,{base64.b64encode(image).decode('ascii')}"
