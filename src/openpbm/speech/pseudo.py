"""The pseudo-language: English, accented, longer by four tenths and in brackets."""

from __future__ import annotations

OPEN, CLOSE = "⟦", "⟧"
_TWICE = dict(zip("aeiounrsAEIOUNRS", "áéíóúñřšÁÉÍÓÚÑŘŠ", strict=True))
_ONCE = dict(zip("cyzCYZ", "çýžÇÝŽ", strict=True))
_LETTERS = str.maketrans({**{letter: 2 * other for letter, other in _TWICE.items()}, **_ONCE})


def accented(text: str) -> str:
    """Vowels and the commonest others twice, with accents: longer words that can still be read.

    >>> accented("less light")
    'lééšššš lííght'
    """
    return text.translate(_LETTERS)


def bracketed(text: str) -> str:
    """Where one sentence begins and ends: a sentence pasted together shows its seams."""
    return f"{OPEN}{text}{CLOSE}" if text else ""


def closed(text: str) -> str:
    """A sentence that was cut for want of room, its brackets closed.

    >>> closed("lééšš")
    'lééšš'
    """
    return text + CLOSE * (text.count(OPEN) - text.count(CLOSE))
