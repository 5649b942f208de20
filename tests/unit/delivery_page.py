"""The table of transitions in docs/reference/delivery.md, made from every reachable state.

Run as a program, this file rewrites it:

    python tests/unit/delivery_page.py
"""

from __future__ import annotations

from pathlib import Path

from delivery_made import explored, short

from openpbm.delivery.state import Phase

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "delivery.md"
BEGIN, END = "<!-- made by tests/unit/delivery_page.py -->", "<!-- end of what is made -->"
Seen = dict[tuple[Phase, Phase], set[str]]


def seen_transitions() -> Seen:
    """From which phase to which, and by which kinds of event."""
    seen: Seen = {}
    for state, event, after, _, _ in explored(short(500)):
        if state.phase is not after.phase:
            seen.setdefault((state.phase, after.phase), set()).add(type(event).__name__)
    return seen


def table(seen: Seen) -> str:
    """One line for each way from a phase to another."""
    order = list(Phase)
    lines = ["| from | to | by |", "| --- | --- | --- |"]
    for one, two in sorted(seen, key=lambda pair: (order.index(pair[0]), order.index(pair[1]))):
        lines.append(f"| {one.value} | {two.value} | {', '.join(sorted(seen[one, two]))} |")
    return "\n".join(lines)


def remade(text: str, seen: Seen) -> str:
    """The page with a fresh table."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(seen)}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(remade(PAGE.read_text(encoding="utf-8"), seen_transitions()), encoding="utf-8")
