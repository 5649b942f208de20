"""What a person wrote is theirs: nothing of ours is open to other users of the machine."""

from __future__ import annotations

import ast
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from ledger_factory import added, begun, ended
from web_house import Visitor, an_app

from openpbm.errors import PlanFileError
from openpbm.files.folder import OTHERS, keep_private, write_outputs
from openpbm.files.ledger.store import open_ledger
from openpbm.web.people import People

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCE = Path(__file__).parents[2] / "src"

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="modes mean nothing on Windows; its profiles are private"
)


def open_to_others(folder: Path) -> list[str]:
    """What anybody but the owner may read, write or enter below a folder."""
    return [
        f"{path.relative_to(folder)} {stat.filemode(path.stat().st_mode)}"
        for path in sorted(folder.rglob("*"))
        if path.stat().st_mode & OTHERS
    ]


def openpbm(folder: Path, *arguments: str, stdin: str = "") -> None:
    """A command as somebody runs it whose umask hides nothing."""
    made = subprocess.run(
        [sys.executable, "-m", "openpbm", *arguments],
        cwd=folder,
        input=stdin,
        text=True,
        capture_output=True,
        umask=0,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "XDG_DATA_HOME": str(folder / "data")},
        check=False,
        timeout=300,
    )
    assert made.returncode in (0, 1), made.stderr


@pytest.mark.parametrize(
    "commands",
    [
        pytest.param(
            [["plan", str(EXAMPLES / "home.toml"), "--out", "a/b", "--scenarios", "16"]], id="plan"
        ),
        pytest.param(
            [
                ["ledger", "add", "Ann"],
                ["log", "--dose", "red=3"],
                ["ledger", "Ann", "--export", "csv", "--out", "light.csv"],
                ["ledger", "Ann", "--export", "json", "--out", "out/light.json"],
            ],
            id="ledger",
        ),
        pytest.param([["skin", "from-lab", "63", "14", "17", "--out", "skin"]], id="skin"),
        pytest.param(
            [["safety", "higherdose-red-light-face-mask", "--out", "safety"]], id="safety"
        ),
        pytest.param(
            [["faults", "--sessions", "3", "--processes", "1", "--out", "faults"]], id="faults"
        ),
    ],
)
def test_no_command_leaves_anything_that_others_may_read(
    tmp_path: Path, commands: list[list[str]]
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir(0o755)
    for command in commands:
        openpbm(folder, *command)
    assert any(path.is_file() for path in folder.rglob("*"))
    assert open_to_others(folder) == []


def test_the_app_leaves_nothing_that_others_may_read(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = tmp_path / "mine"
        folder.mkdir(0o755)
        visitor = Visitor(an_app(folder))
        visitor.planned()
    finally:
        os.umask(before)
    assert (folder / "people").is_dir()
    assert open_to_others(tmp_path) == []


WRITES = (
    "write_text",
    "write_bytes",
    "mkdir",
    "mkdtemp",
    "mkstemp",
    "NamedTemporaryFile",
    "fdopen",
)
WRITERS = {  # each makes what it makes 0600 or 0700
    "files/anchor.py",
    "files/light/folder.py",
    "files/folder.py",
    "files/ledger/schema.py",
    "files/ledger/store.py",
    "files/trade/handheld.py",  # what a library reads by its path, in a folder of 0700 for a moment
    "files/toml_file.py",  # opens for reading
    "firmware/board_pins.py",  # flash of a chip, where nobody else is
    "web/asset.py",  # a sound, in memory
    "tables/format.py",  # lays out this package's own tables, for who changes them
}


def test_every_file_is_written_by_the_one_function_that_keeps_it_private() -> None:
    """SQLite's file, anchors and kept light, each made 0600 from the first byte, are the others."""
    source = SOURCE / "openpbm"
    writing = set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                modes = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                opens = name == "open" and any(
                    isinstance(mode, str)
                    and set(mode) & set("wax+")
                    and set(mode) <= set("rwaxbt+")
                    for mode in modes
                )
                if name in WRITES or opens:
                    writing.add(path.relative_to(source).as_posix())
    assert writing <= WRITERS


class Looking(Mapping[str, str]):
    """Texts that look at the disk whenever one of them is fetched to be written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: list[str] = []

    def __getitem__(self, name: str) -> str:
        self.found += open_to_others(self.folder)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(["one", "two", "three"])

    def __len__(self) -> int:
        return 3


def test_a_file_is_private_from_its_first_byte(tmp_path: Path) -> None:
    texts = Looking(tmp_path)
    before = os.umask(0)
    try:
        write_outputs(tmp_path / "new" / "newer", texts)
    finally:
        os.umask(before)
    assert texts.found == []
    assert open_to_others(tmp_path) == []


def test_an_old_file_that_others_could_read_is_replaced_by_one_they_cannot(tmp_path: Path) -> None:
    old = tmp_path / "plan.json"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o644)
    write_outputs(tmp_path, {"plan.json": "new"})
    assert old.read_text(encoding="utf-8") == "new"
    assert open_to_others(tmp_path) == []


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    content = bytes(range(256)) + b"\r\n\n"
    assert write_outputs(tmp_path, {"face.bin": content})[0].read_bytes() == content


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_data_folder_of_before_is_closed_when_it_is_opened(tmp_path: Path, umask: int) -> None:
    """Left behind by an earlier version, or copied back from a disk that knows no modes."""
    before = os.umask(umask)
    try:
        folder = tmp_path / "data"
        (folder / "people" / "abcdefghij" / "plan").mkdir(parents=True)
        for name in ("people/abcdefghij/person.toml", "people/abcdefghij/plan/plan.json", "secret"):
            (folder / name).write_text("x", encoding="utf-8")
        with open_ledger(folder / "ledger.sqlite") as ledger:
            ledger.append(added(), begun(), ended(3.0))
        (folder / "ledger.sqlite").chmod(0o644)
    finally:
        os.umask(before)
    assert People(folder).open() == ""
    assert open_to_others(tmp_path) == []


def test_a_folder_with_other_things_stays_open_and_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("for all", encoding="utf-8")
    (tmp_path / "holiday.txt").chmod(0o644)
    tmp_path.chmod(0o755)
    said = People(tmp_path).open()
    assert str(tmp_path) in said
    assert "other users of this machine may look into this folder" in said
    assert open_to_others(tmp_path) == ["holiday.txt -rw-r--r--"]
    tmp_path.chmod(0o700)


def test_a_link_in_the_data_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(0o755)
    (elsewhere / "file").write_text("for all", encoding="utf-8")
    (elsewhere / "file").chmod(0o644)
    folder = tmp_path / "data"
    (folder / "people").mkdir(parents=True)
    (folder / "people" / "odd").symlink_to(elsewhere)
    keep_private(folder)
    assert (elsewhere / "file").stat().st_mode & OTHERS == 0o044


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes by name")
@pytest.mark.parametrize("name", ["pipe", "link"])
def test_what_is_no_ordinary_file_is_never_replaced(name: str, tmp_path: Path) -> None:
    """A device would be gone for every program; a link is judged by where it leads."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    with pytest.raises(PlanFileError, match=f"{name}: found something that is no regular file"):
        write_outputs(tmp_path, {"first": "x", name: "y"})
    assert (tmp_path / "pipe").is_fifo() and (tmp_path / "link").is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"pipe", "link"}


def test_what_cannot_be_written_leaves_no_folder_behind(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(PlanFileError, match="no way to make it"):
        write_outputs(tmp_path / "file" / "below", {"a": "b"})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
