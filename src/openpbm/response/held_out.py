"""Studies kept aside: does what the others let us state cover them? Theory 10.6.

Nothing here is ever fitted or pooled. Each hold-out gets one row, also where nothing was stated
that it could contradict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpbm.fact import Message, Param, message, said, several
from openpbm.response.contrast import NULL, Contrast
from openpbm.response.laboratory import Series
from openpbm.response.study import Study
from openpbm.response.synthesis import Expected, Synthesis

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
    laboratory: Mapping[str, Series],
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
    rows.extend(_of_laboratory(own, laboratory) for own in laboratory.values() if own.held_out)
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


def falling(laboratory: Mapping[str, Series]) -> tuple[int, int]:
    """Series outside the hold-outs that give less at their highest dose, and all with an answer."""
    known = [
        own.at_high_dose
        for own in laboratory.values()
        if own.at_high_dose and not own.held_out and own.is_read
    ]
    return known.count("less"), len(known)


def _of_laboratory(own: Series, laboratory: Mapping[str, Series]) -> HoldOut:
    less, known = falling(laboratory)
    seen = own.at_high_dose if own.is_read else ""
    stated = message("held_out-laboratory", less=less, known=known)
    agrees = (seen == "less") == (2 * less > known)
    return HoldOut(
        id=own.id,
        name=own.name,
        system=own.system or message("held_out-no_system"),
        measure=own.endpoint or message("held_out-no_measure"),
        stated=stated,
        scale="none",
        low=None,
        high=None,
        observed=None,
        observed_said=said(own.shape) if own.shape else message("held_out-no_shape"),
        verdict=(AGREES if agrees else MISSED) if seen else UNSTATED,
        basis=message("held_out-direction_only"),
    )
