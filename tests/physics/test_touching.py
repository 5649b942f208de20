"""The part of a mask that touches: one LED in its wall against an own solution of the fin."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.arrays import FloatArray
from openpbm.heat import spot_over_mean_k
from openpbm.heat.mode import courses
from openpbm.heat.system import system
from openpbm.validation.heat_cases import K_W_MK, cover, uniform

CELL_CM2 = 2.34  # of 132 LEDs over 309 cm2
DISC_MM = 1.77


def spot_k(
    heat_w: float = 0.05,
    *,
    cell_cm2: float = CELL_CM2,
    disc_mm: float = DISC_MM,
    sheet: float = 0.004,
    loss: float = 30.0,
) -> float:
    one = np.ones(1)
    found = spot_over_mean_k(
        heat_w * one,
        cell_cm2 * one,
        heated_radius_mm=disc_mm,
        sheet_w_k=sheet * one,
        loss_w_m2k=loss * one,
    )
    return float(found[0])


def by_rings(
    heat_w: float, cell_cm2: float, disc_mm: float, sheet: float, loss: float
) -> FloatArray:
    """(rings,) K over the room: the wall in thin rings about the LED, each with its balance."""
    many = 4000
    edge = np.linspace(0.0, np.sqrt(cell_cm2 * 1e-4 / np.pi), many + 1)
    area = np.pi * np.diff(edge**2)
    inside = np.clip((disc_mm * 1e-3) ** 2 - edge[:-1] ** 2, 0.0, np.diff(edge**2))
    given = heat_w * inside / inside.sum()
    between = sheet * 2.0 * np.pi * edge[1:-1] / np.diff(edge).mean()  # W/K from ring to ring
    diagonal = loss * area
    diagonal[:-1] += between
    diagonal[1:] += between
    bands = np.zeros((3, many))
    bands[0, 1:], bands[1], bands[2, :-1] = -between, diagonal, -between
    found: FloatArray = scipy.linalg.solve_banded((1, 1), bands, given)
    assert found @ area * loss == pytest.approx(heat_w, rel=1e-7)
    return found


@pytest.mark.parametrize("sheet", [0.0018, 0.004, 0.0085])
@pytest.mark.parametrize("loss", [10.0, 40.0])
@pytest.mark.parametrize("cell_cm2", [0.48, 2.34, 10.0])
def test_a_wall_over_one_led_is_that_much_warmer_than_its_mean(
    sheet: float, loss: float, cell_cm2: float
) -> None:
    rings = by_rings(0.05, cell_cm2, DISC_MM, sheet, loss)
    mean = 0.05 / (loss * cell_cm2 * 1e-4)
    wanted = rings[0] - mean
    assert spot_k(cell_cm2=cell_cm2, sheet=sheet, loss=loss) == pytest.approx(wanted, rel=2e-3)


def test_without_loss_it_is_a_logarithm() -> None:
    """P / (2 pi k d) (ln b/a - (1 - a2/b2) / 4): heat in on a disc, out evenly over the cell."""
    ratio = np.sqrt(CELL_CM2 * 100.0 / np.pi) / DISC_MM
    bound = 0.05 / (2.0 * np.pi * 0.004) * (np.log(ratio) - (1.0 - ratio**-2) / 4.0)
    assert spot_k(loss=1e-3) == pytest.approx(bound, rel=1e-3)
    assert spot_k(loss=30.0) < bound


def test_leds_side_by_side_heat_evenly() -> None:
    touching = np.pi * (DISC_MM / 10.0) ** 2
    for cell_cm2 in (touching, 0.5 * touching):
        assert spot_k(cell_cm2=cell_cm2) == pytest.approx(0.0, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(
    heat_w=st.floats(1e-3, 2.0),
    cell_cm2=st.floats(0.1, 50.0),
    sheet=st.floats(5e-4, 0.05),
    loss=st.floats(5.0, 100.0),
    more=st.floats(1.01, 3.0),
)
def test_a_spot_is_never_cooler_than_the_mean_and_answers_as_heat_does(
    heat_w: float, cell_cm2: float, sheet: float, loss: float, more: float
) -> None:
    here = spot_k(heat_w, cell_cm2=cell_cm2, sheet=sheet, loss=loss)
    assert here >= -1e-9
    assert spot_k(more * heat_w, cell_cm2=cell_cm2, sheet=sheet, loss=loss) == pytest.approx(
        more * here, rel=1e-9, abs=1e-9
    )
    hair = 1e-9 * (1.0 + here)
    assert spot_k(heat_w, cell_cm2=cell_cm2, sheet=more * sheet, loss=loss) <= here + hair
    assert spot_k(heat_w, cell_cm2=cell_cm2, sheet=sheet, loss=more * loss) <= here + hair
    wider = spot_k(heat_w, cell_cm2=more * cell_cm2, sheet=sheet, loss=loss)
    assert wider >= here - hair  # as much heat from fewer LEDs over more wall


def test_a_mask_loses_heat_to_the_room_and_through_silicone_and_skin() -> None:
    """Two ways side by side: h, and 1 / (1/g + L/k) through a slab without blood."""
    found = system(uniform(0.01, 40), cover(to_mask=100.0, out=10.0, has_mask=True))
    assert found.mask_loss_w_m2k[0] == pytest.approx(10.0 + 1.0 / (0.01 + 0.01 / K_W_MK), rel=1e-9)


@pytest.mark.parametrize("capacity", [1500.0, 5500.0])
def test_a_mask_reaches_two_thirds_of_its_end_after_its_own_time(capacity: float) -> None:
    """C / h: 2.5 min of a light shell, 9 min of silicone, in still air."""
    found = system(
        uniform(0.02, 5), cover(to_mask=1e-9, out=10.0, capacity=capacity, has_mask=True)
    )
    source = np.zeros((1, 6, 1))
    source[0, 0, 0] = 200.0
    _, rise = courses(found, "mask", np.zeros((1, 6)), source, np.array([capacity / 10.0, 1e6]))
    assert rise[0, 0] == pytest.approx([20.0 * (1.0 - np.exp(-1.0)), 20.0], rel=1e-6)
