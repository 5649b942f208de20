"""The loop of a mask: look at least every 20 ms, listen between, and end in dark whatever happens.

`run` never returns while all is well. Whatever is raised in it makes the mask dark and resets it.
"""

from .board import Board
from .cobs import GARBLED, Unstuffer, stuffed
from .core import Core
from .wire_table import WATCHDOG_MS

AT_ONCE = 256  # bytes read between two looks


class StreamLine:
    """A cable: whatever has `read` and `write`, and waits for nobody."""

    def __init__(self, stream: "ChipStream") -> None:
        self._stream, self._unstuffer = stream, Unstuffer()

    def send(self, frame: bytes) -> None:
        """A frame for the host."""
        self._stream.write(stuffed(frame))

    def listen(self, core: Core) -> None:
        """Frames that came."""
        data = self._stream.read(AT_ONCE)
        for frame in self._unstuffer.take(data) if data else []:
            if frame == GARBLED:
                core.noise()
            else:
                core.talk.hear(frame, self)


class UsbStream:
    """The cable of a chip, through its console: read what is there, never wait."""

    def __init__(self, console: "ChipConsole", poll: "ChipPoll") -> None:
        self._in, self._out, self._poll = console.stdin.buffer, console.stdout.buffer, poll
        poll.register(console.stdin, 1)

    def read(self, most: int) -> bytes:
        """At most so many."""
        came = b""
        while len(came) < most and self._poll.poll(0):
            came += self._in.read(1) or b""
        return came

    def write(self, data: bytes) -> None:
        """Out."""
        self._out.write(data)


def run(
    board: Board, lines: "list[Line]", machine: "ChipMachine", clock: "ChipClock", most: int = -1
) -> None:
    """Tick and listen; `most` ticks where somebody counts them."""
    try:
        core = Core(board)
        watchdog = machine.WDT(timeout=WATCHDOG_MS)
        due_ms = board.ms()
        while most:
            wait_ms = due_ms - board.ms()
            if wait_ms > 0:
                for line in lines:
                    try:
                        line.listen(core)
                    except OSError:
                        pass  # a line is no reason to stop looking
                clock.sleep_ms(1)
                continue
            due_ms = board.ms() + core.tick()
            watchdog.feed()  # at the end of a look only
            most -= 1
    finally:
        board.all_off()
        machine.reset()


TYPE_CHECKING = False
if TYPE_CHECKING:
    from .chip import ChipClock, ChipConsole, ChipMachine, ChipPoll, ChipStream
    from .line_ble import BleLine

    Line = StreamLine | BleLine
