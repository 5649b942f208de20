"""What a plan says of a channel whose light is not only of the colour that it is named after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpbm.answer import Finding
from openpbm.fact import Message, Name, message, several
from openpbm.mask import Channel, Mask
from openpbm.role import ROLES
from openpbm.safety.colour import colours_of, is_mixed, shares_told
from openpbm.safety.screening import strictest
from openpbm.safety.stops import STOPS
from openpbm.session import Refusal, refusal


def mixed_light(channel: Channel) -> Message | None:
    """Why no trial can be followed with a channel of two colours; None where it has one."""
    if not is_mixed(channel):
        return None
    return message("refusal-two_colours", shares=shares_told(channel))


def light_refusals(mask: Mask, findings: Sequence[Finding]) -> Iterator[Refusal]:
    """Channels that stay dark only for the light in them that their name does not say."""
    worst = strictest(findings)
    for channel in mask.channels:
        stopping = [colour for colour in colours_of(channel) if worst[colour] in STOPS]
        if any(worst[colour] in STOPS for colour in ROLES[channel.role].screened_as):
            continue
        name = Name("channel", channel.id)
        if stopping:
            why = message(
                "refusal-screen_other_light",
                channel=name,
                colours=several(stopping),
                shares=shares_told(channel),
            )
            yield refusal("screen_other_light", why)
        elif (told := mixed_light(channel)) is not None:
            why = message("refusal-mixed_light", channel=name, told=told)
            yield refusal("mixed_light", why)
