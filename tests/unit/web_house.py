"""A visitor of the app in memory: no socket, no browser, the same pages."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import uvicorn
from starlette.testclient import TestClient

from openpbm.files.anchor import Anchors
from openpbm.web.app import PORT, make_app
from openpbm.web.guard import Guard
from openpbm.web.pages import Rooms
from openpbm.web.pairing import Pairing
from openpbm.web.work import Workers

HOME = f"http://127.0.0.1:{PORT}"
MASK = "higherdose-red-light-face-mask"
SCENARIOS = 48


def answers(**other: Sequence[str]) -> dict[str, str | list[str]]:
    """A whole interview of somebody whom nothing stops."""
    told: dict[str, str | list[str]] = {
        "do": "save", "name": "Ada", "age": "52", "skin": "II", "goal": "wrinkles_firmness",
        "goggles": "yes", "recent": "none", "condition-any": "none", "procedure-any": "none",
        "drug-any": "none", "namesake": "yes",
    }  # fmt: skip
    told.update({f"topic-{i}": "no" for i in range(5)})
    told.update({k: v if isinstance(v, str) else list(v) for k, v in other.items()})
    return told


def an_app(
    folder: Path,
    *,
    pairing: Pairing | None = None,
    encrypted: bool = False,
    workers: Workers | None = None,
    anchors: Anchors | None = None,
) -> Guard:
    """The app over a folder, its long work in a thread where not said, few scenarios."""
    hosts = ("192.168.7.2",) if pairing is not None else ()
    return make_app(
        folder,
        workers=workers or Workers(apart=False),
        scenarios=SCENARIOS,
        pairing=pairing,
        encrypted=encrypted,
        lan_hosts=hosts,
        anchors=anchors or Anchors(folder.with_name(f"{folder.name}-anchors")),
    )


def rooms_in(app: Guard) -> Rooms:
    """What an app has open."""
    found = app.app.state.rooms
    assert isinstance(found, Rooms)
    return found


@contextmanager
def opened(folder: Path) -> Iterator[Guard]:
    """The app over a folder; its ledger is closed at the end."""
    made = an_app(folder)
    yield made
    rooms_in(made).close()


def empty_folder(tmp_path: Path) -> Path:
    """Where the app of one test keeps everything; with the next two, fixtures of such tests."""
    return tmp_path / "house"


def app_over(folder: Path) -> Iterator[Guard]:
    """The app of one test."""
    with opened(folder) as made:
        yield made


def visitor_of(app: Guard) -> Visitor:
    """Somebody who looks at its pages."""
    return Visitor(app)


@contextmanager
def served(app: object, listening: socket.socket) -> Iterator[str]:
    """An app at a socket while it runs; its address."""
    config = uvicorn.Config(app, log_level="error", lifespan="on")  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield home_of(listening)
    server.should_exit = True
    thread.join(timeout=10)


def home_of(listening: socket.socket) -> str:
    """Where a socket of this machine is found."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


class Visitor:
    """A browser that keeps its cookie and sends what a form of ours would send."""

    def __init__(self, app: Guard, *, home: str = HOME, address: str = "127.0.0.1") -> None:
        self.client = TestClient(
            app,
            base_url=home,
            client=(address, 50_000),
            follow_redirects=False,
            headers={"origin": home, "sec-fetch-site": "same-origin"},
        )

    def page(self, path: str, *, status: int = 200) -> str:
        """The text of a page."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:400])
        return answer.text

    def token(self, path: str = "/new") -> str:
        """The token of the form on a page."""
        found = re.search(r'name="token" value="(\w+)"', self.page(path))
        assert found is not None, f"no form on {path}"
        return found[1]

    def send(
        self, path: str, form: dict[str, str | list[str]], *, status: int = 303
    ) -> tuple[str, str]:
        """Send a form; where it leads, and its text."""
        answer = self.client.post(path, data={"token": self.token(), **form})
        assert answer.status_code == status, (path, answer.status_code, answer.text[:400])
        return answer.headers.get("location", ""), answer.text

    def new_person(self, **other: Sequence[str]) -> str:
        """Go through the interview; the address of the person."""
        where, _ = self.send("/new", answers(**other))
        assert where.endswith("/screen")
        return where.removesuffix("/screen")

    def with_mask(self, **other: Sequence[str]) -> str:
        """A person with a mask."""
        person = self.new_person(**other)
        self.send(f"{person}/mask/{MASK}", {"do": "save", "standoff": "10"})
        return person

    def planned(self, start: date = date(2026, 11, 23), /, **other: Sequence[str]) -> str:
        """A person with a plan that a few scenarios made."""
        person = self.with_mask(**other)
        self.send(f"{person}/plan", {"do": "make", "start": start.isoformat()})
        assert self.wait(person)["state"] == "done"
        return person

    def wait(self, person: str) -> dict[str, object]:
        """Until the plan is made."""
        end = time.monotonic() + 600  # a busy machine may take its time
        while True:
            told: dict[str, object] = self.client.get(f"{person}/plan/progress").json()
            if told["state"] != "running":
                return told
            assert time.monotonic() < end
            time.sleep(0.05)


class Reading(HTMLParser):
    """A page as tags, for what no page may hold and every form must."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every tag of a kind."""
        return [attrs for name, attrs in self.tags if name == tag]
