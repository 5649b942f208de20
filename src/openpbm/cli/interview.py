"""The questions `openpbm plan` asks where there is no person file yet.

Nothing is written before the last answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpbm.cli.health import Health, ask_health, ask_light
from openpbm.cli.talk import Talk, ask, yes_or_no
from openpbm.errors import InputError
from openpbm.files.folder import write_outputs
from openpbm.files.mask_file import find_mask, names_file
from openpbm.files.word import check_goal
from openpbm.mask.catalogue import catalogue_ids, catalogue_mask, catalogue_row
from openpbm.person import PHOTOTYPES
from openpbm.response.evidence import goal_of

SKIN_TYPES = """How does your skin react to the first sun of the year?
  I    always burns, never tans          IV  burns little, tans well
  II   burns easily, tans a little       V   brown skin, rarely burns
  III  burns at times, tans slowly       VI  dark brown or black skin"""


@dataclass(kw_only=True)
class Answers:
    """What the person said so far, as it will stand in the file."""

    person: list[str] = field(default_factory=list)
    mask: list[str] = field(default_factory=list)


def interview(
    talk: Talk, folder: Path, *, mask: str | None = None, goals: Sequence[str] = ()
) -> Path:
    """Ask for what a plan needs and write the person file; returns its path."""
    talk.say("A few questions, then the plan. Ctrl-C stops; nothing is kept until the end.\n")
    said = Answers()
    age_years = ask(talk, "How old are you, in years?", _age_years)
    talk.heard(f"{age_years:g} years")
    said.person.append(f"age_years = {age_years:g}")
    talk.say(SKIN_TYPES)
    phototype = ask(talk, "Your skin type (I to VI)?", _phototype)
    talk.heard(f"skin type {phototype}")
    said.person.append(f'phototype = "{phototype}"')
    wanted = list(goals) or ask(talk, "What do you want it for (wrinkles, acne, ...)?", _goals)
    talk.heard(", ".join(goal_of(word).label for word in wanted))
    said.person.append(f"goals = [{', '.join(map(quoted, wanted))}]")
    _ask_mask(talk, said, mask)
    goggles = ask(talk, "Do you wear opaque goggles in a session (yes/no)?", yes_or_no)
    talk.heard("opaque goggles in every session" if goggles else "no goggles")
    said.person.append(f'eye_protection = "{"opaque_goggles" if goggles else "none"}"')
    _put_health(ask_health(talk), said)
    said.person.append(f"recent_light = {quoted(ask_light(talk))}")
    return _save(talk, folder, _toml(said))


def quoted(text: str) -> str:
    """A text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _age_years(text: str) -> float:
    value = _number(text, "a number of years between 0 and 120")
    if not 0 < value < 120:
        raise InputError(f"found {value:g}; expected a number of years between 0 and 120")
    return value


def _number(text: str, expected: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise InputError(f'found "{text}"; expected {expected}') from None
    if not abs(value) < 1e9:
        raise InputError(f'found "{text}"; expected {expected}')
    return value


def _phototype(text: str) -> str:
    plain = text.upper()
    if plain.isdecimal() and 1 <= int(plain) <= len(PHOTOTYPES):
        return PHOTOTYPES[int(plain) - 1]
    if plain not in PHOTOTYPES:
        raise InputError(f'found "{text}"; expected one of {", ".join(PHOTOTYPES)}')
    return plain


def _goals(text: str) -> list[str]:
    words = [word.strip()[:80] for word in text.split(",") if word.strip()]
    if not words:
        raise InputError("found nothing; expected a goal such as wrinkles")
    for word in words:
        check_goal(word, "goal")
    return words


def _standoff(text: str) -> float | None:
    if not text:
        return None
    value = _number(text, "mm between 0 and 2000, or nothing")
    if not 0 <= value <= 2000:
        raise InputError(f"found {value:g}; expected mm between 0 and 2000, or nothing")
    return value


def _ask_mask(talk: Talk, said: Answers, mask: str | None) -> None:
    name = mask or ask(talk, "Which mask (its name, an id, or a mask file)?", _mask_name)
    talk.heard(find_mask(name).name)
    field_name = "file" if names_file(name) else "id"
    said.mask.append(f"{field_name} = {quoted(name)}")
    standoff_mm = ask(
        talk, "How far are its LEDs from your skin, in mm (Enter if not known)?", _standoff
    )
    talk.heard("distance not known" if standoff_mm is None else f"{standoff_mm:g} mm")
    if standoff_mm is not None:
        said.mask.append(f"standoff_mm = {standoff_mm:g}")


def _mask_name(text: str) -> str:
    """A mask file, an id, or the one device whose name holds every word."""
    if not text:
        raise InputError("found nothing; expected the name of a mask")
    if names_file(text) or text in catalogue_ids():
        find_mask(text)
        return text
    words = text.lower().split()
    fitting = [key for key in catalogue_ids() if all(word in _names(key) for word in words)]
    if len(fitting) == 1:
        catalogue_mask(fitting[0])
        return fitting[0]
    if fitting:
        raise InputError(f"several fit; please give one of {', '.join(fitting[:8])}")
    catalogue_mask(text)  # says which ids are nearest
    return text


def _names(device_id: str) -> str:
    row = catalogue_row(device_id)
    return f"{device_id} {row.text('name')} {row.text('maker', '')}".lower()


def _put_health(health: Health, said: Answers) -> None:
    if health.conditions:
        said.person.append(f"conditions = [{', '.join(map(quoted, health.conditions))}]")
    taken = [
        f"{{ name = {quoted(name)}{'' if day is None else f', last_dose = {day.isoformat()}'} }}"
        for name, day in health.medicines
    ]
    if taken:
        said.person.append(f"medicines = [{', '.join(taken)}]")
    done = [
        f"{{ name = {quoted(name)}, date = {day.isoformat()} }}" for name, day in health.procedures
    ]
    if done:
        said.person.append(f"procedures = [{', '.join(done)}]")


def _toml(said: Answers) -> str:
    lines = ["# Written by openpbm plan; change it as you like.", "[person]", *said.person]
    return "\n".join([*lines, "", "[mask]", *said.mask, ""])


def _save(talk: Talk, folder: Path, text: str) -> Path:
    def free(name: str) -> str:
        chosen = name or "person.toml"
        chosen = chosen if chosen.lower().endswith(".toml") else f"{chosen}.toml"
        if Path(chosen).name != chosen:
            raise InputError(f'found "{name}"; expected a plain file name')
        if (folder / chosen).exists():
            raise InputError(f"{chosen} is there already; please give another name")
        return chosen

    talk.say(f"\n{text}")
    name = ask(talk, "Save this as (Enter for person.toml)?", free)
    return write_outputs(folder, {name: text})[0]
