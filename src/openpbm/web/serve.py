"""Start the app on this machine and say where it is."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openpbm.errors import InputError
from openpbm.fact import message, several
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.path import anchors_path, ledger_path
from openpbm.files.paired_file import paired_path, read_paired
from openpbm.speech.say import say
from openpbm.threads import beside
from openpbm.web.app import PORT, make_app
from openpbm.web.certificate import Certificate, can_encrypt, certificate
from openpbm.web.guard import Guard
from openpbm.web.pairing import Pairing, spoken
from openpbm.web.reception import Connection, Patience, Reception

if TYPE_CHECKING:
    import uvicorn

LOCAL = "127.0.0.1"
ENDED = message("web_door-ended")
TO_ENCRYPT = "pip install 'openpbm[app]'"


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Where the app answers."""

    local: socket.socket
    lan: tuple[socket.socket, ...] = ()
    addresses: tuple[str, ...] = ()
    certificate: Certificate | None = None

    @property
    def port(self) -> int:
        """The one that all of them share."""
        return int(self.local.getsockname()[1])


def usual_folder() -> Path:
    """Where people are kept, unless said otherwise: beside the ledger of this machine."""
    return ledger_path(None, os.environ).parent


def serve(
    folder: Path,
    *,
    port: int = PORT,
    lan: bool = False,
    names: tuple[str, ...] = (),
    tell: Callable[[str], None],
    ready: Callable[[str], None],
    patience: Patience | None = None,
) -> None:
    """Run until it is interrupted.

    Args:
        folder: the data folder.
        port: 0 takes any free one.
        lan: also answer the local network, to those who type the pairing code.
        names: under which the network calls it, beside its addresses; where there are some, nobody
            sits before this machine, and whoever comes from it types the code too.
        tell: prints a line.
        ready: called with the address once it answers.
        patience: how long is waited for requests.

    Raises:
        InputError: the port is taken; expected another one.
    """
    import uvicorn

    at = _listening(port, lan_addresses() if lan else ())
    called = (*at.addresses, *names) if at.lan else ()
    pairing = Pairing() if lan else None
    guard = make_app(
        folder,
        port=at.port,
        lan_hosts=called,
        pairing=pairing,
        encrypted=lan and can_encrypt(),
        say=tell,
        anchors=Anchors(anchors_path(os.environ)),
        paired=lambda: read_paired(paired_path(os.environ)),
        trusts_here=not names,
    )
    if at.addresses and can_encrypt():
        found = certificate(folder, called, datetime.now(UTC))
        at = Listening(local=at.local, lan=at.lan, addresses=called, certificate=found)
    address = f"http://{LOCAL}:{at.port}/"
    tell(say("web_door-at", address=address, folder=str(folder)))
    if pairing is not None:
        _say_lan(at, pairing, tell)
        guard.app.state.announce = lambda code: tell(say("web_door-new_code", code=spoken(code)))
    asyncio.run(_serving(uvicorn.Server(_config(guard)), at, patience, lambda: ready(address)))


def _config(guard: Guard) -> uvicorn.Config:
    import uvicorn

    return uvicorn.Config(
        guard,
        http="h11",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        h11_max_incomplete_event_size=64_000,
        proxy_headers=False,  # nobody may claim to be another machine
        timeout_keep_alive=60,  # ours is shorter
        timeout_graceful_shutdown=2,  # then every session goes dark, whoever is still reading
    )


async def _serving(
    server: uvicorn.Server, at: Listening, patience: Patience | None, ready: Callable[[], None]
) -> None:
    """The server with our reception before it; at its end nobody new is taken first."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    def made(held: Connection) -> asyncio.Protocol:
        state = {**server.lifespan.state, "connection": held}
        return H11Protocol(config=server.config, server_state=server.server_state, app_state=state)

    running = asyncio.create_task(server.serve(sockets=[]))
    reception = Reception(made, patience=patience)
    receiving: list[asyncio.Task[None]] = []
    try:
        while not (server.started or running.done()):
            await asyncio.sleep(0.01)
        context = None if at.certificate is None else at.certificate.context()
        for listening in (at.local, *at.lan):
            tls = None if listening is at.local else context
            receiving.append(asyncio.create_task(reception.receive(listening, tls)))
        beside(ready, "browser")  # a browser may be slow to open
        while not (server.should_exit or running.done()):
            await asyncio.sleep(0.02)
    finally:
        for task in receiving:
            task.cancel()
        await asyncio.gather(*receiving, return_exceptions=True)
        for listening in (at.local, *at.lan):
            listening.close()
        try:
            await running
        finally:
            reception.close()


def _say_lan(at: Listening, pairing: Pairing, tell: Callable[[str], None]) -> None:
    kind = "http" if at.certificate is None else "https"
    where = several([f"{kind}://{name}:{at.port}/" for name in at.addresses], "or")
    network = say("web_door-network", addresses=where)
    tell(network if at.addresses else say("web_door-no_address"))
    tell(say("web_door-code", code=spoken(pairing.code)))
    if at.certificate is not None:
        tell(say("web_door-compare"))
        tell(at.certificate.fingerprint)
    elif at.addresses:
        tell(say("web_door-readable", command=TO_ENCRYPT))


def _listening(port: int, addresses: tuple[str, ...]) -> Listening:
    local = _bound(LOCAL, port)
    port = int(local.getsockname()[1])
    return Listening(
        local=local, lan=tuple(_bound(name, port) for name in addresses), addresses=addresses
    )


def is_free(port: int) -> bool:
    """Whether this machine's own address can be listened to there."""
    try:
        _bound(LOCAL, port).close()
    except InputError:
        return False
    return True


def _bound(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let a second program take the same port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(64)
    except OSError:
        made.close()
        taken = say("web_door-port_in_use", port=str(port), next=str(port + 1))
        raise InputError(taken) from None
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
