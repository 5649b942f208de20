"""The answer to one person and one mask, which terminal, report, file and calendar all show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from annotated_types import Len

from openpbm.answer import row
from openpbm.answer.course import Course
from openpbm.answer.drawn import DepthProfile, FaceMaps, LiveModel
from openpbm.answer.finding import Finding
from openpbm.answer.maker import MakerProgramme, Reason, Settling
from openpbm.answer.warmth import Temperature
from openpbm.errors import MaskError
from openpbm.fact import Message, message
from openpbm.field import AsObject, Share
from openpbm.interval import Interval
from openpbm.mask import Mask
from openpbm.mask.light_class import LightClass
from openpbm.person import Person
from openpbm.session import Refusal, Session

INTENDED_USE = message("use-intended")
THE_TIMER, OTHER_GOAL = "timer", "other_goal"  # what may hold a session that no ceiling holds


@dataclass(frozen=True, kw_only=True)
class Held:
    """How much of the trial's dose a session gives, and what holds it there."""

    share: Share  # 0 where there is no session
    by: str  # id of a ceiling or a refusal, `THE_TIMER` or `OTHER_GOAL`; empty: nothing does


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """What every answer says: who asked what, what the screen found, what is known."""

    seed: int
    scenarios: int
    inputs_sha256: Annotated[str, Len(64, 64)]
    start_date: date
    person: Person
    mask: Mask
    goals: tuple[str, ...]  # canonical names
    target_layer: str
    verdict: Message  # one line: Planned, Planned with care, Not planned, because ...
    held: Held
    screen: tuple[Finding, ...]
    refusals: tuple[Refusal, ...]  # also beside a session: of wishes that it does not serve
    irradiance: tuple[row.IrradianceRow, ...]  # empty: nothing says how much light there is
    power: row.Power | None  # likewise
    assumptions: tuple[row.AssumptionRow, ...]
    evidence: tuple[row.EvidenceCard, ...]
    expectation: tuple[row.Expectation, ...]  # one a goal
    medical_grade: tuple[row.GradeRow, ...]
    response_surface_p99: Annotated[tuple[tuple[str, float], ...], AsObject()]  # by band
    light_class: LightClass  # how well the light of this mask is known
    settle: Settling | None  # None: a meter has told what there is to know


@dataclass(frozen=True, eq=False, kw_only=True)
class Given(Answer):
    """An answer with a session: what to do, what it brings, what it keeps."""

    exit_code: ClassVar = 0

    session: Session
    course: Course
    dose: tuple[row.DoseRow, ...]
    surface_dose: tuple[row.SurfaceDoseRow, ...]
    deeper: tuple[row.DeeperRow, ...]  # where a goal's organ lies below the target layer
    evenness: tuple[row.EvennessRow, ...]
    sensitivity: tuple[row.SensitivityRow, ...]
    cautions: tuple[Message, ...]  # printed, do not stop the session
    best_measurement: Message | None  # the one measurement that would help most
    target_dose: Interval  # J/cm2, all lit channels, target layer, goal's regions
    temperature: Temperature
    maps: FaceMaps
    profile: DepthProfile
    live: LiveModel
    reasons: tuple[Reason, ...]  # what set the minutes, in order

    def __post_init__(self) -> None:
        drawn, moved = len(self.maps.direct_mw_cm2), len(self.live.channels)
        if drawn != moved:
            raise MaskError(f"found maps of {drawn} channels; expected of {moved}, as `live` has")


@dataclass(frozen=True, eq=False, kw_only=True)
class Planned(Given):
    """What one person should do with one mask, and everything that stands behind it."""

    status: Literal["planned", "below_trial"]
    match: tuple[row.MatchRow, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class ByMaker(Given):
    """The programme of the mask's maker, judged: no plan of ours, and no effect is promised."""

    status: Literal["by_maker"]
    maker: MakerProgramme


@dataclass(frozen=True, eq=False, kw_only=True)
class Refused(Answer):
    """An honest no: `refusals` say why, and what would change it."""

    exit_code: ClassVar = 1

    status: Literal["refused", "insufficient_evidence"]


Plan: TypeAlias = Planned | ByMaker | Refused
"""Any answer: ask its `status`, or `isinstance(plan, Given)` where there is a session."""
