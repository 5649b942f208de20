"""As somebody new at the page of a download: first page, interview, mask, plan, end.

Any Python of this machine walks; the app that it walks through has none but its own.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from datetime import date
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

MASK = "higherdose-red-light-face-mask"
STEP_S = 0.05
ANSWERS = {
    "do": "save", "name": "Ada", "age": "52", "skin": "II", "goal": "wrinkles_firmness",
    "goggles": "yes", "recent": "none", "condition-any": "none", "procedure-any": "none",
    "drug-any": "none", **{f"topic-{number}": "no" for number in range(5)},
}  # fmt: skip


class Visitor:
    """A browser that keeps its cookie and follows no address by itself."""

    def __init__(self, port: int) -> None:
        self._port, self._cookie = port, ""

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, text and where it leads."""
        return self._ask("GET", path, None)

    def send(self, path: str, form: dict[str, str]) -> str:
        """Send a form of ours; where it leads."""
        status, page, _ = self.get("/new")
        token = re.search(r'name="token" value="(\w+)"', page)
        assert status == 200 and token is not None, "no form on /new"
        status, text, where = self._ask("POST", path, {"token": token[1], **form})
        assert status == 303, (path, status, text[:400])
        return where

    def _ask(self, method: str, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        asking = HTTPConnection("127.0.0.1", self._port, timeout=30)
        headers = {"cookie": self._cookie, "origin": f"http://127.0.0.1:{self._port}"}
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        asking.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = asking.getresponse()
        for row in answer.headers.get_all("set-cookie") or ():
            self._cookie = "; ".join(f"{k}={v.value}" for k, v in SimpleCookie(row).items())
        return answer.status, answer.read().decode("utf-8"), answer.headers.get("location", "")


def first_page(visitor: Visitor, longest_s: float) -> str:
    """The first page, as soon as there is one; a browser is led there from `/`."""
    until, where = time.monotonic() + longest_s, "/"
    while True:
        try:
            status, text, leads = visitor.get(where)
        except OSError:
            assert time.monotonic() < until, "no page came"
            time.sleep(STEP_S)
            continue
        if status == 200:
            return text
        where = leads


def planned(visitor: Visitor, longest_s: float) -> str:
    """Interview, mask and plan; the text of its page."""
    person = visitor.send("/new", ANSWERS).removesuffix("/screen")
    visitor.send(f"{person}/mask/{MASK}", {"do": "save", "standoff": "10"})
    visitor.send(f"{person}/plan", {"do": "make", "start": date.today().isoformat()})
    until = time.monotonic() + longest_s
    while True:
        told = json.loads(visitor.get(f"{person}/plan/progress")[1])
        if told["state"] != "running":
            break
        assert time.monotonic() < until, told
        time.sleep(STEP_S)
    status, text, _ = visitor.get(f"{person}/plan")
    assert told["state"] == "done", (told, re.sub(r"<[^>]+>|\s+", " ", text)[:4000])
    assert status == 200 and "min" in text, text[:400]
    return text


def main() -> None:
    """Walk, and tell the seconds."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("port", type=int)
    asked.add_argument("--longest-s", type=float, default=120.0)
    given = asked.parse_args()
    visitor, since = Visitor(given.port), time.monotonic()
    page = first_page(visitor, given.longest_s)
    assert "<html" in page and "OpenPBM" in page, page[:400]
    print(f"first page after {time.monotonic() - since:.1f} s")
    since = time.monotonic()
    planned(visitor, given.longest_s)
    print(f"interview, mask and plan after {time.monotonic() - since:.1f} s")


if __name__ == "__main__":
    main()
