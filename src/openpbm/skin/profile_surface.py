"""Profiles of healthy skins of every colour and site without solving each: windows of wavelength.

In each window a quartic carries the logarithm of what the exact answer is over plane diffusion,
at a few places of every layer and for the mean of it. It is fitted to skins that are drawn once
for all, so that what it says of a skin never depends on whom else is asked about. Theory 5.7.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import product
from typing import TypeAlias

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats
from openpbm.kept import Kept, content_key, made_by
from openpbm.sampling import between, uniforms
from openpbm.skin.anatomy import (
    LAYERS,
    SKIN_DIMENSIONS,
    SMALLEST_DERMIS_MM,
    SkinDraws,
    healthy_skin,
    thin_dermis_mm,
)
from openpbm.skin.diffusion import Diffused, diffused
from openpbm.skin.instrument import mismatch
from openpbm.skin.optics import (
    VARIABLES,
    SkinStates,
    joined,
    refractive_indices,
    skin_states,
)
from openpbm.skin.polynomial import (
    Polynomial,
    Ranges,
    polynomial_of,
    ranges_of,
    rows_to_solve,
    terms_of,
)
from openpbm.skin.profile import Profile, profile_of
from openpbm.skin.surface import MADE_OF_FOLDERS
from openpbm.tables import rows
from openpbm.threads import blas_alone

EDGES_NM = (  # narrow where blood drowns the rest
    *(400.0, 425.0, 450.0, 475.0, 500.0, 550.0, 600.0, 650.0, 700.0),
    *(800.0, 900.0, 1000.0, 1100.0),
)
FIT_NODES = 6  # of the solver: 0.03 % from 16, a tenth of what a polynomial is off by
STEPS = 4  # of a window: indices of refraction are those of the middle of a step
DEGREE, THIN_DEGREE = 4, 3
SOLVED_PER_TERM, CANDIDATES, SEED = 3, 3000, 5
LN_DERMIS, MELANIN = VARIABLES.index("dermis"), VARIABLES.index("melanin")
DARK_ROOTS = (1.5, 1.4, 1.3, 1.2, 1.1)  # of the melanin depth, in the first windows: see `Piece`
MORE_CANDIDATES = 4  # are drawn, of which those of a piece are taken
ANGLES_DEG = (-70.0, 78.0)  # typology angles of the tables' skin types, and beyond them
BEYOND = 1.1  # of the ranges that were solved; what lies outside is solved itself
PLACES = {  # of a layer: the exact answer bends over some 0.05 mm beside its ends
    "stratum_corneum": 2,
    "living_epidermis": 4,
    "papillary_dermis": 5,
    "upper_plexus": 5,
    "reticular_dermis": 9,
    "deep_plexus": 5,
    "subcutis": 9,
}
DEEPEST_MM = 4.0  # in the thinnest skin 3.75 mm of the last layer lie above it
REACH = 0.75  # of the last layer: the model ends below it, and light near its end is no skin's
LAST = len(LAYERS) - 1
ON_PLACE = 1e-14  # stands for no distance to a place, whose value then counts alone
INSIDE = 1e-7  # of a layer: nearer to its end a place may count to the next
Ends: TypeAlias = tuple[float, float]  # of a window


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Skins of a window that share a polynomial."""

    window: int
    is_beam: bool
    is_thin: bool  # of a dermis so thin that its layers are thinned, too: a bend in the model
    is_dark: bool  # so much melanin under short waves that one quartic bends too little for all

    @property
    def ends_nm(self) -> Ends:
        """Of its window."""
        return EDGES_NM[self.window], EDGES_NM[self.window + 1]


@dataclass(frozen=True, eq=False, kw_only=True)
class ProfileSurface:
    """One window of wavelength, and light from all sides or straight in."""

    window: int
    is_beam: bool
    kept: Kept | None = None  # of pieces that were fitted before

    def __call__(self, states: SkinStates, depths_mm: FloatArray, *, nm: float) -> Profile:
        """Profiles of healthy skins, in air; a piece is fitted when a skin first asks for it.

        Args:
            states: of wavelengths in the window.
            depths_mm: (depths,) below the surface.
            nm: of the indices where a row is solved, as it is like none that was solved.
        """
        outputs = np.empty((len(LAYERS) + len(_places()[0]), len(states)))
        is_far = np.zeros(len(states), dtype=np.bool_)
        for is_thin, is_dark in product((False, True), repeat=2):
            piece = Piece(
                window=self.window, is_beam=self.is_beam, is_thin=is_thin, is_dark=is_dark
            )
            some = np.flatnonzero(_belongs(states, piece))
            if len(some) == 0:
                continue
            ratio = _ratio(piece, self.kept)
            scaled = ratio.ranges.scaled(states.variables[some])
            with blas_alone():
                outputs[:, some] = ratio.by_output(scaled)
            is_far[some] = (np.abs(scaled) > BEYOND).any(axis=1)
        found = _read(_edge(self.window), states, outputs, depths_mm)
        far = np.flatnonzero(is_far)
        if len(far):
            exact = profile_of(states.rows(far), depths_mm, nm=nm, is_beam=self.is_beam)
            found.layers[far], found.depths[far] = exact.layers, exact.depths
        return found


def window_of(nm: float) -> int:
    """Number of the window that a wavelength lies in; beyond the tables the first or last."""
    return int(np.clip(np.searchsorted(EDGES_NM, nm, side="right") - 1, 0, len(EDGES_NM) - 2))


@cache
def _ratio(piece: Piece, kept: Kept | None) -> Polynomial:
    """Half a second once, or what was kept of it."""
    key = content_key(f"profiles {made_by(MADE_OF_FOLDERS)} {piece}", ())
    held = kept.get(key) if kept is not None else None
    degree = THIN_DEGREE if piece.is_thin else DEGREE
    if held is None:
        held = _fitted(_drawn(piece), degree, piece)
        if kept is not None:
            kept.put(key, held)
    ranges = Ranges(centre=held["centre"], spread=held["spread"])
    return Polynomial(ranges=ranges, degree=degree, coefficients=held["coefficients"])


@cache
def _edge(window: int) -> float:
    """How a window's light is thrown back from below its surface, for diffusion."""
    middle = refractive_indices(0.5 * (EDGES_NM[window] + EDGES_NM[window + 1]))
    return mismatch(middle[LAYERS.index("papillary_dermis")])


def _fitted(states: SkinStates, degree: int, piece: Piece) -> dict[str, FloatArray]:
    """Parts of a `Polynomial`."""
    with blas_alone():
        ranges = ranges_of(states.variables)
        terms = terms_of(ranges.scaled(states.variables), degree)
        many = SOLVED_PER_TERM * terms.shape[1]
        chosen, _ = rows_to_solve(terms, many, np.random.default_rng(SEED))
    some = states.rows(chosen)
    exact = _solved(some, piece.ends_nm, is_beam=piece.is_beam)
    plain = diffused(some, _edge(piece.window))
    outputs = np.log(exact) - np.log(np.concatenate([plain.means(), _at_places(plain)], axis=1))
    with blas_alone():
        ratio, _ = polynomial_of(ranges, some.variables, outputs, degree)
    return {"centre": ranges.centre, "spread": ranges.spread, "coefficients": ratio.coefficients}


def _drawn(piece: Piece) -> SkinStates:
    """Skins of a piece, of its every colour at every site, with wavelengths of a window."""
    names = (*SKIN_DIMENSIONS, "wavelength", "site")
    draws = uniforms(names, MORE_CANDIDATES * CANDIDATES, seed=SEED)
    skin = healthy_skin(between(draws["colour"], *ANGLES_DEG), draws)
    nm = between(draws["wavelength"], *piece.ends_nm)
    by_site = {row.text("site"): region for region, row in rows("sites").items()}
    at = np.minimum((draws["site"] * len(by_site)).astype(np.intp), len(by_site) - 1)
    parts = []
    for place, region in enumerate(by_site.values()):
        own = _some(skin, at == place)
        if piece.is_thin:
            ends = SMALLEST_DERMIS_MM, thin_dermis_mm()
            dermis_mm = between(draws["dermis"][at == place], *ends)
            own = replace(own, dermis=dermis_mm / rows("sites")[region].number("dermis_mm"))
        parts.append(skin_states(own, region, nm[at == place]))
    found = joined(parts)
    which = np.flatnonzero(_belongs(found, piece))
    return found.rows(which[:: max(1, len(which) // CANDIDATES)])


def _belongs(states: SkinStates, piece: Piece) -> BoolArray:
    """Which rows of its window a piece is for."""
    is_thin = states.variables[:, LN_DERMIS] < np.log(thin_dermis_mm())
    has_dark = piece.window < len(DARK_ROOTS)
    is_dark = states.variables[:, MELANIN] > (DARK_ROOTS[piece.window] if has_dark else np.inf)
    found: BoolArray = (is_thin == piece.is_thin) & (is_dark == piece.is_dark)
    return found


def _some(skin: SkinDraws, which: BoolArray) -> SkinDraws:
    names = [each.name for each in fields(skin) if each.name != "is_open"]
    return replace(skin, **{name: getattr(skin, name)[which] for name in names})


def _solved(states: SkinStates, ends_nm: Ends, *, is_beam: bool) -> FloatArray:
    """(rows, layers + places) exact answers, each by the indices of its own step."""
    nm = states.variables[:, VARIABLES.index("wavelength")] * 100.0
    width = ends_nm[1] - ends_nm[0]
    step = np.clip(((nm - ends_nm[0]) / width * STEPS).astype(np.intp), 0, STEPS - 1)
    found = np.empty((len(states), len(LAYERS) + len(_places()[0])))
    layer, share = _places()[0], _shares()
    for place in range(STEPS):
        which = np.flatnonzero(step == place)
        own = states.rows(which)
        top = np.cumsum(own.thickness_mm, axis=1) - own.thickness_mm
        depths = top[:, layer] + own.thickness_mm[:, layer] * np.clip(share, INSIDE, 1 - INSIDE)
        middle = ends_nm[0] + width * (place + 0.5) / STEPS
        exact = profile_of(own, depths, nm=middle, is_beam=is_beam, nodes=FIT_NODES)
        found[which] = np.concatenate([exact.layers, exact.depths], axis=1)
    return found


@cache
def _places() -> tuple[IntArray, FloatArray]:
    """(places,) layers, and how far down in them: Chebyshev's extrema, ends among them."""
    layer, along = [], []
    for j, name in enumerate(LAYERS):
        count = PLACES[name]
        layer += [j] * count
        along += [0.5 - 0.5 * np.cos(np.pi * i / (count - 1)) for i in range(count)]
    return np.array(layer, dtype=np.intp), floats(along)


def _shares() -> FloatArray:
    """(places,) share of the thickness above each; in the last layer they crowd at its top."""
    layer, along = _places()
    return np.where(layer == LAST, REACH * along**2, along)


def _along(layer: int, share: FloatArray) -> FloatArray:
    """The coordinate in which places are Chebyshev's, from the share of a layer's thickness."""
    return np.sqrt(share / REACH) if layer == LAST else share


def _at_places(plain: Diffused) -> FloatArray:
    layer, share = _places()[0], _shares()
    shape = (len(plain.falling), len(layer))
    return plain.at(np.broadcast_to(layer, shape), share * plain.thickness_mm[:, layer])


def _read(edge: float, states: SkinStates, outputs: FloatArray, depths_mm: FloatArray) -> Profile:
    """What (outputs, rows) of the ratio and the closed form say together."""
    plain = diffused(states, edge)
    ends = np.cumsum(states.thickness_mm, axis=1)
    held = np.zeros((len(states), len(depths_mm)), dtype=np.intp)  # layer that holds a depth
    for j in range(LAST):
        held += depths_mm >= ends[:, [j]] - 1e-12
    row = np.arange(len(states))[:, None]
    thick = states.thickness_mm[row, held]
    below = depths_mm - (ends[row, held] - thick)
    log = _between_places(outputs[len(LAYERS) :], held, below / thick)
    return Profile(
        layers=floats(plain.means() * np.exp(outputs[: len(LAYERS)].T)),
        depths=floats(plain.at(held, below) * np.exp(log)),
    )


def _between_places(values: FloatArray, held: IntArray, share: FloatArray) -> FloatArray:
    """(rows, depths) by the polynomial through the places of the layer that holds a depth."""
    layer, places = _places()
    found = np.empty(share.shape)
    for j in range(len(LAYERS)):
        row, column = np.nonzero(held == j)
        if len(row) == 0:
            continue
        own = np.flatnonzero(layer == j)
        away = _along(j, share[row, column]) - places[own, None]  # (places, cells)
        away[away == 0.0] = ON_PLACE
        pull = _barycentric(len(own))[:, None] / away
        found[row, column] = (pull * values[own][:, row]).sum(axis=0) / pull.sum(axis=0)
    return found


def _barycentric(count: int) -> FloatArray:
    """Weights of Chebyshev's extrema: alternating, halved at both ends."""
    weight = (-1.0) ** np.arange(count)
    weight[[0, -1]] *= 0.5
    return floats(weight)
