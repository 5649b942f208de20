"""What a case has in its hands: the jig, time, power, and a line to the mask."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from openpbm.devices.conform.jig import JigHands, Latches
from openpbm.devices.conform.rig import MaskLine, Rig
from openpbm.devices.conform.said import (
    ANSWER_MS,
    LONG_MS,
    OFF_MS,
    OFTEN,
    READY_MS,
    RENEW_EVERY_MS,
    AskedOrder,
    Greeting,
    HostPlace,
    Speaking,
    Told,
)
from openpbm.devices.conform.seen import Sighting
from openpbm.devices.label import Label
from openpbm.fact import Message
from openpbm.firmware import wire_table as wire
from openpbm.firmware.frame import (
    channels,
    is_of,
    parts,
)


class MissedError(Exception):
    """What a case rests on did not come; the sighting says what."""


class BenchHands:
    """A rig, and what was seen of it. Every case begins with `power_on`."""

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
        if ms >= LONG_MS and not self.look().is_lit:
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

    def renew(self) -> int:
        """Go on with the light, as a host does."""
        raise NotImplementedError
