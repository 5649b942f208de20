"""Sittings on a mask that is not there, in virtual time, with what may tear host and mask apart.

The jig's light is the truth: it shares nothing with host, log or ledger. Read by tests and bench.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from openpbm.delivery.event import Fitted, Pause, ScreenAnswered, Start
from openpbm.delivery.order import Order, OrderChannel
from openpbm.delivery.runner import Heading, Runner
from openpbm.delivery.state import FINAL, LIT, Phase
from openpbm.delivery.wire import mask_code
from openpbm.devices.host import MaskSlot, greeted
from openpbm.devices.mask_log import read_log
from openpbm.errors import DeviceError
from openpbm.firmware.board import BY_POWER, LOG
from openpbm.firmware.board_sim import calibrate, enrol
from openpbm.firmware.cobs import Unstuffer, stuffed
from openpbm.firmware.log import RING
from openpbm.firmware.mask_sim import (
    CERTIFICATE_TEXT,
    SIM_CAP_MJ_CM2,
    SIM_FULL,
    SimMask,
    StreamVoice,
)
from openpbm.firmware.wire_table import LOG_GAP, LOG_START, STATE_LATCHED
from openpbm.record import LightEvent, LightRate, PersonAdded
from openpbm.session import Part
from openpbm.tracking.account import record_of
from openpbm.tracking.given import Sitting
from openpbm.tracking.mask_log import resolved

BEGAN = datetime(2026, 5, 4, 12, tzinfo=UTC)
KEY = bytes(range(32))
DRIVE = 0.8
LOOK_MS = 10.0
WITH_FRAM_MS = 250  # of light, that a reset may lose
DAY_S = 86_400
BOTH = ("red", "nir")
FAULTS = (
    "none", "link", "links", "death", "death_pause", "reset", "brownout", "hang", "link_reset",
    "death_reset", "rot",
)  # fmt: skip


@dataclass
class JigLink:
    """A line with a delay, which may break; what is on its way is lost then."""

    mask: SimMask
    rng: random.Random
    waits: bool = False  # outside a sitting time passes while somebody waits for an answer
    is_open: bool = True
    _ways: list[tuple[float, bool, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._reader = Unstuffer()
        self._voice = StreamVoice(lambda data: self._later(data, to_mask=False))
        self._came: list[bytes] = []

    def _later(self, data: bytes, *, to_mask: bool) -> None:
        if self.is_open:
            at_ms = self.mask.board.now_ms + self.rng.uniform(1.0, 12.0)
            self._ways.append((at_ms, to_mask, data))

    def carry(self) -> None:
        """What is due arrives."""
        now = self.mask.board.now_ms
        due, self._ways = (
            [one for one in self._ways if one[0] <= now],
            [one for one in self._ways if one[0] > now],
        )
        for _, to_mask, data in due:
            if to_mask:
                self.mask.heard(self._voice, data)
            else:
                self._came += [frame for frame in self._reader.take(data) if frame]

    def broken(self) -> None:
        self.is_open, self._ways, self._came = False, [], []

    def send(self, frame: bytes) -> None:
        if not self.is_open:
            raise DeviceError("gone")
        self._later(stuffed(frame), to_mask=True)

    def receive(self) -> Sequence[bytes]:
        if not self.is_open:
            raise DeviceError("gone")
        ends = self.mask.board.now_ms + 400.0
        while self.waits and not self._came and self.mask.board.now_ms < ends:
            self.mask.advance(self.mask.board.now_ms + 5.0)
            self.carry()
        came, self._came = self._came, []
        return came


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What became of one sitting."""

    fault: str
    truth_ms: dict[str, float]
    guessed: Sitting  # before the log was read
    after: Sitting
    resets: int  # of the mask, in the light
    missing_ms: int  # what each may leave out of its running total
    is_logged: bool  # every order that the host lit for has a record of its start
    is_rotten: bool  # records of it can be read no more
    is_torn: bool  # the mask tells a gap: at a reset it met a record that it could not read

    @property
    def over_ms(self) -> float:
        """The most that a colour counts above its light, less what the promise allows."""
        return max(
            m * 60_000.0 - self.truth_ms[r] * 1.01 - 60.0 - self.missing_ms * self.resets
            for r, m in self.after.counted_min
        )

    @property
    def is_told(self) -> bool:
        """The log tells all of it: nothing of it is lost, and each start is in it."""
        return self.is_logged and not self.is_rotten and not self.is_torn

    @property
    def under_ms(self) -> float:
        """The most that a colour counts below its light; zero or less where it holds."""
        return max(self.truth_ms[r] - m * 60_000.0 for r, m in self.after.counted_min)


class House:
    """One mask, its owner, and sittings day after day; only what has FRAM knows the time of day."""

    def __init__(self, seed: int, *, missing_ms: int = WITH_FRAM_MS) -> None:
        self.rng = random.Random(seed)
        self.mask = SimMask(self.rng.randbytes)
        board = self.mask.board
        board.missing_ms = missing_ms
        board.unix = int(BEGAN.timestamp()) if missing_ms == WITH_FRAM_MS else 0
        cap = SIM_CAP_MJ_CM2
        lit = [(nm, SIM_FULL, 10_000, band, cap, 2 * cap) for band, nm in ((1, 633), (2, 830))]
        digest = sha256(CERTIFICATE_TEXT).digest()[:8]
        calibrate(board, mask_code("jig"), 4100, lit, digest)
        enrol(board, 0, KEY)
        self.mask.power_off(20.0)
        self._to(500.0)

    # ---- the clock of the host

    def monotonic_ms(self) -> int:
        return int(self.mask.board.now_ms)

    def utc(self) -> datetime:
        return BEGAN + timedelta(milliseconds=self.mask.board.now_ms)

    def _to(self, ms: float) -> None:
        self.mask.advance(self.mask.board.now_ms + ms)

    # ---- one sitting

    def sitting(self, number: int, fault: str) -> Seen:
        board = self.mask.board
        self._fresh()
        before = [us / DRIVE / 1000.0 for us in board.light_us()]
        events: list[LightEvent] = [PersonAdded(person_id="p", name="P", at_utc=self.utc())]
        resets, rotten = self._given(number, fault, events)
        self._to(3_000.0)  # every lease is over, every reset too
        truth = [
            us / DRIVE / 1000.0 - was for us, was in zip(board.light_us(), before, strict=True)
        ]
        guessed = record_of(events, "p").sittings
        assert guessed, self.ended
        link = JigLink(self.mask, self.rng, waits=True)
        slot = MaskSlot(number=0, key=KEY)
        host = greeted(link, slot, self.rng.randbytes, int(self.utc().timestamp()))
        after = min((one.order.after for one in guessed[0].orders), default=0)
        log = read_log(host, after)
        found = resolved(events, "p", log, self.utc())
        starts = {r.order_id.hex() for r in log.records if r.kind == LOG_START}
        lit = [one for one in guessed[0].orders if any(one.counted_min.values())]
        return Seen(
            fault=fault,
            truth_ms=dict(zip(BOTH, truth, strict=True)),
            guessed=guessed[0],
            after=record_of([*events, *found], "p").sittings[0],
            resets=resets,
            missing_ms=self.mask.board.missing_ms,
            is_logged=all(one.order.order_id in starts for one in lit),
            is_rotten=rotten,
            is_torn=any(r.kind == LOG_GAP for r in log.records),
        )

    def _fresh(self) -> None:
        """Another day; what latched has had its plug pulled."""
        if self.mask.board.unix:
            self.mask.board.unix += DAY_S
        core = self.mask.core
        if core is None or core.state == STATE_LATCHED:
            self.mask.power_off(50.0)
        self._to(1_000.0)

    def _given(self, number: int, fault: str, events: list[LightEvent]) -> tuple[int, bool]:
        rng, mask = self.rng, self.mask
        link = JigLink(mask, rng)
        runner = Runner(
            order=an_order(rng), clock=self, link=link, recorder=events.append, key=KEY,
            heading=Heading(
                session_id=f"s{number}", person_id="p", plan_sha256="", source="open_mask"
            ),
            fresh=rng.randbytes,
        )  # fmt: skip
        runner.tell(ScreenAnswered(self.monotonic_ms(), True))
        todo = _plan(rng, fault)
        resets, back_ms, person_ms, rot_from = 0, 0.0, 0.0, 0
        ends_ms = mask.board.now_ms + 40_000.0
        while runner.state.phase not in FINAL and mask.board.now_ms < ends_ms:
            mask.advance(mask.board.now_ms + LOOK_MS)
            now = mask.board.now_ms
            if back_ms and now >= back_ms:
                link.is_open, back_ms = True, 0.0
            link.carry()
            runner.poll()
            phase = runner.state.phase
            if phase in LIT and todo and runner.state.lit_ms[0] >= todo[0][1]:
                what = todo.pop(0)[0]
                if what == "death":
                    break
                if what == "link":
                    link.broken()
                    back_ms = now + rng.uniform(50.0, 2_500.0)
                elif what == "pause":
                    runner.tell(Pause(self.monotonic_ms()))
                    person_ms = now + 400.0
                elif what == "rot":
                    rot_from = mask.core.account.log.last if mask.core else 0
                else:
                    resets += mask.board.is_shining
                    _break(mask, what, rng)
            elif phase is Phase.AGREED and now >= person_ms:
                runner.tell(Fitted(self.monotonic_ms(), True, True))
                person_ms = now + 200.0
            elif phase in (Phase.READY, Phase.PAUSED) and now >= person_ms:
                runner.tell(Start(self.monotonic_ms()))
        self.ended = f"{runner.state.phase} {runner.state.reason}"
        if fault == "death_reset":
            self._to(rng.uniform(0.0, 900.0))
            resets += mask.board.is_shining
            _break(mask, "reset", rng)
        if rot_from:
            self._to(1_500.0)
            _rot(mask, rot_from)
        return resets, bool(rot_from)


def an_order(rng: random.Random) -> Order:
    target = rng.randrange(4_000, 12_000)
    return Order(
        mask_id="jig",
        part=Part(),
        channels=tuple(
            OrderChannel(id=b, band=b, drive=DRIVE, prescribed_ms=target + 1_000, target_ms=target)
            for b in BOTH
        ),
        rates=tuple(
            LightRate(role=b, band=b, region="nose", mean_j_cm2_min=1.0, hot_j_cm2_min=1.44)
            for b in BOTH
        ),
        hottest_degc=41.0,
    )


def _plan(rng: random.Random, fault: str) -> list[tuple[str, float]]:
    """What happens, and after how much light of a start."""
    at = rng.uniform(100.0, 3_500.0)
    return {
        "none": [],
        "link": [("link", at)],
        "links": [("link", at), ("link", rng.uniform(50.0, 400.0))],
        "death": [("death", at)],
        "death_pause": [("pause", at), ("death", rng.uniform(50.0, 400.0))],
        "reset": [("reset", at)],
        "brownout": [("brownout", at)],
        "hang": [("hang", at)],
        "link_reset": [("link", at), ("reset", rng.uniform(50.0, 400.0))],
        "death_reset": [("death", at)],
        "rot": [("pause", at), ("rot", 50.0), ("death", rng.uniform(100.0, 400.0))],
    }[fault]


def _break(mask: SimMask, what: str, rng: random.Random) -> None:
    if what == "reset":
        mask.power_off(rng.uniform(20.0, 900.0), BY_POWER)
    elif what == "brownout":
        mask.sag(2_500, rng.uniform(20.0, 300.0))
    else:
        mask.hang(700.0)


def _rot(mask: SimMask, number: int) -> None:
    """Memory that forgets: the records of the last start and its end can be read no more."""
    assert mask.core is not None
    for lost in range(number, mask.core.account.log.last + 1):
        kept = mask.board.memory[(LOG, lost % RING)]
        mask.board.memory[(LOG, lost % RING)] = kept[:-1] + bytes([kept[-1] ^ 1])
