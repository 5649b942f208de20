"""What is heard and felt of a sitting, for whoever cannot look: every cue at its time, once.

Pure, and no clock is in here. An outlook says how a sitting stands; `score` makes of it the cues
that are to come, with their times, so that whoever plays them needs nobody while they do; `due`
picks what is to be given now. A cue that comes too late is said in words that are still true,
or not at all. All times are of the one clock that the sitting runs on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from openpbm.delivery.limit import COUNTDOWN_MS, MS_PER_MINUTE
from openpbm.fact import Message, message
from openpbm.tables import numbers

SECOND_MS = 1000


def _ms(name: str) -> int:
    return round(numbers("voice")[name].value * SECOND_MS)


READY_MS = _ms("ready_s")
OFF_AGAIN_MS = _ms("off_again_s")
OFF_GRACE_MS = _ms("off_grace_s")
DARK_AFTER_MS = _ms("dark_after_s")
HELD_MS = _ms("held_s")
LATE_MS = _ms("late_s")
LAST_MS = _ms("last_s")
HALF_MS = _ms("half_s")


class Beep(StrEnum):
    """How a cue sounds without words; its pitch and length stand in the table."""

    TICK = "tick"  # one number of a count
    MARK = "mark"  # a minute, something that has ended
    NOW = "now"  # do it now


@dataclass(frozen=True, kw_only=True)
class Tone:
    """One beep, given so many times; a phone shakes as long."""

    hertz: float
    length_ms: int
    gap_ms: int
    times: int


def tone(beep: Beep) -> Tone:
    """How a beep sounds."""
    known = numbers("voice")
    return Tone(
        hertz=known[f"beep_{beep}_hz"].value,
        length_ms=round(known[f"beep_{beep}_ms"].value),
        gap_ms=round(known["beep_gap_ms"].value),
        times=round(known[f"beep_{beep}_times"].value),
    )


class CueKind(StrEnum):
    """What a cue is about."""

    READY = "ready"
    COUNT = "count"
    ON = "on"
    LEFT = "left"
    OFF = "off"
    PAUSED = "paused"
    UNFIT = "unfit"
    STOPPED = "stopped"
    OVER = "over"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One thing to hear and feel."""

    kind: CueKind
    message: Message
    beep: Beep
    late: Message | None = None  # what is said instead where it comes late; None: the same
    is_urgent: bool = False  # breaks into whatever is being said


@dataclass(frozen=True, kw_only=True)
class TimedCue:
    """A cue from the moment it is due to the one when it is no longer true."""

    key: str  # by which it is known as given; the same cue of a later look has the same
    cue: Cue
    at_ms: int
    until_ms: int | None = None  # None: true until something else is
    again_ms: int | None = None  # None: once; else anew, this often


class Stage(StrEnum):
    """Where a sitting is for somebody who only listens."""

    QUIET = "quiet"  # nothing to say: it waits for the person, or is on its way
    COUNT = "count"  # down to light
    LIT = "lit"
    OFF = "off"  # the person should make it dark
    PAUSED = "paused"
    UNFIT = "unfit"  # dark until eyes and mask are put right
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """How a sitting stands, and what follows by itself."""

    stage: Stage
    now_ms: int
    since_ms: int  # when this stage began
    by_hand: bool  # a person switches the mask
    may_shine: bool = False  # they were asked to switch it on, and have not said that it is dark
    start: int = 0  # number of the last start
    light_ms: int = 0  # while it is counted down: when there is light
    left_ms: int = 0  # of light to come
    is_whole: bool = False  # over, and nothing of it is left to give
    is_unseen: bool = False  # of that, nobody saw all
    is_fault: bool = False
    then: Message | None = None  # the light of today that follows

    @property
    def end_ms(self) -> int:
        """When the light that is left has been given, at the latest."""
        return self.now_ms + self.left_ms


def score(outlook: Outlook) -> tuple[TimedCue, ...]:
    """The cues of a stage in the order of their times, those that are past too."""
    at = outlook
    match at.stage:
        case Stage.QUIET:
            return ()
        case Stage.COUNT:
            return (_ready(at), *_count(at))
        case Stage.LIT:
            return (_on(at), *sorted(_left(at), key=lambda one: one.at_ms), _off_to_come(at))
        case Stage.OFF:
            return (_off(at, at.since_ms, message("voice-off")),)
        case Stage.PAUSED:
            return (_dark(at, CueKind.PAUSED, message("voice-paused")),)
        case Stage.UNFIT:
            return (_dark(at, CueKind.UNFIT, message("voice-unfit")),)
        case Stage.OVER:
            return (_over(at),)


def lost(at: Outlook) -> Cue | None:
    """What a page says that hears nothing of its program any more; None where there is no light.

    Only of a mask switched by hand is it known what follows; there its cues go on.
    """
    known = {
        Stage.COUNT: message("voice-lost_count"),
        Stage.LIT: message("voice-lost"),
    }
    if at.by_hand:
        known = {
            Stage.COUNT: message("voice-lost_count_by_hand"),
            Stage.LIT: message("voice-lost_by_hand"),
        }
    says = known.get(at.stage)
    if says is None:
        return None
    return Cue(kind=CueKind.LOST, message=says, beep=Beep.MARK, is_urgent=True)


def ended(at: Outlook) -> Cue | None:
    """The last words of a program that ends while a mask may shine; None where it is dark."""
    if not (at.by_hand and at.may_shine):
        return None
    says = message("voice-ended")
    return Cue(kind=CueKind.STOPPED, message=says, beep=Beep.NOW, is_urgent=True)


def due(
    cues: Sequence[TimedCue], given: frozenset[str], now_ms: int
) -> tuple[tuple[Cue, ...], frozenset[str]]:
    """What is to be given now, oldest first, and everything that has been given then.

    Args:
        cues: of the newest look.
        given: the keys of what was given before.
        now_ms: of the clock that the cues are timed by.
    """
    found: list[Cue] = []
    keys = set(given)
    for timed in cues:
        if now_ms < timed.at_ms or (timed.until_ms is not None and now_ms >= timed.until_ms):
            continue
        key, at_ms = _turn(timed, now_ms)
        if key in keys:
            continue
        keys.add(key)
        late = now_ms - at_ms > LATE_MS and timed.cue.late is not None
        found.append(_said_late(timed.cue) if late else timed.cue)
    return tuple(found), frozenset(keys)


def _turn(timed: TimedCue, now_ms: int) -> tuple[str, int]:
    """The newest turn of a cue that comes again: its key, and when it was due."""
    if timed.again_ms is None:
        return timed.key, timed.at_ms
    number = (now_ms - timed.at_ms) // timed.again_ms
    return f"{timed.key}#{number}", timed.at_ms + number * timed.again_ms


def _said_late(cue: Cue) -> Cue:
    assert cue.late is not None
    return Cue(kind=cue.kind, message=cue.late, beep=cue.beep, is_urgent=cue.is_urgent)


# ---- towards light


def _ready(at: Outlook) -> TimedCue:
    minutes = ceil(at.left_ms / MS_PER_MINUTE)
    says = (
        message("voice-ready_by_hand", minutes=minutes)
        if at.by_hand
        else message("voice-ready", minutes=minutes)
    )
    return TimedCue(
        key=f"ready-{at.light_ms}",
        cue=Cue(kind=CueKind.READY, message=says, beep=Beep.MARK, is_urgent=True),
        at_ms=at.since_ms,
        until_ms=max(at.light_ms - COUNTDOWN_MS, at.since_ms + 1),
    )


def _count(at: Outlook) -> Iterator[TimedCue]:
    for number in range(COUNTDOWN_MS // SECOND_MS, 0, -1):
        due_ms = at.light_ms - number * SECOND_MS
        yield _second(f"count-{at.light_ms}-{number}", CueKind.COUNT, number, due_ms)


def _second(key: str, kind: CueKind, number: int, at_ms: int) -> TimedCue:
    """One number of a count; a second later the next is true."""
    says = message("voice-number", number=number)
    cue = Cue(kind=kind, message=says, beep=Beep.TICK, is_urgent=True)
    return TimedCue(key=key, cue=cue, at_ms=at_ms, until_ms=at_ms + SECOND_MS)


# ---- light


def _on(at: Outlook) -> TimedCue:
    """Its light is counted from here: said as long as it helps to switch it on."""
    says = message("voice-on") if at.by_hand else message("voice-light")
    return TimedCue(
        key=f"on-{at.start}",
        cue=Cue(kind=CueKind.ON, message=says, beep=Beep.NOW, is_urgent=True),
        at_ms=at.since_ms,
        until_ms=max(at.end_ms - LAST_MS, at.since_ms + SECOND_MS),
    )


def _left(at: Outlook) -> Iterator[TimedCue]:
    """Minutes, the half minute and the last seconds of this start.

    Not on the heels of the call for light, which has to be heard and felt.
    """
    end_ms, light_ms = at.end_ms, at.end_ms - at.since_ms
    for minutes in range(1, (light_ms - LATE_MS) // MS_PER_MINUTE + 1):
        until_ms = end_ms - (minutes - 1) * MS_PER_MINUTE - (HALF_MS if minutes == 1 else 0)
        says = message("voice-minutes", minutes=minutes)
        yield _mark(end_ms - minutes * MS_PER_MINUTE, until_ms, says, end_ms)
    if light_ms - LATE_MS >= HALF_MS:
        yield _mark(end_ms - HALF_MS, end_ms - LAST_MS, message("voice-half"), end_ms)
    for number in range(1, min(LAST_MS, light_ms - LATE_MS) // SECOND_MS + 1):
        due_ms = end_ms - number * SECOND_MS
        yield _second(f"left-{number}", CueKind.LEFT, number, due_ms)


def _mark(at_ms: int, until_ms: int, says: Message, end_ms: int) -> TimedCue:
    cue = Cue(kind=CueKind.LEFT, message=says, beep=Beep.MARK, late=says.but("late"))
    key = f"left-{(end_ms - at_ms) // SECOND_MS}"
    return TimedCue(key=key, cue=cue, at_ms=at_ms, until_ms=until_ms)


# ---- towards dark


def _off_to_come(at: Outlook) -> TimedCue:
    """At the end of the light that is left, should nobody be heard of until then."""
    if at.by_hand:
        return _off(at, at.end_ms, message("voice-off"))
    return _off(at, at.end_ms + OFF_GRACE_MS, message("voice-off_connected"))


def _off(at: Outlook, at_ms: int, says: Message) -> TimedCue:
    cue = Cue(kind=CueKind.OFF, message=says, beep=Beep.NOW, is_urgent=True)
    return TimedCue(key=f"off-{at.start}", cue=cue, at_ms=at_ms, again_ms=OFF_AGAIN_MS)


def _dark(at: Outlook, kind: CueKind, says: Message) -> TimedCue:
    cue = Cue(kind=kind, message=says, beep=Beep.MARK, is_urgent=True)
    return TimedCue(key=f"{kind}-{at.start}", cue=cue, at_ms=at.since_ms)


def _over(at: Outlook) -> TimedCue:
    return TimedCue(key="over", cue=ended(at) or _dark_for_good(at), at_ms=at.since_ms)


def _dark_for_good(at: Outlook) -> Cue:
    if at.is_fault:
        says, kind = message("voice-fault"), CueKind.STOPPED
    elif not at.is_whole:
        says, kind = message("voice-stopped"), CueKind.STOPPED
    else:
        says, kind = _whole(at), CueKind.OVER
    return Cue(kind=kind, message=says, beep=Beep.MARK, is_urgent=True)


def _whole(at: Outlook) -> Message:
    if at.then is None:
        return message("voice-over_unseen") if at.is_unseen else message("voice-over")
    if at.is_unseen:
        return message("voice-next_unseen", part=at.then)
    return message("voice-next", part=at.then)
