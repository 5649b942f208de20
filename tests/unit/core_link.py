"""A mask's core on a board in memory, as a link without any way between."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from openpbm.devices.label import Label
from openpbm.firmware.board_sim import SimBoard, calibrate, enrol
from openpbm.firmware.core import Core
from openpbm.firmware.wire_table import STATE_BOOT

KEY = bytes(range(32))
LABEL = Label(serial="A17", secret="0123456789ABCDEFGHJK", model="")
CODE = 0x1234
TURN_MS = 5.0


class CoreLink:
    """Each look lets a little of the mask's time pass."""

    is_open = True

    def __init__(self, *, key: bytes = KEY) -> None:
        self.board = SimBoard(2, secrets.token_bytes)
        calibrate(
            self.board,
            CODE,
            4100,
            [(633, 3000, 10_000, 1, 9000, 9000), (830, 3000, 10_000, 2, 9000, 9000)],
        )
        enrol(self.board, 0, key, LABEL.key)
        self.said: list[bytes] = []
        self.sent: list[bytes] = []
        self.loses = 0  # so many of the next frames to the mask
        self.boot()

    def boot(self) -> None:
        self.core = Core(self.board)
        self._due_ms = self.board.now_ms
        while self.core.state == STATE_BOOT:
            self.pass_time(20.0)

    def pass_time(self, ms: float) -> None:
        ends_ms = self.board.now_ms + ms
        while self._due_ms <= ends_ms:
            self.board.pass_time(self._due_ms)
            self._due_ms += self.core.tick()
        self.board.pass_time(ends_ms)

    def hold_button(self, ms: float = 3100.0) -> None:
        self.board.is_pressed = True
        self.pass_time(ms)
        self.board.is_pressed = False
        self.pass_time(40.0)

    def send(self, frame: bytes) -> None:
        self.sent.append(frame)
        if self.loses:
            self.loses -= 1
            return
        self.core.talk.hear(frame, _Voice(self))

    def receive(self) -> Sequence[bytes]:
        self.pass_time(TURN_MS)
        said, self.said = self.said, []
        return said

    def close(self) -> None:
        pass


class _Voice:
    def __init__(self, link: CoreLink) -> None:
        self._link = link

    def send(self, frame: bytes) -> None:
        self._link.said.append(frame)
