"""The firmware on MicroPython, in real time, over a network: all cases of levels 1 to 3."""

from __future__ import annotations

from pathlib import Path

import pytest
from conform_run import conforms
from micropython_mask import over_tcp


def test_a_mask_on_micropython_conforms_over_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with over_tcp() as far:
        conforms(far, tmp_path, monkeypatch, capsys)
