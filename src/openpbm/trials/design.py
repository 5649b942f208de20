"""A planned trial as nouns: its arms, its outcome, what goes wrong in it. Theory 14.1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from openpbm.mask import Mask

Design = Literal["parallel", "split_face", "dose_ranging"]
ArmRole = Literal["active", "sham", "unlit", "comparator"]
LIT, DARK = ("active", "comparator"), ("sham", "unlit")


@dataclass(frozen=True, kw_only=True)
class ArmLight:
    """One wavelength of an arm, as it arrives on the skin."""

    nm: float
    fwhm_nm: float
    irradiance_mw_cm2: float  # mean on the skin, with what the device throws back


@dataclass(frozen=True, kw_only=True)
class TrialArm:
    """A group, or a side of the face, and what it is given."""

    name: str
    role: ArmRole
    effect: float = 0.0  # against the control, every session done; more is better
    share: int = 1  # of the people, in whole parts
    dropout: float | None = None  # None: that of the trial
    minutes: float = 0.0  # of a session
    sessions_per_week: float = 0.0
    weeks: float = 0.0
    lights: tuple[ArmLight, ...] = ()
    mask: Mask | None = None  # instead of `lights`

    @property
    def sessions(self) -> float:
        """Planned, over the course."""
        return self.sessions_per_week * self.weeks

    @property
    def is_lit(self) -> bool:
        """Whether any light is stated."""
        return bool(self.lights) or self.mask is not None


@dataclass(frozen=True, kw_only=True)
class TrialOutcome:
    """The one primary outcome. Theory 14.1, 14.2."""

    measure: str
    kind: Literal["continuous", "yes_no"]
    unit: str = ""
    better: Literal["lower", "higher"] = "higher"
    value: Literal["change", "final"] = "change"  # what is analysed
    week: float | None = None
    sd: float = 0.0  # between people, of one reading at each visit, as analysed
    repeat_sd: float = 0.0  # of one reading, same skin, same day
    readings: int = 1  # averaged at each visit
    control_share: float = 0.0  # of a yes without the light
    misread: float = 0.0  # share of yes and no that are written down the wrong way

    @property
    def visits(self) -> int:
        """Readings of how many visits stand in one value."""
        return 2 if self.value == "change" else 1

    @property
    def true_sd(self) -> float:
        """What people differ in, readings aside. Eq. (14.1)."""
        left: float = self.sd**2 - self.visits * self.repeat_sd**2
        return float(max(left, 0.0) ** 0.5)

    @property
    def reading_sd(self) -> float:
        """What the readings of one person add. Eq. (14.1)."""
        return float(self.repeat_sd * (self.visits / self.readings) ** 0.5)


@dataclass(frozen=True, kw_only=True)
class Losses:
    """What takes power away, besides chance. Theory 14.2."""

    dropout: float = 0.0
    missing: Literal["seen", "as_control"] = "seen"
    adherence: float = 1.0  # mean share of the sessions that people do
    adherence_sd: float = 0.0  # between people
    unblinded: float = 0.0  # share who know what they got
    expectation: float = 0.0  # what believing it is worth, in units of the outcome
    spill: float = 0.0  # share of the effect that reaches the other side


@dataclass(frozen=True, kw_only=True)
class TrialDesign:
    """Everything that is asked: the file as a noun."""

    title: str
    goal: str
    design: Design
    arms: tuple[TrialArm, ...]
    outcome: TrialOutcome
    losses: Losses = field(default_factory=Losses)
    people: int | None = None  # who can be had; None: as many as are needed
    seed: int = 1
    replicates: int = 2000
    alpha: float = 0.05  # two-sided
    power: float = 0.9
    comparisons: int = 1  # primary ones that share alpha
    side_correlation: float = 0.0  # between sides of one person, of what they truly change
    skin_types: tuple[str, ...] = ("I", "II", "III", "IV", "V", "VI")
    region: str = "left_cheek"
    irradiance_sd_ln: float = 0.0
    strata: tuple[tuple[str, ...], ...] = ()  # skin types that are drawn from one list
    sites: tuple[str, ...] = ()
    blocks: tuple[int, ...] = ()  # sizes; empty: twice and three times the parts
    said: Mapping[str, str] = field(default_factory=dict)  # by reporting item

    @property
    def one_sided(self) -> float:
        """What each comparison has in the direction that counts. Eq. (14.3)."""
        return self.alpha / self.comparisons / 2.0

    @property
    def parts(self) -> int:
        """People who fill every arm once."""
        return 1 if self.design == "split_face" else sum(arm.share for arm in self.arms)

    @property
    def control(self) -> TrialArm:
        """What the others are held against."""
        return min(self.arms, key=lambda arm: (arm.role not in DARK, arm.effect))

    @property
    def belief(self) -> float:
        """What knowing is worth; nothing where all arms shine, as then nobody is in the dark."""
        return self.losses.expectation if self.control.role in DARK else 0.0

    @property
    def largest_effect(self) -> float:
        """The effect that the design is asked to see."""
        return max(arm.effect for arm in self.arms)

    def times(self, factor: float) -> TrialDesign:
        """The same with every effect so many times as large."""
        arms = tuple(replace(arm, effect=arm.effect * factor) for arm in self.arms)
        return replace(self, arms=arms)

    def ideal(self) -> TrialDesign:
        """Nobody is lost, everybody does every session, nobody knows: closed forms hold."""
        arms = tuple(replace(arm, dropout=None) for arm in self.arms)
        return replace(self, arms=arms, losses=Losses(spill=self.losses.spill))
