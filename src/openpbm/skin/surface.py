"""Response surfaces: about 300 exact solves per band stand for thousands.

In optical variables (melanin, blood, scattering, thicknesses, wavelength) what a layer
receives is smooth, so a cubic polynomial in them carries ln(fluence) and the logit of the
reflectance. Its error is not believed but measured, by leaving out each solve in turn, and
a row that lies outside the solved ones is solved exactly. Theory 5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.kept import Kept, content_key, made_by
from openpbm.skin.anatomy import LAYERS
from openpbm.skin.optics import SkinStates, as_problems
from openpbm.skin.polynomial import Polynomial, polynomial_of, ranges_of, rows_to_solve, terms_of
from openpbm.skin.problems import Problems
from openpbm.skin.transport import in_parts, solve
from openpbm.threads import blas_alone

BEAM_COSINES = (1.0, 0.8, 0.55, 0.3)  # at cosine 0 all light is reflected: nothing to solve
SOURCES = 1 + len(BEAM_COSINES)  # Lambertian first
EXACT = 300
NODES = 10  # on skin within 0.06 % of 24 nodes, beams included
CANDIDATES = 3000
ROWS_AT_ONCE = 8192  # a few MB of terms at a time
FAR = 3.0  # leverage, in multiples of the largest among the solved rows, that counts as outside
MADE_OF_FOLDERS = ("skin", "tables")  # an exact answer comes of nothing else (tested)
JUDGED = slice(0, 5)  # layers down to the reticular dermis, for the error that is printed


@dataclass(frozen=True, eq=False, kw_only=True)
class Response:
    """What rows of skin do with light, per unit irradiance on them."""

    reflectance: FloatArray  # (rows, sources), specular included
    fluence: FloatArray  # (rows, sources, layers), mean fluence rate of each layer


@dataclass(frozen=True, eq=False)
class ResponseSurface:
    """A cubic in the skin variables, fitted to exact solves of one band."""

    cubic: Polynomial
    inverse: FloatArray  # (terms, terms), for the leverage
    largest_leverage: float
    error_p99: float  # relative, left-out
    exact_solves: int
    nm: float
    n_above: float
    is_open: bool

    def __call__(self, states: SkinStates, kept: Kept | None = None) -> Response:
        """Respond for every row; rows outside the solved ones are solved exactly."""
        return _predict(self, states, kept)


def fit_surface(
    states: SkinStates,
    *,
    nm: float,
    n_above: float = 1.0,
    is_open: bool = False,
    seed: int = 0,
    exact: int = EXACT,
    kept: Kept | None = None,
) -> ResponseSurface:
    """Choose rows, solve them, fit, and measure the error by leaving each out.

    The rows are chosen so that the polynomial is well determined at its rim (pivoted QR
    of the terms, as in Fekete points), the rest at random.
    """
    with blas_alone():  # rounds alike on every machine setting
        return _fit(states, nm, n_above, is_open, seed, exact, kept)


def _fit(
    states: SkinStates,
    nm: float,
    n_above: float,
    is_open: bool,
    seed: int,
    exact: int,
    kept: Kept | None,
) -> ResponseSurface:
    rng = np.random.default_rng(seed)
    some = rng.permutation(len(states))[:CANDIDATES]
    candidates = states.variables[some]
    ranges = ranges_of(candidates)
    places, on_rim = rows_to_solve(terms_of(ranges.scaled(candidates)), exact, rng)
    chosen = some[places]
    solved = states.rows(chosen)
    outputs = _outputs(solve_exactly(solved, nm=nm, n_above=n_above, is_open=is_open, kept=kept))
    cubic, inverse = polynomial_of(ranges, solved.variables, outputs)
    design = cubic.terms(solved.variables)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    error = _left_out(outputs, design @ cubic.coefficients, leverage)[on_rim:]  # rim: not typical
    return ResponseSurface(
        cubic=cubic,
        inverse=inverse,
        largest_leverage=float(leverage.max()),
        error_p99=float(np.percentile(error, 99)),
        exact_solves=len(chosen),
        nm=nm,
        n_above=n_above,
        is_open=is_open,
    )


def solve_exactly(
    states: SkinStates, *, nm: float, n_above: float, is_open: bool, kept: Kept | None = None
) -> Response:
    """The solver itself, for every row; what was solved before comes back to the last bit."""
    problems = as_problems(states, nm=nm, n_above=n_above, is_open=is_open)
    if kept is None:
        return Response(**_solved(problems))
    key = _key(problems)
    held = kept.get(key)
    if held is None:
        held = _solved(problems)
        kept.put(key, held)
    return Response(**held)


def _solved(problems: Problems) -> dict[str, FloatArray]:
    """Parts of a `Response`."""
    solution = solve(problems, beam_cosines=BEAM_COSINES, nodes=NODES)
    return {"reflectance": solution.reflectance, "fluence": solution.mean_fluence}


def _key(problems: Problems) -> str:
    """Of everything that an exact answer depends on, and of the code that solves it."""
    indices = problems.n_above, problems.n, problems.n_below
    return content_key(
        f"skin {made_by(MADE_OF_FOLDERS)} {indices} {BEAM_COSINES} {NODES}",
        (problems.thickness_mm, problems.mu_a_per_mm, problems.mu_s_per_mm, problems.g),
    )


def _outputs(response: Response) -> FloatArray:
    """(rows, outputs) ln of fluence and logit of reflectance."""
    fluence = np.log(np.maximum(response.fluence, 1e-30)).reshape(len(response.fluence), -1)
    r = np.clip(response.reflectance, 1e-9, 1.0 - 1e-9)
    return np.concatenate([np.log(r / (1.0 - r)), fluence], axis=1)


def _response(outputs: FloatArray) -> Response:
    odds = np.exp(outputs[:, :SOURCES])
    return Response(
        reflectance=odds / (1.0 + odds),
        fluence=np.exp(outputs[:, SOURCES:]).reshape(-1, SOURCES, len(LAYERS)),
    )


def _left_out(outputs: FloatArray, fitted: FloatArray, leverage: FloatArray) -> FloatArray:
    """Relative error of each row had it not been solved: the worst over what is judged."""
    residual = (outputs - fitted) / np.maximum(1.0 - leverage, 0.05)[:, None]
    r = 1.0 / (1.0 + np.exp(-outputs[:, :SOURCES]))
    reflect = np.abs(residual[:, :SOURCES] * (1.0 - r))
    layers = np.abs(residual[:, SOURCES:].reshape(-1, SOURCES, len(LAYERS))[:, :, JUDGED])
    worst: FloatArray = np.maximum(reflect.max(axis=1), layers.max(axis=(1, 2)))
    return worst


def _predict(surface: ResponseSurface, states: SkinStates, kept: Kept | None) -> Response:
    def part(rows: slice) -> tuple[FloatArray, BoolArray]:
        terms = surface.cubic.terms(states.variables[rows])
        leverage = ((terms @ surface.inverse) * terms).sum(axis=1)
        return terms @ surface.cubic.coefficients, leverage > FAR * surface.largest_leverage

    parts = in_parts(part, len(states), ROWS_AT_ONCE)
    response = _response(np.concatenate([outputs for outputs, _ in parts]))
    strangers = np.flatnonzero(np.concatenate([is_far for _, is_far in parts]))
    if len(strangers) == 0:
        return response
    different, which = states.rows(strangers).distinct()
    exact = solve_exactly(
        different, nm=surface.nm, n_above=surface.n_above, is_open=surface.is_open, kept=kept
    )
    response.reflectance[strangers] = exact.reflectance[which]
    response.fluence[strangers] = exact.fluence[which]
    return response
