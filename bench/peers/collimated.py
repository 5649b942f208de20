"""Dose at depth under a beam, beside pmcxcl on PoCL: ratios at 5 and 1 %, collimated.json.

pmcxcl cannot hold the horny layer of the product's skin; the polynomials know no other. So
their time, on the product's seven layers, stands beside pmcxcl's on three.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from peers.problem import SKINS
from peers.results import points_of, read, seconds_to, significant

HERE = Path(__file__).resolve().parent
ASKED = (0.05, 0.01)
OURS = {"ours": "three", "ours_batch": "three", "table": "seven"}


def main() -> None:
    """From the raw lines to collimated.json and the table on the screen."""
    raws = read(Path(sys.argv[1]))
    points = points_of(raws, {raw["reference"]: raw for raw in raws if "reference" in raw})

    def seconds(program: str, stack: str, skin: str, asked: float) -> float:
        name = (program, f"{stack}/normal/{skin}")
        own = seconds_to(asked, [p for p in points if (p["program"], p["case"]) == name])
        assert own is not None, f"{name} does not reach {asked:.0%}"
        return own

    rows = []
    for asked in ASKED:
        for skin in SKINS:
            peer = seconds("pmcxcl", "three", skin, asked)
            own = {program: seconds(program, OURS[program], skin, asked) for program in OURS}
            ratios = {program: significant(peer / cpu_s) for program, cpu_s in own.items()}
            cpu = {name: significant(cpu_s) for name, cpu_s in {**own, "pmcxcl": peer}.items()}
            rows.append({"error": asked, "skin": skin, "pmcxcl_over": ratios, "cpu_s": cpu})
            print(f"{asked:.0%} {skin:6} pmcxcl / ours: {ratios}  CPU s: {cpu}")
    off = {p["case"]: significant(p["rms_error"]) for p in points if p["program"] == "table"}
    told = {"day": datetime.now(UTC).date().isoformat(), "rows": rows, "table_off_by": off}
    (HERE / "collimated.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(off)


if __name__ == "__main__":
    main()
