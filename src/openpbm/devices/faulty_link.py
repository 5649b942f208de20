"""A link that loses, doubles, delays, mixes, garbles and replays, on demand."""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from openpbm.errors import DeviceError
from openpbm.firmware.frame import NO_SESSION, packed, parts

REMEMBERED = 40  # frames that an eavesdropper keeps


@dataclass(slots=True)
class LinkFault:
    """What a link does to frames between two times."""

    kind: str  # drop, duplicate, reorder, delay, corrupt, replay, forge
    from_ms: float
    to_ms: float
    share: float  # of the frames


@dataclass(slots=True)
class FaultyLink:
    """Two queues of frames with the time of their arrival. Time is set from outside."""

    rng: random.Random
    latency_ms: float
    faults: tuple[LinkFault, ...] = ()
    now_ms: float = 0.0
    is_open: bool = True
    to_mask: list[tuple[float, int, bytes]] = field(default_factory=list)
    to_host: list[tuple[float, int, bytes]] = field(default_factory=list)
    overheard: list[bytes] = field(default_factory=list)  # on the way to the mask
    _broke: bool = False
    _count: int = 0

    def send(self, frame: bytes) -> None:
        """From the host."""
        if not self.is_open:
            raise DeviceError("found no link; expected an open one")
        self._carry(self.to_mask, frame)

    def say(self, frame: bytes) -> None:
        """From the mask."""
        if self.is_open:
            self._carry(self.to_host, frame)

    def receive(self) -> Sequence[bytes]:
        """What has come to the host by now."""
        if self._broke and self.is_open:
            self._broke = False  # a link that comes back is a new one, and says so
            raise DeviceError("found a link that was gone for a while; expected the same one")
        queue = self.to_host
        if not queue or queue[0][0] > self.now_ms:
            return ()
        come = []
        while queue and queue[0][0] <= self.now_ms:
            come.append(heapq.heappop(queue)[2])
        return come

    def arrived(self) -> Sequence[bytes]:
        """What has come to the mask by now."""
        queue = self.to_mask
        come = []
        while queue and queue[0][0] <= self.now_ms:
            come.append(heapq.heappop(queue)[2])
        return come

    @property
    def has_come(self) -> bool:
        """True where a frame waits for the host."""
        return bool(self.to_host) and self.to_host[0][0] <= self.now_ms

    def next_ms(self, *, host_listens: bool = True) -> float:
        """When the next frame arrives where somebody listens."""
        mask = self.to_mask[0][0] if self.to_mask else 1e18
        host = self.to_host[0][0] if self.to_host and host_listens else 1e18
        return min(mask, host)

    def disconnect(self) -> None:
        """All that is on the way is gone."""
        self.is_open, self._broke = False, True
        self.to_mask.clear()
        self.to_host.clear()

    def reconnect(self) -> None:
        """As new."""
        self.is_open = True

    def _carry(self, queue: list[tuple[float, int, bytes]], frame: bytes) -> None:
        late_ms = self.latency_ms
        if self.faults:
            for fault in self.faults:
                if fault.from_ms <= self.now_ms < fault.to_ms and self.rng.random() < fault.share:
                    frames = self._spoilt(queue, frame, fault.kind)
                    if frames is None:
                        return
                    frame, more_ms = frames
                    late_ms += more_ms
            if queue is self.to_mask:
                self.overheard.append(frame)
                del self.overheard[:-REMEMBERED]
        self._put(queue, frame, late_ms)

    def _spoilt(
        self, queue: list[tuple[float, int, bytes]], frame: bytes, kind: str
    ) -> tuple[bytes, float] | None:
        """The frame that goes on, and how late; None where it is lost."""
        rng = self.rng
        match kind:
            case "drop":
                return None
            case "delay":
                return frame, rng.uniform(0, 5_000)
            case "reorder":
                return frame, rng.uniform(0, 400)
            case "duplicate":
                self._put(queue, frame, self.latency_ms + rng.uniform(0, 1_000))
            case "corrupt":
                return garbled(frame, rng), 0.0
            case "replay":
                if self.overheard:
                    self._put(self.to_mask, rng.choice(self.overheard), rng.uniform(0, 500))
            case _:
                if parts(frame) is not None:  # noise is forged by nobody
                    self._put(queue, forged(frame, rng), rng.uniform(0, 50))
        return frame, 0.0

    def _put(self, queue: list[tuple[float, int, bytes]], frame: bytes, late_ms: float) -> None:
        self._count += 1
        heapq.heappush(queue, (self.now_ms + late_ms, self._count, frame))


def garbled(frame: bytes, rng: random.Random) -> bytes:
    """One to eight bits flipped, or the end cut off."""
    if rng.random() < 0.2 or not frame:
        return frame[: rng.randrange(len(frame) + 1)]
    spoilt = bytearray(frame)
    for _ in range(rng.randint(1, 8)):
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def forged(frame: bytes, rng: random.Random) -> bytes:
    """A whole frame with a sound checksum and a newer number, by somebody without the key."""
    whole = parts(frame)
    assert whole is not None
    kind, _, content = whole
    return packed(kind, rng.randrange(2**32), content, NO_SESSION, rng.randbytes(32))
