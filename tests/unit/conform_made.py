"""What is made of the suite: the table of its cases."""

from __future__ import annotations

from pathlib import Path

from planted import PLANTS

from openpbm.devices.conform.suite import CASES
from openpbm.speech.say import say

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "conformance.md"
BEGIN, END = "<!-- made by tests/unit/conform_made.py -->", "<!-- end of what is made -->"


def page(text: str) -> str:
    """With a fresh table."""
    head, rest = text.split(BEGIN)
    return head + BEGIN + "\n" + table() + END + rest.split(END)[1]


def table() -> str:
    """Every case, its level, what it shows, and the faults that it was seen to notice."""
    heads = ("case", "level", "what it shows", "planted faults that it notices")
    lines = [f"\n| {' | '.join(heads)} |", "| --- | --- | --- | --- |"]
    for case in CASES:
        faults = "; ".join(plant.name for plant in PLANTS if plant.case == case.id)
        lines.append(f"| {case.id} | {case.level} | {say(case.title)} | {faults or '-'} |")
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
