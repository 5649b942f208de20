"""Every error a user can meet, each also the built-in it resembles.

A message says what was found, where, and what would be right. Bugs stay
ordinary exceptions and are never caught here.
"""

from __future__ import annotations

from collections.abc import Sequence

MOST_LETTERS = 200  # of a word that is compared with known ones


class OpenPBMError(Exception):
    """Anything OpenPBM raises on purpose."""


class InputError(OpenPBMError, ValueError):
    """Something a person can fix: a file, a field, a number."""


class MaskError(InputError):
    """A mask that cannot be, or is not described well enough."""


class FaceError(InputError):
    """A face mesh that cannot carry a plan."""


class PersonError(InputError):
    """A person file with a missing, unknown or absurd entry."""


class StackError(InputError):
    """A layer stack that is not physical, or a depth outside it."""


class SpectrumError(InputError):
    """A measured spectrum or colour that cannot be used, or cannot be skin."""


class PhotoError(InputError):
    """A photo that cannot be read, or that cannot be compared with others."""


class PhotoClosedError(PhotoError):
    """Photos that a passphrase opens, which was not said so far."""


class PlanFileError(InputError):
    """A file that cannot be read or written."""


class LedgerError(InputError):
    """A ledger that cannot be read, written or believed."""


class OutOfModelError(InputError):
    """Asked beyond what the tables or the evidence cover."""


def check_sample(seed: int, scenarios: int) -> None:
    """A sample that can be drawn.

    Raises:
        OutOfModelError: a seed below zero, or no scenario at all.
    """
    if seed < 0:
        raise OutOfModelError(f"seed {seed}; expected >= 0")
    if scenarios < 1:
        raise OutOfModelError(f"scenarios {scenarios}; expected >= 1")


class MissingExtraError(InputError):
    """A part whose libraries are not installed; says how to install them."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs more libraries; install them with: pip install 'openpbm[{extra}]'"
        )


class StoppedError(OpenPBMError):
    """A person stopped a work of which something is kept; says what."""


class DeviceError(OpenPBMError, OSError):
    """The world misbehaved: a device is silent, refuses, or trips a limit."""


class TableError(OpenPBMError, LookupError):
    """A table row without the field, the source or the status it needs."""


def nearest(word: str, known: list[str], *, most: int = 3) -> str:
    """The known words most like `word`, as ' did you mean a, b?' or nothing.

    Where a sentence can be said in a language, `openpbm.files.offer` takes its place.

    >>> nearest("forhead", ["forehead", "nose"])
    '; did you mean forehead?'
    """
    return offered(alike(word, known, most=most))


def alike(word: str, known: list[str], *, most: int = 3) -> list[str]:
    """The known words most like `word`, the likest first."""
    from difflib import get_close_matches

    return get_close_matches(word.lower()[:MOST_LETTERS], known, n=most, cutoff=0.6)


def offered(words: Sequence[str]) -> str:
    """The words that may have been meant, as the end of an error."""
    return f"; did you mean {', '.join(words)}?" if words else ""
