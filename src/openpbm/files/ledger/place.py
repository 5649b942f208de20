"""Can a ledger lie here: an ordinary file, with a log that is whole. Looked at before opening."""

from __future__ import annotations

import stat
import time
from pathlib import Path

from openpbm.errors import LedgerError
from openpbm.files.ledger.sqlite import no_opening
from openpbm.files.wal import is_damaged, wal_of

LOOKS, LOOK_S = 3, 0.05  # at a log that another process may be writing just now
KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def check_place(path: Path) -> None:
    """Refuse at once what no ledger can be: a pipe would keep its reader waiting for ever.

    Raises:
        LedgerError: something else than a file is there, or beside it in place of its log.
    """
    for one in (path, wal_of(path), path.with_name(path.name + "-shm")):
        try:
            mode = one.stat().st_mode
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as problem:
            raise no_opening(one, problem) from None
        if not stat.S_ISREG(mode):
            what = next((word for is_kind, word in KINDS if is_kind(mode)), "something else")
            raise LedgerError(f"{one}: found {what}; expected a file (--ledger)")


def check_log(path: Path) -> None:
    """Refuse a damaged log before SQLite forgets what it held."""
    log = wal_of(path)
    for _ in range(LOOKS):  # a log that is being written may look odd for a moment
        try:
            content = log.read_bytes()
        except FileNotFoundError:
            return
        except OSError as problem:
            raise no_opening(log, problem.strerror) from None
        if not is_damaged(content):
            return
        time.sleep(LOOK_S)
    raise LedgerError(
        f"{log}: found damage in entries that were already safe; nothing was changed. Keep copies "
        f"of {path.name} and {log.name}, then see docs/reference/ledger.md"
    )
