"""The pseudo-language: English, accented, longer by four tenths and in brackets."""

from __future__ import annotations

OPEN, CLOSE = "⟦", "⟧"
_ACCENTS = {
    **dict(zip("aeiou", "áéíóú", strict=True)),
    **dict(zip("AEIOU", "ÁÉÍÓÚ", strict=True)),
}
_LETTERS = str.maketrans(
    {
        **{vowel: accent * 2 for vowel, accent in _ACCENTS.items()},
        **dict(zip("cnsyzCNSYZ", "çñšýžÇÑŠÝŽ", strict=True)),
    }
)


def accented(text: str) -> str:
    """Every vowel twice, with an accent: longer words that can still be read.

    >>> accented("less light")
    'lééšš lííght'
    """
    return text.translate(_LETTERS)


def bracketed(text: str) -> str:
    """Where one sentence begins and ends: a sentence pasted together shows its seams."""
    return f"{OPEN}{text}{CLOSE}"
