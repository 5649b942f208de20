"""The connected masks that this computer knows: the home of their keys, closed to other users."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from openpbm.errors import PlanFileError
from openpbm.files.json_value import parsed_json
from openpbm.files.model_error import validated
from openpbm.files.paired_model import PairedFileModel
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.files.user_folder import user_folder
from openpbm.sitting.device import Paired

NAME = "paired.json"


def paired_path(environment: Mapping[str, str], *, system: str = sys.platform) -> Path:
    """Where they are kept: this user's, in no folder that is copied with a ledger.

    >>> paired_path({"XDG_STATE_HOME": "/state"}, system="linux").as_posix()
    '/state/openpbm-masks/paired.json'
    """
    return user_folder("state", environment, system=system) / "openpbm-masks" / NAME


def read_paired(path: Path) -> tuple[Paired, ...]:
    """Every mask that was paired; none where there is no file.

    Raises:
        PlanFileError: a file that cannot be read or was not written here.
    """
    if not path.exists():
        return ()
    content = parsed_json(text_of(read_bytes(path), str(path)), str(path))
    model = validated(PairedFileModel, content, str(path), PlanFileError)
    return tuple(
        Paired(
            transport=mask.transport,
            address=mask.address,
            mask_id=mask.mask_id,
            key=bytes.fromhex(mask.key),
        )
        for mask in model.masks
    )
