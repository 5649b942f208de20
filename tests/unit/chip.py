"""An emulated chip that runs MicroPython: a Cortex-M0 with 16 kB, its cable and its pins.

QEMU's machine `microbit` begins with the image that the package `uflash` holds. It runs by counted
instructions, so the chip's own time does not depend on how busy this computer is.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

QEMU = "qemu-system-arm"
PATIENCE_S = 30.0
DATA, DEVICE = "00", "0A"  # kinds of records in the image
FIRST_BOARD = "9900"  # the one with the Cortex-M0
MOST_BYTES = 60  # at once: its cable's buffer has room for 63, and what is more is lost unseen
PIECE = 32
GPIO_OUT = 0x5000_0504
PIN = 1 << 3  # pin0
READY = b"raw REPL; CTRL-B to exit\r\n>"
ENDED = b"\x04>"  # a program, at the chip's console


def needed() -> None:
    """Skips where something lacks; never in CI."""
    lacks = [QEMU] if shutil.which(QEMU) is None else []
    lacks += [] if importlib.util.find_spec("uflash") else ["uflash"]
    if lacks:
        assert not os.environ.get("CI"), f"no {', '.join(lacks)}"
        pytest.skip(f"no {', '.join(lacks)} on this machine")


def _image(place: Path) -> Path:
    """The package's image is for two boards; this one's records are those of the first."""
    import uflash

    board, kept = FIRST_BOARD, []
    for record in uflash._RUNTIME.split():
        kind = record[7:9]
        if kind == DEVICE:
            board = record[9:13]
        elif board == FIRST_BOARD and kind in (DATA, "02", "03", "04", "05"):
            kept.append(record)
    path = place / "image.hex"
    path.write_text("\n".join([*kept, ":00000001FF"]) + "\n", encoding="ascii")
    return path


def _called(path: Path) -> socket.socket:
    ends_s = time.monotonic() + PATIENCE_S
    while True:
        call = socket.socket(socket.AF_UNIX)
        try:
            call.connect(str(path))
        except OSError:
            call.close()
            assert time.monotonic() < ends_s, f"nobody at {path.name}"
            time.sleep(0.02)
        else:
            call.settimeout(PATIENCE_S)
            return call


class Chip:
    """It runs; a host may be on its cable, and somebody looks at its pin from outside."""

    def __init__(self, place: Path) -> None:
        self._cable = place / "cable"
        self._eye = _called(place / "looker")
        self._looker = self._eye.makefile("rw", encoding="utf-8")
        self._looker.readline()
        self._ask("qmp_capabilities")
        self.plug()
        self._send(b"\r")
        self._until(b">>> ")
        self._send(b"\x03\x01")
        self._until(READY)

    def plug(self) -> None:
        """A host comes."""
        self._call = _called(self._cable)

    def pull(self) -> None:
        """A host is gone."""
        self._call.close()

    def close(self) -> None:
        self.pull()
        self._looker.close()
        self._eye.close()

    def begin(self, program: str) -> None:
        """Hand it over and wait until it was taken."""
        data = program.encode() + b"\x04"
        assert len(data) <= MOST_BYTES, program
        self._send(data)
        self._until(b"OK")

    def end(self) -> str:
        """What it printed, once it is over."""
        printed, _, wrong = self._until(ENDED)[: -len(ENDED)].partition(b"\x04")
        assert not wrong, wrong.decode()
        return printed.decode().strip()

    def do(self, program: str) -> str:
        self.begin(program)
        return self.end()

    def keep(self, name: str, text: str) -> None:
        """A file on it, the same to the byte."""
        self.do(f"f = open({name!r}, 'w')")
        for at in range(0, len(text), PIECE):
            self.do("f.write(" + repr(text[at : at + PIECE]) + ")")
        self.do("f.close()")
        size = self.do(f"import os\nprint(os.size({name!r}))")
        assert size == str(len(text.encode())), size

    def interrupt(self) -> None:
        """End what runs, and ask anew; what it said before is nobody's."""
        self._send(b"\x03\x02\x01")
        self._until(READY)

    def reset(self) -> None:
        """Begin anew, with the files that it has."""
        self._send(b"\x04")
        self._until(READY)

    def press(self, byte: bytes) -> None:
        """One byte from the host, to whatever runs."""
        self._send(byte)

    def is_lit(self) -> bool:
        """The pin's own register, read from outside."""
        said = self._ask("human-monitor-command", {"command-line": f"xp /1wx {GPIO_OUT:#x}"})
        return bool(int(str(said).split(":")[1], 16) & PIN)

    def wait_for(self, lit: bool) -> None:
        ends_s = time.monotonic() + PATIENCE_S
        while self.is_lit() != lit:
            assert time.monotonic() < ends_s, f"the pin never was {lit}"

    def _send(self, data: bytes) -> None:
        self._call.sendall(data)

    def _until(self, mark: bytes) -> bytes:
        came = b""
        while not came.endswith(mark):
            came += self._call.recv(1)
        return came

    def _ask(self, what: str, given: dict[str, str] | None = None) -> object:
        self._looker.write(json.dumps({"execute": what, "arguments": given or {}}) + "\n")
        self._looker.flush()
        while True:
            said = json.loads(self._looker.readline())
            assert "error" not in said, said
            if "return" in said:
                return said["return"]


@contextmanager
def running() -> Iterator[Chip]:
    """A chip, from its boot to the end of the block."""
    needed()
    with tempfile.TemporaryDirectory() as folder:  # sockets need a short path
        yield from _run(Path(folder))


def _run(place: Path) -> Iterator[Chip]:
    doors = [f"unix:{place / name},server=on,wait=off" for name in ("cable", "looker")]
    process = subprocess.Popen(
        [
            QEMU, "-M", "microbit", "-icount", "shift=6,sleep=off", "-display", "none",
            "-monitor", "none", "-device", f"loader,file={_image(place)}",
            "-serial", doors[0], "-qmp", doors[1],
        ]
    )  # fmt: skip
    chip = None
    try:
        chip = Chip(place)
        yield chip
    finally:
        if chip is not None:
            with suppress(OSError):
                chip.close()
        process.kill()
        process.wait()
