"""How numbers, regions, layers and channels are said: one wording for every output."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from openpbm.answer import Plan, Planned
from openpbm.face import REGIONS
from openpbm.interval import Interval
from openpbm.role import role_of, spoken
from openpbm.session import Part, SessionChannel

THIN = "\u202f"  # narrow space that does not break, between number and unit
SMALLEST = 0.001  # anything below is written "under 0.001"

STATES = {
    "go": "Planned",
    "care": "Planned with care",
    "stop": "Not planned",
    "unknown": "Not planned",
}

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_REGION_NAMES = {
    "left_periorbital": "around the left eye",
    "right_periorbital": "around the right eye",
    "glabella": "between the brows",
    "perioral": "around the mouth",
}
_LAYER_NAMES = {
    "stratum_corneum": "horny layer",
    "papillary_dermis": "upper dermis",
    "reticular_dermis": "deeper dermis",
}
_GOAL_NAMES = {
    "wrinkles_firmness": "wrinkles and firmness",
    "age_spots_pigment": "age spots",
    "post_procedure_redness": "redness after a procedure",
}
_ACTIONS = {
    "allow": "allowed",
    "caution": "allowed with caution",
    "refer": "only after asking",
    "exclude": "not allowed",
}
_UNITS = {
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
    "degC": "°C",
    "1": "",
    "-": "",
}
_STATUS_WORDS = {
    "verified": "read in its source",
    "derived": "worked out from read numbers",
    "fitted": "fitted",
    "recalled": "recalled, needs review",
    "assumed": "assumed",
    "project": "set by this project",
    "mixed": "partly read, partly recalled",
    "claimed": "claimed by the maker",
}


def number(value: float, figures: int = 2) -> str:
    """A number with two significant figures, or more where they are earned.

    >>> number(3.14159), number(0.0961), number(1260), number(0.00002)
    ('3.1', '0.096', '1300', 'under 0.001')
    """
    if not math.isfinite(value):
        return "not known"
    if value == 0:
        return "0"
    if abs(value) < SMALLEST:
        return "under 0.001" if value > 0 else "about 0"
    rounded = _rounded(value, figures)
    decimals = max(0, figures - 1 - _exponent(rounded))
    whole, _, rest = f"{rounded:.{decimals}f}".lstrip("-").partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", THIN)
    return ("\u2212" if value < 0 else "") + whole + (f".{rest}" if rest else "")


def _rounded(value: float, figures: int) -> Decimal:
    step = Decimal(1).scaleb(_exponent(Decimal(value)) - figures + 1)
    return Decimal(value).quantize(step, rounding=ROUND_HALF_UP)


def _exponent(value: Decimal) -> int:
    return value.adjusted()


def unit(text: str) -> str:
    """A unit as it is printed: J/cm2 becomes J/cm², degC becomes °C."""
    return _UNITS.get(text, text)


def quantity(value: float, unit_text: str, figures: int = 2) -> str:
    """A number, a thin space and its unit.

    >>> quantity(3.14, "J/cm2").replace(THIN, " ")
    '3.1 J/cm²'
    """
    printed = unit(unit_text)
    if printed == "°C":
        return degrees(value)
    return number(value, figures) + (THIN + printed if printed else "")


def span(low: float, high: float) -> str:
    """An interval in brackets.

    >>> span(1.9, 4.84)
    '(1.9 to 4.8)'
    """
    return f"({number(low)} to {number(high)})"


def with_interval(value: Interval, unit_text: str) -> str:
    """A median with its unit and interval: '3.1 J/cm² (1.9 to 4.8)'."""
    return f"{quantity(value.median, unit_text)} {span(value.p05, value.p95)}"


def degrees(value_degc: float) -> str:
    """A temperature, with the tenth of a degree that a limit needs."""
    return f"{value_degc:.1f}{THIN}°C"


def percent(share: float) -> str:
    """A share as whole percent; never says 100 % on the wrong side of a limit.

    >>> [percent(share).replace(THIN, " ") for share in (0.9996, 1.0, 1.0004, 0.004)]
    ['99 %', '100 %', '101 %', 'under 1 %']
    """
    if not math.isfinite(share):
        return "not known"
    if 0 < share < 0.01:
        return f"under 1{THIN}%"
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
    return f"{round(value, 1):g}"


def count(amount: int, noun: str, nouns: str | None = None) -> str:
    """A count with its noun: '1 week', '12 weeks'."""
    return f"{amount} {noun if amount == 1 else nouns or noun + 's'}"


def day(when: date) -> str:
    """A date as people say it: 23 November 2026."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def weekday(when: date) -> str:
    """A date with its day of the week: Monday 23 November 2026."""
    return f"{_DAYS[when.weekday()]} {day(when)}"


def short_day(when: date) -> str:
    """A date for a list: Mon 23 Nov."""
    return f"{_DAYS[when.weekday()][:3]} {when.day} {_MONTHS[when.month - 1][:3]}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: 'a, b and c'."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def region(name: str) -> str:
    """A region of the face in plain words."""
    return _REGION_NAMES.get(name, name.replace("_", " "))


def regions(names: Sequence[str]) -> str:
    """Several regions; all of them, or none named, is the whole face."""
    if not names or set(names) >= set(REGIONS):
        return "the whole face"
    return listed([region(name) for name in names])


def layer(name: str) -> str:
    """A layer of the skin in plain words."""
    return _LAYER_NAMES.get(name, name.replace("_", " "))


def channel(id: str, peak_nm: float | None = None) -> str:
    """A channel, by its id or by role and wavelength; near-infrared says that it is invisible."""
    said = spoken(id) if peak_nm is None else f"{spoken(id)} {peak_nm:.0f}{THIN}nm"
    role = role_of(id)
    return f"{said}, invisible" if role is not None and role.invisible else said


def joined_channels(ids: Iterable[str]) -> str:
    """Channels of one band, as a match names them."""
    return listed([channel(id) for id in ids])


def printed(text: str) -> str:
    """A text from the tables with its units as they are printed.

    >>> printed("between 0 and 5.4 J/cm2, 41 degC")
    'between 0 and 5.4 J/cm², 41 °C'
    >>> printed("-0.92 on a 0-100 scale")
    '−0.92 on a 0-100 scale'
    """
    text = re.sub(r"(?<![\w.,)\]-])-(?=\d)", "−", text)
    text = re.sub(r"unaddressed-document:\d+", "a document without an address", text)
    text = re.sub(r"(?<=[/ ])(c?m)2\b", r"\1²", text).replace("degC", "°C")
    text = re.sub(r"(?<=\d) ?%", f"{THIN}%", text)
    text = re.sub(r"\b[a-z]+(?:_[a-z]+)*_(?:19|20)\d\d(?:_\w+)*", lambda m: trial(m[0]), text)
    return re.sub(r"(?<=\w)'(?=\w|\s|$)", "’", text)


def uncapital(text: str) -> str:
    """A name inside a sentence: its capital goes, an abbreviation stays.

    >>> uncapital("Irradiance, red"), uncapital("UV tail")
    ('irradiance, red', 'UV tail')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def limit_source(source: str, status_name: str) -> str:
    """Where a limit comes from, without addresses; the details list the whole source."""
    if status_name == "project":
        return "set by this project"
    parts = [part for part in source.split("; ") if "http" not in part and "unaddr" not in part]
    said = "; ".join(parts[:2]).rstrip(".") or source.rstrip(".")
    return f"{said} ({status(status_name)})"


def closed_days(first: date, last: date) -> str:
    """Days without light: from one date to another, or from one on."""
    if last >= date.max - timedelta(days=366):
        return f"from {day(first)} on"
    return day(first) if first == last else f"from {day(first)} to {day(last)}"


def channels(lit: Sequence[SessionChannel]) -> str:
    """The lit channels in one phrase; brackets keep 'invisible' with its channel."""
    return listed(
        [
            channel(c.role, c.peak_nm).replace(", invisible", " (invisible)")
            + ("" if c.drive >= 1 else f" at {percent(c.drive)} drive")
            for c in lit
        ]
    )


def goal(name: str) -> str:
    """A goal in plain words."""
    return _GOAL_NAMES.get(name, name.replace("_", " "))


def part_name(part: Part) -> str:
    """A part of a session by its zone and its goal."""
    return ", ".join(word for word in (part.zone, goal(part.goal) if part.goal else "") if word)


def goals(plan: Plan) -> str:
    """All goals of a plan in one phrase."""
    return listed([goal(name) for name in plan.goals])


def action(name: str) -> str:
    """What the contraindication table asks for one colour."""
    return _ACTIONS.get(name, name)


def colour(name: str) -> str:
    """A colour of the contraindication table, as its channel is called."""
    return spoken(name)


def trial(identifier: str) -> str:
    """A trial by its authors and year, as far as its identifier gives them.

    >>> trial("park_2025_mask_630_850"), trial("lee_sy_2007_acne"), trial("home_415_633_open")
    ('Park 2025', 'Lee SY 2007', 'home 415 633 open')
    """
    found = re.match(r"([a-z_]+)_((?:19|20)\d\d)(?:_|$)", identifier)
    if found is None:
        return identifier.replace("_", " ")
    names = [n.upper() if len(n) < 3 else n.capitalize() for n in found[1].split("_")]
    return f"{' '.join(names)} {found[2]}"


def study(identifier: str) -> str:
    """A trial as a heading: its authors and year, or its topic where no author is known."""
    from openpbm.response.study import all_studies

    known = all_studies().get(identifier)
    return trial(identifier) if known is None else known.name


def status(name: str) -> str:
    """Where a number comes from, in words."""
    return _STATUS_WORDS.get(name, name)


def person(plan: Plan) -> str:
    """The person in a phrase: '52 years, skin type II'."""
    who = plan.person
    skin = f"skin type {who.phototype}" if who.phototype else "measured skin colour"
    return f"{who.age_years:g} years, {skin}"


def capital(text: str) -> str:
    """The text with a capital, for a heading or a row's name."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?:" else ".")


def verdict(plan: Plan) -> tuple[str, str]:
    """The verdict line in two parts: its word, and what follows it."""
    word = STATES[state(plan)]
    text = plan.verdict.strip().rstrip(".")
    for start in (word, *STATES.values()):
        if text.lower().startswith(start.lower()):
            return text[: len(start)], text[len(start) :]
    return word, f": {text}" if text else ""


def state(plan: Plan) -> str:
    """go, care, stop or unknown: the sign that stands before the verdict."""
    if plan.status == "insufficient_evidence":
        return "unknown"
    if not isinstance(plan, Planned):
        return "stop"
    return "care" if plan.held.by or plan.cautions else "go"


def dose_sentence(plan: Planned) -> str:
    """What a session brings to the target layer, in one sentence."""
    dose = plan.target_dose
    return (
        f"Your {noun(plan)} brings {quantity(dose.median, 'J/cm2')} to your "
        f"{layer(plan.target_layer)} in a session, between {number(dose.p05)} "
        f"and {number(dose.p95)}."
    )


def noun(plan: Plan) -> str:
    """What to call the device in a sentence."""
    return "mask" if plan.mask.is_worn else plan.mask.form
