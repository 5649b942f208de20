"""The devices that need nothing plugged in: a simulated mask, or one that a person switches."""

from __future__ import annotations

import secrets

from openpbm.delivery.order import Order
from openpbm.delivery.runner import Recorder, Runner, Sitting
from openpbm.devices.clock import FastClock, WallClock
from openpbm.devices.manual import ManualMask
from openpbm.devices.simulated import SimulatedLink, SimulatedMask


def embedded(
    order: Order,
    clock: WallClock | FastClock,
    record: Recorder,
    *,
    person_id: str,
    plan_sha256: str,
) -> tuple[Runner, ManualMask | None]:
    """A runner for an order, and the hand-switched mask where the order is for one."""
    key = secrets.token_bytes(32)
    manual = None
    link: ManualMask | SimulatedLink
    if order.by_hand:
        link = manual = ManualMask(
            order, key=key, fresh=secrets.token_bytes, monotonic_ms=clock.monotonic_ms
        )
    else:
        mask = SimulatedMask(order, key=key, fresh=secrets.token_bytes)
        link = SimulatedLink(mask, clock.monotonic_ms)
    sitting = Sitting(
        session_id=secrets.token_hex(8),
        person_id=person_id,
        plan_sha256=plan_sha256,
        source="guided" if order.by_hand else "simulated",
    )
    runner = Runner(
        order=order,
        sitting=sitting,
        clock=clock,
        link=link,
        recorder=record,
        key=key,
        fresh=secrets.token_bytes,
    )
    return runner, manual
