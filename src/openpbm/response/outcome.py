"""One measured result of a study, as printed: its numbers, its p, and which way it went.

The fields are the columns of `outcomes` in `tables/studies.json`; what is known from memory only
is not in them. Theory 10.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpbm.fact import Param, message


@dataclass(frozen=True, kw_only=True)
class Probability:
    """A printed p: a number with its relation, words, or both."""

    value: float | None = None
    relation: Literal["=", "<", "<=", ">", ">="] = "="
    words: str = ""

    @property
    def exact(self) -> float | None:
        """The p where it was printed as a number and nothing else."""
        return self.value if self.relation == "=" and not self.words else None

    @property
    def printed(self) -> str:
        """All of it as printed: '<0.001', '0.037 between groups', 'significant'."""
        return " ".join(part for part in (self.number, self.words) if part)

    @property
    def number(self) -> str:
        """Its number as printed: '0.0152', '<0.001'; empty where it is words only."""
        if self.value is None:
            return ""
        return f"{self.relation.removeprefix('=')}{self.value:.6f}".rstrip("0")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One measured result."""

    measure: str = ""  # empty where it is known from memory only
    kind: Literal["objective", "investigator", "subject", "safety"]
    is_primary: bool = False
    arm: str = ""
    against: Literal["start", "other"]  # compared with the start only, or with something else
    compared_with: str = ""
    week: float | None = None
    treated: float | None = None
    treated_sd: float | None = None
    control: float | None = None
    control_sd: float | None = None
    difference: bool = False  # the number is lit minus dark already
    unit: str = ""
    responders_treated: float | None = None
    n_treated: float | None = None
    responders_control: float | None = None
    n_control: float | None = None
    p: Probability | None = None
    direction: Literal["better", "worse", "none", ""] = ""  # as printed; none: no difference
    direction_words: str = ""
    better: Literal["higher", "lower", ""] = ""  # which way its numbers are better
    note: str = ""
    from_memory: tuple[str, ...] = ()

    @property
    def measured(self) -> Param:
        """What was measured; that it is known from memory only, where it is."""
        return self.measure or message("study-measure_recalled")

    @property
    def is_against_control(self) -> bool:
        """True where the result was compared with something else than the start."""
        return self.against == "other"

    @property
    def is_null(self) -> bool:
        """True for a result that was printed as no difference."""
        return self.direction == "none"

    @property
    def is_one_side(self) -> bool:
        """True for a number of the lit side whose counterpart was not read."""
        if self.treated is None or self.difference or self.is_null:
            return False
        return self.control is None and self.responders_treated is None
