"""The people of a house or a practice: whose day it is stands first, and is begun from there."""

from __future__ import annotations

from datetime import date
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
