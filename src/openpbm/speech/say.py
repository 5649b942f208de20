"""Facts into sentences: the one place that speaks."""

from __future__ import annotations

from datetime import date, datetime

from openpbm.fact import Message, Name, Param, Quantity, Several, message
from openpbm.role import role_of
from openpbm.speech.fill import Written, filled, sentence
from openpbm.speech.language import ENGLISH, speaking
from openpbm.speech.number import measured, moment, on, whole
from openpbm.speech.table import of_table

WORDS = ("and", "or")  # stand before the last of a row only
EXACT = "exact"  # the aspect for those who want to know more
# gaps that hold what a person or a file wrote: shown as it is written there, in every language
THEIRS = frozenset({"said", "about", "entry", "found", "mask", "written", "zone"})
BEFORE, BEGINNING = "before_", 3  # the aspect before a word that begins so, and its most letters


def say(fact: Message | str, /, *, exact: bool = False, **params: Param) -> str:
    """The sentence of a fact in the language that is spoken.

    Args:
        fact: what is to be said; or an id, with its parameters.
        exact: the precise register, where the sentence has one.
        params: where an id was given.

    Raises:
        LookupError: no catalogue has it, or a gap has no parameter. A test walks every call.
    """
    told = message(fact, **params) if isinstance(fact, str) else fact
    gaps = {name: _written(param, is_theirs=name in THEIRS) for name, param in told.gaps}
    found = filled(told.id, EXACT, gaps) if exact and not told.aspect else None
    found = found or filled(told.id, told.aspect, gaps)
    if found is None:
        raise LookupError(f"no catalogue says {told.id} {told.aspect}".rstrip())
    return found


def heading(fact: Message | str, /) -> str:
    """The sentence with a capital, as a row or a title begins."""
    found = say(fact)
    return found[:1].upper() + found[1:]


def in_english(told: Param) -> str:
    """A sentence, or what stands in one, as a file keeps it in whatever language is spoken.

    Args:
        told: a fact of an answer, such as `refusal.reason`, or a part of one.

    Source: docs/reference/speech.md.
    """
    with speaking(ENGLISH):
        return written(told)


def _written(param: Param, *, is_theirs: bool) -> Written:
    count = param if isinstance(param, int) else None
    return Written(param if is_theirs and isinstance(param, str) else written(param), count)


def written(param: Param) -> str:
    """A parameter as it stands in a sentence."""
    match param:
        case str():
            return of_table(param)
        case int():
            return whole(param)
        case datetime():
            return moment(param)
        case date():
            return on(param)
        case Quantity():
            return measured(param)
        case Name():
            return _name(param)
        case Several():
            return _row(param)
        case Message():
            return say(param)


def _name(param: Name) -> str:
    """A channel is called by its role, and by what follows it in its id."""
    if param.kind != "channel":  # what a file calls by a name of its own is said as it is
        return filled(f"name-{param.kind}-{param.id}", "", {}) or param.id.replace("_", " ")
    role = role_of(param.id)
    if role is None:
        return param.id.replace("_", " ")
    rest = param.id[len(role.name) :].strip("_").replace("_", " ")
    word = sentence(f"name-role-{role.name}")
    return " ".join(filter(None, (word, f"{rest} nm" if rest.isdecimal() else rest)))


def _row(param: Several) -> str:
    """Things with commas between them, and a word before the last; or with one sign throughout."""
    items = [written(item) for item in param.items]
    found = items[0] if items else ""
    for place, item in enumerate(items[1:], start=2):
        joint = param.joint if place == len(items) or param.joint not in WORDS else "comma"
        found = _joined(f"name-row-{joint}", found, item)
    return found


def _joined(id: str, before: str, last: str) -> str:
    """Two of a row; some languages join otherwise before a sound, as their catalogue says."""
    gaps = {"before": Written(before), "last": Written(last)}
    for letters in range(BEGINNING, 0, -1):
        beginning = last[:letters].lower()
        found = filled(id, f"{BEFORE}{beginning}", gaps) if beginning.isalpha() else None
        if found is not None:
            return found
    return sentence(id, before=before, last=last)
