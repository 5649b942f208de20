"""A mask that cannot be cannot be made; what is made never changes."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpbm.errors import MaskError
from openpbm.mask import Channel, Claim, Mask, Pulsing, Reading, Spectrum, Zone
from openpbm.mask.spectrum import gaussian_nodes

RED = Channel(role="red", peak_nm=633.0)


def mask(**said: object) -> Mask:
    values: dict[str, object] = {"id": "m", "name": "m", "form": "panel", "channels": (RED,)}
    return Mask(**{**values, **said})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said",
    [
        {"form": "helmet"},
        {"setting": "garden"},
        {"channels": ()},
        {"standoff_mm": -1.0},
        {"standoff_mm": 2001.0},
        {"inner_reflectance": 1.0},
        {"eye_shield": "sunglasses"},
        {"session_min": (10.0, 0.0)},
        {"width_mm": 300.0},
        {"height_mm": 900.0},
        {"width_mm": 300.0, "height_mm": 5000.0},
        {"width_mm": 3.0, "height_mm": 900.0},
        {"width_mm": math.nan, "height_mm": 900.0},
        {"width_mm": 150.0, "height_mm": 200.0, "form": "rigid_mask"},
        {"session_min": (181.0,)},
        {"channels": (Channel(role="red", peak_nm=633.0, zone="top"),)},
    ],
)
def test_a_mask_that_cannot_be_is_refused(said: Mapping[str, object]) -> None:
    with pytest.raises(MaskError, match=r"expected|must|needs|not among"):
        mask(**said)


@pytest.mark.parametrize(
    "said",
    [
        {"role": "pink"},
        {"peak_nm": 399.0},
        {"peak_nm": 1101.0},
        {"fwhm_nm": 0.0},
        {"half_angle_deg": 90.0},
        {"power_mw": -1.0},
        {"positions_mm": np.zeros((2, 3))},
        {"positions_mm": np.zeros((2, 3)), "directions": np.ones((3, 3))},
    ],
)
def test_a_channel_that_cannot_be_is_refused(said: Mapping[str, object]) -> None:
    with pytest.raises(MaskError):
        Channel(**{"role": "red", "peak_nm": 633.0, **said})  # type: ignore[arg-type]


def test_statements_that_cannot_be_are_refused() -> None:
    for irradiance_mw_cm2 in (0.0, -1.0, 2001.0):
        with pytest.raises(MaskError, match="irradiance_mw_cm2"):
            Claim(irradiance_mw_cm2=irradiance_mw_cm2)
    with pytest.raises(MaskError, match="meaning"):
        Claim(irradiance_mw_cm2=1.0, meaning="guess")
    with pytest.raises(MaskError, match="irradiance_mw_cm2"):
        Reading(irradiance_mw_cm2=-1.0, region="chin")
    with pytest.raises(MaskError, match="expected one of silicon_solar"):
        Reading(irradiance_mw_cm2=1.0, region="chin", meter="neighbour")
    for frequency_hz, duty in ((-1.0, 0.5), (10.0, 0.0), (10.0, 1.1)):
        with pytest.raises(MaskError, match="pulsing"):
            Pulsing(frequency_hz=frequency_hz, duty=duty)


def test_what_is_made_never_changes() -> None:
    positions = np.zeros((1, 3))
    channel = Channel(
        role="nir", peak_nm=830.0, positions_mm=positions, directions=np.array([[0.0, 0.0, -5.0]])
    )
    positions[0, 0] = 7.0
    assert channel.positions_mm is not None
    assert channel.directions is not None
    assert channel.positions_mm[0, 0] == 0.0
    assert not channel.positions_mm.flags.writeable
    assert channel.directions.tolist() == [[0.0, 0.0, -1.0]]


@given(st.floats(5.0, 85.0))
def test_a_beam_has_half_its_intensity_at_its_half_angle(half_angle_deg: float) -> None:
    order = Channel(role="red", peak_nm=633.0, half_angle_deg=half_angle_deg).beam_order
    assert order is not None
    assert math.cos(math.radians(half_angle_deg)) ** order == pytest.approx(0.5)
    assert RED.beam_order is None


def test_light_is_known_only_when_every_channel_says_something() -> None:
    stated = Channel(role="nir", peak_nm=830.0, claim=Claim(irradiance_mw_cm2=20.0))
    read = Channel(
        role="red", peak_nm=633.0, readings=(Reading(irradiance_mw_cm2=9.0, region="chin"),)
    )
    driven = Channel(role="red", peak_nm=633.0, power_mw=5.0)
    assert not mask(channels=(RED, stated)).has_irradiance
    assert mask(channels=(read, stated)).has_irradiance
    assert mask(channels=(driven, stated)).has_irradiance
    assert mask(total_claim=Claim(irradiance_mw_cm2=30.0)).has_irradiance
    assert mask(form="rigid_mask").is_worn
    assert not mask().is_worn


def test_a_zone_bears_its_channels() -> None:
    top = Zone(name="top", regions=("forehead",))
    zoned = mask(channels=(Channel(role="red", peak_nm=633.0, zone="top"),), zones=(top,))
    assert zoned.channels[0].zone == top.name


@pytest.mark.parametrize(
    ("wavelength_nm", "power"),
    [
        ([600.0, 620.0], [0.0, 1.0]),
        ([600.0, 620.0, 640.0], [0.0, 1.0]),
        ([600.0, 600.0, 640.0], [0.0, 1.0, 0.0]),
        ([600.0, 620.0, 640.0], [0.0, -1.0, 2.0]),
        ([600.0, 620.0, 640.0], [0.0, 0.0, 0.0]),
    ],
)
def test_a_spectrum_that_cannot_be_is_refused(
    wavelength_nm: list[float], power: list[float]
) -> None:
    with pytest.raises(MaskError, match="spectrum"):
        Spectrum(np.array(wavelength_nm), np.array(power))


@given(st.integers(1, 40))
def test_quantiles_of_a_spectrum_rise_and_are_fair(count: int) -> None:
    flat = Spectrum(np.array([600.0, 620.0, 640.0]), np.array([1.0, 1.0, 1.0]))
    nodes = flat.quantiles_nm(count)
    assert np.all(np.diff(nodes) > 0)
    assert nodes.mean() == pytest.approx(620.0)


def test_line_nodes_carry_the_width_of_the_line() -> None:
    offsets, weights = gaussian_nodes(3)
    sigma = math.sqrt(float(np.sum(weights * offsets**2)))  # in units of the FWHM
    assert sigma == pytest.approx(1 / (2 * math.sqrt(2 * math.log(2))))
