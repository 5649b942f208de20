"""Draw a session on a mask that is played: `python docs/pictures/open_mask.py PLAN.json`.

It takes as long as the session does. What both commands say is drawn as it was said.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from openpbm.reports import draw

HERE = Path(__file__).parent
WIDTH, LEFT, TOP, LINE = 860, 24, 40, 20
COMMANDS = ("openpbm device demo plan.json", "openpbm session plan.json --device demo")
TYPED = "text{font:14px ui-monospace,Menlo,Consolas,monospace;white-space:pre}"


def drawn(said: Sequence[Sequence[str]]) -> str:
    """Two terminals, one above the other."""
    rows: list[str] = []
    y = TOP
    for command, lines in zip(COMMANDS, said, strict=True):
        rows.append(draw.text(LEFT, y, f"$ {command}", "strong"))
        for line in lines:
            y += LINE
            rows.append(draw.text(LEFT, y, line))
        y += 2 * LINE
        rows.append(draw.path(f"M{LEFT} {y - LINE}H{WIDTH - LEFT}", "grid"))
        y += LINE // 2
    title = "A session on a mask that is played on the same computer"
    return draw.alone(WIDTH, y - LINE, title, rows[:-1], draw.SHEET + TYPED)


def given(plan: str) -> list[list[str]]:
    """What both say."""
    openpbm = [sys.executable, "-m", "openpbm"]
    played = subprocess.Popen(
        [*openpbm, "device", "demo", plan], stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert played.stdout is not None
    demo = [played.stdout.readline(), played.stdout.readline()]
    session = subprocess.run(
        [*openpbm, "session", plan, "--device", "demo", "--yes", "--no-ledger"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
    )  # fmt: skip
    played.terminate()
    played.wait()
    return [demo, session.stdout.splitlines()]


def shortened(lines: Sequence[str], most: int = 22) -> list[str]:
    """The beginning and the end; what happened between is the same again."""
    kept = [line.rstrip().replace("homeplan/", "") for line in lines]
    return kept if len(kept) <= most else [*kept[: most - 6], "...", *kept[-5:]]


if __name__ == "__main__":
    texts = [shortened(lines) for lines in given(sys.argv[1])]
    (HERE / "open-mask.svg").write_text(drawn(texts), encoding="utf-8")
