"""Maps of a mask: areas add up, light is linear, deeper is less and more even, files read back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import trimesh
from pyarrow import parquet

from openpbm.arrays import FloatArray
from openpbm.cli.main import main
from openpbm.errors import OutOfModelError
from openpbm.files.map_file import AT_DEPTH, ON_SKIN, map_csv, map_glb, map_parquet
from openpbm.kept import Recent
from openpbm.maps.face_map import APART_MM, FaceMap, face_map
from openpbm.mask import Mask
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Person
from openpbm.planning.at_depth import dose_at_depth
from openpbm.reports.face_map import colours, map_svg
from openpbm.speech.language import PSEUDO, speaking
from openpbm.speech.pseudo import CLOSE, OPEN

CLAIMED = "higherdose-red-light-face-mask"
PERSON = Person(age_years=45, phototype="III")


KEPT = Recent()


@cache
def found(depth_mm: float = 1.0, minutes: float = 10.0) -> FaceMap:
    return drawn(catalogue_mask(CLAIMED), depth_mm=depth_mm, minutes=minutes)


def drawn(mask: Mask, *, depth_mm: float = 1.0, minutes: float = 10.0) -> FaceMap:
    return face_map(PERSON, mask, minutes=minutes, depth_mm=depth_mm, kept=KEPT)


def unsaid() -> Mask:
    """The same mask where nobody says how strong it is."""
    mask = catalogue_mask(CLAIMED)
    dark = tuple(replace(c, claim=None, power_mw=None, readings=()) for c in mask.channels)
    return replace(mask, channels=dark, total_claim=None)


def spread(at: FaceMap, values: FloatArray) -> float:
    face = at.areas(values)[0]
    return face.p95 / face.p05


def test_the_whole_face_is_the_sum_of_its_regions() -> None:
    at = found()
    for values in (at.total_mw_cm2, at.total_j_cm2):
        face, *regions = at.areas(values)
        assert sum(r.area_cm2 for r in regions) == pytest.approx(face.area_cm2, rel=1e-12)
        power = sum(r.area_cm2 * r.mean for r in regions)
        assert power == pytest.approx(face.area_cm2 * face.mean, rel=1e-12)
        for one in (face, *regions):
            assert one.least <= one.p05 <= one.p95 <= one.most
            assert one.least <= one.mean <= one.most


def test_channels_add_and_minutes_multiply() -> None:
    at, longer = found(), found(minutes=30.0)
    assert np.allclose(at.irradiance_mw_cm2.sum(axis=0), at.total_mw_cm2, rtol=1e-14)
    assert np.allclose(3.0 * at.dose_j_cm2, longer.dose_j_cm2, rtol=1e-12)
    assert np.array_equal(at.irradiance_mw_cm2, longer.irradiance_mw_cm2)


def test_deeper_skin_gets_less_and_more_evenly() -> None:
    depths = (0.5, 1.0, 4.0)
    doses = [found(depth).areas(found(depth).total_j_cm2)[0].mean for depth in depths]
    spreads = [spread(found(depth), found(depth).total_j_cm2) for depth in depths]
    assert doses == sorted(doses, reverse=True)
    assert spreads == sorted(spreads, reverse=True)
    assert spreads[0] < spread(found(), found().total_mw_cm2)


def test_the_mean_of_a_cheek_is_what_dose_at_depth_tells() -> None:
    """By another way: no points, no lateral spread, exact scenarios instead of their median."""
    at = found()
    told = dose_at_depth(
        PERSON,
        catalogue_mask(CLAIMED),
        minutes=10.0,
        depths_mm=[1.0],
        region="left_cheek",
        scenarios=64,
        kept=KEPT,
    )
    cheek = next(a for a in at.areas(at.total_j_cm2) if a.region == "left_cheek")
    assert cheek.mean == pytest.approx(float(told.dose_j_cm2.median.sum()), rel=0.1)


def test_a_mask_of_unknown_strength_is_told_over_its_mean() -> None:
    at = drawn(unsaid())
    assert at.is_relative
    lit = at.lit
    for channel in at.irradiance_mw_cm2:
        assert np.average(channel[lit], weights=at.face.area_cm2[lit]) == pytest.approx(1.0)
    weak = drawn(replace(unsaid(), supply_w=1.0))
    assert np.allclose(weak.irradiance_mw_cm2, at.irradiance_mw_cm2, rtol=1e-9)


def test_hot_spots_are_the_brightest_and_stand_apart() -> None:
    at = found()
    spots = at.hot_spots()
    assert spots[0].irradiance_mw_cm2 == float(at.total_mw_cm2.max())
    places = np.array([spot.place_mm for spot in spots])
    away = np.linalg.norm(places[:, None] - places[None], axis=-1)
    assert np.all(away[np.triu_indices(len(spots), 1)] > APART_MM)


def test_a_place_on_the_midline_lies_at_nothing_and_not_at_dust() -> None:
    at = found()
    dusty = at.face.points_mm * [0.0, 1.0, 1.0] + [-1e-16, 0.0, 0.0]
    spots = replace(at, face=replace(at.face, points_mm=dusty)).hot_spots()
    assert {str(spot.place_mm[0]) for spot in spots} == {"0.0"}


def test_regions_lie_where_their_names_say() -> None:
    """The frame of a face: left, up, forward."""
    at = found()
    left, up = ({a.region: a.mean for a in at.areas(at.face.points_mm[:, way])} for way in (0, 1))
    assert up["forehead"] > up["nose"] > up["lips"] > up["chin"]
    for side in ("cheek", "periorbital"):
        assert left[f"left_{side}"] > 0 > left[f"right_{side}"]


def test_every_file_has_the_same_numbers() -> None:
    at = found()
    rows = list(csv.DictReader(io.StringIO(map_csv(at))))
    read = np.array([float(row["irradiance_mw_cm2"]) for row in rows])
    assert np.array_equal(read, at.total_mw_cm2)
    table = parquet.read_table(io.BytesIO(map_parquet(at)))
    assert np.array_equal(table["dose_j_cm2"].to_numpy(), at.total_j_cm2)
    assert table.column_names == list(rows[0])
    solid = trimesh.load(
        io.BytesIO(map_glb(at, colours(at))), file_type="glb", force="mesh", process=False
    )
    assert np.array_equal(solid.faces, at.face.triangles)
    assert solid.vertices * 1e3 == pytest.approx(at.face.points_mm, abs=1e-4)  # glTF: metres
    assert np.array_equal(solid.visual.vertex_colors[:, :3], colours(at))
    assert np.array_equal(solid.vertex_attributes[ON_SKIN].ravel(), at.total_mw_cm2.astype("f4"))
    assert np.array_equal(solid.vertex_attributes[AT_DEPTH].ravel(), at.total_j_cm2.astype("f4"))


def test_bare_skin_has_no_light_and_is_grey() -> None:
    at = found()
    assert not at.total_mw_cm2[~at.lit].any()
    assert len({tuple(c) for c in colours(at)[~at.lit]}) == 1


def test_the_picture_says_its_units_and_speaks_one_language() -> None:
    assert "mW/cm²" in map_svg(found()) and "J/cm²" in map_svg(found())
    with speaking(PSEUDO):
        picture = map_svg(found())
        assert picture.count(OPEN) == picture.count(CLOSE) >= 4


@pytest.mark.parametrize(("minutes", "depth_mm"), [(0.0, 1.0), (10.0, -1.0), (10.0, 9.0)])
def test_what_is_out_of_range_is_refused(minutes: float, depth_mm: float) -> None:
    with pytest.raises(OutOfModelError, match="expected"):
        face_map(PERSON, catalogue_mask(CLAIMED), minutes=minutes, depth_mm=depth_mm)


def test_a_slip_leaves_no_file(tmp_path: Path) -> None:
    assert main(["map", "no-such-mask", "--out", str(tmp_path)]) == 2
    assert not list(tmp_path.iterdir())
