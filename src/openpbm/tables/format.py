"""How a table is laid out in its file, so that a load and a dump change nothing.

What fits stays on one line; a list of plain values fills lines; everything else has a line for
each entry. `python -m openpbm.tables.format studies judgements` writes tables anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH = 120
EVIDENCE = (
    *("studies", "judgements", "contrasts", "laboratory", "reviews"),
    *("goals", "grades", "study_devices"),
)


def formatted(content: object) -> str:
    """A table's text, with the line end of its last line."""
    return _laid(content, 0, 0) + "\n"


def _laid(value: object, depth: int, before: int) -> str:
    """A value at a depth of nesting, behind so many characters on its line."""
    flat = json.dumps(value, ensure_ascii=False)
    is_leaf = not isinstance(value, Mapping | list)
    if is_leaf or (depth > 1 and before + len(flat) < WIDTH):
        return flat
    if isinstance(value, Mapping):
        entries = [
            _entry(json.dumps(key, ensure_ascii=False), own, depth) for key, own in value.items()
        ]
        return _bracketed("{", entries, "}", depth)
    assert isinstance(value, list)
    if all(not isinstance(item, Mapping | list) for item in value):
        return _bracketed("[", _filled(value, depth + 1), "]", depth)
    return _bracketed("[", [_laid(item, depth + 1, depth + 1) for item in value], "]", depth)


def _entry(name: str, value: object, depth: int) -> str:
    return f"{name}: {_laid(value, depth + 1, depth + len(name) + 3)}"


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
    for name in sys.argv[1:] or EVIDENCE:
        rewrite(Path(__file__).with_name(f"{name}.json"))
