"""Random entries against the screen: names, slips, joins, dates, and words of no language.

Held: what is dressed up (case, doses, accents) is never screened more mildly than the bare
name; a slip in a name leaves its light stopped where the name stops it, and is as strict as
the unknown; a strange word beside names is as strict as each of them and as the unknown; who
says less (no date, nothing of sensitivity) is never screened more mildly; one entry more
never loosens; every entry that says something is answered.
"""

from __future__ import annotations

import random
import string
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from fuzz_limits import hold

from openpbm.person import PHOTOTYPES, Medicine, Person, Procedure
from openpbm.safety import screening
from openpbm.safety.entry import understood
from openpbm.safety.names import distance, nearly, words_of
from openpbm.tables import rows

START = date(2026, 12, 1)
KINDS = ("drug", "condition", "procedure")
UNKNOWN = {
    "drug": "unknown_medicine",
    "condition": "unknown_condition",
    "procedure": "unknown_procedure",
}
STOPS = screening.ACTIONS.index("refer")
ODD = "äéßİıſﬁ药ــ\u200b\u0301\ud7ff😀\t\n;,/+&'\"-–—%\x00\x7f"
TAILS = (" 20 mg", ".", " tablet", " cream", " (daily)", "!", " gel 0.05 %", "")
OTHERS = ("paracetamol", "acne", "hydrafacial", "vitamin D", "my cat", "?", "", "none", "light")


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """Every way the table writes something, by kind."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for row in rows("contraindications").values():
        if row.text("kind") in found:
            found[row.text("kind")] += [row.text("name"), *row.texts("synonyms")]
            found[row.text("kind")] += row.texts("brands")
    return {kind: tuple(every) for kind, every in found.items()}


def a_name(rng: random.Random, kind: str) -> str:
    odd = rng.random()
    if odd < 0.7:
        return rng.choice(names()[kind])
    if odd < 0.8:
        return rng.choice(names()[rng.choice(KINDS)])
    return rng.choice(OTHERS) if odd < 0.9 else noise(rng)


def noise(rng: random.Random) -> str:
    letters = rng.choice([string.printable, ODD, string.ascii_lowercase + " "])
    return "".join(rng.choice(letters) for _ in range(rng.randint(0, 30)))


def slipped(rng: random.Random, text: str) -> str:
    """One letter lost, added, changed or swapped with its neighbour."""
    at, letter = rng.randrange(len(text)), rng.choice(string.ascii_lowercase)
    return rng.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
        ]
    )


def dressed(rng: random.Random, text: str) -> str:
    """The same name as people write it."""
    said = rng.choice([text.upper(), text.title(), text.lower(), text])
    return said + rng.choice(TAILS)


def day(rng: random.Random) -> date:
    return START + timedelta(days=rng.randint(-800, 120))


def person(kind: str, name: str, **said: object) -> Person:
    """Somebody of whom only this is known."""
    base = Person(age_years=40, phototype="II")
    if kind == "condition":
        return replace(base, conditions=(name,))
    if kind == "procedure":
        return replace(base, procedures=(Procedure(name=name, day=said.get("day", START)),))  # type: ignore[arg-type]
    return replace(base, medicines=(Medicine(name=name, **said),))  # type: ignore[arg-type]


def severity(of: Person) -> dict[str, int]:
    return {
        c: screening.ACTIONS.index(a)
        for c, a in screening.strictest(screening.screen(of, START)).items()
    }


def milder(one: Person, other: Person) -> list[str]:
    """Colours in which the first is screened more mildly."""
    first, second = severity(one), severity(other)
    return [colour for colour in screening.COLOURS if first[colour] < second[colour]]


def entries(rng: random.Random) -> Iterator[str]:
    """One input: one entry, screened bare and in another way."""
    asks = (as_dressed, as_slipped, as_mixed, as_unsaid, as_joined, as_later)
    while True:
        kind = rng.choice(KINDS)
        yield rng.choice(asks)(rng, kind)


def as_dressed(rng: random.Random, kind: str) -> str:
    name = rng.choice(names()[kind])
    said = dressed(rng, name)
    worse = milder(person(kind, said), person(kind, name))
    hold(not worse, f"{kind} {said!r} is milder than {name!r} in {worse}")
    return "dressed"


def as_slipped(rng: random.Random, kind: str) -> str:
    name = rng.choice(names()[kind])
    said = slipped(rng, name)
    if not words_of(said) or words_of(said) == words_of(name):
        return "no slip"
    bare, wrong = severity(person(kind, name)), severity(person(kind, said))
    exact = {m.name for m in understood(said, kind).meant if not m.read_as}
    for colour in screening.COLOURS:
        enough = wrong[colour] >= min(bare[colour], STOPS) or exact
        hold(enough, f"{kind} {said!r} for {name!r}: {colour} {screening.ACTIONS[wrong[colour]]}")
    if understood(said, kind).unread:
        unknown = rows("screening_rules")[UNKNOWN[kind]].row("action")
        worse = [
            c for c in screening.COLOURS if wrong[c] < screening.ACTIONS.index(unknown.text(c))
        ]
        hold(not worse, f"{kind} {said!r} for {name!r} is milder than the unknown in {worse}")
    return "another name" if exact else "slip"


def as_mixed(rng: random.Random, kind: str) -> str:
    """Names and a word of no language in one entry, in any order."""
    strange = "".join(rng.choice("bcdfghjkqvwxz") for _ in range(rng.randint(4, 9)))
    known = [rng.choice(names()[kind]) for _ in range(rng.randint(1, 2))]
    said = rng.choice([" ", ", ", " and "]).join(rng.sample([*known, strange], len(known) + 1))
    found, own = severity(person(kind, said)), understood(said, kind)
    hold(bool(own.unread), f"{kind} {said!r}: {strange!r} is hidden")
    for text, least in [(name, severity(person(kind, name))) for name in own_names(said, known)]:
        worse = [c for c in screening.COLOURS if found[c] < least[c]]
        hold(not worse, f"{kind} {said!r} is milder than {text!r} in {worse}")
    unknown = rows("screening_rules")[UNKNOWN[kind]].row("action")
    worse = [c for c in screening.COLOURS if found[c] < screening.ACTIONS.index(unknown.text(c))]
    hold(not worse, f"{kind} {said!r} is milder than the unknown in {worse}")
    return "mixed"


@cache
def listed() -> frozenset[str]:
    """Every listed name and every name of something else, as words."""
    others = rows("screening_rules")["other_things"].texts("names")
    every = [name for kind in KINDS for name in names()[kind]]
    return frozenset(" ".join(words_of(name)) for name in (*every, *others))


def own_names(said: str, known: list[str]) -> list[str]:
    """The names that no longer listed name takes in, as they stand side by side."""
    whole = " ".join(words_of(said))
    there = [name for name in listed() if f" {name} " in f" {whole} "]
    inside = {n: [t for t in there if f" {n} " in f" {t} " and t != n] for n in there}
    return [name for name in known if not inside.get(" ".join(words_of(name)))]


def as_unsaid(rng: random.Random, kind: str) -> str:
    name = dressed(rng, a_name(rng, kind))
    if kind == "drug":
        more: dict[str, object] = {"last_dose": day(rng)}
        if rng.random() < 0.5:
            more["photosensitising"] = rng.random() < 0.5
        worse = milder(person(kind, name), person(kind, name, **more))
        hold(not worse, f"{name!r} with nothing said is milder than with {more} in {worse}")
        return "unsaid"
    held = screening.screen(person(kind, name), START)
    hold(all(f.name and f.source for f in held), f"{kind} {name!r} is found without a name")
    return "screened"


def as_joined(rng: random.Random, kind: str) -> str:
    """One entry more, of any kind, and two medicines written as one."""
    when = {"day": day(rng)} if kind == "procedure" else {}
    mine = person(kind, dressed(rng, a_name(rng, kind)), **when)
    mine = replace(mine, age_years=rng.uniform(0.5, 90), phototype=rng.choice(PHOTOTYPES))
    other = a_name(rng, rng.choice(KINDS))
    more = rng.choice(
        [
            replace(mine, conditions=(*mine.conditions, other)),
            replace(mine, medicines=(*mine.medicines, Medicine(name=other))),
            replace(mine, procedures=(*mine.procedures, Procedure(name=other, day=day(rng)))),
        ]
    )
    worse = milder(more, mine)
    hold(not worse, f"{other!r} more makes {mine} milder in {worse}")
    hold(
        set(screening.closed_days(more)) >= set(screening.closed_days(mine)),
        f"{other!r} opens closed days",
    )
    before, after = screening.screen(mine, START), screening.screen(more, START)
    hold(
        not screening.photosensitiser_declared(before) or screening.photosensitiser_declared(after),
        "no agent",
    )
    hold(
        not screening.aphakic_weight(before) or screening.aphakic_weight(after), "no aphakic weight"
    )
    return "more said"


def as_later(rng: random.Random, _kind: str) -> str:
    """A later last dose is no milder; an entry that says something is answered."""
    name, taken = a_name(rng, "drug"), day(rng)
    later = taken + timedelta(days=rng.randint(0, 400))
    worse = milder(person("drug", name, last_dose=later), person("drug", name, last_dose=taken))
    hold(not worse, f"{name!r} taken later is milder in {worse}")
    if name.strip() and not {"none", "no", "nil", "nothing", "healthy"} >= set(words_of(name)):
        hold(screening.screen(person("drug", name), START), f"{name!r} is not answered")
    return "later dose"


def words(rng: random.Random) -> Iterator[str]:
    """One input: text of any kind, read and compared without an end in a crash."""
    while True:
        kind = rng.choice(KINDS)
        one = rng.choice([noise(rng), a_name(rng, kind) + noise(rng), noise(rng) * 20])[:80]
        read = understood(one, kind)
        hold(all(m.id and m.kind for m in read.meant), f"{one!r} means nothing")
        other = rng.choice(names()[kind])
        apart = distance(one[:20], other[:20])
        hold(abs(len(one[:20]) - len(other[:20])) <= apart <= 20, f"{one!r} to {other!r}: {apart}")
        nearly(one, (other,))
        yield "read" if read.meant else "not read"
