"""A mask behind a port of this machine."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

from core_link import CoreLink

from openpbm.devices.demo_mask import Call


class Served:
    """A core behind a port of this machine, in real time."""

    def __init__(self) -> None:
        self.core = CoreLink()
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.005)
        self.address = f"tcp:127.0.0.1:{self._door.getsockname()[1]}"
        self._calls: list[Call] = []
        self._is_over = False
        self.lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._is_over:
            with suppress(TimeoutError):
                self._calls.append(Call(self._door.accept()[0]))
            with self.lock:
                self.core.pass_time(10.0)
                for call in self._calls:
                    for frame in call.heard():
                        self.core.core.talk.hear(frame, call)
            self._calls = [call for call in self._calls if call.is_open]

    def end(self) -> None:
        self._is_over = True
        self._thread.join()
        for call in self._calls:
            call.close()
        self._door.close()
