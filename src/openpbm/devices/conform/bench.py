"""A host that a case moves by hand: it says what no good host would, and judges by the jig."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import replace

from openpbm.devices.conform.hands import BenchHands
from openpbm.devices.conform.rig import MaskLine
from openpbm.devices.conform.said import (
    ANSWER_MS,
    FORBIDS_MS,
    FULL_DRIVE,
    GRANT_MS,
    LIGHT_MS,
    MOST_CAP,
    NO_ONE,
    PRESSED_MS,
    WRAP,
    AskedOrder,
    Greeting,
    HostPlace,
    Reply,
    Speaking,
    Told,
    greeting_of,
    is_of_kind,
)
from openpbm.fact import message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.frame import (
    NO_SESSION,
    channels,
    is_of,
    packed,
    parts,
    session_key,
    slot_key,
)


class Bench(BenchHands):
    """A rig with a host in it."""

    # ---- who

    def place(self) -> HostPlace:
        """A slot of this suite; enrolled by the button and the label where there is none."""
        if not self.places:
            found = self.enrolled()
            self.must(message("conform-enrolled"), found is not None)
        return self.places[0]

    def press(self, ms: float = PRESSED_MS) -> None:
        """Hold the button that long; then it forbids light no more."""
        with self.rushed():
            self.jig.do(f"button {ms:.0f}")
            self.wait(ms + FORBIDS_MS)

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

    def renew_afresh(self) -> int:
        """With the echo of a report that has just come: a whole lease from now."""
        self.await_report(renew=True)
        return self.renew()

    def await_report(self, *, renew: bool = False) -> None:
        """The next word of the mask."""
        count = len(self.told)
        self.until(lambda: len(self.told) > count, ANSWER_MS, renew=renew)

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

    def shining(self, ms: float) -> None:
        """Just switched on, and lit for so long.

        Raises:
            MissedError: no light came.
        """
        self.power_on()
        self.light()
        self.shine(ms)

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
