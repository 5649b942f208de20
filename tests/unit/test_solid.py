"""The face as bytes: what is unpacked is the mesh and the light of the plan."""

from __future__ import annotations

import json

import numpy as np
import pytest
from plan_factory import VARIANTS, with_session

from openpbm.arrays import FloatArray
from openpbm.reports.live import base_of
from openpbm.reports.solid import STEP, solid


def unpacked(raw: bytes) -> dict[str, FloatArray]:
    """The arrays, read as the page reads them."""
    size = int.from_bytes(raw[:STEP], "little")
    head = json.loads(raw[STEP : STEP + size])
    n, lit = head["points"], len(head["lit"])
    at, found = STEP + size, {}
    for name, kind, count in (
        ("positions", "<f4", 3 * n),
        ("normals", "<f4", 3 * n),
        ("triangles", "<u2", 3 * head["triangles"]),
        ("region", "u1", n),
        ("direct", "<f4", lit * n),
        ("beneath", "<f4", lit * n),
        ("around", "<f4", lit * n),
    ):
        assert at % STEP == 0
        found[name] = np.frombuffer(raw, dtype=kind, count=count, offset=at).astype(float)
        at += -(-count * np.dtype(kind).itemsize // STEP) * STEP
    assert at == len(raw)
    found["lit"] = np.array(head["lit"], dtype=float)
    return found


@pytest.mark.parametrize("name", ["planned", "zoned"])
def test_what_is_unpacked_is_the_plan(name: str) -> None:
    plan = with_session(VARIANTS[name]())
    maps, base = plan.maps, base_of(plan)
    found = unpacked(solid(plan))
    assert (found["triangles"] == maps.triangles.ravel()).all()
    assert (found["region"] == maps.region).all()
    moved = found["positions"].reshape(-1, 3) - maps.points_mm
    assert np.ptp(moved, axis=0).max() < 1e-3  # the same shape, about its middle
    lit = found["lit"].astype(int)
    assert (base.channel_drive * base.channel_minutes)[lit].any(axis=1).all()
    for name_of, field in (
        ("direct", maps.direct_mw_cm2),
        ("beneath", maps.beneath_mw_cm2),
        ("around", maps.neighbourhood_mw_cm2),
    ):
        assert found[name_of] == pytest.approx(field[lit].ravel(), rel=1e-6)


def test_without_a_map_there_is_no_solid() -> None:
    assert solid(VARIANTS["refused"]()) == b""
