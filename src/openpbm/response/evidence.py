"""Trials that could carry a goal, and goals in the words people use.

A trial carries a goal when its wavelengths and dose were read, or are labelled where they were
not, and it was held against sham or unlit skin: tiers A and B of `tables/grades.json`. Tier C says
what an uncontrolled study used, and is followed by nobody who did not ask for it; N is a printed
null. Source: `tables/studies.json`, `judgements.json`, `goals.json`, `bands.json`. Theory 9.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from openpbm.errors import PersonError, nearest
from openpbm.fact import Message, Several, message, several
from openpbm.person import PHOTOTYPES
from openpbm.response.judgement import NULL_TIER, TESTED, UNCONTROLLED, GoalVerdict
from openpbm.response.study import CONTROLS, Arm, LightUsed, Study, all_studies, named
from openpbm.response.surface_dose import mean_irradiance, surface_dose
from openpbm.tables import numbers, typed
from openpbm.tables.row.evidence import GoalRow, PlanAllowed
from openpbm.tables.row.light import BandRow

LIT = ("active", "active_comparator")  # arms that got the light that was tried
UNSTATED_TYPES = ("I", "II", "III", "IV")  # participants whose types were not read: assumed


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What somebody wants, and the layer its dose is matched in."""

    id: str  # speech has its name
    target_layer: str
    target_reason: str
    known: str
    would_change: str
    plan: PlanAllowed
    works_first: str


@dataclass(frozen=True, kw_only=True)
class TrialLight:
    """One wavelength of one arm; the dose at the skin is an interval, often of no width."""

    band: str | None
    peak_nm: float
    fwhm_nm: float
    dose_low_j_cm2: float
    dose_high_j_cm2: float
    irradiance_mw_cm2: float | None
    flag: str


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One arm of a study that can carry a goal, with what is needed to match it."""

    study: Study
    arm: str
    goal: str
    tier: Literal["A", "B", "C"]
    lights: tuple[TrialLight, ...]
    alternating: bool
    session_min: float | None
    gaps: tuple[str, ...]

    @property
    def id(self) -> str:
        """The study's identifier."""
        return self.study.id

    @property
    def name(self) -> str:
        """How its study is called everywhere."""
        return self.study.name

    @property
    def sessions_total(self) -> float | None:
        """Sessions of the whole course."""
        return self.study.sessions_total

    @property
    def sessions_per_week(self) -> float | None:
        """Sessions in a week."""
        return self.study.sessions_per_week

    @property
    def weeks(self) -> float | None:
        """Length of the course."""
        return self.study.weeks

    @property
    def skin_types(self) -> tuple[str, ...]:
        """Skin types of its people; an assumption where they were not read."""
        return self.study.skin_types or UNSTATED_TYPES

    @property
    def skin_types_known(self) -> bool:
        """True where the skin types were read."""
        return bool(self.study.skin_types)

    @property
    def view_factor(self) -> tuple[float, float]:
        """How much of what the skin sends back meets its device again."""
        return self.study.judged.device.view_factor

    @property
    def inner_reflectance(self) -> tuple[float, float]:
        """How bright its device is inside."""
        return self.study.judged.device.inner_reflectance

    @property
    def site(self) -> str:
        """The site whose skin stands for the treated one."""
        return self.study.judged.device.site

    @property
    def why_no_better(self) -> Several:
        """What keeps it out of tier A; nothing for a trial of tier A."""
        reasons: list[Message] = []
        if self.tier == "A":
            return several(reasons)
        if self.study.control not in CONTROLS:
            reasons.append(message("study-uncontrolled"))
        elif self.tier == UNCONTROLLED:
            reasons.append(message("study-weak_control"))
        if self.is_interval:
            reasons.append(message("study-dose_range"))
        elif any(light.flag for light in self.lights) or not reasons:
            reasons.append(message("study-dose_in_part"))
        return several(reasons)

    @property
    def is_interval(self) -> bool:
        """True when some dose is known only as a range."""
        return any(light.dose_low_j_cm2 < light.dose_high_j_cm2 for light in self.lights)


@cache
def bands() -> dict[str, tuple[float, float, str]]:
    """Band id to (low nm, high nm, label)."""
    return {
        key: (row.low_nm, row.high_nm, row.label) for key, row in typed("bands", BandRow).items()
    }


def band_of(peak_nm: float) -> str | None:
    """The band a wavelength counts to, or None: then nothing can be matched to it.

    >>> band_of(633.0), band_of(1072.0)
    ('red', None)
    """
    for key, (low, high, _) in bands().items():
        if low <= peak_nm <= high:
            return key
    return None


def goal_of(word: str) -> Goal:
    """The goal behind a word or phrase.

    Raises:
        PersonError: the word is not known; the nearest are named.
    """
    wanted, goals = _spoken(word.strip()), goal_rows()
    known = {_spoken(alias): row for row in goals.values() for alias in (row.id, *row.aliases)}
    row = known.get(wanted)
    if row is None:
        raise PersonError(
            f"goal {word!r} is not known{nearest(wanted, sorted(known))}; "
            f"expected one of {', '.join(sorted(goals))}"
        )
    return Goal(
        id=row.id,
        target_layer=row.target_layer,
        target_reason=row.target_reason,
        known=named(row.known),
        would_change=named(row.would_change),
        plan=row.plan,
        works_first=row.works_first,
    )


def goal_rows() -> Mapping[str, GoalRow]:
    """The goals of the table, by id."""
    return typed("goals", GoalRow)


def _spoken(word: str) -> str:
    return word.lower().replace("_", " ").replace("-", " ")


def carrying(
    goal: str, found: Mapping[str, Study] | None = None, *, uncontrolled: bool = False
) -> tuple[Trial, ...]:
    """Arms whose dose a plan for a face may follow: by tier, then sham first, then more people.

    Args:
        goal: its id.
        found: the studies; those of the table where None.
        uncontrolled: true for somebody who asks to follow what an uncontrolled study used.
    """
    row = goal_rows().get(goal)
    if row is None or not row.on_face:
        return ()
    tiers = (*TESTED, UNCONTROLLED) if uncontrolled else TESTED
    trials = [
        trial
        for study in (all_studies() if found is None else found).values()
        if (own := study.judged.of(goal)) is not None and own.tier in tiers
        for trial in _arms(study, own)
    ]
    return tuple(sorted(trials, key=lambda trial: _place(trial.study, trial.tier)))


def set_aside(goal: str) -> tuple[Study, ...]:
    """Trials of a goal whose main result was no difference: told beside every other."""
    return tuple(s for s in all_studies().values() if s.judged.tier(goal) == NULL_TIER)


def about(goal: str) -> tuple[Study, ...]:
    """The studies of a goal that are shown: followed and null ones, then what had a control."""
    shown = [
        (_place(study, own.tier), 0 if own.rank is None else own.rank, study)
        for study in all_studies().values()
        if (own := study.judged.of(goal)) is not None and (own.tier or own.rank is not None)
    ]
    return tuple(study for *_, study in sorted(shown, key=lambda each: each[:2]))


def _place(study: Study, tier: str) -> tuple[int, int, float]:
    """A first, then B; a null stands beside them, and what had a control above what had none."""
    control = CONTROLS.index(study.control) if study.control in CONTROLS else len(CONTROLS)
    undosed = "controlled" if study.control in CONTROLS else ""  # no dose to follow
    order = (*TESTED, NULL_TIER, "controlled", UNCONTROLLED, "")
    return order.index(tier or undosed), control, -(study.size or 0.0)


def _arms(study: Study, own: GoalVerdict) -> list[Trial]:
    found: list[Trial] = []
    if own.tier == "" or own.tier == "N":
        return found
    for arm in study.arms:
        lights = [trial_light(light, arm) for light in arm.lights]
        read = tuple(light for light in lights if light is not None)
        if arm.role in LIT and read and len(read) == len(lights):
            made = Trial(
                study=study,
                arm=arm.name,
                goal=own.goal,
                tier=own.tier,
                lights=read,
                alternating=arm.programme == "alternating",
                session_min=arm.session_min,
                gaps=own.gaps,
            )
            found.append(made)
    return found


def trial_light(light: LightUsed, arm: Arm) -> TrialLight | None:
    """A light as a plan matches it: inside one band, with a dose; None for any other."""
    line = _line(light)
    dose = surface_dose(light, arm.session_min)
    if line is None or isinstance(dose, Message):
        return None
    peak, width = line
    return TrialLight(
        band=band_of(peak),
        peak_nm=peak,
        fwhm_nm=width,
        dose_low_j_cm2=dose.low_j_cm2,
        dose_high_j_cm2=dose.high_j_cm2,
        irradiance_mw_cm2=mean_irradiance(light),
        flag=light.dose_flag,
    )


def _line(light: LightUsed) -> tuple[float, float] | None:
    """Peak and full width, nm, of a light that lies in one band; None for any other."""
    usual = numbers("synthesis")["line.led_fwhm_nm"].value
    if light.nm is not None:
        return (light.nm, light.fwhm_nm or usual) if band_of(light.nm) else None
    if light.band_nm is None:
        return None
    low, high = light.band_nm
    band = band_of(0.5 * (low + high))
    if band is None or high - low > bands()[band][1] - bands()[band][0]:
        return None  # broader than one band: one wavelength cannot stand for it
    return 0.5 * (low + high), high - low


def types_of(text: str) -> tuple[str, ...]:
    """'II-V' to the types it spans, 'all' to all; nothing when it was not read."""
    if text == "all":
        return PHOTOTYPES
    ends = [part.strip() for part in text.replace(" to ", "-").split("-") if part.strip()]
    if not ends or any(end not in PHOTOTYPES for end in ends):
        return ()
    first, last = PHOTOTYPES.index(ends[0]), PHOTOTYPES.index(ends[-1])
    return PHOTOTYPES[first : last + 1]
