"""Why a photo is not kept, and what makes it hard to compare. Theory 13.2 and 13.7."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter

from openpbm.arrays import FloatArray, floats
from openpbm.fact import Message, Quantity, message
from openpbm.photo.align import EYES_PX, frame_of, laid_into, resampled
from openpbm.photo.colour import LUMINANCE, lab_of_light, light_of
from openpbm.photo.marks import OUTLINE, HeadTurn, Marks, turn_of
from openpbm.photo.skin import face_mask, skin_mask
from openpbm.tables import numbers

AGAIN = 0.0125  # of the eye distance: a blur laid over the photo once more, to see what it takes
BURNT = 254.5 / 255
FOOT, MID = 16.0, 56.0  # of L*; the skin that steps are told for, see `_as_on_mid_skin`


@dataclass(frozen=True, kw_only=True)
class Look:
    """What decides whether a photo can be compared: measured on its one face."""

    eye_distance_px: float
    eyes_share: float  # of the longer side of the picture: how near the face was
    turn: HeadTurn
    dark: float  # middle brightness of the face by its brightest primary, 0 to 1
    burnt: float  # share of the skin with a primary at its end
    blur: float  # width of its sharpest edges, in eye distances. Eq. (13.12)
    lightness: float  # L* of the skin
    cast: tuple[float, float]  # a* and b* of the skin
    # how much lighter the wearer's left cheek is, in steps of L* as on mid skin; None: not measured
    side: float | None = None


def look(picture: FloatArray, marks: Marks) -> Look:
    """Measure one face of a picture, (rows, columns, 3) from 0 to 1."""
    frame = frame_of(marks)
    seen = resampled(picture, laid_into(marks, frame))
    face, skin = face_mask(frame), skin_mask(frame)
    lab = floats(np.median(lab_of_light(light_of(seen[skin])), axis=0))
    return Look(
        eye_distance_px=marks.eye_distance_px,
        eyes_share=marks.eye_distance_px / max(picture.shape[:2]),
        turn=turn_of(marks),
        dark=float(np.median(seen[face].max(axis=1))),
        burnt=float((seen[skin].max(axis=1) >= BURNT).mean()),
        blur=_blur(seen, frame),
        lightness=float(lab[0]),
        cast=(float(lab[1]), float(lab[2])),
        side=_side(seen, frame),
    )


def _side(seen: FloatArray, frame: FloatArray) -> float:
    """How much lighter the wearer's left cheek is; 0 where a cheek is turned out of sight."""
    cheeks = [seen[skin_mask(frame, (name,))] for name in ("left_cheek", "right_cheek")]
    if not all(len(cheek) for cheek in cheeks):
        return 0.0
    left, right = (float(np.median(lab_of_light(light_of(cheek))[:, 0])) for cheek in cheeks)
    return _as_on_mid_skin(left - right, (left + right) / 2)


def _as_on_mid_skin(steps: float, lightness: float) -> float:
    """Steps of CIELAB on skin of a lightness, as the same light would make them on mid skin.

    The same lamp, lighter by a share, moves dark skin by fewer steps than light skin: L* + 16 and
    a* go with the cube root of the light that comes back. Eq. (13.17).
    """
    return steps * (MID + FOOT) / (max(lightness, 1.0) + FOOT)


def cut_off(marks: Marks, picture: FloatArray) -> tuple[Message, ...]:
    """Why a face that the edge of its picture cuts is not kept: what is not there is no skin."""
    rows, columns = picture.shape[:2]
    ring = marks.at_px[list(OUTLINE)]
    is_whole = bool(np.all((ring >= 0) & (ring <= (columns, rows))))
    return () if is_whole else (message("photo-cut_off"),)


def colourless(picture: FloatArray) -> tuple[Message, ...]:
    """Why a photo in black and white is not kept: it says nothing of redness."""
    bright = max(float(np.percentile(picture, 99)), 1e-6)
    spread = float(np.percentile(np.ptp(picture, axis=2), 99)) / bright
    return (message("photo-no_colour"),) if spread < _limit("colour.least") else ()


def _blur(seen: FloatArray, frame: FloatArray) -> float:
    """Width of the edges about the eyes: how much of their steepness one more blur takes."""
    low = np.floor(frame[[70, 300, 33, 263, 145, 374]].min(axis=0) - EYES_PX / 10).astype(int)
    high = np.ceil(frame[[70, 300, 33, 263, 145, 374]].max(axis=0) + EYES_PX / 10).astype(int)
    tones = (seen @ LUMINANCE)[max(low[1], 0) : high[1], max(low[0], 0) : high[0]]
    more = AGAIN * EYES_PX
    before, after = (_steepness(one) for one in (tones, gaussian_filter(tones, more)))
    left = min(after / before, 1 - 1e-6) if before > 0 else 1 - 1e-6
    return AGAIN * left / float(np.sqrt(1 - left**2))


def _steepness(tones: FloatArray) -> float:
    down, across = (floats(np.gradient(tones, axis=axis)) for axis in (0, 1))
    return float((down**2 + across**2)[4:-4, 4:-4].sum())


def refusals(faces: Sequence[Marks], seen: Look | None) -> tuple[Message, ...]:
    """Why a photo is not kept; empty where it may be."""
    if not faces:
        return (message("photo-no_face"),)
    if len(faces) > 1:
        return (message("photo-faces", count=len(faces)),)
    assert seen is not None
    return tuple(_refused(seen))


def _refused(seen: Look) -> Iterator[Message]:
    if seen.eye_distance_px < _limit("eyes.least_px"):
        least = _limit("eyes.least_px")
        yield message("photo-small", found=int(seen.eye_distance_px), least=int(least))
    if abs(seen.turn.yaw_deg) > _limit("turn.yaw_deg"):
        yield message("photo-turned", by=Quantity(abs(seen.turn.yaw_deg), "deg", 2))
    if not _limit("turn.pitch_low_deg") <= seen.turn.pitch_deg <= _limit("turn.pitch_high_deg"):
        found = Quantity(abs(seen.turn.pitch_deg), "deg", 2)
        way = "up" if seen.turn.pitch_deg > 0 else "down"
        yield message(f"photo-turned_{way}", by=found)
    if seen.dark < _limit("light.darkest"):
        yield message("photo-dark")
    if seen.burnt > _limit("light.burnt"):
        yield message("photo-burnt", share=Quantity(seen.burnt, "share", 2))
    if seen.side is not None and abs(seen.side) > _limit("light.side"):
        yield message("photo-one_sided", by=Quantity(abs(seen.side), "1", 2), side=_of(seen.side))
    if seen.blur > _limit("blur.most"):
        yield message("photo-blurred")


def unlike(seen: Look, first: Look) -> tuple[Message, ...]:
    """What is other than on the first photo: distance, light, turn. Nothing of it refuses."""
    return tuple(_unlike(seen, first))


def too_unlike(seen: Look, first: Look) -> tuple[Message, ...]:
    """Why a photo is not kept beside the first: a head turned so far is another picture."""
    turned = _turned(seen, first)
    if turned <= _limit("turn.from_first_deg"):
        return ()
    return (message("photo-turned_from_first", by=Quantity(turned, "deg", 2)),)


def _turned(seen: Look, first: Look) -> float:
    """Degrees to the side or up and down, whichever is more."""
    yaw, pitch = seen.turn.yaw_deg, seen.turn.pitch_deg
    return max(abs(yaw - first.turn.yaw_deg), abs(pitch - first.turn.pitch_deg))


def _unlike(seen: Look, first: Look) -> Iterator[Message]:
    nearer = seen.eyes_share / first.eyes_share
    if nearer > _limit("same.distance"):
        yield message("photo-nearer")
    elif nearer < 1 / _limit("same.distance"):
        yield message("photo-farther")
    lighter = _as_on_mid_skin(seen.lightness - first.lightness, first.lightness)
    if abs(lighter) > _limit("same.lightness"):
        yield message("photo-lighter") if lighter > 0 else message("photo-darker")
    tints = [[_as_on_mid_skin(v, one.lightness) for v in one.cast] for one in (seen, first)]
    cast = float(np.hypot(*(np.array(tints[0]) - tints[1])))
    if cast > _limit("same.cast"):
        yield message("photo-cast")
    if seen.side is not None and first.side is not None:
        moved = seen.side - first.side
        if abs(moved) > _limit("same.side"):
            yield message("photo-otherwise_lit", by=Quantity(abs(moved), "1", 2), side=_of(moved))
    turned = _turned(seen, first)
    if turned > _limit("same.turn_deg"):
        yield message("photo-otherwise_turned", by=Quantity(turned, "deg", 2))
    tilted = abs(seen.turn.roll_deg - first.turn.roll_deg)
    if tilted > _limit("same.tilt_deg"):
        yield message("photo-otherwise_tilted", by=Quantity(tilted, "deg", 2))


def _of(side: float) -> str:
    """The wearer's side that is lighter."""
    return "left" if side > 0 else "right"


def _limit(name: str) -> float:
    return numbers("photo")[name].value
