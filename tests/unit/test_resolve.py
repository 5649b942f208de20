"""The mask's own log takes the place of guesses, and only of guesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from ledger_factory import NOON, added, begun, ended, lit, older, progress
from resolve_walk import FAULTS, House, Seen

from openpbm.devices.clock import moment
from openpbm.errors import DeviceError
from openpbm.files.ledger import schema
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.firmware.wire_table import (
    LOG_BOOT,
    LOG_CHECKPOINT,
    LOG_END,
    LOG_GAP,
    LOG_START,
    TRIP_WATCHDOG,
)
from openpbm.record import (
    LightEvent,
    PlacedOrder,
    SessionBegun,
    SessionCorrected,
    SessionOrdered,
    SessionResolved,
)
from openpbm.reports.ledger_words import doses_of, ending, resolved_lines
from openpbm.sitting.book import Unkept
from openpbm.sitting.device import Device
from openpbm.sitting.settle import settled
from openpbm.speech.language import speaking
from openpbm.tracking import mask_log
from openpbm.tracking.account import history, record_of
from openpbm.tracking.given import Sitting
from openpbm.tracking.mask_log import LogRecord, MaskLog, guessed_since, resolved

ORDER = PlacedOrder(order_id="aa" * 8, mask="11" * 8, boots=3, after=10, channels=("red", "nir"))
SECOND = replace(ORDER, order_id="bb" * 8, after=12)
TICK_MIN = 1.0 / 60.0


def opened(order: PlacedOrder = ORDER, session_id: str = "s1") -> SessionBegun:
    return replace(begun(session_id, source="open_mask", tick_s=60.0), order=order)


def record(
    number: int, kind: int, seconds: float = 0.0, *, order: str = ORDER.order_id, boots: int = 3,
    detail: int = 0, unix_s: int = 1, is_chained: bool = True,
) -> LogRecord:  # fmt: skip
    ms = round(seconds * 1000)
    return LogRecord(
        number=number, kind=kind, detail=detail, boots=boots, device_ms=number, unix_s=unix_s,
        order_id=bytes.fromhex(order), lit_ms=(ms, ms, 0, 0), is_chained=is_chained,
    )  # fmt: skip


def log_of(*records: LogRecord, mask: str = ORDER.mask, newest: int = 0) -> MaskLog:
    last = records[-1].number if records else 0
    return MaskLog(mask=mask, records=records, missing=0, newest=newest or last)


STARTED, OVER = record(11, LOG_START), record(12, LOG_END, 130.0)
DIED: tuple[LightEvent, ...] = (
    added(),
    opened(),
    progress(2.0),
)  # the host saw two minutes, and guesses a third


def sitting(events: Sequence[LightEvent]) -> Sitting:
    return record_of(events, "ann").sittings[0]


def after(log: MaskLog, events: Sequence[LightEvent] = DIED) -> float:
    """Minutes that count once a log was read."""
    return sitting([*events, *resolved(events, "ann", log, NOON)]).minutes


def test_a_guess_is_replaced_by_the_log_of_that_very_order() -> None:
    assert sitting(DIED).minutes == pytest.approx(3.0)
    assert after(log_of(STARTED, OVER)) == pytest.approx(130 / 60)


def test_a_mask_without_the_time_of_day_is_believed_as_one_with_it() -> None:
    timeless = log_of(record(11, LOG_START, unix_s=0), record(12, LOG_END, 130, unix_s=0))
    assert after(timeless) == pytest.approx(130 / 60)


LOWERS_NOT = {
    "another mask": log_of(STARTED, OVER, mask="22" * 8),
    "another order": log_of(
        record(11, LOG_START, order="cc" * 8), record(12, LOG_END, 130, order="cc" * 8)
    ),
    "an older number": log_of(record(9, LOG_START), record(10, LOG_END, 130)),
    "another life": log_of(
        record(11, LOG_START, boots=2), record(12, LOG_END, 130, boots=2)
    ),
    "an end of a later life": log_of(STARTED, record(12, LOG_END, 130, boots=4)),
    "two lives later": log_of(STARTED, record(12, LOG_END, 130, boots=5, detail=TRIP_WATCHDOG)),
    "time that runs back": log_of(record(11, LOG_START, unix_s=2), OVER),
    "no end": log_of(STARTED, record(12, LOG_CHECKPOINT, 130)),
    "no start": log_of(record(11, LOG_BOOT, order="00" * 8), OVER),
    "a number that is missing before": log_of(
        record(12, LOG_START), record(13, LOG_END, 130)
    ),
    "a number that is missing between": log_of(STARTED, record(13, LOG_END, 130)),
    "a newest that cannot be read": log_of(STARTED, OVER, newest=13),
    "a broken chain": log_of(STARTED, replace(OVER, is_chained=False)),
    "a chain that breaks later": log_of(
        STARTED, OVER, record(13, LOG_BOOT, order="00" * 8, is_chained=False)
    ),
    "a gap that is told": log_of(STARTED, OVER, record(13, LOG_GAP, order="00" * 8)),
    "light that falls": log_of(STARTED, record(12, LOG_END, 150), record(13, LOG_END, 130)),
    "less than was seen": log_of(STARTED, record(12, LOG_END, 100)),
    "nothing": log_of(),
}  # fmt: skip


@pytest.mark.parametrize("why", LOWERS_NOT)
def test_nothing_but_the_whole_log_of_that_order_lowers(why: str) -> None:
    assert after(LOWERS_NOT[why]) == pytest.approx(3.0)


@pytest.mark.parametrize("why", ["an older number", "no end", "a broken chain"])
def test_more_light_than_was_counted_always_counts(why: str) -> None:
    more = tuple(
        replace(one, lit_ms=(240_000,) * 4) if one.kind != LOG_START else one
        for one in LOWERS_NOT[why].records
    )
    assert after(replace(LOWERS_NOT[why], records=more)) == pytest.approx(4.0)


def test_light_of_another_mask_never_raises() -> None:
    assert after(log_of(STARTED, record(12, LOG_END, 600), mask="22" * 8)) == pytest.approx(3.0)


def test_after_a_reset_the_end_that_the_next_life_wrote_counts() -> None:
    ended_by = record(12, LOG_END, 130, boots=4, detail=TRIP_WATCHDOG)
    log = log_of(STARTED, ended_by, record(13, LOG_BOOT, order="00" * 8, boots=4))
    assert after(log) == pytest.approx(130 / 60)


def test_what_was_seen_is_never_lowered() -> None:
    events: list[LightEvent] = [added(), opened(), progress(2.0), ended(2.5)]  # no guess in it
    assert after(log_of(STARTED, record(12, LOG_END, 149)), events) == pytest.approx(2.5)
    assert resolved(events, "ann", log_of(STARTED, record(12, LOG_END, 149)), NOON) == ()
    guessed = replace(ended(2.5), guessed_min=lit(0.4))
    found = after(log_of(STARTED, record(12, LOG_END, 125.5)), [*events[:3], guessed])
    assert found == pytest.approx(2.1)  # the log says less, within what a count may differ
    assert guessed.guessed_min != ended(2.5).guessed_min


def test_of_two_orders_each_has_its_own_guess() -> None:
    again = SessionOrdered(
        session_id="s1", at_utc=NOON + timedelta(minutes=3), order=SECOND, lit_min=lit(3.0),
        guessed_min=lit(1.0),
    )  # fmt: skip
    events: list[LightEvent] = [
        added(),
        opened(),
        progress(2.0),
        again,
        replace(ended(6.0), guessed_min=lit(2.0)),
    ]
    first = (STARTED, OVER)
    second = (
        record(13, LOG_START, order=SECOND.order_id),
        record(14, LOG_END, 125.0, order=SECOND.order_id),
    )
    assert after(log_of(*first), events) == pytest.approx(6.0 - 3.0 + 130 / 60)
    assert after(log_of(*first, *second), events) == pytest.approx((130 + 125) / 60)
    assert guessed_since(events, "ann", "mask") == 10
    assert guessed_since(events, "ann", "another") is None
    known: list[LightEvent] = [*events, *resolved(events, "ann", log_of(*first, *second), NOON)]
    assert guessed_since(known, "ann", "mask") is None


def test_reading_twice_adds_nothing_and_a_later_whole_log_settles() -> None:
    log = log_of(STARTED, OVER)
    once: list[LightEvent] = [*DIED, *resolved(DIED, "ann", log, NOON)]
    assert resolved(once, "ann", log, NOON + timedelta(hours=1)) == ()
    raised: list[LightEvent] = [
        *DIED,
        *resolved(DIED, "ann", log_of(STARTED, record(12, LOG_CHECKPOINT, 190)), NOON),
    ]
    assert sitting(raised).minutes == pytest.approx(190 / 60)
    assert after(log_of(STARTED, record(12, LOG_END, 190)), raised) == pytest.approx(190 / 60)


def test_a_hand_raises_and_never_lowers_what_the_log_says() -> None:
    log = log_of(STARTED, OVER)
    for minutes, counts in ((1.0, 130 / 60), (5.0, 5.0)):
        said = SessionCorrected(session_id="s1", at_utc=NOON, lit_min=lit(minutes))
        assert after(log, [*DIED, said]) == pytest.approx(counts)
        late: list[LightEvent] = [*DIED, *resolved(DIED, "ann", log, NOON), said]
        assert sitting(late).minutes == pytest.approx(counts)


def test_five_colours_are_read_from_two_records() -> None:
    order = replace(ORDER, channels=("a", "b", "c", "d", "e"))
    pair = [
        replace(record(n, kind), device_ms=at, lit_ms=(ms,) * 4 if n % 2 else (ms, 0, 0, 0))
        for n, kind, at, ms in (
            (11, LOG_START, 1, 0), (12, LOG_START, 1, 0), (13, LOG_END, 9, 60_000),
            (14, LOG_END, 9, 90_000),
        )
    ]  # fmt: skip
    events: list[LightEvent] = [added(), replace(opened(order), rates=())]
    found = resolved(events, "ann", log_of(*pair), NOON)
    assert [one.is_whole for one in found] == [True]
    assert dict(found[0].lit_min) == {"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0, "e": 1.5}


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("kept", [0, 1, 2, 3])
def test_an_end_lowers_only_where_it_tells_of_every_channel(count: int, kept: int) -> None:
    """Light of channels whose record was not kept is not known, and stays as it was guessed."""
    order = replace(ORDER, channels=tuple("abcdefgh"[:count]))
    needed = 1 if count <= 4 else 2
    kinds = [LOG_START] * needed + [LOG_END] * kept
    records = [
        replace(record(11 + at, kind), device_ms=kind, lit_ms=(54_000 * (kind == LOG_END),) * 4)
        for at, kind in enumerate(kinds)
    ]
    told = tuple((role, 0.5 if role in "abcd" else 0.0) for role in order.channels)
    events: list[LightEvent] = [
        added(), replace(opened(order), rates=()), replace(progress(0.5), lit_min=told),
    ]  # fmt: skip
    found = resolved(events, "ann", log_of(*records), NOON)
    counted = dict(sitting([*events, *found]).counted_min)
    assert any(one.is_whole for one in found) == (kept == needed)
    for role, minutes in told:
        assert counted[role] == pytest.approx(0.9 if kept == needed else minutes + 1.0)


def test_the_day_and_every_page_count_the_resolved_light() -> None:
    known: list[LightEvent] = [*DIED, *resolved(DIED, "ann", log_of(STARTED, OVER), NOON)]
    light = history(known, "ann", NOON.date())
    assert {d.band: d.dose_j_cm2 for d in light.doses}["red"] == pytest.approx(130 / 60 * 2.0)
    (one,) = record_of(known, "ann").sittings
    assert ending(one) == "as the mask's own log has it"
    assert ending(replace(one, resolved=())) == "no end was written; counted upwards"
    assert doses_of(one).startswith("red 4.4,")
    with speaking("es"):
        assert doses_of(one).startswith("roja 4,4,")
    assert resolved_lines(record_of(known, "ann")) == [
        "2026-05-04: the mask's own log says 2.17\u202fmin; we had counted 3\u202fmin."
    ]


def test_a_ledger_keeps_guess_and_log_and_one_of_before_reads_as_before(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    older(path, (added(), begun(), progress(2.0)), 4)
    with read_ledger(path) as ledger:
        assert sitting(ledger.folded("ann")).minutes == pytest.approx(2.0 + TICK_MIN)
    with open_ledger(path) as ledger:
        ledger.append(opened(session_id="s2"), progress(2.0, "s2"))
        found = resolved(ledger.folded("ann"), "ann", log_of(STARTED, OVER), NOON)
        assert [one.session_id for one in found] == ["s2"]
        assert ledger.append(*found) == 1
        later = [replace(one, at_utc=NOON + timedelta(days=1)) for one in found]
        assert ledger.append(*later) == 0
        kept = [e for e in ledger.events("ann") if isinstance(e, SessionResolved)]
        assert dict(kept[0].counted_min)["red"] == pytest.approx(3.0)
        assert record_of(ledger.folded("ann"), "ann").sittings[1].minutes == pytest.approx(130 / 60)
        assert ledger.verify().problems == ()
    assert schema.VERSION == 5


def test_a_log_is_read_before_light_where_something_was_guessed() -> None:
    asked: list[int] = []

    def device(log: MaskLog | None) -> Device:
        def log_since(since: int) -> MaskLog:
            asked.append(since)
            if log is None:
                raise DeviceError("silent")
            return log

        return Device(link=None, key=b"", clock=None, read_log=log_since)  # type: ignore[arg-type]

    book = Unkept(moment())
    assert settled(book, device(None), "mask", NOON) == () and asked == []
    for event in (replace(opened(), person_id=book.person_id), progress(2.0)):
        book.append(event)
    assert settled(book, device(None), "mask", NOON) == ()
    assert record_of(book.events(), book.person_id).sittings[0].minutes == pytest.approx(3.0)
    assert len(settled(book, device(log_of(STARTED, OVER)), "mask", NOON)) == 1
    assert settled(book, device(log_of(STARTED, OVER)), "mask", NOON) == ()
    assert asked == [10, 10]  # settled, it is not asked again


# ---- sittings on the firmware's core, with the jig's light as the truth


def walk(count: int, *, missing_ms: int = 250, faults: Sequence[str] = FAULTS) -> list[Seen]:
    house = House(5, missing_ms=missing_ms)
    return [house.sitting(number, faults[number % len(faults)]) for number in range(count)]


@pytest.mark.parametrize(("count", "missing_ms"), [(44, 250), (16, 10_000)])
def test_after_the_log_the_ledger_is_the_jigs_light_and_a_little(
    count: int, missing_ms: int
) -> None:
    each = walk(count, missing_ms=missing_ms)
    assert max(one.under_ms for one in each) <= 0.0
    told = [one for one in each if one.is_told]
    assert len(told) > 0.8 * count and max(one.over_ms for one in told) <= 0.0
    assert any(one.after.minutes < one.guessed.minutes for one in each)


def is_noticed(each: Sequence[Seen]) -> bool:
    return any(one.under_ms > 0.0 or (one.is_told and one.over_ms > 0.0) for one in each)


def test_a_resolve_that_takes_another_order_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def any_order(_: PlacedOrder, log: MaskLog) -> list[LogRecord]:
        light = [one for one in log.records if one.kind in (LOG_START, LOG_END)]
        return light[:2]

    monkeypatch.setattr(mask_log, "_records_of", any_order)
    assert is_noticed(walk(6, faults=("links", "link_reset")))


def test_a_resolve_that_forgets_resets_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = mask_log._records_of

    def without_resets(order: PlacedOrder, log: MaskLog) -> list[LogRecord]:
        own = [one for one in real(order, log) if one.detail != TRIP_WATCHDOG]
        return [replace(one, kind=LOG_END) if one is own[-1] else one for one in own]

    monkeypatch.setattr(mask_log, "_records_of", without_resets)
    monkeypatch.setattr(mask_log, "_is_unbroken", lambda *_: True)
    monkeypatch.setattr(mask_log, "_agrees", lambda *_: True)
    assert is_noticed(walk(8, faults=("reset", "death_reset", "brownout")))


def test_a_resolve_that_lowers_on_a_torn_record_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mask_log, "_is_unbroken", lambda *_: True)
    monkeypatch.setattr(mask_log, "_agrees", lambda *_: True)
    assert is_noticed(walk(6, faults=("rot",)))
