"""Read a sweep file: a population, masks by name, designs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpbm.errors import InputError
from openpbm.fact import message, several
from openpbm.files.mask_file import mask_named
from openpbm.files.model_error import validated
from openpbm.files.offer import offer
from openpbm.files.sweep_model import PopulationTable, SweepFileModel
from openpbm.files.toml_file import read_toml
from openpbm.light.calibrate import missing_irradiance
from openpbm.mask import Mask
from openpbm.speech.say import say
from openpbm.sweeps.asked import Design, Population, PopulationSweep
from openpbm.sweeps.trial import followed_trials

AS_SOLD = "as sold"  # the one design, where a file names none


def read_sweep(path: Path) -> PopulationSweep:
    """The sweep that a file asks for.

    Raises:
        InputError: with file, field, what was found and what was expected.
    """
    content = read_toml(path)
    people = content.get("people")
    if isinstance(people, dict) and "sex" in people:
        raise InputError(say(message("sweep-sex", file=str(path))))
    model = validated(SweepFileModel, content, str(path), InputError)
    masks = tuple(_mask(name, path) for name in model.masks)
    designs = tuple(
        Design(name=d.name, minutes=d.minutes, drive=d.drive, standoff_mm=d.standoff_mm)
        for d in model.design
    ) or (Design(name=AS_SOLD),)
    _check_once(path, "masks", (mask.id for mask in masks))
    _check_once(path, "design.name", (design.name for design in designs))
    _check_once(path, "seeds", map(str, model.seeds))
    _check_trial(path, model.trial)
    return PopulationSweep(
        population=_population(path, model.people),
        masks=masks,
        designs=designs,
        seeds=tuple(model.seeds),
        scenarios=model.scenarios,
        trial=model.trial,
    )


def _mask(name: str, path: Path) -> Mask:
    """A mask whose light is known: of any other no dose can be told."""
    mask = mask_named(name, path, "masks")
    dark = missing_irradiance(mask)
    if dark:
        told = message(
            "sweep-no_light", file=str(path), mask=mask.id, channels=several(dark, "comma")
        )
        raise InputError(say(told))
    return mask


def _population(path: Path, table: PopulationTable) -> Population:
    shares = tuple((name, float(share)) for name, share in (table.phototypes or {}).items())
    if (table.phototypes is None) == (table.ita_deg is None):
        raise InputError(say(message("sweep-colour", file=str(path))))
    if shares and not sum(share for _, share in shares) > 0:
        raise InputError(say(message("sweep-no_shares", file=str(path))))
    return Population(
        count=table.count,
        age_years=_range(path, "people.age_years", table.age_years),
        phototypes=tuple(sorted(shares)),
        ita_deg=None if table.ita_deg is None else _range(path, "people.ita_deg", table.ita_deg),
        shapes=table.face_shapes,
        face_height_mm=(
            None
            if table.face_height_mm is None
            else _range(path, "people.face_height_mm", table.face_height_mm)
        ),
        eye_protection=table.eye_protection,
    )


def _range(path: Path, field: str, ends: Sequence[float]) -> tuple[float, float]:
    low, high = ends
    if low > high:
        found = f"[{low:g}, {high:g}]"
        raise InputError(say(message("sweep-range", file=str(path), field=field, found=found)))
    return float(low), float(high)


def _check_once(path: Path, field: str, words: Iterable[str]) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise InputError(say(message("sweep-twice", file=str(path), field=field, found=word)))
        seen.add(word)


def _check_trial(path: Path, trial: str | None) -> None:
    known = sorted(followed_trials())
    if trial is not None and trial not in known:
        near = offer(trial, known)
        told = message(
            "sweep-trial", file=str(path), found=trial, known=several(known, "comma"), near=near
        )
        raise InputError(say(told))
