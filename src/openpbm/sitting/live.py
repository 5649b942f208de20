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
from openpbm.delivery.state import FINAL, LIT, Phase
from openpbm.errors import OpenPBMError
from openpbm.sitting.device import Access, Device, Way
from openpbm.sitting.turn import Turn


class Ask(StrEnum):
    """What a person may ask for, or say, where it means something."""

    STOP = "stop"
    PAUSE = "pause"
    GO_ON = "go_on"
    LIT = "lit"  # the mask that they switch shines
    DARK = "dark"  # and now it does not
    FITTED = "fitted"  # eyes and mask are put right after something was not


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
    ) -> None:
        """Nothing is sent yet.

        Args:
            order: what is asked for.
            device: the mask, reached.
            recorder: where it is written down.
            heading: under which.
            fresh: that many bytes nobody can guess.
            alone: nobody can confirm anything anew, so what breaks off ends.
        """
        self.order, self.device = order, device
        self.runner = Runner(
            order=order,
            heading=heading,
            clock=device.clock,
            link=device.link,
            recorder=recorder,
            key=device.key,
            fresh=fresh,
        )
        self._alone = alone
        self._light_from_ms: int | None = None

    def __enter__(self) -> LiveSitting:
        return self

    def __exit__(self, *problem: object) -> None:
        """Whatever happened, the last word to the mask is dark; then it is let go."""
        try:
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
    def is_lit(self) -> bool:
        """Light is asked for and, where a person switches it, confirmed."""
        switch = self.device.switch
        return self.runner.state.phase in LIT and (switch is None or switch.is_lit)

    @property
    def countdown_ms(self) -> int | None:
        """How long until light, while it is counted down."""
        if self.runner.state.phase is not Phase.READY:
            return None
        if self._light_from_ms is None:
            return COUNTDOWN_MS
        return max(self._light_from_ms - self._now_ms(), 0)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What means something now."""
        state, switch = self.runner.state, self.device.switch
        if self.is_over:
            return ()
        if switch is not None and switch.wants_dark:
            return (Ask.STOP, Ask.DARK)
        if switch is not None and switch.wants_light:
            return (Ask.STOP, Ask.LIT)
        if state.phase in LIT:
            return (Ask.STOP, Ask.PAUSE)
        if state.phase is Phase.PAUSED:
            return (Ask.STOP, Ask.GO_ON)
        if state.phase is Phase.AGREED and state.reason:
            return (Ask.STOP, Ask.FITTED)
        return (Ask.STOP,)

    # ---- what goes on by itself

    def begin(self) -> None:
        """The checklist is behind us."""
        self.runner.tell(ScreenAnswered(self._now_ms(), True))

    def step(self, *, unseen_s: float = 0.0) -> None:
        """Let time pass, and do what needs nobody.

        Args:
            unseen_s: how long nobody has looked; a connected mask is paused after a while.
        """
        self.runner.poll()
        phase = self.runner.state.phase
        if phase in LIT and unseen_s > GONE_S and self.device.switch is None:
            self.runner.tell(Pause(self._now_ms()))
        elif phase is Phase.AGREED and not self.runner.state.reason:  # the checklist was answered
            self._fitted()
        elif phase is Phase.READY:
            self._count_down()
        elif phase in (Phase.AGREED, Phase.PAUSED) and self._alone:
            self.runner.stop()

    def wait(self) -> None:
        """Until the next step."""
        self.device.clock.wait()

    def _fitted(self) -> None:
        self._light_from_ms = None
        self.runner.tell(Fitted(self._now_ms(), True, True))

    def _count_down(self) -> None:
        now = self._now_ms()
        if self._light_from_ms is None:
            self._light_from_ms = now + COUNTDOWN_MS
        if now >= self._light_from_ms:
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
            self.runner.tell(Start(self._now_ms()))
        elif asked is Ask.FITTED:
            self._fitted()
        elif switch is not None:
            (switch.confirm_light if asked is Ask.LIT else switch.confirm_dark)()

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
) -> LiveSitting:
    """The sitting of an order whose checklist was answered.

    Args:
        turn: of the person, whose book keeps it.
        order: what today's answer was.
        way: the mask that is asked.
        fresh: that many bytes nobody can guess.
        speed: of simulated time.
        alone: nobody can confirm anything anew.

    Raises:
        DeviceError: the mask cannot be reached.
    """
    access = Access(fresh=fresh, speed=speed, paired=way.paired)
    device = way.transport.reach(order, access)
    heading = Heading(
        session_id=fresh(8).hex(),
        person_id=turn.book.person_id,
        plan_sha256=turn.plan.sha256,
        source=way.transport.source,
    )
    return LiveSitting(order, device, turn.recorder(order), heading, fresh=fresh, alone=alone)
