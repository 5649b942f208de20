"""A million odd inputs: does any crash OpenPBM, or make a plan looser?

    python tests/bench/fuzz.py --count 20000 --seed 1
    python tests/bench/fuzz.py --write docs/safety/fuzz.md      # the whole million

Three rooms share the count: the choice and the ceilings on precomputed dose tables
(`fuzz_limits.py`), the screen (`fuzz_screen.py`) and every file reader (`fuzz_files.py`,
`fuzz_made.py`).
Each kind is a stream of answers that a seed makes again; inputs come in blocks, so that
what is made once (a dose table, its bounds) serves several. It can be interrupted.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import fuzz_files
import fuzz_limits
import fuzz_made
import fuzz_screen

Stream = Callable[[random.Random], Iterator[str]]  # one word an input
KINDS: Mapping[str, tuple[Stream, float]] = {
    "choice": (fuzz_limits.choices, 0.15),
    "ceilings": (fuzz_limits.ceilings, 0.06),
    "channels": (fuzz_limits.channels, 0.22),
    "screen": (fuzz_screen.entries, 0.07),
    "words": (fuzz_screen.words, 0.02),
    **{
        f"file: {name}": found
        for name, found in (*fuzz_files.KINDS.items(), *fuzz_made.KINDS.items())
    },
}
BLOCK = 250
SLOW_S = 2.0
MOST_BYTES = 4 * 2**30
BAD = ("crash", "looser", "slow")
EXAMPLES = 12  # of what went wrong, printed


@dataclass
class Found:
    """What a block of inputs gave."""

    kind: str
    words: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest_s: float = 0.0


def block(job: tuple[str, str, int]) -> Found:
    """One block of inputs of one kind; a crash ends its stream, and another begins."""
    kind, seed, count = job
    found, begun, tries = Found(kind=kind), time.process_time(), 0
    warnings.simplefilter("error")
    while sum(found.words.values()) < count:
        stream = KINDS[kind][0](random.Random(f"{seed}/{tries}"))
        try:
            while sum(found.words.values()) < count:
                since = time.process_time()
                word = next(stream)
                took = time.process_time() - since
                found.slowest_s = max(found.slowest_s, took)
                found.words["slow" if took > SLOW_S else word] += 1
                if took > SLOW_S:
                    found.wrong.append(f"{kind} {seed}/{tries}: {took:.1f} s")
        except fuzz_limits.LooserError as problem:
            found.words["looser"] += 1
            found.wrong.append(f"{kind} {seed}/{tries}: looser: {problem}")
        except Exception:
            found.words["crash"] += 1
            found.wrong.append(f"{kind} {seed}/{tries}: {traceback.format_exc(limit=-4)}")
        tries += 1
    found.seconds = time.process_time() - begun
    return found


def jobs_of(asked: argparse.Namespace) -> list[tuple[str, str, int]]:
    """Blocks of all kinds, mixed, so that the time left is told from the start."""
    shares = {kind: share for kind, (_, share) in KINDS.items() if asked.kind in (None, kind)}
    whole = sum(shares.values())
    jobs = []
    for kind, share in shares.items():
        left, number = round(asked.count * share / whole), 0
        while left > 0:
            jobs.append((kind, f"{asked.seed}/{kind}/{number}", min(BLOCK, left)))
            left, number = left - BLOCK, number + 1
    random.Random(asked.seed).shuffle(jobs)
    return jobs


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def run(
    jobs: Sequence[tuple[str, str, int]], workers: int, told_of: Callable[[list[Found]], object]
) -> list[Found]:
    """Every block; now and then the time left is told and the figures are written."""
    found: list[Found] = []
    begun = told = time.monotonic()
    done, whole = 0, sum(count for _, _, count in jobs)
    with multiprocessing.get_context("fork").Pool(workers, bounded) as pool:
        try:
            for one in pool.imap_unordered(block, jobs):
                found.append(one)
                done += sum(one.words.values())
                for text in one.wrong[:EXAMPLES]:
                    print(text, flush=True)
                now = time.monotonic()
                if now - told > 20.0:
                    told, left = now, (now - begun) / done * (whole - done)
                    print(f"  {done} of {whole}, about {left:.0f} s left", flush=True)
                    told_of(found)
        except KeyboardInterrupt:
            print("stopped; what was done until here:")
    return found


def page(found: Sequence[Found], seed: int, took_s: float) -> str:
    """The figures as Markdown."""
    kinds = [kind for kind in KINDS if any(f.kind == kind for f in found)]
    whole: Counter[str] = sum((f.words for f in found), Counter())
    total = sum(whole.values())
    lines = [
        "# Fuzzing",
        "",
        "Does any input crash OpenPBM, or make a plan looser? Random dose tables, masks, words and",
        "spoilt files; what is held of each stands at the head of the file that makes them. This",
        "page is written by the tool:",
        "",
        "    python tests/bench/fuzz.py --write docs/safety/fuzz.md",
        "",
        f"**{total} inputs: {whole['crash']} crashes, {whole['looser']} looser plans, "
        f"{whole['slow']} slower than {SLOW_S:g} s.** Seed {seed}, {date.today():%d %B %Y}, "
        f"{took_s / 60:.0f} minutes.",
        "",
        "| kind | inputs | a second of CPU | slowest, s | crash | looser | slow | otherwise |",
        "| --- | --: | --: | --: | --: | --: | --: | --- |",
    ]
    for kind in kinds:
        own = [f for f in found if f.kind == kind]
        words: Counter[str] = sum((f.words for f in own), Counter())
        seconds = sum(f.seconds for f in own)
        rest = ", ".join(f"{n} {word}" for word, n in words.most_common() if word not in BAD)
        lines.append(
            f"| {kind} | {sum(words.values())} | {sum(words.values()) / seconds:.0f} | "
            f"{max(f.slowest_s for f in own):.2f} | "
            + " | ".join(str(words[bad]) for bad in BAD)
            + f" | {rest} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--kind", choices=sorted(KINDS), help="this kind alone")
    parser.add_argument("--again", help="one block by its seed, as printed, with --kind")
    parser.add_argument("--write", type=Path, help="write the figures here")
    asked, begun = parser.parse_args(), time.monotonic()
    jobs = jobs_of(asked) if asked.again is None else [(asked.kind, asked.again, BLOCK)]

    def written(found: list[Found]) -> str:
        text = page(found, asked.seed, time.monotonic() - begun)
        if asked.write:
            asked.write.write_text(text, encoding="utf-8")
        return text

    found = run(jobs, asked.jobs, written)
    print("\n" + written(found))
    if any(f.wrong for f in found):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
