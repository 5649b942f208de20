"""The health questions of the interview: each answer is echoed as the screen understands it."""

from __future__ import annotations

from openpbm.cli.output import told
from openpbm.cli.talk import Talk, ask, yes_or_no
from openpbm.errors import InputError
from openpbm.fact import message
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
from openpbm.safety.entry import raised_by, understood
from openpbm.safety.known import known
from openpbm.speech.number import on


def ask_health(talk: Talk) -> Health:
    """Every question that the screen needs answered; only a spoken no counts as one."""
    said = Health()
    for topic in TOPICS:
        for name in _of_topic(talk, topic):
            _take(talk, said, name, "condition")
    for kind, question in LISTS:
        names = ask(talk, told(message("interview-list", question=question)), names_of)
        if not names:
            talk.heard(told(message("interview-none")))
        for name in names:
            _take(talk, said, name, kind)
    return said


def ask_light(talk: Talk) -> str:
    """Whether other light counts; `recent_light` of the file, where a yes leaves it unknown."""
    answer = ask(talk, told(message("interview-light", question=LIGHT_QUESTION)), yes_no_unsure)
    if answer == NO[0]:
        talk.heard(told(message("interview-no_light")))
        return "none"
    talk.heard(told(LIGHT_UNKNOWN))
    talk.say(f"  {told(message('interview-light_later'))}")
    return "unknown"


def _of_topic(talk: Talk, topic: Topic) -> list[str]:
    names = ask(talk, told(message("interview-topic", question=topic.question)), names_or_yes)
    if names == [YES[0]] and topic.which:
        names = ask(talk, told(topic.which), names_after_yes)
    if not names:
        talk.heard(told(message("interview-no")))
    return said_of_topic(topic, names)


def _take(talk: Talk, said: Health, name: str, asked: str) -> None:
    """One entry: its spelling agreed, its meaning echoed, its date asked."""
    name = _spelt(talk, name, asked)
    kind = kind_of(name, asked)
    for line in echoes(name, understood(name, kind), kind):
        talk.heard(told(line))
    if kind == "procedure":
        day = ask(talk, told(message("interview-date_of", name=name)), day_of)
        talk.heard(on(day))
        said.procedures.append((name, day))
    elif kind == "drug":
        last = ask(talk, told(message("interview-last_dose", name=name)), day_or_none)
        if last is None:
            talk.heard(told(message("interview-still_used")))
        else:
            talk.heard(told(message("interview-last_dose_on", day=last)))
        said.medicines.append((name, last))
        _ask_raised(talk, said, name)
    else:
        said.conditions.append(name)


def _ask_raised(talk: Talk, said: Health, name: str) -> None:
    """What a medicine makes us ask: a yes is a condition, a no is kept, a doubt leaves it open."""
    for row in raised_by(name):
        question = told(message("interview-raised", question=message("screen-question", row=row)))
        answer = ask(talk, question, yes_no_unsure)
        if answer == NO[0]:
            said.no_to.setdefault(name, []).append(row)
        elif answer == YES[0]:
            said.conditions.append(known()[row].names[0])
            talk.heard(known()[row].name)


def _spelt(talk: Talk, name: str, kind: str) -> str:
    """The entry in a spelling that the person agreed to; their own where they insist."""
    while guesses := guesses_of(meaning := understood(name, kind)):
        guess = next((g for g in guesses if _is_meant(talk, name, g)), None)
        if guess is not None:
            again = with_guess(name, guess, meaning)
        else:
            again = ask(talk, told(message("interview-once_more")), _one_name)
        if again.lower() == name.lower():
            return name  # it counts as unknown
        name = again
    return name


def _is_meant(talk: Talk, name: str, guess: str) -> bool:
    return ask(talk, told(message("interview-do_you_mean", name=name, guess=guess)), yes_or_no)


def _one_name(text: str) -> str:
    names = names_of(text, expected=told(message("interview-one_name")))
    if len(names) != 1:
        raise InputError(told(message("interview-one_name_of", found=text)))
    return names[0]
