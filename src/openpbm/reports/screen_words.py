"""What the screen says, colour by colour: words, end dates, questions for the doctor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpbm.answer import Closed, Finding
from openpbm.fact import Message
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.reason import roles_for
from openpbm.reports import words
from openpbm.response.evidence import goal_of
from openpbm.safety import minded as beside
from openpbm.safety.minded import asked_of_experts
from openpbm.safety.screening import ACTIONS, COLOURS, closed_days, screen
from openpbm.safety.stops import (
    STOPS,
    action_on,
    most_first,
    roles_lit,
    shown_roles,
    stopped,
)
from openpbm.tables import rows

WORDS = {"allow": "go", "caution": "caution", "refer": "refer", "exclude": "exclude"}
STATES = {"allow": "go", "caution": "care", "refer": "unknown", "exclude": "stop"}  # of the signs

REVIEW = "The table behind this is no medical advice, and a clinical review of it is pending."


@dataclass(frozen=True, kw_only=True)
class ColourVerdict:
    """What follows for one colour, and every row that speaks about it."""

    colour: str  # blue, red, nir; amber where the mask has it
    action: str  # the strictest of the rows
    rows: tuple[tuple[str, Finding], ...]  # (action, row), the strictest first
    until: date | None  # the strictest action holds at least until this day

    @property
    def disagree(self) -> bool:
        """True where two rows ask for different things."""
        return len({action for action, _ in self.rows}) > 1

    @property
    def stops(self) -> bool:
        """True where no session may use this colour without an answer."""
        return self.action in STOPS


@dataclass(frozen=True, kw_only=True)
class Screened:
    """A person, a day, and what the table says."""

    person: Person
    start: date
    findings: tuple[Finding, ...]  # those that count first
    colours: tuple[ColourVerdict, ...]
    closed: tuple[Closed, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask the doctor, about the colours that are told."""
        return questions(self.findings, [colour.colour for colour in self.colours])

    def ask(self, finding: Finding) -> Message | None:
        """The question whose yes would open a colour that is told here."""
        stops = stopped(finding, [colour.colour for colour in self.colours])
        return asked_of_experts(finding) if stops else None

    @property
    def is_open(self) -> bool:
        """True where every colour is go or caution."""
        return not any(colour.stops for colour in self.colours)


def screened(person: Person, start: date, mask: Mask | None = None) -> Screened:
    """The screen of a person on a day; of a known mask, in the order of a plan's refusals."""
    goals = dict.fromkeys(goal_of(wish.goal).id for wish in person.wishes)
    roles = COLOURS if mask is None else roles_for(mask, goals)
    own = () if mask is None else roles_lit(mask.channels)
    findings = most_first(screen(person, start), roles)
    closed = [days for days in closed_days(person) if days[1] >= start]
    return Screened(
        person=person,
        start=start,
        findings=findings,
        colours=by_colour(findings, shown_roles(own) or COLOURS),
        closed=tuple(sorted(closed, key=lambda days: (days.first, days.last))),
    )


def by_colour(
    findings: Sequence[Finding], roles: Sequence[str] = COLOURS
) -> tuple[ColourVerdict, ...]:
    """Each colour over all rows that count on the day."""
    return tuple(_of_colour(role, findings) for role in roles)


def _of_colour(colour: str, findings: Sequence[Finding]) -> ColourVerdict:
    said = [(action_on(colour, dict(f.action)), f) for f in findings if f.active]
    action = max((own for own, _ in said), key=ACTIONS.index, default=ACTIONS[0])
    said.sort(key=lambda pair: -ACTIONS.index(pair[0]))  # stable: else what stops most first
    ends = [f.clear_on for own, f in said if own == action]
    known = [end for end in ends if end is not None]
    dated = len(known) == len(ends) > 0 and action != ACTIONS[0]
    return ColourVerdict(
        colour=colour, action=action, rows=tuple(said), until=max(known) if dated else None
    )


def verdict(colours: Sequence[ColourVerdict]) -> tuple[str, str]:
    """The strictest action of any colour, and the sentence that says it for each."""
    by_action = {
        action: [words.colour(c.colour) for c in colours if c.action == action]
        for action in ACTIONS
    }
    parts = []
    if by_action["exclude"]:
        parts.append(f"no {words.listed(by_action['exclude'], 'or')} light")
    if by_action["refer"]:
        parts.append(f"{words.listed(by_action['refer'])} only after asking your doctor")
    if by_action["caution"]:
        parts.append(f"{words.listed(by_action['caution'])} with caution")
    if by_action["allow"]:
        rest = words.listed(by_action["allow"])
        parts.append(f"{rest} may go" if parts else "nothing that was said stops a colour")
    worst = max((c.action for c in colours), key=ACTIONS.index)
    return worst, f"{words.capital(WORDS[worst])}: {'; '.join(parts)}"


def timing(finding: Finding, start: date) -> str:
    """Until when a row counts, in one sentence."""
    clear = finding.clear_on
    if not finding.active:
        if clear is None:
            return "Planned; it counts from its day on, without a fixed end."
        if clear > start:
            return f"Planned; it counts from its day until {words.day(clear)}."
        return f"It no longer counts: washout over, clear since {words.day(clear)}."
    if clear is not None:
        return f"Counts until the washout ends: {words.day(clear)} is the first clear day."
    return _endless(finding)


def _endless(finding: Finding) -> str:
    table = rows("contraindications")
    row = table.get(finding.id)
    washout = None if row is None else row.maybe("washout_days")
    if row is None or washout is None:
        return "No fixed end."
    days = f"{washout:g} {'day' if washout == 1 else 'days'}"
    if row.text("kind") == "drug":
        return f"Counts while it is used, and {days} after the last dose (none was given)."
    return f"Counts while it lasts, and {days} after (no day was given)."


def provenance(finding: Finding) -> str:
    """How a row is known, and that no clinician has read it where it rests on memory."""
    pending = "; clinical review pending" if finding.review_pending else ""
    return f"{words.status(finding.status)}{pending}"


def questions(findings: Sequence[Finding], roles: Sequence[str] = COLOURS) -> tuple[str, ...]:
    """What to ask the doctor, once for each thing that the person named."""
    asked: dict[str, set[str]] = {}
    for finding in findings:
        stops = {role for role, _ in stopped(finding, roles)}
        if stops:
            asked.setdefault(finding.said, set()).update(stops)
    return tuple(
        _question(said, [role for role in roles if role in own]) for said, own in asked.items()
    )


def _question(said: str, roles: Sequence[str]) -> str:
    light = words.listed([words.colour(role) for role in roles], "or")
    return f'Given "{plain(said)}", may I use {light} LED light on my face, and from when?'


def minded(finding: Finding) -> tuple[Message, ...]:
    """What goes with a row."""
    return beside.minded(finding)


def plain(text: str) -> str:
    """What a person wrote, on one line and without letters that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def who(person: Person) -> str:
    """The person in a phrase: '52 years, skin type II'."""
    skin = f"skin type {person.phototype}" if person.phototype else "measured skin colour"
    return f"{person.age_years:g} years, {skin}"


def how_much_was_said(person: Person) -> str:
    """How much was said, so that a forgotten list is seen."""
    counts = [
        words.count(len(entries), noun) if entries else f"no {noun}s"
        for entries, noun in (
            (person.conditions, "condition"),
            (person.medicines, "medicine"),
            (person.procedures, "procedure"),
        )
    ]
    return (
        f"Screened: age, skin colour, {words.listed(counts)}. What the file does not say was not "
        "screened."
    )
