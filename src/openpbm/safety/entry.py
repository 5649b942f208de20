"""What an entry of a medicine, a condition or a procedure says: rows of the table, and the rest.

The words of the tables are names, synonyms and brands; what people call a thing is in
`tables/lay_words.json`, and for another language in `tables/lay_words_es.json`; the harmless
words beside them and the names of other things are in `tables/screening_rules.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from openpbm.safety.known import LASTING, KnownEntry, is_a_name, known
from openpbm.safety.names import (
    SEPARATORS,
    EntryRead,
    Match,
    Spelling,
    Words,
    nearly,
    read,
    words_of,
)
from openpbm.tables import Row, rows
from openpbm.tables.loader import typed
from openpbm.tables.row import LAY_WORDS
from openpbm.tables.row.safety import LayRow

VAGUE_CLASSES = frozenset({"class", "hormone", "dye", "irritant/oxidant", "NIR dye"})


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """One row that an entry was understood as."""

    id: str
    name: str
    kind: str  # drug, condition, procedure, population
    read_as: str  # the name that is offered for words that were not read; empty: read
    group: str = ""  # the word for several things that was said


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
    meant = [(known()[match.row], match) for match in reading.matches]
    return Understood(
        meant=tuple(
            Meaning(
                id=own.id, name=own.name, kind=own.kind, read_as=match.read_as, group=match.group
            )
            for own, match in meant
        ),
        unread=reading.unread,
        offers=(
            *(
                Offer(part=part, name=name)
                for part in reading.unread
                for name in _offers(part, reading, kind)
            ),
            *(Offer(part=match.group, name=own.name) for own, match in meant if match.group),
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


@lru_cache(maxsize=2048)  # a person's entries are read for screen, calendar and echo alike
def reading_of(text: str, kind: str) -> EntryRead:
    """The rows that an entry names or may mean, and the words that were not read."""
    found = read(text, _names(kind), kind=kind, fillers=_fillers(kind))
    return replace(found, matches=tuple(_with_rows(found.matches)))


def _with_rows(matches: Iterable[Match]) -> Iterator[Match]:
    """Matches with the row that a medicine repeats, once each."""
    seen: set[str] = set()
    for match in matches:
        own = known()[match.row]
        ids = [own.of_row, *([] if is_a_name(own) else [own.id])] if own.of_row else [own.id]
        for row in ids:
            if row is not None and row not in seen:
                seen.add(row)
                yield replace(match, row=row)


def raised_by(name: str) -> tuple[str, ...]:
    """Rows of which a medicine asks whether they hold too, and which hold until it is answered."""
    asks = [ask for match in reading_of(name, "drug").matches for ask in known()[match.row].asks]
    return tuple(dict.fromkeys(ask.row for ask in asks if ask.if_unanswered == "apply"))


def says_nothing(text: str) -> bool:
    """True for a spoken nothing, in one of the languages of `tables/screening_rules.json`."""
    plain = text.strip()
    said = words_of(plain)
    if not plain or plain.strip("-\u2013\u2014.") == "" or said in _nothing("phrases"):
        return True
    none, beside = _nothing("names"), _nothing("any")
    parts = [words_of(part) for part in SEPARATORS.split(plain)]
    return bool(said) and all(
        part in none or (part[:1] in none and all((w,) in beside | none for w in part[1:]))
        for part in parts
        if part
    )


@cache
def _nothing(field: str) -> frozenset[Words]:
    return frozenset(map(words_of, rows("screening_rules")["nothing"].texts(field)))


def asked(reading: EntryRead, kind: str) -> Iterator[Offer]:
    """The unread parts, each with the names that may have been meant: a sign stands between."""
    for part in reading.unread:
        yield Offer(part=part, name=" / ".join(_offers(part, reading, kind)))


def is_named(text: str, kind: str) -> bool:
    """True where each part is a name, letter for letter: then it is read, and soon found to be."""
    parts = [words_of(part) for part in SEPARATORS.split(text) if part.strip()]
    return bool(parts) and all(part in _read_names(kind) for part in parts)


@cache
def _read_names(kind: str) -> frozenset[Words]:
    return frozenset(name.words for name in _names(kind) if name.tells)


def words_in(lang: str, kind: str) -> set[str]:
    """What people call things of a kind in another language; nothing where no table has it."""
    table = f"lay_words_{lang}"
    lay = typed(table, LayRow).values() if table in LAY_WORDS else ()
    return {says for row in lay if row.kind == kind for says in row.says}


def _offers(part: str, reading: EntryRead, kind: str) -> tuple[str, ...]:
    """Names to offer for an unread part: those found to be near, else a hint."""
    if words_of(part) in _other_things():
        return ()
    near = [match.read_as for match in reading.matches if match.part == part]
    words = set(words_of(part))
    near = [text for text in near if text]
    near += [text for row in _may_mean() if words >= {*words_of(row.text("says"))}
             for text in row.texts("or_rows")]  # fmt: skip
    return tuple(dict.fromkeys(near)) or nearly(part, _known(kind))


def _known(kind: str) -> list[str]:
    """Names to suggest for a part that nobody knows."""
    own = [row for row in known().values() if row.kind == kind]
    judged = [text for row in own if not row.is_looked_at for text in (row.name, *row.names)]
    plain = [row.id.replace("_", " ") for row in own if not row.is_looked_at]
    calm = [name.shown for name in _neutral()] if kind == "condition" else []
    return [*judged, *plain, *(row.name for row in own if row.is_looked_at), *calm]


@cache
def _names(kind: str) -> tuple[Spelling, ...]:
    """Every way to write a row in an entry of a kind, and what is known to be none."""
    of_rows = [name for own in known().values() for name in _names_of(own, kind)]
    lay = [name for row in _lay() for name in _lay_names(row, kind)]
    if kind == "condition":  # undated, it is what a procedure has left
        of_rows = [*_undated(of_rows), *_neutral()]
        lay = [*_undated(lay)]
    judged = {name.words for name in (*of_rows, *lay) if name.is_known and not name.is_class}
    others = [
        Spelling(row="", kind=kind, words=words, shown=" ".join(words), is_known=False)
        for words in sorted(_other_things() - judged)
    ]
    kinds = (kind, "population", *(["procedure"] if kind == "condition" else []))
    may_mean = [name for name in map(_offered, _may_mean()) if name.kind in kinds]
    return (*of_rows, *lay, *may_mean, *others)


def _lay() -> tuple[LayRow, ...]:
    return tuple(row for name in LAY_WORDS for row in typed(name, LayRow).values())


def _lay_names(row: LayRow, asked: str) -> Iterator[Spelling]:
    """What people call a thing, or several: then all of them count until it is answered."""
    if row.kind != asked and not row.rows:
        return  # known and of no row, where it is the answer to what was asked
    for says in row.says:
        meant: list[KnownEntry | None] = [known()[id] for id in row.rows]
        for own in meant or [None]:
            yield Spelling(
                row="" if own is None else own.id,
                kind=row.kind,
                words=words_of(says),
                shown=says,
                identifies=own is None or _tells(own, asked),
                within=not row.is_whole,
                may_have_fillers=True,
                in_part=False,
                is_group=len(row.rows) > 1 and row.asks_which,
                is_calm=own is None,
                is_exact=True,
            )


def _offered(row: Row) -> Spelling:
    """Words that may mean a row of the table, and are asked about."""
    kind = known()[row.text("row")].kind
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


def _names_of(own: KnownEntry, asked: str) -> Iterator[Spelling]:
    tells = _tells(own, asked)
    for text in dict.fromkeys((own.name, *_parts_of(own), *own.names)):
        name = Spelling(
            row=own.id,
            kind=own.kind,
            words=words_of(text),
            shown=text,
            identifies=tells,
            in_part=not own.is_looked_at,
            is_exact=own.is_looked_at,
        )
        if own.is_looked_at and asked != "drug":
            # a brand inside other words counts and covers none of them: "not at the moment"
            yield replace(name, within=False, may_have_fillers=True)
            yield replace(name, identifies=False)
        else:
            yield name
    if own.is_looked_at:
        return
    # "infection" inside "ear infection", "minor" inside "minor acne" name no row
    words = words_of(own.id.replace("_", " "))
    within = own.kind == "drug" and asked == "drug"
    shown = " ".join(words)
    yield Spelling(
        row=own.id, kind=own.kind, words=words, shown=shown, within=within, identifies=tells
    )
    if own.cls and own.cls not in VAGUE_CLASSES:
        yield Spelling(
            row=own.id, kind=own.kind, words=words_of(own.cls), shown=own.cls, is_class=True
        )


def _parts_of(own: KnownEntry) -> list[str]:
    """Several medicines under one name: "octocrylene, oxybenzone"."""
    return own.name.split(", ") if own.is_looked_at else []


def _tells(own: KnownEntry, asked: str) -> bool:
    """False for what a medicine is for ("thyroid pills"), or what a procedure left."""
    lasting = own.kind in LASTING if asked == "drug" else own.is_lasting
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
