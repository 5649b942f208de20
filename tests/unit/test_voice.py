"""What a sitting says to somebody who only listens: driven by a fake clock, its cues recorded."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from delivery_made import ROOM, order, session
from test_session_command import Stage, interrupted, opened

from openpbm.cli import aloud
from openpbm.cli.output import told
from openpbm.cli.session_keys import ToldToEnd
from openpbm.cli.session_run import ended_in_order
from openpbm.delivery.order import Order, order_of
from openpbm.delivery.state import Phase
from openpbm.devices.clock import FAST_LOOP_MS
from openpbm.devices.manual import ManualMask
from openpbm.fact import message
from openpbm.record import SessionEnded
from openpbm.session import Part
from openpbm.sitting.live import Ask, _named
from openpbm.sitting.voice import (
    DARK_AFTER_MS,
    LATE_MS,
    OFF_AGAIN_MS,
    Beep,
    Cue,
    CueKind,
    due,
    lost,
    score,
    tone,
)
from openpbm.sitting.voice import Stage as Stage_
from openpbm.speech.catalogue import entries
from openpbm.speech.language import ENGLISH, speaking
from openpbm.speech.say import in_english
from openpbm.speech.say import say as in_words

LONGEST_LETTERS = 90  # of a spoken sentence: about six seconds


class Listener:
    """Somebody behind goggles: hears each cue as it comes and does what it says."""

    def __init__(self, stage: Stage, presses: dict[CueKind, tuple[int, str]]) -> None:
        self.stage, self.presses = stage, dict(presses)
        self.heard: list[tuple[int, str]] = []
        self._given: frozenset[str] = frozenset()
        show = stage.show

        def listen() -> None:
            show()
            self.hear()

        stage.show = listen  # type: ignore[method-assign]

    def hear(self) -> None:
        now = self.stage.now_ms
        cues, self._given = due(score(self.stage.live.outlook), self._given, now)
        for cue in cues:
            self.heard.append((now, in_english(cue.message)))
            if cue.kind in self.presses:
                after_ms, key = self.presses.pop(cue.kind)
                self.stage.presses[now + after_ms] = key

    def said(self) -> list[str]:
        return [text for _, text in self.heard]


def by_hand(minutes: float = 2.5) -> Order:
    what = order_of(session(minutes), mask_id="m", room_j_cm2=ROOM, by_hand=True)
    assert isinstance(what, Order)
    return what


COUNT = ["5", "4", "3", "2", "1"]
LAST = ["10", "9", "8", "7", "6", *COUNT]
OFF = "Off now. Press when it is dark."


@pytest.mark.parametrize("over_s", [2, 20, 420])
def test_a_session_by_hand_is_followed_by_ear_alone_and_its_overrun_counts(over_s: int) -> None:
    stage = Stage(by_hand(), {})
    listener = Listener(stage, {CueKind.OFF: (over_s * 1000, " ")})
    stage.play()
    said = listener.said()
    calls = -(-over_s * 1000 // OFF_AGAIN_MS)
    assert said == [
        "Goggles on, eyes closed. Up to 3 minutes. I count to five; then switch on.",
        *COUNT, "Switch on now.", "2 minutes left.", "One minute left.", "Half a minute.",
        *LAST, *([OFF] * calls), "Done. It is dark.",
    ]  # fmt: skip
    at = dict(reversed([(text, at) for at, text in listener.heard]))
    light = listener.heard[said.index("Switch on now.") + 1 :]
    due_s = {"2 minutes left.": 120, "One minute left.": 60, "Half a minute.": 30}
    due_s |= {text: int(text) for text in LAST}
    for heard_ms, text in light:  # what is said to be left is left
        if text in due_s:
            assert 0 <= heard_ms - (at[OFF] - due_s[text] * 1000) <= 2 * FAST_LOOP_MS
    lit_s = (at[OFF] - at["Switch on now."]) / 1000 + over_s
    ended = stage.kept[-1]
    assert isinstance(ended, SessionEnded)
    for _, minutes in ended.lit_min:
        assert lit_s <= minutes * 60 + 0.3 <= lit_s + 1.3


@pytest.mark.parametrize("seconds", [3, 9, 10, 11, 12, 30, 60])
def test_nothing_breaks_into_the_call_for_light(seconds: int) -> None:
    stage = Stage(by_hand(seconds / 60), {})
    listener = Listener(stage, {CueKind.OFF: (2000, " ")})
    stage.play()
    said = listener.said()
    on = said.index("Switch on now.")
    (at_ms, _), (next_ms, _) = listener.heard[on : on + 2]
    assert next_ms - at_ms >= LATE_MS
    assert said[-2:] == [OFF, "Done. It is dark."]
    numbers = [text for text in said[on:] if text.isdecimal()]
    assert numbers == LAST[len(LAST) - len(numbers) :] != []


def test_it_never_says_that_it_is_dark_where_nobody_said_so() -> None:
    stage = Stage(by_hand(), {})
    listener = Listener(stage, {})
    interrupted(stage, ToldToEnd, 15_000).play()
    listener.hear()
    assert listener.said()[-1] == "The program ends. Switch off now."


def test_a_connected_mask_says_the_same_and_never_off_now() -> None:
    stage = Stage(order(), {})
    listener = Listener(stage, {})
    stage.play()
    assert listener.said() == [
        "Goggles on, eyes closed. Up to one minute. I count to five; then it shines.",
        *COUNT, "Light.", *LAST, "Done. It is dark.",
    ]  # fmt: skip


def test_a_page_that_hears_nothing_more_would_call_for_dark_as_the_light_ends() -> None:
    stage = Stage(by_hand(), {})
    listener = Listener(stage, {CueKind.OFF: (5000, " ")})
    ahead: set[int] = set()
    show = stage.show

    def watch() -> None:
        show()
        at = stage.live.outlook
        if at.stage is Stage_.LIT:
            ahead.update(one.at_ms for one in score(at) if one.cue.kind is CueKind.OFF)

    stage.show = watch  # type: ignore[method-assign]
    stage.play()
    off_ms = next(at for at, text in listener.heard if text == OFF)
    assert max(abs(at - off_ms) for at in ahead) <= LATE_MS / 2


def test_stop_calls_for_dark_and_a_double_tap_does_not_say_it() -> None:
    stage = Stage(by_hand(), {20_000: " ", 20_200: " ", 45_000: " "})
    listener = Listener(stage, {})
    stage.play()
    off = [at for at, text in listener.heard if text == OFF]
    assert 20_000 <= off[0] <= 20_400
    assert off[-1] + OFF_AGAIN_MS >= 45_000
    assert listener.said()[-1] == "Stopped. It is dark."
    assert min(stage.runner.state.counted_ms) >= 45_000 - 7_000


@pytest.mark.parametrize("where", ["keys", "record", "show", "wait"])
def test_what_is_pressed_while_the_machine_stalls_says_nothing_of_the_dark(where: str) -> None:
    """It was pressed to stop, again as nothing came; the mask may shine. Then no other is lost."""
    stage = Stage(by_hand(), {20_000: " ", 21_000: " ", 23_000: " ", 40_000: " "})
    stall_ms = [4_000]

    def stalling(do: Callable[..., object]) -> Callable[..., object]:
        def done(*given: object) -> object:
            found = do(*given)
            if stage.now_ms >= 20_000 and stall_ms:
                is_off = stage.runner.state.phase is Phase.STOPPING
                if is_off or where == "keys":
                    stage.now_ms += stall_ms.pop()
            return found

        return done

    if where == "record":
        stage.runner.recorder = stalling(stage.runner.recorder)
    else:
        setattr(stage, where, stalling(getattr(stage, where)))
    stage.play()
    assert not stall_ms, "it never stalled"
    assert min(stage.runner.state.counted_ms) >= 40_000 - 7_000
    assert stage.now_ms <= 41_000


def test_dark_is_no_sooner_taken_than_it_could_be_heard_that_it_is_wanted() -> None:
    """The machine stalls as it is stopped, before anybody hears of it."""
    stage = Stage(by_hand(), {20_000: " ", 40_000: " "})
    switch, show = stage.live.device.switch, stage.show
    assert isinstance(switch, ManualMask)
    receive, heard_ms, meant_ms = switch.receive, list[int](), list[int]()

    def stalling() -> Sequence[bytes]:
        if switch.wants_dark and not heard_ms:
            stage.now_ms += 4_000
        return receive()

    def look() -> None:
        show()
        if switch.wants_dark:
            heard_ms.append(stage.now_ms)
            if stage.live.press is Ask.DARK:
                meant_ms.append(stage.now_ms)

    switch.receive, stage.show = stalling, look  # type: ignore[method-assign]
    stage.play()
    assert heard_ms[0] >= 24_000, "it never stalled"
    assert meant_ms[0] - heard_ms[0] >= DARK_AFTER_MS


def test_a_look_after_a_stall_puts_no_end_off() -> None:
    """A page may look before the session had its turn."""
    for what in (by_hand(), order(2.5)):
        stage = Stage(what, {20_000: "q", 25_000: " "})
        show, ends = stage.show, list[int]()

        def look(stage: Stage = stage, ends: list[int] = ends) -> None:
            if stage.runner.state.phase is Phase.RUNNING:
                ends.append(stage.live.outlook.end_ms)
                stage.now_ms += 40_000
                ends.append(stage.live.outlook.end_ms)
                stage.now_ms -= 40_000

        stage.show = look  # type: ignore[method-assign]
        stage.play()
        stage.show = show  # type: ignore[method-assign]
        assert ends
        assert ends[::2] == ends[1::2]


def test_a_key_under_a_sleeping_hand_says_nothing_of_the_dark_through_a_stall() -> None:
    presses = dict.fromkeys(range(20_000, 30_000, 100), " ") | {35_000: " "}
    stage = Stage(by_hand(), presses)
    show = stage.show

    def stalling() -> None:
        show()
        if 25_000 <= stage.now_ms < 25_100:
            stage.now_ms += 4_000

    stage.show = stalling  # type: ignore[method-assign]
    stage.play()
    assert min(stage.runner.state.counted_ms) >= 35_000 - 7_000
    assert stage.now_ms <= 36_000


def test_after_a_pause_it_counts_to_five_again_and_repeats_no_minute() -> None:
    stage = Stage(by_hand(), {60_000: "p", 70_000: " ", 80_000: "p"})
    listener = Listener(stage, {CueKind.OVER: (0, "")})
    stage.presses[240_000] = " "
    stage.play()
    said = listener.said()
    assert "Paused. It is dark." in said
    assert said.count("Switch on now.") == 2
    assert said.count("5") == 3  # before each light, and at the end
    assert said.count("One minute left.") == 1
    assert said.count("2 minutes left.") == 1
    last = len(said) - 1 - said[::-1].index("1")  # of the count to the end
    times = [listener.heard[last][0]] + [at for at, text in listener.heard[last:] if text == OFF]
    gaps = [later - at for at, later in pairwise(times)]
    assert gaps[0] <= 1000 + LATE_MS / 2  # however often it was called in the pause
    assert len(gaps) > 10 and max(gaps[1:]) <= OFF_AGAIN_MS + 2 * FAST_LOOP_MS


def test_every_pause_and_every_light_is_said() -> None:
    pauses = {20_000: "p", 25_000: " ", 27_000: "p", 36_000: "p", 40_000: " ", 45_000: "q"}
    stage = Stage(by_hand(), pauses)
    listener = Listener(stage, {})
    stage.play()
    said = [text for text in listener.said() if text not in (*COUNT, OFF)][1:]
    paused = "Paused. It is dark."
    ready = "Goggles on, eyes closed. Up to 3 minutes. I count to five; then switch on."
    assert [text for text in said if text != ready] == [
        "Switch on now.", paused, "Switch on now.", paused, "Stopped. It is dark.",
    ]  # fmt: skip


def test_an_open_shield_is_heard() -> None:
    stage = Stage(order(), {20_000: "\r"})
    listener = Listener(stage, {})
    opened(stage, 10_000)
    stage.play()
    assert "Dark. Look at eyes and mask." in listener.said()


def test_being_told_to_end_says_no_more_than_was_said() -> None:
    stage = Stage(by_hand(), {})
    listener = Listener(stage, {})
    interrupted(stage, ToldToEnd, 15_000).play()
    assert "Switch on now." in listener.said()


def test_the_next_light_of_today_is_named() -> None:
    lower = Part("lower", "acne")
    stage = Stage(order(), {})
    stage.live._then = _named(lower)
    listener = Listener(stage, {})
    stage.play()
    assert listener.said()[-1] == "Done. It is dark. Next: lower, acne."


def test_one_press_means_stop_then_dark_and_never_light() -> None:
    stage = Stage(by_hand(), {60_000: "p", 70_000: " ", 90_000: "q"})
    found: list[tuple[str, Ask | None]] = []
    show = stage.show

    def watch() -> None:
        show()
        found.append((stage.live.outlook.stage.value, stage.live.press))

    stage.show = watch  # type: ignore[method-assign]
    stage.play()
    meant = {name: {press for at, press in found if at == name} for name, _ in found}
    assert meant["count"] == meant["lit"] == {Ask.STOP}
    assert meant["off"] == {None, Ask.DARK}
    assert meant["paused"] == meant["over"] == {None}
    assert DARK_AFTER_MS < OFF_AGAIN_MS


def test_a_page_that_is_left_alone_says_so_only_where_there_is_or_comes_light() -> None:
    stage = Stage(by_hand(), {})
    found: dict[str, set[str]] = {}
    show = stage.show

    def watch() -> None:
        show()
        at = stage.live.outlook
        cue = lost(at)
        found.setdefault(at.stage.value, set()).add("" if cue is None else in_english(cue.message))

    stage.show = watch  # type: ignore[method-assign]
    stage.presses[200_000] = " "
    stage.play()
    assert found["count"] == {"The program is silent. Do not switch on."}
    assert found["lit"] == {"The program is silent. I go on counting."}
    assert found["off"] == found["over"] == {""}


def test_every_cue_is_short_enough_to_be_spoken() -> None:
    aloud_ids = [e for e in entries(ENGLISH, "voice").values() if "heard" not in e.id]
    gaps = {"minutes": 30, "number": 10, "part": "the left half of the face"}
    for entry in aloud_ids:
        if entry.id in ("voice-unheard", "voice-no_program"):  # these are read
            continue
        own = {name: value for name, value in gaps.items() if name in entry.variables}
        for aspect in ("", *entry.aspects):
            said = in_english(message(entry.id, **own).but(aspect))  # type: ignore[arg-type]
            assert len(said) <= LONGEST_LETTERS, said


def test_urgent_beeps_are_told_from_others_by_ear() -> None:
    tick, mark, now = (tone(beep) for beep in (Beep.TICK, Beep.MARK, Beep.NOW))
    assert len({one.hertz for one in (tick, mark, now)}) == 3
    assert now.times > mark.times > tick.times
    assert now.hertz > tick.hertz
    assert now.times * (now.length_ms + now.gap_ms) < OFF_AGAIN_MS


# ---- the voice of a terminal


def program(folder: Path, name: str, script: str) -> Path:
    """A program of that name on the path, that does what the script says."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path on which nothing speaks but what a test puts there."""
    for name in ("sh", "sleep", "cat"):
        found = shutil.which(name)
        assert found is not None
        (tmp_path / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def spoken(log: Path, lines: int) -> list[str]:
    end = time.monotonic() + 300
    while not log.exists() or len(log.read_text("utf-8").splitlines()) < lines:
        assert time.monotonic() < end
        time.sleep(0.02)
    return log.read_text("utf-8").splitlines()


@pytest.mark.usefixtures("alone")
def test_a_machine_without_a_voice_has_its_bell() -> None:
    speaker = aloud.voice()
    assert speaker.name == ""
    speaker.say("Off now.", is_urgent=True)
    speaker.close(patience_s=1.0)


@pytest.mark.parametrize("name", ["espeak-ng", "espeak", "spd-say"])
def test_a_voice_that_is_there_speaks_the_text_and_no_shell_reads_it(
    alone: Path, name: str
) -> None:
    log = alone / "log"
    program(alone, name, f'for last; do :; done; echo "$last" >> {log}')
    speaker = aloud.voice()
    assert speaker.name == name
    speaker.say("Off now; $(touch owned) `touch owned`", is_urgent=True)
    assert spoken(log, 1) == ["Off now; $(touch owned) `touch owned`"]
    speaker.close(patience_s=2.0)
    assert not Path("owned").exists()


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("name", [one.name for one in aloud.PROGRAMS])
def test_a_voice_speaks_the_language_of_the_words(alone: Path, name: str, lang: str) -> None:
    log = alone / "log"
    program(alone, name, f'echo "$@" >> {log}')
    with speaking(lang):
        speaker = aloud.voice()
        speaker.say(told(message("voice-on")))
        words = in_words(message("voice-on"))
    (line,) = spoken(log, 1)
    speaker.close(patience_s=2.0)
    assert f" {lang} -- {words}" in line
    assert words == {"en": "Switch on now.", "es": "Encienda ya."}[lang]


def _is_unburied(process: int) -> bool:
    """Ended, and left in the list by a system whose first process asks for nobody."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state == "Z"


def gone(process: int) -> None:
    """Wait until a process has ended; the system may take a moment."""
    end = time.monotonic() + 300
    while True:
        with suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)  # one that was killed and not yet asked for
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        if _is_unburied(process):
            return
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_voice_that_hangs_delays_nothing_and_is_ended(alone: Path) -> None:
    pid = alone / "pid"
    program(alone, "espeak-ng", f"echo $$ >> {pid}; exec sleep 600")
    speaker = aloud.voice()
    began = time.monotonic()
    for number in range(20):
        speaker.say(str(number), is_urgent=True)
    speaker.say("Done.")
    took_s = time.monotonic() - began
    assert took_s < 300.0  # twenty programs were started and ended; each would take 600
    told = spoken(pid, 1)
    speaker.close()
    for one in told:
        gone(int(one))


def test_being_told_to_end_while_a_voice_begins_leaves_no_voice(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(alone, "espeak-ng", "exec sleep 600")
    begun: list[subprocess.Popen[bytes]] = []

    def begin(*known: Any, **options: Any) -> subprocess.Popen[bytes]:
        begun.append(popen(*known, **options))
        signal.raise_signal(signal.SIGTERM)
        return begun[-1]

    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", begin)
    speaker = aloud.voice()
    with ended_in_order() as told, pytest.raises(ToldToEnd):
        speaker.say("Switch on now.")
    assert told.is_set()
    speaker.close()
    assert [one.wait(5) for one in begun] == [-signal.SIGKILL]


def test_a_voice_that_cannot_be_run_leaves_the_bell(alone: Path) -> None:
    path = program(alone, "espeak-ng", "exit 1")
    speaker = aloud.voice()
    path.write_bytes(b"\x00no program")
    speaker.say("Off now.", is_urgent=True)
    speaker.close(patience_s=1.0)


def test_what_waits_is_said_after_what_is_being_said_and_the_newest_wins(alone: Path) -> None:
    log = alone / "log"
    program(alone, "espeak-ng", f'for last; do :; done; sleep 0.3; echo "$last" >> {log}')
    speaker = aloud.voice()
    for text in ("first", "second", "third"):
        speaker.say(text)
    end = time.monotonic() + 300
    while len(log.read_text("utf-8").splitlines() if log.exists() else []) < 2:
        speaker.go_on()
        assert time.monotonic() < end
        time.sleep(0.02)
    assert log.read_text("utf-8").splitlines() == ["first", "third"]
    speaker.close()


def test_the_bell_rings_as_often_as_a_cue_beeps(capsys: pytest.CaptureFixture[str]) -> None:
    aloud.ring(Cue(kind=CueKind.OFF, message=message("voice-off"), beep=Beep.NOW))
    assert capsys.readouterr().out == "\a" * tone(Beep.NOW).times


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("answer", "told"), [(True, []), (False, ["turn the volume up"])])
def test_the_sound_is_tried_before_the_light(
    answer: bool, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    said: list[str] = []

    def ask(question: str) -> bool:
        asked.append(question)
        return answer

    aloud.sound_check(ask, said.append)
    assert asked == ["Did you hear the bell or the voice?"]
    assert "the bell alone calls you" in said[0]  # there is no voice on this path
    assert len(said) == 1 + len(told)
    assert all(part in text for part, text in zip(told, said[1:], strict=True))
    assert "\a" in capsys.readouterr().out
