"""The plan as one noun: planned or refused, over what both say."""

from openpbm.answer.course import Closed, Course, Review
from openpbm.answer.drawn import DepthProfile, FaceMaps, LayerSpan, LiveCeiling, LiveModel
from openpbm.answer.finding import Action, Finding
from openpbm.answer.plan import (
    INTENDED_USE,
    OTHER_GOAL,
    THE_TIMER,
    Answer,
    Held,
    Plan,
    Planned,
    Refused,
)
from openpbm.answer.row import (
    AssumptionRow,
    DoseRow,
    EvennessRow,
    EvidenceCard,
    Expectation,
    GradeRow,
    IrradianceRow,
    Likeness,
    MatchRow,
    Power,
    SensitivityRow,
)
from openpbm.answer.warmth import LightLoss, LikelyCourse, Temperature

__all__ = [
    "INTENDED_USE",
    "OTHER_GOAL",
    "THE_TIMER",
    "Action",
    "Answer",
    "AssumptionRow",
    "Closed",
    "Course",
    "DepthProfile",
    "DoseRow",
    "EvennessRow",
    "EvidenceCard",
    "Expectation",
    "FaceMaps",
    "Finding",
    "GradeRow",
    "Held",
    "IrradianceRow",
    "LayerSpan",
    "LightLoss",
    "LikelyCourse",
    "Likeness",
    "LiveCeiling",
    "LiveModel",
    "MatchRow",
    "Plan",
    "Planned",
    "Power",
    "Refused",
    "Review",
    "SensitivityRow",
    "Temperature",
]
