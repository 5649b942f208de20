"""How hazards are said, in the report and at the terminal alike."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpbm.fact import Message, Quantity, Several, message, several
from openpbm.light.class_light import is_bounded
from openpbm.reports import words
from openpbm.safety.goggle import Density
from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.mask import MaskHazards
from openpbm.safety.standard import ANSWERS, standards
from openpbm.speech.say import say, written
from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE

AT_ONCE_S = 0.01
NOTHING, SMALL, LARGE = 1e-9, 1e-3, 1e6  # between the last two no power of ten is needed
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def state(found: MaskHazards) -> str:
    """go, care, stop or unknown: the sign before the verdict."""
    if not found.is_judged:
        return "unknown"
    if found.broken(found.as_worn):
        return "stop"
    return "care" if close(found) or found.group != "Exempt" else "go"


def close(found: MaskHazards) -> tuple[Hazard, ...]:
    """Limits that hold, but by little, or only while the peaks are where they are said to be."""
    share = numbers("hazard_source")["close_share"].value
    covered = found.as_worn is found.covered
    return tuple(
        h
        for h in found.as_worn
        if h.decides
        and h.holds
        and h.place != "far"
        and (h.ratio > share or (found.upper[h.id] > 1.0 and not (covered and h.place == "worn")))
    )


def state_word(state: str) -> str:
    """The first words of a verdict."""
    return say(f"report_hazard-state_{state}")


def verdict(found: MaskHazards) -> tuple[str, str]:
    """Its word, and what follows it."""
    return state_word(state(found)), say(_rest(found))


def _rest(found: MaskHazards) -> Message:
    minutes = plain_minutes(found.time_s)
    if not found.is_judged:
        dark = several(map(words.bare_channel, found.dark))
        planned = "yes" if found.mask.is_worn and is_bounded(found.mask) else "no"
        return message("report_hazard-rest_dark", channels=dark, planned=planned)
    broken, near = found.broken(found.as_worn), close(found)
    if broken:
        first = min(broken, key=lambda h: h.time_to_limit_s)
        return message(
            "report_hazard-rest_broken",
            hazard=first.name,
            after=reached(first),
            minutes=minutes,
            eyes=_eyes(found, first),
        )
    if near:
        named = several(dict.fromkeys(h.name for h in near))
        return message("report_hazard-rest_near", hazards=named)
    if found.group != "Exempt":
        return message("report_hazard-rest_group", group=found.group)
    return message("report_hazard-rest_none", minutes=minutes)


def _eyes(found: MaskHazards, hazard: Hazard) -> str:
    """Which eyes a verdict speaks of."""
    if hazard.place != "worn":
        return "skin"
    if found.mask.eye_shield == "opaque":
        return "shielded"
    return "bare" if found.mask.is_worn else "far"


def shield_sentence(found: MaskHazards) -> str:
    """What an opaque shield changes."""
    if found.broken(found.covered):
        worst = found.broken(found.covered)[0]
        return say("report_hazard-shield_not_enough", hazard=worst.name)
    if found.broken(found.bare):
        return say("report_hazard-shield_holds")
    if pulsed := if_pulsed(found):
        return say("report_hazard-no_shield_if_steady", hazards=pulsed)
    return say("report_hazard-no_shield")


def if_pulsed(found: MaskHazards) -> Several | None:
    """What one pulse would pass, where nobody says that the light is not pulsed."""
    passed = [h for h in found.as_worn if h.is_pulse and h.advisory and not h.holds]
    names = dict.fromkeys(h.name.but("what") for h in passed if h.place != "far")
    return several(names) if names else None


def goggles_sentence(found: Sequence[Density]) -> str:
    """The optical density that goggles need, by colour, and what sets it."""
    needed = [one for one in found if one.needed > 0]
    if not needed:
        return say("report_hazard-no_goggles")
    each = several(
        message(
            "report_hazard-density",
            density=words.fixed(one.needed, 1),
            peak=Quantity(one.peak_nm, "nm"),
            limit=density_set_by(one),
        )
        for one in needed
    )
    if len(needed) == len(found):
        return say("report_hazard-goggles", densities=each)
    return say("report_hazard-goggles_for_some", densities=each)


def density_set_by(one: Density) -> str:
    """The limit that asks for a density."""
    if one.asking is None:
        return say("report_hazard-density_uncounted")
    return say("report_hazard-density_set_by", hazard=one.asking.name, clause=one.asking.clause)


def standards_sentence(found: MaskHazards) -> str:
    """Which standards speak of this device, shortly."""
    lines, told = standards(found), []
    for answer in ANSWERS:
        names = [line.name for line in lines if line.answer == answer]
        if names:
            told.append(message(f"standard-told_{answer}", names=several(names), count=len(names)))
    return words.sentence(written(several(told, "semicolon")))


def reached(hazard: Hazard) -> str:
    """When a limit is reached: at once, after 4.1 min, never."""
    if math.isinf(hazard.time_to_limit_s):
        return say("report_hazard-never")
    if hazard.time_to_limit_s < AT_ONCE_S:
        return say("report_hazard-at_once")
    return say("report_hazard-after", time=duration(hazard.time_to_limit_s))


def reached_sentence(hazard: Hazard) -> str:
    """The same as a sentence."""
    if math.isinf(hazard.time_to_limit_s):
        return say("report_hazard-never_reached")
    return say("report_hazard-reached", when=reached(hazard))


def duration(seconds: float) -> str:
    """Seconds or minutes, rounded down so that the time still holds."""
    if seconds < SECONDS_PER_MINUTE:
        return f"{_down(seconds)}{words.THIN}s"
    if seconds >= 60 * SECONDS_PER_MINUTE:
        return f"{_down(seconds / SECONDS_PER_MINUTE / 60)}{words.THIN}h"
    return f"{_down(seconds / SECONDS_PER_MINUTE)}{words.THIN}min"


def _down(value: float) -> str:
    return words.plain(math.floor(value * 10) / 10) if value < 100 else f"{math.floor(value):d}"


def plain_minutes(seconds: float) -> str:
    """A session's length as a number of minutes."""
    return words.plain(round(seconds / SECONDS_PER_MINUTE, 1))


def session_minutes(found: MaskHazards) -> str:
    """The same with its unit."""
    return f"{plain_minutes(found.time_s)}{words.THIN}min"


def figure(value: float, *, exact: bool = False) -> str:
    """Three figures, or a limit as it is written; far from one, with a power of ten.

    >>> figure(289.811), figure(2.4e-6), figure(0.0), figure(30.0, exact=True)
    ('290', '2.40 × 10⁻⁶', '0', '30')
    >>> figure(1e6, exact=True), figure(0.001, exact=True)
    ('10⁶', '0.001')
    """
    if abs(value) < NOTHING:
        return "0"
    if abs(value) >= SMALL * (1 - 1e-9) and abs(value) < LARGE:
        shown = words.number(max(value, SMALL), 3)
        return _trimmed(shown) if exact else shown
    power = math.floor(math.log10(abs(value)) + 1e-12)
    shown = f"{value / 10**power:.2f}"
    times = f"10{str(power).translate(_SUPERSCRIPT)}"
    if exact and _trimmed(shown) == "1":
        return times
    return f"{_trimmed(shown) if exact else shown} × {times}"


def _trimmed(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def with_unit(value: float, unit: str, *, exact: bool = False) -> str:
    """A figure with its unit."""
    printed = words.unit(unit)
    return figure(value, exact=exact) + (words.THIN + printed if printed else "")


def at_most(value: float) -> str:
    """Two figures, rounded down: what is printed still holds.

    >>> at_most(14.97), at_most(355.6)
    ('14', '350')
    """
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return f"{math.floor(value / step + 1e-9) * step:.6g}"


def place(name: str, found: MaskHazards) -> str:
    """Where a hazard is judged."""
    geometry = found.source.geometry
    if name == "far":
        return say("report_hazard-at_distance", distance=f"{geometry.far_mm:g}{words.THIN}mm")
    if name == "skin":
        return say("report_hazard-on_skin")
    return say("report_hazard-at_eye", distance=f"{geometry.eye_mm:g}{words.THIN}mm")
