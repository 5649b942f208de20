"""What a skin is asked: the light of each channel as lines, by band, through air or a film."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.light.device_draws import DeviceDraws
from openpbm.mask import Channel, Mask
from openpbm.response.evidence import band_of
from openpbm.skin.anatomy import SkinDraws
from openpbm.skin.response import Request, SkinLight, line_nodes

QUANTILES = 5  # nodes of a measured spectrum


def bands_of_mask(mask: Mask) -> dict[str, list[int]]:
    """Channels by band; a wavelength outside every band stands alone."""
    found: dict[str, list[int]] = {}
    for c, channel in enumerate(mask.channels):
        found.setdefault(band_of(channel.peak_nm) or f"{channel.peak_nm:g} nm", []).append(c)
    return found


Line = tuple[FloatArray, FloatArray]


def distinct_lines(lines: Sequence[Line]) -> tuple[list[int], list[Line]]:
    """Of each line the place among those that differ, and these: light alike sinks alike."""
    places: list[int] = []
    different: list[Line] = []
    for nm, weight in lines:
        same = (np.array_equal(nm, a) and np.array_equal(weight, b) for a, b in different)
        place = next((i for i, equal in enumerate(same) if equal), len(different))
        if place == len(different):
            different.append((nm, weight))
        places.append(place)
    return places, different


def line_of(channel: Channel, device: DeviceDraws, c: int) -> Line:
    """(scenarios, nodes) wavelengths and (nodes,) weights of a channel's light."""
    if channel.spectrum is not None:
        nodes = channel.spectrum.quantiles_nm(QUANTILES)
        shape = (len(device.standoff_mm), QUANTILES)
        return np.broadcast_to(nodes, shape).copy(), np.full(QUANTILES, 1.0 / QUANTILES)
    return line_nodes(device.peak_nm[:, c], device.fwhm_nm[:, c])


def by_entry(
    answers: Sequence[SkinLight], entries: Sequence[bool], device: DeviceDraws
) -> SkinLight:
    """Each scenario's answer at its own entry, dry or wet."""
    if len(entries) == 1:
        return answers[0]
    dry, film = answers

    def chosen(a: FloatArray, b: FloatArray) -> FloatArray:
        return np.where(device.wet.reshape(-1, *(1,) * (a.ndim - 1)), b, a)

    return SkinLight(
        reflectance=chosen(dry.reflectance, film.reflectance),
        fluence=chosen(dry.fluence, film.fluence),
        absorbed=chosen(dry.absorbed, film.absorbed),
    )


def request_of(skin: SkinDraws, bend: FloatArray, line: Line, wet: bool) -> Request:
    """A line on these skins, in every region of the face."""
    return Request(
        skin=skin,
        regions=REGIONS,
        wavelength_nm=line[0],
        weight=line[1],
        wet=wet,
        curvature_per_mm=bend,
    )
