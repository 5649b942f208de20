"""The log in the app: one tap, what is said before it, what puts it right, how the skin took it."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from web_house import MASK, Reading, Visitor, rooms_in

from openpbm.files.plan.kept import read_plan
from openpbm.record import LedgerLight, NoteUndone, SessionCorrected, SessionSkipped, SkinTook
from openpbm.reports import words
from openpbm.reports.session_words import CHECKLIST
from openpbm.sitting.plan import adherence_of
from openpbm.tables.loader import typed
from openpbm.tables.row.safety import SkinAnswerRow
from openpbm.tracking.account import LightRecord
from openpbm.tracking.skin import answers, asked_of, complaints
from openpbm.web.guard import Guard
from openpbm.web.today import PACES

YESTERDAY = (date.today() - timedelta(days=1)).isoformat()


@pytest.fixture(scope="module")
def first(visitor: Visitor) -> str:
    """Somebody with a plan."""
    person = visitor.with_mask()
    visitor.send(f"{person}/plan", {"do": "make", "start": YESTERDAY})
    visitor.wait(person)
    return person


@pytest.fixture
def person(app: Guard, folder: Path, first: str) -> Iterator[str]:
    """Somebody else with the same plan and nothing in the log."""
    made = another(folder, first)
    yield made
    gone(app, folder, made)


NUMBER = iter(range(10_000))


def gone(app: Guard, folder: Path, person: str) -> None:
    """Nobody is left who had the mask."""
    rooms_in(app).light.forget(person.rsplit("/", 1)[1])
    shutil.rmtree(folder / "people" / person.rsplit("/", 1)[1])


def another(folder: Path, first: str) -> str:
    own = f"person{next(NUMBER):04d}"
    shutil.copytree(folder / "people" / first.rsplit("/", 1)[1], folder / "people" / own)
    return f"/p/{own}"


def record(app: Guard, person: str) -> LightRecord:
    found = rooms_in(app).light.record(person.rsplit("/", 1)[1])
    assert isinstance(found, LightRecord)
    return found


def tap(visitor: Visitor, person: str, **form: str) -> None:
    where, _ = visitor.send(f"{person}/log", dict(form))
    assert where == f"{person}/log"


def warned(visitor: Visitor, person: str, **form: str) -> dict[str, str | list[str]]:
    """What the form that writes it all the same would send."""
    _, text = visitor.send(f"{person}/log", dict(form), status=200)
    assert "It is not written yet" in text
    own = text[text.index('id="slips"') :].split("</form>")[0]
    sent = {f["name"]: f["value"] for f in Reading(own).of("input") if f["name"] != "token"}
    assert sent.pop("sure") == "yes"
    return {**sent, "sure": "yes"}


def test_one_tap_writes_the_session_as_planned_and_a_second_one_is_asked_for(
    visitor: Visitor, app: Guard, person: str
) -> None:
    assert "As planned" in visitor.page(f"{person}/today")
    tap(visitor, person, do="planned")
    (one,) = record(app, person).sittings
    assert (one.begun.source, one.share, one.begun.day) == ("by_hand", 1.0, date.today())
    again = warned(visitor, person, do="planned")
    assert len(record(app, person).sittings) == 1  # said before it is written
    visitor.send(f"{person}/log", again)
    assert len(record(app, person).sittings) == 2


def test_more_minutes_than_planned_are_said_first_and_counted_then(
    visitor: Visitor, app: Guard, person: str
) -> None:
    sent = warned(visitor, person, do="session", minutes="25")
    assert record(app, person).sittings == ()
    visitor.send(f"{person}/log", sent)
    (one,) = record(app, person).sittings
    assert one.minutes == pytest.approx(25.0)


def test_a_mask_that_somebody_else_had_so_far_asks_whose_session_it_is(
    visitor: Visitor, app: Guard, folder: Path, first: str, person: str
) -> None:
    other = another(folder, first)
    tap(visitor, other, do="planned", day=YESTERDAY)
    assert warned(visitor, person, do="planned")["do"] == "planned"
    tap(visitor, other, do="planned")  # now the other waits for none
    tap(visitor, person, do="planned")
    gone(app, folder, other)


def test_not_today_is_kept_and_shown_and_no_light(
    visitor: Visitor, app: Guard, person: str
) -> None:
    tap(visitor, person, do="skip")
    found = record(app, person)
    assert found.sittings == ()
    assert [type(one) for one in found.skipped] == [SessionSkipped]
    page = visitor.page(f"{person}/today")
    assert "You left today’s session out" in page and 'value="begin"' in page
    assert f'href="{person}/today"' not in visitor.page("/people")  # none of those due
    assert date.today() not in minutes_in(visitor, person)  # and nothing reminds
    tap(visitor, person, do="planned")  # whoever changes their mind may
    assert len(record(app, person).sittings) == 1


def test_what_was_written_by_hand_is_corrected_and_undone_by_new_entries(
    visitor: Visitor, app: Guard, person: str
) -> None:
    tap(visitor, person, do="planned")
    (one,) = record(app, person).sittings
    name = one.begun.session_id
    _, text = visitor.send(f"{person}/log", {"do": f"correct:{name}"}, status=422)
    assert f'id="minutes-{name}-problem"' in text
    tap(visitor, person, do=f"correct:{name}", **{f"minutes-{name}": "1.5"})
    assert record(app, person).sittings[0].minutes == pytest.approx(1.5)
    tap(visitor, person, do=f"undo:{name}")
    assert record(app, person).sittings[0].is_undone
    tap(visitor, person, do=f"undo:{name}")  # once more, as from another tab: nothing is written
    long = {f"minutes-{name}": "600"}
    assert warned(visitor, person, do=f"correct:{name}", **long)["do"] == f"correct:{name}"
    events = rooms_in(app).light.events(person.rsplit("/", 1)[1])
    assert sum(isinstance(event, SessionCorrected) for event in events) == 2
    assert "undone" in visitor.page(f"{person}/log")


def test_two_taps_at_once_write_one_session_and_ask_about_the_other(
    visitor: Visitor, app: Guard, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever comes first is written; the other is held against it, however near they are."""
    light = rooms_in(app).light
    read = light.record

    def slowly(person_id: str) -> LightRecord | str:
        found = read(person_id)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(light, "record", slowly)
    token, codes = visitor.token(), list[int]()

    def press() -> None:
        data = {"do": "planned", "token": token}
        answer = visitor.client.post(f"{person}/log", data=data, follow_redirects=False)
        codes.append(answer.status_code)

    taps = [threading.Thread(target=press) for _ in range(3)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    monkeypatch.undo()
    assert sorted(codes) == [200, 200, 303]
    assert len(record(app, person).sittings) == 1


def test_light_from_elsewhere_is_undone_too(visitor: Visitor, app: Guard, person: str) -> None:
    day = date.today().isoformat()
    tap(visitor, person, do="dose", band="red", dose="3", dose_day=day)
    found = re.search(r'value="(unnote:[^"]+)"', visitor.page(f"{person}/log"))
    assert found is not None
    tap(visitor, person, do=found[1])
    assert record(app, person).noted == ()
    events = rooms_in(app).light.events(person.rsplit("/", 1)[1])
    assert any(isinstance(event, NoteUndone) for event in events)


def test_without_a_plan_minutes_are_kept_and_count_as_a_full_session(
    visitor: Visitor, app: Guard, folder: Path
) -> None:
    person = visitor.with_mask()
    page = visitor.page(f"{person}/log")
    assert "There is no plan" in page
    assert "As planned" not in page
    _, text = visitor.send(f"{person}/log", {"do": "session"}, status=422)
    assert 'id="minutes-problem"' in text
    tap(visitor, person, do="session", minutes="5")
    (one,) = record(app, person).sittings
    assert (one.begun.mask_id, one.full_sessions, one.begun.dose_unknown) == (MASK, 1.0, True)
    assert record(app, person).gaps == ()  # the rest of the past stays known
    history = rooms_in(app).light.history(person.rsplit("/", 1)[1], date.today())
    assert isinstance(history, LedgerLight)
    assert history.full_days == ((date.today(), 1.0),)
    assert "The next plan counts it as a full session, times 1." in visitor.page(f"{person}/log")
    gone(app, folder, person)


def test_practice_is_shown_as_practice_and_counts_for_nothing(
    visitor: Visitor, app: Guard, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PACES, "fast", 6000.0)
    checked: dict[str, str | list[str]] = {f"check-{i}": "yes" for i in range(len(CHECKLIST))}
    begin = {"do": "begin", "device": "simulated", "pace": "fast", **checked}
    for _ in range(2):  # it may be had again, as it was no light
        visitor.send(f"{person}/today", begin)
        end = time.monotonic() + 300
        while not visitor.client.get(f"{person}/today/now").json()["is_over"]:
            assert time.monotonic() < end
            time.sleep(0.05)
        visitor.send(f"{person}/today", {"do": "leave"})
    found = record(app, person)
    assert (found.sittings, len(found.practice)) == ((), 2)
    assert "2 sessions of practice" in visitor.page(f"{person}/log")
    assert rooms_in(app).light.history(person.rsplit("/", 1)[1], date.today()).doses == ()
    tap(visitor, person, do="planned")
    assert len(record(app, person).sittings) == 1


# ---- how the skin took it


def test_the_day_after_one_question_is_asked_on_both_pages_and_only_once(
    visitor: Visitor, person: str
) -> None:
    assert 'id="skin"' not in visitor.page(f"{person}/today")
    tap(visitor, person, do="session", day=YESTERDAY)
    for page in ("today", "log"):
        text = visitor.page(f"{person}/{page}")
        assert all(f'value="{answer}"' in text for answer in answers())
    tap(visitor, person, do="skin", skin="fine")
    assert 'id="skin"' not in visitor.page(f"{person}/today")
    _, text = visitor.send(f"{person}/log", {"do": "skin", "skin": "fine"}, status=422)
    assert "Nothing is asked about the skin now" in text


def test_a_complaint_is_taken_at_any_time_and_the_question_comes_the_day_after_all_the_same(
    visitor: Visitor, app: Guard, person: str
) -> None:
    assert 'id="skin-more"' not in visitor.page(f"{person}/log")  # no light yet
    _, text = visitor.send(f"{person}/log", {"do": "skin", "skin": "pain"}, status=422)
    assert "Nothing is asked about the skin now" in text
    tap(visitor, person, do="planned")
    more = visitor.page(f"{person}/log").split('id="skin-more"')[1].split("</details>")[0]
    assert all(f'value="{answer}"' in more for answer in complaints())
    assert 'value="fine"' not in more and 'value="unsaid"' not in more
    visitor.send(f"{person}/log", warned(visitor, person, do="skin", skin="pain"))
    (told,) = record(app, person).skin
    assert isinstance(told, SkinTook)
    assert (told.day, told.said_on) == (date.today(), date.today())
    assert "doctor" in visitor.page(f"{person}/today")
    tomorrow = date.today() + timedelta(days=1)
    assert asked_of(record(app, person), tomorrow) == date.today()


def test_today_log_and_calendar_say_the_same_minutes_and_the_same_days(
    visitor: Visitor, app: Guard, folder: Path, person: str
) -> None:
    """Three places speak of one session: what is asked for, what a tap writes, what reminds."""
    own = person.rsplit("/", 1)[1]
    plan = read_plan(folder / "people" / own / "plan" / "plan.json")
    assert plan.session is not None
    tap(visitor, person, do="session", day=(date.today() - timedelta(days=3)).isoformat())
    tap(visitor, person, do="skin", skin="dry")
    asked = words.minutes(0.75 * plan.session.minutes)
    for page in ("today", "log"):
        assert asked in visitor.page(f"{person}/{page}").split('id="tap"')[1]
    big = visitor.page(f"{person}/today").split('class="big"')[1].split("</span>")[0]
    assert big[1:] == words.plain_minutes(0.75 * plan.session.minutes)
    assert minutes_in(visitor, person)[date.today()] == pytest.approx(
        0.75 * plan.session.minutes, abs=1 / 60
    )
    tap(visitor, person, do="planned")
    assert record(app, person).sittings[-1].minutes == pytest.approx(0.75 * plan.session.minutes)
    assert 'value="begin"' not in visitor.page(f"{person}/today")  # the half is all of it
    tap(visitor, person, do="skin", skin="red_day")  # this evening
    found = record(app, person)
    course = adherence_of(found, plan, date.today())
    first_open = date.today() + timedelta(days=2)
    assert min(course.remaining) >= first_open
    held = minutes_in(visitor, person)
    assert [day for day in held if day > date.today()] == list(course.remaining)
    assert held[min(course.remaining)] == pytest.approx(0.5 * plan.session.minutes, abs=1 / 60)
    before = uids_in(visitor, person)
    tap(visitor, person, do="skip")
    after = uids_in(visitor, person)
    assert all(after[day] == uid for day, uid in before.items() if day in after)


def test_what_is_left_of_today_is_the_figure_that_today_shows(
    visitor: Visitor, folder: Path, person: str
) -> None:
    plan = read_plan(folder / "people" / person.rsplit("/", 1)[1] / "plan" / "plan.json")
    assert plan.session is not None
    tap(visitor, person, do="session", minutes=f"{plan.session.minutes / 4:g}")
    page = visitor.page(f"{person}/today")
    big = page.split('class="big">')[1].split("</span>")[0]
    assert float(big) == pytest.approx(0.75 * plan.session.minutes, rel=0.01)
    assert "Shorter than planned" in page


def events_in(visitor: Visitor, person: str) -> list[icalendar.Event]:
    """Sessions of the calendar that stand."""
    text = visitor.client.get(f"{person}/plan/calendar.ics").text
    calendar = icalendar.Calendar.from_ical(text)
    return [e for e in calendar.events if "DURATION" in e and "STATUS" not in e]


def minutes_in(visitor: Visitor, person: str) -> dict[date, float]:
    return {
        event.DTSTART.date(): event.DURATION.total_seconds() / 60
        for event in events_in(visitor, person)
    }


def uids_in(visitor: Visitor, person: str) -> dict[date, str]:
    return {event.DTSTART.date(): event.uid for event in events_in(visitor, person)}


def test_today_asks_for_the_skin_first_and_gives_no_light_before(
    visitor: Visitor, app: Guard, person: str
) -> None:
    """Whoever cannot tell says so, and has a shorter session; nobody is stopped without a word."""
    own, day = person.rsplit("/", 1)[1], date.today() - timedelta(days=3)  # rested
    tap(visitor, person, do="session", day=day.isoformat())
    page = visitor.page(f"{person}/today")
    assert "First a question" in page
    assert "As planned" in page  # what was done elsewhere is written down all the same
    assert 'value="begin"' not in page
    checked: dict[str, str | list[str]] = {f"check-{i}": "yes" for i in range(len(CHECKLIST))}
    begin = {"do": "begin", "device": "manual", "pace": "real", "day": "yes", **checked}
    _, text = visitor.send(f"{person}/today", dict(begin), status=422)
    assert "obody told yet how the skin took" in text
    assert not rooms_in(app).sittings.is_live(own)
    where, _ = visitor.send(f"{person}/log", {"do": "skin", "skin": "unsaid", "back": "today"})
    assert where == f"{person}/today"
    page = visitor.page(where)
    assert 'value="begin"' in page and "75" in page
    visitor.send(f"{person}/today", dict(begin))
    assert rooms_in(app).sittings.is_live(own)
    visitor.client.post(f"{person}/today/stop")
    end = time.monotonic() + 300
    while rooms_in(app).sittings.is_live(own):
        assert time.monotonic() < end
        time.sleep(0.05)
    visitor.send(f"{person}/today", {"do": "leave"})


def test_red_for_a_day_closes_days_and_says_so(visitor: Visitor, app: Guard, person: str) -> None:
    tap(visitor, person, do="session", day=YESTERDAY)
    tap(visitor, person, do="skin", skin="red_day")
    assert "the skin rests until" in visitor.page(f"{person}/today")
    (told,) = record(app, person).skin
    assert isinstance(told, SkinTook)
    assert (told.share, told.rest_days, told.needs_doctor) == (0.5, 2, False)
    assert "50" in visitor.page(f"{person}/log")


def test_what_only_a_doctor_lifts_is_said_first_and_lifted_by_a_doctor(
    visitor: Visitor, app: Guard, person: str
) -> None:
    tap(visitor, person, do="session", day=YESTERDAY)
    sent = warned(visitor, person, do="skin", skin="eyes")
    assert record(app, person).skin == ()
    visitor.send(f"{person}/log", sent)
    assert "doctor" in visitor.page(f"{person}/today")
    _, text = visitor.send(f"{person}/log", {"do": "doctor"}, status=422)
    assert 'id="who-problem"' in text
    assert 'id="fine-problem"' in text
    tap(visitor, person, do="doctor", who="Dr. Kim", fine="yes")
    assert "No light until" not in visitor.page(f"{person}/log")
    assert "Dr. Kim" in visitor.page(f"{person}/log")


@pytest.mark.parametrize("answer", ["fine", "red_hour", "dry", "unsaid"])
def test_minutes_of_today_are_those_of_the_session_on_every_page_and_in_the_log(
    app: Guard, visitor: Visitor, person: str, answer: str
) -> None:
    """Less after an answer is less in large figures, beside "as planned", and written by it."""
    tap(visitor, person, do="planned", day=YESTERDAY, sure="yes")
    whole = record(app, person).sittings[0].begun.planned_min
    share = typed("skin_answers", SkinAnswerRow)[answer].share
    tap(visitor, person, do="skin", skin=answer)
    told = words.minutes(whole * share)
    row = visitor.page("/people").split(f'href="{person}"')[1].split("</li>")[0]
    assert f"<b>{told}</b>" in row
    page = visitor.page(f"{person}/today")
    assert f'<span class="big">{words.plain_minutes(whole * share)}</span>' in page
    for text in (page, visitor.page(f"{person}/log")):
        card = text[text.index('id="tap"') :].split("</form>")[0]
        assert told in card and (share == 1 or words.minutes(whole) not in card)
    tap(visitor, person, do="planned")
    given = record(app, person).sittings[-1]
    assert given.minutes == pytest.approx(whole * share)


def test_a_day_that_is_over_is_written_as_it_was_planned_then(
    app: Guard, visitor: Visitor, person: str
) -> None:
    """What was said of the skin since made no session of before shorter."""
    tap(visitor, person, do="planned", day=YESTERDAY, sure="yes")
    whole = record(app, person).sittings[0].minutes
    tap(visitor, person, do="skin", skin="red_hour")
    tap(visitor, person, do="planned", day=YESTERDAY, sure="yes")
    assert record(app, person).sittings[-1].minutes == whole
