"""Reading what a person wrote as names of a table: whole words, the longest name first.

A name counts where its words stand in the text ("isotretinoin" in "isotretinoin 20 mg").
Case, accents, punctuation and plurals do not count. Where one name lies inside a longer one
that is also there, the longer one speaks: "non-ablative laser" is not "ablative laser".
Words that no name covers and that are no harmless fillers are unread, whatever stands beside
them. A misspelling and a piece of a name are unread too; the rows that they may mean are
found beside that, and offered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

Words = tuple[str, ...]

SEPARATORS = re.compile(r"[,;/+&\n]|\b(?:and|with)\b", re.IGNORECASE)
PLUS = ("plus",)  # between two names it parts them; behind one it makes another product
CLOSE = 0.8  # share of letters two names must have in common for a hint
BEGUN = 4  # letters from which on the beginning of a name is taken for one
SHORT = 3  # letters of a word up to which another letter is another word
OPPOSITES = ("hypo", "hyper")  # one letter apart on paper, not in a person


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """One way to write a row of the table, or something else that has a name."""

    row: str  # empty: of no row
    kind: str  # drug, condition, procedure, population
    words: Words
    shown: str
    is_class: bool = False  # a class of things: it adds its row, but identifies nothing
    identifies: bool = True  # False: its row is no answer to what was asked, such as an illness
    within: bool = True  # may stand inside a longer text
    in_part: bool = True  # a piece of it may stand for it
    is_read: bool = True  # False: only offered where its words stand
    is_known: bool = True  # False: one name, longer than a listed one, of what nobody judged
    is_group: bool = False  # a word for several things: all of them count until it is answered
    is_calm: bool = False  # one name of something judged to stop nothing, whatever lies inside it
    may_have_fillers: bool = False  # not inside other words, but beside harmless ones
    is_exact: bool = False  # means what it says, and no longer name that it is a piece of

    @property
    def tells(self) -> bool:
        """True where the words are read: nothing of them is left to ask."""
        return self.identifies and self.is_known and self.is_read and not self.is_class

    @property
    def speaks(self) -> bool:
        """True where the words are this thing and nothing that lies inside them."""
        return not self.is_class and (bool(self.row) or not self.is_known or self.is_calm)


@dataclass(frozen=True, kw_only=True)
class Match:
    """A row that was read in the text, or that words which were not read may mean."""

    row: str
    read_as: str = ""  # the name that is offered for the words; empty: they were read
    part: str = ""  # the words it is offered for
    group: str = ""  # the word for several things that it was read from


@dataclass(frozen=True, kw_only=True)
class EntryRead:
    """What was understood of one entry, and what was not."""

    matches: tuple[Match, ...]
    unread: tuple[str, ...]


def words_of(text: str) -> Words:
    """Lower-case words without accents, punctuation and plural s; digits stand alone.

    >>> words_of("St. John's worts, 5-FU")
    ('st', 'john', 'wort', '5', 'fu')
    """
    apart = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    found = re.findall(r"[^\W\d_]+|\d+", plain)
    single = (
        w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in found
    )
    return tuple(word for word in single if word != "s")


# Words that tell no two things apart: forms, doses, salts, times, places.
GENERIC = frozenset(
    words_of(
        """
        a an the of to in on or and with for at by from my any other no non not
        cream gel tablet tab capsule lotion ointment drop spray patch serum shampoo injection iv
        solution suspension powder foam wash pen oil pill medicine medication drug agent class brand
        mg mcg ug ml g percent dose high low extra slow release generic
        acid sodium potassium calcium hydrochloride hcl chloride hyclate monohydrate maleate
        phosphate sulfate carbonate acetate vitamin blue red green light
        daily weekly nightly once twice day week month year recent past previous planned history
        active known cause use using used take taking taken apply applied new old long term
        therapy treatment disease disorder syndrome condition type
        mild minor moderate severe chronic acute bad some little bit mature inflamed early late
        deep medium superficial small large left right around
        field face facial skin eye body part area cheek nose chin forehead lip jaw
        oral topical systemic
        """
    )
)


def read(
    text: str, names: Sequence[Spelling], *, kind: str, fillers: frozenset[str] = frozenset()
) -> EntryRead:
    """Every row the text names; `unread` holds what names none, but for `fillers`.

    A match with `read_as` was not read: its row is what unread words may mean, misspelt or
    in part. A medicine is no slip of an illness, nor the other way round.
    """
    whole = words_of(text)
    if any(name.words == whole for name in names if name.tells):
        return EntryRead(matches=_rows(_longest(whole, names), names), unread=())
    matches: list[Match] = []
    unread: list[str] = []
    kinds = ("drug", "population") if kind == "drug" else ("condition", "procedure", "population")
    near = [name for name in names if name.kind in kinds]
    for part in _parts(text, fillers):
        found, left = _read_part(part, names, near, fillers)
        matches.extend(found)
        unread.extend(left)
    return EntryRead(matches=tuple(dict.fromkeys(matches)), unread=tuple(unread))


def _parts(text: str, fillers: frozenset[str]) -> list[str]:
    """What separators part, without parts of harmless words beside others."""
    parts = [part for part in map(str.strip, SEPARATORS.split(text)) if part]
    saying = [part for part in parts if not all(_calm(w, fillers) for w in words_of(part))]
    return saying or parts or [text.strip()]


def _read_part(
    part: str, names: Sequence[Spelling], near: Sequence[Spelling], fillers: frozenset[str]
) -> tuple[list[Match], list[str]]:
    """Rows of one part, those it only may mean among them, and the words that were not read."""
    words = words_of(part)
    spans = _longest(words, names, fillers)
    known = [(low, high) for low, high, name in spans if name.tells]
    left = [" ".join(run) for run in _runs(words, known, fillers)] if known else [part]
    named = [name.words for *_, name in spans if not name.is_class]  # read, or of something else
    offered = [match for run in left for match in _meant(run, near, named)]
    found = _rows(spans, names)
    said = {match.row for match in found}
    if not known:  # a class says less than what is offered
        said = {name.row for *_, name in spans if not name.is_class}
    offered = [match for match in offered if match.row not in said]
    asked = {match.row for match in offered}
    return [*(match for match in found if match.row not in asked), *offered], left


Span = tuple[int, int, Spelling]


def _longest(
    words: Words, names: Sequence[Spelling], fillers: frozenset[str] = frozenset()
) -> list[Span]:
    """Where names stand in the words, without those that lie inside a longer one that speaks."""
    spans = [
        (at, at + len(name.words), name)
        for name in names
        if name.is_read
        for at in _positions(name.words, words)
        if _stands(name, words, at, fillers)
    ]
    speaking = [(low, high) for low, high, name in spans if name.speaks]
    return [
        (low, high, name)
        for low, high, name in spans
        if not any(a <= low and high <= b and b - a > high - low for a, b in speaking)
    ]


def _stands(name: Spelling, words: Words, at: int, fillers: frozenset[str]) -> bool:
    """True where a name that was found among the words may be read there."""
    if name.words == words:
        return True
    if name.is_class and name.kind != "drug":
        return False
    if name.within and _telling(name.words):
        return True
    beside = (*words[:at], *words[at + len(name.words) :])
    return name.may_have_fillers and all(_calm(word, fillers) for word in beside)


def _rows(spans: Sequence[Span], names: Sequence[Spelling]) -> tuple[Match, ...]:
    """Rows of the spans, and of the longer names that begin, end or go on with one of them.

    "laser" may be any laser. Where a longer name is there itself, it alone speaks.
    """
    short = [name.words for *_, name in spans if name.tells and not name.is_exact]
    longer = [n for n in names if n.in_part and n.is_read and not n.is_class]
    found: dict[str, str] = {}
    for *_, name in spans:  # a name of its own says more than a word for several
        found[name.row] = name.shown if name.is_group and found.get(name.row, " ") else ""
    for name in longer:
        if any(_positions(words, name.words) for words in short):
            found.setdefault(name.row, "")
    return tuple(Match(row=row, group=group) for row, group in found.items() if row)


def _runs(
    words: Words, known: Sequence[tuple[int, int]], fillers: frozenset[str]
) -> Iterator[Words]:
    """Words between the known names, without the harmless ones at their ends."""
    run: list[str] = []
    for i, word in enumerate((*words, "")):
        if i == len(words) or any(low <= i < high for low, high in known):
            telling = [at for at, own in enumerate(run) if not _calm(own, fillers)]
            parts = i - len(run) > 0 and i < len(words)  # it stands between two names
            if telling and not (parts and tuple(run) == PLUS):
                yield tuple(run[telling[0] : telling[-1] + 1])
            run = []
        else:
            run.append(word)


@lru_cache(maxsize=4096)
def _telling(words: Words) -> Words:
    return tuple(w for w in words if w not in GENERIC and not w.isdigit())


def _calm(word: str, fillers: frozenset[str]) -> bool:
    return word in fillers or word.isdigit()


def _positions(inner: Words, outer: Words) -> list[int]:
    """Every place where the inner words stand in the outer ones."""
    if not inner or inner[0] not in outer:
        return []
    return [i for i in range(len(outer)) if outer[i : i + len(inner)] == inner]


def _meant(part: str, names: Sequence[Spelling], named: Sequence[Words]) -> list[Match]:
    """Rows that unread words may mean: a piece of a name of theirs, or a slip or two away.

    None where the words hold a name already, one that says nothing here or of something else.
    """
    words = words_of(part)
    if any(_positions(inner, words) for inner in named):
        return []
    found: dict[str, Spelling] = {}
    telling = _telling(words)
    for name in names:
        if not name.row or name.is_class or not name.within:
            continue
        piece = name.in_part and telling and _positions(telling, name.words)
        if piece or _positions(name.words, words) or _is_slip(words, name.words):
            found[name.row] = min(found.get(name.row, name), name, key=lambda n: len(n.shown))
    return [Match(row=row, read_as=name.shown, part=part) for row, name in found.items()]


def _is_slip(words: Words, known: Words) -> bool:
    """True where the telling words, or about as many in a row as the name has, spell it."""
    for name, rows in ((known, _rows_of_words(words)), (_telling(known), _all_telling(words))):
        text, slips = _spelt(name)
        if not slips:
            continue
        for length in range(len(text) - slips, len(text) + slips + 1):
            for many, row in rows.get(length, ()):
                near = not many or abs(many - len(name)) <= 1  # "derma roller", "St Johnswort"
                if near and _nearly_spells(row, text, slips):
                    return True
    return False


@lru_cache(maxsize=16384)
def _spelt(name: Words) -> tuple[str, int]:
    """The letters of a name, and how many slips it forgives: one from five on, two from eight."""
    text = "".join(name)
    return text, 2 if len(text) >= 8 else 1 if len(text) >= 5 else 0


Rows = Mapping[int, tuple[tuple[int, str], ...]]  # by letters: how many words, and the letters


@lru_cache(maxsize=256)
def _rows_of_words(words: Words) -> Rows:
    """Words in a row that tell something."""
    found: dict[int, dict[tuple[int, str], None]] = {}
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if _telling(words[start:end]):
                text = "".join(words[start:end])
                found.setdefault(len(text), {})[end - start, text] = None
    return {length: tuple(own) for length, own in found.items()}


@lru_cache(maxsize=256)
def _all_telling(words: Words) -> Rows:
    """The telling words as one, however many they are."""
    text = "".join(_telling(words))
    return {len(text): ((0, text),)}


def _nearly_spells(text: str, known: str, slips: int) -> bool:
    if len(set(known).difference(text)) > slips:  # one letter lost, one slip
        return False
    return not _opposite(text, known) and distance(text, known) <= slips


def nearly(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """At most two known names that the text begins or looks much like, the nearest first.

    Never a name of opposite meaning, nor one that a short word tells apart: vitamin D is no
    slip of vitamin C, and a wrong hint harms.
    """
    low = text.lower()
    fit = {name.lower(): name for name in known if not _opposite(low, name.lower())}
    begun = sorted((n for n in fit if len(low) >= BEGUN and n.startswith(low)), key=len)
    close = get_close_matches(low, fit, n=len(fit) or 1, cutoff=CLOSE)
    alike = [name for name in close if _short(name) == _short(low)]
    return tuple(fit[name] for name in dict.fromkeys((*begun, *alike)))[:2]


def _short(text: str) -> list[str]:
    return sorted(word for word in words_of(text) if len(word) <= SHORT)


def _opposite(one: str, other: str) -> bool:
    low, high = OPPOSITES
    return (one.startswith(low) and other.startswith(high)) or (
        one.startswith(high) and other.startswith(low)
    )


def distance(one: str, other: str) -> int:
    """Slips between two words: letters added, lost, changed or swapped with a neighbour.

    >>> distance("doxicyclin", "doxycycline"), distance("retniol", "retinol")
    (2, 1)

    Source: optimal string alignment, Damerau 1964, doi 10.1145/363958.363994.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        here = [i]
        for j, b in enumerate(other, start=1):
            best = min(row[j] + 1, here[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            here.append(best)
        before, row = row, here
    return row[-1]
