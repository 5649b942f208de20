"""The programme of a maker: its minutes and rhythm, and when it must not be judged at all.

Whoever takes a maker's minutes takes the leaflet's exclusions; and where nobody has shown how
strong a mask is, some light is too dangerous to be judged by what a plug can feed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpbm.answer import Finding
from openpbm.fact import Message, Name, Several, message, several
from openpbm.light.class_light import is_bounded
from openpbm.mask import Channel, Mask
from openpbm.mask.light_class import light_class
from openpbm.person import Person
from openpbm.planning.decide import Circumstances, is_dark
from openpbm.response.evidence import Goal
from openpbm.role import ROLES
from openpbm.safety.colour import colours_of
from openpbm.session import Refusal, refusal
from openpbm.tables import rows

ADULT_YEARS = 18  # a leaflet that says nothing of age is written for adults
NEVER = ("wound", "psoriasis", "age_spots_pigment")  # open skin, a plaque, a spot nobody named
SOLD_FOR = ("wrinkles_firmness", "acne")  # where what the maker names was not read
OWN_FIGURE = ("M", "A")
LEAFLET_ROWS = ("pregnancy",)


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What the maker prints, as a schedule that can be followed."""

    minutes: float
    sessions_per_week: float
    weeks: float
    is_rhythm_ours: bool
    sessions_total: float | None = None


def programme_of(mask: Mask) -> Programme | None:
    """The shortest programme that is printed; None: none was read, and nothing is invented."""
    if not mask.session_min or mask.minutes_recalled:
        return None
    own = rows("schedule")["maker_rhythm"]
    often = own.number("sessions_per_week")
    return Programme(
        minutes=min(mask.session_min),
        sessions_per_week=often if mask.per_week is None else mask.per_week,
        weeks=own.number("weeks") if mask.programme_weeks is None else mask.programme_weeks,
        is_rhythm_ours=mask.per_week is None,
    )


def barred(
    person: Person, mask: Mask, goal: Goal, findings: Sequence[Finding], setting: Circumstances
) -> tuple[Refusal, ...]:
    """Why the programme of this mask's maker is not judged for this person and goal.

    What hangs on the colours that shine is asked apart, by `barred_light`.
    """
    return _by_their_ids(_barred(person, mask, goal, findings, setting))


def _barred(
    person: Person, mask: Mask, goal: Goal, findings: Sequence[Finding], setting: Circumstances
) -> Iterator[Message]:
    if goal.id in NEVER:
        yield message("refusal-maker_never", goal=goal.label)
    named = SOLD_FOR if mask.maker_goals is None else mask.maker_goals
    if goal.id not in named:
        yield message("refusal-maker_goal_not_named", mask=mask.name, goal=goal.label)
    if not mask.is_worn or not is_bounded(mask):
        known = light_class(mask) in OWN_FIGURE and mask.standoff_mm is not None
        if not known:
            yield message("refusal-maker_not_worn", mask=mask.name)
        elif not is_bounded(mask):
            yield message("refusal-maker_not_bounded", mask=mask.name)
    if person.age_years < ADULT_YEARS:
        yield message("refusal-maker_age", years=ADULT_YEARS)
    if setting.photosensitiser:
        yield message("refusal-maker_photosensitiser")
    leaflet = [f.name for f in findings if f.active and f.id in LEAFLET_ROWS]
    if leaflet:
        yield message("refusal-maker_leaflet", row=several(leaflet, "comma"))
    if programme_of(mask) is None:
        yield message("refusal-maker_minutes_unknown", mask=mask.name)


def barred_light(
    person: Person, mask: Mask, lit: Sequence[int], setting: Circumstances
) -> tuple[Refusal, ...]:
    """Why these channels must not shine by the maker's word alone."""
    loose = [mask.channels[c] for c in lit if not mask.channels[c].has_figure]
    return _by_their_ids(_barred_light(person, loose, setting))


def _barred_light(
    person: Person, loose: Sequence[Channel], setting: Circumstances
) -> Iterator[Message]:
    unseen = [c for c in loose if {"blue", "nir"} & set(colours_of(c))]
    if unseen and person.eye_protection != "opaque_goggles":
        yield message("refusal-maker_eyes", channels=_names(unseen))
    blue = [c for c in loose if "blue" in ROLES[c.role].screened_as]
    if blue and (is_dark(person) or setting.no_blue):
        yield message("refusal-maker_blue", channels=_names(blue))


def _by_their_ids(told: Iterable[Message]) -> tuple[Refusal, ...]:
    """Refusals that are called as their facts are."""
    return tuple(refusal(each.id.removeprefix("refusal-"), each) for each in told)


def _names(channels: Sequence[Channel]) -> Several:
    return several(Name("channel", channel.id) for channel in channels)
