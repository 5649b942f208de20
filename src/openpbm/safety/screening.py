"""Which rows of the tables a person matches, and what follows for each colour.

Every match is kept; the strictest action wins; nothing said later loosens what was said
before. What is not in a table stops or refers, it never passes. Only the answer of a doctor or
pharmacist, with a name and a day, turns "refer" into caution, where the row lets it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from openpbm.answer import Action, Closed, Finding
from openpbm.fact import message
from openpbm.person import ExpertAnswer, Medicine, Person
from openpbm.safety.entry import Offer, asked, reading_of, says_nothing
from openpbm.safety.known import KnownEntry, known
from openpbm.safety.names import Match, words_of
from openpbm.tables import Row, rows
from openpbm.tables.row.safety import Answerer

COLOURS = ("blue", "red", "nir")
ACTIONS: tuple[Action, ...] = get_args(Action)  # from free to closed

MEMORY = ("recalled", "mixed")  # a row that rests on memory waits for clinical review


def screen(person: Person, start: date) -> tuple[Finding, ...]:
    """Every row the person matches on the day of the first session, active or not.

    A word that no row knows is a finding too, by the row for what is unknown.

    Args:
        person: with medicines, conditions, procedures and age.
        start: day of the first session, from which washouts are counted.

    Returns:
        Findings, each with its action by colour. `strictest` is not asked here: a plan
        refuses by what is active and touches a colour that the mask has.

    Source: `tables/contraindications.json`, row by row; docs/safety/README.md.
    """
    found = (
        *_medicine_findings(person, start),
        *_procedure_findings(person, start),
        *_condition_findings(person),
        *_population_findings(person),
    )
    return tuple(_answered(finding, person, start) for finding in found)


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
        f.active
        and (f.id == "unknown_medicine" or (f.id in known() and known()[f.id].is_photodynamic))
        for f in findings
    )


def aphakic_weight(findings: Sequence[Finding]) -> bool:
    """True where the eye must be weighed as one without a lens, A(lambda) for B(lambda)."""
    return any(f.active and f.id in ("aphakia", "under_2") for f in findings)


def coolest(findings: Sequence[Finding]) -> Finding | None:
    """The active row that asks for the coolest skin; None where none asks."""
    own = [(f.skin_degc_max, f) for f in findings if f.active and f.skin_degc_max is not None]
    return min(own, key=lambda each: each[0])[1] if own else None


def _medicine_findings(person: Person, start: date) -> Iterator[Finding]:
    for entry in person.medicines:
        if says_nothing(entry.name):
            continue
        reading = reading_of(entry.name, "drug")
        for match in reading.matches:
            found = _dated(match, said=entry.name, last=entry.last_dose, start=start)
            yield found
            yield from _raised(entry, match, active=found.active)
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
            yield _finding(match, said=said)
        for part in asked(reading, "condition"):
            yield _ruled("unknown_condition", said=said, part=part)


def _population_findings(person: Person) -> Iterator[Finding]:
    rules = rows("screening_rules")
    ita = person.measured_ita_deg
    types = rules["skin_type_456"]
    if person.phototype in types.texts("phototypes"):
        yield _finding(Match(row="skin_type_456"), said=f"phototype {person.phototype}")
    elif ita is not None and ita < types.number("ita_below_deg"):
        yield _finding(Match(row="skin_type_456"), said=f"ITA {ita:.0f} deg")
    said = f"age {person.age_years:g}"
    if person.age_years < rules["minor"].number("age_below_years"):
        yield _finding(Match(row="minor"), said=said)
    for rule in ("under_13", "under_2"):
        if person.age_years < rules[rule].number("age_below_years"):
            yield _ruled(rule, said=said)


def _raised(entry: Medicine, match: Match, *, active: bool) -> Iterator[Finding]:
    """Rows that a medicine only raises as a question: they hold until it is answered."""
    for ask in known()[match.row].asks:
        if ask.if_unanswered == "apply" and ask.row not in entry.no_to:
            asked_of = replace(match, row=ask.row)
            yield replace(_finding(asked_of, said=entry.name, active=active), is_question=True)


def _dated(
    match: Match, *, said: str, last: date | None, start: date, done: bool = True
) -> Finding:
    """A finding with its washout from the last dose, or from the day of a procedure."""
    washout = known()[match.row].washout_days
    clear = None if last is None or washout is None else _after(last, washout)
    active = done and (clear is None or start < clear)
    return _finding(match, said=said, active=active, clear_on=clear)


def _finding(
    match: Match, *, said: str, active: bool = True, clear_on: date | None = None
) -> Finding:
    own = known()[match.row]
    return Finding(
        id=own.id,
        said=said,
        name=_called(own, match),
        action=tuple((colour, _action(getattr(own.action, colour))) for colour in COLOURS),
        active=active,
        clear_on=clear_on,
        rationale=own.why,
        source=own.source,
        status=own.status,
        review_pending=own.is_looked_at or own.status in MEMORY,
        group=match.group,
        flags=own.flags,
        answer=own.answer,
        skin_degc_max=own.skin_degc_max,
        gentle_first=own.gentle_first,
        hours_before=own.hours_before,
    )


def _called(own: KnownEntry, match: Match) -> str:
    """The row's name; that it is a guess where the words were not read."""
    if not match.read_as:
        return own.name
    guess = rows("screening_rules")["near"].text("of_guess")
    return guess.replace("{row}", own.name).replace("{offered}", match.read_as)


def _ruled(
    rule: str,
    *,
    said: str,
    part: Offer | None = None,
    active: bool = True,
    clear_on: date | None = None,
) -> Finding:
    row = rows("screening_rules")[rule]
    action = row.row("action")
    return Finding(
        id=row.text("id"),
        said=said,
        name=row.text("name") if part is None else _called_unread(row, part),
        action=tuple((colour, _action(action.text(colour))) for colour in COLOURS),
        active=active,
        clear_on=clear_on,
        rationale=row.text("rationale"),
        source=row.text("source"),
        status=row.text("status"),
        review_pending=row.text("status") in MEMORY,
        answer=_answerer(row),
    )


def _called_unread(rule: Row, part: Offer) -> str:
    """What the table says of words that it lacks, and what they may mean."""
    told = rule.text("of_offer" if part.name else "of_part")
    return told.replace("{offered}", part.name).replace("{part}", part.part)


def _answerer(row: Row) -> Answerer:
    said = row.text("answer", "none")
    return next(who for who in get_args(Answerer) if who == said)


def _answered(finding: Finding, person: Person, start: date) -> Finding:
    """The finding after what a doctor or pharmacist said: a no closes, a yes opens with care."""
    about = _subject(finding.said)
    own = [a for a in person.answers if _subject(a.about) == about and a.day <= start]
    no = next((answer for answer in own if not answer.fine), None)
    if no is not None:
        closed = tuple((colour, _action("exclude")) for colour in COLOURS)
        return replace(finding, action=closed, answered=no)
    yes = next((answer for answer in own if _may_say_yes(finding.answer, answer, person)), None)
    asks = dict(finding.action)
    if yes is None or "refer" not in asks.values():
        return finding
    opened = {c: "caution" if action == "refer" else action for c, action in asks.items()}
    return replace(finding, action=tuple((c, _action(a)) for c, a in opened.items()), answered=yes)


def _may_say_yes(who: Answerer, answer: ExpertAnswer, person: Person) -> bool:
    if who == "goggles":
        return answer.by == "doctor" and person.eye_protection == "opaque_goggles"
    return who == "pharmacist" or (who == "doctor" and answer.by == "doctor")


def _subject(text: str) -> tuple[str, ...]:
    """What an answer is about: "age 16" and "age" are one thing."""
    return tuple(word for word in words_of(text) if not word.isdigit())


def _after(last: date, washout_days: float) -> date:
    """First day outside the washout: the day after `last` + its days, rounded up."""
    return last + timedelta(days=math.ceil(washout_days) + 1)


def _action(text: str) -> Action:
    return next(action for action in ACTIONS if action == text)


def _closed(name: str, day: date) -> Iterator[Closed]:
    reading = reading_of(name, "procedure")
    for match in reading.matches:
        own = known()[match.row]
        if own.is_lasting:
            continue  # it speaks for each colour, on every day
        what = _called(own, match)
        if own.washout_days is None:
            reason = message("closed-procedure_no_end", entry=name, row=what)
            yield Closed(day, date.max, reason)
        else:
            days = math.ceil(own.washout_days)
            reason = message("closed-procedure", entry=name, row=what, days=days)
            yield Closed(day, day + timedelta(days=days), reason)
    for part in reading.unread:
        days = math.ceil(_default_days())
        reason = message("closed-procedure_unknown", entry=part, days=days)
        yield Closed(day, day + timedelta(days=days), reason)


def _default_days() -> float:
    return rows("schedule")["closed_unknown_procedure"].number("closed_default_days")
