"""The page of the risk file, generated from `tables/risk.json`.

Run as a program, this file rewrites it:

    python tests/unit/risk_made.py
"""

from __future__ import annotations

from pathlib import Path

from openpbm.tables import Row, rows

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "safety" / "risk.md"
HEAD = """# Risk file

The {hazards} hazards and {invariants} invariants of the risk file: what controls each in this code,
the code that does it, the test that shows it, and what is open. Generated from `tables/risk.json`
by `tests/unit/risk_made.py`; `tests/unit/test_risk.py` fails when a named function or test does
not exist, or a row has neither and no reason.

**Of {hazards} hazards {whole} are controlled wholly in code, {part} in part, {none} not at all.**
OpenPBM delivers to a simulated mask and to masks that a person switches, and keeps a ledger of
light; it owns no hardware, so what belongs to hardware is open. No clinician has reviewed this file
and no real mask was measured.
Severity is judged by this project, from 1, negligible, to 5, critical; its probabilities are
proposals and are not used.

"""
KINDS = {"hazard": "Hazards", "invariant": "Invariants", "gap": "Open throughout"}


def state(row: Row) -> str:
    """How far a row is controlled: in code, in part, or open."""
    if not row.texts("code"):
        return "open"
    return "in part" if row.text("open", "") else "in code"


def page() -> str:
    """The whole page as it should be."""
    table = list(rows("risk").values())
    of_hazards = [state(row) for row in table if row.text("kind") == "hazard"]
    text = HEAD.format(
        hazards=len(of_hazards),
        invariants=sum(row.text("kind") == "invariant" for row in table),
        whole=of_hazards.count("in code") or "none",
        part=of_hazards.count("in part"),
        none=of_hazards.count("open"),
    )
    for kind, title in KINDS.items():
        own = [row for row in table if row.text("kind") == kind]
        text += f"## {title}\n\n" + "\n".join(overview(own)) + "\n\n"
        text += "\n\n".join(entry(row) for row in own) + "\n\n"
    return text.rstrip("\n") + "\n"


def overview(own: list[Row]) -> list[str]:
    """A table with a line a row."""
    lines = ["| id | what | severity | state |", "| --- | --- | --- | --- |"]
    for row in own:
        severity = row.maybe("severity")
        shown = "" if severity is None else f"{severity:g}"
        lines.append(f"| {row.text('id')} | {what(row)} | {shown} | {state(row)} |")
    return lines


def what(row: Row) -> str:
    return row.text("hazard").replace("|", "\\|")


def entry(row: Row) -> str:
    """One row in full."""
    lines = [f"### {row.text('id')} {what(row)}", ""]
    told = [("Cause", row.text("cause", "")), ("Control", row.text("control"))]
    told.append(("Code", ", ".join(f"`{name}`" for name in row.texts("code"))))
    told.append(("Tests", ", ".join(f"`{name}`" for name in row.texts("tests"))))
    told += [("Open", row.text("open", "")), ("Source", row.text("source"))]
    lines += [f"- {name}: {text}" for name, text in told if text]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
