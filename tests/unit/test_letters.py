"""What a file holds never reaches a terminal as a command: every letter is seen, none obeyed."""

from __future__ import annotations

import ast
import csv
import io
import json
import logging
import sys
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
import typer
from hypothesis import example, given
from hypothesis import strategies as st
from ledger_factory import DAY, NOON, added
from plan_factory import planned
from rich.console import Console

from openpbm.answer import Planned
from openpbm.cli.main import exit_code, main
from openpbm.cli.output import echo_json, seen_output
from openpbm.cli.talk import Talk, ask, yes_or_no
from openpbm.errors import InputError
from openpbm.files.ledger.history import export_csv
from openpbm.files.ledger.store import open_ledger
from openpbm.letters import one_line, visible
from openpbm.record import DayDose, DoseNoted
from openpbm.reports.calendar import calendar_ics
from openpbm.reports.terminal import summary, summary_text

SOURCE = Path(__file__).parents[2] / "src" / "openpbm"
CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"]
TURNING = [*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
UNSEEN = [*"\xad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u2061\u3164\ufeff\uffa0"]
UNSEEN += ["\u2028", "\u2029", "\ufe0f", "\U000e0001", "\U000e0041", "\U000e01ef"]
OBEYED = [*CONTROLS, *TURNING, *UNSEEN]
SEQUENCES = ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\x1b]8;;http://x\x1b\\", "\x08\x08"]
foreign = st.text(st.sampled_from([*OBEYED, *"abc Ä漢🌞"]), max_size=40)


def is_harmless(text: str) -> bool:
    """No letter that a terminal obeys, hides or turns the text with."""
    return not any(
        letter in OBEYED or (unicodedata.category(letter) in ("Cc", "Cf") and letter not in "\t\n")
        for letter in text
    )


def test_every_control_and_format_letter_of_unicode_is_made_visible() -> None:
    """All of them, not the known ones: those of the installed Unicode by their category."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    left = {
        letter for letter in visible(every)
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }  # fmt: skip
    assert left <= {"\t", "\n", "\u0890", "\u0891", "\u08e2", "\U000110bd", "\U000110cd"} | {
        # numerals' frames and hieroglyph joiners: they draw something
        chr(code)
        for code in (*range(0x13430, 0x13440), *range(0x1BCA0, 0x1BCA4))
    }


@given(st.text())
def test_what_a_person_reads_and_writes_stays(text: str) -> None:
    plain = "".join(letter for letter in text if visible(letter) == letter)
    assert visible(plain) == plain
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    "text", ["Zoë", "漢字", "ゆり", "محمد", "שרה", "🌞", "m²", "10–12 °C", "a b"]
)
def test_names_of_any_script_stay(text: str) -> None:
    assert visible(text) == text


@given(foreign)
@example("Ada\nall sound")
def test_a_name_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


# ------------------------------------------------------------ every place that prints


@given(foreign)
def test_whatever_is_printed_is_harmless(text: str) -> None:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), seen_output():
        typer.echo(text)
        typer.echo(text, err=True)
        logging.StreamHandler(sys.stderr).handle(logging.makeLogRecord({"msg": text}))
        sys.stdout.write(text)
    assert is_harmless(out.getvalue())
    assert is_harmless(err.getvalue())


@given(foreign)
def test_printed_json_keeps_its_meaning(text: str) -> None:
    out = io.StringIO()
    with redirect_stdout(out), seen_output():
        echo_json({text: text})
    assert is_harmless(out.getvalue())
    assert json.loads(out.getvalue()) == {text: text}


@pytest.mark.parametrize("problem", [InputError, ValueError, KeyError])
@pytest.mark.parametrize("text", [*OBEYED, *SEQUENCES], ids=ascii)
def test_an_error_is_told_in_letters_that_are_seen(
    text: str, problem: type[Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    """Mistakes of a file and faults of ours, with their traceback."""

    def command() -> None:
        raise problem(f'found "{text}"')

    with seen_output():
        exit_code(command)
    assert is_harmless(capsys.readouterr().err)


@pytest.mark.parametrize("text", ["\x1b[2J", "\u202e", "\x9b", "\r", "\u200b"], ids=ascii)
@pytest.mark.parametrize("command", ["plan", "check", "screen", "compare", "safety"])
def test_a_file_that_is_refused_moves_no_cursor(
    tmp_path: Path, text: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.toml"
    goal = json.dumps(f"{text}wrinkles")
    path.write_text(f'[person]\nage_years = 40\nphototype = "II"\ngoals = [{goal}]\n{goal} = 1\n')
    code = main([command, str(path), *([str(path)] if command == "compare" else [])])
    told = capsys.readouterr()
    assert code == 2
    assert is_harmless(told.out + told.err)
    main([command, f"{tmp_path}/{text}.toml"])  # and a file's name is foreign too
    told = capsys.readouterr()
    assert is_harmless(told.out + told.err)


@pytest.mark.parametrize("text", SEQUENCES, ids=ascii)
def test_a_ledger_with_odd_names_is_shown_harmlessly(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.sqlite"
    name = f"Ann{text}"
    dose = DayDose(day=date.today(), band="red", dose_j_cm2=1.0)
    with open_ledger(path) as ledger:
        ledger.append(added(name=name), added("bob", f"{text}Bob"))
        ledger.append(
            DoseNoted(person_id="ann", at_utc=datetime.now(UTC), doses=(dose,), note=text)
        )
    for words in (["people"], ["ann"], ["nobody"], [], ["verify"], ["erase", "ann"]):
        for more in ([], ["--json"], ["--export", "csv"], ["--export", "json"]):
            main(["ledger", *words, "--ledger", str(path), *more])
            told = capsys.readouterr()
            assert is_harmless(told.out + told.err)


@given(foreign)
def test_the_summary_of_a_plan_is_harmless_also_in_colour(text: str) -> None:
    usual = planned()
    made = replace(usual, mask=replace(usual.mask, name=f"Mask {text}"))
    assert is_harmless(summary_text(made).replace("\u202f", ""))
    plain, odd = io.StringIO(), io.StringIO()
    for into, plan in ((plain, usual), (odd, made)):
        Console(file=into, width=200, force_terminal=True, color_system="standard").print(
            summary(plan)
        )
    assert odd.getvalue().count("\x1b") == plain.getvalue().count("\x1b")


@given(foreign)
def test_a_question_and_its_answer_are_harmless(text: str) -> None:
    said = io.StringIO()
    answers = iter([text + "?", "y"])

    def asked(question: str) -> str:
        said.write(visible(question))
        return next(answers)

    with redirect_stdout(said), seen_output():
        assert ask(Talk(ask=asked, say=typer.echo), text, yes_or_no)
    assert is_harmless(said.getvalue())


def test_pictures_alone_pass_by_the_guard_and_say_their_texts_through_it() -> None:
    """Whoever draws with a cursor is listed here, and looks at the texts itself."""
    drawing = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Console"
    }
    assert drawing == {"cli/plan.py", "cli/progress.py", "cli/session_run.py"}


# --------------------------------------------------------------------------- exports


@given(foreign)
@example("\x1b]0;x\x07")
def test_a_table_that_is_exported_holds_no_such_letter(text: str) -> None:
    dose = DayDose(day=DAY, band="red", dose_j_cm2=1.0)
    noted = DoseNoted(person_id="ann", at_utc=NOON, doses=(dose,), note=text)
    exported = export_csv((added(name=text), noted), "ann")
    assert is_harmless(exported)
    assert len(list(csv.reader(io.StringIO(exported)))) == 2


@given(foreign)
def test_a_calendar_holds_no_such_letter(text: str) -> None:
    plan = planned()
    assert isinstance(plan, Planned)
    course = replace(plan.course, dates=plan.course.dates[:1], reviews=(), stop_rules=(text,))
    made = calendar_ics(replace(plan, course=course))
    assert is_harmless(made.replace("\r\n", ""))
    assert icalendar.Calendar.from_ical(made)
