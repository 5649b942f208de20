"""The report of a mutation run, and the list of faults that change nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from faults import Fault

EQUIVALENT = Path(__file__).with_name("equivalent.json")
INTRO = """# Mutation

Would the tests notice a fault in what limits the light? `tests/bench/mutate.py` plants one
small fault at a time (a comparison flipped, minimum for maximum, a constant changed, a term,
a condition or a result dropped) and runs the tests that reach its line. This page is written
by the tool:

    python tests/bench/mutate.py --write docs/safety/mutation.md
"""


def equivalents() -> dict[tuple[str, str], str]:
    """Reason of each fault that is known to change nothing, by file and key."""
    rows = json.loads(EQUIVALENT.read_text(encoding="utf-8"))["rows"]
    return {(row["file"], row["key"]): row["reason"] for row in rows}


def report(
    sample: Sequence[Fault],
    survived: Sequence[Fault],
    same: Mapping[tuple[str, str], str],
    timed_out: int,
    took_s: Sequence[float],
    whole_s: float,
    whole: int,
) -> str:
    """The page, as Markdown; `sample` is what was run, of `whole` faults."""
    left = {(f.file, f.key) for f in survived}
    known = [f for f in survived if (f.file, f.key) in same]
    real = [f for f in survived if (f.file, f.key) not in same]
    noticed = len(sample) - len(survived)
    lines = [
        INTRO,
        f"**Score {share(noticed, len(sample))}: {noticed} of {len(sample)} faults noticed** "
        f"({share(noticed, len(sample) - len(known))} without the {len(known)} that change "
        f"nothing). {date.today():%d %B %Y}, {whole_s / 60:.0f} minutes, "
        f"median {median(took_s) if took_s else 0:.2f} s a fault; {timed_out} were noticed "
        "because the tests never ended."
        + ("" if len(sample) == whole else f" A sample, drawn by chance, of {whole} faults."),
        "",
        "| file | faults | noticed | change nothing | not noticed | score | without those |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    for file in sorted({f.file for f in sample}):
        own = [f for f in sample if f.file == file]
        lived = sum((f.file, f.key) in left for f in own)
        alike = sum(f.file == file for f in known)
        lines.append(
            f"| `{file}` | {len(own)} | {len(own) - lived} | {alike} | {lived - alike} | "
            f"{share(len(own) - lived, len(own))} | "
            f"{share(len(own) - lived, len(own) - alike)} |"
        )
    lines += [
        "",
        *table("Not noticed", "open", real, {}),
        *table("Change nothing", "", known, same),
    ]
    return "\n".join(lines).rstrip() + "\n"


def table(
    title: str, verdict: str, found: Sequence[Fault], same: Mapping[tuple[str, str], str]
) -> list[str]:
    """One section of survivors, each with its verdict."""
    if not found:
        return [f"## {title}", "", "None.", ""]
    rows = [
        f"| `{f.file}` {f.line}, `{f.scope or 'module'}` | {cell(f.told)} | "
        f"{cell(same.get((f.file, f.key), verdict))} |"
        for f in sorted(found, key=lambda f: (f.file, f.line))
    ]
    return [f"## {title}", "", "| where | fault | verdict |", "| --- | --- | --- |", *rows, ""]


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def share(part: int, whole: int) -> str:
    return f"{100.0 * part / whole:.1f} %" if whole else "-"
