"""The digest of a plan: any value that was changed shows, whatever the file looks like.

It is over the values, in a form of their own: order of keys, spaces, and whether a whole
number bears a point change nothing. It is no secret: it finds slips and edits, and stops
nobody who works it out again.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping

from openpbm.errors import PlanFileError
from openpbm.files.json_value import Json

KEY = "values_sha256"
EXACT = 2.0**53  # whole numbers up to here are the same with a point and without


def digest_of(content: Mapping[str, Json]) -> str:
    """64 letters over every value of a plan but the digest itself.

    >>> digest_of({"a": 1, "b": [2.5]}) == digest_of({"b": [2.5], "a": 1.0})
    True
    >>> digest_of({"a": 1, "b": [2.5]}) == digest_of({"a": 1, "b": [2.6]})
    False

    Raises:
        PlanFileError: a number that is not finite.
    """
    values = _plain({name: value for name, value in content.items() if name != KEY})
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def sealed(content: Mapping[str, Json]) -> dict[str, Json]:
    """A plan with the digest of what it says now."""
    return {**content, KEY: digest_of(content)}


def check_sealed(content: Mapping[str, Json], where: str) -> None:
    """Nothing, where a plan says what it said when it was made.

    Raises:
        PlanFileError: a value was changed, left out or added, or there is no digest.
    """
    found = content.get(KEY)
    if found is None:
        raise PlanFileError(
            f"{where}: field {KEY}: found nothing, as in plans of earlier versions; expected the "
            "digest of the plan: make the plan again"
        )
    if found != digest_of(content):
        raise PlanFileError(
            f"{where}: field {KEY}: found a digest of other values, so something in the file was "
            "changed; expected the file as 'openpbm plan' wrote it: make the plan again"
        )


def _plain(value: Json) -> Json:
    """The same value with one way to write each number."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        raise PlanFileError(f"found {value}; expected finite numbers only")
    return int(value) if value.is_integer() and abs(value) < EXACT else value
