"""The health questions of the interview: each answer is echoed as the screen understands it."""

from __future__ import annotations

from openpbm.cli.talk import Talk, ask, yes_or_no
from openpbm.errors import InputError
from openpbm.files.answer import (
    LIGHT_QUESTION,
    LIGHT_UNKNOWN,
    LISTS,
    NO,
    TOPICS,
    YES,
    Health,
    Topic,
    day_of,
    day_or_none,
    echoes,
    guesses_of,
    kind_of,
    names_after_yes,
    names_of,
    names_or_yes,
    said_of_topic,
    with_guess,
    yes_no_unsure,
)
from openpbm.safety.entry import understood


def ask_health(talk: Talk) -> Health:
    """Every question that the screen needs answered; only a spoken no counts as one."""
    said = Health()
    for topic in TOPICS:
        for name in _of_topic(talk, topic):
            _take(talk, said, name, "condition")
    for kind, question in LISTS:
        names = ask(talk, f"{question} (commas between; none)?", names_of)
        if not names:
            talk.heard("none")
        for name in names:
            _take(talk, said, name, kind)
    return said


def ask_light(talk: Talk) -> str:
    """Whether other light counts; `recent_light` of the file, where a yes leaves it unknown."""
    answer = ask(talk, f"{LIGHT_QUESTION} (yes/no/not known)?", yes_no_unsure)
    if answer == NO[0]:
        talk.heard("no light")
        return "none"
    talk.heard(LIGHT_UNKNOWN)
    talk.say(
        "  Write how often (3 a week since March, red), or each day's dose, under recent_light in "
        "the file to start as early as it allows."
    )
    return "unknown"


def _of_topic(talk: Talk, topic: Topic) -> list[str]:
    names = ask(talk, f"{topic.question} (yes/no, or its name)?", names_or_yes)
    if names == [YES[0]] and topic.which:
        names = ask(talk, topic.which, names_after_yes)
    if not names:
        talk.heard("no")
    return said_of_topic(topic, names)


def _take(talk: Talk, said: Health, name: str, asked: str) -> None:
    """One entry: its spelling agreed, its meaning echoed, its date asked."""
    name = _spelt(talk, name, asked)
    kind = kind_of(name, asked)
    for line in echoes(name, understood(name, kind), kind):
        talk.heard(line)
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


def _spelt(talk: Talk, name: str, kind: str) -> str:
    """The entry in a spelling that the person agreed to; their own where they insist."""
    while guesses := guesses_of(meaning := understood(name, kind)):
        guess = next((g for g in guesses if _is_meant(talk, name, g)), None)
        if guess is not None:
            again = with_guess(name, guess, meaning)
        else:
            again = ask(talk, "Please write it once more (the same again keeps it):", _one_name)
        if again.lower() == name.lower():
            return name  # it counts as unknown
        name = again
    return name


def _is_meant(talk: Talk, name: str, guess: str) -> bool:
    return ask(talk, f'"{name}": do you mean {guess} (yes/no)?', yes_or_no)


def _one_name(text: str) -> str:
    names = names_of(text, expected="one name")
    if len(names) != 1:
        raise InputError(f'found "{text}"; expected one name')
    return names[0]
