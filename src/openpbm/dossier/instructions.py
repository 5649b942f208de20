"""Instructions for use, made from what was judged: a draft that a clinician must read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpbm.dossier.basis import SKIN, DossierBasis
from openpbm.dossier.light import eyewear, touching
from openpbm.dossier.longest import FAIR_TYPES, longest_min
from openpbm.dossier.use import timer
from openpbm.fact import Message, Name, Quantity, Several, message, several
from openpbm.planning.decide import DARK_TYPES
from openpbm.role import ROLES
from openpbm.safety.ceilings.heat import TOUCHING
from openpbm.tables import typed
from openpbm.tables.row.safety import ContraindicationRow

EXCLUDE = "exclude"
# whose minutes goggles change: of types I to III, and of IV to VI
HELPED = {
    (True, True): "all",
    (True, False): "fair",
    (False, True): "dark",
    (False, False): "nobody",
}


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A heading and what stands below it; the maker fills what is open."""

    title: Message
    sentences: tuple[Message, ...]


def instructions(basis: DossierBasis) -> tuple[Chapter, ...]:
    """What a lay person has to be told of this mask, in the order of use."""
    chapters = (
        ("for", _purpose(basis)),
        ("not_for", _not_for(basis)),
        ("eyes", _eyes(basis)),
        ("session", _session(basis)),
        ("warmth", _warmth(basis)),
        ("stop", (message("dossier-ifu_stop"), message("dossier-ifu_asleep"))),
        ("care", (message("dossier-ifu_cleaning"), message("dossier-ifu_contact"))),
    )
    return tuple(
        Chapter(title=message(f"dossier-chapter_{id}"), sentences=told) for id, told in chapters
    )


def _purpose(basis: DossierBasis) -> tuple[Message, ...]:
    goals = basis.mask.maker_goals
    if not goals:
        return (message("dossier-ifu_goals_open"),)
    return (message("dossier-ifu_goals", goals=several(Name("goal", id) for id in goals)),)


def _not_for(basis: DossierBasis) -> tuple[Message, ...]:
    roles = {channel.role for channel in basis.mask.channels}
    colours = {colour for role in roles for colour in ROLES[role].screened_as}
    rows = typed("contraindications", ContraindicationRow).values()
    shut = [row for row in rows if any(getattr(row.action, c) == EXCLUDE for c in sorted(colours))]
    people = [
        message("dossier-ifu_row", whom=row.name, what=row.lay)
        for row in shut
        if row.kind != "drug"
    ]
    drugs = several((row.name for row in shut if row.kind == "drug"), "semicolon")
    medicines = (message("dossier-ifu_medicines", drugs=drugs),) if drugs.items else ()
    return (message("dossier-ifu_ask"), *people, *medicines)


def _eyes(basis: DossierBasis) -> tuple[Message, ...]:
    if not basis.verdict.hazards.is_judged:
        return (message("dossier-ifu_eyes_unknown"),)
    needed = eyewear(basis)
    if not needed:
        return (message("dossier-ifu_eyes_closed"),)
    worn = "shield" if basis.has_shield else "goggles"
    return tuple(_told_of_eyes(worn, several(needed)))


def _told_of_eyes(worn: str, each: Several) -> Iterator[Message]:
    yield message(f"dossier-ifu_worn_{worn}", densities=each)
    yield message("dossier-ifu_eyes_stare")


def _session(basis: DossierBasis) -> tuple[Message, ...]:
    fair, dark = longest_min(basis, FAIR_TYPES), longest_min(basis, DARK_TYPES)
    if fair is None or dark is None:
        return (message("dossier-ifu_minutes_unknown"),)
    if fair == 0.0:
        return (message("dossier-ifu_minutes_none"), *_reckoned(basis))
    told = [*_minutes(fair, dark), *_reckoned(basis)]
    if eyewear(basis):
        told.append(message(f"dossier-ifu_keep_{'shield' if basis.has_shield else 'goggles'}"))
    if timer(basis).state == "missing":
        told.append(message("dossier-ifu_clock"))
    if basis.mask.standoff_mm is not None and not basis.mask.is_worn:
        away = Quantity(basis.mask.standoff_mm, "mm", figures=3, trimmed=True)
        told.append(message("dossier-ifu_distance", distance=away))
    return tuple(told)


def _reckoned(basis: DossierBasis) -> Iterator[Message]:
    """For which eyes minutes are reckoned, where goggles are asked for, and whom they help."""
    if not eyewear(basis) or basis.has_shield:
        return
    fair, dark = (
        longest_min(basis, types) != longest_min(basis, types, goggles=True)
        for types in (FAIR_TYPES, DARK_TYPES)
    )
    yield message(f"dossier-ifu_reckoned_{HELPED[fair, dark]}")


def _minutes(fair: float, dark: float) -> Iterator[Message]:
    """One number for everybody, or, where dark skin bears less, one for each."""
    if dark >= fair:
        yield message("dossier-ifu_most", most=Quantity(fair, "min"))
        return
    yield message("dossier-ifu_most_fair", most=Quantity(fair, "min"))
    if dark == 0.0:
        yield message("dossier-ifu_dark_none")
    else:
        yield message("dossier-ifu_most_dark", most=Quantity(dark, "min"))
    yield message("dossier-ifu_doubt")


def _warmth(basis: DossierBasis) -> tuple[Message, ...]:
    warmest = basis.warmest()
    if warmest is None:
        return (message("dossier-ifu_warmth_unknown"),)
    found = basis.of_types((warmest,), SKIN)[warmest]
    return (
        message(
            "dossier-ifu_warmth",
            minutes=Quantity(basis.minutes, "min", figures=3, trimmed=True),
            likely=Quantity(found.likely, "degC"),
            worst=Quantity(found.worst, "degC"),
        ),
        *_of_mask(basis),
        message("dossier-ifu_hot"),
    )


def _of_mask(basis: DossierBasis) -> Iterator[Message]:
    parts = [one for _, one in touching(basis, TOUCHING)] if basis.mask.may_touch else []
    if parts:
        likely, worst = max(one.likely for one in parts), max(one.worst for one in parts)
        yield message(
            "dossier-ifu_mask", likely=Quantity(likely, "degC"), worst=Quantity(worst, "degC")
        )
