"""Devices that a house describes once, and gives to as many of its people as it likes.

FOLDER/practice/device-ID/device.json   its name, and what its owner states of it
FOLDER/practice/device-ID/mask.toml     its mask file; none where the catalogue has it

Whoever gets one has a copy of it, with its digest. So a device that is changed changes nobody's
plan: it makes the plan old.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from annotated_types import Len

from openpbm.errors import InputError, MaskError
from openpbm.fact import theirs
from openpbm.field import AsObject
from openpbm.files.answer import LONGEST
from openpbm.files.folder import write_outputs
from openpbm.files.json_value import Json, json_text
from openpbm.files.practice.house_file import house_text, read_house
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.speech.say import say

HOUSE = "practice"  # the folder of a house, beside its people
KIND = "openpbm-device"
ABOUT, MASK_FILE = "device.json", "mask.toml"
PREFIX = "device-"
ID = re.compile(r"[a-z0-9]{10}")


@dataclass(frozen=True, kw_only=True)
class KeptDevice:
    """What stands of it in its file: all but the mask file."""

    name: Annotated[str, Len(1, LONGEST)]
    listed: str
    said: Annotated[tuple[tuple[str, tuple[str, ...]], ...], AsObject()]


@dataclass(frozen=True, kw_only=True)
class HouseDevice:
    """A device as a house keeps it."""

    id: str
    name: str
    listed: str = ""  # its id in the catalogue; empty where it has a mask file of its own
    text: str = ""  # of that file
    said: Mapping[str, tuple[str, ...]]  # what its owner states, by field of the form

    @property
    def digest(self) -> str:
        """Of all that a plan is made from: another name is the same device."""
        said = {field: list(values) for field, values in sorted(self.said.items())}
        whole: Json = [self.listed, self.text, {f: list[Json](v) for f, v in said.items() if v}]
        return hashlib.sha256(json_text(whole).encode()).hexdigest()


def devices_of(folder: Path) -> tuple[HouseDevice, ...]:
    """Every device of a data folder that can be read, by name."""
    place = folder / HOUSE
    if not place.is_dir():
        return ()
    ids = [path.name.removeprefix(PREFIX) for path in place.glob(f"{PREFIX}*")]
    found = [device_of(folder, each) for each in ids]
    return tuple(sorted((d for d in found if d is not None), key=lambda d: d.name.casefold()))


def device_of(folder: Path, device_id: str) -> HouseDevice | None:
    """One device; None where there is none, or it cannot be read: then nobody gets it."""
    place = _place(folder, device_id)
    if place is None or not place.is_dir():
        return None
    try:
        return read_device(place)
    except InputError:
        return None


def read_device(place: Path) -> HouseDevice:
    """The device in a folder.

    Raises:
        InputError: files that this program did not write.
    """
    path = place / ABOUT
    found = read_house(path, KIND, KeptDevice)
    own = place / MASK_FILE
    return HouseDevice(
        id=place.name.removeprefix(PREFIX),
        name=found.name,
        listed=found.listed,
        text="" if found.listed else text_of(read_bytes(own), str(own)),
        said=dict(found.said),
    )


def keep_device(folder: Path, device: HouseDevice) -> None:
    """Write a device, both files or neither.

    Raises:
        MaskError: another one has that name.
        PlanFileError: the folder takes no files.
    """
    same = [d for d in devices_of(folder) if d.name.casefold() == device.name.casefold()]
    if any(other.id != device.id for other in same):
        raise MaskError(say("file-device_twice", name=theirs(device.name)))
    place = _place(folder, device.id)
    assert place is not None
    about = KeptDevice(name=device.name, listed=device.listed, said=tuple(device.said.items()))
    texts = {ABOUT: house_text(KIND, about), **({} if device.listed else {MASK_FILE: device.text})}
    write_outputs(place, texts, absent=(MASK_FILE,))


def drop_device(folder: Path, device: HouseDevice, users: Sequence[str]) -> None:
    """Take a device out of the list.

    Args:
        folder: of the data.
        device: that nobody is to get any more.
        users: names of those who have it.

    Raises:
        MaskError: somebody has it.
    """
    if users:
        raise MaskError(
            say("file-device_in_use", name=theirs(device.name), people=theirs(", ".join(users)))
        )
    place = _place(folder, device.id)
    assert place is not None
    shutil.rmtree(place)


def _place(folder: Path, device_id: str) -> Path | None:
    return folder / HOUSE / f"{PREFIX}{device_id}" if ID.fullmatch(device_id) else None
