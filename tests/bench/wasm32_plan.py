"""One plan and what it was decided from, as facts by name: runs wherever numpy and SciPy do."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import ParamSpec

import numpy as np

import openpbm
from openpbm.light import tracer
from openpbm.planning import plan as planning
from openpbm.planning.scene import Scene, scene

SCENARIOS = 16
MOST_VALUES = 400  # of an array; the others go in by their sum
Given = ParamSpec("Given")
Facts = Iterator[tuple[str, list[float | str]]]


def facts(found: object, name: str) -> Facts:
    """Every number and word of a noun, by where it stands."""
    if is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            yield from facts(getattr(found, field.name), f"{name}.{field.name}")
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from facts(value, f"{name}[{key}]")
    elif isinstance(found, list | tuple):
        for at, value in enumerate(found):
            yield from facts(value, f"{name}[{at}]")
    elif isinstance(found, np.ndarray):
        yield name, numbers(found)
    elif isinstance(found, bool | str | None):
        yield name, [str(found)]
    elif isinstance(found, int | float | np.number):
        yield name, [float(found)]
    elif isinstance(found, datetime.date):
        yield name, [found.isoformat()]


def numbers(found: np.ndarray) -> list[float | str]:
    """An array's shape, sum and some of its numbers, spread over it."""
    if found.dtype.kind not in "bfiu":
        return [str(found.dtype.kind), *(float(size) for size in found.shape)]
    plain = found.astype(np.float64).ravel()
    step = max(1, len(plain) // MOST_VALUES)
    shape = [str(size) for size in found.shape]
    return [",".join(shape), *map(float, plain[::step]), float(plain.sum())]


def seen(make: Callable[Given, Scene], kept: list[Scene]) -> Callable[Given, Scene]:
    """The same, and what it makes is kept."""

    def made(*given: Given.args, **named: Given.kwargs) -> Scene:
        kept.append(make(*given, **named))
        return kept[-1]

    return made


def main() -> None:
    """Print them."""
    tracer.has_embree = lambda: False
    kept: list[Scene] = []
    vars(planning)["scene"] = seen(scene, kept)
    plan = openpbm.plan(
        openpbm.Person(
            age_years=52,
            phototype="II",
            wishes=(openpbm.Wish(goal="wrinkles"),),
            recent_light=openpbm.NO_LIGHT,
        ),
        openpbm.catalogue_mask("higherdose-red-light-face-mask"),
        start=datetime.date(2026, 11, 22),
        scenarios=SCENARIOS,
    )
    assert kept
    told = {
        **dict(facts(plan, "plan")),
        **dict(facts(kept[0], "scene")),
        "machine.bits": [float(np.dtype(np.intp).itemsize * 8)],
    }
    print(json.dumps(told))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
