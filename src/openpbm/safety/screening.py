"""Which rows of the contraindication table a person matches, and what follows for each colour.

Every match is kept; the strictest action wins; nothing said later loosens what was said
before. What is not in the table stops or refers, it never passes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import get_args

from openpbm.answer import Action, Closed, Finding
from openpbm.fact import message
from openpbm.person import Person
from openpbm.safety.entry import asked, is_lasting, reading_of, says_nothing
from openpbm.safety.names import Match
from openpbm.tables import Row, rows

COLOURS = ("blue", "red", "nir")
ACTIONS: tuple[Action, ...] = get_args(Action)  # from free to closed

MEMORY = ("recalled", "mixed")  # a row that rests on memory waits for clinical review


def screen(person: Person, start: date) -> tuple[Finding, ...]:
    """Every row the person matches on the day of the first session, active or not."""
    return (
        *_medicine_findings(person, start),
        *_procedure_findings(person, start),
        *_condition_findings(person),
        *_population_findings(person),
    )


def strictest(findings: Sequence[Finding]) -> dict[str, str]:
    """The action for blue, red and near-infrared over all active findings.

    What lies between follows the stricter of its neighbours, see `Role.screened_as`.
    """
    worst: dict[str, str] = dict.fromkeys(COLOURS, ACTIONS[0])
    for finding in findings:
        if not finding.active:
            continue
        for colour, action in finding.action:
            worst[colour] = max(worst[colour], action, key=ACTIONS.index)
    return worst


def closed_days(person: Person) -> tuple[Closed, ...]:
    """First and last day without light, with the reason, for each procedure.

    A procedure that the table does not know closes the default number of days. One without
    a fixed washout closes until `date.max`; a lasting condition that it leaves closes none.
    """
    return tuple(closed for entry in person.procedures for closed in _closed(entry.name, entry.day))


def photosensitiser_declared(findings: Sequence[Finding]) -> bool:
    """True where a session could be a photodynamic treatment: an active PDT-like agent.

    A medicine that is not in the table counts as one.
    """
    return any(
        f.active and (f.id == "unknown_medicine" or _flagged(f.id, "pdt_agent")) for f in findings
    )


def aphakic_weight(findings: Sequence[Finding]) -> bool:
    """True where the eye must be weighed as one without a lens, A(lambda) for B(lambda)."""
    return any(
        f.active and (f.id == "aphakia" or _flagged(f.id, "aphakic_weight")) for f in findings
    )


def _medicine_findings(person: Person, start: date) -> Iterator[Finding]:
    for entry in person.medicines:
        if says_nothing(entry.name):
            continue
        reading = reading_of(entry.name, "drug")
        for match in reading.matches:
            yield _dated(match, said=entry.name, last=entry.last_dose, start=start)
        stated = entry.photosensitising is False
        rule = "stated_not_photosensitising" if stated else "unknown_medicine"
        for part in asked(reading, "drug"):
            yield _ruled(rule, said=entry.name, part=part)


def _procedure_findings(person: Person, start: date) -> Iterator[Finding]:
    for entry in person.procedures:
        reading = reading_of(entry.name, "procedure")
        done = entry.day <= start
        for match in reading.matches:
            yield _dated(match, said=entry.name, last=entry.day, start=start, done=done)
        for part in asked(reading, "procedure"):
            clear = _after(entry.day, _default_days())
            yield _ruled(
                "unknown_procedure",
                said=entry.name,
                part=part,
                active=done and start < clear,
                clear_on=clear,
            )


def _condition_findings(person: Person) -> Iterator[Finding]:
    for said in person.conditions:
        if says_nothing(said):
            continue
        reading = reading_of(said, "condition")
        for match in reading.matches:
            row = _table()[match.row]
            yield _finding(row, said=said, called=_called(row, match))
        for part in asked(reading, "condition"):
            yield _ruled("unknown_condition", said=said, part=part)


def _population_findings(person: Person) -> Iterator[Finding]:
    rules = rows("screening_rules")
    ita = person.measured_ita_deg
    types = rules["skin_type_456"]
    if person.phototype in types.texts("phototypes"):
        yield _finding(_table()["skin_type_456"], said=f"phototype {person.phototype}")
    elif ita is not None and ita < types.number("ita_below_deg"):
        yield _finding(_table()["skin_type_456"], said=f"ITA {ita:.0f} deg")
    said = f"age {person.age_years:g}"
    if person.age_years < rules["minor"].number("age_below_years"):
        yield _finding(_table()["minor"], said=said)
    if person.age_years < rules["under_2"].number("age_below_years"):
        yield _finding(rules["under_2"], said=said)


def _dated(
    match: Match, *, said: str, last: date | None, start: date, done: bool = True
) -> Finding:
    """A finding with its washout from the last dose, or from the day of a procedure."""
    row = _table()[match.row]
    washout = row.maybe("washout_days")
    clear = None if last is None or washout is None else _after(last, washout)
    return _finding(
        row,
        said=said,
        called=_called(row, match),
        active=done and (clear is None or start < clear),
        clear_on=clear,
    )


def _ruled(
    rule: str, *, said: str, part: str, active: bool = True, clear_on: date | None = None
) -> Finding:
    row = rows("screening_rules")[rule]
    return _finding(
        row, said=said, called=f"{row.text('name')}: {part}", active=active, clear_on=clear_on
    )


def _called(row: Row, match: Match) -> str:
    """The row's name; that it is a guess where the words were not read."""
    return f"{row.text('name')}, if you mean {match.read_as}" if match.read_as else row.text("name")


def _finding(
    row: Row,
    *,
    said: str,
    called: str = "",
    active: bool = True,
    clear_on: date | None = None,
) -> Finding:
    action = row.row("action")
    return Finding(
        id=row.text("id"),
        said=said,
        name=called or row.text("name"),
        action=tuple((colour, _action(action.text(colour))) for colour in COLOURS),
        active=active,
        clear_on=clear_on,
        rationale=row.text("rationale", "") or row.text("cls", ""),
        source=row.text("source"),
        status=row.text("status"),
        review_pending=row.text("status") in MEMORY,
    )


def _after(last: date, washout_days: float) -> date:
    """First day outside the washout: the day after `last` + its days, rounded up."""
    return last + timedelta(days=math.ceil(washout_days) + 1)


def _action(text: str) -> Action:
    return next(action for action in ACTIONS if action == text)


def _closed(name: str, day: date) -> Iterator[Closed]:
    reading = reading_of(name, "procedure")
    for match in reading.matches:
        row = _table()[match.row]
        washout = row.maybe("washout_days")
        if is_lasting(row):
            continue  # it speaks for each colour, on every day
        what = _called(row, match)
        if washout is None:
            yield Closed(day, date.max, message("closed-procedure_no_end", entry=name, row=what))
        else:
            days = math.ceil(washout)
            reason = message("closed-procedure", entry=name, row=what, days=days)
            yield Closed(day, day + timedelta(days=days), reason)
    for part in reading.unread:
        days = math.ceil(_default_days())
        reason = message("closed-procedure_unknown", entry=part, days=days)
        yield Closed(day, day + timedelta(days=days), reason)


def _table() -> Mapping[str, Row]:
    return rows("contraindications")


def _flagged(row_id: str, flag: str) -> bool:
    tables = (_table(), rows("screening_rules"))
    return any(row_id in table and table[row_id].flag(flag) for table in tables)


def _default_days() -> float:
    return rows("schedule")["closed_unknown_procedure"].number("closed_default_days")
