"""Read stack files and answer them: the contract of `openpbm fluence`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from openpbm.arrays import FloatArray
from openpbm.errors import InputError, StackError
from openpbm.files.json_value import Json, parsed_json
from openpbm.files.model_error import validated
from openpbm.files.stack_model import StackModel
from openpbm.files.toml_file import read_bytes, text_of
from openpbm.skin.stack import Layer, Source, Stack

MOST_BYTES = 50_000_000


class Solved(Protocol):
    """What a solver gives back, per unit irradiance on the skin plane."""

    @property
    def fluence_rate(self) -> FloatArray:
        """(depths,)."""

    @property
    def reflectance_total(self) -> float:
        """Everything thrown back."""

    @property
    def reflectance_specular(self) -> float:
        """At the entry interface only."""

    @property
    def absorbed(self) -> tuple[float, ...]:
        """(layers,) shares of the incident power."""

    @property
    def transmittance(self) -> float:
        """What leaves at the lower end."""

    @property
    def error_estimate(self) -> float:
        """How far the answer moved on the last refinement, relative."""


Solver = Callable[[Sequence[tuple[Stack, tuple[float, ...]]]], Sequence[Solved]]


@dataclass(frozen=True, eq=False, kw_only=True)
class StackFile:
    """The stacks of one file, each with its depths."""

    stacks: tuple[tuple[Stack, tuple[float, ...]], ...]
    is_list: bool  # a list in gives a list out


def read_stacks(path: Path) -> StackFile:
    """The stacks of a JSON file.

    Raises:
        StackError: a stack that is not physical; the layer is named.
    """
    return stacks_from(read_bytes(path, most=MOST_BYTES), str(path))


def stacks_from(content: bytes, where: str) -> StackFile:
    """The stacks of a JSON text, one object or a list of them."""
    found = parsed_json(text_of(content, where), where)
    if isinstance(found, list):
        if not found:
            raise StackError(f"{where}: found an empty list; expected at least one stack")
        stacks = tuple(
            _stack(entry, f"{where}: stack {number}") for number, entry in enumerate(found, start=1)
        )
        return StackFile(stacks=stacks, is_list=True)
    return StackFile(stacks=(_stack(found, where),), is_list=False)


def _stack(entry: Json, where: str) -> tuple[Stack, tuple[float, ...]]:
    if not isinstance(entry, dict):
        raise StackError(f'{where}: found no object; expected a stack such as {{"layers": ...}}')
    model = validated(StackModel, entry, where, StackError)
    endless = model.layers[-1].thickness_mm is None
    n_below = model.layers[-1].n if model.n_below is None and endless else model.n_below
    if n_below is None:
        raise StackError(
            f"{where}: field n_below: found nothing; expected a refractive index, as the last "
            "layer ends"
        )
    try:
        stack = Stack(
            n_above=model.n_above,
            n_below=n_below,
            layers=tuple(
                Layer(
                    name=layer.name,
                    thickness_mm=layer.thickness_mm,
                    n=layer.n,
                    mu_a_per_mm=layer.mu_a_per_mm,
                    mu_s_per_mm=layer.mu_s_per_mm,
                    g=layer.g,
                )
                for layer in model.layers
            ),
            source=Source(
                kind=model.source.kind,
                angle_deg=model.source.angle_deg,
                cosines=tuple(model.source.cosines),
                radiance=tuple(model.source.radiance),
            ),
        )
        depths_mm = tuple(model.depths_mm)
        stack.check_depths(depths_mm)
    except InputError as problem:
        raise StackError(f"{where}: {problem}") from None
    return stack, depths_mm


def answer(file: StackFile, solver: Solver, where: str, *, estimates: bool = False) -> Json:
    """The answer to a file: an object for one stack, a list for a list.

    Args:
        file: the stacks.
        solver: answers them all.
        where: named in errors.
        estimates: say of each answer how exact it is.
    """
    try:
        solved = solver(file.stacks)
    except InputError as problem:
        raise StackError(f"{where}: {problem}") from None
    answers: list[Json] = [
        stack_json(stack, one) | (_estimate(one) if estimates else {})
        for (stack, _), one in zip(file.stacks, solved, strict=True)
    ]
    return answers if file.is_list else answers[0]


def _estimate(solved: Solved) -> dict[str, Json]:
    return {"error_estimate": float(solved.error_estimate)}


def stack_json(stack: Stack, solved: Solved) -> dict[str, Json]:
    """One answer with the keys that others rely on."""
    total, specular = float(solved.reflectance_total), float(solved.reflectance_specular)
    absorbed = [float(share) for share in solved.absorbed]
    transmittance = float(solved.transmittance)
    return {
        "fluence_rate": [float(value) for value in solved.fluence_rate],
        "reflectance": {"total": total, "specular": specular, "diffuse": total - specular},
        "absorbed": [
            {"name": layer.name, "fraction": share}
            for layer, share in zip(stack.layers, absorbed, strict=True)
        ],
        "transmittance": transmittance,
        "energy_error": 1.0 - total - transmittance - sum(absorbed),
    }
