"""The plan: one immutable answer that terminal, report, JSON and calendar all show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from openpbm.arrays import FloatArray, IntArray
from openpbm.fact import Message
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.safety.screening import Finding
from openpbm.session import Ceiling, Refusal, Session

STATUSES = ("planned", "below_trial", "refused", "insufficient_evidence")

ScreenRow = Finding  # a row of the contraindication table that this person matches

INTENDED_USE = (
    "OpenPBM is for planning and education; it is not a medical device and makes no diagnosis."
)


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A median with its 5th and 95th percentile over the scenarios."""

    median: float
    p05: float
    p95: float


@dataclass(frozen=True, kw_only=True)
class IrradianceRow:
    """Light on the skin of one region at full drive, mW/cm2, cavity included."""

    channel: str  # id
    region: str
    mean_mw_cm2: float
    p05_mw_cm2: float
    p95_mw_cm2: float
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
    median_j_cm2: float
    p05_j_cm2: float
    p95_j_cm2: float
    fluence_rate_mw_cm2: float  # median, at the planned drive


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
    low_median_j_cm2: float
    low_p05_j_cm2: float
    low_p95_j_cm2: float
    high_median_j_cm2: float
    high_p05_j_cm2: float
    high_p95_j_cm2: float


@dataclass(frozen=True, kw_only=True)
class MatchRow:
    """One band of the person's session against the trial it follows."""

    goal: str
    trial: str
    tier: str  # A or B
    band: str  # as '620-680 nm'
    channel: str
    target_layer: str
    trial_dose_j_cm2: Interval  # at depth
    person_dose_j_cm2: Interval  # at depth, of the planned session
    ratio: float  # of the medians
    irradiance_ratio: float | None  # person over trial at the skin; None: trial printed none
    zone: str | None = None


@dataclass(frozen=True, kw_only=True)
class AssumptionRow:
    """A recalled or assumed number that this plan used."""

    id: str
    text: Message
    value: str  # with unit
    status: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SensitivityRow:
    """How much of the interval's width one unknown explains."""

    name: str
    share: float  # 0..1 of the variance of ln dose in the target layer
    unit: str
    p05: float
    p95: float
    remedy: str  # the measurement that would narrow it


@dataclass(frozen=True, kw_only=True)
class GradeRow:
    """One line of the medical-grade card."""

    aspect: str  # safety, efficacy, manufacturing, clearance
    state: str  # shown, claimed, unknown
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class EvidenceCard:
    """What one trial did and found, in counts where there are counts."""

    trial: str
    citation: str
    tier: str
    carries: bool
    certainty: int  # 0..4 dots
    certainty_word: str
    who: str
    light: str
    against: str
    result: str
    not_known: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Likeness:
    """Whether one thing about a trial is as it is with this person and this mask."""

    state: Literal["fits", "differs", "unknown"]
    fact: Message


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What the evidence lets this person expect of one goal; never a promise."""

    goal: str
    certainty: int  # 0..4 dots, of all that is known for the goal
    certainty_word: str
    known: str  # the goal's evidence in one sentence
    trial: str  # the trial whose dose is followed; empty where there is none
    held_against: str  # what that trial compared with
    result: str  # its result, with interval where it has one
    others: tuple[str, ...]  # effects against sham or unlit skin in other studies
    applies: tuple[Likeness, ...]
    dose_model: str  # flat, unless a curve foretells left-out studies better
    dose_words: str
    would_change: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """Sessions over weeks, with dates."""

    start: date
    dates: tuple[date, ...]
    sessions_per_week: int
    weeks: int
    closed: tuple[tuple[date, date, str], ...]  # first and last day without light, reason
    reviews: tuple[tuple[date, str], ...]
    missed: str
    prepare: tuple[str, ...]
    stop_rules: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class FaceMaps:
    """What the report draws: the mesh, and light per point in the median scenario.

    Irradiance on the skin is `direct + recirculated * neighbourhood`, per channel. For the dose
    in the target layer `beneath` stands for `direct`: the light of each LED spread in the skin.
    """

    points_mm: FloatArray  # (points, 3)
    normals: FloatArray  # (points, 3)
    triangles: IntArray  # (triangles, 3)
    region: IntArray  # (points,)
    direct_mw_cm2: FloatArray  # (channels, points), full drive
    beneath_mw_cm2: FloatArray  # (channels, points), direct light as the target layer feels it
    neighbourhood_mw_cm2: FloatArray  # (channels, points)


@dataclass(frozen=True, eq=False, kw_only=True)
class DepthProfile:
    """Fluence rate against depth per irradiance, at the region shown."""

    region: str
    depths_mm: FloatArray  # (depths,)
    median: FloatArray  # (channels, depths), per unit irradiance on the skin
    p05: FloatArray
    p95: FloatArray
    layers: tuple[tuple[str, float, float], ...]  # name, top and bottom in mm


@dataclass(frozen=True, eq=False, kw_only=True)
class LiveCeiling:
    """A ceiling as the sliders move: value = offset + drive * at_full, both of minutes.

    Linear between the minutes of the grid; drive counts from the planned one as 1. The
    limit depends on minutes and, for doses, on the skin type.
    """

    id: str
    name: Message
    unit: str
    limit: FloatArray  # (skin types, grid)
    minutes_grid: FloatArray  # (grid,)
    at_full: FloatArray  # (skin types, grid)
    offset: FloatArray  # (grid,) without light: the dark skin's temperature, else zero
    advisory: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class LiveModel:
    """Six skin types, precomputed; everything here is linear in drive."""

    skin_types: tuple[str, ...]  # I..VI
    own: int  # the type nearest to the person
    channels: tuple[str, ...]  # ids
    target_layer: str
    recirculated: FloatArray  # (types, channels, regions), factor on the neighbourhood mean
    depth_gain: FloatArray  # (types, channels, regions), layer fluence rate per irradiance
    dose_rate: FloatArray  # (types, channels, regions, 3): p05, median, p95 J/cm2 a minute
    ceilings: tuple[LiveCeiling, ...]


@dataclass(frozen=True, kw_only=True)
class LightLoss:
    """How much less light than when cold the warm LEDs of a channel give, shares 0..1."""

    channel: str  # id
    at_end: Interval
    in_session: Interval  # of the session's light


@dataclass(frozen=True, eq=False, kw_only=True)
class LikelyCourse:
    """The likelier course of temperature of the planned session, degC at some minutes."""

    minutes: FloatArray  # (times,), from 0
    surface: FloatArray  # (3, times): median, p05, p95
    basal: FloatArray  # (3, times)
    dermis: FloatArray  # (3, times)
    mask: FloatArray | None  # (3, times); None for a panel
    gate: FloatArray  # (times,) the estimate that gates, p95
    loss: tuple[LightLoss, ...]  # of the lit channels; empty for a panel


@dataclass(frozen=True, kw_only=True)
class Temperature:
    """The labelled estimate of skin temperature, degC, 95th percentile over scenarios."""

    start_degc: float
    end_degc: float
    minutes: float
    rise: Interval
    note: str
    likely: LikelyCourse | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Plan:
    """What one person should do with one mask, and everything that stands behind it."""

    status: str
    verdict: Message  # one line: Planned, Planned with care, Not planned, because ...
    seed: int
    scenarios: int
    inputs_sha256: str
    start_date: date
    person: Person
    mask: Mask
    goals: tuple[str, ...]  # canonical names
    session: Session | None
    irradiance: tuple[IrradianceRow, ...] = ()
    power: Power | None = None  # None: nothing says how much light there is
    dose: tuple[DoseRow, ...] = ()
    evenness: tuple[EvennessRow, ...] = ()
    match: tuple[MatchRow, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    screen: tuple[Finding, ...] = ()
    assumptions: tuple[AssumptionRow, ...] = ()
    sensitivity: tuple[SensitivityRow, ...] = ()
    course: Course | None = None
    evidence: tuple[EvidenceCard, ...] = ()
    expectation: tuple[Expectation, ...] = ()  # one a goal
    medical_grade: tuple[GradeRow, ...] = ()
    cautions: tuple[Message, ...] = ()  # printed, do not stop the plan
    best_measurement: str = ""  # the one measurement that would help most
    target_dose: Interval | None = None  # J/cm2, all lit channels, target layer, goal's regions
    target_layer: str = ""
    temperature: Temperature | None = None
    maps: FaceMaps | None = None
    profile: DepthProfile | None = None
    live: LiveModel | None = None
    surface_error_p99: tuple[tuple[str, float], ...] = field(default=())  # band, relative error

    @property
    def exit_code(self) -> int:
        """0 where there is a session, 1 where there is an honest no."""
        return 0 if self.status in ("planned", "below_trial") else 1
