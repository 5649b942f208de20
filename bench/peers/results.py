"""Errors against the reference, times to a stated error, ratios: results.json and the table."""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict

import numpy as np

from peers.picture import drawn
from peers.problem import Case, cases, rms

HERE = Path(__file__).resolve().parent
PICTURE = HERE.parents[1] / "docs" / "pictures" / "peers.svg"
ASKED = (0.01, 0.003)
BUDGET = 1000.0  # times faster than the oracle at 1 %
COUNTING = ("oracle", "pmcxcl")  # their error falls with the root of time
PROGRAMS = ("ours", "ours_batch", "oracle", "pmcxcl", "disort")
PACKAGES = ("numpy", "scipy", "numba", "pmcxcl", "pocl-binary-distribution", "PythonicDISORT")


class Raw(TypedDict, total=False):
    """One line of a program's process."""

    reference: str
    confirms: str
    trap: str
    program: str
    case: str
    kind: str
    knob: int
    cpu_s: float
    start_s: float
    phi: list[list[float]]
    se: list[float]
    edges_mm: list[float]
    means: list[float]
    middles: list[float]
    moved: float
    packets: int


class Point(TypedDict):
    """One setting of one program on one case."""

    program: str
    case: str
    knob: int
    cpu_s: float
    start_s: float
    rms_error: float
    runs: int


def read(path: Path) -> list[Raw]:
    """What the programs said."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line.removeprefix("PEERS ")) for line in lines if line]


def error_of(raw: Raw, references: dict[str, Raw]) -> float:
    """Root mean square relative error over 0 to 3 mm, over all runs of a setting."""
    right = references[raw["case"]]
    exact = np.array(right["means" if raw["kind"] == "means" else "middles"])
    return rms(np.array(raw["phi"]), exact, np.array(right["edges_mm"]))


def points_of(raws: list[Raw], references: dict[str, Raw]) -> list[Point]:
    """Every setting with its error."""
    return [
        Point(
            program=raw["program"],
            case=raw["case"],
            knob=raw["knob"],
            cpu_s=raw["cpu_s"],
            start_s=raw.get("start_s", 0.0),
            rms_error=error_of(raw, references),
            runs=len(raw["phi"]),
        )
        for raw in raws
        if "program" in raw
    ]


def seconds_to(asked: float, points: list[Point]) -> float | None:
    """CPU seconds to an error: the cheapest setting below it, or the law of large numbers."""
    if not points:
        return None
    if points[0]["program"] in COUNTING:
        needed = [p["cpu_s"] * (p["rms_error"] / asked) ** 2 for p in points]
        return float(np.average(needed, weights=[p["runs"] for p in points]))
    good = [p["cpu_s"] for p in points if p["rms_error"] <= asked]
    return min(good) if good else None


def confirmed(raw: Raw, references: dict[str, Raw]) -> dict[str, object]:
    """The reference against the long run of the oracle, in its standard errors."""
    right = references[raw["confirms"]]
    edges, exact = np.array(right["edges_mm"]), np.array(right["means"])
    found, error = np.array(raw["phi"]), np.array(raw["se"])
    off = (found - exact) / error
    return {
        "packets": raw["packets"],
        "cpu_s": round(raw["cpu_s"], 1),
        "rms_standard_error": significant(rms(exact + error, exact, edges)),
        "rms_difference": significant(rms(found, exact, edges)),
        "rms_off_in_se": significant(float(np.sqrt(np.mean(off**2)))),
        "worst_off_in_se": significant(float(np.abs(off).max())),
        "reference_moved_30_to_40_nodes": significant(right["moved"]),
    }


def significant(value: float) -> float:
    """Three figures."""
    return float(f"{value:.3g}")


def speed_of(case: Case, points: list[Point]) -> dict[str, object]:
    """Seconds to 1 % and 0.3 % of every program, and how many times ours they are."""
    told: dict[str, object] = {}
    for asked in ASKED:
        own = {
            program: seconds_to(
                asked, [p for p in points if (p["program"], p["case"]) == (program, case.name)]
            )
            for program in PROGRAMS
        }
        found = {program: cpu_s for program, cpu_s in own.items() if cpu_s is not None}
        told[f"cpu_s_to_{asked:.1%}"] = {name: significant(s) for name, s in found.items()}
        told[f"times_ours_at_{asked:.1%}"] = {
            name: significant(s / found["ours"]) for name, s in found.items()
        }
        told[f"times_ours_batch_at_{asked:.1%}"] = {
            name: significant(s / found["ours_batch"]) for name, s in found.items()
        }
    return told


def traps_of(raws: list[Raw], references: dict[str, Raw]) -> list[dict[str, object]]:
    """What a program gives without care: error, and whether too bright."""
    told: list[dict[str, object]] = []
    for raw in raws:
        if "trap" in raw:
            right = references[raw["case"]]
            exact = np.array(right["means" if raw["kind"] == "means" else "middles"])
            off = np.array(raw["phi"]).mean(axis=0) / exact - 1.0
            told.append(
                {
                    "trap": raw["trap"],
                    "case": raw["case"],
                    "cpu_s": significant(raw["cpu_s"]),
                    "rms_error": significant(error_of(raw, references)),
                    "mean_error": significant(float(off.mean())),
                    "first_slice_error": significant(float(off[0])),
                }
            )
    return told


def stacks() -> dict[str, object]:
    """The stacks of three layers, as they were given to all."""
    return {
        f"{case.stack}/{case.skin}": {
            "n_above": case.problem.n_above,
            "n": [significant(n) for n in case.problem.n],
            "thickness_mm": [significant(d) for d in case.problem.thickness_mm[0]],
            "mu_a_per_mm": [significant(mu) for mu in case.problem.mu_a_per_mm[0]],
            "mu_s_per_mm": [significant(mu) for mu in case.problem.mu_s_per_mm[0]],
            "g": [significant(g) for g in case.problem.g[0]],
        }
        for case in cases()
        if case.source == "normal"
    }


def versions() -> dict[str, str]:
    """What ran."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def ratios_to(speed: dict[str, dict[str, object]], program: str) -> list[float]:
    """How many times the oracle's CPU time is this solver's at 1 %, case by case."""
    found = []
    for told in speed.values():
        ratios = told[f"times_{program}_at_1.0%"]
        assert isinstance(ratios, dict)
        if "oracle" in ratios:
            found.append(float(ratios["oracle"]))
    return found


def table(speed: dict[str, dict[str, object]]) -> str:
    """CPU seconds to 1 % and ratios, as text."""
    head = "| case | " + " | ".join(f"{name}, CPU s to 1 %" for name in PROGRAMS)
    rows = [
        head + " | oracle / ours | oracle / ours in batches |",
        "| --- |" + " ---: |" * (len(PROGRAMS) + 2),
    ]
    for name, told in speed.items():
        spent, one, batch = (
            told[key] for key in ("cpu_s_to_1.0%", "times_ours_at_1.0%", "times_ours_batch_at_1.0%")
        )
        assert isinstance(spent, dict)
        assert isinstance(one, dict)
        assert isinstance(batch, dict)
        cells = [f"{spent[p]:.2g}" if p in spent else "-" for p in PROGRAMS]
        ratios = [f"{r['oracle']:.0f}" if "oracle" in r else "-" for r in (one, batch)]
        rows.append(f"| {name} | " + " | ".join(cells + ratios) + " |")
    return "\n".join(rows)


def main() -> None:
    """From the raw lines to results.json, the picture and the table on the screen."""
    raws = read(Path(sys.argv[1]))
    references = {raw["reference"]: raw for raw in raws if "reference" in raw}
    points = points_of(raws, references)
    speed = {case.name: speed_of(case, points) for case in cases()}
    traps = traps_of(raws, references)
    confirmation = {
        raw["confirms"]: confirmed(raw, references) for raw in raws if "confirms" in raw
    }
    told: dict[str, object] = {
        "what": "CPU time of one thread; error of the fluence rate over 0 to 3 mm, rms, relative",
        "versions": versions(),
        "cores_of_the_machine": os.cpu_count(),
        "stacks": stacks(),
        "reference_confirmed_by_oracle": confirmation,
        "speed": speed,
        "traps": traps,
        "points": [
            {
                **point,
                "cpu_s": significant(point["cpu_s"]),
                "start_s": significant(point["start_s"]),
                "rms_error": significant(point["rms_error"]),
            }
            for point in points
        ],
    }
    written = json.dumps(told, indent=1) + "\n"
    (HERE / "results.json").write_text(written, encoding="utf-8")
    PICTURE.write_text(drawn(told), encoding="utf-8")
    print(table(speed))
    for trap in traps:
        print(f"{trap['trap']:55} {trap['case']:24} rms {trap['rms_error']:.1%}")
    for name, seen in confirmation.items():
        print(f"reference against the oracle, {name:24} {seen}")
    for program, said in (("ours", "one stack a call"), ("ours_batch", "100 stacks a call")):
        ratios = ratios_to(speed, program)
        verdict = "met" if min(ratios, default=0.0) >= BUDGET else "missed"
        shown = f"{min(ratios):.0f} to {max(ratios):.0f}" if ratios else "not measured"
        print(f"oracle / ours at 1 %, {said}: {shown}; at least {BUDGET:.0f}: {verdict}")


if __name__ == "__main__":
    main()
