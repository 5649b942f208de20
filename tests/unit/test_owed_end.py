"""Memory that fails at any moment: light that was given is in the log and in the day's room."""

from __future__ import annotations

import random
import struct
from hashlib import sha256

import pytest

from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.rig import VirtualRig
from openpbm.devices.label import Label
from openpbm.devices.mask_log import record_of
from openpbm.firmware import calibration
from openpbm.firmware.account import Account
from openpbm.firmware.board import CERTIFICATE, LOG, ROOM
from openpbm.firmware.board_sim import SimBoard, calibrate
from openpbm.firmware.log import NO_ORDER
from openpbm.firmware.mask_sim import LABEL_SECRET, LABEL_SERIAL, SimMask
from openpbm.firmware.orders import TakenOrder
from openpbm.firmware.room import light_mj_cm2
from openpbm.firmware.wire_table import KEPT_ROOM_FIELDS, LOG_END, LOG_START
from openpbm.tracking.mask_log import LogRecord

DAY = 60_000  # mJ/cm2 that a mask gives in a day
DRIVE = 10_000
LIT_MS, SLICE_MS = 1_000, 200
PERSON = b"somebody"
BOTH = [(b"order001", LOG_START), (b"order001", LOG_END), (b"order002", LOG_START)]


class Failing(SimBoard):
    """Refuses some of its writes, by their number."""

    def __init__(self, channels: int, lost: range = range(0)) -> None:
        super().__init__(channels, bytes)
        self.unix = 1_700_000_000
        self.lost, self.writes = lost, 0
        text = b"calibrated"
        self.memory[(CERTIFICATE, 0)] = text
        limits = [(633, 3_000, DRIVE, 1, DAY, DAY)] * channels
        calibrate(self, 1, 4_100, limits, sha256(text).digest()[:8])

    def keep(self, area: int, index: int, content: bytes) -> None:
        self.writes += 1
        if self.writes in self.lost:
            raise OSError(28)
        super().keep(area, index, content)


def account_of(board: Failing) -> Account:
    account = Account(board, calibration.read(board))
    account.open()
    return account


def order_of(name: bytes, channels: int) -> TakenOrder:
    order = TakenOrder((name, bytes(8), PERSON, bytes(4), 4_100, 1_000, 3_600, 0, channels))
    order.grant_ms, order.drives = [9_000] * channels, [DRIVE] * channels
    order.lit_us = [0] * channels
    return order


def shines(account: Account, order: TakenOrder, start: int = 1) -> int:
    """As long as it may, noted as often as the core notes it; how long that was."""
    if not account.begin(order, start, order.grant_ms):
        return 0
    given_ms = 0
    while given_ms < LIT_MS:
        given_ms += SLICE_MS
        order.lit_us = [given_ms * 1000] * account.count
        if not account.note(order, start, [9_000 - given_ms] * account.count):
            break
    account.end(order, start, 0, [given_ms] * account.count)
    return given_ms


def records(account: Account) -> list[LogRecord]:
    found = map(account.log.record, range(account.log.first, account.log.last + 1))
    return [record_of(one) for one in found if one is not None]


def orders_told(account: Account) -> list[tuple[bytes, int]]:
    """Beginnings and ends of orders, as the log has them."""
    return [(one.order_id, one.kind) for one in records(account) if one.order_id != NO_ORDER]


def mj_cm2(board: Failing, lit_ms: int) -> int:
    limits = calibration.read(board)
    assert limits is not None
    return light_mj_cm2(lit_ms, limits.full(0), DRIVE)


def used(board: Failing, channel: int) -> int:
    """Of the day, as it is kept."""
    kept = board.kept(ROOM, 0) or bytes(64)
    return int.from_bytes(kept[struct.calcsize(KEPT_ROOM_FIELDS) + 4 * channel :][:4], "little")


@pytest.mark.parametrize("channels", [1, 6])
@pytest.mark.parametrize("long", [1, 2, 3, 6])
def test_no_write_that_fails_makes_light_unknown(long: int, channels: int) -> None:
    for at in range(1, 36):
        _judge(range(at, at + long), channels)


def _judge(lost: range, channels: int) -> None:
    board = Failing(channels)
    account = account_of(board)
    board.writes, board.lost = 0, lost
    given_ms = {}
    for name in (b"order001", b"order002", b"order003"):
        given_ms[name] = shines(account, order_of(name, channels))
    account = account_of(board)  # a reset, and light after it
    given_ms[b"order004"] = shines(account, order_of(b"order004", channels))
    board.lost = range(0)
    after = account_of(board)
    told = records(after)
    for name, ms in given_ms.items():
        own = [one for one in told if one.order_id == name]
        assert max((max(one.lit_ms) for one in own), default=0) >= ms, lost
    sum_mj = sum(mj_cm2(board, ms) for ms in given_ms.values())
    assert all(used(board, channel) >= sum_mj for channel in range(channels)), lost


def test_without_the_end_of_before_there_is_no_light() -> None:
    board = Failing(2)
    account = account_of(board)
    first, second = order_of(b"order001", 2), order_of(b"order002", 2)
    account.begin(first, 1, first.grant_ms)
    first.lit_us = [LIT_MS * 1000] * 2
    board.memory_fails = True
    account.end(first, 1, 0, [LIT_MS] * 2)
    assert not account.settle() and not account.begin(second, 1, second.grant_ms)
    board.memory_fails = False
    assert account.begin(second, 1, second.grant_ms)
    assert orders_told(account) == BOTH


def test_an_end_of_before_a_reset_is_owed_too() -> None:
    board = Failing(1)
    account = account_of(board)
    order = order_of(b"order001", 1)
    account.begin(order, 1, order.grant_ms)  # and power is cut
    board.writes, board.lost = 0, range(1, 2)
    again = account_of(board)
    assert board.memory.get((LOG, again.log.last)) is not None
    second = order_of(b"order002", 1)
    assert again.begin(second, 1, second.grant_ms)
    assert orders_told(again) == BOTH


def test_what_is_written_once_is_not_written_again() -> None:
    board = Failing(1)
    account = account_of(board)
    shines(account, order_of(b"order001", 1))
    count = len(records(account))
    assert account.settle() and len(records(account)) == count
    assert used(board, 0) == mj_cm2(board, LIT_MS)


def test_a_host_that_greets_finds_the_end_in_the_log() -> None:
    mask = SimMask(random.Random(1).randbytes)
    label = Label(serial=LABEL_SERIAL, secret=LABEL_SECRET)
    bench = Bench(VirtualRig(mask), label, random.Random(2).randbytes)
    bench.power_on()
    bench.light()
    bench.jig.do("memory 0")
    bench.dark()
    assert bench.until(bench.is_dark, 200.0)
    bench.jig.do("memory 1")
    last = bench.greet().log_last
    assert mask.core is not None
    newest = mask.core.account.log.record(last)
    assert newest is not None and record_of(newest).kind == LOG_END


def test_memory_that_fails_on_gives_a_mask_that_says_no() -> None:
    board = Failing(1)
    account = account_of(board)
    last = account.log.last
    board.memory[(LOG, last + 1)] = b"torn"
    board.memory_fails = True
    again = account_of(board)
    order = order_of(b"order001", 1)
    assert not again.begin(order, 1, order.grant_ms)
    board.memory_fails = False
    assert again.begin(order, 1, order.grant_ms)
    kept = [one.number for one in records(again) if one.number > last]
    assert kept == list(range(last + 2, again.log.last + 1)), "a number is missing, and tells it"
