"""Laws of physics floors that a plan rests on, for any skin and light."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.arrays import FloatArray
from openpbm.dose import DirectLight, DoseRate, dose_rate
from openpbm.light.cavity import Plates, cavity_gain
from openpbm.skin.anatomy import LAYERS
from openpbm.skin.response import SkinLight

S, R, A = 5, 2, 5


def plain_skin(reflectance: float) -> SkinLight:
    """A skin that answers every direction alike, except grazing light."""
    absorbed = np.full((S, R, A, len(LAYERS)), (1.0 - reflectance) / len(LAYERS))
    return SkinLight(
        reflectance=np.full((S, R, A), reflectance),
        fluence=np.full((S, R, A, len(LAYERS)), 2.0),
        absorbed=absorbed,
    )


def light(level: float, mirror: float, view: float) -> DirectLight:
    by_angle = np.zeros((S, 1, A, R))
    by_angle[:, :, 1] = level  # all of it at the second beam
    mean: FloatArray = np.full((S, 1, R), level)
    return DirectLight(
        by_angle=by_angle,
        neighbourhood=mean,
        hot=1.5 * mean,
        hot_cm2=1.2 * mean,
        mask_reflectance=np.full(S, mirror),
        bounces=Plates(neighbourhood=mean, view_factor=np.full((S, R), view)),
    )


share = st.floats(0.0, 0.95)


def at(level: float, skin: float, mirror: float, view: float) -> DoseRate:
    return dose_rate(light(level, mirror, view), [plain_skin(skin)])


@settings(max_examples=60, deadline=None)
@given(skin=share, mirror=share, view=st.floats(0.0, 1.0))
def test_the_cavity_keeps_energy(skin: float, mirror: float, view: float) -> None:
    """What the skin takes plus what the mask and the openings take is what was sent."""
    rate = at(10.0, skin, mirror, view)
    on_skin = float(rate.irradiance[0, 0, 0])
    taken = float(rate.absorbed[0, 0, 0].sum())
    lost = on_skin * skin * (1.0 - view * mirror)
    assert taken + lost == pytest.approx(10.0, rel=1e-9)
    assert rate.cavity_gain[0, 0, 0] == pytest.approx(on_skin / 10.0)


@settings(max_examples=60, deadline=None)
@given(skin=share, mirror=share, view=st.floats(0.0, 1.0))
def test_the_hottest_square_centimetre_has_more_of_the_direct_light_alone(
    skin: float, mirror: float, view: float
) -> None:
    """A fifth more than the mean here; what bounces is even."""
    rate = at(10.0, skin, mirror, view)
    more = (rate.absorbed_hot_cm2 - rate.absorbed)[0, 0, 0].sum()
    assert more == pytest.approx(0.2 * 10.0 * (1.0 - skin), rel=1e-9)
    without = dose_rate(replace(light(10.0, mirror, view), hot_cm2=None), [plain_skin(skin)])
    assert without.absorbed_hot_cm2 == pytest.approx(without.absorbed)


@settings(max_examples=60, deadline=None)
@given(skin=share, mirror=share, view=st.floats(0.0, 1.0), more=st.floats(1.0, 3.0))
def test_more_drive_never_gives_less_dose_and_is_linear(
    skin: float, mirror: float, view: float, more: float
) -> None:
    one, two = at(10.0, skin, mirror, view), at(10.0 * more, skin, mirror, view)
    assert two.fluence_rate == pytest.approx(more * one.fluence_rate, rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(skin=share, mirror=share, view=st.floats(0.0, 1.0), step=st.floats(0.0, 0.05))
def test_the_gain_grows_with_every_reflectance(
    skin: float, mirror: float, view: float, step: float
) -> None:
    def gain(s: float, m: float, v: float) -> float:
        arrays = (np.array([x]) for x in (s, s, m, v))
        return float(cavity_gain(*arrays)[0])

    base = gain(skin, mirror, view)
    assert gain(skin + step, mirror, view) >= base
    assert gain(skin, mirror + step, view) >= base
    assert base >= 0.0


def test_dark_skin_in_a_white_mask_gains_far_less() -> None:
    """The design figures: R_L 0.49 and 0.18 under the same white mask."""
    gain = [float(at(1.0, r, 0.8, 0.9).cavity_gain[0, 0, 0]) for r in (0.49, 0.18)]
    assert gain[0] == pytest.approx(1.0 / (1.0 - 0.9 * 0.8 * 0.49))
    assert gain[1] < 1.0 + 0.35 * (gain[0] - 1.0)
