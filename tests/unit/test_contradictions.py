"""A file that says two things which cannot both be true is told so, with both values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from openpbm.cli.check import described
from openpbm.errors import MaskError
from openpbm.face.canonical import canonical_face
from openpbm.fact import Name
from openpbm.files.mask_file import mask_from_text
from openpbm.light.contradiction import contradictions, untrue
from openpbm.mask import Channel, Mask, Spectrum
from openpbm.mask.catalogue import catalogue_ids, catalogue_row, known_mask
from openpbm.person import Person, Wish
from openpbm.planning.progress import silent
from openpbm.planning.scene import scene
from openpbm.planning.tell import cautions
from openpbm.speech.language import speaking
from openpbm.speech.say import in_english, say, written
from shared_light import SHARED

WORN = 'form = "rigid_mask"\nstandoff_mm = 12\nled_count = 100'
PANEL = 'form = "panel"\nstandoff_mm = 150\nled_count = 100'
RED = '[[channels]]\nrole = "red"\npeak_nm = 633'
NIR = '[[channels]]\nrole = "nir"\npeak_nm = 850'


def claimed(mw_cm2: float) -> str:
    return f"claim = {{ irradiance_mw_cm2 = {mw_cm2} }}"


def read(*mw_cm2: float, distances_mm: tuple[float, ...] = ()) -> str:
    places = distances_mm or (None,) * len(mw_cm2)
    return "\n".join(
        f'[[channels.readings]]\nregion = "chin"\nirradiance_mw_cm2 = {value}'
        + ("" if at is None else f"\ndistance_mm = {at}")
        for value, at in zip(mw_cm2, places, strict=True)
    )


def text(mask: str, *more: str) -> str:
    return "\n".join(['[mask]\nname = "m"', mask, *more])


TOTAL = "[total_claim]\nirradiance_mw_cm2 = {}"
WRONG = [
    (text(f"{WORN}\nsupply_w = 60\nsupply_v = 5\nsupply_a = 2", RED), ("60", "10 W")),
    (
        text(f"{WORN}\nsupply_w = 10\nenergy_wh_per_session = 20\nsession_min = [10]", RED),
        ("120 W", "supply_w = 10"),
    ),
    (
        text(f"{PANEL}\ntreated_area_cm2 = 5000\nwidth_mm = 200\nheight_mm = 300", RED),
        ("5000", "600 cm2"),
    ),
    (text(WORN.replace("12", "50") + "\ncontact = true", RED), ("contact = true", "50")),
    (text(f"{PANEL}\ncontact = true", RED), ("contact = true", "150")),
    (text(f"{WORN}\ncontact = false\nwet = true", RED), ("wet = true", "contact = false")),
    (
        text(WORN, RED, claimed(30.0), NIR, claimed(40.0), TOTAL.format(20)),
        ("20 mW/cm2", "70 mW/cm2"),
    ),
    (
        text(WORN, RED, claimed(30.0), NIR, claimed(40.0), TOTAL.format(700)),
        ("700 mW/cm2", "70 mW/cm2"),
    ),
    (text(WORN, RED, claimed(30.0), NIR, TOTAL.format(20)), ("20 mW/cm2", "30 mW/cm2")),
    (text(WORN, f"{RED}\nled_count = 300"), ("300", "100")),
    (text(WORN, RED, read(20.0, 2000.0)), ("20 mW/cm2", "2000 mW/cm2", "100 times")),
    # 100 sensors of 9.5 mm at 80 mW/cm2 are 5.7 W, by a meter that shows 1.25 of red 4.5 W
    (text(f"{WORN}\nsupply_w = 3", RED, read(80.0)), ("4.", "2.1 W")),
]
RIGHT = [
    text(f"{WORN}\nsupply_w = 10\nsupply_v = 5\nsupply_a = 2.1", RED),
    text(f"{WORN}\nsupply_w = 10\nenergy_wh_per_session = 1.2\nsession_min = [10]", RED),
    text(f"{PANEL}\ntreated_area_cm2 = 560\nwidth_mm = 200\nheight_mm = 300", RED),
    text(f"{WORN}\ncontact = true", RED),
    text(WORN, RED, claimed(30.0), NIR, claimed(40.0), TOTAL.format(70)),
    text(WORN, RED, claimed(30.0), NIR, TOTAL.format(70)),
    text(WORN, f"{RED}\nled_count = 100"),
    text(WORN, RED, read(20.0, 60.0)),
    text(f"{WORN}\nsupply_w = 3", RED, read(20.0)),  # before one LED, and little beside it
    text(f"{WORN}\nsupply_w = 3", RED, read(80.0) + "\nskin_behind = true"),
    text(WORN, RED, read(80.0)),
    text(PANEL, RED, read(100.0, 4.0, distances_mm=(150.0, 1500.0))),
]


@pytest.mark.parametrize(("wrong", "values"), WRONG)
def test_what_cannot_both_be_true_is_told_with_both_values(
    wrong: str, values: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "m.toml"
    path.write_text(wrong, encoding="utf-8")
    lines = (line.replace("\u202f", " ").replace("²", "2") for line in described(path)[2])
    told = [line for line in lines if "both cannot be true" in line]
    assert len(told) == 1
    assert all(value in told[0] for value in values)


def test_a_reading_is_told_at_the_name_of_its_region() -> None:
    mask = mask_from_text(text(WORN, RED, read(20.0, 2000.0)), Path("m.toml"))
    for lang in ("en", "es"):
        with speaking(lang):
            (told,) = contradictions(mask)
            assert written(Name("region", "chin")) in say(told)


@pytest.mark.parametrize("right", RIGHT)
def test_what_fits_is_left_alone(right: str) -> None:
    assert contradictions(mask_from_text(right, Path("m.toml"))) == ()


def test_no_device_of_the_catalogue_contradicts_itself() -> None:
    masks = [known_mask(catalogue_row(id)) for id in catalogue_ids()]
    assert not [mask.id for mask in masks if mask is not None and contradictions(mask)]


def test_a_plan_warns_of_what_cannot_be_true_in_the_words_of_check(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text(f"{WORN}\nsupply_w = 3", f"{RED}\npower_mw = 100", claimed(30.0)))
    given = mask_from_text(path.read_text(), path)
    person = Person(age_years=40.0, phototype="II", wishes=(Wish(goal="wrinkles"),))
    at = scene(
        person, given, canonical_face(None), (), seed=1, scenarios=16, progress=silent, kept=SHARED
    )
    told = [in_english(caution) for caution in cautions(at, [])]
    found = described(path)[2]
    assert len(found) == 2
    assert [f"What is stated of this mask cannot all be true: {one}." for one in found] == [
        one for one in told if "cannot all be true" in one
    ]


def test_leds_in_a_head_are_no_good_mask_file(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    inside = "positions = [[0, 0, 0, 0, 0, -1], [10, 0, -50, 0, 0, -1]]\npower_mw = 20"
    path.write_text(text(WORN.replace("\nled_count = 100", ""), f"{RED}\n{inside}"))
    with pytest.raises(MaskError, match="from the skin"):
        described(path)


def test_a_meter_that_saw_nothing_anywhere_is_no_channel() -> None:
    with pytest.raises(MaskError, match="found 0 at every place"):
        mask_from_text(text(WORN, RED, read(0.0, 0.0)), Path("m.toml"))
    mask_from_text(text(WORN, RED, read(0.0, 20.0)), Path("m.toml"))


def test_a_claim_ten_times_beyond_any_plug_looks_like_a_slip() -> None:
    """Of a mask that may be fed by any plug of its kind; a strong claim as such is left alone."""

    def told(claim: float) -> list[str]:
        made = mask_from_text(text(WORN, RED, claimed(claim)), Path("m.toml"))
        return [in_english(each) for each in untrue(made)]

    assert told(65.0) == []
    (slip,) = told(1999.0)
    assert "1999 mW/cm²" in slip
    assert "slip of a digit" in slip


@pytest.mark.parametrize(("low_nm", "says"), [(600.0, 0), (632.0, 1)])
def test_a_spectrum_that_ends_in_its_light_says_so(low_nm: float, says: int) -> None:
    """Cut at 632 nm it begins at its peak: what lies below is counted as no light."""
    nm = np.arange(low_nm, 661.0)
    line = Spectrum(wavelength_nm=nm, power=np.exp(-0.5 * ((nm - 632.0) / 7.6) ** 2))
    red = Channel(role="red", peak_nm=632.0, spectrum=line)
    found = contradictions(Mask(id="m", name="m", form="rigid_mask", channels=(red,)))
    told = [in_english(each) for each in found]
    assert len(told) == says
    assert all("ends at 632" in each and "100" in each for each in told)
