"""The health questions of the interview: each answer is echoed as the screen understands it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from openpbm.cli.talk import Talk, ask, day_of, day_or_none, yes_or_no
from openpbm.errors import InputError
from openpbm.safety.names import SEPARATORS
from openpbm.safety.screening import Understood, understood

NO = ("none", "no", "n", "-", "nothing")
YES = ("yes", "y")
UNSURE = ("not known", "unknown", "unsure", "not sure", "maybe", "?")
LONGEST = 80  # letters of one name in a person file


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A question about conditions, and what a bare yes stands for."""

    question: str
    yes: str  # the condition that is written for a yes, and where nobody is sure
    which: str = ""  # asked after a bare yes; empty: a yes says it all
    same: tuple[str, ...] = ()  # plain words of the question that say yes


TOPICS = (
    Topic(
        question="A disease of the eyes, or an eye operation",
        yes="retinal disease",
        which="Which (glaucoma, cataract surgery, ...; 'not known' counts as retinal disease)?",
    ),
    Topic(question="Epilepsy, or ever a seizure", yes="epilepsy"),
    Topic(question="Are you pregnant, or could you be", yes="pregnancy"),
    Topic(
        question="Melasma, or dark marks that stay after a spot or scratch",
        yes="melasma",
        same=("dark marks", "dark mark", "dark spots"),
    ),
    Topic(
        question="A disease that light makes worse, such as lupus or sun allergy",
        yes="photosensitivity",
        which="Which (lupus, porphyria, ...; 'not known' counts as photosensitivity)?",
    ),
)
LISTS = (  # kind of entry, question
    ("condition", "Anything else of skin or health that a doctor named"),
    (
        "procedure",
        "Peels, needling, lasers, fillers, operations, planned or of the last year; radiotherapy "
        "to the head ever",
    ),
    ("drug", "Medicines, active creams and herbs of the last year"),
)
UNKNOWN = {
    "drug": "It counts as one that makes skin sensitive to light: no blue light, and red\n"
    "  and near-infrared only after asking. Where your pharmacist says that it does\n"
    "  not, write photosensitising = false beside its name in the file.",
    "condition": "It is kept: no light before a doctor says that light is safe with it.",
    "procedure": "It is kept: no light until four weeks after it.",
}


@dataclass(kw_only=True)
class Health:
    """What the person said, ready for the file."""

    conditions: list[str] = field(default_factory=list)
    medicines: list[tuple[str, date | None]] = field(default_factory=list)
    procedures: list[tuple[str, date]] = field(default_factory=list)


def ask_health(talk: Talk) -> Health:
    """Every question that the screen needs answered; only a spoken no counts as one."""
    said = Health()
    for topic in TOPICS:
        for name in _of_topic(talk, topic):
            _take(talk, said, name, "condition")
    for kind, question in LISTS:
        names = ask(talk, f"{question} (commas between; none)?", _names)
        if not names:
            talk.heard("none")
        for name in names:
            _take(talk, said, name, kind)
    return said


def ask_light(talk: Talk) -> str:
    """Whether other light counts; `recent_light` of the file, where a yes leaves it unknown."""
    answer = ask(
        talk,
        "Light of any LED mask or lamp on this face in the last 12 weeks (yes/no/not known)?",
        _yes_no_unsure,
    )
    if answer == NO[0]:
        talk.heard("no light")
        return "none"
    talk.heard("light that is not known: it counts as at the limit, so the plan starts later.")
    talk.say(
        "  Write each day's dose under recent_light in the file to start as early as it allows."
    )
    return "unknown"


def _yes_no_unsure(text: str) -> str:
    for words in (NO, YES, UNSURE):
        if text.lower() in words:
            return words[0]
    raise InputError(f'found "{text}"; expected yes, no, or not known')


def _of_topic(talk: Talk, topic: Topic) -> list[str]:
    names = ask(talk, f"{topic.question} (yes/no, or its name)?", _names_or_yes)
    if names == [YES[0]] and topic.which:
        names = ask(talk, topic.which, _names_after_yes)
    if names in ([YES[0]], [UNSURE[0]]):
        return [topic.yes]
    if not names:
        talk.heard("no")
    return [topic.yes if name.lower() in topic.same else name for name in names]


def _names_or_yes(text: str) -> list[str]:
    """Names; nothing for a no, one plain word for a yes and for 'not known'."""
    for words in (YES, UNSURE):
        if text.lower() in words:
            return [words[0]]
    return _names(text, expected="yes, no, or a name")


def _names_after_yes(text: str) -> list[str]:
    names = _names_or_yes(text)
    if names in ([], [YES[0]]):
        raise InputError(f'found "{text}" after a yes; expected a name, or "not known"')
    return names


def _names(text: str, expected: str = 'names with commas between, or "none"') -> list[str]:
    """The names of an answer, each on its own so that each is echoed and none hides."""
    parts = [part.strip() for part in SEPARATORS.split(text)]
    parts = [part for part in parts if part]
    names = [part for part in parts if part.lower() not in NO]
    vague = next((part for part in parts if part.lower() in (*YES, *UNSURE)), None)
    if not parts or vague is not None:
        raise InputError(f'found "{vague or text}"; expected {expected}')
    if any(len(name) > LONGEST for name in names):
        raise InputError(f"found a name of over {LONGEST} letters; expected {expected}")
    return names


def _take(talk: Talk, said: Health, name: str, asked: str) -> None:
    """One entry: its spelling agreed, its meaning echoed, its date asked."""
    name = _spelt(talk, name, asked)
    kind = _kind_of(name, asked)
    _echo(talk, name, understood(name, kind), kind)
    if kind == "procedure":
        day = ask(talk, f"Date of {name} (such as 2026-05-01)?", day_of)
        talk.heard(day.isoformat())
        said.procedures.append((name, day))
    elif kind == "drug":
        last = ask(talk, f"Last dose of {name} (2026-05-01; Enter if still used)?", day_or_none)
        talk.heard("still used" if last is None else f"last dose {last.isoformat()}")
        said.medicines.append((name, last))
    else:
        said.conditions.append(name)


def _kind_of(name: str, asked: str) -> str:
    """Where an entry belongs: an eye operation is dated, whichever question brought it up."""
    meaning = understood(name, asked)
    kinds = {row.kind for row in meaning.meant}
    if len(kinds) != 1 or meaning.unread or kinds == {"population"}:
        return asked
    return kinds.pop()


def _spelt(talk: Talk, name: str, kind: str) -> str:
    """The entry in a spelling that the person agreed to; their own where they insist."""
    while True:
        meaning = understood(name, kind)
        guesses = [row.read_as for row in meaning.meant if row.read_as]
        if not meaning.meant:
            guesses += meaning.near
        for guess in dict.fromkeys(guesses):
            if ask(talk, f'"{name}": do you mean {guess} (yes/no)?', yes_or_no):
                return guess if _says_all(guess, meaning, kind) else name
        if not guesses:
            return name
        again = ask(talk, "Please write it once more (the same again keeps it):", _one_name)
        if again.lower() == name.lower():
            return name  # read as the table reads it, to be safe
        name = again


def _says_all(guess: str, meaning: Understood, kind: str) -> bool:
    """True where the agreed name fits a file and finds every row that the entry found."""
    found = {row.id for row in understood(guess, kind).meant}
    return len(guess) <= LONGEST and found >= {row.id for row in meaning.meant}


def _one_name(text: str) -> str:
    names = _names(text, expected="one name")
    if len(names) != 1:
        raise InputError(f'found "{text}"; expected one name')
    return names[0]


def _echo(talk: Talk, name: str, meaning: Understood, kind: str) -> None:
    for row in meaning.meant:
        talk.heard(row.name)
    for part in meaning.unread:
        talk.say(f'  understood as: "{part}", which is not in the table.\n  {UNKNOWN[kind]}')
    if not meaning.meant and not meaning.unread:
        talk.heard(f"{name}, which stops no light")
