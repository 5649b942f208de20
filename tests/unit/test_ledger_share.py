"""A ledger on a share of the network gives no light, where the system tells; it can be read."""

from __future__ import annotations

import sys
from pathlib import Path, PureWindowsPath

import pytest
from kept_plan_made import plan, written
from ledger_factory import added

from openpbm.devices.clock import moment
from openpbm.files.ledger.share import mounts, refusal_at, share_of
from openpbm.files.ledger.store import open_ledger
from openpbm.files.light.book import LightBook, open_book
from openpbm.files.plan.kept import read_plan
from openpbm.session import Refusal
from openpbm.sitting.turn import Turn
from openpbm.speech.say import in_english

LOCAL = "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
HOME = LOCAL + "40 22 0:50 /u /home rw master:7 - nfs4 host:/export rw,vers=4.2\n"


@pytest.mark.parametrize(
    ("path", "told", "kind"),
    [
        ("/home/ann/ledger.sqlite", HOME, "nfs4"),
        ("/home", HOME, "nfs4"),
        ("/homes/ann/ledger.sqlite", HOME, ""),  # beside it
        ("/var/ledger.sqlite", HOME, ""),
        ("/home/ann/x", HOME + "50 40 8:1 / /home/ann rw - ext4 /dev/sda rw\n", ""),  # a disk on it
        ("/a b/x", LOCAL + r"41 22 0:51 / /a\040b rw - cifs //host/s rw" + "\n", "cifs"),
        ("/m/x", LOCAL + "41 22 0:51 / /m rw - fuse.sshfs a@b:/ rw\n", "fuse.sshfs"),
        ("/m/x", LOCAL + "41 22 0:51 / /m rw - fuse.gocryptfs a rw\n", ""),  # local, encrypted
        (
            "/m/x",
            LOCAL + "41 22 0:51 / /m rw - ext4 a rw\n42 41 0:52 / /m rw - smb3 b rw\n",
            "smb3",
        ),
        ("/m/x", LOCAL + "41 22 0:51 / /m rw - smb3 a rw\n42 41 8:2 / /m rw - ext4 b rw\n", ""),
        ("/x", "", ""),
        ("/x", "torn line\n1 2 3 -\n - \n", ""),
    ],
)
def test_the_mount_that_holds_the_file_decides(path: str, told: str, kind: str) -> None:
    assert share_of(Path(path), told, system="linux") == kind


@pytest.mark.skipif(sys.platform == "win32", reason="paths of another system")
def test_a_name_of_another_machine_is_a_share_on_windows() -> None:
    for path, is_share in ((r"\\host\share\ledger.sqlite", True), (r"C:\ledger.sqlite", False)):
        found = share_of(Path(str(PureWindowsPath(path))), "", system="win32")
        assert bool(found) is is_share


@pytest.mark.skipif(sys.platform == "win32", reason="places of another system")
def test_a_link_is_followed_to_where_the_file_lies(tmp_path: Path) -> None:
    real = tmp_path / "net"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    told = LOCAL + f"41 22 0:51 / {real.resolve()} rw - nfs host:/ rw\n"
    refusal = refusal_at(tmp_path / "link" / "ledger.sqlite", told, system="linux")
    assert refusal is not None
    assert "nfs" in in_english(refusal.reason)
    assert refusal_at(tmp_path / "ledger.sqlite", told, system="linux") is None


def test_this_machine_says_where_its_files_lie() -> None:
    assert (" - " in mounts()) is sys.platform.startswith("linux")


def test_on_a_share_there_is_no_light_and_the_record_can_be_read(tmp_path: Path) -> None:
    kept = read_plan(written(tmp_path, plan()))
    told = LOCAL + f"41 22 0:51 / {tmp_path.resolve()} rw - nfs host:/ rw\n"
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path) as ledger:
        ledger.append(added())
        refusal = refusal_at(path, told, system="linux")
        book = LightBook("ann", lambda: ledger, refusal=refusal)
        turn = Turn(kept, book, moment, holder="a", by_hand=False)
        for found in (turn.look(), turn.open()):
            assert [no.id for no in found.refusals] == ["network_share"]
            assert found.order is None
        assert len(book.events()) == 1
    opened = open_book(path, "Ann", mounted=told)
    assert isinstance(opened, Refusal)
    assert opened.id == "network_share"
