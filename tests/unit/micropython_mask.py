"""A simulated mask on MicroPython, with its jig, in a process of its own and in real time."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from openpbm.firmware import main_sim

PACKAGE = Path(main_sim.__file__).parents[1]
PATIENCE_S = 300.0  # for what never comes; no pace


@dataclass(frozen=True)
class FarAway:
    """Where it is."""

    link: str
    jig: str


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def program() -> str:
    found = shutil.which("micropython", path=sysconfig.get_path("scripts"))
    if found is None:
        pytest.skip("no micropython on this machine")
    return found


def command(wire: int, jig: int) -> list[str]:
    path = f"import sys; sys.path.insert(0, {str(PACKAGE)!r})"
    run = f"from firmware.main_sim import main; main({wire}, {jig})"
    return [program(), "-X", "heapsize=512k", "-c", f"{path}; {run}"]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    ends_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends_s and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
            return
        time.sleep(0.02)
    raise AssertionError("no mask began")


@contextmanager
def _running(jig: int, process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        _wait_for(jig, process)
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def over_tcp() -> Iterator[FarAway]:
    wire, jig = free_port(), free_port()
    with _running(jig, subprocess.Popen(command(wire, jig))):
        yield FarAway(link=f"tcp:127.0.0.1:{wire}", jig=f"tcp:127.0.0.1:{jig}")


@contextmanager
def over_pty() -> Iterator[FarAway]:
    cable, port = os.openpty()
    os.set_blocking(cable, False)
    jig = free_port()
    try:
        with _running(jig, subprocess.Popen(command(0, jig), stdin=cable, stdout=cable)):
            yield FarAway(link=f"serial:{os.ttyname(port)}", jig=f"tcp:127.0.0.1:{jig}")
    finally:
        os.close(cable)
        os.close(port)
