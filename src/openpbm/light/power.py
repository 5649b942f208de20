"""Energy binds every reading: light is at most what the supply can feed. Theory 2.8.

A plug of 10 W cannot feed 9 W of light. Whatever a claim is read as, the light of all LEDs
that shine together stays within efficiency times electrical power, in every scenario. What a
meter showed moves the supply instead; limits of eye and pigment take the claim itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray
from openpbm.light.meter import most_true_share
from openpbm.mask import Channel, Mask
from openpbm.mask.channel import mean_shares
from openpbm.mask.modes import lit_together
from openpbm.sampling import between
from openpbm.tables import Number, numbers
from openpbm.units import MINUTES_PER_HOUR, MW_PER_W, W_PER_MW

POWER_DIMENSIONS = ("supply", "efficiency")


@dataclass(frozen=True, eq=False, kw_only=True)
class Feed:
    """What feeds the LEDs, per scenario. S scenarios."""

    efficiency: FloatArray  # (S,) light out of the mask over electrical power into it
    supply_w: FloatArray | None  # (S,) most electrical power; None: nothing is known of it


@dataclass(frozen=True, eq=False, kw_only=True)
class Fed:
    """Light that the feed can give, and the feed that gives it."""

    scale: FloatArray  # (S, C) mW of each LED
    stated: FloatArray  # (S, C) likewise, as readings, claims and LED power say
    feed: Feed
    by_channel_w: FloatArray  # (S, C) light of all its LEDs
    light_w: FloatArray  # (S,) of the LEDs that shine together, where they take most
    electrical_w: FloatArray  # (S,)


def feed_of(mask: Mask, uniforms: Mapping[str, FloatArray]) -> Feed:
    """Draw efficiency and supply: as stated, else of the class."""
    efficiency = efficiency_of(uniforms)
    stated_w = stated_supply_w(mask)
    if stated_w is not None:
        return Feed(efficiency=efficiency, supply_w=np.full_like(efficiency, stated_w))
    if not has_supply_prior(mask):
        return Feed(efficiency=efficiency, supply_w=None)
    least_w, most_w = _ends(numbers("light")["supply.home_mask_w"])
    ln_w = between(uniforms["supply"], float(np.log(least_w)), float(np.log(most_w)))
    return Feed(efficiency=efficiency, supply_w=np.exp(ln_w))


def efficiency_of(uniforms: Mapping[str, FloatArray]) -> FloatArray:
    """(scenarios,) light out of a device over the electrical power into it."""
    low, high = _ends(numbers("light")["supply.efficiency"])
    return between(uniforms["efficiency"], low, high)


def stated_supply_w(mask: Mask) -> float | None:
    """The most electrical power by what is printed or metered; the least of them."""
    drawn_w = _drawn_w(mask)
    return min([*_printed_w(mask), *([] if drawn_w is None else [drawn_w])], default=None)


def _printed_w(mask: Mask) -> list[float]:
    """W of the device and of its plug, as far as they are printed."""
    printed = [] if mask.supply_w is None else [mask.supply_w]
    if mask.supply_v is not None and mask.supply_a is not None:
        printed.append(mask.supply_v * mask.supply_a)
    return printed


def _drawn_w(mask: Mask) -> float | None:
    """W that a meter in the lead showed, over the shortest programme."""
    if mask.energy_wh_per_session is None or not mask.session_min:
        return None
    return mask.energy_wh_per_session * MINUTES_PER_HOUR / min(mask.session_min)


def most_supply_w(mask: Mask) -> float | None:
    """The most electrical power that may be true: of two statements that contradict, the greater.

    Limits rest on it; `stated_supply_w` is the likelier one.
    """
    apart = numbers("light")["contradiction.supply"].value
    printed_w, drawn_w = _printed_w(mask), _drawn_w(mask)
    if not printed_w:
        return drawn_w
    least_w, most_w = min(printed_w), max(printed_w)
    whole_w = most_w if most_w > apart * least_w else least_w
    if drawn_w is None:
        return whole_w
    return max(drawn_w, whole_w) if drawn_w > apart * least_w else min(drawn_w, whole_w)


def has_supply_prior(mask: Mask) -> bool:
    """A mask worn at home, unless it hangs on the mains: those run on a few watts."""
    return stated_supply_w(mask) is None and mask.is_worn and (mask.portable or _may_be_fed(mask))


def _may_be_fed(mask: Mask) -> bool:
    return mask.setting == "home" and not mask.mains


def mean_is_affordable(mask: Mask, lit_cm2: float, feed: Feed) -> BoolArray:
    """(scenarios,) whether every claim could be a mean over the lit skin.

    Always true where nothing is known of the supply: then nothing is excluded.
    """
    if feed.supply_w is None:
        return np.ones(len(feed.efficiency), dtype=np.bool_)
    affordable: BoolArray = light_of_mean_w(mask, lit_cm2) <= feed.efficiency * feed.supply_w
    return affordable


def light_of_mean_w(mask: Mask, lit_cm2: float) -> float:
    """Light in W that the claims would be, were each a mean over the lit skin."""
    claimed = max(
        sum(
            c.claim.irradiance_mw_cm2 * min(mean_shares(c.claim, c.pulsing))
            for c in map(mask.channels.__getitem__, lit)
            if c.claim is not None
        )
        for lit in shining_together(mask)
    )
    if mask.total_claim is not None:
        total = mask.total_claim
        claimed = total.irradiance_mw_cm2 * min(
            min(mean_shares(total, c.pulsing)) for c in mask.channels
        )
    return claimed * lit_cm2 / MW_PER_W


def shining_together(mask: Mask) -> tuple[IntArray, ...]:
    """Indices of channels that may be lit at one time: by mode and by zone, else all."""
    ids = [channel.id for channel in mask.channels]
    modes = lit_together(mask.modes, ids)
    named = frozenset().union(*modes)
    lit = [mode | {id for id in ids if id not in named} for mode in modes] or [frozenset(ids)]
    zones: list[str | None] = [zone.name for zone in mask.zones] or [None]
    sets = {
        tuple(
            c
            for c, channel in enumerate(mask.channels)
            if channel.id in mode and (zone is None or channel.zone in (None, zone))
        )
        for mode in lit
        for zone in zones
    }
    return tuple(np.array(sorted(s), dtype=np.intp) for s in sorted(sets) if s)


def fed(mask: Mask, scale: FloatArray, leds: Sequence[float], feed: Feed) -> Fed:
    """Bound the light by what feeds it.

    Claims give way, all that shine together by one factor. Readings do not: where they show
    more than a supply of the class would give, the supply is larger; where they show more than
    a stated one would, the LEDs are better, up to the best there are; where half of them show
    more than even those would give, the statement is wrong and the meter stands.

    Args:
        mask: the device.
        scale: (S, C) mW of each LED, as readings, claims and LED power say.
        leds: (C,) LEDs of each channel.
        feed: the draws.
    """
    light_w = scale * np.asarray(leds) * W_PER_MW  # (S, C)
    if feed.supply_w is None:
        return _fed(mask, scale, scale, light_w, feed)
    read = np.array([bool(channel.readings) for channel in mask.channels])
    moved = _moved(mask, light_w * read, feed)
    assert moved.supply_w is not None
    most_w = moved.supply_w * moved.efficiency
    kept = np.ones_like(scale)
    for lit in shining_together(mask):
        shown_w = (light_w * read)[:, lit].sum(axis=1)
        told_w = (light_w * ~read)[:, lit].sum(axis=1)
        shown = np.minimum(1.0, most_w / np.maximum(shown_w, 1e-30))
        told = np.clip((most_w - shown_w) / np.maximum(told_w, 1e-30), 0.0, 1.0)
        share = np.where(read[lit], shown[:, None], told[:, None])
        kept[:, lit] = np.minimum(kept[:, lit], share)
    return _fed(mask, scale, scale * kept, light_w * kept, moved)


def _moved(mask: Mask, shown_w: FloatArray, feed: Feed) -> Feed:
    """The feed that the readings ask for; never a weaker one."""
    assert feed.supply_w is not None
    together_w = np.max([shown_w[:, lit].sum(axis=1) for lit in shining_together(mask)], axis=0)
    if stated_supply_w(mask) is None:
        return Feed(
            efficiency=feed.efficiency,
            supply_w=np.maximum(feed.supply_w, together_w / feed.efficiency),
        )
    best = best_efficiency()
    needed = together_w / feed.supply_w
    supply_w = feed.supply_w
    if np.median(needed) > best:  # no LEDs are so good: what is stated of the supply is not so
        supply_w = np.maximum(supply_w, together_w / best)
    efficiency = np.maximum(feed.efficiency, np.minimum(needed, best))
    return Feed(efficiency=efficiency, supply_w=supply_w)


def _fed(mask: Mask, stated: FloatArray, scale: FloatArray, light_w: FloatArray, feed: Feed) -> Fed:
    together = np.max([light_w[:, lit].sum(axis=1) for lit in shining_together(mask)], axis=0)
    return Fed(
        scale=scale,
        stated=stated,
        feed=feed,
        by_channel_w=light_w,
        light_w=together,
        electrical_w=together / feed.efficiency,
    )


def best_efficiency() -> float:
    """Light over electrical power of the best LEDs there are."""
    return numbers("light")["supply.most_efficiency"].value


def most_light_w(mask: Mask) -> float:
    """Light in W beyond which nothing can be true: the best LEDs on all that the plug gives.

    The plug is the stated one, of two that contradict the greater; where none is stated, it is
    as strong as those that come with masks get.
    """
    table = numbers("light")
    stated_w = most_supply_w(mask)
    plug_w = table["supply.plug_v"].value * table["supply.plug_a"].value
    return best_efficiency() * (plug_w if stated_w is None else stated_w)


def claimed_over_told(mask: Mask, hot_mw_cm2: FloatArray, told: Fed) -> FloatArray:
    """(S, C) factor from the likely light to the one that limits of eye and pigment count.

    The claim itself counts as a peak at the skin, and what a file states of an LED as it stands;
    a prior of the class lowers neither. What a supply that is stated cannot feed is left out,
    unless a meter showed it: no statement lowers a reading here.

    Args:
        mask: the device.
        hot_mw_cm2: (S, C) hottest skin, as the plan tells it.
        told: the light that the plan tells.
    """
    factor = np.ones_like(hot_mw_cm2)
    for c, channel in enumerate(mask.channels):
        if channel.readings:  # no claim: it counts as it stands, beside a supply it contradicts
            factor[:, c] = told.stated[:, c] / np.maximum(told.scale[:, c], 1e-30)
            continue
        claim = _most_claimed(mask, channel)
        if (
            mask.total_claim is None and not channel.has_figure
        ):  # all that any plug can feed, in this colour
            lit = told.by_channel_w[:, c] > 0
            factor[lit, c] = most_light_w(mask) / told.by_channel_w[lit, c]
        elif claim is None:
            lit = told.scale[:, c] > 0
            factor[lit, c] = told.stated[lit, c] / told.scale[lit, c]
        else:
            lit = hot_mw_cm2[:, c] > 0
            factor[lit, c] = np.maximum(1.0, claim / hot_mw_cm2[lit, c])
    if stated_supply_w(mask) is None:
        return factor
    most = np.maximum(most_light_w(mask) / np.maximum(told.by_channel_w, 1e-30), 1.0)
    most[:, [bool(channel.readings) for channel in mask.channels]] = np.inf
    return np.clip(factor, 1.0, most)


def _most_claimed(mask: Mask, channel: Channel) -> float | None:
    """mW/cm2 that one channel can have of what is claimed: a total may be all of one colour.

    None where the light follows from something else: LED power, or a claim that was read at
    another distance than the skin's.
    """
    claim = channel.claim if channel.claim is not None else mask.total_claim
    if channel.claim is None and channel.power_mw is not None:
        return None
    if claim is None or claim.distance_mm is not None:
        return None
    true = 1.0 if claim.meter is None else max(1.0, most_true_share(claim.meter, channel))
    most = claim.irradiance_mw_cm2 + (claim.tolerance_mw_cm2 or 0.0)
    return most * max(mean_shares(claim, channel.pulsing)) * true


def _ends(number: Number) -> tuple[float, float]:
    assert number.low is not None
    assert number.high is not None
    return number.low, number.high
