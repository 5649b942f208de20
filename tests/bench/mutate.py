"""Would the tests notice a fault in what limits the light? A small mutation tester.

Faults are planted one at a time (`faults.py`). The tests are collected once and run once
under coverage; each fault is then planted in a fork of that process, as new code of the
function it is in, and only the tests that run its line are run, the quickest first, until
one fails. A fault that is run at import gets a fresh interpreter of its own.

    python tests/bench/mutate.py                          # every fault; writes nothing
    python tests/bench/mutate.py --write docs/safety/mutation.md
    python tests/bench/mutate.py --sample 12 --seed 7     # CI: fails on a new survivor

`equivalent.json` lists the faults that change nothing, each with its reason; the score is
given with and without them.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import os
import pickle
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import coverage
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from faults import Fault, faults, spoilt
from mutation_report import EQUIVALENT, equivalents, report

for heavy in ("numpy", "scipy.special", "scipy.spatial", "scipy.stats", "trimesh", "hypothesis"):
    importlib.import_module(heavy)

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "openpbm"
TARGETS = (
    "safety/bound.py",
    "safety/*ceilings.py",
    "safety/cumulative.py",
    "safety/hazard_limit.py",
    "safety/names.py",
    "safety/screening.py",
    "planning/choose.py",
)
LOOKED_AT = (
    "unit/test_faults.py",
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
)
OPTIONS = (
    "--assert=plain", "--capture=no", "--doctest-modules", "--strict-markers",
    "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:terminal", "-p", "no:cov",
    "-o", "addopts=",
)  # fmt: skip
PATIENCE_S = 15.0  # and five times what its tests took: a fault that never ends is noticed
MOST_BYTES = 6 * 2**30  # and so is one that fills the memory
CHILD_FAILED = 3
LONGEST_STATEMENT = 40  # lines


@dataclass
class Outcome:
    """What became of the faults of a run."""

    survived: list[Fault] = field(default_factory=list)
    noticed: int = 0
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


def targets() -> list[str]:
    """The files that are spoilt, those of the list that are there."""
    return [str(path.relative_to(SRC)) for glob in TARGETS for path in sorted(SRC.glob(glob))]


def at_import(fault: Fault) -> bool:
    return not fault.scope or fault.scope.endswith(".")


def module_of(file: str) -> ModuleType:
    return importlib.import_module("openpbm." + file.removesuffix(".py").replace("/", "."))


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


def forget(files: Iterable[str]) -> None:
    """Empty the caches of the files, so that every test runs what it rests on."""
    for file in files:
        for member in vars(module_of(file)).values():
            clear = getattr(member, "cache_clear", None)
            if callable(clear):
                clear()


def tried(tests: Collected) -> Tried:
    """Every test once, in a fork, each with the lines it runs. Fails where a test fails."""
    files = targets()

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


def forked(work: Callable[[], object]) -> object:
    """What the work gives, done in a fork; None where the fork failed."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        code = 1
        try:
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(work(), pipe)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = pipe.read()
    return pickle.loads(sent) if os.waitpid(process, 0)[1] == 0 else None


def planted(fault: Fault) -> None:
    """The function with the fault in place of the sound one, for everyone who holds it."""
    path = SRC / fault.file
    whole = spoilt(path.read_text(encoding="utf-8"), fault.number, str(path))
    member: object = module_of(fault.file)
    for name in fault.scope.split("."):
        member = inspect.getattr_static(member, name)
    if isinstance(member, property):
        member = member.fget
    member = inspect.unwrap(member)  # type: ignore[arg-type]
    assert isinstance(member, FunctionType), fault.scope
    member.__code__ = next(code for code in codes_in(whole) if code.co_qualname == fault.scope)
    forget([fault.file])


def codes_in(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes_in(constant)


def read_spoilt(fault: Fault) -> None:
    """Let the next import of the file read it with the fault."""
    path = SRC / fault.file
    code = spoilt(path.read_text(encoding="utf-8"), fault.number, str(path))
    sound = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if self.path == str(path) else sound(self, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]


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


def started(work: Callable[[], None], longest_s: float) -> int:
    """The process id of a fork that does the work: 0 where nothing was noticed."""
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        signal.alarm(max(1, round(longest_s)))  # ends the fork
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        work()
        code = 0
    finally:
        os._exit(code)


def run(
    sample: Sequence[Fault],
    learnt: Tried,
    work: Callable[[Fault, Sequence[str]], None],
    workers: int,
    outcome: Outcome,
) -> None:
    """Plant each fault in turn, several at once."""
    waiting, busy = list(reversed(sample)), dict[int, tuple[Fault, float]]()
    begun, done = time.monotonic(), 0
    while waiting or busy:
        while waiting and len(busy) < workers:
            fault = waiting.pop()
            names = learnt.tests_of(fault)
            longest = PATIENCE_S + 5.0 * sum(learnt.seconds[name] for name in names)
            process = started(lambda f=fault, n=names: work(f, n), longest)  # type: ignore[misc]
            busy[process] = fault, time.monotonic()
        process, status = os.wait()
        fault, since = busy.pop(process)
        done += 1
        outcome.took_s.append(time.monotonic() - since)
        if status == 0:
            outcome.survived.append(fault)
            print(f"\n{fault.file}:{fault.line} {fault.told}", flush=True)
        else:
            outcome.noticed += 1
            outcome.timed_out += os.WIFSIGNALED(status)
        if done % 20 == 0:
            left_s = (time.monotonic() - begun) / done * (len(sample) - done)
            print(f"  {done} of {len(sample)}, about {left_s:.0f} s left", flush=True)


def asked_for() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="so many faults instead of all")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--file", action="append", help="only this file, such as safety/bound.py")
    parser.add_argument("--at-least", type=float, default=85.0, help="score of a complete run, %%")
    parser.add_argument("--tests", action="store_true", help="only print the tests that are run")
    parser.add_argument("--write", type=Path, help="write the report of a complete run here")
    return parser.parse_args()


def drawn(asked: argparse.Namespace) -> list[Fault]:
    every = [
        fault
        for file in targets()
        if asked.file is None or file in asked.file
        for fault in faults((SRC / file).read_text(encoding="utf-8"), file)
    ]
    if asked.sample is None:
        return every
    return random.Random(asked.seed).sample(every, min(asked.sample, len(every)))


def main() -> None:
    asked, begun = asked_for(), time.monotonic()
    sample, outcome = drawn(asked), Outcome()
    os.chdir(ROOT)
    where = [str(p.relative_to(ROOT)) for g in LOOKED_AT for p in sorted((ROOT / "tests").glob(g))]
    where += [str((SRC / file).relative_to(ROOT)) for file in targets()]  # their doctests
    if asked.tests:
        print(" ".join(where))
        return
    inside = [fault for fault in sample if not at_import(fault)]

    def in_forks(tests: Collected) -> None:
        learnt.append(tried(tests))
        print(f"{len(tests.items)} tests, {len(sample)} faults", flush=True)

        def work(fault: Fault, names: Sequence[str]) -> None:
            planted(fault)
            tests.run(names)

        run(inside, learnt[0], work, asked.workers, outcome)

    def collected() -> tuple[Tried, Outcome]:
        pytest.main([*OPTIONS, *where], plugins=[Collected(in_forks)])
        return learnt[0], outcome

    learnt: list[Tried] = []
    found = forked(collected)  # openpbm stays unknown to this process
    if not isinstance(found, tuple):
        raise SystemExit(1)
    known, outcome = found
    run([f for f in sample if at_import(f)], known, alone, asked.workers, outcome)
    finish(asked, sample, outcome, time.monotonic() - begun)


def finish(
    asked: argparse.Namespace, sample: Sequence[Fault], outcome: Outcome, took_s: float
) -> None:
    same = equivalents()
    everything = {(f.file, f.key) for f in drawn(argparse.Namespace(file=None, sample=None))}
    gone = [place for place in same if place not in everything]
    text = report(sample, outcome.survived, same, outcome.timed_out, outcome.took_s, took_s)
    print("\n" + text)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    if gone:
        raise SystemExit(f"{EQUIVALENT.name} lists faults that are not there: {gone}")
    real = [f for f in outcome.survived if (f.file, f.key) not in same]
    if asked.sample is not None and real:
        raise SystemExit(f"{len(real)} faults that no test notices")
    if 100.0 * outcome.noticed / max(len(sample), 1) < asked.at_least and asked.sample is None:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
