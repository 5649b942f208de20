"""Bad input: one message that names file, field, found and expected; exit 2; nothing written."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, get_args

import pytest
import typer.core
from pydantic import BaseModel
from pydantic.fields import FieldInfo

import openpbm.files
from openpbm.cli.help import UNITS, wrong_number
from openpbm.cli.main import app, main
from openpbm.files.model_error import expected_of
from openpbm.speech.language import speaking
from openpbm.speech.say import say

PERSON = """
[person]
age_years = 52
phototype = "II"
goals = ["wrinkles"]

[mask]
id = "higherdose-red-light-face-mask"
standoff_mm = 10
"""

MASK = """
[mask]
name = "Test mask"
form = "rigid_mask"
session_min = [10]

[[channels]]
role = "red"
peak_nm = 633
claim = { irradiance_mw_cm2 = 30, fluence_j_cm2 = 18 }
"""

STACK = {
    "n_above": 1.0,
    "n_below": 1.0,
    "layers": [
        {"name": "epidermis", "thickness_mm": 0.1, "n": 1.4, "mu_a_per_mm": 0.3,
         "mu_s_per_mm": 10, "g": 0.8},
        {"name": "dermis", "thickness_mm": 2.0, "n": 1.4, "mu_a_per_mm": 0.02,
         "mu_s_per_mm": 15, "g": 0.8},
    ],
    "source": {"kind": "lambertian", "angle_deg": 0},
    "depths_mm": [0, 0.5],
}  # fmt: skip


class Told(Protocol):
    """Runs a command that must fail; gives what it says."""

    def __call__(self, *arguments: str) -> str: ...


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command that must fail for its input; gives what it says."""

    def run(*arguments: str) -> str:
        before = sorted(tmp_path.rglob("*"))
        capsys.readouterr()
        assert main(arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("openpbm: ")
        assert "Traceback" not in err
        assert "found" in err
        assert sorted(tmp_path.rglob("*")) == before, "something was written"
        return err

    return run


def plan_error(told: Told, tmp_path: Path, text: str, *more: str) -> str:
    path = tmp_path / "me.toml"
    path.write_text(text, encoding="utf-8")
    err = told("plan", str(path), "--out", str(tmp_path / "out"), *more)
    assert str(path) in err or more
    return err


PERSON_SLIPS = [
    # what is changed, into what, what the message must say
    ("age_years = 52", 'age_years = "fifty"', ["person.age_years", '"fifty"', "below 120"]),
    ("age_years = 52", "age_years = -4", ["person.age_years", "-4", "below 120"]),
    ("age_years = 52", "age_years = 400", ["person.age_years", "400", "below 120"]),
    ("age_years = 52", "age_years = nan", ["person.age_years", "nan", "below 120"]),
    ("age_years = 52", "age_years = true", ["person.age_years", "true", "below 120"]),
    ("age_years = 52", "", ["person.age_years", "nothing", "below 120"]),
    ("age_years = 52", "age_months = 624", ["person.age_months", "age_years = 52", "12 months"]),
    ("age_years = 52", "age = 52", ["person.age:", "age_years"]),
    ("age_years = 52", "age_years = 52\nshoe_size = 42", ["person.shoe_size", "unknown field"]),
    ("goals =", "gaols =", ["person.gaols", "did you mean goals?"]),
    ('phototype = "II"', 'phototype = "VII"', ["person.phototype", '"VII"', '"VI"']),
    ('phototype = "II"', "phototype = 2", ["person.phototype", "2", '"VI"']),
    ('phototype = "II"', "", ["person.phototype", "nothing", "exactly one"]),
    ('phototype = "II"', 'phototype = "II"\nita_deg = 40', ["phototype and ita_deg"]),
    ('phototype = "II"', "ita_deg = 95", ["person.ita_deg", "95", "-90 and 90"]),
    ('phototype = "II"', "lab = [65.0, 9.0]", ["person.lab", "[65, 9]", "three numbers"]),
    ('phototype = "II"', "lab = [120.0, 9.0, 9.0]", ["person.lab", "120", "100"]),
    ('["wrinkles"]', '["wrinkels"]', ["person.goals", '"wrinkels"', "did you mean wrinkle"]),
    ('["wrinkles"]', "[7]", ["person.goals (entry 1)", "7"]),
    (
        '["wrinkles"]',
        '[{ goal = "wrinkles", regions = ["forhead"] }]',
        ["person.goals.regions", '"forhead"', "did you mean forehead?"],
    ),
    (
        'goals = ["wrinkles"]',
        'goals = ["wrinkles"]\nmedicines = [{ name = "doxycycline", last_dose = "May" }]',
        ['person.medicines.last_dose (entry 1, "doxycycline")', '"May"', "2026-05-01"],
    ),
    (
        'goals = ["wrinkles"]',
        'goals = ["wrinkles"]\nprocedures = [{ name = "peel", date = 0026-05-01 }]',
        ["person.procedures.date", "0026-05-01", "2026-05-01"],
    ),
    ("age_years = 52", 'age_years = 52\nface_file = "me.stp"', ["person.face_file", "PLY, OBJ"]),
    ("age_years = 52", 'age_years = 52\nface_file = "no.ply"', ["person.face_file", "no.ply"]),
    (
        "age_years = 52",
        'age_years = 52\nface_file = "me.ply"\nface_height_mm = 180',
        ["person.face_height_mm", "only one"],
    ),
    ("age_years = 52", 'age_years = 52\nface_unit = "inch"', ["person.face_unit", '"mm", "cm"']),
    ("higherdose-red-light", "higherdoze-red-lite", ["mask.id", "did you mean higherdose"]),
    ("standoff_mm = 10", "standoff_cm = 1", ["mask.standoff_cm", "1 cm is 10 mm", "= 10"]),
    ("standoff_mm = 10", "standoff_mm = -3", ["mask.standoff_mm", "-3", "0 and 2000"]),
    ("standoff_mm = 10", 'standoff_mm = "1 cm"', ["mask.standoff_mm", '"1 cm"', "mm"]),
    ("standoff_mm = 10", "inner_reflectance = 80", ["mask.inner_reflectance", "80", "below 1"]),
    ("standoff_mm = 10", 'file = "x.toml"', ["field mask", "both id and file", "exactly one"]),
    (
        "standoff_mm = 10",
        '[[mask.readings]]\nchannel = "red"\nregion = "chin"\nirradiance_w_m2 = 300',
        ["mask.readings.irradiance_w_m2", "irradiance_mw_cm2 = 30"],
    ),
    (
        "standoff_mm = 10",
        '[[mask.readings]]\nchannel = "blue"\nregion = "chin"\nirradiance_mw_cm2 = 30',
        ["mask.readings.channel", '"blue"', "red, nir"],
    ),
    (
        "standoff_mm = 10",
        '[[mask.readings]]\nchannel = "red"\nregion = "cheeks"\nirradiance_mw_cm2 = 30',
        ["mask.readings.region", '"cheeks"', "single"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), PERSON_SLIPS)
def test_a_slip_in_a_person_file_is_named(
    told: Told, tmp_path: Path, old: str, new: str, says: list[str]
) -> None:
    assert old in PERSON
    err = plan_error(told, tmp_path, PERSON.replace(old, new))
    for part in (*says, "field", "expected"):
        assert part in err


MASK_SLIPS = [
    ("peak_nm = 633", "peak_nm = 254", ['channels.peak_nm (entry 1, "red")', "254", "1100"]),
    ("peak_nm = 633", "peak_nm = 10600", ["channels.peak_nm", "10600", "400 and 1100"]),
    ("peak_nm = 633", "peak_nm = 830", ["channels.peak_nm", "830", 'role = "nir"']),
    ("peak_nm = 633", "peak_um = 0.633", ["channels.peak_um", "peak_nm = 633"]),
    ("peak_nm = 633", "", ["channels.peak_nm", "nothing", "a spectrum"]),
    ("fluence_j_cm2 = 18", "fluence_j_cm2 = 36", ["claim.fluence_j_cm2", "36", "18", "10 %"]),
    ("fluence_j_cm2 = 18", "fluence_j_cm2 = 1.8", ["claim.fluence_j_cm2", "1.8", "18", "10 %"]),
    ("irradiance_mw_cm2 = 30", "irradiance_mw_cm2 = -30", ["irradiance_mw_cm2", "-30", "above 0"]),
    ("irradiance_mw_cm2 = 30", "irradiance_mw_cm2 = 9e9", ["irradiance_mw_cm2", "2000"]),
    ("irradiance_mw_cm2 = 30", "irradiance_w_m2 = 300", ["irradiance_w_m2", "= 30"]),
    ("session_min = [10]", "session_min = [0]", ["mask.session_min", "above 0"]),
    ("session_min = [10]", "session_s = [600]", ["mask.session_s", "session_min"]),
    ('form = "rigid_mask"', 'form = "helmet"', ["mask.form", '"helmet"', '"canopy"']),
    ('role = "red"', 'role = "pink"', ["channels.role", '"pink"', '"red"']),
    ('role = "red"', 'role = "red"\nzone = "top"', ['channels.zone (entry 1)', '"top"']),
    ('role = "red"', 'role = "red"\npositions = [[1, 2, 3]]', ["positions", "[x, y, z, dx"]),
    ('role = "red"', 'role = "red"\npositions = "no.csv"', ["no.csv", "no such file"]),
    (
        'role = "red"',
        'role = "red"\nled_count = 3\npositions = [[0, 0, 90, 0, 0, -1]]',
        ["channels.led_count", "3", "same number"],
    ),
    ('role = "red"', 'role = "red"\npositions = [[0, 0, 9e3, 0, 0, -1]]', ["positions", "3 m"]),
    ('role = "red"', 'role = "red"\npositions = [[0, 0, 90, 0, 0, 0]]', ["positions", "0, 0, 0"]),
    (
        "session_min = [10]",
        'zones = [{name = "a", regions = ["chin"]}, {name = "b", regions = ["chin"]}]',
        ["mask.zones.regions", '"chin"', "one zone"],
    ),
    ('role = "red"', 'role = "red"\nled_count = 0', ["channels.led_count", "0", "between 1"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), MASK_SLIPS)
def test_a_slip_in_a_mask_file_is_named(
    told: Told, tmp_path: Path, old: str, new: str, says: list[str]
) -> None:
    assert old in MASK
    path = tmp_path / "mask.toml"
    path.write_text(MASK.replace(old, new), encoding="utf-8")
    err = told("check", str(path))
    for part in (*says, str(path)):
        assert part in err
    text = PERSON.replace('id = "higherdose-red-light-face-mask"', 'file = "mask.toml"')
    through_person = plan_error(told, tmp_path, text)
    assert "mask.file" in through_person
    assert says[0] in through_person


def test_several_slips_are_told_in_one_block(told: Told, tmp_path: Path) -> None:
    text = PERSON.replace("age_years = 52", "age_years = -1").replace("goals", "gaols")
    err = plan_error(told, tmp_path, text)
    assert err.count("openpbm:") == 1
    assert "age_years" in err
    assert "gaols" in err


CONTENTS = [
    (b"", "empty"),
    (b" \n\t\n", "empty"),
    (b"# only a remark\n", "only comments"),
    (b"\x00\x01\x02\xff", "binary"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    (b'[person]\nname = "\xe9t\xe9"\n', "line 2: found a byte that is not UTF-8"),
    (b"[person]\nage_years 52\n", "line 2"),
    (b"[person]\nage_years = 52\nage_years = 53\n", "line 3"),
    (b"a = " + b"[" * 20_000, "nested too deep"),
    (b"a = " + b"9" * 20_000, "not TOML"),
    (b"#" + b"x" * 5_000_001, "more than 5 MB"),
    (b"[garden]\nroses = 3\n", "person"),
]


@pytest.mark.parametrize(("content", "says"), CONTENTS)
def test_a_file_that_is_no_person_file_is_refused(
    told: Told, tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "me.toml"
    path.write_bytes(content)
    for command in (["plan", str(path), "--out", str(tmp_path / "out")], ["check", str(path)]):
        err = told(*command)
        assert says in err
        assert str(path) in err


def test_a_missing_file_brings_its_neighbour_to_mind(told: Told, tmp_path: Path) -> None:
    (tmp_path / "home.toml").write_text(PERSON, encoding="utf-8")
    err = told("plan", str(tmp_path / "hme.toml"), "--out", str(tmp_path / "out"))
    assert "no such file; did you mean home.toml?" in err


def test_a_folder_is_no_file(told: Told, tmp_path: Path) -> None:
    assert "found a folder" in told("plan", str(tmp_path), "--out", str(tmp_path / "out"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_an_endless_device_is_no_file(told: Told) -> None:
    assert "found a device; expected a file" in told("check", "/dev/zero")


def test_an_unknown_device_brings_the_nearest_to_mind(told: Told, tmp_path: Path) -> None:
    err = plan_error(told, tmp_path, PERSON, "--mask", "theraface")
    assert "--mask" in err
    assert "did you mean theraface-mask, theraface-mask-glo?" in err


def test_a_device_without_a_wavelength_cannot_be_planned(told: Told, tmp_path: Path) -> None:
    assert "no wavelength" in plan_error(told, tmp_path, PERSON, "--mask", "jovs-mask")


def test_an_unknown_goal_on_the_command_line_is_named(told: Told, tmp_path: Path) -> None:
    err = plan_error(told, tmp_path, PERSON, "--goal", "levitation")
    assert "--goal" in err
    assert "expected a goal such as" in err


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "1815-06-18", "01.05.2026"])
def test_a_start_that_is_no_date_is_named(told: Told, tmp_path: Path, day: str) -> None:
    err = plan_error(told, tmp_path, PERSON, "--start", day)
    assert f'--start: found "{day}"; expected a date such as' in err


def test_a_mask_and_a_goal_must_be_named_somewhere(told: Told, tmp_path: Path) -> None:
    without_mask = PERSON[: PERSON.index("[mask]")]
    assert "mask.id" in plan_error(told, tmp_path, without_mask)
    assert "person.goals" in plan_error(told, tmp_path, PERSON.replace('["wrinkles"]', "[]"))


def test_an_out_folder_that_is_a_file_is_refused_before_computing(
    told: Told, tmp_path: Path
) -> None:
    (tmp_path / "me.toml").write_text(PERSON, encoding="utf-8")
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    for out in ("taken", "taken/below"):
        err = told("plan", str(tmp_path / "me.toml"), "--out", str(tmp_path / out))
        assert "expected a folder that can be written to" in err
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_an_out_folder_that_takes_no_files_is_refused_before_computing(
    told: Told, tmp_path: Path
) -> None:
    (tmp_path / "me.toml").write_text(PERSON, encoding="utf-8")
    err = told("plan", str(tmp_path / "me.toml"), "--out", "/proc/openpbm-out")
    assert "no way to write there" in err


@pytest.mark.skipif(sys.stdin is not None and sys.stdin.isatty(), reason="a person is here")
def test_without_a_file_and_a_terminal_a_file_is_asked_for(told: Told, tmp_path: Path) -> None:
    assert "openpbm plan PERSON.toml" in told("plan", "--out", str(tmp_path / "out"))


@pytest.mark.parametrize("word", ["plna", "--sed"])
def test_a_slip_on_the_command_line_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], word: str
) -> None:
    assert main([word]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("openpbm: No such")
    assert err.count("\n") == 1


Command = typer.core.TyperCommand | typer.core.TyperGroup


def commands(command: Command) -> Iterator[Command]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from commands(below)


WORDS = {"min": {"en": "minutes", "es": "minutos"}, "s": {"en": "seconds", "es": "segundos"},
         "deg": {"en": "degrees", "es": "grados"}}  # fmt: skip


def _says_unit(said: str, language: str, unit: str | None) -> bool:
    word = {"en": "in", "es": "en"}[language]
    if unit is None:
        return f", {word} " not in said
    return said.endswith(f", {word} {WORDS.get(unit, {}).get(language, unit)}")


@pytest.mark.parametrize("name", ["mm", "nm", "minutes", "seconds"])
def test_an_option_named_for_a_unit_shows_it(name: str) -> None:
    for command in commands(typer.main.get_command(app)):  # type: ignore[arg-type]
        for param in command.params:
            if param.name and param.name.split("_")[-1] == name:
                assert param.metavar in UNITS, (command.name, param.name)


def test_a_number_that_an_option_cannot_be_is_told_with_what_would_do() -> None:
    """Found and expected, in every language, of every option of every command."""
    seen = 0
    for command in commands(typer.main.get_command(app)):  # type: ignore[arg-type]
        for param in command.params:
            assert isinstance(param, typer.core.TyperOption | typer.core.TyperArgument)
            info, kind = param.type_descriptor.parameter_info, param.type_descriptor.annotation
            if not {kind, *get_args(kind)} & {int, float} or not param.opts[0].startswith("--"):
                continue
            ends = [end for end in (info.min, info.max) if end is not None]
            for value in ("x", *(f"{2 * end - sum(ends) - 1:g}" for end in ends[:1]), "nan"):
                if value == "nan" and not ends and kind is not int:
                    continue  # the room that takes it says what is wrong
                seen += 1
                with pytest.raises(Exception) as raised:
                    command.make_context("openpbm", [param.opts[0], value])
                told = wrong_number(raised.value)
                assert told is not None, (param.opts, value)
                for language, found in (("en", "found"), ("es", "se encontró")):
                    with speaking(language):
                        said = say(told)
                    assert said.startswith(f'{param.opts[0]}: {found} "{value}"; ')
                    assert all(f"{end:.10g}" in said for end in ends), said
                    assert _says_unit(said, language, UNITS.get(param.metavar or "")), said
    assert seen > 50


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["map", "m", "--depth-mm", "nan"], '--depth-mm: found "nan"; expected a number from 0 to'),
        (
            ["dossier", "m", "--minutes", "nan"],
            '--minutes: found "nan"; expected a number from 0.1',
        ),
        (["skin", "from-lab", "x", "1", "2"], 'L: found "x"; expected a number'),
    ],
)
def test_a_number_is_told_in_the_style_of_the_house(
    arguments: list[str], says: str, told: Told
) -> None:
    err = told(*arguments)
    assert err.startswith(f"openpbm: {says}") and err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "mine.tom"],
        ["check", "nowhere/x.toml"],
        ["check", "mine.toml"],
        ["read", "mine.toml", "--as", "tm72"],
        ["dose", "--csv", "arms.csv", "out.csv"],
    ],
)
def test_what_may_have_been_meant_is_offered_in_the_language_of_the_error(
    arguments: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text("[person]\nage_years = 40\ngaols = []\n", encoding="utf-8")
    Path("arms.csv").write_text("wavelength_n,minutes,skn\n633,10,III\n", encoding="utf-8")
    said = {}
    for lang in ("en", "es"):
        assert main(["--lang", lang, *arguments]) == 2
        said[lang] = capsys.readouterr().err
    assert ("did you mean" in said["en"]) == ("¿quiso decir" in said["es"])
    assert not re.search("did you mean|expected|found|one of", said["es"])


def test_what_is_expected_of_a_number_names_the_ends_that_it_has() -> None:
    """Of every field of every file that people write; guards against absurd size are no ends."""
    for module in pkgutil.walk_packages(openpbm.files.__path__, "openpbm.files."):
        importlib.import_module(module.name)
    seen = 0
    for model in models(BaseModel):
        for name, info in model.model_fields.items():
            says = expected_of(info.description or "")
            told = {float(n) for n in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", says)}
            told |= {-n for n in told}  # "0-3"
            for end, low in ends_of(info):
                seen += 1
                known = {end} if low else {end, end - 1.0}  # below 4 is at most 3, of whole numbers
                assert abs(end) >= ABSURD or known & told, f"{model.__name__}.{name}: {says}"
    assert seen > 200


ABSURD = 1e5


def models(above: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in above.__subclasses__():
        if model.__module__.startswith("openpbm."):
            yield model
        yield from models(model)


def ends_of(info: FieldInfo) -> Iterator[tuple[float, bool]]:
    """Each end that a number of the field, or in it, has; and whether it is the lower one."""

    def within(annotation: object) -> Iterator[object]:
        for part in get_args(annotation):
            yield from getattr(part, "metadata", ())
            yield part
            yield from within(part)

    for rule in (*info.metadata, *within(info.annotation)):
        for word in ("ge", "gt", "le", "lt"):
            end = getattr(rule, word, None)
            if isinstance(end, int | float):
                yield float(end), word in ("ge", "gt")


STACK_SLIPS: list[tuple[str, object, list[str]]] = [
    ("n", 0.7, ['layers.n (entry 1, "epidermis")', "0.7", "between 1 and 4"]),
    ("thickness_mm", -0.1, ["thickness_mm", '"epidermis"', "-0.1", "above 0"]),
    ("thickness_mm", None, ['layer "epidermis"', "null", "last layer"]),
    ("mu_a_per_mm", -1, ["mu_a_per_mm", '"epidermis"', "0 or more"]),
    ("mu_s_per_mm", "ten", ["mu_s_per_mm", '"epidermis"', '"ten"']),
    ("g", 1.0, ["layers.g", '"epidermis"', "above -1 and below 1"]),
    ("g", float("nan"), ["NaN", "finite"]),
    ("mu_s_per_cm", 100, ["mu_s_per_cm", "mu_s_per_mm = 10"]),
    ("colour", "pink", ["layers.colour", "unknown field"]),
]


@pytest.mark.parametrize(("name", "value", "says"), STACK_SLIPS)
def test_a_slip_in_a_layer_names_the_layer(
    told: Told, tmp_path: Path, name: str, value: object, says: list[str]
) -> None:
    stack = json.loads(json.dumps(STACK))
    stack["layers"][0][name] = value
    path = tmp_path / "stack.json"
    path.write_text(json.dumps(stack), encoding="utf-8")
    err = told("fluence", str(path))
    for part in (*says, str(path)):
        assert part in err


STACK_WHOLE_SLIPS: list[tuple[str, object, str]] = [
    ("layers", [], "at least one layer"),
    ("depths_mm", [0.1, 2.2], "found 2.2; expected between 0 and 2.1 mm"),
    ("depths_mm", [-0.1], "-0.1"),
    ("depths_mm", "deep", '"deep"'),
    ("source", {"kind": "laser", "angle_deg": 0}, '"laser"'),
    ("source", {"kind": "collimated", "angle_deg": 90}, "below 90"),
    ("n_below", None, "n_below"),
    ("n_above", 12, "between 1 and 4"),
]


@pytest.mark.parametrize(("name", "value", "says"), STACK_WHOLE_SLIPS)
def test_a_slip_in_a_stack_is_named(
    told: Told, tmp_path: Path, name: str, value: object, says: str
) -> None:
    path = tmp_path / "stack.json"
    path.write_text(json.dumps([STACK, {**STACK, name: value}]), encoding="utf-8")
    err = told("fluence", str(path))
    assert says in err
    assert f"{path}: stack 2" in err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("{", "line 1"),
        ("[]", "empty list"),
        ("[1]", "no object"),
        ('{"n_above": 1, "n_above": 2}', "twice"),
        ("[" * 100_000, "nested too deep"),
        ("\x00", "binary"),
    ],
)
def test_what_is_no_stack_is_refused(told: Told, tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "stack.json"
    path.write_text(text, encoding="utf-8")
    assert says in told("fluence", str(path))


def test_a_tolerance_out_of_range_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "stack.json"
    path.write_text(json.dumps(STACK), encoding="utf-8")
    assert main(["fluence", str(path), "--rtol", "-1"]) == 2
    assert "rtol" in capsys.readouterr().err
