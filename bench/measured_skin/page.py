"""Table, verdicts and figure of what was measured: aggregates only."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import SubFigure

from openpbm.reports.draw import BLUE, RED, SOFT

LOOK = Path(__file__).parents[2] / "docs" / "gallery" / "matplotlibrc"
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
LOOKS = {  # words, edge, fill, down
    "held out": ("people held out", BLUE, BLUE, -0.2),
    "tuned": ("people tuned on", RED, "white", 0.2),
}
TITLE = "Skin model against measured faces, by group"
Measure = Literal["rms_median", "rms_p95", "ita_median_deg", "ita_p95_deg", "bias_630", "bias_660"]


class Column(NamedTuple):
    """One measure as it is drawn: its words, its ends, its targets, its two numbers."""

    said: str
    ends: tuple[float, float]
    targets: tuple[float, float]
    names: tuple[Measure, Measure]


COLUMNS = (
    Column(
        "RMS, reflectance\n● median   ■ 95th percentile",
        *((0.0, 0.025), (0.013, 0.020), ("rms_median", "rms_p95")),
    ),
    Column(
        "ITA error, degrees\n● median   ■ 95th percentile",
        *((0.0, 6.0), (1.5, 5.0), ("ita_median_deg", "ita_p95_deg")),
    ),
    Column(
        "mean bias, reflectance\n● at 630 nm   ■ at 660 nm",
        *((-0.008, 0.008), (-0.005, 0.005), ("bias_630", "bias_660")),
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


def picture(kept: Kept) -> str:
    """The targets of each group as dots above, what is left of its spectra below."""
    out = io.StringIO()
    with plt.rc_context(fname=str(LOOK)):
        figure = plt.figure(figsize=(9.0, 9.0))
        above, below = figure.subfigures(2, 1, height_ratios=(5, 4))
        _targets(above, kept)
        _residuals(below, kept)
        figure.savefig(out, format="svg", metadata={"Title": TITLE, "Date": None, "Creator": None})
        plt.close(figure)
    return out.getvalue()


def _targets(figure: SubFigure, kept: Kept) -> None:
    """Three measures of every group, their targets as lines."""
    rows = np.arange(len(GROUPS))
    said = [f"{NAMES[g]}\n{kept['held out'][g]['spectra']} spectra held out" for g in GROUPS]
    for axes, column in zip(figure.subplots(1, 3, sharey=True), COLUMNS, strict=True):
        axes.set(xlabel=column.said, xlim=column.ends)
        for split, (words, edge, fill, down) in LOOKS.items():
            for name, mark, label in zip(column.names, "os", (words, ""), strict=True):
                at = [kept[split][group][name] for group in GROUPS]
                axes.plot(at, rows + down, mark, color=edge, mfc=fill, label=label)
        for at in column.targets:
            axes.axvline(at, color=SOFT, ls="--", label="target")
    axes.set_yticks(rows, said)
    axes.invert_yaxis()
    names = dict(zip(*axes.get_legend_handles_labels()[::-1], strict=True))
    figure.legend(names.values(), names, loc="outside upper center", ncols=3)


def _residuals(figure: SubFigure, kept: Kept) -> None:
    """Mean of what is left of each group's spectra, with the spread of the people held out."""
    nm = np.linspace(400.0, 700.0, 31)
    grid = figure.subplots(2, 4, sharex=True, sharey=True).ravel()
    for axes, group in zip(grid, GROUPS, strict=True):
        held, tuned = kept["held out"][group], kept["tuned"][group]
        mean, sd = np.array(held["residual_mean"]), np.array(held["residual_sd"])
        axes.fill_between(nm, mean - sd, mean + sd, color=BLUE, alpha=0.2, lw=0)
        axes.plot(nm, mean, color=BLUE, label="people held out, ± SD")
        axes.plot(nm, tuned["residual_mean"], "--", color=RED, label="people tuned on")
        axes.set_title(NAMES[group])
    axes.set(xlim=(400, 700), ylim=(-0.02, 0.02))
    for axes in grid[4:]:
        axes.set_xlabel("wavelength, nm")
    figure.supylabel("measured less modelled, reflectance", fontsize="medium")
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)
