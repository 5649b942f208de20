"""A host that a case moves by hand: it says what no good host would, and judges by the jig."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256

from openpbm.devices.conform.jig import JigHands, Latches
from openpbm.devices.conform.rig import MaskLine, Rig
from openpbm.devices.conform.seen import Sighting
from openpbm.devices.label import Label
from openpbm.fact import Message, message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.frame import (
    NO_KEY,
    NO_SESSION,
    channels,
    is_of,
    packed,
    parts,
    session_key,
    slot_key,
)

ANSWER_MS = 500.0
OFF_MS = 30.0
READY_MS = 220.0  # from power to a mask that answers: its self-test
RENEW_EVERY_MS = 200.0
LIGHT_MS = 100.0  # from a start to light
GRANT_MS = 5000
VALID_S = 600
MOST_CAP = 0xFFFFFFFF
FULL_DRIVE = 10_000
OFTEN = 10.0  # what can be waited for faster in a world that is played
PRESSED_MS = 3200.0
WRAP = 1 << 32
LONG_MS = 200.0  # a wait that is worth going faster
NO_ONE = b"nobody.."


class MissedError(Exception):
    """What a case rests on did not come; the sighting says what."""


@dataclass(frozen=True, kw_only=True)
class HostPlace:
    """A slot of the mask, with its key."""

    number: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Greeting:
    """What an ident says, as far as cases need it."""

    nonce: bytes
    device_ms: int
    state: int
    features: int
    serial_tag: bytes
    mask_code: int
    firmware: bytes
    flavour: int
    digest: bytes
    calibration: bytes
    hottest_cdegc: int
    lease_max_ms: int
    log_first: int
    log_last: int
    boots: int
    trip: int
    each: tuple[tuple[int, ...], ...]  # peak, full, most drive, band, state


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report."""

    seq: int
    device_ms: int
    heard: int
    start: int
    flags: int
    trip: int
    lit_ms: tuple[int, ...]

    @property
    def is_lit(self) -> bool:
        """By its own word."""
        return bool(self.flags & wire.FLAG_LIT)


@dataclass(frozen=True, kw_only=True)
class AskedOrder:
    """An order as a case asks for it."""

    order_id: bytes
    calib_tag: bytes
    hottest_cdegc: int
    grant_ms: tuple[int, ...]
    drives: tuple[int, ...]
    caps: tuple[int, ...]
    lease_ms: int = wire.LEASE_MS
    valid_s: int = VALID_S
    person_tag: bytes = NO_ONE

    def content(self) -> bytes:
        """For the wire."""
        count = len(self.grant_ms)
        head = struct.pack(
            wire.ORDER_FIELDS, self.order_id, bytes(8), self.person_tag, self.calib_tag,
            self.hottest_cdegc, self.lease_ms, self.valid_s, 0, count,
        )  # fmt: skip
        each = zip(self.grant_ms, self.drives, self.caps, strict=True)
        return head + b"".join(struct.pack(wire.ORDER_EACH, *one) for one in each)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """To an order, or to nothing: what was taken, or why not."""

    status: int = -1
    grant_ms: tuple[int, ...] = ()
    refused: int = 0
    detail: int = 0


@dataclass
class Speaking:
    """One session of a case's host."""

    place: HostPlace
    session: bytes
    line: MaskLine
    said: int = 0

    def __post_init__(self) -> None:
        self.to_mask = session_key(self.place.key, self.session, True)
        self.to_host = session_key(self.place.key, self.session, False)

    def framed(self, kind: int, content: bytes) -> bytes:
        """The next frame."""
        self.said += 1
        return packed(kind, self.said, content, self.session, self.to_mask)


class Bench:
    """A rig with a host in it. Every case begins with `power_on`."""

    def __init__(self, rig: Rig, label: Label, fresh: Callable[[int], bytes]) -> None:
        self.rig, self.jig, self.fresh = rig, JigHands(rig.ask), fresh
        self._label = label
        self.places: list[HostPlace] = []
        self.seen: list[Sighting] = []
        self.line: MaskLine | None = None
        self.heard: list[bytes] = []  # whole frames, as they came
        self.talk: Speaking | None = None
        self.mask: Greeting | None = None
        self.told: list[Told] = []
        self.sent: list[bytes] = []  # frames of sessions of this case
        self.offset_ms = float("inf")  # jig's clock less the mask's, at most
        self.start_number = 0
        self.order: AskedOrder | None = None
        self.base = self.jig.look()
        self._is_rushed = False
        self.longest_gap_ms = 0.0  # of the wall's clock, in which this program did not look

    # ---- what was seen

    def see(
        self, what: Message, found: float, *, least: float | None = None,
        most: float | None = None, unit: str = "ms",
    ) -> bool:  # fmt: skip
        """Note a number beside its bounds."""
        sighting = Sighting(what=what, found=found, unit=unit, least=least, most=most)
        self.seen.append(sighting)
        return sighting.holds

    def exact(self, what: Message, found: float, wanted: float) -> bool:
        """Note a code or a count."""
        return self.see(what, found, least=wanted, most=wanted, unit="1")

    def must(self, what: Message, is_so: bool) -> None:
        """A case can go on only if it is so.

        Raises:
            MissedError: it is not.
        """
        if not is_so:
            self.exact(what, 0, 1)
            raise MissedError

    # ---- time

    def look(self) -> Latches:
        """The jig's latches."""
        return self.jig.look()

    def ups(self) -> int:
        """How often light began in this case."""
        return self.jig.look().ups - self.base.ups

    def until(self, is_so: Callable[[], bool], ms: float, *, renew: bool = False) -> bool:
        """Wait until it is so, at most that long by the jig's clock."""
        began_ms = renewed_ms = self.look().now_ms
        before_ms = self.rig.wall_ms()
        while True:
            self.pump()
            wall_ms = self.rig.wall_ms()
            self.longest_gap_ms = max(self.longest_gap_ms, wall_ms - before_ms)
            before_ms = wall_ms
            if is_so():
                return True
            now_ms = self.look().now_ms
            if now_ms - began_ms >= ms:
                return False
            if renew and now_ms - renewed_ms >= RENEW_EVERY_MS:
                renewed_ms = now_ms
                self.renew()
            self.rig.rest()

    def wait(self, ms: float) -> None:
        """That long, without a word; what only waits in the dark goes faster where it can."""
        if ms >= LONG_MS and self.is_dark():
            with self.rushed():
                self.until(lambda: False, ms)
        else:
            self.until(lambda: False, ms)

    def shine(self, ms: float) -> None:
        """That long, with renewals."""
        self.until(lambda: False, ms, renew=True)

    @contextmanager
    def rushed(self) -> Iterator[None]:
        """What only waits goes faster where the world is played."""
        can = not self._is_rushed and self.jig.can(f"rush {OFTEN}")
        self._is_rushed = self._is_rushed or can
        try:
            yield
        finally:
            if can:
                self._is_rushed = False
                self.jig.do("rush 1")

    # ---- power

    def power_on(self, *, off_ms: float = OFF_MS, ready: bool = True) -> None:
        """Whole, closed, worn, dark, and just switched on."""
        self.jig.can("begin")
        self.power_cycle(off_ms=off_ms, ready=ready)
        self.base = self.look()
        self.order, self.start_number = None, 0

    def power_cycle(self, *, off_ms: float = OFF_MS, ready: bool = True) -> None:
        """The plug out and in; nothing else changes."""
        self.jig.do(f"power off {off_ms:.0f}")
        if self.line is None:
            self.line = self.rig.open()
        self.told, self.sent, self.talk = [], [], None
        self.offset_ms = float("inf")
        if ready:
            self.wait(off_ms + READY_MS)
        self.heard = []

    def hang_up(self) -> None:
        """The line is closed; the next word opens another."""
        if self.line is not None:
            self.line.close()
            self.line, self.talk = None, None

    # ---- out and in

    def own_line(self) -> MaskLine:
        """The line, opened where there is none."""
        if self.line is None:
            self.line = self.rig.open()
        return self.line

    def send(self, frame: bytes) -> None:
        """A frame as it is."""
        self.own_line().send(frame)

    def say(self, kind: int, content: bytes) -> int:
        """A frame of the session; its number."""
        assert self.talk is not None  # a case greets first
        frame = self.talk.framed(kind, content)
        self.sent.append(frame)
        self.talk.line.send(frame)
        return self.talk.said

    def pump(self) -> None:
        """Take in what has come."""
        line = self.talk.line if self.talk is not None else self.line
        for frame in line.receive() if line is not None else ():
            self.heard.append(frame)
            told = self._report_in(frame)
            if told is not None:
                self.told.append(told)
                self.offset_ms = min(self.offset_ms, self.look().now_ms - told.device_ms)

    def content_of(self, frame: bytes, kind: int) -> bytes | None:
        """What an authentic frame of this session says."""
        whole, talk = parts(frame), self.talk
        if whole is None or talk is None or whole[0] != kind:
            return None
        return whole[2] if is_of(frame, talk.session, talk.to_host) else None

    def _report_in(self, frame: bytes) -> Told | None:
        content, whole = self.content_of(frame, wire.REPORT), parts(frame)
        if content is None or whole is None:
            return None
        size = struct.calcsize(wire.REPORT_FIELDS)
        head = struct.unpack_from(wire.REPORT_FIELDS, content)
        each = channels(
            content[: size + head[7] * struct.calcsize(wire.REPORT_EACH)],
            wire.REPORT_FIELDS, wire.REPORT_EACH, head[7],
        )  # fmt: skip
        return Told(
            seq=whole[1], device_ms=head[0], heard=head[1], start=head[2], flags=head[3],
            trip=head[4], lit_ms=tuple(ms for ms, _ in each or ()),
        )  # fmt: skip

    def answered(
        self, read: Callable[[bytes], bool], ms: float = ANSWER_MS, *, since: int | None = None
    ) -> bytes | None:
        """The first frame from now on, or from a place in what was heard, that is it."""
        at = len(self.heard) if since is None else since

        def found() -> bool:
            return any(read(frame) for frame in self.heard[at:])

        if not self.until(found, ms):
            return None
        return next(frame for frame in self.heard[at:] if read(frame))

    # ---- who

    def place(self) -> HostPlace:
        """A slot of this suite; enrolled by the button and the label where there is none."""
        if not self.places:
            found = self.enrolled()
            self.must(message("conform-enrolled"), found is not None)
        return self.places[0]

    def press(self, ms: float = PRESSED_MS) -> None:
        """Hold the button that long."""
        with self.rushed():
            self.jig.do(f"button {ms:.0f}")
            self.wait(ms + 40.0)

    def enrolled(self, *, secret: str | None = None, pressed: bool = True) -> HostPlace | None:
        """Ask for a slot; None where there was no answer or a refusal."""
        if pressed:
            self.press()
        label = self._label if secret is None else replace(self._label, secret=secret)
        nonce, key = self.fresh(16), label.key
        at = len(self.heard)
        self.send(
            packed(wire.ENROL, 1, struct.pack(wire.ENROL_FIELDS, nonce, NO_ONE), NO_SESSION, key)
        )
        frame = self.answered(lambda one: is_of_kind(one, wire.ENROLLED, key), since=at)
        whole = parts(frame) if frame is not None else None
        if whole is None:
            return None
        mask_nonce, number = struct.unpack(wire.ENROLLED_FIELDS, whole[2])
        place = HostPlace(number=number, key=slot_key(key, nonce, mask_nonce, number))
        self.places.append(place)
        return place

    def refused_to_enrol(self, since: int) -> int:
        """The code in a refusal that has the label's key; 0 where there is none."""
        key = self._label.key
        for frame in self.heard[since:]:
            whole = parts(frame)
            if whole is not None and is_of_kind(frame, wire.REFUSED, key):
                return int(struct.unpack(wire.REFUSED_FIELDS, whole[2])[2])
        return 0

    def hello(
        self, place: HostPlace, nonce: bytes, *, low: int = wire.VERSION, high: int = wire.VERSION
    ) -> bytes:
        """A greeting as a frame."""
        content = struct.pack(wire.HELLO_FIELDS, nonce, low, high, place.number, 0, 0)
        return packed(wire.HELLO, 1, content, NO_SESSION, place.key)

    def ident(self, place: HostPlace, nonce: bytes, ms: float = ANSWER_MS) -> Greeting | None:
        """The answer to a greeting that was sent with this nonce."""

        def is_it(frame: bytes) -> bool:
            whole = parts(frame)
            if whole is None or whole[0] != wire.IDENT:
                return False
            session = whole[2][:8] + nonce
            return is_of(frame, session, session_key(place.key, session, False))

        frame = self.answered(is_it, ms)
        whole = parts(frame) if frame is not None else None
        return greeting_of(whole[2]) if whole is not None else None

    def greet(self, place: HostPlace | None = None, line: MaskLine | None = None) -> Greeting:
        """A session, with its first frame said so that it counts.

        Raises:
            MissedError: no answer.
        """
        own, nonce = place or self.place(), self.fresh(8)
        line = line or self.own_line()
        self.talk = Speaking(place=own, session=bytes(16), line=line)
        line.send(self.hello(own, nonce))
        found = self.ident(own, nonce)
        self.must(message("conform-greeted"), found is not None)
        assert found is not None
        self.mask = found
        self.talk = Speaking(place=own, session=found.nonce + nonce, line=line)
        self.told = []
        return found

    def meet(self, place: HostPlace | None = None) -> Told:
        """Greet, and hear the first report of the session."""
        self.greet(place)
        self.say(wire.RENEW, struct.pack(wire.RENEW_FIELDS, 0, 0) + bytes(4 * self.count))
        self.must(message("conform-reported"), self.until(lambda: bool(self.told), ANSWER_MS))
        return self.told[-1]

    @property
    def count(self) -> int:
        """Channels of this mask."""
        assert self.mask is not None  # greeted
        return len(self.mask.each)

    # ---- orders and starts

    def asking(self, **changes: object) -> AskedOrder:
        """An order within the limits of the mask, but for what a case changes."""
        assert self.mask is not None  # greeted
        usual = AskedOrder(
            order_id=self.fresh(8),
            calib_tag=self.mask.calibration[:4],
            hottest_cdegc=self.mask.hottest_cdegc,
            grant_ms=(GRANT_MS,) * self.count,
            drives=tuple(one[2] * 3 // 4 for one in self.mask.each),
            caps=(MOST_CAP,) * self.count,
        )
        return replace(usual, **changes)  # type: ignore[arg-type]  # fields of it, by name

    def ask_for(self, order: AskedOrder) -> Reply:
        """Send an order; its answer."""
        at = len(self.heard)
        seq = self.say(wire.ORDER, order.content())

        def is_it(frame: bytes) -> bool:
            return self.ordered(frame) is not None or self.refusal(frame, seq) is not None

        frame = self.answered(is_it, since=at)
        if frame is None:
            return Reply()
        reply = self.ordered(frame) or self.refusal(frame, seq)
        assert reply is not None
        if reply.status in (0, 1):
            self.order = order
        return reply

    def ordered(self, frame: bytes) -> Reply | None:
        """An order that was taken."""
        content = self.content_of(frame, wire.ORDERED)
        if content is None:
            return None
        _, status, _, count = struct.unpack_from(wire.ORDERED_FIELDS, content)
        each = channels(content, wire.ORDERED_FIELDS, wire.ORDERED_EACH, count)
        return Reply(status=status, grant_ms=tuple(ms for ms, _ in each or ()))

    def refusal(self, frame: bytes, seq: int) -> Reply | None:
        """No, to the frame of this number."""
        content = self.content_of(frame, wire.REFUSED)
        if content is None:
            return None
        number, _, why, detail = struct.unpack_from(wire.REFUSED_FIELDS, content)
        return Reply(refused=why, detail=detail) if number == seq else None

    def refused(self, seq: int, since: int) -> Reply:
        """The refusal of a frame, or none."""
        frame = self.answered(lambda one: self.refusal(one, seq) is not None, since=since)
        return (self.refusal(frame, seq) if frame is not None else None) or Reply()

    def agree(self, **changes: object) -> AskedOrder:
        """Met, and with an order that was taken.

        Raises:
            MissedError: it was not.
        """
        if self.talk is None:
            self.meet()
        order = self.asking(**changes)
        reply = self.ask_for(order)
        self.must(message("conform-ordered"), reply.status in (0, 1))
        return order

    def start(
        self, *, number: int | None = None, echo_ms: int | None = None,
        grant_ms: Sequence[int] | None = None, order_id: bytes | None = None,
    ) -> int:  # fmt: skip
        """Wish for light; the number of the frame."""
        assert self.order is not None  # agreed
        if number is None:
            self.start_number += 1
            number = self.start_number
        head = struct.pack(
            wire.START_FIELDS, order_id or self.order.order_id, number, self.echo(echo_ms)
        )
        grants = self.order.grant_ms if grant_ms is None else grant_ms
        return self.say(wire.START, head + _each(grants))

    def echo(self, echo_ms: int | None = None) -> int:
        """The mask's time of its last report, or another."""
        return (self.told[-1].device_ms if echo_ms is None else echo_ms) % WRAP

    def renew(
        self, *, number: int | None = None, echo_ms: int | None = None,
        grant_ms: Sequence[int] | None = None,
    ) -> int:  # fmt: skip
        """Go on; the number of the frame."""
        assert self.order is not None  # agreed
        head = struct.pack(
            wire.RENEW_FIELDS, self.start_number if number is None else number, self.echo(echo_ms)
        )
        return self.say(
            wire.RENEW, head + _each(self.order.grant_ms if grant_ms is None else grant_ms)
        )

    def dark(self, why: int = 0) -> int:
        """Go dark; the number of the frame."""
        return self.say(wire.DARK, bytes([why]))

    def light(self, **changes: object) -> None:
        """Agreed, started, and light seen.

        Raises:
            MissedError: none came.
        """
        self.agree(**changes)
        self.lit_by(self.start)

    def lit_by(self, do: Callable[[], object]) -> None:
        """Light comes by this.

        Raises:
            MissedError: it does not.
        """
        began_ms = self.look().now_ms
        do()
        is_lit = self.until(lambda: self.look().is_lit, ANSWER_MS)
        self.must(message("conform-lit"), is_lit)
        self.see(message("conform-lit_after"), self.look().edge_ms - began_ms, most=LIGHT_MS)

    # ---- ends

    def is_dark(self) -> bool:
        """By the photodiode."""
        return not self.look().is_lit

    def dark_since(self, began_ms: float, most_ms: float, *, renew: bool = False) -> None:
        """Dark no later than that after a moment of the jig's clock."""
        left_ms = most_ms + ANSWER_MS - (self.look().now_ms - began_ms)
        ends = self.until(self.is_dark, max(left_ms, 0.0), renew=renew)
        now = self.look()
        self.see(
            message("conform-dark_after"), (now.edge_ms if ends else now.now_ms) - began_ms,
            most=most_ms,
        )  # fmt: skip

    def stays_dark(self, ms: float = 300.0, *, renew: bool = True) -> None:
        """No light in that time, whatever is renewed."""
        ups = self.look().ups
        with self.rushed():
            self.until(lambda: False, ms, renew=renew and self.order is not None)
        self.exact(message("conform-ups_more"), self.look().ups - ups, 0)
        self.exact(message("conform-is_lit"), int(self.look().is_lit), 0)

    def trip_told(self, trip: int) -> None:
        """A report says why."""
        self.until(lambda: bool(self.told) and self.told[-1].trip == trip, ANSWER_MS)
        self.exact(message("conform-trip"), self.told[-1].trip if self.told else -1, trip)

    def given_ms(self, channel: int = 0) -> float:
        """Light of this case, in ms at the drive of its order."""
        assert self.order is not None and self.mask is not None  # agreed
        full_ms = self.look().light_ms[channel] - self.base.light_ms[channel]
        return full_ms * FULL_DRIVE / self.order.drives[channel]

    # ---- what it keeps

    def chunk(self, what: int, first: int, count: int) -> tuple[int, bytes] | None:
        """A piece of the log or of the calibration: of how much, and its bytes."""
        at = len(self.heard)
        self.say(wire.ASK, struct.pack(wire.ASK_FIELDS, what, first, count))
        frame = self.answered(lambda one: self.content_of(one, wire.CHUNK) is not None, since=at)
        content = self.content_of(frame, wire.CHUNK) if frame is not None else None
        if content is None:
            return None
        total = struct.unpack_from(wire.CHUNK_FIELDS, content)[2]
        return total, content[struct.calcsize(wire.CHUNK_FIELDS) :]


def _each(grant_ms: Sequence[int]) -> bytes:
    return b"".join(struct.pack(wire.START_EACH, ms) for ms in grant_ms)


def is_of_kind(frame: bytes, kind: int, key: bytes) -> bool:
    """Authentic outside a session, and of this kind."""
    whole = parts(frame)
    return whole is not None and whole[0] == kind and is_of(frame, NO_SESSION, key)


def greeting_of(content: bytes) -> Greeting | None:
    """None where it is cut short."""
    size = struct.calcsize(wire.IDENT_FIELDS)
    if len(content) < size:
        return None
    (
        nonce, device_ms, _, state, features, serial_tag, code, firmware, flavour, digest,
        calibration, _, hottest, lease_max, first, last, boots, _, trip, _, count,
    ) = struct.unpack_from(wire.IDENT_FIELDS, content)  # fmt: skip
    whole = content[: size + count * struct.calcsize(wire.IDENT_EACH)]
    each = channels(whole, wire.IDENT_FIELDS, wire.IDENT_EACH, count)
    if each is None:
        return None
    return Greeting(
        nonce=nonce, device_ms=device_ms, state=state, features=features, serial_tag=serial_tag,
        mask_code=code, firmware=firmware, flavour=flavour, digest=digest,
        calibration=calibration, hottest_cdegc=hottest, lease_max_ms=lease_max, log_first=first,
        log_last=last, boots=boots, trip=trip, each=tuple(each),
    )  # fmt: skip


def hail_frame() -> bytes:
    """Who is there? Without a key."""
    return packed(wire.HAIL, 1, b"", NO_SESSION, NO_KEY)


def digest_of(data: bytes) -> bytes:
    """As an ident has it."""
    return sha256(data).digest()[:8]
