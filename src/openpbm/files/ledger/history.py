"""From a ledger file to what a plan, a page or an export needs of one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpbm.errors import LedgerError, nearest
from openpbm.fact import said
from openpbm.files.anchor import Anchors
from openpbm.files.csv_text import csv_text
from openpbm.files.json_value import Json, json_text
from openpbm.files.ledger.event import canonical, event_json, kind_of
from openpbm.files.ledger.fold import Folding
from openpbm.files.ledger.people import LedgerPerson
from openpbm.files.ledger.store import Ledger, read_ledger
from openpbm.letters import one_line
from openpbm.record import LightEvent, LightHistory
from openpbm.tracking.account import day_doses, history, record_of

COLUMNS = (
    "day", "session", "source", "mask", "zone", "goal", "planned_min", "minutes", "end",
    "band", "region", "dose_j_cm2", "full_sessions",
)  # fmt: skip
NEXT = ",\n    "


def history_for(
    path: Path, who: str | None, today: date, *, anchors: Anchors | None = None
) -> LightHistory:
    """The light of one person, by name or id, as the caps must count it.

    A ledger that cannot be read or believed gives a history that is not known, with the
    reason in words.

    Args:
        path: of the ledger.
        who: name or id; None where there is only one person.
        today: of the person's calendar.
        anchors: of this computer, which tell an older copy.

    Raises:
        LedgerError: no ledger there, or nobody of that name: a slip, not a damage.
    """
    if not path.exists():
        raise LedgerError(f"{path}: found no ledger; expected one (--ledger)")
    try:
        with read_ledger(path) as ledger:
            people = ledger.people()
    except LedgerError as problem:
        return LightHistory(is_known=False, why_unknown=said(str(problem)))
    person = person_named(people, who, path)
    try:
        with read_ledger(path, anchors=anchors) as ledger:
            events = ledger.folded(person.person_id)
    except LedgerError as problem:
        return LightHistory(is_known=False, why_unknown=said(str(problem)))
    return history(events, person.person_id, today)


def person_named(people: tuple[LedgerPerson, ...], who: str | None, path: Path) -> LedgerPerson:
    """The person of a name or id; without one, the only person there is.

    Raises:
        LedgerError: nobody, or more than one, fits.
    """
    if who is None:
        if len(people) == 1:
            return people[0]
        names = ", ".join(person.name for person in people)
        found = f"{len(people)} people ({names})" if people else "nobody yet"
        raise LedgerError(
            f"{path}: found {found}; expected a name"
            + ("" if people else " ('openpbm ledger add NAME')")
        )
    fitting = [p for p in people if p.person_id == who] or [
        p for p in people if p.name.casefold() == who.casefold()
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join(p.person_id for p in fitting)
        raise LedgerError(f'{path}: found {len(fitting)} people called "{who}"; expected an id '
                          f"({ids})")  # fmt: skip
    raise LedgerError(
        f'{path}: found nobody called "{who}"{nearest(who, [p.name.casefold() for p in people])}; '
        "expected somebody who was added ('openpbm ledger people' lists them)"
    )


def export_json(ledger: Ledger, person: LedgerPerson) -> str:
    """Everything that is kept of a person, an entry a line, and what it adds up to.

    Raises:
        LedgerError: the chain does not hold.
    """
    folding, lines = Folding(), list[str]()

    def take(event: LightEvent) -> None:
        folding.add(event)
        lines.append(canonical({"kind": kind_of(event), "event": event_json(event)}))

    ledger.each(person.person_id, take)
    days: list[Json] = [
        {
            "day": dose.day.isoformat(),
            "band": dose.band,
            "region": dose.region,
            "dose_j_cm2": dose.dose_j_cm2,
        }
        for dose in day_doses(record_of(folding.events, person.person_id))
    ]
    head: Json = {"days": days, "name": person.name, "person_id": person.person_id}
    start = json_text(head).removesuffix("\n}\n")
    return f'{start},\n  "entries": [\n    {NEXT.join(lines)}\n  ]\n}}\n'


def export_csv(events: tuple[LightEvent, ...], person_id: str) -> str:
    """One line for each session, region and band, and for each dose from elsewhere.

    A session whose dose nobody knows has one line: no dose, and the full sessions it counts as.
    """
    return csv_text(
        COLUMNS, ([_cell(cell) for cell in row] for row in _export_rows(events, person_id))
    )


def _export_rows(
    events: tuple[LightEvent, ...], person_id: str
) -> Iterator[tuple[str | float, ...]]:
    record = record_of(events, person_id)
    for sitting in record.sittings:
        begun = sitting.begun
        end = "" if sitting.ended is None else sitting.ended.reason
        head = (
            begun.day.isoformat(), begun.session_id, begun.source, begun.mask_id, begun.zone,
            begun.goal, begun.planned_min, sitting.minutes, end,
        )  # fmt: skip
        for dose in sitting.doses:
            yield (*head, dose.band, dose.region, dose.dose_j_cm2, "")
        if not sitting.doses:
            counts = sitting.full_sessions if begun.dose_unknown else ""
            yield (*head, "", "", "", counts)
    for noted in record.noted:
        for dose in noted.event.doses:
            yield (
                dose.day.isoformat(), "", "office", "", "", "", "", "", noted.event.note, dose.band,
                dose.region, dose.dose_j_cm2, "",
            )  # fmt: skip


def _cell(cell: str | float) -> str:
    """Nine digits of a number, one line of words."""
    return one_line(cell) if isinstance(cell, str) else f"{cell:.9g}"
