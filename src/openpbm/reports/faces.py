"""Two faces under one mask: a light and a dark skin, one scale, one sentence."""

from __future__ import annotations

import numpy as np

from openpbm.answer import Planned
from openpbm.fact import Name, Quantity
from openpbm.reports import draw, raster, words
from openpbm.reports.colour import UNCOVERED_SHARE
from openpbm.reports.live import LiveBase, base_of
from openpbm.reports.maps import on_points
from openpbm.role import ROLES, role_of
from openpbm.speech.say import say
from openpbm.threads import at_once

FRONT = (("front", 0.0),)
SIDE, TALL = raster.WIDTH_PX, raster.HEIGHT_PX
WIDTH, HEIGHT = 720, 520


def two_faces_svg(
    plan: Planned, *, role: str = "red", others: tuple[str, str] = ("II", "VI")
) -> str:
    """The dose of one session in the target layer, for the person's skin type and another.

    The other is the farther of `others`; the lighter skin stands on the left.

    Light thrown back between mask and skin is included, so the two skins also differ in how
    much light reaches them. Empty where the plan has no such channel.
    """
    base = base_of(plan)
    named = [i for i in base.model.channels if role_of(i) is ROLES[role]]
    if not named:
        return ""
    place = base.model.channels.index(named[0])
    own = base.model.own
    far = max((base.model.skin_types.index(name) for name in others), key=lambda k: abs(k - own))
    kinds = sorted((own, far))
    strip = raster.strip_of(plan.maps, FRONT)
    doses = [strip.field(on_points(plan.maps, base, place, kind, is_dose=True)) for kind in kinds]
    direct = strip.field(plan.maps.direct_mw_cm2[place])
    reached = direct > UNCOVERED_SHARE * direct.max(initial=0.0)
    top = draw.nice_top(float(np.max(doses)))
    pictures = at_once(lambda dose: raster.still(raster.painted(strip, dose, top, reached)), doses)
    names = [say("report-skin_type", skin_type=base.model.skin_types[kind]) for kind in kinds]
    means = [_mean_dose(base, place, kind) for kind in kinds]
    return _drawing(plan, place, pictures, names, means, top)


def _mean_dose(base: LiveBase, place: int, kind: int) -> float:
    """Median dose over the goals' skin from one channel, J/cm2."""
    on = base.channel_drive[place] * base.channel_minutes[place]
    return float(np.sum(base.weights * on * base.model.dose_rate[kind, place, :, 1]))


def _drawing(
    plan: Planned,
    place: int,
    pictures: list[str],
    names: list[str],
    means: list[float],
    top: float,
) -> str:
    channel = plan.mask.channels[place]
    said = (
        say(
            "report-two_faces",
            device=words.noun(plan),
            minutes=words.plain_minutes(plan.session.minutes),
            channel=words.channel(channel.role, channel.peak_nm),
        ),
        say(
            "report-two_doses",
            first=Quantity(means[0], "J/cm2"),
            layer=Name("layer", plan.target_layer),
            first_type=names[0],
            second=Quantity(means[1], "J/cm2"),
            second_type=names[1],
        ),
    )
    parts = [raster.scale_bar(WIDTH / 2, 408, draw.marked(draw.ticks(top), "J/cm²"))]
    for left, picture, name in zip((36, WIDTH - 36 - SIDE), pictures, names, strict=True):
        parts.append(draw.text(left + SIDE / 2, 30, name, "strong big", "middle"))
        parts.append(draw.tag("image", x=left, y=38, width=SIDE, height=TALL, href=picture))
    parts += [
        draw.text(WIDTH / 2, 474 + 24 * i, line, "ink big", "middle") for i, line in enumerate(said)
    ]
    return draw.alone(WIDTH, HEIGHT, " ".join(said), parts)
