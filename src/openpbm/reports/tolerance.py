"""A simulated lot as a reader sees it: a few lines, and one picture."""

from __future__ import annotations

from collections.abc import Iterator

from openpbm.fact import Name, Quantity, message
from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale
from openpbm.speech.say import heading, say
from openpbm.sweeps.yields import UNIT, MakerLimit, YieldReport

LEFT, WIDE, ROW, TOP = 210.0, 380.0, 30.0, 92.0


def lines(report: YieldReport) -> Iterator[str]:
    """The summary for a terminal."""
    error = Quantity(100 * report.standard_error, "%", trimmed=True)
    good = _share(report.share_good)
    yield say(message("tolerance-yield", made=report.made, share=good, error=error))
    for limit, share in zip(report.limits, report.by_limit, strict=True):
        yield f"  {say(message('tolerance-limit', limit=_limit(limit), share=_share(share)))}"
    yield ""
    if not report.drivers:
        yield say(message("tolerance-no_drivers"))
    for driver in report.drivers:
        told = message(
            "tolerance-driver",
            name=message(f"tolerance-name_{driver.name}"),
            share=_share(driver.yield_without),
            most=_share(max(driver.share)),
        )
        yield f"  {say(told)}"
    yield ""
    yield from _tests(report)


def _tests(report: YieldReport) -> Iterator[str]:
    if not report.tests:
        yield say(message("tolerance-no_tests"))
    for test in report.tests:
        told = message(
            "tolerance-test",
            limit=_limit(test.limit),
            test=message(f"tolerance-quantity_{test.quantity}"),
            stops=_share(test.sensitivity),
            lets=_share(test.specificity),
        )
        yield f"  {say(told)}"


def _limit(limit: MakerLimit) -> str:
    """As a maker wrote it: red irradiance, 25 to 40 mW/cm2."""
    unit = UNIT[limit.quantity]
    channel = Name("channel", limit.channel)
    quantity = message(f"tolerance-quantity_{limit.quantity}")
    if limit.low is None:
        most = Quantity(limit.high or 0.0, unit, figures=4, trimmed=True)
        return say(message("tolerance-at_most", channel=channel, quantity=quantity, most=most))
    least = Quantity(limit.low, unit, figures=4, trimmed=True)
    if limit.high is None:
        return say(message("tolerance-at_least", channel=channel, quantity=quantity, least=least))
    most = Quantity(limit.high, unit, figures=4, trimmed=True)
    return say(
        message("tolerance-between", channel=channel, quantity=quantity, least=least, most=most)
    )


def _share(value: float) -> Quantity:
    return Quantity(100.0 * value, "%", trimmed=True)


def picture(report: YieldReport) -> str:
    """The yield as it is, and were each tolerance perfect."""
    names = [heading(message(f"tolerance-name_{one.name}")) for one in report.drivers]
    rows = [(heading(message("tolerance-as_made")), report.share_good, draw.INK)]
    rows += [
        (name, one.yield_without, draw.SKY) for name, one in zip(names, report.drivers, strict=True)
    ]
    foot = TOP + ROW * len(rows)
    scale = Scale(0.0, 100.0, LEFT, LEFT + WIDE)
    box = Box(scale, Scale(0.0, 1.0, foot, TOP - 12.0))
    title = heading(message("tolerance-picture"))
    parts = [draw.text(16.0, 28.0, title, "strong big")]
    parts.append(draw.text(LEFT, 56.0, say(message("tolerance-axis")), "ink"))
    parts.append(box.columns(draw.marked(draw.ticks(100.0), "%"), "grid", below=18.0))
    for i, (name, value, colour) in enumerate(rows):
        y = TOP + ROW * i
        parts.append(draw.text(LEFT - 10.0, y + 4.0, name, "ink", "end"))
        wide = max(scale.at(100 * value) - LEFT, 1.0)
        parts.append(draw.bar(LEFT, y - 8, wide, 16, colour))
    error = 100 * report.standard_error
    at = 100 * report.share_good
    low, high = scale.within(at - error), scale.within(at + error)
    parts.append(draw.path(f"M{low:.1f} {TOP:.1f}H{high:.1f}", "line", stroke=draw.ORANGE))
    return draw.alone(LEFT + WIDE + 40.0, foot + 34.0, title, parts)
