"""A refusal names the rows that stop this mask, all of them that do, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.answer import Finding
from openpbm.arrays import FloatArray
from openpbm.mask import Channel, Mask
from openpbm.mask.catalogue import catalogue_ids, catalogue_row, known_mask
from openpbm.person import Medicine, Person
from openpbm.planning.choose import lit_channels
from openpbm.planning.reason import kept_dark, screen_refusals, usable_roles
from openpbm.planning.schedule import rhythm
from openpbm.response.evidence import Trial, carrying
from openpbm.role import ROLES
from openpbm.safety.screening import ACTIONS, screen
from openpbm.safety.stops import action_on, most_first, stopped
from openpbm.session import Refusal
from openpbm.speech.say import in_english
from openpbm.tables import rows

START = date(2026, 12, 1)
PEAKS_NM = dict(zip(ROLES, (417.0, 525.0, 590.0, 633.0, 660.0, 830.0, 1072.0), strict=True))
NAMES = {
    kind: [
        row.text("name") for row in rows("contraindications").values() if row.text("kind") == kind
    ]
    for kind in ("drug", "condition")
}
CATALOGUE = [m for key in catalogue_ids() if (m := known_mask(catalogue_row(key))) is not None]

own_masks = st.builds(
    lambda roles, switchable: Mask(
        id="own",
        name="own",
        form="rigid_mask",
        channels=tuple(
            Channel(role=role, peak_nm=PEAKS_NM[role], switchable=switchable) for role in roles
        ),
    ),
    st.lists(st.sampled_from(list(ROLES)), min_size=1, unique=True),
    st.booleans(),
)
masks = st.sampled_from(CATALOGUE) | own_masks
medicines = st.builds(
    Medicine,
    name=st.sampled_from([*NAMES["drug"], "a medicine nobody knows"]),
    last_dose=st.none() | st.dates(START - timedelta(days=60), START),
)
people = st.builds(
    Person,
    age_years=st.sampled_from([1.0, 16.0, 40.0]),
    phototype=st.sampled_from(["II", "V"]),
    conditions=st.lists(st.sampled_from([*NAMES["condition"], "?!unknown"]), max_size=3).map(tuple),
    medicines=st.lists(medicines, max_size=3).map(tuple),
)
goals = st.sampled_from([goal for goal in rows("goals") if carrying(goal)])


def followed(mask: Mask, trials: Iterable[Trial], said: Iterable[Finding]) -> list[Trial]:
    dark = kept_dark(mask, said)
    return [t for t in trials if rhythm(t) is not None and not lit_channels(mask, t, dark)[1]]


def is_of(refusal: Refusal, finding: Finding) -> bool:
    return refusal.id == f"screen_{finding.id}" and in_english(refusal.reason).startswith(
        f"{finding.name} "
    )


def is_left(mask: Mask, trials: Iterable[Trial], said: Iterable[Finding]) -> bool:
    """A trial to follow; where nobody could follow one with this mask, a channel that may shine."""
    if followed(mask, trials, []):
        return bool(followed(mask, followed(mask, trials, []), said))
    return None in kept_dark(mask, said)


def lit_for(mask: Mask, trials: Iterable[Trial]) -> list[FloatArray]:
    """(channels,) patterns that light of this mask would have, for somebody without a row."""
    nothing = kept_dark(mask, [])
    patterns = [lit_channels(mask, t, nothing)[0] for t in followed(mask, trials, [])]
    return patterns or [np.ones(len(mask.channels))]


@settings(max_examples=400, deadline=None)
@given(person=people, mask=masks, goal=goals)
def test_every_reason_alone_stops_light_of_this_mask_that_the_goal_would_use(
    person: Person, mask: Mask, goal: str
) -> None:
    said = screen(person, START)
    for refusal in screen_refusals(mask, carrying(goal), said):
        named = [f for f in said if f.active and is_of(refusal, f)]
        assert named
        for finding in named:
            stops = np.array([why is not None for why in kept_dark(mask, [finding])])
            assert any((on[stops] > 0).any() for on in lit_for(mask, carrying(goal)))


@settings(max_examples=400, deadline=None)
@given(person=people, mask=masks, goal=goals)
def test_the_screen_is_named_exactly_where_it_is_what_stops_and_its_reasons_are_enough(
    person: Person, mask: Mask, goal: str
) -> None:
    said, trials = screen(person, START), carrying(goal)
    refusals = screen_refusals(mask, trials, said)
    assert bool(refusals) == (not is_left(mask, trials, said))
    if refusals:
        named = [f for f in said if any(is_of(r, f) for r in refusals)]
        others = [f for f in said if f not in named]
        assert not is_left(mask, trials, named)
        assert is_left(mask, trials, others)  # what is not named need not be answered


@settings(max_examples=200, deadline=None)
@given(person=people, mask=masks, goal=goals)
def test_what_stops_most_comes_first_and_every_list_has_the_same_order(
    person: Person, mask: Mask, goal: str
) -> None:
    said = screen(person, START)
    usable = usable_roles(mask, carrying(goal))
    ordered = most_first(said, usable)
    counts = [len(stopped(f, usable)) for f in ordered]
    assert counts == sorted(counts, reverse=True)
    # a medicine that is said twice gives the same reason twice
    places = dict.fromkeys(
        next(i for i, f in enumerate(ordered) if f.active and is_of(refusal, f))
        for refusal in screen_refusals(mask, carrying(goal), said)
    )
    assert list(places) == sorted(places)


@settings(max_examples=200, deadline=None)
@given(person=people, mask=masks, goal=goals)
def test_a_reason_and_its_question_name_only_light_that_the_mask_has(
    person: Person, mask: Mask, goal: str
) -> None:
    has = {channel.role for channel in mask.channels}
    words = {"blue": {"blue"}, "amber": {"amber"}, "red": {"red", "deep_red"}}
    said = screen(person, START)
    for refusal in screen_refusals(mask, carrying(goal), said):
        change = in_english(refusal.would_change)
        if "doctor: is " not in change:  # nobody's yes opens it
            assert next(f for f in said if is_of(refusal, f)).answer == "none"
            continue
        asked = change.split("doctor: is ")[1].split(" LED light")[0]
        for word, roles in words.items():
            assert (word in asked.replace("-infrared", "")) <= bool(roles & has)
        assert ("near-infrared" in asked) <= bool({"nir", "nir2"} & has)


def test_amber_follows_the_stricter_of_blue_and_red_in_every_row() -> None:
    for row in rows("contraindications").values():
        action = {colour: row.row("action").text(colour) for colour in ("blue", "red", "nir")}
        worst = max(action["blue"], action["red"], key=ACTIONS.index)
        assert action_on("amber", action) == worst
