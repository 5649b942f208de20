"""Masks that this computer knows: one home, keys that nobody else reads and nothing repeats."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from openpbm.errors import DeviceError, InputError, OpenPBMError, PlanFileError
from openpbm.files import key_store
from openpbm.files.key_store import SERVICE, KeyStore, SystemKeys, system_keys
from openpbm.files.paired_file import forget_paired, keep_paired, note_record, read_paired
from openpbm.sitting.device import Device, Paired

KEY, OTHER = bytes(range(32)), bytes(range(100, 132))
MASK = Paired(
    transport="open", name="Blue-1", address="ble:F0:F1:F2:F3:F4:F5", mask_id="made", serial="A17",
    slot=2, last_record=40,
)  # fmt: skip


class MemoryRing(KeyringBackend):
    """A key ring that may be locked or full."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringError("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise KeyringError("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


def nowhere() -> KeyStore | None:
    return None


@pytest.fixture
def ring() -> MemoryRing:
    return MemoryRing()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "openpbm-masks" / "paired.json"


def test_a_key_lies_in_the_systems_place_and_not_in_the_file(path: Path, ring: MemoryRing) -> None:
    assert keep_paired(path, MASK, KEY, lambda: SystemKeys(ring))
    assert ring.kept == {(SERVICE, "open:blue-1"): KEY.hex()}
    assert KEY.hex() not in path.read_text()
    (known,) = read_paired(path, lambda: SystemKeys(ring))
    assert known == MASK and known.key() == KEY


def test_where_the_system_has_no_place_it_lies_in_the_file_closed_to_others(path: Path) -> None:
    assert not keep_paired(path, MASK, KEY, nowhere)
    (known,) = read_paired(path, nowhere)
    assert known == MASK and known.key() == KEY
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_place_that_is_locked_when_it_is_to_be_kept_is_none(path: Path, ring: MemoryRing) -> None:
    ring.is_locked = True
    assert not keep_paired(path, MASK, KEY, lambda: SystemKeys(ring))
    (known,) = read_paired(path, lambda: SystemKeys(ring))
    assert known.key() == KEY


def test_no_key_is_asked_for_before_it_is_needed(path: Path, ring: MemoryRing) -> None:
    """A page that lists masks must not make the system ask for a password."""
    keep_paired(path, MASK, KEY, lambda: SystemKeys(ring))

    def never() -> KeyStore | None:
        raise AssertionError

    assert read_paired(path, never) == (MASK,)


@pytest.mark.parametrize("what", ["locked", "lost", "foreign", "missing"])
def test_a_key_that_cannot_be_had_is_told_with_what_to_do(
    path: Path, ring: MemoryRing, what: str
) -> None:
    keep_paired(path, MASK, KEY, lambda: SystemKeys(ring))
    if what == "locked":
        ring.is_locked = True
    elif what == "lost":
        ring.kept.clear()
    elif what == "foreign":
        ring.kept[SERVICE, "open:blue-1"] = "hunter2"
    (known,) = read_paired(path, nowhere if what == "missing" else lambda: SystemKeys(ring))
    with pytest.raises(DeviceError, match="Blue-1: found no key to this mask") as told:
        known.key()
    assert "hunter2" not in str(told.value)


def test_a_mask_that_is_paired_again_has_one_row_and_the_new_key(
    path: Path, ring: MemoryRing
) -> None:
    other = Paired(transport="open", name="two", address="tcp:mask.local", mask_id="made")
    keep_paired(path, MASK, KEY, nowhere)
    keep_paired(path, other, KEY, nowhere)
    again = Paired(transport="open", name="BLUE-1", address="serial:COM3", mask_id="made")
    keep_paired(path, again, OTHER, lambda: SystemKeys(ring))
    known = read_paired(path, lambda: SystemKeys(ring))
    assert known == (other, again)
    assert [one.key() for one in known] == [KEY, OTHER]


def test_a_mask_that_is_forgotten_leaves_no_key(path: Path, ring: MemoryRing) -> None:
    keep_paired(path, MASK, KEY, lambda: SystemKeys(ring))
    assert not forget_paired(path, "nobody", lambda: SystemKeys(ring))
    assert forget_paired(path, "blue-1", lambda: SystemKeys(ring))
    assert ring.kept == {} and read_paired(path) == ()


def test_how_far_a_log_was_read_only_rises_and_moves_no_key(path: Path, ring: MemoryRing) -> None:
    keep_paired(path, MASK, KEY, lambda: SystemKeys(ring))
    note_record(path, "Blue-1", 39)
    assert read_paired(path)[0].last_record == 40
    note_record(path, "Blue-1", 41)
    (known,) = read_paired(path, lambda: SystemKeys(ring))
    assert known.last_record == 41 and known.key() == KEY


@pytest.mark.parametrize("name", ["", "a b", "../x", "x" * 41, "-x", "a:b", "a\n"])
def test_a_name_that_is_none_is_refused(path: Path, name: str) -> None:
    mask = Paired(transport="open", name=name, address="tcp:x", mask_id="made")
    with pytest.raises(InputError, match="found the name"):
        keep_paired(path, mask, KEY, nowhere)
    assert not path.exists()


def test_a_file_of_before_names_were_kept_is_read(path: Path) -> None:
    row = {"transport": "serial", "address": "/dev/x", "mask_id": "made", "key": KEY.hex()}
    path.parent.mkdir()
    path.write_text(json.dumps({"masks": [row]}))
    (known,) = read_paired(path, nowhere)
    assert known.name == "/dev/x" and known.key() == KEY


# ---- nothing repeats a key


@pytest.mark.skipif(sys.platform == "win32", reason="no such lock there")
def test_one_program_at_a_time_has_a_mask_and_its_end_frees_it(path: Path) -> None:
    keep_paired(path, MASK, KEY, lambda: None)
    (mine,), (other,) = read_paired(path, lambda: None), read_paired(path, lambda: None)
    release = mine.hold()
    with pytest.raises(DeviceError, match="found another program here that uses this mask"):
        other.hold()
    release()
    release()
    other.hold()()


def test_no_text_of_a_mask_holds_its_key(path: Path) -> None:
    keep_paired(path, MASK, KEY, nowhere)
    (known,) = read_paired(path, nowhere)
    texts = [repr(known), str(known), repr(Device(link=None, key=KEY, clock=None))]  # type: ignore[arg-type]
    for text in texts:
        assert KEY.hex() not in text and repr(KEY) not in text and "key=b" not in text


ROW = {"transport": "open", "address": "tcp:x", "mask_id": "made", "key": KEY.hex()}
WRONG = [
    {"masks": {"a": ROW}},
    {"masks": [ROW], "more": KEY.hex()},
    {"masks": [{**ROW, "slot": KEY.hex()}]},
    {"masks": [{**ROW, "name": KEY.hex()}]},
    {"masks": [{**ROW, "kee": KEY.hex()}]},
    {"masks": [{**ROW, "key": [KEY.hex()]}]},
    {"masks": [{KEY.hex(): ROW}]},
    [ROW],
    KEY.hex(),
]


@pytest.mark.parametrize("content", WRONG)
def test_a_file_that_was_not_written_here_is_refused_without_a_word_of_it(
    path: Path, content: object
) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps(content))
    with pytest.raises(PlanFileError) as told:
        read_paired(path, nowhere)
    assert str(path) in str(told.value)
    for at in range(0, 64 - 12):
        assert KEY.hex()[at : at + 12] not in str(told.value)


@settings(max_examples=150)
@given(st.integers(0, 400), st.sampled_from(["cut", "dropped", "doubled", "changed"]))
def test_a_damaged_file_is_refused_or_read_and_never_quoted(
    tmp_path_factory: pytest.TempPathFactory, at: int, how: str
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "paired.json"
    keep_paired(path, MASK, KEY, nowhere)
    text = path.read_text()
    at %= len(text)
    changed = {
        "cut": text[:at],
        "dropped": text[:at] + text[at + 1 :],
        "doubled": text[:at] + text[at] + text[at:],
        "changed": text[:at] + "x" + text[at + 1 :],
    }[how]
    path.write_text(changed)
    try:
        for known in read_paired(path, nowhere):
            known.key()
    except OpenPBMError as problem:
        for start in range(0, 64 - 16):
            assert KEY.hex()[start : start + 16] not in str(problem)


# ---- which place a system has


def test_only_places_of_the_system_are_trusted(
    monkeypatch: pytest.MonkeyPatch, ring: MemoryRing
) -> None:
    """Another back end may be a plain file that others read."""
    monkeypatch.setattr("keyring.get_keyring", lambda: ring)
    assert system_keys() is None
    monkeypatch.setattr(key_store, "TRUSTED", (MemoryRing.__module__,))
    assert isinstance(system_keys(), SystemKeys)


def test_without_the_library_there_is_no_such_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert system_keys() is None
