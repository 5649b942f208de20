"""The parts that every figure is made of: places, marks, words that cannot break out."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from openpbm.reports import draw
from openpbm.reports.draw import Box, Scale

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PICTURES = [path.stem for path in FOLDER.glob("*.svg")]
OWN = ("house", "on-the-face", "open-mask")  # that draw.py makes
SVG = "{http://www.w3.org/2000/svg}"
ENDS = st.floats(1e-3, 1e3)


@given(ENDS, st.floats(1.01, 1e4), st.booleans(), st.floats(0.0, 1.0))
def test_a_scale_meets_its_ends_and_equal_steps_are_equally_long(
    low: float, times: float, is_log: bool, share: float
) -> None:
    high = low * times
    scale = Scale(low, high, 300.0, 20.0, is_log=is_log)
    assert scale.at(low) == approx(300.0)
    assert scale.at(high) == approx(20.0)
    value = low * times**share if is_log else low + (high - low) * share
    assert scale.at(value) == approx(300.0 - 280.0 * share, abs=1e-6)
    assert scale.within(10 * high) == approx(20.0)


@given(st.floats(-10.0, 10.0), st.floats(0.02, 1e3), st.integers(2, 8))
def test_round_steps_hold_what_they_mark(low: float, span: float, most: int) -> None:
    marks = draw.steps(low, low + span, most)
    slack = 1e-5 * max(abs(low), span)  # marks are rounded to six figures
    assert marks[0] <= low + slack
    assert marks[-1] >= low + span - slack
    assert 2 <= len(marks) <= most + 3


def test_a_band_is_closed_and_lies_between_its_lines() -> None:
    box = Box(Scale(0.0, 1.0, 0.0, 100.0), Scale(0.0, 1.0, 50.0, 0.0))
    x = np.array([0.0, 1.0])
    drawn = box.band((x, x), (np.array([0.2, 0.2]), np.array([0.6, 0.6])))
    assert 'd="M0.0 40.0L100.0 40.0L100.0 20.0L0.0 20.0Z"' in drawn


def test_what_is_written_in_a_drawing_stays_words() -> None:
    drawn = draw.svg(10, 10, [draw.text(0, 0, "<b>&", 'a" onload="x')])
    (label,) = ET.fromstring(str(drawn))
    assert label.text == "<b>&"
    assert label.attrib["class"] == 'a" onload="x'
    assert "onload" not in label.attrib


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_that_is_a_file_says_what_it_is_and_stands_alone(picture: str) -> None:
    root = ET.parse(FOLDER / f"{picture}.svg").getroot()
    title = root.find(f"{SVG}title")
    assert title is not None and title.text
    linked = [value for e in root.iter() for at, value in e.attrib.items() if at.endswith("href")]
    assert all(one.startswith(("#", "data:")) for one in linked), "a file that it does not bring"


@pytest.mark.parametrize("picture", OWN)
def test_a_picture_of_our_parts_knows_every_class_that_it_uses(picture: str) -> None:
    root = ET.parse(FOLDER / f"{picture}.svg").getroot()
    sheet = root.find(f"{SVG}style")
    assert sheet is not None and sheet.text
    used = {name for e in root.iter() for name in e.attrib.get("class", "").split()}
    known = set(re.findall(r"\.([a-z]+)", sheet.text))
    assert used <= known, "a class that its own sheet does not know"
