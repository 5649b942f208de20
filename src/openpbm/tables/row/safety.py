"""Rows of the tables of safety: limits, risk groups, standards, hazards, the screen's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openpbm.tables.row.parent import Sourced

# Whose yes turns "refer" into caution; goggles: a doctor's, with opaque goggles; none: nobody's.
Answerer = Literal["doctor", "pharmacist", "goggles", "none"]


@dataclass(frozen=True, kw_only=True)
class Actions:
    """What the screen does with the light of each colour."""

    blue: str
    red: str
    nir: str


@dataclass(frozen=True, kw_only=True)
class Relevance:
    """How much light of a band matters to a row."""

    blue_400_470: str
    red_600_700: str
    nir_780_1100: str


@dataclass(frozen=True, kw_only=True)
class ContraindicationRow(Sourced):
    """A drug, condition, procedure or population, and what it asks of light."""

    kind: Literal["drug", "condition", "procedure", "population"]
    name: str
    cls: str
    action_nm: str
    relevance: Relevance
    action: Actions
    answer: Answerer
    provenance: str
    rationale: str  # notes of the makers
    lay: str  # the same for the person
    tier: Literal["core", "extended"]
    synonyms: tuple[str, ...]
    washout_days: float | None = None
    brands: tuple[str, ...] = ()
    brands_note: str = ""
    pdt_agent: bool = False
    skin_degc_max: float | None = None  # the skin stays below, as below the gate of all people
    gentle_first: bool = False  # the first sessions are half as long, whoever said yes
    hours_before: float | None = None  # between its use and a session


@dataclass(frozen=True, kw_only=True)
class AskRow:
    """A question that a medicine raises: whether a row of the other table holds too."""

    row: str  # of contraindications.json
    if_unanswered: Literal["apply", "ignore"]  # apply: that row holds until it is answered


@dataclass(frozen=True, kw_only=True)
class MedicineRow(Sourced):
    """A medicine, supplement or skin product that was looked at, and what it asks of light."""

    name: str
    names: tuple[str, ...]
    cls: str
    verdict: Literal[
        "none_known",
        "uv_listed",
        "rare_visible",
        "uva_tail",
        "visible_blue",
        "visible_red",
        "existing_row",
        "immune",
        "cancer_treatment",
        "retina",
        "wide_pupil",
        "numb_skin",
        "unknown",
    ]
    flags: tuple[
        Literal[
            "drowsy",
            "supervised",
            "pigment",
            "eye",
            "irritant",
            "clean_skin",
            "skin_thin",
            "bleeding",
        ],
        ...,
    ]
    action: Actions
    asks: tuple[AskRow, ...]
    maker_label_no: bool  # leaflets of common masks say no
    reason: str
    existing_row: str | None = None  # of contraindications.json: it holds too
    washout_days: float | None = None


@dataclass(frozen=True, kw_only=True)
class SaidRow:
    """Words that people type, and the row that they may mean."""

    says: str
    row: str
    offer: str
    or_rows: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LayRow(Sourced):
    """What people call a thing or a group of things; without rows it is known and stops nothing."""

    kind: Literal["drug", "condition", "procedure"]
    says: tuple[str, ...]
    rows: tuple[str, ...]  # of contraindications.json, or medicine_ and an id of medicines.json
    asks_which: bool = False  # all rows count until the person says which
    is_whole: bool = False  # never read inside other words


@dataclass(frozen=True, kw_only=True)
class ScreeningRuleRow(Sourced):
    """What the screen does with the unknown, and who is a population."""

    name: str
    of_part: str = ""  # what is said of words that no table has
    of_offer: str = ""  # the same, with names that may have been meant
    of_guess: str = ""  # what a row is called that unread words may mean
    rationale: str = ""
    action: Actions | None = None
    answer: Answerer = "none"
    any: tuple[str, ...] = ()
    drug: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[SaidRow, ...] = ()
    phrases: tuple[str, ...] = ()
    age_below_years: float | None = None
    aphakic_weight: bool = False
    ita_below_deg: float | None = None
    phototypes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LimitRow(Sourced):
    """An exposure limit or a gate; `values` are the numbers of its formula."""

    hazard: str
    quantity: str
    unit: str
    formula: str
    geometry: str
    applicability: str
    note: str
    values: Mapping[str, float]
    provenance: Literal["verified", "recalled", "project"]
    t_range_s: tuple[float | None, ...] | None = None
    lambda_nm: tuple[float, ...] | None = None
    weighting_column: str | None = None
    standard: str = ""  # whose limit; empty: see `clauses`
    clauses: Mapping[str, str] | None = None  # of each text, where several state it
    no_ceiling: str = ""  # why no ceiling of a plan rests on it


@dataclass(frozen=True, kw_only=True)
class RiskGroupRow(Sourced):
    """The lamp risk groups of IEC 62471 for one hazard."""

    hazard: str
    quantity: str
    weight: str
    unit: str
    exempt: float
    rg1: float
    rg2: float
    per_alpha: bool
    t_s: tuple[float, ...]
    provenance: str
    fov_mrad: tuple[float, ...] = ()
    formula: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StandardRow(Sourced):
    """A standard that may apply to a mask: its public scope, and what it asks for."""

    text: str
    covers: str
    asks: str


@dataclass(frozen=True, kw_only=True)
class DossierRow(Sourced):
    """A line that a submission needs of a mask; catalogue `dossier` says what it asks."""

    section: Literal["parameters", "light", "heat", "eyes", "body", "use", "software", "clinical"]


@dataclass(frozen=True, kw_only=True)
class RiskRow(Sourced):
    """A hazard, an invariant or a gap: what controls it, which tests show it, what is open."""

    kind: Literal["hazard", "invariant", "gap"]
    hazard: str
    control: str
    open: str = ""
    cause: str = ""
    severity: int | None = None
    code: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


Attacker = Literal[
    "radio_range", "network", "malicious_host", "second_host", "stolen_computer", "hands",
    "stolen_mask", "firmware", "lying_mask",
]  # fmt: skip
Asset = Literal["skin_and_eyes", "account", "keys", "privacy", "use"]


@dataclass(frozen=True, kw_only=True)
class ThreatRow(Sourced):
    """What somebody may try on an open mask or its host: the measure, what shows it, what stays."""

    attacker: Attacker
    attack: str
    assets: tuple[Asset, ...]
    is_light: bool  # without measures: light that nobody wants, or more than was planned
    worst: str  # with the measures
    residual: str
    measures: tuple[str, ...] = ()  # module:name or module:class.method
    cases: tuple[str, ...] = ()  # of the conformance suite
    tests: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()  # ids of risk.json
    hardware: str = ""  # on paper
    open: str = ""  # what nothing shows, or nobody controls


@dataclass(frozen=True, kw_only=True)
class RequirementRow:
    """What a software item has to do, and what verifies it on each level."""

    id: str
    says: str
    unit: tuple[str, ...] = ()  # tests of the item alone
    integration: tuple[str, ...] = ()  # tests of items, or of host and mask, together
    system: tuple[str, ...] = ()  # cases of the conformance suite
    model: tuple[str, ...] = ()  # tests that walk a model to its end
    hardware: str = ""  # what is not verified without it


@dataclass(frozen=True, kw_only=True)
class FirmwareItemRow(Sourced):
    """A software item of the mask's firmware in the manner of IEC 62304."""

    name: str
    does: str
    modules: tuple[str, ...]  # files of the folder `firmware`
    alone: Literal["none", "A", "B", "C"]  # safety class while no hardware is shown
    with_hardware: Literal["none", "A", "B", "C"]  # where the hardware's own bounds are verified
    reason: str
    requirements: tuple[RequirementRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScheduleRow(Sourced):
    """A rule of the course: missed sessions, reviews, preparation, stops."""

    kind: Literal[
        "dose", "missed", "adherence", "review", "prepare", "closed", "stop", "answer", "maker"
    ]
    text: str
    sessions: float | None = None
    sessions_per_day: float | None = None
    hours: float | None = None
    minutes: float | None = None
    share: float | None = None
    weeks: float | None = None
    days: float | None = None
    week: float | None = None
    sessions_per_week: float | None = None
    times: float | None = None
    closed_default_days: float | None = None
    years: float | None = None
    goals: tuple[str, ...] = ()  # ids of goals.json
    findings: tuple[str, ...] = ()  # ids of what the screen finds


@dataclass(frozen=True, kw_only=True)
class SkinAnswerRow(Sourced):
    """How the skin took a session, and what that asks of the next ones. Never more light."""

    name: str  # what was seen, as a finding of a later plan
    lay: str  # why, for the person
    share: float  # of the planned minutes
    sessions: int  # so many next sessions have that share
    rest_days: int  # without light, the day of the answer among them
    needs_doctor: bool  # no light until one says that it is fine
    action: Actions  # in a later plan, while nobody has answered
    again_days: float | None = None  # said twice within these days it needs a doctor, too
    plan_days: float | None = None  # so long a later plan reads it; None: until it is answered
    gentle_first: bool = False  # a later plan then begins with short sessions
