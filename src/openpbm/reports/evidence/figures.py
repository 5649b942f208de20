"""Forest plots and the dose scale, as inline SVG in the colours of the page.

Only effects against sham or unlit skin are drawn; a before-after number has no place here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from openpbm.record import light_band
from openpbm.reports import draw, words
from openpbm.reports.draw import Box, Scale
from openpbm.reports.evidence import words as said
from openpbm.response.contrast import ODDS, Contrast
from openpbm.response.dose_scale import DoseScale, LightDose
from openpbm.response.synthesis import Synthesis
from openpbm.speech.pseudo import closed
from openpbm.speech.say import say, written

LEFT, RIGHT = 12.0, 348.0
CENTRE = (LEFT + RIGHT) / 2
ROW = 54.0
ODDS_TICKS = (0.1, 1.0, 10.0, 100.0, 1000.0)
SD_TICKS = (-1.0, 0.0, 1.0, 2.0)
LONGEST_LABEL = 56


def forest(effects: Sequence[Contrast], scale: str, pools: Sequence[Synthesis]) -> Markup:
    """Effects of one scale, one a row, with what the pools let us expect of the next study."""
    shown = [c for c in effects if c.scale == scale and c.has_interval]
    ahead = [pool for pool in pools if pool.scale == scale and pool.expected is not None]
    is_odds = scale == ODDS
    marks = draw.marked(ODDS_TICKS if is_odds else SD_TICKS)
    if is_odds:
        marks = [(math.log(value), label) for value, label in marks]
    across = Scale(marks[0][0], marks[-1][0] + (0.0 if is_odds else 0.3), LEFT, RIGHT)
    foot = 20.0 + ROW * (len(shown) + len(ahead))
    box = Box(across, Scale(0.0, 1.0, foot, 18.0))
    parts = [
        draw.text(LEFT, 10, say("report_atlas-worse"), "axis"),
        draw.text(RIGHT, 10, say("report_atlas-better"), "axis", "end"),
        *(box.columns([mark], "grid" if mark[0] else "none-line", below=14) for mark in marks),
        *(_effect_row(effect, 20.0 + ROW * i, across) for i, effect in enumerate(shown)),
        *(
            _expected_row(pool, foot - ROW * (len(ahead) - j), across)
            for j, pool in enumerate(ahead)
        ),
        draw.text(CENTRE, foot + 32, say(f"report_atlas-axis-{scale}"), "axis", "middle"),
    ]
    return draw.svg(draw.WIDTH, foot + 40, parts)


def _named(y: float, name: str, below: str) -> str:
    return draw.text(LEFT, y + 14, name, "strong") + draw.text(LEFT, y + 28, below)


def _effect_row(effect: Contrast, y: float, across: Scale) -> str:
    assert effect.estimate is not None
    assert effect.low is not None
    assert effect.high is not None
    line, name, kind = y + 41, effect.name, "own"
    x, a, b = map(across.within, (effect.estimate, effect.low, effect.high))
    shape = draw.tag("rect", kind="square", x=x - 5, y=line - 5, width=10, height=10)
    if effect.held_out:
        name, kind = say("report_atlas-name_held_out", study=name), "held"
        shape = draw.path(draw.diamond(x, line, 6), "diamond")
    whole = draw.path(f"M{a:.1f} {line}H{b:.1f}{_end(a, line, -1)}{_end(b, line, 1)}")
    named = _named(y, name, _short(written(effect.measure)))
    return named + draw.tag("g", whole + shape, kind=f"effect {kind}")


def _end(x: float, line: float, way: int) -> str:
    """The end of an interval: a bar, or an arrow where it goes on beyond the drawing."""
    if LEFT < x < RIGHT:
        return f"M{x:.1f} {line - 4}v8"
    return f"M{x - 6 * way:.1f} {line - 5}L{x:.1f} {line}L{x - 6 * way:.1f} {line + 5}"


def _expected_row(pool: Synthesis, y: float, across: Scale) -> str:
    assert pool.expected is not None
    line = y + 41
    a, b = across.within(pool.expected.low), across.within(pool.expected.high)
    beyond = [_end(x, line, way) for x, way in ((a, -1), (b, 1)) if not LEFT < x < RIGHT]
    whole = draw.tag("g", draw.path(f"M{a:.1f} {line}H{b:.1f}"), kind="effect expected")
    arrows = draw.tag("g", draw.path("".join(beyond)), kind="effect held") if beyond else ""
    return _named(y, say("report_atlas-next"), _short(said.pool_name(pool.pool))) + whole + arrows


def dose_figure(scale: DoseScale, names: dict[str, str], results: dict[str, str]) -> Markup:
    """Dose at depth of every light, brightest last: upper dermis filled, deeper dermis hollow.

    Args:
        scale: the dose scale.
        names: how studies are spoken of, by id.
        results: design and result in a few words, by study id.
    """
    ordered = sorted(scale.doses, key=lambda dose: dose.papillary_j_cm2.median)
    values = [v for d in ordered for v in (d.reticular_j_cm2.p05, d.papillary_j_cm2.p95)]
    decades = draw.decades(max(min(values), 1e-3), max(values))
    top = 40.0
    foot = top + ROW * len(ordered)
    across = Scale(decades[0], decades[-1], LEFT, RIGHT, is_log=True)
    box = Box(across, Scale(0.0, 1.0, foot, top))
    marks = draw.marked(decades)
    label = say("report_atlas-axis_dose")
    parts = [
        draw.text(CENTRE, 12, label, "axis", "middle"),
        box.columns(marks, "grid", below=-8),
        *(draw.text(across.at(value), foot + 14, said, "", "middle") for value, said in marks),
    ]
    for i, dose in enumerate(ordered):
        y = top + ROW * i
        arm = "" if dose.colour.split(" ")[0] in dose.arm else f", {dose.arm}"
        name = _short(words.printed(f"{names[dose.study]}{arm}, {dose.colour}"))
        own = dose.role == "sham"
        parts.append(
            _named(y, name, say("report_atlas-control_arm") if own else results[dose.study])
        )
        parts.append(_dose_lines(dose, y, across))
    parts.append(draw.text(CENTRE, foot + 32, label, "axis", "middle"))
    return draw.svg(draw.WIDTH, foot + 40, parts)


def _dose_lines(dose: LightDose, y: float, across: Scale) -> str:
    kinds = ((dose.papillary_j_cm2, y + 38, "full"), (dose.reticular_j_cm2, y + 46, "hollow"))
    return "".join(
        draw.tag(
            "g",
            draw.path(f"M{across.within(spread.p05):.1f} {line}H{across.at(spread.p95):.1f}")
            + draw.dots([across.within(spread.median)], [line], 3.5, kind),
            kind=f"dose-line ch-{light_band(dose.peak_nm)}",
        )
        for spread, line, kind in kinds
    )


def _short(text: str) -> str:
    if len(text) <= LONGEST_LABEL:
        return text
    return closed(text[: LONGEST_LABEL - 1].rstrip(" ,") + "…")
