"""What a field of a noun may hold, and how it is written: said once, where the field is.

Files, their schemas and the tests that draw nouns all read these bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from annotated_types import Ge, Gt, Le, Len

T = TypeVar("T")

DIGITS = 6  # significant ones of a number that was worked out, in a plan and in every file
LONGEST_MIN = 180.0  # of a programme or a session: what masks may state and plans hold
MOST_A_WEEK, MOST_WEEKS = 14, 104  # sessions of a course
PLANNED_NM = (300.0, 1400.0)  # peaks of the light of a session
MOST_J_CM2_MIN = 1000.0  # that a channel puts on the skin

Share = Annotated[float, Ge(0), Le(1)]
Minutes = Annotated[float, Ge(0), Le(LONGEST_MIN)]
ProgrammeMinutes = Annotated[float, Gt(0), Le(LONGEST_MIN)]
Peak = Annotated[float, Ge(PLANNED_NM[0]), Le(PLANNED_NM[1])]
DoseRate = Annotated[float, Ge(0), Le(MOST_J_CM2_MIN)]
SessionsPerWeek = Annotated[int, Ge(1), Le(MOST_A_WEEK)]
Weeks = Annotated[int, Ge(1), Le(MOST_WEEKS)]
Certainty = Annotated[int, Ge(0), Le(4)]  # dots
Name = Annotated[str, Len(1)]


@dataclass(frozen=True)
class Beside:
    """An interval whose parts are columns of their own in the row that holds it."""

    median: str
    p05: str
    p95: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each key with the part of the interval that lies there."""
        return (self.median, "median"), (self.p05, "p05"), (self.p95, "p95")


@dataclass(frozen=True)
class AsObject:
    """Pairs of a name and a value, written as one object; left out where there is none."""


@dataclass(frozen=True)
class IfAny:
    """A part that most have not: left out where there is none."""


@dataclass(frozen=True)
class Packed:
    """An array written as compressed bytes: exact, and too long to be read by people."""


def six_digits(value: float) -> float:
    """A finite number as it is kept.

    >>> six_digits(1 / 3)
    0.333333
    """
    return float(f"{value:.{DIGITS}g}")


def by_name(pairs: Iterable[tuple[str, T]]) -> tuple[tuple[str, T], ...]:
    """Pairs in the order of their names, as a file gives them back."""
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def beside(unit: str, before: str = "") -> Beside:
    """Columns of a unit, such as median_j_cm2, p05_j_cm2 and p95_j_cm2."""
    return Beside(*(f"{before}{part}_{unit}" for part in ("median", "p05", "p95")))
