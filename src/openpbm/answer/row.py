"""The rows of a plan: its light, its dose, its evidence, each with what it was worked out for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from openpbm.fact import Message
from openpbm.field import Beside, Certainty, Share, beside
from openpbm.interval import Interval

Aspect = Literal["safety", "efficacy", "manufacturing", "clearance"]
State = Literal["shown", "claimed", "unknown"]


@dataclass(frozen=True, kw_only=True)
class IrradianceRow:
    """Light on the skin of one region at full drive, mW/cm2, cavity included."""

    channel: str  # id
    region: str
    mean_mw_cm2: Annotated[Interval, Beside("mean_mw_cm2", "p05_mw_cm2", "p95_mw_cm2")]
    direct_mw_cm2: float  # before any of it bounces
    skin_reflectance: float  # for the direct light as it arrives
    skin_reflectance_diffuse: float  # for matte light from all sides
    hot_3p5mm_mw_cm2: float
    cavity_gain: float


@dataclass(frozen=True, kw_only=True)
class Power:
    """What the LEDs that shine together give and take at full drive, W."""

    light_w: Interval
    electrical_w: Interval
    supply_w: Interval | None  # the most that there is; None: nothing is known of it


@dataclass(frozen=True, kw_only=True)
class DoseRow:
    """Fluence of one session in one layer, J/cm2 (median, 5-95 %)."""

    channel: str
    region: str
    layer: str
    dose_j_cm2: Annotated[Interval, beside("j_cm2")]
    fluence_rate_mw_cm2: float  # median, at the planned drive


@dataclass(frozen=True, kw_only=True)
class SurfaceDoseRow:
    """Light of one session on the skin of one region, J/cm2: what leaflets count in."""

    channel: str
    region: str
    on_skin_j_cm2: Annotated[Interval, beside("j_cm2")]


@dataclass(frozen=True, kw_only=True)
class DeeperRow:
    """Fluence of one session over the depths of a goal's organ, J/cm2 (median, 5-95 %)."""

    goal: str
    channel: str
    region: str
    organ: str
    from_mm: float
    to_mm: float
    dose_j_cm2: Annotated[Interval, beside("j_cm2")]


@dataclass(frozen=True, kw_only=True)
class EvennessRow:
    """How even one channel's light is over a region, in the median scenario.

    Shares are of the region's mean: 5 % of its skin gets less than the low one, 5 % more than
    the high one. Doses are of one session there, in the layer.
    """

    channel: str
    region: str
    layer: str
    surface_low: float
    surface_high: float
    low: float
    high: float
    low_j_cm2: Annotated[Interval, beside("j_cm2", "low_")]
    high_j_cm2: Annotated[Interval, beside("j_cm2", "high_")]


@dataclass(frozen=True, kw_only=True)
class MatchRow:
    """One band of the person's session against the trial it follows."""

    WRITTEN: ClassVar = ("channel",)

    goal: str
    trial: str
    tier: Literal["A", "B", "C"]  # C: only where the wish asks to follow an uncontrolled study
    band: str  # as '620-680 nm'
    channels: tuple[str, ...]  # ids
    target_layer: str
    trial_dose_j_cm2: Annotated[  # at depth
        Interval, Beside("trial_dose_j_cm2", "trial_dose_p05_j_cm2", "trial_dose_p95_j_cm2")
    ]
    person_dose_j_cm2: Annotated[  # at depth, of the planned session
        Interval, Beside("person_dose_j_cm2", "person_dose_p05_j_cm2", "person_dose_p95_j_cm2")
    ]
    ratio: float  # of the medians
    irradiance_ratio: float | None  # person over trial at the skin; None: trial printed none
    trial_sessions: int | None  # of its whole course; None: not read
    zone: str | None = None

    @property
    def channel(self) -> str:
        """The channels in one text, for whoever reads the file."""
        return ", ".join(self.channels)


@dataclass(frozen=True, kw_only=True)
class AssumptionRow:
    """A recalled or assumed number that this plan used."""

    id: str
    text: Message
    value: Message  # with unit
    status: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SensitivityRow:
    """How much of the interval's width one unknown explains."""

    name: Message
    share: Share  # of the variance of ln dose in the target layer
    unit: str
    p05: float
    p95: float
    remedy: Message  # the measurement that would narrow it


@dataclass(frozen=True, kw_only=True)
class GradeRow:
    """One line of the medical-grade card."""

    aspect: Aspect
    state: State
    text: Message
    source: str


@dataclass(frozen=True, kw_only=True)
class EvidenceCard:
    """What one trial did and found, in counts where there are counts."""

    trial: str
    citation: str
    tier: str
    carries: bool
    soundness: str  # a word for one study, which is none of those for a goal's certainty
    who: Message
    light: Message
    against: Message
    result: Message
    nulls: tuple[Message, ...]  # trials of the same goal whose main result was no difference
    not_known: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Likeness:
    """Whether one thing about a trial is as it is with this person and this mask."""

    state: Literal["fits", "differs", "unknown"]
    told: Message


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What the evidence lets this person expect of one goal; never a promise."""

    goal: str
    certainty: Certainty  # of all that is known for the goal
    certainty_word: str
    works_first: str  # what is shown to work for the goal and comes before light; may be empty
    known: Message  # the goal's evidence in one sentence
    trial: str  # the trial whose dose is followed; empty where there is none
    held_against: Message | None  # what that trial compared with
    result: Message | None  # its result, with interval where it has one
    others: tuple[Message, ...]  # effects against sham or unlit skin in other studies
    applies: tuple[Likeness, ...]
    dose_model: str  # flat, unless a curve foretells left-out studies better
    dose_words: Message
    would_change: str
