"""Which rows of the contraindication table a person matches, and what follows for each colour.

Every match is kept; the strictest action wins; nothing said later loosens what was said
before. What is not in the table stops or refers, it never passes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from openpbm.person import Person
from openpbm.safety.names import Match, Name, Reading, Words, like, nearly, read, words_of
from openpbm.tables import Row, rows

COLOURS = ("blue", "red", "nir")
ACTIONS = ("allow", "caution", "refer", "exclude")  # from free to closed
STOPS = ("refer", "exclude")

# The table has no amber column: amber lies between, so the stricter of blue and red counts.
COLOURS_OF_ROLE: Mapping[str, tuple[str, ...]] = {
    "blue": ("blue",),
    "amber": ("blue", "red"),
    "red": ("red",),
    "deep_red": ("red",),
    "nir": ("nir",),
    "nir2": ("nir",),
}
MEMORY = ("recalled", "mixed")  # a row that rests on memory waits for clinical review
VAGUE_CLASSES = frozenset({"class", "hormone", "dye", "irritant/oxidant", "NIR dye"})
NOTHING = frozenset({"none", "no", "nil", "nothing", "healthy"})


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One row that this person matches."""

    id: str
    said: str  # what the person wrote
    name: str  # what the table calls it
    action: tuple[tuple[str, str], ...]  # (colour, allow | caution | refer | exclude)
    active: bool  # False: outside its washout on the start date, or still to come
    clear_on: date | None  # first day outside the washout; None: no fixed washout
    rationale: str
    source: str
    status: str
    review_pending: bool  # clinical review pending: the row rests on memory


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """One row that an entry was understood as."""

    id: str
    name: str
    kind: str  # drug, condition, procedure, population
    read_as: str  # the known spelling, where the entry's differed


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What one entry says to the screen: rows, and the parts that are not in the table."""

    meant: tuple[Meaning, ...]
    unread: tuple[str, ...]
    near: tuple[str, ...]  # names of the table that look much like the first unread part


def understood(text: str, kind: str) -> Understood:
    """How the screen reads an entry of `kind` drug, condition or procedure.

    Without rows and without unread parts the entry is known and stops no light.
    """
    if _says_nothing(text):
        return Understood(meant=(), unread=(), near=())
    reading = _read(text, kind, every_word=kind == "drug")
    rows_of = [(_table()[match.row], match.read_as) for match in reading.matches]
    return Understood(
        meant=tuple(
            Meaning(
                id=row.text("id"), name=row.text("name"), kind=row.text("kind"), read_as=read_as
            )
            for row, read_as in rows_of
        ),
        unread=reading.unread,
        near=nearly(reading.unread[0], _known(kind)) if reading.unread else (),
    )


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

    Amber follows the stricter of blue and red, see `COLOURS_OF_ROLE`.
    """
    worst = dict.fromkeys(COLOURS, ACTIONS[0])
    for finding in findings:
        if not finding.active:
            continue
        for colour, action in finding.action:
            worst[colour] = max(worst[colour], action, key=ACTIONS.index)
    return worst


def closed_days(person: Person) -> tuple[tuple[date, date, str], ...]:
    """First and last day without light, with the reason, for each procedure.

    A procedure that the table does not know closes the default number of days. One without
    a fixed washout closes until `date.max`.
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
        if _says_nothing(entry.name):
            continue
        reading = _read(entry.name, "drug", every_word=True)
        for match in reading.matches:
            yield _dated(match, said=entry.name, last=entry.last_dose, start=start)
        stated = entry.photosensitising is False
        rule = "stated_not_photosensitising" if stated else "unknown_medicine"
        for part in reading.unread:
            yield _ruled(rule, said=entry.name, part=part, kind="drug")


def _procedure_findings(person: Person, start: date) -> Iterator[Finding]:
    for entry in person.procedures:
        reading = _read(entry.name, "procedure")
        done = entry.day <= start
        for match in reading.matches:
            yield _dated(match, said=entry.name, last=entry.day, start=start, done=done)
        for part in reading.unread:
            clear = _after(entry.day, _default_days())
            yield _ruled(
                "unknown_procedure",
                said=entry.name,
                part=part,
                kind="procedure",
                active=done and start < clear,
                clear_on=clear,
            )


def _condition_findings(person: Person) -> Iterator[Finding]:
    for said in person.conditions:
        if _says_nothing(said):
            continue
        reading = _read(said, "condition")
        for match in reading.matches:
            yield _finding(_table()[match.row], said=said, read_as=match.read_as)
        for part in reading.unread:
            yield _ruled("unknown_condition", said=said, part=part, kind="condition")


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
        read_as=match.read_as,
        active=done and (clear is None or start < clear),
        clear_on=clear,
    )


def _ruled(
    rule: str, *, said: str, part: str, kind: str, active: bool = True, clear_on: date | None = None
) -> Finding:
    row = rows("screening_rules")[rule]
    return _finding(
        row,
        said=said,
        called=f"{row.text('name')}: {part}{like(part, _known(kind))}",
        active=active,
        clear_on=clear_on,
    )


def _known(kind: str) -> list[str]:
    """Names to suggest for a part that nobody knows."""
    known = [name.shown for name in _names() if name.kind == kind and not name.is_class]
    if kind == "condition":
        known += [" ".join(words) for words in _neutral()]
    return known


def _finding(
    row: Row,
    *,
    said: str,
    called: str = "",
    read_as: str = "",
    active: bool = True,
    clear_on: date | None = None,
) -> Finding:
    action = row.row("action")
    name = called or row.text("name")
    return Finding(
        id=row.text("id"),
        said=said,
        name=f"{name} (read as {read_as})" if read_as else name,
        action=tuple((colour, action.text(colour)) for colour in COLOURS),
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


def _closed(name: str, day: date) -> Iterator[tuple[date, date, str]]:
    reading = _read(name, "procedure")
    for match in reading.matches:
        row = _table()[match.row]
        washout = row.maybe("washout_days")
        what = row.text("name")
        if washout is None:
            yield day, date.max, f"{name}: {what}, no fixed end; ask your doctor"
        else:
            days = math.ceil(washout)
            yield day, day + timedelta(days=days), f"{name}: {what}, {days} days without light"
    for part in reading.unread:
        days = math.ceil(_default_days())
        reason = f"{part}: not in the table, {days} days without light"
        yield day, day + timedelta(days=days), reason


def _read(text: str, kind: str, *, every_word: bool = False) -> Reading:
    neutral = _neutral() if kind == "condition" else ()
    return read(text, _names(), kind=kind, neutral=neutral, every_word=every_word)


def _says_nothing(text: str) -> bool:
    words = words_of(text)
    return not text.strip() or (len(words) > 0 and set(words) <= NOTHING)


def _table() -> Mapping[str, Row]:
    return rows("contraindications")


def _flagged(row_id: str, flag: str) -> bool:
    tables = (_table(), rows("screening_rules"))
    return any(row_id in table and table[row_id].flag(flag) for table in tables)


def _default_days() -> float:
    return rows("schedule")["closed_unknown_procedure"].number("closed_default_days")


@cache
def _names() -> tuple[Name, ...]:
    """Every way to write a row: name, synonyms, brands and lay names, id, class."""
    return tuple(name for row in _table().values() for name in _names_of(row))


def _names_of(row: Row) -> Iterator[Name]:
    row_id, kind, cls = row.text("id"), row.text("kind"), row.text("cls", "")
    for text in (row.text("name"), *row.texts("synonyms"), *row.texts("brands")):
        yield Name(row=row_id, kind=kind, words=words_of(text), shown=text)
    words = words_of(row_id.replace("_", " "))
    # "infection" inside "ear infection", "minor" inside "minor acne" name no row
    yield Name(row=row_id, kind=kind, words=words, shown=" ".join(words), within=kind == "drug")
    if cls and cls not in VAGUE_CLASSES:
        yield Name(row=row_id, kind=kind, words=words_of(cls), shown=cls, is_class=True)


@cache
def _neutral() -> tuple[Words, ...]:
    """Skin conditions and goals that are known and match no row by themselves."""
    states = (row_id.replace("_", " ") for row_id in rows("conditions") if "wound" not in row_id)
    goals = (
        alias
        for row in rows("goals").values()
        if row.text("id") != "wound"
        for alias in row.texts("aliases")
    )
    return tuple(words_of(text) for text in (*states, *goals))
