"""Where the ledger of this machine lies when nobody says otherwise, and where its second anchor."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

NAME, ANCHORS = "ledger.sqlite", "openpbm-anchors"


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


def anchors_path(environment: Mapping[str, str], *, system: str = sys.platform) -> Path:
    """The folder of second anchors: this user's, and in no folder that holds a ledger.

    >>> anchors_path({"XDG_STATE_HOME": "/state"}, system="linux").as_posix()
    '/state/openpbm-anchors'
    """
    home = Path(environment.get("HOME") or Path.home())
    if system in ("win32", "darwin"):
        return _data_folder(environment, system) / ANCHORS
    state = environment.get("XDG_STATE_HOME", "")
    return (Path(state) if state.startswith("/") else home / ".local" / "state") / ANCHORS


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
