"""The folders of this user for what programs keep: data, state, and what can be made again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Kind = Literal["data", "state", "cache"]
XDG = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}
MAC = {"data": "Application Support", "state": "Application Support", "cache": "Caches"}


def user_folder(kind: Kind, environment: Mapping[str, str], *, system: str) -> Path:
    """Where this system keeps such things; nothing is made.

    >>> user_folder("state", {"HOME": "/home/ada"}, system="linux").as_posix()
    '/home/ada/.local/state'
    >>> user_folder("cache", {"HOME": "/Users/ada"}, system="darwin").as_posix()
    '/Users/ada/Library/Caches'
    """
    home = Path(environment.get("HOME") or Path.home())
    if system == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) if local else home / "AppData" / "Local"
    if system == "darwin":
        return home / "Library" / MAC[kind]
    name, usual = XDG[kind]
    said = environment.get(name, "")
    # a relative one is to be ignored, says the XDG base directory specification
    return Path(said) if said.startswith("/") else home / usual
