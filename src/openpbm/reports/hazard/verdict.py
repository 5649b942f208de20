"""The verdict on a mask and minutes in words: the same for `safety`, its page, and `compare`.

The likely value comes first, the worst case beside it and named.
"""

from __future__ import annotations

import math

from openpbm.planning.judged import THERMAL_DOSE, Judged, Verdict
from openpbm.reports import words
from openpbm.reports.hazard import words as hazard_words
from openpbm.reports.hazard.words import plain_minutes
from openpbm.safety.hazard.case import Hazard
from openpbm.speech.say import say
from openpbm.units import SECONDS_PER_MINUTE

WORST = (
    "A worst case is the 95th percentile over what is not known: 95 in 100 cases lie below it. "
    "That of warmth is of an estimate that errs warm, that of eyes takes the claim as a peak at "
    "the skin, and light as pulsed where nobody says that it is not. Limits are judged by "
    "worst cases."
)


def state(found: Verdict) -> str:
    """go, care, stop or unknown: the sign before the verdict. What is known to be passed stops."""
    if found.passed or found.hazards.broken(found.hazards.as_worn):
        return "stop" if found.limits or found.hazards.is_judged else "unknown"
    is_known = found.hazards.is_judged and found.limits
    return hazard_words.state(found.hazards) if is_known else "unknown"


def verdict(found: Verdict) -> tuple[str, str]:
    """Its word, and what follows it: what is passed first, and how warm the skin gets."""
    _, rest = hazard_words.verdict(found.hazards)
    broken = found.hazards.broken(found.hazards.as_worn) if found.hazards.is_judged else ()
    first_s = min((h.time_to_limit_s for h in broken), default=math.inf)
    passed = found.passed
    if passed and passed[0].reached_min * SECONDS_PER_MINUTE <= first_s:
        rest = f": {limit_sentence(passed[0], found)}"
    elif broken:
        rest += _beside_the_claim(found, min(broken, key=lambda h: h.time_to_limit_s))
    warm = "" if found.skin_degc is None else f". {warmth(found)}"
    return hazard_words.STATES[state(found)], f"{rest}{warm}"


def _beside_the_claim(found: Verdict, first: Hazard) -> str:
    """What the hazard likely is; a standard is asked about the light that is claimed."""
    same = [one for one in found.limits if first.row in one.rows and one.likely > 0.0]
    if not same:
        return ""
    likely, worst, limit = (
        words.quantity(v, same[0].unit) for v in (same[0].likely, same[0].worst, same[0].limit)
    )
    return (
        f", by the light that is claimed; on a face it is likely {likely}, in the worst case "
        f"{worst}{_by(same[0])}, of at most {limit}"
    )


def _by(one: Judged) -> str:
    """What decides a worst case, as a parenthesis."""
    return f" (hangs most on {say(one.hangs_on)})" if one.hangs_on else ""


def limit_sentence(one: Judged, found: Verdict) -> str:
    """What one limit meets: likely value, worst case, limit and when."""
    name = say(one.name)
    minutes = f"{plain_minutes(found.hazards.time_s)}{words.THIN}min"
    after = reached(one) if one.reached_min == 0.0 else f"{reached(one)} of {minutes}"
    if one.id == THERMAL_DOSE:  # its ratio doubles with every degree and says nothing
        meets = (
            f"passes its limit {after}" if one.is_passed else f"reaches its limit {reached(one)}"
        )
        return f"{name} {meets} in the worst case"
    likely, worst, limit = (words.quantity(v, one.unit) for v in (one.likely, one.worst, one.limit))
    comma = "," if "," in name else ""
    said = f"{name}{comma} is likely {likely}, in the worst case {worst}{_by(one)}"
    if not one.is_passed:
        return f"{said}, of at most {limit}"
    also = ", as the likely value does" if one.likely > one.limit else ""
    whose = "this project's" if one.status == "project" else "the"
    return f"{said}, which passes {whose} limit of {limit} {after}{also}"


def reached(one: Judged) -> str:
    """When the worst case reaches a limit: at once, after 4.1 min, never."""
    if math.isinf(one.reached_min):
        return hazard_words.NEVER
    if one.reached_min == 0.0:
        return "at once"
    return f"after {hazard_words.duration(one.reached_min * SECONDS_PER_MINUTE)}"


def shield_sentence(found: Verdict) -> str:
    """What an opaque shield changes; what the worst case on a face passes is said beside it."""
    before = hazard_words.shield_sentence(found.hazards)
    passed = [one for one in found.passed if one.id.startswith("eye_") and one.status != "project"]
    if not passed:
        return before
    names = words.listed([words.uncapital(say(one.name)) for one in passed])
    return f"{before} On a face the worst case, eyes bare, passes the limit of: {names}."


def warmth(found: Verdict) -> str:
    """How warm the skin gets, as a sentence without its full stop."""
    assert found.skin_degc is not None
    likely, worst = (words.degrees(degc) for degc in found.skin_degc)
    skin = next(one for one in found.limits if one.id == "skin_temperature")
    return (
        f"The skin gets likely {likely} warm, in the worst case {worst}{_by(skin)}; the limit is "
        f"{words.degrees(skin.limit)}"
    )
