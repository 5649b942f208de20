"""Which channels a device can light together, read from the modes its maker names.

A channel that has no mode of its own cannot be planned on its own. Modes are words such
as "red+IR" or "Skin Clearing (blue+red+IR)"; a mode without colour words tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from openpbm.mask.device import Mask
from openpbm.role import ROLES

# What makers call a colour, and the roles it may stand for. A word covers every one of
# them that the device has: "red" on a device with red and deep red lights both.
COLOUR_WORDS: Mapping[str, tuple[str, ...]] = {
    word: tuple(role.name for role in ROLES.values() if word in role.called)
    for word in dict.fromkeys(word for role in ROLES.values() for word in role.called)
}

_GROUP = re.compile(r"^\s*([\w ]+?)\s*\(([^)]*)\)\s*$")


def lit_together(modes: Iterable[str], roles: Iterable[str]) -> tuple[frozenset[str], ...]:
    """The sets of channels that the modes light; empty where the modes do not say.

    A mode "red (amber+red+NIR)" also says what "red" means in the other modes.

    >>> [sorted(lit) for lit in lit_together(["red", "red+IR", "blue"], ["red", "nir", "blue"])]
    [['red'], ['nir', 'red'], ['blue']]
    """
    own, texts = frozenset(roles), list(modes)
    words = {word: frozenset(stands) & own for word, stands in COLOUR_WORDS.items()}
    groups = [match for match in map(_GROUP.match, texts) if match]
    for match in groups:
        inside = _roles(match[2], words)
        if match[1].lower() in COLOUR_WORDS and inside:
            # the word is the name of a group, so it covers the group and its own colour
            words[match[1].lower()] = words[match[1].lower()] | inside
    found: list[frozenset[str]] = []
    for text in texts:
        lit = _roles(text, words)
        if lit and lit not in found:
            found.append(lit)
    return tuple(found)


def _roles(text: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    named = re.findall(r"[a-z_0-9]+", text.lower().replace("deep red", "deep_red"))
    return frozenset().union(*(words.get(word, frozenset()) for word in named))


def switchable_roles(modes: Iterable[str], roles: Iterable[str]) -> frozenset[str]:
    """Channels that some mode leaves dark while it lights others."""
    lit_sets = lit_together(modes, roles)
    return frozenset(role for role in roles if any(role not in lit for lit in lit_sets))


def can_light(mask: Mask, roles: Iterable[str]) -> bool:
    """True when exactly these channels can be lit in one sitting.

    Modes may follow one another, so a union of modes counts. Where the modes do not say,
    every channel left dark must be switchable by itself.

    >>> from openpbm.mask import Channel
    >>> two = [Channel(role="red", peak_nm=633), Channel(role="nir", peak_nm=830)]
    >>> mask = Mask(id="m", name="m", form="panel", channels=tuple(two), modes=("red+IR",))
    >>> can_light(mask, ["red"]), can_light(mask, ["red", "nir"])
    (False, True)
    """
    wanted, own = frozenset(roles), frozenset(channel.role for channel in mask.channels)
    if wanted == own:
        return True
    lit_sets = lit_together(mask.modes, own)
    if lit_sets:
        return bool(wanted) and wanted == frozenset().union(
            *(lit for lit in lit_sets if lit <= wanted)
        )
    return wanted < own and all(c.switchable for c in mask.channels if c.role not in wanted)
