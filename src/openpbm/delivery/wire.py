"""Numbers as they travel: 32-bit time that wraps, drives in steps, a mask as a code."""

from __future__ import annotations

import zlib

from openpbm.firmware.board import NEEDED_FEATURES

__all__ = ["DRIVE_STEPS", "NEEDED_FEATURES", "WRAP_MS", "in_steps", "mask_code", "unwrapped"]

DRIVE_STEPS = 10_000  # of full output
WRAP_MS = 2**32  # a device counts milliseconds in 32 bits: 49.7 days


def in_steps(drive: float) -> int:
    """A drive of 0 to 1 as it travels."""
    return round(drive * DRIVE_STEPS)


def mask_code(mask_id: str) -> int:
    """A mask's name in 32 bits, so that device and plan can be compared."""
    return zlib.crc32(mask_id.encode())


def unwrapped(device_ms: int, before_ms: int) -> int:
    """A 32-bit time as one that never wraps, nearest to the one before.

    >>> unwrapped(5, 2**32 - 10)
    4294967301
    >>> unwrapped(7, 10)
    7
    """
    ahead = (device_ms - before_ms) % WRAP_MS
    return before_ms + (ahead if ahead < WRAP_MS // 2 else ahead - WRAP_MS)
