"""Today's list keeps to what Today says, and nobody in it is taken for somebody else."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept_plan_made import MINUTES, plan
from test_web_session import follow
from web_house import Reading, Visitor, answers, app_over, empty_folder, rooms_in, visitor_of

from openpbm.files.plan.kept import read_plan
from openpbm.reports.session_words import CHECKLIST
from openpbm.sitting.plan import KeptPlan
from openpbm.tracking.account import LightRecord
from openpbm.web.guard import Guard
from openpbm.web.people import People
from openpbm.web.practice.today_list import LastSettings, todays
from openpbm.web.today import ready

folder = pytest.fixture(empty_folder)
app = pytest.fixture(app_over)
visitor = pytest.fixture(visitor_of)
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()


def an_id(person: str) -> str:
    return person.rsplit("/", 1)[1]


def patient(
    visitor: Visitor, app: Guard, name: str, *, zones: tuple[str, ...] = (), **other: str
) -> str:
    """Somebody whose course began the day before yesterday, so that today is one of its days."""
    person = visitor.with_mask(name=name, **other)
    kept = rooms_in(app).kept(an_id(person))
    kept.plan_folder.mkdir(exist_ok=True)
    (kept.plan_folder / "page.html").write_text("<p>A plan.</p>", "utf-8")
    follow(
        app, person, plan(date.today() - timedelta(days=2), zones=zones, day_cap=1e3, week_cap=1e4)
    )
    return person


def row(app: Guard, person: str) -> LastSettings:
    (found,) = [one for one in todays(rooms_in(app)) if one.kept.id == an_id(person)]
    return found


def logged(visitor: Visitor, person: str, **form: str) -> None:
    visitor.send(f"{person}/log", {"sure": "yes", **form})


def test_whoever_the_list_offers_today_lets_and_whom_it_stops_the_list_stops(
    visitor: Visitor, app: Guard
) -> None:
    """A new medicine, a skin that hurts, half a session, one zone of two, nothing at all."""
    usual, medicine, pain, half = (patient(visitor, app, name) for name in ("A", "B", "C", "D"))
    zones = patient(visitor, app, "E", zones=("upper", "lower"))
    done = patient(visitor, app, "F")
    drug = {"drug-any": "", "drug-0-name": "isotretinoin"}
    visitor.send(f"{medicine}/you", answers(name="B", **drug))
    logged(visitor, pain, do="planned", day=YESTERDAY)
    logged(visitor, pain, do="skin", skin="pain")
    logged(visitor, half, do="session", minutes="1")
    logged(visitor, zones, do="session", part="0")
    logged(visitor, done, do="planned")
    rooms = rooms_in(app)
    offered = []
    for one in todays(rooms):
        at = ready(rooms, one.kept)
        if one.may_begin:
            assert not at.refusals and at.due is not None and at.due.ask_day is None
            offered.append(one.kept.name)
        elif one.is_due:
            assert one.refusals == at.refusals and one.refusals
    assert offered == ["A", "D", "E"]
    assert row(app, half).is_begun and row(app, zones).is_begun
    assert not row(app, done).is_today
    page = visitor.page("/people")
    for person, name in ((medicine, "B"), (pain, "C")):
        own = page.split(f"<bdi>{name}<")[1].split("</li>")[0]
        assert "No session today" in own and f'action="{person}/log"' not in own
        assert 'class="settings"' not in own  # nor its minutes, to be read off in passing
    assert usual in page.split(">Not today<")[0]


def test_list_today_and_log_tell_the_same_minutes_after_a_skin_that_asks_for_less(
    visitor: Visitor, app: Guard
) -> None:
    person = patient(visitor, app, "Ada")
    logged(visitor, person, do="planned", day=YESTERDAY)
    assert row(app, person).minutes == MINUTES
    logged(visitor, person, do="skin", skin="dry")
    rooms = rooms_in(app)
    found = ready(rooms, rooms.kept(an_id(person)))
    assert found.today is not None and found.today.order is not None
    given_min = max(found.today.order.target_ms) / 60_000
    assert found.minutes == row(app, person).minutes == given_min < MINUTES
    assert f'<span class="big">{found.minutes:.2g}'.rstrip("0") in visitor.page(f"{person}/today")
    logged(visitor, person, do="planned", back="people")
    record = rooms.light.record(an_id(person))
    assert isinstance(record, LightRecord)
    last = record.sittings[-1]
    assert given_min * 0.99 <= last.minutes < MINUTES
    assert last.ended is not None and last.ended.reason == "done"  # all of what was asked for


def test_what_is_left_of_half_a_session_is_what_the_list_says(visitor: Visitor, app: Guard) -> None:
    person = patient(visitor, app, "Ada")
    logged(visitor, person, do="session", minutes="1")
    assert row(app, person).minutes == pytest.approx(MINUTES - 1, rel=0.01)
    two = patient(visitor, app, "Bo", zones=("upper", "lower"))
    logged(visitor, two, do="session", part="0", minutes="1")
    left_min = dict(row(app, two).zones)
    assert left_min["upper"] == pytest.approx(MINUTES - 1, rel=0.01)
    assert left_min["lower"] == MINUTES


def test_a_session_under_way_is_at_the_top_and_leads_back_to_itself(
    visitor: Visitor, app: Guard
) -> None:
    person = patient(visitor, app, "Ada")
    held = {f"check-{i}": "yes" for i in range(len(CHECKLIST))}
    visitor.send(f"{person}/today", {"do": "begin", "device": "manual", "pace": "real", **held})
    page = visitor.page("/people")
    assert "To the session of" in page and f'action="{person}/log"' not in page
    assert "<bdi>Ada</bdi></p>" in visitor.page(f"{person}/today")  # whose it is, while it shines
    visitor.client.post(f"{person}/today/stop")


def test_a_plan_that_lies_there_as_it_did_is_read_once(
    visitor: Visitor, app: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = patient(visitor, app, "Ada")
    visitor.page("/people")
    read: list[Path] = []
    real = read_plan

    def counted(path: Path) -> KeptPlan:
        read.append(path)
        return real(path)

    monkeypatch.setattr("openpbm.web.planned.read_plan", counted)
    for _ in range(3):
        visitor.page("/people")
    assert not read
    follow(app, person, plan())
    visitor.page("/people")
    assert len(read) == 1
    (read[0]).write_text("{}", "utf-8")  # what was changed by hand is no plan any more
    assert not row(app, person).is_today


def test_no_name_of_a_part_of_a_page_is_given_twice(visitor: Visitor, app: Guard) -> None:
    """A label, an error and a link that mean two things mean neither."""
    person = patient(visitor, app, "Ada", zones=("upper", "lower"))
    visitor.send("/practice", {"practice": "Praxis", "born": "yes"})
    wrong = {"do": "begin", "part": "9", "device": ""}
    refused = visitor.send(f"{person}/today", dict(wrong), status=422)[1]
    slips = visitor.send(f"{person}/log", {"do": "session", "part": "9"}, status=422)[1]
    own = ("today", "log", "record", "mask", "you", "screen", "data", "share", "photos", "plan")
    pages = {f"{person}/{place}": visitor.page(f"{person}/{place}") for place in own}
    house = ("/people", "/practice", "/practice/device/new", "/practice/protocol/new", "/new")
    pages |= {path: visitor.page(path) for path in house}
    for path, text in {**pages, "refused": refused, "slips": slips}.items():
        ids = [attrs["id"] for _, attrs in Reading(text).tags if "id" in attrs]
        assert len(ids) == len(set(ids)), (path, {one for one in ids if ids.count(one) > 1})


# ---- names

NAMES = st.sampled_from(["Ada", "ada ", "Áda", "Bo", "", "שרה", "<b>Bo</b>", "👩🏽‍⚕️"])
YEARS = st.sampled_from(["", "1974", "1980"])


@given(people=st.lists(st.tuples(NAMES, YEARS), max_size=6))
def test_no_two_people_are_shown_alike(
    people: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    house = People(tmp_path_factory.mktemp("house"))
    for number, (name, born) in enumerate(people):
        own = house.people / f"person{number:04d}"
        own.mkdir(parents=True)
        (own / "person.toml").write_text("", "utf-8")
        typed = {"you": {"name": [name], "born": [born]}}
        (own / "typed.json").write_text(json.dumps(typed), "utf-8")
    shown = [kept.name for kept in house.everyone()]
    assert len(set(shown)) == len(people)
    assert [house.of(kept.id) for kept in house.everyone()] == house.everyone()


def test_a_name_that_is_here_is_asked_of_once_and_a_year_of_birth_tells_apart(
    visitor: Visitor,
) -> None:
    year = date.today().year - 52
    visitor.new_person(name="Ada", born=str(year))
    _, text = visitor.send("/new", answers(name="ADA", namesake=""), status=422)
    assert "is kept here already" in text and 'name="namesake"' in text
    person = visitor.new_person(name="Ada", born=str(year - 1), namesake="")
    visitor.send(f"{person}/you", answers(name="Ada", born=str(year - 1), namesake=""))
    page = visitor.page("/people")
    assert f"Ada ({year})" in page and f"Ada ({year - 1})" in page
    assert f"Ada ({year - 1})" in visitor.page(f"{person}/mask")
    visitor.new_person(name="Ada")
    assert re.search(r"<bdi>Ada \([a-z0-9]{4}\)", visitor.page("/people"))


def test_many_people_are_looked_for_by_a_part_of_a_name(visitor: Visitor, app: Guard) -> None:
    first = visitor.with_mask(name="Zoë Müller")
    assert 'role="search"' not in visitor.page("/people")
    kept = rooms_in(app).kept(an_id(first))
    for number in range(13):
        own = kept.folder.with_name(f"person{number:04d}")
        own.mkdir()
        for file in ("person.toml", "typed.json"):
            text = (kept.folder / file).read_text("utf-8").replace("Zoë Müller", f"Bo {number}")
            (own / file).write_text(text, "utf-8")
    assert 'role="search"' in visitor.page("/people")
    found = visitor.page("/people?called=zoe mul")
    assert "Zoë Müller" in found and "Bo 3" not in found
    assert "Nobody here is called" in visitor.page("/people?called=<b>x")
    assert "<b>x" not in visitor.page("/people?called=<b>x")
