"""How a table is laid out in its file, so that a load and a dump change nothing.

A row has a line for each of its fields; what stands in a field keeps to its line where it fits, and
a list of plain values fills lines. `python -m openpbm.tables.format` lays all tables out anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH = 100
ROW = 2  # depth of a row: below the file and its list


def formatted(content: object) -> str:
    """A table's text, with the line end of its last line.

    >>> print(formatted({"rows": [{"id": "a", "nm": [633, 830]}]}), end="")
    {
     "rows": [
      {
       "id": "a",
       "nm": [633, 830]
      }
     ]
    }
    """
    return _laid(content, 0, 0) + "\n"


def _laid(value: object, depth: int, before: int) -> str:
    """A value at a depth of nesting, behind so many characters on its line."""
    flat = json.dumps(value, ensure_ascii=False)
    is_leaf = not isinstance(value, Mapping | list) or not value
    if is_leaf or (depth > ROW and before + len(flat) < WIDTH):
        return flat
    if isinstance(value, Mapping):
        named = [(json.dumps(key, ensure_ascii=False), own) for key, own in value.items()]
        entries = [f"{n}: {_laid(own, depth + 1, depth + len(n) + 3)}" for n, own in named]
        return _bracketed("{", entries, "}", depth)
    assert isinstance(value, list)
    if all(not isinstance(item, Mapping | list) for item in value):
        return _bracketed("[", _filled(value, depth + 1), "]", depth)
    return _bracketed("[", [_laid(item, depth + 1, depth + 1) for item in value], "]", depth)


def _bracketed(left: str, entries: Sequence[str], right: str, depth: int) -> str:
    inner = ",\n".join(" " * (depth + 1) + entry for entry in entries)
    return f"{left}\n{inner}\n{' ' * depth}{right}"


def _filled(values: Sequence[object], depth: int) -> list[str]:
    """Plain values, as many on a line as fit."""
    lines: list[str] = []
    for value in values:
        said = json.dumps(value, ensure_ascii=False)
        if lines and depth + len(lines[-1]) + len(said) + 3 < WIDTH:
            lines[-1] += f", {said}"
        else:
            lines.append(said)
    return lines


def rewrite(path: Path) -> None:
    """Lay a table out anew in its file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(formatted(content), encoding="utf-8")


if __name__ == "__main__":
    here = Path(__file__).parent
    for name in sys.argv[1:] or sorted(path.stem for path in here.glob("*.json")):
        rewrite(here / f"{name}.json")
