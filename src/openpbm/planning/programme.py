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
from openpbm.safety.colour import colours_of
from openpbm.safety.known import LEAFLET, known
from openpbm.safety.stops import action_on_channel
from openpbm.session import Refusal, refusal
from openpbm.tables import rows

OWN_FIGURE = ("M", "A")  # classes with a figure for each colour


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
    table = rows("schedule")
    if goal.id in table["maker_never"].texts("goals"):
        yield message("refusal-maker_never", goal=Name("goal", goal.id))
    if goal.id not in _goals_of(mask):
        yield message("refusal-maker_goal_not_named", mask=mask.name, goal=Name("goal", goal.id))
    if not (_is_bounded_wear(mask) or _is_known_where_used(mask)):
        yield message("refusal-maker_not_worn", mask=mask.name)
    adult_years = round(table["maker_adult"].number("years"))
    if person.age_years < adult_years:
        yield message("refusal-maker_age", years=adult_years)
    if setting.photosensitiser or _named(findings, "maker_dyes"):
        yield message("refusal-maker_photosensitiser")
    leaflet = _named(findings, "maker_leaflet")
    if leaflet:
        yield message("refusal-maker_leaflet", row=several(leaflet, "comma"))
    if programme_of(mask) is None:
        yield message("refusal-maker_minutes_unknown", mask=mask.name)


def _goals_of(mask: Mask) -> tuple[str, ...]:
    """Ids of goals that the maker names; where it was not read, what such masks are sold for."""
    if mask.maker_goals is not None:
        return mask.maker_goals
    return rows("schedule")["maker_sold_for"].texts("goals") if mask.is_worn else ()


def _is_bounded_wear(mask: Mask) -> bool:
    return mask.is_worn and is_bounded(mask)


def _is_known_where_used(mask: Mask) -> bool:
    """Whether each colour has a figure, and it is said how far off the mask is used."""
    return light_class(mask) in OWN_FIGURE and mask.standoff_mm is not None


def _named(findings: Sequence[Finding], rule: str) -> tuple[str, ...]:
    """Names of what counts today and stands in a rule, by its own row or the one that it is of."""
    listed = rows("schedule")[rule].texts("findings")
    return tuple(f.name for f in findings if f.active and {f.id, _row_of(f)} & set(listed))


def _row_of(finding: Finding) -> str | None:
    return known()[finding.id].of_row if finding.id in known() else None


def barred_light(
    person: Person,
    mask: Mask,
    lit: Sequence[int],
    findings: Sequence[Finding],
    setting: Circumstances,
) -> tuple[Refusal, ...]:
    """Why these channels must not shine by the maker's word alone."""
    channels = [mask.channels[c] for c in lit]
    loose = [channel for channel in channels if not channel.has_figure]
    leaflet = [f.name for f in findings if _is_for_the_leaflet(f, channels)]
    told = [message("refusal-maker_leaflet", row=several(leaflet, "comma"))] if leaflet else []
    return _by_their_ids((*told, *_barred_light(person, loose, setting)))


def _is_for_the_leaflet(finding: Finding, channels: Sequence[Channel]) -> bool:
    """Whether leaflets say no to a medicine, and it asks for care with one of these colours.

    One that is known to need ultraviolet asks nothing of red or near-infrared; that the leaflet
    of the mask decides is said beside it.
    """
    action = dict(finding.action)
    cares = any(action_on_channel(channel, action) != "allow" for channel in channels)
    return finding.active and LEAFLET in finding.flags and cares


def _barred_light(
    person: Person, loose: Sequence[Channel], setting: Circumstances
) -> Iterator[Message]:
    unseen = [c for c in loose if {"blue", "nir"} & set(colours_of(c))]
    if unseen and person.eye_protection != "opaque_goggles":
        yield message("refusal-maker_eyes", channels=_names(unseen))
    blue = [c for c in loose if "blue" in colours_of(c)]
    if blue and (is_dark(person) or setting.no_blue):
        yield message("refusal-maker_blue", channels=_names(blue))


def _by_their_ids(told: Iterable[Message]) -> tuple[Refusal, ...]:
    """Refusals that are called as their facts are."""
    return tuple(refusal(each.id.removeprefix("refusal-"), each) for each in told)


def _names(channels: Sequence[Channel]) -> Several:
    return several(Name("channel", channel.id) for channel in channels)
