"""Pictures, sliders and the two faces: pixels where they belong, numbers that stay linear."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_factory import VARIANTS, face_maps, planned
from pytest import approx

from openpbm.answer import FaceMaps, Planned
from openpbm.errors import MaskError
from openpbm.face import REGIONS
from openpbm.mask import Zone
from openpbm.reports import live, raster
from openpbm.reports.html import report_html
from openpbm.reports.maps import face_figures

NAMES = sorted(VARIANTS)
WITH_SESSION = ("planned", "below_trial", "zoned")
WITHOUT = ("refused", "insufficient")


@cache
def plan_of(name: str) -> Planned:
    made = VARIANTS[name]()
    assert isinstance(made, Planned)
    return made


# ---- pixels


def _sphere(radius_mm: float = 60.0) -> FaceMaps:
    """A closed mesh whose outline from anywhere is a circle."""
    import trimesh

    ball = trimesh.creation.icosphere(subdivisions=4, radius=radius_mm)
    points = np.asarray(ball.vertices, dtype=np.float64)
    return FaceMaps(
        points_mm=points,
        normals=points / radius_mm,
        triangles=np.asarray(ball.faces, dtype=np.int64),
        region=np.where(points[:, 0] > 0, 4, 5).astype(np.int64),  # left and right cheek
        direct_mw_cm2=np.stack([np.linalg.norm(points - [0, 0, 2 * radius_mm], axis=1)]),
        beneath_mw_cm2=np.stack([points[:, 0] + 2 * radius_mm]),
        neighbourhood_mw_cm2=np.stack([points[:, 1] + radius_mm]),
    )


@cache
def ball_strip() -> tuple[FaceMaps, raster.Strip]:
    maps = _sphere()
    return maps, raster.strip_of(maps)


def test_each_view_of_a_sphere_is_a_disc() -> None:
    _, strip = ball_strip()
    view = (strip.pixel % strip.width_px) // raster.WIDTH_PX
    for i in range(3):
        covered = int((view == i).sum())
        wide = int(np.ptp(strip.pixel[view == i] % strip.width_px)) + 1
        assert covered == approx(np.pi / 4 * wide**2, rel=0.02)


def test_a_camera_sees_only_the_near_side() -> None:
    maps, strip = ball_strip()
    view = (strip.pixel % strip.width_px) // raster.WIDTH_PX
    towards = strip.field(maps.points_mm[:, 2])
    assert towards[view == 1].min() > -2.0  # front: half the sphere, a pixel's slack
    across = strip.field(maps.points_mm[:, 0])
    assert across[view == 0].mean() > 10  # left view: the wearer's left, x > 0
    assert across[view == 2].mean() < -10


def test_a_linear_field_is_interpolated_to_its_place() -> None:
    maps, strip = ball_strip()
    view = (strip.pixel % strip.width_px) // raster.WIDTH_PX
    front = view == 1
    height = strip.field(maps.points_mm[:, 1])[front]
    row = strip.pixel[front] // strip.width_px
    slope = np.polyfit(row, height, 1)
    assert np.abs(height - np.polyval(slope, row)).max() < 1e-6
    assert slope[0] < 0  # up is up


def test_unlit_skin_is_grey_and_no_light_is_dark() -> None:
    _, strip = ball_strip()
    dark = np.zeros(len(strip.pixel))
    grey = raster.painted(strip, dark, 1.0, dark > 0).reshape(-1, 4)[strip.pixel]
    black = raster.painted(strip, dark, 1.0, dark == 0).reshape(-1, 4)[strip.pixel]
    assert np.ptp(grey[:, :3].astype(int), axis=1).max() <= 12
    assert grey[:, :3].min() > 120
    assert black[:, :3].max() < 10


def test_all_faces_of_a_figure_share_one_scale() -> None:
    plan = plan_of("planned")
    base = live.base_of(plan)
    faces = face_figures(plan, base)
    assert len(faces.irradiance.pictures) == 2
    maps = face_maps()
    most = (maps.direct_mw_cm2 + 0.5 * maps.neighbourhood_mw_cm2).max()
    assert 0.4 * most < faces.irradiance.top < 2.5 * most


def test_maps_that_do_not_fit_the_model_are_no_plan() -> None:
    plan = planned()
    assert isinstance(plan, Planned)
    short = replace(plan.maps, direct_mw_cm2=plan.maps.direct_mw_cm2[:1])
    with pytest.raises(MaskError, match="expected of 2"):
        replace(plan, maps=short)


def test_zones_that_share_a_colour_share_a_curve() -> None:
    plan = planned()
    assert isinstance(plan, Planned)
    zones = (Zone(name="top", regions=("forehead",)), Zone(name="rest", regions=("chin",)))
    channels = [replace(c, zone=zone.name) for zone in zones for c in plan.mask.channels]
    mask = replace(plan.mask, channels=tuple(channels), zones=zones)
    tiled = replace(
        plan.profile,
        median=np.tile(plan.profile.median, (2, 1)),
        p05=np.tile(plan.profile.p05, (2, 1)),
        p95=np.tile(plan.profile.p95, (2, 1)),
    )
    page = report_html(replace(plan, mask=mask, profile=tiled))
    curves = re.findall(r'<path class="line ch-(\w+)" d="M[^H"]*L', page)
    assert sorted(curves) == ["nir", "red"]


# ---- live model


def test_at_rest_the_sliders_say_what_the_plan_says() -> None:
    for name in WITH_SESSION:
        plan = plan_of(name)
        assert isinstance(plan, Planned)
        base = live.base_of(plan)
        dose = live.live_dose(base, base.model.own, base.minutes, base.drive)
        assert (dose.p05, dose.median, dose.p95) == approx(
            (plan.target_dose.p05, plan.target_dose.median, plan.target_dose.p95)
        )


@given(st.floats(0.05, 1.0), st.floats(0.0, 30.0), st.integers(0, 5))
def test_dose_is_linear_in_drive_and_minutes(drive: float, minutes: float, kind: int) -> None:
    base = live.base_of(plan_of("planned"))
    one = live.live_dose(base, kind, minutes, drive).median
    assert live.live_dose(base, kind, 2 * minutes, drive).median == approx(2 * one)
    assert live.live_dose(base, kind, minutes, drive / 2).median == approx(one / 2)


def test_only_the_wished_regions_count() -> None:
    base = live.base_of(plan_of("zoned"))
    dark = [i for i, name in enumerate(REGIONS) if name in ("nose", "lips", "jaw")]
    assert base.weights[dark].sum() == 0
    assert base.weights.sum() == approx(1.0)
    assert base.channel_minutes[:, dark].max() == 0
