"""Files of the trade: each form is read as it is written, each faulty twin told in a sentence."""

from __future__ import annotations

import math
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import trade_made
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from trade_made import EXAMPLES, FAULTY, FOLDER, GOOD, HALF_DEG, LUMENS, PEAK_NM

from openpbm.arrays import FloatArray, floats
from openpbm.cli.main import main
from openpbm.cli.read import understood
from openpbm.errors import InputError, MaskError, PlanFileError
from openpbm.files.foreign.sheet import Line, Sheet
from openpbm.files.mask_file import read_mask
from openpbm.files.mask_model import ChannelModel
from openpbm.files.person_file import read_person
from openpbm.files.spectrum_file import read_spectrum
from openpbm.files.trade.board import (
    Placed,
    PlacedBoard,
    before_face,
    board_of_table,
    chosen,
    places_csv,
)
from openpbm.files.trade.column import column_of
from openpbm.files.trade.eulumdat import intensity_of_eulumdat
from openpbm.files.trade.form import FORMS, form_of
from openpbm.files.trade.goniometer import all_round
from openpbm.files.trade.light import LightColumn
from openpbm.files.trade.lm63 import intensity_of_lm63, lm63_text
from openpbm.files.trade.markup import parsed_markup
from openpbm.files.trade.read import opened_trade, read_board, read_intensity, read_light
from openpbm.files.trade.reflectance import reading_of
from openpbm.files.trade.spdx import light_of_tm27, light_of_tm33, tm27_text
from openpbm.files.trade.spectrum import light_of_table, read_emission
from openpbm.files.trade.title import head_not_light, not_light, quantity_of, unit_of
from openpbm.files.trade.write import columns_csv
from openpbm.mask.channel import beam_order, beam_order_of
from openpbm.mask.intensity import Intensity, beam_of, flux, half_angle_deg
from openpbm.web.mask_form import BESIDE

Heard = pytest.CaptureFixture[str]
NAMED = {  # which of several is meant
    "luox.csv": ("--column", "centre"),
    "skin.cgats": ("--column", "left cheek"),
    "skin_wide.csv": ("--column", "SCI"),
}
LIGHTS = ("uprtek.xls", "sekonic.csv", "red.spdx", "red_spectrum.xml", "ocean.txt", "luox.csv",
          "columns.csv")  # fmt: skip
BEAMS = ("red.ies", "red.ldt", "red_beam.xml")
BOARDS = ("board.kicad_pcb", "board.pos", "pick.csv")
WRONG = {  # of each faulty twin: its line, what was found, what would be right
    "uprtek_comma.xls": ("line 9:", '"0,000000"', "a number with a decimal point"),
    "sekonic_cut.csv": ("line 318:", "612 nm", "go on to 780 nm"),
    "red_cut.spdx": ("line 19:", "broken", "a whole file"),
    "red_spectrum_short.xml": ("line 12:", "25 wavelengths and 20 values", "as many of both"),
    "ocean_raman.txt": ("line 8:", "Raman Shifts", "Wavelengths"),
    "luox_swapped.csv": ("line 1:", '"wavelength", an axis', "a column of light"),
    "columns_um.csv": ("line 2:", "0.58", "nanometres"),
    "skin_cut.cgats": ("line 13:", "no line END_DATA", "all four marks"),
    "skin_wide_comma.csv": ("line 2:", "cells", "one for each title"),
    "skin_columns_negative.csv": ("line 6:", "-0.0134", "above 0 and below 1"),
    "skin_short.spdx": ("", "5 usable points", "at least 8"),
    "red_cut.ies": ("line 12:", "7 numbers", "19 of the candelas"),
    "red_no_head.ldt": ("line 3:", "12", "Isym from 0 to 4"),
    "red_beam_lost.xml": ("line 44:", "h = 90, v = 45", "every angle in every plane"),
    "board_cut.kicad_pcb": ("line 21:", "no end of the bracket", "cut"),
    "board_no_unit.pos": ("", 'no line "## Unit = mm"', "above the parts"),
    "pick_no_unit.csv": ("line 3:", "no single unit", "--unit mm"),
    "pick_utf16_cut.csv": ("line 6:", "cut in a letter", "whole text"),
    "places_comma.csv": ("line 2:", "9 cells under 6 titles", "semicolons"),
}


def test_the_files_are_those_that_this_program_makes() -> None:
    """Every form has one, and each has a faulty twin that is no copy of it."""
    texts: dict[str, str | bytes] = {name: text for name, (_, text) in GOOD.items()}
    assert [form for form, _ in GOOD.values()] == [form.id for form in FORMS]
    assert {twin for twin, _ in FAULTY.values()} == set(GOOD) and set(WRONG) == set(FAULTY)
    texts |= {name: text for name, (_, text) in FAULTY.items()}
    for name, text in texts.items():
        raw = text if isinstance(text, bytes) else text.encode()
        assert (FOLDER / name).read_bytes() == raw, "run python tests/unit/trade_made.py"
    for name in trade_made.SHOWN:
        assert (EXAMPLES / name).read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", GOOD)
def test_each_form_is_recognised_and_told(name: str, capsys: Heard) -> None:
    form, text = GOOD[name]
    assert form_of(text, name).id == form
    assert main(["read", str(FOLDER / name), *NAMED.get(name, ())]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{FOLDER / name}: ") and f'"{name}"' in told


NO_FILE_SAYS = {"geometry": "sphere", "specular": "included", "aperture_mm": "8"}
PERSON = "[person]\nage_years = 40\ngoals = []\n"


def filled(line: str) -> str:
    """A line with what somebody puts where ... stands, be it of a file or of a shell."""
    for key, value in NO_FILE_SAYS.items():
        line = line.replace(f'{key} = "..."', f'{key} = "{value}"')
        line = line.replace(f"{key} = ...", f"{key} = {value}")
        line = line.replace(f"--{key.replace('_', '-')} ...", f"--{key.replace('_', '-')} {value}")
    return line


def pasted(name: str, lines: list[str], tmp_path: Path) -> None:
    """The lines that `read` says, in a mask or person file that is then read."""
    shutil.copy(FOLDER / name, tmp_path / name)
    path = tmp_path / "own.toml"
    skin = [line for line in lines if line.strip().startswith("skin =")]
    if not skin:
        own = [line for line in lines if " = " in line]
        if not any("spectrum" in line for line in own):
            own.append("peak_nm = 633")
        path.write_text(MASK + "\n".join(own), encoding="utf-8")
        read_mask(path)
        return
    path.write_text(PERSON + filled(skin[0]), encoding="utf-8")
    read_person(path)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("name", GOOD)
def test_the_lines_that_are_said_can_be_pasted(
    name: str, lang: str, tmp_path: Path, capsys: Heard
) -> None:
    unit = ["--unit", "mm"] if name == "pick.csv" else []
    asked = ["--lang", lang, "read", str(FOLDER / name), *NAMED.get(name, ()), *unit]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    begin = next(i for i, line in enumerate(lines) if re.search(r"\[\[?(channels|person)\]", line))
    pasted(name, lines[begin + 1 :], tmp_path)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    "heads", [(), ("geometry: contact",), ("geometry: sphere", "aperture_mm: 8")]
)
def test_lines_for_a_skin_hold_a_place_for_each_thing_that_is_not_stated(
    heads: tuple[str, ...], lang: str, tmp_path: Path, capsys: Heard
) -> None:
    """As they stand they are refused; filled in they are read; the choice is told before them."""
    rows = "".join(f"{nm},{20 + nm / 50},{22 + nm / 50}\n" for nm in range(400, 710, 10))
    file = tmp_path / "s.csv"
    said = "".join(f"# {head}\n" for head in heads)
    file.write_text(f"{said}nm,R (%) cheek,R (%) arm\n{rows}", encoding="utf-8")
    assert main(["--lang", lang, "read", str(file), "--column", "2"]) == 0
    *before, fit, _, skin = capsys.readouterr().out.splitlines()
    places = re.findall(r"(\w+) = \"?\.\.\.", skin)
    told = [line.split(":")[0].strip() for line in before]
    assert [key for key in told if key in NO_FILE_SAYS] == places
    assert fit.count(" ...") == len(places) >= 1
    path = tmp_path / "own.toml"
    path.write_text(PERSON + skin, encoding="utf-8")
    with pytest.raises(InputError):
        read_person(path)
    path.write_text(PERSON + filled(skin), encoding="utf-8")
    read_person(path)
    if lang != "en":
        return
    command = filled(fit[fit.index("skin fit") :]).replace("s.csv", str(file))
    assert main([*command.split(), "--out", str(tmp_path / "out")]) == 0


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("wavelength_nm,centre", None),
        ("nm,centre", "centre"),
        ("wavelength_nm,power [mW],irradiance [W/m2]", "power"),
        ('wavelength_nm,"a ""b"" \\ é",c', "2"),
        ("wavelength_nm,red,red", "3"),
        ("nm,Red (W/m2/nm),Blue (W/m2/nm)", "2"),
        ("", "2"),
    ],
)
def test_a_column_that_was_named_is_named_in_the_line(
    head: str, column: str | None, tmp_path: Path, capsys: Heard
) -> None:
    cells = max(2, head.count(",") + 1)
    rows = "\n".join(f"{nm},{','.join([str(650 - abs(nm - 640))] * (cells - 1))}"
                     for nm in range(600, 680, 5))  # fmt: skip
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "cols.csv"
    file.write_text(f"{head}\n{rows}\n" if head else f"{rows}\n", encoding="utf-8")
    assert main(["read", str(file), *(["--column", column] if column else [])]) == 0
    lines = capsys.readouterr().out.splitlines()
    said = [line for line in lines if line.strip().startswith("spectrum")]
    path = file.with_name("own.toml")
    path.write_text(MASK + "\n".join(said), encoding="utf-8")
    assert len(said) == (2 if column else 1) and read_mask(path)


def test_a_form_that_was_stated_is_none_for_a_mask(capsys: Heard, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n600,1\n610,2\n620,1\n", encoding="utf-8")
    assert main(["read", str(file), "--as", "luox"]) == 0
    assert "spectrum =" not in capsys.readouterr().out


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_twin_is_told_in_one_sentence_with_its_line(name: str, capsys: Heard) -> None:
    asked = ["--as", "luox"] if name == "luox_swapped.csv" else []
    assert main(["read", str(FOLDER / name), *asked]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1
    assert told.err.startswith(f"openpbm: {FOLDER / name}: ") and "expected" in told.err
    for part in WRONG[name]:
        assert part in told.err


# ------------------------------------------------------------------------------------ light


@pytest.mark.parametrize("name", LIGHTS)
def test_every_form_of_a_spectrum_gives_the_same_led(name: str) -> None:
    found = read_emission(FOLDER / name, "centre" if name == "luox.csv" else None)
    nm = np.arange(580.0, 701.0)
    true = np.exp(-4.0 * np.log(2.0) * ((nm - PEAK_NM) / trade_made.WIDTH_NM) ** 2)
    power = np.interp(nm, found.wavelength_nm, found.power)
    assert power / power.sum() == pytest.approx(
        true / true.sum(), abs=3e-3
    )  # straight lines over 5 nm cut 5 % off the top


def test_a_column_is_asked_for_and_never_guessed(capsys: Heard) -> None:
    path = str(FOLDER / "luox.csv")
    assert main(["read", path]) == 2
    asked = capsys.readouterr().err
    assert '2 "centre", 3 "edge"' in asked and "--column" in asked
    assert read_light(Path(path), column="3").name == "edge"
    assert main(["read", path, "--column", "left"]) == 2
    assert '1 "wavelength", 2 "centre"' in capsys.readouterr().err


TITLES = st.lists(
    st.one_of(
        st.sampled_from(["nm", "LED 3", "LED 2", "2", "Red (W/m2/nm)", "Blue (W/m2/nm)", " 3 "]),
        st.text("ab12 ", max_size=4),
    ),
    min_size=1,
    max_size=6,
)


@given(titles=TITLES, which=st.text("ab123 "))
def test_the_number_beside_a_column_chooses_it_unless_it_is_a_title(
    titles: list[str], which: str
) -> None:
    cells = tuple("1" for _ in titles)
    sheet = Sheet(where="t", before=(), titles=tuple(titles), title_line=1,
                  rows=(Line(number=2, cells=cells),), mark=".")  # fmt: skip
    plain = [title.strip().lower() for title in titles]
    for place, title in enumerate(plain):
        if str(place + 1) not in plain:
            assert column_of(sheet, str(place + 1)) == place
        if title and plain.count(title) == 1:
            assert column_of(sheet, titles[place]) == place
    with suppress(PlanFileError):
        found = column_of(sheet, which)
        wanted = which.strip().lower()
        assert wanted in plain[found] or wanted == str(found + 1)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("asked", [["read"], ["skin", "fit"]])
def test_readings_that_are_asked_about_come_with_the_option_that_names_one(
    asked: list[str], lang: str, tmp_path: Path, capsys: Heard
) -> None:
    file = tmp_path / "s.csv"
    rows = "".join(f"{nm},20,22\n" for nm in range(400, 710, 10))
    file.write_text(f"nm,R (%) cheek,R (%) arm\n{rows}", encoding="utf-8")
    assert main(["--lang", lang, *asked, str(file)]) == 2
    told = re.sub(r"--lang \w+ ", "", capsys.readouterr().err)
    option = {"read": "--column", "skin": "--reading"}[asked[0]]
    assert re.search(rf"{option} \w+ 'openpbm {' '.join(asked)}'", told)
    assert '1 "R (%) cheek"; 2 "R (%) arm"' in told


@given(st.lists(st.sampled_from(["arm 3", "arm 2", "2", "cheek 1, left", "m2"]), min_size=1,
                max_size=6))  # fmt: skip
def test_the_number_beside_a_reading_chooses_it_unless_it_is_a_name(names: list[str]) -> None:
    nm = tuple(str(at) for at in range(400, 500, 10))
    rows = tuple(
        Line(number=n, cells=(name, *("0.4" for _ in nm))) for n, name in enumerate(names, 2)
    )
    sheet = Sheet(where="t", before=(), titles=("name", *nm), title_line=1, rows=rows, mark=".")
    for number, name in enumerate(names, start=1):
        if str(number) not in names:
            assert reading_of(sheet, str(number), None).number == number
        if names.count(name) == 1:
            assert reading_of(sheet, name, None).number == number


def test_a_unit_is_said_as_it_stands_and_never_guessed(capsys: Heard) -> None:
    assert read_light(FOLDER / "columns.csv").unit == "W/m2/nm"
    assert {read_light(FOLDER / name).unit for name in ("uprtek.xls", "red.spdx")} == {""}
    main(["read", str(FOLDER / "red.spdx")])
    assert "states no unit" in capsys.readouterr().out


def test_colour_science_reads_what_is_written_here(tmp_path: Path) -> None:
    """A reader that this project did not write."""
    light = read_light(FOLDER / "red.spdx")
    read_light(FOLDER / "uprtek.xls")  # which loads it and keeps its ways to itself
    assert repr(np.array([1.0, 4.0])) == "array([1., 4.])"
    import colour

    path = tmp_path / "out.spdx"
    path.write_text(tm27_text(light, by="tests", day="2026-11-30"), encoding="utf-8")
    found = colour.SpectralDistribution_IESTM2714(str(path)).read()
    assert floats(found.wavelengths).tolist() == light.wavelength_nm.tolist()
    assert floats(found.values).tolist() == light.value.tolist()
    assert found.spectral_quantity == "irradiance"


def test_without_colour_science_the_line_to_install_it_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "colour", None)
    assert main(["read", str(FOLDER / "uprtek.xls")]) == 2
    assert "pip install 'openpbm[trade]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "raw",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a>" * 100_000,
        b'<?xml version="1.0" encoding="odd"?><a/>',
        b"<a>",
        b"",
    ],
)
def test_markup_that_reaches_outside_or_never_ends_is_refused(raw: bytes) -> None:
    with pytest.raises(PlanFileError):
        parsed_markup(raw, "a.xml")


OTHER = {  # quantities that are no light at a wavelength, with a unit of each
    "Temperature": "C", "Absorbance": "AU", "Absorption coefficient": "1/cm",
    "Optical density": "OD", "Transmittance": "%", "Transmission": "%T", "Reflectance": "%",
    "Illuminance": "lux", "Luminous flux": "lm", "Luminance": "cd/m2", "Responsivity": "A/W",
    "Quantum efficiency": "%", "EQE": "%", "Power": "dBm", "Irradiance": "dB",
    "log10 irradiance": "W/m2", "Log(power)": "W", "Intensity": "cd", "Uncertainty": "W/m2",
    "Photopic response": "1", "Signal": "dBm", "Foo": "K", "Flux": "klm",
    "Luminous efficacy": "lm/W",
}  # fmt: skip
WAYS = ("{q} ({u})", "{q} [{u}]", "{q} / {u}", "{q}/{u}", "{q}_{u}", "{q}, {u}")
LINE_ROWS = "\n".join(f"{nm},{650 - abs(nm - 640)}" for nm in range(600, 680, 5))


def titled_file(tmp_path: Path, title: str, by: str = ",") -> Path:
    path = tmp_path / "a.csv"
    title = f'"{title}"' if by in title else title
    rows = LINE_ROWS.replace(",", by)
    path.write_text(f"Wavelength (nm){by}{title}\n{rows}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("quantity", OTHER)
def test_a_quantity_that_is_no_light_is_never_read_as_one(quantity: str, tmp_path: Path) -> None:
    for way in WAYS:
        if quantity == "Foo" and way in ("{q}_{u}", "{q}/{u}"):  # Foo_K may be a name
            continue
        said = way.format(q=quantity, u=OTHER[quantity])
        underscored = said.replace(" ", "_") if quantity != "Foo" else said
        for title in dict.fromkeys([said, said.lower(), underscored]):
            path = titled_file(tmp_path, title)
            for column in (None, "2"):
                with pytest.raises(InputError, match=r"line 1: found .*; expected ") as told:
                    read_light(path, column=column)
                assert "\n" not in str(told.value) and title[:60] in str(told.value)
            with suppress(InputError):
                assert understood(opened_trade(path), None, None)[0] is None, title


LIGHT_UNITS = ("W/m2/nm", "mW/m2/nm", "uW/cm2/nm", "W/m²/nm", "mW", "W", "µW/nm", "J/m2", "mJ/cm2",
               "umol/m2/s/nm", "W/sr/nm", "W m-2 nm-1", "W·m⁻²·nm⁻¹", "counts", "a.u.",
               "%")  # fmt: skip


@pytest.mark.parametrize("unit", LIGHT_UNITS)
def test_light_is_read_with_the_unit_that_its_title_says(unit: str, tmp_path: Path) -> None:
    for quantity in ("Spectral irradiance", "Power", "Intensity"):
        for way in WAYS:
            title = way.format(q=quantity, u=unit)
            light = read_light(titled_file(tmp_path, title, by=";"))
            assert light.unit == unit, title
    names = f"irradiance_{unit.replace('/', '_')}"
    assert read_light(titled_file(tmp_path, names)).unit == unit


@pytest.mark.parametrize(
    "head",
    ["# wavelength_nm,power_dBm", "# nm dBm", "#nm;Absorbance", "Y unit: dBm", "Y-Axis Unit,dBm",
     "# unit: dBm\nnm,power", "Y axis mode = Absorbance", "Level Scale,LOG\nnm,level signal",
     "# units: lux\nwavelength,centre", "Intensity units: OD", "Y unit: %\nnm,cheek", "# nm,%"],
)  # fmt: skip
def test_what_stands_above_the_numbers_counts_too(head: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n{LINE_ROWS}\n", encoding="utf-8")
    with pytest.raises(PlanFileError, match=r"found .*; expected "):
        read_light(path)


@pytest.mark.parametrize(
    "head",
    ["# wavelength_nm,power [mW]", "X unit: nm", "Mode: manual", "# unit: mW\nnm,power",
     "Temperature unit: C", "Integration mode: auto", "# unit: nm", "Y unit: %\nnm,power"],
)  # fmt: skip
def test_what_else_stands_above_them_does_not(head: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n{LINE_ROWS}\n", encoding="utf-8")
    light = read_light(path)
    assert light.unit == ("mW" if "[mW]" in head else "")


@pytest.mark.parametrize("title", ["Power (bananas)", "centre (furlongs)", "Irradiance / bananas"])
def test_a_unit_that_nobody_knows_is_asked_about(title: str, tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="where a unit stands; expected a unit of light"):
        read_light(titled_file(tmp_path, title))


@pytest.mark.parametrize("of", ["R", "T", "cheek", "Left arm", "centre", ""])
def test_a_share_of_nobody_knows_what_is_no_light(of: str, tmp_path: Path) -> None:
    """Reflectance is written as a bare % as well."""
    for way in (*WAYS, "{q} {u}", "{u} {q}", "{q} ({u}) left", "{u}"):
        for unit in ("%", "percent"):
            title = way.format(q=of, u=unit).strip()
            for column in (None, "2"):
                with pytest.raises(InputError, match=r"line 1: found .*; expected "):
                    read_light(titled_file(tmp_path, title, by=";"), column=column)
            with suppress(InputError):
                opened = opened_trade(titled_file(tmp_path, title, by=";"))
                assert understood(opened, None, None)[0] is None, title


@pytest.mark.parametrize(
    "title",
    ["Relative (%)", "Relative power (%)", "Rel. [%]", "Normalized (%)", "normalised_%",
     "% of peak", "Intensity (%)", "Irradiance %", "LED at 50 %", "red (20 %)"],
)  # fmt: skip
def test_a_share_of_light_is_light(title: str, tmp_path: Path) -> None:
    assert read_light(titled_file(tmp_path, title)).name == title


@pytest.mark.parametrize(
    "title",
    ["centre", "LED_500lux", "LED (2)", "LM301B", "E(λ)", "at 20 mA (20 mA)", "Fluorescence signal",
     "analog signal", "Absolute irradiance (uW/cm^2/nm)", "Catalogue 7"],
)  # fmt: skip
def test_a_name_is_no_unit(title: str, tmp_path: Path) -> None:
    assert read_light(titled_file(tmp_path, title)).name == title


@pytest.mark.parametrize(
    "piece",
    ["m", "mm ", "m2)", "s", "W/", "(", "[m", " a", "_W", "per", ",nm", "log", "unit:", ":"],
)
def test_no_title_takes_long(piece: str) -> None:
    for begin in ("power W", "y unit", "W", "(W"):
        text = begin + piece * 3000 + "x"
        started = time.process_time()
        for judge in (not_light, unit_of, head_not_light):
            judge(text)
        assert time.process_time() - started < 1.0


@pytest.mark.parametrize("title", ["Wavelength (cm-1)", "wavelength [THz]", "Lambda (eV)"])
def test_wavelengths_in_no_length_are_refused(title: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{title},power\n{LINE_ROWS}\n", encoding="utf-8")
    with pytest.raises(PlanFileError, match="expected nanometres"):
        read_light(path)


@pytest.mark.parametrize(
    "title",
    ["log10 reflectance", "Reflectance (dB)", "Reflected power (mW)", "Reflectance std",
     "Reflectance [counts]", "Remission uncertainty (%)"],
)  # fmt: skip
def test_a_column_of_another_quantity_is_no_reading_of_skin(title: str, tmp_path: Path) -> None:
    rows = "\n".join(f"{nm},{0.2 + nm / 5000:.4f}" for nm in range(400, 710, 10))
    path = tmp_path / "s.csv"
    path.write_text(f"wavelength_nm,{title}\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 1: found .*expected the share of light"):
        read_spectrum(path)


@pytest.mark.parametrize("quantity", ["absorbance", "transmittance", "temperature", "reflectance"])
def test_markup_of_another_quantity_is_no_light(quantity: str) -> None:
    with pytest.raises(PlanFileError, match=f'line .*"{quantity}" as the quantity'):
        light_of_tm27(trade_made.tm27(quantity).encode(), "t")
    unit = {"absorbance": "OD", "transmittance": "%T", "temperature": "K"}.get(quantity, "%R")
    with pytest.raises(PlanFileError, match=r"line .*expected the light of a lamp"):
        light_of_tm33(trade_made.tm33().replace("Relative", unit).encode(), "t")


def test_a_unit_that_contradicts_the_file_is_told() -> None:
    for name in ("board.pos", "pick.csv", "board.kicad_pcb"):
        assert read_board(FOLDER / name, unit="mm")
        with pytest.raises(PlanFileError, match="expected the two to agree"):
            read_board(FOLDER / name, unit="in")


numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: x + 0.0)
wavelengths = st.lists(st.integers(2000, 49_000), min_size=3, max_size=20, unique=True).map(
    lambda values: np.array(sorted(values)) / 10.0
)


@settings(max_examples=60, deadline=None)
@given(
    nm=wavelengths,
    data=st.data(),
    title=st.sampled_from(["", "counts", "photons", "radiance", "intensity", "flux", "exitance",
                           "relative", "irradiance"]),
    unit=st.sampled_from(["", *LIGHT_UNITS]),
)  # fmt: skip
def test_a_spectrum_that_is_written_is_read_back_equal(
    nm: FloatArray, data: st.DataObject, title: str, unit: str
) -> None:
    """Values, unit, quantity, and with them whether photons are turned into energy."""
    value = floats(data.draw(arrays.arrays(np.float64, len(nm), elements=numbers)))
    quantity = quantity_of(f"{title} [{unit}]")
    light = LightColumn(
        wavelength_nm=nm, value=value, quantity=quantity, unit=unit, name="a <b> & c"
    )
    back = light_of_tm27(tm27_text(light, by="t", day="2026-11-30").encode(), "t")
    assert back.name == light.name
    for one in (back, light_of_table(columns_csv(light), "t"), light_of_tm27(
        tm27_text(light_of_table(columns_csv(back), "t"), by="t", day="2026-11-30").encode(), "t"
    )):  # fmt: skip
        assert one.wavelength_nm.tolist() == nm.tolist() and one.value.tolist() == value.tolist()
        assert (one.quantity, one.unit, one.is_photons) == (quantity, unit, light.is_photons)


# ------------------------------------------------------------------------------------ angle


@pytest.mark.parametrize("name", BEAMS)
def test_every_form_of_a_beam_gives_the_same_half_angle(name: str) -> None:
    beam = beam_of(read_intensity(FOLDER / name).light)
    assert beam.doubt is None
    assert beam.half_angle_deg == pytest.approx(HALF_DEG, abs=0.01)


def test_candelas_of_a_file_add_up_to_the_lumens_that_it_states() -> None:
    """Within the bend of a cosine power between angles 5 degrees apart; and no more is taken."""
    file = read_intensity(FOLDER / "red.ies")
    assert file.lumens == LUMENS and flux(file.light) == pytest.approx(LUMENS, rel=4e-3)
    assert flux(read_intensity(FOLDER / "red.ldt").light) == pytest.approx(1000.0, rel=4e-3)
    with pytest.raises(PlanFileError, match="at most the 7 lm"):
        intensity_of_lm63(trade_made.lm63(lumens=7.0), "a.ies")
    with pytest.raises(PlanFileError, match="at most the 1000 lm"):
        intensity_of_eulumdat(trade_made.eulumdat(conversion="1,5"), "a.ldt")


def test_light_alike_in_all_directions_fills_the_sphere() -> None:
    angles = floats(np.linspace(0.0, 180.0, 7))
    even = Intensity(
        plane_deg=floats([0, 50, 300]), angle_deg=angles, value=np.ones((3, 7)), unit="cd"
    )
    assert flux(even) == pytest.approx(4.0 * math.pi) and not even.value.flags.writeable
    assert flux(even, to_deg=60.0) == pytest.approx(math.pi)


@pytest.mark.parametrize(
    "stored", [[0.0, 45.0, 90.0], [0.0, 90.0, 180.0], [90.0, 180.0, 270.0], [270.0, 360.0, 450.0]]
)
def test_symmetry_written_out_is_mirrored_in_its_planes(stored: list[float]) -> None:
    """The mean over the round is that of the stored part, its ends counted half; mirrors hold."""
    value = floats(np.arange(1.0, 7.0).reshape(3, 2))
    light = all_round(floats(stored), floats([0.0, 90.0]), value, "cd")
    assert light.mean == pytest.approx(0.25 * value[0] + 0.5 * value[1] + 0.25 * value[2])
    planes = light.plane_deg.tolist()
    quarter, middle_x = len(planes) > 4, stored[0] == 0.0
    for plane, row in zip(planes, light.value, strict=True):
        for turned in ([360 - plane] if middle_x or quarter else []) + (
            [180 - plane] if quarter or not middle_x else []
        ):
            assert light.value[planes.index(turned % 360)].tolist() == row.tolist()


@pytest.mark.parametrize(("symmetry", "planes"), [("1", 1), ("2", 12), ("3", 12), ("4", 12)])
def test_eulumdat_holds_as_many_planes_as_its_symmetry_says(symmetry: str, planes: int) -> None:
    stored = {"1": 1, "2": 7, "3": 7, "4": 4}[symmetry]
    text = trade_made.eulumdat(symmetry, stored=stored)
    light = intensity_of_eulumdat(text, "a.ldt").light
    assert len(light.plane_deg) == planes
    assert flux(light) == pytest.approx(1000.0, rel=4e-3)
    with pytest.raises(PlanFileError, match=r"cut|more lines"):
        intensity_of_eulumdat(trade_made.eulumdat(symmetry, stored=stored + 1), "a.ldt")


def shape(value: FloatArray, last_deg: float = 90.0) -> Intensity:
    angles = floats(np.linspace(0.0, last_deg, value.shape[-1]))
    rows = np.atleast_2d(value)
    planes = floats(np.arange(len(rows)) * 90.0)
    return Intensity(plane_deg=planes, angle_deg=angles, value=rows, unit="1")


def test_a_light_that_one_half_angle_does_not_describe_is_no_beam() -> None:
    cos = np.cos(np.radians(np.linspace(0.0, 90.0, 91)))
    said = {
        "off_axis": shape(floats(1.0 - cos + 0.1)),
        "not_round": shape(floats([cos**2, cos**20, cos**2, cos**20])),
        "behind": shape(floats(np.cos(np.radians(np.arange(181.0))) ** 2), 180.0),
        "no_power": shape(floats(cos**400 + 0.4 * cos)),
    }
    for why, light in said.items():
        doubt = beam_of(light).doubt
        assert doubt is not None and doubt.id == f"trade-beam_{why}"


@settings(max_examples=25, deadline=None)
@given(half=st.floats(5.0, 80.0), ring=st.floats(0.0, 0.3))
def test_the_beam_of_a_mask_is_never_weaker_on_its_axis_than_the_measured_one(
    half: float, ring: float
) -> None:
    """Whatever the eye gets on axis for a watt, the beam that takes its place gives as much."""
    cos = np.cos(np.radians(np.linspace(0.0, 90.0, 181)))
    light = shape(floats(np.maximum(cos, 0.0) ** beam_order(half) + ring * cos**3))
    beam = beam_of(light)
    on_axis = float(light.value.max()) / flux(light)
    modelled = (beam_order(beam.half_angle_deg) + 1.0) / (2.0 * math.pi)
    assert beam.doubt is not None or modelled >= on_axis * (1.0 - 1e-6)


@settings(max_examples=30, deadline=None)
@given(
    value=arrays.arrays(np.float64, (4, 5), elements=st.floats(0.001, 1e6)),
    angles=st.lists(st.integers(0, 1800), min_size=5, max_size=5, unique=True),
)
def test_an_intensity_that_is_written_is_read_back_equal(
    value: FloatArray, angles: list[int]
) -> None:
    light = Intensity(
        plane_deg=floats([0.0, 45.0, 180.0, 301.5]),
        angle_deg=floats(np.array(sorted(angles)) / 10.0),
        value=value,
        unit="cd",
    )
    text = lm63_text(light, name="a lamp", by="tests", day="2026-11-30")
    back = intensity_of_lm63(text, "a.ies")
    for part in ("plane_deg", "angle_deg", "value"):
        assert getattr(back.light, part).tolist() == getattr(light, part).tolist()
    assert back.name == "a lamp" and max(map(len, text.splitlines())) <= 132


def test_watts_are_never_written_as_candelas(capsys: Heard, tmp_path: Path) -> None:
    out = tmp_path / "out.ies"
    assert main(["read", str(FOLDER / "red_beam.xml"), "--to", str(out)]) == 2
    assert "in W/sr; expected cd" in capsys.readouterr().err and not out.exists()
    main(["read", str(FOLDER / "red.ies")])
    assert "no power in W" in capsys.readouterr().out


def test_the_half_angle_is_where_the_light_halves() -> None:
    assert half_angle_deg(floats([0, 10, 20]), floats([4, 3, 1])) == pytest.approx(15.0)


# ------------------------------------------------------------------------------------ places


@pytest.mark.parametrize("name", BOARDS)
def test_every_form_of_a_board_gives_the_same_places(name: str) -> None:
    board = read_board(FOLDER / name)
    leds = chosen(board, "LED-660", name)
    assert [(p.x_mm, p.y_mm) for p in leds] == [(x, y) for _, x, y in trade_made.grid()]


def test_a_board_looks_at_the_face_as_it_is_built() -> None:
    """Seen by the wearer, the top of a board has its right on their right: x of the face falls.
    The underside is seen from behind, so there it rises. All look back along z."""
    top = tuple(Placed(ref=f"D{i}", x_mm=10.0 * i, y_mm=0.0) for i in range(3))
    under = tuple(Placed(ref=p.ref, x_mm=p.x_mm, y_mm=p.y_mm, is_bottom=True) for p in top)
    for parts, x in ((top, [10.0, 0.0, -10.0]), (under, [-10.0, 0.0, 10.0])):
        rows = before_face(parts, PlacedBoard(parts=parts, unit="mm"), (0.0, 5.0, 200.0))
        assert rows[:, 0].tolist() == x
        assert rows[:, 1:].tolist() == [[5.0, 200.0, 0.0, 0.0, -1.0]] * 3


words = st.text('ABCxyz019_-. ,"', min_size=1, max_size=8).map(str.strip)
placed = st.builds(
    Placed,
    ref=st.integers(1, 999).map("D{}".format),
    x_mm=st.floats(-500, 500),
    y_mm=st.floats(-500, 500),
    value=words,
    package=words,
    rotation_deg=st.floats(-360, 360),
    is_bottom=st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(placed, min_size=1, max_size=6))
def test_places_that_are_written_are_read_back_equal(parts: list[Placed]) -> None:
    assert board_of_table(places_csv(parts), "t").parts == tuple(parts)


# --------------------------------------------------------------------------- whatever comes

ODD = (b"", b"nan", b"1e999", b"-1", b"1,234", b'"', b"((((", b"9" * 400, b"\xff\x00", b"a\tb,c;d")


@settings(max_examples=60, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(set(GOOD) - {"uprtek.xls", "sekonic.csv"})))
def test_a_spoilt_file_is_read_or_told_with_its_name(data: st.DataObject, name: str) -> None:
    raw = GOOD[name][1].encode()
    at = data.draw(st.integers(0, len(raw)))
    more = data.draw(st.integers(0, len(raw) - at))
    raw = raw[:at] + data.draw(st.sampled_from(ODD)) + raw[at + more :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(raw)
        try:
            assert understood(opened_trade(path), None, None)
        except InputError as problem:
            assert str(problem).startswith(str(path)) and "expected" in str(problem)


# ------------------------------------------------------------------- masks and persons use them

MASK = """[mask]
name = "m"
form = "panel"
standoff_mm = 150
[[channels]]
role = "red"
"""


def mask_with(tmp_path: Path, *lines: str, head: str = MASK) -> Path:
    path = tmp_path / "m.toml"
    path.write_text(head + "\n".join(lines).replace("@", f"{FOLDER}/"), encoding="utf-8")
    return path


def test_a_mask_takes_spectrum_beam_and_places_from_files(tmp_path: Path) -> None:
    path = mask_with(
        tmp_path, 'spectrum = "@red.spdx"', 'beam = "@red.ies"', 'positions = "@board.pos"',
        'positions_of = "D*"',
    )  # fmt: skip
    channel = read_mask(path).channels[0]
    assert channel.spectrum is not None and channel.peak_nm == 635.0
    assert channel.half_angle_deg == pytest.approx(HALF_DEG, abs=0.01)
    assert beam_order_of(channel) == pytest.approx(trade_made.ORDER, rel=1e-3)  # what light uses
    assert channel.led_count == 12 and channel.positions_mm is not None
    assert np.ptp(channel.positions_mm, axis=0).tolist() == pytest.approx([37.5, 25.0, 0.0])
    assert channel.directions is not None and channel.directions[0].tolist() == [0.0, 0.0, -1.0]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (['spectrum = "@luox.csv"'], "spectrum_column"),
        (['spectrum = "@red.ies"'], "found intensity over angle in IES LM-63; expected the spectr"),
        (['spectrum = "@red.spdx"', "fwhm_nm = 9"], "fwhm_nm .entry 1.: found beside spectrum"),
        (['spectrum = "@red.spdx"', 'spectrum_csv = "@luox.csv"'], "found beside spectrum"),
        (["peak_nm = 633", 'spectrum_column = "x"'], "without the name of a file in spectrum"),
        (["peak_nm = 633", 'beam = "@red.spdx"'], "expected an intensity over angle"),
        (["peak_nm = 633", 'beam = "@red.ies"', "half_angle_deg = 9"], "found beside beam"),
        (["peak_nm = 633", 'positions = "@board.pos"'], r"several kinds: D \(12\), R \(1\)"),
        (["peak_nm = 633", 'positions = "@pick_no_unit.csv"'], "positions_unit"),
        (["peak_nm = 633", 'positions_of = "D*"'], "without the name of a file in positions"),
        (["peak_nm = 633", 'positions = "@board.pos"', 'positions_of = "Q*"'], 'no part "Q'),
    ],
)
def test_a_mask_that_names_a_file_wrongly_is_told(
    tmp_path: Path, lines: list[str], says: str
) -> None:
    with pytest.raises(MaskError, match=says):
        read_mask(mask_with(tmp_path, *lines))


def test_an_uploaded_mask_file_may_name_none_of_these_files() -> None:
    """Whatever field of a channel names a file is one that the app refuses to follow."""
    says = re.compile(r"name of (a|that) file")
    naming = {n for n, f in ChannelModel.model_fields.items() if says.search(str(f.description))}
    assert naming == set(BESIDE)


def test_a_flat_board_is_no_place_in_a_worn_mask(tmp_path: Path) -> None:
    worn = MASK.replace('"panel"', '"rigid_mask"')
    lines = ("peak_nm = 633", 'positions = "@pick.csv"')
    with pytest.raises(MaskError, match="tell no place before a face"):
        read_mask(mask_with(tmp_path, *lines, head=worn))


def test_a_person_takes_their_skin_from_a_reading(tmp_path: Path) -> None:
    """The typology angle is that of the very reading; what the file lacks is asked for."""
    path = tmp_path / "p.toml"
    head = "[person]\nage_years = 40\ngoals = []\n"
    path.write_text(f'{head}skin = "{FOLDER}/skin_columns.csv"\n', encoding="utf-8")
    fitted = read_person(path).person.fitted
    assert fitted is not None and math.exp(fitted.log_mean[0]) == pytest.approx(0.0035, rel=0.3)
    asked = f'skin = {{file = "{FOLDER}/skin.cgats", reading = "1"}}\n'
    path.write_text(head + asked, encoding="utf-8")
    with pytest.raises(InputError, match="found no geometry or no aperture_mm"):
        read_person(path)


def test_a_reading_says_its_light_its_observer_and_its_geometry() -> None:
    header = read_spectrum(FOLDER / "skin.cgats", reading="2").header
    assert header == {
        "geometry": "sphere", "specular": "included", "illuminant": "D50", "observer_deg": "2",
        "site": "forehead",
    }  # fmt: skip
    assert read_spectrum(FOLDER / "skin.spdx").header["specular"] == "included"


@pytest.mark.parametrize(
    "text",
    [
        "name,L*,a*,b*\ncheek,64.1,9.9,12.4\nchin,60.0,10.1,13.0\nbrow,61.0,9.0,12.0\n",
        trade_made.cgats(1).split("BEGIN_DATA_FORMAT")[0].replace("FIELDS 33", "FIELDS 4")
        + "BEGIN_DATA_FORMAT\nSAMPLE_ID LAB_L LAB_A LAB_B\nEND_DATA_FORMAT\nNUMBER_OF_SETS 1\n"
        "BEGIN_DATA\n1 64.1 9.9 12.4\nEND_DATA\n",
    ],
)
def test_colours_without_a_spectrum_are_sent_to_where_they_belong(
    text: str, tmp_path: Path, capsys: Heard
) -> None:
    path = tmp_path / "lab.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["read", str(path)]) == 2
    assert "openpbm skin from-lab" in capsys.readouterr().err


def test_a_conversion_is_written_whole_or_not_at_all(tmp_path: Path, capsys: Heard) -> None:
    for name, out in (("red.spdx", "a.csv"), ("red.ldt", "a.ies"), ("board.pos", "b.csv")):
        code = main(["read", str(FOLDER / name), "--to", str(tmp_path / out)])
        told = capsys.readouterr()
        assert (code == 0) == (tmp_path / out).exists(), told
        assert code == 0
    light = read_intensity(tmp_path / "a.ies").light  # candelas for 1000 lm, times the lumens
    assert light.unit == "cd" and flux(light) == pytest.approx(LUMENS, rel=4e-3)
    no_lumens = trade_made.eulumdat().replace(f"\r\n{LUMENS:g}\r\nred", "\r\n0\r\nred")
    (tmp_path / "no.ldt").write_bytes(no_lumens.encode())
    assert main(["read", str(tmp_path / "no.ldt"), "--to", str(tmp_path / "no.ies")]) == 2
    assert "in cd/klm; expected cd" in capsys.readouterr().err
    assert main(["read", str(FOLDER / "red.spdx"), "--to", str(tmp_path / "a.xlsx")]) == 2
    assert "expected .spdx, .csv" in capsys.readouterr().err


def test_a_file_is_never_written_over_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One column written would take the others with it."""
    file = tmp_path / "two.csv"
    file.write_text("wavelength_nm,red,blue\n400,1,5\n500,2,4\n600,3,3\n", encoding="utf-8")
    before = file.read_bytes()
    assert main(["read", str(file), "--column", "red", "--to", str(file)]) == 2
    assert "the file that is read" in capsys.readouterr().err
    assert file.read_bytes() == before
