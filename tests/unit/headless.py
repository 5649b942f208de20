"""A headless Chromium over its debugging pipe: no driver, no port, no extra package."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--hide-scrollbars", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-dev-shm-usage", "--disable-extensions", "--mute-audio"),
    *("--remote-debugging-pipe",),
)
# Chromium reads commands from descriptor 3 and answers on 4
LAUNCH = (
    "import os, sys; a, b = int(sys.argv[1]), int(sys.argv[2]); "
    "os.dup2(a, 3); os.dup2(b, 4); os.execv(sys.argv[3], sys.argv[3:])"
)
# What is seen beyond the edge of the page, bars that stand still too. `innerWidth` is no measure of
# it: on a phone it grows with what is too wide.
BEYOND = """(() => {
  const edge = document.documentElement.clientWidth + 1;
  const held = (e) => e !== null && e !== document.body
    && (getComputedStyle(e).overflowX !== 'visible' || held(e.parentElement));
  const right = (e) => Math.round(e.getBoundingClientRect().right);
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.checkVisibility() && right(e) > edge && !held(e.parentElement))
    .map((e) => `${e.tagName} "${e.textContent.trim().slice(0, 30)}" at ${right(e)}`);
})()"""
HIGH = 30  # descriptors above those that the launcher overwrites
TRIES = 5  # of one press
WATCHED = """aim => {
  window.openpbmMissed = true;
  const whole = aim.closest("a,button,label,summary") ?? aim;
  addEventListener("click", (event) => {
    const isFor = event.target.closest?.("label")?.control === aim;
    if (isFor || whole.contains(event.target)) window.openpbmMissed = false;
  }, { capture: true });
}"""
PATIENCE_S = 300.0  # for what never comes; no pace


def find_chromium() -> str | None:
    """The first Chromium on the path."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One tab, driven by the DevTools protocol."""

    def __init__(self, read: int, write: int) -> None:
        self._read, self._write = read, write
        self._pending = b""
        self._count = 0
        self._session = ""
        self.events: list[dict[str, object]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = str(attached["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, object]:
        """Send one command and wait for its answer."""
        self._count += 1
        message: dict[str, object] = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result = answer.get("result")
                return result if isinstance(result, dict) else {}
            self.events.append(answer)

    def _next(self) -> dict[str, object]:
        while b"\0" not in self._pending:
            chunk = os.read(self._read, 1 << 20)
            if not chunk:
                raise RuntimeError("the browser went away")
            self._pending += chunk
        line, self._pending = self._pending.split(b"\0", 1)
        message: dict[str, object] = json.loads(line)
        return message

    def size(self, width: int, height: int = 900, scale: float = 1.0) -> None:
        """Emulate a screen exactly this wide, however narrow."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=scale, mobile=width < 700,
        )  # fmt: skip

    def dark(self, is_dark: bool) -> None:
        """Emulate the system's colour scheme."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, path: Path) -> None:
        """Load a local file and wait until the report says it is painted."""
        self.call("Page.navigate", url=path.as_uri())
        until = time.monotonic() + PATIENCE_S
        while self.value("document.readyState + location.protocol") != "completefile:":
            if time.monotonic() > until:
                raise RuntimeError(f"{path} did not load")
            time.sleep(0.02)

    def goto(self, url: str) -> None:
        """Load a page of a server and wait until it is there."""
        self.call("Page.navigate", url=url)
        self.until(f"location.href.startsWith({json.dumps(url)})")
        self.loaded()

    def loaded(self) -> None:
        """Wait until the page at hand is whole."""
        self.until("document.readyState === 'complete'")

    def until(self, script: str, *, patience_s: float = PATIENCE_S) -> None:
        """Wait until an expression holds; a page on its way counts as not yet."""
        end = time.monotonic() + patience_s
        while True:
            try:
                if self.value(script):
                    return
            except RuntimeError as problem:
                if "went away" in str(problem):
                    raise
            if time.monotonic() > end:
                raise RuntimeError(f"never true: {script} at {self._shows()}")
            time.sleep(0.03)

    def click(self, selector: str) -> None:
        """Click what a selector finds, as a finger would; it must be there and seen.

        A page that moves just then lets the finger miss, which presses again.
        """
        found = f"document.querySelector({json.dumps(selector)})"
        if not self.value(f"!!{found}"):
            raise RuntimeError(f"no {selector} at {self._shows()}")
        for _ in range(TRIES):
            x, y = self._aim(found)
            self.value(f"({WATCHED})({found})")
            for kind in ("mousePressed", "mouseReleased"):
                self.call(
                    "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
                )
            if self._is_pressed():
                return
        raise RuntimeError(f"{selector} is there and no press reaches it at {self._shows()}")

    def _aim(self, found: str) -> tuple[float, float]:
        self.value(f"{found}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        place = (
            f"(e => new Promise(done => requestAnimationFrame(() => {{ const b = {found}"
            ".getBoundingClientRect(); done([b.x + b.width / 2, b.y + b.height / 2]); })))()"
        )
        box, before = self.value(place), None
        while box != before:  # a page that still scrolls would move it away
            box, before = self.value(place), box
        assert isinstance(box, list)
        return box[0], box[1]

    def _is_pressed(self) -> bool:
        """Whether the press reached what was aimed at, or led to another page."""
        try:
            return self.value("window.openpbmMissed") is not True
        except RuntimeError as problem:
            if "went away" in str(problem):
                raise
            return True

    def _shows(self) -> str:
        """Where it is, and what can be read there."""
        return str(self.value("location.href + '\\n' + document.body?.innerText"))[:1500]

    def fill(self, selector: str, text: str) -> None:
        """Put a text into a field, as typing and leaving it would."""
        self.value(
            f"(e => {{ e.focus(); e.value = {json.dumps(text)}; "
            "e.dispatchEvent(new Event('input', {bubbles: true})); "
            "e.dispatchEvent(new Event('change', {bubbles: true})); })"
            f"(document.querySelector({json.dumps(selector)}))"
        )

    def press(self, key: str, code: int, text: str = "", *, shift: bool = False) -> None:
        """One key, down and up."""
        common = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        said = {"text": text} if text else {}
        self.call(
            "Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **common, **said
        )
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def write(self, text: str) -> None:
        """Type into whatever has the focus."""
        self.call("Input.insertText", text=text)

    def value(self, script: str) -> object:
        """What an expression gives, promises awaited; a JavaScript error is raised."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in found:
            raise RuntimeError(json.dumps(found["exceptionDetails"])[:600])
        result = found["result"]
        assert isinstance(result, dict)
        return result.get("value")

    def beyond(self) -> list[str]:
        """What reaches beyond the right edge, but for what is scrolled in a frame of its own."""
        self.until("!!document.body")  # a page that is just left has none
        found = self.value(BEYOND)
        assert isinstance(found, list)
        return [str(one) for one in found]

    def problems(self) -> list[str]:
        """Uncaught errors, console errors and policy violations since the start."""
        self.value("1")
        bad = []
        for event in self.events:
            said = json.dumps(event)
            if event.get("method") == "Runtime.exceptionThrown" or '"level": "error"' in said:
                bad.append(said[:500])
        return bad

    def requests(self) -> list[str]:
        """Addresses asked for; data addresses are no request."""
        self.value("1")
        found = []
        for event in self.events:
            params = event.get("params")
            if event.get("method") == "Network.requestWillBeSent" and isinstance(params, dict):
                url = str(params["request"]["url"])
                if not url.startswith("data:"):
                    found.append(url)
        return found

    def screenshot(self, path: Path, *, full: bool = True) -> None:
        """A picture of the whole page."""
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=full)
        path.write_bytes(base64.b64decode(str(picture["data"])))

    def pdf(self, path: Path) -> None:
        """The page on paper."""
        printed = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        path.write_bytes(base64.b64decode(str(printed["data"])))


@contextmanager
def browser(*, patience_s: float = 3 * PATIENCE_S, more: tuple[str, ...] = ()) -> Iterator[Page]:
    """A fresh browser with an empty profile, gone afterwards or when patience ends."""
    chromium = find_chromium()
    if chromium is None:
        raise RuntimeError("no Chromium")
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    theirs = [fcntl.fcntl(end, fcntl.F_DUPFD, HIGH) for end in (theirs_in, theirs_out)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        private = (f"--user-data-dir={profile}", "about:blank")
        started = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *map(str, theirs), chromium, *FLAGS, *more, *private],
            pass_fds=theirs,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for end in (theirs_in, theirs_out, *theirs):
            os.close(end)
        watchdog = threading.Timer(patience_s, started.kill)  # a read then ends
        watchdog.start()
        try:
            yield Page(ours_in, ours_out)
        finally:
            watchdog.cancel()
            os.close(ours_out)
            os.close(ours_in)
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()
