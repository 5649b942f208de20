"""Nothing that is read, planned or written keeps a Stop, or the page of a session, waiting."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from web_house import MASK, Visitor, an_app, answers, rooms_in

from openpbm import web
from openpbm.errors import InputError
from openpbm.planning.progress import Progress
from openpbm.reports.session_words import CHECKLIST
from openpbm.sitting import live as live_room
from openpbm.web.guard import Guard
from openpbm.web.work import SHORT_TASKS, Workers

LONG_NAME = "a." * 18_000 + "a = 1"  # 36 kB; it once took the app 15 s, and every page with it
LARGE = "\n".join(f"k{i} = {i}" for i in range(18_000))  # 250 kB that the gate lets through
CHECKED: dict[str, str | list[str]] = {f"check-{i}": "yes" for i in range(len(CHECKLIST))}
PATIENCE_S = 300.0  # for what never comes; no pace


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Goggles and count take no time."""
    monkeypatch.setattr(live_room, "READY_MS", 100)
    monkeypatch.setattr(live_room, "COUNTDOWN_MS", 300)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Guard:
    return an_app(tmp_path_factory.mktemp("house"), workers=Workers())


@pytest.fixture(scope="module")
def visitor(app: Guard) -> Iterator[Visitor]:
    """Somebody whose requests are all answered by one event loop, as a server's are."""
    made = Visitor(app)
    with made.client:
        yield made


@pytest.fixture(scope="module")
def person(visitor: Visitor) -> str:
    return visitor.planned(date.today())


def now(visitor: Visitor, person: str) -> dict[str, object]:
    told: dict[str, object] = visitor.client.get(f"{person}/today/now").json()
    return told


@pytest.mark.parametrize("file", [LONG_NAME, LARGE], ids=["a long name", "a large file"])
def test_today_and_stop_are_answered_before_a_file_is_read(
    app: Guard, visitor: Visitor, person: str, file: str
) -> None:
    where, _ = visitor.send(
        f"{person}/today", {"do": "begin", "device": "simulated", "pace": "real", **CHECKED}
    )
    assert where == f"{person}/today"
    end = time.monotonic() + PATIENCE_S
    while "begin" not in str(now(visitor, person)["asks"]):
        assert time.monotonic() < end
        time.sleep(0.02)
    visitor.send(f"{person}/today/ask", {"do": "begin"})
    while now(visitor, person)["phase"] != "running":
        assert time.monotonic() < end
        time.sleep(0.02)
    token = visitor.token()
    answered: list[str] = []

    def sent(name: str, status: int, ask: Callable[[], int]) -> None:
        assert ask() == status
        answered.append(name)

    def upload() -> int:
        return visitor.client.post(
            f"{person}/mask/file", data={"token": token}, files={"file": ("m.toml", file)}
        ).status_code

    with ThreadPoolExecutor() as threads:
        reading = threads.submit(sent, "file", 422, upload)
        time.sleep(0.05)
        sent("today", 200, lambda: visitor.client.get(f"{person}/today").status_code)
        sent("stop", 303, lambda: visitor.client.post(f"{person}/today/stop").status_code)
        reading.result()
    assert answered == ["today", "stop", "file"]
    while not now(visitor, person)["is_over"]:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert now(visitor, person)["reason"] == "stopped"
    rooms_in(app).sittings.leave(person.removeprefix("/p/"))


def routers() -> Iterator[APIRouter]:
    """Those of every module of the app."""
    for found in pkgutil.iter_modules(web.__path__):
        router = getattr(importlib.import_module(f"openpbm.web.{found.name}"), "router", None)
        if isinstance(router, APIRouter):
            yield router


def test_no_page_works_on_the_event_loop() -> None:
    """Only a Stop is answered there, so that it waits for no thread that another page holds."""
    routes = [r for router in routers() for r in router.routes if isinstance(r, APIRoute)]
    on_loop = {r.path for r in routes if inspect.iscoroutinefunction(r.endpoint)}
    assert len(routes) > 30
    assert on_loop == {"/p/{person_id}/today/stop"}


def test_thousands_of_names_are_counted_and_not_looked_up(visitor: Visitor) -> None:
    """400 kB of them once kept every page waiting for minutes."""
    rows = {f"drug-{i}-name": "zz," * 1200 for i in range(60)}
    began = time.process_time()
    _, text = visitor.send("/new", answers(**{"drug-any": "some", **rows}), status=422)
    assert "names; expected at most 100." in text
    assert time.process_time() - began < 5.0


class Stuck:
    """A task that is done when it is told."""

    def __init__(self, is_over: Callable[[], bool]) -> None:
        self.is_over = is_over

    def __call__(self, progress: Progress) -> None:  # noqa: ARG002
        while not self.is_over():
            time.sleep(0.01)


def test_files_that_wait_to_be_read_never_take_every_thread() -> None:
    workers = Workers(apart=False)
    over: list[bool] = []

    async def many() -> list[BaseException | None]:
        wishes = [
            asyncio.to_thread(workers.within, 10.0, Stuck(lambda: bool(over)))
            for _ in range(SHORT_TASKS + 3)
        ]
        waiting = asyncio.gather(*wishes, return_exceptions=True)
        await asyncio.sleep(0.3)
        over.append(True)
        return await waiting

    ends = asyncio.run(many())
    assert sum(end is None for end in ends) == SHORT_TASKS
    assert sum(isinstance(end, InputError) for end in ends) == 3


def test_a_plan_that_waits_says_so_and_can_be_taken_out(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    workers, over = Workers(apart=False, at_once=1), list[bool]()
    visitor = Visitor(an_app(tmp_path_factory.mktemp("queue"), workers=workers))
    person = visitor.with_mask()
    workers.start("somebody else", Stuck(lambda: bool(over)))
    wish: dict[str, str | list[str]] = {"do": "make", "start": date.today().isoformat()}
    visitor.send(f"{person}/plan", wish)
    assert "Waiting: 1 before this one" in visitor.page(f"{person}/plan")
    told = visitor.client.get(f"{person}/plan/progress").json()
    assert (told["state"], told["ahead"], told["left_s"]) == ("running", 1, None)
    visitor.send(f"{person}/plan", {"do": "stop"})
    assert visitor.client.get(f"{person}/plan/progress").json()["state"] == "none"
    visitor.send(f"{person}/compare", {"do": "go", "mask": [MASK, "omnilux-contour-face"]})
    assert "Waiting: 1 before this one" in visitor.page(f"{person}/compare")
    visitor.send(f"{person}/compare", {"do": "stop"})
    over.append(True)
    visitor.send(f"{person}/plan", wish)
    assert visitor.wait(person)["state"] == "done"
