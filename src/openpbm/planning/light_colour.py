"""What a plan says of a channel whose light is not only of the colour that it is named after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpbm.answer import Finding
from openpbm.mask import Channel, Mask
from openpbm.role import ROLES, spoken
from openpbm.safety.colour import colours_of, is_mixed, shares_told
from openpbm.safety.screening import strictest
from openpbm.safety.stops import STOPS
from openpbm.session import Refusal


def mixed_light(channel: Channel) -> str | None:
    """Why no trial can be followed with a channel of two colours; None where it has one."""
    return f"two colours in one channel: {shares_told(channel)}" if is_mixed(channel) else None


def light_refusals(mask: Mask, findings: Sequence[Finding]) -> Iterator[Refusal]:
    """Channels that stay dark only for the light in them that their name does not say."""
    worst = strictest(findings)
    for channel in mask.channels:
        stopping = [colour for colour in colours_of(channel) if worst[colour] in STOPS]
        if any(worst[colour] in STOPS for colour in ROLES[channel.role].screened_as):
            continue
        name = f"the {spoken(channel.id)} channel"
        if stopping:
            yield Refusal(
                id="screen_other_light",
                reason=f"{name} is screened as {' and '.join(stopping)} light too: "
                f"{shares_told(channel)}",
                would_change="a programme of this mask without that light, shown by a spectrum",
            )
        elif (told := mixed_light(channel)) is not None:
            yield Refusal(
                id="mixed_light",
                reason=f"{name} has {told}, and no trial gave such light",
                would_change="a spectrum of each colour alone, each as a channel of its own",
            )
