"""Which languages there are, and which one is spoken now.

A language is a folder of catalogues beside this file. The pseudo-language is made from English:
longer, accented and in brackets, so that whatever escapes the catalogues or the page's width is
seen at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from openpbm.errors import InputError, nearest

CATALOGUES = Path(__file__).parent
ENGLISH, PSEUDO = "en", "qps"
OTHER_NAMES = {"xx-pseudo": PSEUDO}
VARIABLE = "OPENPBM_LANG"  # of the environment
SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX.1-2017, 8.2: the first that is not empty counts
_COMMAND = re.compile(r"\bopenpbm (?=[a-z]|--help)")  # what follows is the name of a command

_spoken: ContextVar[str] = ContextVar("spoken", default="")  # empty: nobody asked for one
_of_system: ContextVar[str] = ContextVar("of_system", default="")  # where nobody asked
_by_option: ContextVar[bool] = ContextVar("by_option", default=False)  # for this command alone


@cache
def languages() -> tuple[str, ...]:
    """Every language that can be asked for."""
    own = sorted(place.parent.name for place in CATALOGUES.glob("*/name.ftl"))
    return (*own, PSEUDO)


def language() -> str:
    """The one that is spoken now: where nobody asked for one, the system's, or English."""
    return _spoken.get() or _of_system.get() or ENGLISH


def language_asked() -> str:
    """The one that somebody asked for; empty where nobody did."""
    return _spoken.get()


def source(lang: str) -> str:
    """The language whose catalogues are read."""
    return ENGLISH if lang == PSEUDO else lang


def language_of(asked: str, where: str = "--lang") -> str:
    """The language that somebody asks for; a region or an alphabet after it is let go.

    Raises:
        InputError: none that we speak.
    """
    wanted = asked.strip().lower().replace("_", "-")
    for name in (OTHER_NAMES.get(wanted, wanted), wanted.partition("-")[0]):
        if name in languages():
            return name
    known = ", ".join(languages())
    raise InputError(
        f'{where}: found "{asked}"; expected one of {known}{nearest(wanted, list(languages()))}'
    )


def language_wanted(environ: Mapping[str, str]) -> str:
    """What the environment asks for; empty where it asks for nothing."""
    asked = environ.get(VARIABLE, "")
    return language_of(asked, VARIABLE) if asked else ""


def language_of_system(environ: Mapping[str, str]) -> str:
    """What the system speaks, where that is one of ours; empty where it is not.

    >>> language_of_system({"LANG": "es_MX.UTF-8"}), language_of_system({"LANG": "C.UTF-8"})
    ('es', '')
    >>> language_of_system({"LANG": "es_ES", "LC_ALL": "C"})
    ''
    """
    named = next((environ[name] for name in SYSTEM if environ.get(name)), "")
    tongue = re.split(r"[_.@]", named.lower(), maxsplit=1)[0]
    return tongue if tongue in languages() and tongue != PSEUDO else ""


def language_preferred(header: str) -> str:
    """The first of ours that a browser's Accept-Language names; English where it names none.

    The pseudo-language is only spoken to who asks for it.

    >>> language_preferred("tlh, en-GB;q=0.8"), language_preferred("qps")
    ('en', 'en')
    """
    liked = sorted(map(_liked, header.split(",")), key=lambda pair: -pair[1])
    names = (name for tag, weight in liked if weight > 0 for name in (tag, tag.partition("-")[0]))
    return next((name for name in names if name in languages() and name != PSEUDO), ENGLISH)


def _liked(part: str) -> tuple[str, float]:
    """A language tag, and how much it is liked: "de;q=0.8"."""
    tag, _, weight = part.lower().partition(";")
    try:
        return tag.strip(), float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        return tag.strip(), 0.0


def speak(lang: str, *, by_option: bool = False) -> None:
    """From now on, in this thread or task, say everything in this language; empty: nobody asked.

    Args:
        lang: as `language_of` gives it.
        by_option: a command was asked to, so that the next would not know of it.
    """
    _spoken.set(lang)
    _by_option.set(by_option)


@contextmanager
def speaking_as_system(environ: Mapping[str, str]) -> Iterator[None]:
    """While it lasts, speak the system's language wherever nobody asks for one."""
    before = _of_system.set(language_of_system(environ))
    try:
        yield
    finally:
        _of_system.reset(before)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Say everything in this language while it lasts; commands are named without it."""
    before, before_option = _spoken.set(lang), _by_option.set(False)
    try:
        yield
    finally:
        _by_option.reset(before_option)
        _spoken.reset(before)


def typed_next(text: str) -> str:
    """A text whose commands of ours keep the language that an option asked this one for.

    >>> with speaking("en"):
    ...     speak("es", by_option=True)
    ...     typed_next("openpbm plan")
    'openpbm --lang es plan'
    """
    return _COMMAND.sub(f"openpbm --lang {_spoken.get()} ", text) if _by_option.get() else text
