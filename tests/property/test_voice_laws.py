"""What is heard of a session: every cue once at its time, and the newest truth for a late look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.delivery.limit import COUNTDOWN_MS
from openpbm.sitting.voice import (
    DARK_AFTER_MS,
    HALF_MS,
    LAST_MS,
    LATE_MS,
    OFF_AGAIN_MS,
    READY_MS,
    SECOND_MS,
    Cue,
    CueKind,
    Outlook,
    Stage,
    due,
    score,
)

MINUTE_MS = 60_000
Heard = list[tuple[int, Cue]]
light = st.integers(1_000, 31 * MINUTE_MS)
steps = st.lists(st.integers(20, 900), min_size=1, max_size=40)  # of a look, over and over
gaps = st.lists(st.integers(20, 400_000), min_size=1, max_size=30)  # a tab that sleeps
by_hand = st.booleans()


def looks(steps: list[int], until_ms: int) -> Iterable[int]:
    now, number = 0, 0
    while now < until_ms:
        yield now
        now += steps[number % len(steps)]
        number += 1


def outlook(now_ms: int, light_ms: int, dark_ms: int, *, by_hand: bool) -> Outlook:
    """A session by the clock: ready, count, light, its end, dark for whoever said so then."""
    on_ms = READY_MS + COUNTDOWN_MS
    end_ms = on_ms + light_ms
    at = Outlook(
        stage=Stage.COUNT,
        now_ms=now_ms,
        since_ms=0,
        by_hand=by_hand,
        light_ms=on_ms,
        left_ms=light_ms,
        is_whole=True,
    )
    if now_ms < on_ms:
        return at
    if now_ms < end_ms:
        return replace(at, stage=Stage.LIT, since_ms=on_ms, start=1, left_ms=end_ms - now_ms)
    if by_hand and now_ms < dark_ms:
        return replace(at, stage=Stage.OFF, since_ms=end_ms, start=1, left_ms=0)
    over_ms = dark_ms if by_hand else end_ms
    return replace(at, stage=Stage.OVER, since_ms=over_ms, start=1, left_ms=0)


def heard(steps: list[int], light_ms: int, late_dark_ms: int, *, by_hand: bool) -> Heard:
    end_ms = READY_MS + COUNTDOWN_MS + light_ms
    dark_ms = end_ms + late_dark_ms
    found: Heard = []
    keys = frozenset[str]()
    for now in looks(steps, dark_ms + 60_000):
        at = outlook(now, light_ms, dark_ms, by_hand=by_hand)
        cues, keys = due(score(at), keys, now)
        found += [(now, cue) for cue in cues]
    return found


def gap(cue: Cue, name: str) -> int:
    value = cue.message.params[name]
    assert isinstance(value, int)
    return value


def left_ms(cue: Cue) -> int:
    """How much light a cue says is left."""
    if cue.message.id == "voice-half":
        return HALF_MS
    if cue.message.id == "voice-minutes":
        return gap(cue, "minutes") * MINUTE_MS
    return gap(cue, "number") * SECOND_MS


def numbers_of(found: Heard, kind: CueKind, id: str, name: str) -> list[int]:
    return [gap(c, name) for _, c in found if c.kind is kind and c.message.id == id]


@settings(max_examples=60, deadline=None)
@given(steps, light, st.integers(0, 90_000), by_hand)
def test_looked_at_often_every_cue_comes_once_and_none_is_missing(
    steps: list[int], light_ms: int, late_dark_ms: int, by_hand: bool
) -> None:
    found = heard(steps, light_ms, late_dark_ms, by_hand=by_hand)
    kinds = [cue.kind for _, cue in found]
    assert kinds[0] is CueKind.READY
    assert [kinds.count(kind) for kind in (CueKind.READY, CueKind.ON, CueKind.OVER)] == [1, 1, 1]
    assert numbers_of(found, CueKind.COUNT, "voice-number", "number") == [5, 4, 3, 2, 1]
    whole = (light_ms - LATE_MS) // MINUTE_MS  # the call for light comes alone
    minutes = numbers_of(found, CueKind.LEFT, "voice-minutes", "minutes")
    assert minutes == list(range(whole, 0, -1))
    last = numbers_of(found, CueKind.LEFT, "voice-number", "number")
    assert last == list(range(min(LAST_MS, light_ms - LATE_MS) // SECOND_MS, 0, -1))
    halves = [cue for _, cue in found if cue.message.id == "voice-half"]
    assert len(halves) == (light_ms - LATE_MS >= HALF_MS)
    assert not any(cue.message.aspect for _, cue in found)  # nothing was late


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(1_000, 5 * MINUTE_MS), st.integers(0, 2 * MINUTE_MS))
def test_off_now_comes_again_until_it_is_dark_and_ends_there(
    steps: list[int], light_ms: int, late_dark_ms: int
) -> None:
    found = heard(steps, light_ms, late_dark_ms, by_hand=True)
    end_ms = READY_MS + COUNTDOWN_MS + light_ms
    off = [at for at, cue in found if cue.kind is CueKind.OFF]
    assert all(end_ms <= at < end_ms + late_dark_ms for at in off)
    calls = -(-late_dark_ms // OFF_AGAIN_MS)
    assert calls - 1 <= len(off) <= calls  # the last may come too late to be looked for
    near = max(steps)
    assert all(b - a <= OFF_AGAIN_MS + near for a, b in pairwise(off))
    if off:
        assert off[-1] + OFF_AGAIN_MS + near >= end_ms + late_dark_ms


@settings(max_examples=120, deadline=None)
@given(gaps, light, st.integers(0, 900_000), by_hand)
def test_a_late_look_tells_the_newest_truth_and_never_more_light_than_is_left(
    gaps: list[int], light_ms: int, late_dark_ms: int, by_hand: bool
) -> None:
    found = heard(gaps, light_ms, late_dark_ms, by_hand=by_hand)
    on_ms = READY_MS + COUNTDOWN_MS
    end_ms = on_ms + light_ms
    for at, cue in found:
        if cue.kind is CueKind.LEFT:
            assert on_ms <= at < end_ms
            said_ms = left_ms(cue)
            slack_ms = MINUTE_MS if cue.message.aspect == "late" else LATE_MS
            assert end_ms - at <= said_ms <= end_ms - at + slack_ms
        if cue.kind is CueKind.ON:
            assert on_ms <= at < end_ms
        if cue.kind is CueKind.OFF and by_hand:
            assert at >= end_ms
    together = [[c.kind for t, c in found if t == at] for at, _ in found]
    assert all(kinds.count(kind) == 1 for kinds in together for kind in kinds)
    told = [(c.message, c.kind) for _, c in found if c.kind is not CueKind.OFF]
    assert len(told) == len(set(told)), "said twice"


@settings(max_examples=60, deadline=None)
@given(gaps, light, by_hand)
def test_cues_that_were_handed_over_once_say_what_looking_again_would_say(
    gaps: list[int], light_ms: int, by_hand: bool
) -> None:
    """A page that loses its program goes on by the last it heard, and never longer."""
    on_ms = READY_MS + COUNTDOWN_MS
    end_ms = on_ms + light_ms
    handed = score(outlook(on_ms, light_ms, end_ms, by_hand=by_hand))
    alone, looking = frozenset[str](), frozenset[str]()
    for now in looks(gaps, end_ms):
        if now < on_ms:
            continue
        own, alone = due(handed, alone, now)
        fresh = score(outlook(now, light_ms, end_ms, by_hand=by_hand))
        seen, looking = due(fresh, looking, now)
        assert own == seen
    (off,) = [one for one in handed if one.cue.kind is CueKind.OFF]
    assert off.at_ms >= end_ms
    assert by_hand is (off.at_ms == end_ms)
    cues, _ = due(handed, alone, off.at_ms)
    assert CueKind.OFF in [cue.kind for cue in cues]


def test_a_press_right_after_off_now_is_not_yet_dark() -> None:
    assert SECOND_MS <= DARK_AFTER_MS < OFF_AGAIN_MS
