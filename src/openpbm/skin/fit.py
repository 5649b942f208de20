"""A person's skin from a measured spectrum or colour: least squares with its own doubt.

Melanin, blood and scattering are fitted by Gauss and Newton with the solver's gradients.
Oxygen saturation and the powers of scattering and of melanin are fitted along, as something
that is not known and not reported; the thickness of the layers is not fitted but widens the
result. Theory 3.10.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from openpbm.arrays import FloatArray, IntArray, floats
from openpbm.errors import SpectrumError
from openpbm.skin.colour import USUAL, Viewing, lab_and_slope
from openpbm.skin.instrument import Instrument
from openpbm.skin.people import BEND_DEG, covariance, usual
from openpbm.skin.seen import ViewedAt, seen
from openpbm.tables import numbers

FOUND = 3  # the first three are findings
MOST_STEPS = 20  # faces take at most twelve
SETTLED = 1e-3  # of the cost that a step would gain: a thirtieth of a standard deviation
WORTH = 0.2  # a step that gains less of what it promised was too long: it swings
MOST_MISFIT = 20.0  # four and a half standard deviations for every value
LONGEST_STEP = 1.0  # in logarithms
RED_NM = 600.0
Z90 = 1.6448536269514722  # 5th to 95th percentile of a normal distribution


@dataclass(frozen=True, eq=False, kw_only=True)
class SkinSpectrum:
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
    parameters: FloatArray  # (6,) of skin/people.py; what follows the first three is no finding
    wavelength_nm: FloatArray  # (points,)
    modelled: FloatArray  # (points,) as the instrument would read it
    modelled_sd: FloatArray  # (points,) spread of the model where the fit leaves it
    edge_loss: FloatArray  # (points,) share lost at the rim, counted in `modelled`
    misfit: float  # chi square over the number of values; about 1 where the model holds


@dataclass(frozen=True, eq=False)
class _Data:
    """What was measured, as a function of the reflectance, and the doubt in it."""

    values: FloatArray  # (people, values)
    noise_sd: FloatArray  # (people,)
    of: Callable[[FloatArray], tuple[FloatArray, FloatArray]]  # value and slope, each person

    def part(self, who: IntArray) -> _Data:
        return _Data(self.values[who], self.noise_sd[who], self.of)


@dataclass(frozen=True, eq=False)
class _FitPlace:
    """Where the fit of each person stands."""

    at: FloatArray  # (people, parameters)
    reflectance: FloatArray  # (people, points)
    slope: FloatArray  # (people, points, parameters)
    loss: FloatArray  # (people, points)
    diffuse: FloatArray  # (people, points)
    cost: FloatArray  # (people,)
    step: FloatArray  # (people, parameters)
    gain: FloatArray  # (people,) of cost, expected of that step
    information: FloatArray  # (people, parameters, parameters)
    misfit: FloatArray  # (people,)
    unsure: FloatArray  # (people, points) what rim and thickness would explain of the rest

    def part(self, who: IntArray) -> _FitPlace:
        """Some of the people."""
        return _FitPlace(*(getattr(self, field.name)[who] for field in fields(self)))

    def put(self, who: IntArray, other: _FitPlace, which: IntArray) -> None:
        """Take some people's place from another one."""
        for field in fields(self):
            getattr(self, field.name)[who] = getattr(other, field.name)[which]


def fit_spectrum(spectrum: SkinSpectrum, instrument: Instrument, *, site: str) -> SkinFit:
    """Melanin, blood and scattering from a spectrum.

    Raises:
        SpectrumError: the aperture loses too much light, or the fit does not settle.

    Source: Theory 3.10.
    """
    noise = np.array([spectrum.noise_sd])
    found = fit_spectra(
        spectrum.wavelength_nm, spectrum.reflectance[None], noise, instrument, site=site
    )[0]
    if isinstance(found, SpectrumError):
        raise found
    return found


def fit_spectra(
    wavelength_nm: FloatArray,
    reflectance: FloatArray,
    noise_sd: FloatArray,
    instrument: Instrument,
    *,
    site: str,
    certain: bool = False,
) -> list[SkinFit | SpectrumError]:
    """The same for many people at once: a fit each, or why there is none.

    Args:
        wavelength_nm: (points,) rising.
        reflectance: (people, points) share of light.
        noise_sd: (people,) of one point.
        instrument: the same for all.
        site: region of the face.
        certain: takes the light lost at the rim and the thickness of the layers as they
            are stated, without doubt: what the six parameters alone can follow.
    """
    noise = np.maximum(noise_sd, numbers("skin")["fit.smallest_noise"].value)
    one = np.eye(len(wavelength_nm))

    def unchanged(modelled: FloatArray) -> tuple[FloatArray, FloatArray]:
        return modelled, np.broadcast_to(one, (len(modelled), *one.shape))

    question = ViewedAt(wavelength_nm, site, instrument)
    return _fitted(question, _Data(reflectance, noise, unchanged), certain=certain)


def fit_lab(
    lab: tuple[float, float, float], instrument: Instrument, *, site: str, viewing: Viewing = USUAL
) -> SkinFit:
    """The same from L*, a*, b*, as read for `viewing`: three numbers, so the prior says more.

    Raises:
        SpectrumError: the colour is not one that skin can have.
    """
    nm = np.arange(400.0, 701.0, 20.0)

    def colour(modelled: FloatArray) -> tuple[FloatArray, FloatArray]:
        pairs = [lab_and_slope(nm, row, viewing) for row in modelled]
        return np.stack([value for value, _ in pairs]), np.stack([slope for _, slope in pairs])

    sd = np.array([numbers("skin")["fit.lab_sd"].value])
    found = _fitted(ViewedAt(nm, site, instrument), _Data(np.array([lab]), sd, colour))[0]
    if isinstance(found, SpectrumError):
        raise found
    return found


def _fitted(
    question: ViewedAt, data: _Data, *, certain: bool = False
) -> list[SkinFit | SpectrumError]:
    prior = prior_skin()
    start = np.tile(prior[0], (len(data.values), 1))
    unsure = np.zeros((len(start), len(question.nm), 0))
    place = _settle(question, data, start, unsure, prior)
    who = np.flatnonzero(place.gain < SETTLED)
    if not certain and len(who):  # how much they matter depends on the skin that is found
        near = place.part(who)
        again = _settle(question, data.part(who), near.at, _unsure(question, near), prior)
        place.put(who, again, np.arange(len(who)))
    return [_answer(question, place, row, prior[1]) for row in range(len(start))]


def _answer(
    question: ViewedAt, place: _FitPlace, row: int, prior: FloatArray
) -> SkinFit | SpectrumError:
    """One person's result, or what is wrong with it."""
    try:
        _check_skin(question, place, row)
    except SpectrumError as wrong:
        return wrong
    at, misfit = place.at[row], float(place.misfit[row])
    covariance = floats(np.linalg.inv(place.information[row]))
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
    slope = place.slope[row]
    return SkinFit(
        melanin_mm=estimates[0],
        blood=estimates[1],
        scattering=estimates[2],
        log_mean=at[:FOUND],
        log_covariance=widened[:FOUND, :FOUND],
        parameters=at,
        wavelength_nm=question.nm,
        modelled=place.reflectance[row] + place.unsure[row],
        modelled_sd=np.sqrt(np.einsum("ni,ij,nj->n", slope, widened, slope)),
        edge_loss=place.loss[row],
        misfit=misfit,
    )


def _check_skin(question: ViewedAt, place: _FitPlace, row: int) -> None:
    """Raises SpectrumError where no skin of the model reads like this."""
    if place.gain[row] >= SETTLED:
        raise SpectrumError(
            "the fit does not settle: no skin of the model comes near these numbers; "
            "check the unit, the geometry and that it is skin"
        )
    most = numbers("skin")["fit.most_edge"].value
    red = place.loss[row][question.nm >= RED_NM]
    if len(red) and float(red.mean()) > most:
        raise SpectrumError(
            f"aperture_mm: found {question.instrument.aperture_mm:g}; {red.mean():.0%} of the red "
            f"light would leave the skin outside it, more than the {most:.0%} that can be "
            "corrected; expected a larger aperture, or illuminated_mm if more is lit than measured"
        )
    if place.misfit[row] > MOST_MISFIT:
        raise SpectrumError(
            f"found no skin that reads like this (misfit {place.misfit[row]:.0f}, about 1 where "
            "the model holds); check the unit, the geometry and that it is bare skin"
        )


def prior_skin(ita_deg: float = BEND_DEG) -> tuple[FloatArray, FloatArray]:
    """Means and inverse covariance of the parameters before anything more is measured."""
    sd = np.sqrt(np.diag(covariance()))
    for place, name in ((0, "melanin"), (2, "scattering")):  # any colour, any part of the body
        sd[place] = numbers("skin")[f"fit.{name}_sd_ln"].value
    return usual(np.array(ita_deg)), np.diag(1.0 / sd**2)


def _settle(
    question: ViewedAt,
    data: _Data,
    start: FloatArray,
    unsure: FloatArray,
    prior: tuple[FloatArray, FloatArray],
) -> _FitPlace:
    """Gauss and Newton with shortened steps, until nobody gains any more."""
    place = _place(question, data, start, unsure, prior)
    for _ in range(MOST_STEPS):
        who = np.flatnonzero(place.gain >= SETTLED)
        if len(who) == 0:
            break
        short = np.minimum(1.0, LONGEST_STEP / np.abs(place.step[who]).max(axis=1))
        trial = place.at[who] + place.step[who] * short[:, None]
        moved = _place(question, data.part(who), trial, unsure[who], prior)
        better = moved.cost <= place.cost[who] - WORTH * short * place.gain[who]
        place.put(who[better], moved, np.flatnonzero(better))
        place.step[who[~better]] *= 0.4 * short[~better, None]
        place.gain[who[~better]] *= 0.4
    return place


def _place(
    question: ViewedAt,
    data: _Data,
    at: FloatArray,
    unsure: FloatArray,
    prior: tuple[FloatArray, FloatArray],
) -> _FitPlace:
    """Cost, next step, information and misfit at some skins. Eq. (3.16)."""
    model = seen(question, at)
    value, slope = data.of(model.reflectance)
    noise = data.noise_sd[:, None, None] ** 2 * np.eye(value.shape[1])
    modes = unsure @ unsure.swapaxes(1, 2)
    doubt = _discrepancy(question.nm) + modes
    weight = np.linalg.inv(slope @ doubt @ slope.swapaxes(1, 2) + noise)
    off, away = data.values - value, prior[0] - at
    by = slope @ model.slope
    pull = by.swapaxes(1, 2) @ weight
    information = pull @ by + prior[1]
    wanted = (pull @ off[:, :, None])[:, :, 0] + away @ prior[1]
    step = floats(np.linalg.solve(information, wanted[:, :, None])[:, :, 0])
    weighed = (weight @ off[:, :, None])[:, :, 0]
    chi = (off * weighed).sum(axis=1)
    return _FitPlace(
        at=at,
        reflectance=model.reflectance,
        slope=model.slope,
        loss=model.loss,
        diffuse=model.diffuse,
        cost=chi + np.einsum("bi,ij,bj->b", away, prior[1], away),
        step=step,
        gain=(step * wanted).sum(axis=1),
        information=information,
        misfit=chi / value.shape[1],
        unsure=(modes @ (slope.swapaxes(1, 2) @ weighed[:, :, None]))[:, :, 0],
    )


def _discrepancy(nm: FloatArray) -> FloatArray:
    """(points, points) covariance of what the model cannot follow. Eq. (3.17)."""
    table = numbers("skin")
    apart = np.abs(nm[:, None] - nm)
    size = table["fit.discrepancy_sd"].value
    return floats(size**2 * np.exp(-apart / table["fit.discrepancy_nm"].value))


def _unsure(question: ViewedAt, place: _FitPlace) -> FloatArray:
    """(people, points, 3) one standard deviation of the rim, epidermis and dermis. Eq. (3.17)."""
    table = numbers("skin")
    columns = [table["fit.edge_doubt"].value * place.loss * place.diffuse]
    for name in ("epidermis", "dermis"):
        factor = float(np.exp(table[f"thickness.{name}_sd_ln"].value))
        changed = seen(question, place.at, **{name: factor})
        columns.append(changed.reflectance - place.reflectance)
    return np.stack(columns, axis=2)


__all__ = ["Estimate", "SkinFit", "SkinSpectrum", "fit_lab", "fit_spectra", "fit_spectrum"]
