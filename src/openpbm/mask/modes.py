"""Which channels a device can light together, by the programmes that its maker names.

A channel that has no programme of its own cannot be planned on its own. A programme of which
nobody says what it lights tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from openpbm.mask.device import Mask, Mode, named_by


def lit_together(modes: Iterable[Mode], ids: Iterable[str]) -> tuple[frozenset[str], ...]:
    """The sets of channels that the programmes light, by id; empty where they do not say.

    >>> both = Mode(name="b", lights=("red", "nir"))
    >>> [sorted(lit) for lit in lit_together([both, Mode(name="acne")], ["red", "nir", "blue"])]
    [['nir', 'red']]
    """
    own = tuple(ids)
    sets = (frozenset(id for id in own if named_by(mode.lights, id)) for mode in modes)
    return tuple(dict.fromkeys(filter(None, sets)))


def switchable_ids(modes: Iterable[Mode], ids: Iterable[str]) -> frozenset[str]:
    """Channels that some programme leaves dark while it lights others."""
    own = tuple(ids)
    lit_sets = lit_together(modes, own)
    return frozenset(id for id in own if any(id not in lit for lit in lit_sets))


def can_light(mask: Mask, ids: Iterable[str]) -> bool:
    """True when exactly these channels can be lit in one sitting.

    Programmes may follow one another, so a union of them counts. Where they do not say, every
    channel left dark must be switchable by itself.

    >>> from openpbm.mask import Channel
    >>> two = [Channel(role="red", peak_nm=633), Channel(role="nir", peak_nm=830)]
    >>> both = Mode(name="both", lights=("red", "nir"))
    >>> mask = Mask(id="m", name="m", form="panel", channels=tuple(two), modes=(both,))
    >>> can_light(mask, ["red"]), can_light(mask, ["red", "nir"])
    (False, True)
    """
    wanted, own = frozenset(ids), frozenset(channel.id for channel in mask.channels)
    if wanted == own:
        return True
    lit_sets = lit_together(mask.modes, own)
    if lit_sets:
        return bool(wanted) and wanted == frozenset().union(
            *(lit for lit in lit_sets if lit <= wanted)
        )
    return wanted < own and all(c.switchable for c in mask.channels if c.id not in wanted)
