"""What the checks measured, printed at the end of a run, and the seed of random tests."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from web_house import Visitor

    from openpbm.web.guard import Guard

settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")

AFTERNOON, LATE = 15, 23  # hours


def pytest_configure() -> None:
    """Every run is of an afternoon: elsewhere in the day it begins in a zone where it is one.

    None goes over midnight, where programs that ask for the day again have another than the tests;
    and what was written down of yesterday, which counts from its end, has had its rest.
    """
    is_due = not AFTERNOON <= time.localtime().tm_hour < LATE
    if "PYTEST_XDIST_WORKER" not in os.environ and is_due:
        behind = (time.gmtime().tm_hour - AFTERNOON) % 24
        os.environ["TZ"] = f"Etc/GMT{behind if behind <= 12 else behind - 24:+}"
        time.tzset()


@pytest.fixture(autouse=True, scope="session")
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes a folder of whoever runs it, or speaks their language.

    Anchors of ledgers lie apart for each process; light that was worked out is shared by all
    processes of a run, as by all plans of a person.
    """
    base = tmp_path_factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("XDG_CACHE_HOME", str(run / "cache"))
        patch.setenv("LC_ALL", "C.UTF-8")  # whatever the system speaks
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the app of one file of tests keeps everything."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[Guard]:
    """The app over it."""
    from web_house import opened

    with opened(folder) as made:
        yield made


@pytest.fixture(scope="module")
def visitor(app: Guard) -> Visitor:
    """Somebody who looks at its pages."""
    from web_house import Visitor

    return Visitor(app)


# written by tests/bench/slow.py
SLOW, LONG = (Path(__file__).with_name(name) for name in ("slow.txt", "long.txt"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what the edit loop leaves out, `pytest -m "not slow"`, and puts long files first.

    A file goes to one process as a whole: a long one that comes last leaves a core idle.
    """
    place = {file: number for number, file in enumerate(LONG.read_text().split())}
    items.sort(key=lambda item: place.get(item.nodeid.split("::", maxsplit=1)[0], len(place)))
    listed = frozenset(SLOW.read_text().split())
    for item in items:
        if item.nodeid.split("[", maxsplit=1)[0] in listed:
            item.add_marker("slow")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each measured figure: `record_property("measured", text)`."""
    lines = sorted(
        str(value)
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, value in getattr(report, "user_properties", ())
        if name == "measured"
    )
    if lines:
        terminalreporter.section("measured")
        for line in dict.fromkeys(lines):
            terminalreporter.write_line(line)
