"""A session that is heard at a terminal: its bell, and a voice where this machine has one.

The voice is a program that the system brings; none is bundled and none is needed. It is called
without a shell, nothing waits for it, and it is ended with the session. A session goes dark
first; only then may a last sentence be finished.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from openpbm.cli.output import drawn, told
from openpbm.threads import undisturbed

if TYPE_CHECKING:
    from openpbm.sitting.live import LiveSitting
    from openpbm.sitting.voice import Cue

BELL = "\a"
LOOK_EVERY_MS = 100
SENTENCE_S = 10.0  # whatever speaks longer hangs
LAST_WORDS_S = 4.0


@dataclass(frozen=True, kw_only=True)
class Program:
    """One program that speaks a text."""

    name: str
    says: Callable[[str, str], tuple[str, ...]]  # arguments for a language and a text
    hushes: tuple[str, ...] = ()  # arguments that silence what another one speaks for it


# those that speak themselves come first: they fall silent as soon as they are ended
PROGRAMS = (
    Program(name="espeak-ng", says=lambda lang, text: ("-v", lang, "--", text)),
    Program(name="espeak", says=lambda lang, text: ("-v", lang, "--", text)),
    Program(
        name="spd-say",
        says=lambda lang, text: ("--wait", "--language", lang, "--", text),
        hushes=("--cancel",),
    ),
)


class Voice:
    """Speaks one sentence at a time; an urgent one breaks into the one before."""

    def __init__(self, program: Program | None, path: str, lang: str) -> None:
        self._program, self._path, self._lang = program, path, lang
        self._speaks: subprocess.Popen[bytes] | None = None
        self._since_s = 0.0
        self._waits = ""

    @property
    def name(self) -> str:
        """Of its program; empty where there is none."""
        return "" if self._program is None else self._program.name

    def say(self, text: str, *, is_urgent: bool = False) -> None:
        """Speak now; or after what is being said, where that may end first."""
        if is_urgent:
            self._hush()
        self._waits = text
        self.go_on()

    def go_on(self) -> None:
        """Speak what waits, once nothing else does; never waits itself."""
        if self._speaks is not None and self._speaks.poll() is None:
            if time.monotonic() - self._since_s < SENTENCE_S:
                return
            self._hush()
        text, self._waits = self._waits, ""
        if text and self._program is not None:
            with undisturbed():  # else one could be begun that nobody knows to end
                self._speaks = self._run(self._program.says(self._lang, text))
            self._since_s = time.monotonic()

    def close(self, *, patience_s: float = 0.0) -> None:
        """Silent; a last sentence may take so long."""
        self.go_on()
        if self._speaks is not None and patience_s > 0:
            with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
                self._speaks.wait(patience_s)
        self._hush()

    def _hush(self) -> None:
        with undisturbed():
            speaks, self._speaks = self._speaks, None
            if speaks is None or speaks.poll() is not None:
                return
            speaks.kill()  # a stopped process cannot refuse this
            with suppress(subprocess.TimeoutExpired):
                speaks.wait(0.05)
            if self._program is not None and self._program.hushes:
                self._run(self._program.hushes)

    def _run(self, arguments: tuple[str, ...]) -> subprocess.Popen[bytes] | None:
        with suppress(OSError):  # gone, or it may not be run: the bell is left
            return subprocess.Popen(
                [self._path, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # an interrupt of the terminal is for the session
            )
        return None


def voice() -> Voice:
    """The first program of this machine that speaks; one that stays silent where there is none."""
    from openpbm.speech.language import language, source

    for program in PROGRAMS:
        path = shutil.which(program.name)
        if path is not None:
            return Voice(program, path, source(language()))
    return Voice(None, "", "")


def ring(cue: Cue) -> None:
    """The terminal's bell, as often as the cue beeps."""
    from openpbm.sitting.voice import tone

    stream: TextIO = drawn(sys.stdout)
    stream.write(BELL * tone(cue.beep).times)
    stream.flush()


@contextmanager
def heard(live: LiveSitting, *, is_on: bool) -> Iterator[Callable[[], None]]:
    """A function that gives the cues that are due; call it as often as the picture is drawn."""
    if not is_on:
        yield lambda: None
        return
    speaker = voice()
    hearing = _Hearing(live, speaker)
    try:
        yield hearing.hear
    finally:
        hearing.end()
        speaker.close(patience_s=LAST_WORDS_S)


class _Hearing:
    """What was given so far of one sitting."""

    def __init__(self, live: LiveSitting, speaker: Voice) -> None:
        self._live, self._speaker = live, speaker
        self._given: frozenset[str] = frozenset()
        self._is_invited = False
        self._looked_ms = -LOOK_EVERY_MS

    def hear(self) -> None:
        """Give what is due."""
        from openpbm.fact import message
        from openpbm.sitting.live import Ask
        from openpbm.sitting.voice import Beep, Cue, CueKind, due, score

        outlook = self._live.outlook
        if outlook.now_ms - self._looked_ms < LOOK_EVERY_MS and not self._live.is_over:
            return
        self._looked_ms = outlook.now_ms
        if not self._is_invited and Ask.BEGIN in self._live.asks:  # goggles may be on already
            self._is_invited = True
            self._give(Cue(kind=CueKind.READY, message=message("voice-begin"), beep=Beep.MARK))
        cues, self._given = due(score(outlook), self._given, outlook.now_ms)
        for cue in cues:
            self._give(cue)
        self._speaker.go_on()

    def end(self) -> None:
        """Whatever ended it, nobody is left in silence under a mask that may shine."""
        from openpbm.sitting.voice import ended

        last = ended(self._live.outlook)
        if last is not None:
            self._give(last)

    def _give(self, cue: Cue) -> None:
        with suppress(OSError):  # a terminal that is gone; the voice is not
            ring(cue)
        self._speaker.say(told(cue.message), is_urgent=cue.is_urgent)


def sound_check(ask: Callable[[str], bool], say: Callable[[str], None]) -> None:
    """Let the person hear it before the light, and say what to do where they did not."""
    from openpbm.fact import message
    from openpbm.sitting.voice import Beep, Cue, CueKind

    speaker = voice()
    trial = Cue(kind=CueKind.READY, message=message("voice-trial"), beep=Beep.NOW)
    ring(trial)
    speaker.say(told(trial.message))
    if not speaker.name:
        say(told(message("voice-no_program", programs=" · ".join(p.name for p in PROGRAMS))))
    try:
        is_heard = ask(told(message("voice-heard_terminal")))
    finally:
        speaker.close()
    if not is_heard:
        say(told(message("voice-unheard")))
