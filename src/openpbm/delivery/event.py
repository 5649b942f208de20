"""What may happen to a session, and what its machine may ask for.

Times `at_ms` are of the host's monotonic clock. Numbers of frames (`seq`) only rise.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AtTime:
    """What has a time: everything that may happen."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class ScreenAnswered(AtTime):
    """The person said that the screen still holds, or that it does not."""

    is_open: bool


@dataclass(frozen=True, slots=True)
class Connected(AtTime):
    """A link to some device is there; the nonce makes its session new."""

    nonce: bytes


@dataclass(frozen=True, slots=True)
class LinkLost(AtTime):
    """The link said that it is gone."""


@dataclass(frozen=True, slots=True)
class Limits(AtTime):
    """What the device is and what it will never exceed. Answers a greeting."""

    session: bytes
    seq: int
    device_ms: int
    mask_code: int
    longest_ms: int  # its hardware timer
    hottest_cdegc: int  # its own trip
    drives: tuple[int, ...]  # most it gives, 1/10,000 of full output, per channel


@dataclass(frozen=True, slots=True)
class Fitted(AtTime):
    """The person looked: eyes shielded, mask in place."""

    shield: bool
    fit: bool


@dataclass(frozen=True, slots=True)
class Start(AtTime):
    """The person asks for light, or for the rest of it."""


@dataclass(frozen=True, slots=True)
class Pause(AtTime):
    """The person asks for dark, and means to go on."""


@dataclass(frozen=True, slots=True)
class Stop(AtTime):
    """The person asks for dark. Wins everywhere."""


@dataclass(frozen=True, slots=True)
class DeviceReport(AtTime):
    """How the device is, in an authentic frame."""

    session: bytes
    seq: int
    device_ms: int  # its counter, 32 bits
    heard: int  # the last frame of the host that it took
    start: int  # the last start that it took
    is_lit: bool
    shield: bool
    fit: bool
    cdegc: int | None  # hundredths of a degree; None: no valid sensor
    trip: int  # 0, or why it went dark: see `TRIPS`
    lit_ms: tuple[int, ...]  # light time of that start, in time of planned output


@dataclass(frozen=True, slots=True)
class Garbled(AtTime):
    """Bytes came that are no frame: noise."""


@dataclass(frozen=True, slots=True)
class Forged(AtTime):
    """A whole frame came whose author is not the device, or of another session."""


@dataclass(frozen=True, slots=True)
class NotRecorded(AtTime):
    """The store did not take a record."""


@dataclass(frozen=True, slots=True)
class Tick(AtTime):
    """Time passed."""


Event = (
    ScreenAnswered
    | Connected
    | LinkLost
    | Limits
    | Fitted
    | Start
    | Pause
    | Stop
    | DeviceReport
    | Garbled
    | Forged
    | NotRecorded
    | Tick
)

# what a device says in `trip`; the first two end when the mask is put right
TRIPS = ("", "shield", "fit", "hot", "sensor", "stuck_on", "output", "timer")


@dataclass(frozen=True, slots=True)
class Begin:
    """Record, durably, that light is about to be given."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Record what was delivered so far."""


@dataclass(frozen=True, slots=True)
class End:
    """Record that it is dark for good, and why."""


@dataclass(frozen=True, slots=True)
class Hello:
    """Ask the device who it is; opens a session."""

    seq: int
    nonce: bytes


@dataclass(frozen=True, slots=True)
class LightOrder:
    """Shine for at most these times. Expires a lease after the device time echoed."""

    seq: int
    start: int
    echo_ms: int
    grant_ms: tuple[int, ...]
    drives: tuple[int, ...]  # 1/10,000 of full output


@dataclass(frozen=True, slots=True)
class Renew:
    """Go on with this start until a lease after the device time echoed, and at most so long.

    `grant_ms` counts as the device counts; it only shrinks, where the host's clock is stricter.
    """

    seq: int
    start: int
    echo_ms: int
    grant_ms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dark:
    """Go dark now."""

    seq: int


Command = Begin | Progress | End | Hello | LightOrder | Renew | Dark
