"""Every human study as a noun that holds only what was read; memory is kept apart.

The fields of these nouns are the columns of `tables/studies.json`. A field known from memory is
None or empty here, is named in `from_memory` beside it, and stands, labelled, in
`Study.recalled`. What this project judges of a study is its `judged`. Theory 10.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from openpbm.errors import TableError
from openpbm.fact import Message, said
from openpbm.response.judgement import Judgement
from openpbm.response.memory import FromMemory, labelled, without_memory
from openpbm.response.outcome import Outcome
from openpbm.tables import Row, rows
from openpbm.tables.shape import read

CONTROLS = ("sham", "unlit")  # what an effect may be drawn and pooled against
RANDOMISED = "randomised"
NAMED = re.compile(r"\{([a-z]\w+)\}")  # a study in a sentence of a table
_ROLE_CONTROL = {"sham": "sham", "untreated": "unlit", "drug_comparator": "drug"}


@dataclass(frozen=True, kw_only=True)
class Known:
    """Fields of a record that are known the same way; s is the place of their source."""

    p: Literal["verified", "verified_secondary", "derived"]
    fields: tuple[str, ...]
    s: int | None = None


@dataclass(frozen=True, kw_only=True)
class StudySource:
    """Where a study was read, and what of it."""

    url: str
    read: Literal[
        "abstract", "abstract_mirror", "full_text_start", "secondary", "registry", "catalogue"
    ]


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Who published a study, when and where, as far as it was read."""

    authors: str = ""
    year: int | None = None
    journal: str = ""
    pages: str = ""
    from_memory: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LightUsed:
    """One wavelength or band of an arm, as printed; None where it was not read."""

    nm: float | None = None
    band_nm: tuple[float, float] | None = None
    lines_nm: tuple[float, ...] = ()  # several lines whose dose was printed as one
    fwhm_nm: float | None = None
    irradiance_mw_cm2: float | None = None
    fluence_j_cm2: float | None = None
    range_j_cm2: tuple[float, float] | None = None
    sessions: float | None = None  # with this light, in a programme that alternates
    mode: str = ""
    duty_cycle: float | None = None
    dose_kind: Literal[
        "no_area",
        "peak_only",
        "split_unstated",
        "part_of_band",
        "per_day",
        "per_pulse_or_session",
        "maximum",
        "range",
        "contradiction",
        "",
    ] = ""  # what is wrong with the dose; empty where nothing is
    dose_flag: str = ""
    from_memory: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Arm:
    """A group, a side or a lesion of a study."""

    name: str
    role: Literal[
        "active", "active_comparator", "comparator", "drug_comparator", "sham", "untreated"
    ]
    n: float | None = None
    session_min: float | None = None
    mean_age: float | None = None
    programme: Literal["together", "alternating", "in turn", ""] = ""  # of several lights
    note: str = ""
    lights: tuple[LightUsed, ...]
    from_memory: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RiskOfBias:
    """The reviewer's judgement of a study, with its reason."""

    judgement: Literal["low", "some", "high"]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Study:
    """One human study, facts only."""

    id: str
    name: str  # what it is called everywhere
    topic: str
    citation: Citation
    pmid: str = ""
    doi: str = ""
    setting: Literal["home", "office", "mixed", ""] = ""
    device: str = ""
    device_type: Literal["LED", "laser", "other", ""] = ""
    design: str = ""
    allocation: Literal["randomised", "not randomised", ""] = ""
    within: bool = False  # each person is their own control: two sides, plaques or lesions
    blinding: str = ""
    who: str = ""
    ages: tuple[float, float] | None = None  # youngest and oldest
    mean_age: float | None = None
    skin_types: tuple[Literal["I", "II", "III", "IV", "V", "VI"], ...] = ()
    n_total: float | None = None
    n_randomised: float | None = None
    n_treated: float | None = None
    n_control: float | None = None
    sessions_total: float | None = None
    sessions_per_week: float | None = None
    weeks: float | None = None
    follow_up_weeks: float | None = None
    distance_mm: float | None = None
    arms: tuple[Arm, ...]
    outcomes: tuple[Outcome, ...]
    adverse_events: str = ""
    funding_conflict: str = ""
    risk_of_bias: RiskOfBias
    flags: tuple[str, ...] = ()
    notes: str = ""
    sources: tuple[StudySource, ...] = ()
    source: str = ""  # where there is nothing to open
    status: Literal["verified", "mixed", "recalled"]
    provenance: tuple[Known, ...]
    recalled: tuple[FromMemory, ...]
    from_memory: tuple[str, ...] = ()
    judged: Judgement

    @property
    def title(self) -> Message:
        """Its topic; a record that is wholly remembered says so."""
        return labelled(self.topic) if self.status == "recalled" else said(self.topic)

    @property
    def cited(self) -> str:
        """Authors, topic, year and journal, as far as they were read."""
        own = self.citation
        parts = (f"{own.year}" if own.year else "", own.journal, own.pages)
        place = ", ".join(part for part in parts if part)
        return ". ".join(part for part in (own.authors.rstrip("."), self.topic, place) if part)

    @property
    def url(self) -> str:
        """Where it was read first."""
        return self.sources[0].url if self.sources else ""

    @property
    def known(self) -> Mapping[str, str]:
        """How every field that was read is known, by path."""
        return {path: each.p for each in self.provenance for path in each.fields}

    @property
    def goals(self) -> tuple[str, ...]:
        """Goals that it is about."""
        return tuple(own.goal for own in self.judged.goals)

    @property
    def held_out(self) -> bool:
        """True where it is quoted and matched, never fitted or pooled."""
        return self.judged.held_out

    @property
    def bias(self) -> str:
        """Risk of bias: low, some or high."""
        return self.risk_of_bias.judgement

    @property
    def bias_reason(self) -> str:
        """Why the reviewer thinks so."""
        return named(self.risk_of_bias.reason)

    @property
    def all_flags(self) -> tuple[str, ...]:
        """The reviewer's flags: those of its doses, then those of the record."""
        doses = [light.dose_flag for arm in self.arms for light in arm.lights if light.dose_flag]
        return (*dict.fromkeys(doses), *self.flags)

    @property
    def control(self) -> str:
        """The strictest comparison: sham, unlit, drug, other light, or none."""
        found = {_ROLE_CONTROL.get(arm.role, "") for arm in self.arms}
        for kind in (*CONTROLS, "drug"):
            if kind in found:
                return kind
        lit = [arm for arm in self.arms if arm.role != "comparator"]
        return "other light" if len(lit) > 1 else "none"

    @property
    def is_randomised(self) -> bool:
        """True where what was read says that chance chose who, or which side, was lit."""
        return self.allocation == RANDOMISED

    @property
    def size(self) -> float | None:
        """How many people, both groups together, as far as it was read."""
        for whole in (self.n_randomised, self.n_total):
            if whole is not None:
                return whole
        if self.n_treated is None or self.n_control is None or self.within:
            return self.n_treated  # one person has both sides: counted once
        return self.n_treated + self.n_control


def colour_of(light: LightUsed) -> str:
    """'633 nm', '611 to 650 nm', '830 and 590 nm', or nothing where it was not read."""
    if light.nm is not None:
        return f"{light.nm:g} nm"
    if light.band_nm is not None:
        return f"{light.band_nm[0]:g} to {light.band_nm[1]:g} nm"
    *first, last = [f"{nm:g}" for nm in light.lines_nm] or [""]
    return f"{', '.join(first)} and {last} nm" if first else ""


@cache
def all_studies() -> Mapping[str, Study]:
    """The studies of the table."""
    return studies(rows("studies"))


def studies(table: Mapping[str, Row]) -> Mapping[str, Study]:
    """Studies out of rows; what is recalled is set apart while reading."""
    return {key: _study(row) for key, row in table.items()}


def _study(row: Row) -> Study:
    key = row.text("id")
    judged = rows("judgements").get(key)
    if judged is None:
        raise TableError(f"judgements.json: found no row for {key}; expected one for each study")
    made = {**without_memory(row), "judged": judged.fields()}
    return read(Study, made, f"studies.json, row {key}")


def named(text: str) -> str:
    """A sentence of a table with the names of its studies.

    >>> named("the mask of {park_2025_mask_630_850}")
    'the mask of Park 2025'
    """
    return NAMED.sub(lambda found: rows("studies")[found[1]].text("name"), text)
