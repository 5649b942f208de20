"""Would the tests notice a fault in what limits the light? A small mutation tester.

Each mutant is one small fault in the limits, the screen or the choice. It is run in a copy
of the repository against the fast tests of its file; a fault that no test notices survives.

    python tests/bench/mutate.py --share 0.2 --seed 1

prints the score and every survivor. Needs nothing but pytest and hypothesis.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

for heavy in ("numpy", "scipy.special", "scipy.spatial", "scipy.stats", "trimesh", "hypothesis"):
    importlib.import_module(heavy)

ROOT = Path(__file__).parents[2]
SRC = Path("src/openpbm")
OF_LIMITS = (
    "tests/unit/test_faults.py",
    "tests/unit/test_ceilings.py",
    "tests/property/test_adversarial.py",
    "tests/property/test_choose.py",
)
OF_CHOICE = (
    "tests/unit/test_faults.py",
    "tests/property/test_choose.py",
    "tests/property/test_adversarial.py",
)
OF_SCREEN = (
    "tests/unit/test_faults.py",
    "tests/unit/test_screening.py",
    "tests/property/test_screening_laws.py",
)
TESTS = {
    "safety/bound.py": OF_LIMITS,
    "safety/ceilings.py": OF_LIMITS,
    "safety/eye_ceilings.py": OF_LIMITS,
    "safety/skin_ceilings.py": OF_LIMITS,
    "safety/heat_ceilings.py": OF_LIMITS,
    "safety/device_ceilings.py": OF_LIMITS,
    "safety/screening.py": OF_SCREEN,
    "planning/choose.py": OF_CHOICE,
}
LONGEST_S = 150  # a mutant that never ends is noticed
MOST_BYTES = 6 * 2**30  # and so is one that fills the memory
OPTIONS = (
    "-x",
    "--assert=plain",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-o",
    "addopts=",
)
# hypothesis need not look for the smallest example of a fault
PROFILE = """
from hypothesis import Phase
settings.register_profile(
    "mutant", derandomize=True, deadline=None, database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("mutant")
"""

EDGE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
SWAPPED = {"min": "max", "any": "all", "floor": "ceil", "minimum": "maximum", "median": "max"}
SWAPPED |= {other: one for one, other in SWAPPED.items() if one != "median"}
NOT_CODE = {"decorator_list", "annotation", "returns", "type_params", "bases"}


@dataclass(frozen=True, kw_only=True)
class Site:
    """One place of a syntax tree and what it becomes."""

    parent: ast.AST
    field: str
    index: int | None
    new: ast.AST | None  # None: dropped from its list
    line: int
    told: str


@dataclass(frozen=True, kw_only=True)
class Mutant:
    file: str
    number: int  # of the site in its file
    line: int
    told: str


def sites(tree: ast.AST) -> Iterator[Site]:
    """Every fault this tool can make, always in the same order."""
    for parent in code_of(tree):
        for field, value in ast.iter_fields(parent):
            if field in NOT_CODE:
                continue
            for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(node, ast.AST):
                    continue
                for new in changed(node, parent, field):
                    becomes = "nothing" if new is None else short(new)
                    yield Site(
                        parent=parent,
                        field=field,
                        index=index,
                        new=new,
                        line=getattr(node, "lineno", 0),
                        told=f"`{short(node)}` becomes `{becomes}`",
                    )


def code_of(node: ast.AST) -> Iterator[ast.AST]:
    """A node and what is below it, without decorators, types and `strict=True`."""
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return
    yield node
    for field, value in ast.iter_fields(node):
        if field in NOT_CODE:
            continue
        for below in value if isinstance(value, list) else [value]:
            if isinstance(below, ast.AST):
                yield from code_of(below)


def changed(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST | None]:
    """What one node may become; None drops it."""
    match node:
        case ast.Compare(ops=[op]):
            for table in (EDGE, OPPOSITE):
                if type(op) in table:
                    yield ast.Compare(node.left, [table[type(op)]()], node.comparators)
        case ast.Compare(ops=[one, two]):  # low <= x <= high
            for ops in ([EDGE[type(one)](), two], [one, EDGE[type(two)]()]):
                yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for i in range(len(node.values)):
                left = node.values[:i] + node.values[i + 1 :]
                yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
        case ast.BinOp() if type(node.op) in SUMS:
            yield ast.BinOp(node.left, SUMS[type(node.op)](), node.right)
            yield node.left
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.Name() if node.id in SWAPPED and isinstance(parent, ast.Call) and field == "func":
            yield ast.Name(SWAPPED[node.id], ast.Load())
        case ast.Attribute() if node.attr in SWAPPED:
            yield ast.Attribute(node.value, SWAPPED[node.attr], ast.Load())
        case ast.Constant(value=bool(said)):
            yield ast.Constant(not said)
        case ast.Constant(value=int(count)):
            yield ast.Constant(count + 1)
            yield ast.Constant(count - 1)
        case ast.Constant(value=float(number)):
            yield ast.Constant(2.0 * number if number else 1.0)
            yield ast.Constant(0.5 * number if number else -1.0)
        case ast.If():
            yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Return(value=ast.expr()):
            yield ast.Return(ast.Constant(None))
        case ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.expr() if field == "ifs":
            yield None
        case ast.expr() if field == "elts" and len(getattr(parent, "elts", ())) > 1:
            yield None if isinstance(parent, ast.List) or starred(parent) else node
        case _:
            return


def starred(parent: ast.AST) -> bool:
    return any(isinstance(e, ast.Starred) for e in getattr(parent, "elts", ()))


def short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 70 else text[:67] + "..."


def spoilt(source: str, number: int) -> str:
    """The source with one fault."""
    tree = ast.parse(source)
    site = list(sites(tree))[number]
    if site.index is None:
        setattr(site.parent, site.field, site.new)
    else:
        items = getattr(site.parent, site.field)
        items[site.index : site.index + 1] = [] if site.new is None else [site.new]
    return ast.unparse(ast.fix_missing_locations(tree))


def mutants(file: str) -> list[Mutant]:
    """Every fault of a file that changes its code."""
    source = (ROOT / SRC / file).read_text(encoding="utf-8")
    whole = ast.unparse(ast.parse(source))
    found = [
        Mutant(file=file, number=i, line=site.line, told=site.told)
        for i, site in enumerate(sites(ast.parse(source)))
    ]
    return [m for m in found if spoilt(source, m.number) != whole]


def started(copy: Path, tests: Sequence[str]) -> int:
    """The process id of a run of the tests in a copy.

    The run is a fork, so that the heavy libraries are imported once. Nothing of openpbm is
    imported here: each run reads its own copy.
    """
    process = os.fork()
    if process:
        return process
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    code = 1
    try:
        signal.alarm(LONGEST_S)  # ends the run
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        os.chdir(copy)
        os.environ["PYTHONPATH"] = str(copy / "src")
        sys.path.insert(0, str(copy / "src"))
        sys.dont_write_bytecode = True
        code = int(pytest.main([*OPTIONS, *tests]))
    finally:
        os._exit(code)


def copied(into: Path) -> Path:
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", into)
    with (into / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(PROFILE)
    return into


def run(sample: Sequence[Mutant], workers: int) -> list[Mutant]:
    """The survivors of a sample."""
    waiting, alive = list(reversed(sample)), []
    with tempfile.TemporaryDirectory() as folder:
        free = [copied(Path(folder) / str(i)) for i in range(workers)]
        for tests in {TESTS[mutant.file] for mutant in sample}:
            if os.waitpid(started(free[0], tests), 0)[1] != 0:
                raise SystemExit(f"without any fault {', '.join(tests)} fail")
        busy: dict[int, tuple[Mutant, Path, str]] = {}
        while waiting or busy:
            while waiting and free:
                mutant, copy = waiting.pop(), free.pop()
                path = copy / SRC / mutant.file
                source = path.read_text(encoding="utf-8")
                path.write_text(spoilt(source, mutant.number), encoding="utf-8")
                busy[started(copy, TESTS[mutant.file])] = mutant, copy, source
            process, status = os.wait()
            mutant, copy, source = busy.pop(process)
            (copy / SRC / mutant.file).write_text(source, encoding="utf-8")
            free.append(copy)
            if status == 0:
                alive.append(mutant)
            told = f"\n{mutant.file}:{mutant.line} {mutant.told}\n" if status == 0 else "."
            print(told, end="", flush=True)
    return alive


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.1, help="of all faults, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=10**6, help="run only the first of the sample")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--file", choices=sorted(TESTS), help="this file alone")
    parser.add_argument("--at-least", type=float, default=0.0, help="score below which it fails")
    asked = parser.parse_args()
    every = [m for file in TESTS if asked.file in (None, file) for m in mutants(file)]
    count = max(1, round(asked.share * len(every)))
    sample = random.Random(asked.seed).sample(every, count)[: asked.most]
    count = len(sample)
    print(f"{count} of {len(every)} faults, seed {asked.seed}", flush=True)
    alive = run(sample, asked.workers)
    print()
    for file in TESTS:
        own = [m for m in sample if m.file == file]
        if own:
            lived = sum(m.file == file for m in alive)
            print(f"{file}: {len(own) - lived} of {len(own)} noticed")
    for mutant in sorted(alive, key=lambda m: (m.file, m.line)):
        print(f"survived: {mutant.file}:{mutant.line} {mutant.told}")
    score = 1.0 - len(alive) / count
    print(f"score {100.0 * score:.1f} %")
    if score < asked.at_least:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
