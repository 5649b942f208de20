"""Doors, waits, kills and clocks in any order: never two sessions, never light without a claim."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from kept_plan_made import plan, written
from ledger_factory import added

from openpbm.delivery.order import Order
from openpbm.delivery.runner import Recorder
from openpbm.files.ledger.store import open_ledger
from openpbm.files.light.book import LightBook
from openpbm.files.plan.kept import read_plan
from openpbm.record import Moment, SessionBegun, SessionEnded, SessionProgress
from openpbm.session import NotNowError
from openpbm.sitting.checklist import ALL_HOLDS
from openpbm.sitting.plan import KeptPlan
from openpbm.sitting.turn import Turn
from openpbm.tracking.rest import rest

DOORS = st.sampled_from(["terminal", "other terminal", "app"])
START = datetime(2026, 11, 28, 9, tzinfo=UTC)
MINUTES = 3.0
LIT = (("red", MINUTES), ("nir", MINUTES))
PER_WEEK = 7


def daily() -> KeptPlan:
    """A session every day, with room for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        content = plan(START.date(), day_cap=500.0, week_cap=5000.0)
        kept = read_plan(written(Path(folder), content))
    dates = tuple(START.date() + timedelta(days=n) for n in range(60))
    return replace(kept, course=replace(kept.course, dates=dates, sessions_per_week=PER_WEEK))


PLAN = daily()


class Evenings(RuleBasedStateMachine):
    """Three doors over one ledger, one person, and two clocks."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = open_ledger(Path(self.folder.name) / "ledger.sqlite")
        self.ledger.append(added())
        self.true_s, self.off, self.zone = 1000.0, timedelta(), 0
        self.turns: dict[str, Turn] = {}
        self.orders: dict[str, Order] = {}
        self.lit: dict[str, tuple[Recorder, str]] = {}
        self.begun_s: list[float] = []
        self.ever, self.last = 0, ""

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()

    def now(self) -> Moment:
        wall = START + timedelta(seconds=self.true_s) + self.off
        local = wall.astimezone(timezone(timedelta(hours=self.zone)))
        return Moment(at=local, awake_s=self.true_s, boot_id="boot")

    def turn(self, door: str) -> Turn:
        if door not in self.turns:
            self.ever += 1
            book = LightBook("ann", lambda: self.ledger)
            self.turns[door] = Turn(
                PLAN, book, self.now, holder=f"{door} {self.ever}", by_hand=False
            )
        return self.turns[door]

    # ---- what doors do

    @rule(door=DOORS)
    def ask(self, door: str) -> None:
        if door in self.lit:
            return
        self.orders.pop(door, None)
        found = self.turn(door).open()
        if found.order is not None:
            self.orders[door] = found.order

    @precondition(lambda self: self.orders)
    @rule(door=DOORS)
    def answer(self, door: str) -> None:
        if door in self.orders and door not in self.lit:
            self.turn(door).answered(ALL_HOLDS)

    @precondition(lambda self: self.orders)
    @rule(door=DOORS)
    def begin(self, door: str) -> None:
        order = self.orders.pop(door, None)
        if order is None or door in self.lit:
            return
        self.ever += 1
        name, now = f"s{self.ever}", self.now()
        keep = self.turn(door).recorder(order)
        first = SessionBegun(
            session_id=name, person_id="ann", mask_id=order.mask_id, plan_sha256="", zone="",
            source="guided", day=now.day, at_utc=now.utc, planned_min=MINUTES, tick_s=1.0,
            rates=order.rates,
        )  # fmt: skip
        try:
            keep(first)
            keep(SessionProgress(session_id=name, at_utc=now.utc, lit_min=LIT))
        except NotNowError:
            return
        self.begun_s.append(self.true_s)
        self.lit[door] = keep, name
        self.last = name

    @rule(door=DOORS)
    def ask_answer_and_begin(self, door: str) -> None:
        """At once, as most people do."""
        self.ask(door)
        self.answer(door)
        self.begin(door)

    @precondition(lambda self: self.lit)
    @rule(door=DOORS)
    def end(self, door: str) -> None:
        keep, name = self.lit.pop(door, (None, ""))
        if keep is not None:
            keep(SessionEnded(session_id=name, at_utc=self.now().utc, lit_min=LIT, reason="done"))
            self.turns.pop(door).close()

    @precondition(lambda self: self.lit)
    @rule(door=DOORS)
    def go_on(self, door: str) -> None:
        """After a pause, or a sleep of the machine: never where another has begun meanwhile."""
        if door not in self.lit:
            return
        keep, name = self.lit[door]
        told = SessionProgress(session_id=name, at_utc=self.now().utc, lit_min=LIT)
        try:
            keep(told)
        except NotNowError:
            del self.lit[door]
        else:
            assert self.last == name

    @rule(door=DOORS)
    def kill(self, door: str) -> None:
        """Without a word: the claim stays, and a session has no end."""
        self.turns.pop(door, None)
        self.orders.pop(door, None)
        self.lit.pop(door, None)

    @rule(door=DOORS)
    def renew(self, door: str) -> None:
        self.turn(door).renew()

    # ---- what time does

    @rule(minutes=st.one_of(st.integers(0, 15), st.integers(0, 30 * 60)))
    def wait(self, minutes: int) -> None:
        self.true_s += 60.0 * minutes

    @rule(minutes=st.one_of(st.just(0), st.integers(-72 * 60, 72 * 60)))
    def set_the_clock(self, minutes: int) -> None:
        self.off = timedelta(minutes=minutes)

    @rule(hours=st.integers(-12, 14))
    def travel(self, hours: int) -> None:
        self.zone = hours

    # ---- what never happens

    @invariant()
    def no_two_sessions_are_nearer_than_the_rest(self) -> None:
        least_s = rest(PER_WEEK).total_seconds()
        times = sorted(self.begun_s)
        assert all(b - a >= least_s for a, b in pairwise(times)), times


TestEvenings = Evenings.TestCase
TestEvenings.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
