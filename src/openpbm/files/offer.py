"""What may have been meant, at the end of an error, in the language that is spoken."""

from __future__ import annotations

from openpbm.errors import alike
from openpbm.speech.say import say


def offer(word: str, known: list[str], *, most: int = 3) -> str:
    """The known words most like `word`, or nothing.

    >>> offer("forhead", ["forehead", "nose"])
    '; did you mean forehead?'
    """
    words = alike(word, known, most=most)
    return say("said-offer", found=", ".join(words)) if words else ""
