"""Studies kept aside: does what the others let us state cover them? Theory 10.6.

Nothing here is ever fitted or pooled. Each hold-out gets one row, also where nothing was stated
that it could contradict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpbm.fact import Message, Param, message, said, several
from openpbm.response.contrast import NULL, Contrast
from openpbm.response.memory import without_memory
from openpbm.response.study import Study
from openpbm.response.synthesis import Expected, Synthesis
from openpbm.tables import Row

COVERED, MISSED, UNSTATED, AGREES = "covered", "not covered", "nothing stated", "direction agrees"


@dataclass(frozen=True, kw_only=True)
class HoldOut:
    """One hold-out against what was stated without it."""

    id: str
    name: str
    system: Param = ""  # of a laboratory series
    measure: Param
    stated: Message
    scale: str
    low: float | None  # what was stated, on the scale of the effect
    high: float | None
    observed: float | None
    observed_said: Message | None
    verdict: str
    basis: Message | None


def held_out(
    studies: Mapping[str, Study],
    found: Sequence[Contrast],
    pools: Sequence[Synthesis],
    laboratory: Mapping[str, Row],
) -> tuple[HoldOut, ...]:
    """Every hold-out, human and laboratory, one row an effect."""
    expected = {pool.pool: pool.expected for pool in pools}
    rows: list[HoldOut] = []
    for study in studies.values():
        if not study.held_out:
            continue
        own = [c for c in found if c.study == study.id]
        rows.extend(_of_contrast(c, expected.get(c.pool)) for c in own)
        if not own:
            rows.append(_without_control(study))
    rows.extend(
        _of_laboratory(row, laboratory) for row in laboratory.values() if row.flag("held_out")
    )
    return tuple(rows)


def _of_contrast(contrast: Contrast, expected: Expected | None) -> HoldOut:
    observed = 0.0 if contrast.scale == NULL else contrast.estimate
    stated, verdict = message("held_out-next_interval"), UNSTATED
    if expected is None:
        stated = message("held_out-only_measure")
    elif observed is None:
        stated = message("held_out-interval_but", how=contrast.how)
    else:
        verdict = COVERED if expected.covers(observed) else MISSED
    return HoldOut(
        id=contrast.id,
        name=contrast.name,
        measure=contrast.measure,
        stated=stated,
        scale=contrast.scale,
        low=None if expected is None else expected.low,
        high=None if expected is None else expected.high,
        observed=observed if expected is not None else None,
        observed_said=contrast.said,
        verdict=verdict,
        basis=None if expected is None else expected.basis,
    )


def _without_control(study: Study) -> HoldOut:
    changes = [o for o in study.outcomes if o.treated is not None]
    told = [
        message("effect-of", arm=o.arm or o.measured, change=f"{o.treated:g} {o.unit}")
        for o in changes
    ]
    return HoldOut(
        id=study.id,
        name=study.name,
        measure=changes[0].measured if changes else message("held_out-no_number"),
        stated=message("held_out-no_control"),
        scale="none",
        low=None,
        high=None,
        observed=None,
        observed_said=message("effect-all", told=several(told, "semicolon")) if told else None,
        verdict=UNSTATED,
        basis=None,
    )


def falling(laboratory: Mapping[str, Row]) -> tuple[int, int]:
    """Series outside the hold-outs that give less at their highest dose, and all with an answer."""
    known = [
        row.text("at_high_dose")
        for row in laboratory.values()
        if "at_high_dose" in row and not row.flag("held_out") and _is_read(row)
    ]
    return known.count("less"), len(known)


def _is_read(row: Row) -> bool:
    """True where the shape of the answer, or the finding, was read rather than remembered."""
    return any(name in facts(row) for name in ("shape", "finding"))


def facts(row: Row) -> Row:
    """A laboratory record without what is known from memory only."""
    return Row(without_memory(row), f"laboratory.{row.text('id')}")


def _of_laboratory(row: Row, laboratory: Mapping[str, Row]) -> HoldOut:
    less, known = falling(laboratory)
    seen = row.text("at_high_dose") if "at_high_dose" in row and _is_read(row) else ""
    stated = message("held_out-laboratory", less=less, known=known)
    agrees = (seen == "less") == (2 * less > known)
    read = facts(row)
    return HoldOut(
        id=row.text("id"),
        name=row.text("name"),
        system=read.text("system", "") or message("held_out-no_system"),
        measure=read.text("endpoint", "") or message("held_out-no_measure"),
        stated=stated,
        scale="none",
        low=None,
        high=None,
        observed=None,
        observed_said=said(read.text("shape")) if "shape" in read else message("held_out-no_shape"),
        verdict=(AGREES if agrees else MISSED) if seen else UNSTATED,
        basis=message("held_out-direction_only"),
    )
