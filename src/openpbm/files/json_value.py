"""JSON as a type, and numbers as they are written to files."""

from __future__ import annotations

import json
import math
from typing import NoReturn, TypeAlias

from openpbm.errors import InputError, PlanFileError
from openpbm.field import six_digits
from openpbm.files.gate import check_json

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


def spread_json(median: float, p05: float, p95: float) -> dict[str, Json]:
    """A median with its 5th and 95th percentile."""
    return {"median": rounded(median), "p05": rounded(p05), "p95": rounded(p95)}


def rounded(value: float, where: str = "a number") -> float:
    """A finite number with six significant digits.

    A number that is not finite is a fault in OpenPBM, so it is a plain ValueError.

    >>> rounded(1 / 3)
    0.333333
    """
    if not math.isfinite(value):
        raise ValueError(f"{where} is {value}; a file holds finite numbers only")
    return six_digits(value)


def json_text(value: Json, *, indent: int | None = 2, ascii_only: bool = False) -> str:
    """JSON with sorted keys and a newline at the end: the same value, the same text."""
    return (
        json.dumps(value, indent=indent, sort_keys=True, allow_nan=False, ensure_ascii=ascii_only)
        + "\n"
    )


def parsed_json(text: str, where: str) -> Json:
    """JSON from a text; what is not JSON is reported with its line.

    Raises:
        PlanFileError: a slip in the text, brackets too deep, a number that is not finite, a
            name given twice.
    """
    check_json(text, where)
    try:
        content: Json = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
    except json.JSONDecodeError as problem:
        raise PlanFileError(
            f"{where}: line {problem.lineno}: found text that is not JSON ({problem.msg}); "
            "expected JSON"
        ) from None
    except RecursionError:
        raise PlanFileError(f"{where}: found brackets nested too deep; expected JSON") from None
    except InputError as problem:
        raise PlanFileError(f"{where}: {problem}") from None
    except ValueError as problem:  # numbers with too many digits
        raise PlanFileError(f"{where}: found text that is not JSON: {problem}") from None
    return content


def _no_constant(name: str) -> NoReturn:
    raise InputError(f"found {name}; expected finite numbers only")


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name, value in pairs:
        if name in found:
            raise InputError(f'found "{name[:40]}" twice in one object; expected it once')
        found[name] = value
    return found
