"""The firmware on MicroPython, in real time, over a network and over terminals: levels 1 to 3."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from micropython_mask import FarAway, over_pty, over_tcp

from openpbm.devices.label import printed
from openpbm.firmware.mask_sim import LABEL_SECRET, LABEL_SERIAL

NOT_HERE = {"C4"}  # of the first three levels: a station signs that
ENDED = {"all"}  # by itself, as mask or jig was not reached in time
MORE = 2  # times it is judged once more
OVER = {"network": over_tcp, "cable": over_pty}
WAYS = tuple(OVER)


@contextmanager
def judging(far: FarAway, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The command of conformance, which has been told the secret of the label."""
    line = f"device conform --link {far.link} --jig {far.jig} --level 3 --quick --out {folder}"
    with subprocess.Popen(
        [sys.executable, "-m", "openpbm", *line.split(), "--serial", LABEL_SERIAL],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(printed(LABEL_SECRET) + "\n")
        process.stdin.flush()
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def under_way(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, tuple[subprocess.Popen[str], Path]]]:
    """Both at once: a mask in real time is mostly waited for."""
    network, cable = (tmp_path_factory.mktemp(way) for way in WAYS)
    with (
        over_tcp() as at_port, over_pty() as at_cable,
        judging(at_port, network) as one, judging(at_cable, cable) as other,
    ):  # fmt: skip
        yield {"network": (one, network), "cable": (other, cable)}


def verdicts(process: subprocess.Popen[str], folder: Path) -> tuple[set[str], str]:
    """The cases that did not pass, and what was said."""
    said, _ = process.communicate()
    told = folder / "conformance.json"
    if not told.exists():  # it was not reached in time
        return ENDED, said
    found = json.loads(told.read_text("utf-8"))
    failed = {case["id"] for case in found["cases"] if case["verdict"] != "passed"}
    assert len(found["cases"]) > len(NOT_HERE)
    assert (process.returncode == 0) == (failed == NOT_HERE), said
    return failed, said


@pytest.mark.parametrize("way", WAYS)
def test_a_mask_on_micropython_conforms(
    way: str, under_way: dict[str, tuple[subprocess.Popen[str], Path]], tmp_path: Path
) -> None:
    failed, said = verdicts(*under_way[way])
    for more in range(MORE):  # a machine that is busy was late; a mask at fault is so again
        if failed == NOT_HERE:
            break
        place = tmp_path / str(more)
        place.mkdir()
        with OVER[way]() as far, judging(far, place) as again:
            repeated, said = verdicts(again, place)
        if repeated != ENDED:
            failed = repeated if failed == ENDED else failed & repeated
    assert failed == NOT_HERE, said
