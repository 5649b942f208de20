"""The map of a mask as one drawing: irradiance on the skin above, dose at depth below."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.fact import Message, Name, Quantity, message
from openpbm.maps.face_map import FaceMap
from openpbm.maps.stated import how_strong
from openpbm.planning.tell import on_face
from openpbm.reports import draw, raster, words
from openpbm.reports.colour import UNCOVERED, UNCOVERED_SHARE, Bytes, inferno
from openpbm.speech.say import say, written

WIDTH, ROW = 900, 500
LETTERS, LEADING = 76, 28  # of the words below
LINE = (255, 255, 255, 210)


def map_svg(found: FaceMap) -> str:
    """Three views of both quantities, each on a scale of its own that is printed below it."""
    maps = on_face(found.face, found.irradiance_mw_cm2, found.dose_j_cm2, 0 * found.dose_j_cm2)
    strip = raster.strip_of(maps)
    reached = strip.field(found.total_mw_cm2) > UNCOVERED_SHARE * float(found.total_mw_cm2.max())
    rows = (
        (head(found, is_dose=False), found.total_mw_cm2, "mW/cm²"),
        (head(found, is_dose=True), found.total_j_cm2, "J/cm²"),
    )
    parts: list[str] = []
    for place, (said, values, unit) in enumerate(rows):
        top = draw.nice_top(float(values.max(initial=0.0)))
        field, levels = strip.field(values), draw.ticks(top)
        picture = raster.painted(strip, field, top, reached)
        lined(picture, strip, field, levels, reached)
        y = 34.0 + place * ROW
        wide, tall = strip.width_px, strip.height_px
        left, shown = (WIDTH - wide) / 2, raster.still(picture)
        parts.append(draw.text(WIDTH / 2, y, said, "strong large", "middle"))
        parts.append(draw.tag("image", x=left, y=y + 12, width=wide, height=tall, href=shown))
        marks = draw.marked(levels, "" if found.is_relative else unit)
        parts.append(raster.scale_bar(WIDTH / 2, y + tall + 24, marks, levels[1:-1]))
    title = say("maps-title", written=found.mask.name)
    told = [
        line
        for said in (title, say("maps-lines"), strength(found))
        for line in wrap(said, LETTERS, break_on_hyphens=False)
    ]
    parts += [
        draw.text(WIDTH / 2, 2 * ROW + LEADING * i, line, "ink large", "middle")
        for i, line in enumerate(told)
    ]
    return draw.alone(WIDTH, 2 * ROW - 8 + LEADING * len(told), title, parts)


def strength(found: FaceMap) -> str:
    """How strong the light is, by what, and how far that is known; nothing where nobody says."""
    return " ".join(say(one) for one in how_strong(found))


def head(found: FaceMap, *, is_dose: bool) -> str:
    """What one row shows."""
    return say(_head(found, is_dose=is_dose))


def _head(found: FaceMap, *, is_dose: bool) -> Message:
    depth = Quantity(found.depth_mm, "mm", figures=2, trimmed=True)
    if not is_dose:
        return message(f"maps-light_{'relative' if found.is_relative else 'told'}")
    if found.is_relative:
        return message("maps-depth_relative", depth=depth)
    return message("maps-depth_told", depth=depth, minutes=Quantity(found.minutes, "min"))


def lined(
    picture: Bytes,
    strip: raster.Strip,
    field: FloatArray,
    levels: Sequence[float],
    reached: BoolArray,
) -> None:
    """Iso-lines: where the next pixel of the skin lies between other levels."""
    level = np.full(strip.height_px * strip.width_px, -1)
    level[strip.pixel] = np.where(reached, np.searchsorted(levels[1:-1], field, side="right"), -1)
    seen = level.reshape(strip.height_px, strip.width_px)
    for here, there in ((seen[:, :-1], seen[:, 1:]), (seen[:-1], seen[1:])):
        edge = (here != there) & (here >= 0) & (there >= 0)
        own = picture[: edge.shape[0], : edge.shape[1]]
        own[edge] = LINE


def rows(found: FaceMap) -> list[tuple[str, ...]]:
    """A row a region: lit area, light on the skin, evenness, dose at depth; as text."""
    light, dose = found.areas(found.total_mw_cm2), found.areas(found.total_j_cm2)
    return [
        (
            _name(one.region),
            words.number(one.area_cm2, 3),
            *(words.number(v, 3) for v in (one.mean, one.least, one.p05, one.p95, one.most)),
            words.fixed(one.min_over_mean, 2),
            words.number(below.mean, 3),
        )
        for one, below in zip(light, dose, strict=True)
    ]


def colours(found: FaceMap) -> Bytes:
    """(P, 3) of 0 to 255: the light on the skin, grey where none comes."""
    values = found.total_mw_cm2
    place = np.rint(255 * values / draw.nice_top(float(values.max(initial=0.0)))).astype(np.intp)
    made: Bytes = inferno()[place.clip(0, 255)].copy()
    made[values <= UNCOVERED_SHARE * float(values.max())] = UNCOVERED
    return made


def _name(region: str) -> str:
    return say("maps-whole_face") if region == "face" else written(Name("region", region))
