"""A panel as wide and as high as it is: its grid, its light, and what cannot be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from openpbm.arrays import FloatArray
from openpbm.errors import MaskError
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.files.mask_file import mask_from_text
from openpbm.light.grid import grid_of, panel_area_cm2
from openpbm.light.layout import lay
from openpbm.mask import Mask

FACE = canonical_face()
STANDOFF_MM = 150.0


def panel(said: str = "", form: str = "panel") -> Mask:
    text = f'[mask]\nname = "p"\nform = "{form}"\nled_count = 300\n'
    text += f"standoff_mm = {STANDOFF_MM}\n{said}\n"
    text += '[[channels]]\nrole = "red"\npeak_nm = 633\n'
    return mask_from_text(text + "claim = {irradiance_mw_cm2 = 20.0}", Path("panel.toml"))


def sized(width_mm: float, height_mm: float) -> Mask:
    return panel(f"width_mm = {width_mm}\nheight_mm = {height_mm}")


@pytest.mark.parametrize(("width", "height"), [(300.0, 900.0), (450.0, 200.0)])
def test_the_grid_is_as_wide_and_as_high_as_said(width: float, height: float) -> None:
    """The outermost LEDs lie half a pitch inside the edge, about the face's middle."""
    grid = grid_of(sized(width, height), FACE, 300)
    spread = np.ptp(grid.foot_mm, axis=0)
    pitch = np.sqrt(width * height / 300)
    assert spread[0] == pytest.approx(width - pitch, abs=0.3 * pitch)
    assert spread[1] == pytest.approx(height - pitch, abs=0.3 * pitch)
    assert grid.area_cm2 * 300 == pytest.approx(width * height / 100.0)
    middle = 0.5 * (FACE.points_mm.min(axis=0) + FACE.points_mm.max(axis=0))
    assert grid.foot_mm.mean(axis=0)[:2] == pytest.approx(middle[:2], abs=0.1 * pitch)


def test_a_stated_size_outranks_the_treated_area() -> None:
    mask = panel("width_mm = 300\nheight_mm = 900\ntreated_area_cm2 = 500")
    assert panel_area_cm2(mask, FACE) == pytest.approx(2700.0)
    assert panel_area_cm2(panel("treated_area_cm2 = 500"), FACE) == pytest.approx(500.0)


def region_light(mask: Mask) -> dict[str, float]:
    """Mean of each region, by a sum over matte LEDs of our own: cosines over distance squared."""
    sites = lay(mask, FACE).sites[0]
    leds, way = sites.at(STANDOFF_MM), -sites.outward
    ray = FACE.points_mm[:, None] - leds
    far = np.linalg.norm(ray, axis=-1)
    leaving = np.einsum("pli,li->pl", ray, way).clip(min=0.0) / far
    arriving = np.einsum("pli,pi->pl", -ray, FACE.normals).clip(min=0.0) / far
    light: FloatArray = (leaving * arriving / far**2).sum(axis=1)
    return {
        name: float(np.average(light[FACE.region == i], weights=FACE.area_cm2[FACE.region == i]))
        for i, name in enumerate(REGIONS)
    }


def test_a_taller_panel_lights_forehead_and_chin_more_evenly() -> None:
    """With the same mean over the face: ends of the face against its middle."""
    ends = []
    for height in (150.0, 300.0, 900.0):
        light = region_light(sized(300.0, height))
        mean = np.mean(list(light.values()))
        ends.append(0.5 * (light["forehead"] + light["chin"]) / mean)
    assert ends[0] < ends[1] < ends[2]
    assert ends[2] > 1.05 * ends[0]


@pytest.mark.parametrize(
    ("said", "form", "says"),
    [
        ("width_mm = 300", "panel", "found one of them; expected both"),
        ("width_mm = 300\nheight_mm = 0", "panel", "height of a panel"),
        ("width_mm = 300\nheight_mm = 9000", "panel", "20 to 3000 mm"),
        ('width_mm = "300"\nheight_mm = 900', "panel", "width of a panel"),
        ("width_cm = 30\nheight_mm = 900", "panel", "so width_mm = 300"),
        ("width_in = 12\nheight_in = 36", "panel", "so height_mm = 914.4"),
        ("width_mm = 200\nheight_mm = 200", "rigid_mask", "expected it of a panel or a canopy"),
    ],
)
def test_a_size_that_cannot_be_is_refused(said: str, form: str, says: str) -> None:
    with pytest.raises(MaskError, match=says):
        panel(said, form)
