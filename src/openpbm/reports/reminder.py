"""When a calendar reminds a person: the hour, the alarm before it, the zone of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from openpbm.errors import InputError
from openpbm.speech.say import say

LONGEST_ALARM_MIN = 24 * 60
NO_ALARM = "none"


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What a person chose; without a zone it is this hour wherever they are."""

    at: time = time(20)
    alarm_min: int | None = 10  # before the session; None: no alarm
    zone: str = ""  # such as Europe/Berlin


REMINDER = Reminder()


def typed_reminder(at: str, alarm: str, zone: str) -> Reminder | None:
    """A reminder as it was typed; None where nothing was. Raises InputError."""
    return reminder_of(at, alarm, zone) if (at + alarm + zone).strip() else None


def reminder_of(at: str = "", alarm: str = "", zone: str = "") -> Reminder:
    """A reminder as it was typed; what is left empty is as usual.

    >>> reminder_of("7:30", "none")
    Reminder(at=datetime.time(7, 30), alarm_min=None, zone='')

    Raises:
        InputError: an hour, an alarm or a zone that is none.
    """
    return Reminder(
        at=hour_of(at) if at.strip() else REMINDER.at,
        alarm_min=alarm_of(alarm) if alarm.strip() else REMINDER.alarm_min,
        zone=zone_of(zone),
    )


def hour_of(text: str) -> time:
    """An hour of the day. Raises InputError."""
    hour, _, minute = text.strip().partition(":")
    try:
        return time(int(hour), int(minute or "0"))
    except ValueError:
        raise InputError(say("report_calendar-no_hour", found=text)) from None


def alarm_of(text: str) -> int | None:
    """Minutes before a session; None for no alarm. Raises InputError."""
    if text.strip().lower() == NO_ALARM:
        return None
    try:
        minutes = int(text)
    except ValueError:
        minutes = -1
    if not 0 <= minutes <= LONGEST_ALARM_MIN:
        raise InputError(say("report_calendar-no_alarm", found=text, most=LONGEST_ALARM_MIN))
    return minutes


def zone_of(text: str) -> str:
    """The name of a time zone, or nothing. Raises InputError."""
    name = text.strip()
    try:
        return name and ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        raise InputError(say("report_calendar-no_zone", found=name)) from None
