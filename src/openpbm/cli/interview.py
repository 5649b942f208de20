"""The questions `openpbm plan` asks where there is no person file yet.

Nothing is written before the last answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpbm.cli.health import ask_health, ask_light
from openpbm.cli.talk import Talk, ask, yes_or_no
from openpbm.errors import InputError
from openpbm.files.answer import (
    SKIN_QUESTION,
    SKIN_TYPES,
    Answers,
    age_of,
    goals_of,
    person_text,
    phototype_of,
    put_health,
    quoted,
    standoff_of,
)
from openpbm.files.folder import write_outputs
from openpbm.files.mask_file import find_mask, names_file
from openpbm.mask.catalogue import catalogue_ids, catalogue_mask, catalogue_row
from openpbm.response.evidence import goal_of

SHOWN_SKIN_TYPES = "\n".join(  # two columns
    [
        SKIN_QUESTION,
        *(
            f"  {a:<4} {SKIN_TYPES[a]:<30}{b:<3} {SKIN_TYPES[b]}"
            for a, b in (("I", "IV"), ("II", "V"), ("III", "VI"))
        ),
    ]
)


def interview(
    talk: Talk, folder: Path, *, mask: str | None = None, goals: Sequence[str] = ()
) -> Path:
    """Ask for what a plan needs and write the person file; returns its path."""
    talk.say("A few questions, then the plan. Ctrl-C stops; nothing is kept until the end.\n")
    said = Answers()
    age_years = ask(talk, "How old are you, in years?", age_of)
    talk.heard(f"{age_years:g} years")
    said.person.append(f"age_years = {age_years:g}")
    talk.say(SHOWN_SKIN_TYPES)
    phototype = ask(talk, "Your skin type (I to VI)?", phototype_of)
    talk.heard(f"skin type {phototype}")
    said.person.append(f'phototype = "{phototype}"')
    wanted = list(goals) or ask(talk, "What do you want it for (wrinkles, acne, ...)?", goals_of)
    talk.heard(", ".join(goal_of(word).label for word in wanted))
    said.person.append(f"goals = [{', '.join(map(quoted, wanted))}]")
    _ask_mask(talk, said, mask)
    goggles = ask(talk, "Do you wear opaque goggles in a session (yes/no)?", yes_or_no)
    talk.heard("opaque goggles in every session" if goggles else "no goggles")
    said.person.append(f'eye_protection = "{"opaque_goggles" if goggles else "none"}"')
    put_health(ask_health(talk), said)
    said.person.append(f"recent_light = {quoted(ask_light(talk))}")
    return _save(talk, folder, person_text(said))


def _ask_mask(talk: Talk, said: Answers, mask: str | None) -> None:
    name = mask or ask(talk, "Which mask (its name, an id, or a mask file)?", _mask_name)
    talk.heard(find_mask(name).name)
    field_name = "file" if names_file(name) else "id"
    said.mask.append(f"{field_name} = {quoted(name)}")
    standoff_mm = ask(
        talk, "How far are its LEDs from your skin, in mm (Enter if not known)?", standoff_of
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
    return f"{device_id} {row.name} {row.maker or ''}".lower()


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
