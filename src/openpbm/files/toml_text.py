"""Write what a person said as a TOML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

Toml: TypeAlias = bool | int | float | str | date | Sequence["Toml"] | Mapping[str, "Toml"]
Table: TypeAlias = dict[str, Toml]

FIGURES = 10  # that are written of a number


def toml_text(table: Mapping[str, Toml]) -> str:
    """The table as a file; a whole number has no point.

    >>> print(toml_text({"mask": {"id": "a", "standoff_mm": 12.0, "contact": True}}), end="")
    [mask]
    id = "a"
    standoff_mm = 12
    contact = true
    >>> print(toml_text({"peak_nm": 633.1234567, "tiny": 1 / 3}), end="")
    peak_nm = 633.1234567
    tiny = 0.3333333333
    """
    import tomli_w

    return tomli_w.dumps({key: _plain(value) for key, value in table.items()})


def _plain(value: Toml) -> Toml:
    if isinstance(value, float):
        short = float(f"{value:.{FIGURES}g}")
        return int(short) if short.is_integer() else short
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
