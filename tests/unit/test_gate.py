"""A file cannot keep a reader busy: what would is refused before it is parsed."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.cli.main import main
from openpbm.errors import InputError, PlanFileError
from openpbm.face.mesh_file import face_from_file
from openpbm.files.csv_file import read_columns
from openpbm.files.gate import MOST_DEPTH, MOST_PARTS, check_json, check_toml
from openpbm.files.json_value import parsed_json
from openpbm.files.mask_file import mask_from_text
from openpbm.files.spectrum_file import spectrum_from
from openpbm.files.toml_file import parsed_toml

BUSY_S = 2.0  # of the processor, so that a busy machine judges nothing; some took minutes
MASK = '[mask]\nname = "x"\nform = "panel"\n'
TRIANGLE = "v 0 0 0\nv 1 0 0\nv 0 1 0\n"


def mesh(folder: Path, text: str) -> None:
    path = folder / "scan.obj"
    path.write_text(text, encoding="utf-8")
    face_from_file(path, unit="mm")


def table(folder: Path, text: str) -> None:
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    read_columns(path, ("x",))


def mask(folder: Path, text: str) -> None:
    mask_from_text(text, folder / "mask.toml")


def spectrum(folder: Path, text: str) -> None:  # noqa: ARG001
    spectrum_from(text, "spectrum.csv")


def plan_json(folder: Path, text: str) -> None:  # noqa: ARG001
    parsed_json(text, "plan.json")


Reader = Callable[[Path, str], None]
HOSTILE: dict[str, tuple[Reader, str]] = {
    "a name of many parts": (mask, "a." * 18_000 + "a = 1"),
    "the same in quotes": (mask, '"a" . ' * 9_000 + "a = 1"),
    "a heading of many parts": (mask, f"[{'a.' * 18_000}a]"),
    "many unknown entries": (mask, MASK + "\n".join(f"k{i} = 1" for i in range(19_000))),
    "more entries than any mask": (mask, "\n".join(f"k{i} = 1" for i in range(60_000))),
    "tables in tables": (mask, "a = " + "{b = " * 900 + "1" + "}" * 900),
    "lists in lists": (mask, "a = " + "[" * 100_000),
    "quotes without end": (mask, 'a = """' + '\\"""' * 60_000),
    "brackets in brackets": (plan_json, "[" * 900 + "]" * 900),
    "a long bracket": (plan_json, '{"a":' * 100_000),
    "a material for each triangle": (
        mesh,
        TRIANGLE + "".join(f"usemtl a{i}\nf 1 2 3\n" for i in range(14_000)),
    ),
    "a spectrum of gaps": (
        spectrum,
        "wavelength_nm,reflectance\n" + "".join(f"{i},\n" for i in range(60_000)),
    ),
    "rows of nothing": (table, "x\n" + ",\n" * 2_000_000),
    "columns without end": (table, "x," * 400_000),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_at_once(tmp_path: Path, what: str) -> None:
    reader, text = HOSTILE[what]
    began = time.process_time()
    with pytest.raises(InputError):
        reader(tmp_path, text)
    assert time.process_time() - began < BUSY_S


def test_a_long_list_of_faults_is_told_in_a_few_lines(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="and 195 more") as told:
        mask(tmp_path, MASK + "\n".join(f"k{i} = 1" for i in range(199)))
    assert str(told.value).count("\n") == 5


def test_the_terminal_says_what_is_wrong_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mask.toml"
    path.write_text("a." * 30_000 + "a = 1", encoding="utf-8")
    assert main(["check", str(path)]) == 2
    assert capsys.readouterr().err == (
        f"openpbm: {path}: found a name of 30001 parts; expected at most 8, as in a.b.c\n"
    )


# ---- nothing hides from the gate, and nothing good is stopped by it

LETTERS = st.text(alphabet="ab .=[]{}#'\\\n\"", max_size=12)


def quoted(text: str, kind: str) -> str:
    """A string of TOML that holds any letters, in one of its four kinds."""
    if kind == '"""':
        return f'"""{text.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"""'
    if kind == '"':
        return json.dumps(text)
    plain = text.replace("'", "").replace("\n", "" if kind == "'" else "\n")
    return f"{kind}{plain}{kind}"


STRINGS = st.builds(quoted, LETTERS, st.sampled_from(['"""', '"', "'''", "'"]))
ENDS = st.sampled_from(['"""a"""""', "'''a'''''", '"""""a"""', '"""a\\\\"""'])
COMMENTS = LETTERS.map(lambda text: "# " + text.replace("\n", " "))
VALUES = st.one_of(STRINGS, ENDS, st.just("1.5"), st.just("2026-05-01T07:32:00.5"))


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Entries with strings and comments that look like something else."""
    values = draw(st.lists(VALUES, max_size=5))
    lines = [f"k{i} = [{value}, {{ x = {value} }}]" for i, value in enumerate(values)]
    return "\n".join(f"{line} {draw(COMMENTS)}" for line in lines) + "\n"


@settings(max_examples=300, deadline=None)
@given(document=documents(), blank=st.sampled_from(["", " ", "\t"]))
def test_no_string_and_no_comment_hides_a_long_name(document: str, blank: str) -> None:
    tomllib.loads(document)
    check_toml(document, "a file")
    dot = f"{blank}.{blank}"
    fits, long = dot.join(["z"] * MOST_PARTS), dot.join(["z"] * (MOST_PARTS + 1))
    check_toml(f"{document}{fits} = 1", "a file")
    for bad in (f"{document}{long} = 1", f"{document}[{long}]", f"{document}m = {{ {long} = 1 }}"):
        tomllib.loads(bad)
        with pytest.raises(PlanFileError, match="name of 9 parts"):
            check_toml(bad, "a file")


@settings(max_examples=200, deadline=None)
@given(document=documents(), depth=st.integers(1, 2 * MOST_DEPTH))
def test_the_depth_that_is_let_through_is_the_depth_of_the_text(document: str, depth: int) -> None:
    text = f"{document}m = {'[' * depth}{']' * depth}"
    assert parses(lambda: parsed_toml(text, "a file")) == (depth <= MOST_DEPTH)


@settings(max_examples=200, deadline=None)
@given(text=LETTERS, depth=st.integers(1, 2 * MOST_DEPTH))
def test_letters_in_a_json_text_are_no_brackets(text: str, depth: int) -> None:
    inside = json.dumps({text: text}) if depth == 1 else json.dumps([text])
    written = "[" * (depth - 1) + inside + "]" * (depth - 1)
    assert parses(lambda: check_json(written, "a file")) == (depth <= MOST_DEPTH)


def parses(read: Callable[[], object]) -> bool:
    try:
        read()
    except PlanFileError as problem:
        assert "nested too deep" in str(problem)
        return False
    return True
