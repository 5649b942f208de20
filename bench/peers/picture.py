"""Error against time as an SVG.

Each program has a colour that the colour-blind can tell apart, a symbol and a dash.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from openpbm.reports.draw import INK, SOFT

LOOK = Path(__file__).parents[2] / "docs" / "gallery" / "matplotlibrc"
ROWS = (
    ("three", "normal", "Fresnel steps, normal beam"),
    ("three", "lambertian", "Fresnel steps, Lambertian"),
    ("matched", "normal", "index 1, normal beam"),
    ("matched", "lambertian", "index 1, Lambertian"),
)
STYLES = {  # name, colour, symbol, dash (Okabe and Ito's palette, darkened for contrast)
    "ours": ("this solver, one stack", "#0072b2", "o", "-"),
    "ours_batch": ("this solver, 100 at once", "#0072b2", "o", "--"),
    "disort": ("PythonicDISORT", "#a04a7c", "D", "-"),
    "oracle": ("own Monte Carlo", "#b34700", "s", "-"),
    "pmcxcl": ("pmcxcl on PoCL", "#00785a", "^", "-"),
}
TIMES = {1e-5: "10 µs", 1e-3: "1 ms", 0.1: "0.1 s", 10.0: "10 s"}
SAID = (
    "Error of the fluence rate over 0 to 3 mm against CPU time, eight panels: light and dark "
    "skin, beam and Lambertian light, with and without steps of refractive index. This solver "
    "falls steeply within milliseconds; both Monte Carlo programs fall with the root of time."
)


def drawn(told: Mapping[str, object]) -> str:
    """The whole picture.

    Args:
        told: `points` and `traps` as results.json has them.
    """
    out = io.StringIO()
    with plt.rc_context(fname=str(LOOK)):
        figure, grid = plt.subplots(4, 2, figsize=(7.6, 9.6), sharex=True, sharey=True)
        names = {}
        for row, (stack, source, title) in zip(grid, ROWS, strict=True):
            for axes, skin in zip(row, ("light", "dark"), strict=True):
                _programs(axes, told, f"{stack}/{source}/{skin}")
                axes.set_title(f"{title}, {skin} skin")
                lines, said = axes.get_legend_handles_labels()
                names |= dict(zip(said, lines, strict=True))
        axes.set(xscale="log", xlim=(1e-5, 10), xticks=list(TIMES), xticklabels=TIMES.values())
        axes.set(yscale="log", ylim=(1e-5, 1.2))
        axes.yaxis.set_major_formatter(lambda share, _: f"{100 * share:g} %")
        axes.minorticks_off()
        for below in grid[-1]:
            below.set_xlabel("CPU time of one thread")
        figure.supylabel("rms error of the fluence rate, 0 to 3 mm", fontsize="medium")
        figure.legend(names.values(), names, loc="outside lower center", ncols=3)
        figure.savefig(out, format="svg", metadata={"Title": SAID, "Date": None, "Creator": None})
        plt.close(figure)
    return out.getvalue()


def _programs(axes: Axes, told: Mapping[str, object], case: str) -> None:
    """The programs' points, joined, and crosses for traps."""
    points, traps = told["points"], told["traps"]
    assert isinstance(points, list)
    assert isinstance(traps, list)
    axes.axhline(0.01, color=SOFT, ls=":")
    for program, (name, colour, symbol, dash) in STYLES.items():
        own = [p for p in points if (p["program"], p["case"]) == (program, case)]
        at = np.array([(p["cpu_s"], p["rms_error"]) for p in sorted(own, key=lambda p: p["knob"])])
        if len(at):
            fill = "white" if dash == "--" else colour
            axes.plot(*at.T, symbol, ls=dash, color=colour, mfc=fill, label=name)
    x, y = ([t[k] for t in traps if t["case"] == case] for k in ("cpu_s", "rms_error"))
    axes.plot(x, y, "x", color=INK, label="a peer into a trap")
