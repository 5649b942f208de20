"""A person's skin from a measured spectrum or colour: least squares with its own doubt.

Melanin, blood and scattering are fitted by Gauss and Newton with the solver's gradients.
Oxygen saturation is fitted along, as something that is not known and not reported; the
thickness of the layers is not fitted but widens the result. Theory 3.10.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.errors import SpectrumError
from openpbm.skin.anatomy import SkinDraws
from openpbm.skin.colour import lab_and_slope
from openpbm.skin.instrument import Instrument, Reading, edge_loss, read
from openpbm.skin.optics import SkinStates, as_problems, skin_states
from openpbm.tables import numbers

PARAMETERS = ("melanin", "blood", "scattering", "saturation")  # logarithms; logit of the last
FOUND = 3  # the first three are findings
GROUP_NM = 50.0  # wavelengths that share one set of refractive indices
STEP = 1e-5  # of differences of the closed formulas of Theory 3.4 to 3.6
MOST_STEPS = 15
SETTLED = 1e-5
MOST_MISFIT = 9.0  # three standard deviations for every value
LONGEST_STEP = 1.0  # in logarithms
DERMIS = slice(2, 6)
RED_NM = 600.0
Z90 = 1.6448536269514722  # 5th to 95th percentile of a normal distribution


@dataclass(frozen=True, eq=False, kw_only=True)
class Spectrum:
    """A measured reflectance spectrum."""

    wavelength_nm: FloatArray  # (points,) rising
    reflectance: FloatArray  # (points,) share of light
    noise_sd: float  # of one point


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A fitted quantity with its 5th and 95th percentile."""

    median: float
    p05: float
    p95: float


@dataclass(frozen=True, eq=False, kw_only=True)
class SkinFit:
    """What a reading says of the skin, and how well the model follows it."""

    melanin_mm: Estimate  # melanosome fraction times thickness of the epidermis
    blood: Estimate  # volume fraction of the dermis
    scattering: Estimate  # factor on the power laws
    log_mean: FloatArray  # (3,) of the three logarithms
    log_covariance: FloatArray  # (3, 3)
    wavelength_nm: FloatArray  # (points,)
    modelled: FloatArray  # (points,) as the instrument would read it
    modelled_sd: FloatArray  # (points,) spread of the model where the fit leaves it
    edge_loss: FloatArray  # (points,) share lost at the rim, counted in `modelled`
    misfit: float  # chi square over the number of values; about 1 where the model holds


@dataclass(frozen=True, eq=False)
class _Model:
    """Reflectance at the wavelengths, and its derivatives by the parameters."""

    reflectance: FloatArray  # (points,)
    slope: FloatArray  # (points, parameters)
    loss: FloatArray  # (points,)
    diffuse: FloatArray  # (points,) scattered light before the rim


@dataclass(frozen=True, eq=False)
class _Data:
    """What was measured, as a function of the reflectance, and the doubt in it."""

    values: FloatArray  # (values,)
    noise: FloatArray  # (values, values) covariance
    of: Callable[[FloatArray], tuple[FloatArray, FloatArray]]  # value and its slope


@dataclass(frozen=True, eq=False)
class _Question:
    nm: FloatArray
    site: str
    instrument: Instrument


def fit_spectrum(spectrum: Spectrum, instrument: Instrument, *, site: str) -> SkinFit:
    """Melanin, blood and scattering from a spectrum.

    Raises:
        SpectrumError: the aperture loses too much light, or the fit does not settle.

    Source: Theory 3.10.
    """
    count = len(spectrum.wavelength_nm)
    noise = max(spectrum.noise_sd, numbers("skin")["fit.smallest_noise"].value)

    def unchanged(reflectance: FloatArray) -> tuple[FloatArray, FloatArray]:
        return reflectance, np.eye(count)

    data = _Data(spectrum.reflectance, noise**2 * np.eye(count), unchanged)
    return _fitted(_Question(spectrum.wavelength_nm, site, instrument), data)


def fit_lab(lab: tuple[float, float, float], instrument: Instrument, *, site: str) -> SkinFit:
    """The same from L*, a*, b* (D65, 2 degrees): three numbers, so the prior says more.

    Raises:
        SpectrumError: the colour is not one that skin can have.
    """
    nm = np.arange(400.0, 701.0, 20.0)

    def colour(reflectance: FloatArray) -> tuple[FloatArray, FloatArray]:
        return lab_and_slope(nm, reflectance)

    sd = numbers("skin")["fit.lab_sd"].value
    data = _Data(np.array(lab), sd**2 * np.eye(3), colour)
    return _fitted(_Question(nm, site, instrument), data)


def _fitted(question: _Question, data: _Data) -> SkinFit:
    centre, prior = _prior()
    at = centre.copy()
    doubt = _doubt(question, _model(question, at), anatomy=None)
    for last in (False, True):  # the doubt depends on the skin that is found
        at, model, covariance, misfit = _settle(question, data, at, doubt, (centre, prior))
        if not last:
            doubt = _doubt(question, model, anatomy=_by_anatomy(question, at, model))
    _check_edge(question, model)
    if misfit > MOST_MISFIT:
        raise SpectrumError(
            f"found no skin that reads like this (misfit {misfit:.0f}, about 1 where the model "
            "holds); check the unit, the geometry and that it is bare skin"
        )
    widened = covariance * max(1.0, misfit)  # what the model does not follow is doubt, too
    smallest = np.minimum(np.diag(widened), 1.0 / np.diag(prior))
    shrink = np.sqrt(smallest / np.diag(widened))  # never wider than before the reading
    widened = widened * shrink[:, None] * shrink
    sd = np.sqrt(np.diag(widened))
    estimates = [
        Estimate(
            median=float(np.exp(at[i])),
            p05=float(np.exp(at[i] - Z90 * sd[i])),
            p95=float(np.exp(at[i] + Z90 * sd[i])),
        )
        for i in range(FOUND)
    ]
    return SkinFit(
        melanin_mm=estimates[0],
        blood=estimates[1],
        scattering=estimates[2],
        log_mean=at[:FOUND],
        log_covariance=widened[:FOUND, :FOUND],
        wavelength_nm=question.nm,
        modelled=model.reflectance,
        modelled_sd=np.sqrt(np.einsum("ni,ij,nj->n", model.slope, widened, model.slope)),
        edge_loss=model.loss,
        misfit=misfit,
    )


def _prior() -> tuple[FloatArray, FloatArray]:
    """Means and inverse covariance of the parameters before anything is measured."""
    table = numbers("skin")
    middle = table["melanin.reference_epidermis_mm"].value * np.exp(
        table["melanin.intercept"].value + table["melanin.slope_per_deg"].value * 20.0
    )
    blood, saturation = table["blood.fraction"], table["blood.saturation"]
    assert blood.sd is not None
    assert saturation.sd is not None
    level = saturation.value
    centre = np.array([np.log(middle), np.log(blood.value), 0.0, np.log(level / (1.0 - level))])
    sd = np.array(
        [
            table["fit.melanin_sd_ln"].value,
            blood.sd,
            table["scattering.common_sd_ln"].value,
            saturation.sd / (level * (1.0 - level)),
        ]
    )
    return centre, np.diag(1.0 / sd**2)


def _settle(
    question: _Question,
    data: _Data,
    start: FloatArray,
    doubt: FloatArray,
    prior: tuple[FloatArray, FloatArray],
) -> tuple[FloatArray, _Model, FloatArray, float]:
    """Gauss and Newton with halved steps: (parameters, model, covariance, misfit)."""
    at, model = start, _model(question, start)
    cost, step, information, misfit = _step(data, model, at, doubt, prior)
    for _ in range(MOST_STEPS):
        if np.abs(step).max() < SETTLED:
            return at, model, floats(np.linalg.inv(information)), misfit
        trial = at + step * min(1.0, LONGEST_STEP / np.abs(step).max())
        moved = _model(question, trial)
        new_cost, new_step, new_information, new_misfit = _step(data, moved, trial, doubt, prior)
        if new_cost > cost * (1.0 + 1e-12) + 1e-12:
            step = 0.5 * step
            continue
        at, model, cost, step = trial, moved, new_cost, new_step
        information, misfit = new_information, new_misfit
    raise SpectrumError(
        "the fit does not settle: no skin of the model comes near these numbers; "
        "check the unit, the geometry and that it is skin"
    )


def _step(
    data: _Data,
    model: _Model,
    at: FloatArray,
    doubt: FloatArray,
    prior: tuple[FloatArray, FloatArray],
) -> tuple[float, FloatArray, FloatArray, float]:
    """Cost, next step, information and misfit at one skin. Eq. (3.16)."""
    value, slope = data.of(model.reflectance)
    weight = np.linalg.inv(slope @ doubt @ slope.T + data.noise)
    off, away = data.values - value, prior[0] - at
    by = slope @ model.slope
    information = by.T @ weight @ by + prior[1]
    step = floats(np.linalg.solve(information, by.T @ weight @ off + prior[1] @ away))
    chi = float(off @ weight @ off)
    return chi + float(away @ prior[1] @ away), step, information, chi / len(off)


def _doubt(question: _Question, model: _Model, anatomy: FloatArray | None) -> FloatArray:
    """(points, points) covariance of what the model cannot know. Eq. (3.17)."""
    table = numbers("skin")
    apart = np.abs(question.nm[:, None] - question.nm)
    doubt = table["fit.discrepancy_sd"].value ** 2 * np.exp(
        -apart / table["fit.discrepancy_nm"].value
    )
    rim = table["fit.edge_doubt"].value * model.loss * model.diffuse
    doubt = doubt + np.outer(rim, rim)
    return doubt if anatomy is None else doubt + anatomy @ anatomy.T


def _by_anatomy(question: _Question, at: FloatArray, model: _Model) -> FloatArray:
    """(points, 2) one standard deviation of epidermis and of dermis, as reflectance."""
    table = numbers("skin")
    columns = []
    for name in ("epidermis", "dermis"):
        factor = float(np.exp(table[f"thickness.{name}_sd_ln"].value))
        columns.append(_model(question, at, **{name: factor}).reflectance - model.reflectance)
    return np.stack(columns, axis=1)


def _check_edge(question: _Question, model: _Model) -> None:
    most = numbers("skin")["fit.most_edge"].value
    red = model.loss[question.nm >= RED_NM]
    if len(red) and float(red.mean()) > most:
        raise SpectrumError(
            f"aperture_mm: found {question.instrument.aperture_mm:g}; {red.mean():.0%} of the red "
            f"light would leave the skin outside it, more than the {most:.0%} that can be "
            "corrected; expected a larger aperture, or illuminated_mm if more is lit than measured"
        )


def _model(
    question: _Question, at: FloatArray, *, epidermis: float = 1.0, dermis: float = 1.0
) -> _Model:
    states = _states(question, at, epidermis, dermis)
    readings = _readings(question, states)
    diffuse = readings.reflectance - readings.mirrored
    loss = _loss(question, states)
    slope = np.zeros((len(question.nm), len(at)))
    for i, shift in enumerate(STEP * np.eye(len(at))):
        ahead = _states(question, at + shift, epidermis, dermis)
        behind = _states(question, at - shift, epidermis, dermis)
        by_a = (ahead.mu_a_per_mm - behind.mu_a_per_mm) / (2.0 * STEP)
        by_s = (ahead.mu_s_per_mm - behind.mu_s_per_mm) / (2.0 * STEP)
        lost = (_loss(question, ahead) - _loss(question, behind)) / (2.0 * STEP)
        entered = (readings.by_mu_a * by_a + readings.by_mu_s * by_s).sum(axis=1)
        slope[:, i] = (1.0 - loss) * entered - diffuse * lost
    return _Model(readings.mirrored + (1.0 - loss) * diffuse, slope, loss, diffuse)


def _states(question: _Question, at: FloatArray, epidermis: float, dermis: float) -> SkinStates:
    """A row for each wavelength."""
    like = np.ones_like(question.nm)
    draws = SkinDraws(
        ita_deg=0.0 * like,
        melanin_mm=np.exp(at[0]) * like,
        blood=np.exp(at[1]) * like,
        saturation=like / (1.0 + np.exp(-at[3])),
        scattering=np.exp(at[2]) * like,
        dermal_scattering=like,
        epidermis=epidermis * like,
        dermis=dermis * like,
        corneum=like,
    )
    return skin_states(draws, question.site, question.nm)


def _readings(question: _Question, states: SkinStates) -> Reading:
    """The solver on groups of wavelengths that share refractive indices."""
    group = np.floor(question.nm / GROUP_NM)
    parts = []
    for name in np.unique(group):
        rows = np.flatnonzero(group == name)
        nm = float(question.nm[rows].mean())
        problems = as_problems(states.rows(rows), nm=nm, n_above=1.0, is_open=False)
        parts.append(read(question.instrument, problems))
    return Reading(
        reflectance=np.concatenate([part.reflectance for part in parts]),
        mirrored=np.concatenate([part.mirrored for part in parts]),
        by_mu_a=np.concatenate([part.by_mu_a for part in parts]),
        by_mu_s=np.concatenate([part.by_mu_s for part in parts]),
    )


def _loss(question: _Question, states: SkinStates) -> FloatArray:
    """(points,) share of the scattered light that is lost at the rim."""
    thick = states.thickness_mm[:, DERMIS]
    share = thick / thick.sum(axis=1)[:, None]
    absorb = (states.mu_a_per_mm[:, DERMIS] * share).sum(axis=1)
    reduced = (states.mu_s_per_mm[:, DERMIS] * (1 - states.g[:, DERMIS]) * share).sum(axis=1)
    return edge_loss(question.instrument, absorb, reduced, 1.4)
