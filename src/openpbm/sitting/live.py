"""One sitting from its checklist to the dark: what goes on by itself, and what may be asked.

Terminal, app and demo drive it the same way: `begin`, then `step` and `wait` until it is over.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum

from openpbm.delivery.event import Fitted, Pause, ScreenAnswered, Start
from openpbm.delivery.limit import COUNTDOWN_MS, GONE_S
from openpbm.delivery.order import Order
from openpbm.delivery.runner import Heading, Recorder, Runner
from openpbm.delivery.state import FINAL, LIT, UNSEEN, WHOLE, Phase
from openpbm.errors import OpenPBMError
from openpbm.fact import Message, Name, message, several
from openpbm.record import SessionResolved
from openpbm.session import Part
from openpbm.sitting.device import Access, Device, Way
from openpbm.sitting.settle import settled
from openpbm.sitting.turn import Turn, answers_hold
from openpbm.sitting.voice import DARK_AFTER_MS, READY_MS, Outlook, Stage


class Ask(StrEnum):
    """What a person may ask for, or say, where it means something."""

    STOP = "stop"
    BEGIN = "begin"  # nothing is counted down before
    PAUSE = "pause"
    GO_ON = "go_on"
    DARK = "dark"  # the mask that they switch shines no more
    FITTED = "fitted"  # eyes and mask are put right after something was not


COUNTED = (Phase.READY, Phase.PAUSED)  # light may be counted down to from here


class LiveSitting:
    """One order under way. Nothing here waits, shows or looks at a clock of its own."""

    def __init__(
        self,
        order: Order,
        device: Device,
        recorder: Recorder,
        heading: Heading,
        *,
        fresh: Callable[[int], bytes],
        alone: bool = False,
        waits: bool = False,
        ready_ms: int = 0,
        then: Message | None = None,
        resolved: tuple[SessionResolved, ...] = (),
    ) -> None:
        """Nothing is sent yet.

        Args:
            order: what is asked for.
            device: the mask, reached.
            recorder: where it is written down.
            heading: under which.
            fresh: that many bytes nobody can guess.
            alone: nobody can confirm anything anew, so what breaks off ends.
            waits: nothing is counted down before the person says so.
            ready_ms: for goggles and switch, before the count.
            then: the light of today that follows.
            resolved: what the mask's log said of light that had been guessed.
        """
        self.order, self.device, self.resolved = order, device, resolved
        self.runner = Runner(
            order=order,
            heading=heading,
            clock=device.clock,
            link=device.link,
            recorder=recorder,
            key=device.key,
            slot=device.slot,
            fresh=fresh,
        )
        self._alone, self._waits = alone, waits
        self.broke_off = ""  # what ended it where nobody was there to put it right
        self._ready_ms, self._then = ready_ms, then
        self._begun_ms = self._counted_from_ms = 0
        self._light_from_ms: int | None = None  # while it is counted down
        self.looked_ms = 0  # when the last step began: what is pressed next may have come since
        self._off_ms: int | None = None  # the step after which "off now" could first be heard

    def __enter__(self) -> LiveSitting:
        return self

    def __exit__(self, *problem: object) -> None:
        """Whatever happened, the last word to the mask is dark; then it is let go."""
        try:
            if not self.is_over:
                self.end()
            self.runner.__exit__(*problem)
        finally:
            with suppress(OSError, OpenPBMError):
                self.device.close()

    # ---- how it stands

    @property
    def is_over(self) -> bool:
        """Dark for good."""
        return self.runner.state.phase in FINAL

    @property
    def is_done(self) -> bool:
        """Dark for good, and its end is written down, or was tried often enough."""
        return self.is_over and not self.runner.owes

    @property
    def is_lit(self) -> bool:
        """Light is asked for; where a person switches it, it counts from then on."""
        switch = self.device.switch
        return self.runner.state.phase in LIT and (switch is None or switch.is_lit)

    @property
    def countdown_ms(self) -> int | None:
        """How long until light, while it is counted down."""
        light_ms = self._light_at_ms
        return None if light_ms is None else max(light_ms - self._now_ms(), 0)

    @property
    def _light_at_ms(self) -> int | None:
        """When there is light, while it is counted down."""
        return self._light_from_ms if self.runner.state.phase in COUNTED else None

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What means something now."""
        state, switch = self.runner.state, self.device.switch
        if self.is_over:
            return ()
        if switch is not None and switch.wants_dark:
            return (Ask.STOP, Ask.DARK)
        if state.phase in LIT:
            return (Ask.STOP, Ask.PAUSE)
        if state.phase is Phase.PAUSED and self._light_at_ms is None:
            return (Ask.STOP, Ask.GO_ON)
        if state.phase is Phase.AGREED and state.reason:
            return (Ask.STOP, Ask.FITTED)
        if state.phase is Phase.AGREED and self._waits:
            return (Ask.STOP, Ask.BEGIN)
        return (Ask.STOP,)

    @property
    def press(self) -> Ask | None:
        """What one press anywhere means, by somebody who sees nothing; never that light comes.

        A press that was meant to stop may come just after 'off now' began, and a finger may tap
        twice: neither says that it is dark. Nor does what was pressed while this machine stalled
        before it could say so.
        """
        asks = self.asks
        if Ask.DARK in asks:
            is_heard = self._off_ms is not None and self.looked_ms - self._off_ms >= DARK_AFTER_MS
            return Ask.DARK if is_heard else None
        is_quiet = {Ask.BEGIN, Ask.GO_ON, Ask.FITTED} & set(asks)
        return None if is_quiet or self.is_over else Ask.STOP

    @property
    def outlook(self) -> Outlook:
        """How it stands for somebody who only listens."""
        state, light_ms, switch = self.runner.state, self._light_at_ms, self.device.switch
        now_ms = self._now_ms()
        passed_ms = now_ms - state.now_ms if state.phase in LIT else 0  # since the last step
        return Outlook(
            stage=self._stage(),
            now_ms=now_ms,
            since_ms=state.since_ms if light_ms is None else self._counted_from_ms,
            by_hand=switch is not None,
            may_shine=switch is not None and switch.is_lit,
            start=state.start,
            light_ms=light_ms or 0,
            left_ms=max(max(state.left_ms, default=0) - passed_ms, 0),
            is_whole=state.reason in WHOLE,
            is_unseen=state.reason == UNSEEN,
            is_fault=state.phase is Phase.FAULT,
            then=self._then,
        )

    def _stage(self) -> Stage:
        state, switch = self.runner.state, self.device.switch
        if self.is_over:
            return Stage.OVER
        if switch is not None and switch.wants_dark:
            return Stage.OFF
        if state.phase in LIT:
            return Stage.LIT
        if self._light_at_ms is not None:
            return Stage.COUNT
        if state.phase is Phase.PAUSED:
            return Stage.PAUSED
        is_broken = state.phase in (Phase.SCREENED, Phase.CONNECTED, Phase.ORDERED, Phase.AGREED)
        return Stage.UNFIT if is_broken and state.reason else Stage.QUIET

    # ---- what goes on by itself

    def begin(self) -> None:
        """The checklist is behind us."""
        self._begun_ms = self._now_ms()
        self.runner.tell(ScreenAnswered(self._begun_ms, True))

    def step(self, *, unseen_s: float = 0.0) -> None:
        """Let time pass, and do what needs nobody.

        Args:
            unseen_s: how long nobody has looked; a connected mask is paused after a while.
        """
        self.looked_ms, switch = self._now_ms(), self.device.switch
        self._go_on(unseen_s)
        if switch is None or not switch.wants_dark:
            self._off_ms = None
        elif self._off_ms is None:
            self._off_ms = self._now_ms()

    def _go_on(self, unseen_s: float) -> None:
        self.runner.poll()
        phase = self.runner.state.phase
        if phase not in COUNTED:
            self._light_from_ms = None
        if phase in LIT and unseen_s > GONE_S and self.device.switch is None:
            self.runner.tell(Pause(self._now_ms()))
        elif phase is Phase.AGREED and self._waited_too_long():
            self.runner.stop()
        elif phase is Phase.AGREED and not self.runner.state.reason:  # the checklist was answered
            if not self._waits:
                self._fitted()
        elif self._light_at_ms is not None:
            self._count_down()
        elif phase in (Phase.AGREED, Phase.PAUSED) and self._alone:
            self.broke_off = self.runner.state.reason
            self.runner.stop()

    def wait(self) -> None:
        """Until the next step."""
        self.device.clock.wait()

    def _waited_too_long(self) -> bool:
        """Before the first light nobody waits longer than answers hold, whatever keeps it dark."""
        waited_ms = self._now_ms() - self._begun_ms
        return not self.runner.state.begun and waited_ms > answers_hold().total_seconds() * 1000

    def _fitted(self) -> None:
        self._waits = False
        self.runner.tell(Fitted(self._now_ms(), True, True))
        self._count()

    def _count(self) -> None:
        """From now on it is counted down to light."""
        self._counted_from_ms = self._now_ms()
        self._light_from_ms = self._counted_from_ms + self._ready_ms + COUNTDOWN_MS

    def _count_down(self) -> None:
        now = self._now_ms()
        if self._light_from_ms is not None and now >= self._light_from_ms:
            self.runner.tell(Start(now))

    def _now_ms(self) -> int:
        return self.device.clock.monotonic_ms()

    # ---- what is asked

    def ask(self, asked: Ask) -> None:
        """Do what was asked where it means something. Stop is heard in every state."""
        if asked is Ask.STOP:
            self.runner.stop()
        elif asked in self.asks:
            self._obey(asked)

    def _obey(self, asked: Ask) -> None:
        switch = self.device.switch
        if asked is Ask.PAUSE:
            self.runner.tell(Pause(self._now_ms()))
        elif asked is Ask.GO_ON:
            self._count()
        elif asked in (Ask.FITTED, Ask.BEGIN):
            self._fitted()
        elif switch is not None:
            switch.confirm_dark()

    def end(self) -> None:
        """Dark, and nobody is there to switch a mask off: its light counts upwards."""
        self.runner.stop()
        if self.device.switch is not None:
            self.runner.lost()


def sitting_of(
    turn: Turn,
    order: Order,
    way: Way,
    *,
    fresh: Callable[[int], bytes],
    speed: float = 1.0,
    alone: bool = False,
    waits: bool = False,
    then: Part | None = None,
) -> LiveSitting:
    """The sitting of an order whose checklist was answered.

    Args:
        turn: of the person, whose book keeps it.
        order: what today's answer was.
        way: the mask that is asked.
        fresh: that many bytes nobody can guess.
        speed: of simulated time.
        alone: nobody can confirm anything anew.
        waits: nothing is counted down before the person says so.
        then: the part of today that follows.

    Raises:
        DeviceError: the mask cannot be reached.
    """
    access = Access(fresh=fresh, speed=speed, paired=way.paired)
    device = way.transport.reach(order, access)
    resolved = settled(turn.book, device, order.mask_id, device.clock.utc())
    heading = Heading(
        session_id=fresh(8).hex(),
        person_id=turn.book.person_id,
        plan_sha256=turn.plan.sha256,
        source=way.transport.source,
    )
    return LiveSitting(
        order,
        device,
        turn.recorder(order),
        heading,
        fresh=fresh,
        alone=alone,
        waits=waits,
        ready_ms=READY_MS if waits or way.transport.shines else 0,
        then=None if then is None or not then.zone else _named(then),
        resolved=resolved,
    )


def _named(part: Part) -> Message:
    """A part of a session, by its zone and its goal."""
    goal = (Name("goal", part.goal),) if part.goal else ()
    return message("voice-part", part=several((part.zone, *goal), "comma"))
