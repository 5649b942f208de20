"""A habit of light in one line: "3 a week since March", "10 minutes 5 times a week, red"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date

from openpbm.errors import PersonError
from openpbm.record import (
    LIGHT_BANDS,
    NO_LIGHT,
    UNKNOWN_LIGHT,
    LightHabit,
    LightHistory,
    light_band,
)
from openpbm.speech.say import say
from openpbm.units import dose_j_cm2

MOST_A_WEEK, MOST_DOSE = 28, 1e4
NUMBER = r"(\d+(?:\.\d+)?)"
COUNT = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
         "seven": 7}  # fmt: skip
TIMES = rf"(?:(\d+)\s*(?:to|-)\s*)?(\d+|{'|'.join(COUNT)})\s*(?:x|times|sessions?|treatments?)?"
A_WEEK = re.compile(rf"\b{TIMES}\s*(?:a|per|each|every|/)\s*week\b")
A_DAY = re.compile(rf"\b{TIMES}\s*(?:a|per|each|every|/)\s*day\b")
DAILY = re.compile(r"\b(?:daily|every day|each day|every night|nightly)\b")
OTHER_DAYS = re.compile(r"\b(?:every other day|every second day)\b")
WEEKLY = re.compile(r"\b(?:weekly|every week)\b")
MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
SINCE_DAY = re.compile(r"\bsince\s+(\d{4}-\d{2}-\d{2})\b")
SINCE_MONTH = re.compile(rf"\bsince\s+(?:in\s+)?({'|'.join(MONTHS)})\b\.?(?:\s+(\d{{4}})\b)?")
MINUTES = re.compile(rf"\b{NUMBER}\s*(?:min|minutes?)\b")
DOSE = re.compile(rf"\b{NUMBER}\s*j\s*/\s*cm(?:2|\u00b2)")
IRRADIANCE = re.compile(rf"\b{NUMBER}\s*mw\s*/\s*cm(?:2|\u00b2)")
WAVELENGTH = re.compile(rf"\b{NUMBER}\s*nm\b")
COLOURS = {"blue": "blue", "amber": "amber", "green": "amber", "yellow": "amber", "red": "red",
           "near-infrared": "nir", "near infrared": "nir", "infrared": "nir", "nir": "nir",
           "ir": "nir"}  # fmt: skip
COLOUR = re.compile(rf"\b({'|'.join(COLOURS)})\b")
# words that change nothing; any other that is left over is not understood
FILLERS = {"a", "about", "and", "at", "for", "i", "light", "mask", "my", "of", "on", "the", "use",
           "with", "session", "sessions", "each", "in", "it"}  # fmt: skip


def history_of(text: str) -> LightHistory:
    """The light that a word or a habit of a person file means.

    What a habit leaves unsaid counts as the safe side: any colour, any time back, and a full
    day's light in each session.

    Raises:
        PersonError: words that are not understood; with the form.
    """
    plain = text.strip().lower()
    if plain in ("none", "unknown"):
        return NO_LIGHT if plain == "none" else UNKNOWN_LIGHT
    return LightHistory(is_known=True, habits=tuple(_habit(part) for part in text.split(";")))


def _habit(text: str) -> LightHabit:
    rest = _Rest(text)
    count = _a_week(rest)
    since, month = _since(rest)
    minutes, flux = rest.number(MINUTES), rest.number(IRRADIANCE)
    dose = rest.number(DOSE)
    if dose is None and minutes is not None and flux is not None:
        dose = dose_j_cm2(flux, minutes)
    bands = [*(light_band(float(nm)) for nm in rest.all(WAVELENGTH))]
    bands += [COLOURS[word] for word in rest.all(COLOUR)]
    if count is None or rest.unread():
        raise PersonError(say("file-habit", found=text.strip()[:80]))
    if not 0 < count <= MOST_A_WEEK or (dose or 0.0) > MOST_DOSE:
        raise PersonError(
            f'found "{text.strip()[:80]}"; expected 1 to {MOST_A_WEEK} sessions a week of at most '
            f"{MOST_DOSE:g} J/cm2"
        )
    return LightHabit(
        sessions_per_week=count,
        bands=tuple(band for band in LIGHT_BANDS if band in bands) or tuple(LIGHT_BANDS),
        dose_j_cm2=dose,
        since=since,
        since_month=month,
    )


class _Rest:
    """What of a line is not yet understood."""

    def __init__(self, text: str) -> None:
        self.text = text.lower()

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place that fits, which is then understood."""
        found = pattern.search(self.text)
        if found is not None:
            self.text = f"{self.text[: found.start()]} , {self.text[found.end() :]}"
        return found

    def number(self, pattern: re.Pattern[str]) -> float | None:
        found = self.take(pattern)
        return None if found is None else float(found[1])

    def all(self, pattern: re.Pattern[str]) -> list[str]:
        found = []
        while (match := self.take(pattern)) is not None:
            found.append(match[1])
        return found

    def unread(self) -> bool:
        return any(word not in FILLERS for word in re.findall(r"[^\s,.]+", self.text))


def _a_week(rest: _Rest) -> int | None:
    """Sessions a week, the more of a range; None where nothing says it."""
    each: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = (
        (A_WEEK, _times),
        (A_DAY, lambda found: 7 * _times(found)),
        (OTHER_DAYS, lambda _: 4),
        (DAILY, lambda _: 7),
        (WEEKLY, lambda _: 1),
    )
    for pattern, many in each:
        found = rest.take(pattern)
        if found is not None:
            return many(found)
    return None


def _times(found: re.Match[str]) -> int:
    low, high = (COUNT.get(word or "0") or int(word or "0") for word in found.groups()[:2])
    return max(low, high)


def _since(rest: _Rest) -> tuple[date | None, int | None]:
    """The first day, or the month of no stated year."""
    day, month = rest.take(SINCE_DAY), rest.take(SINCE_MONTH)
    if day is not None:
        try:
            return date.fromisoformat(day[1]), None
        except ValueError:
            raise PersonError(say("file-habit_no_day", found=day[1])) from None
    if month is None:
        return None, None
    number = MONTHS[month[1]]
    if month[2] is None:
        return None, number
    if not 1900 <= int(month[2]) <= 2100:
        raise PersonError(say("file-habit_year", year=month[2]))
    return date(int(month[2]), number, 1), None
