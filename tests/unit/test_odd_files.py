"""A pipe, a socket or a device as a file: refused at once, by the name of what it is."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from openpbm.errors import OpenPBMError
from openpbm.face.mesh_file import face_from_file
from openpbm.files.toml_file import read_bytes

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCE = Path(__file__).parents[2] / "src"
AT_ONCE_S = 20.0  # of a command on a busy machine; a pipe without a writer waits for ever

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def odd(folder: Path, kind: str, name: str) -> Path:
    """Something that is no file, under a file's name."""
    path = folder / name
    if kind == "a pipe (FIFO)":
        os.mkfifo(path)
    elif kind == "a socket":
        bound = socket.socket(socket.AF_UNIX)
        bound.bind(str(path))
        bound.close()
    elif kind == "a device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    return path


KINDS = ("a pipe (FIFO)", "a socket", "a device", "a folder")


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_refused_at_once_by_its_name(tmp_path: Path, kind: str) -> None:
    path = odd(tmp_path, kind, "x.toml")
    began_s = time.process_time()
    with pytest.raises(OpenPBMError) as told:
        read_bytes(path)
    assert str(told.value) == f"{path}: found {kind}; expected a file"
    assert time.process_time() - began_s < 1.0


def test_a_link_to_a_file_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("text", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert read_bytes(tmp_path / "link") == b"text"


def test_a_file_without_end_is_read_no_further_than_it_may_be(tmp_path: Path) -> None:
    with (tmp_path / "long").open("wb") as opened:
        opened.truncate(10**10)  # a file of holes, ten gigabytes long
    with pytest.raises(OpenPBMError, match="found more than 5 MB"):
        read_bytes(tmp_path / "long")


COMMANDS = {
    "person": ["plan", "{}"],
    "check": ["check", "{}"],
    "screen": ["screen", "{}"],
    "mask": ["safety", "{}"],
    "compared": ["compare", "{}", "{}"],
    "stack": ["fluence", "{}"],
    "spectrum": ["skin", "fit", "{}"],
    "study": ["report-check", "{}"],
    "plan": ["session", "{}", "--yes", "--no-ledger"],
    "plan of a log": ["ledger", "--plan", "{}"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_command_waits_for_a_pipe(tmp_path: Path, command: list[str]) -> None:
    path = odd(tmp_path, "a pipe (FIFO)", "given.toml")
    asked = subprocess.run(
        [sys.executable, "-m", "openpbm", *(part.format(path) for part in command)],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "XDG_DATA_HOME": str(tmp_path)},
        check=False,
        timeout=AT_ONCE_S,
    )
    assert asked.returncode == 2, asked.stderr
    assert "found a pipe (FIFO)" in asked.stderr


@pytest.mark.parametrize("field", ["face_file", "skin", "mask"])
def test_a_person_file_that_names_a_pipe_is_refused_at_that_field(
    tmp_path: Path, field: str
) -> None:
    from openpbm.files.person_file import read_person

    odd(tmp_path, "a pipe (FIFO)", "named.ply")
    text = (EXAMPLES / "home.toml").read_text(encoding="utf-8")
    if field == "mask":
        text = text[: text.index("[mask]")] + '[mask]\nfile = "named.ply"\n'
    else:
        said = f'[person]\n{field} = "named.ply"'
        said += '\nface_unit = "mm"' if field == "face_file" else ""
        text = text.replace("[person]", said)
    if field == "skin":
        text = "\n".join(line for line in text.splitlines() if "phototype" not in line)
    (tmp_path / "person.toml").write_text(text, encoding="utf-8")
    with pytest.raises(OpenPBMError, match=rf"{field}.*found a pipe"):
        read_person(tmp_path / "person.toml")


@pytest.mark.parametrize("kind", KINDS)
def test_a_scan_that_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(OpenPBMError, match="not a file"):
        face_from_file(odd(tmp_path, kind, "face.ply"), unit="mm")


def test_a_scan_opens_no_file_that_it_names(tmp_path: Path) -> None:
    """A material file of a scan may be a pipe: reading it would wait for ever."""
    os.mkfifo(tmp_path / "m.mtl")
    (tmp_path / "face.obj").write_text(
        "mtllib m.mtl\nusemtl skin\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", encoding="utf-8"
    )
    code = "from openpbm.face.mesh_file import _read; from pathlib import Path; import sys; "
    code += "print(len(_read(Path(sys.argv[1]))[1]))"
    read = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "face.obj")],
        capture_output=True, text=True, check=False, timeout=AT_ONCE_S,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert read.stdout.strip() == "1", read.stderr
