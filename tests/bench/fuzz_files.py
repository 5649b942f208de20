"""Spoilt files of every kind: an answer or an InputError that names the file, never a crash.

A good file is spoilt by bytes (flipped, lost, doubled, cut) or in its structure (an entry
lost, doubled, of another type, huge, not a number, nested deep, in strange letters), and is
then read as the program reads it.
"""

from __future__ import annotations

import copy
import json
import random
import struct
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpbm.errors import InputError, TableError
from openpbm.face.mesh_file import face_from_file
from openpbm.files.csv_file import read_columns
from openpbm.files.foreign.text import foreign_text
from openpbm.files.json_value import parsed_json
from openpbm.files.mask_file import mask_from_text
from openpbm.files.person_file import person_from
from openpbm.files.spectrum_file import spectrum_from
from openpbm.files.stack_file import stacks_from
from openpbm.files.toml_file import text_of
from openpbm.files.trade.spectrum import read_emission
from openpbm.tables import loader
from plain import toml

EXAMPLES = Path(__file__).parents[2] / "examples"
HERE = EXAMPLES / "fuzz.toml"  # a name only: it is never written
LARGEST = 20_000  # bytes of a spoilt file
ODD_VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 10**400, -(10**30), 2**63, 1e308, -1e308, 5e-324, float("nan"),
    float("inf"), float("-inf"), 0.5, "", " ", "red", "none", "\u202e\u0000x", "é" * 200, "12",
    "../..", "/dev/null", ".", "[", [], [[]], {}, {"a": 1}, [1, "a", None], date(2026, 2, 28),
)  # fmt: skip
ODD_KEYS = ("", "name", "colour", "age_months", "x y", "word", "table", "é", "a.b", "0")

LAYER = {"n": 1.4, "mu_a_per_mm": 0.1, "mu_s_per_mm": 9.0, "g": 0.8}
STACK = {
    "n_above": 1.0,
    "n_below": 1.4,
    "layers": [
        {**LAYER, "name": "a", "thickness_mm": 0.1},
        {**LAYER, "name": "b", "thickness_mm": None},
    ],
    "source": {"kind": "collimated", "angle_deg": 30},
    "depths_mm": [0.0, 0.05, 1.0],
}  # fmt: skip
MASK = """
[mask]
name = "m"
form = "rigid_mask"
standoff_mm = 15
session_min = [3, 10]
modes = ["red", "red+IR"]
[[mask.zones]]
name = "upper"
regions = ["forehead"]
[[channels]]
role = "red"
peak_nm = 633
zone = "upper"
claim = {irradiance_mw_cm2 = 30.0, meaning = "mean"}
pulsing = "continuous"
positions = [[0, 0, 90, 0, 0, -1], [9, 0, 90, 0, 0, -1]]
[[channels.readings]]
region = "forehead"
irradiance_mw_cm2 = 20
[[channels]]
role = "nir"
peak_nm = 830
fwhm_nm = 30
viewing_angle_deg = 60
photon_flux_umol_s = 0.1
switchable = true
pulsing = {frequency_hz = 40.0, duty = 0.5}
"""
PANEL = """
[mask]
name = "p"
form = "panel"
width_mm = 300
height_mm = 900
[[channels]]
role = "deep_red"
peak_nm = 660
luminous_flux_lm = 20
viewing_angle_deg = 60
power_mw = 480
"""
COLOUR = """
[person]
age_years = 40
lab = [64.5, 12.6, 12.3]
illuminant = "D50"
observer_deg = 10
"""
PERSON = """
[person]
age_years = 40
phototype = "II"
goals = ["wrinkles", {goal = "acne", regions = ["chin"]}]
conditions = ["melasma"]
medicines = ["aspirin", {name = "doxycycline", last_dose = 2026-05-01, photosensitising = true}]
procedures = [{name = "microneedling", date = 2026-05-01}]
eye_protection = "opaque_goggles"
recent_light = "3-5 a week since 2026-09-01, red, 20 J/cm2; daily, 830 nm"
[mask]
id = "theraface-mask"
standoff_mm = 10
pulsing = {frequency_hz = 40.0, duty = 0.5}
readings = [{channel = "red", region = "chin", irradiance_mw_cm2 = 12.0}]
[course]
start = 2026-12-01
"""
SPECTRUM = "wavelength_nm,power\n" + "\n".join(f"{600 + i},{6 - abs(i - 8)}" for i in range(3, 14))

METERS = (
    SPECTRUM,
    "\n".join(["nm;power", *(f"{600 + i},5;{6 - abs(i - 8)},25" for i in range(3, 14))]),
    "Mode\tirradiance\nPeak [nm]\t608\n\n" + SPECTRUM.replace(",", "\t"),
    SPECTRUM.replace("611,3", "611,-0.1"),
)
SKINS = (
    "# geometry: sphere\nwavelength_nm,reflectance\n"
    + "\n".join(f"{nm},{0.1 + nm / 2000:.3f}" for nm in range(400, 701, 20)),
    "name;mode;"
    + ";".join(f"{nm}nm" for nm in range(400, 701, 20))
    + "\n"
    + "".join(
        f"cheek;{mode};"
        + ";".join(f"{nm / 20:.1f}".replace(".", ",") for nm in range(400, 701, 20))
        + "\n"
        for mode in ("SCI", "SCE")
    ),
)
POSITIONS = "x;y;z;dx;dy;dz\n" + "\n".join(f"{i},5;0;90;0;0;-1" for i in range(9))


# ------------------------------------------------------------------------------ spoiling


def by_bytes(rng: random.Random, raw: bytes) -> bytes:
    """A few places flipped, lost, doubled or filled in; sometimes cut short."""
    out = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        at, far = rng.randrange(len(out) + 1), rng.randint(0, 12)
        match rng.randrange(5):
            case 0:
                out[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del out[at : at + far]
            case 2:
                out[at:at] = out[at : at + far] * rng.randint(1, 3)
            case 3:
                out[at:at] = rng.choice([b"nan", b"1e999", b"-", b"[" * 30, b'"', b"\n", b"\xff"])
            case _:
                del out[rng.choice([at, len(out)]) :]
    return bytes(out[:LARGEST])


def by_lines(rng: random.Random, raw: bytes) -> bytes:
    """Lines lost, doubled or moved, and words in them made odd."""
    lines = raw.split(b"\n")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        match rng.randrange(4):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(rng.randrange(len(lines)), lines[at])
            case 2:
                rng.shuffle(lines)
            case _:
                parts = lines[at].replace(b",", b" , ").split(b" ")
                odd = str(rng.choice(ODD_VALUES))[:80].encode("utf-8", "replace")
                parts[rng.randrange(len(parts))] = odd
                lines[at] = b" ".join(parts)
    return b"\n".join(lines)[:LARGEST]


def by_tree(rng: random.Random, content: object) -> object:
    """A few entries lost, doubled, renamed, replaced or wrapped."""
    whole: list[object] = [copy.deepcopy(content)]
    for _ in range(rng.randint(1, 4)):
        place, key = rng.choice(list(places(whole)))
        match rng.randrange(6):
            case 0 if place is not whole:
                del place[key]
            case 1 if isinstance(place, list) and place is not whole:
                place.insert(rng.randrange(len(place) + 1), copy.deepcopy(place[key]))
            case 2 if isinstance(place, dict):
                place[rng.choice([*ODD_KEYS, *place])] = place.pop(key)
            case 3:
                place[key] = [place[key]] if rng.random() < 0.5 else {"a": place[key]}
            case 4:
                for _ in range(rng.choice([3, 60])):
                    place[key] = [place[key]]
            case _:
                place[key] = copy.deepcopy(rng.choice(ODD_VALUES))
    return whole[0]


# a list and its index, or a table and its name: what a parser of files gives has no one type
def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree, as the holder and its key."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree) * isinstance(tree, list))
    for key in keys:
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from places(tree[key])


def toml_file(content: object) -> bytes:
    if not isinstance(content, dict):
        return toml(content).encode()
    return "\n".join(f"{toml(str(k))} = {toml(v)}" for k, v in content.items()).encode()


def json_file(content: object) -> bytes:
    return json.dumps(content, default=str).encode()


# ------------------------------------------------------------------------------- reading


def answer(read: Callable[[], object]) -> str:
    """Read, or refused in words that name the file; anything else is a crash."""
    try:
        read()
    except InputError as problem:
        assert "fuzz" in str(problem), f"the file is not named: {problem}"
        return "refused"
    return "read"


def persons(rng: random.Random) -> Iterator[str]:
    seeds = [
        PERSON.encode(),
        COLOUR.encode(),
        *(p.read_bytes() for p in sorted(EXAMPLES.glob("*.toml"))),
    ]
    seeds = [raw for raw in seeds if b"[person]" in raw]
    while True:
        raw = spoilt(rng, rng.choice(seeds), tomllib.loads, toml_file)
        yield answer(lambda raw=raw: person_from(raw, HERE))  # type: ignore[misc]


def masks(rng: random.Random) -> Iterator[str]:
    while True:
        raw = spoilt(rng, rng.choice([MASK, PANEL]).encode(), tomllib.loads, toml_file)
        yield answer(lambda raw=raw: mask_from_text(text_of(raw, "fuzz"), HERE))  # type: ignore[misc]


def stacks(rng: random.Random) -> Iterator[str]:
    while True:
        raw = spoilt(rng, json_file(rng.choice([STACK, [STACK, STACK]])), json.loads, json_file)
        yield answer(lambda raw=raw: stacks_from(raw, "fuzz"))  # type: ignore[misc]


def spoilt(
    rng: random.Random,
    raw: bytes,
    parsed: Callable[[str], object],
    written: Callable[[object], bytes],
) -> bytes:
    way = rng.random()
    if way < 0.3:
        return by_bytes(rng, raw)
    return by_lines(rng, raw) if way < 0.4 else written(by_tree(rng, parsed(raw.decode())))


def spectra(rng: random.Random) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.csv"

        while True:
            raw = rng.choice(METERS).encode(rng.choice(["utf-8", "utf-16", "latin-1"]))
            path.write_bytes(rng.choice([by_bytes, by_lines])(rng, raw))
            yield answer(lambda: read_emission(path))


def skins(rng: random.Random) -> Iterator[str]:
    while True:
        raw = rng.choice([by_bytes, by_lines])(rng, rng.choice(SKINS).encode())
        which = rng.choice([None, "1", "SCE"])
        yield answer(
            lambda raw=raw, which=which: spectrum_from(  # type: ignore[misc]
                foreign_text(raw, "fuzz"), "fuzz", reading=which
            )
        )


def positions(rng: random.Random) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.csv"
        while True:
            path.write_bytes(rng.choice([by_bytes, by_lines])(rng, POSITIONS.encode()))
            yield answer(lambda: read_columns(path, ("x", "y", "z", "dx", "dy", "dz")))


def meshes(rng: random.Random) -> Iterator[str]:
    obj, ply, packed = some_meshes()
    ways = ((".obj", obj, by_lines), (".obj", obj, by_bytes), (".ply", ply, by_lines),
            (".ply", ply, by_bytes), (".ply", packed, by_bytes))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        while True:
            ending, raw, way = rng.choice(ways)
            path = Path(folder) / f"fuzz{ending}"
            path.write_bytes(way(rng, raw))
            unit, height = rng.choice(["mm", "cm"]), rng.choice([None, None, 190.0])
            yield answer(lambda p=path, u=unit, h=height: face_from_file(p, unit=u, height_mm=h))  # type: ignore[misc]


@cache
def some_meshes() -> tuple[bytes, bytes, bytes]:
    """A bent sheet the size of a face: OBJ, PLY as text, PLY as bytes."""
    side = range(-5, 6)
    points = [(13.0 * x, 18.0 * y, 60.0 - 1.5 * (x * x + y * y)) for y in side for x in side]
    corner = [y * 11 + x for y in range(10) for x in range(10)]
    faces = [f for c in corner for f in ((c, c + 1, c + 11), (c + 1, c + 12, c + 11))]
    obj = "".join(f"v {x} {y} {z}\n" for x, y, z in points)
    obj += "".join("f " + " ".join(str(i + 1) for i in f) + "\n" for f in faces)
    head = (
        f"element vertex {len(points)}\nproperty float x\nproperty float y\nproperty float z\n"
        f"element face {len(faces)}\nproperty list uchar int vertex_indices\nend_header\n"
    )
    text = "ply\nformat ascii 1.0\n" + head + "".join(f"{x} {y} {z}\n" for x, y, z in points)
    text += "".join(f"3 {a} {b} {c}\n" for a, b, c in faces)
    packed = ("ply\nformat binary_little_endian 1.0\n" + head).encode()
    packed += b"".join(struct.pack("<3f", *p) for p in points)
    packed += b"".join(struct.pack("<B3i", 3, *f) for f in faces)
    return obj.encode(), text.encode(), packed


def tables(rng: random.Random) -> Iterator[str]:
    """The tables of limits, spoilt in structure: read, or a TableError that names the row."""
    names = ("limits", "contraindications", "screening_rules", "schedule")
    known = {n: json.loads((loader.folder() / f"{n}.json").read_text("utf-8")) for n in names}
    small = {n: {"rows": rng.sample(whole["rows"], 4)} for n, whole in known.items()}
    while True:
        name = rng.choice(names)
        content = by_tree(rng, small[name])
        if not isinstance(content, dict):
            content = {"rows": content}
        whole = loader.Row(content, name)
        try:
            for row in whole.rows("rows"):
                row.text("id")
                row.text("status", "")
                row.maybe("washout_days")
                row.texts("synonyms")
                if "values" in row:
                    values = row.row("values")
                    [values.number(each) for each in values]
            parsed_json(json.dumps(content, default=str), "fuzz")
        except (TableError, InputError):
            yield "refused"
        else:
            yield "read"


KINDS: Mapping[str, tuple[Callable[[random.Random], Iterator[str]], float]] = {
    "person": (persons, 0.12),
    "mask": (masks, 0.12),
    "stack": (stacks, 0.12),
    "spectrum": (spectra, 0.06),
    "positions": (positions, 0.03),
    "skin spectrum": (skins, 0.03),
    "mesh": (meshes, 0.02),
    "limits table": (tables, 0.04),
}
