"""The command of conformance, against a mask in another process."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from micropython_mask import FarAway

from openpbm.cli.main import main
from openpbm.devices.label import printed
from openpbm.firmware.mask_sim import LABEL_SECRET, LABEL_SERIAL

NOT_HERE = {"C4"}  # of the first three levels: a station signs that


def conforms(
    far: FarAway, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Levels 1 to 3, every case of them."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(printed(LABEL_SECRET) + "\n"))
    line = f"device conform --link {far.link} --jig {far.jig} --level 3 --quick --out {folder}"
    code = main([*line.split(), "--serial", LABEL_SERIAL])
    said = capsys.readouterr().out
    found = json.loads((folder / "conformance.json").read_text("utf-8"))
    passed = {case["id"] for case in found["cases"] if case["verdict"] == "passed"}
    known = {case["id"] for case in found["cases"]}
    assert passed == known - NOT_HERE, said
    assert code == 0
