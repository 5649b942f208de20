"""The hour at which a person is reminded, and the calendar of their plan that says it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from openpbm.errors import InputError, OpenPBMError
from openpbm.files.folder import write_outputs
from openpbm.files.json_value import json_text, parsed_json
from openpbm.files.plan.file import plan_content, plan_of
from openpbm.files.plan.kept import kept as kept_plan
from openpbm.reports.plan_files import CALENDAR, dates_of
from openpbm.reports.reminder import NO_ALARM, REMINDER, Reminder, alarm_of, hour_of, zone_of
from openpbm.sitting.plan import to_come_of
from openpbm.tracking.account import LightRecord
from openpbm.web.form import Form
from openpbm.web.noted import as_noted
from openpbm.web.people import KeptPerson

FILE = "reminder.json"


def reminder_in(folder: Path) -> Reminder:
    """What a person of a folder chose; as usual where they chose nothing that can be read."""
    with suppress(OSError, OpenPBMError, UnicodeDecodeError, KeyError, TypeError):
        found = parsed_json((folder / FILE).read_text(encoding="utf-8"), FILE)
        if isinstance(found, dict):
            return Reminder(
                at=hour_of(str(found["at"])),
                alarm_min=alarm_of(str(found["alarm"])),
                zone=zone_of(str(found["zone"])),
            )
    return REMINDER


def as_typed(reminder: Reminder) -> Form:
    """A reminder as its form shows it."""
    alarm = NO_ALARM if reminder.alarm_min is None else str(reminder.alarm_min)
    rows = {"at": f"{reminder.at:%H:%M}", "alarm": alarm, "zone": reminder.zone}
    return Form(typed={name: [value] for name, value in rows.items()})


def chosen(form: Form) -> Reminder | None:
    """A reminder as it was typed; None where a field says what is wrong with it."""
    at, zone = form.read("at", hour_of), form.read("zone", zone_of)
    alarm = form.read("alarm", alarm_of)
    if form.errors or at is None or zone is None:
        return None
    return Reminder(at=at, alarm_min=alarm, zone=zone)


def keep(kept: KeptPerson, reminder: Reminder, today: date, record: LightRecord | str) -> None:
    """Keep it, and write the calendar of the plan anew."""
    text = json_text({name: values[0] for name, values in as_typed(reminder).typed.items()})
    write_outputs(kept.folder, {FILE: text})
    _rewrite(kept, reminder, today, record)


def bring_up_to_date(kept: KeptPerson, today: date, record: LightRecord | str) -> None:
    """Write the calendar as the log has the course: what was left out, what rests, what is less."""
    if (kept.plan_folder / CALENDAR).is_file():
        _rewrite(kept, reminder_in(kept.folder), today, record)


def _rewrite(kept: KeptPerson, reminder: Reminder, today: date, record: LightRecord | str) -> None:
    folder = kept.plan_folder
    with suppress(InputError):  # of a plan that cannot be read, or written beside, the last stays
        path = folder / "plan.json"
        plan = plan_of(plan_content(path), str(path))
        course = None
        if isinstance(record, LightRecord):  # one that is not believed moves nothing
            course = to_come_of(record, as_noted(kept_plan(plan, path), folder), today)
        dates = dates_of(
            plan, folder=folder, who=kept.id, reminder=reminder, today=today, to_come=course
        )
        if dates is not None:
            write_outputs(folder, {CALENDAR: dates})
