"""How soon Today and Stop answer while the app is busy: run as `python tests/bench/answering.py`.

A whole app in a process of its own; a session under way; hostile files sent, a large one read,
twelve plans asked for. Exits with 1 where a middle answer took longer than the budget.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUDGET_MS = 200.0
MASK = "higherdose-red-light-face-mask"
LONG_NAME = "a." * 18_000 + "a = 1"
LARGE = "\n".join(f"k{i} = {i}" for i in range(18_000))
ANSWERS = {
    "do": "save", "name": "Ada", "age": "52", "skin": "II", "goal": "wrinkles_firmness",
    "goggles": "yes", "recent": "none", "condition-any": "none", "procedure-any": "none",
    "drug-any": "none", **{f"topic-{i}": "no" for i in range(5)},
}  # fmt: skip


class NoWay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer."""

    def redirect_request(self, *_: object) -> None:
        return None


class Browser:
    """One visitor."""

    def __init__(self, home: str) -> None:
        self.home = home
        self._opener = urllib.request.build_opener(NoWay(), urllib.request.HTTPCookieProcessor())
        self.token = re.findall(r'name="token" value="(\w+)"', self.get("/new"))[0]

    def get(self, path: str) -> str:
        with self._opener.open(self.home + path, timeout=120) as answer:
            text: str = answer.read().decode()
        return text

    def post(self, path: str, form: dict[str, str], *, file: str = "") -> str:
        """Send a form; where it leads."""
        fields = {"token": self.token, **form}
        kind, body = "application/x-www-form-urlencoded", urllib.parse.urlencode(fields)
        if file:
            kind, body = "multipart/form-data; boundary=zz", parts(fields, file)
        request = urllib.request.Request(
            self.home + path,
            data=body.encode(),
            headers={"origin": self.home, "content-type": kind},
        )
        try:
            with self._opener.open(request, timeout=300) as answer:
                answer.read()
        except urllib.error.HTTPError as redirect:
            return redirect.headers.get("location", "")
        return ""

    def person(self) -> str:
        where = self.post("/new", ANSWERS).removesuffix("/screen")
        self.post(f"{where}/mask/{MASK}", {"do": "save", "standoff": "10"})
        return where

    def ask_plan(self, person: str) -> None:
        self.post(f"{person}/plan", {"do": "make", "start": date.today().isoformat()})

    def state(self, person: str) -> str:
        return str(json.loads(self.get(f"{person}/plan/progress"))["state"])


def parts(fields: dict[str, str], file: str) -> str:
    """A form with a file, as a browser sends it."""
    rows = [
        f'--zz\r\ncontent-disposition: form-data; name="{k}"\r\n\r\n{v}' for k, v in fields.items()
    ]
    head = '--zz\r\ncontent-disposition: form-data; name="file"; filename="m.toml"\r\n\r\n'
    return "\r\n".join([*rows, head + file, "--zz--", ""])


def measured(name: str, browser: Browser, person: str, until: Callable[[], bool]) -> float:
    """The middle time of an answer while something else is going on, ms; prints both pages."""
    asked: dict[str, Callable[[], object]] = {
        "today": lambda: browser.get(f"{person}/today"),
        "stop": lambda: browser.post(f"{person}/today/stop", {}),
    }
    worst = 0.0
    for what, ask in asked.items():
        taken: list[float] = []
        while len(taken) < 5 or (len(taken) < 60 and not until()):
            began = time.perf_counter()
            ask()
            taken.append(1e3 * (time.perf_counter() - began))
            time.sleep(0.02)
        middle = statistics.median(taken)
        worst = max(worst, middle)
        print(
            f"{name:28} {what:6} median {middle:6.0f} ms  slowest {max(taken):6.0f} ms  "
            f"of {len(taken):3}  budget {BUDGET_MS:.0f} ms"
        )
    return worst


def beside(work: Callable[[], object]) -> Callable[[], bool]:
    """Begin some work; whether it has ended."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    time.sleep(0.05)
    return lambda: not thread.is_alive()


def run(home: str) -> float:
    """Every situation; the slowest middle answer, ms."""
    browser = Browser(home)
    person = browser.person()
    browser.ask_plan(person)
    while browser.state(person) == "running":
        time.sleep(0.1)
    begin = {"do": "begin", "device": "simulated", "pace": "real"}
    browser.post(f"{person}/today", {**begin, **{f"check-{i}": "yes" for i in range(12)}})
    time.sleep(1.0)  # until the mask has answered
    browser.post(f"{person}/today/ask", {"do": "begin"})
    worst = [measured("nothing else", browser, person, lambda: True)]
    path = f"{person}/mask/file"
    for name, file in (("a name of 18,000 parts", LONG_NAME), ("18,000 entries", LARGE)):

        def send(file: str = file) -> None:
            for _ in range(3):
                browser.post(path, {}, file=file)

        worst.append(measured(name, browser, person, beside(send)))
    others = [browser.person() for _ in range(12)]
    began = time.perf_counter()
    for other in others:
        browser.ask_plan(other)
    worst.append(measured("twelve plans", browser, person, lambda: False))
    while any(browser.state(other) == "running" for other in others):
        time.sleep(0.2)
    print(f"twelve plans took {time.perf_counter() - began:.0f} s")
    return max(worst)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        app = subprocess.Popen(
            [sys.executable, "-m", "openpbm", "app", "--no-open", "--port", "0", "--folder",
             f"{folder}/house"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert app.stdout is not None
            worst_ms = run(app.stdout.readline().split()[3].rstrip("/"))
        finally:
            app.terminate()
            app.wait()
    return int(worst_ms > BUDGET_MS)


if __name__ == "__main__":
    sys.exit(main())
