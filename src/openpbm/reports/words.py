"""How numbers, regions, layers and channels are said: one wording for every output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from openpbm.answer import Answer, Plan, Planned
from openpbm.face import REGIONS
from openpbm.fact import Message, Name, Quantity, several, theirs
from openpbm.interval import Interval
from openpbm.person import Person, ProtocolMark
from openpbm.role import role_of
from openpbm.session import Part, Refusal, SessionChannel
from openpbm.speech.number import (
    THIN as THIN,
)
from openpbm.speech.number import (
    day as day,
)
from openpbm.speech.number import (
    degrees as degrees,
)
from openpbm.speech.number import (
    fixed as fixed,
)
from openpbm.speech.number import (
    minutes as minutes,
)
from openpbm.speech.number import (
    month as month,
)
from openpbm.speech.number import (
    number as number,
)
from openpbm.speech.number import (
    percent as percent,
)
from openpbm.speech.number import (
    plain as plain,
)
from openpbm.speech.number import (
    plain_minutes as plain_minutes,
)
from openpbm.speech.number import (
    quantity as quantity,
)
from openpbm.speech.number import (
    short_day as short_day,
)
from openpbm.speech.number import (
    unit as unit,
)
from openpbm.speech.number import (
    weekday as weekday,
)
from openpbm.speech.say import say, written
from openpbm.speech.table import of_table


def span(low: float, high: float) -> str:
    """An interval in brackets.

    >>> span(1.9, 4.84)
    '(1.9 to 4.8)'
    """
    return say("report-span", low=Quantity(low, "1"), high=Quantity(high, "1"))


def between(low: float, high: float) -> str:
    """From the one to the other: '1.9 to 4.8'."""
    return say("report-between", low=Quantity(low, "1"), high=Quantity(high, "1"))


def with_interval(value: Interval, unit_text: str) -> str:
    """A median with its unit and interval: '3.1 J/cm² (1.9 to 4.8)'."""
    return say(
        "report-with_span",
        value=Quantity(value.median, unit_text),
        low=Quantity(value.p05, "1"),
        high=Quantity(value.p95, "1"),
    )


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: 'a, b and c'."""
    return written(several(words, last))


def region(name: str) -> str:
    """A region of the face in plain words."""
    return written(Name("region", name))


def regions(names: Sequence[str]) -> str:
    """Several regions; all of them, or none named, is the whole face."""
    if not names or set(names) >= set(REGIONS):
        return written(Name("region", "whole_face"))
    return listed([region(name) for name in names])


def layer(name: str) -> str:
    """A layer of the skin in plain words."""
    return written(Name("layer", name))


def channel(id: str, peak_nm: float | None = None) -> str:
    """A channel, by its id or by role and wavelength; near-infrared says that it is invisible."""
    named = bare_channel(id, peak_nm)
    return say("report-invisible", channel=named) if _is_invisible(id) else named


def bare_channel(id: str, peak_nm: float | None = None) -> str:
    """A channel without a word on whether it is seen."""
    named = written(Name("channel", id))
    return named if peak_nm is None else f"{named} {peak_nm:.0f}{THIN}nm"


def _is_invisible(id: str) -> bool:
    role = role_of(id)
    return role is not None and role.invisible


def joined_channels(ids: Iterable[str]) -> str:
    """Channels of one band, as a match names them."""
    return listed([channel(id) for id in ids])


def printed(told: Message | str) -> str:
    """A fact, or a text from the tables, with its units as they are printed.

    >>> printed("between 0 and 5.4 J/cm2, 41 degC")
    'between 0 and 5.4 J/cm², 41 °C'
    >>> printed("-0.92 on a 0-100 scale")
    '−0.92 on a 0-100 scale'
    """
    text = say(told) if isinstance(told, Message) else of_table(told)
    text = re.sub(r"(?<![\w.,)\]-])-(?=\d)", "−", text)
    text = re.sub(r"(?<=[/ ])(c?m)2\b", r"\1²", text).replace("degC", "°C")
    text = re.sub(r"(?<=\d) ?%", f"{THIN}%", text)
    return re.sub(r"(?<=\w)'(?=\w|\s|$)", "’", text)


def certainty(dots: int) -> str:
    """How sure the evidence of a goal is, in words."""
    return written(Name("certainty", str(dots)))


def soundness(word: str) -> str:
    """How sound one study is."""
    return written(Name("soundness", word))


def translated() -> str:
    """That nobody has reviewed what is said in this language, after a sentence; else nothing."""
    told = say("use-translated")
    return f" {told}" if told else ""


def uncapital(text: str) -> str:
    """A name inside a sentence: its capital goes, an abbreviation stays.

    >>> uncapital("Irradiance, red"), uncapital("UV tail")
    ('irradiance, red', 'UV tail')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sources(text: str) -> list[str]:
    """The works that a source names; a semicolon inside brackets parts none.

    >>> sources("A (one; two); B")
    ['A (one; two)', 'B']
    """
    parts: list[str] = []
    for part in text.split("; "):
        if parts and parts[-1].count("(") > parts[-1].count(")"):
            parts[-1] += f"; {part}"
        else:
            parts.append(part)
    return parts


def limit_source(source: str, status_name: str) -> str:
    """Where a limit comes from, without addresses; the details list the whole source."""
    if status_name == "project":
        return status(status_name)
    parts = [part for part in sources(source) if "http" not in part]
    said = "; ".join(parts[:2]).rstrip(".") or source.rstrip(".")
    return say("report-source", source=said, status=status(status_name))


def closed_days(first: date, last: date) -> str:
    """Days without light: from one date to another, or from one on."""
    if last >= date.max - timedelta(days=366):
        return say("report-from_day_on", first=day(first))
    return day(first) if first == last else say("report-days", first=day(first), last=day(last))


def channels(lit: Sequence[SessionChannel]) -> str:
    """The lit channels in one phrase; brackets keep 'invisible' with its channel."""
    return listed(map(_lit_channel, lit))


def _lit_channel(lit: SessionChannel) -> str:
    named = bare_channel(lit.role, lit.peak_nm)
    if _is_invisible(lit.role):
        named = say("report-invisible_lit", channel=named)
    if lit.drive >= 1:
        return named
    return say("report-at_drive", channel=named, drive=Quantity(lit.drive, "share"))


def goal(name: str) -> str:
    """A goal in plain words."""
    return written(Name("goal", name))


def part_name(part: Part) -> str:
    """A part of a session by its zone and its goal."""
    return listed(filter(None, (part.zone, goal(part.goal) if part.goal else "")), "comma")


def goals(plan: Answer) -> str:
    """All goals of a plan in one phrase."""
    return listed([goal(name) for name in plan.goals])


def action(name: str) -> str:
    """What the contraindication table asks for one colour."""
    return written(Name("action", name))


def colour(name: str) -> str:
    """A colour of the contraindication table, as its channel is called."""
    return written(Name("channel", name))


def study(identifier: str) -> str:
    """How a study is called everywhere; its identifier where the table does not know it."""
    from openpbm.response.study import all_studies

    known = all_studies().get(identifier)
    return identifier if known is None else known.name


def status(name: str) -> str:
    """Where a number comes from, in words."""
    return written(Name("status", name))


def person(who: Person) -> str:
    """The person in a phrase: '52 years, skin type II'."""
    age = plain(who.age_years)
    if who.phototype:
        return say("report-person", age=age, skin_type=who.phototype)
    return say("report-person_measured", age=age)


def protocol(mark: ProtocolMark) -> str:
    """A protocol by its name, version and author."""
    return say(
        "report-protocol",
        name=theirs(mark.name),
        version=str(mark.version),
        author=theirs(mark.author),
    )


def capital(text: str) -> str:
    """The text with a capital, for a heading or a row's name."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = of_table(text.strip())
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?:" else ".")


def verdict(plan: Plan) -> tuple[str, str]:
    """The verdict line in two parts: its word, and what follows it."""
    return state_word(state(plan)), say(plan.verdict.but("rest"))


def state_word(name: str) -> str:
    """The first words of a verdict."""
    return written(Name("state", name))


def state(plan: Plan) -> str:
    """go, care, stop, unknown or by_maker: the sign that stands before the verdict."""
    if plan.status == "by_maker":
        return "by_maker"
    if plan.status == "insufficient_evidence":
        return "unknown"
    if not isinstance(plan, Planned):
        return "stop"
    return "care" if plan.held.by or plan.cautions else "go"


def no(found: Refusal) -> str:
    """Why there is no light, and what would change it."""
    why = say(found.reason).rstrip(".?")
    return say("session-no", reason=why, change=found.would_change)


def dose_sentence(plan: Planned) -> str:
    """What a session brings to the target layer, in one sentence."""
    dose = plan.target_dose
    return say(
        "report-dose",
        device=noun(plan),
        dose=Quantity(dose.median, "J/cm2"),
        layer=Name("layer", plan.target_layer),
        low=Quantity(dose.p05, "1"),
        high=Quantity(dose.p95, "1"),
    )


def noun(plan: Plan) -> str:
    """What to call the device in a sentence."""
    return written(Name("device", "mask" if plan.mask.is_worn else plan.mask.form))
