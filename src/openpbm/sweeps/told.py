"""A simulated lot as facts: for a terminal, and for a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from openpbm.fact import Message, Quantity, message, several
from openpbm.interval import Interval
from openpbm.sweeps.yields import Driver, LineTest, LotAsked, MakerLimit, YieldReport


def of_asked(asked: LotAsked) -> Iterator[Message]:
    """What of a limits file may not be what its maker meant."""
    for field, found in asked.below_one_percent.items():
        share, percent = f"{found:g}", f"{100.0 * found:g}"
        yield message("tolerance-below_one", field=field, found=share, percent=percent)


def of_yield(report: YieldReport) -> Message:
    """How many of the masks keep every limit."""
    return message("tolerance-yield", made=report.made, **_ends(report.good))


def of_limit(limit: MakerLimit, share: Interval) -> Message:
    """How many keep one."""
    return message("tolerance-limit", limit=limit.told, **_ends(share))


def of_driver(driver: Driver) -> Message:
    """What the lot would gain were one tolerance perfect."""
    most = _ends(driver.most)
    return message(
        "tolerance-driver",
        name=name_of(driver.name),
        share=_share(driver.yield_without),
        gain=_share(driver.gain.median),
        gain_low=_share(driver.gain.p05),
        gain_high=_share(driver.gain.p95),
        most=most["share"],
        most_low=most["low"],
        most_high=most["high"],
    )


def of_doubts(report: YieldReport) -> Iterator[Message]:
    """What a lot of this size does not show of its tolerances."""
    for run in report.alike:
        yield message("tolerance-alike", names=several(map(name_of, run)))
    if report.without_gain:
        yield message("tolerance-without_gain", names=several(map(name_of, report.without_gain)))


def of_tests(report: YieldReport) -> Iterator[Message]:
    """Every test of every limit, and of which limit none is shown to work."""
    for limit, tests in groupby(report.tests, key=lambda one: one.limit):
        every = list(tests)
        if not every[0].is_shown:
            yield _none_works(limit)
        yield from map(of_test, every)


def of_best_tests(report: YieldReport) -> Iterator[Message]:
    """Of each limit the first test, or that none is shown to work."""
    for limit, tests in groupby(report.tests, key=lambda one: one.limit):
        first = next(tests)
        yield of_test(first) if first.is_shown else _none_works(limit)


def _none_works(limit: MakerLimit) -> Message:
    return message("tolerance-none_works", limit=limit.told)


def of_test(test: LineTest) -> Message:
    """What a test at the end of the line would stop, and let go."""
    stops, lets = _ends(test.sensitivity), _ends(test.specificity)
    kind = "like_first" if test.is_like_first else "by_itself"
    return message(
        f"tolerance-test_{kind if test.is_shown else 'not_shown'}",
        limit=test.limit.told,
        test=message(f"tolerance-quantity_{test.quantity}"),
        stops=stops["share"],
        stops_low=stops["low"],
        stops_high=stops["high"],
        lets=lets["share"],
        lets_low=lets["low"],
        lets_high=lets["high"],
    )


def name_of(tolerance: str) -> Message:
    """What a tolerance is called."""
    return message(f"tolerance-name_{tolerance}")


def _ends(found: Interval) -> dict[str, Quantity]:
    """A share with its 5 and 95 %."""
    return {"share": _share(found.median), "low": _share(found.p05), "high": _share(found.p95)}


def _share(value: float) -> Quantity:
    return Quantity(100.0 * value, "%", trimmed=True)
