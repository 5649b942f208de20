"""A protocol chooses what is asked for: none reaches anything else of a person, or a limit."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.face import REGIONS
from openpbm.files.answer import person_text
from openpbm.files.mask_file import read_mask
from openpbm.files.person_file import person_from
from openpbm.files.practice.protocol import (
    HouseProtocol,
    ProtocolLight,
    ProtocolVersion,
    keep_protocol,
    places_of,
)
from openpbm.planning.schedule import Lent, rhythm, schedule, sessions_of, slower
from openpbm.tables import rows
from openpbm.web.form import Form
from openpbm.web.pages import Rooms
from openpbm.web.practice.followed import follow
from openpbm.web.you_form import answers_of

PANEL = read_mask(Path(__file__).parents[2] / "examples" / "clinic-panel.toml")
DAY = date(2026, 11, 30)
ZONES = st.sampled_from(["", *(zone.name for zone in PANEL.zones)])
LIGHTS = st.builds(
    ProtocolLight, goal=st.sampled_from(list(rows("goals"))), zone=ZONES, regions=st.just(())
) | st.builds(
    ProtocolLight,
    goal=st.sampled_from(list(rows("goals"))),
    regions=st.lists(st.sampled_from(REGIONS), max_size=4, unique=True).map(tuple),
)
TEXTS = st.text(min_size=1, max_size=80)
VERSIONS = st.builds(
    ProtocolVersion,
    author=TEXTS,
    day=st.just(DAY),
    lights=st.lists(LIGHTS, min_size=1, max_size=12).map(tuple),
    most_per_week=st.none() | st.integers(1, 7),
)
TYPED = {
    "name": ["Ada"], "age": ["52"], "skin": ["IV"], "goal": ["acne"], "goggles": ["no"],
    "recent": ["unknown"], "condition-any": ["none"], "procedure-any": ["none"],
    "drug-any": ["some"], "drug-0-name": ["doxycycline"], "topic-0": ["unsure"],
    "topic-1": ["no"], "topic-2": ["no"], "topic-3": ["yes"], "topic-4": ["no"],
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(version=VERSIONS, name=TEXTS)
def test_a_protocol_fills_goals_and_places_and_touches_nothing_else(
    version: ProtocolVersion, name: str
) -> None:
    protocol = HouseProtocol(id="a" * 10, name=name, versions=(version,))
    forms = {"you": {field: list(values) for field, values in TYPED.items()}}
    plain = answers_of(forms, None)
    with tempfile.TemporaryDirectory() as folder:
        keep_protocol(Path(folder), protocol)
        rooms = cast("Rooms", SimpleNamespace(people=SimpleNamespace(folder=Path(folder))))
        form = Form(typed={**forms["you"], "protocol": ["a" * 10 + ".1"]})
        follow(rooms, form, PANEL)
    assert not form.errors
    filled = answers_of({"you": form.typed}, None)
    assert plain is not None and filled is not None
    before, after = (
        person_from(person_text(each).encode(), Path("person.toml")).person
        for each in (plain, filled)
    )
    assert replace(after, wishes=before.wishes, protocol=None) == before
    assert after.protocol == protocol.mark(1)
    wanted = places_of(version.lights, PANEL)
    places = [set(wish.regions or REGIONS) for wish in after.wishes]  # none: the whole face
    assert places == [set(regions or REGIONS) for regions in wanted.values()]
    assert not any(wish.uncontrolled for wish in after.wishes)


RHYTHMS = st.builds(
    Lent,
    weeks=st.none() | st.floats(0.5, 30),
    sessions_per_week=st.none() | st.floats(0.3, 14),
    sessions_total=st.none() | st.integers(1, 90).map(float),
)


@given(followed=RHYTHMS, most=st.none() | st.integers(1, 7))
def test_a_rhythm_is_only_ever_made_slower(followed: Lent, most: int | None) -> None:
    own = slower(followed, most)
    before, after = rhythm(followed), rhythm(own)
    if before is None or after is None:
        assert (own, before) == (followed, after)
        return
    assert after[0] <= before[0] and after[1] <= before[1]
    assert most is None or after[0] <= most
    assert (sessions_of(own) or 0) <= (sessions_of(followed) or 0)
    course, usual = schedule(own, DAY, ()), schedule(followed, DAY, ())
    assert course is not None and usual is not None
    for days in (1, 7, 21, 84):  # never more in any window than what is followed has
        assert _densest(course.dates, days) <= _densest(usual.dates, days)


def _densest(dates: tuple[date, ...], days: int) -> int:
    span = timedelta(days=days)
    return max((sum(first <= day < first + span for day in dates) for first in dates), default=0)
