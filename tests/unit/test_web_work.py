"""Long work in its own process, and the command that starts the app."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from openpbm.cli.app import check_installed
from openpbm.errors import InputError
from openpbm.planning.progress import Progress
from openpbm.web.people import People
from openpbm.web.work import Job, Workers

SRC = Path(__file__).parents[2] / "src"
FIRST_PAGE_S = 4.0  # the bound from start to first page


@dataclass(frozen=True)
class Writes:
    """A task that leaves its process id behind."""

    path: Path

    def __call__(self, progress: Progress) -> None:
        progress("half", 0.5)
        self.path.write_text(str(os.getpid()))


@dataclass(frozen=True)
class Fails:
    """A task that refuses, breaks, dies or never ends."""

    how: str

    def __call__(self, progress: Progress) -> None:
        progress("on", 0.1)
        if self.how == "refuses":
            raise InputError("found nothing; expected something")
        if self.how == "breaks":
            raise RuntimeError("odd")
        if self.how == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(600)


def ended(workers: Workers, key: str) -> Job:
    until = time.monotonic() + 60
    while (job := workers.job(key)) is None or job.state == "running":
        assert time.monotonic() < until
        time.sleep(0.02)
    return job


def test_work_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    workers = Workers()
    workers.start("a", Writes(tmp_path / "id"))
    assert ended(workers, "a").state == "done"
    assert int((tmp_path / "id").read_text()) != os.getpid()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("refuses", "found nothing; expected something"),
        ("breaks", "a fault in OpenPBM: RuntimeError: odd"),
        ("dies", "the work ended before it was done"),
    ],
)
def test_work_that_fails_says_why(how: str, said: str) -> None:
    workers = Workers()
    workers.start("a", Fails(how))
    job = ended(workers, "a")
    assert (job.state, job.problem) == ("failed", said)


def test_work_can_be_stopped_and_the_same_is_not_begun_twice() -> None:
    workers = Workers()
    workers.start("a", Fails("sleeps"))
    first = workers.job("a")
    workers.start("a", Fails("breaks"))
    assert first is not None
    running = workers.job("a")
    assert running is not None
    assert running.began_s == first.began_s
    workers.stop_all()
    assert workers.job("a") is None


def test_the_time_left_is_told_once_it_means_something() -> None:
    assert Job(share=0.05, began_s=0.0).left_s(1.0) is None
    assert Job(share=0.5, began_s=10.0).left_s(14.0) == pytest.approx(4.0)


def test_without_its_libraries_the_command_says_what_to_install() -> None:
    with pytest.raises(InputError, match=r"pip install 'openpbm\[app\]'"):
        check_installed(("no_such_library",))
    check_installed()


def test_an_id_never_becomes_a_path(tmp_path: Path) -> None:
    people = People(tmp_path)
    people.open()
    (tmp_path / "person.toml").write_text("x")
    for odd in ("..", ".", "", "../people", "a" * 11, "A" * 10, "a/b" * 3, "\0" * 10):
        assert people.of(odd) is None


def test_the_first_page_is_there_in_time_and_the_port_is_only_local(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    running = subprocess.Popen(
        [sys.executable, "-m", "openpbm", "app", "--no-open", "--port", "0",
         "--folder", str(tmp_path / "house")],
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        address = line.split()[3]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}new", timeout=20) as answer:
            assert b"Who is this for" in answer.read()
        taken_s = time.monotonic() - began
        record_property("measured", f"openpbm app: first page after {taken_s:.1f} s")
        assert oct((tmp_path / "house").stat().st_mode)[-3:] == "700"
        assert _listens(int(address.rsplit(":", 1)[1].strip("/"))) == {"0100007F"}
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=20)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    # its own time, so that a busy machine judges nothing; on a free one it is the wall's
    assert cpu_s <= FIRST_PAGE_S


def _listens(port: int) -> set[str]:
    """The addresses, as the kernel writes them, at which a port is open; Linux only."""
    table = Path("/proc/net/tcp")
    if not table.is_file():
        return {"0100007F"}
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    return {
        row[1].split(":")[0] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")
    }
