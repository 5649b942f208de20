"""Light that was kept is the light that is worked out, and no other light's."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest

from openpbm.face import Face
from openpbm.face.canonical import canonical_face
from openpbm.kept import MADE_OF, Recent
from openpbm.light import kept as kept_module
from openpbm.light import kept_light as module
from openpbm.light.bounced import Bounced
from openpbm.light.device_draws import DeviceDraws, device_draws
from openpbm.light.kept import MADE_OF_FOLDERS as LIGHT_FOLDERS
from openpbm.light.kept_light import kept_light
from openpbm.light.standoff import StandoffLight, standoff_light
from openpbm.mask import Channel, Mask, Reading
from openpbm.planning.scene import dimensions
from openpbm.sampling import uniforms
from openpbm.skin.surface import MADE_OF_FOLDERS as SKIN_FOLDERS

FACE = canonical_face()
READ = (Reading(region="nose", irradiance_mw_cm2=20.0, distance_mm=30.0),)
MASK = Mask(
    id="m",
    name="m",
    form="rigid_mask",
    channels=(
        Channel(role="red", peak_nm=633.0, readings=READ),
        Channel(role="nir", peak_nm=830.0),
        Channel(role="blue", peak_nm=415.0, led_count=9),
    ),
    led_count=21,
    standoff_mm=10.0,
    standoff_tol_mm=1.0,
)
DRAWS = uniforms(dimensions(), 16, seed=1)


@pytest.fixture(scope="module")
def kept() -> Recent:
    """With the light of the mask in it."""
    made = Recent()
    worked_out(MASK, FACE, made)
    return made


def worked_out(mask: Mask, face: Face, kept: Recent, *, shield: bool = False) -> StandoffLight:
    return kept_light(mask, face, drawn(mask), shield=shield, kept=kept)


def drawn(mask: Mask) -> DeviceDraws:
    return device_draws(mask, DRAWS)


def flat(light: object, name: str = "light") -> dict[str, np.ndarray[tuple[int, ...], np.dtype]]:
    """Every number of a nested object, by where it stands; of a shell what it is made of."""
    if isinstance(light, np.ndarray | float | int | str):
        return {name: np.asarray(light)}
    if isinstance(light, tuple):
        parts = {str(place): part for place, part in enumerate(light)}
    elif isinstance(light, dict):
        parts = {str(key): part for key, part in light.items()}
    elif light is None:
        parts = {}
    else:
        parts = vars(light)
    return {k: v for key, part in parts.items() for k, v in flat(part, f"{name}.{key}").items()}


def test_kept_light_is_the_light_to_the_last_bit(kept: Recent) -> None:
    light = standoff_light(MASK, FACE, drawn(MASK), kept=kept)
    plain = flat(light)
    again = flat(worked_out(MASK, FACE, kept))
    assert plain.keys() == again.keys()
    traces = [name for name in plain if ".bounced." in name]  # each, with all it is made of
    of_each = len(light.nodes_mm) * len(MASK.channels) * len(fields(Bounced))
    assert len(light.laid) > 1
    assert len(traces) == len(light.laid) * of_each
    for name, value in plain.items():
        assert np.array_equal(value, again[name]), name


def test_what_was_kept_is_not_worked_out_again(
    kept: Recent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> StandoffLight:
        raise AssertionError("worked out again")

    monkeypatch.setattr(module, "standoff_light", never)
    worked_out(MASK, FACE, kept)
    moved = replace(FACE, points_mm=FACE.points_mm * (1.0 + 1e-15))
    others = (
        (replace(MASK, standoff_mm=10.1), FACE, False),
        (replace(MASK, channels=MASK.channels[:2]), FACE, False),
        (MASK, moved, False),
        (MASK, FACE, True),
    )
    for mask, face, shield in others:
        with pytest.raises(AssertionError, match="again"):
            worked_out(mask, face, kept, shield=shield)
    monkeypatch.setattr(kept_module, "has_embree", lambda: "of another machine")
    with pytest.raises(AssertionError, match="again"):
        worked_out(MASK, FACE, kept)


@pytest.mark.parametrize(
    ("module", "folders", "at_least"),
    [
        ("light.kept_light", LIGHT_FOLDERS, {"light", "face", "mask", "tables"}),
        ("skin.transport", SKIN_FOLDERS, {"skin", "arrays", "threads"}),
    ],
)
def test_what_is_kept_is_made_of_nothing_but_what_its_key_is_made_of(
    module: str, folders: tuple[str, ...], at_least: set[str]
) -> None:
    """Code that moves light or skin moves the digest: nothing else of this project is loaded."""
    code = f"import sys, openpbm.{module}; print(*(m for m in sys.modules if 'openpbm.' in m))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    parts = {name.split(".")[1] for name in ran.stdout.split()}
    assert parts <= {name.removesuffix(".py") for name in (*MADE_OF, *folders)}
    assert at_least <= parts
