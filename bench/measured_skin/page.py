"""Table, verdicts and figure of what was measured: aggregates only."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypedDict

import numpy as np

from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale
from openpbm.reports.panels import Axis, Plot, PlotGrid, Plotted, drawn

NAMES = {
    "AB": "Saudi Arabia",
    "AF": "African",
    "CA": "Caucasian",
    "CN": "Chinese",
    "IQ": "Iraq",
    "JP": "Japanese",
    "SA": "South Asian",
    "TH": "Thai",
}
GROUPS = tuple(NAMES)
SPLITS = ("tuned", "held out")
ROW = 34.0
FIRST_ROW = 92.0
FOOT = FIRST_ROW + ROW * len(GROUPS)
GRID = PlotGrid(columns=4, wide=180.0, tall=120.0, left=56.0, gap=32.0)


Measure = Literal["rms_median", "rms_p95", "ita_median_deg", "ita_p95_deg", "bias_630", "bias_660"]


class Column(NamedTuple):
    """One measure as it is drawn: its words, scale and marks, its targets, its two numbers."""

    title: str
    scale: Scale
    marks: tuple[float, ...]
    targets: tuple[float, float]
    names: tuple[Measure, Measure]


COLUMNS = (
    Column(
        "RMS, reflectance",
        Scale(0.0, 0.025, 150.0, 380.0),
        (0.0, 0.005, 0.01, 0.015, 0.02, 0.025),
        (0.013, 0.020),
        ("rms_median", "rms_p95"),
    ),
    Column(
        "ITA error, degrees",
        Scale(0.0, 6.0, 415.0, 625.0),
        (0, 1, 2, 3, 4, 5, 6),
        (1.5, 5.0),
        ("ita_median_deg", "ita_p95_deg"),
    ),
    Column(
        "bias, reflectance",
        Scale(-0.008, 0.008, 676.0, 880.0),
        (-0.008, -0.004, 0.0, 0.004, 0.008),
        (-0.005, 0.005),
        ("bias_630", "bias_660"),
    ),
)


class Summary(TypedDict):
    """Aggregates of some spectra; reflectance is a share of light."""

    spectra: int
    without_a_fit: int
    rms_median: float
    rms_p95: float
    ita_median_deg: float
    ita_p95_deg: float
    bias_630: float
    bias_660: float
    residual_mean: list[float]
    residual_sd: list[float]


Kept = dict[str, dict[str, Summary]]


def table(kept: Kept) -> str:
    """Markdown: each group, tuned and held out, with the targets at the foot."""
    lines = [
        "| group | part | spectra | RMS, median | RMS, 95 % | ITA error, median | ITA error, 95 % "
        "| bias 630 nm | bias 660 nm |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name in ("all", *GROUPS):
        for split in SPLITS:
            if name not in kept.get(split, {}):
                continue
            s = kept[split][name]
            said = "**all**" if name == "all" else f"{name} {NAMES[name]}"
            lines.append(
                f"| {said} | {split} | {s['spectra']} | {s['rms_median']:.4f} "
                f"| {s['rms_p95']:.4f} | {s['ita_median_deg']:.2f}° | {s['ita_p95_deg']:.2f}° "
                f"| {_signed(s['bias_630'])} | {_signed(s['bias_660'])} |"
            )
    lines.append(
        "| *target* | | 400 people | 0.010; each group 0.013 | 0.020 | 1.5° | 5° "
        "| within 0.005 | within 0.005 |"
    )
    return "\n".join(lines) + "\n"


def _signed(value: float) -> str:
    return f"{value:+.4f}".replace("-", "−")


def verdicts(kept: Kept) -> list[str]:
    """Every target with what was found, on held-out people and on those tuned on."""
    said = []
    for split in SPLITS:
        whole = kept[split]["all"]
        groups = {name: s for name, s in kept[split].items() if name != "all"}
        worst = max(groups, key=lambda name: groups[name]["rms_median"])
        for what, found, most in (
            ("median RMS", whole["rms_median"], 0.010),
            ("95 % RMS", whole["rms_p95"], 0.020),
            ("median ITA error, degrees", whole["ita_median_deg"], 1.5),
            ("95 % ITA error, degrees", whole["ita_p95_deg"], 5.0),
            (f"worst group's median RMS ({worst})", groups[worst]["rms_median"], 0.013),
        ):
            said.append(f"{_verdict(found, most)} {split}: {what} {found:.4f}, at most {most:g}")
        for name, s in sorted(groups.items()):
            for nm, bias in ((630, s["bias_630"]), (660, s["bias_660"])):
                if abs(bias) > 0.005:
                    said.append(f"FAIL {split}: {name}: bias at {nm} nm {bias:+.4f}")
    return said


def _verdict(found: float, most: float) -> str:
    return "pass" if found <= most else "FAIL"


SHEET = draw.SHEET + (
    f".held{{fill:{draw.BLUE};stroke:{draw.BLUE}}}"
    f".tuned{{fill:#fff;stroke:{draw.RED};stroke-width:1.8}}"
)


def picture(kept: Kept) -> str:
    """The targets of each group as dots above, what is left of its spectra below."""
    parts = [
        draw.text(16, 26, "The skin model against measured foreheads and cheeks", "strong"),
        draw.dots([524], [22], 5, "held") + draw.text(536, 26, "held-out people"),
        draw.dots([664], [22], 5, "tuned") + draw.text(676, 26, "people tuned on"),
        draw.path("M806 14v16", "limit") + draw.text(816, 26, "target"),
        *_labels(kept),
        *(part for column in COLUMNS for part in _column(kept, column)),
        draw.text(265, FOOT + 34, "● median   ■ 95th percentile", "", "middle"),
        draw.text(520, FOOT + 34, "● median   ■ 95th percentile", "", "middle"),
        draw.text(778, FOOT + 34, "● at 630 nm   ■ at 660 nm", "", "middle"),
        draw.text(778, FOOT + 50, "modelled less measured, mean", "", "middle"),
    ]
    left, foot = _residuals(kept)
    title = "Skin model against measured faces, by group"
    return draw.alone(GRID.width, foot, title, [*parts, *left], SHEET)


def _labels(kept: Kept) -> list[str]:
    parts = []
    for i, name in enumerate(GROUPS):
        y = FIRST_ROW + ROW * (i + 0.5)
        count = kept["held out"][name]["spectra"] if name in kept["held out"] else 0
        parts.append(draw.text(16, y - 1, NAMES[name], "ink"))
        parts.append(draw.text(16, y + 14, f"{count} spectra held out"))
        parts.append(draw.path(f"M16 {y + ROW / 2:.1f}H880", "grid"))
    return parts


def _column(kept: Kept, column: Column) -> list[str]:
    """One measure of every group, its targets as lines."""
    title, scale, marks, targets, names = column
    box = Box(scale, Scale(0.0, 1.0, FOOT, FIRST_ROW - 6))
    parts = [
        draw.text(scale.start, 62, title, "strong"),
        box.columns(draw.marked(marks), "grid", below=-8),
        *(draw.path(f"M{scale.at(at):.1f} {FIRST_ROW - 6}V{FOOT}", "limit") for at in targets),
    ]
    for row, group in enumerate(GROUPS):
        for split, shift in (("tuned", 7.0), ("held out", -6.0)):
            if group not in kept.get(split, {}):
                continue
            y, kind = FIRST_ROW + ROW * (row + 0.5) + shift, split.split(" ")[0]
            first, second = (scale.within(kept[split][group][name]) for name in names)
            parts.append(draw.dots([first], [y], 4.6, kind))
            parts.append(draw.tag("rect", kind=kind, x=second - 4, y=y - 4, width=8, height=8))
    return parts


def _residuals(kept: Kept) -> tuple[list[str], float]:
    nm = np.linspace(400.0, 700.0, 31)
    panels = []
    for group in GROUPS:
        curves = []
        if (held := kept.get("held out", {}).get(group)) is not None:
            mean, sd = np.array(held["residual_mean"]), np.array(held["residual_sd"])
            said = "held-out people, ± SD"
            curves.append(Plotted(x=nm, y=mean, spread=sd, name=said, colour=draw.BLUE))
        if (tuned := kept.get("tuned", {}).get(group)) is not None:
            mean = np.array(tuned["residual_mean"])
            curves.append(
                Plotted(x=nm, y=mean, name="people tuned on", colour=draw.RED, dash="4 3")
            )
        panels.append(Plot(title=NAMES[group], curves=curves))
    said = "What is left: measured less modelled, reflectance"
    across = Axis(said="wavelength, nm", low=400, high=700, marks=draw.marked((400, 500, 600, 700)))
    marks = draw.marked((-0.02, -0.01, 0.0, 0.01, 0.02))
    down = Axis(said=said, low=-0.02, high=0.02, marks=marks)
    return drawn(panels, across, down, GRID, FOOT + 120)
