"""The report in a real browser: no error, no request, no overflow, and the same numbers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from headless import Page, browser, find_chromium
from plan_factory import VARIANTS, planned, with_session
from pytest import approx

from openpbm.fact import said
from openpbm.mask.catalogue import catalogue_mask
from openpbm.reports import live, words
from openpbm.reports.hazard.html import hazard_html
from openpbm.reports.html import report_html
from openpbm.safety.hazard.mask import mask_hazards

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        find_chromium() is None and not os.environ.get("CI"), reason="no Chromium found"
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reports")
    for name, make in VARIANTS.items():
        (place / f"{name}.html").write_text(report_html(make()), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        yield opened


@pytest.fixture
def home(page: Page, folder: Path) -> Page:
    page.size(1280)
    page.open(folder / "planned.html")
    return page


@pytest.mark.parametrize("name", sorted(VARIANTS))
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_opens_without_error_request_or_overflow(
    page: Page, folder: Path, name: str, width: int
) -> None:
    page.size(width)
    page.open(folder / f"{name}.html")
    page.value("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.value("innerWidth") == width
    assert page.value("document.documentElement.scrollWidth") == width
    assert page.problems() == []
    assert {url.split(":")[0] for url in page.requests()} == {"file"}


CLIPPED = """[...document.querySelectorAll('main *')].filter(e => {
  const box = e.getBoundingClientRect(), s = getComputedStyle(e);
  return box.width > 1 && !e.closest('.scroll, .unseen, svg') && s.position !== 'absolute'
    && (box.right > innerWidth + 1 || box.left < -1);
}).map(e => e.className || e.tagName)"""


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_nothing_sticks_out_on_a_phone(page: Page, folder: Path, name: str) -> None:
    page.size(390)
    page.open(folder / f"{name}.html")
    page.value("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.value(CLIPPED) == []


def test_fingers_find_their_targets(home: Page) -> None:
    home.size(390)
    home.value("openpbm.setTo({...openpbm.plan, minutes: 7})")
    small = home.value(
        "[...document.querySelectorAll('button, summary, input[type=range], .types label')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []


def test_script_and_python_write_numbers_alike(home: Page) -> None:
    rng = np.random.default_rng(3)
    values = [*(10 ** rng.uniform(-4, 6, 400)).tolist(), 0.0, 0.25, 2.25, 9.95, 99.5, 0.001, 1000.0]
    said = home.value(f"{json.dumps(values)}.map(openpbm.number)")
    assert said == [words.number(value) for value in values]
    shares = [*rng.uniform(0, 2, 200).tolist(), 0.0, 0.9999, 1.0, 1.0001, 0.004]
    assert home.value(f"{json.dumps(shares)}.map(openpbm.percent)") == [
        words.percent(share) for share in shares
    ]


@pytest.mark.parametrize("name", ["planned", "zoned"])
def test_the_sliders_do_the_sums_of_python(page: Page, folder: Path, name: str) -> None:
    page.open(folder / f"{name}.html")
    base = live.base_of(with_session(VARIANTS[name]()))
    rng = np.random.default_rng(5)
    for kind in range(6):
        minutes, drive = float(rng.uniform(0, 30)), float(rng.uniform(0.05, 1))
        state = json.dumps({"type": kind, "minutes": minutes, "drive": drive})
        dose = live.live_dose(base, kind, minutes, drive)
        found = page.value(f"openpbm.dose({state})")
        assert found == approx([dose.p05, dose.median, dose.p95], rel=1e-5)
        for ceiling in base.model.ceilings:
            wanted = live.live_ceiling(base, ceiling, kind, minutes, drive)
            got = page.value(
                f"(c => [c.value, c.limit])(openpbm.ceiling({state}, {json.dumps(ceiling.id)}))"
            )
            assert got == approx(list(wanted), rel=1e-5)


def test_moving_away_is_said_and_undone(home: Page) -> None:
    text = "document.getElementById('{}').textContent"
    before = [home.value(text.format(i)) for i in ("dose-sentence", "safe", "live-badge")]
    assert "This is your plan" in str(before[2])
    assert home.value("document.getElementById('away').hidden") is True
    home.value("openpbm.setTo({type: 5, minutes: 28, drive: 1})")
    assert "type VI" in str(home.value(text.format("dose-sentence")))
    assert "over a limit" in str(home.value(text.format("live-badge")))
    assert "a limit is passed" in str(home.value(text.format("safe")))
    assert home.value("document.getElementById('away').hidden") is False
    assert home.value("document.querySelectorAll('.ceiling.is-stop').length > 0") is True
    home.value("document.querySelector('#away [data-back]').click()")
    after = [home.value(text.format(i)) for i in ("dose-sentence", "safe", "live-badge")]
    assert after == before


def test_a_limit_that_cannot_move_says_so(page: Page, tmp_path: Path) -> None:
    plan = planned()
    fixed = replace(
        plan.session.ceilings[0], id="epidermis_of_trial", name=said("energy in the epidermis")
    )
    path = tmp_path / "fixed.html"
    session = replace(plan.session, ceilings=(*plan.session.ceilings, fixed))
    path.write_text(report_html(replace(plan, session=session)), encoding="utf-8")
    page.open(path)
    still = "document.querySelectorAll('.ceiling.is-still').length"
    assert page.value(still) == 0
    page.value("openpbm.setTo({...openpbm.plan, minutes: 4})")
    assert page.value(still) == 1
    assert "for your plan only" in str(page.value("document.getElementById('safe').textContent"))
    page.value("openpbm.setTo(openpbm.plan)")
    assert page.value(still) == 0


def test_a_dragged_slider_moves_the_sentence(home: Page) -> None:
    said = home.value(
        "(async () => { const m = document.getElementById('live-minutes'); m.value = 6;"
        "m.dispatchEvent(new Event('input', {bubbles: true}));"
        "await new Promise(r => setTimeout(r, 200));"
        "return document.getElementById('dose-sentence').textContent })()"
    )
    base = live.base_of(planned())
    assert base is not None
    dose = live.live_dose(base, base.model.own, 6.0, 1.0)
    assert words.quantity(dose.median, "J/cm2") in str(said)


def test_paper_shows_the_plan_even_when_the_sliders_do_not(home: Page, tmp_path: Path) -> None:
    home.value("openpbm.setTo({type: 5, minutes: 28, drive: 1})")
    home.pdf(tmp_path / "plan.pdf")
    assert (tmp_path / "plan.pdf").read_bytes()[:5] == b"%PDF-"
    assert "This is your plan" in str(
        home.value("document.getElementById('live-badge').textContent")
    )


def test_still_faces_say_that_they_stay_when_the_sliders_move(home: Page) -> None:
    notes = "[...document.querySelectorAll('figure.faces [data-still]')].map(e => e.hidden)"
    pictures = "[...document.querySelectorAll('.strip img')].map(e => e.src)"
    assert home.value(notes) == [True, True]
    before = home.value(pictures)
    home.value("openpbm.setTo({type: 5, minutes: 28, drive: 1})")
    assert home.value(notes) == [False, False]
    assert home.value(pictures) == before
    home.value("openpbm.setTo(openpbm.plan)")
    assert home.value(notes) == [True, True]


def test_without_script_the_planned_faces_are_still_there(page: Page, folder: Path) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(folder / "planned.html")
        assert page.value("document.querySelectorAll('.strip img:not([hidden])').length") == 4
        assert page.value("document.getElementById('live').hidden") is True
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)


def test_the_tables_of_hazards_show_every_column_on_a_screen_of_1280(
    page: Page, tmp_path: Path
) -> None:
    hazards = mask_hazards(catalogue_mask("higherdose-red-light-face-mask"))
    (tmp_path / "hazard.html").write_text(hazard_html(hazards), encoding="utf-8")
    page.size(1280)
    page.open(tmp_path / "hazard.html")
    wide = page.value(
        "[...document.querySelectorAll('.hazards')].map(t => t.scrollWidth - "
        "t.closest('.scroll').clientWidth)"
    )
    assert isinstance(wide, list)
    assert len(wide) >= 3
    assert max(wide) <= 0
