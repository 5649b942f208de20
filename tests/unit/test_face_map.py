"""Maps of a mask: areas add up, light is linear, deeper is less and more even, files read back."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from pyarrow import parquet

from openpbm.arrays import FloatArray
from openpbm.cli.main import main
from openpbm.cli.map import WIDEST, lines, summary
from openpbm.errors import OutOfModelError
from openpbm.files.map_file import attribute, map_csv, map_glb, map_parquet, regions_csv
from openpbm.kept import Recent
from openpbm.maps.face_map import APART_MM, FaceMap, face_map
from openpbm.maps.stated import how_strong, stated
from openpbm.mask import Mask, Reading
from openpbm.mask.catalogue import catalogue_mask
from openpbm.person import Person
from openpbm.planning.at_depth import dose_at_depth
from openpbm.planning.tell import on_face
from openpbm.reports import draw, raster
from openpbm.reports.face_map import LINE, colours, lined, map_svg, rows
from openpbm.speech.language import PSEUDO, languages, speaking
from openpbm.speech.pseudo import CLOSE, OPEN
from openpbm.speech.say import say

CLAIMED = "higherdose-red-light-face-mask"
PERSON = Person(age_years=45, phototype="III")


KEPT = Recent()


@cache
def found(depth_mm: float = 1.0, minutes: float = 10.0) -> FaceMap:
    return drawn(catalogue_mask(CLAIMED), depth_mm=depth_mm, minutes=minutes)


def drawn(mask: Mask, *, depth_mm: float = 1.0, minutes: float = 10.0) -> FaceMap:
    return face_map(PERSON, mask, minutes=minutes, depth_mm=depth_mm, kept=KEPT)


@cache
def relative() -> FaceMap:
    return drawn(unsaid())


def unsaid() -> Mask:
    """The same mask where nobody says how strong it is."""
    mask = catalogue_mask(CLAIMED)
    dark = tuple(replace(c, claim=None, power_mw=None, readings=()) for c in mask.channels)
    return replace(mask, channels=dark, total_claim=None)


def meant(meaning: str) -> Mask:
    """The same mask, its maker saying what the claims are."""
    mask = catalogue_mask(CLAIMED)
    claims = [None if c.claim is None else replace(c.claim, meaning=meaning) for c in mask.channels]
    pairs = zip(mask.channels, claims, strict=True)
    return replace(mask, channels=tuple(replace(c, claim=claim) for c, claim in pairs))


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
    at = relative()
    assert at.is_relative
    lit = at.lit
    means = np.average(at.irradiance_mw_cm2[:, lit], axis=1, weights=at.face.area_cm2[lit])
    assert means == pytest.approx(1.0 / len(at.channels))  # the colours count alike
    assert at.areas(at.total_j_cm2)[0].mean == pytest.approx(1.0)
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
    for name, own in zip(at.names, (at.total_mw_cm2, at.total_j_cm2), strict=True):
        held = solid.vertex_attributes[attribute(name)]
        assert np.array_equal(held.ravel(), own.astype("f4"))


def read_glb(solid: bytes) -> tuple[dict[str, Any], bytes]:
    """Head and numbers, read as the specification lays them out."""
    magic, version, size = struct.unpack_from("<4sII", solid)
    assert (magic, version, size) == (b"glTF", 2, len(solid))
    long, kind = struct.unpack_from("<I4s", solid, 12)
    head, rest = solid[20 : 20 + long], solid[20 + long :]
    assert (kind, rest[4:8]) == (b"JSON", b"BIN\0")
    return json.loads(head), rest[8:]


def on_screen(linear: FloatArray) -> FloatArray:
    """Linear light, 0 to 1, as the numbers of a screen, 0 to 255. IEC 61966-2-1."""
    root = 1.055 * np.power(linear, 1 / 2.4) - 0.055
    return 255.0 * np.where(linear <= 0.0031308, 12.92 * linear, root)


def test_a_viewer_of_the_solid_shows_the_colours_of_the_picture() -> None:
    at = found()
    solid = map_glb(at, colours(at))
    head, numbers = read_glb(solid)
    primitive = head["meshes"][0]["primitives"][0]
    accessor = head["accessors"][primitive["attributes"]["COLOR_0"]]
    kind, most = {5121: ("<u1", 255), 5123: ("<u2", 65535)}[accessor["componentType"]]
    assert accessor["normalized"]
    assert accessor["type"] == "VEC4"
    start = head["bufferViews"][accessor["bufferView"]]["byteOffset"]
    assert start % 4 == 0
    held = np.frombuffer(numbers, kind, 4 * accessor["count"], start).reshape(-1, 4)
    (read,) = trimesh.load(io.BytesIO(solid), file_type="glb", process=False).geometry.values()
    for own in (held, read.visual.vertex_attributes["color"]):
        share = own / most
        assert np.all(share[:, 3] == 1.0)
        assert on_screen(share[:, :3]) == pytest.approx(colours(at), abs=1.0)


def test_no_lamp_of_a_viewer_changes_a_colour() -> None:
    head, _ = read_glb(map_glb(found(), colours(found())))
    material = head["materials"][head["meshes"][0]["primitives"][0]["material"]]
    assert "KHR_materials_unlit" in material["extensions"]
    assert "KHR_materials_unlit" in head["extensionsUsed"]
    assert "extensionsRequired" not in head  # an older viewer opens it, too
    assert material["pbrMetallicRoughness"] == {"metallicFactor": 0.0, "roughnessFactor": 1.0}


@pytest.mark.parametrize("is_said", [True, False])
def test_files_terminal_and_json_tell_one_value_of_a_region(*, is_said: bool) -> None:
    at = found() if is_said else relative()
    light, dose = at.names
    filed: dict[str, dict[str, float]] = {light: {}, dose: {}}
    for row in csv.DictReader(io.StringIO(regions_csv(at))):
        filed[row["quantity"]][row["region"]] = float(row["mean"])
    points = list(csv.DictReader(io.StringIO(map_csv(at))))
    area = np.array([float(row["area_cm2"]) for row in points]) * at.lit
    told = json.loads(json.dumps(summary(at)))
    for name, column in ((light, 2), (dose, 8)):
        assert {a["region"]: a["mean"] for a in told[name]} == filed[name]
        values = np.array([float(row[name]) for row in points])
        assert values @ area / area.sum() == pytest.approx(filed[name]["face"])
        shown = [float(row[column].replace("\u202f", "")) for row in rows(at)]
        assert shown == pytest.approx(list(filed[name].values()), rel=6e-3)


def test_nothing_of_a_relative_map_is_named_as_if_it_had_a_unit() -> None:
    at = relative()
    files = (map_csv(at), regions_csv(at), str(summary(at)), map_svg(at))
    solid = map_glb(at, colours(at)).split(b"BIN\0")[0].decode("latin-1")
    columns = str(parquet.read_table(io.BytesIO(map_parquet(at))).column_names)
    for text in (*files, solid, columns):
        assert not re.search(r"mw_cm2|j_cm2|mW/cm|J/cm", text, re.IGNORECASE)


@pytest.mark.parametrize("meaning", [None, "mean", "peak"])
def test_the_interval_holds_the_median(meaning: str | None) -> None:
    at = found() if meaning is None else drawn(meant(meaning))
    assert at.mean_mw_cm2 is not None
    assert at.mean_mw_cm2.p05 <= at.areas(at.total_mw_cm2)[0].mean <= at.mean_mw_cm2.p95


def test_readings_narrow_the_interval_and_no_claim_is_told_then() -> None:
    mask = catalogue_mask(CLAIMED)
    places = ("forehead", "left_cheek", "right_cheek", "nose", "chin")
    one = Reading(region="forehead", irradiance_mw_cm2=10.0, meter="thermopile")
    readings = tuple(replace(one, region=place) for place in places)
    channels = tuple(replace(c, readings=readings) for c in mask.channels)
    read = drawn(replace(mask, channels=channels))
    wide, narrow = found().mean_mw_cm2, read.mean_mw_cm2
    assert wide is not None and narrow is not None
    assert narrow.p95 / narrow.p05 < wide.p95 / wide.p05
    assert narrow.p05 <= read.areas(read.total_mw_cm2)[0].mean <= narrow.p95
    assert [id for id, _ in stated(found())] == ["red", "nir"]
    assert stated(read) == () and len(how_strong(read)) == 1
    assert how_strong(relative()) == ()


@pytest.mark.parametrize("meaning", ["mean", "peak", "sum"])
def test_every_meaning_of_a_claim_is_told_as_it_is_read(meaning: str) -> None:
    ids = {one.id for one in how_strong(replace(found(), mask=meant(meaning)))}
    read = {id for id in ids if id.startswith(("maps-read", "maps-meant"))}
    assert read == {"maps-read_unsaid" if meaning == "sum" else f"maps-meant_{meaning}"}


def test_lines_lie_at_ticks_of_the_scale() -> None:
    """A pixel of a line and the one beside it lie on two sides of a tick."""
    face = found().face
    strip = raster.strip_of(on_face(face, *3 * (found().irradiance_mw_cm2,)))
    field = strip.field(found().total_mw_cm2)
    levels = draw.ticks(draw.nice_top(float(field.max())))
    reached = np.ones(len(field), dtype=np.bool_)
    picture = np.zeros((strip.height_px, strip.width_px, 4), dtype=np.uint8)
    lined(picture, strip, field, levels, reached)
    seen = np.full(strip.height_px * strip.width_px, np.nan)
    seen[strip.pixel] = field
    shown = seen.reshape(strip.height_px, strip.width_px)
    for row, column in np.argwhere((picture == LINE).all(axis=-1)):
        beside = [shown[row, column], shown[row, column + 1], shown[row + 1, column]]
        low, high = np.nanmin(beside), np.nanmax(beside)
        assert any(low <= level <= high for level in levels[1:-1])


def test_a_dash_stands_at_the_number_of_each_line() -> None:
    picture = map_svg(found())
    dashes = re.findall(r'class="isoline" d="M([\d.]+) ', picture)
    numbers = re.findall(r'<text x="([\d.]+)"[^>]* class="large"[^>]*>[\d.]+</text>', picture)
    ends = {min(map(float, numbers))}
    assert dashes and {float(x) for x in dashes} == {float(x) for x in numbers} - ends


def test_no_name_of_a_region_is_cut() -> None:
    for language in set(languages()) - {PSEUDO}:
        with speaking(language):
            told = "\n".join(lines(found())).splitlines()
            names = [row[0] for row in rows(found())]
        assert max(map(len, told)) <= WIDEST
        assert all(any(line.startswith(f"{name} ") for line in told) for name in names)


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


def test_a_colour_of_another_programme_is_said_to_be_missing() -> None:
    told = [say(one) for one in how_strong(drawn(catalogue_mask("theraface-mask")))]
    assert told[0] == "Not in this map: blue, lit by another programme."
    assert not any("Not in this map" in say(one) for one in how_strong(found()))
