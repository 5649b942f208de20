"""A mask into a person file: their own, one of the catalogue, or one of the house."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from openpbm.errors import InputError, MaskError, PersonError
from openpbm.files.answer import person_text
from openpbm.files.mask_file import find_mask, mask_from_text
from openpbm.files.person_file import PersonFile, person_from
from openpbm.files.practice.device import PREFIX, HouseDevice, device_of, devices_of
from openpbm.files.practice.sheet import Practice, read_practice
from openpbm.files.toml_file import read_text
from openpbm.mask import Mask
from openpbm.speech.say import say
from openpbm.web.form import Form
from openpbm.web.mask_form import own_file
from openpbm.web.pages import Rooms
from openpbm.web.people import OF_HOUSE, KeptPerson, Typed, person_of, worn_by
from openpbm.web.practice.followed import FIELD, follow
from openpbm.web.you_form import BY, answers_of

Files = Mapping[str, str]  # mask files, by name, to lie beside a person file
NONE: Files = MappingProxyType({})


def practice_of(rooms: Rooms) -> Practice:
    """How the practice is called, and what it asks for."""
    return read_practice(rooms.people.folder)


def house_devices(rooms: Rooms) -> tuple[HouseDevice, ...]:
    """The devices that anybody here can be given."""
    return devices_of(rooms.people.folder)


def house_device(rooms: Rooms, device_id: str) -> HouseDevice | None:
    """One of them; None where there is none."""
    return device_of(rooms.people.folder, device_id)


def mask_of(device: HouseDevice) -> Mask:
    """The mask of a device, without its owner's statements.

    Raises:
        InputError: its file is no mask file any more.
    """
    if device.listed:
        return find_mask(device.listed)
    return mask_from_text(device.text, Path(f"device-{device.id}.toml"))


def typed_of(device: HouseDevice) -> Typed:
    """A device of the house as the mask form of a person holds it."""
    said = {field: list(values) for field, values in device.said.items()}
    return {
        **said,
        "device": [f"{PREFIX}{device.id}"],
        OF_HOUSE: [device.digest, device.listed],
    }


def files_of(device: HouseDevice) -> Files:
    """Its mask file under the name that the form of a person names."""
    return NONE if device.listed else {own_file(Form(typed=typed_of(device))): device.text}


def mask_of_another(rooms: Rooms, other: KeptPerson) -> tuple[Typed, Files]:
    """The mask of another person as they have it, with its file, and nothing else of theirs."""
    typed = rooms.people.typed(other.folder).get("mask", {})
    name = own_file(Form(typed=typed))
    try:
        return typed, {name: read_text(other.folder / name)} if name else NONE
    except InputError:  # their file is gone: then the mask is chosen anew
        return {}, NONE


def put_on(
    rooms: Rooms,
    kept: KeptPerson,
    form: Form,
    *,
    files: Files = NONE,
    described: Form | None = None,
) -> KeptPerson | None:
    """The mask of a form that holds no error, in the person file; None where that cannot be.

    Args:
        rooms: of the app.
        kept: who gets it.
        form: of the mask.
        files: its own file, where it has one that is not there yet.
        described: the form of six fields that it was described in.

    Raises:
        InputError: a rule of the file that no single field knows.
    """
    forms = rooms.people.typed(kept.folder)
    file = person_of(kept)
    before = file.person if isinstance(file, PersonFile) else None
    forms["mask"] = form.typed
    if described is not None:
        forms["own"] = described.typed
    answers = answers_of(forms, before)
    if answers is None:  # the file was made by hand: ask the person first
        return None
    text = person_text(answers, by=BY)
    you = Form(typed=forms.get("you", {}))
    worn = check_person(text, kept.file, files).mask
    if you.v(FIELD):  # its zones are those of this mask now
        follow(rooms, you, worn)
        if you.errors:
            raise PersonError(say(you.errors[FIELD]))
        again = answers_of({**forms, "you": you.typed}, before)
        assert again is not None
        text = person_text(again, by=BY)
    return rooms.people.save(kept.id, text, forms, files)


def check_person(text: str, path: Path, files: Files) -> PersonFile:
    """A person file as it would be read; a mask file beside it may be written only after this.

    Raises:
        InputError: what is wrong with it.
    """
    return person_from(
        text.encode(), path, {path.parent / name: own for name, own in files.items()}
    )


def give(rooms: Rooms, kept: KeptPerson, device: HouseDevice) -> KeptPerson | None:
    """A device of the house for a person, as it is now. None, and raises, as `put_on`."""
    return put_on(rooms, kept, Form(typed=typed_of(device)), files=files_of(device))


def renewed(rooms: Rooms, kept: KeptPerson) -> KeptPerson:
    """The person with the device of the house as it is now, where it was changed since.

    Raises:
        InputError: it is gone, or does not fit the person file.
    """
    worn = worn_by(kept)
    if worn is None or not worn.changed_to:
        return kept
    if worn.now is None:
        raise MaskError(say("file-device_gone"))
    return give(rooms, kept, worn.now) or kept


def users(rooms: Rooms, device: HouseDevice) -> list[KeptPerson]:
    """Everybody who has a device of the house."""
    found = ((kept, worn_by(kept)) for kept in rooms.people.everyone())
    return [kept for kept, worn in found if worn is not None and worn.id == device.id]


def new_device_id(rooms: Rooms) -> str:
    """An id that no device of the house has."""
    while True:
        found = rooms.people.new_id()
        if house_device(rooms, found) is None:
            return found
