"""A simulated lot as a reader sees it: a few lines, and one picture."""

from __future__ import annotations

from collections.abc import Iterator

from openpbm.fact import message
from openpbm.interval import Interval
from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale
from openpbm.speech.say import heading, say
from openpbm.sweeps import told
from openpbm.sweeps.yields import YieldReport

LEFT, WIDE, ROW, TOP = 290.0, 380.0, 30.0, 92.0


def lines(report: YieldReport) -> Iterator[str]:
    """The summary for a terminal."""
    yield say(told.of_yield(report))
    for limit, share in zip(report.limits, report.by_limit, strict=True):
        yield f"  {say(told.of_limit(limit, share))}"
    yield ""
    if not report.drivers:
        yield say(message("tolerance-no_drivers"))
    for driver in report.drivers:
        yield f"  {say(told.of_driver(driver))}"
    yield from map(say, told.of_doubts(report))
    yield ""
    if not report.tests:
        yield say(message("tolerance-no_tests"))
    for one in told.of_tests(report):
        yield f"  {say(one)}"
    if report.tests:
        yield say(message("tolerance-tests_judged"))


def picture(report: YieldReport) -> str:
    """The yield as it is, and were each tolerance perfect, with what the lot leaves open."""
    rows = [(heading(message("tolerance-as_made")), report.good, draw.INK)]
    rows += [
        (heading(told.name_of(one.name)), _moved(report.good.median, one.gain), draw.SKY)
        for one in report.drivers
    ]
    foot = TOP + ROW * len(rows)
    scale = Scale(0.0, 100.0, LEFT, LEFT + WIDE)
    box = Box(scale, Scale(0.0, 1.0, foot, TOP - 12.0))
    title = heading(message("tolerance-picture"))
    parts = [draw.text(16.0, 28.0, title, "strong big")]
    parts.append(draw.text(LEFT, 56.0, say(message("tolerance-axis")), "ink"))
    parts.append(box.columns(draw.marked(draw.ticks(100.0), "%"), "grid", below=18.0))
    for i, (name, found, colour) in enumerate(rows):
        y = TOP + ROW * i
        parts.append(draw.text(LEFT - 10.0, y + 4.0, name, "ink", "end"))
        wide = max(scale.at(100 * found.median) - LEFT, 1.0)
        parts.append(draw.bar(LEFT, y - 8, wide, 16, colour))
        low, high = scale.within(100 * found.p05), scale.within(100 * found.p95)
        ends = f"M{low:.1f} {y:.1f}H{high:.1f}M{low:.1f} {y - 4:.1f}v8M{high:.1f} {y - 4:.1f}v8"
        over = draw.ORANGE if colour == draw.INK else draw.INK
        parts.append(draw.path(ends, "line", stroke=over))
    now = scale.at(100 * report.good.median)
    dashes = {"stroke": draw.INK, "stroke-dasharray": "2 4"}
    parts.append(draw.path(f"M{now:.1f} {TOP - 12:.1f}V{foot:.1f}", "tickline", **dashes))
    return draw.alone(LEFT + WIDE + 40.0, foot + 34.0, title, parts)


def _moved(from_share: float, gain: Interval) -> Interval:
    """The yield were a tolerance perfect, as sure as its gain is."""
    return Interval(
        median=from_share + gain.median, p05=from_share + gain.p05, p95=from_share + gain.p95
    )
