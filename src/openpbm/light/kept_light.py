"""The light of a mask over a face as arrays by name, so that the next plan need not work it out.

What comes back is what was kept, to the last bit, and it goes this way at the first time, too.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import Face
from openpbm.kept import Arrays, Kept, content_key
from openpbm.light.bounced import Bounced
from openpbm.light.device_draws import DeviceDraws
from openpbm.light.kept import MEMORY, light_made_by
from openpbm.light.layout import Layout, Sites, laid_out
from openpbm.light.region_light import RegionLight
from openpbm.light.sensor import Sensed, distances_of
from openpbm.light.standoff import LaidLight, StandoffLight, standoff_light
from openpbm.mask import Mask

OF_REGION, OF_TRACE, OF_SENSOR = (
    tuple(part.name for part in fields(kind)) for kind in (RegionLight, Bounced, Sensed)
)
AS_THEY_ARE = ("nodes_mm", "direct", "around", "covered", "lit_cm2", "sensor", "placing")
# Where its LEDs are and which way they look makes the light of a mask, for so much from each of
# them. Never read for it (tested): what feeds it, what its maker says of it, its colours. Of a
# claim only the distance counts.
NOT_OF_LIGHT = frozenset((
    *("name", "maker", "total_claim", "supply_w", "supply_v", "supply_a", "energy_wh_per_session"),
    *("portable", "mains", "session_min", "per_week", "programme_weeks", "minutes_recalled"),
    *("maker_goals", "stop_by_hand", "modes", "price_usd", "claim_status", "fictitious", "notes"),
))  # fmt: skip
NOT_OF_LIGHT_OF_CHANNEL = frozenset((
    *("peak_nm", "peak_tol_nm", "fwhm_nm", "spectrum", "power_mw", "power_said", "by_eye"),
    *("claim", "switchable", "dimmable", "pulsing"),
))  # fmt: skip


def kept_light(
    mask: Mask, face: Face, draws: DeviceDraws, *, shield: bool = False, kept: Kept | None = None
) -> StandoffLight:
    """The light over the standoffs that the scenarios span, from what was kept where it is there.

    Args:
        mask: the device.
        face: the face.
        draws: of the device; of these only the standoffs count.
        shield: goggles keep the skin around the eyes dark.
        kept: light of before. None: it is worked out, and only traces stay, in this process.

    Raises:
        MaskError: an LED that touches the skin, a zone without LEDs.
    """
    if kept is None:
        return standoff_light(mask, face, draws, shield=shield, kept=MEMORY)
    key = _key(mask, face, draws, shield)
    held = kept.get(key)
    if held is None:
        held = _packed(standoff_light(mask, face, draws, shield=shield, kept=kept))
        kept.put(key, held)
    return _unpacked(held, mask, face)


def _key(mask: Mask, face: Face, draws: DeviceDraws, shield: bool) -> str:
    """Of everything that the light depends on, and of the code that works it out."""
    told = json.dumps(_of_light(mask), default=_listed, sort_keys=True)
    shape = (face.points_mm, face.normals, face.area_cm2, face.triangles, face.region)
    return content_key(
        f"light {light_made_by()} {shield} {told}",
        (*shape, face.eyes_mm, face.mouth_mm, draws.standoff_mm),
    )


def _of_light(mask: Mask) -> dict[str, object]:
    """What of a mask the light between it and a face depends on."""
    own = {name: part for name, part in asdict(mask).items() if name not in NOT_OF_LIGHT}
    channels = [
        {name: part for name, part in channel.items() if name not in NOT_OF_LIGHT_OF_CHANNEL}
        for channel in own["channels"]
    ]
    return own | {"channels": channels, "distances_mm": distances_of(mask)}


def _listed(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray) else str(value)


def _packed(light: StandoffLight) -> Arrays:
    """L layouts by N nodes by C channels; of traces that several channels share, one."""
    nodes = [node for laid in light.laid for node in laid.bounced]
    traces = list({id(trace): trace for node in nodes for trace in node}.values())
    place = {id(trace): row for row, trace in enumerate(traces)}
    regions = [region for laid in light.laid for region in laid.regions]
    held = {
        **{name: getattr(light, name) for name in AS_THEY_ARE},
        **{f"region.{name}": [getattr(each, name) for each in regions] for name in OF_REGION},
        **{f"trace.{name}": [getattr(each, name) for each in traces] for name in OF_TRACE},
        "trace": np.reshape(
            [[place[id(trace)] for trace in node] for node in nodes],
            (len(light.laid), len(light.nodes_mm), -1),
        ),
        "lit": light.lit,
        "median_mm": light.median_mm,
        "of_channel": light.layout.of_channel,
        "fixed": [sites.fixed for sites in light.layout.sites],
        "read_at": list(light.read_at),
    }
    for row, sites in enumerate(light.layout.sites):
        held |= {f"{row}.foot_mm": sites.foot_mm, f"{row}.outward": sites.outward}
    for row, sensed in enumerate(light.read_at.values()):
        held |= {f"read_at.{row}.{name}": getattr(sensed, name) for name in OF_SENSOR}
    return {name: np.array(part, dtype=np.float64, order="C") for name, part in held.items()}


def _unpacked(held: Arrays, mask: Mask, face: Face) -> StandoffLight:
    layouts, nodes, _ = held["trace"].shape
    many = len(held["trace.skin"])
    traces = [Bounced(**_row(held, "trace", OF_TRACE, row)) for row in range(many)]
    laid = [
        LaidLight(
            regions=tuple(
                RegionLight(**_row(held, "region", OF_REGION, layout * nodes + node))
                for node in range(nodes)
            ),
            bounced=tuple(
                tuple(traces[int(row)] for row in held["trace"][layout, node])
                for node in range(nodes)
            ),
        )
        for layout in range(layouts)
    ]
    return StandoffLight(
        **{name: held[name] for name in AS_THEY_ARE},
        layout=_layout(held, mask, face),
        laid=tuple(laid),
        lit=held["lit"] > 0,
        median_mm=float(held["median_mm"]),
        read_at={
            float(distance_mm): Sensed(**{n: held[f"read_at.{row}.{n}"] for n in OF_SENSOR})
            for row, distance_mm in enumerate(held["read_at"])
        },
    )


def _row(held: Arrays, kind: str, names: tuple[str, ...], row: int) -> dict[str, FloatArray]:
    return {name: held[f"{kind}.{name}"][row] for name in names}


def _layout(held: Arrays, mask: Mask, face: Face) -> Layout:
    """The first one; the others live on in their light."""
    sites = [
        Sites(foot_mm=held[f"{row}.foot_mm"], outward=held[f"{row}.outward"], fixed=bool(fixed))
        for row, fixed in enumerate(held["fixed"])
    ]
    return laid_out(mask, face, tuple(sites), tuple(int(place) for place in held["of_channel"]))
