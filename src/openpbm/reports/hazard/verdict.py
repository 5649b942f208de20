"""The verdict on a mask and minutes in words: the same for `safety`, its page, and `compare`.

The likely value comes first, the worst case beside it and named.
"""

from __future__ import annotations

import math

from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.planning.judged import THERMAL_DOSE, Judged, Verdict
from openpbm.reports.hazard import words as hazard_words
from openpbm.reports.hazard.words import session_minutes
from openpbm.safety.hazard.case import Hazard
from openpbm.speech.say import say
from openpbm.units import SECONDS_PER_MINUTE

WORST = message("report_hazard-worst_case")


def state(found: Verdict) -> str:
    """go, care, stop or unknown: the sign before the verdict. What is known to be passed stops."""
    if found.passed or found.hazards.broken(found.hazards.as_worn):
        return "stop" if found.limits or found.hazards.is_judged else "unknown"
    is_known = found.hazards.is_judged and found.limits
    own = hazard_words.state(found.hazards) if is_known else "unknown"
    return "care" if own == "go" and _passes_elsewhere(found) else own


def verdict(found: Verdict) -> tuple[str, str]:
    """Its word, and what follows it: what is passed first, and how warm the skin gets."""
    _, rest = hazard_words.verdict(found.hazards)
    broken = found.hazards.broken(found.hazards.as_worn) if found.hazards.is_judged else ()
    first_s = min((h.time_to_limit_s for h in broken), default=math.inf)
    passed = found.passed
    if passed and passed[0].reached_min * SECONDS_PER_MINUTE <= first_s:
        rest = say("report_hazard-rest", what=limit_sentence(passed[0], found))
    elif broken:
        rest += _beside_the_claim(found, min(broken, key=lambda h: h.time_to_limit_s))
    warm = "" if found.skin_degc is None else f". {warmth(found)}"
    other = f". {strictest_sentence(found)}" if _passes_elsewhere(found) else ""
    return hazard_words.state_word(state(found)), f"{rest}{warm}{other}"


def _passes_elsewhere(found: Verdict) -> bool:
    """True where skin of another type passes a limit, and what is shown passes none."""
    other = found.strictest
    return other is not None and other.limit.is_passed and not found.passed


def strictest_sentence(found: Verdict) -> str:
    """What comes first on the skin type that is the strictest, without its full stop."""
    assert found.strictest is not None
    told = limit_sentence(found.strictest.limit, found)
    return say("report_hazard-strictest", skin_type=found.strictest.phototype, told=told)


def name_of(one: Judged, found: Verdict) -> Message:
    """A limit, and the programme that uses the most of it where that is not the fullest."""
    if one.lit == found.lit:
        return one.name
    channels = several(Name("channel", id) for id in one.lit)
    return message("report_hazard-name_lit", name=one.name, channels=channels)


def _beside_the_claim(found: Verdict, first: Hazard) -> str:
    """What the hazard likely is; a standard is asked about the light that is claimed."""
    same = [one for one in found.limits if first.row in one.rows and one.likely > 0.0]
    if not same:
        return ""
    likely, worst, limit = _three(same[0])
    return say("report_hazard-beside_claim", likely=likely, worst=worst, limit=limit)


def _three(one: Judged) -> tuple[Quantity, Message, Quantity]:
    """Likely value, worst case with what it hangs on, limit."""
    likely, worst, limit = (Quantity(v, one.unit) for v in (one.likely, one.worst, one.limit))
    return likely, _worst(worst, one), limit


def _worst(value: Quantity, one: Judged) -> Message:
    if not one.hangs_on:
        return message("report_hazard-value", value=value)
    return message("report_hazard-value_hangs_on", value=value, what=one.hangs_on)


def limit_sentence(one: Judged, found: Verdict) -> str:
    """What one limit meets: likely value, worst case, limit and when."""
    name, after = say(name_of(one, found)), reached(one)
    if one.reached_min != 0.0:
        minutes = session_minutes(found.hazards)
        after = say("report_hazard-after_of", after=after, minutes=minutes)
    if one.id == THERMAL_DOSE:  # its ratio doubles with every degree and says nothing
        if one.is_passed:
            return say("report_hazard-dose_passes", limit=name, after=after)
        return say("report_hazard-dose_reaches", limit=name, after=reached(one))
    likely, worst, limit = _three(one)
    told = message("report_hazard-limit", name=name, likely=likely, worst=worst)
    if "," in name:
        told = message("report_hazard-limit_comma", name=name, likely=likely, worst=worst)
    if not one.is_passed:
        return say("report_hazard-limit_keeps", told=told, limit=limit)
    return say(
        "report_hazard-limit_passes",
        told=told,
        limit=limit,
        after=after,
        whose="project" if one.status == "project" else "other",
        also="likely" if one.likely > one.limit else "worst",
    )


def reached(one: Judged) -> str:
    """When the worst case reaches a limit: at once, after 4.1 min, never."""
    if math.isinf(one.reached_min):
        return say("report_hazard-never")
    if one.reached_min == 0.0:
        return say("report_hazard-at_once")
    return say(
        "report_hazard-after", time=hazard_words.duration(one.reached_min * SECONDS_PER_MINUTE)
    )


def shield_sentence(found: Verdict) -> str:
    """What an opaque shield changes; what the worst case on a face passes is said beside it."""
    before = hazard_words.shield_sentence(found.hazards)
    passed = [one for one in found.passed_at_eye if one.status != "project"]
    if not passed:
        return before
    names = several([one.name for one in passed], "semicolon")  # some hold commas
    return f"{before} {say('report_hazard-face_passes', limits=names)}"


def warmth(found: Verdict) -> str:
    """How warm the skin gets, as a sentence without its full stop."""
    assert found.skin_degc is not None
    likely, worst = (Quantity(degc, "degC") for degc in found.skin_degc)
    skin = next(one for one in found.limits if one.id == "skin_temperature")
    return say(
        "report_hazard-warmth",
        likely=likely,
        worst=_worst(worst, skin),
        limit=Quantity(skin.limit, "degC"),
    )
