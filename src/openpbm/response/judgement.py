"""What this project judges of a study, apart from what the study says: goals, tiers, device.

Source: `tables/judgements.json`, one row a study; the ranges of a device stand by its kind in
`tables/study_devices.json`, what a tier means in `tables/grades.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openpbm.tables import typed
from openpbm.tables.row.evidence import Carried, StudyDeviceRow

Tier = Literal["A", "B", "C", "N", ""]  # empty: no dose that could be followed was read
TESTED = ("A", "B")  # against sham or unlit skin, and not at high risk of bias
UNCONTROLLED = "C"  # says what was used, never that it works
NULL_TIER = "N"  # its main result was no difference


@dataclass(frozen=True, kw_only=True)
class GoalVerdict:
    """Whether a study's dose may be followed for a goal; no rank where that was not asked."""

    goal: str
    rank: int | None = None  # its place among the studies that are shown
    verdict: Literal[Carried, "sets aside (no difference)"] = "cannot carry"
    tier: Tier = ""
    why: str = ""
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StudyDevice:
    """A study's device as a cavity, and the site whose skin stands for the treated one."""

    kind: Literal["mask", "canopy", "panel", "contact", "unknown"]
    site: str
    incidence: Literal["diffuse", "beam"]
    seen_as: str  # what the kind and the site were read off
    own_view_factor: tuple[float, float] | None = None  # where it differs from its kind's

    @property
    def view_factor(self) -> tuple[float, float]:
        """How much of what the skin sends back meets the device again, as a range."""
        if self.own_view_factor is not None:
            return self.own_view_factor
        low, high = _kinds()[self.kind].view_factor
        return low, high

    @property
    def inner_reflectance(self) -> tuple[float, float]:
        """How bright the device is inside, as a range."""
        low, high = _kinds()[self.kind].inner_reflectance
        return low, high

    @property
    def source(self) -> str:
        """Where its ranges come from."""
        return f"{self.seen_as}; {_kinds()[self.kind].source}"


def _kinds() -> Mapping[str, StudyDeviceRow]:
    return typed("study_devices", StudyDeviceRow)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Everything that is judged of one study."""

    id: str
    device: StudyDevice
    status: str
    source: str
    held_out: bool = False  # never fitted or pooled
    goals: tuple[GoalVerdict, ...] = ()

    @property
    def is_null(self) -> bool:
        """True where its main result was no difference, for some goal."""
        return any(own.tier == NULL_TIER for own in self.goals)

    def tier(self, goal: str) -> Tier:
        """How well its dose may be followed for a goal."""
        own = self.of(goal)
        return "" if own is None else own.tier

    def of(self, goal: str) -> GoalVerdict | None:
        """The verdict for one goal."""
        return next((own for own in self.goals if own.goal == goal), None)
