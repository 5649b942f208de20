"""Spectra as meters write them: one line of an LED, saved in many ways, is one channel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from openpbm.arrays import FloatArray, floats
from openpbm.cli.main import main
from openpbm.errors import InputError, MaskError
from openpbm.files.foreign.number import decimal_mark, looks_like_number, number_of
from openpbm.files.mask_file import mask_from_text
from openpbm.files.trade.spectrum import read_emission
from openpbm.mask import Spectrum
from openpbm.safety.colour import colours_of

NM = np.arange(402.0, 760.0, 3.0)
PEAK_NM, WIDTH_NM = 660.0, 20.0
BANDS = np.arange(400.0, 760.0, 10.0)
HEAD = "wavelength_nm,power\n"


def line_at(nm: FloatArray) -> FloatArray:
    return floats(np.exp(-4.0 * np.log(2.0) * ((nm - PEAK_NM) / WIDTH_NM) ** 2))


LINE = line_at(NM)


def rows(values: FloatArray = LINE, nm: FloatArray = NM, *, by: str = ",", mark: str = ".") -> str:
    return "\n".join(
        f"{a:.1f}{by}{b:.6f}".replace(".", mark) for a, b in zip(nm, values, strict=True)
    )


def noisy() -> FloatArray:
    return line_at(NM) + 0.003 * np.random.default_rng(4).standard_normal(len(NM))


def spectrum_of(tmp_path: Path, raw: str | bytes) -> Spectrum:
    path = tmp_path / "meter.csv"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return read_emission(path)


def shares(spectrum: Spectrum) -> FloatArray:
    return np.array([spectrum.share(low, low + 10.0) for low in BANDS])


TOLD = "Meter;X-1\r\nOperator;M\u00fcller\r\nPeak [nm];660\r\n\r\n"
FORMS: dict[str, Callable[[], str | bytes]] = {
    "semicolons and decimal commas": lambda: "wavelength_nm;power\n" + rows(by=";", mark=","),
    "tabs": lambda: "Wavelength (nm)\tIntensity (counts)\n" + rows(by="\t"),
    "tabs and decimal commas": lambda: "Wellenl\u00e4nge\tLeistung\n" + rows(by="\t", mark=","),
    "a block of lines before": lambda: (
        "Mode,irradiance\nPeak [nm],660\n\nWavelength [nm],Irradiance [W/m2/nm]\n" + rows()
    ),
    "a block without an empty line": lambda: (
        "Mode,irradiance\nPeak [nm],660\nWavelength [nm],Irradiance [W/m2/nm]\n" + rows()
    ),
    "units in a line of their own": lambda: "Wavelength,Irradiance\nnm,uW/cm2/nm\n" + rows(),
    "numbers alone after a mark": lambda: (
        "Integration time: 20\n>>>>>Begin Spectral Data<<<<<\n" + rows(by="\t")
        + "\n>>>>>End Spectral Data<<<<<\n"
    ),
    "blanks": lambda: "# a comment\nnm power\n" + rows(by="   "),
    "UTF-16 with its mark": lambda: (HEAD + rows()).encode("utf-16"),
    "UTF-16 without a mark": lambda: (HEAD + rows()).encode("utf-16-le"),
    "UTF-8 with its mark": lambda: (HEAD + rows()).encode("utf-8-sig"),
    "a Windows page": lambda: (
        (TOLD + "Wellenl\u00e4nge [nm];Bestrahlungsst\u00e4rke [\u00b5W/cm\u00b2/nm]\r\n"
         + rows(by=";", mark=",")).encode("cp1252")
    ),
    "falling": lambda: HEAD + rows(line_at(NM)[::-1], NM[::-1]),
    "micrometres": lambda: "wavelength [um],power\n" + "\n".join(
        f"{a / 1000:.4f},{b:.6f}" for a, b in zip(NM, line_at(NM), strict=True)
    ),
    "photons": lambda: "wavelength [nm],photon flux [umol/m2/s/nm]\n" + rows(LINE * NM / 660),
    "large numbers with commas": lambda: "nm;counts\n" + "\n".join(
        f'{a:.1f};{1e6 * b:,.1f}' for a, b in zip(NM, line_at(NM), strict=True)
    ),
    "a third column": lambda: "nm,dark,power\n" + "\n".join(
        f"{a:g},0.1,{b:.6f}" for a, b in zip(NM, line_at(NM), strict=True)
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_same_line_is_read_from_every_form(tmp_path: Path, form: str) -> None:
    found = spectrum_of(tmp_path, FORMS[form]())
    assert found.peak_nm == pytest.approx(PEAK_NM)
    assert shares(found) == pytest.approx(shares(Spectrum(NM, line_at(NM))), abs=1e-5)


def test_dark_noise_is_no_light(tmp_path: Path) -> None:
    """Shares within what the noise itself leaves on the line, and none where the LED is dark."""
    found = spectrum_of(tmp_path, HEAD + rows(noisy()))
    assert shares(found) == pytest.approx(shares(Spectrum(NM, line_at(NM))), abs=3e-3)
    assert found.share(400.0, 620.0) < 1e-3
    assert found.share(700.0, 760.0) < 1e-3
    clipped = Spectrum(NM, np.clip(noisy(), 0.0, None))
    assert clipped.share(400.0, 620.0) > 5e-3  # what clipping alone would leave


def test_a_second_line_survives_the_dark_noise(tmp_path: Path) -> None:
    """A blue pump of a fiftieth of the power, in noise of a fifth of its height."""
    pump = 0.02 * np.exp(-4.0 * np.log(2.0) * ((NM - 450.0) / 20.0) ** 2)
    found = spectrum_of(tmp_path, HEAD + rows(noisy() + pump))
    assert found.share(420.0, 480.0) == pytest.approx(0.0196, rel=0.3)


def test_a_channel_is_of_the_colours_that_its_spectrum_shows(tmp_path: Path) -> None:
    """Noise about zero in the blue makes no blue channel."""
    (tmp_path / "red.csv").write_text(HEAD + rows(noisy()), encoding="utf-8")
    text = '[mask]\nname = "m"\nform = "panel"\n[[channels]]\nrole = "red"\n'
    mask = mask_from_text(text + 'spectrum_csv = "red.csv"\n', tmp_path / "m.toml")
    assert "blue" not in colours_of(mask.channels[0])
    assert mask.channels[0].peak_nm == PEAK_NM


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (HEAD + rows(line_at(NM) - 0.1), "negative values of at most"),
        (HEAD + rows(line_at(NM) - 0.04), "negative values of at most"),
        (HEAD + rows(line_at(NM) - (np.abs(NM - 500.0) < 2.0)), "measure the dark anew"),
        (HEAD + rows(-line_at(NM)), "no power above zero"),
        ("wavelength_nm;power\n600;1,000\n610;2,000\n620;1,000", '"1,000", which may be 1000 or'),
        ("wavelength_nm;power\n600;1,5\n610;2.5\n620;1,5", 'found "2.5" and "1,5"'),
        ("wavelength_nm,power\n600,1,5\n610,2,5\n620,1,5", "semicolons between the columns"),
        ("nm,irradiance,radiance\n600,1,1\n610,2,2\n620,1,1", "found several columns of power"),
        ("wavelength_nm,reflectance\n600,1\n610,2\n620,1", "a reflectance; expected the light"),
        ("a,b\n600,1\n610,2\n620,1", '"wavelength_nm,power"'),
        ("600,1,2\n610,2,2\n620,1,2", "without titles"),
        ("nm;counts\n" + rows(LINE + np.roll(LINE, -50), by=";"), "found counts with light from"),
        ("wavelength_nm,power\n", "found no rows of numbers; expected a column"),
        ("just words", '"wavelength_nm,power"'),
        ("wavelength_nm,power\n0.6,1\n0.61,2\n0.62,1", "expected nanometres"),
        ("wavelength_nm,power\n600,1\nsix,2\n620,1", 'line 3: found "six"'),
        ("wavelength_nm,power\n600,1\n610\n620,1", 'line 3: found ""'),
        ("wavelength_nm,power\n600,1\n600,2\n620,1", "must rise"),
        ("wavelength_nm,power\n600,0\n610,0\n620,0", "not all zero"),
        ("wavelength_nm,power\n600,1e308\n610,1e308\n620,1e308", r"at most 1e\+100"),
        ("wavelength_nm,power\n600,-1\n610,-2\n620,-1", "no power above zero"),
        (b"PK\x03\x04rest of a spreadsheet", "a spreadsheet or an archive; .*save it as CSV"),
        (b"\x01\x02\x00\x07" * 20, "binary file"),
        (b"\xff\xfe" + b"w\x00\xd8", "cut in a letter"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_would_do(
    tmp_path: Path, raw: str | bytes, says: str
) -> None:
    with pytest.raises(InputError, match=says) as problem:
        spectrum_of(tmp_path, raw)
    assert str(problem.value).startswith(str(tmp_path / "meter.csv"))
    assert str(problem.value).count("meter.csv") == 1


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["0,123", "1,5"], ","),
        (["380", "0.123"], "."),
        (["1,234.5"], "."),
        (["1.234,5", "1.234"], ","),
        (["1,234", "0.5"], "."),
        (["1,234,567"], "."),
        (["1.234e-05"], "."),
        (["1,234E-05"], ","),
        ([",5"], ","),
        (["600", "700"], "."),
    ],
)
def test_a_decimal_mark_is_what_all_numbers_allow(cells: list[str], mark: str) -> None:
    assert decimal_mark(cells, "f") == mark


def test_a_comma_that_may_be_both_is_asked_about() -> None:
    with pytest.raises(InputError, match=r'"1,234", which may be 1234 or 1\.234'):
        decimal_mark(["600", "1,234", "2,345"], "f")


def test_numbers_in_print_are_numbers() -> None:
    assert looks_like_number("\u22121.5e-3")
    assert number_of("\u22121.5e-3", ".", "f") == -0.0015
    assert number_of("1\u202f234,5", ",", "f") == 1234.5
    assert number_of("45,2 %", ",", "f") == 45.2
    for cell in ("400 nm", "", "nan", "1e999", "9" * 60):
        assert not looks_like_number(cell) or cell == "1e999"
        with pytest.raises(InputError, match="expected a"):
            number_of(cell if len(cell) < 50 else "1e999", ".", "f")


def test_a_mask_error_is_what_a_mask_file_raises(tmp_path: Path) -> None:
    with pytest.raises(MaskError):
        spectrum_of(tmp_path, "a,b\n1,2\n")


def test_the_check_of_a_table_says_where_it_belongs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "meter.csv"
    path.write_bytes((HEAD + rows()).encode("utf-16"))
    assert main(["check", str(path)]) == 2
    assert "'openpbm read'" in capsys.readouterr().err
