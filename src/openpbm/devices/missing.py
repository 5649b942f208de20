"""Libraries of the extra `devices`, and what to type where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from openpbm.errors import DeviceError
from openpbm.fact import message
from openpbm.speech.say import say

INSTALL = "pip install 'openpbm[devices]'"


@contextmanager
def needs(library: str) -> Iterator[None]:
    """Imports in here may fail, and are then told with the line to type.

    Raises:
        DeviceError: the mask is out of reach of this installation.
    """
    try:
        yield
    except ModuleNotFoundError:
        raise DeviceError(
            say(message("open_mask-missing", library=library, install=INSTALL))
        ) from None
