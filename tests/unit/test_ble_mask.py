"""Sessions over a radio in memory, on the mask's own firmware: whole, broken off, come back."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from ble_mask import BleMask, link_to, on_the_air
from kept_plan_made import written
from test_new_transport import LIGHT_MIN, very_short_plan
from test_open_mask import order

from openpbm.delivery.state import LIT, Phase
from openpbm.devices import open_mask
from openpbm.devices.clock import moment
from openpbm.devices.host import MaskSlot, greeted
from openpbm.devices.mask_log import read_log
from openpbm.devices.transport import TRANSPORTS
from openpbm.files.plan.kept import read_plan
from openpbm.firmware import wire_table as wire
from openpbm.sitting import live as live_room
from openpbm.sitting.book import Unkept
from openpbm.sitting.checklist import ALL_HOLDS
from openpbm.sitting.device import Paired, Way
from openpbm.sitting.live import Ask, LiveSitting, sitting_of
from openpbm.sitting.turn import Turn

KEY = bytes(range(32))
OPEN = next(row for row in TRANSPORTS if row.id == "open")
BUSY_TRIES = 3


def _nothing(_far: BleMask) -> None:
    """There is nothing to do after it."""


def sat(
    folder: Path,
    look: Callable[[LiveSitting, BleMask], None],
    mtu: int,
    after: Callable[[BleMask], None] = _nothing,
) -> BleMask:
    """A whole sitting; looked at each time round."""
    plan = read_plan(written(folder, very_short_plan()), needs_session=True)
    mask = Paired(
        transport="open", name="air", address="ble:x", mask_id=plan.mask_id, key=lambda: KEY
    )
    with on_the_air(order(folder), KEY, mtu) as far, pytest.MonkeyPatch.context() as patch:
        patch.setattr(live_room, "READY_MS", 100)
        patch.setattr(live_room, "COUNTDOWN_MS", 300)
        patch.setitem(open_mask.CARRIERS, "ble", lambda _address: link_to(far))
        way = Way(transport=OPEN, paired=mask)
        with Turn(plan, Unkept(moment()), moment, holder="test", by_hand=False) as turn:
            found = turn.open()
            assert found.order is not None and turn.answered(ALL_HOLDS) is None
            with sitting_of(turn, found.order, way, fresh=secrets.token_bytes) as live:
                live.begin()
                while not live.is_over:
                    live.step()
                    look(live, far)
                    live.wait()
        after(far)
    return far


@pytest.mark.parametrize("mtu", [23, 247])
def test_a_session_is_given_whole_and_its_log_says_the_same(tmp_path: Path, mtu: int) -> None:
    ends: list[tuple[Phase, str, float]] = []
    logs: list[float] = []

    def look(live: LiveSitting, _far: BleMask) -> None:
        state = live.runner.state
        if live.is_over:
            ends.append((state.phase, state.reason, max(state.counted_ms) / 60_000))

    def read(far: BleMask) -> None:
        link = link_to(far)
        log = read_log(greeted(link, MaskSlot(number=0, key=KEY), secrets.token_bytes, 0))
        link.close()
        given = [max(one.lit_ms) for one in log.records if one.kind == wire.LOG_END]
        logs.append(sum(given) / 60_000)

    for _ in range(BUSY_TRIES):
        ends.clear()
        logs.clear()
        far = sat(tmp_path, look, mtu, read)
        if ends[0][1] != "silent":
            break
    ((phase, _, counted_min),) = ends
    assert phase is Phase.DONE
    shone_min = max(far.mask.board.true_ms) / 60_000
    assert counted_min >= shone_min - 1 / 60_000
    assert counted_min == pytest.approx(LIGHT_MIN, abs=400 / 60_000)
    assert logs[0] >= shone_min - 1 / 60_000 and logs[0] <= shone_min * 1.01 + 60 / 60_000


def test_a_link_that_breaks_in_the_light_is_dark_within_the_lease_and_a_new_one_goes_on(
    tmp_path: Path,
) -> None:
    broke: list[float] = []
    dark: list[float] = []
    asked: list[str] = []
    counted: list[float] = []

    def look(live: LiveSitting, far: BleMask) -> None:
        mask, state = far.mask, live.runner.state
        counted.append(max(state.counted_ms))
        if not broke and state.phase in LIT and max(mask.board.true_ms) > 300:
            broke.append(mask.now_ms)
            far.radio.do(far.radio.break_off())
        elif broke and not dark and not mask.board.is_shining:
            dark.append(mask.now_ms)
        elif dark and Ask.FITTED in live.asks:
            asked.append(state.reason)
            live.ask(Ask.FITTED)

    far = sat(tmp_path, look, 247)
    assert dark[0] - broke[0] <= wire.LEASE_MS + 50
    assert asked[0] == "link", "the person is asked anew, and why is said"
    shone_ms = max(far.mask.board.true_ms)
    assert LIGHT_MIN * 60_000 - wire.LEASE_MS - 400 <= shone_ms <= counted[-1]
    assert counted[-1] <= LIGHT_MIN * 60_000 + wire.LEASE_MS
