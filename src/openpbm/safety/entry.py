"""What an entry of a medicine, a condition or a procedure says: rows of the table, and the rest.

The words of the table are its names, synonyms and brands; the harmless words beside them and
the names of other things are in `tables/screening_rules.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from openpbm.safety.names import EntryRead, Spelling, Words, nearly, read, words_of
from openpbm.tables import Row, rows

VAGUE_CLASSES = frozenset({"class", "hormone", "dye", "irritant/oxidant", "NIR dye"})
LASTING = ("condition", "population")  # kinds of row that are there on every day
NOTHING = frozenset({"none", "no", "nil", "nothing", "healthy"})


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """One row that an entry was understood as."""

    id: str
    name: str
    kind: str  # drug, condition, procedure, population
    read_as: str  # the name that is offered for words that were not read; empty: read


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A name of the table for words that were not read: did you mean this?"""

    part: str  # the words
    name: str


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What one entry says to the screen: rows, and the parts that are not in the table."""

    meant: tuple[Meaning, ...]
    unread: tuple[str, ...]
    offers: tuple[Offer, ...]  # for the unread parts


def understood(text: str, kind: str) -> Understood:
    """How the screen reads an entry of `kind` drug, condition or procedure.

    Without rows and without unread parts the entry is known and stops no light. What an
    unread part may mean counts beside the unknown until it is written as the table has it.
    """
    if says_nothing(text):
        return Understood(meant=(), unread=(), offers=())
    reading = reading_of(text, kind)
    rows_of = [(_table()[match.row], match.read_as) for match in reading.matches]
    return Understood(
        meant=tuple(
            Meaning(
                id=row.text("id"), name=row.text("name"), kind=row.text("kind"), read_as=read_as
            )
            for row, read_as in rows_of
        ),
        unread=reading.unread,
        offers=tuple(
            Offer(part=part, name=name)
            for part in reading.unread
            for name in _offers(part, reading, kind)
        ),
    )


def agreed(text: str, offer: Offer) -> str:
    """The entry with the offered name in the place of the words that it was offered for.

    >>> agreed("mild rosasea since 2019", Offer(part="mild rosasea since 2019", name="rosacea"))
    'rosacea'
    """
    words, wrong = words_of(text), words_of(offer.part)
    starts = range(len(words) - len(wrong) + 1)
    at = next((i for i in starts if words[i : i + len(wrong)] == wrong), None)
    if at is None or words == wrong:
        return offer.name if words == wrong else text
    return " ".join((*words[:at], offer.name, *words[at + len(wrong) :]))


def reading_of(text: str, kind: str) -> EntryRead:
    """The rows that an entry names or may mean, and the words that were not read."""
    return read(text, _names(kind), kind=kind, fillers=_fillers(kind))


def is_lasting(row: Row) -> bool:
    """True for what is there on every day: it dates nothing."""
    return row.text("kind") in LASTING and row.maybe("washout_days") is None


def says_nothing(text: str) -> bool:
    """True for a spoken nothing."""
    words = words_of(text)
    return not text.strip() or (len(words) > 0 and set(words) <= NOTHING)


def asked(reading: EntryRead, kind: str) -> Iterator[str]:
    """The unread parts, each with the names that may have been meant."""
    for part in reading.unread:
        offered = " or ".join(_offers(part, reading, kind))
        yield f"{part} (did you mean {offered}? If so, write that)" if offered else part


def _offers(part: str, reading: EntryRead, kind: str) -> tuple[str, ...]:
    """Names to offer for an unread part: those found to be near, else a hint."""
    if words_of(part) in _other_things():
        return ()
    near = [match.read_as for match in reading.matches if match.part == part]
    words = set(words_of(part))
    near += [text for row in _may_mean() if words >= {*words_of(row.text("says"))}
             for text in row.texts("or_rows")]  # fmt: skip
    return tuple(dict.fromkeys(near)) or nearly(part, _known(kind))


def _known(kind: str) -> list[str]:
    """Names to suggest for a part that nobody knows."""
    return [
        name.shown
        for name in _names(kind)
        if name.is_known and name.kind == kind and not name.is_class
    ]


@cache
def _names(kind: str) -> tuple[Spelling, ...]:
    """Every way to write a row in an entry of a kind, and what is known to be none."""
    of_rows = [name for row in _table().values() for name in _names_of(row, kind)]
    if kind == "condition":  # undated, it is what a procedure has left
        of_rows = [*_undated(of_rows), *_neutral()]
    others = [
        Spelling(row="", kind=kind, words=words, shown=" ".join(words), is_known=False)
        for words in sorted(_other_things())
    ]
    may_mean = [name for name in map(_offered, _may_mean()) if name.kind in (kind, "population")]
    return (*of_rows, *may_mean, *others)


def _offered(row: Row) -> Spelling:
    """Words that may mean a row of the table, and are asked about."""
    kind = _table()[row.text("row")].text("kind")
    words, shown = words_of(row.text("says")), row.text("offer")
    return Spelling(row=row.text("row"), kind=kind, words=words, shown=shown, is_read=False)


def _may_mean() -> tuple[Row, ...]:
    return rows("screening_rules")["may_mean"].rows("words")


def _undated(names: Sequence[Spelling]) -> Iterator[Spelling]:
    """Names without those of a procedure that are also the condition it leaves.

    Undated, they are the condition; what else the procedure is called is taken whole.
    """
    left = {name.words for name in names if name.kind == "condition" and not name.is_class}
    done = {name.row for name in names if name.kind == "procedure" and name.words in left}
    for name in names:
        if name.row not in done:
            yield name
        elif name.words not in left:
            yield replace(name, in_part=False)


def _names_of(row: Row, asked: str) -> Iterator[Spelling]:
    row_id, kind, cls = row.text("id"), row.text("kind"), row.text("cls", "")
    tells = _tells(row, asked)
    for text in (row.text("name"), *row.texts("synonyms"), *row.texts("brands")):
        yield Spelling(row=row_id, kind=kind, words=words_of(text), shown=text, identifies=tells)
    # "infection" inside "ear infection", "minor" inside "minor acne" name no row
    words = words_of(row_id.replace("_", " "))
    within = kind == "drug" and asked == "drug"
    shown = " ".join(words)
    yield Spelling(row=row_id, kind=kind, words=words, shown=shown, within=within, identifies=tells)
    if cls and cls not in VAGUE_CLASSES:
        yield Spelling(row=row_id, kind=kind, words=words_of(cls), shown=cls, is_class=True)


def _tells(row: Row, asked: str) -> bool:
    """False for what a medicine is for ("thyroid pills"), or what a procedure left."""
    lasting = row.text("kind") in LASTING if asked == "drug" else is_lasting(row)
    return asked == "condition" or not lasting


def _neutral() -> Iterator[Spelling]:
    """Skin conditions and goals that are known and match no row by themselves."""
    states = (row_id.replace("_", " ") for row_id in rows("conditions") if "wound" not in row_id)
    goals = (
        alias
        for row in rows("goals").values()
        if row.text("id") != "wound"
        for alias in row.texts("aliases")
    )
    asked = {words_of(row.text("says")) for row in _may_mean()}
    calm = rows("screening_rules")["harmless_conditions"].texts("names")
    for text in (*states, *goals, *calm):
        if words_of(text) in asked:
            continue
        yield Spelling(row="", kind="condition", words=words_of(text), shown=text)


@cache
def _fillers(kind: str) -> frozenset[str]:
    """Words that may stand beside a name of a kind and change nothing."""
    row = rows("screening_rules")["harmless_words"]
    return frozenset(words_of(" ".join((*row.texts("any"), *row.texts(kind)))))


@cache
def _other_things() -> frozenset[Words]:
    """Names that hold a listed name and are something else."""
    return frozenset(map(words_of, rows("screening_rules")["other_things"].texts("names")))


def _table() -> Mapping[str, Row]:
    return rows("contraindications")
