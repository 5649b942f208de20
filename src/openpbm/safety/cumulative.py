"""Light of a day, of weeks and of a course on one skin, as bounds. Theory 8.8.

A cap of one session says nothing about the third of a day or the fortieth of a month. Here
all light of a window is summed, by band, at the hottest 3.5 mm: what is planned and what the
skin had before. What volunteers bore stops: in a day, and in 21 days. A week and a course at
this project's own full session are cautions. A history that is not known counts as full
sessions in their rhythm.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.fact import Message, Name, message
from openpbm.record import LIGHT_BANDS, WHOLE_FACE, DayDose, LedgerLight, LightHabit, LightHistory
from openpbm.safety.bound import Bound, constant, dose_bound, parent_of
from openpbm.safety.ceilings.skin import blue_cap_j_cm2, tolerated_row, tone_of
from openpbm.safety.colour import band_shares
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard.limit import of
from openpbm.units import J_CM2_PER_MINUTE

OURS = ("week", "course")  # windows whose cap is this project's own: said, and stops nothing
FULL_ROWS = {
    "blue": "p_dose_blue",
    "amber": "visible_ipd",
    "red": "p_dose_red",
    "nir": "p_dose_red",
}
BORNE = ("red", "nir")  # bands of which 21 days have a parent
DECIMALS = 9  # of J/cm2: what sums of the same doses in another order differ by is no excess

Windows = tuple[tuple[int, float], ...]  # planned sessions in it, and J/cm2 of other light


@dataclass(frozen=True, eq=False, kw_only=True)
class LightBound(Bound):
    """The light of one band in the worst window of some days; the value of Eq. 8.13."""

    band: str
    days: int
    full_j_cm2: float  # of a full session, by this project: what an unknown one counts as
    windows: Windows

    def value(self, minutes: float, drive: FloatArray) -> float:
        """The largest sum over the windows, each session at its 95th percentile."""
        return self._largest(super().value(minutes, drive))

    def curve(self, minutes: FloatArray, drive: FloatArray) -> FloatArray:
        """(times,) values at several session lengths."""
        return floats([self._largest(one) for one in super().curve(minutes, drive).tolist()])

    def _largest(self, one: float) -> float:
        """Sum over the windows where each session gives so much."""
        return round(max(sessions * one + other for sessions, other in self.windows), DECIMALS)

    def is_lit(self, drive: FloatArray) -> bool:
        """True where a session gives light of this band."""
        return bool(self.at_full.any(axis=(0, 2)) @ (drive > 0))

    def counted(
        self, planned: Sequence[date], doses: Iterable[DayDose], regions: Collection[str]
    ) -> LightBound:
        """The same bound for sessions on days, beside the light of a history.

        Args:
            planned: days of the sessions, rising.
            doses: other light; that of other bands and of unlit regions does not count.
            regions: what the sessions light. The strictest of them decides.
        """
        own = [dose for dose in doses if dose.band == self.band]
        return replace(self, windows=windows_of(planned, own, regions, self.days))


def is_dark_sum(bound: Bound, drive: FloatArray) -> bool:
    """True for the sum of a band that a session leaves dark: nothing to show."""
    return isinstance(bound, LightBound) and not bound.is_lit(drive)


def windows_of(
    planned: Sequence[date], doses: Sequence[DayDose], regions: Collection[str], days: int
) -> Windows:
    """Of all windows that hold a session: the most other light for each number of sessions."""
    if not planned:
        return ((0, 0.0),)
    begin = planned[0] - timedelta(days=days - 1)
    length = (planned[-1] - begin).days + days
    sessions = np.zeros(length)
    for day in planned:
        sessions[(day - begin).days] += 1.0
    ends = slice(days - 1, length)  # a window is named by its last day
    counts = np.convolve(sessions, np.ones(days))[ends]
    other = np.zeros(len(counts))
    for region in regions:
        light = np.zeros(length)
        for dose in doses:
            place = (dose.day - begin).days
            if dose.region in (region, WHOLE_FACE) and 0 <= place < length:
                light[place] += dose.dose_j_cm2
        other = np.maximum(other, np.convolve(light, np.ones(days))[ends])
    most: dict[int, float] = {}
    for count, beside in zip(np.rint(counts).astype(int).tolist(), other.tolist(), strict=True):
        if count > 0:
            most[count] = max(most.get(count, 0.0), beside)
    return tuple(sorted(most.items()))


def full_session(exposure: Exposure) -> Mapping[str, float]:
    """J/cm2 of a full session of each band, by this project: a caution, and what counts unsaid."""
    red = of("p_dose_red", tone_of(exposure))
    amber = of("visible_ipd", "low_j_cm2")
    return {"blue": blue_cap_j_cm2(exposure), "amber": amber, "red": red, "nir": red}


def day_caps(exposure: Exposure) -> Mapping[str, float]:
    """J/cm2 that a band may give in a day: what people bore at once; of near-infrared, of red."""
    return {
        **full_session(exposure),
        "red": of(tolerated_row(exposure), "j_cm2"),
        "nir": of("red_mtd_soc", "j_cm2"),
    }


def _cap_rows(exposure: Exposure) -> Mapping[str, tuple[str, ...]]:
    """Parents of the cap of a day."""
    rows = {band: (row,) for band, row in FULL_ROWS.items()}
    return {**rows, "red": (tolerated_row(exposure),), "nir": ("nir_by_red", "red_mtd_soc")}


def window_days() -> Mapping[str, int]:
    """Length of each window."""
    return {
        "day": 1,
        "week": round(of("p_light_week", "days")),
        "three_weeks": round(of("red_course_borne", "days")),
        "course": round(of("p_light_course", "days")),
    }


def full_sessions() -> Mapping[str, float]:
    """How many sessions each window holds: full ones in our own, the heaviest in the others."""
    week = of("p_light_week", "sessions")
    weeks = of("p_light_course", "days") / of("p_light_week", "days")
    borne = of("red_course_borne", "sessions")
    return {"day": 1.0, "week": week, "three_weeks": borne, "course": week * weeks}


def light_bounds(exposure: Exposure) -> list[Bound]:
    """Day, weeks and course of every band that the mask has, without light of before."""
    shares = band_shares(exposure.emission.typical())
    return [
        _light_bound(exposure, band, window, shares[band])
        for band in LIGHT_BANDS
        if shares[band].any()
        for window in window_days()
        if window != "three_weeks" or band in BORNE
    ]


def _light_bound(exposure: Exposure, band: str, window: str, share: FloatArray) -> LightBound:
    days, sessions = window_days()[window], full_sessions()[window]
    one = (full_session if window in OURS else day_caps)(exposure)[band]
    plain = dose_bound(
        f"light_{window}_{band}",
        parent_of(_rows_of(exposure, band, window), _told(band, window, days, sessions)),
        "J/cm2",
        exposure.hot_mw_cm2 * J_CM2_PER_MINUTE * share,
        constant(sessions * one),
    )
    return LightBound(
        **vars(plain),
        band=band,
        days=days,
        full_j_cm2=full_session(exposure)[band],
        windows=((_planned(exposure, window), 0.0),),
    )


def _planned(exposure: Exposure, window: str) -> int:
    """The most sessions of the plan in a window."""
    return {
        "day": 1,
        "week": exposure.sessions_per_week,
        "three_weeks": exposure.sessions_in_three_weeks,
        "course": exposure.sessions_in_course,
    }[window]


def _rows_of(exposure: Exposure, band: str, window: str) -> tuple[str, ...]:
    if window in OURS:
        return (f"p_light_{window}", FULL_ROWS[band])
    day = _cap_rows(exposure)[band]
    if window == "day":
        return day
    # of near-infrared the weaker parent comes first: it gives source and status
    return (*day, "red_course_borne") if band == "nir" else ("red_course_borne", *day)


def _told(band: str, window: str, days: int, sessions: float) -> Message:
    name, of_band = Name("band", band), {"of": band}
    if window == "day":
        return message("limit-light_day", band=name, **of_band)
    if window in OURS:
        return message("limit-light_days", band=name, days=days, sessions=round(sessions))
    return message("limit-light_borne", band=name, days=days, sessions=round(sessions), **of_band)


def counted_doses(
    history: LightHistory, full: Mapping[str, float], today: date, *, most: Mapping[str, float]
) -> tuple[DayDose, ...]:
    """What a history counts as: known doses, and beside them what is not known or was lost.

    Nobody told: a full session on the last days of every week up to today, the heaviest past in
    this project's own rhythm, whichever window looks back on it. A ledger lost days: then a
    session of today may be among them, and they count as at the cap, in the same rhythm. Sessions
    of a habit lie on such days, too; those without a dose count as full, of which a week holds no
    more than where nothing is known.

    Args:
        history: light of before.
        full: J/cm2 of a full session by band.
        today: of the plan.
        most: J/cm2 of a day at the cap by band.
    """
    lost = {day for first, last in history.lost_days for day in full_days(last) if day >= first}
    unknown = set() if history.is_known else set(full_days(today)) - lost
    return (
        *history.doses,
        *_each_day(lost, most),
        *_each_day(unknown, full),
        *_of_full_days(history, full),
        *_of_habits(history.habits, full, today),
    )


def _each_day(days: Collection[date], doses: Mapping[str, float]) -> Iterator[DayDose]:
    for band, dose in doses.items():
        if dose > 0:
            yield from (DayDose(day=day, band=band, dose_j_cm2=dose) for day in sorted(days))


def _of_full_days(history: LightHistory, full: Mapping[str, float]) -> Iterator[DayDose]:
    told = history.full_days if isinstance(history, LedgerLight) else ()
    for band, dose in full.items():
        if dose > 0:
            yield from (DayDose(day=day, band=band, dose_j_cm2=times * dose) for day, times in told)


def _of_habits(
    habits: Sequence[LightHabit], full: Mapping[str, float], today: date
) -> Iterator[DayDose]:
    days, most = window_days(), round(full_sessions()["week"])
    for habit in habits:
        begins, count = habit.begins(today) or date.min, habit.sessions_per_week
        for week in range(days["course"] // days["week"]):
            for place in range(count if habit.dose_j_cm2 is not None else min(count, most)):
                day = today - timedelta(days=days["week"] * week + place % days["week"])
                for band in habit.bands:
                    dose = full.get(band, 0.0) if habit.dose_j_cm2 is None else habit.dose_j_cm2
                    if day >= begins and dose > 0:
                        yield DayDose(day=day, band=band, dose_j_cm2=dose)


def full_days(last: date) -> tuple[date, ...]:
    """The days of the heaviest past in this project's own rhythm, up to a day."""
    days, full = window_days(), full_sessions()
    return tuple(
        last - timedelta(days=days["week"] * week + place)
        for week in range(days["course"] // days["week"])
        for place in range(round(full["week"]))
    )
