"""An honest test: which of two photos looks better, when nobody says which is the later one.

Theory 13.8. Photos of the first half of a course are paired with those of the second half, each
photo in one pair only; the order of the pairs and the side of each photo are drawn. Where
nothing changed, the later photo of a pair is chosen as often as the earlier one, pair by pair
anew: the number of later ones is binomial, exactly. How many pairs there are and which line is
drawn stands fixed before the first of them is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import comb
from typing import Literal

import numpy as np
from scipy.special import bdtr

from openpbm.photo.album import Photo, one_a_day
from openpbm.tables import numbers

Side = Literal["left", "right", "neither"]
SIDES: tuple[Side, ...] = ("left", "right", "neither")


@dataclass(frozen=True, kw_only=True)
class PhotoPair:
    """Two photos beside each other, and what was said of them."""

    earlier: str
    later: str
    later_is_left: bool
    coin_is_later: bool  # what "neither" counts as, thrown before anybody looked
    answer: Side | None = None
    # measured on what is shown, before anybody looked; None: by an album of before, or by a card
    later_is_lighter: bool | None = None
    later_is_yellower: bool | None = None

    @property
    def left(self) -> str:
        """The photo on the left."""
        return self.later if self.later_is_left else self.earlier

    @property
    def right(self) -> str:
        """The photo on the right."""
        return self.earlier if self.later_is_left else self.later

    @property
    def is_later_better(self) -> bool | None:
        """Whether the later one was chosen; None before an answer."""
        if self.answer is None:
            return None
        if self.answer == "neither":
            return self.coin_is_later
        return (self.answer == "left") == self.later_is_left


@dataclass(frozen=True, kw_only=True)
class Judging:
    """One test from beginning to end; pairs and line are fixed when it begins."""

    id: str
    seed: int
    judge: str  # whoever looks, as they wrote it
    line: float  # a chance at or below it is called a change
    pairs: tuple[PhotoPair, ...]
    seen_before: int = 0  # of its photos, shown with their days before it began

    @property
    def next(self) -> int | None:
        """The pair to be judged; None where all are."""
        return next((i for i, pair in enumerate(self.pairs) if pair.answer is None), None)

    def answered(self, number: int, answer: Side) -> Judging:
        """The test with one more answer, to the pair that is open; none is ever changed."""
        assert number == self.next
        pairs = list(self.pairs)
        pairs[number] = replace(pairs[number], answer=answer)
        return replace(self, pairs=tuple(pairs))


@dataclass(frozen=True, kw_only=True)
class BlindFinding:
    """What a test came to."""

    pairs: int
    later: int  # pairs in which the later photo was chosen
    neither: int  # answers that a coin decided
    chance: float  # that pure chance is as far from half or farther. Eq. (13.13)
    line: float
    lighter: int | None = None  # pairs whose later photo is lighter; None: not measured
    yellower: int | None = None

    @property
    def is_changed(self) -> bool:
        """Whether something but their light told the photos of later days apart; not why."""
        return self.is_told_apart and not self.is_lit_otherwise

    @property
    def is_told_apart(self) -> bool:
        """Whether eyes told them apart, never coins alone."""
        return self.chance <= self.line and not self.is_by_coins

    @property
    def is_lit_otherwise(self) -> bool:
        """Whether lightness or yellowness tells them apart as well: a lamp, a season or a tan."""
        most = numbers("photo")["test.alpha"].value
        moved = [count for count in (self.lighter, self.yellower) if count is not None]
        return any(chance_of(count, self.pairs) <= most for count in moved)

    @property
    def is_by_coins(self) -> bool:
        """Whether coins decided at least as many pairs as eyes did."""
        return 2 * self.neither >= self.pairs

    @property
    def power(self) -> float:
        """That somebody who tells nearly every pair apart is noticed. Eq. (13.15)."""
        return power_of(self.pairs, self.line)

    @property
    def is_better(self) -> bool:
        """Whether the later ones were chosen more often."""
        return 2 * self.later > self.pairs


def line_of(tests_before: int) -> float:
    """The line of the next test: all that ever follow add up to the false alarms allowed. (13.14).

    >>> [round(line_of(n), 4) for n in range(3)]
    [0.04, 0.008, 0.0016]
    """
    share = numbers("photo")["test.first_share"].value
    return numbers("photo")["test.alpha"].value * share * (1.0 - share) ** tests_before


def fewest_pairs(line: float) -> int:
    """How many pairs a test needs at least: all alike must be rarer than the line.

    >>> fewest_pairs(0.04), fewest_pairs(0.008)
    (6, 8)
    """
    return int(np.ceil(1.0 - np.log2(line)))


def days_needed(tests_before: int) -> int:
    """Days with a photo that the next test needs."""
    return 2 * fewest_pairs(line_of(tests_before))


def begun(
    photos: Sequence[Photo],
    *,
    id: str,
    seed: int,
    judge: str,
    tests_before: int,
    shown: Sequence[str] = (),
) -> Judging:
    """A test over the course so far; `days_needed` says how many days it takes.

    Args:
        photos: all that are kept; one a day is used.
        id: of the test.
        seed: that order and sides are drawn from; kept, and shown to nobody.
        judge: who looks.
        tests_before: begun so far, finished or not.
        shown: photos that were shown with their days.
    """
    days = one_a_day(photos)
    assert len(days) >= days_needed(tests_before)
    half = len(days) // 2
    draw = np.random.default_rng(seed)
    first, second = draw.permutation(half), draw.permutation(half)
    earlier, later = days[:half], days[-half:]
    coins = draw.integers(0, 2, size=(half, 2))
    light = _light_shown((*earlier, *later))
    pairs = tuple(
        PhotoPair(
            earlier=earlier[i].id,
            later=later[j].id,
            later_is_left=bool(coins[k, 0]),
            coin_is_later=bool(coins[k, 1]),
            later_is_lighter=_is_more(light[later[j].id][0], light[earlier[i].id][0]),
            later_is_yellower=_is_more(light[later[j].id][1], light[earlier[i].id][1]),
        )
        for k, (i, j) in enumerate(zip(first.tolist(), second.tolist(), strict=True))
    )
    used = {name for pair in pairs for name in (pair.earlier, pair.later)}
    return Judging(
        id=id,
        seed=seed,
        judge=judge,
        line=line_of(tests_before),
        pairs=pairs,
        seen_before=len(used & set(shown)),
    )


def finding(judging: Judging) -> BlindFinding | None:
    """What the test came to; nothing at all before its last pair."""
    if judging.next is not None or not judging.pairs:
        return None
    later = sum(bool(pair.is_later_better) for pair in judging.pairs)
    count = len(judging.pairs)
    return BlindFinding(
        pairs=count,
        later=later,
        neither=sum(pair.answer == "neither" for pair in judging.pairs),
        chance=chance_of(later, count),
        line=judging.line,
        lighter=_all_of([pair.later_is_lighter for pair in judging.pairs]),
        yellower=_all_of([pair.later_is_yellower for pair in judging.pairs]),
    )


def _all_of(measured: Sequence[bool | None]) -> int | None:
    """How many are so; None where it was not measured everywhere."""
    return None if None in measured else sum(map(bool, measured))


def _is_more(later: float | None, earlier: float | None) -> bool | None:
    """None where one of them was not measured, or both are the same."""
    return None if later is None or earlier is None or later == earlier else later > earlier


def _light_shown(photos: Sequence[Photo]) -> dict[str, tuple[float, float | None]]:
    """Lightness and yellowness of each photo as a test shows it: by cards where all have one."""
    if all(photo.card is not None for photo in photos):
        return {photo.id: (photo.figures.lightness, None) for photo in photos}
    return {photo.id: (photo.look.lightness, photo.look.cast[1]) for photo in photos}


def chance_of(later: int, pairs: int) -> float:
    """That coins do this or something as far from half. Eq. (13.13).

    >>> chance_of(6, 6), chance_of(3, 6)
    (0.03125, 1.0)
    """
    tail = float(bdtr(min(later, pairs - later), pairs, 0.5))
    return min(1.0, 2.0 * tail)


def running(judgings: Sequence[Judging]) -> Judging | None:
    """The test that is open; nothing measured is told meanwhile, as it would say what to see."""
    return next((judging for judging in judgings if judging.next is not None), None)


def power_of(pairs: int, line: float) -> float:
    """That a test notices somebody who judges nine in ten of its pairs alike. Eq. (13.15).

    >>> round(power_of(6, 0.04), 3)
    0.531
    """
    told = numbers("photo")["test.told"].value
    noticed = [k for k in range(pairs + 1) if chance_of(k, pairs) <= line]
    return sum(comb(pairs, k) * told**k * (1.0 - told) ** (pairs - k) for k in noticed)


def in_use(judgings: Sequence[Judging]) -> frozenset[str]:
    """Photos of tests that are not over: shown with their days, they would spoil them."""
    return frozenset(
        name
        for judging in judgings
        if judging.next is not None
        for pair in judging.pairs
        for name in (pair.earlier, pair.later)
    )
