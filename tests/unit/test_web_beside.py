"""What a person does with a plan that stands: the hour of its calendar, and what if."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import icalendar
import pytest
from web_house import Visitor, an_app, answers

SOON_S = 300.0  # for what never comes; no pace


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    return Visitor(an_app(tmp_path_factory.mktemp("house")))


@pytest.fixture(scope="module")
def person(visitor: Visitor) -> str:
    """Somebody with a plan that no test changes."""
    return visitor.planned()


def events_of(text: str) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(text)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar.events


def starts(text: str) -> dict[str, tuple[object, int]]:
    """Start and number of each session, by UID."""
    found = [event for event in events_of(text) if "DURATION" in event]
    return {event.uid: (event.DTSTART, event.sequence) for event in found}


def test_another_hour_moves_every_session_to_come_and_stays_for_the_next_plan(
    visitor: Visitor,
) -> None:
    person, today = visitor.with_mask(), date.today()
    visitor.send(f"{person}/plan", {"do": "make", "start": today.isoformat()})
    visitor.wait(person)
    address = f"{person}/plan/calendar.ics"
    before = starts(visitor.client.get(address).text)
    visitor.send(f"{person}/dates", {"at": "07:15", "alarm": "none", "zone": "Europe/Madrid"})
    text = visitor.client.get(address).text
    assert "VALARM" not in text and "TZID=Europe/Madrid" in text
    after = starts(text)
    assert set(after) == set(before)
    assert {number for _, number in after.values()} == {1}
    assert 'value="07:15"' in visitor.page(f"{person}/plan")
    visitor.send(f"{person}/plan", {"do": "make", "start": (today + timedelta(days=1)).isoformat()})
    visitor.wait(person)
    again = starts(visitor.client.get(address).text)
    assert set(after) <= set(again)
    assert "T071500" in visitor.client.get(address).text


@pytest.mark.parametrize(
    ("field", "typed"), [("at", "25:99"), ("alarm", "soon"), ("zone", "Atlantis")]
)
def test_a_bad_reminder_is_said_at_its_field(
    visitor: Visitor, person: str, field: str, typed: str
) -> None:
    sent: dict[str, str | list[str]] = {"at": "20:00", "alarm": "10", "zone": "", field: typed}
    _, text = visitor.send(f"{person}/dates", sent, status=422)
    assert f'id="{field}-problem"' in text and typed in text


def test_a_plan_that_became_a_no_takes_its_dates_back(visitor: Visitor) -> None:
    person = visitor.planned()
    visitor.send(
        f"{person}/you",
        answers(**{"topic-2": "yes", "drug-any": "some", "drug-0-name": "isotretinoin"}),
    )
    visitor.send(f"{person}/plan", {"do": "make", "start": "2026-11-25"})
    visitor.wait(person)
    assert "Take the old dates out" in visitor.page(f"{person}/plan")
    text = visitor.client.get(f"{person}/plan/calendar.ics").text
    events = events_of(text)
    assert all(event.get("STATUS") == "CANCELLED" for event in events if event.sequence > 0)
    assert sum("STATUS" in event for event in events) > 50


def asked(visitor: Visitor, person: str, **fields: str) -> str:
    """What the page says once the other plan is made."""
    sent: dict[str, str | list[str]] = {
        "other_mask": "",
        "other_goal": "",
        "other_week": "",
        **fields,
    }
    visitor.send(f"{person}/beside", sent)
    end = time.monotonic() + SOON_S
    while visitor.client.get(f"{person}/beside/progress").json()["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.05)
    return visitor.page(f"{person}/beside")


def test_what_if_lays_another_plan_beside_and_changes_nothing(
    visitor: Visitor, person: str
) -> None:
    before = visitor.client.get(f"{person}/plan/plan.json").content
    text = asked(visitor, person, other_goal="acne")
    assert "What if" in text and "Minutes a session" in text and "differs" in text
    assert '<option value="acne" selected>' in text
    assert visitor.client.get(f"{person}/plan/plan.json").content == before


def test_another_rhythm_moves_the_programme_of_a_maker(visitor: Visitor, person: str) -> None:
    assert "Twice a week for 8 weeks" in asked(visitor, person, other_goal="acne", other_week="2")


def rhythms(text: str) -> list[str]:
    """How often each of both plans gives light, as the page says it."""
    row = text[text.index("How often") :].split("</tr>")[0]
    return re.findall(r"<td>(.*?)</td>", row)


def test_fewer_times_a_week_are_laid_beside_a_plan_after_a_trial(
    visitor: Visitor, person: str
) -> None:
    own, other = rhythms(asked(visitor, person, other_week="3"))
    assert own.startswith("5 times a week") and other.startswith("3 times a week")


def test_more_often_than_what_is_followed_is_not_given_and_the_page_says_so(
    visitor: Visitor, person: str
) -> None:
    text = asked(visitor, person, other_week="7")
    own, other = rhythms(text)
    assert own == other and "never more than the trial" in text
    assert text.count('class="differs"') == 1 and "Times a week at most" in text


def test_a_what_if_is_told_in_the_language_of_the_page_or_not_at_all(
    visitor: Visitor, person: str
) -> None:
    assert "two-plans" in asked(visitor, person, other_week="3")
    visitor.send("/language", {"lang": "es", "to": "/people"})
    try:
        text = visitor.page(f"{person}/beside")
        assert "two-plans" not in text and "What each says" not in text
        assert "Lo que dice cada uno" in asked(visitor, person, other_week="3")
    finally:
        visitor.send("/language", {"lang": "en", "to": "/people"})


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "other_mask"),
        ({"other_mask": "../../etc/passwd"}, "other_mask"),
        ({"other_goal": "immortality"}, "other_goal"),
        ({"other_week": "9"}, "other_week"),
    ],
)
def test_a_what_if_of_nothing_or_of_no_choice_is_said(
    visitor: Visitor, person: str, sent: dict[str, str | list[str]], field: str
) -> None:
    _, text = visitor.send(f"{person}/beside", sent, status=422)
    assert f'id="{field}-problem"' in text


def test_what_if_wants_a_plan_first(visitor: Visitor) -> None:
    assert "Make your plan first" in visitor.page(f"{visitor.with_mask()}/beside")
