"""Where the light of one person is written down while sessions are given, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType

from openpbm.delivery.order import Order, order_of
from openpbm.errors import LedgerError
from openpbm.files.anchor import Anchors
from openpbm.files.kept_plan import KeptPlan
from openpbm.files.ledger_history import person_named
from openpbm.files.ledger_store import Ledger, open_ledger, read_ledger
from openpbm.record import LightEvent, PersonAdded, ScreenRenewed
from openpbm.session import Refusal
from openpbm.tables import numbers
from openpbm.tracking.account import LightRecord, history, record_of
from openpbm.tracking.due import Due
from openpbm.tracking.room import Room, day_caps, light_so_far, room_left

BUSY_S = 0.5  # half a lease: a mask must not wait longer for a disk


@dataclass(frozen=True, kw_only=True)
class LightBook:
    """A ledger opened for one person, or memory where nothing is to be kept."""

    person_id: str
    name: str
    append: Callable[[LightEvent], object]  # safe on return; raises LedgerError
    events: Callable[[], Sequence[LightEvent]]  # raises LedgerError
    close: Callable[[], None] = field(default=lambda: None)

    def __enter__(self) -> LightBook:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def record(self) -> LightRecord:
        """All light of the person. Raises LedgerError where it cannot be believed."""
        return record_of(self.events(), self.person_id)


def no_ledger() -> LightBook:
    """Kept for this sitting only, with nothing before it."""
    events: list[LightEvent] = [
        PersonAdded(person_id="nobody", name="nobody", at_utc=datetime.now(UTC))
    ]
    return LightBook(
        person_id="nobody", name="nobody", append=events.append, events=lambda: tuple(events)
    )


def open_book(
    path: Path, who: str | None, *, anchors: Anchors | None = None
) -> LightBook | Refusal:
    """The ledger of a person, by name or id; a refusal where what it holds cannot be counted.

    Raises:
        LedgerError: no ledger there, or nobody of that name: a slip, not a damage.
    """
    if not path.exists():
        raise LedgerError(
            f"{path}: found no ledger; expected one ('openpbm ledger add NAME' makes it)"
        )
    try:
        with read_ledger(path) as looked_at:
            people = looked_at.people()
    except LedgerError as problem:
        return unreadable(str(problem))
    person = person_named(people, who, path)
    try:
        ledger = open_ledger(path, busy_s=BUSY_S, anchors=anchors)
    except LedgerError as problem:
        return unreadable(str(problem))
    return _book(ledger, person.person_id, person.name)


def _book(ledger: Ledger, person_id: str, name: str) -> LightBook:
    return LightBook(
        person_id=person_id,
        name=name,
        append=ledger.append,
        events=lambda: ledger.folded(person_id),
        close=ledger.close,
    )


def unreadable(why: str) -> Refusal:
    """No room where the light of before cannot be counted."""
    return Refusal(
        id="ledger",
        reason=f"what light this skin has had is not known, so it counts as enough: {why}",
        would_change="a ledger that can be read and written ('openpbm ledger verify' says more)",
    )


def room_today(book: LightBook, plan: KeptPlan, today: date) -> Room | Refusal:
    """J/cm2 that each region of the plan may still get today, or why that is not known."""
    assert plan.session is not None
    caps = day_caps(plan.session.ceilings)
    try:
        events = book.events()
    except LedgerError as problem:
        return unreadable(str(problem))
    light = light_so_far(
        history(events, book.person_id, today),
        before=plan.recent_light,
        planned_from=plan.start_date,
        caps=caps,
    )
    if not light.is_known:
        return unreadable(light.why_unknown)
    regions = [rate.region for sitting in plan.sessions for rate in sitting.rates]
    return room_left(plan.session.ceilings, light.doses, regions, today)


def order_today(
    plan: KeptPlan, zone: str, book: LightBook, found: Due, *, by_hand: bool
) -> Order | Refusal:
    """What may be given to a zone now: the rest of today's session, within today's room."""
    assert plan.session is not None
    room = room_today(book, plan, date.today())
    if isinstance(room, Refusal):
        return room
    return order_of(
        plan.session,
        mask_id=plan.mask_id,
        room_j_cm2=room,
        zone=zone,
        by_hand=by_hand,
        given=found.given[zone],
    )


def renew(plan: KeptPlan, book: LightBook, today: date) -> None:
    """Nothing changed: 30 days more. Raises LedgerError where that cannot be written down."""
    book.append(
        ScreenRenewed(
            person_id=book.person_id, at_utc=datetime.now(UTC), day=today, plan_sha256=plan.sha256
        )
    )


def going_on(events: Sequence[LightEvent], record: LightRecord, now: datetime) -> Refusal | None:
    """Two sessions at once would each count on the same room: a refusal while another writes."""
    near = timedelta(seconds=numbers("delivery")["alive_s"].value)
    open_ids = {s.begun.session_id for s in record.sittings if s.ended is None}
    writes = [e.at_utc for e in events if getattr(e, "session_id", None) in open_ids]
    if not any(abs(now - at) <= near for at in writes):
        return None
    return Refusal(
        id="going_on",
        reason="another session of yours is being given, or broke off a moment ago",
        would_change=f"its end; one that broke off no longer counts as going on after "
        f"{near.total_seconds():.0f} s",
    )
