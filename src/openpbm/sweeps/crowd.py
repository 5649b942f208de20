"""People and scenarios of a sweep: each a function of the seed and of its place alone.

One long, evenly spread sequence has the people on its first dimensions and the scenarios on
the rest. Person p stands at place p, scenario s of p at place p times scenarios plus s, so that
nobody's numbers depend on who works them out, with whom, or in which order. All masks and
designs meet the same people with the same luck: what differs between them is the device.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.face import Face
from openpbm.face.canonical import canonical_face
from openpbm.face.form import drawn_form
from openpbm.person import PHOTOTYPES
from openpbm.planning.decide import DARK_TYPES
from openpbm.planning.scene import dimensions
from openpbm.sampling import between, uniforms
from openpbm.skin.anatomy import SkinDraws, skin_of_angles
from openpbm.sweeps.asked import Population, PopulationSweep
from openpbm.tables import rows

PEOPLE_DIMENSIONS = ("person_colour", "person_within", "person_age", "person_shape")
REFERENCE_ROWS = 2000  # people by scenarios that stand for all, where skins are fitted


@dataclass(frozen=True, eq=False, kw_only=True)
class Crowd:
    """Evaluations that share a mask: one row for each person and scenario. N rows."""

    person: IntArray  # (N,)
    scenario: IntArray  # (N,)
    age_years: FloatArray  # (N,)
    ita_deg: FloatArray  # (N,) typology angle of the person
    phototype: IntArray  # (N,) place in PHOTOTYPES
    shape: IntArray  # (N,) which face
    draws: Mapping[str, FloatArray]  # (N,) uniforms of what is not known, by name

    def __len__(self) -> int:
        return len(self.person)

    @property
    def is_dark(self) -> FloatArray:
        """(N,) one where caps of dark skin count."""
        dark = [PHOTOTYPES.index(name) for name in DARK_TYPES]
        return np.isin(self.phototype, dark).astype(np.float64)

    def skin(self) -> SkinDraws:
        """Of every row."""
        return skin_of_angles(self.ita_deg, self.draws)


def crowd(sweep: PopulationSweep, seed: int, first: int, last: int) -> Crowd:
    """The people from one place to another, each in all their scenarios.

    Args:
        sweep: whose population.
        seed: of the sequence.
        first: person.
        last: the one after the last.
    """
    many = sweep.scenarios
    names = (*PEOPLE_DIMENSIONS, *dimensions())
    one = uniforms(names[: len(PEOPLE_DIMENSIONS)], last - first, seed=seed, first=first)
    each = uniforms(names, (last - first) * many, seed=seed, first=first * many)
    ita_deg = _angle(sweep.population, one)
    shapes = sweep.population.shapes

    def by_row(of_people: FloatArray) -> FloatArray:
        return np.repeat(of_people, many)

    return Crowd(
        person=np.repeat(np.arange(first, last), many),
        scenario=np.tile(np.arange(many), last - first),
        age_years=by_row(between(one["person_age"], *sweep.population.age_years)),
        ita_deg=by_row(ita_deg),
        phototype=np.repeat(_nearest_types(ita_deg), many),
        shape=np.repeat((one["person_shape"] * shapes).astype(np.intp), many),
        draws={name: each[name] for name in dimensions()},
    )


def reference(sweep: PopulationSweep, seed: int) -> Crowd:
    """People that stand for all of a sweep: the first of its sequence, however many are asked."""
    return crowd(sweep, seed, 0, max(1, REFERENCE_ROWS // sweep.scenarios))


def face_of(population: Population, seed: int, shape: int) -> Face:
    """One of the faces: its form by chance, heights evenly, each in the middle of its share.

    Args:
        population: how many faces there are, and between which heights.
        seed: of the forms; the first face is of the published form, whatever the seed.
        shape: which.
    """
    ends, form = population.face_height_mm, drawn_form(seed, shape)
    if ends is None:
        return canonical_face(None, form)
    share = (shape + 0.5) / population.shapes
    return canonical_face(ends[0] + (ends[1] - ends[0]) * share, form)


def _angle(population: Population, one: Mapping[str, FloatArray]) -> FloatArray:
    """(people,) typology angle: within the range of a drawn type, or evenly between two ends."""
    if population.ita_deg is not None:
        return between(one["person_colour"], *population.ita_deg)
    table = rows("phototypes")
    shares = np.array([share for _, share in population.phototypes])
    edges = np.cumsum(shares / shares.sum())[:-1]
    which = np.searchsorted(edges, one["person_colour"], side="right")
    low, high = (
        np.array([table[name].number(end) for name, _ in population.phototypes])[which]
        for end in ("ita_low", "ita_high")
    )
    return floats(low + (high - low) * one["person_within"])


def _nearest_types(ita_deg: FloatArray) -> IntArray:
    """(people,) place in PHOTOTYPES of the type whose centre lies nearest."""
    table = rows("phototypes")
    centres = np.array([table[name].number("ita_center") for name in PHOTOTYPES])
    found: IntArray = np.abs(ita_deg[:, None] - centres).argmin(axis=1)
    return found
