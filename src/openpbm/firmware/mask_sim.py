"""A whole mask that is not there: board, core, power and lines, in the time of one world.

The world's time comes from outside. What a processor meets is here too: a cut of power in the
middle of a line of its program, a hang, a watchdog, an exception.
"""

from hashlib import sha256

from .board import BY_BROWNOUT, BY_POWER, BY_WATCHDOG, CERTIFICATE, LABEL
from .board_sim import FULL_DRIVE, SimBoard, calibrate
from .cobs import Unstuffer, stuffed
from .core import Core
from .frame import label_key
from .pieces import LOST, Cutter, Joiner
from .wire_table import WATCHDOG_MS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

RESET_MS = 20.0  # from a reset to the first instruction
BROWNOUT_MV = 3000  # below it nothing runs
LABEL_SERIAL, LABEL_SECRET = "SIM1", "0123456789ABCDEFGHJK"
SIM_MASK_CODE = 0x53494D31
SIM_CHANNELS = (633, 830)
SIM_FULL = 3000  # 0.01 mW/cm2
SIM_DRIVE = 8000
SIM_CAP_MJ_CM2 = 60_000
SIM_HOTTEST_CDEGC = 4100
CERTIFICATE_TEXT = b'{"mask":"simulated","note":"nothing shines","schema":1}'
DEAD_C, OPEN_C, SHORT_C = None, -5500, 15_000  # what a sensor's driver says of a broken one


class PowerCut(Exception):  # noqa: N818 - it is no error
    """Power went at this very moment; for so many ms."""


class JigBoard(SimBoard):
    """The board in a jig: a photodiode's latches, inputs that are set, power that can be cut."""

    def __init__(self, channels: int, fresh: "Callable[[int], bytes]") -> None:
        super().__init__(channels, fresh)  # planned is full output: light is counted in its time
        self.ups = 0  # dark-to-light edges
        self.edge_us = 0  # of the last edge, either way
        self.cut_at_light_ms = 0.0  # power goes when light comes
        self.tear_in = 0  # power goes in the middle of this write from now
        self.tear_ms = 0.0
        self.set_cdegc: list[int | None] = [None, None]  # None: as warm as it is
        self.is_set = [False, False]
        self._was_lit = False

    def now_us(self) -> int:
        """The jig's clock."""
        return int(self.now_ms * 1000.0 + 0.5)

    def look(self) -> None:
        """Latch an edge; a trap that was set cuts power on it."""
        is_lit = self.is_shining and self.gain > 0
        if is_lit == self._was_lit:
            return
        self._was_lit = is_lit
        self.edge_us = self.now_us()
        if is_lit:
            self.ups += 1
            if self.cut_at_light_ms > 0:
                span_ms, self.cut_at_light_ms = self.cut_at_light_ms, 0.0
                raise PowerCut(span_ms)

    def gate(self, channel: int, drive: int) -> None:
        """A gate, seen by the photodiode."""
        super().gate(channel, drive)
        self.look()

    def hold(self) -> None:
        """The series switch, seen by the photodiode."""
        super().hold()
        self.look()

    def all_off(self) -> None:
        """Dark, seen by the photodiode."""
        super().all_off()
        self.look()

    def _pass(self, to_ms: float) -> None:
        super()._pass(to_ms)
        self.look()

    def output(self, channel: int) -> int:
        """Of the monitor, against what is calibrated at the drive that is commanded."""
        drive = self.gates[channel]
        bright = self.bright(channel) * (FULL_DRIVE / drive if drive > 0 else 1.0)
        return 0 if bright <= 0 else min(-int(-bright * 1000 // 1), 60_000)

    def sensors(self) -> "tuple[int | None, ...]":
        """As warm as it is, or as the jig says."""
        real = super().sensors()
        return tuple([self.set_cdegc[i] if self.is_set[i] else real[i] for i in range(2)])

    def keep(self, area: int, index: int, content: bytes) -> None:
        """Memory; a trap that was set tears a write."""
        if self.tear_in > 0:
            self.tear_in -= 1
            if self.tear_in == 0:
                super().keep(area, index, content[: len(content) // 2])
                raise PowerCut(self.tear_ms)
        super().keep(area, index, content)

    def light_us(self) -> "list[int]":
        """Light given, in us of full output."""
        return [int(ms * 1000.0) for ms in self.true_ms]


class StreamVoice:
    """One line to the mask."""

    def __init__(self, write: "Callable[[bytes], object]") -> None:
        self._write = write
        self.reader: Unstuffer | PieceReader = Unstuffer()

    def send(self, frame: bytes) -> None:
        """From the core."""
        self._write(stuffed(frame))


class PieceReader:
    """Pieces into frames, as a stream's reader has it."""

    def __init__(self) -> None:
        self._joiner = Joiner()

    def take(self, data: bytes) -> "list[bytes]":
        """The frame that this piece completes, if any."""
        frame = self._joiner.take(data)
        return [] if frame == LOST else [frame]


class RadioVoice(StreamVoice):
    """A line by radio: packets of a size."""

    def __init__(self, write: "Callable[[bytes], object]", mtu: int) -> None:
        super().__init__(write)
        self.reader = PieceReader()
        self.mtu = mtu
        self._cutter = Cutter()

    def send(self, frame: bytes) -> None:
        """From the core."""
        for piece in self._cutter.cut(frame, self.mtu):
            self._write(piece)


class SimMask:
    """Moves only when `advance` says how late it is."""

    def __init__(self, fresh: "Callable[[int], bytes]") -> None:
        self.board = JigBoard(len(SIM_CHANNELS), fresh)
        manufacture(self.board)
        self.core: Core | None = None
        self.rush = 1.0  # how much faster than the wall's clock this world should run
        self._due_ms = 0.0
        self._hangs_until_ms = 0.0
        self._later: list[tuple[float, Callable[[], None]]] = []
        self._lives = 0  # what was to happen in a life before does not happen
        self._boot()

    # ---- time

    def advance(self, to_ms: float) -> None:
        """Let time pass until then."""
        while True:
            at_ms = self._next_ms()
            if at_ms > to_ms:
                break
            self._guarded(lambda: self.board.pass_time(at_ms))  # noqa: B023 - called at once
            self._guarded(self._happen)
        self._guarded(lambda: self.board.pass_time(to_ms))

    def _next_ms(self) -> float:
        at_ms = self._due_ms if self.core is not None else self.board.now_ms + 1e9
        for when_ms, _ in self._later:
            at_ms = min(at_ms, when_ms)
        return max(at_ms, self.board.now_ms)

    def _happen(self) -> None:
        now = self.board.now_ms
        due = [one for one in self._later if one[0] <= now]
        if due:
            self._later = [one for one in self._later if one[0] > now]
            for _, do in due:
                do()
        elif self.core is not None and self._due_ms <= now:
            self._due_ms = now + self.core.tick() / self.board.rate

    def _guarded(self, do: "Callable[[], None]") -> None:
        """An exception is a reset; a cut of power is one too, and longer."""
        try:
            do()
        except PowerCut as cut:
            self.power_off(cut.args[0])
        except Exception:
            self.reset(BY_WATCHDOG)

    def later(self, in_ms: float, do: "Callable[[], None]") -> None:
        """Something that happens then."""
        self._later.append((self.board.now_ms + in_ms, do))

    # ---- lines

    def heard(self, voice: StreamVoice, data: bytes) -> None:
        """Bytes come in on a line."""

        def hears() -> None:
            for frame in voice.reader.take(data):
                core = self.core
                if core is not None and self.board.now_ms >= self._hangs_until_ms:
                    core.talk.hear(frame, voice)

        self._guarded(hears)

    # ---- power

    def _boot(self) -> None:
        self._lives += 1
        try:
            self.core = Core(self.board)
        except PowerCut as cut:
            self.power_off(cut.args[0])
            return
        self._due_ms = self.board.now_ms

    def _dead_for(self, ms: float) -> None:
        """Dark at once, by hardware; nothing runs until then."""
        self.core = None
        self._hangs_until_ms = 0.0
        self._lives += 1
        self.board.all_off()
        life = self._lives

        def wakes() -> None:
            if life == self._lives:
                self._boot()

        self.later(ms, wakes)

    def power_off(self, ms: float, cause: int = BY_POWER) -> None:
        """No power for so long."""
        self.board.reset_cause = cause
        self._dead_for(ms)

    def reset(self, cause: int) -> None:
        """The processor begins anew."""
        self.board.reset_cause = cause
        self._dead_for(RESET_MS)

    def sag(self, supply_mv: int, ms: float) -> None:
        """The supply is low for so long."""
        board, before = self.board, self.board.supply_mv
        board.supply_mv = supply_mv

        def rises() -> None:
            board.supply_mv = before

        self.later(ms, rises)
        if supply_mv < BROWNOUT_MV:
            self.power_off(ms, BY_BROWNOUT)

    def hang(self, ms: float) -> None:
        """The processor stands still with its gates as they are; the watchdog resets it in time."""
        self._due_ms = self._hangs_until_ms = self.board.now_ms + ms
        life = self._lives
        if ms >= WATCHDOG_MS:

            def bites() -> None:
                if life == self._lives:
                    self.reset(BY_WATCHDOG)

            self.later(WATCHDOG_MS, bites)


def manufacture(board: SimBoard) -> None:
    """Calibration, its certificate and a label, as a station would write them."""
    digest = sha256(CERTIFICATE_TEXT).digest()[:8]
    board.memory[(CERTIFICATE, 0)] = CERTIFICATE_TEXT
    channels = [
        (nm, SIM_FULL, SIM_DRIVE, band + 1, SIM_CAP_MJ_CM2, 2 * SIM_CAP_MJ_CM2)
        for band, nm in enumerate(SIM_CHANNELS)
    ]
    serial = sha256(LABEL_SERIAL.encode()).digest()[:8]
    calibrate(board, SIM_MASK_CODE, SIM_HOTTEST_CDEGC, channels, digest, serial)
    board.memory[(LABEL, 0)] = label_key(LABEL_SECRET, LABEL_SERIAL)
