"""`openpbm map`: the light of a mask over a face, and its dose at a depth."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from openpbm.cli.output import echo_json
from openpbm.cli.output import told as spoken
from openpbm.fact import Name, Quantity, message
from openpbm.speech.language import ENGLISH, speaking

if TYPE_CHECKING:
    from openpbm.files.json_value import Json
    from openpbm.maps.face_map import AreaLight, FaceMap
    from openpbm.person import Person

PICTURE, POINTS, REGIONS_FILE, SOLID, COLUMNS = (
    *("map.svg", "map.csv", "regions.csv", "map.glb", "map.parquet"),
)
USUAL_MIN, USUAL_DEPTH_MM = 10.0, 1.0
WIDTH = 80
WIDEST, CELL = 90, 7
HEADS = ("area", "mean", "least", "p05", "p95", "most", "ratio", "dose")


def map_command(
    mask: Annotated[str, typer.Argument(metavar="MASK", help="help-map-mask")],
    depth_mm: Annotated[
        float, typer.Option(min=0.0, max=4.0, metavar="MM", help="help-map-depth-mm")
    ] = USUAL_DEPTH_MM,
    minutes: Annotated[
        float | None,
        typer.Option(min=0.1, max=500.0, metavar="MIN", help="help-map-minutes"),
    ] = None,
    person: Annotated[
        Path | None, typer.Option(metavar="PERSON.toml", help="help-compare-person")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="help-map-out")] = Path("openpbm-out"),
    parquet: Annotated[bool, typer.Option("--parquet", help="help-map-parquet")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="help-as-json")] = False,
) -> None:
    """Map a mask's light over a face: picture, regions, points, a solid with its values."""
    from openpbm.cli.progress import shown_progress
    from openpbm.files.folder import check_writable, write_outputs
    from openpbm.files.light.folder import light_folder
    from openpbm.files.map_file import map_csv, map_glb, map_parquet, regions_csv
    from openpbm.files.mask_file import find_mask
    from openpbm.maps.face_map import face_map
    from openpbm.reports.face_map import colours, map_svg

    check_writable(out)
    own = find_mask(mask)
    with shown_progress() as progress:
        found = face_map(
            _person(person),
            own,
            minutes=minutes or min(own.session_min, default=USUAL_MIN),
            depth_mm=depth_mm,
            progress=progress,
            kept=light_folder(os.environ),
        )
    files: dict[str, str | bytes] = {
        PICTURE: map_svg(found),
        POINTS: map_csv(found),
        REGIONS_FILE: regions_csv(found),
        SOLID: map_glb(found, colours(found)),
    }
    if parquet:
        files[COLUMNS] = map_parquet(found)
    paths = write_outputs(out, files)
    if as_json:
        with speaking(ENGLISH):
            echo_json(summary(found))
    else:
        typer.echo("\n".join([*lines(found), *(f"  {path}" for path in paths)]))


def _person(path: Path | None) -> Person:
    from openpbm.files.person_file import read_person
    from openpbm.person import usual_person

    if path is not None:
        return read_person(path).person
    return usual_person()


def lines(found: FaceMap) -> list[str]:
    """The table of regions, hot spots and what the map is not, at most 90 columns."""
    from openpbm.reports.face_map import head, rows, strength

    titles = [spoken(message(f"maps-over_{id}")) for id in HEADS]
    told = [
        f"{found.mask.name} ({found.mask.id})",
        head(found, is_dose=False),
        head(found, is_dose=True),
        "",
        *_table(titles, rows(found)),
    ]
    told += [spoken(message("maps-even")), ""]
    if strong := strength(found):
        told += [fill(strong, WIDTH, break_on_hyphens=False), ""]
    told.append(spoken(message("maps-hot")))
    for spot in found.hot_spots():
        x, y, z = (Quantity(v, "mm", figures=3, trimmed=True) for v in spot.place_mm)
        told.append(
            "  "
            + spoken(
                message(
                    "maps-hot_spot",
                    region=Name("region", spot.region),
                    times=Quantity(spot.over_mean, "1"),
                    x=x,
                    y=y,
                    z=z,
                )
            )
        )
    note = message(f"maps-note_{'relative' if found.is_relative else 'told'}")
    return [*told, "", fill(spoken(note), WIDTH), ""]


def _table(titles: list[str], rows: list[tuple[str, ...]]) -> list[str]:
    """Names in full: their column is as wide as the longest, the cells share what is left."""
    wide = max(len(row[0]) for row in rows)
    cell = min(CELL, (WIDEST - wide) // len(titles))
    return [
        f"{name:<{wide}}" + "".join(f"{one:>{cell}}" for one in cells)
        for name, *cells in (("", *titles), *rows)
    ]


def summary(found: FaceMap) -> Json:
    """Regions, hot spots, and what their strength rests on, as JSON."""
    light, dose = found.names
    return {
        "mask": found.mask.id,
        "channels": list(found.channels),
        "minutes": found.minutes,
        "depth_mm": found.depth_mm,
        "is_relative": found.is_relative,
        light: [_area(a) for a in found.areas(found.total_mw_cm2)],
        dose: [_area(a) for a in found.areas(found.total_j_cm2)],
        **_strength(found),
        "hot_spots": [
            {
                "region": spot.region,
                "place_mm": list(spot.place_mm),
                light: spot.irradiance_mw_cm2,
                "over_mean": spot.over_mean,
            }
            for spot in found.hot_spots()
        ],
    }


def _strength(found: FaceMap) -> dict[str, Json]:
    from openpbm.maps.stated import peak_share, stated

    if found.mean_mw_cm2 is None:
        return {}
    return {
        "mean_mw_cm2": {"p05": found.mean_mw_cm2.p05, "p95": found.mean_mw_cm2.p95},
        "stated": [
            {
                "channel": id,
                "irradiance_mw_cm2": claim.irradiance_mw_cm2,
                "meaning": claim.meaning,
                "distance_mm": claim.distance_mm,
            }
            for id, claim in stated(found)
        ],
        "read_as_peak_share": peak_share(found),
        "fed_less_share": found.fed_less_share,
    }


def _area(one: AreaLight) -> Json:
    return {
        "region": one.region,
        "area_cm2": one.area_cm2,
        "mean": one.mean,
        "min": one.least,
        "p05": one.p05,
        "p95": one.p95,
        "max": one.most,
        "min_over_mean": one.min_over_mean,
    }
