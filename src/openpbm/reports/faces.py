"""Two faces under one mask: a light and a dark skin, one scale, one sentence."""

from __future__ import annotations

import numpy as np
from markupsafe import escape

from openpbm.answer import FaceMaps, Planned
from openpbm.arrays import FloatArray
from openpbm.fact import Name, Quantity
from openpbm.reports import raster, scale, words
from openpbm.reports.colour import UNCOVERED_SHARE
from openpbm.reports.live import LiveBase, base_of
from openpbm.role import ROLES, role_of
from openpbm.speech.say import say
from openpbm.threads import at_once
from openpbm.units import J_CM2_PER_MINUTE

FRONT = (("front", 0.0),)
SIDE, TALL = raster.WIDTH_PX, raster.HEIGHT_PX
WIDTH, HEIGHT = 720, 520
INK, SOFT, GROUND = "#1d1b20", "#57525c", "#fbfaf8"


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
    doses = [_dose(strip, plan.maps, base, place, kind) for kind in kinds]
    direct = strip.field(plan.maps.direct_mw_cm2[place])
    reached = direct > UNCOVERED_SHARE * direct.max(initial=0.0)
    top = scale.nice_top(float(np.max(doses)))
    pictures = at_once(lambda dose: raster.still(raster.painted(strip, dose, top, reached)), doses)
    names = [say("report-skin_type", skin_type=base.model.skin_types[kind]) for kind in kinds]
    means = [_mean_dose(base, place, kind) for kind in kinds]
    return _drawing(plan, place, pictures, names, means, top)


def _dose(strip: raster.Strip, maps: FaceMaps, base: LiveBase, place: int, kind: int) -> FloatArray:
    """(covered,) J/cm2 in the target layer at the plan's minutes and drive."""
    model, region = base.model, strip.region
    back = model.recirculated[kind, place, region]
    light = strip.field(maps.beneath_mw_cm2[place])
    light = light + back * strip.field(maps.neighbourhood_mw_cm2[place])
    on = base.channel_drive[place, region] * base.channel_minutes[place, region]
    dose: FloatArray = light * on * model.depth_gain[kind, place, region] * J_CM2_PER_MINUTE
    return dose


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
    lefts = (36, WIDTH - 36 - SIDE)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif"><title>{escape(" ".join(said))}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="12" fill="{GROUND}"/>',
    ]
    for left, picture, name in zip(lefts, pictures, names, strict=True):
        parts.append(_text(left + SIDE / 2, 30, name, 17, weight=600))
        parts.append(f'<image x="{left}" y="38" width="{SIDE}" height="{TALL}" href="{picture}"/>')
    parts.append(_scale(top))
    parts += [_text(WIDTH / 2, 474 + 24 * i, line, 16) for i, line in enumerate(said)]
    return "".join(parts) + "</svg>\n"


def _scale(top: float) -> str:
    left, width, y = 210.0, 300.0, 408
    marks = scale.ticks(top)
    parts = [
        f'<image x="{left}" y="{y}" width="{width}" height="12" preserveAspectRatio="none" '
        f'href="{raster.bar()}"/>'
    ]
    for mark in marks:
        unit = f"{words.THIN}J/cm²" if mark == marks[-1] else ""
        parts.append(_text(left + width * mark / top, y + 28, f"{mark:g}{unit}", 13, colour=SOFT))
    return "".join(parts)


def _text(x: float, y: float, said: str, size: int, *, weight: int = 400, colour: str = INK) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="middle">{escape(said)}</text>'
    )
