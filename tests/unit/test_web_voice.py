"""A session in a real browser that nobody looks at: only what is spoken, beeped, shaken counts."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from delivery_made import ROOM, session
from headless import BEYOND, PATIENCE_S, Page, browser, find_chromium
from headless_voice import RECORDER
from kept_plan_made import plan
from test_session_command import Stage
from test_web_browser import checked
from test_web_session import CHECKED, an_id, follow
from web_house import Visitor, home_of, rooms_in, served

from openpbm.delivery.order import Order, order_of
from openpbm.devices import clock
from openpbm.record import SessionBegun, SessionEnded
from openpbm.sitting import live as live_room
from openpbm.sitting.live import Ask
from openpbm.sitting.voice import (
    DARK_AFTER_MS,
    LATE_MS,
    OFF_AGAIN_MS,
    Beep,
    Outlook,
    due,
    score,
    tone,
)
from openpbm.web.app import make_app
from openpbm.web.guard import Guard
from openpbm.web.sitting import _handed
from openpbm.web.work import Workers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        find_chromium() is None and not os.environ.get("CI"), reason="no Chromium found"
    ),
]
READY_MS = 1_500  # goggles are on quickly here


@dataclass
class House:
    """The running app, somebody with a plan by hand in it, and a clock that a test may set on."""

    app: Guard
    home: str
    person: str
    ahead_s: float = 0.0
    stands_ns: int | None = None

    def awake_ns(self) -> int:
        if self.stands_ns is not None:
            return self.stands_ns
        return time.monotonic_ns() + round(self.ahead_s * 1e9)

    def outlook(self) -> Outlook:
        live = rooms_in(self.app).sittings.of(an_id(self.person))
        assert live is not None
        return live._live.outlook

    def stand_before_end(self, left_s: float) -> None:
        """The clock stops where so much light is left, however slow this machine is."""
        end = time.monotonic() + PATIENCE_S
        while self.outlook().stage.value != "lit":  # the page calls for light by its own clock
            assert time.monotonic() < end
            time.sleep(0.02)
        self.stands_ns = self.awake_ns()
        self.stands_ns += self.outlook().left_ms * 1_000_000 - round(left_s * 1e9)

    def go_on(self) -> None:
        assert self.stands_ns is not None
        self.ahead_s, self.stands_ns = (self.stands_ns - time.monotonic_ns()) / 1e9, None

    def ended(self) -> tuple[SessionBegun, SessionEnded]:
        events = rooms_in(self.app).light.events(an_id(self.person))
        begun = next(event for event in events if isinstance(event, SessionBegun))
        end = time.monotonic() + 300
        while not isinstance(events[-1], SessionEnded):
            assert time.monotonic() < end
            time.sleep(0.05)
            events = rooms_in(self.app).light.events(an_id(self.person))
        ended = events[-1]
        assert isinstance(ended, SessionEnded)
        return begun, ended


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    listening = socket.create_server(("127.0.0.1", 0))
    home = home_of(listening)
    app = make_app(
        tmp_path / "house", port=listening.getsockname()[1], workers=Workers(apart=False)
    )
    person = Visitor(app, home=home).with_mask()
    kept = rooms_in(app).kept(an_id(person))
    kept.plan_folder.mkdir(exist_ok=True)
    (kept.plan_folder / "page.html").write_text("<p>A plan.</p>", "utf-8")
    follow(app, person, plan(date.today()))
    made = House(app, home, person)
    monkeypatch.setattr(clock, "_awake_ns", made.awake_ns)
    monkeypatch.setattr(live_room, "READY_MS", READY_MS)
    with served(app, listening):
        yield made


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        opened.call("Page.addScriptToEvaluateOnNewDocument", source=RECORDER)
        yield opened


def told(page: Page, kind: str) -> list[object]:
    found = page.value("JSON.parse(localStorage.getItem('told') ?? '[]')")
    assert isinstance(found, list)
    return [row[1] for row in found if row[0] == kind]


def hears(page: Page, text: str, times: int = 1, *, patience_s: float = PATIENCE_S) -> None:
    """Wait until it was said so often."""
    end = time.monotonic() + patience_s
    while told(page, "say").count(text) < times:
        assert time.monotonic() < end, (text, told(page, "say"))
        time.sleep(0.05)


def seated(page: Page, house: House, **stored: str) -> None:
    """The checklist is behind; the page waits for Begin."""
    network(page, is_there=True)
    page.goto(f"{house.home}{house.person}/today")
    page.events.clear()  # of whatever page was there before
    page.value("localStorage.clear(); sessionStorage.clear(); true")
    for name, value in stored.items():
        page.value(f"localStorage.setItem({json.dumps(name)}, {json.dumps(value)}); true")
    for name in CHECKED:
        page.click(f'input[name="{name}"][value="yes"]')
    page.click('input[name="device"][value="manual"]')
    page.click(".actions .main-action")
    page.until("!!document.querySelector('[data-ask=begin]:not([hidden])')")
    page.until("!document.querySelector('[data-part=sound]').hidden")
    page.loaded()


def tap(page: Page, x: float = 195.0, y: float = 30.0) -> None:
    """A finger anywhere, here far from every button."""
    for kind in ("mousePressed", "mouseReleased"):
        page.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


def network(page: Page, *, is_there: bool) -> None:
    cut = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.call("Network.emulateNetworkConditions", offline=not is_there, **cut)


def over(page: Page) -> None:
    page.until("document.querySelector('#sitting').dataset.over === 'yes'")
    page.loaded()


OFF = "Off now. Press when it is dark."
SILENT = "The program is silent. I go on counting."
UNHEARD = "It is dark. I tell the program when it answers."
COUNT = ["5", "4", "3", "2", "1"]
LAST = ["10", "9", "8", "7", "6", *COUNT]


def test_a_session_is_followed_by_ear_alone_and_twenty_seconds_too_long_count(
    page: Page, house: House
) -> None:
    page.size(390, 844)
    seated(page, house)
    checked(page, "before the light")
    page.click("[data-part=try]")
    page.until("!document.querySelector('[data-part=asked]').hidden")
    assert told(page, "say") == ["This is how I sound. Turn it up until you hear it well."]
    assert told(page, "beep")
    assert told(page, "shake")
    page.press("Enter", 13, "\r")  # the focus is on "Yes, well", then on "Begin"
    page.until("document.activeElement.dataset.ask === 'begin'")
    page.value("localStorage.removeItem('told'); true")
    begun_s = time.monotonic()
    page.press("Enter", 13, "\r")
    hears(page, "Switch on now.")
    checked(page, "the light")
    time.sleep(3)
    house.ahead_s += 105  # the machine slept: what comes is the newest truth
    hears(page, OFF, 6)  # 20 s too long
    assert page.value("document.querySelector('[data-part=stop-word]').hidden")
    checked(page, "off now")
    page.press(" ", 32, " ")
    over(page)
    took_s = time.monotonic() - begun_s + house.ahead_s
    said = [str(text) for text in told(page, "say")]
    numbers, calls = [text for text in said if text in LAST], said.count(OFF)
    words = [text for text in said if text not in {*LAST, OFF, "Done. It is dark."}]
    ready = "Goggles on, eyes closed. Up to 3 minutes. I count to five; then switch on."
    # a busy machine may be late for the first, and silent for a while: both are said truly
    on, *left = [w for w in words if w != ready and not w.startswith("The program is silent.")]
    assert on == "Switch on now."
    assert left and all("minute" in text for text in left)  # in which words hangs on when it looked
    assert said[-1 - calls :] == [*[OFF] * calls, "Done. It is dark."]
    wanted = iter([*COUNT, *LAST])  # a browser that is busy may come too late for one
    assert numbers and all(number in wanted for number in numbers)
    beeps, shakes = told(page, "beep"), told(page, "shake")
    assert len(shakes) == len(said)  # each cue is felt
    # marks twice, numbers once, on and off thrice
    assert len(beeps) == 2 * len(words) + len(numbers) + 3 * (1 + calls)
    begun, ended = house.ended()
    for _, minutes in ended.lit_min:
        # off came with the end of the planned light; six calls are 20 s and the way to the key
        assert begun.planned_min * 60 + 20 <= minutes * 60 + 0.3 <= took_s
    assert page.problems() == []


def test_a_tap_anywhere_stops_a_second_one_is_not_dark_and_seven_minutes_count(
    page: Page, house: House
) -> None:
    page.size(390, 844)
    seated(page, house)
    begun_s = time.monotonic()
    page.value("document.querySelector('[data-ask=begin]').focus()")
    page.press("Enter", 13, "\r")
    hears(page, "Switch on now.")
    page.until("document.querySelector('[data-part=phase]').textContent === 'Running'")
    tap(page)
    tap(page)
    hears(page, OFF, 2)
    house.ahead_s += 420
    hears(page, OFF, 3)
    tap(page)
    over(page)
    took_s = time.monotonic() - begun_s + house.ahead_s
    assert told(page, "say")[-1] == "Stopped. It is dark."
    _, ended = house.ended()
    assert all(420 <= minutes * 60 <= took_s for _, minutes in ended.lit_min)
    assert page.problems() == []


def test_a_closed_tab_counts_on_and_the_next_page_asks_for_dark(page: Page, house: House) -> None:
    page.size(1280)
    seated(page, house)
    begun_s = time.monotonic()
    page.click("[data-ask=begin]")
    hears(page, "Switch on now.")
    page.value("localStorage.removeItem('told'); true")
    page.call("Page.navigate", url="about:blank")
    house.ahead_s += 300
    time.sleep(1.0)
    page.goto(f"{house.home}{house.person}/today")
    hears(page, OFF, 2)  # it was asked to speak before it was closed
    assert "Switch on now." not in told(page, "say")
    page.press("a", 65, "a")  # any key
    over(page)
    took_s = time.monotonic() - begun_s + house.ahead_s
    _, ended = house.ended()
    assert all(300 <= minutes * 60 <= took_s for _, minutes in ended.lit_min)


def test_a_fresh_tab_speaks_from_the_first_tap_and_calls_for_no_light(
    page: Page, house: House
) -> None:
    lit(page, house)
    hears(page, "Switch on now.")
    page.goto(f"{house.home}/people")
    page.value("localStorage.removeItem('told'); sessionStorage.clear(); true")
    house.ahead_s += 60
    page.goto(f"{house.home}{house.person}/today")
    page.until("document.querySelector('#sitting').classList.contains('is-lit')")
    page.until("!document.querySelector('[data-part=louder]').hidden")
    assert told(page, "say") == []  # browsers let no page sound that nobody has touched
    tap(page)
    hears(page, OFF, 2)
    dark(page)
    assert "Switch on now." not in told(page, "say")
    assert told(page, "say")[-1] == "Stopped. It is dark."


def test_a_page_that_loses_its_program_goes_on_speaking_and_never_longer(
    page: Page, house: House
) -> None:
    page.size(390, 844)
    seated(page, house)
    page.click("[data-ask=begin]")
    hears(page, "Switch on now.")
    house.stand_before_end(25)
    hears(page, "Less than half a minute.")
    house.go_on()
    network(page, is_there=False)
    hears(page, SILENT)
    hears(page, OFF, 2, patience_s=60)
    own = page.value(
        "JSON.parse(localStorage.getItem('told')).find(r => r[1].startsWith?.('Off'))[2]"
    )
    assert isinstance(own, int | float)
    said = told(page, "say")
    numbers = [int(str(text)) for text in said if text in LAST][5:]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) > 5  # a browser that is busy may come too late for one
    outlook = house.outlook()
    since_ms = outlook.now_ms - outlook.since_ms
    # by its own clock it ended no later; two seconds for a busy machine
    assert time.time() * 1000 - own >= since_ms - 2_000
    tap(page)  # which the program cannot hear yet
    hears(page, UNHEARD)
    calls = told(page, "say").count(OFF)
    time.sleep(OFF_AGAIN_MS / 1000 + 1)
    assert told(page, "say").count(OFF) == calls
    network(page, is_there=True)
    over(page)
    begun, ended = house.ended()
    assert all(minutes >= begun.planned_min for _, minutes in ended.lit_min)
    page.events.clear()  # the cut line was said in the console, as it must be


def lit(page: Page, house: House, **stored: str) -> None:
    """Light, as the page has heard of it."""
    page.size(390, 844)
    seated(page, house, **stored)
    page.value("document.querySelector('[data-ask=begin]').focus()")
    page.press("Enter", 13, "\r")
    page.until("document.querySelector('#sitting').classList.contains('is-lit')")


def dark(page: Page) -> None:
    """It is said that it is dark; again, where the page was too busy to know what it means."""
    end = time.monotonic() + PATIENCE_S
    while page.value("document.querySelector('#sitting').dataset.over") != "yes":
        assert time.monotonic() < end
        time.sleep(DARK_AFTER_MS / 1000 + 0.5)
        tap(page)
        with suppress(RuntimeError):
            page.until("document.querySelector('#sitting').dataset.over === 'yes'", patience_s=5)
    page.loaded()


def test_a_stop_that_the_program_cannot_hear_is_obeyed_by_the_page(
    page: Page, house: House
) -> None:
    lit(page, house)
    hears(page, "Switch on now.")
    silences = told(page, "say").count(SILENT)
    network(page, is_there=False)
    tap(page)  # nobody has found out yet that the line is cut
    hears(page, OFF, 2)
    assert told(page, "say").count(SILENT) == silences
    tap(page)
    hears(page, UNHEARD)
    network(page, is_there=True)
    over(page)
    _, ended = house.ended()
    assert all(minutes * 60 >= OFF_AGAIN_MS / 1000 for _, minutes in ended.lit_min)
    page.events.clear()  # the cut line was said in the console, as it must be


def test_a_program_that_was_begun_anew_leaves_nobody_in_silence(page: Page, house: House) -> None:
    lit(page, house)
    hears(page, "Switch on now.")
    sittings = rooms_in(house.app).sittings
    served_before = sittings._live.pop(an_id(house.person))
    hears(page, SILENT)
    tap(page)
    hears(page, OFF, 2)
    tap(page)
    hears(page, UNHEARD)
    page.until("document.querySelector('#sitting') === null")  # the new one has no session
    served_before.end()


def test_a_page_that_stalls_calls_no_program_silent_and_hears_it_again(
    page: Page, house: House
) -> None:
    lit(page, house)
    hears(page, "Switch on now.")
    page.value("{ const end = performance.now() + 5000; while (performance.now() < end); } true")
    page.until("document.querySelector('#stale').hidden")
    time.sleep(0.5)
    assert SILENT not in told(page, "say")
    assert (
        page.value("document.querySelector('#sitting').classList.contains('is-unknown')") is False
    )
    tap(page)
    hears(page, OFF)
    dark(page)


def test_a_tap_that_comes_before_the_page_could_call_for_dark_does_not_say_it(
    page: Page, house: House
) -> None:
    lit(page, house)
    hears(page, "Switch on now.")
    network(page, is_there=False)
    sitting = rooms_in(house.app).sittings.of(an_id(house.person))
    assert sitting is not None
    sitting.ask(Ask.STOP)  # as another page; this one is cut off for a moment
    time.sleep(DARK_AFTER_MS / 1000)
    page.value(
        "new MutationObserver((_, all) => { if (!document.querySelector('[data-part=dark-word]')"
        ".hidden) { all.disconnect(); document.body.click(); } }).observe(document.querySelector("
        "'[data-part=dark-word]'), { attributes: true }); true"
    )
    network(page, is_there=True)
    hears(page, OFF, 2, patience_s=30)
    assert page.value("document.querySelector('#sitting').dataset.over") != "yes"
    dark(page)
    page.events.clear()  # the cut line was said in the console, as it must be


def test_a_page_that_is_hidden_keeps_its_time(page: Page, house: House) -> None:
    lit(page, house, slow="yes")
    tap(page)
    hears(page, OFF, 3)
    dark(page)
    assert told(page, "say")[-1] == "Stopped. It is dark."


def test_a_clock_that_is_set_calls_nobody_and_a_call_gives_the_sound_back(
    page: Page, house: House
) -> None:
    lit(page, house)
    page.value("localStorage.setItem('ahead', '300000'); true")
    time.sleep(5)
    assert OFF not in told(page, "say")
    beeps = len(told(page, "beep"))
    page.value("call(); true")  # the telephone takes the sound
    page.value("unplug(); true")  # a headset
    hears(page, "The sound now comes from elsewhere.")
    assert len(told(page, "beep")) >= beeps + tone(Beep.MARK).times
    page.value("call(); true")
    page.value("history.back(); true")  # a finger at the edge: as a tap, and the page stays
    hears(page, OFF, 2)
    assert len(told(page, "beep")) >= beeps + 2 + 2 * tone(Beep.NOW).times
    dark(page)
    _, ended = house.ended()
    assert all(minutes < 5 for _, minutes in ended.lit_min)


def test_a_clock_of_a_page_never_stands_and_counts_its_sleep(page: Page, house: House) -> None:
    page.goto(f"{house.home}/people")
    at = [(0, 0), (1000, 1000), (1100, 301100), (2100, 302100), (2200, 2200), (3200, 3200)]
    found = page.value(
        "import('/static/cues.js').then(({clock}) => { let at = [0, 0]; let leaps = 0; "
        "const now = clock(() => at[0], () => at[1], () => { leaps += 1; }); "
        f"return [{json.dumps(at)}.map((one) => {{ at = one; return now(); }}), leaps]; }})"
    )
    assert found == [[0, 1000, 301_100, 302_100, 302_200, 303_200], 1]


def test_without_a_voice_of_this_language_it_beeps_and_with_one_it_speaks_it(
    page: Page, house: House
) -> None:
    page.call("Network.setCookie", name="openpbm_lang", value="es", url=house.home)
    try:
        lit(page, house)  # its only voice is English
        tap(page)
        page.until("!document.querySelector('[data-part=dark-word]').hidden")
        dark(page)
        assert told(page, "say") == []
        on, off = (tone(Beep.NOW).hertz, 2 * tone(Beep.NOW).times)
        assert told(page, "beep").count(on) >= off
        assert told(page, "beep").count(tone(Beep.TICK).hertz) >= 1
    finally:
        page.call("Network.deleteCookies", name="openpbm_lang", url=house.home)


def test_of_two_zones_the_first_names_the_next_and_each_counts_its_own(
    page: Page, house: House
) -> None:
    follow(house.app, house.person, plan(date.today(), zones=("upper", "lower")))
    lit(page, house)
    hears(page, "Switch on now.")
    house.ahead_s += 175
    hears(page, OFF)
    dark(page)
    assert told(page, "say")[-1] == "Done. It is dark. Next: lower, wrinkles."
    begun, ended = house.ended()
    assert (begun.zone, begun.goal) == ("upper", "wrinkles")
    assert all(minutes >= begun.planned_min for _, minutes in ended.lit_min)
    page.click("form .main-action")
    page.until("!!document.querySelector('input[name=part]')")
    done = "document.querySelector('#part .is-done').textContent.trim().split(/\\s+/)"
    assert page.value(f"{done}.join(' ')") == "tick Upper, wrinkles done today"
    offered = "[...document.querySelectorAll('#part label')].map(e => e.textContent.trim())"
    assert str(page.value(f"{offered}.join('; ')")).startswith("Lower, wrinkles")


def test_a_session_in_spanish_at_twice_the_size(page: Page, house: House) -> None:
    page.call("Network.setCookie", name="openpbm_lang", value="es", url=house.home)
    voices = '[{"localService": true, "lang": "en-US"}, {"localService": true, "lang": "es_ES"}]'
    try:
        page.size(390, 844)
        seated(page, house, voices=voices)
        page.value("document.documentElement.style.fontSize = '200%'; true")
        assert page.value(BEYOND) == []
        page.value("document.querySelector('[data-ask=begin]').focus()")
        page.press("Enter", 13, "\r")
        hears(page, "Encienda ya.")
        page.until("document.querySelector('#sitting').classList.contains('is-lit')")
        assert page.value(BEYOND) == []
        checked(page, "la luz")
        pulses = "document.querySelector('.stop-button').getAnimations().length"
        assert page.value(pulses) == 0
        tap(page)
        hears(page, "Apague ya. Pulse cuando esté apagada.", 2)
        assert page.value(BEYOND) == []
        checked(page, "apague ya")
        assert page.value(pulses) == 1  # seen from across the room, by whoever hears nothing
        dark(page)
        assert told(page, "say")[-1] == "Detenida. Está apagada."
        assert set(told(page, "lang")) == {"es_ES"}
    finally:
        page.call("Network.deleteCookies", name="openpbm_lang", url=house.home)


@pytest.mark.parametrize("sound", ["muted", "stuck"])
def test_without_a_voice_muted_or_replugged_it_is_said_before_the_light(
    page: Page, house: House, sound: str
) -> None:
    page.size(390, 844)
    far = '[{"localService": false, "lang": "en-GB"}]'
    seated(page, house, **{"voices": far, sound: "yes", "tired": "yes"})
    page.click("[data-part=try]")
    page.until("!document.querySelector('[data-part=asked]').hidden")
    seen = "[...document.querySelectorAll('[data-lacks]')].filter(e => !e.hidden)"
    page.until(f"{seen}.map(e => e.dataset.lacks).join() === 'voice,sound,wake'")
    assert told(page, "say") == []  # a voice of another machine would send the sentence there
    assert told(page, "shake")
    without_scripts = "document.querySelector('#sitting noscript').textContent"
    assert "set an alarm that you hear or feel" in str(page.value(without_scripts))
    page.click("[data-part=no]")
    assert not page.value("document.querySelector('[data-part=unheard]').hidden")
    assert page.value("document.querySelector('[data-ask=begin]').checkVisibility()")
    checked(page, "it was not heard")
    page.value("unplug(); true")
    page.until("!document.querySelector('[data-part=changed]').hidden")
    page.click("#stop button")
    over(page)
    assert page.problems() == []


def test_the_page_picks_the_same_cues_as_the_room_that_wrote_them(page: Page, house: House) -> None:
    network(page, is_there=True)
    page.goto(f"{house.home}/people")
    order = order_of(session(2.5), mask_id="m", room_j_cm2=ROOM, by_hand=True)
    assert isinstance(order, Order)
    stage = Stage(order, {100_000: "p", 120_000: " ", 130_000: "p", 240_000: " "})
    looks: list[tuple[int, list[dict[str, object]]]] = []
    wanted: list[list[str]] = []
    given = frozenset[str]()
    show = stage.show

    def watch() -> None:
        nonlocal given
        show()
        if stage.now_ms % 700 and stage.now_ms % 11_300:  # now and then nobody looks
            return
        at = stage.live.outlook
        cues, given = due(score(at), given, at.now_ms)
        looks.append((at.now_ms, [_handed(timed, at.now_ms) for timed in score(at)]))
        wanted.append([cue.kind.value for cue in cues])

    stage.show = watch  # type: ignore[method-assign]
    stage.play()
    found = page.value(
        "import('/static/cues.js').then(({due, timed}) => { const given = new Set(); "
        f"return {json.dumps(looks)}.map(([now, cues]) => "
        f"due(timed(cues, now), given, now, {LATE_MS}).map(cue => cue.kind)); }})"
    )
    assert found == wanted
    assert sum(map(len, wanted)) > 20
    assert OFF_AGAIN_MS > 700
