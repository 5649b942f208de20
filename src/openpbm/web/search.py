"""A search that forgives: every word as it is typed, else what is spelt much like it."""

from __future__ import annotations

from collections.abc import Sequence

ALIKE = 0.55  # of the pairs of letters; static/app.js has the same rule and number


def fits(words: str, texts: Sequence[str]) -> list[bool]:
    """Which texts hold every word; where none does, which hold every word or one like it.

    >>> fits("omnilx", ["omnilux contour", "shark cryoglow"])
    [True, False]
    >>> fits("contour", ["omnilux contour", "contor"])
    [True, False]
    """
    asked = words.lower().split()
    found = [all(word in text for word in asked) for text in texts]
    return found if any(found) else [all(_like(word, text) for word in asked) for text in texts]


def _like(word: str, text: str) -> bool:
    return word in text or any(_alike(word, own[: len(word) + 1]) >= ALIKE for own in text.split())


def _alike(one: str, other: str) -> float:
    """Share of the pairs of letters that two words have in common (Dice).

    Source: 10.2307/1932409.
    """
    first, second = _pairs(one), _pairs(other)
    return 2.0 * len(first & second) / max(len(first) + len(second), 1)


def _pairs(word: str) -> set[str]:
    return {word[i : i + 2] for i in range(len(word) - 1)}
