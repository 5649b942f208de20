"""A host beside a mask's core: enrolled by its label, told who it is, its log read and checked."""

from __future__ import annotations

import secrets
import struct
import time

import pytest
from core_link import CODE, KEY, LABEL, CoreLink

from openpbm.delivery.ident import ident_of
from openpbm.devices import hail, host
from openpbm.devices.hail import hail_of, hailed
from openpbm.devices.host import MaskSlot, enrolled, greeted
from openpbm.devices.label import Label
from openpbm.devices.mask_log import read_log
from openpbm.errors import DeviceError
from openpbm.firmware import wire_table as wire
from openpbm.firmware.board import LOG
from openpbm.firmware.core import Core
from openpbm.firmware.frame import parts
from openpbm.firmware.log import RECORD_BYTES, RING

FRESH = secrets.token_bytes


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A core in this process answers at once; what does not come then never comes."""
    for module in (hail, host):
        monkeypatch.setattr(module, "ANSWER_S", 0.1)
    monkeypatch.setattr(hail, "LOOK_S", 0.001)


@pytest.fixture
def mask() -> CoreLink:
    return CoreLink()


def slot(mask: CoreLink) -> MaskSlot:
    mask.hold_button()
    return enrolled(mask, LABEL, "desk", FRESH)


# ---- who is there


def test_a_mask_answers_a_hail_without_a_key_and_it_moves_nothing(mask: CoreLink) -> None:
    found = hailed(mask, 0.1)
    assert found is not None and found.mask_code == CODE and found.channels == 2
    assert found.proto_min == found.proto_max == wire.VERSION
    assert mask.core.talk.now is None and mask.core.talk.pending is None


def test_whoever_is_no_mask_is_none(mask: CoreLink) -> None:
    mask.loses = 1
    assert hailed(mask, 0.05) is None
    assert hail_of(b"") is None and hail_of(bytes(17)) is None


def test_a_mask_says_who_it_is_to_a_host_that_it_knows(mask: CoreLink) -> None:
    found = greeted(mask, MaskSlot(number=0, key=KEY), FRESH, 0).ident
    assert found.mask_code == CODE and found.firmware == (2, 0, 0)
    assert [one.peak_nm for one in found.channels] == [633, 830]
    assert found.channels[0].full_mw_cm2 == 30.0


def test_a_greeting_that_is_lost_is_said_again(mask: CoreLink) -> None:
    mask.loses = 2
    assert greeted(mask, MaskSlot(number=0, key=KEY), FRESH, 0).ident.mask_code == CODE


@pytest.mark.parametrize("wrong", [MaskSlot(number=1, key=KEY), MaskSlot(number=0, key=bytes(32))])
def test_a_mask_that_does_not_know_this_host_is_told_as_such(
    mask: CoreLink, wrong: MaskSlot
) -> None:
    with pytest.raises(DeviceError, match="found nobody who knows this computer"):
        greeted(mask, wrong, FRESH, 0)


def test_who_a_mask_is_may_grow_and_may_not_be_cut() -> None:
    mask = CoreLink()
    greeted(mask, MaskSlot(number=0, key=KEY), FRESH, 0)
    head = struct.pack(
        wire.IDENT_FIELDS, bytes(8), 1, 2, 2, 0, bytes(8), CODE, bytes(3), 0, bytes(8), bytes(8), 1,
        2, 3, 4, 5, 6, 7, 8, 1, 1,
    )  # fmt: skip
    whole = head + struct.pack(wire.IDENT_EACH, 633, 100, 10_000, 1, 0)
    found = ident_of(whole)
    assert found is not None and (found.log_first, found.log_last, found.boots) == (4, 5, 6)
    assert ident_of(whole + b"newer") == found
    assert all(ident_of(whole[:length]) is None for length in range(len(whole)))


# ---- enrolment


def test_a_host_with_the_label_and_the_button_gets_a_key_that_the_mask_knows(
    mask: CoreLink,
) -> None:
    made = slot(mask)
    assert made.number == 1 and mask.core.enrolment.key(1) == made.key
    assert greeted(mask, made, FRESH, 0).ident.mask_code == CODE
    mask.pass_time(20_000.0)
    assert mask.core.enrolment.key(1) == made.key, "a greeting confirmed it"
    assert made.key.hex() not in repr(made)
    assert all(made.key not in frame and LABEL.key not in frame for frame in mask.sent)


def test_without_the_button_it_is_told_to_hold_it(mask: CoreLink) -> None:
    with pytest.raises(DeviceError, match="expected its button held for 3 seconds"):
        enrolled(mask, LABEL, "desk", FRESH)


def test_the_label_of_another_mask_gets_no_answer_and_is_told(mask: CoreLink) -> None:
    mask.hold_button()
    for wrong in (
        Label(serial="A18", secret=LABEL.secret),
        Label(serial="A17", secret="1" * 20),
    ):
        with pytest.raises(DeviceError, match="expected its own label"):
            enrolled(mask, wrong, "desk", FRESH)
    assert mask.core.enrolment.key(1) is None


def test_a_fifth_host_is_told_that_there_is_no_place(mask: CoreLink) -> None:
    for _ in range(3):
        greeted(mask, slot(mask), FRESH, 0)
    with pytest.raises(DeviceError, match="found a mask that knows four hosts"):
        slot(mask)


def test_a_host_that_forgets_itself_is_known_no_more(mask: CoreLink) -> None:
    made = slot(mask)
    greeted(mask, made, FRESH, 0).forget(made.number)
    mask.receive()
    mask.pass_time(100.0)
    with pytest.raises(DeviceError, match="found nobody who knows this computer"):
        greeted(mask, made, FRESH, 0)
    assert mask.core.enrolment.key(0) == KEY


# ---- its log


def records(mask: CoreLink, count: int) -> None:
    for number in range(count):
        mask.core.account.log.add(wire.LOG_END, 0, number, 0, bytes(8), (number, 0))


def log_of(mask: CoreLink) -> host.Greeted:
    return greeted(mask, MaskSlot(number=0, key=KEY), FRESH, 0)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 100])
def test_a_log_is_read_whole_and_in_order(mask: CoreLink, count: int) -> None:
    begun = mask.core.account.log.last
    records(mask, count)
    found = read_log(log_of(mask))
    assert [one.number for one in found.records] == list(range(1, begun + count + 1))
    assert [one.lit_ms[0] for one in found.records[begun:]] == list(range(count))
    assert found.is_whole and found.last == begun + count


def test_what_was_read_before_is_not_read_again_and_the_chain_goes_on(mask: CoreLink) -> None:
    records(mask, 20)
    first = read_log(log_of(mask))
    assert read_log(log_of(mask), first.last).records == ()
    records(mask, 3)
    more = read_log(log_of(mask), first.last)
    assert [one.number for one in more.records] == [first.last + n for n in (1, 2, 3)]
    assert all(one.is_chained for one in more.records)


def test_answers_that_are_lost_are_asked_for_again(mask: CoreLink) -> None:
    records(mask, 30)
    asked = log_of(mask)
    mask.loses = 2
    assert read_log(asked).is_whole


@pytest.mark.parametrize("bit", [0, 7, 200, 383])
def test_a_record_that_was_changed_is_left_out_and_told(mask: CoreLink, bit: int) -> None:
    records(mask, 20)
    spoilt = bytearray(mask.board.memory[LOG, 9])
    spoilt[bit // 8] ^= 1 << bit % 8
    mask.board.memory[LOG, 9] = bytes(spoilt)
    found = read_log(log_of(mask))
    assert 9 not in [one.number for one in found.records]
    assert found.missing == 1 and not found.is_whole
    assert not next(one for one in found.records if one.number == 10).is_chained


def test_a_ring_that_ran_over_gives_what_is_left(mask: CoreLink) -> None:
    records(mask, RING + 50)
    found = read_log(log_of(mask))
    assert len(found.records) == RING and found.is_whole
    assert found.records[0].number == mask.core.account.log.last - RING + 1
    known = read_log(log_of(mask), 10)
    assert known.records == found.records


def test_a_mask_that_claims_a_log_without_end_is_not_asked_for_ever(mask: CoreLink) -> None:
    records(mask, 5)
    asked = log_of(mask)
    object.__setattr__(asked.ident, "log_last", 2**32 - 1)
    before = len(mask.sent)
    found = read_log(asked)
    assert len(mask.sent) - before <= RING
    assert found.records == () and not found.is_whole


def test_a_mask_that_shines_is_not_read(mask: CoreLink, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = log_of(mask)
    monkeypatch.setattr(Core, "is_lit", property(lambda _core: True))
    with pytest.raises(DeviceError, match="found a mask that does not answer now"):
        read_log(asked)


def test_the_words_of_every_frame_to_a_mask_are_whole(mask: CoreLink) -> None:
    records(mask, 3)
    read_log(log_of(mask))
    assert all(parts(frame) is not None for frame in mask.sent)
    assert struct.calcsize(wire.KEPT_RECORD_FIELDS) == RECORD_BYTES


def test_an_answer_that_came_while_this_host_stalled_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now_s, asked = [0.0], [False]

    class Stalling:
        is_open = True

        def send(self, frame: bytes) -> None:
            """Nothing is sent."""

        def receive(self) -> list[bytes]:
            if asked[0]:
                return [b"an answer"]
            asked[0] = True
            now_s[0] += 5.0  # right after it found nothing
            return []

    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])
    assert hail.answer(Stalling(), lambda frame: frame, 1.0) == b"an answer"
