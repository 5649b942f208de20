"""The last bit decides nothing: inputs that differ by 1e-12 give the same plan to 1e-6.

Ties are the trap: two cells equally far from the middle line, two LEDs as bright, twins on
both cheeks. Whatever picks one of them by the last digits of a sum fails here.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pytest import approx

from openpbm.face import Face
from openpbm.face.canonical import canonical_face
from openpbm.face.surface import point_area_cm2, point_normals
from openpbm.files.person_file import read_person
from openpbm.light.even_sites import LAYOUTS
from openpbm.light.layout import lay
from openpbm.light.map import irradiance_on
from openpbm.light.region_light import region_light
from openpbm.light.wear import wear
from openpbm.mask import Channel, Mask
from openpbm.planning.plan import plan
from plain import plain_mask

EXAMPLES = Path(__file__).parents[2] / "examples"
JITTER = 1e-12  # mm, and share of an irradiance
SAME = 1e-6
RED = Channel(role="red", peak_nm=633.0)
NIR = Channel(role="nir", peak_nm=830.0)


def jittered(face: Face, seed: int) -> Face:
    noise = np.random.default_rng(seed).normal(0.0, JITTER, (len(face.points_mm) + 3, 3))
    points_mm = face.points_mm + noise[3:]
    return replace(
        face,
        points_mm=points_mm,
        normals=point_normals(points_mm, face.triangles),
        area_cm2=point_area_cm2(points_mm, face.triangles),
        eyes_mm=face.eyes_mm + noise[:2],
        mouth_mm=face.mouth_mm + noise[2],
    )


def worn(count: int, treated_area_cm2: float | None = None) -> Mask:
    return plain_mask("flexible_mask", RED, NIR, led_count=count, treated_area_cm2=treated_area_cm2)


def published() -> Mask:
    """Both colours at one place each, twins on both sides, one on the middle line."""
    sites = lay(worn(67), canonical_face()).sites[0]
    places, ways = sites.at(8.0), -sites.outward
    channels = tuple(replace(c, positions_mm=places, directions=ways) for c in (RED, NIR))
    return Mask(id="p", name="p", form="rigid_mask", channels=channels)


MASKS = {
    "even": worn(132),
    "odd": worn(125),
    "inner": worn(132, treated_area_cm2=250.0),
    "shared": Mask(
        id="s",
        name="s",
        form="flexible_mask",
        channels=(replace(RED, led_count=40), replace(NIR, led_count=40)),
        led_count=80,
    ),
    "published": published(),
    "panel": Mask(id="w", name="w", form="panel", channels=(RED,), led_count=300),
}


def moved(mask: Mask, seed: int) -> Mask:
    """The same mask, with jitter on every published LED."""
    rng = np.random.default_rng(seed)

    def nudged(channel: Channel) -> Channel:
        places = channel.positions_mm
        if places is None:
            return channel
        return replace(channel, positions_mm=places + rng.normal(0, JITTER, places.shape))

    return replace(mask, channels=tuple(nudged(channel) for channel in mask.channels))


@pytest.mark.parametrize("standoff_mm", [3.0, 10.0])
@pytest.mark.parametrize("name", sorted(MASKS))
def test_jitter_of_the_face_and_of_leds_moves_no_light(name: str, standoff_mm: float) -> None:
    mask = MASKS[name]
    if name == "panel":
        standoff_mm *= 15.0
    before, after = (
        region_light(face, irradiance_on(face, wear(m, face, standoff_mm=standoff_mm)))
        for face, m in (
            (canonical_face(), mask),
            (jittered(canonical_face(), 3), moved(mask, 4)),
        )
    )
    for part in ("by_angle", "neighbourhood", "hot", "mean", "over_led", "eye"):
        old = np.asarray(getattr(before, part))
        assert getattr(after, part) == approx(old, rel=SAME, abs=1e-12 * old.max()), part


@pytest.mark.parametrize("which", range(LAYOUTS))
def test_led_places_do_not_hang_on_the_last_bit_of_the_face(which: int) -> None:
    for mask in (MASKS["even"], MASKS["odd"], MASKS["inner"]):
        old, new = (
            lay(mask, f, which).sites[0] for f in (canonical_face(), jittered(canonical_face(), 7))
        )
        assert new.at(8.0) == approx(old.at(8.0), abs=1e-9)


def alike(new: object, old: object, where: str) -> None:
    """The same words, and numbers that agree to `SAME`."""
    assert type(new) is type(old), where
    if isinstance(old, np.ndarray):
        assert new == approx(old, rel=SAME, abs=1e-9), where
    elif isinstance(old, float):
        assert new == approx(old, rel=SAME, abs=1e-9, nan_ok=True), where
    elif isinstance(old, tuple):
        assert isinstance(new, tuple), where
        assert len(new) == len(old), where
        for place, (one, other) in enumerate(zip(new, old, strict=True)):
            alike(one, other, f"{where}[{place}]")
    elif is_dataclass(old):
        for field in fields(old):
            if field.name not in ("inputs_sha256", "mask"):
                alike(getattr(new, field.name), getattr(old, field.name), f"{where}.{field.name}")
    else:
        assert new == old, where


@pytest.mark.parametrize("name", ["home", "unknown-mask-measured"])
def test_jitter_of_face_and_light_gives_the_same_plan(name: str) -> None:
    given = read_person(EXAMPLES / f"{name}.toml")
    mask, face = given.mask, canonical_face(given.person.face_height_mm)
    assert mask is not None
    brighter = replace(
        mask,
        channels=tuple(
            replace(
                c,
                claim=c.claim
                and replace(c.claim, irradiance_mw_cm2=c.claim.irradiance_mw_cm2 * (1 + JITTER)),
                readings=tuple(
                    replace(r, irradiance_mw_cm2=r.shown * (1 + JITTER)) for r in c.readings
                ),
            )
            for c in mask.channels
        ),
    )
    old, new = (
        plan(given.person, m, start=date(2026, 11, 22), face=f, scenarios=48)
        for m, f in ((mask, face), (brighter, jittered(face, 5)))
    )
    alike(new, old, name)
