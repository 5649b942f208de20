"""Does `openpbm validate` notice a wrong number between LED and dose? A table of results.

Each slip of `slips.py` is planted alone, in a fork that then imports openpbm for the first time;
the comparisons run until the first that fails, and holds without it. Ends with 1 where more than
two slips in 25 go unseen, and where one cannot be planted: its line is not there once, or the
change changes nothing, or the file is not read.

    python tests/bench/validate_sees.py          # all, some minutes
    python tests/bench/validate_sees.py --ci     # five
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, TypeVar

sys.path.insert(0, str(Path(__file__).parent))

from planting import SRC, codes_in, forked, read_as
from slips import Slip, slips

if TYPE_CHECKING:
    from openpbm.validation.run import Cases

T = TypeVar("T")

for heavy in ("numpy", "scipy.special", "scipy.spatial", "scipy.interpolate", "trimesh"):
    importlib.import_module(heavy)

MOST_UNSEEN = 2.0 / 25.0


def slipped(slip: Slip) -> CodeType:
    """The file's code with the slip in it.

    Raises:
        SystemExit: the slip is none.
    """
    path = SRC / slip.file
    source = path.read_text(encoding="utf-8")
    if source.count(slip.was) != 1:
        raise SystemExit(
            f"{slip.told}: found {slip.was!r} {source.count(slip.was)} times in {slip.file}; "
            "expected once"
        )
    sound = compile(source, str(path), "exec")
    code = compile(source.replace(slip.was, slip.becomes), str(path), "exec")
    if what_it_does(sound) == what_it_does(code):
        raise SystemExit(f"{slip.told}: changes nothing in {slip.file}")
    return code


def what_it_does(code: CodeType) -> list[tuple[object, ...]]:
    """Instructions, names and constants of a file, all its functions."""
    return [
        (c.co_code, c.co_names, [k for k in c.co_consts if not isinstance(k, CodeType)])
        for c in (code, *codes_in(code))
    ]


def noticed_by(slip: Slip, links: Container[str] | None, known: Container[str]) -> str:
    """The first comparison that fails with the slip in place; nothing where all hold.

    Args:
        slip: to plant.
        links: where to look; None: along the whole way.
        known: comparisons that fail without it.
    """
    read_as(SRC / slip.file, slipped(slip))
    ordered = sorted(along(links), key=lambda cases: cases.__name__ != slip.first)
    if ordered[0].__name__ != slip.first:
        raise SystemExit(f"{slip.told}: found no {slip.first} in openpbm.validation")
    failing = (id for cases in ordered for id in failures(cases) if id not in known)
    seen = next(failing, "")
    name = "openpbm." + slip.file.removesuffix(".py").replace("/", ".")
    if name not in sys.modules or sys.modules[name].__file__ != str(SRC / slip.file):
        raise SystemExit(f"{slip.told}: {SRC / slip.file} was not read")
    return seen


def along(links: Container[str] | None) -> list[Cases]:
    """The functions that give the comparisons, those of these names or all."""
    way: Sequence[Cases] = importlib.import_module("openpbm.validation.run").ALONG_THE_WAY
    return [cases for cases in way if links is None or cases.__name__ in links]


def failures(cases: Cases) -> Iterator[str]:
    """Those that fail, one by one, or how they end."""
    try:
        yield from (one.id for one in cases() if one.verdict == "fails")
    except Exception as crash:
        yield f"{cases.__name__} ends with {type(crash).__name__}"


def answered(work: Callable[[], T]) -> T:
    """What the work gives, done in a fork that knows nothing of openpbm yet."""

    def told() -> tuple[T] | str:
        try:
            return (work(),)
        except SystemExit as no:
            return str(no)

    found = forked(told)
    if not isinstance(found, tuple):
        raise SystemExit(found or "a fork ended without an answer")
    answer: T = found[0]
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ci", action="store_true", help="only five, each where it should be seen")
    parser.add_argument("--only", default="", help="only those whose words hold this")
    asked = parser.parse_args()
    chosen = [s for s in slips() if asked.only in s.told and (s.in_ci or not asked.ci)]
    links = {s.first for s in chosen} if asked.ci else None
    known = answered(lambda: [id for cases in along(links) for id in failures(cases)])
    print(f"fail without any slip: {', '.join(known) or 'none'}", flush=True)
    unseen = 0
    for slip in chosen:
        begun = time.monotonic()
        seen = answered(lambda slip=slip: noticed_by(slip, links, known))  # type: ignore[misc]
        unseen += not seen
        took = f"{time.monotonic() - begun:5.1f} s"
        print(f"{slip.told:52} {slip.file:24} {took}  {seen or 'NOT SEEN'}", flush=True)
    print(f"\n{len(chosen) - unseen} of {len(chosen)} noticed")
    if not chosen or unseen > MOST_UNSEEN * len(chosen):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
