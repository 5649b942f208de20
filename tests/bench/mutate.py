"""Would the tests notice a fault in what limits the light? A small mutation tester.

Faults are planted one at a time (`faults.py`). The tests are collected once and run once
under coverage; each fault is then planted in a fork of that process, as new code of the
function it is in, and only the tests that run its line are run, the quickest first, until
one fails. A fault that is run at import gets a fresh interpreter of its own.

    python tests/bench/mutate.py                          # every fault; writes nothing
    python tests/bench/mutate.py --write docs/safety/mutation.md
    python tests/bench/mutate.py --sample 12 --seed 7     # CI: fails on a new survivor
    python tests/bench/mutate.py --of course              # what counts, asks and speaks in a course

`equivalent.json` lists the faults that change nothing, each with its reason; the score is
given with and without them.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from faults import Fault, faults
from mutation_report import EQUIVALENT, equivalents, report
from planting import ROOT, SRC, at_import, forget, forked, planted, read_spoilt, started

for heavy in ("numpy", "scipy.special", "scipy.spatial", "scipy.stats", "trimesh", "hypothesis"):
    importlib.import_module(heavy)

TARGETS = (
    "safety/bound.py",
    "safety/ceilings/*.py",
    "safety/cumulative.py",
    "safety/hazard/limit.py",
    "safety/entry.py",
    "safety/names.py",
    "safety/screening.py",
    "planning/choose.py",
    "heat/touching.py",
)
LOOKED_AT = (
    "unit/test_faults*.py",
    "unit/test_ceilings.py",
    "unit/test_*cumulative*.py",
    "unit/test_names.py",
    "unit/test_screening*.py",
    "property/test_adversarial.py",
    "property/test_ceiling_laws.py",
    "property/test_choose.py",
    "property/test_*cumulative*.py",
    "property/test_screening_laws.py",
    "physics/test_worked_example.py",
    "physics/test_hazard_limit.py",
    "physics/test_thermal_dose*.py",
    "physics/test_touching.py",
)
COURSE = (
    "tracking/skin.py",
    "safety/skin_said.py",
    "sitting/by_hand.py",
    "sitting/entry.py",
    "sitting/voice.py",
)
LOOKED_AT_COURSE = (
    "unit/test_course_laws.py",
    "unit/test_voice.py",
    "property/test_log_laws.py",
    "property/test_voice_laws.py",
)
GROUPS = {"light": (TARGETS, LOOKED_AT), "course": (COURSE, LOOKED_AT_COURSE)}
OPTIONS = (
    "--assert=plain", "--capture=no", "--doctest-modules", "--strict-markers",
    "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:terminal", "-p", "no:cov",
    "-o", "addopts=",
)  # fmt: skip
PATIENCE_S = 15.0  # and five times what its tests took: a fault that never ends is noticed
CHILD_FAILED = 3
LONGEST_STATEMENT = 40  # lines


@dataclass
class Outcome:
    """What became of the faults of a run."""

    survived: list[Fault] = field(default_factory=list)
    noticed: list[Fault] = field(default_factory=list)
    timed_out: int = 0
    took_s: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Tried:
    """What one run of all the tests taught."""

    seconds: Mapping[str, float]  # of each test
    covering: Mapping[tuple[str, int], frozenset[str]]  # tests that run a line of a file

    def tests_of(self, fault: Fault) -> list[str]:
        """The tests to run, the quickest first."""
        own = {line: tests for (file, line), tests in self.covering.items() if file == fault.file}
        if at_import(fault):
            chosen = frozenset().union(*own.values())
        else:  # a line inside a statement may not count as one that was run
            lines = range(fault.line, fault.line - LONGEST_STATEMENT, -1)
            chosen = next((own[line] for line in lines if own.get(line)), frozenset[str]())
        return sorted(chosen, key=lambda test: (self.seconds[test], test))


def targets(group: str) -> list[str]:
    """The files that are spoilt, those of the list that are there."""
    globs, _ = GROUPS[group]
    return [str(path.relative_to(SRC)) for glob in globs for path in sorted(SRC.glob(glob))]


class Collected:
    """A pytest plugin: collects, then runs chosen tests in forks of this process."""

    def __init__(self, then: Callable[[Collected], None]) -> None:
        self.then = then
        self.items: dict[str, pytest.Item] = {}
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Hypothesis need not look for the smallest example of a fault."""
        quick_profile()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        self.then(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            os.write(2, f"{report.nodeid}\n{report.longreprtext[-2000:]}\n".encode())
            os._exit(CHILD_FAILED)

    def run(self, names: Sequence[str], before: Callable[[str], None] = lambda _name: None) -> None:
        chosen = [self.items[name] for name in names]
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            before(item.nodeid)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def quick_profile() -> None:
    from hypothesis import Phase, settings

    settings.register_profile(
        "mutant",
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
    )
    settings.load_profile("mutant")


def tried(tests: Collected, files: list[str]) -> Tried:
    """Every test once, in a fork, each with the lines it runs. Fails where a test fails."""

    def look() -> Tried:
        seen = coverage.Coverage(
            data_file=None, config_file=False, include=[str(SRC / file) for file in files]
        )
        seen.start()

        def before(name: str) -> None:
            forget(files)
            seen.switch_context(name)

        tests.run(list(tests.items), before)
        seen.stop()
        data = seen.get_data()
        covering = {
            (file, line): frozenset(filter(None, names))
            for file in files
            for line, names in data.contexts_by_lineno(str(SRC / file)).items()
        }
        return Tried(seconds=tests.seconds, covering=covering)

    found = forked(look)
    if not isinstance(found, Tried):
        raise SystemExit("without any fault the tests fail")
    return found


def alone(fault: Fault, names: Sequence[str]) -> None:
    """The tests in an interpreter that has not imported openpbm yet."""
    read_spoilt(fault)
    loaded: set[str] = set()

    def then(tests: Collected) -> None:
        loaded.update(tests.items)
        tests.run([name for name in names if name in tests.items])

    files = sorted({name.split("::")[0] for name in names})
    code = pytest.main([*OPTIONS, *files], plugins=[Collected(then)])
    if code or not loaded:
        os._exit(CHILD_FAILED)


def run(
    sample: Sequence[Fault],
    learnt: Tried,
    work: Callable[[Fault, Sequence[str]], None],
    workers: int,
    outcome: Outcome,
    until: float,
    told_of: Callable[[Outcome], object],
) -> None:
    """Plant each fault in turn, several at once; the tests that last noticed one come first."""
    waiting, busy = list(reversed(sample)), dict[int, tuple[Fault, float, int]]()
    noticed_by = Counter[tuple[str, str, str]]()  # file, function, test
    begun, done = time.monotonic(), 0
    while waiting or busy:
        while waiting and len(busy) < workers:
            fault = waiting.pop()
            place = fault.file, fault.scope
            names = sorted(learnt.tests_of(fault), key=lambda n, at=place: -noticed_by[(*at, n)])  # type: ignore[misc]
            longest = PATIENCE_S + 5.0 * sum(learnt.seconds[name] for name in names)
            process, told = started(lambda f=fault, n=names: work(f, n), longest)  # type: ignore[misc]
            busy[process] = fault, time.monotonic(), told
        process, status = os.wait()
        fault, since, told = busy.pop(process)
        with os.fdopen(told, "rb") as pipe:
            first, *_ = pipe.read().decode(errors="replace").split("\n")
        noticed_by[fault.file, fault.scope, first] += 1
        done += 1
        outcome.took_s.append(time.monotonic() - since)
        if status == 0:
            outcome.survived.append(fault)
            print(f"\n{fault.file}:{fault.line} {fault.told}", flush=True)
        else:
            outcome.noticed.append(fault)
            outcome.timed_out += os.WIFSIGNALED(status)
        if done % 20 == 0:
            left_s = (time.monotonic() - begun) / done * (len(sample) - done)
            print(f"  {done} of {len(sample)}, about {left_s:.0f} s left", flush=True)
            told_of(outcome)
        if time.monotonic() > until:
            waiting.clear()


def asked_for() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="so many faults instead of all")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=1e6, help="stop planting after these")
    parser.add_argument("--of", choices=tuple(GROUPS), default="light", help="which files")
    parser.add_argument("--file", action="append", help="only this file, such as safety/bound.py")
    parser.add_argument("--at-least", type=float, default=85.0, help="score of a complete run, %%")
    parser.add_argument("--tests", action="store_true", help="only print the tests that are run")
    parser.add_argument("--write", type=Path, help="write the report of a complete run here")
    return parser.parse_args()


def drawn(asked: argparse.Namespace) -> list[Fault]:
    every = [
        fault
        for file in targets(asked.of)
        if asked.file is None or file in asked.file
        for fault in faults((SRC / file).read_text(encoding="utf-8"), file)
    ]
    random.Random(asked.seed).shuffle(every)  # a run cut short is a fair sample
    return every[: asked.sample]


def main() -> None:
    asked, begun = asked_for(), time.monotonic()
    until = begun + 60.0 * asked.minutes
    sample, outcome = drawn(asked), Outcome()
    os.chdir(ROOT)
    _, globs = GROUPS[asked.of]
    where = [str(p.relative_to(ROOT)) for g in globs for p in sorted((ROOT / "tests").glob(g))]
    where += [str((SRC / file).relative_to(ROOT)) for file in targets(asked.of)]  # their doctests
    if asked.tests:
        print(" ".join(where))
        return
    inside = [fault for fault in sample if not at_import(fault)]

    def written(outcome: Outcome) -> str:
        return page(asked, len(sample), outcome, time.monotonic() - begun)

    def in_forks(tests: Collected) -> None:
        learnt.append(tried(tests, targets(asked.of)))
        print(f"{len(tests.items)} tests, {len(sample)} faults", flush=True)

        def work(fault: Fault, names: Sequence[str]) -> None:
            planted(fault)
            tests.run(names)

        run(inside, learnt[0], work, asked.workers, outcome, until, written)

    def collected() -> tuple[Tried, Outcome]:
        quick = [] if asked.sample is None else ["-m", "not slow"]  # a sample is for CI
        pytest.main([*OPTIONS, *quick, *where], plugins=[Collected(in_forks)])
        return learnt[0], outcome

    learnt: list[Tried] = []
    found = forked(collected)  # openpbm stays unknown to this process
    if not isinstance(found, tuple):
        raise SystemExit(1)
    known, outcome = found
    run([f for f in sample if at_import(f)], known, alone, asked.workers, outcome, until, written)
    print("\n" + written(outcome))
    judged(asked, outcome)


def page(asked: argparse.Namespace, whole: int, outcome: Outcome, took_s: float) -> str:
    """The report of what was run until now."""
    ran = [*outcome.noticed, *outcome.survived]
    text = report(
        ran, outcome.survived, equivalents(), outcome.timed_out, outcome.took_s, took_s, whole
    )
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    return text


def judged(asked: argparse.Namespace, outcome: Outcome) -> None:
    """Fails where CI must: a new survivor of a sample, a low score, a list out of date."""
    same = equivalents()
    known = argparse.Namespace(file=None, sample=None, seed=1)
    everything = {
        (f.file, f.key)
        for group in GROUPS
        for f in drawn(argparse.Namespace(**vars(known), of=group))
    }
    gone = [place for place in same if place not in everything]
    if gone:
        raise SystemExit(f"{EQUIVALENT.name} lists faults that are not there: {gone}")
    real = [f for f in outcome.survived if (f.file, f.key) not in same]
    if asked.sample is not None and real:
        raise SystemExit(f"{len(real)} faults that no test notices")
    score = 100.0 * len(outcome.noticed) / max(len(outcome.took_s), 1)
    if score < asked.at_least and asked.sample is None:
        raise SystemExit(f"{score:.1f} % of the faults were noticed")


if __name__ == "__main__":
    main()
