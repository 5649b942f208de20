"""Forest plots and the dose scale, as inline SVG in the colours of the page.

Only effects against sham or unlit skin are drawn; a before-after number has no place here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

from openpbm.record import light_band
from openpbm.reports import figures, words
from openpbm.reports.evidence import words as said
from openpbm.reports.figures import WIDTH
from openpbm.response.contrast import ODDS, Contrast
from openpbm.response.dose_scale import DoseScale, LightDose, Spread
from openpbm.response.synthesis import Synthesis
from openpbm.speech.pseudo import closed
from openpbm.speech.say import say, written

LEFT, RIGHT = 12.0, 348.0
ROW = 54.0
ODDS_TICKS = (0.1, 1.0, 10.0, 100.0, 1000.0)
SD_TICKS = (-1.0, 0.0, 1.0, 2.0)
LONGEST_LABEL = 56
_Across = Callable[[float], float]


def forest(effects: Sequence[Contrast], scale: str, pools: Sequence[Synthesis]) -> Markup:
    """Effects of one scale, one a row, with what the pools let us expect of the next study."""
    shown = [c for c in effects if c.scale == scale and c.has_interval]
    ahead = [pool for pool in pools if pool.scale == scale and pool.expected is not None]
    marks = [math.log(t) for t in ODDS_TICKS] if scale == ODDS else list(SD_TICKS)
    low, high = marks[0], marks[-1] + (0.3 if scale != ODDS else 0.0)

    def across(value: float) -> float:
        inside = min(max(value, low), high)
        return LEFT + (RIGHT - LEFT) * (inside - low) / (high - low)

    foot = 20.0 + ROW * (len(shown) + len(ahead))
    parts = [
        figures.text(LEFT, 10, say("report_atlas-worse"), "axis"),
        figures.text(RIGHT, 10, say("report_atlas-better"), "axis", "end"),
    ]
    for mark in marks:
        label = f"{math.exp(mark):g}" if scale == ODDS else f"{mark:g}".replace("-", "−")
        x = across(mark)
        kind = "none-line" if mark == 0 else "grid"
        parts.append(f'<path class="{kind}" d="M{x:.1f} 18V{foot:.0f}"/>')
        parts.append(figures.text(x, foot + 14, label, "", "middle"))
    for i, effect in enumerate(shown):
        parts.append(_effect_row(effect, 20.0 + ROW * i, across))
    for j, pool in enumerate(ahead):
        parts.append(_expected_row(pool, 20.0 + ROW * (len(shown) + j), across))
    parts.append(
        figures.text(
            (LEFT + RIGHT) / 2, foot + 32, say(f"report_atlas-axis-{scale}"), "axis", "middle"
        )
    )
    return _svg(foot + 40, parts)


def _effect_row(effect: Contrast, y: float, across: _Across) -> str:
    assert effect.estimate is not None
    assert effect.low is not None
    assert effect.high is not None
    line = y + 41
    kind = "held" if effect.held_out else "own"
    name = effect.name
    if effect.held_out:
        name = say("report_atlas-name_held_out", study=name)
    x, a, b = across(effect.estimate), across(effect.low), across(effect.high)
    shape = (
        f'<path class="diamond" d="M{x - 6:.1f} {line}L{x:.1f} {line - 6}L{x + 6:.1f} {line}'
        f'L{x:.1f} {line + 6}Z"/>'
        if effect.held_out
        else f'<rect class="square" x="{x - 5:.1f}" y="{line - 5}" width="10" height="10"/>'
    )
    ends = _end(a, line, -1) + _end(b, line, 1)
    return (
        figures.text(LEFT, y + 14, name, "strong")
        + figures.text(LEFT, y + 28, _short(written(effect.measure)))
        + f'<g class="effect {kind}"><path d="M{a:.1f} {line}H{b:.1f}{ends}"/>{shape}</g>'
    )


def _end(x: float, line: float, way: int) -> str:
    """The end of an interval: a bar, or an arrow where it goes on beyond the drawing."""
    if LEFT < x < RIGHT:
        return f"M{x:.1f} {line - 4}v8"
    return f"M{x - 6 * way:.1f} {line - 5}L{x:.1f} {line}L{x - 6 * way:.1f} {line + 5}"


def _expected_row(pool: Synthesis, y: float, across: _Across) -> str:
    assert pool.expected is not None
    line = y + 41
    a, b = across(pool.expected.low), across(pool.expected.high)
    return (
        figures.text(LEFT, y + 14, say("report_atlas-next"), "strong")
        + figures.text(LEFT, y + 28, _short(said.pool_name(pool.pool)))
        + f'<g class="effect expected"><path d="M{a:.1f} {line}H{b:.1f}"/></g>'
        + f'<g class="effect held"><path d="{_arrows(a, b, line)}"/></g>'
    )


def _arrows(a: float, b: float, line: float) -> str:
    """Arrows at the ends that go on beyond the drawing; nothing at the others."""
    ends = ((a, -1, a <= LEFT), (b, 1, b >= RIGHT))
    return "".join(_end(x, line, way) for x, way, beyond in ends if beyond) or "M0 0"


def dose_figure(scale: DoseScale, names: dict[str, str], results: dict[str, str]) -> Markup:
    """Dose at depth of every light, brightest last: upper dermis filled, deeper dermis hollow.

    Args:
        scale: the dose scale.
        names: how studies are spoken of, by id.
        results: design and result in a few words, by study id.
    """
    ordered = sorted(scale.doses, key=lambda dose: dose.papillary_j_cm2.median)
    values = [v for d in ordered for v in (d.reticular_j_cm2.p05, d.papillary_j_cm2.p95)]
    low = math.floor(math.log10(max(min(values), 1e-3)))
    high = math.ceil(math.log10(max(values)))
    top = 40.0
    foot = top + ROW * len(ordered)

    def across(value: float) -> float:
        place = (math.log10(max(value, 10.0**low)) - low) / (high - low)
        return LEFT + (RIGHT - LEFT) * place

    label = say("report_atlas-axis_dose")
    parts = [figures.text((LEFT + RIGHT) / 2, 12, label, "axis", "middle")]
    for power in range(low, high + 1):
        x = across(10.0**power)
        parts.append(f'<path class="grid" d="M{x:.1f} {top}V{foot:.0f}"/>')
        parts.append(figures.text(x, top - 8, f"{10.0**power:g}", "", "middle"))
        parts.append(figures.text(x, foot + 14, f"{10.0**power:g}", "", "middle"))
    for i, dose in enumerate(ordered):
        y = top + ROW * i
        arm = "" if dose.colour.split(" ")[0] in dose.arm else f", {dose.arm}"
        name = _short(words.printed(f"{names[dose.study]}{arm}, {dose.colour}"))
        parts.append(figures.text(LEFT, y + 14, name, "strong"))
        own = dose.role == "sham"
        result = say("report_atlas-control_arm") if own else results[dose.study]
        parts.append(figures.text(LEFT, y + 28, result))
        parts.append(_dose_whisker(dose, dose.papillary_j_cm2, y + 38, across, filled=True))
        parts.append(_dose_whisker(dose, dose.reticular_j_cm2, y + 46, across, filled=False))
    parts.append(figures.text((LEFT + RIGHT) / 2, foot + 32, label, "axis", "middle"))
    return _svg(foot + 40, parts)


def _dose_whisker(
    dose: LightDose, spread: Spread, line: float, across: _Across, *, filled: bool
) -> str:
    a, x, b = across(spread.p05), across(spread.median), across(spread.p95)
    kind = "full" if filled else "hollow"
    return (
        f'<g class="dose-line ch-{light_band(dose.peak_nm)}"><path d="M{a:.1f} {line}H{b:.1f}"/>'
        f'<circle class="{kind}" cx="{x:.1f}" cy="{line}" r="3.5"/></g>'
    )


def _short(text: str) -> str:
    if len(text) <= LONGEST_LABEL:
        return text
    return closed(text[: LONGEST_LABEL - 1].rstrip(" ,") + "…")


def _svg(height: float, parts: Sequence[str]) -> Markup:
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:.0f}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )
