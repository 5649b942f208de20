"""Where the ledger of this machine lies when nobody says otherwise, and where its second anchor."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from openpbm.files.user_folder import user_folder

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
    return user_folder("data", environment, system=system) / "openpbm" / NAME


def anchors_path(environment: Mapping[str, str], *, system: str = sys.platform) -> Path:
    """The folder of second anchors: this user's, and in no folder that holds a ledger.

    >>> anchors_path({"XDG_STATE_HOME": "/state"}, system="linux").as_posix()
    '/state/openpbm-anchors'
    """
    return user_folder("state", environment, system=system) / ANCHORS
