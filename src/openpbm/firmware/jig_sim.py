"""The jig of a mask that is not there: one line in, one line out.

    ok NOW                                        done, at this time of the jig's clock in us
    lit 0|1 now US ups N edge US late N light US,US    what it saw, after `q`
    no                                            it cannot do that

Reference: docs/reference/conformance.md.
"""

from .board import BY_REQUEST, CALIBRATION, CERTIFICATE
from .mask_sim import DEAD_C, OPEN_C, SHORT_C, SimMask, manufacture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

BROKEN = {"open": OPEN_C, "short": SHORT_C, "dead": DEAD_C}
SENSORS = ("A", "B")
LONGEST_LINE = 120
PRESS_MS = 100.0
MS_PER_S = 1000


class SimJig:
    """Has the mask in its hands."""

    def __init__(self, mask: SimMask) -> None:
        self._mask, self._board = mask, mask.board
        self._dos: dict[str, Callable[[list[str]], object]] = {
            "begin": self._begin,
            "shield": self._shield,
            "contact": self._contact,
            "fit": self._fit,
            "charger": self._charger,
            "button": self._button,
            "temp": self._temp,
            "short": self._short,
            "open": self._open,
            "gain": self._gain,
            "power": self._power,
            "reset": self._reset,
            "supply": self._supply,
            "hang": self._hang,
            "timer": self._timer,
            "clock": self._clock,
            "memory": self._memory,
            "tear": self._tear,
            "calibration": self._calibration,
            "certificate": self._certificate,
            "rush": self._rush,
        }

    def obey(self, line: str) -> str:
        """One line. Nothing that stands in it may stop the mask."""
        words = line[:LONGEST_LINE].split()
        if words == ["q"]:
            return self._seen()
        if not words or words[0] not in self._dos:
            return "no"
        now_us = self._board.now_us()
        try:
            self._dos[words[0]](words[1:])
        except (ValueError, IndexError, KeyError):
            return "no"
        return "ok " + str(now_us)

    def _seen(self) -> str:
        board = self._board
        core = self._mask.core
        light = ",".join([str(us) for us in board.light_us()])
        late = core.late_ticks if core is not None else 0
        lit = 1 if board.is_shining and board.gain > 0 else 0
        seen = (("lit", lit), ("now", board.now_us()), ("ups", board.ups), ("edge", board.edge_us))
        words = [name + " " + str(value) for name, value in seen]
        return " ".join(words) + " late " + str(late) + " light " + light

    # ---- a person, a face, a charger

    def _begin(self, words: "list[str]") -> None:  # noqa: ARG002
        board = self._board
        board.shield_contacts = [True, True]
        board.is_fitted = True
        board.is_pressed = board.is_charging = board.memory_fails = False
        board.is_set = [False, False]
        board.stuck = set()
        board.gain, board.supply_mv = 1.0, 5000
        board.cut_at_light_ms, board.tear_in = 0.0, 0
        self._mask.rush = 1.0
        manufacture(board)

    def _shield(self, words: "list[str]") -> None:
        closed = _switch(words[0])
        self._board.shield_contacts = [closed, closed]

    def _contact(self, words: "list[str]") -> None:
        self._board.shield_contacts[SENSORS.index(words[0])] = _switch(words[1])

    def _fit(self, words: "list[str]") -> None:
        self._board.is_fitted = _switch(words[0])

    def _charger(self, words: "list[str]") -> None:
        self._board.is_charging = _switch(words[0])

    def _button(self, words: "list[str]") -> None:
        board = self._board
        board.is_pressed = True

        def lets_go() -> None:
            board.is_pressed = False

        self._mask.later(float(words[0]) if words else PRESS_MS, lets_go)

    # ---- parts

    def _temp(self, words: "list[str]") -> None:
        if len(words) != len(SENSORS):
            raise ValueError("temp")
        board = self._board
        for i in range(len(SENSORS)):
            word = words[i]
            board.is_set[i] = word != "free"
            if word in BROKEN:
                board.set_cdegc[i] = BROKEN[word]
            elif word != "free":
                board.set_cdegc[i] = round(float(word) * 100)

    def _short(self, words: "list[str]") -> None:
        channel = int(words[1])
        if words[0] != "gate" or not 0 <= channel < len(self._board.gates):
            raise ValueError("short")
        self._board.stuck.add(channel)
        self._board.look()

    def _open(self, words: "list[str]") -> None:  # noqa: ARG002
        self._board.stuck = set()
        self._board.look()

    def _gain(self, words: "list[str]") -> None:
        self._board.gain = int(words[0]) / 1000.0

    # ---- power and processor

    def _power(self, words: "list[str]") -> None:
        span_ms = float(words[1])
        if words[0] == "off":
            self._mask.power_off(span_ms)
        elif words[0] == "cut":
            self._board.cut_at_light_ms = span_ms
        else:
            raise ValueError("power")

    def _reset(self, words: "list[str]") -> None:  # noqa: ARG002
        self._mask.reset(BY_REQUEST)

    def _supply(self, words: "list[str]") -> None:
        self._mask.sag(int(words[0]), float(words[1]))

    def _hang(self, words: "list[str]") -> None:
        self._mask.hang(float(words[0]))

    def _timer(self, words: "list[str]") -> None:
        core = self._mask.core
        if core is None:
            raise ValueError("timer")
        core.timer_ms += int(words[0]) * MS_PER_S

    def _clock(self, words: "list[str]") -> None:
        self._board.own_ms = float(words[0])

    # ---- memory

    def _memory(self, words: "list[str]") -> None:
        self._board.memory_fails = not _switch(words[0])

    def _tear(self, words: "list[str]") -> None:
        self._board.tear_in, self._board.tear_ms = int(words[0]), float(words[1])

    def _calibration(self, words: "list[str]") -> None:
        self._damage(CALIBRATION, words)

    def _certificate(self, words: "list[str]") -> None:
        self._damage(CERTIFICATE, words)

    def _damage(self, area: int, words: "list[str]") -> None:
        kept = bytearray(self._board.memory.get((area, 0)) or b"")
        if words[0] == "none":
            kept = bytearray()
        elif words[0] == "flip":
            kept[int(words[1])] ^= 1
        else:
            raise ValueError("memory")
        self._board.memory[(area, 0)] = bytes(kept)

    def _rush(self, words: "list[str]") -> None:
        self._mask.rush = max(float(words[0]), 0.1)


def _switch(word: str) -> bool:
    if word not in ("0", "1"):
        raise ValueError("0 or 1")
    return word == "1"
