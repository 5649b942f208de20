"""Faults to be planted in a mask's firmware, one line each, and the case that must notice each."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType

from openpbm.firmware import core

FIRMWARE = Path(core.__file__).parent


@dataclass(frozen=True)
class Plant:
    """Somewhere in a file, once, stands this; instead stands that; this case sees it."""

    name: str
    file: str
    old: str
    new: str
    case: str


PLANTS = (
    # begin
    Plant("shines from power on", "core", "board.all_off()\n        self.board = board",
          "self.board = board\n        board.gate(0, 5000)\n        board.hold()", "B1"),
    Plant("an order cut off is forgotten", "account", "if is_open and each is not None:",
          "if False:", "B2"),
    Plant("low supply is nothing", "watch",
          "return wrong or (TRIP_BROWNOUT if self._is_low else TRIP_NONE)", "return wrong", "B3"),
    Plant("calibration is not checked", "calibration",
          'if struct.unpack("<I", kept[-4:])[0] != checksum(content):', "if False:", "B4"),
    # greet
    Plant("the same nonce each time", "talk", "self._board.fresh(NONCE_BYTES) + nonce",
          "bytes(NONCE_BYTES) + nonce", "H1"),
    Plant("a session never begins", "talk", "            self._adopt(own)\n",
          "            pass\n", "H2"),
    Plant("any key greets", "talk", "if key is None or not is_of(frame, NO_SESSION, key):",
          "if key is None:", "H3"),
    Plant("any version will do", "talk", "if not low <= VERSION <= high:", "if False:", "H4"),
    Plant("greets while lit", "talk",
          "if core.state in (STATE_BOOT, STATE_UPDATE) or core.is_lit:",
          "if core.state in (STATE_BOOT, STATE_UPDATE):", "H5"),
    Plant("a greeting ends the session", "talk", "        self.pending = fresh\n",
          "        self.pending, self.now = fresh, None\n", "H5"),
    Plant("a hail is not heard", "talk", "if kind == HAIL:", "if False:", "H6"),
    # order
    Plant("less than was asked, and not said", "orders", "order.grant_ms.append(grant)",
          "order.grant_ms.append(grant - 1)", "O1"),
    Plant("its own cap is nothing", "orders", "limits.sitting_mj_cm2(i),\n"
          "            room.left(order.person_tag, i, limits.day_mj_cm2(i)),",
          "0xFFFFFFFF,", "O2"),
    Plant("the order's cap is nothing", "orders", "order.caps_mj_cm2[i],", "0xFFFFFFFF,", "O2"),
    Plant("shortened in silence", "orders", "            order.status = SHORTENED\n",
          "            pass\n", "O2"),
    Plant("any drive", "orders", "if order.drives[i] > limits.max_drive(i):", "if False:", "O3"),
    Plant("as warm as the order likes", "orders",
          "min(order.hottest_cdegc, limits.hottest_cdegc)", "order.hottest_cdegc", "O4"),
    Plant("an order's cooler ceiling is nothing", "core",
          "self.order.hottest_cdegc if self.order is not None else hottest", "hottest", "O4"),
    Plant("any lease", "orders", "if not 0 < order.lease_ms <= lease_max_ms:", "if False:", "O5"),
    Plant("valid for ever", "orders", "if not 0 < order.valid_s <= ORDER_VALID_S:",
          "if order.valid_s <= 0:", "O6"),
    Plant("any calibration", "orders", "if order.calib_tag != limits.digest[:4]:", "if False:",
          "O7"),
    Plant("any number of channels", "orders",
          "if len(order.grant_ms) != len(limits.channels):", "if False:", "O8"),
    # start
    Plant("light before it is written down", "core",
          "        if not self.account.begin(order, self.start, self.grant_ms):",
          "        self.board.gate(0, 5000)\n        self.board.hold()\n"
          "        if not self.account.begin(order, self.start, self.grant_ms):", "S1"),
    Plant("an old echo starts", "core", "echo_ms) > LEASE_MS:", "echo_ms) > 9 * LEASE_MS:", "S2"),
    Plant("an echo of a time to come starts", "lease",
          "return (now_ms - echo_ms) & self._mask", "return max(now_ms - echo_ms, 0)", "S2"),
    Plant("a start counts twice", "core", "if start <= self.start:", "if start < self.start:",
          "S3"),
    Plant("a lower number starts", "core", "if start <= self.start:", "if start == self.start:",
          "S4"),
    Plant("each start has the whole order", "core", "min(ms, order.left_ms(i))",
          "min(ms, order.grant_ms[i])", "S5"),
    Plant("an order forgets its light", "core", "self.order.lit_us[i] += shone_us[i]", "pass",
          "S5"),
    Plant("starts with the shield open", "core",
          "return REFUSED_UNFIT if self.watch.cause() != TRIP_NONE else 0", "return 0", "S6"),
    Plant("an order lasts too long", "core", "order.valid_s * 1000", "order.valid_s * 9000", "S6"),
    Plant("starts any order", "core", "if order_id != order.order_id:", "if False:", "S7"),
    Plant("a start outlives the dark", "talk", "if one[0] not in (START, RENEW)", "if True", "S8"),
    # lease
    Plant("a lease ends late", "lease", "now_ms >= self.end_ms",
          "now_ms >= self.end_ms + 100", "L1"),
    Plant("a lease counts from arrival", "lease", "now_ms - age_ms + own_ms",
          "now_ms + own_ms", "L2"),
    Plant("a grant ends late", "core", "left_us < AS_CALIBRATED", "left_us < -80 * AS_CALIBRATED",
          "L3"),
    Plant("a renewal adds light", "core", "min(self.grant_ms[i], most) for i", "most for i", "L4"),
    Plant("a renewal never shortens", "core", "min(self.grant_ms[i], most) for i",
          "self.grant_ms[i] for i", "L5"),
    Plant("an old start is renewed", "core", "and start == self.start:",
          "and start <= self.start:", "L6"),
    Plant("its clock goes round", "lease", "return (now_ms - echo_ms) & self._mask",
          "return now_ms - echo_ms", "L7"),
    Plant("any renewal lengthens", "lease", "now_ms - age_ms + own_ms)",
          "now_ms + own_ms)\n        else:\n            self.end_ms = now_ms + 950",
          "L8"),
    # dark
    Plant("dark is told, not done", "core",
          "            self.darken(TRIP_NONE)\n            if content", "            if content",
          "D1"),
    Plant("dark waits its turn", "talk",
          "if kind == DARK and len(content) == struct.calcsize(DARK_FIELDS):",
          "if kind == DARK and not self._queue:", "D3"),
    Plant("the button is nothing", "watch",
          "return TRIP_BUTTON if self.is_pressed else TRIP_NONE", "return TRIP_NONE", "D2"),
    Plant("a charger is nothing", "watch", "if self.is_charging:", "if False:", "D4"),
    Plant("the shield is nothing", "watch", "if not self.is_shielded:", "if False:", "I1"),
    Plant("off, and never ended", "core", "            self.darken(self.trip)\n",
          "            self.board.all_off()\n", "I1"),
    Plant("taken off is nothing", "watch", "if not self.is_fitted:", "if False:", "I2"),
    Plant("one contact is enough", "watch", "board.shield() == SHIELD_CLOSED",
          "board.shield() != 0", "I3"),
    Plant("put right is forgotten", "watch", "elif now_ms - self._forbade_ms > LEASE_MS:",
          "else:", "I4"),
    Plant("half a lease is enough", "watch", "now_ms - self._forbade_ms > LEASE_MS:",
          "now_ms - self._forbade_ms > LEASE_MS // 2:", "I4"),
    Plant("forbids, and does not tell", "core", "self.trip = self.watch.cause()",
          "self.trip = self.watch._present()", "I4"),
    # warmth
    Plant("too warm by 3 K", "watch", "self.warmest_cdegc > hottest_cdegc",
          "self.warmest_cdegc > hottest_cdegc + 300", "T1"),
    Plant("one sensor is enough", "watch", "len(good) < 2 or len(good) < len(readings)",
          "len(good) < 1", "T2"),
    Plant("any temperature is one", "watch", "min(good) < SENSOR_LOW_CDEGC",
          "min(good) < -9000", "T2"),
    Plant("sensors need not agree", "watch", "max(good) - min(good) > SENSORS_AGREE_CK",
          "max(good) - min(good) > 9 * SENSORS_AGREE_CK", "T3"),
    Plant("no self-test of sensors", "core",
          "if self.watch.are_sensors_odd() or self.watch.is_uncommanded():", "if False:", "T4"),
    # parts
    Plant("uncommanded light is nothing", "watch",
          "if not self.gates[i] and self.seen[i] > DARK_OUTPUT:", "if False:", "F1"),
    Plant("looks twenty times", "watch", "BAD_LOOKS = 2", "BAD_LOOKS = 20", "F2"),
    Plant("too bright is nothing", "watch", "elif self.seen[i] > MOST_OUTPUT:", "elif False:",
          "F3"),
    Plant("a fault does not latch", "core", "self.state, self.trip = STATE_LATCHED, trip",
          "self.trip = trip", "F3"),
    Plant("goes on after a pause", "core",
          "if self.is_lit and (span > HOLD_MS or not self.board.is_held()):", "if False:", "F4"),
    Plant("a watchdog's reset is nothing", "account",
          "return detail == IT_SHONE | BY_WATCHDOG", "return False", "F4"),
    Plant("no timer", "core", "elif self.timer_ms >= HARDWARE_TIMER_MS:", "elif False:", "F5"),
    Plant("starts with nothing written down", "core",
          "if not self.account.begin(order, self.start, self.grant_ms):",
          "if self.account.begin(order, self.start, self.grant_ms) is None:", "F6"),
    Plant("goes on with nothing written down", "core",
          "not self.account.note(self.order, self.start, left):",
          "self.account.note(self.order, self.start, left) is None:", "F6"),
    # messages
    Plant("no signature is checked", "frame", "return same(mac, frame[length + 4 :])",
          "return True", "M1"),
    Plant("a byte of the signature is checked", "frame",
          "return same(mac, frame[length + 4 :])",
          "return mac[:1] == frame[length + 4 : length + 5]", "M1"),
    Plant("no checksum is checked", "frame",
          'if struct.unpack("<I", frame[length : length + 4])[0] != checksum(body):', "if False:",
          "M2"),
    Plant("noise is an answer", "talk", "            self._core.noise()\n",
          "            self.refuse(0, 0, REFUSED_LENGTH, 0)\n", "M3"),
    Plant("what was said is heard again", "talk", "if seq <= own.heard:",
          "if seq < own.heard - 99:", "M4"),
    Plant("its own words are heard", "talk",
          "if own is None or not is_of(frame, own.session, own.to_mask):\n            own =",
          "if own is None or not (is_of(frame, own.session, own.to_mask)"
          " or is_of(frame, own.session, own.to_host)):\n            own =", "M5"),
    Plant("noise is nothing", "core", "if self.garbled >= GARBLED_IN_A_ROW:", "if False:", "M6"),
    Plant("noise adds up", "talk", "        self._core.garbled = 0\n", "", "M6"),
    Plant("a long stretch is kept", "cobs", "elif self._count < LONGEST_STRETCH:", "elif True:",
          "M7"),
    Plant("a dead link stops the tick", "talk", "except Exception:", "except ValueError:", "M8"),
    Plant("refuses without end", "talk", "if self._refusals <= REFUSALS_PER_S:", "if True:", "M9"),
    Plant("reads its log while lit", "talk", "if self._core.is_lit:", "if False:", "M9"),
    # account
    Plant("counts nine tenths", "watch", "brighter * span_ms if", "brighter * span_ms * 9 // 10 if",
          "A1"),
    Plant("light between ticks is lost", "core", "        self._count_to_the_end()\n", "", "A1"),
    Plant("counts a twentieth too much", "watch", "brighter * span_ms if",
          "brighter * span_ms * 21 // 20 if", "A2"),
    Plant("reports half as often", "talk", "core.now_ms + HEARTBEAT_MS",
          "core.now_ms + 2 * HEARTBEAT_MS", "A3"),
    Plant("a change waits for the next report", "talk",
          "if core.now_ms >= self._report_due_ms or now != self._told:",
          "if core.now_ms >= self._report_due_ms:", "A3"),
    # log
    Plant("an end without its light", "account",
          "owed.is_logged = self.add(LOG_END, owed.detail, owed.order_id, owed.lit_ms)",
          "owed.is_logged = self.add(LOG_END, owed.detail, owed.order_id, ())", "G1"),
    Plant("numbers begin anew", "log", "self._newest, self.last = newest, number_of(newest)",
          "self._newest, self.last = newest, 0", "G2"),
    Plant("no chain", "log", "sha256(self._newest).digest()[:4]", "bytes(4)", "G3"),
    Plant("what is not known is nothing", "account",
          "unknown = [min(missing_ms, left) for _, left in each]", "unknown = [0 for _ in each]",
          "G4"),
    Plant("no running total", "core", "if now - self._checkpoint_ms >= self._note_every_ms:",
          "if False:", "G4"),
    Plant("a ring of half the size", "log", "self._board.keep(LOG, (self.last + 1) % RING, record)",
          "self._board.keep(LOG, (self.last + 1) % 512, record)", "G5"),
    Plant("no end is written down", "account",
          "self.add(LOG_END, owed.detail,", "self.add(LOG_START, owed.detail,", "G6"),
    Plant("one place for the total", "account", "place = (self._number + 1) % PLACES", "place = 0",
          "G7"),
    Plant("an end not written is forgotten", "account",
          "            self.settle()\n            and", "            True\n            and", "G8"),
    Plant("an order before what was given is known", "core",
          "if not why and not self.account.settle():", "if False:", "G8"),
    # keys
    Plant("serves another byte", "talk", "kept[first : first + min(count, MOST_CHUNK)]",
          "kept[first + 1 : first + min(count, MOST_CHUNK)]", "C1"),
    Plant("the certificate is not checked", "calibration",
          "return found if _has_its_certificate(board, found) else None", "return found", "C2"),
    Plant("a drive less than it says", "orders", "if order.drives[i] > limits.max_drive(i):",
          "if order.drives[i] >= limits.max_drive(i):", "C3"),
    Plant("enrols without the button", "enrol", "if core.now_ms > self._open_until_ms:",
          "if False:", "E1"),
    Plant("enrols with any secret", "enrol",
          "if label is None or core.is_lit or not is_of(frame, NO_SESSION, label):",
          "if label is None or core.is_lit:", "E2"),
    Plant("a fifth host", "enrol",
          "free = [slot for slot in range(SLOTS) if self.key(slot) is None]",
          "free = [slot for slot in range(SLOTS) if self.key(slot) is None] or [3]", "E3"),
    Plant("who never greets stays", "enrol",
          "for slot in [s for s in self._waits if now > self._waits[s]]:", "for slot in []:",
          "E4"),
    Plant("anybody forgets everybody", "enrol",
          "elif slot == EVERY_SLOT and self._pressed_ms >= 0:", "elif slot == EVERY_SLOT:", "E5"),
    Plant("enrols while lit", "enrol",
          "if label is None or core.is_lit or not is_of(frame, NO_SESSION, label):",
          "if label is None or not is_of(frame, NO_SESSION, label):", "E6"),
    # radio
    Plant("the last piece is not marked", "pieces", "                head |= LAST\n",
          "                pass\n", "W1"),
    Plant("a new frame joins the old", "pieces", "            self._count = 0\n",
          "            pass\n", "W2"),
    Plant("any piece is the next", "pieces", "elif number != self._next:", "elif False:", "W3"),
    Plant("a dead radio stops the tick", "talk", "except Exception:", "except ValueError:", "W4"),
)  # fmt: skip


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: Path, plant: Plant) -> None:
        super().__init__(fullname, str(path))
        self._plant = plant

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        text = Path(self.path).read_text(encoding="utf-8")
        if Path(self.path).stem == self._plant.file:
            assert text.count(self._plant.old) == 1, f"{self._plant.name}: stands there not once"
            text = text.replace(self._plant.old, self._plant.new)
        return compile(text, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, package: str, plant: Plant) -> None:
        self._package, self._plant = package, plant

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        package, _, module = fullname.rpartition(".")
        if package != self._package:
            return None
        loader = _Loader(fullname, FIRMWARE / f"{module}.py", self._plant)
        return spec_from_loader(fullname, loader)


@contextmanager
def planted(plant: Plant) -> Iterator[Callable[[str], ModuleType]]:
    """The firmware with this fault, under another name: its modules by theirs."""
    package = ModuleType("planted_firmware")
    package.__path__ = []
    finder = _Finder(package.__name__, plant)
    sys.modules[package.__name__] = package
    sys.meta_path.insert(0, finder)
    try:
        yield lambda module: importlib.import_module(f"{package.__name__}.{module}")
    finally:
        sys.meta_path.remove(finder)
        for name in [one for one in sys.modules if one.split(".")[0] == package.__name__]:
            del sys.modules[name]
