"""What this project judges of a study, apart from what the study says: goals, tiers, device.

Source: `tables/judgements.json`, one row a study; the ranges of a device stand by its kind in
`tables/study_devices.json`, the grades of the second reading in `tables/grades.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openpbm.tables import typed
from openpbm.tables.row.evidence import Carried, StudyDeviceRow

CANNOT_CARRY = "cannot carry"


@dataclass(frozen=True, kw_only=True)
class SecondReading:
    """A later verdict on whether a study's dose may be followed for a goal, with its grade."""

    verdict: Literal[Carried, "sets aside (no difference)"]
    change: Literal["same", "raised", "lower", "new"]  # against the first compilation
    why: str
    grade: Literal["A", "B", "C", "N", ""] = ""
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GoalVerdict:
    """Whether a study's dose may be followed for a goal; no rank where that was not asked."""

    goal: str
    rank: int | None = None
    verdict: Carried = "cannot carry"
    why: str = ""
    gaps: tuple[str, ...] = ()
    second: SecondReading | None = None


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
class ArmTier:
    """How well an arm's dose may be followed."""

    arm: str
    tier: Literal["A", "B"]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Everything that is judged of one study."""

    id: str
    device: StudyDevice
    status: str
    source: str
    held_out: bool = False  # never fitted or pooled
    goals: tuple[GoalVerdict, ...] = ()
    tiers: tuple[ArmTier, ...] = ()

    @property
    def carries(self) -> bool:
        """True where its dose may be followed for some goal."""
        return any(own.verdict != CANNOT_CARRY for own in self.goals)

    @property
    def tier(self) -> str:
        """The best tier of its arms; empty where it carries nothing."""
        return min((own.tier for own in self.tiers), default="")

    def tier_of(self, arm: str) -> str:
        """The tier of an arm; empty where it carries nothing."""
        return next((own.tier for own in self.tiers if own.arm == arm), "")

    def of(self, goal: str) -> GoalVerdict | None:
        """The verdict for one goal."""
        return next((own for own in self.goals if own.goal == goal), None)
