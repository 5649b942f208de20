"""Heat against closed forms, within 0.5 %, and against its own conservation laws."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from scipy.special import erf

from openpbm.arrays import FloatArray
from openpbm.heat.grid import DepthGrid, skin_grid
from openpbm.heat.march import march
from openpbm.heat.mode import courses
from openpbm.heat.surface import SurfaceExchange
from openpbm.heat.system import system
from openpbm.validation.heat_cases import C_J_M3K, K_W_MK, cover, uniform

WITHIN = 5e-3  # of the rise or of the distance to the room: the promise of issue 3
K, C = K_W_MK, C_J_M3K  # W/mK, J/m3K of dermis
ONE = np.ones(1)
SKIN_MM = np.array([[0.013, 0.055, 0.15, 0.08, 0.82, 0.1, 5.0]])


@pytest.mark.parametrize("perfusion", [1e3, 5e3, 12e3])  # W/m3K, rest to twice a warm face
@pytest.mark.parametrize("h", [3.5, 10.0])
def test_a_perfused_slab_at_rest_is_a_fin(perfusion: float, h: float) -> None:
    """Pennes between a core at 37 degC and a room: cosh and sinh of m = sqrt(w rho c / k)."""
    length, heat, core, room = 0.016, 400.0, 37.0, 25.0
    grid = uniform(length, 60, perfusion=perfusion, metabolism=heat, core_degc=core)
    found = system(grid, cover(to_room=h, room_degc=room))
    m = np.sqrt(perfusion / K)
    far = core + heat / perfusion  # where blood and metabolism balance
    ch, sh = np.cosh(m * length), np.sinh(m * length)
    a = core - far
    b = -(a * (K * m * sh + h * ch) + h * (far - room)) / (K * m * ch + h * sh)
    z = np.cumsum(grid.width_m[0]) - 0.5 * grid.width_m[0]
    exact = far + a * np.cosh(m * (length - z)) + b * np.sinh(m * (length - z))
    state = found.steady()
    assert core - state[0] == pytest.approx(core - exact, rel=WITHIN, abs=1e-3)
    surface = far + a * ch + b * sh
    assert core - found.at("surface", state)[0] == pytest.approx(core - surface, rel=WITHIN)


@pytest.mark.parametrize("perfusion", [0.0, 5e3])
def test_a_flux_into_a_half_space_follows_the_root_of_time_and_its_perfused_form(
    perfusion: float,
) -> None:
    """2 q sqrt(t / (pi k rho c)); with blood q / (k m) erf(sqrt(w t / (rho c))).

    Carslaw and Jaeger 2.9; the loss to blood is their 4.14 (a rod that loses heat).
    """
    flux, seconds = 100.0, np.array([15.0, 60.0, 300.0, 1200.0])
    grid = uniform(0.08, 90, perfusion=perfusion, growth=1.05)
    found = system(grid, cover(flux_in=flux))
    none = np.zeros((1, 90))
    rise, _ = courses(found, "surface", none, none[:, :, None], seconds)
    if perfusion:
        m = np.sqrt(perfusion / K)
        exact = flux / (K * m) * erf(np.sqrt(perfusion * seconds / C))
    else:
        exact = 2.0 * flux * np.sqrt(seconds / (np.pi * K * C))
    assert rise[0] == pytest.approx(exact, rel=WITHIN)


def test_a_mask_that_hangs_free_warms_as_one_lump() -> None:
    """T - room = P / h (1 - exp(-h t / C))."""
    heat, h, capacity = 300.0, 10.0, 2600.0
    found = system(
        uniform(0.02, 5),
        cover(to_mask=1e-9, out=h, capacity=capacity, room_degc=20.0, has_mask=True),
    )
    begin = np.full((1, 6), 20.0)
    source = np.zeros((1, 6))
    source[:, 0] = heat
    states = march(found, begin, np.ones_like, lambda _: source, step_s=2.0, steps=600)
    t = 2.0 * np.arange(601)
    exact = heat / h * (1.0 - np.exp(-h * t / capacity))
    assert states[2:, 0, 0] - 20.0 == pytest.approx(exact[2:], rel=WITHIN)


def worn(finer: int = 1) -> tuple[DepthGrid, SurfaceExchange]:
    grid = skin_grid(SKIN_MM, ONE, finer=finer)
    return grid, cover(to_mask=3.5, out=10.0, capacity=2600.0, room_degc=25.0, has_mask=True)


def lit(
    finer: int, place: Literal["surface", "basal", "dermis"], seconds: FloatArray
) -> FloatArray:
    grid, above = worn(finer)
    whole = system(grid, above)
    light = grid.source(np.array([[[0.3, 1.5, 2.0, 1.0, 5.0, 0.4, 2.0]]]))
    begin = np.full((1, whole.capacity.shape[1]), 34.0)
    source = whole.source(light, np.full((1, 1), 300.0))
    found: FloatArray = courses(whole, place, begin, source, seconds)[1][0, 0]
    return found


@pytest.mark.parametrize("place", ["surface", "basal", "dermis"])
def test_finer_cells_change_the_rise_by_less_than_half_a_percent(
    place: Literal["surface", "basal", "dermis"],
) -> None:
    seconds = np.array([60.0, 300.0, 600.0, 1200.0])
    plain, fine, finest = (lit(n, place, seconds) for n in (1, 2, 4))
    assert plain == pytest.approx(finest, rel=WITHIN)
    assert np.all(np.abs(fine - finest) < np.abs(plain - finest))


def test_steps_in_time_converge_at_second_order_on_the_exact_modes() -> None:
    grid, cover = worn()
    whole = system(grid, cover)
    cells = whole.capacity.shape[1]
    begin = whole.steady()
    source = whole.source(grid.source(np.full((1, 1, 7), 1.5)), np.full((1, 1), 300.0))
    dark, rise = courses(whole, "surface", begin, source, np.array([600.0]))
    exact = (dark + rise[:, 0])[0, 0]
    errors = []
    for step in (40.0, 20.0, 10.0):
        states = march(
            whole, begin, np.ones_like, lambda _: source[:, :, 0],
            step_s=step, steps=round(600.0 / step),
        )  # fmt: skip
        assert states.shape == (round(600.0 / step) + 1, 1, cells)
        errors.append(abs(whole.at("surface", states[-1])[0] - exact))
    assert errors[0] / errors[1] > 3.0
    assert errors[1] / errors[2] > 3.0
    assert errors[2] < WITHIN * rise[0, 0, 0]


def test_a_step_keeps_the_books_of_energy() -> None:
    """Stored = light and waste heat + metabolism + blood + core - what the mask gives away."""
    grid, cover = worn()
    whole = system(grid, cover)
    begin = np.full((1, whole.capacity.shape[1]), 33.0)
    light = grid.source(np.full((1, 1, 7), 1.0))
    source = whole.source(light, np.full((1, 1), 300.0))[:, :, 0]
    step = 7.0
    after = march(whole, begin, np.ones_like, lambda _: source, step_s=step, steps=1)[1][0]
    skin, mask = after[1:], after[0]
    stored = (whole.capacity[0] * (after - begin[0])).sum() / step
    blood = (grid.width_m * grid.perfusion_w_m3k)[0] @ (grid.core_degc - skin)
    core = grid.to_core[0] * (grid.core_degc - skin[-1])
    made = (grid.width_m[0] * grid.metabolism_w_m3).sum() + light.sum() + 300.0
    lost = 10.0 * (mask - 25.0)
    assert stored == pytest.approx(made + blood + core - lost, rel=1e-9)
