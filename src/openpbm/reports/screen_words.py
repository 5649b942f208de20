"""What the screen says, colour by colour: words, end dates, questions for the doctor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpbm.answer import Closed, Finding
from openpbm.fact import Message, Several, message, several
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
from openpbm.speech.say import say, written
from openpbm.tables import rows

WORDS = {"allow": "go", "caution": "caution", "refer": "refer", "exclude": "exclude"}  # in JSON
STATES = {"allow": "go", "caution": "care", "refer": "unknown", "exclude": "stop"}  # of the signs

REVIEW = message("report_screen-review")


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
    worst, told = _worst(colours), _by_action(colours)
    return worst, say("report_screen-verdict", word=words.capital(word(worst)), parts=told)


def lay_verdict(colours: Sequence[ColourVerdict]) -> tuple[str, str]:
    """The same in the words of the app: the strictest action, and what may shine."""
    return _worst(colours), words.capital(written(_by_action(colours)))


def _worst(colours: Sequence[ColourVerdict]) -> str:
    return max((c.action for c in colours), key=ACTIONS.index)


def _by_action(colours: Sequence[ColourVerdict]) -> Several:
    """Which colours may not, may after asking, may with care, may shine."""
    by_action = {
        action: [words.colour(c.colour) for c in colours if c.action == action]
        for action in ACTIONS
    }
    parts = []
    if no := by_action["exclude"]:
        parts.append(message("report_screen-no_light", colours=several(no, "or")))
    if asking := by_action["refer"]:
        parts.append(message("report_screen-after_asking", colours=several(asking)))
    if care := by_action["caution"]:
        parts.append(message("report_screen-with_caution", colours=several(care)))
    if rest := by_action["allow"]:
        free = message("report_screen-may_go", colours=several(rest))
        parts.append(free if parts else message("report_screen-nothing"))
    return several(parts, "semicolon")


def word(action: str) -> str:
    """What a row asks for, in one word."""
    return say(f"report_screen-word_{action}")


def timing(finding: Finding, start: date) -> str:
    """Until when a row counts, in one sentence."""
    clear = finding.clear_on
    if not finding.active:
        if clear is None:
            return say("report_screen-planned_endless")
        if clear > start:
            return say("report_screen-planned", day=words.day(clear))
        return say("report_screen-over", day=words.day(clear))
    if clear is not None:
        return say("report_screen-until", day=words.day(clear))
    return _endless(finding)


def _endless(finding: Finding) -> str:
    table = rows("contraindications")
    row = table.get(finding.id)
    washout = None if row is None else row.maybe("washout_days")
    if row is None or washout is None:
        return say("report_screen-no_end")
    if row.text("kind") == "drug":
        return say("report_screen-while_used", days=round(washout))
    return say("report_screen-while_lasts", days=round(washout))


def provenance(finding: Finding) -> str:
    """How a row is known, and that no clinician has read it where it rests on memory."""
    status = words.status(finding.status)
    return say("report_screen-pending", status=status) if finding.review_pending else status


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
    light = several(map(words.colour, roles), "or")
    return say("report_screen-question", said=plain(said), colours=light)


def minded(finding: Finding) -> tuple[Message, ...]:
    """What goes with a row."""
    return beside.minded(finding)


def plain(text: str) -> str:
    """What a person wrote, on one line and without letters that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def how_much_was_said(person: Person) -> str:
    """How much was said, so that a forgotten list is seen."""
    lists = (
        message("report_screen-conditions", number=len(person.conditions)),
        message("report_screen-medicines", number=len(person.medicines)),
        message("report_screen-procedures", number=len(person.procedures)),
    )
    return say("report_screen-how_much", lists=several(lists))
