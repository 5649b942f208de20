"""Who was in a study, in words that a card, an atlas and a terminal share."""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.fact import Message, message
from openpbm.person import PHOTOTYPES
from openpbm.response.study import Study


def types_words(types: Sequence[str]) -> Message:
    """Skin types of the people.

    >>> types_words(("VI",)) == message("study-type", type="VI")
    True
    """
    if not types:
        return message("study-types_unread")
    if len(types) == 1:
        return message("study-type", type=types[0])
    if len(types) == len(PHOTOTYPES):
        return message("study-types_all")
    return message("study-types", first=types[0], last=types[-1])


def ages_words(study: Study) -> Message:
    """How old the people were, as far as it was read."""
    if study.ages is not None:
        youngest, oldest = (f"{age:g}" for age in study.ages)
        return message("study-ages", youngest=youngest, oldest=oldest)
    if study.mean_age is not None:
        return message("study-mean_age", age=f"{study.mean_age:g}")
    return message("study-ages_unread")
