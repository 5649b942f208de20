"""Where the ledger of this machine lies when nobody says otherwise."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "ledger.sqlite"


def ledger_path(
    given: Path | None, environment: Mapping[str, str], *, system: str = sys.platform
) -> Path:
    """The file that is named, else one in the person's data folder.

    >>> ledger_path(None, {"XDG_DATA_HOME": "/data"}, system="linux").as_posix()
    '/data/openpbm/ledger.sqlite'
    """
    if given is not None:
        return given
    return _data_folder(environment, system) / "openpbm" / NAME


def _data_folder(environment: Mapping[str, str], system: str) -> Path:
    home = Path(environment.get("HOME") or Path.home())
    if system == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) if local else home / "AppData" / "Local"
    if system == "darwin":
        return home / "Library" / "Application Support"
    data = environment.get("XDG_DATA_HOME", "")
    # a relative one is to be ignored, says the XDG base directory specification
    return Path(data) if data.startswith("/") else home / ".local" / "share"
