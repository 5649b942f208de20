"""The connected masks that this computer knows: their one home, and the only reader of their keys.

A key lies in the system's own place for keys; where it has none, in the file beside the mask, which
is closed to other users. No error and no text of a mask holds one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from openpbm.delivery.frame import KEY_BYTES
from openpbm.errors import DeviceError, InputError, PlanFileError
from openpbm.fact import message, theirs
from openpbm.files.folder import write_outputs
from openpbm.files.in_use import taken
from openpbm.files.json_value import Json, json_text, parsed_json
from openpbm.files.key_store import KeyStore, system_keys
from openpbm.files.model_error import validated
from openpbm.files.paired_model import NAME_PATTERN, PairedFileModel, PairedModel
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.files.user_folder import user_folder
from openpbm.sitting.device import Paired
from openpbm.speech.say import say

NAME = "paired.json"
HIDDEN = "(hidden)"
Keys = Callable[[], KeyStore | None]  # asked for when a key is needed, not before


def paired_path(environment: Mapping[str, str], *, system: str = sys.platform) -> Path:
    """Where they are kept: this user's, in no folder that is copied with a ledger.

    >>> paired_path({"XDG_STATE_HOME": "/state"}, system="linux").as_posix()
    '/state/openpbm-masks/paired.json'
    """
    return user_folder("state", environment, system=system) / "openpbm-masks" / NAME


def read_paired(path: Path, keys: Keys = system_keys) -> tuple[Paired, ...]:
    """Every mask that was paired; none where there is no file. Its key is read when it is asked.

    Raises:
        PlanFileError: a file that cannot be read or was not written here.
    """
    return tuple(_paired(row, keys, path) for row in _rows(path))


def keep_paired(path: Path, mask: Paired, key: bytes | None, keys: Keys = system_keys) -> bool:
    """Write a mask down, in the place of the one of its name; True where the system has its key.

    Without a key it is one that speaks to anybody, and is switched by hand.

    Raises:
        InputError: a name that is none, or a key of another length.
        PlanFileError: the file cannot be read or written.
    """
    check_name(mask.name)
    if key is not None and len(key) != KEY_BYTES:
        raise InputError(say(message("open_mask-no_key", name=theirs(mask.name))))
    others = [row for row in _rows(path) if not _is(row, mask.name)]
    word = "" if key is None else key.hex()
    store = keys() if word else None
    in_system = store is not None and store.put(_entry(mask.transport, mask.name), word)
    row = PairedModel(
        transport=mask.transport,
        address=mask.address,
        mask_id=mask.mask_id,
        name=mask.name,
        serial=mask.serial,
        slot=mask.slot,
        last_record=mask.last_record,
        key=None if in_system else word or None,
    )
    _write(path, [*others, row])
    return in_system


def check_name(name: str) -> None:
    """A mask may be called so.

    Raises:
        InputError: it may not.
    """
    if not re.fullmatch(NAME_PATTERN, name):
        raise InputError(say(message("open_mask-no_name", found=name)))


def forget_paired(path: Path, name: str, keys: Keys = system_keys) -> bool:
    """Forget a mask and its key; False where no mask has this name.

    Raises:
        PlanFileError: the file cannot be read or written.
    """
    rows = _rows(path)
    left = [row for row in rows if not _is(row, name)]
    if len(left) == len(rows):
        return False
    _write(path, left)
    store = keys()
    for row in rows:
        if store is not None and row not in left and row.key is None:
            store.drop(_entry(row.transport, _name(row)))
    return True


def note_record(path: Path, name: str, last_record: int) -> None:
    """The log of a mask was read that far; never back.

    Raises:
        PlanFileError: the file cannot be read or written.
    """
    rows = [
        row.model_copy(update={"last_record": max(row.last_record, last_record)})
        if _is(row, name)
        else row
        for row in _rows(path)
    ]
    _write(path, rows)


def _rows(path: Path) -> Sequence[PairedModel]:
    if not path.exists():
        return ()
    try:
        content = parsed_json(text_of(read_bytes(path), str(path)), str(path))
        return validated(PairedFileModel, content, str(path), PlanFileError).masks
    except PlanFileError as problem:
        raise PlanFileError(_without_keys(str(problem), path)) from None


def _without_keys(told: str, path: Path) -> str:
    """What is wrong, without anything that may be a key."""
    where = str(path)
    return where.join(re.sub(r"[0-9A-Fa-f]{12,}", HIDDEN, part) for part in told.split(where))


def _write(path: Path, rows: Sequence[PairedModel]) -> None:
    masks: list[Json] = [row.model_dump(exclude_none=True) for row in rows]
    write_outputs(path.parent, {path.name: json_text({"masks": masks})})


def _name(row: PairedModel) -> str:
    return row.address if row.name is None else row.name


def _is(row: PairedModel, name: str) -> bool:
    return _name(row).lower() == name.lower()


def _entry(transport: str, name: str) -> str:
    return f"{transport}:{name.lower()}"


def _paired(row: PairedModel, keys: Keys, path: Path) -> Paired:
    known = Paired(
        transport=row.transport,
        name=_name(row),
        address=row.address,
        mask_id=row.mask_id,
        serial=row.serial,
        slot=row.slot,
        last_record=row.last_record,
    )
    held = partial(_held, known, path.parent)
    return replace(known, key=partial(_key, known, row.key, keys), hold=held)


def _held(mask: Paired, folder: Path) -> Callable[[], None]:
    entry = _entry(mask.transport, mask.name)  # of any letters, in a file of before
    release = taken(folder / f"{sha256(entry.encode()).hexdigest()[:16]}.lock")
    if release is None:
        raise DeviceError(say(message("mask_held-in_use", name=theirs(mask.name))))
    return release


def _key(mask: Paired, kept: str | None, keys: Keys) -> bytes:
    if kept is None:
        store = keys()
        kept = store.get(_entry(mask.transport, mask.name)) if store is not None else None
    if kept is None or not re.fullmatch(rf"[0-9a-f]{{{2 * KEY_BYTES}}}", kept):
        raise DeviceError(say(message("open_mask-no_key", name=theirs(mask.name))))
    return bytes.fromhex(kept)
