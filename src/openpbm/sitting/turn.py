"""One person's way from the checklist to the dark: claimed, and judged again as light begins.

Nothing here waits or looks at a clock; whoever drives it hands `now` in and calls `renew`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from openpbm.delivery.order import Order
from openpbm.delivery.runner import Recorder
from openpbm.errors import LedgerError
from openpbm.fact import Quantity, message
from openpbm.record import LightEvent, Moment, ScreenRenewed, SessionBegun, SessionEnded
from openpbm.session import NotNowError, Part, Refusal, refusal
from openpbm.sitting.book import Book, claim_lasts, claimed
from openpbm.sitting.checklist import open_questions
from openpbm.sitting.plan import KeptPlan
from openpbm.sitting.today import Today, today, unreadable
from openpbm.tables import numbers
from openpbm.tracking.rest import jumped

AGAIN = "again"  # the id of every refusal that a new checklist may lift


class Turn:
    """Whose turn it is to ask for light. Close it, whatever came of it."""

    def __init__(
        self,
        plan: KeptPlan,
        book: Book,
        now: Callable[[], Moment],
        *,
        holder: str,
        by_hand: bool,
        shines: bool = True,
    ) -> None:
        """Nothing is claimed yet.

        Args:
            plan: that is followed.
            book: of the person.
            now: by both clocks.
            holder: who asks, as the book tells them apart.
            by_hand: the mask is not connected.
            shines: False of practice, which the skin is not asked for.
        """
        self._shines = shines
        self.plan, self.book = plan, book
        self._now, self._holder, self._by_hand = now, holder, by_hand
        self._asked: Today | None = None  # what the open checklist was made from
        self._is_answered = self._is_lit = False

    def __enter__(self) -> Turn:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """The claim is over; others may ask."""
        with suppress(LedgerError):  # then it runs out by itself
            self.book.release(self._holder)

    # ---- what is asked

    def look(self, part: Part | None = None) -> Today:
        """May there be light now, as far as the book and the clocks say."""
        now = self._now()
        refusal = self.book.refusal
        if refusal is None:
            try:
                if self.book.is_claimed(self._holder, now.utc):
                    refusal = claimed()
                else:
                    return self._judged(self.book.events(), now, part)
            except LedgerError as problem:
                refusal = unreadable(str(problem))
        return Today(moment=now, refusals=(refusal,))

    def open(self, part: Part | None = None) -> Today:
        """The checklist is opened: claimed from here on, where there may be light."""
        found = self.look(part)
        if found.refusals:
            return found
        try:
            if not self.book.claim(self._holder, found.moment.utc):
                return replace(found, refusals=(claimed(),), order=None)
        except LedgerError as problem:
            return replace(found, refusals=(unreadable(str(problem)),), order=None)
        self._asked, self._is_answered, self._is_lit = found, False, False
        return found

    def answered(self, said: Mapping[str, bool]) -> Refusal | None:
        """Why there is no light after these answers, by ids of questions; None: there may be."""
        now = self._now()
        stale = self._stale(now)
        if stale is not None:
            return stale
        assert self._asked is not None and self._asked.due is not None
        if self._shines and self._asked.ask_skin is not None:
            return refusal(AGAIN, message("refusal-again_skin", day=self._asked.ask_skin))
        if open_questions(self._asked.due, said):
            return refusal("checklist", message("refusal-checklist_open"))
        if self._asked.due.ask_screen:
            try:
                self.book.append(
                    ScreenRenewed(
                        person_id=self.book.person_id,
                        at_utc=now.utc,
                        day=now.day,
                        plan_sha256=self.plan.sha256,
                    )
                )
            except LedgerError as problem:
                return unreadable(str(problem))
        self._is_answered = True
        return None

    def renew(self) -> None:
        """Hold the claim a while longer: until light, as long as answers hold; then to its end."""
        now = self._now()
        if self._asked is None or (not self._is_lit and self._waited(now) > answers_hold()):
            return
        with suppress(LedgerError):  # it is tried again before it runs out
            self.book.renew(self._holder, now.utc)

    # ---- what is written

    def recorder(self, order: Order) -> Recorder:
        """Where a session of this order writes: its beginning only where it may begin still."""
        return _Recorder(self, order).keep

    def begin(self, event: SessionBegun, order: Order, *, is_again: bool = False) -> None:
        """Keep a beginning, at the time by which it is judged. Raises NotNowError, LedgerError.

        What failed may have come after the entry: another try finds it there.
        """
        now = self._now()
        begun = replace(
            event, day=now.day, at_utc=now.utc, boot_id=now.boot_id, awake_s=now.awake_s
        )
        if not (is_again and self._is_begun(event)):
            self.book.begin(begun, self._holder, lambda events: self._against(events, now, order))
        self._is_lit = True

    def keep(self, event: LightEvent) -> None:
        """Keep what was given; then raise NotNowError where somebody else took over meanwhile."""
        self.book.append(event)
        if not isinstance(event, SessionEnded) and not self.book.holds(self._holder):
            raise NotNowError(claimed())

    def follow(self, part: Part) -> Today:
        """The next part, right after one has ended: who was there for that one is there still."""
        assert self._asked is not None
        now = self._now()
        refusal = _other_day(self._asked.moment, now) or jumped(self._asked.moment, now)
        if refusal is not None:
            return Today(moment=now, refusals=(refusal,))
        try:
            found = self._judged(self.book.events(), now, part)
        except LedgerError as problem:
            return Today(moment=now, refusals=(unreadable(str(problem)),))
        if not found.refusals:
            self._asked, self._is_lit = found, False
        return found

    def _judged(self, events: Sequence[LightEvent], now: Moment, part: Part | None) -> Today:
        return today(self.plan, events, self.book.person_id, now, by_hand=self._by_hand, part=part)

    def _is_begun(self, event: SessionBegun) -> bool:
        kept = (one for one in self.book.events() if isinstance(one, SessionBegun))
        return any(one.session_id == event.session_id for one in kept)

    # ---- against light

    def _against(self, events: Sequence[LightEvent], now: Moment, order: Order) -> Refusal | None:
        """Why an order that was made before must not begin now; None where nothing changed."""
        stale = self._stale(now)
        if stale is not None:
            return stale
        if not self._is_answered:
            return refusal(AGAIN, message("refusal-again_unanswered"))
        found = self._judged(events, now, order.part)
        if found.refusals:
            return found.refusals[0]
        assert found.order is not None and found.due is not None and self._asked is not None
        asked = self._asked.due
        if self._shines and found.ask_skin is not None:
            return refusal(AGAIN, message("refusal-again_skin", day=found.ask_skin))
        if found.due.ask_screen or (found.due.ask_day and not (asked and asked.ask_day)):
            return refusal(AGAIN, message("refusal-again_unasked"))
        more = zip(order.target_ms, found.order.target_ms, strict=True)
        if any(ordered > allowed for ordered, allowed in more):
            return refusal(AGAIN, message("refusal-again_other_light"))
        return None

    def _stale(self, now: Moment) -> Refusal | None:
        """Why what was asked no longer counts."""
        if self._asked is None:
            return refusal(AGAIN, message("refusal-again_nothing_asked"))
        before = self._asked.moment
        if self._waited(now) > answers_hold():
            minutes = answers_hold().total_seconds() / 60
            return refusal(AGAIN, message("refusal-again_late", minutes=Quantity(minutes, "min")))
        return _other_day(before, now) or jumped(before, now)

    def _waited(self, now: Moment) -> timedelta:
        assert self._asked is not None
        return timedelta(seconds=now.awake_s - self._asked.moment.awake_s)


class _Recorder:
    """One session's writing; after a refused beginning there is nothing to end."""

    def __init__(self, turn: Turn, order: Order) -> None:
        self._turn, self._order, self._is_refused = turn, order, False
        self._is_tried = False

    def keep(self, event: LightEvent) -> None:
        if isinstance(event, SessionBegun):
            self._begin(event)
        elif not self._is_refused:
            self._turn.keep(event)

    def _begin(self, event: SessionBegun) -> None:
        """Whatever else breaks in here, such as an interrupt, may have come after the entry."""
        is_again, self._is_tried = self._is_tried, True
        try:
            self._turn.begin(event, self._order, is_again=is_again)
        except NotNowError:
            self._is_refused = True
            raise


def answers_hold() -> timedelta:
    """How long the answers of a checklist hold."""
    return timedelta(minutes=numbers("delivery")["checklist_min"].value)


def renew_every() -> timedelta:
    """How often a claim is to be renewed."""
    return claim_lasts() / 3


def _other_day(before: Moment, now: Moment) -> Refusal | None:
    if before.day == now.day:
        return None
    return refusal(AGAIN, message("refusal-again_other_day"))
