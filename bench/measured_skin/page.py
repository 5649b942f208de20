"""Table, verdicts and figure of what was measured: aggregates only."""

from __future__ import annotations

from typing import TypedDict

WIDTH, HEIGHT = 900, 812
GROUPS = ("AB", "AF", "CA", "CN", "IQ", "JP", "SA", "TH")
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
SPLITS = ("tuned", "held out")
ROW = 34.0
FIRST_ROW = 92.0
RESIDUAL_TOP = 470.0
RESIDUAL_MOST = 0.02


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


STYLE = """
text{font:13px system-ui,sans-serif;fill:#1a1a1a}.small{font-size:12px;fill:#444}
.head{font-weight:600;font-size:14px}.grid{stroke:#e3e3e3;fill:none}
.axis{stroke:#555;fill:none}.limit{stroke:#555;stroke-dasharray:5 4;fill:none}
.held{fill:#0072b2;stroke:#0072b2}.tuned{fill:#fff;stroke:#d55e00;stroke-width:1.8}
.allowed{fill:#f1f1f1}.spread{fill:#0072b2;fill-opacity:.2}
.mean{fill:none;stroke:#0072b2;stroke-width:2}.other{fill:none;stroke:#d55e00;stroke-width:1.6;
stroke-dasharray:4 3}
"""


def picture(kept: Kept) -> str:
    """The targets of each group as dots above, what is left of its spectra below."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="Skin model against measured faces, by group">',
        f'<style>{STYLE}</style><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(16, 26, "The skin model against measured foreheads and cheeks", "head"),
        '<circle class="held" cx="524" cy="22" r="5"/>',
        _text(536, 26, "held-out people"),
        '<circle class="tuned" cx="664" cy="22" r="5"/>',
        _text(676, 26, "people tuned on"),
        '<path class="limit" d="M806 14v16"/>',
        _text(816, 26, "target"),
    ]
    parts += _labels(kept)
    parts += _dots(
        kept, (150.0, 380.0), "RMS, reflectance", (0.0, 0.025, 0.005), ("rms_median", "rms_p95")
    )
    parts += _limits((150.0, 380.0), (0.0, 0.025), (0.013, 0.020))
    parts += _dots(
        kept,
        (415.0, 625.0),
        "ITA error, degrees",
        (0.0, 6.0, 1.0),
        ("ita_median_deg", "ita_p95_deg"),
    )
    parts += _limits((415.0, 625.0), (0.0, 6.0), (1.5, 5.0))
    parts += _dots(
        kept,
        (676.0, 880.0),
        "bias, reflectance",
        (-0.008, 0.008, 0.004),
        ("bias_630", "bias_660"),
    )
    parts += _limits((676.0, 880.0), (-0.008, 0.008), (-0.005, 0.005))
    foot = FIRST_ROW + ROW * len(GROUPS) + 34
    parts += [
        _text(265, foot, "● median   ■ 95th percentile", "small", "middle"),
        _text(520, foot, "● median   ■ 95th percentile", "small", "middle"),
        _text(778, foot + 16, "modelled less measured, mean", "small", "middle"),
        _text(778, foot, "● at 630 nm   ■ at 660 nm", "small", "middle"),
    ]
    parts += _residuals(kept)
    return "\n".join(parts) + "\n</svg>\n"


def _text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{said}</text>'


def _labels(kept: Kept) -> list[str]:
    parts = []
    for i, name in enumerate(GROUPS):
        y = FIRST_ROW + ROW * (i + 0.5)
        count = kept["held out"][name]["spectra"] if name in kept["held out"] else 0
        parts.append(_text(16, y - 1, NAMES[name]))
        parts.append(_text(16, y + 14, f"{count} spectra held out", "small"))
        parts.append(f'<path class="grid" d="M16 {y + ROW / 2:.1f}H880"/>')
    return parts


def _across(value: float, span: tuple[float, float], ends: tuple[float, float]) -> float:
    share = (value - ends[0]) / (ends[1] - ends[0])
    return span[0] + (span[1] - span[0]) * min(max(share, 0.0), 1.0)


def _limits(
    span: tuple[float, float], ends: tuple[float, float], at: tuple[float, ...]
) -> list[str]:
    foot = FIRST_ROW + ROW * len(GROUPS)
    return [
        f'<path class="limit" d="M{_across(value, span, ends):.1f} {FIRST_ROW - 6}V{foot}"/>'
        for value in at
    ]


def _dots(
    kept: Kept,
    span: tuple[float, float],
    title: str,
    scale: tuple[float, float, float],
    names: tuple[str, str],
) -> list[str]:
    low, high, step = scale
    foot = FIRST_ROW + ROW * len(GROUPS)
    parts = [_text(span[0], 62, title, "head")]
    count = round((high - low) / step)
    for i in range(count + 1):
        value = low + i * step
        x = _across(value, span, (low, high))
        parts.append(f'<path class="grid" d="M{x:.1f} {FIRST_ROW - 6}V{foot}"/>')
        parts.append(_text(x, 80, f"{value:g}".replace("-", "−"), "small", "middle"))
    for row, group in enumerate(GROUPS):
        for split, shift in (("tuned", 7.0), ("held out", -6.0)):
            if group not in kept.get(split, {}):
                continue
            y = FIRST_ROW + ROW * (row + 0.5) + shift
            kind = split.split(" ")[0]
            s: dict[str, float] = kept[split][group]  # type: ignore[assignment]
            x = _across(s[names[0]], span, (low, high))
            parts.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.6"/>')
            x = _across(s[names[1]], span, (low, high))
            parts.append(
                f'<rect class="{kind}" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
            )
    return parts


def _residuals(kept: Kept) -> list[str]:
    parts = [
        _text(
            16,
            RESIDUAL_TOP - 38,
            "What is left: measured less modelled, reflectance, against wavelength, nm",
            "head",
        ),
        _text(
            16,
            RESIDUAL_TOP - 20,
            "line: mean of held-out people; band: their standard deviation; dashes: people "
            "tuned on",
            "small",
        ),
    ]
    for i, name in enumerate(GROUPS):
        left, top = 56.0 + 212.0 * (i % 4), RESIDUAL_TOP + 172.0 * (i // 4)
        parts += _one_residual(kept, name, left, top)
    return parts


def _one_residual(kept: Kept, name: str, left: float, top: float) -> list[str]:
    wide, high = 180.0, 120.0
    middle = top + high / 2
    nm = [400.0 + 10.0 * i for i in range(31)]

    def place(i: int, value: float) -> str:
        y = middle - high / 2 * max(-1.0, min(1.0, value / RESIDUAL_MOST))
        return f"{left + wide * (nm[i] - 400.0) / 300.0:.1f} {y:.1f}"

    parts = [_text(left, top - 4, NAMES[name], "small")]
    for value in (-0.02, -0.01, 0.0, 0.01, 0.02):
        y = middle - high / 2 * value / RESIDUAL_MOST
        kind = "axis" if value == 0 else "grid"
        parts.append(f'<path class="{kind}" d="M{left} {y:.1f}h{wide}"/>')
        if left < 100:
            said = f"{value:g}".replace("-", "−")
            parts.append(_text(left - 5, y + 4, said, "small", "end"))
    for at in (400, 500, 600, 700):
        x = left + wide * (at - 400) / 300
        parts.append(f'<path class="grid" d="M{x:.1f} {top}v{high}"/>')
        parts.append(_text(x, top + high + 15, f"{at}", "small", "middle"))
    if name in kept.get("held out", {}):
        s = kept["held out"][name]
        both = list(enumerate(zip(s["residual_mean"], s["residual_sd"], strict=True)))
        upper = [place(i, mean + sd) for i, (mean, sd) in both]
        lower = [place(i, mean - sd) for i, (mean, sd) in reversed(both)]
        parts.append(f'<path class="spread" d="M{"L".join(upper + lower)}Z"/>')
        line = "L".join(place(i, mean) for i, (mean, _) in both)
        parts.append(f'<path class="mean" d="M{line}"/>')
    if name in kept.get("tuned", {}):
        line = "L".join(place(i, v) for i, v in enumerate(kept["tuned"][name]["residual_mean"]))
        parts.append(f'<path class="other" d="M{line}"/>')
    return parts
