"""Hostile requests: none is served, none is obeyed, and none learns anything."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Message, Scope
from web_house import HOME, MASK, Reading, Visitor, an_app, answers

from openpbm.web.app import make_app
from openpbm.web.guard import HEADERS, MOST_BYTES, Door, Guard
from openpbm.web.pairing import (
    DIGITS,
    MOST_ADDRESSES,
    MOST_TRIES,
    WAIT_S,
    Pairing,
    most_guessed,
    spoken,
)

LAN_HOME = "http://192.168.7.2:8715"


@pytest.fixture(scope="module")
def person(visitor: Visitor) -> str:
    return visitor.with_mask()


# ------------------------------------------------------------------- who is addressed


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8715", "127.0.0.1.evil.example:8715", "127.0.0.1:80"),
        *("localhost", "127.0.0.1:8715, evil.example", "127.0.0.1:8715@evil.example", ""),
        *("2130706433:8715", "0.0.0.0:8715", "192.168.7.2:8715"),
    ],
)
def test_a_name_that_is_not_ours_is_served_nothing(visitor: Visitor, host: str) -> None:
    answer = visitor.client.get("/people", headers={"host": host})
    assert answer.status_code == 421
    assert "Ada" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8715", "localhost:8715", "[::1]:8715"])
def test_our_own_names_are_served(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/people", headers={"host": host}).status_code == 200


# ------------------------------------------------------------------------ who is asking


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:8716", ""]
)
def test_a_form_of_another_page_is_not_obeyed(
    visitor: Visitor, person: str, folder: Path, origin: str
) -> None:
    before = sorted(folder.rglob("*"))
    for path in ("/new", f"{person}/you", f"{person}/plan", f"{person}/mask/{MASK}"):
        answer = visitor.client.post(
            path, data={"token": visitor.token(), **answers()}, headers={"origin": origin}
        )
        assert answer.status_code == 403
    assert sorted(folder.rglob("*")) == before


def test_a_form_without_origin_is_not_obeyed(folder: Path) -> None:
    bare = TestClient(an_app(folder), base_url=HOME, client=("127.0.0.1", 1))
    assert bare.post("/new", data=answers()).status_code == 403


@pytest.mark.parametrize("token", ["", "0" * 64, None, "é"])
def test_a_form_without_its_token_is_not_obeyed(visitor: Visitor, token: str | None) -> None:
    form = answers() if token is None else {**answers(), "token": token}
    answer = visitor.client.post("/new", data=form)
    assert answer.status_code == 403
    assert "older than the program" in answer.text


def test_the_token_of_another_visitor_is_not_taken(folder: Path, visitor: Visitor) -> None:
    other = Visitor(an_app(folder))
    answer = visitor.client.post("/new", data={**answers(), "token": other.token()})
    assert answer.status_code == 403


def test_a_token_outlives_a_restart_so_that_nothing_typed_is_lost(folder: Path) -> None:
    first = Visitor(an_app(folder))
    token, cookies = first.token(), dict(first.client.cookies)
    second = Visitor(an_app(folder))
    second.client.cookies.update(cookies)
    answer = second.client.post("/new", data={"token": token, "do": "more-drug"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, 403),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "iframe",
            },
            403,
        ),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "document",
            },
            200,
        ),
    ],
)
def test_another_site_may_link_here_and_nothing_more(
    visitor: Visitor, headers: dict[str, str], status: int
) -> None:
    assert visitor.client.get("/people", headers=headers).status_code == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_odd_methods_are_refused(visitor: Visitor, method: str) -> None:
    assert visitor.client.request(method, "/people").status_code == 405


def test_nothing_changes_by_looking(visitor: Visitor, person: str, folder: Path) -> None:
    """Every GET leaves every file as it was."""
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}
    pages = ("", "/you", "/screen", "/mask", f"/mask/{MASK}", "/plan", "/plan/progress")
    for path in ("/", "/people", "/new", "/offline", *(person + page for page in pages)):
        assert visitor.client.get(path).status_code in (200, 303)
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()} == before


# ---------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../people.py", "/static/%2e%2e/people.py", "/static/..%2f..%2fpeople.py"),
        *("/static/app.css%00.js", "/static/.", "/static/", "/static//etc/passwd"),
        *("/p/%2e%2e/people", "/p/%2e%2e/you", "/p/..%2f..%2fsecret/you", "/p/aaaaaaaaaa/you"),
        *("/p/AAAAAAAAAA/plan", "/picture/..%2fsecret.svg", "/picture/jovs-mask.svg"),
        *("/icon-9999.png", "/docs", "/openapi.json", "/redoc", "/secret"),
    ],
)
def test_no_address_leads_out_of_the_house(visitor: Visitor, folder: Path, path: str) -> None:
    answer = visitor.client.get(path)
    assert answer.status_code in (303, 404, 422)
    secret = (folder / "secret").read_bytes()
    assert secret not in answer.content
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "name", ["person.toml", "..%2fperson.toml", "%2e%2e%2ftyped.json", "made.json", "page.html"]
)
def test_only_the_files_of_a_plan_can_be_taken_away(
    visitor: Visitor, person: str, name: str
) -> None:
    assert visitor.client.get(f"{person}/plan/{name}").status_code == 404


def test_no_answer_leads_to_another_site(visitor: Visitor, person: str) -> None:
    for path in ("/", "//evil.example", f"{person}?next=https://evil.example", "/p//evil.example"):
        answer = visitor.client.get(path)
        where = answer.headers.get("location", "/")
        assert re.match(r"^(/(?!/)|http://127\.0\.0\.1:8715/)", where), where


# --------------------------------------------------------------------------------- size


def test_a_body_that_is_too_large_is_refused_by_what_it_says_and_by_what_it_sends(
    visitor: Visitor,
) -> None:
    big = b"a=" + b"x" * MOST_BYTES
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert visitor.client.post("/new", content=big, headers=kind).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(60):
            yield b"x" * (MOST_BYTES // 50)

    assert visitor.client.post("/new", content=pieces(), headers=kind).status_code == 413
    odd = {**kind, "content-length": "-5"}
    assert visitor.client.post("/new", content=b"", headers=odd).status_code == 413


def test_half_a_body_is_waited_for_no_longer_than_its_time() -> None:
    """And who has sent all may wait for the answer as long as it takes."""
    heard: list[int] = []

    async def reading(request: Request) -> Response:
        await request.body()
        await asyncio.sleep(0.3)
        return Response("read")

    async def asked(*bodies: Message) -> None:
        left = list(bodies)

        async def receive() -> Message:
            return left.pop(0) if left else await asyncio.Event().wait()  # type: ignore[return-value]

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                heard.append(message["status"])

        await guard(scope, receive, send)

    app = FastAPI()
    app.add_api_route("/", reading, methods=["POST"])
    door = Door(hosts=frozenset(["127.0.0.1:8715"]), is_paired=lambda _: False)
    guard = Guard(app, door, body_s=0.1)
    names = {"host": "127.0.0.1:8715", "origin": HOME}
    scope: Scope = {
        "type": "http", "method": "POST", "path": "/", "raw_path": b"/", "query_string": b"",
        "scheme": "http", "client": ("127.0.0.1", 1), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in names.items()],
    }  # fmt: skip
    half: Message = {"type": "http.request", "body": b"a=", "more_body": True}
    whole: Message = {"type": "http.request", "body": b"a=1", "more_body": False}
    for bodies in ((half,), (half, half), (half, whole)):
        asyncio.run(asked(*bodies))
    assert heard == [408, 408, 200]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"\xff\xfe",
        b"#!/bin/sh\nrm -rf /\n",
        b"a = " + b"[" * 5000,
        b'[mask]\nname = "m"\nform = "panel"\n[[channels]]\nrole = "red"\npeak_nm = 630\n'
        b'spectrum_csv = "/etc/passwd"\n',
        b'[mask]\nname = "m"\nform = "panel"\n[[channels]]\nrole = "red"\npeak_nm = 630\n'
        b'positions = "../../secret"\n',
        b"[mask]\nname = 1\n",
        b"x = 1\n" * 60_000,
    ],
)
def test_an_uploaded_file_is_data_or_an_error_at_its_field(
    visitor: Visitor, person: str, folder: Path, content: bytes
) -> None:
    answer = visitor.client.post(
        f"{person}/mask/file",
        data={"token": visitor.token()},
        files={"file": ("../../../evil.toml", content, "application/x-sh")},
    )
    assert answer.status_code in (400, 413, 422)
    assert "root:" not in answer.text
    assert not list(folder.rglob("evil*"))
    assert not (folder / "people" / person.removeprefix("/p/") / "mask.toml").exists()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"--"),
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b"%ff%fe=%zz&" * 2000),
        ("text/plain", b"token=1"),
    ],
)
def test_an_odd_body_is_refused_and_is_no_fault_of_ours(
    visitor: Visitor, kind: str, content: bytes
) -> None:
    answer = visitor.client.post("/new", content=content, headers={"content-type": kind})
    assert answer.status_code in (400, 403)


# ------------------------------------------------------------------- what pages may hold


def test_every_answer_carries_the_headers_also_a_refusal(visitor: Visitor, person: str) -> None:
    for answer in (
        visitor.client.get(f"{person}/you"),
        visitor.client.get("/nothing"),
        visitor.client.get("/people", headers={"host": "evil.example"}),
        visitor.client.post("/new", headers={"origin": "null"}),
        visitor.client.get("/static/app.js"),
        visitor.client.get(f"/picture/{MASK}.svg"),
    ):
        for name, value in HEADERS:
            assert answer.headers[name] == value
    policy = dict(HEADERS)["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert visitor.client.get(f"{person}/you").headers["cache-control"] == "no-store"


def test_the_cookie_is_for_this_site_only(folder: Path) -> None:
    given = Visitor(an_app(folder)).client.get("/new").headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given


def test_no_page_holds_inline_script_style_or_a_foreign_address(
    visitor: Visitor, person: str
) -> None:
    paths = ("/new", "/people", "/offline", "/nothing", f"{person}/you", f"{person}/screen")
    for path in (*paths, f"{person}/mask", f"{person}/mask/{MASK}", f"{person}/plan"):
        page = Reading(visitor.client.get(path).text)
        for tag, attrs in page.tags:
            assert not [name for name in attrs if name.startswith("on")], (path, tag, attrs)
            assert "style" not in attrs, (path, tag, attrs)
            for name in ("src", "href", "action", "formaction", "data"):
                assert not re.match(r"(?i)\s*(javascript|vbscript|//|https?:)", attrs.get(name, ""))
        assert not page.of("style")
        assert all("src" in s or s.get("type") == "application/json" for s in page.of("script"))


def test_what_a_person_typed_is_shown_as_text(visitor: Visitor) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    person = visitor.new_person(
        **{
            "name": bad,
            "drug-any": "some",
            "drug-0-name": "<b>x</b>",
            "drug-0-name-spelt": "keep <b>x</b>",
        }
    )
    for path in (
        "/people",
        f"{person}/you",
        f"{person}/screen",
        f"{person}/mask",
        f"{person}/plan",
    ):
        text = visitor.page(path)
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>x</b>" not in text


# -------------------------------------------------------------------- the local network


def test_without_asking_for_it_the_network_is_not_served(folder: Path) -> None:
    stranger = Visitor(an_app(folder), address="192.168.7.9")
    for path in ("/", "/people", "/new", "/static/app.css"):
        answer = stranger.client.get(path)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/pair")
    named = Visitor(an_app(folder), home=LAN_HOME)
    assert named.client.get("/people").status_code == 421


def test_a_phone_gets_in_with_the_code_and_only_with_it(folder: Path) -> None:
    pairing = Pairing()
    app = an_app(folder, pairing=pairing)
    phone = Visitor(app, home=LAN_HOME, address="192.168.7.9")
    assert phone.client.get("/people").headers["location"] == "/pair"
    assert phone.client.get("/people", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 303
    token = phone.token("/pair")
    wrong = "00000000" if pairing.code != "00000000" else "11111111"
    answer = phone.client.post("/pair", data={"token": token, "code": wrong})
    assert answer.status_code == 422
    assert phone.client.get("/people").status_code == 303
    answer = phone.client.post("/pair", data={"token": token, "code": pairing.code})
    assert answer.status_code == 303
    assert phone.client.get("/people").status_code == 200
    other = Visitor(app, home=LAN_HOME, address="192.168.7.10")
    assert other.client.get("/people").status_code == 303


NEIGHBOUR, STRANGER = "192.168.7.9", "192.168.7.66"


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_strangers_guesses_neither_change_the_code_nor_close_the_door() -> None:
    watch = Watch()
    pairing = Pairing(watch)
    code = pairing.code
    for minute in range(60):
        watch.now_s = 60.0 * minute
        for number in range(20 * 60):
            assert pairing.let_in("0" * DIGITS, f"192.168.7.{number % 60}") is None
    assert pairing.code == code
    assert pairing.let_in(code, "192.168.7.200") is not None


def test_whoever_guessed_wrongly_waits_and_then_may_again() -> None:
    watch = Watch()
    pairing = Pairing(watch)
    for _ in range(MOST_TRIES):
        assert pairing.wait_s(STRANGER) == 0.0
        assert pairing.let_in("abc", STRANGER) is None
    assert 0.0 < pairing.wait_s(STRANGER) <= WAIT_S
    assert pairing.let_in(pairing.code, STRANGER) is None  # not even the right one, for a while
    watch.now_s = WAIT_S
    assert pairing.let_in(pairing.code, STRANGER) is not None


def test_guesses_are_bounded_whatever_their_addresses_and_speed() -> None:
    """The figure that the documentation states: tries that count, in an hour, from anywhere."""
    watch = Watch()
    pairing = Pairing(watch)
    heard = 0
    for minute in range(60):
        watch.now_s = 60.0 * minute
        for number in range(2 * MOST_ADDRESSES):
            address = f"10.0.{number >> 8}.{number & 255}"
            while pairing.wait_s(address) == 0.0:
                pairing.let_in("0" * DIGITS, address)
                heard += 1
    assert heard / 10.0**DIGITS <= most_guessed(1.0) < 1.5e-7


def test_a_crowd_cannot_make_the_program_remember_without_end() -> None:
    pairing = Pairing(Watch())
    for number in range(5 * MOST_ADDRESSES):
        pairing.let_in("1", f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(pairing._tries) <= MOST_ADDRESSES + 1


def test_a_code_is_spent_when_it_was_used() -> None:
    pairing = Pairing()
    code = pairing.code
    cookie = pairing.let_in(spoken(code), NEIGHBOUR)
    assert cookie is not None
    assert pairing.is_paired(cookie)
    assert pairing.let_in(code, NEIGHBOUR) is None
    assert not pairing.is_paired("")


# ------------------------------------------------------ what the network may read on its way


def a_phone(folder: Path, *, encrypted: bool, scheme: str) -> Visitor:
    app = an_app(folder, pairing=Pairing(), encrypted=encrypted)
    return Visitor(app, home=f"{scheme}://192.168.7.2:8715", address=NEIGHBOUR)


def test_where_nobody_sits_before_the_machine_its_own_address_opens_nothing(
    folder: Path,
) -> None:
    """Networks of containers make strangers look as if they came from the machine itself."""
    pairing = Pairing()
    app = make_app(folder, lan_hosts=("192.168.7.2",), pairing=pairing, trusts_here=False)
    stranger = Visitor(app)
    for path in ("/", "/people", "/here/abc", "/new"):
        answer = stranger.client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/pair"), path
    stranger.page("/pair")
    assert Visitor(make_app(folder)).client.get("/people").status_code == 200


def test_a_page_that_the_network_can_read_says_so(folder: Path) -> None:
    text = a_phone(folder, encrypted=False, scheme="http").page("/pair")
    assert "not encrypted" in text
    assert "this code, answers, plans and light" in text
    text = a_phone(folder, encrypted=True, scheme="https").page("/pair")
    assert "not encrypted" not in text
    assert "fingerprint" in text
    here = Visitor(an_app(folder)).page("/new")
    assert "encrypted" not in here


def test_every_page_of_a_paired_phone_says_it_too(folder: Path) -> None:
    pairing = Pairing()
    app = an_app(folder, pairing=pairing)
    phone = Visitor(app, home=LAN_HOME, address=NEIGHBOUR)
    phone.client.post("/pair", data={"token": phone.token("/pair"), "code": pairing.code})
    for path in ("/new", "/people"):
        assert "Not encrypted:" in phone.page(path)


def test_under_tls_cookies_are_secure_and_plain_pages_ask_for_no_tls(folder: Path) -> None:
    pairing = Pairing()
    app = an_app(folder, pairing=pairing, encrypted=True)
    phone = Visitor(app, home="https://192.168.7.2:8715", address=NEIGHBOUR)
    first = phone.client.get("/pair")
    form = {"token": phone.token("/pair"), "code": pairing.code}
    paired = phone.client.post("/pair", data=form)
    for answer in (first, paired):
        assert answer.headers["set-cookie"].endswith("; Secure")
    plain = Visitor(an_app(folder)).client.get("/new")
    assert "Secure" not in plain.headers["set-cookie"]
    for answer in (first, paired, plain):
        assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize(
    ("encrypted", "asked", "host"),
    [
        (True, "http", "192.168.7.2:8715"),
        (False, "https", "192.168.7.2:8715"),
        (True, "https", "127.0.0.1:8715"),
    ],
)
def test_a_name_is_served_in_its_own_way_only(
    folder: Path, encrypted: bool, asked: str, host: str
) -> None:
    phone = a_phone(folder, encrypted=encrypted, scheme=asked)
    assert phone.client.get("/pair", headers={"host": host}).status_code == 421


def test_a_form_of_the_plain_page_is_not_obeyed_under_tls(folder: Path) -> None:
    phone = a_phone(folder, encrypted=True, scheme="https")
    answer = phone.client.post(
        "/pair", data={"token": phone.token("/pair")}, headers={"origin": LAN_HOME}
    )
    assert answer.status_code == 403
