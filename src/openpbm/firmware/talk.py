"""Who talks to the mask: sessions, numbers, the queue, and what it says of itself."""

import struct

from . import calibration
from .board import CERTIFICATE, NO_OUTPUT
from .frame import MASK_32, NO_KEY, NO_SESSION, NONCE_BYTES, is_of, packed, parts, session_key
from .log import RECORD_BYTES, RING
from .orders import TakenOrder
from .wire_table import (
    ASK,
    ASK_FIELDS,
    CHUNK,
    CHUNK_FIELDS,
    DARK,
    DARK_FIELDS,
    ENROL,
    FLAG_BUTTON,
    FLAG_CHARGING,
    FLAG_CLOCK,
    FLAG_FIT,
    FLAG_LIT,
    FLAG_LOG_FULL,
    FLAG_SHIELD,
    FORGET,
    FORGET_FIELDS,
    HAIL,
    HAILED,
    HAILED_FIELDS,
    HARDWARE_TIMER_MS,
    HEARTBEAT_MS,
    HELLO,
    HELLO_FIELDS,
    IDENT,
    IDENT_EACH,
    IDENT_FIELDS,
    ORDER,
    ORDERED,
    ORDERED_EACH,
    ORDERED_FIELDS,
    REFUSALS_PER_S,
    REFUSED,
    REFUSED_DARK_FIRST,
    REFUSED_FIELDS,
    REFUSED_KIND,
    REFUSED_LENGTH,
    REFUSED_VERSION,
    RENEW,
    REPORT,
    REPORT_EACH,
    REPORT_FIELDS,
    START,
    STATE_BOOT,
    STATE_UPDATE,
    VERSION,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .core import Core

QUEUE = 8
NO_TEMPERATURE = -32768
MOST_CHUNK = 384
A_LOG, A_CERTIFICATE = 1, 2


class Conversation:
    """One host, since it greeted."""

    def __init__(self, slot: int, key: bytes, session: bytes, link: object) -> None:
        self.slot, self.session, self.link = slot, session, link
        self.to_mask = session_key(key, session, True)
        self.to_host = session_key(key, session, False)
        self.heard = 0
        self.said = 0


class Correspondence:
    """All that comes in and goes out. A link has `send`; it may fail and change nothing."""

    def __init__(self, core: "Core") -> None:
        self._core = core
        self._board = core.board
        self.now: Conversation | None = None
        self.pending: Conversation | None = None
        self._queue: list[tuple[int, int, bytes]] = []
        self._report_due_ms = 0
        self._told: tuple[object, ...] = ()
        self._refusals_since_ms = 0
        self._refusals = 0
        self._read_to = core.account.log.first - 1  # the last record that a host was sent

    # ---- in

    def hear(self, frame: bytes, link: object) -> None:
        """Between ticks: only a frame that passes everything moves anything."""
        whole = parts(frame)
        if whole is None:
            self._core.noise()
            return
        kind, seq, content = whole
        if kind == HAIL:
            self._hailed(link)
        elif kind == HELLO:
            self._greeted(frame, seq, content, link)
        elif kind == ENROL:
            self._core.enrolment.heard(frame, seq, content, link)
        else:
            self._in_session(frame, kind, seq, content)

    def _in_session(self, frame: bytes, kind: int, seq: int, content: bytes) -> None:
        own = self.now
        if own is None or not is_of(frame, own.session, own.to_mask):
            own = self.pending
            if own is None or not is_of(frame, own.session, own.to_mask):
                return
            self._adopt(own)
        if seq <= own.heard:
            return
        own.heard = seq
        self._core.garbled = 0
        if kind == DARK and len(content) == struct.calcsize(DARK_FIELDS):
            # wins over all that waits: what was asked for before it never gives light after it
            self._queue = [one for one in self._queue if one[0] not in (START, RENEW)]
            self._core.obey(kind, seq, content)
            return
        if len(self._queue) >= QUEUE:
            self._queue.pop(0)
        self._queue.append((kind, seq, content))

    def _adopt(self, own: Conversation) -> None:
        """The new session counts from its first authentic frame on."""
        self.now, self.pending = own, None
        self._queue = []
        self._core.forget_order()
        self._report_due_ms = self._core.now_ms

    def obey_one(self) -> None:
        """One message a tick, the oldest."""
        if not self._queue or self.now is None:
            return
        kind, seq, content = self._queue.pop(0)
        core = self._core
        if kind in (ORDER, START, RENEW):
            core.obey(kind, seq, content)
        elif kind == ASK:
            self._asked(seq, content)
        elif kind == FORGET:
            if len(content) == struct.calcsize(FORGET_FIELDS):
                core.enrolment.forget(content[0], self.now.slot)
        else:
            self.refuse(seq, kind, REFUSED_LENGTH if kind == DARK else REFUSED_KIND, 0)

    def drop(self, slot: int) -> None:
        """The key of a slot is gone, and with it who used it."""
        if self.now is not None and self.now.slot == slot:
            self._core.darken(0)
            self._core.forget_order()
            self.now = None
        if self.pending is not None and self.pending.slot == slot:
            self.pending = None

    def _greeted(self, frame: bytes, seq: int, content: bytes, link: object) -> None:
        core = self._core
        if core.state in (STATE_BOOT, STATE_UPDATE) or core.is_lit:
            return
        if len(content) != struct.calcsize(HELLO_FIELDS):
            return
        nonce, low, high, slot, _, _ = struct.unpack(HELLO_FIELDS, content)
        key = core.enrolment.key(slot)
        if key is None or not is_of(frame, NO_SESSION, key):
            return
        if not low <= VERSION <= high:
            answer = struct.pack(REFUSED_FIELDS, seq, HELLO, REFUSED_VERSION, 0)
            self.send(link, packed(REFUSED, 1, answer, NO_SESSION, key))
            return
        core.enrolment.confirm(slot)
        core.account.settle()  # whoever reads the log finds the end in it
        fresh = Conversation(slot, key, self._board.fresh(NONCE_BYTES) + nonce, link)
        self.pending = fresh
        self._say(fresh, IDENT, self._ident(fresh.session[:NONCE_BYTES]))

    # ---- out

    def send(self, link: object, frame: bytes) -> None:
        """A link that fails is its own affair."""
        try:
            link.send(frame)  # type: ignore[attr-defined]
        except Exception:  # nothing of a link may stop the tick
            pass

    def _say(self, own: Conversation, kind: int, content: bytes) -> None:
        own.said += 1
        self.send(own.link, packed(kind, own.said, content, own.session, own.to_host))

    def refuse(self, seq: int, kind: int, why: int, detail: int) -> None:
        """No, and why; not more than a few times a second."""
        if self.now is None:
            return
        now = self._core.now_ms
        if now - self._refusals_since_ms >= 1000:
            self._refusals_since_ms, self._refusals = now, 0
        self._refusals += 1
        if self._refusals <= REFUSALS_PER_S:
            self._say(self.now, REFUSED, struct.pack(REFUSED_FIELDS, seq, kind, why, detail))

    def ordered(self, order: TakenOrder, why: int) -> None:
        """The order, as it was taken."""
        core = self._core
        if self.now is None or core.limits is None:
            return
        count = len(order.grant_ms)
        content = struct.pack(ORDERED_FIELDS, order.order_id, order.status, why, count)
        for i in range(count):
            left = core.account.room.left(order.person_tag, i, core.limits.day_mj_cm2(i))
            content += struct.pack(ORDERED_EACH, order.grant_ms[i], left)
        self._say(self.now, ORDERED, content)

    def tell(self) -> None:
        """A report every heartbeat, and at once when something changed."""
        core = self._core
        if self.now is None:
            return
        now = (core.shines, core.trip, core.watch.is_shielded, core.watch.is_fitted)
        if core.now_ms >= self._report_due_ms or now != self._told:
            self.report()

    def report(self) -> None:
        """Say how it is."""
        core, own = self._core, self.now
        if own is None:
            return
        self._told = (core.shines, core.trip, core.watch.is_shielded, core.watch.is_fitted)
        self._report_due_ms = core.now_ms + HEARTBEAT_MS
        warm = core.watch.warmest_cdegc
        content = struct.pack(
            REPORT_FIELDS, core.now_ms & MASK_32, own.heard, core.start, self._flags(), core.trip,
            NO_TEMPERATURE if warm is None else max(min(warm, 30_000), -30_000),
            core.watch.battery, core.count,
        )  # fmt: skip
        for i in range(core.count):
            output = core.watch.seen[i] if core.watch.gates[i] else NO_OUTPUT
            lit_ms = -(-core.lit_us[i] // 1000)  # never rounded down
            content += struct.pack(REPORT_EACH, lit_ms & MASK_32, min(output, NO_OUTPUT))
        self._say(own, REPORT, content)

    def _flags(self) -> int:
        core = self._core
        flags = FLAG_LIT if core.shines else 0
        if core.watch.is_shielded:
            flags |= FLAG_SHIELD
        if core.watch.is_fitted:
            flags |= FLAG_FIT
        if core.watch.is_pressed:
            flags |= FLAG_BUTTON
        if core.watch.is_charging:
            flags |= FLAG_CHARGING
        if core.account.log.last - self._read_to > RING * 9 // 10:
            flags |= FLAG_LOG_FULL
        return flags | (FLAG_CLOCK if self._board.unix_s() > 0 else 0)

    def _hailed(self, link: object) -> None:
        self.send(link, packed(HAILED, 1, self.hailed(), NO_SESSION, NO_KEY))

    def hailed(self) -> bytes:
        """What anybody may know, without a key."""
        core = self._core
        limits = core.limits or calibration.NONE
        return struct.pack(
            HAILED_FIELDS, VERSION, VERSION, core.state, core.count, self._board.features,
            limits.mask_code, limits.serial_tag[:4],
        )  # fmt: skip

    def _ident(self, nonce: bytes) -> bytes:
        core, board, log = self._core, self._board, self._core.account.log
        limits = core.limits or calibration.NONE
        content = struct.pack(
            IDENT_FIELDS, nonce, core.now_ms & MASK_32, VERSION, core.state, board.features,
            limits.serial_tag, limits.mask_code,
            board.firmware, board.flavour, board.digest, limits.digest,
            HARDWARE_TIMER_MS, limits.hottest_cdegc, board.lease_max_ms,
            log.first, log.last, log.boots, board.reset_cause, core.trip, 1,
            core.count,
        )  # fmt: skip
        for i in range(core.count):
            peak, full, most, band = limits.channels[i][:4]
            content += struct.pack(IDENT_EACH, peak, full, most, band, 0)
        return content

    def _asked(self, seq: int, content: bytes) -> None:
        """A piece of the log or of the calibration, only while dark."""
        if len(content) != struct.calcsize(ASK_FIELDS):
            self.refuse(seq, ASK, REFUSED_LENGTH, 0)
            return
        if self._core.is_lit:
            self.refuse(seq, ASK, REFUSED_DARK_FIRST, 0)
            return
        what, first, count = struct.unpack(ASK_FIELDS, content)
        if what == A_LOG:
            data, total = self._records(first, count)
        elif what == A_CERTIFICATE:
            kept = self._board.kept(CERTIFICATE, 0) or b""
            data, total = kept[first : first + min(count, MOST_CHUNK)], len(kept)
        else:
            self.refuse(seq, ASK, REFUSED_KIND, 0)
            return
        if self.now is not None:
            head = struct.pack(CHUNK_FIELDS, what, first, total, len(data))
            self._say(self.now, CHUNK, head + data)

    def _records(self, first: int, count: int) -> tuple[bytes, int]:
        """Whole records from a number on; what is lost is left out, and its number tells it."""
        log = self._core.account.log
        data, number = b"", max(first, log.first)
        while (
            number <= log.last and len(data) < min(count, MOST_CHUNK // RECORD_BYTES) * RECORD_BYTES
        ):
            data += log.record(number) or b""
            number += 1
        self._read_to = max(self._read_to, number - 1)
        return data, log.last
