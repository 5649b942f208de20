"""A small session to deliver, and every state its machine can reach."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from openpbm.delivery import event as happening
from openpbm.delivery.limit import HARDWARE_TIMER_MS, LEASE_MS, PAUSE_MAX_MS, RECORD_GAP_MS
from openpbm.delivery.machine import step
from openpbm.delivery.order import Order, OrderChannel, order_of
from openpbm.delivery.state import Phase, State, idle
from openpbm.delivery.wire import NEEDED_FEATURES, WRAP_MS, mask_code
from openpbm.fact import said
from openpbm.firmware.wire_table import REFUSED_EXPIRED, REFUSED_ROOM
from openpbm.record import LightRate
from openpbm.session import Ceiling, Part, RegionRate, Session, SessionChannel

HOTTEST_DEGC = 41.0
ROOM = {("blue", "nose"): 20.0, ("red", "nose"): 96.0, ("nir", "nose"): 96.0}
NONCE = b"hostnonc"
SESSION = b"devnonce" + NONCE
OTHER = b"othernon" + NONCE


def ceiling(
    ceiling_id: str = "skin_temperature", value: float = 38.0, limit: float = 41.0
) -> Ceiling:
    return Ceiling(
        id=ceiling_id, name=said(ceiling_id.replace("_", " ")), value=value, limit=limit,
        unit="degC", reason=said("made"), would_change=said(""), source="made", status="project",
    )  # fmt: skip


def session(
    minutes: float = 0.5, *, roles: tuple[str, ...] = ("red", "nir"), drive: float = 0.8
) -> Session:
    peaks = {"blue": 415.0, "red": 633.0, "nir": 830.0}
    rate = RegionRate(region="nose", mean_j_cm2_min=1.0, hot_j_cm2_min=2.0)
    return Session(
        minutes=minutes,
        channels=tuple(
            SessionChannel(
                role=role, peak_nm=peaks[role], drive=drive, minutes=minutes, rates=(rate,)
            )
            for role in roles
        ),
        sessions_per_week=3,
        weeks=4,
        ceilings=(ceiling(),),
    )


def order(
    minutes: float = 0.5, *, roles: tuple[str, ...] = ("red", "nir"), by_hand: bool = False
) -> Order:
    made = order_of(session(minutes, roles=roles), mask_id="m", room_j_cm2=ROOM, by_hand=by_hand)
    assert isinstance(made, Order)
    return made


RATE = LightRate(role="red", band="red", region="nose", mean_j_cm2_min=1.0, hot_j_cm2_min=2.0)


def short(target_ms: int, *, by_hand: bool = False) -> Order:
    """One channel, so short that all its states can be listed."""
    channel = OrderChannel(
        id="red", band="red", drive=1.0, prescribed_ms=target_ms, target_ms=target_ms
    )
    return Order(
        mask_id="m", part=Part(), channels=(channel,), rates=(RATE,), hottest_degc=HOTTEST_DEGC,
        by_hand=by_hand, programme_ms=2 * target_ms,
    )  # fmt: skip


def limits(at: State, **changes: object) -> happening.Limits:
    made = happening.Limits(
        at.now_ms, SESSION, 1, at.now_ms % WRAP_MS, mask_code("m"), HARDWARE_TIMER_MS,
        round(HOTTEST_DEGC * 100), (10_000,) * len(at.order.channels), NEEDED_FEATURES, b"cali", 0,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def ordered(at: State, **changes: object) -> happening.Ordered:
    """What a healthy mask answers to an order: all of it."""
    made = happening.Ordered(at.now_ms, SESSION, at.seq + 1, NONCE, at.left_ms)
    return replace(made, **changes)  # type: ignore[arg-type]


def refused(at: State, **changes: object) -> happening.OrderRefused:
    made = happening.OrderRefused(at.now_ms, SESSION, at.seq + 1, True, REFUSED_ROOM)
    return replace(made, **changes)  # type: ignore[arg-type]


def report(at: State, **changes: object) -> happening.DeviceReport:
    """What a healthy device would say a heartbeat later."""
    after = at.now_ms + 250
    grown = 250 if at.phase in (Phase.RAMP, Phase.RUNNING) else 0
    made = happening.DeviceReport(
        at_ms=after, session=SESSION, seq=at.seq + 1, device_ms=(at.device_ms + 250) % WRAP_MS,
        heard=at.sent, start=at.start, is_lit=bool(grown), shield=True, fit=True, cdegc=3600,
        trip=0,
        lit_ms=tuple(min(n + grown, g) for n, g in zip(at.lit_ms, at.grant_ms, strict=True)),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def told(state: State, *events: happening.Event) -> State:
    for event in events:
        state, _ = step(state, event)
    return state


def ready(what: Order) -> State:
    """Everything but the start."""
    state = told(idle(what), happening.ScreenAnswered(0, True), happening.Connected(0, NONCE))
    state = told(state, limits(state))
    state = told(state, ordered(state), happening.Fitted(0, True, True))
    assert state.phase is Phase.READY
    return state


def running(what: Order) -> State:
    state = told(ready(what), happening.Start(0))
    state = told(state, report(state))
    assert state.phase is Phase.RUNNING
    return state


# ---- every state, every event

TRIPPED: tuple[dict[str, object], ...] = tuple({"trip": n} for n in range(1, len(happening.TRIPS)))
ODD_REPORTS: tuple[dict[str, object], ...] = (
    {"session": OTHER},  # of another session: replayed
    {"seq": 0},  # stale or twice
    {"start": -1},  # placeholder: replaced below by the start before
    {"heard": 0},  # from before it could hear the last command
    {"shield": False},
    {"fit": False},
    {"cdegc": None},
    {"cdegc": 4101},
    {"cdegc": 4100},
    *TRIPPED,
    {"trip": 99},
    {"lit_ms": ()},
)


def events(at: State) -> Iterator[happening.Event]:
    """Every kind of event with every value that the machine tells apart."""
    now = at.now_ms
    for wait in (0, 250, LEASE_MS + 250, -1):
        yield happening.Tick(now + wait)
    if at.begun and at.phase not in (Phase.RAMP, Phase.RUNNING, Phase.STOPPING):
        yield happening.Tick(now + PAUSE_MAX_MS + 250)
    for wait in (0, -1):
        yield from (
            happening.Start(now + wait),
            happening.Pause(now + wait),
            happening.Stop(now + wait),
        )
    yield from (
        happening.ScreenAnswered(now, True),
        happening.ScreenAnswered(now, False),
        happening.Connected(now, NONCE),
        happening.LinkLost(now),
    )
    yield from (happening.Fitted(now, s, f) for s in (True, False) for f in (True, False))
    yield from (happening.Garbled(now), happening.Forged(now), happening.NotRecorded(now))
    yield from every_limits(at)
    yield from every_report(at)
    yield from every_answer(at)


def every_answer(at: State) -> Iterator[happening.Event]:
    """To an order: whole, less, none, more, of another, stale, refused."""
    yield ordered(at)
    yield ordered(at, grant_ms=tuple(g // 2 for g in at.left_ms))
    yield ordered(at, grant_ms=tuple(0 for _ in at.left_ms))
    yield ordered(at, grant_ms=tuple(g + 1 for g in at.left_ms))
    yield ordered(at, grant_ms=())
    yield ordered(at, session=OTHER)
    yield ordered(at, order_id=b"another.")
    yield ordered(at, seq=0)
    yield refused(at)
    yield refused(at, is_order=False)
    yield refused(at, is_order=False, why=REFUSED_EXPIRED)
    yield refused(at, session=OTHER)


def every_limits(at: State) -> Iterator[happening.Limits]:
    yield limits(at)
    for change in (
        {"session": b"0" * 16}, {"mask_code": 7}, {"longest_ms": HARDWARE_TIMER_MS + 1},
        {"hottest_cdegc": 4101}, {"drives": (9_000,)}, {"drives": ()}, {"features": 0},
        {"fault": 12}, {"fault": 1}, {"session": OTHER},
    ):  # fmt: skip
        yield limits(at, **change)


def every_report(at: State) -> Iterator[happening.DeviceReport]:
    """Lit or dark, with any count, early or late, by a true, slow, leaping or backward clock."""
    counts = sorted({0, *at.lit_ms, *(n + 250 for n in at.lit_ms), *at.grant_ms, 5_000})
    for is_lit in (True, False):
        for count in counts:
            for wait, device in ((250, 250), (750, 250), (250, -500)):
                yield report(
                    at, at_ms=at.now_ms + wait, device_ms=(at.device_ms + device) % WRAP_MS,
                    is_lit=is_lit, lit_ms=(count,),
                )  # fmt: skip
        for odd in ODD_REPORTS:
            change = {"start": at.start - 1} if "start" in odd else odd
            yield report(at, is_lit=is_lit, **change)
    yield report(at, at_ms=at.now_ms - 1)
    leap = (at.device_ms + LEASE_MS + 250) % WRAP_MS
    for fit in (True, False):
        yield report(at, at_ms=at.now_ms, device_ms=leap, lit_ms=at.lit_ms, fit=fit)


@dataclass(frozen=True)
class Explored:
    """What an exploration found."""

    states: list[State] = field(default_factory=list)
    taken: list[tuple[State, happening.Event, State, tuple[happening.Command, ...]]] = field(
        default_factory=list
    )


Key = tuple[object, ...]


def key(state: State) -> Key:
    """A state up to what only counts on: times from now, numbers from the last, 250 ms steps.

    What no decision reads in a phase is left out, and what lies beyond every threshold is one.
    """
    lit = state.phase in (Phase.RAMP, Phase.RUNNING)
    maybe = lit or state.phase is Phase.STOPPING
    linked = maybe or state.phase in (Phase.ORDERED, Phase.AGREED, Phase.READY, Phase.PAUSED)
    over = max(state.order.target_ms) + 500
    names: Key = (state.phase, state.begun, linked and state.is_fitted)
    names += (state.phase in (Phase.ORDERED, Phase.AGREED) and bool(state.cause),)
    names += (tuple(steps(c, over) for c in state.counted_ms),)
    names += (tuple(steps(a, over) for a in state.allowed_ms),)
    if state.phase in (Phase.CONNECTED, Phase.ORDERED, *SINCE):
        since_ms, most_ms = SINCE.get(state.phase, (250, 500))
        names += (bucket(state.now_ms - state.since_ms, most_ms, since_ms),)
    if linked:
        names += (bucket(state.now_ms - state.heard_ms, LEASE_MS + 500, 500),)
    if lit:
        names += (state.now_ms - state.recorded_ms >= RECORD_GAP_MS, state.garbled)
    if maybe:
        names += (
            bucket(state.now_ms - state.device_ms - state.offset_ms, LEASE_MS + 500, 500),
            tuple(steps(b, over) for b in state.base_ms),
            tuple(min(n, g + 500) for n, g in zip(state.lit_ms, state.grant_ms, strict=True)),
        )
    if state.phase is Phase.STOPPING:
        names += (state.then,)
    return names


# how finely, and up to where, the time in a phase matters
SINCE = {
    Phase.RAMP: (1_000, 3_000),
    Phase.RUNNING: (1_000, 4_000),
    Phase.STOPPING: (500, 1_500),
}


def steps(light_ms: int, most_ms: int) -> int:
    return bucket(light_ms, most_ms)


def bucket(span_ms: int, most_ms: int, step_ms: int = 250) -> int:
    return min(-(-span_ms // step_ms), -(-most_ms // step_ms))


def explored(
    what: Order, *, limit: int = 2_000_000
) -> Iterator[tuple[State, happening.Event, State, tuple[happening.Command, ...], bool]]:
    """Every transition from every reachable state; the last entry: the state after is new."""
    first = idle(what)
    seen = {key(first)}
    waiting = deque([first])
    steps = 0
    while waiting:
        state = waiting.popleft()
        for event in events(state):
            after, commands = step(state, event)
            steps += 1
            assert steps < limit, "the abstraction does not close"
            name = key(after)
            is_new = name not in seen
            if is_new:
                seen.add(name)
                waiting.append(after)
            yield state, event, after, commands, is_new
