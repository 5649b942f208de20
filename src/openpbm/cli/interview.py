"""The questions `openpbm plan` asks where there is no person file yet.

Nothing is written before the last answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpbm.cli.health import ask_health, ask_light
from openpbm.cli.output import plain, told
from openpbm.cli.talk import Talk, ask, yes_or_no
from openpbm.errors import InputError
from openpbm.fact import Name, Quantity, message, several
from openpbm.files.answer import (
    NO,
    SKIN_QUESTION,
    SKIN_TYPES,
    Answers,
    age_of,
    goals_of,
    person_text,
    phototype_of,
    put_health,
    standoff_of,
)
from openpbm.files.folder import write_outputs
from openpbm.files.mask_file import find_mask, names_file
from openpbm.mask.catalogue import catalogue_ids, catalogue_mask, catalogue_row
from openpbm.response.evidence import goal_of
from openpbm.speech.number import quantity
from openpbm.speech.say import written


def interview(
    talk: Talk, folder: Path, *, mask: str | None = None, goals: Sequence[str] = ()
) -> Path:
    """Ask for what a plan needs and write the person file; returns its path."""
    talk.say(f"{told(message('interview-begin'))}\n")
    said = Answers()
    age_years = ask(talk, told(message("interview-age")), age_of)
    age = Quantity(age_years, "1", figures=4, trimmed=True)
    talk.heard(told(message("interview-years", age=age)))
    said.person["age_years"] = age_years
    talk.say(_skin_types())
    phototype = ask(talk, told(message("interview-skin_type")), phototype_of)
    talk.heard(told(message("interview-skin_type_is", phototype=phototype)))
    said.person["phototype"] = phototype
    wanted = list(goals) or ask(talk, told(message("interview-goal")), goals_of)
    talk.heard(written(several((Name("goal", goal_of(word).id) for word in wanted), "comma")))
    said.person["goals"] = wanted
    _ask_mask(talk, said, mask)
    goggles = ask(talk, told(message("interview-goggles")), yes_or_no)
    talk.heard(told(message(f"interview-goggles_{'yes' if goggles else 'no'}")))
    said.person["eye_protection"] = "opaque_goggles" if goggles else "none"
    put_health(ask_health(talk), said)
    said.person["recent_light"] = ask_light(talk)
    return _save(talk, folder, person_text(said))


def _skin_types() -> str:
    """The question and the six types, in two columns."""
    types = {name: told(fact) for name, fact in SKIN_TYPES.items()}
    pairs = (("I", "IV"), ("II", "V"), ("III", "VI"))
    rows = [f"  {a:<4} {types[a]:<30}{b:<3} {types[b]}" for a, b in pairs]
    return "\n".join([told(SKIN_QUESTION), *rows])


def _ask_mask(talk: Talk, said: Answers, mask: str | None) -> None:
    name = mask or ask(talk, told(message("interview-mask")), _mask_name)
    talk.heard(find_mask(name).name)
    said.mask["file" if names_file(name) else "id"] = name
    standoff_mm = ask(talk, told(message("interview-distance")), standoff_of)
    if standoff_mm is None:
        talk.heard(told(message("interview-distance_unknown")))
    else:
        talk.heard(plain(quantity(standoff_mm, "mm", 4, trimmed=True)))
        said.mask["standoff_mm"] = standoff_mm


def _mask_name(text: str) -> str:
    """A mask file, an id, or the one device whose name holds every word."""
    if not text:
        raise InputError(told(message("interview-mask_nothing")))
    if names_file(text) or text in catalogue_ids():
        find_mask(text)
        return text
    words = text.lower().split()
    fitting = [key for key in catalogue_ids() if all(word in _names(key) for word in words)]
    if len(fitting) == 1:
        catalogue_mask(fitting[0])
        return fitting[0]
    if fitting:
        masks = several(fitting[:8], "comma")
        raise InputError(told(message("interview-mask_several", masks=masks)))
    catalogue_mask(text)  # says which ids are nearest
    return text


def _names(device_id: str) -> str:
    row = catalogue_row(device_id)
    return f"{device_id} {row.name} {row.maker or ''}".lower()


def _save(talk: Talk, folder: Path, text: str) -> Path:
    def free(name: str) -> str:
        if name.lower() in NO:  # a no names no file
            raise InputError(told(message("interview-save_name", found=name)))
        chosen = name or "person.toml"
        chosen = chosen if chosen.lower().endswith(".toml") else f"{chosen}.toml"
        if Path(chosen).name != chosen:
            raise InputError(told(message("interview-save_name", found=name)))
        if (folder / chosen).exists():
            raise InputError(told(message("interview-save_there", file=chosen)))
        return chosen

    talk.say(f"\n{text}")
    name = ask(talk, told(message("interview-save")), free)
    return write_outputs(folder, {name: text})[0]
