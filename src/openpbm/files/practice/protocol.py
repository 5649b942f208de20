"""Protocols of a house: goal by region by zone, with version and author.

FOLDER/practice/protocol-ID.json   every version of one protocol

A version that was used is never changed: a change is the next version. A protocol chooses what is
asked for, and nothing else: no field of it reaches a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from annotated_types import Ge, Le, Len

from openpbm.errors import InputError, PersonError
from openpbm.face import REGIONS
from openpbm.fact import message, several, theirs
from openpbm.field import IfAny
from openpbm.files.answer import LONGEST
from openpbm.files.folder import write_outputs
from openpbm.files.practice.device import HOUSE, ID
from openpbm.files.practice.house_file import house_of, house_text, read_house
from openpbm.mask import Mask
from openpbm.person import ProtocolMark
from openpbm.speech.say import say
from openpbm.tables import rows

KIND = "openpbm-protocol"
PREFIX, ENDING = "protocol-", ".json"
MOST_LIGHTS = 12  # goals that a person file takes
# letters that nobody sees and that turn or break a line
HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
Title = Annotated[str, Len(1, LONGEST)]


@dataclass(frozen=True, kw_only=True)
class ProtocolLight:
    """One goal, where it is wanted, and with which zone of a device."""

    goal: str  # id of the table of goals
    regions: Annotated[tuple[str, ...], Len(0, len(REGIONS))] = ()  # none: all of zone or face
    zone: Annotated[str, Len(0, LONGEST)] = ""  # none: whichever lies over the regions

    def __post_init__(self) -> None:
        if self.goal not in rows("goals"):
            raise PersonError(say("file-protocol_goal", found=self.goal))
        odd = [
            region
            for region in self.regions
            if region not in REGIONS or self.regions.count(region) > 1
        ]
        if odd:
            raise PersonError(say("file-protocol_region", found=odd[0]))


@dataclass(frozen=True, kw_only=True)
class ProtocolVersion:
    """What somebody wanted, on a day."""

    author: Title
    day: date
    lights: Annotated[tuple[ProtocolLight, ...], Len(1, MOST_LIGHTS)]
    most_per_week: Annotated[Annotated[int, Ge(1), Le(7)] | None, IfAny()] = (
        None  # sessions; None: as what is followed
    )


@dataclass(frozen=True, kw_only=True)
class KeptProtocol:
    """What stands in its file."""

    name: Title
    versions: Annotated[tuple[ProtocolVersion, ...], Len(1)]  # the first is version 1

    def __post_init__(self) -> None:
        if not all(named.strip() for named in (self.name, *(one.author for one in self.versions))):
            raise PersonError(say("file-protocol_unnamed"))


@dataclass(frozen=True, kw_only=True)
class HouseProtocol:
    """A protocol as a house keeps it."""

    id: str
    name: str
    versions: tuple[ProtocolVersion, ...]

    @property
    def last(self) -> int:
        """The number of its newest version."""
        return len(self.versions)

    @property
    def newest(self) -> ProtocolVersion:
        """What is given to whoever gets it now."""
        return self.versions[-1]

    def mark(self, version: int) -> ProtocolMark:
        """A version as a plan names it."""
        own = self.versions[version - 1]
        return ProtocolMark(
            name=self.name, version=version, author=own.author, most_per_week=own.most_per_week
        )


def protocols_of(folder: Path) -> tuple[HouseProtocol, ...]:
    """Every protocol of a data folder that can be read, by name."""
    place = folder / HOUSE
    if not place.is_dir():
        return ()
    ids = [path.name.removeprefix(PREFIX).removesuffix(ENDING) for path in place.glob(f"{PREFIX}*")]
    found = [protocol_of(folder, each) for each in ids]
    return tuple(sorted((p for p in found if p is not None), key=lambda p: p.name.casefold()))


def protocol_of(folder: Path, protocol_id: str) -> HouseProtocol | None:
    """One protocol; None where there is none, or none that can be read."""
    path = protocol_path(folder, protocol_id)
    if path is None:
        return None
    try:
        found = read_house(path, KIND, KeptProtocol)
    except InputError:
        return None
    return HouseProtocol(id=protocol_id, name=found.name, versions=found.versions)


def protocol_from(content: bytes, where: str, protocol_id: str) -> HouseProtocol:
    """A protocol in a file that somebody else kept. Raises InputError as `house_of`."""
    found = house_of(content, where, KIND, KeptProtocol)
    texts = [found.name, *(one.author for one in found.versions)]
    texts += [light.zone for one in found.versions for light in one.lights]
    odd = [text for text in texts if HIDDEN.search(text)]
    if odd:
        raise PersonError(say("file-protocol_hidden", found=theirs(HIDDEN.sub("?", odd[0]))))
    return HouseProtocol(id=protocol_id, name=found.name, versions=found.versions)


def keep_protocol(folder: Path, protocol: HouseProtocol) -> None:
    """Write a protocol with all its versions.

    Raises:
        PersonError: another one has that name, or a version would be another than it was.
        PlanFileError: the folder takes no files.
    """
    for other in protocols_of(folder):
        same = other.name.casefold() == protocol.name.casefold()
        if same and other.id != protocol.id:
            raise PersonError(say("file-protocol_twice", name=theirs(protocol.name)))
        if other.id == protocol.id and protocol.versions[: other.last] != other.versions:
            raise PersonError(say("file-protocol_past", name=theirs(protocol.name)))
    path = protocol_path(folder, protocol.id)
    assert path is not None
    content = KeptProtocol(name=protocol.name, versions=protocol.versions)
    write_outputs(path.parent, {path.name: house_text(KIND, content)})


def next_version(protocol: HouseProtocol, version: ProtocolVersion) -> HouseProtocol:
    """The protocol with a version more; the same where nothing but its day would be another."""
    if replace(version, day=protocol.newest.day) == protocol.newest:
        return protocol
    return replace(protocol, versions=(*protocol.versions, version))


def drop_protocol(folder: Path, protocol: HouseProtocol, users: Sequence[str]) -> None:
    """Take a protocol out of the list. Raises PersonError where somebody's wishes are by it."""
    if users:
        people = theirs(", ".join(users))
        raise PersonError(say("file-protocol_in_use", name=theirs(protocol.name), people=people))
    path = protocol_path(folder, protocol.id)
    assert path is not None
    path.unlink()


def protocol_path(folder: Path, protocol_id: str) -> Path | None:
    """Where a protocol lies; None for an id that is none."""
    if not ID.fullmatch(protocol_id):
        return None
    return folder / HOUSE / f"{PREFIX}{protocol_id}{ENDING}"


def places_of(lights: Iterable[ProtocolLight], mask: Mask | None) -> dict[str, tuple[str, ...]]:
    """Each goal with its regions on a device, of all its zones together; none: the whole face.

    Raises:
        PersonError: a zone that the device has not, or regions that do not lie in it.
    """
    found: dict[str, tuple[str, ...]] = {}
    whole: set[str] = set()
    for light in lights:
        regions = _regions(light, mask)
        whole |= set() if regions else {light.goal}
        known = found.get(light.goal, ())
        found[light.goal] = tuple(r for r in REGIONS if r in known or r in regions)
    return {goal: () if goal in whole else regions for goal, regions in found.items()}


def _regions(light: ProtocolLight, mask: Mask | None) -> tuple[str, ...]:
    if not light.zone:
        return light.regions
    zones = () if mask is None else mask.zones
    zone = next((zone for zone in zones if zone.name.casefold() == light.zone.casefold()), None)
    if zone is None:
        named = say("file-protocol_no_mask") if mask is None else mask.name
        has = several([theirs(zone.name) for zone in zones], "comma")
        wrong = message(
            "file-protocol_zone", zone=theirs(light.zone), mask=named, has=has, count=len(zones)
        )
        raise PersonError(say(wrong))
    inside = tuple(r for r in light.regions or zone.regions if r in zone.regions)
    outside = [region for region in light.regions if region not in zone.regions]
    if outside:
        raise PersonError(say("file-protocol_outside", zone=theirs(zone.name), region=outside[0]))
    return inside
