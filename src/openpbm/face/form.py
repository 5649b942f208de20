"""Forms of faces: the published face bent as faces differ, so that many people have many.

Directions of heads that artists made (MakeHuman, CC0; see NOTICE), mixed by chance. Nobody was
measured: what they tell is how far light depends on the form of a face. Theory 1.3.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from openpbm.arrays import FloatArray, frozen
from openpbm.sampling import normal, uniforms
from openpbm.tables.columns import columns

FORMS = 8  # directions; they hold nine tenths of the variance
FARTHEST_SD = 2.0  # along any of them
Form = tuple[float, ...]  # standard deviations along each; none at all: as published
AS_PUBLISHED: Form = ()


def drawn_form(seed: int, number: int) -> Form:
    """One of many faces, by the seed and its place alone; the first is as published.

    >>> drawn_form(1, 0)
    ()
    >>> drawn_form(1, 3) == drawn_form(1, 3) != drawn_form(2, 3)
    True
    """
    if number == 0:
        return AS_PUBLISHED
    drawn = uniforms([f"form{k + 1}" for k in range(FORMS)], 1, seed=seed, first=number)
    sd = normal(np.concatenate(list(drawn.values())))
    return tuple(np.clip(sd, -FARTHEST_SD, FARTHEST_SD).tolist())


def bent_by(form: Form) -> FloatArray:
    """(landmarks, 3) mm by which a form moves the landmarks of the published face."""
    return np.tensordot(np.array(form), _bends()[: len(form)], axes=1)


@cache
def _bends() -> FloatArray:
    """(forms, landmarks, 3) mm, each for one standard deviation."""
    table = columns("face_forms")
    return frozen(
        np.stack([[table[f"form{k + 1}_{axis}"] for axis in "xyz"] for k in range(FORMS)])
    ).transpose(0, 2, 1)
