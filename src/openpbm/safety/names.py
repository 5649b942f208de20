"""Reading what a person wrote as names of a table: whole words, spelling forgiven a little.

A name counts where its words stand in the text ("isotretinoin" in "isotretinoin 20 mg"), or
the text in the name ("lupus" in "cutaneous lupus erythematosus"). Case, accents, punctuation
and plurals do not count. Where one name lies inside a longer one that is also there, the
longer one speaks: "non-ablative laser" is not "ablative laser".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

Words = tuple[str, ...]

SEPARATORS = re.compile(r"[,;/+&\n]|\b(?:and|plus|with)\b", re.IGNORECASE)
CLOSE = 0.8  # share of letters two names must have in common for a hint
BEGUN = 4  # letters from which on the beginning of a name is taken for one
OPPOSITES = ("hypo", "hyper")  # one letter apart on paper, not in a person


@dataclass(frozen=True, kw_only=True)
class Name:
    """One way to write a row of the table."""

    row: str
    kind: str  # drug, condition, procedure, population
    words: Words
    shown: str
    is_class: bool = False  # a class of things: it adds its row, but identifies nothing
    within: bool = True  # may stand inside a longer text


@dataclass(frozen=True, kw_only=True)
class Match:
    """A row that was read in the text."""

    row: str
    read_as: str = ""  # the known name, where the spelling differed


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was understood of one entry, and what was not."""

    matches: tuple[Match, ...]
    unread: tuple[str, ...]


def words_of(text: str) -> Words:
    """Lower-case words without accents, punctuation and plural s; digits stand alone.

    >>> words_of("St. John's worts, 5-FU")
    ('st', 'john', 'wort', '5', 'fu')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z]+|\d+", plain)
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
        solution suspension powder foam wash pen oil medicine medication drug agent class brand
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
    text: str,
    names: Sequence[Name],
    *,
    kind: str,
    neutral: Iterable[Words] = (),
    every_word: bool = False,
) -> Reading:
    """Every row the text names; `unread` holds the parts that name none.

    Spelling is forgiven only towards rows of `kind`. `neutral` parts are known and match no
    row. With `every_word`, a word left over beside a match is unread too (two medicines
    written as one entry).
    """
    whole = words_of(text)
    if any(name.words == whole for name in names if not name.is_class):
        return Reading(matches=_exact(whole, names)[0], unread=())
    calm = {_telling(words) for words in neutral}
    matches: list[Match] = []
    unread: list[str] = []
    parts = [part for part in map(str.strip, SEPARATORS.split(text)) if part]
    for part in parts or [text.strip()]:
        words = words_of(part)
        found, left, identified = _exact(words, names)
        if not identified:
            near = () if _telling(words) in calm else _misspelt(words, names, kind)
            found, identified = (*found, *near), bool(near)
            left = () if near else left
        matches.extend(found)
        known = identified or (bool(found) and not every_word) or _telling(words) in calm
        if not known:
            unread.append(part)
        elif every_word and identified and (rest := _telling(left)):
            unread.append(" ".join(rest))
    return Reading(matches=tuple(dict.fromkeys(matches)), unread=tuple(unread))


@lru_cache(maxsize=4096)
def _telling(words: Words) -> Words:
    return tuple(w for w in words if w not in GENERIC and not w.isdigit())


def _exact(words: Words, names: Sequence[Name]) -> tuple[tuple[Match, ...], Words, bool]:
    """Matches, the words outside them, and whether a name (not only a class) matched."""
    spans: list[tuple[int, int, Name]] = []
    telling = _telling(words)
    first = words.index(telling[0]) if telling else 0
    after = len(words) - words[::-1].index(telling[-1]) if telling else 0
    for name in names:
        if name.is_class and name.kind != "drug" and name.words != words:
            continue
        inside = (name.within and bool(_telling(name.words))) or name.words == words
        if inside and (at := _position(name.words, words)) is not None:
            spans.append((at, at + len(name.words), name))
        elif _position(telling, name.words) is not None:  # a dose or a form hides no name
            spans.append((first, after, name))
    named = [(low, high) for low, high, name in spans if not name.is_class]
    longest = [
        (low, high, name)
        for low, high, name in spans
        if not any(a <= low and high <= b and b - a > high - low for a, b in named)
    ]
    left = tuple(w for i, w in enumerate(words) if not any(a <= i < b for a, b in named))
    found = tuple(dict.fromkeys(Match(row=name.row) for _, _, name in longest))
    return found, left, bool(named)


def _position(inner: Words, outer: Words) -> int | None:
    if not inner or inner[0] not in outer:
        return None
    return next((i for i in range(len(outer)) if outer[i : i + len(inner)] == inner), None)


def _misspelt(words: Words, names: Sequence[Name], kind: str) -> tuple[Match, ...]:
    """Rows of `kind` whose name is a slip or two away, telling words only; not for short ones."""
    text = "".join(_telling(words))
    found: dict[str, Match] = {}
    for name in names:
        known = "".join(_telling(name.words))
        if name.is_class or name.kind != kind or name.row in found:
            continue
        slips = 2 if len(known) >= 8 else 1 if len(known) >= 5 else 0
        if not slips or len(set(known).difference(text)) > slips:  # one letter lost, one slip
            continue
        if not _opposite(text, known) and distance(text, known) <= slips:
            found[name.row] = Match(row=name.row, read_as=name.shown)
    return tuple(found.values())


def like(text: str, known: Iterable[str]) -> str:
    """' (like: a, b)' with known names that look much like the text, or nothing.

    Never a name of opposite meaning, and none that only resembles: a wrong hint harms.
    """
    close = nearly(text, known)
    return f" (like: {', '.join(close)})" if close else ""


def nearly(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """At most two known names that the text begins or looks much like, the nearest first."""
    low = text.lower()
    fit = {name.lower(): name for name in known if not _opposite(low, name.lower())}
    begun = sorted((n for n in fit if len(low) >= BEGUN and n.startswith(low)), key=len)
    alike = get_close_matches(low, fit, n=2, cutoff=CLOSE)
    return tuple(fit[name] for name in dict.fromkeys((*begun, *alike)))[:2]


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
