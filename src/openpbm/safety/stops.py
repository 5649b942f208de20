"""What the rows of a screen do to the colours of one mask: asked by plan, screen and report alike.

The table speaks of blue, red and near-infrared; a mask has roles. `Role.screened_as` is the one
bridge between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from openpbm.answer import Finding
from openpbm.mask import Channel
from openpbm.role import ROLES
from openpbm.safety.colour import colours_of
from openpbm.safety.screening import ACTIONS, COLOURS

STOPS = ("refer", "exclude")


def action_on(role: str, action: Mapping[str, str]) -> str:
    """What is asked of a channel: the strictest over the colours that it counts as.

    >>> action_on("amber", {"blue": "exclude", "red": "caution", "nir": "allow"})
    'exclude'
    """
    return max((action[colour] for colour in ROLES[role].screened_as), key=ACTIONS.index)


def action_on_channel(channel: Channel, action: Mapping[str, str]) -> str:
    """The same for a channel: its role, and every colour that its spectrum has light in."""
    return max((action[colour] for colour in colours_of(channel)), key=ACTIONS.index)


def roles_lit(channels: Iterable[Channel]) -> tuple[str, ...]:
    """The roles of channels, and of light that their spectra have beside them."""
    return tuple(dict.fromkeys(role for c in channels for role in (c.role, *_beside(c))))


def _beside(channel: Channel) -> tuple[str, ...]:
    own = ROLES[channel.role].screened_as
    return tuple(colour for colour in colours_of(channel) if colour not in own)


def shown_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """One role for each kind of light that the screen tells apart, from short waves to long.

    >>> shown_roles(["nir2", "deep_red", "red"])
    ('red', 'nir')
    """
    own = set(roles)
    return tuple(dict.fromkeys(_told_as(role) for role in ROLES if role in own))


def _told_as(role: str) -> str:
    """The colour of the table; a role between two of them by its own name."""
    first, *others = ROLES[role].screened_as
    return role if others else first


def told_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """The colours of the table, and what lies between them where the mask has it."""
    return shown_roles((*COLOURS, *roles))


def stopped(finding: Finding, roles: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(role, refer or exclude) of the kinds of light that this row keeps dark."""
    if not finding.active:
        return ()
    action = dict(finding.action)
    asked = ((role, action_on(role, action)) for role in shown_roles(roles))
    return tuple((role, asks) for role, asks in asked if asks in STOPS)


def most_first(findings: Sequence[Finding], roles: Iterable[str]) -> tuple[Finding, ...]:
    """The rows by how many of these kinds of light each stops alone, the hardest of equals first.

    What counts today comes before what does not; equals keep the order in which they were said.
    """
    own = tuple(roles)

    def place(finding: Finding) -> tuple[bool, int, int]:
        asks = [action for _, action in stopped(finding, own)]
        return not finding.active, -len(asks), -asks.count("exclude")

    return tuple(sorted(findings, key=place))
