"""A picture file as numbers, and back: upright, in sRGB, and nothing of what else it carried."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.errors import PhotoError
from openpbm.speech.say import say

if TYPE_CHECKING:  # loaded with the first photo: the app starts without it
    from PIL import Image

KINDS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000  # a telephone's largest; more would fill the memory
LONGEST_PX = 1600  # of what is kept
QUALITY = 95


def read_picture(content: bytes) -> FloatArray:
    """(rows, columns, 3) numbers of sRGB from 0 to 1, as the picture is meant to be seen.

    Raises:
        PhotoError: no picture, of another kind, too large, or cut short.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with (
            warnings.catch_warnings(action="ignore"),  # what it cannot read beside the pixels
            Image.open(io.BytesIO(content), formats=KINDS) as opened,
        ):
            if opened.width * opened.height > MOST_PIXELS:
                raise PhotoError(say("photo_file-too_large"))
            image = _in_srgb(ImageOps.exif_transpose(_small(opened)))
    except PhotoError:
        raise
    except Image.DecompressionBombError:
        raise PhotoError(say("photo_file-too_large")) from None
    except UnidentifiedImageError:
        is_heic = content[4:8] == b"ftyp"  # the box that HEIC, HEIF and AVIF begin with
        kind = "photo_file-heic" if is_heic else "photo_file-no_picture"
        raise PhotoError(say(kind)) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise PhotoError(say("photo_file-cut_short")) from None
    return floats(np.asarray(image, dtype=np.float64) / 255)


def _small(image: Image.Image) -> Image.Image:
    """No larger than is kept, before anything else copies it; its tones as bytes."""
    from PIL import Image as Kinds

    if image.mode.startswith("I;16"):  # converted as they are, all but black would be white
        image = image.point(lambda tone: tone * (1 / 256)).convert("L")
    elif image.mode in ("P", "1"):  # whose numbers are no tones
        image = image.convert("RGB")
    image.thumbnail((LONGEST_PX, LONGEST_PX), Kinds.Resampling.LANCZOS)
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours that the picture's own profile means."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    plain = image.convert("RGB")
    if not isinstance(profile, bytes) or not profile:
        return plain
    as_meant = image if image.mode in ("CMYK", "L") else plain  # a profile knows its own inks
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(as_meant, own, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return plain  # a profile of another number of colours, or none at all
    return plain if made is None else made


def jpeg_of(picture: FloatArray, *, quality: int = QUALITY) -> bytes:
    """A JPEG with pixels alone: no camera, no place, no time."""
    from PIL import Image

    out = io.BytesIO()
    numbers = np.rint(np.clip(picture, 0.0, 1.0) * 255).astype(np.uint8)
    Image.fromarray(numbers).save(out, "JPEG", quality=quality, subsampling=0)
    return out.getvalue()
