"""A machine without Embree works out the same light."""

from __future__ import annotations

import numpy as np
import pytest
from pytest import approx

from openpbm.face.canonical import canonical_face
from openpbm.kept import Recent
from openpbm.light import tracer
from openpbm.light.device_draws import device_draws
from openpbm.light.numpy_tracer import NumpyTracer
from openpbm.light.shadow import shade_of
from openpbm.light.standoff import StandoffLight, standoff_light
from openpbm.mask import Channel
from openpbm.planning.scene import dimensions
from openpbm.sampling import uniforms
from plain import plain_mask

RED = Channel(role="red", peak_nm=633.0)
MASK = plain_mask("flexible_mask", RED, led_count=30, standoff_mm=10.0, standoff_tol_mm=0.0)
DRAWS = uniforms(dimensions(), 40, seed=1)


def worked_out() -> StandoffLight:
    shade_of.cache_clear()
    return standoff_light(MASK, canonical_face(), device_draws(MASK, DRAWS), kept=Recent())


def test_light_is_the_same_without_embree(monkeypatch: pytest.MonkeyPatch) -> None:
    """To 0.1 %: in single precision a ray in some ten thousands meets another triangle."""
    if not tracer.has_embree():
        pytest.skip("no wheel of Embree here: its fallback is all there is")
    fast = worked_out()
    monkeypatch.setattr(tracer, "has_embree", lambda: False)
    three = np.array([[0, 1, 2]])
    assert isinstance(tracer.tracer_of(np.eye(3), three), NumpyTracer)
    plain = worked_out()
    shade_of.cache_clear()
    half = np.full(1, 0.5)
    for own, other in zip(plain.laid, fast.laid, strict=True):
        for name in ("by_angle", "hot", "mean", "over_led", "eye"):
            found = np.asarray(getattr(own.regions[0], name))
            assert found == approx(getattr(other.regions[0], name), rel=1e-3, abs=1e-6), name
        added, _ = own.bounced[0][0].returned(half, half, half)
        assert added == approx(other.bounced[0][0].returned(half, half, half)[0], rel=3e-3)
