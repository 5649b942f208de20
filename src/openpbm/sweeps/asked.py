"""What a sweep asks: which people, under which masks, used how, with how many scenarios each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.kept import made_by
from openpbm.mask import Mask
from openpbm.planning.compare import USUAL_MIN
from openpbm.planning.judged import full_drive, programmes

EVALUATIONS_A_BLOCK = 4000  # so that a block is some seconds of work, and some 700 MB at its widest
MADE_OF_FOLDERS = (
    *(".", "answer", "face", "heat", "light", "mask", "planning", "response", "safety"),
    *("safety/ceilings", "safety/hazard", "skin", "sweeps", "tables", "tables/row"),
)


@dataclass(frozen=True, kw_only=True)
class Population:
    """Who is looked at: drawn one by one, from the seed and the place in the row alone."""

    count: int
    age_years: tuple[float, float]  # evenly between; no table of this project makes light of it
    phototypes: tuple[tuple[str, float], ...] = ()  # shares, by type; empty: by the angle
    ita_deg: tuple[float, float] | None = None  # typology angle, evenly between
    shapes: int = 1  # different faces of each seed; the light on each is worked out once
    face_height_mm: tuple[float, float] | None = None  # of those faces; None: all as published
    eye_protection: str = "none"


@dataclass(frozen=True, kw_only=True)
class Design:
    """How a mask is made or used otherwise; what is None stays as the mask has it."""

    name: str
    minutes: float | None = None  # of a session; None: the shortest programme of the mask
    drive: float = 1.0  # share of full light
    standoff_mm: float | None = None

    def of(self, mask: Mask) -> Mask:
        """The mask in this design."""
        if self.standoff_mm is None:
            return mask
        return replace(mask, standoff_mm=self.standoff_mm, standoff_tol_mm=None)

    def minutes_of(self, mask: Mask) -> float:
        """How long a session of it lasts."""
        if self.minutes is not None:
            return self.minutes
        return min(mask.session_min, default=USUAL_MIN)

    def drives_of(self, mask: Mask) -> tuple[FloatArray, ...]:
        """(channels,) each: its programmes, the fullest first, as `openpbm safety` has them."""
        return tuple(self.drive * full_drive(mask, lit) for lit in programmes(mask))


@dataclass(frozen=True, eq=False, kw_only=True)
class PopulationSweep:
    """People by masks by designs by seeds, and so many scenarios of each."""

    population: Population
    masks: tuple[Mask, ...]
    designs: tuple[Design, ...]
    seeds: tuple[int, ...]
    scenarios: int
    trial: str | None = None  # id of a study whose dose the people's is held against

    @property
    def evaluations(self) -> int:
        """How many there are in all."""
        return (
            len(self.seeds)
            * len(self.masks)
            * len(self.designs)
            * self.population.count
            * self.scenarios
        )


def lights_of(sweep: PopulationSweep) -> int:
    """How often the light of a mask on a face is worked out: once for each that differs."""
    standoffs = len({design.standoff_mm for design in sweep.designs})
    drawn = (sweep.population.shapes - 1) * len(sweep.seeds)
    return len(sweep.masks) * standoffs * (1 + drawn)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of a sweep that is worked out at once: some people, one mask, design and seed."""

    number: int
    mask: int
    design: int
    seed: int
    first: int  # person
    last: int  # the one after the last


def blocks(sweep: PopulationSweep) -> tuple[Block, ...]:
    """A sweep in pieces, whoever and however many work them out."""
    each = max(1, EVALUATIONS_A_BLOCK // sweep.scenarios)
    many = sweep.population.count
    places = [
        (seed, mask, design, first)
        for seed in sweep.seeds
        for mask in range(len(sweep.masks))
        for design in range(len(sweep.designs))
        for first in range(0, many, each)
    ]
    return tuple(
        Block(
            number=number,
            mask=mask,
            design=design,
            seed=seed,
            first=first,
            last=min(first + each, many),
        )
        for number, (seed, mask, design, first) in enumerate(places)
    )


def asked_sha256(sweep: PopulationSweep) -> str:
    """Of all that is asked, whatever the file it stood in was called or how it was written."""
    masks = [asdict(mask) for mask in sweep.masks]
    rest = asdict(replace(sweep, masks=()))
    return _digest([rest, masks])


def program_sha256() -> str:
    """Of the code and tables that a sweep is worked out with: others give other numbers."""
    return made_by(MADE_OF_FOLDERS)


def block_name(asked: str, program: str, block: Block) -> str:
    """Of the file of a block: by its content, so that what is done is known again."""
    return f"part-{block.number:06d}-{_digest([asked, program, asdict(block)])[:16]}.parquet"


def _digest(parts: Sequence[object]) -> str:
    text = json.dumps(parts, default=_listed, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def _listed(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray) else str(value)
