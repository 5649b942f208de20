"""Heat in skin against closed forms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.heat.grid import DepthGrid, skin_grid
from openpbm.heat.led import junction_rise_k, led_power_share
from openpbm.heat.march import march
from openpbm.heat.mode import courses
from openpbm.heat.surface import SurfaceExchange
from openpbm.heat.system import system
from openpbm.heat.thermal_dose import cem43_min
from openpbm.heat.warming import mask_heat
from openpbm.validation.case import Case, case

K_W_MK, C_J_M3K = 0.37, 1116.0 * 3224.0  # of dermis
FLUX_W_M2, SECONDS = 100.0, 300.0
PERFUSION_W_M3K = 5e3


def uniform(
    length_m: float,
    cells: int,
    *,
    growth: float = 1.0,
    perfusion: float = 0.0,
    metabolism: float = 0.0,
    core_degc: float = 0.0,
) -> DepthGrid:
    """One material; widths grow by a factor from cell to cell."""
    width = growth ** np.arange(cells)
    return DepthGrid(
        width_m=(length_m * width / width.sum())[None, :],
        conductivity_w_mk=np.full(cells, K_W_MK),
        capacity_j_m3k=np.full(cells, C_J_M3K),
        perfusion_w_m3k=np.full((1, cells), perfusion),
        metabolism_w_m3=np.full(cells, metabolism),
        core_degc=core_degc,
        layer_of_cell=(0, *[2] * (cells - 1)),
    )


def cover(
    *,
    to_room: float = 0.0,
    to_mask: float = 0.0,
    out: float = 0.0,
    capacity: float = 1.0,
    room_degc: float = 0.0,
    flux_in: float = 0.0,
    has_mask: bool = False,
) -> SurfaceExchange:
    """What lies on the skin, given outright."""

    def one(value: float) -> FloatArray:
        return np.array([value])

    return SurfaceExchange(
        to_room=one(to_room),
        to_mask=one(to_mask),
        mask_to_room=one(out),
        mask_capacity=one(capacity),
        room_degc=one(room_degc),
        evaporation_w_m2=one(-flux_in),
        has_mask=has_mask,
    )


def heat_cases() -> Iterator[Case]:
    """Transient, steady, a lump, and thermal dose."""
    from scipy.special import erf

    plain = 2.0 * FLUX_W_M2 * np.sqrt(SECONDS / (np.pi * K_W_MK * C_J_M3K))
    yield case("half_space", _flux(0.0), expected=float(plain))
    m = np.sqrt(PERFUSION_W_M3K / K_W_MK)
    fed = FLUX_W_M2 / (K_W_MK * m) * erf(np.sqrt(PERFUSION_W_M3K * SECONDS / C_J_M3K))
    yield case("perfused", _flux(PERFUSION_W_M3K), expected=float(fed))
    yield _lump()
    yield _fin()
    minutes = np.linspace(0.0, 60.0, 61)
    yield case("cem43", float(cem43_min(minutes, np.full(61, 42.0))))
    yield case("cem43_above", float(cem43_min(minutes, np.full(61, 44.0))))
    yield case("light_to_heat", _of_light())
    yield from _of_leds()


def _of_light() -> float:
    """W/m2 in all cells, of 3 mW/cm2 that the upper dermis takes and 1 that fat takes."""
    layers = np.array([0.01, 0.06, 0.15, 0.08, 0.8, 0.1, 5.0])[None]
    absorbed = np.array([0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 1.0])[None, None]
    return float(skin_grid(layers, np.ones(1)).source(absorbed).sum())


def _of_leds() -> Iterator[Case]:
    """Where the electrical power goes: light, heat of the board, light that comes back."""
    light, back, efficiency = np.array([[10.0]]), np.array([[2.0]]), np.array([0.4])
    waste = (10.0 / 0.4 - 10.0) * 10.0  # 25 mW/cm2 electrical, less the light; W/m2
    yield case("led_waste", float(mask_heat(light, efficiency)[0, 0]), expected=waste)
    with_back = float(mask_heat(light, efficiency, back)[0, 0])
    yield case("led_waste_back", with_back, expected=waste + 20.0)
    hotter = float(junction_rise_k(np.array([20.0]), efficiency, resistance_k_w=10.0)[0])
    yield case("led_fade", float(led_power_share(np.array([633.0]), np.array([20.0]))[0]))
    yield case("led_junction", hotter, expected=10.0 * 0.030)


def _flux(perfusion: float) -> float:
    cells = 90
    found = system(uniform(0.08, cells, growth=1.05, perfusion=perfusion), cover(flux_in=FLUX_W_M2))
    none = np.zeros((1, cells))
    rise, _ = courses(found, "surface", none, none[:, :, None], np.array([SECONDS]))
    return float(rise[0, 0])


def _lump() -> Case:
    heat, h, capacity, room = 300.0, 10.0, 2600.0, 20.0
    found = system(
        uniform(0.02, 5),
        cover(to_mask=1e-9, out=h, capacity=capacity, room_degc=room, has_mask=True),
    )
    source = np.zeros((1, 6))
    source[:, 0] = heat
    begin = np.full((1, 6), room)
    states = march(found, begin, np.ones_like, lambda _: source, step_s=2.0, steps=150)
    exact = heat / h * (1.0 - np.exp(-h * SECONDS / capacity))
    return case("lump", float(states[-1, 0, 0]) - room, expected=float(exact))


def _fin() -> Case:
    length, heat, core, room, h = 0.016, 400.0, 37.0, 25.0, 10.0
    grid = uniform(length, 60, perfusion=PERFUSION_W_M3K, metabolism=heat, core_degc=core)
    found = system(grid, cover(to_room=h, room_degc=room))
    m = np.sqrt(PERFUSION_W_M3K / K_W_MK)
    far = core + heat / PERFUSION_W_M3K
    ch, sh = np.cosh(m * length), np.sinh(m * length)
    a = core - far
    b = -(a * (K_W_MK * m * sh + h * ch) + h * (far - room)) / (K_W_MK * m * ch + h * sh)
    exact = core - (far + a * ch + b * sh)
    got = core - float(found.at("surface", found.steady())[0])
    return case("fin", got, expected=float(exact))
