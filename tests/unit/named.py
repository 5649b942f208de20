"""What a table names of code and tests, and whether anybody has it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def no_code(names: Iterable[str]) -> list[str]:
    """Those of `module:name` or `module:class.method` that nobody has."""
    return [name for name in names if not _is_code(name)]


def _is_code(name: str) -> bool:
    module, _, way = name.partition(":")
    try:
        found: object = importlib.import_module(module)
    except ModuleNotFoundError:
        return False
    for step in way.split("."):
        found = getattr(found, step, None)
    return module.startswith("openpbm.") and callable(found)


def no_test(names: Iterable[str]) -> list[str]:
    """Those of `tests/file.py::test` that nobody has."""
    return [name for name in names if not _is_test(name)]


def _is_test(name: str) -> bool:
    path, _, test = name.partition("::")
    exists = path.startswith("tests/") and (ROOT / path).is_file() and test.startswith("test_")
    return exists and bool(re.search(rf"^def {re.escape(test)}\(", text_of(path), re.MULTILINE))


def link_of_code(name: str, *, up: str = "../..") -> str:
    """A link to the file that a measure stands in, from a page two folders down."""
    module, _, way = name.partition(":")
    place = f"src/{module.replace('.', '/')}"
    path = f"{place}.py" if (ROOT / f"{place}.py").is_file() else f"{place}/__init__.py"
    return f"[`{'/'.join(module.split('.')[1:])}.py`, `{way}`]({up}/{path})"


def link_of_test(name: str, *, up: str = "../..") -> str:
    path, _, test = name.partition("::")
    return f"[`{test}`]({up}/{path})"
