"""Who was in a study, in words that a card, an atlas and a terminal share."""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.person import PHOTOTYPES
from openpbm.response.study import Study


def types_words(types: Sequence[str]) -> str:
    """Skin types of the people.

    >>> types_words(("II", "III", "IV")), types_words(("VI",)), types_words(())
    ('skin types II-IV', 'skin type VI', 'skin types not read')
    """
    if not types:
        return "skin types not read"
    if len(types) == 1:
        return f"skin type {types[0]}"
    return (
        "all skin types" if len(types) == len(PHOTOTYPES) else f"skin types {types[0]}-{types[-1]}"
    )


def ages_words(study: Study) -> str:
    """How old the people were, as far as it was read."""
    if study.ages is not None:
        return f"aged {study.ages[0]:g} to {study.ages[1]:g}"
    if study.mean_age is not None:
        return f"aged {study.mean_age:g} on average"
    return "ages not read"
