"""Spectra as skin meters save them: one row or one column a reading, and which one is meant."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skin_made
from hypothesis import given, settings
from hypothesis import strategies as st
from skin_made import SKINS, reading

from openpbm.arrays import FloatArray
from openpbm.cli.main import main
from openpbm.errors import InputError, SpectrumError
from openpbm.files.spectrum_file import SpectrumFile, read_spectrum, spectrum_from
from openpbm.skin.fit import fit_spectrum
from openpbm.skin.instrument import Instrument

NM = np.arange(400, 711, 10)
SKIN = 0.15 + 0.4 / (1.0 + np.exp(-(NM - 570) / 25.0))
SCE = SKIN - 0.026


def row(name: str, values: FloatArray, *, by: str = ",", mark: str = ".") -> str:
    return name + by + by.join(f"{v:.4f}".replace(".", mark) for v in values)


def table(title: str = "{}nm", *, by: str = ",", mark: str = ".", scale: float = 1.0) -> str:
    titles = by.join(["site", "mode", *(title.format(nm) for nm in NM)])
    return "\n".join(
        [
            titles,
            row(f"left cheek{by}SCI", scale * SKIN, by=by, mark=mark),
            row(f"left cheek{by}SCE", scale * SCE, by=by, mark=mark),
            row(f"forehead{by}SCI", 0.9 * scale * SKIN, by=by, mark=mark),
        ]
    )


def values(found: SpectrumFile) -> object:
    return pytest.approx(found.spectrum.reflectance, abs=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        table(),
        table("{} nm", scale=100.0),
        table("R{}"),
        table("{}"),
        table("Refl. {} [%]", scale=100.0),
        table(by=";", mark=","),
        table(by="\t", mark=",", scale=100.0),
        "Instrument,meter\nSerial,12345\n\n" + table(),
        "Instrument,meter\nSerial,12345\n" + table("{}"),
        "wavelength_nm,left cheek SCI,left cheek SCE,forehead SCI\n"
        + "\n".join(
            row(f"{nm}", np.array([a, a - 0.026, 0.9 * a])) for nm, a in zip(NM, SKIN, strict=True)
        ),
    ],
)  # fmt: skip
def test_every_form_gives_the_reading_that_is_asked_for(text: str) -> None:
    sci = spectrum_from(text, "s.csv", reading="left cheek SCI")
    assert sci.spectrum.wavelength_nm.tolist() == NM.tolist()
    assert values(sci) == SKIN
    assert sci.header["specular"] == "included"
    assert values(spectrum_from(text, "s.csv", reading="2")) == SCE
    assert values(spectrum_from(text, "s.csv", reading="Cheek", specular="excluded")) == SCE
    assert values(spectrum_from(text, "s.csv", specular="excluded")) == SCE
    assert values(spectrum_from(text, "s.csv", reading="forehead")) == 0.9 * SKIN


def test_the_name_of_a_row_says_the_site_and_what_is_mirrored() -> None:
    found = spectrum_from(table(), "s.csv", reading="3")
    assert found.header == {"specular": "included", "site": "forehead"}
    stated = spectrum_from("# site: chin\n" + table(), "s.csv", reading="3")
    assert stated.header["site"] == "chin"


@pytest.mark.parametrize(
    ("reading", "specular", "says"),
    [
        (None, None, r'found 3 readings; .*--reading.* 1 "left cheek, SCI"; 2 "left cheek, SCE"'),
        ("left cheek", None, "found 2 readings"),
        (None, "included", "found 2 readings"),
        ("nose", None, r'found no reading "nose"; expected 1 "left cheek, SCI"'),
        ("4", None, 'found no reading "4"'),
        ("2", "included", 'specular: found "included", but the reading is "left cheek, SCE"'),
    ],
)
def test_several_readings_are_asked_about(
    reading: str | None, specular: str | None, says: str
) -> None:
    with pytest.raises(SpectrumError, match=says):
        spectrum_from(table(), "s.csv", reading=reading, specular=specular)


@pytest.mark.parametrize(
    "text", ["a,b,c\n1,2,3\n4,5,6", "name,400nm,410nm\nme,0.1,0.2", "words only", "500\n600"]
)
def test_another_table_is_told_which_forms_would_do(text: str) -> None:
    with pytest.raises(SpectrumError, match=r"wavelength_nm,reflectance.*name,400nm,410nm"):
        spectrum_from(text, "s.csv")


def test_letters_of_other_machines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    for encoding in ("utf-16", "utf-8-sig", "latin-1"):
        path.write_bytes(("Ger\u00e4t;X\n\n" + table(by=";", mark=",")).encode(encoding))
        assert values(read_spectrum(path, reading="1")) == SKIN


def test_the_command_takes_the_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.csv"
    path.write_text(table(), encoding="utf-8")
    asked = ["skin", "fit", str(path), "--geometry", "sphere", "--aperture-mm", "20"]
    assert main([*asked, "--out", str(tmp_path)]) == 2
    assert '1 "left cheek, SCI"' in capsys.readouterr().err
    assert main([*asked, "--reading", "left cheek, sci", "--out", str(tmp_path)]) == 0
    assert "melanin" in capsys.readouterr().out


@pytest.mark.parametrize("specular", [True, False])
def test_a_table_of_known_skins_is_asked_about_and_each_row_gives_its_skin(
    specular: bool, tmp_path: Path
) -> None:
    """Case 10 with skins of our own: which row is asked, and that row's skin is found again."""
    meter = Instrument(geometry="sphere", specular=specular, aperture_mm=8.0, illuminated_mm=11.0)
    mode = "SCI" if specular else "SCE"
    light, dark = (100.0 * reading(SKINS[which], meter) for which in (0, 2))
    titles = "name,mode," + ",".join(f"{nm:g}nm" for nm in skin_made.NM)
    lines = [titles, row(f"left cheek,{mode}", light), row(f"forehead,{mode}", dark)]
    path = tmp_path / "m.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SpectrumError, match=f'2 readings.*--reading.*1 "left cheek, {mode}"'):
        read_spectrum(path)
    for which, (melanin, blood, scattering, _) in (("left cheek", SKINS[0]), ("2", SKINS[2])):
        file = read_spectrum(path, reading=which)
        assert file.header["specular"] == ("included" if specular else "excluded")
        found = fit_spectrum(file.spectrum, meter, site="left_cheek")
        assert found.misfit < 1.5
        for part, true in (
            (found.melanin_mm, melanin), (found.blood, blood), (found.scattering, scattering),
        ):  # fmt: skip
            assert part.p05 < true < part.p95
        assert found.melanin_mm.median == pytest.approx(melanin, rel=0.25)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.data())
def test_a_spoilt_table_is_read_or_refused_in_words(data: st.DataObject) -> None:
    text = table("{}nm")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        far = data.draw(st.integers(0, 40))
        text = text[:at] + data.draw(st.text(max_size=4)) + text[at + far :]
    try:
        spectrum_from(text, "fuzz", reading=data.draw(st.sampled_from([None, "1", "SCE", ","])))
    except InputError as problem:
        assert "fuzz" in str(problem)
