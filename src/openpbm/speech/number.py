"""How numbers, units and dates are written in the language that is spoken.

The rules are this project's: figures that are earned, a thin space before the unit. The decimal
sign and the names of months and days come from the language, through Babel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from openpbm.fact import Quantity
from openpbm.speech.fill import sentence
from openpbm.speech.language import ENGLISH, language, source

THIN = "\u202f"  # narrow space that does not break, between number and unit
SMALLEST = 0.001  # anything below is written "under 0.001"

US_PER_S = 1e6

UNITS = {
    "J/cm2": "J/cm²",
    "J cm-2": "J/cm²",
    "J/m2": "J/m²",
    "J m-2": "J/m²",
    "mW/cm2": "mW/cm²",
    "mW cm-2": "mW/cm²",
    "W/m2": "W/m²",
    "W m-2": "W/m²",
    "W/m2/sr": "W/(m² sr)",
    "W/(m2 sr)": "W/(m² sr)",
    "W m-2 sr-1": "W/(m² sr)",
    "J m-2 sr-1": "J/(m² sr)",
    "J/(m2 sr)": "J/(m² sr)",
    "J/m2sr": "J/(m² sr)",
    "W/m2sr": "W/(m² sr)",
    "W/(m2 K)": "W/(m² K)",
    "J/(m2 K)": "J/(m² K)",
    "W/m3": "W/m³",
    "kg/m3": "kg/m³",
    "cm2": "cm²",
    "deg": "°",
    "umol/m2/s": "µmol/(m² s)",
    "degC": "°C",
    "1": "",
    "-": "",
}


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What a language writes numbers and dates with."""

    decimal: str
    months: tuple[str, ...]  # from January
    months_short: tuple[str, ...]
    days: tuple[str, ...]  # from Monday
    days_short: tuple[str, ...]
    days_least: tuple[str, ...]  # over a column


# as Babel has them (a test holds it so): most commands need not load 90 ms of it
_ENGLISH = Signs(
    decimal=".",
    months=(
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    months_short=(
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    days_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    days_least=("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
)


def signs() -> Signs:
    """Of the language that is spoken."""
    lang = source(language())
    return _ENGLISH if lang == ENGLISH else _signs_of(lang)


@cache
def _signs_of(lang: str) -> Signs:
    from babel import Locale
    from babel.numbers import get_decimal_symbol

    locale = Locale.parse(lang)
    months, days = locale.months["format"], locale.days["format"]
    return Signs(
        decimal=get_decimal_symbol(locale),
        months=tuple(months["wide"][m] for m in range(1, 13)),
        months_short=tuple(months["abbreviated"][m] for m in range(1, 13)),
        days=tuple(days["wide"][d] for d in range(7)),
        days_short=tuple(days["abbreviated"][d] for d in range(7)),
        days_least=tuple(days["short"][d] for d in range(7)),
    )


def number(value: float, figures: int = 2, *, trimmed: bool = False) -> str:
    """A number with two significant figures, or more where they are earned.

    >>> number(3.14159), number(0.0961), number(1260), number(0.00002)
    ('3.1', '0.096', '1300', 'under 0.001')
    >>> number(60.0, 3), number(60.0, 3, trimmed=True)
    ('60.0', '60')
    """
    if not math.isfinite(value):
        return sentence("name-number-unknown")
    if value == 0:
        return "0"
    if abs(value) < SMALLEST:
        return _almost_none(value)
    rounded = _rounded(value, figures)
    decimals = max(0, figures - 1 - rounded.adjusted())
    before, _, rest = f"{rounded:.{decimals}f}".lstrip("-").partition(".")
    if trimmed:
        rest = rest.rstrip("0")
    told = whole(int(before)) + (signs().decimal + rest if rest else "")
    return ("\u2212" if value < 0 else "") + told


def whole(value: int) -> str:
    """A whole number, its thousands apart from five digits on.

    >>> whole(7), whole(1300), whole(12345).replace(THIN, " ")
    ('7', '1300', '12 345')
    """
    return f"{value:,}".replace(",", THIN if abs(value) >= 10_000 else "")


def _almost_none(value: float) -> str:
    if value < 0:
        return sentence("name-number-about", value="0")
    return sentence("name-number-under", value=plain(SMALLEST))


def _rounded(value: float, figures: int) -> Decimal:
    step = Decimal(1).scaleb(Decimal(value).adjusted() - figures + 1)
    return Decimal(value).quantize(step, rounding=ROUND_HALF_UP)


def unit(text: str) -> str:
    """A unit as it is printed: J/cm2 becomes J/cm², degC becomes °C."""
    return UNITS.get(text, text)


def quantity(value: float, unit_text: str, figures: int = 2, *, trimmed: bool = False) -> str:
    """A number, a thin space and its unit; what is shorter than a millisecond has its own.

    >>> quantity(3.14, "J/cm2").replace(THIN, " "), quantity(0.000033, "s").replace(THIN, " ")
    ('3.1 J/cm²', '33 µs')
    """
    if unit_text == "s" and 0.0 < value < SMALLEST:
        value, unit_text = value * US_PER_S, "µs"
    printed = unit(unit_text)
    if printed == "°C":
        return degrees(value)
    return number(value, figures, trimmed=trimmed) + (THIN + printed if printed else "")


def measured(amount: Quantity) -> str:
    """A quantity by the rule of its unit."""
    if amount.unit == "share":
        return percent(amount.value)
    if amount.unit == "min":
        return minutes(amount.value)
    if amount.unit == "nm":
        return f"{plain(amount.value)}{THIN}nm"
    return quantity(amount.value, amount.unit, amount.figures, trimmed=amount.trimmed)


def degrees(value_degc: float) -> str:
    """A temperature, with the tenth of a degree that a limit needs."""
    return f"{fixed(value_degc, 1)}{THIN}°C"


def percent(share: float) -> str:
    """A share as whole percent; never says 100 % on the wrong side of a limit.

    >>> [percent(share).replace(THIN, " ") for share in (0.9996, 1.0, 1.0004, 0.004)]
    ['99 %', '100 %', '101 %', 'under 1 %']
    """
    if not math.isfinite(share):
        return sentence("name-number-unknown")
    if 0 < share < 0.01:
        return sentence("name-number-under", value=f"1{THIN}%")
    hundredths = share * 100
    rounded = math.floor(hundredths + 0.5)
    if rounded == 100 and share != 1.0:
        rounded = 99 if share < 1 else 101
    return f"{rounded}{THIN}%"


def minutes(value: float) -> str:
    """Minutes of a session, as set on a clock.

    >>> minutes(3.5).replace(THIN, " "), minutes(10.0).replace(THIN, " ")
    ('3.5 min', '10 min')
    """
    return f"{plain_minutes(value)}{THIN}min"


def plain_minutes(value: float) -> str:
    """The minutes without their unit, for the big number of the card."""
    return plain(round(value, 1))


def plain(value: float) -> str:
    """A number as short as it can be written: 2.5."""
    return f"{value:g}".replace(".", signs().decimal)


def fixed(value: float, places: int) -> str:
    """A number with so many places behind its decimal sign."""
    return f"{value:.{places}f}".replace(".", signs().decimal)


def day(when: date) -> str:
    """A date as people say it: 23 November 2026."""
    return _dated(when, "{day} {month} {year}", "long")


def weekday(when: date) -> str:
    """A date with its day of the week: Monday 23 November 2026."""
    return _dated(when, "{weekday} {day} {month} {year}", "full")


def month(when: date) -> str:
    """A month as a heading: November 2026."""
    return _dated(when, "{month} {year}", "LLLL y")


def short_day(when: date) -> str:
    """A date for a list: Mon 23 Nov."""
    return _dated(when, "{weekday_short} {day} {month_short}", "EEE d MMM")


def on(when: date) -> str:
    """A date within a sentence. English, which files keep, has it as files and commands take it.

    >>> on(date(2026, 11, 30))
    '2026-11-30'
    """
    return when.isoformat() if _is_english() else day(when)


def moment(when: datetime) -> str:
    """A date and an hour within a sentence.

    >>> moment(datetime(2026, 11, 30, 8, 5))
    '2026-11-30 08:05'
    """
    if _is_english():
        return when.isoformat(sep=" ", timespec="minutes")
    return f"{day(when)}, {when:%H:%M}"


def row_day(when: date) -> str:
    """A date that begins a row."""
    return when.isoformat() if _is_english() else _dated(when, "", "medium")


def weekday_heads() -> tuple[str, ...]:
    """The days of the week from Monday, as short as over a column of a calendar."""
    return signs().days_least


def _is_english() -> bool:
    return source(language()) == ENGLISH


def _dated(when: date, english: str, form: str) -> str:
    """A date in our own English pattern, or in the form of another language by Babel."""
    if _is_english():
        names = signs()
        return english.format(
            weekday=names.days[when.weekday()],
            weekday_short=names.days_short[when.weekday()],
            day=when.day,
            month=names.months[when.month - 1],
            month_short=names.months_short[when.month - 1],
            year=when.year,
        )
    from babel.dates import format_date

    return str(format_date(when, form, locale=source(language())))
