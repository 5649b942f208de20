"""The chain from light to collagen as a hypothesis: what may happen, and how unsure it is.

The model is `tables/pbm_chain.ant`: 24 states, each one at its value without light. Nothing
here is a finding about people, no plan rests on it. Theory 12; priors in
`tables/pathway.json`, most of them guesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import OutOfModelError
from openpbm.sampling import between, normal, uniforms
from openpbm.tables import folder, typed
from openpbm.tables.row.pathway import PathwayRow

RECEPTORS = ("enzyme", "store", "none")
PLANCK_J_S, LIGHT_M_S = 6.62607015e-34, 299792458.0  # exact by definition of the SI
RED_FROM_NM, LONGEST_NM = 600.0, 950.0  # where the enzyme's absorption is spoken of
AREA_CM2_PER_EPS = 3.823e-21  # cm2 for each 1/(M cm): ln(10) 1000 / Avogadro
LIT_DEPENDENT = "eps_CCO"
DOSE = "dose"  # the draw of how much light reaches the layer
STATES = (
    *("B", "NO", "X", "PSI", "ATP", "ROS", "AOX", "SIG", "STR", "TF", "TG", "PM", "PC", "M1"),
    *("T1", "CN", "CM", "GAG", "EL", "NF", "CY", "CA", "CG", "PERF"),
)
ZERO_AT_REST = ("SIG", "STR", "TF")
QUIET: Mapping[str, Mapping[str, float]] = {
    "enzyme": {"kX": 0.0},
    "store": {"phiNO": 0.0, "yROS": 0.0},
    "none": {"phiNO": 0.0, "yROS": 0.0, "kX": 0.0},
}


@dataclass(frozen=True, kw_only=True)
class LightPart:
    """One colour in the layer that is looked at."""

    peak_nm: float
    fluence_rate_mw_cm2: float  # median
    spread_ln: float = 0.0  # standard deviation of its logarithm


@dataclass(frozen=True, kw_only=True)
class LightCourse:
    """Sessions of light in one layer: what drives the chain."""

    parts: tuple[LightPart, ...]
    session_min: float
    start_days: tuple[float, ...]  # of each session, from the first
    end_day: float  # how long to look on
    rise_k: float = 0.0  # of the layer while lit
    inflamed: bool = False  # acne and the like, before the first light

    def __post_init__(self) -> None:
        if not self.start_days or self.session_min <= 0:
            raise OutOfModelError("a course needs at least one session of more than 0 min")
        gaps = np.diff([*self.start_days, self.end_day]) * 1440.0
        if gaps.min() <= self.session_min:
            raise OutOfModelError(
                f"sessions of {self.session_min:g} min overlap: the shortest gap is "
                f"{gaps.min():g} min; expected longer gaps"
            )

    @property
    def absorbed_per_eps(self) -> FloatArray:
        """(parts,) photons absorbed a second by an enzyme, for each 1/(M cm), Eq. (12.1)."""
        return np.array([photon_rate(p) * AREA_CM2_PER_EPS for p in self.parts])


def photon_rate(part: LightPart) -> float:
    """Photons through a square centimetre a second, counted from all sides.

    >>> f"{photon_rate(LightPart(peak_nm=660.0, fluence_rate_mw_cm2=50.0)):.4g}"
    '1.661e+17'
    """
    joule = PLANCK_J_S * LIGHT_M_S / (part.peak_nm * 1e-9)
    return part.fluence_rate_mw_cm2 * 1e-3 / joule


def model_text() -> str:
    """The chain in Antimony, as it is run."""
    return (folder() / "pbm_chain.ant").read_text(encoding="utf-8")


def parameters() -> Mapping[str, PathwayRow]:
    """Every parameter with its prior."""
    return typed("pathway", PathwayRow)


def nominal() -> dict[str, float]:
    """The value of every parameter in the middle of its prior."""
    return {name: row.value for name, row in parameters().items()}


def draws(course: LightCourse, count: int, *, seed: int, receptor: str) -> dict[str, FloatArray]:
    """(count,) values of every parameter and of `kabs`, one photoreceptor at work.

    Raises:
        OutOfModelError: for a photoreceptor that is not in RECEPTORS.
    """
    if receptor not in RECEPTORS:
        raise OutOfModelError(
            f"photoreceptor is {receptor!r}; expected one of {', '.join(RECEPTORS)}"
        )
    table = parameters()
    names = [*table, *(f"{DOSE}_{i}" for i in range(len(course.parts)))]
    uniform = uniforms(names, count, seed=seed)
    found = {name: drawn(row, uniform[name]) for name, row in table.items()}
    found["CN0"] = found["kdM"] / found["kmat"]  # at rest what matures is what is lost
    for name, value in QUIET[receptor].items():
        found[name] = np.full(count, value)
    light = np.zeros(count)
    for i, (part, rate) in enumerate(zip(course.parts, course.absorbed_per_eps, strict=True)):
        light += rate * np.exp(part.spread_ln * normal(uniform[f"{DOSE}_{i}"]))
    found["kabs"] = found.pop(LIT_DEPENDENT) * light
    return found


def drawn(row: PathwayRow, uniform: FloatArray) -> FloatArray:
    """Values of one prior."""
    prior, kind = row.prior, row.prior.kind
    if kind == "fixed":
        return np.full_like(uniform, row.value)
    if kind in ("uniform", "loguniform"):
        assert prior.low is not None
        assert prior.high is not None
        if kind == "uniform":
            return between(uniform, prior.low, prior.high)
        return np.exp(between(uniform, float(np.log(prior.low)), float(np.log(prior.high))))
    if kind == "beta":
        from scipy.special import betaincinv

        quantiles: FloatArray = betaincinv(prior.a, prior.b, uniform)
        return quantiles
    middle = row.value if kind == "calibrated" else prior.median
    assert middle is not None
    assert prior.sd_ln is not None
    spread: FloatArray = middle * np.exp(prior.sd_ln * normal(uniform))
    return spread if prior.high is None else np.minimum(spread, prior.high)


def weighted_quantiles(samples: FloatArray, weight: FloatArray, at: Sequence[float]) -> FloatArray:
    """(len(at), ...) quantiles of (draws, ...) samples under (draws,) weights."""
    order = np.argsort(samples, axis=0)
    ranked = np.take_along_axis(samples, order, axis=0)
    reached = np.cumsum(weight[order], axis=0)
    reached = (reached - 0.5 * weight[order]) / weight.sum()
    flat, total = ranked.reshape(len(samples), -1), reached.reshape(len(samples), -1)
    found = np.stack([np.interp(at, total[:, i], flat[:, i]) for i in range(flat.shape[1])], axis=1)
    return found.reshape(len(at), *samples.shape[1:])
