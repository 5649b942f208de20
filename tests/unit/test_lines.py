"""Several lines of a colour in one device: read, named, measured, switched and told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from openpbm.errors import MaskError, PersonError
from openpbm.files.mask_file import mask_from_text, read_mask
from openpbm.files.person_file import read_person
from openpbm.light.power import shining_together
from openpbm.mask import Channel, Mask, Mode
from openpbm.mask.modes import can_light, lit_together
from openpbm.safety.hazard.mask import mask_hazards
from openpbm.safety.stops import action_on

LINES_NM = {"red": (630, 660), "nir": (810, 830, 850)}
IDS = ("red_630", "red_660", "nir_810", "nir_830", "nir_850")


def panel_toml(*, modes: tuple[tuple[str, ...], ...] = (), mw_cm2: float = 4.0) -> str:
    """A made-up panel of five lines, each with a claim of its own."""
    named = ", ".join(f'{{ name = "{lit}", lights = {list(lit)} }}' for lit in modes)
    head = (
        '[mask]\nname = "Made-up panel"\nfictitious = true\nform = "panel"\nstandoff_mm = 305\n'
        f"session_min = [10]\nled_count = 300\ntreated_area_cm2 = 2787\nmodes = [{named}]\n"
    )
    return head + "".join(
        f'[[channels]]\nrole = "{role}"\npeak_nm = {nm}\npulsing = "continuous"\n'
        f'claim = {{ irradiance_mw_cm2 = {mw_cm2}, meaning = "mean" }}\n'
        for role, lines in LINES_NM.items()
        for nm in lines
    )


def panel(*modes: tuple[str, ...]) -> Mask:
    return mask_from_text(panel_toml(modes=modes), Path("panel.toml"))


def channel_toml(role: str, peak_nm: float, *more: str) -> str:
    return "\n".join(["[[channels]]", f'role = "{role}"', f"peak_nm = {peak_nm:g}", *more, ""])


def of_channels(*channels: str) -> Mask:
    head = '[mask]\nname = "Made"\nform = "panel"\n'
    return mask_from_text(head + "".join(channels), Path("made.toml"))


def test_each_line_has_a_name_by_its_colour_and_peak() -> None:
    assert tuple(channel.id for channel in panel().channels) == IDS
    alone = of_channels(channel_toml("red", 633), channel_toml("nir", 830))
    assert [channel.id for channel in alone.channels] == ["red", "nir"]


def test_a_stated_name_is_kept_and_must_say_the_colour() -> None:
    lines = [channel_toml("nir", 830, 'id = "nir_inner"'), channel_toml("nir", 830)]
    assert [channel.id for channel in of_channels(*lines).channels] == ["nir_inner", "nir_830"]
    with pytest.raises(MaskError, match=r'channels\.id \(entry 1\): found "ring"; expected "nir"'):
        of_channels(channel_toml("nir", 830, 'id = "ring"'))
    with pytest.raises(MaskError, match=r"channels\.id .*small letters"):
        of_channels(channel_toml("nir", 830, 'id = "nir 2"'))


def test_two_of_one_name_are_refused_with_what_would_do() -> None:
    twice = channel_toml("nir", 829.8), channel_toml("red", 633), channel_toml("nir", 830.2)
    with pytest.raises(MaskError, match=r'found "nir_830" twice \(entries 1 and 3\).*an id of its'):
        of_channels(*twice)
    channels = tuple(Channel(role="nir", peak_nm=850.0) for _ in range(2))
    with pytest.raises(MaskError, match='2 channels are called "nir_850"'):
        Mask(id="m", name="m", form="panel", channels=channels)


def test_zones_may_share_a_line() -> None:
    zones = "".join(
        f'[[mask.zones]]\nname = "{zone}"\nregions = ["{zone}"]\n' for zone in ("forehead", "chin")
    )
    lines = [
        channel_toml("nir", nm, f'zone = "{zone}"')
        for zone in ("forehead", "chin")
        for nm in (810, 850)
    ]
    head = '[mask]\nname = "Made"\nform = "panel"\n'
    mask = mask_from_text(head + zones + "".join(lines), Path("made.toml"))
    assert [channel.id for channel in mask.channels] == 2 * ["nir_810", "nir_850"]


def test_a_programme_may_name_a_colour_or_a_line() -> None:
    named = (("red",), ("nir",), ("red_660", "nir_850"), ("nir_810",), ())
    assert lit_together([Mode(name="m", lights=lit) for lit in named], IDS) == (
        frozenset(IDS[:2]),
        frozenset(IDS[2:]),
        frozenset({"red_660", "nir_850"}),
        frozenset({"nir_810"}),
    )
    mask = panel(("red_630", "red_660"), ("nir",))
    assert can_light(mask, IDS[:2])
    assert can_light(mask, IDS)
    assert not can_light(mask, IDS[:1])
    assert [lit.tolist() for lit in shining_together(mask)] == [[0, 1], [2, 3, 4]]


def test_a_programme_lights_only_what_the_device_has() -> None:
    with pytest.raises(MaskError, match='found "green"; expected of red_630, red_660, nir_810'):
        panel(("green",))
    words = panel_toml().replace("modes = []", 'modes = ["red+IR"]')
    with pytest.raises(MaskError, match=r"modes.*red\+IR"):
        mask_from_text(words, Path("panel.toml"))


def person_toml(reading: str) -> str:
    return (
        "[person]\nage_years = 45\nphototype = 'III'\ngoals = ['wrinkles']\n"
        "[mask]\nfile = 'panel.toml'\n"
        f"readings = [{{ channel = '{reading}', region = 'forehead', irradiance_mw_cm2 = 3.0 }}]\n"
    )


def test_a_reading_belongs_to_one_line(tmp_path: Path) -> None:
    (tmp_path / "panel.toml").write_text(panel_toml(), encoding="utf-8")
    path = tmp_path / "person.toml"
    path.write_text(person_toml("nir_830"), encoding="utf-8")
    mask = read_person(path).mask
    assert mask is not None
    assert [len(channel.readings) for channel in mask.channels] == [0, 0, 0, 1, 0]
    path.write_text(person_toml("nir"), encoding="utf-8")
    with pytest.raises(PersonError, match=r'found "nir"; expected .*: red_630, red_660, nir_810'):
        read_person(path)


def test_lines_of_a_colour_shine_alone_where_a_programme_lights_them() -> None:
    """Near-infrared without the red that makes an eye turn away: all three lines together."""
    found = mask_hazards(panel(("red",), ("nir",)), minutes=10.0)
    assert [id for id, _, _ in found.holds_up_to] == list(IDS)
    assert found.source.infrared == IDS[2:]
    assert any(hazard.view.id == "hazard-view_alone" for hazard in found.bare)
    together = mask_hazards(panel(("red", "nir")), minutes=10.0)
    assert not any(hazard.view.id == "hazard-view_alone" for hazard in together.bare)


def test_green_and_cyan_are_read_and_screened_by_the_stricter_neighbour(tmp_path: Path) -> None:
    path = tmp_path / "green.toml"
    head = '[mask]\nname = "Made"\nform = "panel"\n'
    path.write_text(head + channel_toml("green", 525) + channel_toml("blue", 495), encoding="utf-8")
    assert [channel.id for channel in read_mask(path).channels] == ["green", "blue"]
    asked = {"blue": "exclude", "red": "caution", "nir": "allow"}
    assert action_on("green", asked) == "exclude"
    with pytest.raises(MaskError, match=r'found 525 in a "blue" channel.*or role = "green"'):
        of_channels(channel_toml("blue", 525))
