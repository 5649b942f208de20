"""How sampled skins answer the light of a channel: reflectance, dose and absorption.

Groups everything that shares a band (the person's skin, its six colours, the trial's
participants) on one response surface, and averages over each LED's line. Theory 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.kept import Kept
from openpbm.mask.spectrum import gaussian_nodes
from openpbm.skin.anatomy import DERMIS, LAYERS, SkinDraws, sites_of
from openpbm.skin.curvature import bent
from openpbm.skin.optics import SkinStates, joined, refractive_indices, skin_states
from openpbm.skin.surface import BEAM_COSINES, EXACT, SOURCES, Response, fit_surface
from openpbm.tables import numbers

AIR = 1.0
WIDE_NM = 100.0  # from the first to the last node; a narrower line bends as its middle does
Entry = tuple[float, float]  # index above the skin, and the wavelength of all indices


@dataclass(frozen=True, eq=False, kw_only=True)
class Request:
    """Skins, the regions they are asked at, and the line that shines on them."""

    skin: SkinDraws
    regions: tuple[str, ...]
    wavelength_nm: FloatArray  # (scenarios, nodes)
    weight: FloatArray  # (nodes,), sums to one
    wet: bool = False  # a gel film instead of air above the skin
    curvature_per_mm: FloatArray | None = None  # (scenarios, regions), mean; None: plane skin


@dataclass(frozen=True, eq=False, kw_only=True)
class SkinLight:
    """Per unit irradiance of each source: Lambertian, then the beams of BEAM_COSINES."""

    reflectance: FloatArray  # (scenarios, regions, sources)
    fluence: FloatArray  # (scenarios, regions, sources, layers), layer means
    absorbed: FloatArray  # (scenarios, regions, sources, layers), share of the irradiance

    def mixed(self, incidence: FloatArray) -> MixedLight:
        """Light that arrives spread over angles.

        Args:
            incidence: (scenarios, regions, 1 + beams) shares at the beam cosines and,
                last, at grazing incidence, where everything is reflected.
        """
        beams = incidence[..., :-1]
        return MixedLight(
            reflectance=(beams * self.reflectance[..., 1:]).sum(axis=-1) + incidence[..., -1],
            fluence=np.einsum("...b,...bl->...l", beams, self.fluence[..., 1:, :]),
            absorbed=np.einsum("...b,...bl->...l", beams, self.absorbed[..., 1:, :]),
        )

    @property
    def diffuse(self) -> MixedLight:
        """Lambertian light: what the cavity throws back."""
        return MixedLight(
            reflectance=self.reflectance[..., 0],
            fluence=self.fluence[..., 0, :],
            absorbed=self.absorbed[..., 0, :],
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class MixedLight:
    """The same, for one angular distribution."""

    reflectance: FloatArray  # (scenarios, regions)
    fluence: FloatArray  # (scenarios, regions, layers)
    absorbed: FloatArray  # (scenarios, regions, layers)


@dataclass(frozen=True, eq=False, kw_only=True)
class BandResponse:
    """Answers to the requests of one band, in order, and how good the surface is."""

    light: tuple[SkinLight, ...]
    error_p99: float
    exact_solves: int


def line_nodes(peak_nm: FloatArray, fwhm_nm: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Wavelengths (scenarios, nodes) and weights (nodes,) of Gaussian lines. Theory 2.2."""
    offsets, weights = gaussian_nodes(3)
    return peak_nm[:, None] + fwhm_nm[:, None] * offsets, weights


def respond(
    requests: Sequence[Request],
    *,
    seed: int = 0,
    kept: Kept | None = None,
    like: Sequence[Request] = (),
    exact: int = EXACT,
) -> BandResponse:
    """Answer every request of one band from one surface per kind of skin and entry.

    Args:
        requests: what is asked.
        seed: of the choice of skins that are solved exactly.
        kept: exact answers of before.
        like: what the surfaces are fitted to instead of what is asked: an answer then depends
            on no other request. One of each kind of skin and entry that is asked for.
        exact: how many skins are solved for each surface.
    """
    answers: dict[int, SkinLight] = {}
    worst, solves = 0.0, 0
    kinds = sorted({(r.skin.is_open, r.wet) for r in requests})
    for is_open, wet in kinds:
        members = [i for i, r in enumerate(requests) if (r.skin.is_open, r.wet) == (is_open, wet)]
        states = [_states(requests[i]) for i in members]
        everything = joined(states)
        fitted = [r for r in like if (r.skin.is_open, r.wet) == (is_open, wet)]
        lines = [r.wavelength_nm.ravel() for r in fitted or [requests[i] for i in members]]
        nm = float(np.median(np.concatenate(lines)))
        entry = numbers("skin")["index.gel"].value if wet else AIR
        stands_for = joined([_states(r) for r in fitted]) if fitted else everything
        surface = fit_surface(
            stands_for,
            nm=nm,
            n_above=entry,
            is_open=is_open,
            seed=seed,
            exact=exact,
            kept=kept,
        )
        worst, solves = max(worst, surface.error_p99), max(solves, surface.exact_solves)
        response = surface(everything, None if fitted else kept)  # strangers come once
        start = 0
        for i, own in zip(members, states, strict=True):
            part = slice(start, start + len(own))
            seen = Response(reflectance=response.reflectance[part], fluence=response.fluence[part])
            plane = _averaged(requests[i], own, seen)
            answers[i] = _bent(requests[i], own, seen, plane, (entry, nm))
            start += len(own)
    return BandResponse(
        light=tuple(answers[i] for i in range(len(requests))), error_p99=worst, exact_solves=solves
    )


def _states(request: Request) -> SkinStates:
    """Rows ordered by site, then node, then scenario."""
    return joined(
        [
            skin_states(request.skin, region, request.wavelength_nm[:, node])
            for region in sites_of(request.regions)[0]
            for node in range(len(request.weight))
        ]
    )


def _averaged(request: Request, states: SkinStates, answer: Response) -> SkinLight:
    different, which = sites_of(request.regions)
    shape = (len(different), len(request.weight), len(request.skin))
    reflectance = answer.reflectance.reshape(*shape, SOURCES)
    fluence = answer.fluence.reshape(*shape, SOURCES, len(LAYERS))
    absorbing = (states.mu_a_per_mm * states.thickness_mm).reshape(*shape, 1, len(LAYERS))
    return SkinLight(
        reflectance=np.einsum("rnsk,n->srk", reflectance, request.weight)[:, which],
        fluence=np.einsum("rnskl,n->srkl", fluence, request.weight)[:, which],
        absorbed=np.einsum("rnskl,n->srkl", fluence * absorbing, request.weight)[:, which],
    )


def _bent(
    request: Request, states: SkinStates, answer: Response, plane: SkinLight, entry: Entry
) -> SkinLight:
    """The answer of skin that bends; over a wide spectrum each layer by what reaches it. 11.8."""
    if request.curvature_per_mm is None:
        return plane
    different, which = sites_of(request.regions)
    shape = (len(different), len(request.weight), len(request.skin))
    followed = _followed(request)
    rows = np.arange(len(states)).reshape(shape)[which][:, followed]  # (R, nodes, S)
    n_above, nm = entry
    dermis = refractive_indices(nm, is_open=request.skin.is_open)[LAYERS.index(DERMIS[0])]
    bend = np.broadcast_to(request.curvature_per_mm.T[:, None], rows.shape)
    factor = bent(states.rows(rows.ravel()), bend.ravel(), n_above=n_above, n=dermis)
    weight = request.weight[followed][:, None, None]
    reach = weight * answer.fluence[rows, 0]  # (R, nodes, S, L), of matte light
    taken = weight * (1.0 - answer.reflectance[rows, :1])

    def mean(values: FloatArray, by: FloatArray) -> FloatArray:
        """(S, R, 1, ...) of values by row."""
        whole = (values.reshape(by.shape) * by).sum(axis=1) / by.sum(axis=1)
        return floats(whole.swapaxes(0, 1)[:, :, None])

    return SkinLight(
        reflectance=1.0 - (1.0 - plane.reflectance) * mean(factor.taken_up, taken)[..., 0],
        fluence=plane.fluence * mean(factor.fluence, reach),
        absorbed=plane.absorbed * mean(factor.absorbed, reach),
    )


def _followed(request: Request) -> list[int]:
    """Nodes that bends are worked out at: the middle one, of a wide spectrum every one."""
    nodes = len(request.weight)
    wide = np.ptp(request.wavelength_nm, axis=1).max() > WIDE_NM
    return list(range(nodes)) if wide else [nodes // 2]


__all__ = [
    "BEAM_COSINES",
    "BandResponse",
    "MixedLight",
    "Request",
    "SkinLight",
    "line_nodes",
    "respond",
]
