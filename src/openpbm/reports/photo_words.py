"""What is said of photos, in the app and on the terminal alike: facts, not sentences."""

from __future__ import annotations

from collections.abc import Iterator

from openpbm.fact import Message, Param, Quantity, message
from openpbm.photo.album import Photo
from openpbm.photo.figure import Change
from openpbm.photo.judging import BlindFinding, Judging, power_of
from openpbm.tables import numbers

FIGURES, STEPS = 2, 3  # of a share, of a step of CIELAB


def change_words(change: Change) -> Iterator[Message]:
    """How a figure moved, and whether that is more than two photos of one day differ by."""
    yield message("photo-change", first=_step(change.first), last=_step(change.last))
    if change.repeats is None or change.limit is None:
        yield message("photo-repeats_unknown")
        return
    limit, pairs = _step(change.limit), change.repeats.pairs
    if change.is_more_than_repeats:
        yield message("photo-beyond", limit=limit, pairs=pairs)
    else:
        yield message("photo-within", limit=limit, pairs=pairs)


def colour_words(photo: Photo) -> Message:
    """Whether the colours of the photos that are compared were checked."""
    return message("photo-checked") if photo.figures.has_card else message("photo-not_checked")


def finding_words(found: BlindFinding, judging: Judging) -> Iterator[Message]:
    """What a test came to; "no change seen" is as good an answer as any other."""
    chance = Quantity(found.chance, "share", FIGURES)
    line = Quantity(found.line, "share", FIGURES, trimmed=True)
    gaps: dict[str, Param] = {
        "later": found.later, "pairs": found.pairs, "chance": chance, "line": line,
    }  # fmt: skip
    if found.is_by_coins:
        yield message("photo-found_coin", neither=found.neither, pairs=found.pairs)
    elif not found.is_told_apart:
        yield message("photo-found_nothing", **gaps)
    elif found.is_lit_otherwise:
        yield message("photo-found_light", **gaps)
    elif found.is_better:
        yield message("photo-found_better", **gaps)
    else:
        yield message("photo-found_worse", **gaps)
    if found.is_lit_otherwise:
        yield from _light_words(found)
    yield message("photo-why") if found.is_told_apart else power_words(found.pairs, found.line)
    if found.neither:
        yield message("photo-neither", count=found.neither)
    if judging.seen_before:
        yield message("photo-seen_before", count=judging.seen_before)


def _light_words(found: BlindFinding) -> Iterator[Message]:
    for name, count in (("lighter", found.lighter), ("yellower", found.yellower)):
        if count is not None:
            is_more = 2 * count >= found.pairs
            most, way = (count, "more") if is_more else (found.pairs - count, "less")
            yield message(f"photo-light_{name}", count=most, way=way, pairs=found.pairs)


def power_words(pairs: int, line: float) -> Message:
    """What a test of so many pairs would notice."""
    told, power = numbers("photo")["test.told"].value, power_of(pairs, line)
    return message(
        "photo-power",
        told=Quantity(told, "share", FIGURES),
        power=Quantity(power, "share", FIGURES),
        pairs=pairs,
    )


def _step(value: float) -> Quantity:
    """A step of CIELAB has no unit."""
    return Quantity(value, "1", STEPS)
