"""All cases in their order, each from power-on, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpbm.devices.conform import (
    beginning,
    faults,
    hardware,
    keys,
    log_cases,
    messages,
    orders,
    radio,
)
from openpbm.devices.conform.bench import Bench
from openpbm.devices.conform.case import ConformCase
from openpbm.devices.conform.hands import MissedError
from openpbm.devices.conform.jig import CannotError
from openpbm.devices.conform.seen import Sighting
from openpbm.errors import InputError
from openpbm.fact import Message, message, several
from openpbm.speech.say import say

CASES: tuple[ConformCase, ...] = (
    *beginning.CASES,
    *orders.CASES,
    *faults.CASES,
    *messages.CASES,
    *log_cases.CASES,
    *keys.CASES,
    *radio.CASES,
    *hardware.CASES,
)
MOST_TRIES = 3
GAP_MS = 25.0  # a judge who was away for longer cannot tell 50 ms
PASSED, FAILED, NOT_RUN = "passed", "failed", "not_run"


@dataclass(frozen=True, kw_only=True)
class CaseResult:
    """One case, as it went."""

    case: ConformCase
    verdict: str  # passed, failed, not_run
    seen: tuple[Sighting, ...] = ()
    why: Message | None = None  # it was not run
    tries: int = 1  # more than one where the judge itself came late


def cases_of(level: int, only: Sequence[str] = ()) -> tuple[ConformCase, ...]:
    """Those of a level and below, or some of them by their names.

    Raises:
        InputError: a name that no case has.
    """
    known = [case.id for case in CASES]
    odd = [id for id in only if id not in known]
    if odd:
        raise InputError(
            say(message("conform-no_case", found=several(odd, "and"), known=several(known, "or")))
        )
    return tuple(case for case in CASES if (case.id in only if only else case.level <= level))


def judged(bench: Bench, case: ConformCase) -> CaseResult:
    """Run one; again where it failed while this program was kept from running by its machine.

    Raises:
        DeviceError: the link or the jig is gone.
    """
    for tries in range(1, MOST_TRIES + 1):
        bench.longest_gap_ms = 0.0
        result = replace(_judged(bench, case), tries=tries)
        if result.verdict != FAILED or bench.longest_gap_ms < GAP_MS:
            break
    return result


def _judged(bench: Bench, case: ConformCase) -> CaseResult:
    """Run it once.

    Raises:
        DeviceError: the link or the jig is gone.
    """
    if case.run is None:
        return CaseResult(case=case, verdict=NOT_RUN, why=case.needs)
    bench.seen = []
    try:
        case.run(bench)
    except MissedError:
        pass  # the sighting says what
    except CannotError as cannot:
        line = str(cannot)
        why = message("conform-needs_jig", line=line) if line else message("conform-needs_radio")
        return CaseResult(case=case, verdict=NOT_RUN, why=why, seen=tuple(bench.seen))
    seen = tuple(bench.seen)
    holds = bool(seen) and all(sighting.holds for sighting in seen)
    return CaseResult(case=case, verdict=PASSED if holds else FAILED, seen=seen)


def all_judged(bench: Bench, cases: Sequence[ConformCase]) -> Iterator[CaseResult]:
    """One after the other.

    Raises:
        DeviceError: the link or the jig is gone.
    """
    for case in cases:
        yield judged(bench, case)
