"""Personal skin: what is put in comes out in its interval; odd readings are told or refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skin_made import NM, SITE, SKINS, SPHERE, alike, reading

from openpbm.arrays import FloatArray
from openpbm.cli.main import main
from openpbm.errors import InputError, PersonError, SpectrumError
from openpbm.files.person_file import person_from, read_person
from openpbm.files.skin_file import skin_from
from openpbm.files.spectrum_file import spectrum_from
from openpbm.person import FittedSkin, Person
from openpbm.sampling import uniforms
from openpbm.skin.anatomy import SKIN_DIMENSIONS, skin_of
from openpbm.skin.colour import covers_colour, ita_deg, lab_and_slope, lab_of
from openpbm.skin.fit import SkinFit, SkinSpectrum, fit_lab, fit_spectra, fit_spectrum
from openpbm.skin.instrument import Instrument, edge_loss
from openpbm.skin.optics import as_problems, skin_states
from openpbm.skin.people import expit, usual
from openpbm.skin.transport import solve


def fitted(values: FloatArray, instrument: Instrument = SPHERE, noise: float = 0.002) -> SkinFit:
    spectrum = SkinSpectrum(wavelength_nm=NM, reflectance=values, noise_sd=noise)
    return fit_spectrum(spectrum, instrument, site=SITE)


def inside(found: SkinFit, skin: tuple[float, float, float, float]) -> list[bool]:
    estimates = (found.melanin_mm, found.blood, found.scattering)
    return [e.p05 <= true <= e.p95 for e, true in zip(estimates, skin[:3], strict=True)]


@pytest.mark.parametrize("skin", SKINS)
def test_a_skin_is_found_again_within_its_intervals(
    skin: tuple[float, float, float, float],
) -> None:
    """Noise and an epidermis that is not the one assumed; all three in their 90 % intervals."""
    noise = 0.002 * np.random.default_rng(5).standard_normal(len(NM))
    found = fitted(reading(skin, epidermis=1.1) + noise)
    assert all(inside(found, skin))
    assert found.misfit < 1.5
    assert found.melanin_mm.p95 / found.melanin_mm.p05 < 1.8  # it does narrow


@pytest.mark.parametrize("powers", [(0.15, 0.8), (-0.3, 1.5)])
def test_powers_that_are_not_the_usual_do_not_mislead(powers: tuple[float, float]) -> None:
    """What differs between people beyond the scenarios is absorbed, and the dose stays right.

    The plan knows three findings only; its light at 1 mm and 633 nm is that of the skin that
    was read within a tenth.
    """
    skin = SKINS[1]
    found = fitted(reading(skin, powers=powers))
    assert all(inside(found, skin))
    one = np.ones(1)
    melanin, blood, scattering = np.exp(found.log_mean)
    angle = ita_deg(lab_of(NM, reading(skin, powers=powers)))
    _, _, _, odds, *usual_powers = usual(np.array(angle))
    told = alike((melanin, blood, scattering, float(expit(odds))), powers=usual_powers)
    true = alike(skin, powers=powers)
    deep = []
    for draws in (told, true):
        states = skin_states(draws, SITE, 633.0 * one)
        problems = as_problems(states, nm=633.0, n_above=1.0, is_open=False)
        deep.append(float(solve(problems, depths_mm=np.array([1.0])).fluence[0, 0, 0]))
    assert deep[0] == pytest.approx(deep[1], rel=0.1)


def test_many_people_are_fitted_as_one_by_one() -> None:
    """A batch is nothing but its members, and one without a skin spoils none of the others."""
    green = np.where((NM > 500) & (NM < 560), 0.7, 0.05)
    spectra = np.stack([reading(SKINS[0]), green, reading(SKINS[2])])
    many = fit_spectra(NM, spectra, np.full(3, 0.002), SPHERE, site=SITE)
    assert isinstance(many[1], SpectrumError)
    for place in (0, 2):
        found = many[place]
        assert isinstance(found, SkinFit)
        assert found.log_mean == pytest.approx(fitted(spectra[place]).log_mean, abs=1e-6)


def test_doubt_in_rim_and_thickness_widens_what_is_found() -> None:
    """A reading that lost more than was stated: the skin is inside, and the doubt is told."""
    stated = Instrument(geometry="sphere", specular=True, aperture_mm=8.0, illuminated_mm=11.0)
    true = Instrument(geometry="sphere", specular=True, aperture_mm=8.0, illuminated_mm=10.0)
    values = reading(SKINS[1], true)[None]
    width = []
    for certain in (False, True):
        found = fit_spectra(NM, values, np.array([0.002]), stated, site=SITE, certain=certain)[0]
        assert isinstance(found, SkinFit)
        assert float(np.sqrt(np.mean((found.modelled - values[0]) ** 2))) < 0.002
        assert certain or all(inside(found, SKINS[1]))
        width.append(np.sqrt(np.diag(found.log_covariance)))
    assert np.all(width[0] > width[1])


def test_a_colour_tells_the_same_skin_less_exactly() -> None:
    skin = SKINS[1]
    values = reading(skin)
    whole = fitted(values)
    lab = lab_of(NM, values)
    colour = fit_lab((float(lab[0]), float(lab[1]), float(lab[2])), SPHERE, site=SITE)
    assert all(inside(colour, skin))
    assert lab_of(colour.wavelength_nm, colour.modelled) == pytest.approx(lab, abs=1.2)
    assert lab_of(NM, whole.modelled) == pytest.approx(lab, abs=1.2)
    for name in ("melanin_mm", "blood", "scattering"):
        wide, narrow = getattr(colour, name), getattr(whole, name)
        assert wide.p95 / wide.p05 >= 0.99 * narrow.p95 / narrow.p05


def test_a_contact_probe_finds_the_same_skin_as_a_sphere() -> None:
    probe = Instrument(geometry="contact")
    found = fitted(reading(SKINS[0], probe), probe)
    assert all(inside(found, SKINS[0]))


def test_what_a_probe_sees_is_what_reciprocity_says() -> None:
    """0/45 and 45/0 are the same number; a sphere's reading is the mean over all angles."""
    states = skin_states(alike((0.003, 0.01, 1.0, 0.7)), SITE, np.array([600.0]))
    problems = as_problems(states, nm=600.0, n_above=1.0, is_open=False)
    cosines = np.sqrt((np.arange(12) + 0.5) / 12)  # equal steps of projected solid angle
    solved = solve(problems, beam_cosines=tuple(cosines), nodes=16)
    there, back = solved.factor[0, 1, 7], solved.factor[0, 7, 0]
    assert solved.factor[0, 1, 6] == pytest.approx(back, rel=1e-3)
    assert there > 0
    diffuse = solved.reflectance[0, 4] - solved.specular[4]
    seen = np.delete(solved.factor[0, 4], 3)
    assert seen.mean() == pytest.approx(diffuse, rel=0.03)


def test_white_is_white_and_grey_is_grey() -> None:
    assert lab_of(NM, np.ones_like(NM)) == pytest.approx([100.0, 0.0, 0.0], abs=1e-6)
    grey = lab_of(NM, np.full_like(NM, 0.18418))
    assert grey == pytest.approx([50.0, 0.0, 0.0], abs=0.02)  # L* 50 is 18.4 % by definition
    assert lab_of(NM, np.full_like(NM, 0.005))[0] == pytest.approx(903.3 * 0.005, rel=1e-3)
    red = np.where(NM > 600, 0.6, 0.1)
    assert lab_of(NM, red)[1] > 20


@given(st.lists(st.floats(0.01, 0.95), min_size=31, max_size=31))
def test_the_slope_of_a_colour_is_that_of_differences(values: list[float]) -> None:
    spectrum = np.array(values)
    _, slope = lab_and_slope(NM, spectrum)
    step = 1e-6 * np.cos(np.arange(31))
    change = (lab_of(NM, spectrum + step) - lab_of(NM, spectrum - step)) / 2.0
    assert slope @ step == pytest.approx(change, abs=1e-8)


def test_light_is_lost_at_the_rim_of_a_small_aperture_only() -> None:
    coefficients = (np.array([0.05]), np.array([2.0]), 1.4)

    def loss(aperture: float, lit: float | None = None) -> float:
        chosen = Instrument(geometry="sphere", aperture_mm=aperture, illuminated_mm=lit)
        return float(edge_loss(chosen, *coefficients)[0])

    losses = [loss(mm) for mm in (2.0, 4.0, 8.0, 30.0, 150.0)]
    assert np.all(np.diff(losses) < 0)
    assert losses[-1] < 0.02
    assert loss(8.0, 16.0) < loss(8.0, 11.0) < loss(8.0)
    assert loss(8.0, 200.0) == pytest.approx(0.0, abs=1e-3)
    # a wide field: what crosses the rim is 2 <distance> / (pi radius) of the light
    far = Instrument(geometry="sphere", aperture_mm=120.0)
    near = Instrument(geometry="sphere", aperture_mm=60.0)
    ratio = edge_loss(near, *coefficients)[0] / edge_loss(far, *coefficients)[0]
    assert ratio == pytest.approx(2.0, rel=0.02)


def test_an_aperture_that_loses_too_much_is_refused() -> None:
    tiny = Instrument(geometry="sphere", specular=True, aperture_mm=2.0)
    with pytest.raises(SpectrumError, match=r"aperture_mm: found 2; .* larger aperture"):
        fitted(0.6 * reading(SKINS[0]), tiny)


def test_what_is_no_skin_is_refused() -> None:
    green = np.where((NM > 500) & (NM < 560), 0.7, 0.05)
    with pytest.raises(SpectrumError, match="unit, the geometry"):
        fitted(green)
    with pytest.raises(SpectrumError, match="unit, the geometry"):
        fit_lab((60.0, -40.0, 10.0), SPHERE, site=SITE)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"geometry": "bucket"}, "expected one of sphere, contact"),
        ({"geometry": "contact", "specular": True}, "does not see mirrored"),
        ({"aperture_mm": 0.1}, "expected 0.5 to 200 mm"),
        ({"aperture_mm": 8.0, "illuminated_mm": 4.0}, "smaller than the aperture"),
        ({"illuminated_mm": 4.0}, "expected both"),
    ],
)
def test_instruments_that_cannot_be_are_refused(changes: dict[str, str], says: str) -> None:
    with pytest.raises(SpectrumError, match=says):
        Instrument(**{"geometry": "sphere", **changes})  # type: ignore[arg-type]


def text_of(values: FloatArray, *, scale: float = 1.0, head: str = "") -> str:
    lines = [f"{nm:g},{value * scale:.4f}" for nm, value in zip(NM, values, strict=True)]
    return "\n".join([*([head] if head else []), "wavelength_nm,reflectance", *lines])


GOOD = np.linspace(0.15, 0.55, len(NM))


def test_percent_gaps_and_noise_are_noticed_and_told() -> None:
    share = spectrum_from(text_of(GOOD), "s.csv")
    percent = spectrum_from(text_of(GOOD, scale=100.0), "s.csv")
    assert percent.spectrum.reflectance == pytest.approx(share.spectrum.reflectance, abs=1e-4)
    assert any("percent" in line for line in percent.says)
    assert share.says == ()
    holes = text_of(GOOD).replace("\n450,0.2167", "\n450,").replace("\n460,0.2300", "\n460,nan")
    told = spectrum_from(holes, "s.csv")
    assert len(told.spectrum.reflectance) == len(NM) - 2
    assert any("450, 460 nm" in line for line in told.says)
    assert any("Gap from 440 to 470 nm" in line for line in told.says)
    rough = GOOD + 0.01 * np.random.default_rng(2).standard_normal(len(NM))
    noisy = spectrum_from(text_of(rough), "s.csv")
    assert noisy.spectrum.noise_sd == pytest.approx(0.01, rel=0.7)
    assert any("scatter" in line for line in noisy.says)


def test_a_fine_spectrum_is_averaged_and_says_so() -> None:
    nm = np.arange(380.0, 741.0, 1.0)
    rows = "\n".join(f"{a:g},{0.2 + 0.001 * (a - 380):.5f}" for a in nm)
    found = spectrum_from("wavelength_nm,reflectance\n" + rows, "s.csv")
    assert len(found.spectrum.wavelength_nm) < 40
    off = found.spectrum.reflectance - (0.2 + 0.001 * (found.spectrum.wavelength_nm - 380))
    assert np.abs(off).max() < 1e-5
    assert len(found.says) == 3  # outside the tables, averaged, beyond measured faces


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "found nothing"),
        ("nm,r\n400,0.2", "line 1: found columns nm, r"),
        ("wavelength_nm,reflectance\n400,red", 'line 2: reflectance: found "red"'),
        ("wavelength_nm,reflectance\n400,0.2\n400,0.3", "line 3: found 400 nm twice"),
        ("wavelength_nm,reflectance\n400,0.2\n410,0.3", "found 2 usable points"),
        (text_of(GOOD, head="# unit: share", scale=100.0), "line 3: found a reflectance of "),
        (text_of(GOOD, head="# unit: furlong"), "unit: found"),
        (text_of(GOOD - 0.2), "expected above 0"),
        (text_of(GOOD + 0.06 * (-1.0) ** np.arange(31)), "repeat the measurement"),
    ],
)
def test_spectra_that_cannot_be_used_are_refused(text: str, says: str) -> None:
    with pytest.raises(SpectrumError, match=says):
        spectrum_from(text, "s.csv")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_any_text_is_a_spectrum_or_an_error_in_words(text: str) -> None:
    try:
        spectrum_from("wavelength_nm,reflectance\n" + text, "fuzz")
    except InputError as problem:
        assert str(problem)


def test_the_command_writes_what_a_person_file_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lit = Instrument(geometry="sphere", specular=True, aperture_mm=8.0, illuminated_mm=11.0)
    source = tmp_path / "me.csv"
    source.write_text(text_of(reading(SKINS[0], lit), head="# geometry: sphere"))
    asked = ["skin", "fit", str(source), "--out", str(tmp_path)]
    assert main(asked) == 2
    assert "--aperture-mm" in capsys.readouterr().err
    more = ["--specular", "included", "--aperture-mm", "8", "--illuminated-mm", "11"]
    assert main([*asked, *more, "--site", "left cheek"]) == 0
    assert "melanin" in capsys.readouterr().out
    told = json.loads((tmp_path / "skin.json").read_text())
    assert told["kind"] == "openpbm skin"
    assert not any("saturation" in key for key in told)
    assert any("no finding" in line for line in told["says"])
    page = (tmp_path / "skin.html").read_text()
    assert page.count('class="point"') == 2 * len(NM)
    assert "Oxygen saturation is no finding" in page
    (tmp_path / "me.toml").write_text('[person]\nage_years = 40\nskin = "skin.json"\n')
    person = read_person(tmp_path / "me.toml").person
    assert person.fitted is not None
    assert person.measured_ita_deg == pytest.approx(told["ita_deg"])
    assert main(["check", str(tmp_path / "me.toml")]) == 0
    assert main(["check", str(tmp_path / "skin.json")]) == 0
    assert "a good skin file" in capsys.readouterr().out


def test_a_colour_on_the_command_line_gives_the_same_files(tmp_path: Path) -> None:
    assert main(["skin", "from-lab", "62", "7.6", "15.7", "--out", str(tmp_path)]) == 0
    told = json.loads((tmp_path / "skin.json").read_text())
    assert told["ita_deg"] == pytest.approx(np.degrees(np.arctan2(12.0, 15.7)), abs=0.01)
    assert told["source"]["reading"] == "colour"
    assert any("No geometry" in line for line in told["says"])
    assert any("D65, 2 degrees taken" in line for line in told["says"])
    assert "<svg" in (tmp_path / "skin.html").read_text()
    for wrong in (["162", "7", "15"], ["62", "7", "15", "--illuminant", "D49"],
                  ["62", "7", "15", "--observer", "5"]):  # fmt: skip
        assert main(["skin", "from-lab", *wrong, "--out", str(tmp_path)]) == 2


def test_a_colour_of_another_light_is_told_for_the_usual_one(tmp_path: Path) -> None:
    asked = ["skin", "from-lab", "64.5", "12.6", "12.3", "--illuminant", "d50", "--observer", "2"]
    assert main([*asked, "--out", str(tmp_path)]) == 0
    told = json.loads((tmp_path / "skin.json").read_text())
    assert told["source"]["illuminant"] == "D50"
    assert told["source"]["observer_deg"] == 2
    assert told["lab"] == pytest.approx([64.1, 9.9, 12.4], abs=0.5)  # the same skin under D65
    assert any("Read for D50, 2 degrees" in line for line in told["says"])
    assert not any("--illuminant" in line for line in told["says"])


FITTED = FittedSkin(
    ita_deg=37.0,
    log_mean=(float(np.log(0.0025)), float(np.log(0.012)), 0.05),
    log_covariance=((0.005, 0.001, 0.0), (0.001, 0.04, 0.002), (0.0, 0.002, 0.01)),
)


def test_scenarios_follow_the_reading_and_keep_the_anatomy() -> None:
    draws = uniforms(SKIN_DIMENSIONS, 4000, seed=3)
    usual = skin_of(Person(age_years=40, ita_deg=37.0), draws)
    own = skin_of(Person(age_years=40, fitted=FITTED), draws)
    logs = np.log(np.stack([own.melanin_mm, own.blood, own.scattering]))
    assert logs.mean(axis=1) == pytest.approx(FITTED.log_mean, abs=0.01)
    assert np.cov(logs) == pytest.approx(np.array(FITTED.log_covariance), abs=0.003)
    for name in ("saturation", "epidermis", "dermis", "corneum"):
        assert np.array_equal(getattr(own, name), getattr(usual, name))


@settings(max_examples=30, deadline=None)
@given(wide=st.floats(0.01, 100.0), tilt=st.floats(-0.9, 0.9))
def test_a_reading_never_widens(wide: float, tilt: float) -> None:
    draws = uniforms(SKIN_DIMENSIONS, 600, seed=4)
    usual = skin_of(Person(age_years=40, phototype="III"), draws)
    cross = tilt * wide
    poor = replace(FITTED, log_covariance=((wide, cross, 0.0), (cross, wide, 0.0), (0, 0, wide)))
    own = skin_of(Person(age_years=40, fitted=poor), draws)
    for name in ("melanin_mm", "blood", "scattering"):
        before, after = (np.std(np.log(getattr(skin, name))) for skin in (usual, own))
        assert after <= before * 1.02


def test_a_fitted_skin_that_cannot_be_is_refused() -> None:
    with pytest.raises(PersonError, match="positive"):
        replace(FITTED, log_covariance=((1.0, 2.0, 0.0), (2.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    with pytest.raises(PersonError, match="finite"):
        replace(FITTED, log_mean=(float("nan"), 0.0, 0.0))
    with pytest.raises(PersonError, match="exactly one"):
        Person(age_years=40, ita_deg=30.0, fitted=FITTED)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{}", "found no skin"),
        ('{"kind": "openpbm skin", "version": 9}', "expected 1"),
        ('{"kind": "openpbm skin", "version": 1, "ita_deg": 3}', "of the right size"),
        ("[", "not JSON"),
    ],
)
def test_other_files_are_no_skin(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        skin_from(content.encode(), "skin.json")
    (tmp_path / "skin.json").write_text(content)
    toml = b'[person]\nage_years = 40\nskin = "skin.json"\n'
    with pytest.raises(PersonError, match=r"field person\.skin"):
        person_from(toml, tmp_path / "p.toml")


def test_a_colour_needs_the_visible() -> None:
    assert covers_colour(NM)
    assert not covers_colour(NM[NM > 500])
    with pytest.raises(SpectrumError, match="a colour needs"):
        lab_of(NM[NM > 500], GOOD[NM > 500])
    assert ita_deg(np.array([60.0, 9.0, 10.0])) == pytest.approx(45.0)
