"""Damage is named, never crashed on and never believed. In full: tests/bench/ledger_flips.py."""

from __future__ import annotations

import os
import random
import socket
import sys
from pathlib import Path

import pytest
from ledger_damage import flipped, small_ledger

from openpbm.cli.main import main
from openpbm.errors import LedgerError
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.wal import wal_of

FLIPS = 300
REFUSED = 2
Heard = pytest.CaptureFixture[str]


def test_a_bit_turned_anywhere_is_named_or_changes_nothing_that_is_believed(
    tmp_path: Path,
) -> None:
    path, anchors = small_ledger(tmp_path)
    rng = random.Random(11)
    size = path.stat().st_size
    places = [(rng.randrange(size), rng.randrange(8)) for _ in range(FLIPS)]
    found = flipped(path, anchors, places)
    assert [flip for flip in found if flip.is_other and not flip.problems] == []
    assert sum(bool(flip.problems) for flip in found) > FLIPS / 20


def test_a_bit_turned_in_a_row_s_head_is_named_by_every_command(
    tmp_path: Path, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = small_ledger(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "none"))
    sound = path.read_bytes()
    name = sound.index(b"annadded")  # the id and kind of a row; its types lie right before
    for byte in range(name - 9, name):
        for bit in range(8):
            path.write_bytes(sound[:byte] + bytes([sound[byte] ^ (1 << bit)]) + sound[byte + 1 :])
            for words in (["verify"], ["people"], ["Ann"], ["Ann", "--export", "json"]):
                code = main(["ledger", *words, "--ledger", str(path)])
                assert code in (0, REFUSED), (byte, bit, words)
                if words == ["verify"]:
                    assert code == REFUSED or byte == name - 9, (byte, bit)
    assert "Traceback" not in capsys.readouterr().err


def test_a_row_whose_id_became_a_blob_is_named(tmp_path: Path) -> None:
    path, anchors = small_ledger(tmp_path)
    sound = path.read_bytes()
    at = sound.index(b"annadded")
    # text of three letters has the type 13 + 2 * 3; one less is a blob of as many bytes
    kind = sound.rindex(bytes([19]), 0, at)
    path.write_bytes(sound[:kind] + bytes([18]) + sound[kind + 1 :])
    with read_ledger(path, anchors=anchors) as ledger:
        assert ledger.verify().problems


def test_a_changed_trigger_or_table_is_named(tmp_path: Path) -> None:
    path, anchors = small_ledger(tmp_path)
    sound = path.read_bytes()
    for word in (b"never changed", b"BEFORE DELETE ON", b"entry > 0"):
        at = sound.index(word)
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 2]) + sound[at + 1 :])
        try:
            with read_ledger(path, anchors=anchors) as ledger:
                assert ledger.verify().problems, word
        except LedgerError:
            pass


# ---- what is no file


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of these there")
@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "folder"])
@pytest.mark.parametrize("which", ["", "-wal"])
def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path, kind: str, which: str, capsys: Heard
) -> None:
    path = tmp_path / "ledger.sqlite"
    if which:
        open_ledger(path).close()
    place = wal_of(path) if which else path
    listening = socket.socket(socket.AF_UNIX)
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "socket":
        listening.bind(os.path.relpath(place))
    elif kind == "device":
        place.symlink_to("/dev/zero")
    else:
        place.mkdir()
    try:
        for opened in (open_ledger, read_ledger):
            with pytest.raises(LedgerError, match=f"found a {kind}; expected a file"):
                opened(path)
        for words in (["ledger", "verify"], ["ledger", "add", "Ann"], ["log", "--dose", "red=1"]):
            assert main([*words, "--ledger", str(path)]) == REFUSED
        assert f"found a {kind}" in capsys.readouterr().err
    finally:
        listening.close()
