"""The house itself: one meaning for a class name, short functions, families as folders."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "src" / "openpbm"
LONGEST = 60  # lines of a function, its docstring counted
FAMILY = 4  # modules of one folder with the same first word


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(HOUSE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_no_two_classes_share_a_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path.relative_to(HOUSE)))
    assert len(found) > 300
    assert not {name: places for name, places in found.items() if len(places) > 1}


def test_no_function_is_longer_than_a_page() -> None:
    long = [
        f"{path.relative_to(HOUSE)}: {node.name}, {node.end_lineno - node.lineno + 1} lines"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST
    ]
    assert not long


def test_a_family_of_files_is_a_folder() -> None:
    many: dict[tuple[Path, str], int] = defaultdict(int)
    for path, _ in trees():
        first, joint, _ = path.stem.partition("_")
        if joint and first:
            many[path.parent, first] += 1
    crowds = {
        f"{at.relative_to(HOUSE)}/{name}_*": n for (at, name), n in many.items() if n > FAMILY
    }
    assert not crowds
