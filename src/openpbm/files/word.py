"""The words a person may use for regions and goals, and what they stand for."""

from __future__ import annotations

from collections.abc import Mapping

from openpbm.errors import InputError, PersonError, nearest
from openpbm.face.mesh import REGIONS
from openpbm.response.evidence import goal_of, goal_rows

# words for more than one region; an empty tuple is the whole face
GROUPS: Mapping[str, tuple[str, ...]] = {
    "face": (),
    "whole_face": (),
    "full_face": (),
    "cheeks": ("left_cheek", "right_cheek"),
    "periorbital": ("left_periorbital", "right_periorbital"),
    "around_the_eyes": ("left_periorbital", "right_periorbital"),
    "eyes": ("left_periorbital", "right_periorbital"),
    "mouth": ("perioral",),
    "around_the_mouth": ("perioral",),
    "jawline": ("jaw",),
}


def regions_of(words: list[str], field: str) -> tuple[str, ...]:
    """The regions that some words name, in the order of REGIONS; none is the whole face.

    >>> regions_of(["Forehead", "cheeks"], "regions")
    ('forehead', 'left_cheek', 'right_cheek')
    """
    named: set[str] = set()
    for word in words:
        plain = "_".join(word.lower().replace("-", " ").replace("_", " ").split())
        if plain in GROUPS:
            named |= set(GROUPS[plain] or REGIONS)
        elif plain in REGIONS:
            named.add(plain)
        else:
            known = [*REGIONS, *GROUPS]
            raise InputError(
                f'field {field}: found "{word[:40]}"; expected one of {", ".join(REGIONS)}'
                f"{nearest(plain, known)}"
            )
    return () if named == set(REGIONS) else tuple(r for r in REGIONS if r in named)


def check_goal(word: str, field: str) -> None:
    """Raises InputError for a goal nobody knows, with the nearest ones."""
    try:
        goal_of(word)
    except PersonError:
        goals = goal_rows().values()
        known = [alias for row in goals for alias in row.aliases]
        first = [row.aliases[0] for row in goals]
        raise InputError(
            f'field {field}: found "{word[:40]}"; expected a goal such as '
            f"{', '.join(first)}{nearest(word, known)}"
        ) from None
