"""`openpbm session` at a real terminal, by a mask switched by hand, with a voice on the path."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from kept_plan_made import plan, written
from ledger_factory import added, begun, ended
from test_voice import gone, program

from openpbm.delivery.limit import COUNTDOWN_MS
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.record import LightEvent, SessionEnded, SkinTook
from openpbm.sitting.voice import OFF_AGAIN_MS, READY_MS

SOURCE = Path(__file__).parents[2] / "src"
PATIENCE_S = 300.0  # for what never comes; no pace
OFF = "Off now. Press when it is dark."
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")


class Terminal:
    """A session behind a terminal: what it writes, and keys for it."""

    def __init__(self, end: int, log: Path) -> None:
        self._end, self._log, self._shell = end, log, termios.tcgetattr(end)
        self.seen = ""

    def look(self) -> None:
        while select.select([self._end], [], [], 0)[0]:
            try:
                self.seen += os.read(self._end, 1 << 16).decode(errors="replace")
            except OSError:  # the other side has ended
                return

    def press(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def close(self) -> None:
        os.close(self._end)

    def take_back(self) -> None:
        """As a shell does when what it began is stopped."""
        termios.tcsetattr(self._end, termios.TCSANOW, self._shell)

    def until(self, text: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while text not in self.seen:
            self.look()
            assert time.monotonic() < end, self.seen[-600:]
            time.sleep(0.02)

    def heard(self) -> list[str]:
        return self._log.read_text("utf-8").splitlines() if self._log.exists() else []

    def hears(self, text: str, times: int = 1) -> None:
        end = time.monotonic() + PATIENCE_S
        while self.heard().count(text) < times:
            self.look()  # a full terminal would hold it up
            assert time.monotonic() < end, (text, self.heard())
            time.sleep(0.02)


@contextmanager
def session(
    tmp_path: Path, speaks: str, *given_before: LightEvent
) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    """A session up to its first question; whatever comes of it, nothing is left running."""
    with open_ledger(tmp_path / "ledger.sqlite") as kept:
        kept.append(added(), *given_before)
    log = tmp_path / "log"
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin", "espeak-ng", speaks.format(log=log))
    ours, theirs = pty.openpty()
    terminal = Terminal(ours, log)
    running = subprocess.Popen(
        [sys.executable, "-m", "openpbm", "session", str(written(tmp_path, plan())),
         "--device", "manual", "--ledger", str(tmp_path / "ledger.sqlite")],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # its keys send signals
        env={**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm",
             "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"},
    )  # fmt: skip
    os.close(theirs)
    try:
        yield terminal, running
    finally:
        running.kill()
        running.wait()
        with suppress(OSError):  # a test closed it
            terminal.close()


def answered(terminal: Terminal) -> None:
    """The checklist and the sound check, up to Begin."""
    for question in (
        "Is this you",
        "Is all light",
        "Are your eyes",
        "Does the mask sit",
        "Did you",
    ):
        terminal.until(question)
        terminal.press("y\n")
    terminal.until("Press Enter to begin")


def events(tmp_path: Path) -> tuple[LightEvent, ...]:
    with read_ledger(tmp_path / "ledger.sqlite") as kept:
        return kept.events("ann")


SPEAKS = 'for last; do :; done; echo "$last" >> {log}'
HANGS = SPEAKS + "; exec sleep 600"


def over(terminal: Terminal, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_S
    while running.poll() is None:
        terminal.look()
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("speaks", [SPEAKS, HANGS], ids=["a voice", "a voice that hangs"])
def test_a_session_by_hand_is_followed_by_ear_at_a_terminal(tmp_path: Path, speaks: str) -> None:
    with session(tmp_path, speaks) as (terminal, running):
        answered(terminal)
        begun_s = time.monotonic()
        terminal.press("\n")
        terminal.hears("Switch on now.")
        lit_s = time.monotonic()
        assert lit_s - begun_s >= (READY_MS + COUNTDOWN_MS) / 1000 - 0.5  # for goggles and switch
        time.sleep(2.0)
        terminal.press(" ")
        terminal.hears(OFF, 3)
        terminal.press(" ")
        lit_s = time.monotonic() - lit_s
        terminal.hears("Stopped. It is dark.")
        over(terminal, running)
    begun_s = time.monotonic() - begun_s
    assert running.returncode == 0, terminal.seen[-600:]
    heard = terminal.heard()
    numbers, calls = [text for text in heard if text in "54321"], heard.count(OFF)
    late = {"3 minutes left."}  # a machine that is busy may come to the stop after it
    assert [text for text in heard if text not in {*numbers, *late}] == [
        "This is how it sounds.", "Press Enter to begin.",
        "Goggles on, eyes closed. Up to 3 minutes. I count to five; then switch on.",
        "Switch on now.", *[OFF] * calls, "Stopped. It is dark.",
    ]  # fmt: skip
    assert numbers == sorted(set(numbers), reverse=True)
    assert numbers and calls >= 3  # a machine that is busy may come too late for a number
    assert terminal.seen.count("\a") >= len(numbers) + 2 * 3
    ended = events(tmp_path)[-1]
    assert isinstance(ended, SessionEnded)
    told_s = [minutes * 60 for _, minutes in ended.lit_min]
    assert all(one >= 2 * OFF_AGAIN_MS / 1000 + 2 for one in told_s)
    assert all(lit_s - 0.5 <= one <= begun_s for one in told_s)


def test_the_skin_is_asked_for_before_the_checklist_and_no_answer_is_kept_as_none(
    tmp_path: Path,
) -> None:
    yesterday = date.today() - timedelta(days=1)
    last = begun(source="by_hand", at=datetime.now(UTC) - timedelta(days=1), day=yesterday)
    with session(tmp_path, SPEAKS, last, ended(3.0, at=last.at_utc)) as (terminal, _):
        terminal.until("How did your skin take")
        assert "Is this you" not in terminal.seen
        terminal.press("9\n")
        terminal.until("expected a number from 1 to")
        terminal.press("\n")
        terminal.until("I cannot tell: the next session has 75")
        terminal.until("Is this you")
    (said,) = [event for event in events(tmp_path) if isinstance(event, SkinTook)]
    assert (said.answer, said.day, said.share, said.sessions) == ("unsaid", yesterday, 0.75, 1)


def test_a_session_that_is_ended_takes_its_voice_along(tmp_path: Path) -> None:
    with session(tmp_path, "echo $$ >> {log}; exec sleep 600") as (terminal, running):
        answered(terminal)
        terminal.press("\n")
        end = time.monotonic() + PATIENCE_S
        while len(terminal.heard()) < 3:
            terminal.look()
            assert time.monotonic() < end
            time.sleep(0.02)
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        over(terminal, running)
        assert time.monotonic() - began < 300  # the voice would take 600
    for number in terminal.heard():
        gone(int(number))


def test_no_key_holds_it_up_and_after_a_stop_from_outside_keys_are_heard(tmp_path: Path) -> None:
    with session(tmp_path, SPEAKS) as (terminal, running):
        answered(terminal)
        terminal.press("\n")
        terminal.hears("Switch on now.")
        terminal.press("\x13\x0f\x16\x04")  # Ctrl-S, -O, -V, -D: hold, drop, quote, end a line
        terminal.press("\x1a")  # a program that is suspended could not call "off now"
        terminal.hears(OFF, 2)
        running.send_signal(signal.SIGSTOP)
        terminal.take_back()
        running.send_signal(signal.SIGCONT)
        terminal.hears(OFF, len([text for text in terminal.heard() if text == OFF]) + 1)
        terminal.press(" ")
        terminal.hears("Stopped. It is dark.")
        over(terminal, running)
    assert running.returncode == 0, terminal.seen[-600:]


@pytest.mark.parametrize("end", ["told to end", "its terminal closed", "two interrupts"])
def test_a_program_that_ends_leaves_nobody_in_silence_under_their_mask(
    tmp_path: Path, end: str
) -> None:
    with session(tmp_path, SPEAKS) as (terminal, running):
        answered(terminal)
        terminal.press("\n")
        terminal.hears("Switch on now.")
        terminal.look()
        if end == "told to end":
            running.send_signal(signal.SIGTERM)
        elif end == "its terminal closed":
            terminal.close()
        else:
            terminal.press("\x03")
            terminal.hears(OFF)
            terminal.press("\x03")
        running.wait(PATIENCE_S)
    assert terminal.heard()[-1] == "The program ends. Switch off now."
    ended = events(tmp_path)[-1]
    assert isinstance(ended, SessionEnded)
    assert all(minutes >= 10 for _, minutes in ended.lit_min)  # upwards: as the mask's own timer
