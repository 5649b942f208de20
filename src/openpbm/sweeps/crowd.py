"""People and scenarios of a sweep: each a function of the seed and of its place alone.

One long, evenly spread sequence has the people on its first dimensions and the scenarios on
the rest. Person p stands at place p, scenario s of p at place p times scenarios plus s, so that
nobody's numbers depend on who works them out, with whom, or in which order. All masks and
designs meet the same people with the same luck: what differs between them is the device.

Where skin types are asked for, they are dealt out in the order of those numbers, so that of all
people each type has its share to the last person. A type is a question, an angle a colour: ranges
of angles lie over each other, so the type that was asked for stays with the person, as in a plan.
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
from openpbm.sampling import below, between, uniforms
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
    ita_deg, phototype = _colours(sweep.population, one, first)
    shapes = sweep.population.shapes

    def by_row(of_people: FloatArray) -> FloatArray:
        return np.repeat(of_people, many)

    return Crowd(
        person=np.repeat(np.arange(first, last), many),
        scenario=np.tile(np.arange(many), last - first),
        age_years=by_row(between(one["person_age"], *sweep.population.age_years)),
        ita_deg=by_row(ita_deg),
        phototype=np.repeat(phototype, many),
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


def _colours(
    population: Population, one: Mapping[str, FloatArray], first: int
) -> tuple[FloatArray, IntArray]:
    """(people,) typology angle, and place in PHOTOTYPES.

    Evenly between two ends, with the type whose centre lies nearest; or of a type that is asked
    for, evenly within its range.
    """
    table = [rows("phototypes")[name] for name in PHOTOTYPES]
    low, high, centre = (
        np.array([row.number(end) for row in table])
        for end in ("ita_low", "ita_high", "ita_center")
    )
    if population.ita_deg is not None:
        ita_deg = between(one["person_colour"], *population.ita_deg)
        nearest: IntArray = np.abs(ita_deg[:, None] - centre).argmin(axis=1)
        return ita_deg, nearest
    dealt = _dealt(population, one["person_colour"], first)
    return floats(low[dealt] + (high - low)[dealt] * one["person_within"]), dealt


def _dealt(population: Population, colour: FloatArray, first: int) -> IntArray:
    """(people,) place in PHOTOTYPES: of all people each type has its share, to less than one."""
    shares = np.array([share for _, share in population.phototypes])
    edges = np.cumsum(shares / shares.sum())[:-1]
    names = np.array([PHOTOTYPES.index(name) for name, _ in population.phototypes])
    even = (below(colour, first, population.count) + 0.5) / population.count
    found: IntArray = names[np.searchsorted(edges, even, side="right")]
    return found
