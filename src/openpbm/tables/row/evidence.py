"""Rows of the tables about the evidence: goals, contrasts, reviews, grades, what was not read.

Studies and their judgement are read strictly above, by `response/study.py`; results in cells by
`response/laboratory.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpbm.tables.row.parent import Sourced

Carried = Literal["can carry", "can carry with labelled gaps", "cannot carry"]


@dataclass(frozen=True, kw_only=True)
class PlanAllowed:
    """What a plan may do for a goal, by setting."""

    home: str
    office: str
    home_red_only: str = ""


@dataclass(frozen=True, kw_only=True)
class DeeperTarget:
    """The organ behind a goal, where it lies deeper than the layer that is matched."""

    organ: str
    from_mm: float
    to_mm: float
    source: str


@dataclass(frozen=True, kw_only=True)
class GoalRow(Sourced):
    """A goal: words that people say for it, the layer aimed at, what is known."""

    aliases: tuple[str, ...]
    target_layer: str
    target_reason: str
    known: str
    carried: Carried
    would_change: str
    on_face: bool  # a plan for a face may follow a trial of it
    plan: PlanAllowed
    deeper: DeeperTarget | None = None
    works_first: str = ""  # what is shown to work, and comes before light


@dataclass(frozen=True, kw_only=True)
class ContrastRow(Sourced):
    """An effect against sham or unlit skin that counts: of which outcome, on which scale."""

    study: str
    outcome: int  # place in the study's list
    goal: str
    scale: Literal["difference", "odds", "share", "null", "none"]
    method: str
    pool: str
    note: str = ""
    read_twice: bool = False


@dataclass(frozen=True, kw_only=True)
class PooledRow:
    """One pooled result of a review."""

    measure: str
    estimate: float | None = None
    ci: tuple[float, ...] = ()
    i2: float | None = None
    k: int | None = None
    p: float | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewRow(Sourced):
    """A review, guideline or consensus."""

    name: str
    kind: str
    year: int
    journal: str
    finding: str
    read: Literal["verified", "verified_secondary"]
    authors: str = ""
    doi: str = ""
    pmid: str = ""
    goal: str = ""
    n_studies: int | None = None
    n_participants: int | None = None
    pooled: tuple[PooledRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GradeMeaning(Sourced):
    """What a tier means."""

    text: str


@dataclass(frozen=True, kw_only=True)
class UnreadRow(Sourced):
    """A study that is known of and was not read, and what it would settle."""

    what: str
    state: str
    goals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StudyDeviceRow(Sourced):
    """A kind of device as a cavity: ranges of what it sees of the skin and throws back."""

    view_factor: tuple[float, ...]
    inner_reflectance: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class TrialItemRow(Sourced):
    """One item of a public list of what a trial has to say, by its number there."""

    checklist: Literal["consort", "tidier"]
    number: str
    when: Literal["plan", "after"]
