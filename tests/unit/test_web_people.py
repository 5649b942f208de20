"""The people of a house or a practice: whose day it is stands first, and is begun from there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from web_house import Visitor, an_app


def test_whoever_is_due_today_stands_first_and_can_begin(tmp_path: Path) -> None:
    visitor = Visitor(an_app(tmp_path / "house"))
    rest = visitor.new_person(name="Abel")
    due, today = visitor.with_mask(name="Zoe"), date.today().isoformat()
    visitor.send(f"{due}/plan", {"do": "make", "start": today})
    visitor.wait(due)
    page = visitor.page("/people")
    assert page.index("Zoe") < page.index("Abel")
    assert page.index(">Today<") < page.index("Zoe") < page.index(">Not today<")
    assert f'href="{due}/today"' in page and f'href="{rest}/today"' not in page
    visitor.send(f"{due}/log", {"do": "session", "day": today})
    assert ">Not today<" not in visitor.page("/people")


def test_the_list_says_the_minutes_and_the_no_that_today_says(tmp_path: Path) -> None:
    visitor = Visitor(an_app(tmp_path / "house"))
    day = date.today()
    ada = visitor.with_mask(name="Ada")
    visitor.send(f"{ada}/plan", {"do": "make", "start": (day - timedelta(days=3)).isoformat()})
    visitor.wait(ada)
    visitor.send(f"{ada}/log", {"do": "session", "day": (day - timedelta(days=3)).isoformat()})

    def minutes(page: str) -> str:
        return page.split('class="settings"><b>')[1].split("</b>")[0]

    whole = minutes(visitor.page("/people"))
    visitor.send(f"{ada}/log", {"do": "skin", "skin": "red_hour"})
    today = visitor.page(f"{ada}/today").split('id="tap"')[1]
    assert whole not in today
    assert minutes(visitor.page("/people")) in today
    visitor.send(f"{ada}/log", {"do": "skin", "skin": "eyes", "sure": "yes"})
    page = visitor.page("/people")
    assert 'value="planned"' not in page and f'href="{ada}/today"' not in page
    assert "something with the eyes" in page
