"""A sweep as a reader sees it: a few lines, and two pictures by skin colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import numpy as np

from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.person import PHOTOTYPES
from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale
from openpbm.speech.say import heading, say
from openpbm.sweeps.column import every_ceiling
from openpbm.sweeps.tally import Group, GroupCount, SweepTally, passed_most
from openpbm.sweeps.trial import TrialAtDepth

SHOWN = "papillary_dermis"  # where most plans look
LEFT, WIDE, HIGH, GAP, TOP, FOOT = 74.0, 300.0, 220.0, 80.0, 66.0, 44.0
MOST_PANELS = 12  # a picture of more is read by nobody
HALF = 9.0  # of a box
MOST_LIMITS = 3
Panel = tuple[str, Sequence[tuple[Group, GroupCount]]]


def lines(tally: SweepTally) -> Iterator[str]:
    """The summary for a terminal."""
    yield say(message("sweep-head", evaluations=tally.evaluations, layer=Name("layer", SHOWN)))
    for title, own in _panels(tally):
        yield f"\n{title}"
        for group, found in own:
            low, middle, high = (found.percentiles(SHOWN)[i] for i in (0, 2, 4))
            told = message(
                "sweep-line",
                phototype=group.phototype,
                middle=Quantity(float(middle), "J/cm2"),
                low=Quantity(float(low), "1"),
                high=Quantity(float(high), "1"),
                above=_percent(found.above, found),
            )
            yield f"  {say(told)}"
        yield from _whole(tally, [found for _, found in own])


def _whole(tally: SweepTally, own: Sequence[GroupCount]) -> Iterator[str]:
    """What is passed most, and who stays below the trial, over all skin types."""
    limits: dict[str, int] = {}
    for found in own:
        for id, count in found.by_limit.items():
            limits[id] = limits.get(id, 0) + count
    whole = GroupCount(evaluations=sum(f.evaluations for f in own), by_limit=limits)
    names = {bound.id: bound.name for bound in every_ceiling()}
    passed = [
        message("sweep-passed", limit=heading(names[id]), share=_percent(count, whole))
        for id, count in passed_most(whole, MOST_LIMITS)
    ]
    if passed:
        yield f"  {say(message('sweep-passed_most', limits=several(passed, 'semicolon')))}"
    else:
        yield f"  {say(message('sweep-passed_none'))}"
    if tally.trial is not None:
        yield f"  {say(_below(tally.trial, own, whole))}"


def _below(trial: TrialAtDepth, own: Sequence[GroupCount], whole: GroupCount) -> Message:
    """Who stays below the trial, and which of its colours the mask does not have."""
    share = _percent(sum(found.below for found in own), whole)
    lacking = [band for band in trial.bands if not any(band in found.given for found in own)]
    if not lacking:
        return message("sweep-below", share=share, trial=trial.name, colours=len(trial.bands))
    bands = several((Name("band", band) for band in lacking), "or")
    return message("sweep-below_lacking", share=share, trial=trial.name, bands=bands)


def _percent(count: int, of: GroupCount) -> Quantity:
    return Quantity(100.0 * count / max(of.evaluations, 1), "%", trimmed=True)


def _panels(tally: SweepTally) -> Iterator[Panel]:
    """Groups by mask and design."""
    for (mask, design), own in groupby(
        tally.ordered(), lambda each: (each[0].mask, each[0].design)
    ):
        yield f"{mask}, {design}", list(own)


def doses_by_colour(tally: SweepTally) -> str:
    """Boxes of the dose by skin type: middle half, median, and 5 to 95 per cent."""
    panels = list(_panels(tally))[:MOST_PANELS]
    every = [found.percentiles(SHOWN) for _, own in panels for _, found in own]
    low, high = (float(np.min(every)), float(np.max(every))) if every else (1.0, 10.0)
    marks = draw.decades(low, high * 1.0001)

    def inside(box: Box, own: Sequence[tuple[Group, GroupCount]]) -> str:
        parts = [box.rows(draw.marked(marks, "J/cm²"))]
        for group, found in own:
            place = PHOTOTYPES.index(group.phototype)
            parts.append(_box(box, place, found.percentiles(SHOWN).tolist()))
        return "".join(parts)

    title = heading(message("sweep-picture_dose", layer=Name("layer", SHOWN)))
    names = [(draw.SKY, say(message("sweep-key_box")))]
    return _picture(title, panels, (marks[0], marks[-1]), inside, is_log=True, names=names)


def _box(box: Box, place: int, dose: Sequence[float]) -> str:
    x = box.x.at(place + 0.5)
    p05, p25, p50, p75, p95 = (box.y.at(value) for value in dose)
    whiskers = f"M{x:.1f} {p95:.1f}V{p75:.1f}M{x:.1f} {p25:.1f}V{p05:.1f}"
    return (
        draw.path(whiskers, "line", stroke=draw.SOFT)
        + draw.bar(x - HALF, p75, 2 * HALF, max(p25 - p75, 1.0), draw.SKY)
        + draw.path(f"M{x - HALF:.1f} {p50:.1f}h{2 * HALF:g}", "line", stroke=draw.INK)
    )


def above_and_below(tally: SweepTally) -> str:
    """Shares of evaluations above a limit, and below the trial, by skin type."""
    panels = list(_panels(tally))[:MOST_PANELS]

    def inside(box: Box, own: Sequence[tuple[Group, GroupCount]]) -> str:
        parts = [box.rows(draw.marked([0.0, 25.0, 50.0, 75.0, 100.0], "%"))]
        for group, found in own:
            x = box.x.at(PHOTOTYPES.index(group.phototype) + 0.5)
            shown = [(found.above, draw.RED)]
            shown += [] if tally.trial is None else [(found.below, draw.BLUE)]
            for side, (count, colour) in enumerate(shown):
                y = box.y.at(100.0 * count / found.evaluations)
                left = x - HALF if side == 0 else x + 1.0
                high = max(box.y.start - y, 0.8)
                parts.append(draw.bar(left, box.y.start - high, HALF - 1, high, colour))
        return "".join(parts)

    title = heading(message("sweep-picture_above"))
    names = [(draw.RED, say(message("sweep-key_above")))]
    if tally.trial is not None:
        many = len(tally.trial.bands)
        below = message("sweep-key_below", trial=tally.trial.name, colours=many)
        names.append((draw.BLUE, say(below)))
    return _picture(title, panels, (0.0, 100.0), inside, names=names)


def _picture(
    title: str,
    panels: Sequence[Panel],
    ends: tuple[float, float],
    inside: Callable[[Box, Sequence[tuple[Group, GroupCount]]], str],
    *,
    is_log: bool = False,
    names: Sequence[tuple[str, str]] = (),
) -> str:
    columns = min(2, max(1, len(panels)))
    parts = [draw.text(LEFT, 24.0, title, "strong big")]
    across = say(message("sweep-axis_type"))
    for i, (said, own) in enumerate(panels):
        row, column = divmod(i, columns)
        left, up = LEFT + column * (WIDE + GAP), TOP + row * (HIGH + FOOT + 30.0)
        box = Box(
            Scale(0.0, len(PHOTOTYPES), left, left + WIDE),
            Scale(*ends, up + HIGH, up, is_log=is_log),
        )
        parts.append(draw.text(left + WIDE / 2, up - 12, said, "ink", "middle"))
        parts += [inside(box, own), box.frame()]
        parts += [
            draw.text(box.x.at(k + 0.5), up + HIGH + 18, name, "", "middle")
            for k, name in enumerate(PHOTOTYPES)
        ]
        parts.append(draw.text(left + WIDE / 2, up + HIGH + 36, across, "", "middle"))
    foot = TOP + -(-max(len(panels), 1) // columns) * (HIGH + FOOT + 30.0)
    for i, (colour, said) in enumerate(names):
        parts.append(draw.bar(LEFT, foot + 20 * i - 10, 12, 10, colour))
        parts.append(draw.text(LEFT + 20, foot + 20 * i, said, "ink"))
    width = LEFT + columns * WIDE + (columns - 1) * GAP + 20.0
    return draw.alone(width, foot + 20.0 * len(names) + 4, title, parts)
