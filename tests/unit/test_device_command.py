"""`openpbm device`: a mask is found, paired by its label, read, forgotten, and one is played."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from core_link import CODE, LABEL
from served_mask import Served

from openpbm.cli.main import main
from openpbm.delivery.wire import mask_code
from openpbm.devices import finding, network
from openpbm.devices.label import printed, qr_text
from openpbm.errors import DeviceError
from openpbm.files import paired_file
from openpbm.files.paired_file import paired_path, read_paired
from openpbm.firmware import wire_table as wire
from openpbm.mask.catalogue import catalogue_ids

PATIENCE_S = 300.0  # for what never comes; no pace
KNOWN = catalogue_ids()[0]


@pytest.fixture
def mask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Served]:
    """With no other place for keys than a file of this test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(paired_file.keep_paired, "__defaults__", (lambda: None,))
    monkeypatch.setattr(paired_file.read_paired, "__defaults__", (lambda: None,))
    monkeypatch.setattr(paired_file.forget_paired, "__defaults__", (lambda: None,))
    monkeypatch.setattr(finding, "serial_ports", lambda: ())
    made = Served()
    yield made
    made.end()


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What is typed next."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text + "\n"))


def paired(mask: Served, say: Callable[[str], None], *more: str) -> int:
    with mask.lock:
        mask.core.hold_button()
    say(printed(LABEL.secret))
    words = ["device", "pair", mask.address, "--name", "desk", "--serial", LABEL.serial, *more]
    return main(words)


@pytest.fixture
def named(mask: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mask is one of the catalogue."""
    limits = mask.core.core.limits
    assert limits is not None
    monkeypatch.setattr(limits, "mask_code", mask_code(KNOWN))


@pytest.mark.usefixtures("named")
def test_a_mask_is_paired_by_its_label_read_and_forgotten(
    mask: Served, say: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert paired(mask, say) == 0
    told = capsys.readouterr().out
    assert f"desk ({KNOWN}) is paired; this computer has place 2 of its four" in told
    assert "openpbm session PLAN.json --device open:desk" in told
    assert "Its firmware (2.0.0) is one for development" in told
    (known,) = read_paired(paired_path(os.environ))
    assert known.slot == 1 and known.serial == LABEL.serial and known.mask_id == KNOWN
    assert mask.core.core.enrolment.key(1) == known.key()
    assert main(["device", "list"]) == 0
    assert f"open:desk  {mask.address}  {KNOWN}" in capsys.readouterr().out
    assert main(["device", "log", "DESK", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert wire.LOG_KEY in [row["kind"] for row in rows]
    assert main(["device", "log", "desk"]) == 0
    assert "key" in capsys.readouterr().out
    assert main(["device", "forget", "desk"]) == 0
    told = capsys.readouterr().out
    assert "desk is forgotten here" in told and "still knows" not in told
    assert read_paired(paired_path(os.environ)) == ()
    ends_s = time.monotonic() + PATIENCE_S
    while mask.core.core.enrolment.key(1) is not None:
        assert time.monotonic() < ends_s
        time.sleep(0.01)


@pytest.mark.usefixtures("named")
def test_nothing_that_is_said_or_kept_in_the_open_holds_secret_or_key(
    mask: Served, say: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert paired(mask, say) == 0
    (known,) = read_paired(paired_path(os.environ))
    main(["device", "list"])
    main(["device", "log", "desk", "--json"])
    out = capsys.readouterr()
    for secret in (LABEL.secret, known.key().hex(), LABEL.key.hex()):
        assert secret not in out.out + out.err
    assert LABEL.secret not in paired_path(os.environ).read_text()


@pytest.mark.usefixtures("named")
def test_the_text_of_its_code_does_without_a_serial_number(
    mask: Served, say: Callable[[str], None]
) -> None:
    with mask.lock:
        mask.core.hold_button()
    say(qr_text(LABEL))
    assert main(["device", "pair", mask.address, "--name", "desk"]) == 0


def test_each_thing_that_is_wrong_at_a_pairing_is_told_and_nothing_is_kept(
    mask: Served, say: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["device", "pair", mask.address, "--name", "desk", "--serial", LABEL.serial]
    say(printed(LABEL.secret)[:-1] + "Z")
    assert main(words) == 2
    assert "found a slip in the secret" in capsys.readouterr().err
    say(printed(LABEL.secret))
    assert main(words) == 3
    assert "its button held for 3 seconds" in capsys.readouterr().err
    assert paired(mask, say) == 2
    assert "a mask that no catalogue knows" in capsys.readouterr().err
    assert paired(mask, say, "--mask", KNOWN) == 2
    assert "expected the mask that it says it is" in capsys.readouterr().err
    assert read_paired(paired_path(os.environ)) == ()
    ends_s = time.monotonic() + PATIENCE_S
    while any(mask.core.core.enrolment.key(number) is not None for number in (1, 2, 3)):
        assert time.monotonic() < ends_s, "no place is left taken by nobody"
        time.sleep(0.01)
    say(printed(LABEL.secret))
    assert main([*words[:4], "a b", *words[5:]]) == 2
    assert 'found the name "a b"' in capsys.readouterr().err
    assert mask.core.core.limits is not None and mask.core.core.limits.mask_code == CODE


@pytest.mark.usefixtures("named")
def test_a_mask_out_of_reach_is_forgotten_here_and_it_is_said_that_it_still_knows(
    mask: Served, say: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert paired(mask, say) == 0
    mask.end()
    assert main(["device", "log", "desk"]) == 3
    assert "found no mask on the link" in capsys.readouterr().err
    assert main(["device", "forget", "desk"]) == 0
    assert "The mask itself still knows this computer" in capsys.readouterr().out
    assert main(["device", "forget", "desk"]) == 2
    assert 'none called "desk"' in capsys.readouterr().err


def test_masks_in_reach_are_listed_and_what_could_not_be_asked_is_told(
    mask: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    far = DeviceError("Bluetooth: found no radio")
    monkeypatch.setattr(finding, "on_the_radio", lambda _seconds: [far])
    monkeypatch.setattr(network, "on_the_network", lambda _seconds: [])
    assert main(["device", "find", "--at", mask.address, "--at", "tcp:127.0.0.1:9"]) == 0
    told = capsys.readouterr().out
    assert f"{mask.address}  an open mask with 2 colours, " in told
    assert "127.0.0.1:9: found no mask on the link" in told and "found no radio" in told
    assert main(["device", "find"]) == 0
    assert "No mask is in reach." in capsys.readouterr().out


@pytest.mark.usefixtures("mask")
def test_a_panel_is_remembered_without_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["device", "pair", "ble:F0:00:00:00:00:01", "--panel", "--name", "panel"]
    assert main(words) == 2
    assert "expected ble:ADDRESS and --mask ID" in capsys.readouterr().err
    assert main([*words, "--mask", "made"]) == 0
    assert "--device timed:panel" in capsys.readouterr().out
    (known,) = read_paired(paired_path(os.environ))
    assert known.transport == "timed" and known.mask_id == "made"
