"""The course as an iCalendar file (RFC 5545): sessions, reviews, and days without light.

Times float: 20:00 is evening wherever the person is. Nothing in the file depends on the
clock, so the same plan gives the same file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from openpbm.answer import INTENDED_USE, Given
from openpbm.fact import Quantity
from openpbm.letters import visible
from openpbm.reports import cards, words
from openpbm.speech.say import say

EVENING = "200000"  # 20:00, local time of whoever looks
OCTETS = 75  # of a line, its line break not counted
MARK_LENGTH = 20  # characters of the inputs' hash that name a plan


def calendar_ics(plan: Given, *, alarm_minutes: int | None = None) -> str:
    """The calendar of a planned course.

    `alarm_minutes` adds a reminder that long before every session.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//OpenPBM//plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(say('report_calendar-name', goals=words.goals(plan)))}",
        *_sessions(plan, alarm_minutes),
        *_reviews(plan),
        *_closed(plan),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _sessions(plan: Given, alarm_minutes: int | None) -> Iterator[str]:
    session, course = plan.session, plan.course
    about = _about(plan)
    for i, when in enumerate(course.dates):
        title = say(
            "report_calendar-session",
            number=i + 1,
            sessions=len(course.dates),
            minutes=Quantity(session.minutes, "min"),
        )
        yield from _opening(plan, when, "session", title.replace(words.THIN, " "), about)
        yield f"DTSTART:{when:%Y%m%d}T{EVENING}"
        yield f"DURATION:{_duration(session.minutes)}"
        if alarm_minutes is not None:
            yield "BEGIN:VALARM"
            yield "ACTION:DISPLAY"
            yield f"DESCRIPTION:{_escaped(title.replace(words.THIN, ' '))}"
            yield f"TRIGGER:-PT{alarm_minutes}M"
            yield "END:VALARM"
        yield "END:VEVENT"


def _about(plan: Given) -> str:
    """What to know in front of the mask; no need to open the report for it."""
    session = plan.session
    zones = [f"{cards.zone_line(zone)}." for zone in session.zones]
    parts = [
        cards.how_to_start(session),
        say("report_calendar-light", light=cards.lit_channels(session.lit, session.minutes)),
        *zones,
        say("report_calendar-eyes", eyes=cards.eyes(plan)),
        *(words.sentence(line) for line in plan.course.stop_rules),
        say(INTENDED_USE),
    ]
    return "\n".join(parts).replace(words.THIN, " ")


def _reviews(plan: Given) -> Iterator[str]:
    for when, what in plan.course.reviews:
        yield from _all_day(plan, when, when, "review", say("report_calendar-review"), what)


def _closed(plan: Given) -> Iterator[str]:
    for first, last, why in plan.course.closed:
        has_end = last < date.max - timedelta(days=366)
        title = say("report_calendar-no_light") if has_end else say("report_calendar-no_light_from")
        yield from _all_day(plan, first, last if has_end else first, "closed", title, say(why))


def _all_day(
    plan: Given, first: date, last: date, kind: str, title: str, about: str
) -> Iterator[str]:
    yield from _opening(plan, first, kind, title, words.sentence(about))
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _opening(plan: Given, when: date, kind: str, title: str, about: str) -> Iterator[str]:
    mark = plan.inputs_sha256[:MARK_LENGTH]
    yield "BEGIN:VEVENT"
    yield f"UID:{mark}-{when:%Y%m%d}-{kind}@openpbm"
    yield f"DTSTAMP:{plan.start_date:%Y%m%d}T000000Z"
    yield f"SUMMARY:{_escaped(title)}"
    yield f"DESCRIPTION:{_escaped(about)}"


def _duration(minutes: float) -> str:
    """Minutes as RFC 5545 writes them.

    >>> _duration(10.0), _duration(3.5)
    ('PT10M', 'PT3M30S')
    """
    whole, seconds = divmod(round(minutes * 60), 60)
    return f"PT{whole}M{seconds}S" if seconds else f"PT{whole}M"


def _escaped(text: str) -> str:
    r"""Text with the letters that mean something in the format made harmless.

    >>> _escaped("red; near-infrared, invisible")
    'red\\; near-infrared\\, invisible'
    """
    text = visible(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> Iterable[str]:
    """A long line in parts of at most 75 octets, never inside a letter."""
    parts, current, size = [], "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > OCTETS:
            parts.append(current)
            current, size = " ", 1
        current += letter
        size += octets
    return [*parts, current]
