"""Words, terminal and calendar: short, lawful, and never on the wrong side of a limit."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_factory import NAMES, WITH_SESSION, plan_of, planned, refused, with_session, zoned
from pytest import approx
from rich.console import Console

from openpbm.answer import Action, Closed, Planned
from openpbm.fact import message, said
from openpbm.reports import cards, draw, figures, words
from openpbm.reports.calendar import calendar_ics
from openpbm.reports.terminal import summary, summary_text

# ---- words


@given(st.floats(min_value=1e-3, max_value=9.9e3))
def test_two_figures_are_close_and_short(value: float) -> None:
    said = words.number(value)
    assert float(said) == approx(value, rel=0.0501)
    assert len(said.replace(".", "").lstrip("0")) <= 4


@given(st.floats(min_value=1e-3, max_value=1e6), st.floats(min_value=1e-3, max_value=1e6))
def test_more_never_reads_as_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    read = [float(words.number(v).replace(words.THIN, "")) for v in (low, high)]
    assert read[0] <= read[1]


@given(st.floats(min_value=0.0, max_value=20.0))
def test_a_share_never_stands_on_the_wrong_side_of_its_limit(share: float) -> None:
    said = words.percent(share)
    shown = 0 if said.startswith("under") else int(said.split(words.THIN)[0])
    assert (shown > 100) == (share > 1.0)
    assert (shown == 100) == (share == 1.0)


def test_near_infrared_is_always_called_invisible() -> None:
    for role in ("nir", "nir2"):
        assert words.channel(role).endswith("near-infrared, invisible")
        assert words.channel(role, 830).endswith(f"830{words.THIN}nm, invisible")


@given(st.floats(min_value=1e-4, max_value=1e5))
def test_a_scale_ends_just_above_its_largest_value(value: float) -> None:
    top = draw.nice_top(value)
    marks = draw.ticks(top)
    assert value <= top * (1 + 1e-6) and top < 1.7 * value
    assert marks[0] == 0 and marks[-1] == approx(top)
    assert np.allclose(np.diff(marks), top / (len(marks) - 1), rtol=1e-4)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=7))
def test_labels_keep_their_order_and_distance(wanted: list[float]) -> None:
    places = figures.spread_labels(sorted(wanted), 10.0, 0.0, 100.0)
    assert all(b - a >= 10.0 - 1e-9 for a, b in pairwise(places))
    assert min(places) >= -1e-9 and max(places) <= 100 + 1e-9


def test_texts_of_the_tables_are_printed_in_plain_words() -> None:
    said = words.printed("the mask gave 5.4 J/cm2, 24% of the trial's")
    assert said == f"the mask gave 5.4 J/cm², 24{words.THIN}% of the trial’s"


def test_a_limit_names_its_source_without_addresses() -> None:
    source = "IEC 60601-1 11.1.2.2; http://example.org/x (a copy)"
    assert words.limit_source(source, "verified") == "IEC 60601-1 11.1.2.2 (read in its source)"
    assert words.limit_source("project; proposed here", "project") == "set by this project"


def test_a_procedure_to_come_is_told_from_one_that_is_over() -> None:
    later, over = cards.screen_findings(planned())
    assert later.until == "It counts later, until 19 December 2026. Then:"
    assert over.until == "It no longer counts: clear since 20 November 2026. Before:"
    assert (later.state, over.state) == ("care", "go")
    now = cards.screen_findings(refused())[0]
    assert (now.state, now.until) == ("stop", "Counts until 30 January 2027.")


def of_red(action: Action) -> tuple[tuple[str, Action], ...]:
    """What a row asks; the mask has no blue."""
    return (("blue", "exclude"), ("red", action), ("nir", "allow"))


def test_a_finding_stops_only_where_its_colour_shines() -> None:
    row = replace(planned().screen[0], active=True, action=of_red("caution"))
    assert cards.screen_findings(replace(planned(), screen=(row,)))[0].state == "care"
    both: tuple[Action, ...] = ("refer", "exclude")
    for asks in both:  # decision 0008: both stop
        strict = replace(row, action=of_red(asks))
        assert cards.screen_findings(replace(planned(), screen=(strict,)))[0].state == "stop"


# ---- terminal


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_summary_fits_a_terminal(name: str, ascii_only: bool) -> None:
    plan = plan_of(name)
    for where, room in (("", 29), ("openpbm-out/report.html", 30)):
        lines = summary_text(plan, where, ascii_only=ascii_only).split("\n")[:-1]
        assert len(lines) <= room
        assert max(map(len, lines)) <= 80
        assert ("rogramme" if name == "by_maker" else "anned") in lines[0]
        if ascii_only:
            assert all(line.isascii() for line in lines)


def test_what_is_typed_next_names_the_folder_and_can_be_typed() -> None:
    told = summary_text(plan_of("planned"), "my plans/report.html")
    assert "openpbm session 'my plans/plan.json'\n" in told
    assert "openpbm session plan.json\n" in summary_text(plan_of("planned"))


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_fits_whatever_it_has_to_say(name: str) -> None:
    plan = plan_of(name)
    if isinstance(plan, Planned):
        plan = replace(plan, best_measurement=said("a reading " * 60))
    long = replace(
        plan,
        verdict=message("verdict-not_planned", reason="a very long reason " * 40),
        refusals=plan.refusals * 9,
        screen=plan.screen * 9,
        mask=replace(plan.mask, name="A very long name of a mask " * 6),
    )
    lines = summary_text(long, "a/very/long/path/" * 9 + "report.html").splitlines()
    assert len(lines) <= 30
    assert max(map(len, lines)) <= 80


def test_colour_only_where_the_terminal_has_it() -> None:
    plain, coloured = io.StringIO(), io.StringIO()
    Console(file=plain, width=80).print(summary(planned()))
    Console(file=coloured, width=80, force_terminal=True, color_system="standard").print(
        summary(planned())
    )
    assert "\x1b" not in plain.getvalue()
    assert "\x1b[" in coloured.getvalue()
    assert plain.getvalue().replace(" ", "") == summary_text(planned()).replace(" ", "")


# ---- calendar


def _events(text: str) -> list[dict[str, str]]:
    """The events of an unfolded calendar, as property: value."""
    unfolded = text.replace("\r\n ", "")
    found: list[dict[str, str]] = []
    for line in unfolded.split("\r\n"):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            key, value = line.split(":", 1)
            found[-1].setdefault(key, value)
    return found


@pytest.mark.parametrize("name", WITH_SESSION)
def test_the_calendar_is_lawful(name: str) -> None:
    text = calendar_ics(with_session(plan_of(name)))
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT")
    events = _events(text)
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION"} <= set(event)
        assert event["DTSTAMP"] == f"{plan_of(name).start_date:%Y%m%d}T000000Z"


def test_every_session_is_an_evening_of_the_planned_minutes() -> None:
    plan = planned()
    assert isinstance(plan, Planned)
    events = [e for e in _events(calendar_ics(plan)) if "DURATION" in e]
    assert [e["DTSTART"] for e in events] == [f"{d:%Y%m%d}T200000" for d in plan.course.dates]
    assert {e["DURATION"] for e in events} == {"PT3M"}
    assert "near-infrared 830 nm" in events[0]["DESCRIPTION"]
    assert "stop by hand after 3 minutes" in events[0]["DESCRIPTION"]


def test_reviews_and_closed_days_are_whole_days() -> None:
    plan = zoned()
    assert isinstance(plan, Planned)
    events = [e for e in _events(calendar_ics(plan)) if "DTSTART;VALUE=DATE" in e]
    assert len(events) == len(plan.course.reviews) + len(plan.course.closed)
    closed = next(e for e in events if e["SUMMARY"] == "No light")
    assert closed["DTSTART;VALUE=DATE"] == "20261123"
    assert closed["DTEND;VALUE=DATE"] == "20261201"  # the day after the last
    forever = replace(
        plan.course, closed=(Closed(date(2026, 12, 1), date.max, said("no end known")),)
    )
    assert "No light from this day on" in calendar_ics(replace(plan, course=forever))


def test_the_calendar_is_the_same_for_the_same_plan() -> None:
    assert calendar_ics(planned()) == calendar_ics(planned())
    other = replace(planned(), inputs_sha256="0" * 64)
    assert _events(calendar_ics(other))[0]["UID"] != _events(calendar_ics(planned()))[0]["UID"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_survives_folding(said: str) -> None:
    plan = planned()
    assert isinstance(plan, Planned)
    course = replace(plan.course, dates=plan.course.dates[:1], reviews=(), stop_rules=(said,))
    text = calendar_ics(replace(plan, course=course))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("END:VEVENT") == 1
