"""The temperature estimate against closed forms and its own laws."""

from __future__ import annotations

import numpy as np
import pytest

from openpbm.arrays import FloatArray
from openpbm.heat import HEAT_DIMENSIONS, Warming, warming
from openpbm.sampling import uniforms
from openpbm.tables import numbers

DRAWS = uniforms(HEAT_DIMENSIONS, 64, seed=3)
SKIN_MM = np.tile([0.013, 0.055, 0.15, 0.08, 0.82, 0.1, 5.0], (64, 1))


def warm(absorbed: FloatArray, light: float = 0.0, *, is_worn: bool = False) -> Warming:
    return warming(
        thickness_mm=SKIN_MM,
        absorbed_mw_cm2=np.tile(absorbed, (64, 1, 1)),
        mask_light_mw_cm2=np.full((64, 1), light),
        is_worn=is_worn,
        touches=False,
        uniforms=DRAWS,
    )


def test_without_light_bare_skin_stays_at_rest() -> None:
    """The start is the steady state of the same equations."""
    still = warm(np.zeros((1, 7)))
    assert still.dark_degc == pytest.approx(np.repeat(still.dark_degc[:, :1], 161, 1), abs=1e-9)
    assert np.all((still.dark_degc > 31.0) & (still.dark_degc < 36.5))


def test_the_rise_is_linear_in_the_light() -> None:
    one, two = np.full((1, 7), 1.0), np.full((1, 7), 2.0)
    assert warm(two).rise_degc == pytest.approx(2.0 * warm(one).rise_degc, rel=1e-9)


def test_the_rise_grows_with_time_and_heat_under_the_mask_adds() -> None:
    light = np.full((1, 7), 2.0)
    bare, worn = warm(light), warm(light, 30.0, is_worn=True)
    assert np.all(np.diff(bare.rise_degc, axis=2) >= -1e-12)
    assert np.all(worn.rise_degc[:, :, -1] > bare.rise_degc[:, :, -1])


def test_early_surface_heating_is_the_half_space_closed_form() -> None:
    """Heat laid at the surface of a half-space: dT = 2 q sqrt(t / (pi k rho c)).

    Carslaw and Jaeger 2.9; before perfusion and losses matter (first minutes), with the
    heat in the horny layer. Tissue is layered, so the constants lie between those of
    epidermis and dermis, and the exact curve between the two closed forms.
    """
    absorbed = np.zeros((1, 7))
    absorbed[0, 0] = 10.0  # mW/cm2 in the stratum corneum
    found = warm(absorbed)
    table = numbers("thermal")
    seconds = 120.0
    place = int(np.argmin(np.abs(found.minutes * 60.0 - seconds)))
    bounds = []
    for tissue in ("epidermis", "dermis"):
        k, rho, c = (table[f"{tissue}.{name}"].value for name in ("k", "rho", "c"))
        bounds.append(2.0 * 100.0 * np.sqrt(seconds / (np.pi * k * rho * c)))
    rise = float(np.median(found.rise_degc[:, 0, place]))
    assert 0.75 * min(bounds) < rise < max(bounds)


def test_thirty_milliwatts_warm_as_the_reference_runs_did() -> None:
    """Own reference runs of the data set: 30 mW/cm2, 55 % absorbed, 10 min: +2.9 to 3.3 degC."""
    share = np.array([0.02, 0.10, 0.10, 0.08, 0.20, 0.02, 0.03])
    absorbed = 30.0 * 0.55 * share / share.sum()
    found = warm(absorbed[None, :])
    place = int(np.argmin(np.abs(found.minutes - 10.0)))
    middle = float(np.median(found.rise_degc[:, 0, place]))
    assert 2.2 < middle < 3.6
