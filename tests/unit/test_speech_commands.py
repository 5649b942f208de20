"""Every command in the pseudo-language: what stands outside brackets has not moved yet."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import speech_lines
from kept_plan_made import plan, written

from openpbm.cli.main import main
from openpbm.speech.pseudo import CLOSE, OPEN

EXAMPLES = Path(__file__).parents[2] / "examples"
MOST = Path(__file__).with_name("speech_lines.json")
HOME = str(EXAMPLES / "home.toml")
Heard = pytest.CaptureFixture[str]

COMMANDS = {
    "masks": ["masks"],
    "masks_one": ["masks", "omnilux-contour-face"],
    "check": ["check", HOME],
    "check_mask": ["check", str(EXAMPLES / "unknown-mask-measured.toml")],
    "check_study": ["check", str(EXAMPLES / "study.toml")],
    "screen": ["screen", HOME],
    "screen_drug": ["screen", str(EXAMPLES / "refused-drug.toml")],
    "plan": ["plan", HOME, "--scenarios", "16", "--start", "2026-11-30", "--out", "OUT"],
    "session": ["session", "PLAN", "--yes", "--no-ledger", "--speed", "100000"],
    "ledger_add": ["ledger", "add", "Bo", "--ledger", "LEDGER"],
    "log": ["log", "Ann", "--dose", "blue=48", "--ledger", "LEDGER"],
    "ledger": ["ledger", "Ann", "--ledger", "LEDGER"],
    "ledger_verify": ["ledger", "verify", "--ledger", "LEDGER"],
    "safety": ["safety", "omnilux-contour-face", "--out", "OUT"],
    "report_check": ["report-check", str(EXAMPLES / "study.toml"), "--scenarios", "16"],
    "validate_help": ["validate", "--help"],
    "help": ["--help"],
    "faults": ["faults", "--sessions", "5", "--processes", "1"],
    "slip": ["compare", "omnilux-contour-face"],
    "demo": ["demo", "--no-serve"],
}


@cache
def data() -> str:
    """What files and tables say."""
    files = map(speech_lines.file_text, sorted(EXAMPLES.glob("*.toml")))
    return " ".join([speech_lines.table_texts(), *files])


@pytest.mark.parametrize("name", COMMANDS)
def test_fewer_lines_stand_outside_the_catalogues_than_before(
    name: str, tmp_path: Path, capsys: Heard
) -> None:
    """Each count only falls; whoever moves sentences into a catalogue lowers the figure."""
    ledger = str(tmp_path / "light.sqlite")
    assert main(["ledger", "add", "Ann", "--ledger", ledger]) == 0
    capsys.readouterr()
    places = {
        "OUT": str(tmp_path / "out"),
        "LEDGER": ledger,
        "PLAN": str(written(tmp_path, plan())),
    }
    main(["--lang", "qps", *(places.get(each, each) for each in COMMANDS[name])])
    told = capsys.readouterr()
    printed = told.out + told.err
    assert printed.strip(), "nothing was printed"
    found = speech_lines.unsaid(printed, data())
    most = json.loads(MOST.read_text(encoding="utf-8"))
    assert len(found) <= most.get(name, 0), "\n".join(found)


def test_a_line_of_no_catalogue_is_seen_and_data_is_not() -> None:
    printed = (
        f"  {OPEN}óóñéé {OPEN}twóó{CLOSE}\n thrééé{CLOSE}  one two three\n the maker's own\nwords 3"
    )
    assert speech_lines.unsaid(printed, "") == ["one two three", "the maker's own"]
    assert speech_lines.unsaid(printed, "this is the maker's own text") == ["one two three"]
    assert speech_lines.is_whole(printed) and not speech_lines.is_whole(printed[:8])
