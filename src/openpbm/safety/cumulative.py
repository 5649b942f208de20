"""Light of a day, of any week and of any twelve weeks on one skin, as bounds. Theory 8.8.

A cap of one session says nothing about the third of a day or the fortieth of a month. Here
all light of a window is summed, by band, at the hottest 3.5 mm: what is planned and what the
skin had before. A history that is not known counts as at the caps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.fact import Name, message
from openpbm.record import LIGHT_BANDS, WHOLE_FACE, DayDose, LightHabit, LightHistory
from openpbm.safety.bound import Bound, constant, dose_bound, parent_of
from openpbm.safety.ceilings.skin import blue_cap_j_cm2, tone_of
from openpbm.safety.colour import band_shares
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard.limit import of
from openpbm.units import J_CM2_PER_MINUTE

WINDOWS = ("day", "week", "course")
CAP_ROWS = {"blue": "p_dose_blue", "amber": "visible_ipd", "red": "p_dose_red", "nir": "p_dose_red"}
DECIMALS = 9  # of J/cm2: what sums of the same doses in another order differ by is no excess

Windows = tuple[tuple[int, float], ...]  # planned sessions in it, and J/cm2 of other light


@dataclass(frozen=True, eq=False, kw_only=True)
class LightBound(Bound):
    """The light of one band in the worst window of some days; the value of Eq. 8.13."""

    band: str
    days: int
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


def light_caps(exposure: Exposure) -> Mapping[str, float]:
    """J/cm2 that a band may give in a day: one full session."""
    red = of("p_dose_red", tone_of(exposure))
    amber = of("visible_ipd", "low_j_cm2")
    return {"blue": blue_cap_j_cm2(exposure), "amber": amber, "red": red, "nir": red}


def window_days() -> Mapping[str, int]:
    """Length of each window."""
    return {
        "day": 1,
        "week": round(of("p_light_week", "days")),
        "course": round(of("p_light_course", "days")),
    }


def full_sessions() -> Mapping[str, float]:
    """How many sessions at the day's cap each window holds."""
    week = of("p_light_week", "sessions")
    weeks = of("p_light_course", "days") / of("p_light_week", "days")
    return {"day": 1.0, "week": week, "course": week * weeks}


def light_bounds(exposure: Exposure) -> list[Bound]:
    """Day, week and course of every band that the mask has, without light of before."""
    per_minute = exposure.hot_mw_cm2 * J_CM2_PER_MINUTE
    shares = band_shares(exposure.emission.typical())
    planned = {
        "day": 1,
        "week": exposure.sessions_per_week,
        "course": exposure.sessions_in_course,
    }
    return [
        _light_bound(
            band,
            window,
            per_minute * shares[band],
            light_caps(exposure)[band],
            planned[window],
        )
        for band in LIGHT_BANDS
        if shares[band].any()
        for window in WINDOWS
    ]


def _light_bound(
    band: str, window: str, per_minute: FloatArray, day_cap_j_cm2: float, sessions: int
) -> LightBound:
    days, full = window_days()[window], full_sessions()[window]
    cap = CAP_ROWS[band]
    row = {"day": cap, "week": "p_light_week", "course": "p_light_course"}[window]
    name = Name("band", band)
    if window == "day":
        told = message("limit-light_day", band=name)
    else:
        told = message("limit-light_days", band=name, days=days, sessions=round(full))
    parent = parent_of(tuple(dict.fromkeys((row, cap))), told)
    plain = dose_bound(
        f"light_{window}_{band}", parent, "J/cm2", per_minute, constant(full * day_cap_j_cm2)
    )
    return LightBound(**vars(plain), band=band, days=days, windows=((sessions, 0.0),))


def counted_doses(
    history: LightHistory, caps: Mapping[str, float], today: date
) -> tuple[DayDose, ...]:
    """What a history counts as: where it is not known or was lost, the caps beside the known doses.

    A full day on the last days of every week up to today is the heaviest past that the caps
    allow, whichever window looks back on it. Sessions of a habit lie there, too; those without
    a dose count as full days, of which a week holds no more than where nothing is known.
    """
    taken = {day for first, last in history.lost_days for day in full_days(last) if day >= first}
    if not history.is_known:
        taken |= set(full_days(today))
    at_cap = tuple(
        DayDose(day=day, band=band, dose_j_cm2=cap)
        for band, cap in caps.items()
        if cap > 0
        for day in sorted(taken)
    )
    return (*history.doses, *at_cap, *_of_habits(history.habits, caps, today))


def _of_habits(
    habits: Sequence[LightHabit], caps: Mapping[str, float], today: date
) -> Iterator[DayDose]:
    days, full = window_days(), round(full_sessions()["week"])
    for habit in habits:
        begins, count = habit.begins(today) or date.min, habit.sessions_per_week
        for week in range(days["course"] // days["week"]):
            for place in range(count if habit.dose_j_cm2 is not None else min(count, full)):
                day = today - timedelta(days=days["week"] * week + place % days["week"])
                for band in habit.bands:
                    dose = caps.get(band, 0.0) if habit.dose_j_cm2 is None else habit.dose_j_cm2
                    if day >= begins and dose > 0:
                        yield DayDose(day=day, band=band, dose_j_cm2=dose)


def full_days(last: date) -> tuple[date, ...]:
    """The days of the heaviest past that the caps allow, up to a day."""
    days, full = window_days(), full_sessions()
    return tuple(
        last - timedelta(days=days["week"] * week + place)
        for week in range(days["course"] // days["week"])
        for place in range(round(full["week"]))
    )
