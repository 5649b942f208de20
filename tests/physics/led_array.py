"""Reads led_array.json: what the oracle found under a grid of LEDs, stack by stack."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from openpbm.arrays import FloatArray, IntArray
from openpbm.skin.problems import Problems

KEPT = Path(__file__).with_name("led_array.json")


@dataclass(frozen=True, eq=False, kw_only=True)
class ArrayCase:
    """One skin at one wavelength under a grid of LEDs at several heights.

    Fluence rates are per mean irradiance, as means over a slab of `slab_half_mm` to each side
    of a depth and over a square of `spot_half_mm` to each side of a spot; those of one LED
    alone (`kernel_per_mm2`) are per unit of its power, as means over rings.
    """

    name: str
    problem: Problems
    pitch_mm: float
    beam_order: float
    heights_mm: FloatArray
    depths_mm: FloatArray
    slab_half_mm: FloatArray
    spots_mm: FloatArray  # (spots, 2) from the foot of an LED
    spot_half_mm: float
    spot_counts: IntArray
    named_spots: dict[str, int]
    ring_edges_mm: FloatArray
    fluence: FloatArray  # (heights, depths, spots)
    fluence_error: FloatArray
    kernel_per_mm2: FloatArray  # (heights, depths, rings)
    kernel_per_mm2_error: FloatArray
    cell_mean: FloatArray  # (depths,) at every height
    cell_mean_error: FloatArray
    ends: FloatArray  # reflectance, transmittance
    ends_error: FloatArray


@cache
def cases() -> tuple[ArrayCase, ...]:
    kept = json.loads(KEPT.read_text())
    return tuple(_case(kept, row) for row in kept["cases"])


def _case(kept: dict[str, object], row: dict[str, object]) -> ArrayCase:
    def table(name: str) -> FloatArray:
        return np.array(row[name], dtype=np.float64)

    def shared(name: str) -> FloatArray:
        return np.array(kept[name], dtype=np.float64)

    named = kept["named_spots"]
    assert isinstance(named, dict)
    return ArrayCase(
        name=f"phototype {row['phototype']}, {row['nm']:.0f} nm",
        problem=Problems(
            n_above=float(table("n_above")),
            n=tuple(table("n").tolist()),
            n_below=float(table("n_below")),
            thickness_mm=table("thickness_mm")[None],
            mu_a_per_mm=table("mu_a_per_mm")[None],
            mu_s_per_mm=table("mu_s_per_mm")[None],
            g=table("g")[None],
        ),
        pitch_mm=float(shared("pitch_mm")),
        beam_order=float(shared("beam_order")),
        heights_mm=shared("heights_mm"),
        depths_mm=shared("depths_mm"),
        slab_half_mm=shared("slab_half_mm"),
        spots_mm=shared("spots_mm"),
        spot_half_mm=float(shared("spot_half_mm")),
        spot_counts=shared("spot_counts").astype(np.int64),
        named_spots=dict(named),
        ring_edges_mm=shared("ring_edges_mm"),
        fluence=table("fluence"),
        fluence_error=table("fluence_error"),
        kernel_per_mm2=table("kernel_per_mm2"),
        kernel_per_mm2_error=table("kernel_per_mm2_error"),
        cell_mean=table("cell_mean"),
        cell_mean_error=table("cell_mean_error"),
        ends=np.array([row["reflectance"], row["transmittance"]], dtype=np.float64),
        ends_error=np.array(
            [row["reflectance_error"], row["transmittance_error"]], dtype=np.float64
        ),
    )
