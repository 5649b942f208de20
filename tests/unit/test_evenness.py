"""Hot spots and troughs in a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pytest import approx

from openpbm.answer import Plan, Planned
from openpbm.face import REGIONS
from openpbm.mask.catalogue import catalogue_mask
from openpbm.planning.evenness import TAIL, _layer_nodes, _tails
from openpbm.planning.plan import plan
from openpbm.skin.anatomy import LAYERS
from plain import anybody
from shared_light import SHARED

SIX_DIGITS = 1e-5  # both sides are rounded


@pytest.fixture(scope="module")
def made() -> Plan:
    person = anybody(age_years=52)
    mask = replace(catalogue_mask("higherdose-red-light-face-mask"), standoff_mm=10.0)
    return plan(person, mask, start=date(2026, 11, 22), scenarios=60, kept=SHARED)


def test_every_lit_region_says_how_even_it_is(made: Plan) -> None:
    assert isinstance(made, Planned)
    lit = {(row.channel, row.region) for row in made.dose}
    assert {(row.channel, row.region) for row in made.evenness} == lit
    for row in made.evenness:
        assert row.layer == made.target_layer
        assert 0.0 < row.surface_low < 1.0 < row.surface_high
        assert row.surface_low <= row.low + 0.02  # depth smooths, or leaves it
        assert row.high <= row.surface_high + 0.02


def test_doses_of_the_tails_are_the_regions_times_their_share(made: Plan) -> None:
    assert isinstance(made, Planned)
    assert made.evenness
    dose = {(row.channel, row.region): row for row in made.dose if row.layer == made.target_layer}
    for row in made.evenness:
        own = dose[row.channel, row.region]
        assert row.low_j_cm2.median == approx(own.dose_j_cm2.median * row.low, rel=SIX_DIGITS)
        assert row.high_j_cm2.p95 == approx(own.dose_j_cm2.p95 * row.high, rel=SIX_DIGITS)
        assert row.low_j_cm2.p05 == approx(own.dose_j_cm2.p05 * row.low, rel=SIX_DIGITS)


def test_the_map_beneath_keeps_the_regions_light(made: Plan) -> None:
    """Only light that strays over a region's rim may move its mean."""
    assert isinstance(made, Planned)
    maps = made.maps
    for channel in range(len(maps.direct_mw_cm2)):
        for region in ("forehead", "left_cheek", "right_cheek"):
            inside = maps.region == REGIONS.index(region)
            means = [
                values[channel, inside].mean()
                for values in (maps.direct_mw_cm2, maps.beneath_mw_cm2)
            ]
            assert means[1] == approx(means[0], rel=0.03)


def test_nodes_give_the_mean_of_a_layer() -> None:
    thickness = np.array([0.013, 0.055, 0.15, 0.08, 0.82, 0.1, 5.0])
    depths, mean = _layer_nodes(thickness)
    assert mean.sum(axis=0) == approx(np.ones(len(LAYERS)))
    edges = np.concatenate([[0.0], np.cumsum(thickness)])
    middle = 0.5 * (edges[1:] + edges[:-1])
    assert depths @ mean == approx(middle)
    decay = np.exp(-depths / 2.0) @ mean
    exact = 2.0 * (np.exp(-edges[:-1] / 2.0) - np.exp(-edges[1:] / 2.0)) / thickness
    assert decay == approx(exact, rel=2e-3)


def test_tails_leave_a_twentieth_of_the_skin_on_each_side() -> None:
    values = np.linspace(0.0, 2.0, 2001)
    low, high = _tails(values, np.ones(2001))
    assert (low, high) == approx((2 * TAIL, 2 - 2 * TAIL), abs=2e-3)
    heavy = np.where(values < 1.0, 3.0, 1.0)  # thrice the skin on the dark side
    assert _tails(values, heavy)[0] * np.average(values, weights=heavy) < low
