"""Does a ledger lie where one machine's locks hold: not on a share of the network.

SQLite's log and locks are promises of one machine. Over a network two machines may each see
no light of today, so no light is given by such a file; it can be read.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

from openpbm.fact import message
from openpbm.session import Refusal, refusal

MOUNTS = Path("/proc/self/mountinfo")
SHARED = frozenset((
    "9p", "afs", "afpfs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs",
    "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "pvfs2", "smb2", "smb3", "smbfs",
    "webdav",
))  # fmt: skip
SHARED_BY_PROGRAM = re.compile(
    r"fuse\.(sshfs|rclone|davfs2?|smbnetfs|s3fs|gcsfuse|goofys|glusterfs|ceph|cephfs|nfs|"
    r"curlftpfs|gvfsd-fuse|juicefs|moosefs|mfs|seaweedfs|google-drive-ocamlfuse|onedriver)"
)


def share_of(path: Path, mounts: str, *, system: str = sys.platform) -> str:
    r"""What kind of share a file lies on, as far as the system tells; empty where on none.

    Args:
        path: of the file, absolute, its links followed.
        mounts: content of /proc/self/mountinfo; empty where there is none.
        system: as `sys.platform`.

    >>> share_of(Path("/net/a/x"), "1 2 0:3 / /net rw - nfs4 host:/a rw", system="linux")
    'nfs4'
    """
    if system == "win32":
        return "a share" if PureWindowsPath(path).drive.startswith("\\\\") else ""
    found, longest = "", -1
    for line in mounts.splitlines():
        place, kind = _mount(line)
        if kind and PurePosixPath(path).is_relative_to(place) and len(place) >= longest:
            found, longest = kind, len(place)  # of two on one place the later one covers it
    return found if found in SHARED or SHARED_BY_PROGRAM.fullmatch(found) else ""


def _mount(line: str) -> tuple[str, str]:
    """Where something is mounted, and its kind: proc_pid_mountinfo(5), fields 5 and 9."""
    before, _, after = line.partition(" - ")
    fields = before.split(" ")
    if len(fields) < 5 or not after:
        return "", ""
    place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
    return place, after.split(" ")[0]


def mounts() -> str:
    """What is mounted here; empty where the system does not say."""
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def refusal_at(path: Path, mounted: str, *, system: str = sys.platform) -> Refusal | None:
    """Why no light is given by a ledger at this place."""
    kind = share_of(path.resolve(), mounted, system=system)
    if not kind:
        return None
    why = message("refusal-network_share", path=str(path), kind=kind)
    return refusal("network_share", why)
