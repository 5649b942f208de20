"""What no light tells: electricity, contact, use, software, clinic. Mostly the maker's to show."""

from __future__ import annotations

from collections.abc import Callable

from openpbm.dossier.basis import DossierBasis
from openpbm.dossier.line import KnownOfLine, claimed, missing
from openpbm.fact import Name, Quantity, message, several
from openpbm.safety.standard import standards

LOOKS = frozenset({"wrinkles_firmness", "age_spots_pigment"})  # ids of goals.json
APPLIANCE = "iec_60335_2_113"


def battery(basis: DossierBasis) -> KnownOfLine:
    """Whether there is one to be tested."""
    mask = basis.mask
    if mask.portable:
        return missing("battery_there")
    return claimed(message("dossier-battery_none")) if mask.mains else missing("battery_unsaid")


def contact(basis: DossierBasis) -> KnownOfLine:
    """Whether it touches the skin."""
    return missing("contact") if basis.mask.may_touch else missing("contact_apart")


def intended(basis: DossierBasis) -> KnownOfLine:
    """What the maker names it for."""
    goals = basis.mask.maker_goals
    if goals is None:
        return missing("goals_unread")
    if not goals:
        return missing("goals_none")
    return claimed(message("dossier-intended", goals=several(Name("goal", id) for id in goals)))


def exclusions(_basis: DossierBasis) -> KnownOfLine:
    """Who must not use it: OpenPBM's screen stands in the instructions; the maker's is unread."""
    return missing("exclusions")


def instructions(_basis: DossierBasis) -> KnownOfLine:
    """A draft is beside this page; nobody has reviewed it."""
    return missing("instructions")


def timer(basis: DossierBasis) -> KnownOfLine:
    """Whether light ends by itself; that a hand may end it says nothing of that."""
    mask = basis.mask
    if not mask.session_min or mask.minutes_recalled:
        return missing("timer")
    each = several(Quantity(value, "min", figures=3, trimmed=True) for value in mask.session_min)
    if mask.stop_by_hand:
        return KnownOfLine(state="missing", found=message("dossier-timer_offers", each=each))
    return claimed(message("dossier-timer", each=each))


def marking(basis: DossierBasis) -> KnownOfLine:
    """The risk group that a label has to carry."""
    found = basis.verdict.hazards
    if not found.is_judged:
        return missing("no_irradiance")
    return KnownOfLine(state="missing", found=message("dossier-marking", group=found.group))


def treats(basis: DossierBasis) -> KnownOfLine:
    """Whether its goals are looks alone; else the household standard is not enough."""
    goals = basis.mask.maker_goals
    if goals is None:
        return missing("goals_unread")
    answers = {line.id: line.answer for line in standards(basis.verdict.hazards)}
    if answers[APPLIANCE] == "outside":
        return claimed(message("dossier-treats_office"))
    beyond = [Name("goal", id) for id in goals if id not in LOOKS]
    if not beyond:
        return claimed(message("dossier-treats_looks"))
    return KnownOfLine(state="missing", found=message("dossier-treats", goals=several(beyond)))


def _nobody(_basis: DossierBasis) -> KnownOfLine:
    return missing()


USE: dict[str, Callable[[DossierBasis], KnownOfLine]] = {
    "electrical": _nobody,
    "emc": _nobody,
    "battery": battery,
    "wireless": _nobody,
    "contact": contact,
    "cleaning": _nobody,
    "intended": intended,
    "exclusions": exclusions,
    "instructions": instructions,
    "timer": timer,
    "marking": marking,
    "indicator": _nobody,
    "treats": treats,
    "lay_studies": _nobody,
    "complaints": _nobody,
    "software": _nobody,
    "clinical": _nobody,
}
