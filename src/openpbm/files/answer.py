"""What the interview asks and how an answer is read: the same at the terminal and in the page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpbm.errors import InputError
from openpbm.files.word import check_goal
from openpbm.person import PHOTOTYPES
from openpbm.safety.entry import Understood, agreed, understood
from openpbm.safety.names import SEPARATORS

SKIN_QUESTION = "How does your skin react to the first sun of the year?"
SKIN_TYPES: Mapping[str, str] = {
    "I": "always burns, never tans",
    "II": "burns easily, tans a little",
    "III": "burns at times, tans slowly",
    "IV": "burns little, tans well",
    "V": "brown skin, rarely burns",
    "VI": "dark brown or black skin",
}
NO = ("none", "no", "n", "-", "nothing")
YES = ("yes", "y")
UNSURE = ("not known", "unknown", "unsure", "not sure", "maybe", "?")
LONGEST = 80  # letters of one name in a person file
MOST_NAMES = 100  # of one list, as a person file takes
A_DATE = "a date such as 2026-05-01"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A question about conditions, and what a bare yes stands for."""

    question: str
    yes: str  # the condition that is written for a yes, and where nobody is sure
    group: str  # kindred questions, asked together where a screen is small
    which: str = ""  # asked after a bare yes; empty: a yes says it all
    same: tuple[str, ...] = ()  # plain words of the question that say yes


TOPICS = (
    Topic(
        question="A disease of the eyes, or an eye operation",
        yes="retinal disease",
        group="eyes",
        which="Which (glaucoma, cataract surgery, ...; 'not known' counts as retinal disease)?",
    ),
    Topic(question="Epilepsy, or ever a seizure", yes="epilepsy", group="body"),
    Topic(question="Are you pregnant, or could you be", yes="pregnancy", group="body"),
    Topic(
        question="Melasma, or dark marks that stay after a spot or scratch",
        yes="melasma",
        group="skin",
        same=("dark marks", "dark mark", "dark spots"),
    ),
    Topic(
        question="A disease that light makes worse, such as lupus or sun allergy",
        yes="photosensitivity",
        group="skin",
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
LIGHT_QUESTION = "Light of any LED mask or lamp on this face in the last 12 weeks"
LIGHT_UNKNOWN = "light that is not known: it counts as at the limit, so the plan starts later."
UNKNOWN = {
    "drug": "It counts as one that makes skin sensitive to light: no blue light, and red\n"
    "  and near-infrared only after asking. Where a pharmacist or doctor said that light\n"
    "  is fine, write who and when under [[person.answers]] in the file.",
    "condition": "It is kept: no light before a doctor says that light is safe with it.",
    "procedure": "It is kept: no light until four weeks after it.",
}


@dataclass(kw_only=True)
class Health:
    """What the person said, ready for the file."""

    conditions: list[str] = field(default_factory=list)
    medicines: list[tuple[str, date | None]] = field(default_factory=list)
    procedures: list[tuple[str, date]] = field(default_factory=list)
    no_to: dict[str, list[str]] = field(default_factory=dict)  # medicine: rows it asks about


@dataclass(kw_only=True)
class Answers:
    """What the person said so far, as it will stand in the file."""

    person: list[str] = field(default_factory=list)
    mask: list[str] = field(default_factory=list)


def age_of(text: str) -> float:
    """Years, above 0 and below 120."""
    value = number_of(text, "a number of years, above 0 and below 120")
    if not 0 < value < 120:
        raise InputError(f"found {value:g}; expected a number of years, above 0 and below 120")
    return value


def number_of(text: str, expected: str) -> float:
    """A finite number, with a comma or a point."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        found = f'"{text}"' if text else "nothing"
        raise InputError(f"found {found}; expected {expected}") from None
    if not abs(value) < 1e9:
        raise InputError(f'found "{text}"; expected {expected}')
    return value


def number_between(text: str, low: float, high: float, unit: str) -> float:
    """A number with both ends of its range in the message."""
    expected = f"{unit} between {low:g} and {high:g}".strip()
    value = number_of(text, expected)
    if not low <= value <= high:
        raise InputError(f"found {value:g}; expected {expected}")
    return value


def phototype_of(text: str) -> str:
    """A skin type, in Roman numbers or ours."""
    plain = text.upper()
    if plain.isdecimal() and 1 <= int(plain) <= len(PHOTOTYPES):
        return PHOTOTYPES[int(plain) - 1]
    if plain not in PHOTOTYPES:
        raise InputError(f'found "{text}"; expected one of {", ".join(PHOTOTYPES)}')
    return plain


def goals_of(text: str) -> list[str]:
    """Goals in the person's words, with commas between."""
    words = [word.strip()[:80] for word in text.split(",") if word.strip()]
    if not words:
        raise InputError("found nothing; expected a goal such as wrinkles")
    for word in words:
        check_goal(word, "goal")
    return words


def standoff_of(text: str) -> float | None:
    """LED to skin in mm; None where nothing is said."""
    if not text:
        return None
    value = number_of(text, "mm between 0 and 2000, or nothing")
    if not 0 <= value <= 2000:
        raise InputError(f"found {value:g}; expected mm between 0 and 2000, or nothing")
    return value


def day_of(text: str) -> date:
    """A day between 1900 and 2100."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError(f'found "{text}"; expected {A_DATE}') from None
    if not 1900 <= day.year <= 2100:
        raise InputError(f'found "{text}"; expected {A_DATE}')
    return day


def day_or_none(text: str) -> date | None:
    """A day, or None for an empty answer."""
    return day_of(text) if text else None


def names_of(text: str, expected: str = 'names with commas between, or "none"') -> list[str]:
    """The names of an answer, each on its own so that each is echoed and none hides."""
    parts = [part.strip() for part in SEPARATORS.split(text)]
    parts = [part for part in parts if part]
    if len(parts) > MOST_NAMES:
        raise InputError(f"found {len(parts)} names; expected at most {MOST_NAMES}")
    names = [part for part in parts if part.lower() not in NO]
    vague = next((part for part in parts if part.lower() in (*YES, *UNSURE)), None)
    if not parts or vague is not None:
        raise InputError(f'found "{vague or text}"; expected {expected}')
    if any(len(name) > LONGEST for name in names):
        raise InputError(f"found a name of over {LONGEST} letters; expected {expected}")
    return names


def names_or_yes(text: str) -> list[str]:
    """Names; nothing for a no, one plain word for a yes and for 'not known'."""
    for words in (YES, UNSURE):
        if text.lower() in words:
            return [words[0]]
    return names_of(text, expected="yes, no, or a name")


def yes_no_unsure(text: str) -> str:
    """The first word of NO, YES or UNSURE."""
    for words in (NO, YES, UNSURE):
        if text.lower() in words:
            return words[0]
    raise InputError(f'found "{text}"; expected yes, no, or not known')


def names_after_yes(text: str) -> list[str]:
    """Names, or 'not known'; another yes says nothing."""
    names = names_or_yes(text)
    if names in ([], [YES[0]]):
        raise InputError(f'found "{text}" after a yes; expected a name, or "not known"')
    return names


def said_of_topic(topic: Topic, names: Sequence[str]) -> list[str]:
    """The conditions to write for the names (or yes, or not known) given to a topic."""
    if list(names) in ([YES[0]], [UNSURE[0]]):
        return [topic.yes]
    return [topic.yes if name.lower() in topic.same else name for name in names]


def kind_of(name: str, asked: str) -> str:
    """Where an entry belongs: an eye operation is dated, whichever question brought it up."""
    meaning = understood(name, asked)
    kinds = {row.kind for row in meaning.meant}
    if len(kinds) != 1 or meaning.unread or kinds == {"population"}:
        return asked
    return kinds.pop()


def guesses_of(meaning: Understood) -> list[str]:
    """Names that words which were not read may have meant, the likeliest first."""
    return list(dict.fromkeys(offer.name for offer in meaning.offers))


def with_guess(name: str, guess: str, meaning: Understood) -> str:
    """The entry with the agreed name in it; as it was where that would not fit a file."""
    offer = next(offer for offer in meaning.offers if offer.name == guess)
    again = agreed(name, offer)
    return again if len(again) <= LONGEST else name


def echoes(name: str, meaning: Understood, kind: str) -> list[str]:
    """What an entry is understood as, one line a meaning."""
    told = [row.name for row in meaning.meant if not row.read_as]
    told += [f'"{part}", which is not in the table.\n  {UNKNOWN[kind]}' for part in meaning.unread]
    may_be = "; ".join(dict.fromkeys(row.name for row in meaning.meant if row.read_as))
    told += [f"perhaps {may_be}: it counts as strictly as that, too"] if may_be else []
    return told or [f"{name}, which stops no light"]


def quoted(text: str) -> str:
    """A text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def put_health(health: Health, said: Answers) -> None:
    """The health answers as lines of a person file."""
    if health.conditions:
        said.person.append(f"conditions = [{', '.join(map(quoted, health.conditions))}]")
    taken = [_medicine(name, day, health.no_to.get(name, [])) for name, day in health.medicines]
    if taken:
        said.person.append(f"medicines = [{', '.join(taken)}]")
    done = [
        f"{{ name = {quoted(name)}, date = {day.isoformat()} }}" for name, day in health.procedures
    ]
    if done:
        said.person.append(f"procedures = [{', '.join(done)}]")


def _medicine(name: str, day: date | None, no_to: Sequence[str]) -> str:
    parts = [f"name = {quoted(name)}"]
    if day is not None:
        parts.append(f"last_dose = {day.isoformat()}")
    if no_to:
        parts.append(f"no_to = [{', '.join(map(quoted, no_to))}]")
    return f"{{ {', '.join(parts)} }}"


def person_text(said: Answers, *, by: str = "openpbm plan") -> str:
    """The person file; without a mask where none was named."""
    lines = [f"# Written by {by}; change it as you like.", "[person]", *said.person]
    if said.mask:
        lines += ["", "[mask]", *said.mask]
    return "\n".join([*lines, ""])
