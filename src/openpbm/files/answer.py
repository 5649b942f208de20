"""What the interview asks and how an answer is read: the same at the terminal and in the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpbm.fact import Message, Param, message, said, several
from openpbm.files.answer_error import AnswerError
from openpbm.files.toml_text import Table, toml_text
from openpbm.files.word import check_goal
from openpbm.person import PHOTOTYPES, ExpertAnswer
from openpbm.safety.entry import Understood, agreed, understood
from openpbm.safety.names import SEPARATORS
from openpbm.speech.say import in_english
from openpbm.units import MM_PER_CM

SKIN_QUESTION = message("interview-sun")
SKIN_TYPES: Mapping[str, Message] = {
    phototype: message(f"interview-skin-{phototype}") for phototype in PHOTOTYPES
}
# the first word of each is what a file keeps; the others may be typed, in any language spoken here
NO = ("none", "no", "n", "-", "nothing", "ninguno", "ninguna", "nada")
YES = ("yes", "y", "sí", "si", "s")
UNSURE = (
    *("not known", "unknown", "unsure", "not sure", "maybe", "?"),
    *("no sé", "no se", "quizá", "quizás"),
)
LONGEST = 80  # letters of one name in a person file
MOST_NAMES = 100  # of one list, as a person file takes
A_DATE = message("interview-expect-date")
AN_AGE = message("interview-expect-age")
A_DISTANCE = message("interview-expect-distance")
SOME_NAMES = message("interview-expect-names")


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A question about conditions, and what a bare yes stands for."""

    question: Message
    yes: str  # the condition that is written for a yes, and where nobody is sure
    group: str  # kindred questions, asked together where a screen is small
    which: Message | None = None  # asked after a bare yes; None: a yes says it all
    same: tuple[str, ...] = ()  # plain words of the question that say yes


TOPICS = (
    Topic(
        question=message("interview-eyes"),
        yes="retinal disease",
        group="eyes",
        which=message("interview-eyes_which"),
    ),
    Topic(question=message("interview-epilepsy"), yes="epilepsy", group="body"),
    Topic(question=message("interview-pregnancy"), yes="pregnancy", group="body"),
    Topic(
        question=message("interview-melasma"),
        yes="melasma",
        group="skin",
        same=("dark marks", "dark mark", "dark spots"),
    ),
    Topic(
        question=message("interview-photosensitivity"),
        yes="photosensitivity",
        group="skin",
        which=message("interview-photosensitivity_which"),
    ),
)
LISTS = tuple(  # kind of entry, question
    (kind, message(f"interview-any-{kind}")) for kind in ("condition", "procedure", "drug")
)
LIGHT_QUESTION = message("interview-light_before")
LIGHT_UNKNOWN = message("interview-light_unknown")


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

    person: Table = field(default_factory=dict)
    mask: Table = field(default_factory=dict)
    experts: list[ExpertAnswer] = field(default_factory=list)


def age_of(text: str) -> float:
    """Years, above 0 and below 120."""
    value = number_of(text, AN_AGE)
    if not 0 < value < 120:
        raise AnswerError("interview-found_number", found=f"{value:g}", expected=AN_AGE)
    return value


def number_of(text: str, expected: Param) -> float:
    """A finite number, with a comma or a point."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise _not_it(text, expected) from None
    if not abs(value) < 1e9:
        raise _not_it(text, expected)
    return value


def _not_it(text: str, expected: Param) -> AnswerError:
    if not text:
        return AnswerError("interview-found_nothing", expected=expected)
    return AnswerError("interview-found", found=text, expected=expected)


def number_between(text: str, low: float, high: float, unit: str) -> float:
    """A number with both ends of its range in the message."""
    expected = message("interview-expect-between", unit=unit, low=f"{low:g}", high=f"{high:g}")
    value = number_of(text, expected)
    if not low <= value <= high:
        raise AnswerError("interview-found_number", found=f"{value:g}", expected=expected)
    return value


def phototype_of(text: str) -> str:
    """A skin type, in Roman numbers or ours."""
    plain = text.upper()
    if plain.isdecimal() and 1 <= int(plain) <= len(PHOTOTYPES):
        return PHOTOTYPES[int(plain) - 1]
    if plain not in PHOTOTYPES:
        known = message("interview-expect-one_of", known=several(PHOTOTYPES, "comma"))
        raise AnswerError("interview-found", found=text, expected=known)
    return plain


def goals_of(text: str) -> list[str]:
    """Goals in the person's words, with commas between."""
    words = [word.strip()[:80] for word in text.split(",") if word.strip()]
    if not words:
        raise AnswerError("interview-found_nothing", expected=message("interview-expect-goal"))
    for word in words:
        check_goal(word, "goal")
    return words


def in_mm(text: str) -> str:
    """A length as it was typed, in mm: '1 cm' is 10, a bare number is mm already.

    >>> in_mm("1,5 cm"), in_mm("8 mm"), in_mm("12"), in_mm("near")
    ('15', '8', '12', 'near')
    """
    found = re.fullmatch(r"([\d.,]+)\s*(mm|cm)", text.strip().lower())
    if found is None:
        return text
    if found[2] == "mm":
        return found[1]
    return f"{number_of(found[1], A_DISTANCE) * MM_PER_CM:g}"


def standoff_of(text: str) -> float | None:
    """LED to skin in mm; None where nothing is said."""
    if not text:
        return None
    value = number_of(in_mm(text), A_DISTANCE)
    if not 0 <= value <= 2000:
        raise AnswerError("interview-found_number", found=f"{value:g}", expected=A_DISTANCE)
    return value


def day_of(text: str) -> date:
    """A day between 1900 and 2100."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise AnswerError("interview-found", found=text, expected=A_DATE) from None
    if not 1900 <= day.year <= 2100:
        raise AnswerError("interview-found", found=text, expected=A_DATE)
    return day


def day_or_none(text: str) -> date | None:
    """A day, or None for an empty answer."""
    return day_of(text) if text else None


def names_of(text: str, expected: Param = SOME_NAMES) -> list[str]:
    """The names of an answer, each on its own so that each is echoed and none hides."""
    parts = [part.strip() for part in SEPARATORS.split(text)]
    parts = [part for part in parts if part]
    if len(parts) > MOST_NAMES:
        raise AnswerError("interview-many_names", count=len(parts), most=MOST_NAMES)
    names = [part for part in parts if part.lower() not in NO]
    vague = next((part for part in parts if part.lower() in (*YES, *UNSURE)), None)
    if not parts or vague is not None:
        raise AnswerError("interview-found", found=vague or text, expected=expected)
    if any(len(name) > LONGEST for name in names):
        raise AnswerError("interview-long_name", most=LONGEST, expected=expected)
    return names


def names_or_yes(text: str) -> list[str]:
    """Names; nothing for a no, one plain word for a yes and for 'not known'."""
    for words in (YES, UNSURE):
        if text.lower() in words:
            return [words[0]]
    return names_of(text, expected=message("interview-expect-yes_or_name"))


def yes_no_unsure(text: str) -> str:
    """The first word of NO, YES or UNSURE."""
    for words in (NO, YES, UNSURE):
        if text.lower() in words:
            return words[0]
    raise AnswerError("interview-found", found=text, expected=message("interview-expect-yes_no"))


def names_after_yes(text: str) -> list[str]:
    """Names, or 'not known'; another yes says nothing."""
    names = names_or_yes(text)
    if names in ([], [YES[0]]):
        raise AnswerError("interview-found_after_yes", found=text)
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


def echoes(name: str, meaning: Understood, kind: str) -> list[Message]:
    """What an entry is understood as, one line a meaning."""
    told = [said(row.name) for row in meaning.meant if not row.read_as]
    told += [message(f"interview-unread-{kind}", name=part) for part in meaning.unread]
    may_be = list(dict.fromkeys(row.name for row in meaning.meant if row.read_as))
    told += [message("interview-perhaps", rows=several(may_be, "semicolon"))] if may_be else []
    return told or [message("interview-stops_nothing", name=name)]


def put_health(health: Health, answers: Answers) -> None:
    """The health answers as entries of a person file."""
    if health.conditions:
        answers.person["conditions"] = health.conditions
    taken = [_medicine(name, day, health.no_to.get(name, [])) for name, day in health.medicines]
    if taken:
        answers.person["medicines"] = taken
    done: list[Table] = [{"name": name, "date": day} for name, day in health.procedures]
    if done:
        answers.person["procedures"] = done


def _medicine(name: str, day: date | None, no_to: Sequence[str]) -> Table:
    parts: Table = {"name": name}
    if day is not None:
        parts["last_dose"] = day
    if no_to:
        parts["no_to"] = no_to
    return parts


def person_text(answers: Answers, *, by: str = "openpbm plan") -> str:
    """The person file; without a mask where none was named."""
    written = in_english(message("interview-written_by", command=by))
    person: Table = {**answers.person}
    if answers.experts:
        person["answers"] = [_expert(expert) for expert in answers.experts]
    whole: Table = {"person": person}
    if answers.mask:
        whole["mask"] = answers.mask
    return f"# {written}\n{toml_text(whole)}"


def _expert(said: ExpertAnswer) -> Table:
    return {
        "about": said.about, "fine": said.fine, "by": said.by, "who": said.who, "day": said.day,
    }  # fmt: skip
