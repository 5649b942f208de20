"""A practice at one desk: its devices once, and what that means for everybody's plans."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from web_house import MASK, Reading, Visitor, answers, app_over, empty_folder, rooms_in, visitor_of

from openpbm.files.person_file import read_person
from openpbm.files.practice.device import HouseDevice, devices_of, keep_device
from openpbm.reports import words
from openpbm.reports.session_words import CHECKLIST
from openpbm.tables import numbers
from openpbm.tracking.account import LightRecord
from openpbm.web.guard import Guard
from openpbm.web.people import typed_in
from openpbm.web.planned import made
from openpbm.web.today import ready

PANEL = Path(__file__).parents[2] / "examples" / "clinic-panel.toml"


folder = pytest.fixture(empty_folder)
app = pytest.fixture(app_over)
visitor = pytest.fixture(visitor_of)


def uploaded(visitor: Visitor, text: str, *, status: int = 303) -> tuple[str, str]:
    sent = visitor.client.post(
        "/practice/device/file",
        data={"token": visitor.token()},
        files={"file": ("x.toml", text.encode(), "application/toml")},
    )
    assert sent.status_code == status, sent.text[:400]
    return sent.headers.get("location", ""), sent.text


@pytest.fixture
def panel(visitor: Visitor) -> str:
    """The address of a panel with two zones in the list of the house."""
    where, _ = uploaded(visitor, PANEL.read_text("utf-8"))
    assert re.fullmatch(r"/practice/device/[a-z0-9]{10}", where)
    return where


def an_id(place: str) -> str:
    return place.rsplit("/", 1)[1]


def folder_of(folder: Path, person: str) -> Path:
    return folder / "people" / an_id(person)


def with_panel(visitor: Visitor, panel: str, name: str, **other: str) -> str:
    return visitor.new_person(name=name, device=an_id(panel), **other)


def planned(visitor: Visitor, person: str, start: date | None = None) -> None:
    day = (start or date.today()).isoformat()
    visitor.send(f"{person}/plan", {"do": "make", "start": day})
    assert visitor.wait(person)["state"] == "done"


# ---- devices


def test_a_device_that_was_uploaded_once_is_everybodys_with_its_zones_and_readings(
    visitor: Visitor, folder: Path, panel: str
) -> None:
    page = visitor.page(panel)
    assert "upper" in page and "lower" in page
    people = [with_panel(visitor, panel, name) for name in ("Ada", "Bo")]
    masks = [read_person(folder_of(folder, person) / "person.toml").mask for person in people]
    for mask in masks:
        assert mask is not None
        assert [zone.name for zone in mask.zones] == ["upper", "lower"]
        assert all(channel.readings for channel in mask.channels)
        assert mask.id == f"device-{an_id(panel)}"  # two own masks are never one
    assert "2 people have it" in visitor.page("/practice")


def test_a_new_person_with_the_mask_of_another_gets_the_mask_and_nothing_else(
    visitor: Visitor, folder: Path
) -> None:
    first = visitor.new_person(name="Ada", goal="acne", goggles="yes")
    six = {"do": "save", "colour": "red", "seat": "hard", "leds": "100", "name": "Hers"}
    visitor.send(f"{first}/mask/new", dict(six))
    page = visitor.page(f"/new?like={an_id(first)}")
    ticked = {a["name"] for a in Reading(page).of("input") if "checked" in a}
    assert not ticked  # no goal, no place, no goggles, no health
    where, _ = visitor.send("/new", answers(name="Bo", like=an_id(first)))
    second = folder_of(folder, where.removesuffix("/screen"))
    mask = read_person(second / "person.toml").mask
    assert mask is not None and mask.name == "Hers"  # with its file
    shutil.rmtree(folder_of(folder, first))
    assert read_person(second / "person.toml").mask is not None


def test_a_changed_device_makes_plans_old_changes_none_and_tells_whose(
    visitor: Visitor, app: Guard, folder: Path, panel: str
) -> None:
    person = with_panel(visitor, panel, "Ada")
    other = visitor.with_mask(name="Boris")
    planned(visitor, person)
    visitor.send(f"{person}/today", {"do": "begin"}, status=422)  # the checklist, no refusal
    plan = folder_of(folder, person) / "plan" / "plan.json"
    before = plan.read_bytes()
    visitor.send(panel, {"do": "save", "name": "Panel, room 2", "standoff": "150"})
    page = visitor.page(panel)
    assert "The plans of Ada were made" in page and "Boris" not in page
    assert plan.read_bytes() == before
    kept = rooms_in(app).kept(an_id(person))
    old = made(kept)
    assert old is not None and not old.is_fresh
    _, text = visitor.send(f"{person}/today", {"do": "begin"}, status=409)
    assert "the device was changed" in text.lower()
    assert "The device was changed" in visitor.page(f"{person}/plan")
    visitor.send(panel, {"do": "plans"})
    assert visitor.wait(person)["state"] == "done"
    new = made(kept)
    assert new is not None and new.is_fresh
    mask = read_person(kept.file).mask
    assert mask is not None and mask.standoff_mm == 150
    assert "were made" not in visitor.page(panel)
    assert typed_in(folder_of(folder, other))["mask"]["device"] == [MASK]


def test_a_screen_gets_no_younger_by_a_device_that_was_measured_again(
    visitor: Visitor, app: Guard, panel: str
) -> None:
    """One button makes everybody's plans anew; nobody was asked about their health by it."""
    person = with_panel(visitor, panel, "Ada", region="chin")
    valid = timedelta(days=numbers("delivery")["screen_valid_days"].value)
    first = date.today() - valid - timedelta(days=1)
    planned(visitor, person, first)
    for distance in ("150", "140"):
        visitor.send(panel, {"do": "save", "name": "Panel", "standoff": distance})
        visitor.send(panel, {"do": "plans"})
        assert visitor.wait(person)["state"] == "done"
        found = ready(rooms_in(app), rooms_in(app).kept(an_id(person)))
        assert found.plan is not None and found.plan.start_date == date.today()
        assert found.due is not None and found.due.ask_screen
        assert found.due.screen_since == first
    planned(visitor, person)  # made by whoever looks at the answers
    found = ready(rooms_in(app), rooms_in(app).kept(an_id(person)))
    assert found.due is not None and not found.due.ask_screen


def test_another_name_is_the_same_device(visitor: Visitor, app: Guard, panel: str) -> None:
    person = with_panel(visitor, panel, "Ada")
    planned(visitor, person)
    visitor.send(panel, {"do": "save", "name": "Panel of room 2"})
    found = made(rooms_in(app).kept(an_id(person)))
    assert found is not None and found.is_fresh


def test_a_device_put_back_as_it_was_makes_its_plans_good_again(
    visitor: Visitor, app: Guard, panel: str
) -> None:
    person = with_panel(visitor, panel, "Ada")
    planned(visitor, person)
    kept = rooms_in(app).kept(an_id(person))
    fresh = []
    for distance in ("150", ""):
        visitor.send(panel, {"do": "save", "name": "Panel", "standoff": distance})
        found = made(kept)
        assert found is not None
        fresh.append(found.is_fresh)
    assert fresh == [False, True]


def test_bad_devices_are_refused_in_words(visitor: Visitor, folder: Path, panel: str) -> None:
    _, text = uploaded(visitor, PANEL.read_text("utf-8"), status=422)
    assert "second device called" in text
    _, text = uploaded(visitor, "[person]\nage_years = 3\n", status=422)
    assert "person file" in text
    _, text = visitor.send(panel, {"do": "save", "name": "", "standoff": "near"}, status=422)
    assert 'id="name-problem"' in text and 'id="standoff-problem"' in text
    _, text = visitor.send("/practice/device/new", {"colour": "red", "seat": "hard"}, status=422)
    assert 'id="name-problem"' in text
    assert len(devices_of(folder)) == 1


def test_a_device_in_use_stays_and_one_that_is_gone_gives_no_light(
    visitor: Visitor, folder: Path, panel: str
) -> None:
    person = with_panel(visitor, panel, "Ada")
    planned(visitor, person)
    _, text = visitor.send(panel, {"do": "remove", "name": "x"}, status=422)
    assert "given to Ada" in text
    shutil.rmtree(folder / "practice" / f"device-{an_id(panel)}")  # as nobody should
    visitor.send(f"{person}/today", {"do": "begin"}, status=409)
    _, text = visitor.send(
        f"{person}/plan", {"do": "make", "start": date.today().isoformat()}, status=409
    )
    assert "choose a mask" in text
    visitor.send(f"{person}/mask/{MASK}", {"do": "save", "standoff": "10"})
    planned(visitor, person)


def test_nobody_has_it_then_it_goes(visitor: Visitor, folder: Path, panel: str) -> None:
    assert visitor.send(panel, {"do": "remove"})[0] == "/practice"
    assert devices_of(folder) == ()
    visitor.page(panel, status=404)


def test_a_mask_of_one_person_is_kept_for_everybody_with_what_is_stated(
    visitor: Visitor, folder: Path
) -> None:
    person = visitor.with_mask(name="Ada")
    where, _ = visitor.send(f"{person}/mask/{MASK}/keep", {})
    (device,) = devices_of(folder)
    assert device.listed == MASK and device.said["standoff"] == ("10",)
    other = visitor.new_person(name="Bo")
    assert device.name in visitor.page(f"{other}/mask")
    visitor.send(f"{other}/mask/{device.id}/house", {"do": "save"})
    mask = read_person(folder_of(folder, other) / "person.toml").mask
    assert mask is not None and (mask.id, mask.standoff_mm) == (MASK, 10)
    assert "2 people" in visitor.page("/practice") and where.endswith(device.id)
    visitor.send(f"{other}/mask/device-{device.id}/measure", {"do": "save"}, status=404)


def test_a_device_file_that_was_not_written_here_gives_nobody_a_device(tmp_path: Path) -> None:
    device = HouseDevice(id="a" * 10, name="Panel", text=PANEL.read_text("utf-8"), said={})
    keep_device(tmp_path, device)
    assert devices_of(tmp_path) == (device,)
    about = tmp_path / "practice" / f"device-{device.id}" / "device.json"
    whole = about.read_text("utf-8")
    for odd in ("", "{", "[]", whole.replace('"1"', '"2"'), whole.replace("listed", "leased")):
        about.write_text(odd, "utf-8")
        assert devices_of(tmp_path) == ()


# ---- today's list


def yesterday(visitor: Visitor, person: str) -> None:
    """A session the day before today, as planned."""
    day = (date.today() - timedelta(days=1)).isoformat()
    visitor.send(f"{person}/log", {"do": "planned", "day": day, "sure": "yes"})


def card(visitor: Visitor, name: str) -> str:
    """What the list says of one person."""
    page = visitor.page("/people")
    (found,) = [one for one in page.split('<li class="card person')[1:] if f"<bdi>{name}<" in one]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.split("</li>")[0])).replace(
        "\u202f", " "
    )


def test_the_list_holds_the_last_settings_and_the_skins_answer(
    visitor: Visitor, panel: str
) -> None:
    visitor.send(panel, {"do": "save", "name": "Room 2", "standoff": "150"})
    person = with_panel(visitor, panel, "Ada", region="chin")
    planned(visitor, person, date.today() - timedelta(days=1))
    yesterday(visitor, person)
    said = card(visitor, "Ada")
    assert "Room 2" in said and "150 mm" in said and "lower" in said
    assert re.search(r"Last \w+ \d+ \w+, [\d.]+ min skin: not told yet", said)
    visitor.send(f"{person}/log", {"do": "skin", "skin": "red_hour"})
    assert "skin: red for about an hour" in card(visitor, "Ada")


def test_one_click_in_the_list_logs_a_session_and_comes_back_to_it(
    visitor: Visitor, app: Guard
) -> None:
    person = visitor.with_mask(name="Ada")
    planned(visitor, person)
    page = visitor.page("/people")
    own = page[page.index(f'action="{person}/log"') :].split("</form>")[0]
    sent = {f["name"]: f["value"] for f in Reading(own).of("input") if f["name"] != "token"}
    where, _ = visitor.send(f"{person}/log", {**sent, "do": "planned"})
    assert where == "/people"
    (given,) = rooms_in(app).light.latest(an_id(person)).sittings
    assert given.minutes > 0
    assert f'action="{person}/log"' not in visitor.page("/people")  # not due any more


def in_short(record: LightRecord) -> list[tuple[str, date, float, bool]]:
    """What a list says of sessions."""
    return [
        (one.begun.session_id, one.begun.day, one.minutes, one.is_undone) for one in record.sittings
    ]


def test_the_last_sessions_in_short_are_those_of_the_whole_record(
    visitor: Visitor, app: Guard
) -> None:
    person = visitor.with_mask(name="Ada")
    planned(visitor, person, date.today() - timedelta(days=1))
    visitor.send(f"{person}/log", {"do": "planned"})
    assert f'action="{person}/log"' not in visitor.page("/people")
    yesterday(visitor, person)  # written down later, and no session of today is forgotten for it
    assert f'action="{person}/log"' not in visitor.page("/people")
    assert words.short_day(date.today()) in card(visitor, "Ada").split("Last")[1]
    visitor.send(f"{person}/log", {"do": "skin", "skin": "dry"})
    light = rooms_in(app).light
    whole, short = light.record(an_id(person)), light.latest(an_id(person))
    assert isinstance(whole, LightRecord)
    assert in_short(short) == in_short(whole) and short.skin == whole.skin
    visitor.send(f"{person}/log", {"do": f"undo:{whole.sittings[0].begun.session_id}"})
    again = light.record(an_id(person))
    assert isinstance(again, LightRecord)
    assert in_short(light.latest(an_id(person))) == in_short(again)
    assert words.short_day(date.today()) not in card(visitor, "Ada").split("Last")[1].split("·")[0]


# ---- the record


def test_the_record_has_what_is_known_and_a_line_for_what_is_not(
    visitor: Visitor, folder: Path
) -> None:
    person = visitor.with_mask(name="Ada")
    planned(visitor, person, date.today() - timedelta(days=1))
    yesterday(visitor, person)
    lines = visitor.page(f"{person}/record")
    assert lines.count('class="to-fill"') == 1
    assert lines.split('class="pairs by-hand"')[1].count("<dd></dd>") == 3
    assert "Year of birth" not in visitor.page(f"{person}/you")
    visitor.send("/practice", {"practice": "Practice am Park", "born": "yes"})
    assert "Year of birth" in visitor.page("/new")
    plan = (folder_of(folder, person) / "plan" / "made.json").read_bytes()
    year = str(date.today().year - 52)
    visitor.send(f"{person}/you", answers(name="Ada", born=year))
    visitor.send(f"{person}/log", {"do": "skin", "skin": "red_hour"})
    lines = visitor.page(f"{person}/record")
    hand = lines.split('class="pairs by-hand"')[1]
    assert 'class="to-fill"' not in lines and "red for about an hour</td>" in lines
    assert f">{year}</dd>" in hand and ">Practice am Park</dd>" in hand
    assert hand.count("<dd></dd>") == 1  # the signature
    head = lines.split('<tr class="on-paper">')[1].split("</tr>")[0]  # on top of every sheet
    assert all(each in head for each in ("Ada", f"born {year}", "Practice am Park"))
    assert (folder_of(folder, person) / "plan" / "made.json").read_bytes() == plan
    assert "born" not in (folder_of(folder, person) / "person.toml").read_text("utf-8")
    assert "changed since" not in visitor.page(f"{person}/plan")


@pytest.mark.parametrize("born", ["1899", "3000", "74", "1974.5", "then", "2001"])
def test_a_year_that_cannot_be_is_refused_at_its_field(visitor: Visitor, born: str) -> None:
    _, text = visitor.send("/new", answers(born=born), status=422)
    assert 'id="born-problem"' in text


# ---- several people share a mask


def checked() -> dict[str, str | list[str]]:
    held: dict[str, str | list[str]] = {f"check-{i}": "yes" for i in range(len(CHECKLIST))}
    return {"do": "begin", "device": "manual", "pace": "real", **held}


def test_whoever_gets_a_mask_after_another_is_told_to_clean_it(visitor: Visitor) -> None:
    first, second = visitor.with_mask(name="Ada"), visitor.with_mask(name="Boris")
    for person in (first, second):
        planned(visitor, person, date.today() - timedelta(days=1))
    assert "clean what touches skin" not in visitor.page(f"{second}/today")
    yesterday(visitor, second)
    said = visitor.page(f"{first}/today")
    assert "Boris had this mask before" in said and "clean what touches skin" in said
    assert "clean what touches skin" not in visitor.page(f"{second}/today")  # theirs was the last


def test_a_session_of_the_wrong_person_is_asked_about_before_its_light(
    visitor: Visitor, app: Guard
) -> None:
    first, second = visitor.with_mask(name="Ada"), visitor.with_mask(name="Boris")
    for person in (first, second):
        planned(visitor, person, date.today() - timedelta(days=1))
    yesterday(visitor, first)
    assert "This is for Ada" not in visitor.page(f"{first}/today")
    assert "This is for Boris" in visitor.page(f"{second}/today")
    _, text = visitor.send(f"{second}/today", checked(), status=422)
    assert 'id="person-problem"' in text
    assert rooms_in(app).light.latest(an_id(second)).sittings == ()
    visitor.send(f"{second}/today", {**checked(), "person": "yes"})
    assert rooms_in(app).sittings.is_live(an_id(second))
    visitor.client.post(f"{second}/today/stop")


def test_a_device_of_the_house_is_for_all_who_were_given_it_and_each_has_a_book(
    visitor: Visitor, app: Guard, panel: str
) -> None:
    people = [with_panel(visitor, panel, name, region="chin") for name in ("Ada", "Boris")]
    for person in people:
        planned(visitor, person)
        visitor.send(f"{person}/log", {"do": "planned"})  # no second tap
    light = rooms_in(app).light
    for person in people:
        record = light.record(an_id(person))
        assert isinstance(record, LightRecord)
        assert {one.begun.person_id for one in record.sittings} == {an_id(person)}
        assert len(record.sittings) == 1
