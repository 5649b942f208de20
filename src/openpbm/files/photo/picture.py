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
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            image = _in_srgb(upright)
    except PhotoError:
        raise
    except Image.DecompressionBombError:
        raise PhotoError(say("photo_file-too_large")) from None
    except UnidentifiedImageError:
        raise PhotoError(say("photo_file-no_picture")) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise PhotoError(say("photo_file-cut_short")) from None
    image.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
    return floats(np.asarray(image, dtype=np.float64) / 255)


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours that the picture's own profile means."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    plain = image.convert("RGB")
    if not isinstance(profile, bytes) or not profile:
        return plain
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"))
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
