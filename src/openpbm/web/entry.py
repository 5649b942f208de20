"""What the forms of Log and Today write down: each as events, and what is said before it is."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpbm.answer import IrradianceRow
from openpbm.errors import OpenPBMError
from openpbm.fact import Message, message
from openpbm.files.answer import day_of, number_between
from openpbm.files.answer_error import AnswerError
from openpbm.files.plan.file import read_plan_file
from openpbm.files.practice.sheet import read_practice
from openpbm.mask import Mask
from openpbm.planning.unplanned import light_in
from openpbm.record import (
    LIGHT_BANDS,
    DayDose,
    DoctorSaid,
    DoseNoted,
    LightEvent,
    Moment,
    NoteUndone,
    SessionSkipped,
)
from openpbm.sitting.by_hand import DoneByHand, of_plan, without_plan
from openpbm.sitting.entry import (
    MOST_MIN,
    House,
    LastUse,
    MeasuredError,
    by_id,
    correction,
    correction_slips,
    slips,
    uses_of,
)
from openpbm.sitting.plan import KeptPlan, followed, held_on
from openpbm.tracking.account import LightRecord
from openpbm.tracking.due import given_on, whole_share
from openpbm.tracking.skin import answers, decided, told_of, took
from openpbm.web.form import Form
from openpbm.web.pages import Rooms
from openpbm.web.people import KeptPerson, person_of, worn_by
from openpbm.web.planned import plan_kept

MOST_J_CM2, MOST_LETTERS = 2000.0, 200
UNDO, CORRECT = "undo", "correct"  # each with the id of a session behind a colon


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """Lines that a form asks for; slips are said first, and a second tap writes them."""

    events: tuple[LightEvent, ...] = ()
    slips: tuple[Message, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What an entry is made from."""

    form: Form
    kept: KeptPerson
    plan: KeptPlan | None
    record: LightRecord
    now: Moment
    others: Callable[[], Mapping[str, Sequence[LastUse]]]

    @property
    def house(self) -> House:
        """Who had which mask so far; a device of the house is there for all who were given it."""
        is_given = worn_by(self.kept) is not None and self.plan is not None
        return House(name=self.kept.name, others=self.others(), is_shared=is_given)


def desk_of(rooms: Rooms, kept: KeptPerson, form: Form, record: LightRecord) -> Desk:
    """The desk of one person."""
    return Desk(
        form=form,
        kept=kept,
        plan=plan_of(kept),
        record=record,
        now=rooms.now(),
        others=lambda: _others(rooms, kept),
    )


def entry_of(desk: Desk) -> LogEntry:
    """What a form asks to be written; errors are kept at its fields."""
    do, _, of = desk.form.v("do").partition(":")
    makers: dict[str, Callable[[Desk], LogEntry]] = {
        "planned": _as_planned,
        "session": _session,
        "skip": _skip,
        "dose": _dose,
        "skin": _skin,
        "doctor": _doctor,
    }
    if do in (UNDO, CORRECT):
        found = _correct(desk, of, is_undo=do == UNDO)
    elif do == "unnote":
        found = _unnote(desk, of)
    else:
        found = makers.get(do, _session)(desk)
    return LogEntry() if desk.form.errors else found


def plan_of(kept: KeptPerson) -> KeptPlan | None:
    """The plan whose course is followed; None where there is none with a session."""
    try:
        found = plan_kept(kept)
    except OpenPBMError:
        return None
    return None if found.session is None else found


def plan_unread(kept: KeptPerson) -> Message | None:
    """Why a plan that is there is not followed, such as one of a version before; else None."""
    path = kept.plan_folder / "plan.json"
    try:
        if path.exists():
            plan_kept(kept)
    except OpenPBMError as problem:
        return message("refusal-plan_unread", problem=str(problem))
    return None


def mask_of(kept: KeptPerson) -> Mask | None:
    """The mask that a person said is theirs."""
    file = person_of(kept)
    return None if isinstance(file, str) else file.mask


# ---- a session


def _as_planned(desk: Desk) -> LogEntry:
    """What is left of a day's session, all of it; where nothing is left, all of it again."""
    if desk.plan is None:
        return _session(desk)
    day = _day_of(desk)
    parts = _planned(desk, desk.plan, day)
    given = given_on(followed(desk.plan, desk.record), desk.record, day, desk.now.day)
    left = [part for part in parts if given.get(part.part, 0.0) < whole_share()]
    return _written(desk, left or parts, None, desk.plan)


def _session(desk: Desk) -> LogEntry:
    form, day, minutes = desk.form, _day_of(desk), None
    if form.v("minutes") or desk.plan is None:
        minutes = _minutes(form, "minutes")
    if desk.plan is None:
        return _of_mask(desk, day, minutes)
    parts = _planned(desk, desk.plan, day)
    if len(parts) > 1:
        keys = tuple(str(number) for number in range(len(parts)))
        key = form.choice("part", keys, message("web_form-choose_light"))
        parts = [] if key is None else [parts[int(key)]]
    return _written(desk, parts, minutes, desk.plan)


def _of_mask(desk: Desk, day: date, minutes: float | None) -> LogEntry:
    mask = mask_of(desk.kept)
    if mask is None:
        desk.form.errors["all"] = message("web_log-no_mask")
    if mask is None or minutes is None:
        return LogEntry()
    seen = _light_of(desk.kept, mask)
    done = without_plan(mask, seen, desk.kept.id, day, desk.now.utc, secrets.token_bytes)
    own_min = max(mask.session_min, default=None)
    return LogEntry(
        events=tuple(done.events(minutes)),
        slips=slips(desk.record, [done], minutes, own_min, desk.house),
    )


def _light_of(kept: KeptPerson, mask: Mask) -> Sequence[IrradianceRow]:
    """The light of this mask out of the last plan; a page waits for no new one."""
    try:
        return light_in(read_plan_file(kept.plan_folder / "plan.json"), mask)
    except OpenPBMError:
        return ()


def _planned(desk: Desk, plan: KeptPlan, day: date) -> list[DoneByHand]:
    """Each light of a plan's session, as long as it was asked for on that day."""
    held = held_on(plan, desk.record, day, desk.now.day)
    return of_plan(plan, desk.kept.id, day, desk.now.utc, secrets.token_bytes, asked=held)


def _written(
    desk: Desk, parts: Sequence[DoneByHand], minutes: float | None, plan: KeptPlan
) -> LogEntry:
    own_min = None if plan.session is None else plan.session.timer_min
    return LogEntry(
        events=tuple(event for part in parts for event in part.events(minutes)),
        slips=slips(desk.record, parts, minutes, own_min, desk.house),
    )


def _skip(desk: Desk) -> LogEntry:
    if desk.plan is None:
        desk.form.errors["all"] = message("web_log-no_plan")
        return LogEntry()
    skipped = SessionSkipped(
        person_id=desk.kept.id,
        at_utc=desk.now.utc,
        day=desk.now.day,
        mask_id=desk.plan.mask_id,
        plan_sha256=desk.plan.sha256,
    )
    return LogEntry(events=(skipped,))


# ---- put right


def _correct(desk: Desk, session_id: str, *, is_undo: bool) -> LogEntry:
    sitting = by_id(desk.record, session_id)
    if sitting is None:
        desk.form.errors["all"] = message("web_log-no_such_session")
        return LogEntry()
    if is_undo and sitting.is_undone:  # the same tap twice
        return LogEntry()
    field = f"minutes-{session_id}"
    minutes = 0.0 if is_undo else _minutes(desk.form, field)
    if minutes is None:
        return LogEntry()
    try:
        right = correction(sitting, minutes, desk.now.utc)
        return LogEntry(events=(right,), slips=correction_slips(sitting, minutes))
    except MeasuredError as problem:
        desk.form.errors[field] = problem.fact
        return LogEntry()


def _minutes(form: Form, field: str) -> float | None:
    return form.read(field, lambda text: number_between(text, 0.1, MOST_MIN, "minutes"))


def _unnote(desk: Desk, at: str) -> LogEntry:
    found = [n.event for n in desk.record.noted if n.event.at_utc.isoformat() == at]
    if not found:
        desk.form.errors["all"] = message("web_log-no_such_session")
    return LogEntry(
        events=tuple(
            NoteUndone(person_id=desk.kept.id, at_utc=desk.now.utc, noted=noted)
            for noted in found[:1]
        )
    )


# ---- light from elsewhere, skin, doctor


def _dose(desk: Desk) -> LogEntry:
    form = desk.form
    day = form.read("dose_day", lambda text: _day(text, desk.now.day))
    band = form.choice("band", LIGHT_BANDS, message("web_form-choose_colour"))
    dose = form.read("dose", lambda text: number_between(text, 0.001, MOST_J_CM2, "J/cm2"))
    note = form.v("note")
    if len(note) > MOST_LETTERS:
        form.errors["note"] = message("web_log-note_long", most=MOST_LETTERS)
    if form.errors or day is None or band is None or dose is None:
        return LogEntry()
    doses = (DayDose(day=day, band=band, dose_j_cm2=dose),)
    noted = DoseNoted(person_id=desk.kept.id, at_utc=desk.now.utc, doses=doses, note=note)
    return LogEntry(events=(noted,))


def _skin(desk: Desk) -> LogEntry:
    """An answer; what only a doctor can lift is said before it is written."""
    answer = desk.form.choice("skin", answers(), message("web_log-choose_skin"))
    if answer is None:
        return LogEntry()
    asked = told_of(desk.record, answer, desk.now.day)
    if asked is None:
        desk.form.errors["all"] = message("web_log-skin_answered")
        return LogEntry()
    said = took(desk.record, answer, asked, desk.now.day, desk.now.utc)
    return LogEntry(events=(said,), slips=(decided(said),) if said.needs_doctor else ())


def _doctor(desk: Desk) -> LogEntry:
    form = desk.form
    fine = form.choice("fine", ("yes", "no"), message("session-yes_or_no"))
    who = form.v("who")
    if not 0 < len(who) <= MOST_LETTERS:
        form.errors["who"] = message("web_log-doctor_name")
    if form.errors or fine is None:
        return LogEntry()
    said = DoctorSaid(
        person_id=desk.kept.id,
        at_utc=desk.now.utc,
        day=desk.now.day,
        fine=fine == "yes",
        who=who,
    )
    return LogEntry(events=(said,))


def _day_of(desk: Desk) -> date:
    """The day that a form names, else today; what is no day is kept as its error."""
    today = desk.now.day
    if not desk.form.v("day"):
        return today
    return desk.form.read("day", lambda text: _day(text, today)) or today


def _day(text: str, today: date) -> date:
    day = day_of(text)
    if day > today:
        raise AnswerError("web_form-day_to_come", day=day)
    return day


def last_uses(rooms: Rooms, kept: KeptPerson) -> tuple[LastUse, ...]:
    """The last session of each of the others; nobody's chain is read for it."""
    begun = [
        (other.name, rooms.light.last(other.id))
        for other in rooms.people.everyone()
        if other.id != kept.id
    ]
    return tuple(
        LastUse(name=name, mask_id=one.mask_id, day=one.day, at_utc=one.at_utc)
        for name, one in begun
        if one is not None
    )


def _others(rooms: Rooms, kept: KeptPerson) -> Mapping[str, Sequence[LastUse]]:
    """The last sessions of each of the others; in a practice nobody's hour tells who it is."""
    practice = read_practice(rooms.people.folder)
    if worn_by(kept) is not None and practice.name:
        return {}
    return {
        other.name: uses_of(rooms.light.latest(other.id), other.name)
        for other in rooms.people.everyone()
        if other.id != kept.id
    }
