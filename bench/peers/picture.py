"""Error against time as an SVG.

Each program has a colour that the colour-blind can tell apart, a symbol and a dash.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from openpbm.reports.draw import INK, SOFT
from openpbm.reports.panels import Axis, Plot, PlotGrid, Plotted, chart

ROWS = (
    ("three", "normal", "Fresnel steps, normal beam"),
    ("three", "lambertian", "Fresnel steps, Lambertian"),
    ("matched", "normal", "index 1, normal beam"),
    ("matched", "lambertian", "index 1, Lambertian"),
)
STYLES = {  # name, colour, shape, dash (Okabe and Ito's palette, darkened for contrast)
    "ours": ("this solver, one stack", "#0072b2", "dot", ""),
    "ours_batch": ("this solver, 100 at once", "#0072b2", "ring", "4 3"),
    "disort": ("PythonicDISORT", "#a04a7c", "diamond", ""),
    "oracle": ("own Monte Carlo", "#b34700", "square", ""),
    "pmcxcl": ("pmcxcl on PoCL", "#00785a", "triangle", ""),
}
SKINS = ("light", "dark")
GRID = PlotGrid(wide=250.0, tall=150.0)
TIME = Axis(
    said="CPU time of one thread",
    low=1e-5,
    high=10.0,
    marks=((1e-5, "10 µs"), (1e-3, "1 ms"), (0.1, "0.1 s"), (10.0, "10 s")),
    is_log=True,
)
ERROR = Axis(
    said="rms error of the fluence rate, 0 to 3 mm",
    low=1e-5,
    high=1.0,
    marks=[(share, f"{100 * share:g} %") for share in (1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0)],
    is_log=True,
)


def drawn(told: Mapping[str, object]) -> str:
    """The whole picture.

    Args:
        told: `points` and `traps` as results.json has them.
    """
    said = (
        "Error of the fluence rate over 0 to 3 mm against CPU time, eight panels: light and dark "
        "skin, beam and Lambertian light, with and without steps of refractive index. This solver "
        "falls steeply within milliseconds; both Monte Carlo programs fall with the root of time."
    )
    panels = [
        Plot(title=f"{title}, {skin} skin", curves=_curves(told, f"{stack}/{source}/{skin}"))
        for stack, source, title in ROWS
        for skin in SKINS
    ]
    return chart(said, panels, TIME, ERROR, GRID)


def _curves(told: Mapping[str, object], case: str) -> list[Plotted]:
    """The programs' points, joined, and crosses for traps."""
    points, traps = told["points"], told["traps"]
    assert isinstance(points, list)
    assert isinstance(traps, list)
    percent = np.array([0.01, 0.01])
    found = [Plotted(x=np.array([1e-5, 10.0]), y=percent, colour=SOFT, dash="2 2")]
    for program, (name, colour, symbol, dash) in STYLES.items():
        own = [p for p in points if (p["program"], p["case"]) == (program, case)]
        at = np.array([(p["cpu_s"], p["rms_error"]) for p in sorted(own, key=lambda p: p["knob"])])
        if len(at):
            x, y = at.T
            found.append(Plotted(x=x, y=y, name=name, colour=colour, dash=dash, symbol=symbol))
    x, y = (np.array([t[k] for t in traps if t["case"] == case]) for k in ("cpu_s", "rms_error"))
    trap = "a peer into a trap"
    return [*found, Plotted(x=x, y=y, name=trap, colour=INK, symbol="cross", is_joined=False)]
