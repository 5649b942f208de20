"""The app at real sockets: half-sent requests end, TLS is its own, and its end is said."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from web_house import SCENARIOS

from openpbm.files.folder import OTHERS
from openpbm.web.app import make_app
from openpbm.web.certificate import HOLDS, RENEWED, Certificate, can_encrypt, certificate
from openpbm.web.pairing import Pairing, spoken
from openpbm.web.reception import MOST_OPEN, Patience
from openpbm.web.serve import Listening, _say_lan, _serving
from openpbm.web.work import Workers

SOURCE = Path(__file__).parents[2] / "src"
HERE = "127.0.0.1"
SOON = Patience(handshake_s=0.5, request_s=1.0, answer_s=3.0)
PATIENCE_S = 300.0  # for what never comes; no pace
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)

needs_tls = pytest.mark.skipif(
    not can_encrypt() and not os.environ.get("CI"), reason="no library for certificates here"
)


@dataclass(frozen=True)
class House:
    """A running app: plain at one port and, where it can, encrypted at another."""

    port: int
    tls_port: int
    folder: Path


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    local, lan = listening(), listening()
    port, tls_port = (int(made.getsockname()[1]) for made in (local, lan))
    guard = make_app(folder, port=port, workers=Workers(apart=False), scenarios=SCENARIOS)
    config = uvicorn.Config(
        guard, http="h11", ws="none", log_level="error", timeout_keep_alive=60,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    own = certificate(folder, (HERE,), datetime.now(UTC)) if can_encrypt() else None
    at = Listening(local=local, lan=(lan,), addresses=(HERE,), certificate=own)
    ready = threading.Event()
    thread = threading.Thread(
        target=lambda: asyncio.run(_serving(server, at, SOON, ready.set)), daemon=True
    )
    thread.start()
    assert ready.wait(20)
    yield House(port, tls_port, folder)
    server.should_exit = True
    thread.join(timeout=PATIENCE_S)
    assert not thread.is_alive()


def listening() -> socket.socket:
    made = socket.socket()
    made.bind((HERE, 0))
    made.listen(400)
    return made


def page(house: House) -> int:
    with closing(http.client.HTTPConnection(HERE, house.port, timeout=PATIENCE_S)) as asked:
        asked.request("GET", "/people")
        return asked.getresponse().status


def is_closed(held: socket.socket, within_s: float) -> bool:
    """Whether the other side ends it by then; what it still says is read away."""
    held.settimeout(within_s)
    try:
        while held.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


# --------------------------------------------------------------------------- half-sent requests

HALVES = {
    "nothing": b"",
    "half a line": b"GET /peop",
    "half a header": b"GET /people HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "half a body": b"POST /new HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\ntoken=",
}


@pytest.mark.parametrize("sent", HALVES.values(), ids=HALVES)
def test_half_a_request_ends(house: House, sent: bytes) -> None:
    with socket.create_connection((HERE, house.port)) as held:
        held.sendall(sent.replace(b"{host}", f"{HERE}:{house.port}".encode()))
        assert is_closed(held, SOON.request_s + SOON.answer_s + PATIENCE_S)


def test_a_request_that_drips_gains_no_time(house: House) -> None:
    began_s = time.monotonic()
    with socket.create_connection((HERE, house.port)) as held:
        held.settimeout(0.05)
        while time.monotonic() - began_s < SOON.request_s + PATIENCE_S:
            try:
                held.sendall(b"G")
                if not held.recv(1):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            pytest.fail("a request that drips is waited for without end")


def test_three_hundred_half_requests_are_closed_and_pages_come(house: House) -> None:
    # as many as there are places; while they are held, a page comes sooner than they end, but on
    # a machine that is busy each time
    assert any(_comes_beside_300_halves(house) for _ in range(5))
    assert page(house) == 200


def _comes_beside_300_halves(house: House) -> bool:
    held = [socket.create_connection((HERE, house.port)) for _ in range(300)]
    try:
        for one in held:
            one.sendall(b"GET /people HTTP/1.1\r\n")
        began_s = time.monotonic()
        assert page(house) == 200
        is_soon = time.monotonic() - began_s < SOON.request_s
        end_s = time.monotonic() + SOON.request_s + PATIENCE_S
        assert all(is_closed(one, max(end_s - time.monotonic(), 0.01)) for one in held)
    finally:
        for one in held:
            one.close()
    return is_soon


def test_more_than_there_are_places_for_are_closed_at_once(house: House) -> None:
    held = [socket.create_connection((HERE, house.port)) for _ in range(MOST_OPEN + 60)]
    try:
        assert page(house) == 200
        assert sum(is_closed(one, 0.001) for one in held) >= 60
    finally:
        for one in held:
            one.close()


def test_a_connection_that_is_used_stays(house: House) -> None:
    with closing(http.client.HTTPConnection(HERE, house.port, timeout=PATIENCE_S)) as asked:
        asked.connect()
        first = asked.sock
        for _ in range(16):
            time.sleep(SOON.request_s / 8)
            asked.request("GET", "/static/app.css")
            assert asked.getresponse().read()
            assert asked.sock is first


def test_an_answer_that_nobody_takes_ends(house: House) -> None:
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        held.connect((HERE, house.port))
        asked = f"GET /static/report.js HTTP/1.1\r\nHost: {HERE}:{house.port}\r\n\r\n".encode()
        held.sendall(asked * 400)
        time.sleep(SOON.answer_s + SOON.request_s)
        assert is_closed(held, PATIENCE_S)


# ------------------------------------------------------------------------------------------ TLS


@needs_tls
def test_the_network_is_spoken_to_under_tls_with_the_fingerprint_that_is_shown(
    house: House,
) -> None:
    found = certificate(house.folder, (HERE,), datetime.now(UTC))
    shown = bytes.fromhex(found.fingerprint.replace(":", ""))
    trusting = ssl.create_default_context(cadata=found.path.read_text(encoding="utf-8"))
    raw = socket.create_connection((HERE, house.tls_port), timeout=PATIENCE_S)
    with trusting.wrap_socket(raw, server_hostname=HERE) as talk:
        import hashlib

        seen = talk.getpeercert(binary_form=True)
        assert seen is not None
        assert hashlib.sha256(seen).digest() == shown
        assert talk.version() in ("TLSv1.2", "TLSv1.3")
        talk.sendall(b"GET /people HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n")
        assert talk.recv(65536).startswith(b"HTTP/1.1 421")


@needs_tls
@pytest.mark.parametrize("sent", [b"", b"\x16\x03", b"GET /people HTTP/1.1\r\nHost: x\r\n\r\n"])
def test_half_a_handshake_and_a_plain_word_end(house: House, sent: bytes) -> None:
    with socket.create_connection((HERE, house.tls_port)) as held:
        held.sendall(sent)
        assert is_closed(held, SOON.handshake_s + 5.0)


@needs_tls
def test_half_handshakes_do_not_keep_the_owner_out(house: House) -> None:
    held = [socket.create_connection((HERE, house.tls_port)) for _ in range(300)]
    try:
        assert page(house) == 200
        assert all(is_closed(one, SOON.handshake_s + 5.0) for one in held)
    finally:
        for one in held:
            one.close()


@pytest.mark.parametrize("encrypted", [True, False])
def test_the_terminal_says_how_the_network_is_spoken_to(tmp_path: Path, encrypted: bool) -> None:
    own = Certificate(path=tmp_path, fingerprint="AA:BB") if encrypted else None
    with closing(listening()) as local:
        at = Listening(local=local, addresses=("192.168.7.2",), certificate=own)
        said: list[str] = []
        pairing = Pairing()
        _say_lan(at, pairing, said.append)
    told = "\n".join(said)
    assert f"{'https' if encrypted else 'http'}://192.168.7.2:{at_port(told)}/" in told
    assert spoken(pairing.code) in told
    assert ("AA:BB" in told) == encrypted
    assert ("can read answers, plans, light" in told) == (not encrypted)


def at_port(told: str) -> str:
    return told.split("192.168.7.2:")[1].split("/")[0]


@needs_tls
def test_a_certificate_is_kept_until_it_must_be_renewed(tmp_path: Path) -> None:
    names = ("192.168.7.2",)
    first = certificate(tmp_path, names, NOW)
    assert first.path.stat().st_mode & OTHERS == 0 or sys.platform == "win32"
    again = certificate(tmp_path, names, NOW + timedelta(days=300))
    assert again.fingerprint == first.fingerprint
    late = NOW + HOLDS - RENEWED
    renewed = certificate(tmp_path, names, late)
    assert renewed.fingerprint != first.fingerprint
    assert certificate(tmp_path, names, late).fingerprint == renewed.fingerprint


@pytest.mark.skipif(not can_encrypt(), reason="needs cryptography")
def test_a_certificate_holds_names_and_addresses_each_in_its_place(tmp_path: Path) -> None:
    from cryptography import x509

    names = ("192.168.7.2", "masks.clinic.example")
    first = certificate(tmp_path, names, NOW)
    made = x509.load_pem_x509_certificate(first.path.read_bytes())
    said = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert said.get_values_for_type(x509.DNSName) == ["masks.clinic.example"]
    assert [str(found) for found in said.get_values_for_type(x509.IPAddress)] == ["192.168.7.2"]
    assert certificate(tmp_path, names[1:], NOW).fingerprint == first.fingerprint
    more = certificate(tmp_path, (*names, "other.example"), NOW)
    assert more.fingerprint != first.fingerprint


@needs_tls
@pytest.mark.parametrize(
    "spoil", [b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"], ids=repr
)
def test_a_spoilt_certificate_is_made_anew(tmp_path: Path, spoil: bytes) -> None:
    first = certificate(tmp_path, (HERE,), NOW)
    first.path.write_bytes(spoil)
    again = certificate(tmp_path, (HERE,), NOW)
    assert again.fingerprint != first.fingerprint
    again.context()


@needs_tls
def test_a_new_address_or_a_clock_before_it_needs_a_new_one(tmp_path: Path) -> None:
    first = certificate(tmp_path, ("192.168.7.2",), NOW)
    moved = certificate(tmp_path, ("10.0.0.3",), NOW)
    assert moved.fingerprint != first.fingerprint
    earlier = certificate(tmp_path, ("10.0.0.3",), NOW - timedelta(days=400))
    assert earlier.fingerprint != moved.fingerprint


# --------------------------------------------------------------------------------------- its end


def answers_at(port: int) -> bool:
    """Whether the app is up: a port that listens is not enough."""
    call = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        call.request("GET", "/static/app.css")
        return call.getresponse().status > 0
    except OSError:
        return False
    finally:
        call.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signal")
def test_ctrl_c_ends_the_app_and_says_what_it_means(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "openpbm", "app", "--no-open", "--port", "0",
         "--folder", str(tmp_path / "data")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert running.stdout is not None
    said = running.stdout.readline()
    assert said.startswith("OpenPBM is at http://127.0.0.1:")
    port, end_s = int(said.split(":")[2].split("/")[0]), time.monotonic() + PATIENCE_S
    while not answers_at(port):
        assert time.monotonic() < end_s
    running.send_signal(signal.SIGINT)
    told, problems = running.communicate(timeout=PATIENCE_S)
    assert told.strip() == "The app has ended. A session that was under way is stopped and counted."
    assert problems == ""
    assert running.returncode == 0
