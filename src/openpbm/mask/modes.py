"""Which channels a device can light together, read from the modes its maker names.

A channel that has no mode of its own cannot be planned on its own. Modes are words such
as "red+IR" or "Skin Clearing (blue+red+IR)"; a mode without colour words tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from openpbm.mask.device import Mask
from openpbm.role import ROLES, role_of

COLOUR_WORDS = frozenset(word for role in ROLES.values() for word in role.called)

_GROUP = re.compile(r"^\s*([\w ]+?)\s*\(([^)]*)\)\s*$")


def lit_together(modes: Iterable[str], ids: Iterable[str]) -> tuple[frozenset[str], ...]:
    """The sets of channels that the modes light, by id; empty where the modes do not say.

    A mode "red (amber+red+NIR)" also says what "red" means in the other modes. One of several
    lines of a colour may be named by its id or by what stands after the role: "660+850".

    >>> [sorted(lit) for lit in lit_together(["red", "red+IR", "blue"], ["red", "nir", "blue"])]
    [['red'], ['nir', 'red'], ['blue']]
    """
    texts = list(modes)
    words = _words(frozenset(ids))
    groups = [match for match in map(_GROUP.match, texts) if match]
    for match in groups:
        inside = _named(match[2], words)
        if match[1].lower() in COLOUR_WORDS and inside:
            # the word is the name of a group, so it covers the group and its own colour
            words[match[1].lower()] = words[match[1].lower()] | inside
    found: list[frozenset[str]] = []
    for text in texts:
        lit = _named(text, words)
        if lit and lit not in found:
            found.append(lit)
    return tuple(found)


def _words(ids: frozenset[str]) -> dict[str, frozenset[str]]:
    """What each word of a mode covers: colours all their lines, ids and their ends one."""
    words = {word: frozenset[str]() for word in COLOUR_WORDS}
    for id in ids:
        role = role_of(id)
        called = role.called if role is not None else ()
        own = id.removeprefix(f"{role.name}_") if role is not None else id
        for word in {*called, id, own}:
            words[word] = words.get(word, frozenset()) | {id}
    return words


def _named(text: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    plain = text.lower().replace("deep red", "deep_red")
    named = re.findall(r"[a-z_0-9]+", re.sub(r"(\d) ?nm\b", r"\1", plain))
    return frozenset().union(*(words.get(word, frozenset()) for word in named))


def switchable_ids(modes: Iterable[str], ids: Iterable[str]) -> frozenset[str]:
    """Channels that some mode leaves dark while it lights others."""
    own = tuple(ids)
    lit_sets = lit_together(modes, own)
    return frozenset(id for id in own if any(id not in lit for lit in lit_sets))


def can_light(mask: Mask, ids: Iterable[str]) -> bool:
    """True when exactly these channels can be lit in one sitting.

    Modes may follow one another, so a union of modes counts. Where the modes do not say,
    every channel left dark must be switchable by itself.

    >>> from openpbm.mask import Channel
    >>> two = [Channel(role="red", peak_nm=633), Channel(role="nir", peak_nm=830)]
    >>> mask = Mask(id="m", name="m", form="panel", channels=tuple(two), modes=("red+IR",))
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
