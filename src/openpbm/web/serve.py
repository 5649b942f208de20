"""Start the app on this machine and say where it is."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from openpbm.errors import InputError
from openpbm.files.anchor import Anchors
from openpbm.files.ledger_path import anchors_path, ledger_path
from openpbm.web.app import PORT, make_app
from openpbm.web.pairing import Pairing

LOCAL, ANYWHERE = "127.0.0.1", "0.0.0.0"


def usual_folder() -> Path:
    """Where people are kept, unless said otherwise: beside the ledger of this machine."""
    return ledger_path(None, os.environ).parent


def serve(
    folder: Path,
    *,
    port: int = PORT,
    lan: bool = False,
    say: Callable[[str], None],
    ready: Callable[[str], None],
) -> None:
    """Run until it is interrupted.

    Args:
        folder: the data folder.
        port: 0 takes any free one.
        lan: also answer the local network, to those who type the pairing code.
        say: prints a line.
        ready: called with the address once it answers.

    Raises:
        InputError: the port is taken; expected another one.
    """
    import uvicorn

    listening = _bound(ANYWHERE if lan else LOCAL, port)
    port = listening.getsockname()[1]
    pairing = Pairing() if lan else None
    addresses = lan_addresses() if lan else ()
    anchors = Anchors(anchors_path(os.environ))
    guard = make_app(folder, port=port, lan_hosts=addresses, pairing=pairing, anchors=anchors)
    address = f"http://{LOCAL}:{port}/"
    say(f"OpenPBM is at {address} (Ctrl-C ends it). People are kept in {folder}")
    if pairing is not None:
        where = " or ".join(f"http://{name}:{port}/" for name in addresses)
        say(f"In this network: {where or 'no address was found'}. Pairing code: {pairing.code}")
        say("What is sent in the network is not encrypted; use it in a network you trust.")
        guard.app.state.announce = lambda code: say(f"New pairing code: {code}")
    config = uvicorn.Config(
        guard,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=20,
        h11_max_incomplete_event_size=64_000,
        proxy_headers=False,  # nobody may claim to be another machine
    )
    server = uvicorn.Server(config)
    _when_started(server, lambda: ready(address))
    server.run(sockets=[listening])


def _when_started(server: object, then: Callable[[], None]) -> None:
    import threading
    import time

    def wait() -> None:
        for _ in range(600):
            if getattr(server, "started", False):
                then()
                return
            time.sleep(0.02)

    threading.Thread(target=wait, daemon=True).start()


def _bound(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let a second program take the same port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(64)
    except OSError:
        made.close()
        raise InputError(
            f"--port: found {port} in use; expected a free port, such as --port {port + 1}"
        ) from None
    return made


def lan_addresses() -> tuple[str, ...]:
    """This machine's addresses in its networks; nothing is sent to find them."""
    found = []
    for family, target in ((socket.AF_INET, "192.0.2.1"),):  # a documentation address
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))  # a datagram socket only picks its route
                found.append(probe.getsockname()[0])
            except OSError:
                continue
    return tuple(dict.fromkeys(a for a in found if not a.startswith("127.")))
