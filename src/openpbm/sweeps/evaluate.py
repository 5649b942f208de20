"""Evaluations of a sweep in batches: the rooms of a plan, asked for many people at once.

Light, skin, dose, warmth and limits are worked out by what a plan and `openpbm safety` are
worked out by; nothing is judged here a second time. Only the order differs: the light of a mask
on a face once, then all people with that face as scenarios of one scene.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from openpbm.arrays import BoolArray, FloatArray, IntArray
from openpbm.dose import dose_rate
from openpbm.face import REGIONS, Face
from openpbm.face.curvature import curvature_draws
from openpbm.kept import Kept
from openpbm.light.device_draws import DeviceDraws, device_draws
from openpbm.light.kept_light import kept_light
from openpbm.light.kept_shade import kept_shade
from openpbm.light.standoff import StandoffLight
from openpbm.mask import Mask
from openpbm.person import PHOTOTYPES, Person
from openpbm.planning.asked_of_skin import (
    bands_of_mask,
    by_entry,
    distinct_lines,
    line_of,
    request_of,
)
from openpbm.planning.decide import exposure_of, layer_rate, of_a_mask_alone, region_weight
from openpbm.planning.scene import Scene, dimensions, shone
from openpbm.response.evidence import bands
from openpbm.skin.anatomy import LAYERS, SkinDraws
from openpbm.skin.response import SkinLight, respond
from openpbm.sweeps.asked import Block, Design, Population, PopulationSweep
from openpbm.sweeps.column import (
    LAYERS_BY_BAND,
    LAYERS_SHOWN,
    OTHER_BAND,
    band_name,
    ceiling_name,
    columns,
    dose_name,
    judged_bounds,
    limit_name,
    lit_name,
)
from openpbm.sweeps.crowd import Crowd, crowd, face_of, reference
from openpbm.units import J_CM2_PER_MINUTE

EXACT = 600  # skins that are solved for each surface: they span all colours of a population
ENDS = np.array([1e-9, 0.5, 1.0 - 1e-9])  # of what may be drawn of a device
APART = 0.618  # of a turn, from one block to the next: the golden cut spreads any number of them
ANY_AGE_YEARS = 40.0  # of the person in a scene: screened by nobody here

Column = npt.NDArray[np.generic]
Noun = TypeVar("Noun", DeviceDraws, SkinDraws, SkinLight)


@dataclass(frozen=True, eq=False, kw_only=True)
class Evaluated:
    """A block worked out."""

    columns: Mapping[str, Column]  # by name, one row an evaluation; a limit that is not met: NaN
    error_p99: float  # relative, of the response surfaces against exact solves


def evaluate(sweep: PopulationSweep, block: Block, kept: Kept) -> Evaluated:
    """Work out a block.

    Args:
        sweep: whose.
        block: which people, mask and design.
        kept: light and skins of before.
    """
    people = crowd(sweep, block.seed, block.first, block.last)
    stand_for = reference(sweep, block.seed)
    design = sweep.designs[block.design]
    mask = design.of(sweep.masks[block.mask])
    device = device_draws(mask, people.draws)
    lights = _lights(mask, sweep.population, block, people, kept)
    skin, bend = people.skin(), _bends(people, lights)
    answers, error = _answers(mask, skin, bend, device, stand_for, block.seed, kept)
    found = _blank(people, block, mask, design)
    for shape, (face, light) in lights.items():
        rows = np.flatnonzero(people.shape == shape)
        at = _scene(
            _Seen(
                mask=mask,
                face=face,
                light=light,
                draws={name: values[rows] for name, values in people.draws.items()},
                device=_rows(device, rows),
                skin=_rows(skin, rows),
                answers=[_rows(answer, rows) for answer in answers],
                eye_protection=sweep.population.eye_protection,
            ),
            kept,
        )
        for name, values in values_of(at, design, people.is_dark[rows] > 0).items():
            found[name][rows] = values
    return Evaluated(columns=found, error_p99=error)


def _lights(
    mask: Mask, population: Population, block: Block, people: Crowd, kept: Kept
) -> dict[int, tuple[Face, StandoffLight]]:
    """The faces that these people have, and the light of the mask on each, at any distance."""
    any_device = device_draws(mask, dict.fromkeys(dimensions(), ENDS))
    shield = population.eye_protection == "opaque_goggles" and mask.is_worn
    found: dict[int, tuple[Face, StandoffLight]] = {}
    shapes = np.unique(people.shape)
    apart = round(block.number * APART * len(shapes))  # workers side by side begin at other faces
    for shape in np.roll(shapes, -apart).tolist():
        face = face_of(population, block.seed, shape)
        found[shape] = face, kept_light(mask, face, any_device, shield=shield, kept=kept)
    return found


def _bends(people: Crowd, lights: Mapping[int, tuple[Face, StandoffLight]]) -> FloatArray:
    """(N, R) mean curvature per mm, each on its own face."""
    found = np.zeros((len(people), len(REGIONS)))
    for shape, (face, light) in lights.items():
        rows = np.flatnonzero(people.shape == shape)
        draws = {"curvature": people.draws["curvature"][rows]}
        found[rows] = curvature_draws(face, light.maps()[0].sum(axis=0), draws)
    return found


def _answers(
    mask: Mask,
    skin: SkinDraws,
    bend: FloatArray,
    device: DeviceDraws,
    stand_for: Crowd,
    seed: int,
    kept: Kept,
) -> tuple[list[SkinLight], float]:
    """Per channel the answer of every skin, from surfaces that the reference was solved for."""
    alike = device_draws(mask, stand_for.draws)
    plane = np.zeros((len(stand_for), len(REGIONS)))  # a surface is of plane skin
    entries = sorted(set(device.wet.tolist()))
    by_channel: dict[int, SkinLight] = {}
    worst = 0.0
    for channels in bands_of_mask(mask).values():
        places, lines = distinct_lines([line_of(mask.channels[c], device, c) for c in channels])
        standing = [
            line_of(mask.channels[channels[places.index(i)]], alike, channels[places.index(i)])
            for i in range(len(lines))
        ]
        asked = [request_of(skin, bend, line, wet) for line in lines for wet in entries]
        like = [
            request_of(stand_for.skin(), plane, line, wet) for line in standing for wet in entries
        ]
        answer = respond(asked, seed=seed, kept=kept, like=like, exact=EXACT)
        worst = max(worst, answer.error_p99)
        many = len(entries)
        for c, place in zip(channels, places, strict=True):
            own = answer.light[place * many : (place + 1) * many]
            by_channel[c] = by_entry(own, entries, device)
    return [by_channel[c] for c in range(len(mask.channels))], worst


@dataclass(frozen=True, eq=False, kw_only=True)
class _Seen:
    """People of one face under one mask."""

    mask: Mask
    face: Face
    light: StandoffLight
    draws: Mapping[str, FloatArray]
    device: DeviceDraws
    skin: SkinDraws
    answers: Sequence[SkinLight]
    eye_protection: str


def _scene(seen: _Seen, kept: Kept) -> Scene:
    """They are its scenarios. Whose skin it is said to be counts for nothing that is read here."""
    device, power, direct, eye = shone(
        seen.mask, seen.face, seen.draws, seen.device, seen.light, seen.answers
    )
    return Scene(
        person=Person(
            age_years=ANY_AGE_YEARS, phototype=PHOTOTYPES[0], eye_protection=seen.eye_protection
        ),
        mask=seen.mask,
        face=seen.face,
        draws=seen.draws,
        device=device,
        light=seen.light,
        shade=kept_shade(seen.face, kept),
        power=power,
        direct=direct,
        skin=seen.skin,
        answers=tuple(seen.answers),
        types={},
        trials={},
        dose=dose_rate(direct, seen.answers),
        eye_mw_cm2=eye,
        errors=(),
    )


def values_of(at: Scene, design: Design, is_dark: BoolArray) -> dict[str, FloatArray]:
    """What every scenario of a scene gets in a session, and what the limits see of it.

    Args:
        at: S people by scenarios under one mask.
        design: minutes and drive.
        is_dark: (S,) whether the caps of dark skin count.

    Returns:
        (S,) of each column. The value of a limit is the one that gates; warmth errs high.
    """
    minutes, drives = design.minutes_of(at.mask), design.drives_of(at.mask)
    drive = drives[0]
    lit = region_weight(at, REGIONS)
    of_band = bands_of_mask(at.mask)
    found = {"irradiance_mw_cm2": at.dose.irradiance @ lit @ drive}
    per_region = np.einsum("scrl,c->srl", at.dose.fluence_rate, drive * minutes * J_CM2_PER_MINUTE)
    for layer in LAYERS_SHOWN:
        for r, region in enumerate(REGIONS):
            found[dose_name(layer, region)] = per_region[:, r, LAYERS.index(layer)]
    for layer in LAYERS_BY_BAND:
        rate = layer_rate(at.dose, lit, layer) * drive * minutes  # (S, C)
        found[lit_name(layer)] = rate.sum(axis=1)
        for band in (*bands(), OTHER_BAND):
            own = [c for name, cs in of_band.items() for c in cs if _is_of(name, band)]
            found[band_name(layer, band)] = rate[:, own].sum(axis=1)
    return found | _limits(at, minutes, drives, is_dark)


def _is_of(name: str, band: str) -> bool:
    return name == band or (band == OTHER_BAND and name not in bands())


def _limits(
    at: Scene, minutes: float, drives: Sequence[FloatArray], is_dark: BoolArray
) -> dict[str, FloatArray]:
    """Every bound that `openpbm safety` judges by, scenario by scenario, caps by skin colour.

    Of each the programme counts that brings it the highest.
    """
    exposure = exposure_of(at, of_a_mask_alone(at.warming()), REGIONS)
    light, dark = (judged_bounds(replace(exposure, dark_skin=tone)) for tone in (False, True))
    found: dict[str, FloatArray] = {}
    passed = np.zeros(len(is_dark))
    for one, other in zip(light, dark, strict=True):
        value = np.max([one.over_scenarios(minutes, drive) for drive in drives], axis=0)
        limit = np.where(is_dark, other.limit(minutes), one.limit(minutes))
        found[ceiling_name(one)], found[limit_name(one)] = value, limit
        if not one.advisory:
            passed += ~(value <= limit)  # what is no number is known to nobody, and passes
    return found | {"ceilings_passed": passed}


def _blank(people: Crowd, block: Block, mask: Mask, design: Design) -> dict[str, Column]:
    """Every column: who it is, and room for the rest."""
    many = len(people)
    kinds = {"integer": np.int32, "number": np.float32}
    known: dict[str, Column] = {
        "seed": np.full(many, block.seed),
        "mask": np.full(many, mask.id),
        "design": np.full(many, design.name),
        "person": people.person,
        "scenario": people.scenario,
        "age_years": people.age_years,
        "ita_deg": people.ita_deg,
        "phototype": np.array(PHOTOTYPES)[people.phototype],
        "face_shape": people.shape,
        "minutes": np.full(many, design.minutes_of(mask)),
    }
    found: dict[str, Column] = {}
    for column in columns():
        if column.kind == "word":
            found[column.name] = known[column.name]
        elif column.name in known:
            found[column.name] = known[column.name].astype(kinds[column.kind])
        else:
            empty = np.nan if column.kind == "number" else 0
            found[column.name] = np.full(many, empty, dtype=kinds[column.kind])
    return found


def _rows(noun: Noun, rows: IntArray) -> Noun:
    """The same noun of some rows: every array of it begins with them."""
    some = {
        part.name: values[rows]
        for part in fields(noun)
        if isinstance(values := getattr(noun, part.name), np.ndarray)
    }
    return replace(noun, **some)  # type: ignore[arg-type]  # only its arrays change
