"""Who may ask: this machine by its own names, its own pages, in bounded size. Nobody else.

A page of another site in the same browser is the likeliest attacker: it can make the browser
send requests here (so Origin is checked), point its own name at 127.0.0.1 (so Host is
checked), and frame or embed what it finds (so headers forbid it).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import Message as Sent
from starlette.types import Receive, Scope, Send

from openpbm.fact import Message, Quantity, message
from openpbm.speech.language import PSEUDO, language_preferred, languages, speaking
from openpbm.speech.say import say
from openpbm.web.reception import Connection

MOST_BYTES = 400_000  # of a request; a mask file with its answers stays far below
TOO_LARGE = message("web_door-too_large", most=Quantity(MOST_BYTES / 1e3, "kB", 3))
BODY_S = 30.0  # for the rest of a request, once its header has come
SAFE = ("GET", "HEAD")
KNOWN = (*SAFE, "POST")
VISITOR = "openpbm"  # the cookie that a form's token belongs to
PAIRED = "openpbm_paired"
LANGUAGE = "openpbm_lang"  # the cookie of whoever chose one in the app
LOOPBACK = ("127.0.0.1", "::1", "::ffff:127.0.0.1")

OWN = ("script", "style", "connect", "manifest", "worker", "media")  # kinds of files, all ours
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in OWN),
        " ".join(("img-src", "'self'", "data:")),
        *("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
    )
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), screen-wake-lock=(self)"),
)
NOT_KEPT = ("cache-control", "no-store")


@dataclass(frozen=True, kw_only=True)
class Door:
    """Under which names the app may be addressed, and who has been let in."""

    hosts: frozenset[str]  # of this machine; with their port, as a browser sends them
    is_paired: Callable[[str], bool]  # whether a cookie was given for a right code
    is_open_to_lan: bool = False
    lan_hosts: frozenset[str] = frozenset()
    is_encrypted: bool = False  # what the local network sends
    lang: str = ""  # of every page that nobody chose for; empty: each browser says what it likes
    trusts_here: bool = True  # False: whoever comes from this machine pairs too

    def origin(self, host: str) -> str | None:
        """Where a form of ours is sent from; None for a name that is not ours."""
        if host in self.lan_hosts:
            return f"{'https' if self.is_encrypted else 'http'}://{host}"
        return f"http://{host}" if host in self.hosts else None


class Guard:
    """Stands before every page."""

    def __init__(self, app: FastAPI, door: Door, *, body_s: float = BODY_S) -> None:
        self.app = app
        self._door = door
        self._body_s = body_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no sockets here
        headers = _headers(scope)
        jar = _cookies(headers.get("cookie", ""))
        visitor = jar.get(VISITOR, "")
        fresh = not _is_token(visitor)
        if fresh:
            visitor = secrets.token_hex(16)
        scope.setdefault("state", {})["visitor"] = visitor
        answer = _with_headers(send, scope, visitor if fresh else "")
        held = scope["state"].get("connection")
        if isinstance(held, Connection):
            held.request_began()
        lang = self._spoken(headers, jar)
        try:
            with speaking(lang):
                refusal = self._refusal(scope, headers, jar)
                if refusal is not None:
                    await refusal(scope, receive, answer)
                else:
                    await self.app(scope, _bounded(receive, self._body_s), answer)
        finally:
            if isinstance(held, Connection):
                held.request_ended()

    def _spoken(self, headers: dict[str, str], jar: dict[str, str]) -> str:
        """The language that was chosen here, else the one that was asked for, else the liked."""
        chosen = jar.get(LANGUAGE, "")
        if chosen in languages() and chosen != PSEUDO:
            return chosen
        return self._door.lang or language_preferred(headers.get("accept-language", ""))

    def _refusal(
        self, scope: Scope, headers: dict[str, str], jar: dict[str, str]
    ) -> PlainTextResponse | RedirectResponse | None:
        method = scope["method"]
        if method not in KNOWN:
            return _no(405, message("web_door-method", method=method))
        origin = self._door.origin(headers.get("host", ""))
        if origin is None or not origin.startswith(f"{scope['scheme']}://"):
            return _no(421, message("web_door-address"))
        if not _is_own_fetch(headers, method):
            return _no(403, message("web_door-other_site"))
        if method not in SAFE and headers.get("origin") != origin:
            return _no(403, message("web_door-other_page"))
        if not _is_small(headers):
            return _too_large()
        return self._unpaired(scope, jar)

    def _unpaired(self, scope: Scope, jar: dict[str, str]) -> RedirectResponse | None:
        client = scope.get("client")
        if self._door.trusts_here and client is not None and client[0] in LOOPBACK:
            return None
        open_to_all = scope["path"] in ("/pair", "/language") or scope["path"].startswith(
            "/static/"
        )
        if self._door.is_open_to_lan and (open_to_all or self._door.is_paired(jar.get(PAIRED, ""))):
            return None
        return RedirectResponse("/pair", status_code=303)


def _headers(scope: Scope) -> dict[str, str]:
    """Headers by name; one that comes twice is joined, so that it fits nothing."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _cookies(text: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(text).items()}
    except CookieError:
        return {}


def _is_token(text: str) -> bool:
    return len(text) == 32 and all(letter in "0123456789abcdef" for letter in text)


def _is_own_fetch(headers: dict[str, str], method: str) -> bool:
    """False where the browser says that another site is behind it, links apart."""
    site = headers.get("sec-fetch-site", "same-origin")
    if site in ("same-origin", "none"):
        return True
    is_link = headers.get("sec-fetch-mode") == "navigate" and method == "GET"
    return is_link and headers.get("sec-fetch-dest", "document") == "document"


def _is_small(headers: dict[str, str]) -> bool:
    length = headers.get("content-length", "0")
    return length.isdecimal() and int(length) <= MOST_BYTES


def _bounded(receive: Receive, body_s: float) -> Receive:
    """The same messages; too much body ends it, whatever length was announced, and too slow."""
    total, is_whole = 0, False
    until_s = asyncio.get_running_loop().time() + body_s

    async def bounded() -> Sent:
        nonlocal total, is_whole
        if is_whole:  # what follows is the end of the connection, whenever that comes
            return await receive()
        try:
            async with asyncio.timeout_at(until_s):
                message = await receive()
        except TimeoutError:
            limit = Quantity(body_s, "s", trimmed=True)
            raise HTTPException(408, say("web_door-too_slow", limit=limit)) from None
        total += len(message.get("body", b""))
        if total > MOST_BYTES:
            raise HTTPException(413, say(TOO_LARGE))
        is_whole = not message.get("more_body", False)
        return message

    return bounded


def _with_headers(send: Send, scope: Scope, visitor: str) -> Send:
    async def answer(message: Sent) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *_added(message, scope, visitor)]
        await send(message)

    return answer


def _added(message: Sent, scope: Scope, visitor: str) -> Iterator[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in message.get("headers", [])}
    rows = list(HEADERS)
    if b"cache-control" not in present:
        rows.append(NOT_KEPT)
    if visitor and not scope["path"].startswith("/static/"):
        kept = f"{VISITOR}={visitor}; HttpOnly; SameSite=Strict; Path=/"
        rows.append(("set-cookie", kept + ("; Secure" if scope["scheme"] == "https" else "")))
    for name, value in rows:
        if name.encode() not in present or name == "set-cookie":
            yield name.encode(), value.encode()


def _no(status: int, why: Message) -> PlainTextResponse:
    return PlainTextResponse(f"openpbm: {say(why)}\n", status_code=status)


def _too_large() -> PlainTextResponse:
    return _no(413, TOO_LARGE)
