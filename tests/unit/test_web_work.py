"""Long work in its own process, and the command that starts the app."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

import pytest
from work_made import Fails, Stays, Writes

from openpbm.cli.app import check_installed
from openpbm.errors import InputError
from openpbm.speech.number import THIN
from openpbm.speech.say import say
from openpbm.web.people import People
from openpbm.web.work import Job, Workers, places, told

SRC = Path(__file__).parents[2] / "src"
ONLY_A_PLAN = ("trimesh", "embreex", "rich", "PIL", "cryptography")


def ended(workers: Workers, key: str) -> Job:
    until = time.monotonic() + 300
    while (job := workers.job(key)) is None or job.state == "running":
        assert time.monotonic() < until
        time.sleep(0.02)
    return job


def test_work_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    workers = Workers()
    workers.start("a", Writes(tmp_path / "id"))
    assert ended(workers, "a").state == "done"
    assert int((tmp_path / "id").read_text()) != os.getpid()


def problem_of(job: Job) -> str:
    """What is said of a task that failed."""
    assert job.state == "failed" and job.problem is not None
    return say(job.problem)


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
    assert problem_of(job) == said


def test_work_can_be_stopped_and_the_same_is_not_begun_twice() -> None:
    workers = Workers()
    workers.start("a", Fails("sleeps"))
    first = workers.job("a")
    workers.start("a", Fails("sleeps"))
    assert first is not None
    running = workers.job("a")
    assert running is not None
    assert running.began_s == first.began_s
    workers.stop_all()
    assert workers.job("a") is None
    until(lambda: not active_children())


def until(holds: Callable[[], bool], *, within_s: float = 60.0) -> None:
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_twelve_at_once_never_take_more_processes_than_places_and_all_end(tmp_path: Path) -> None:
    workers = Workers()
    names = [f"person {i}" for i in range(12)]
    for name in names:
        workers.start(name, Stays(tmp_path, name))
    most = 0

    def all_done() -> bool:
        nonlocal most
        most = max(most, len(active_children()))
        return all((job := workers.job(name)) and job.state == "done" for name in names)

    until(all_done, within_s=120.0)
    assert 1 <= most <= places()
    assert {path.stem for path in tmp_path.glob("*.done")} == set(names)
    until(lambda: not active_children())


def test_who_waits_sees_their_place_and_may_leave_it(tmp_path: Path) -> None:
    workers = Workers(at_once=1)
    for name in "abcd":
        workers.start(name, Stays(tmp_path, name, stays_s=30.0))
    until((tmp_path / "a.here").exists)
    assert [ahead(workers, name) for name in "abcd"] == [0, 1, 2, 3]
    assert told(workers.job("c"))["step"] == "Waiting: 2 before this one"
    assert told(workers.job("c"))["left_s"] is None
    workers.stop("b")
    assert workers.job("b") is None
    assert [ahead(workers, name) for name in "acd"] == [0, 1, 2]
    workers.stop("a")  # its place goes to the next, once its process is gone
    until((tmp_path / "c.here").exists)
    assert [ahead(workers, name) for name in "cd"] == [0, 1]
    workers.stop_all()
    until(lambda: not active_children())
    assert not list(tmp_path.glob("*.done"))
    assert {path.stem for path in tmp_path.glob("*.tidied")} == {"a", "c"}  # what was begun
    assert not (tmp_path / "b.here").exists()


def ahead(workers: Workers, key: str) -> int:
    job = workers.job(key)
    assert job is not None
    return job.ahead


def test_a_newer_wish_replaces_the_older_one_waiting_or_begun(tmp_path: Path) -> None:
    workers = Workers(at_once=1)
    workers.start("a", Stays(tmp_path, "old", stays_s=30.0))
    workers.start("b", Stays(tmp_path, "waits", stays_s=30.0))
    workers.start("c", Stays(tmp_path, "last", stays_s=0.0))
    until((tmp_path / "old.here").exists)
    workers.start("b", Stays(tmp_path, "fresh", stays_s=0.0))  # keeps its turn
    assert ahead(workers, "b") == 1
    workers.start("a", Stays(tmp_path, "new", stays_s=0.0))  # its process ends, and it waits again
    for key in "abc":
        assert ended(workers, key).state == "done"
    done = sorted(tmp_path.glob("*.done"), key=lambda path: path.stat().st_mtime_ns)
    assert [path.stem for path in done] == ["fresh", "last", "new"]


def test_work_without_end_is_ended(tmp_path: Path) -> None:
    workers = Workers(at_once=1, longest_s=3.0)
    workers.start("a", Fails("sleeps"))
    workers.start("b", Writes(tmp_path / "id"))
    job = ended(workers, "a")
    assert problem_of(job) == f"it took more than 3{THIN}s"
    assert ended(workers, "b").state == "done"
    with pytest.raises(InputError, match=f"it took more than 1{THIN}s"):
        workers.within(1.0, Fails("sleeps"))
    until(lambda: not active_children())


def test_short_work_is_done_apart_and_its_fault_is_raised(tmp_path: Path) -> None:
    workers = Workers(at_once=1)
    workers.start("a", Fails("sleeps"))
    workers.within(30.0, Writes(tmp_path / "id"))  # the queue does not hold it up
    assert int((tmp_path / "id").read_text()) != os.getpid()
    with pytest.raises(InputError, match="found nothing; expected something"):
        workers.within(30.0, Fails("refuses"))
    workers.stop_all()


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


def test_the_first_page_is_there_and_the_port_is_only_local(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
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
        with urllib.request.urlopen(f"{address}new", timeout=300) as answer:
            assert b"Who is this for" in answer.read()
        taken_s = time.monotonic() - began
        record_property("measured", f"openpbm app: first page after {taken_s:.1f} s")
        assert oct((tmp_path / "house").stat().st_mode)[-3:] == "700"
        assert _listens(int(address.rsplit(":", 1)[1].strip("/"))) == {"0100007F"}
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=300)


def test_the_app_starts_without_what_only_a_plan_needs() -> None:
    """What keeps the first page quick, however busy the machine; tests/bench/speed.py times it."""
    script = f"import sys, openpbm.web.app; print([m for m in {ONLY_A_PLAN!r} if m in sys.modules])"
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"


def _listens(port: int) -> set[str]:
    """The addresses, as the kernel writes them, at which a port is open; Linux only."""
    table = Path("/proc/net/tcp")
    if not table.is_file():
        return {"0100007F"}
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    return {
        row[1].split(":")[0] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")
    }
