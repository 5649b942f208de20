"""A fingerprint of everything that goes into a plan."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date

from openpbm.face import Face
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.record import LightHistory


def inputs_sha256(
    person: Person,
    mask: Mask,
    face: Face | None,
    start: date,
    seed: int,
    scenarios: int,
    history: LightHistory,
) -> str:
    """Of the inputs of `plan`: the same ones give the same plan."""
    shape = None if face is None else face.points_mm
    text = json.dumps(
        [
            asdict(person, dict_factory=_told),
            asdict(mask),
            shape,
            start.isoformat(),
            seed,
            scenarios,
            asdict(history, dict_factory=_told),
        ],
        default=lambda value: value.tolist() if hasattr(value, "tolist") else str(value),
        sort_keys=True,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _told(fields: list[tuple[str, object]]) -> dict[str, object]:
    """Without what is not there: such plans keep the fingerprint they had."""
    later = [(name, ()) for name in ("lost_days", "full_days", "skin")]
    later_too = [*later, ("protocol", None)]
    return {name: value for name, value in fields if (name, value) not in later_too}
