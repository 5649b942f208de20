"""For MicroPython: a mask's core on a board in memory, on standard input and output.

`micropython upy_mask.py FIRMWARE_FOLDER DRIVES KEPT`: kept is `area:hex,...`. Each edge of its
light is told on standard error with the time of the wall's clock in ns. A frame that begins with
`!` is for the bench and not for the core: `!shield` opens the shield.
"""

import os
import select
import sys
import time

sys.path.append(sys.argv[1])

from firmware.board_sim import SimBoard  # type: ignore[import-not-found]
from firmware.cobs import Unstuffer, stuffed  # type: ignore[import-not-found]
from firmware.core import Core  # type: ignore[import-not-found]

TURN_S = 0.001


class Voice:
    """Whoever sits at the other end."""

    def send(self, frame: bytes) -> None:
        sys.stdout.buffer.write(stuffed(frame))


def told(what: str) -> None:
    sys.stderr.write(str(time.time_ns()) + " " + what + "\n")


def main() -> None:
    drives = [float(word) for word in sys.argv[2].split(",")]
    board = SimBoard(len(drives), os.urandom)
    board.drives = drives
    for word in sys.argv[3].split(","):
        area, content = word.split(":")
        board.memory[(int(area), 0)] = bytes.fromhex(content)
    core, voice, reader, poll = Core(board), Voice(), Unstuffer(), select.poll()
    poll.register(sys.stdin, select.POLLIN)
    began_ns, due_ms, was_lit = time.time_ns(), 0, False
    while True:
        now_ms = (time.time_ns() - began_ns) // 1_000_000
        board.pass_time(float(now_ms))
        while poll.poll(0):
            byte = sys.stdin.buffer.read(1)
            if not byte:
                return
            for frame in reader.take(byte):
                if frame == b"!shield":
                    board.shield_contacts = [False, False]
                    told("shield")
                else:
                    core.talk.hear(frame, voice)
        if now_ms >= due_ms:
            due_ms = now_ms + core.tick()
        if board.is_shining != was_lit:
            was_lit = board.is_shining
            told("light" if was_lit else "dark")
        time.sleep(TURN_S)


main()
