"""The page of the firmware's software items, generated from `tables/firmware_items.json`.

Run as a program, this file rewrites it:

    python tests/unit/items_made.py
"""

from __future__ import annotations

from collections.abc import Iterable

from named import ROOT, link_of_test

from openpbm.tables import typed
from openpbm.tables.row.safety import FirmwareItemRow, RequirementRow

PAGE = ROOT / "docs" / "safety" / "firmware-items.md"
HEAD = """# Firmware items

The firmware of the [open mask](../reference/open-mask.md) as software items, in the manner of IEC
62304: what each does, its safety class, its requirements, and what verifies each of them.
Generated from `tables/firmware_items.json` by `tests/unit/items_made.py`;
`tests/unit/test_items.py` fails where a file is in no item or in two, where a test or a case that
is named does not exist, and where a case of the suite belongs to no requirement.

**This is no claim to have kept IEC 62304.** Its text was not read, nobody from outside has judged
the classes, and there is no quality system behind it. It is what such a file would need from the
code.

| level | what it is here |
| --- | --- |
| unit | a test of the item's own files, in Python or in MicroPython's unix port |
| integration | items together, or host and mask: the same files in virtual time |
| system | a [case](../reference/conformance.md#cases) on all of the firmware, judged by a jig |
| model | a walk through every state of host and mask, or of a model, to its end |

Class *alone* is while nothing in hardware is shown to bound the light; class *with hardware* is
where the shield, the resistor, the cut-out, the timer and the series switch of a real mask are
verified to. **No board was built, so the class of today is the first.** One processor and one
memory hold all items and nothing in the firmware keeps one from another, so none has a lower
class than the item that decides about light. "-" is a level without a test of its own: the item
is then only shown together
with others. Class C, from memory, asks for each of the first three.

"""
CLASS = {"none": "none: it is no part of a mask"}
ROWS = list(typed("firmware_items", FirmwareItemRow).values())


def page() -> str:
    """The whole page as it should be."""
    lines = ["| item | files | class alone | with hardware | requirements |"]
    lines += ["| --- | --- | --- | --- | --- |", *(_overview(row) for row in ROWS)]
    return HEAD + "\n".join(lines) + "\n\n" + "\n\n".join(map(entry, ROWS)) + "\n"


def _overview(row: FirmwareItemRow) -> str:
    ids = f"{row.requirements[0].id} to {row.requirements[-1].id}"
    if len(row.requirements) == 1:
        ids = row.requirements[0].id
    return f"| {row.name} | {_files(row)} | {row.alone} | {row.with_hardware} | {ids} |"


def _files(row: FirmwareItemRow) -> str:
    return ", ".join(f"`{name}`" for name in row.modules)


def entry(row: FirmwareItemRow) -> str:
    """One item in full."""
    both = f"{row.alone} alone, {row.with_hardware} with hardware"
    lines = [
        f"## {row.name[0].upper()}{row.name[1:]}",
        "",
        f"- Does: {row.does}",
        f"- Files: {_files(row)}",
        f"- Class: {CLASS.get(row.alone, both)}; {row.reason}",
        "",
        "| | requirement | unit | integration | system | model | not verified without hardware |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *map(_line, row.requirements),
    ]
    return "\n".join(lines)


def _line(one: RequirementRow) -> str:
    cells = [
        one.id,
        one.says,
        _tests(one.unit),
        _tests(one.integration),
        " ".join(one.system) or "-",
        _tests(one.model),
        one.hardware or "-",
    ]
    return f"| {' | '.join(cells)} |"


def _tests(names: Iterable[str]) -> str:
    return ", ".join(map(link_of_test, names)) or "-"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
