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
from openpbm.light import standoff
from openpbm.light.bounced import Bounced
from openpbm.light.device_draws import DeviceDraws, device_draws
from openpbm.light.kept import MADE_OF_FOLDERS as LIGHT_FOLDERS
from openpbm.light.kept_light import kept_light
from openpbm.light.sensor import distances_of
from openpbm.light.standoff import StandoffLight, standoff_light
from openpbm.mask import Channel, Claim, Mask, Mode, Pulsing, Reading, Spectrum, Zone
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
    worked_out(of_another_maker(MASK), FACE, kept)
    others = (
        (replace(MASK, standoff_mm=10.1), FACE, False),
        (replace(MASK, total_claim=Claim(irradiance_mw_cm2=9.0, distance_mm=50.0)), FACE, False),
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


def of_another_maker(mask: Mask) -> Mask:
    """The same LEDs in the same places: other colours, figures, supply, programmes and words."""
    said = Claim(irradiance_mw_cm2=30.0, tolerance_mw_cm2=3.0, meaning="peak")
    nm = np.arange(400.0, 900.0)
    channels = tuple(
        replace(
            channel, peak_nm=channel.peak_nm + 1.0, peak_tol_nm=1.0, fwhm_nm=9.0,
            spectrum=Spectrum(nm, np.exp(-(((nm - channel.peak_nm - 1.0) / 9.0) ** 2))),
            power_mw=3.0, power_said="lumens", by_eye=True, claim=said, switchable=True,
            dimmable=True, pulsing=Pulsing(frequency_hz=10.0, duty=0.5),
        )
        for channel in mask.channels
    )  # fmt: skip
    return replace(
        mask, name="another", maker="another", channels=channels, total_claim=said, supply_w=4.0,
        supply_v=5.0, supply_a=1.0, energy_wh_per_session=1.0, portable=True, mains=True,
        session_min=(7.0,), per_week=2.0, programme_weeks=4.0, minutes_recalled=True,
        maker_goals=("acne",), stop_by_hand=False, modes=(Mode(name="only"),), price_usd=9.0,
        claim_status="claimed", fictitious=True, notes="another",
    )  # fmt: skip


def test_another_mask_has_all_that_light_leaves_out_otherwise() -> None:
    """So the two tests beside it leave no field out."""
    other = of_another_maker(MASK)
    assert {n for n in named(Mask) if getattr(other, n) != getattr(MASK, n)} == {
        *module.NOT_OF_LIGHT, "channels",
    }  # fmt: skip
    pairs = [(a, b) for a, b in zip(other.channels, MASK.channels, strict=True)]
    changed = {n for n in named(Channel) for a, b in pairs if getattr(a, n) is not getattr(b, n)}
    assert changed == module.NOT_OF_LIGHT_OF_CHANNEL


def test_light_of_the_same_leds_is_the_same_to_the_last_bit(kept: Recent) -> None:
    other = of_another_maker(MASK)
    found, made = worked_out(other, FACE, kept), standoff_light(other, FACE, drawn(MASK), kept=kept)
    for name, value in flat(made).items():
        assert np.array_equal(value, flat(found)[name]), name


def named(kind: type[Mask | Channel]) -> set[str]:
    return {each.name for each in fields(kind)}


PANEL = replace(
    MASK, form="panel", standoff_mm=150.0, led_count=60, width_mm=200.0, height_mm=300.0
)
PLACED = replace(
    MASK,
    channels=(
        Channel(
            role="red",
            peak_nm=633.0,
            positions_mm=np.array([[0.0, -30.0, 120.0], [20.0, 40.0, 120.0]]),
            directions=np.array([[0.0, 0.0, -1.0], [0.0, 0.0, -1.0]]),
        ),
    ),
)
IN_ZONES = replace(
    MASK,
    zones=(Zone(name="cheeks", regions=("left_cheek", "right_cheek")),),
    channels=(replace(MASK.channels[0], zone="cheeks"),),
)


@pytest.mark.parametrize(
    "mask", [MASK, PANEL, PLACED, IN_ZONES], ids=["worn", "panel", "placed", "in zones"]
)
def test_light_reads_nothing_of_a_mask_that_its_key_leaves_out(
    mask: Mask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a claim the distance alone, which stands in the key by itself."""
    read = set[str]()

    class WatchedMask(Mask):
        def __getattribute__(self, name: str) -> object:
            read.add(name)
            return super().__getattribute__(name)

    class WatchedChannel(Channel):
        def __getattribute__(self, name: str) -> object:
            read.add(name)
            return super().__getattribute__(name)

    channels = tuple(
        WatchedChannel(**{n: vars(c)[n] for n in named(Channel)}) for c in mask.channels
    )
    watched = WatchedMask(**{n: vars(mask)[n] for n in named(Mask)} | {"channels": channels})
    monkeypatch.setattr(standoff, "distances_of", lambda _: distances_of(mask))
    draws = drawn(mask)
    read.clear()
    standoff_light(watched, FACE, draws, kept=Recent())
    assert {"form", "led_count", "half_angle_deg", "readings"} <= read  # it does watch
    assert not read & (module.NOT_OF_LIGHT | module.NOT_OF_LIGHT_OF_CHANNEL)


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
