"""The page of the house is drawn from the contract, and its walk goes where there is a way."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from importlib import import_module
from pathlib import Path

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
sys.path.insert(0, str(PICTURES))
house = import_module("house")


def test_picture_and_tables_are_fresh() -> None:
    message = "run python docs/pictures/house.py"
    walk = house.kept_walk()
    assert house.PICTURE.read_text(encoding="utf-8") == house.picture(walk), message
    page = house.PAGE.read_text(encoding="utf-8")
    assert page == house.page(page, walk), message


def test_every_room_is_drawn_once() -> None:
    root = ET.fromstring(house.PICTURE.read_text(encoding="utf-8"))
    shown = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    rooms = [room for floor in house.floors() for room in floor]
    assert all(shown.count(room) == 1 for room in rooms)
    assert set(house.FLOORS) == {floor[0] for floor in house.floors()}


def test_the_walk_begins_with_the_screen_passes_light_and_skin_and_ends_in_the_plan() -> None:
    walk = [f"{step.module}.{step.name}" for step in house.kept_walk()]
    assert len(walk) == len(set(walk)) > 20
    marks = ("safety.screening.screen", "light.kept_light.kept_light", "skin.anatomy.skin_of",
             "dose.dose_rate", "planning.decide.decide", "planning.made.planned")  # fmt: skip
    places = [walk.index(mark) for mark in marks]
    assert places == sorted(places)
    for step in house.kept_walk():
        module = import_module(f"openpbm.{step.module}")
        assert re.search(
            rf"^def {step.name}\(", Path(str(module.__file__)).read_text("utf-8"), re.M
        )
