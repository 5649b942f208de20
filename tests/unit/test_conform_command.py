"""`openpbm device conform`: what it prints, writes and returns."""

from __future__ import annotations

import io
import json
import socket
import sys
from pathlib import Path

import pytest
from planted import PLANTS, planted

from openpbm.cli.main import main
from openpbm.devices.label import printed
from openpbm.firmware import mask_sim


@pytest.fixture
def label(monkeypatch: pytest.MonkeyPatch) -> None:
    """On standard input, as somebody types it."""
    line = printed(mask_sim.LABEL_SECRET) + "\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(line))


def run(line: str, folder: Path) -> int:
    return main([*f"device conform {line}".split(), "--out", str(folder)])


def test_a_mask_in_the_program_passes_and_says_what_was_not_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--case b1 --case S3 --case c4", tmp_path) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["TAP version 13", "1..3"]
    assert said[2].startswith("ok 1 - B1 ") and said[3].startswith("ok 2 - S3 ")
    assert "# SKIP needs a calibration" in said[4]
    found = json.loads((tmp_path / "conformance.json").read_text("utf-8"))
    verdicts = {case["id"]: case["verdict"] for case in found["cases"]}
    assert verdicts == {"B1": "passed", "S3": "passed", "C4": "not_run"}
    assert found["mask"]["serial_tag"] and found["jig"]["now_ms"] > 0
    page = (tmp_path / "conformance.html").read_text("utf-8")
    assert 'id="S3"' in page and found["mask"]["calibration_digest"] in page


def test_a_mask_with_a_fault_fails_with_what_was_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant = next(one for one in PLANTS if one.case == "I1")
    with planted(plant) as module:
        monkeypatch.setattr(mask_sim, "SimMask", module("mask_sim").SimMask)
        assert run("--case I1", tmp_path) == 1
    said = capsys.readouterr().out
    assert "not ok 1 - I1" in said and "dark after" in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--level 9", "level 9"),
        ("--case Q7", "Q7"),
        ("--link tcp:127.0.0.1:9", "--jig"),
        ("--link tcp:127.0.0.1:9 --jig there", "tcp:HOST:PORT"),
    ],
)
@pytest.mark.usefixtures("label")
def test_a_wrong_command_is_told(
    line: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"{line} --serial {mask_sim.LABEL_SERIAL}", tmp_path) == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("label")
def test_a_jig_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    line = f"--link tcp:127.0.0.1:{port} --jig tcp:127.0.0.1:{port}"
    assert run(f"{line} --serial {mask_sim.LABEL_SERIAL}", tmp_path) == 3
    assert "found no jig" in capsys.readouterr().err
