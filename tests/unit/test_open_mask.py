"""A session on an open mask, found by the name of its pairing, whatever carries its bytes."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from far_mask import KEY, FarMask, on_a_cable, on_a_network
from kept_plan_made import written
from ledger_factory import added
from test_new_transport import LIGHT_MIN, PACKAGE, ROOM, run, very_short_plan

from openpbm.delivery.order import Order, order_of
from openpbm.devices.open_mask import link_of, reach
from openpbm.devices.transport import TRANSPORTS
from openpbm.errors import DeviceError, InputError
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.paired_file import keep_paired, paired_path
from openpbm.files.plan.kept import read_plan
from openpbm.record import PRACTICE, SessionEnded
from openpbm.sitting.device import Access, Paired, ways
from openpbm.speech.say import say
from openpbm.tracking.account import record_of

CARRIERS = [
    pytest.param(
        on_a_cable, id="cable",
        marks=pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here"),
    ),
    pytest.param(on_a_network, id="network"),
]  # fmt: skip
BUSY = "the mask did not answer for a second"  # on a machine that is too busy it is dark, rightly
TRIES = 3


def order(folder: Path) -> Order:
    plan = read_plan(written(folder, very_short_plan()), needs_session=True)
    assert plan.session is not None
    made = order_of(plan.session, mask_id=plan.mask_id, room_j_cm2=ROOM)
    assert isinstance(made, Order)
    return made


def known(state: Path, address: str, name: str = "desk") -> None:
    mask = Paired(transport="open", name=name, address=address, mask_id="made")
    path = paired_path({"XDG_STATE_HOME": str(state)}, system="linux")
    keep_paired(path, mask, KEY, lambda: None)


def session(folder: Path, device: str, number: int = 0) -> tuple[Path, int, str]:
    """One for this device; its ledger, code and words."""
    ledger = folder / f"ledger-{number}.sqlite"
    with open_ledger(ledger) as kept:
        kept.append(added())
    made = run(
        PACKAGE.parent, folder / "state", "-m", "openpbm", "session",
        str(folder / "plan.json"), "--yes", "--device", device, "--ledger", str(ledger),
    )  # fmt: skip
    return ledger, made.returncode, " ".join((made.stdout + made.stderr).split())


@pytest.mark.parametrize("carrier", CARRIERS)
def test_its_light_is_given_counted_and_named(
    tmp_path: Path, carrier: Callable[[Order], AbstractContextManager[FarMask]]
) -> None:
    for number in range(TRIES):  # each on a mask that gave no light today
        with carrier(order(tmp_path)) as far:
            known(tmp_path / "state", far.address)
            ledger, code, told = session(tmp_path, "open:desk", number)
            shone_min = far.lit_min
        if BUSY not in told:
            break
    assert code == 0 and "Done. All of today's light is given." in told, told
    with read_ledger(ledger) as kept:
        events = kept.events("ann")
    assert isinstance(events[-1], SessionEnded)
    (sitting,) = record_of(events, "ann").sittings
    assert sitting.begun.source == "open_mask"
    assert sitting.minutes == pytest.approx(LIGHT_MIN, abs=400 / 60_000)
    assert shone_min >= sitting.minutes - 400 / 60_000
    log = run(
        PACKAGE.parent, tmp_path / "state", "-m", "openpbm", "ledger", "--ledger", str(ledger)
    )
    assert "open mask" in log.stdout, log.stdout + log.stderr
    assert KEY.hex() not in told + log.stdout + log.stderr


def test_the_only_one_needs_no_name_and_of_two_one_is_to_be_chosen(tmp_path: Path) -> None:
    order(tmp_path)
    state = tmp_path / "state"
    _, code, told = session(tmp_path, "open", 0)
    assert code == 2 and "openpbm device pair" in told
    known(state, "tcp:127.0.0.1:9")
    _, code, told = session(tmp_path, "open", 1)
    assert code == 3 and "127.0.0.1:9: found no mask on the link" in told
    known(state, "tcp:127.0.0.1:9", "bed")
    _, code, told = session(tmp_path, "open", 2)
    assert code == 2 and "open:desk" in told and "open:bed" in told


@pytest.mark.parametrize("wrong", ["", "tcp", "tcp:", "usb:1", "/dev/ttyACM0", "COM3"])
def test_an_address_without_its_carrier_is_refused(wrong: str) -> None:
    with pytest.raises(InputError, match=r"expected where the mask is, beginning with serial:"):
        link_of(wrong)


@pytest.mark.parametrize("wrong", ["usb:1", "tcp:host:port"])
def test_whoever_asks_for_light_hears_of_a_wrong_address_as_of_a_mask_out_of_reach(
    tmp_path: Path, wrong: str
) -> None:
    mask = Paired(transport="open", name="desk", address=wrong, mask_id="made", key=lambda: KEY)
    with pytest.raises(DeviceError):
        reach(order(tmp_path), Access(fresh=os.urandom, paired=mask))


def test_a_mask_that_gives_no_light_says_so_beside_its_name() -> None:
    demo = Paired(transport="demo", name="desk", address="tcp:x", mask_id="made")
    (way,) = (way for way in ways(TRANSPORTS, (demo,)) if way.paired)
    assert say(way.about).startswith("desk: ") and "nothing shines" in say(way.about)
    assert not way.transport.shines and way.transport.source == PRACTICE
