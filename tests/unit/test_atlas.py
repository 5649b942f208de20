"""The atlas in a browser: it fits, it filters, it asks for nothing, every axis has a unit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from headless import browser, find_chromium
from test_evidence import small_atlas

from openpbm.reports.evidence.atlas import atlas_html, choices, goal_panel, study_card
from openpbm.response.study import CONTROLS, all_studies
from openpbm.response.summary import all_goals

FILTERED = """
(() => {
  const form = document.getElementById("filter");
  form.elements[%r].value = %r;
  window.openpbm.show();
  return [...document.querySelectorAll("[data-study]")].filter((c) => !c.hidden).length;
})()
"""


def test_every_study_and_goal_stands_in_the_atlas() -> None:
    page = atlas_html(small_atlas())
    for key in all_studies():
        assert f'data-study="{key}"' in page
    for found in all_goals():
        assert f'id="goal-{found.goal.id}"' in page
    for row in small_atlas().hold_outs:
        assert row.verdict in page


def test_every_axis_has_a_unit_and_a_direction() -> None:
    for found in all_goals():
        for _, figure in goal_panel(found).forests:
            assert "no unit" in figure or "(SD)" in figure
            assert "better with light" in figure
    assert "J/cm²" in atlas_html(small_atlas())


def test_numbers_without_a_control_are_grey_and_never_drawn() -> None:
    for found in all_goals():
        panel = goal_panel(found)
        drawn = "".join(str(figure) for _, figure in panel.forests)
        for study in found.uncontrolled:
            assert study_card(study).grey
            assert f"{study.name}<" not in drawn
        assert len(panel.grey) == len(found.uncontrolled)
    for study in all_studies().values():
        assert bool(study_card(study).grey) == (study.control not in CONTROLS)


def test_the_filter_offers_what_occurs() -> None:
    offered = {key: [v for v, _ in values] for key, _, values in choices(
        [study_card(study) for study in all_studies().values()]
    )}  # fmt: skip
    assert {"home", "office", "unread"} <= set(offered["setting"])
    assert {"red", "nir", "blue"} <= set(offered["band"])
    assert "safety" in offered["goal"]


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="no Chromium")
def test_the_atlas_fits_filters_and_asks_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "atlas.html"
    path.write_text(atlas_html(small_atlas()), encoding="utf-8")
    with browser() as page:
        for width in (390, 1280):
            page.size(width)
            page.open(path)
            page.value("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            assert page.value("document.documentElement.scrollWidth") == width
        scar = page.value(FILTERED % ("goal", "scar"))
        home = page.value(FILTERED % ("setting", "home"))
        assert scar == sum("scar" in study.goals for study in all_studies().values())
        assert isinstance(home, int)
        assert isinstance(scar, int)
        assert 0 < home < scar
        said = page.value("document.getElementById('count').textContent")
        assert re.fullmatch(rf"{home} of {len(all_studies())} studies", str(said))
        assert not page.problems()
        assert all(url.startswith("file:") for url in page.requests())
