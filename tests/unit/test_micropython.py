"""What runs in a mask compiles for MicroPython and does the same there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from openpbm.firmware.cobs import Unstuffer, stuffed
from openpbm.firmware.pieces import Cutter, Joiner

FIRMWARE = Path(__file__).parents[2] / "src" / "openpbm" / "firmware"
FILES = sorted(path.name for path in FIRMWARE.glob("*.py"))


def program(name: str) -> str:
    """Of the test extra; its wheels are for Linux on x86-64 and for macOS on arm64."""
    found = shutil.which(name, path=sysconfig.get_path("scripts"))
    if found is None:
        assert not os.environ.get("CI"), f"no {name}: install the extra 'test'"
        pytest.skip(f"no {name} on this machine")
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_firmware_compiles_for_a_mask(name: str, tmp_path: Path) -> None:
    compiler = program("mpy-cross")
    made = subprocess.run(
        [compiler, "-o", str(tmp_path / "made.mpy"), str(FIRMWARE / name)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    assert (tmp_path / "made.mpy").stat().st_size > 0


FRAMING = """
import sys
sys.path.append({source!r})
from cobs import Unstuffer, stuffed
from pieces import Cutter, Joiner
{body}
"""
BODY = """
frames = [bytes((k * k + n) % 7 * 40 for k in range(n)) for n in (1, 19, 20, 253, 254, 255, 492)]
frames.append(bytes(range(1, 256)) + bytes(range(1, 230)))
frames.append(bytes(300))
reader, cutter, joiner = Unstuffer(), Cutter(), Joiner()
stream = b"".join(stuffed(one) for one in frames)
print(stream.hex())
print(reader.take(stream) == frames, reader.take(b"\\xff" * 2000), reader.take(b"\\x00\\x09a\\x00"))
for mtu in (23, 185, 247, 517):
    for one in frames:
        pieces = cutter.cut(one, mtu)
        print([piece[0] for piece in pieces])
        print([joiner.take(piece) for piece in pieces][-1] == one, joiner.take(pieces[-1]) == one)
"""


def test_frames_are_stuffed_and_cut_in_a_mask_as_they_are_here() -> None:
    micropython = program("micropython")
    script = FRAMING.format(source=str(FIRMWARE), body=BODY)
    theirs = subprocess.run(
        [micropython, "-X", "heapsize=64k", "-c", script],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    ours = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert theirs.returncode == 0, theirs.stderr
    assert "True" in theirs.stdout and theirs.stdout == ours.stdout


def test_the_buffers_are_made_at_boot() -> None:
    reader, joiner = Unstuffer(), Joiner()
    before = (id(reader._heard), id(joiner._heard))
    for one in (bytes(400), bytes(range(200))):
        reader.take(stuffed(one))
        for piece in Cutter().cut(one, 23):
            joiner.take(piece)
    assert (id(reader._heard), id(joiner._heard)) == before
