"""The person a plan is for: skin, eyes, medicines, conditions, wishes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from annotated_types import Ge

from openpbm.errors import PersonError
from openpbm.field import IfAny, Name, SessionsPerWeek
from openpbm.record import UNKNOWN_LIGHT, LightHistory

PHOTOTYPES = ("I", "II", "III", "IV", "V", "VI")
EYE_PROTECTIONS = ("none", "opaque_goggles")
USUAL_AGE_YEARS, USUAL_PHOTOTYPE = 40.0, "II"  # whose skin, where nobody is named


@dataclass(frozen=True, kw_only=True)
class Medicine:
    """A medicine, and when it was last taken or put on the skin."""

    name: str
    last_dose: date | None = None  # None: still taken
    photosensitising: bool | None = None  # None: not known, counted as yes
    no_to: tuple[str, ...] = ()  # rows whose question, raised by this medicine, got a no


@dataclass(frozen=True, kw_only=True)
class ExpertAnswer:
    """What a doctor or pharmacist said of light with something that the person named."""

    about: str  # the entry as the person wrote it, or "age"
    fine: bool
    by: Literal["doctor", "pharmacist"]
    who: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """Something done, or planned, to the skin on a date: peel, needling, laser."""

    name: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A goal in the person's words, and where; no regions means the whole face."""

    goal: str
    regions: tuple[str, ...] = ()
    uncontrolled: bool = False  # asks to follow what a study without a fair control used


@dataclass(frozen=True, kw_only=True)
class ProtocolMark:
    """By which protocol wishes were chosen: whose it is, which version, how often at most.

    It says what is asked for. Nothing in it opens or raises anything.
    """

    name: Name
    version: Annotated[int, Ge(1)]
    author: Name
    most_per_week: SessionsPerWeek | None = None  # None: as what is followed


@dataclass(frozen=True, kw_only=True)
class FittedSkin:
    """Skin as a reading told it: melanin, blood and scattering with their doubt. Theory 3.10."""

    ita_deg: float  # individual typology angle of the reading
    log_mean: tuple[float, float, float]  # ln melanin in mm, ln blood fraction, ln scattering
    log_covariance: tuple[tuple[float, float, float], ...]  # (3, 3)

    def __post_init__(self) -> None:
        numbers = (self.ita_deg, *self.log_mean, *(x for row in self.log_covariance for x in row))
        if len(self.log_mean) != 3 or [len(row) for row in self.log_covariance] != [3, 3, 3]:
            raise PersonError("skin: expected three means and a 3 by 3 covariance")
        if not all(math.isfinite(number) for number in numbers):
            raise PersonError("skin: found a number that is not finite; expected finite numbers")
        if not -90 <= self.ita_deg <= 90:
            raise PersonError(f"skin: ita_deg is {self.ita_deg:g}; expected between -90 and 90")
        if not _is_covariance(self.log_covariance):
            raise PersonError("skin: log_covariance: expected a symmetric, positive matrix")


def _is_covariance(rows: tuple[tuple[float, float, float], ...]) -> bool:
    """True for a symmetric 3 by 3 matrix with positive leading minors."""
    (a, b, c), (d, e, f), (g, h, i) = rows
    near = all(math.isclose(x, y, rel_tol=1e-3, abs_tol=1e-9) for x, y in ((b, d), (c, g), (f, h)))
    minors = (a, a * e - b * d, a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))
    return near and all(minor > 0 for minor in minors)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who the plan is for.

    Exactly one of `phototype`, `ita_deg`, `lab` and `fitted` describes the skin colour.
    """

    age_years: float
    phototype: str | None = None
    ita_deg: float | None = None  # individual typology angle
    lab: tuple[float, float, float] | None = None  # CIELAB, for D65 and 2 degrees
    lab_taken_for: str = ""  # light and observer, where the reading did not say both
    fitted: FittedSkin | None = None  # from `openpbm skin`
    wishes: tuple[Wish, ...] = ()
    conditions: tuple[str, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    answers: tuple[ExpertAnswer, ...] = ()
    eye_protection: str = "none"
    face_height_mm: float | None = None  # hairline centre to chin, measured
    recent_light: LightHistory = UNKNOWN_LIGHT  # on this face, before the plan
    protocol: Annotated[ProtocolMark | None, IfAny()] = None

    def __post_init__(self) -> None:
        if not 0 < self.age_years < 120:
            raise PersonError(f"age_years is {self.age_years:g}; expected above 0 and below 120")
        described = [self.phototype, self.ita_deg, self.lab, self.fitted]
        if sum(value is not None for value in described) != 1:
            raise PersonError("skin colour: give exactly one of phototype, ita_deg, lab and skin")
        if self.phototype is not None and self.phototype not in PHOTOTYPES:
            raise PersonError(
                f"phototype is {self.phototype!r}; expected one of {', '.join(PHOTOTYPES)}"
            )
        if self.ita_deg is not None and not -90 <= self.ita_deg <= 90:
            raise PersonError(f"ita_deg is {self.ita_deg:g}; expected between -90 and 90")
        if self.lab is not None and not (0 < self.lab[0] <= 100):
            raise PersonError(f"lab L* is {self.lab[0]:g}; expected between 0 and 100")
        for name in ("wishes", "conditions", "medicines", "procedures"):
            if isinstance(getattr(self, name), str):  # its letters would be read one by one
                raise PersonError(f"{name}: expected tuple")
        if self.eye_protection not in EYE_PROTECTIONS:
            raise PersonError(
                f"eye_protection is {self.eye_protection!r}; "
                f"expected one of {', '.join(EYE_PROTECTIONS)}"
            )
        if self.face_height_mm is not None and not 80 <= self.face_height_mm <= 260:
            raise PersonError(
                f"face_height_mm is {self.face_height_mm:g}; expected between 80 and 260"
            )

    @property
    def measured_ita_deg(self) -> float | None:
        """The individual typology angle, where colour was measured. Theory 3.1."""
        if self.fitted is not None:
            return self.fitted.ita_deg
        if self.lab is not None:
            lightness, _, yellow = self.lab
            return math.degrees(math.atan2(lightness - 50.0, yellow))
        return self.ita_deg


def usual_person() -> Person:
    """Whose skin counts where nobody is named, in every command that asks for none.

    Fair skin throws more light back under a mask than darker skin does, so irradiance errs high.
    Darker skin grows warmer: whoever asks after that names the person.
    """
    return Person(age_years=USUAL_AGE_YEARS, phototype=USUAL_PHOTOTYPE)
