"""What a sitting needs of a mask, whatever carries its bytes: a transport is one row of this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from openpbm.delivery.order import Order
from openpbm.delivery.runner import Clock, Link
from openpbm.fact import Message, message, theirs
from openpbm.tracking.mask_log import MaskLog


class Pace(Clock, Protocol):
    """A clock that also knows how long to wait before it is worth looking again."""

    def wait(self) -> None:
        """Until then."""
        ...


class Switch(Protocol):
    """A person who switches the mask: what to ask of them, and what they say."""

    @property
    def wants_dark(self) -> bool:
        """They should switch it off."""
        ...

    @property
    def is_lit(self) -> bool:
        """From the moment they were asked to switch it on to the dark that they confirmed."""
        ...

    def confirm_dark(self) -> None:
        """It is dark now."""
        ...


def _nothing() -> None:
    """There is nothing to let go of."""


@dataclass(frozen=True, kw_only=True)
class Device:
    """One mask, reached: the other end of a sitting."""

    link: Link
    key: bytes = field(repr=False)  # shared with this mask and nobody else
    slot: int = 0  # of the key, in the mask
    clock: Pace
    switch: Switch | None = None  # None: it is connected
    close: Callable[[], None] = _nothing
    # its log behind a number, of a mask that keeps one; raises DeviceError. No order outlives it
    read_log: Callable[[int], MaskLog] | None = None


def _no_key() -> bytes:
    raise LookupError  # made without its home: nobody reaches such a mask


def _unheld() -> Callable[[], None]:
    return _nothing  # made without its home: nobody else knows of it


@dataclass(frozen=True, kw_only=True)
class Paired:
    """A connected mask that this computer knows: where it is, which it is, and their secret."""

    transport: str  # of Transport.id
    name: str  # as its owner calls it
    address: str  # as its transport reads it, such as a port
    mask_id: str
    serial: str = ""  # on its label
    slot: int = 0  # of the key, in the mask
    last_record: int = 0  # of its log, that was read
    key: Callable[[], bytes] = field(default=_no_key, repr=False, compare=False)  # from its home;
    # raises DeviceError where it is gone from there or may not be read
    hold: Callable[[], Callable[[], None]] = field(default=_unheld, repr=False, compare=False)
    # until what it gives is called no other program here has it; raises DeviceError where one does


@dataclass(frozen=True, kw_only=True)
class Access:
    """What a door lends to a transport for one sitting."""

    fresh: Callable[[int], bytes]  # that many bytes nobody can guess
    speed: float = 1.0  # of simulated time
    paired: Paired | None = None  # None where nothing is connected


@dataclass(frozen=True, kw_only=True)
class Transport:
    """One way to a mask: all that doors, ledger and log have to know of it."""

    id: str
    source: str  # what the ledger calls whoever gave its light
    log_name: Message  # how a log says that
    name: Message  # in a list of masks
    about: Message  # beside it
    reach: Callable[[Order, Access], Device]  # raises DeviceError where the mask is out of reach
    is_by_hand: bool = False
    is_paired: bool = False  # its masks are known by name and key
    shines: bool = True  # False: time may run faster, and nothing needs to be kept


@dataclass(frozen=True, kw_only=True)
class Way:
    """A mask that can be asked for light here."""

    transport: Transport
    paired: Paired | None = None

    @property
    def id(self) -> str:
        """What `--device` and forms call it."""
        return self.transport.id + (f":{self.paired.name}" if self.paired else "")

    @property
    def about(self) -> Message:
        """What is said beside its name."""
        if self.paired is None:
            return self.transport.about
        return message("device-named", name=theirs(self.paired.name), about=self.transport.about)


def ways(transports: Sequence[Transport], paired: Sequence[Paired]) -> tuple[Way, ...]:
    """Every mask that can be asked: those that need no pairing, and those that were paired."""
    return tuple(
        way
        for transport in transports
        for way in (
            [
                Way(transport=transport, paired=one)
                for one in paired
                if one.transport == transport.id
            ]
            if transport.is_paired
            else [Way(transport=transport)]
        )
    )
