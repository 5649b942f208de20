"""The app in a real browser: a new person from interview to plan, at two widths and by keyboard."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_core_python
import pytest
from headless import Page, browser, find_chromium
from pytest import approx
from web_house import MASK, SCENARIOS, served

from openpbm.reports import draw
from openpbm.reports.session_words import CHECKLIST
from openpbm.sitting import live as live_room
from openpbm.web.app import make_app
from openpbm.web.today import PACES
from openpbm.web.work import Workers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        find_chromium() is None and not os.environ.get("CI"), reason="no Chromium found"
    ),
]
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")


def running(made: Callable[[int], object]) -> Iterator[str]:
    """The address of an app that is made for a port, while it runs."""
    listening = socket.create_server(("127.0.0.1", 0))
    with served(made(listening.getsockname()[1]), listening) as home:
        yield home


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running app over an empty folder; its address."""
    folder = tmp_path_factory.mktemp("house")

    def made(port: int) -> object:
        return make_app(folder, port=port, workers=Workers(apart=False), scenarios=SCENARIOS)

    yield from running(made)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        yield opened


def tick(page: Page, name: str, value: str) -> None:
    page.click(f'input[name="{name}"][value="{value}"]')


def press_through(page: Page, script: str, action: Callable[[], None]) -> None:
    """Do something that leads to another page, and wait for it."""
    action()
    page.until(script)
    page.loaded()


AT = "document.querySelector('form').dataset.at"
TOPICS = tuple((f"topic-{i}", "no") for i in range(5))
LISTED = tuple((f"{kind}-any", "none") for kind in ("condition", "procedure", "drug"))
SCREENS: tuple[tuple[tuple[str, str], ...], ...] = (  # field and choice, by screen of a phone
    (),
    (("skin", "II"),),
    (("goal", "wrinkles_firmness"),),
    TOPICS,
    LISTED,
    (("goggles", "yes"), ("recent", "none")),
)
TURNS = (1, 3, 4)  # screens that the last tap leaves


def go_on(page: Page, at: int) -> None:
    """To the next screen of the interview, where the last tap did not lead there."""
    if at - 1 not in TURNS:
        page.click("#next")
    page.until(f"{AT} === '{at}'")


def interview(page: Page, home: str, name: str) -> None:
    page.goto(f"{home}/new")
    page.fill("#name", name)
    page.fill("#age", "52")
    is_paged = page.value("document.querySelector('form').classList.contains('is-paged')")
    for number, asked in enumerate(SCREENS):
        if is_paged and number:
            go_on(page, number)
        for field, choice in asked:
            tick(page, field, choice)
    press_through(
        page, "location.pathname.endsWith('/screen')", lambda: page.click(".actions [name=do]")
    )


def choose_mask(page: Page) -> None:
    press_through(
        page, "location.pathname.endsWith('/mask')", lambda: page.click(".actions [href$='/mask']")
    )
    page.fill("#q", "higher")
    page.until("[...document.querySelectorAll('[data-search]')].filter(e => !e.hidden).length < 5")
    press_through(
        page,
        f"location.pathname.endsWith('/{MASK}')",
        lambda: page.click(f'a[href$="/mask/{MASK}"]'),
    )
    page.fill("#standoff", "10")
    press_through(
        page, "location.pathname.endsWith('/plan')", lambda: page.click(".actions [value=save]")
    )


def make_plan(page: Page) -> None:
    press_through(page, "!!document.querySelector('#making')", lambda: page.click(".make button"))
    page.until("!!document.querySelector('#do .big')")
    page.loaded()


def hold_session(page: Page, home: str, place: str) -> None:
    """Today's session in fast motion on the simulated mask, up to the log."""
    page.goto(f"{home}{place}/today")
    for number in range(len(CHECKLIST)):
        tick(page, f"check-{number}", "yes")
    tick(page, "device", "simulated")
    tick(page, "pace", "fast")
    press_through(
        page, "!!document.querySelector('#stop')", lambda: page.click(".actions .main-action")
    )


def finish_session(page: Page) -> None:
    page.until("document.querySelector('#sitting').dataset.over === 'yes'")
    page.loaded()
    press_through(
        page, "location.pathname.endsWith('/log')", lambda: page.click(".actions .main-action")
    )


def checked(page: Page, where: str, rules: tuple[str, ...] = ()) -> None:
    """No serious finding of axe-core, no sideways scroll, nothing said in the console."""
    clean(page, where, rules)
    assert page.beyond() == [], where
    assert page.problems() == [], where


def clean(page: Page, where: str, rules: tuple[str, ...] = ()) -> None:
    """No serious finding of axe-core."""
    page.loaded()  # with its colours
    page.value(AXE + "; true")
    only = f", runOnly: {json.dumps(list(rules))}" if rules else ""
    found = page.value(
        f"axe.run(document, {{resultTypes: ['violations']{only}}}).then(r => r.violations.map(v => "
        "[v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))]))"
    )
    assert isinstance(found, list)
    assert [row for row in found if row[0] in SERIOUS] == [], where


def fits_at_twice_the_text(page: Page, where: str) -> None:
    """Nothing runs off sideways where a person has text twice as large."""
    page.value("document.documentElement.style.fontSize = '200%'; true")
    assert page.beyond() == [], where


def filtered(page: Page, key: str, value: str) -> int:
    """How many studies the atlas shows for a choice."""
    page.value(
        f"(e => {{ e.value = {value!r}; e.dispatchEvent(new Event('input', {{bubbles: true}})); }})"
        f"(document.querySelector('#filter [name={key}]'))"
    )
    found = page.value(
        "[...document.querySelectorAll('[data-study]')].filter(e => e.checkVisibility()).length"
    )
    assert isinstance(found, int)
    return found


# every rule once on a phone in light; what a wide screen and the dark can change, again there
LOOKS: tuple[tuple[int, bool, tuple[str, ...]], ...] = (
    (390, False, ()),
    (1280, True, ("color-contrast", "scrollable-region-focusable")),
)


@pytest.mark.parametrize(("width", "dark", "rules"), LOOKS)
def test_a_new_person_comes_to_a_plan_a_session_and_a_log(
    page: Page, house: str, width: int, dark: bool, rules: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setitem(PACES, "fast", 6000.0)
    page.size(width)
    page.dark(dark)
    page.goto(f"{house}/new")
    checked(page, "the interview", rules)
    interview(page, house, f"Ada {width}")
    checked(page, "the screen", rules)
    choose_mask(page)
    checked(page, "before the plan", rules)
    make_plan(page)
    checked(page, "the plan", rules)
    place = str(page.value("location.pathname")).removesuffix("/plan")
    page.goto(f"{house}{place}/today")
    checked(page, "the checklist", rules)
    hold_session(page, house, place)
    checked(page, "the session", rules)
    finish_session(page)
    assert "session of practice" in str(page.value("document.body.textContent"))
    page.click("[value=planned]")
    page.until("!!document.querySelector('#slips, table details')")
    page.loaded()
    if page.value("!!document.querySelector('#slips')"):  # the person of before had this mask
        checked(page, "what is said before it is written", rules)
        page.click("#slips .main-action")
        page.until("!!document.querySelector('table details')")
        page.loaded()
    checked(page, "the log", rules)
    for name in ("you", "mask", f"mask/{MASK}", "data", "compare", "record", "today"):
        page.goto(f"{house}{place}/{name}")
        checked(page, name, rules)
        fits_at_twice_the_text(page, name)
    page.goto(f"{house}{place}/log")
    fits_at_twice_the_text(page, "the log")
    page.goto(f"{house}/people")
    checked(page, "people", rules)
    page.click(".top a[href='/evidence']")
    page.until("!!document.querySelector('#filter:not([hidden])')")
    page.loaded()
    checked(page, "the evidence", rules)
    assert filtered(page, "goal", "acne") < filtered(page, "goal", "")
    page.dark(False)
    hosts = {url.split("/")[2] for url in page.requests()}
    assert hosts == {house.split("/")[2]}


def test_each_step_of_the_slider_is_a_redrawn_face_in_the_next_frame(
    page: Page, house: str, record_property: Callable[[str, object], None]
) -> None:
    page.size(1280)
    interview(page, house, "Quick")
    choose_mask(page)
    make_plan(page)
    page.until("!!openpbm.solid")
    page.value("document.querySelector('#skin').closest('details').open = true")
    page.value("document.querySelector('#solid').scrollIntoView({behavior: 'instant'})")
    steps = 24
    found = page.value(
        """(async () => {
          const times = [], faces = new Set(), slider = document.querySelector('#live-minutes');
          const face = document.querySelector('#solid-canvas');
          for (let i = 0; i < STEPS; i++) {
            slider.value = 1 + i / 2;
            const began = performance.now();
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            await new Promise(r => requestAnimationFrame(() => setTimeout(r)));
            times.push(performance.now() - began);
            faces.add(face.toDataURL());
          }
          return [faces.size, ...times.sort((a, b) => a - b)];
        })()""".replace("STEPS", str(steps))
    )
    assert isinstance(found, list)
    faces, times = int(found[0]), found[1:]
    assert faces >= steps - 2  # a busy machine draws one later, with the next
    # the quickest is what the page needs; the rest is what else the machine does
    quick, middle = float(times[0]), float(times[len(times) // 2])
    record_property(
        "measured", f"slider to redrawn face: {quick:.0f} ms, {middle:.0f} ms in the middle"
    )


TRUE_COLOURS = """(() => {
  const { canvas, table } = openpbm.solid, maps = openpbm.live.maps;
  const copy = document.createElement('canvas');
  copy.width = canvas.width; copy.height = canvas.height;
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0);
  const colours = [maps.uncovered];
  for (let i = 0; i < 256; i++) colours.push([...table.slice(3 * i, 3 * i + 3)]);
  const data = context.getImageData(0, 0, copy.width, copy.height).data;
  let worst = 0, count = 0;
  for (let k = 0; k < data.length; k += 4 * 997) {
    if (data[k + 3] !== 255) continue;
    count += 1;
    let best = 999;
    for (const c of colours) for (let s = maps.shadeDarkest; s < 1.005; s += 0.01) {
      best = Math.min(best, Math.max(...[0, 1, 2].map(b => Math.abs(c[b] * s - data[k + b]))));
    }
    worst = Math.max(worst, best);
  }
  return [worst, count];
})()"""


def test_the_face_that_turns_shows_true_colours_and_the_sums_of_the_report(
    page: Page, house: str
) -> None:
    page.size(1280)
    interview(page, house, "Solid")
    choose_mask(page)
    make_plan(page)
    page.until("!!openpbm.solid")
    page.value("document.querySelector('#skin').closest('details').open = true")
    for turn in (-80, 0, 55):
        page.value(
            f"(e => {{ e.value = {turn}; e.dispatchEvent(new Event('input')); }})"
            "(document.querySelector('#solid-turn'))"
        )
        found = page.value(TRUE_COLOURS)
        assert isinstance(found, list)
        assert float(found[1]) > 100
        assert float(found[0]) <= 4  # of 255: rounding, and the smoothed outline
    values = [0.0, 0.021, 0.95, 1.0, 27.0, 50.0, 99.9, 1234.0]
    marks = page.value(f"{json.dumps(values)}.map(openpbm.solid.scale)")
    assert marks == [approx(draw.ticks(draw.nice_top(value))) for value in values]
    most = "Math.max(...openpbm.solid.value)"
    page.value("document.querySelector('#solid').scrollIntoView({behavior: 'instant'})")
    whole = page.value(most)
    assert isinstance(whole, float | int)
    page.value("openpbm.setTo({...openpbm.plan, minutes: openpbm.plan.minutes / 2})")
    # half the minutes, half the dose; drawn as soon as it is in sight
    page.until(f"Math.abs({most} / {whole} - 0.5) < 1e-5")
    page.value("openpbm.setTo(openpbm.plan)")
    page.until(f"Math.abs({most} / {whole} - 1) < 1e-5")
    assert page.problems() == []


TAB, ENTER, SPACE = ("Tab", 9), ("Enter", 13, "\r"), (" ", 32, " ")


def focus(page: Page, selector: str, *, most: int = 160) -> None:
    """Press Tab until the element, or its group of radio buttons, has the focus."""
    wanted = json.dumps(selector)
    for _ in range(most):
        if page.value(f"document.activeElement.matches({wanted})"):
            return
        page.press(*TAB)
    raise AssertionError(f"Tab never came to {selector}")


def choose_by_arrow(page: Page, name: str, value: str) -> None:
    focus(page, f'input[name="{name}"]')
    page.press(*SPACE)
    for _ in range(9):
        if page.value(f'document.querySelector(\'input[name="{name}"][value="{value}"]\').checked'):
            return
        page.press("ArrowDown", 40)
    raise AssertionError(f"no {value} in {name}")


def test_a_new_person_comes_to_a_finished_session_by_keyboard_alone(page: Page, house: str) -> None:
    page.size(1280)
    page.goto(f"{house}/new")
    page.press(*TAB)
    assert page.value("document.activeElement.className") == "skip"
    focus(page, "#name")
    page.write("Keys")
    focus(page, "#age")
    page.write("47")
    choose_by_arrow(page, "skin", "II")
    focus(page, 'input[name="goal"][value="wrinkles_firmness"]')
    page.press(*SPACE)
    for number in range(5):
        choose_by_arrow(page, f"topic-{number}", "no")
    for kind in ("condition", "procedure", "drug"):
        choose_by_arrow(page, f"{kind}-any", "none")
    choose_by_arrow(page, "goggles", "yes")
    choose_by_arrow(page, "recent", "none")
    focus(page, ".actions [name=do]")
    press_through(page, "location.pathname.endsWith('/screen')", lambda: page.press(*ENTER))
    focus(page, "#q")
    page.write("higher")
    page.press(*ENTER)
    page.until("location.pathname.endsWith('/mask')")
    page.loaded()
    focus(page, f'a[href$="/mask/{MASK}"]')
    press_through(page, f"location.pathname.endsWith('/{MASK}')", lambda: page.press(*ENTER))
    focus(page, "#standoff")
    page.write("10")
    focus(page, "section ~ .actions [value=plan]")
    press_through(page, "location.pathname.endsWith('/plan')", lambda: page.press(*ENTER))
    page.until("!!document.querySelector('#do .big')")
    page.loaded()
    focus(page, 'nav a[href$="/today"]')
    press_through(page, "location.pathname.endsWith('/today')", lambda: page.press(*ENTER))
    for number in range(len(CHECKLIST)):
        focus(page, f'input[name="check-{number}"]')
        page.press(*SPACE)
    choose_by_arrow(page, "device", "simulated")
    choose_by_arrow(page, "pace", "fast")
    focus(page, ".main-action")
    press_through(page, "!!document.querySelector('#stop')", lambda: page.press(*ENTER))
    page.until("document.querySelector('[data-part=phase]').textContent === 'Running'")
    page.press("Escape", 27)
    page.until("document.querySelector('#sitting').dataset.over === 'yes'")
    page.loaded()
    assert "Stopped." in str(page.value("document.querySelector('.told').textContent"))
    focus(page, ".main-action")
    press_through(page, "location.pathname.endsWith('/log')", lambda: page.press(*ENTER))
    # practice is told as such, and is no light of the person
    assert "stopped" not in str(page.value("document.querySelector('main').textContent"))
    assert page.problems() == []


def test_what_the_page_has_not_heard_is_unknown_and_stop_is_in_reach(
    page: Page, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_room, "READY_MS", 1_000)
    page.size(390, 700)
    interview(page, house, "Stale")
    choose_mask(page)
    make_plan(page)
    place = str(page.value("location.pathname")).removesuffix("/plan")
    page.goto(f"{house}{place}/today")
    for number in range(len(CHECKLIST)):
        tick(page, f"check-{number}", "yes")
    tick(page, "device", "simulated")
    press_through(
        page, "!!document.querySelector('#stop')", lambda: page.click(".actions .main-action")
    )
    page.until("!!document.querySelector('[data-ask=begin]:not([hidden])')")
    page.click("[data-ask=begin]")
    page.until("document.querySelector('[data-part=phase]').textContent === 'Running'")
    box = "document.querySelector('#stop button').getBoundingClientRect()"
    assert page.value(f"(b => b.top >= 0 && b.bottom <= innerHeight)({box})")
    cut = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.call("Network.emulateNetworkConditions", offline=True, **cut)
    page.until("!document.querySelector('#stale').hidden")
    assert page.value("document.querySelector('[data-part=left]').textContent") == "?"
    assert page.value("document.querySelector('[data-part=phase]').textContent") == "Unknown"
    clean(page, "nothing heard of the light", ("color-contrast",))
    page.call("Network.emulateNetworkConditions", offline=False, **cut)
    page.until("document.querySelector('#stale').hidden")
    page.click("#stop button")
    page.until("document.querySelector('#sitting').dataset.over === 'yes'")
    page.events.clear()  # the cut line was said in the console, as it must be


def shown_screens(page: Page) -> object:
    screens = "[...document.querySelectorAll('[data-page]')]"
    return page.value(f"{screens}.flatMap((e, i) => e.checkVisibility() ? i : [])")


def test_a_phone_asks_one_question_a_screen_and_loses_nothing(page: Page, house: str) -> None:
    page.size(390, 844)
    page.goto(f"{house}/new")
    assert shown_screens(page) == [0]
    assert page.value("document.querySelector('#paging').textContent") == "Question 1 of 6"
    page.fill("#name", "Bea")
    page.fill("#age", "fifty")
    page.click("#next")
    page.until("!!document.querySelector('#age-problem')")
    assert shown_screens(page) == [0]  # an error keeps its screen and has the focus
    assert page.value("document.activeElement.id") == "age"
    assert page.value("document.querySelector('#age').value") == "fifty"
    checked(page, "a screen with an error", ())
    page.fill("#age", "52")
    for number, asked in enumerate(SCREENS[:-1]):
        for field, choice in asked:
            tick(page, field, choice)
        go_on(page, number + 1)
        assert shown_screens(page) == [number + 1]
        assert page.value("document.documentElement.scrollHeight < 2 * 844")
        assert page.value("document.activeElement.id") == "paging"
    checked(page, "the last screen", ())
    page.value("history.back()")  # the phone's own way back is a question back
    page.until(f"{AT} === '4'")
    page.click("#back")
    page.until(f"{AT} === '3'")
    page.click("#next")
    page.until(f"{AT} === '4'")
    tick(page, "drug-any", "some")
    page.fill("[name='drug-0-name']", "doxicycline")
    page.click("#next")
    page.until("!!document.querySelector('.spelling')")
    another = "!!document.querySelector('.is-paged [name=drug-1-name]')"
    press_through(page, another, lambda: page.click("[value='more-drug']"))
    assert shown_screens(page) == [4]  # another line is no way to lose the place
    assert page.value("document.querySelector('[name=drug-0-name]').value") == "doxicycline"
    page.size(1280)
    page.until("!document.querySelector('form').classList.contains('is-paged')")
    assert shown_screens(page) == list(range(len(SCREENS)))
    assert page.value("document.querySelector('#age').value") == "52"
    assert page.value("document.querySelector('[name=skin][value=II]').checked")
    assert page.problems() == []


def at_goals(page: Page, house: str) -> None:
    """The first two screens of the interview answered, on a phone."""
    page.size(390, 844)
    page.goto(f"{house}/new")
    page.fill("#age", "61")
    page.click("#next")
    page.until(f"{AT} === '1'")
    tick(page, "skin", "III")
    page.until(f"{AT} === '2'")


def test_a_reload_loses_nothing_and_the_next_person_begins_empty(page: Page, house: str) -> None:
    at_goals(page, house)
    page.call("Page.reload")
    page.until(f"{AT} === '2'")
    assert page.value("document.querySelector('#age').value") == "61"
    assert page.value("document.querySelector('[name=skin][value=III]').checked")
    page.goto(f"{house}/people")
    page.goto(f"{house}/new")
    assert page.value("document.querySelector('#age').value") == ""
    assert not page.value("document.querySelector('[name=skin]:checked')")


def test_one_tap_says_no_to_what_is_still_open_and_changes_no_answer(
    page: Page, house: str
) -> None:
    at_goals(page, house)
    tick(page, "goal", "acne")
    assert shown_screens(page) == [2]  # several goals may be ticked
    page.click("#next")
    page.until(f"{AT} === '3'")
    tick(page, "topic-1", "unsure")
    page.click("[data-all=topic]")
    page.until(f"{AT} === '4'")
    chosen = "[...document.querySelectorAll('[name^=topic-]:checked')].map(e => e.value)"
    assert page.value(chosen) == ["no", "unsure", "no", "no", "no"]
    tick(page, "drug-any", "some")
    page.click("[data-all=any]")
    assert shown_screens(page) == [4]  # its name is still to be typed
    assert page.problems() == []


def test_a_phone_can_be_answered_by_keyboard_alone(page: Page, house: str) -> None:
    page.size(390, 844)
    page.goto(f"{house}/new")
    focus(page, "#name")
    page.write("Thumbs")
    focus(page, "#age")
    page.write("47")
    page.press(*ENTER)  # in a field: on to the next question, not yet the end
    for number, asked in enumerate(SCREENS):
        page.until(f"{AT} === '{number or 1}'")
        for field, choice in asked:
            choose_by_arrow(page, field, choice)
        if asked and number < len(SCREENS) - 1:
            focus(page, "#next")
            page.press(*ENTER)
    focus(page, ".actions [name=do]")
    press_through(page, "location.pathname.endsWith('/screen')", lambda: page.press(*ENTER))
    assert page.problems() == []


def test_without_scripts_a_phone_gets_the_whole_interview(page: Page, house: str) -> None:
    page.size(390, 844)
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.goto(f"{house}/new")
        assert shown_screens(page) == list(range(len(SCREENS)))
        assert page.value("!document.querySelector('#next').checkVisibility()")
        page.fill("#age", "fifty")
        page.value("document.querySelector('.actions [name=do]').click()")  # no frame, no finger
        page.until("!!document.querySelector('#summary')")
        assert page.value("document.querySelector('#age').value") == "fifty"
        assert page.value("document.querySelector('#age').getAttribute('aria-invalid')") == "true"
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)
        page.events.clear()  # a 422 is said in the console, as it must be


def test_an_error_takes_the_focus_and_leads_to_its_field(page: Page, house: str) -> None:
    page.size(1280)
    page.goto(f"{house}/new")
    page.fill("#age", "fifty")
    press_through(
        page, "!!document.querySelector('#summary')", lambda: page.click(".actions [name=do]")
    )
    assert page.value("document.activeElement.id") == "summary"
    assert page.value("document.querySelector('#age').value") == "fifty"
    assert page.value("document.querySelector('#age').getAttribute('aria-invalid')") == "true"
    page.click('a[href="#age-problem"]')
    assert page.value("location.hash") == "#age-problem"
    problems = [p for p in page.problems() if "422" not in p]
    assert problems == []


def test_it_can_be_installed_and_says_when_the_program_is_gone(page: Page, house: str) -> None:
    page.goto(f"{house}/people")
    page.until("navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)")
    found = page.call("Page.getAppManifest")
    assert found["errors"] == []
    assert "OpenPBM" in str(found["data"])
    stored = page.value(
        "caches.keys().then(n => caches.open(n[0])).then(c => c.keys())"
        ".then(k => k.map(r => new URL(r.url).pathname))"
    )
    assert isinstance(stored, list)
    assert "/offline" in stored
    assert not [path for path in stored if path.startswith("/p/")]
