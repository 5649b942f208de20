"""What may happen to a session, and what its machine may ask for.

Times `at_ms` are of the host's monotonic clock. Numbers of frames (`seq`) only rise.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.firmware.wire_table import TRIP_NAMES


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
    features: int  # what it has: `firmware.wire_table.FEATURE_*`
    calib_tag: bytes  # start of its calibration's digest
    fault: int  # what its own test at the beginning found: see `TRIPS`
    serial_tag: bytes = b""  # of the mask; empty where it keeps no log
    boots: int = 0  # how often it began anew
    log_last: int = 0  # number of its log's newest record


@dataclass(frozen=True, slots=True)
class Ordered(AtTime):
    """The order as the mask took it: its grants are what was asked, or less."""

    session: bytes
    seq: int
    order_id: bytes
    grant_ms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OrderRefused(AtTime):
    """An authentic command that the mask did not obey."""

    session: bytes
    seq: int
    is_order: bool  # False: some other command
    why: int  # `firmware.wire_table.REFUSED_*`


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
    | Ordered
    | OrderRefused
    | DeviceReport
    | Garbled
    | Forged
    | NotRecorded
    | Tick
)

TRIPS = TRIP_NAMES  # what a device says in `trip`


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
class PlaceOrder:
    """What this sitting may be at most; gives no light."""

    seq: int
    order_id: bytes
    calib_tag: bytes
    hottest_cdegc: int
    grant_ms: tuple[int, ...]
    drives: tuple[int, ...]  # 1/10,000 of full output
    cap_mj_cm2: tuple[int, ...]  # at the hottest spot


@dataclass(frozen=True, slots=True)
class StartLight:
    """Shine for at most these times. Expires a lease after the device time echoed."""

    seq: int
    order_id: bytes
    start: int
    echo_ms: int
    grant_ms: tuple[int, ...]


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


Command = Begin | Progress | End | Hello | PlaceOrder | StartLight | Renew | Dark
