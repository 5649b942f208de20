"""`openpbm session` and `openpbm faults`: what goes in, what keys do, what is left behind."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from delivery_made import ROOM, order, session
from kept_plan_made import plan, written

from openpbm.cli import session as session_command
from openpbm.cli.main import main
from openpbm.cli.session_keys import conduct
from openpbm.cli.session_run import picture
from openpbm.delivery.event import TRIPS
from openpbm.delivery.limit import COUNTDOWN_MS
from openpbm.delivery.machine import step
from openpbm.delivery.order import Order, order_of
from openpbm.delivery.runner import Heading
from openpbm.delivery.state import FAULTS, PASSING, Phase
from openpbm.devices.clock import FAST_LOOP_MS
from openpbm.devices.manual import ManualMask
from openpbm.devices.simulated import SimulatedLink, SimulatedMask
from openpbm.errors import PlanFileError
from openpbm.files.json_value import Json
from openpbm.files.plan.file import SCHEMA_VERSION
from openpbm.files.plan.kept import read_plan
from openpbm.record import PRACTICE, LightEvent
from openpbm.reports.session_words import (
    AS_PRACTICE,
    PUT_RIGHT,
    REASONS,
    clock_text,
    closing,
    keys_told,
    reason,
)
from openpbm.sitting.device import Device
from openpbm.sitting.live import LiveSitting
from openpbm.sitting.turn import answers_hold
from openpbm.speech.say import in_english

KEY = b"k" * 32
Heard = pytest.CaptureFixture[str]

# ---- the file


def test_the_reader_reads_what_the_planner_writes(tmp_path: Path) -> None:
    read = read_plan(written(tmp_path, plan()))
    assert read.session is not None
    assert read.session.minutes == 3.0
    assert {c.role for c in read.session.channels} == {"red", "nir"}
    assert plan()["schema_version"] == SCHEMA_VERSION == "2"


Edit = Callable[[dict[str, Json]], None]


def edited(*path: str | int, value: Json) -> Edit:
    def edit(content: dict[str, Json]) -> None:
        here: Json = content
        for part in path[:-1]:
            here = here[part]  # type: ignore[index]
        here[path[-1]] = value  # type: ignore[index]

    return edit


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (edited("schema_version", value="3"), 'expected "2"'),
        (edited("schema_version", value="1"), "gives no light"),
        (edited("session", "minutes", value=9.0), "expected the file as"),
        (edited("session", "ceilings", 0, "limit", value=900.0), "as the other fields say"),
        (edited("ceilings", 0, "limit", value=900.0), "expected the file as"),
        (edited("session", "ceilings", value=[]), "found 0 entries; expected 1 or more"),
        (edited("session", "channels", 0, "drive", value=1.5), "a number from 0 to 1"),
        (edited("session", "channels", 0, "drive", value="1"), "a number from 0 to 1"),
        (
            edited("session", "channels", 0, "rates", 0, "hot_j_cm2_min", value=-1.0),
            "a number from 0",
        ),
        (edited("session", value=None), "does not go with status"),
        (edited("status", value="refused"), "does not go with status"),
        (edited("status", value="fine"), "insufficient_evidence"),
        (edited("inputs_sha256", value="abc"), "64"),
        (edited("start_date", value="2026-02-31"), "a date such as"),
    ],
)
def test_an_edited_plan_gives_no_light(tmp_path: Path, edit: Edit, says: str) -> None:
    content = plan()
    edit(content)
    with pytest.raises(PlanFileError, match=says):
        read_plan(written(tmp_path, content))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"a": 1}', "\x00"])
def test_what_is_no_plan_is_said_so(tmp_path: Path, text: str, capsys: Heard) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    assert main(["session", str(path), "--yes"]) == 2
    assert capsys.readouterr().err.startswith(f"openpbm: {path}: ")
    assert main(["session", str(tmp_path / "none.json"), "--yes"]) == 2
    assert "found no such file" in capsys.readouterr().err
    assert main(["session", str(tmp_path), "--yes"]) == 2


# ---- the command


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--device", "toaster"], "expected simulated or manual"),
        (["--device", "demo"], "openpbm device demo"),
        (["--device", "open"], "openpbm device pair"),
        (["--device", "timed:desk"], "openpbm device pair"),
        (["--device", "manual", "--speed", "5", "--yes"], "takes its time"),
        (["--device", "manual", "--yes"], "no terminal"),
        ([], "--yes"),
    ],
)
def test_a_slip_in_the_options_is_said(
    tmp_path: Path, options: list[str], says: str, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert main(["session", str(written(tmp_path, plan())), *options]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Ann", ""])
def test_a_first_session_at_a_terminal_offers_the_ledger_that_is_missing(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    asked: list[str] = []
    own = tmp_path / "own" / "ledger.sqlite"
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

    def answer(question: str) -> str:
        asked.append(question)
        return name

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(session_command, "give", lambda *_: 0)
    code = main(["session", str(written(tmp_path, plan())), "--yes", "--ledger", str(own)])
    assert "No ledger keeps your light yet" in asked[0]
    assert code == (0 if name else 2)
    assert own.exists() is bool(name)
    heard = capsys.readouterr()
    assert ("Ann is in" in heard.out) if name else ("openpbm ledger add" in heard.err)


# ---- keys


class Stage:
    """A sitting whose time a test moves, and keys pressed at set times."""

    def __init__(self, what: Order, presses: dict[int, str], *, alone: bool = False) -> None:
        self.now_ms = 0
        self.presses = dict(presses)
        self.kept: list[LightEvent] = []
        self.shown: list[tuple[int, Phase, str]] = []
        switch: ManualMask | None = None
        link: ManualMask | SimulatedLink
        if what.by_hand:
            link = switch = ManualMask(
                what, key=KEY, fresh=bytes_of, monotonic_ms=self.monotonic_ms
            )
        else:
            self.mask = SimulatedMask(what, key=KEY, fresh=bytes_of)
            link = SimulatedLink(self.mask, self.monotonic_ms)
        self.live = LiveSitting(
            what,
            Device(link=link, key=KEY, clock=self, switch=switch),
            self.kept.append,
            Heading(session_id="s", person_id="", plan_sha256="", source="guided"),
            fresh=bytes_of,
            alone=alone,
        )
        self.runner = self.live.runner

    def monotonic_ms(self) -> int:
        return self.now_ms

    def utc(self) -> datetime:
        return datetime(2026, 5, 1, tzinfo=UTC) + timedelta(milliseconds=self.now_ms)

    def wait(self) -> None:
        self.now_ms += FAST_LOOP_MS
        assert self.now_ms < 660_000, "it never ends"

    def keys(self) -> str:
        due = [at for at in self.presses if at <= self.now_ms]
        return "".join(self.presses.pop(at) for at in sorted(due))

    def show(self) -> None:
        picture(self.live)
        self.shown.append((self.now_ms, self.runner.state.phase, keys_told(self.live)))

    def play(self) -> Stage:
        conduct(self.live, self.keys, self.show)
        return self

    def phase_at(self, at_ms: int) -> Phase:
        return next(phase for at, phase, _ in self.shown if at >= at_ms)


_counter = iter(range(10**9))


def bytes_of(many: int) -> bytes:
    return next(_counter).to_bytes(many, "big")


def test_it_counts_down_before_light() -> None:
    stage = Stage(order(), {}).play()
    first = next(at for at, phase, _ in stage.shown if phase is Phase.RAMP)
    assert COUNTDOWN_MS <= first <= COUNTDOWN_MS + 1_000
    assert next(to_do[:10] for _, _, to_do in stage.shown if to_do) == "Light in 5"


@pytest.mark.parametrize("key", ["q", " ", "\r", "\n", "\x1b"])
def test_any_of_the_stop_keys_stops(key: str) -> None:
    stage = Stage(order(), {10_000: key}).play()
    assert stage.runner.state.reason == "stopped"
    assert stage.now_ms <= 10_500
    assert max(stage.mask.board.true_ms) <= 7_500


def test_p_pauses_and_goes_on() -> None:
    stage = Stage(order(), {10_000: "p", 20_000: "p"}).play()
    assert stage.phase_at(15_000) is Phase.PAUSED
    assert stage.runner.state.reason == "done"
    assert stage.now_ms > 40_000
    assert max(stage.mask.board.true_ms) <= 30_000


def test_an_interrupt_stops() -> None:
    stage = interrupted(Stage(order(), {}), KeyboardInterrupt, 8_000).play()
    assert stage.runner.state.reason == "stopped"


def interrupted(stage: Stage, by: type[BaseException], *at_ms: int) -> Stage:
    """It breaks into the waiting then."""
    wait = stage.wait

    def waited() -> None:
        wait()
        if stage.now_ms in at_ms:
            raise by

    stage.wait = waited  # type: ignore[method-assign]
    return stage


def opened(stage: Stage, at_ms: int) -> None:
    """The shield opens then, and closes half a second later."""
    wait = stage.wait

    def waited() -> None:
        wait()
        if stage.now_ms >= at_ms:
            stage.mask.board.shield_contacts[0] = stage.now_ms >= at_ms + 500

    stage.wait = waited  # type: ignore[method-assign]


def test_an_open_shield_waits_for_the_person() -> None:
    stage = Stage(order(), {20_000: "\r"})
    opened(stage, 10_000)
    stage.play()
    assert stage.phase_at(15_000) is Phase.AGREED
    assert any("press Enter to go on" in to_do for _, _, to_do in stage.shown)
    assert stage.runner.state.reason == "done"
    again = next(at for at, phase, _ in stage.shown if at > 20_000 and phase is Phase.RAMP)
    assert again >= 20_000 + COUNTDOWN_MS


def bare_until(stage: Stage, at_ms: int) -> None:
    """The mask lies on the table until then."""
    stage.mask.board.is_fitted = False
    wait = stage.wait

    def waited() -> None:
        wait()
        stage.mask.board.is_fitted = stage.now_ms >= at_ms

    stage.wait = waited  # type: ignore[method-assign]


def test_a_mask_that_is_not_worn_yet_is_told_and_waited_for() -> None:
    stage = Stage(order(), {3_000: "\r", 10_000: "\r"})
    bare_until(stage, 8_000)
    told: list[str] = []
    show = stage.show

    def shown() -> None:
        show()
        told.extend(picture(stage.live))

    stage.show = shown  # type: ignore[method-assign]
    stage.play()
    assert stage.phase_at(5_000) is Phase.AGREED
    assert "Not yet: the mask is not on your face. Put it on, then go on." in told
    assert any("press Enter" in line for line in told)
    first = next(at for at, phase, _ in stage.shown if phase is Phase.RAMP)
    assert first >= 10_000 + COUNTDOWN_MS
    assert stage.runner.state.reason == "done"


def test_where_nobody_can_put_it_on_the_session_ends_and_says_why() -> None:
    stage = Stage(order(), {}, alone=True)
    bare_until(stage, 60_000)
    stage.play()
    assert stage.live.broke_off == "fit"
    assert stage.now_ms < 5_000 and max(stage.mask.board.true_ms) == 0


def test_a_mask_that_is_never_put_on_is_waited_for_no_longer_than_answers_hold() -> None:
    stage = Stage(order(), {})
    bare_until(stage, 10**9)
    stage.play()
    assert (stage.runner.state.phase, stage.runner.state.reason) == (Phase.DONE, "stopped")
    hold_ms = answers_hold().total_seconds() * 1000
    assert hold_ms < stage.now_ms < hold_ms + 5_000
    assert max(stage.mask.board.true_ms) == 0 and not stage.kept


def test_where_nobody_can_confirm_a_broken_session_ends() -> None:
    stage = Stage(order(), {}, alone=True)
    opened(stage, 10_000)
    stage.play()
    assert stage.runner.state.phase is Phase.DONE
    assert stage.live.broke_off == "shield"
    assert stage.now_ms < 12_000


@pytest.mark.parametrize("key", ["\n", " ", "\x1b"])
def test_by_hand_it_is_counted_from_the_call_to_the_dark_that_any_key_says(key: str) -> None:
    what = order_of(session(), mask_id="m", room_j_cm2=ROOM, by_hand=True)
    assert isinstance(what, Order)
    stage = Stage(what, {50_000: key}).play()
    told = [to_do for _, _, to_do in stage.shown if "Switch" in to_do]
    assert "on now" in told[0]
    assert "off, and press a key when it is dark" in told[-1]
    on_ms = next(at for at, _, to_do in stage.shown if "on now" in to_do)
    assert min(stage.runner.state.counted_ms) == pytest.approx(50_000 - on_ms, abs=300)


def test_a_key_that_is_held_stops_and_does_not_say_that_it_is_dark() -> None:
    what = order_of(session(), mask_id="m", room_j_cm2=ROOM, by_hand=True)
    assert isinstance(what, Order)
    held = {10_000 + 100 * n: " " for n in range(300)}
    stage = Stage(what, {**held, 60_000: " "}).play()
    assert stage.runner.state.reason == "stopped"
    assert min(stage.runner.state.counted_ms) >= 50_000


def test_by_hand_two_interrupts_leave_a_mask_that_counts_whole() -> None:
    what = order_of(session(), mask_id="m", room_j_cm2=ROOM, by_hand=True)
    assert isinstance(what, Order)
    stage = Stage(what, {})
    interrupted(stage, KeyboardInterrupt, 15_000, 16_000).play()
    assert stage.runner.state.phase is Phase.DONE
    assert min(stage.runner.state.counted_ms) == what.programme_ms


# ---- words


@pytest.mark.parametrize("source", ["simulated", "guided"])
@pytest.mark.parametrize("end", AS_PRACTICE)
def test_practice_never_says_that_it_counts(end: str, source: str) -> None:
    stage = Stage(order(), {10_000: "q"}).play()
    stage.runner.heading = replace(stage.runner.heading, source=source)
    is_practice = source == PRACTICE
    told = reason(stage.runner, end)
    assert (told == in_english(REASONS[end])) is not is_practice
    assert not (is_practice and " counts" in told)
    assert closing(stage.runner)[-1].endswith("counts for nothing.") is is_practice


def test_everything_that_darkens_is_said_in_words() -> None:
    said = set(REASONS)
    assert said >= FAULTS | set(TRIPS[1:])
    assert set(PUT_RIGHT) == PASSING
    assert callable(step)
    assert all(len(text) <= 90 and text.endswith(".") for text in map(in_english, REASONS.values()))
    assert clock_text(59_001) == "1:00"


def test_a_stale_figure_is_unknown() -> None:
    stage = Stage(order(), {5_000: "p"}, alone=True).play()
    stage.runner.state = stage.runner.state.__class__(
        **{
            name: getattr(stage.runner.state, name)
            for name in stage.runner.state.__dataclass_fields__
            if name != "heard_ms"
        },
        heard_ms=stage.runner.state.now_ms - 1_001,
    )
    assert "temperature unknown" in picture(stage.live)[0]


# ---- faults


def test_the_campaign_reports_what_held(tmp_path: Path, capsys: Heard) -> None:
    options = ["--sessions", "12", "--seed", "5", "--processes", "1", "--out", str(tmp_path)]
    assert main(["faults", *options]) == 0
    told = capsys.readouterr().out
    assert told.startswith("No invariant broken: 0 violations in 12 sessions (seeds 5 to 16)")
    made = json.loads((tmp_path / "faults.json").read_text(encoding="utf-8"))
    assert (made["sessions"], made["violations"]) == (12, [])
    assert main(["faults", *options, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == made


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
