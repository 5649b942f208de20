"""The doors: exit codes, what stands on stdout, and what is left behind."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm import __version__
from openpbm.cli.health import ask_health, ask_light
from openpbm.cli.interview import interview
from openpbm.cli.main import exit_code, main
from openpbm.cli.talk import Talk
from openpbm.errors import InputError, MaskError
from openpbm.files.answer import Answers, Health, person_text, put_health
from openpbm.files.person_file import read_person
from openpbm.files.schema import schema
from openpbm.mask.catalogue import catalogue_ids
from openpbm.record import NO_LIGHT
from openpbm.safety.entry import understood
from openpbm.tables import folder

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCE = Path(__file__).parents[2] / "src"
Heard = pytest.CaptureFixture[str]


def openpbm(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "openpbm.cli.main", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
        timeout=300,
    )


# ---- exit codes


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (InputError("home.toml: found x"), 2, "openpbm: home.toml: found x\n"),
        (MaskError("mask.toml: found x"), 2, "openpbm: mask.toml: found x\n"),
        (KeyboardInterrupt(), 130, "openpbm: stopped; results are written whole or not at all\n"),
        (EOFError(), 130, "openpbm: stopped; results are written whole or not at all\n"),
        (ZeroDivisionError("a bug"), 70, "openpbm: a fault in OpenPBM, not in your files"),
        (ValueError("a bug"), 70, "ValueError: a bug"),
    ],
)
def test_every_kind_of_error_has_its_exit_code(
    capsys: Heard, error: BaseException, code: int, says: str
) -> None:
    def command() -> object:
        raise error

    assert exit_code(command) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert ("Traceback" in err) == (code == 70)


def test_the_version_says_what_it_is_for(capsys: Heard) -> None:
    assert main(["--version"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"openpbm {__version__}\n")
    assert "planning and education" in out
    assert "not a medical device" in out


def test_help_needs_no_numerics() -> None:
    script = (
        "import sys; from openpbm.cli.main import main; code = main(['plan', '--help']); "
        "print([m for m in ('numpy', 'scipy', 'rich', 'jinja2') if m in sys.modules]);"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_bare_openpbm_shows_its_commands(capsys: Heard) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    for command in ("plan", "fluence", "masks", "check", "compare", "screen", "schema"):
        assert command in out


def test_as_a_program_it_answers_the_same() -> None:
    assert openpbm("check", str(EXAMPLES / "home.toml")).returncode == 0
    refused = openpbm("check", "nowhere.toml")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.startswith(b"openpbm: nowhere.toml: found no such file")


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_reader_that_goes_away_is_no_fault() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "openpbm.cli.main", "schema", "plan"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
        process.wait(timeout=300)
    assert b"Traceback" not in err
    assert b"Exception" not in err


def test_a_terminal_without_letters_is_served_too() -> None:
    for arguments in (["masks", "cellreturn-led-mask", "--json"], ["schema", "person"], ["masks"]):
        done = subprocess.run(
            [sys.executable, "-m", "openpbm.cli.main", *arguments],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "ascii"},
            check=True,
        )
        assert done.stdout.isascii()
        assert done.stderr == b""
    layer = {**UPPER, "name": "épiderme 光"}
    stack = json.dumps({**SLAB, "layers": [layer]}).encode()
    done = subprocess.run(
        [sys.executable, "-m", "openpbm.cli.main", "fluence", "-"],
        input=stack.replace(b"1.2", b"0.2"),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert json.loads(done.stdout)["absorbed"][0]["name"] == layer["name"]


# ---- fluence

UPPER: dict[str, object] = {
    "name": "upper",
    "thickness_mm": 0.5,
    "n": 1.4,
    "mu_a_per_mm": 0.2,
    "mu_s_per_mm": 8.0,
    "g": 0.8,
}
LOWER: dict[str, object] = {
    "name": "lower",
    "thickness_mm": 1.0,
    "n": 1.4,
    "mu_a_per_mm": 0.02,
    "mu_s_per_mm": 12.0,
    "g": 0.85,
}
SLAB: dict[str, object] = {
    "n_above": 1.0,
    "n_below": 1.0,
    "layers": [UPPER, LOWER],
    "source": {"kind": "collimated", "angle_deg": 0},
    "depths_mm": [1.2, 0, 0.5],
}  # fmt: skip


def solved(capsys: Heard, path: Path, content: object, *more: str) -> object:
    path.write_text(json.dumps(content), encoding="utf-8")
    assert main(["fluence", str(path), *more]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)


def test_fluence_keeps_its_contract(tmp_path: Path, capsys: Heard) -> None:
    told = solved(capsys, tmp_path / "s.json", SLAB)
    assert isinstance(told, dict)
    assert set(told) == {
        "fluence_rate", "reflectance", "absorbed", "transmittance", "energy_error"
    }  # fmt: skip
    assert [layer["name"] for layer in told["absorbed"]] == ["upper", "lower"]
    reflectance = told["reflectance"]
    assert reflectance["specular"] == pytest.approx((0.4 / 2.4) ** 2, rel=1e-9)  # Fresnel
    assert reflectance["total"] == reflectance["specular"] + reflectance["diffuse"]
    share = sum(layer["fraction"] for layer in told["absorbed"])
    rest = 1 - reflectance["total"] - told["transmittance"] - share
    assert told["energy_error"] == pytest.approx(rest, abs=1e-12)
    assert abs(told["energy_error"]) < 1e-6
    document = schema("stack")
    jsonschema.validate(SLAB, document)
    jsonschema.validate(told, {**document, "anyOf": [{"$ref": "#/$defs/StackResult"}]})


def test_fluence_answers_in_the_order_of_the_depths(tmp_path: Path, capsys: Heard) -> None:
    path = tmp_path / "s.json"
    first = solved(capsys, path, SLAB)
    second = solved(capsys, path, {**SLAB, "depths_mm": [0, 0.5, 1.2]})
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    deep, surface, middle = first["fluence_rate"]
    assert [surface, middle, deep] == pytest.approx(second["fluence_rate"])


def test_fluence_gives_a_list_for_a_list_and_reads_standard_input(
    tmp_path: Path, capsys: Heard
) -> None:
    one = solved(capsys, tmp_path / "s.json", SLAB)
    assert solved(capsys, tmp_path / "s.json", [SLAB, SLAB]) == [one, one]
    piped = openpbm("fluence", "-", stdin=json.dumps([SLAB]).encode())
    assert piped.returncode == 0
    assert json.loads(piped.stdout) == [one]
    bad = openpbm("fluence", "-", stdin=b"{}")
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert b"standard input" in bad.stderr


def test_fluence_lets_the_last_layer_have_no_end(tmp_path: Path, capsys: Heard) -> None:
    endless = {**SLAB, "layers": [UPPER, {**LOWER, "thickness_mm": None}], "depths_mm": [50.0]}
    told = solved(capsys, tmp_path / "s.json", endless)
    assert isinstance(told, dict)
    assert told["transmittance"] == 0.0
    endless.pop("n_below")  # says nothing under a layer without end
    assert solved(capsys, tmp_path / "s.json", endless, "--rtol", "0.001") == told


# ---- masks, check, schema


def test_masks_lists_the_catalogue(capsys: Heard) -> None:
    assert main(["masks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1 : len(catalogue_ids()) + 1]] == [*catalogue_ids()]
    assert any(line.split() == ["kaiyan-mk66r-b", "630", "830", "total", "30"] for line in lines)
    assert all(len(line) <= 80 for line in lines)
    assert main(["masks", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(catalogue_ids())
    said = next(row for row in rows if row["id"] == "omnilux-contour-face")
    assert said["total_claimed_mw_cm2"] == 30.0
    assert "irradiance" not in said["unknown"]


def test_masks_tells_what_is_known_of_one_and_what_rests_on_memory(capsys: Heard) -> None:
    assert main(["masks", "omnilux-revive"]) == 0
    out = capsys.readouterr().out
    assert "105 mW/cm², from memory, not checked" in " ".join(out.split())
    assert "not known" in out
    assert main(["masks", "jovs-mask"]) == 0
    assert "no wavelength known" in capsys.readouterr().out
    assert main(["masks", "jovs"]) == 2
    assert "did you mean jovs-mask?" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_check_finds_every_example_good(capsys: Heard, path: Path) -> None:
    named = {"clinic-panel": "mask", "sweep-panel": "mask"}
    own = {stem: stem for stem in ("study", "sweep", "trial", "limits")}
    kind = {**named, **own}.get(path.stem, "person")
    assert main(["check", str(path)]) == 0
    assert f"a good {kind} file" in capsys.readouterr().out
    assert main(["check", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == kind


def test_check_knows_a_stack_from_a_plan(tmp_path: Path, capsys: Heard) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps(SLAB), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert "2 layers (upper, lower)" in capsys.readouterr().out
    path.write_text('{"schema_version": "1"}', encoding="utf-8")
    assert main(["check", str(path)]) == 2
    assert "a plan that OpenPBM wrote" in capsys.readouterr().err


def test_schema_prints_that_of_a_table_and_the_table_fits_it(capsys: Heard) -> None:
    for name in ("devices", "thermal", "colour.columns"):
        assert main(["schema", "--table", name]) == 0
        printed = json.loads(capsys.readouterr().out)
        content = json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))
        jsonschema.validate(content, printed)
    assert main(["schema", "--table", "device"]) == 2
    assert "did you mean devices" in capsys.readouterr().err
    for arguments in (["schema"], ["schema", "mask", "--table", "devices"]):
        assert main(arguments) == 2
        assert "expected one of mask, person, plan" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["mask", "person", "plan", "stack", "study"])
def test_schema_prints_a_schema(capsys: Heard, kind: str) -> None:
    assert main(["schema", kind]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


# ---- the interview


def scripted(*answers: str) -> tuple[Talk, io.StringIO]:
    """A person who gives these answers, then leaves."""
    coming: Iterator[str] = iter(answers)
    said = io.StringIO()

    def ask(question: str) -> str:
        said.write(f"{question}\n")
        for answer in coming:
            return answer
        raise EOFError

    return Talk(ask=ask, say=lambda text: print(text, file=said)), said


FULL = (
    "fifty", "52", "2", "wrinkles, levitation", "wrinkles, acne", "omnilux", "higherdose", "10",
    "yes", "", "no", "no", "no", "yes", "no", "none", "peel", "soon", "2026-06-01",
    "doxicyclin and ibuprofen", "yes", "2026-05-01", "", "perhaps", "no", "",
)  # fmt: skip


def test_the_interview_writes_what_was_said(tmp_path: Path) -> None:
    talk, said = scripted(*FULL)
    path = interview(talk, tmp_path)
    file = read_person(path)
    person = file.person
    assert path.name == "person.toml"
    assert (person.age_years, person.phototype) == (52.0, "II")
    assert [wish.goal for wish in person.wishes] == ["wrinkles", "acne"]
    assert [m.name for m in person.medicines] == ["doxycycline", "ibuprofen"]
    assert person.medicines[1].last_dose is None
    assert person.conditions == ("melasma",)
    assert person.procedures[0].name == "peel"
    assert person.eye_protection == "opaque_goggles"
    assert person.recent_light == NO_LIGHT
    assert file.mask is not None
    assert file.mask.id == "higherdose-red-light-face-mask"
    assert file.mask.standoff_mm == 10.0
    heard = said.getvalue()
    assert 'found "fifty"' in heard  # and asked again
    assert "several fit" in heard
    assert "levitation" in heard
    for meaning in (
        "52 years",
        "skin type II",
        "higherdose",
        "10 mm",
        "opaque goggles in every session",
        "melasma, post-inflammatory hyperpigmentation, lichen planus pigmentosus",
        "superficial peel, dermaplaning, waxing",
        "2026-06-01",
        "last dose 2026-05-01",
        "still used",
    ):
        assert f" understood as: {meaning}".lower() in " ".join(heard.lower().split())


@pytest.mark.parametrize(("answer", "told"), [
    ("no", "none"), ("None", "none"), ("yes", "unknown"), ("not sure", "unknown"),
])  # fmt: skip
def test_only_a_spoken_no_says_that_a_face_had_no_light(answer: str, told: str) -> None:
    talk, said = scripted("", answer)
    assert ask_light(talk) == told
    assert ("start as early" in said.getvalue()) == (told == "unknown")


HEALTHY = ("no", "no", "no", "no", "no", "none", "none", "none")


def health_after(*answers: str) -> tuple[Health, str]:
    """What the health questions make of these answers, and all that was heard."""
    talk, said = scripted(*answers)
    return ask_health(talk), said.getvalue()


def test_a_healthy_person_says_so_to_every_question() -> None:
    health, heard = health_after(*HEALTHY)
    assert health == Health()
    for topic in ("eyes", "pilepsy", "pregnant", "dark marks", "light makes worse", "edicines"):
        assert topic in heard
    assert heard.count("understood as: no") == len(HEALTHY)


def test_silence_is_no_answer() -> None:
    answers = [part for answer in HEALTHY for part in ("", answer)]
    health, heard = health_after(*answers)
    assert health == Health()
    assert heard.count('found ""; expected') == len(HEALTHY)


def test_a_bare_yes_and_not_known_are_written_as_what_they_count_as() -> None:
    health, heard = health_after("yes", "not known", "unsure", "yes", "yes", "yes", "lupus",
                                 "none", "none", "none")  # fmt: skip
    assert health.conditions == ["retinal disease", "epilepsy", "pregnancy", "melasma", "lupus"]
    assert "understood as: pregnancy" in heard
    assert heard.count("(yes/no/not sure, or its name)?") == 5  # said, not only taken
    assert "understood as: systemic or cutaneous lupus" in heard


def test_the_words_of_a_question_say_yes_to_it() -> None:
    health, heard = health_after(*HEALTHY[:3], "Dark marks", *HEALTHY[4:])
    assert health.conditions == ["melasma"]
    assert "not in the table" not in heard


def test_a_yes_without_a_name_is_asked_further() -> None:
    health, heard = health_after("yes", "yes", "no", "glaucoma", *HEALTHY[1:])
    assert health.conditions == ["glaucoma"]
    assert heard.count("after a yes; expected a name") == 2


def test_an_eye_operation_is_dated_whichever_question_brings_it_up() -> None:
    health, _ = health_after("cataract surgery", "2026-05-01", *HEALTHY[1:])
    assert health.conditions == []
    assert health.procedures == [("cataract surgery", date(2026, 5, 1))]


def test_a_wrong_guess_is_refused_and_the_name_written_again() -> None:
    health, heard = health_after(
        *HEALTHY[:7], "doxicyclin", "no", "a, b", "isotretinoin", "2026-05-01"
    )
    assert health.medicines == [("isotretinoin", date(2026, 5, 1))]
    assert '"doxicyclin": do you mean doxycycline (yes/no)?' in heard
    assert "expected one name" in heard


def test_an_agreed_name_takes_the_place_of_its_words_and_the_rest_stays() -> None:
    health, heard = health_after(*HEALTHY[:7], "melatonin doxicyclin 100 mg", "yes", "")
    assert health.medicines == [("melatonin doxycycline 100 mg", None)]
    assert "not in the table" not in heard


def test_an_agreed_name_that_no_file_can_hold_leaves_the_entry_unknown() -> None:
    said = "melatonin doxicyclin" + " daily" * 10  # 80 letters; the right name has one more
    health, heard = health_after(*HEALTHY[:7], said, "yes", "")
    assert health.medicines == [(said, None)]
    assert '"doxicyclin", which is not in the table' in heard


def test_what_a_medicine_raises_is_asked_and_a_no_is_kept() -> None:
    health, heard = health_after(*HEALTHY[:7], "metformin", "", "no")
    assert health.no_to == {"metformin": ["diabetes_neuropathy"]}
    assert "Do you have diabetes" in heard
    said = Answers()
    put_health(health, said)
    assert said.person["medicines"] == [{"name": "metformin", "no_to": ["diabetes_neuropathy"]}]
    health, _ = health_after(*HEALTHY[:7], "metformin", "", "yes")
    assert understood(health.conditions[0], "condition").meant[0].id == "diabetes_neuropathy"
    assert health.no_to == {}
    health, _ = health_after(*HEALTHY[:7], "metformin", "", "not known")
    assert (health.conditions, health.no_to) == ([], {})


def test_who_insists_on_a_spelling_keeps_it_and_the_row_still_counts() -> None:
    health, heard = health_after(*HEALTHY[:7], "doxicyclin", "no", "doxicyclin", "")
    assert health.medicines == [("doxicyclin", None)]
    assert '"doxicyclin", which is not in the table' in heard
    assert "understood as: perhaps doxycycline: it counts as strictly as that, too" in heard


def test_an_unknown_entry_is_explained_and_never_left_out() -> None:
    health, heard = health_after(
        *HEALTHY[:5], "gout, acne", "oxygen facial", "2026-05-01", "xyzolam", ""
    )
    assert health.conditions == ["gout", "acne"]
    assert health.procedures == [("oxygen facial", date(2026, 5, 1))]
    assert health.medicines == [("xyzolam", None)]
    for part in ("gout", "oxygen facial", "xyzolam"):
        assert f'"{part}", which is not in the table' in heard
    assert "understood as: acne, which stops no light" in heard
    assert "[[person.answers]]" in heard


def test_a_name_too_long_for_the_file_is_not_cut() -> None:
    health, heard = health_after(*HEALTHY[:7], "x" * 81, "none")
    assert health.medicines == []
    assert "over 80 letters" in heard


@given(
    answers=st.lists(
        st.sampled_from(["yes", "no", "not known", "doxicyclin", "peel", "", "2026-05-01", "x, y"])
        | st.text(max_size=20),
        max_size=60,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_answers_break_the_questions_and_what_is_said_lands_in_the_file(
    answers: list[str],
) -> None:
    talk, said = scripted(*answers, "2026-05-01", *["no", "2026-05-01"] * 40)
    with suppress(KeyboardInterrupt):
        health = ask_health(talk)
        entries = len(health.conditions) + len(health.medicines) + len(health.procedures)
        assert said.getvalue().count("understood as") >= entries


@pytest.mark.parametrize("answered", range(len(FULL)))
def test_leaving_the_interview_at_any_point_writes_nothing(tmp_path: Path, answered: int) -> None:
    talk, _ = scripted(*FULL[:answered])
    with pytest.raises(KeyboardInterrupt):
        interview(talk, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_interview_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "person.toml").write_text("mine", encoding="utf-8")
    talk, said = scripted(*FULL, "../elsewhere", "me")
    assert interview(talk, tmp_path).name == "me.toml"
    assert "is there already" in said.getvalue()
    assert (tmp_path / "person.toml").read_text(encoding="utf-8") == "mine"


def test_the_interview_does_not_ask_what_the_command_line_said(tmp_path: Path) -> None:
    talk, said = scripted("30", "IV", "", "no", *["no"] * 5, *["none"] * 3, "no", "me.toml")
    path = interview(talk, tmp_path, mask="theraface-mask", goals=["acne"])
    assert read_person(path).mask_name == "theraface-mask"
    assert "Which mask" not in said.getvalue()


@pytest.mark.parametrize(
    "text", ['say "no"', "back\\slash", "tab\there", "é ü 光 \U0001f600", "\x7f"]
)
def test_any_text_survives_in_quotes(text: str) -> None:
    import tomllib

    assert tomllib.loads(person_text(Answers(person={"a": text}))) == {"person": {"a": text}}


# ---- plan and compare, on the real floors below


def test_plan_writes_three_files_that_keep_their_contract(
    tmp_path: Path, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the default folder is made where one stands
    person = str(EXAMPLES / "home.toml")
    code = main(["plan", person, "--scenarios", "32", "--start", "2026-12-01"])
    out = tmp_path / "openpbm-out"
    told = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, schema("plan"))
    assert code == (0 if told["status"] in ("planned", "below_trial") else 1)
    assert told["start_date"] == "2026-12-01"
    assert (told["session"] is None) == (code == 1)
    assert (out / "calendar.ics").exists() == (code == 0)
    assert (out / "report.html").read_text(encoding="utf-8").startswith("<!")
    summary, err = capsys.readouterr()
    assert str(Path("openpbm-out") / "report.html") in summary
    assert err == ""
    before = (out / "calendar.ics").read_text(encoding="utf-8")
    assert main(["plan", person, "--scenarios", "32", "--start", "2026-12-03"]) == code
    after = (out / "calendar.ics").read_text(encoding="utf-8")
    kept = [line for line in before.splitlines() if line.startswith("UID:")]
    assert set(kept) <= set(after.splitlines())  # the same file's next plan moves its events


def test_a_refusal_is_written_and_exits_with_one(tmp_path: Path, capsys: Heard) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "calendar.ics").write_text("of an earlier plan", encoding="utf-8")
    path = str(EXAMPLES / "refused-drug.toml")
    assert main(["plan", path, "--out", str(out), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert told["status"] == "refused"
    assert told["session"] is None
    assert told["refusals"]
    assert {path.name for path in out.iterdir()} == {"plan.json", "report.html"}


def wait_for_work(pid: int, seconds: float) -> None:
    """Until a process has computed so long; on a busy machine that is later than the clock."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        time.sleep(2.0 * seconds)
        return
    for _ in range(1200):
        ticks = stat.read_text().rsplit(")", 1)[1].split()[11:13]
        if sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") >= seconds:
            return
        time.sleep(0.05)


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_an_interrupt_ends_cleanly_and_leaves_no_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with subprocess.Popen(
        [sys.executable, "-m", "openpbm.cli.main", "plan", str(EXAMPLES / "home.toml"),
         "--out", str(out), "--scenarios", "20000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        # a suite that runs in the background hands down a signal that is ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        wait_for_work(process.pid, 2.0)  # well inside the computing
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=300)
    assert err == b"openpbm: stopped; results are written whole or not at all\n"
    # Python itself ends by the signal if it once passed through text that is run; a shell says 130
    assert process.returncode in (130, -signal.SIGINT)
    assert not out.exists()


def test_compare_tells_light_and_price_and_no_outcome(capsys: Heard) -> None:
    masks = ["higherdose-red-light-face-mask", "shark-cryoglow"]
    assert main(["compare", *masks, "--scenarios", "16", "--json"]) == 0
    lit, dark = json.loads(capsys.readouterr().out)["masks"]
    assert lit["dose_p05_j_cm2"] <= lit["dose_median_j_cm2"] <= lit["dose_p95_j_cm2"]
    price = lit["usd_per_j_cm2"] * lit["dose_median_j_cm2"]
    assert price == pytest.approx(lit["price_usd"], rel=1e-4)
    assert dark["dose_median_j_cm2"] is None
    assert "near-infrared" in dark["why_not"]  # a colour, not the id of a file
    assert "(nir" not in dark["why_not"]
    assert ", nir" not in dark["why_not"]


def test_compare_needs_two_masks_that_exist(capsys: Heard) -> None:
    assert main(["compare", "theraface-mask"]) == 2
    assert "at least two" in capsys.readouterr().err
    assert main(["compare", "theraface-mask", "thera"]) == 2
    assert "did you mean theraface-mask, theraface-mask-glo?" in capsys.readouterr().err
