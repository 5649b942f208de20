"""A command that is named to be typed next keeps the language that an option asked for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import openpbm
from openpbm.cli.main import main
from openpbm.speech.catalogue import entries, subjects
from openpbm.speech.fill import Written, filled
from openpbm.speech.language import ENGLISH, PSEUDO, VARIABLE, languages, speak, speaking
from openpbm.speech.say import in_english

NAMED = re.compile(r"\bopenpbm (?=[a-z]|--help)")
FORGETS = re.compile(r"\bopenpbm (?!--lang es )(?:[a-z]|--help)")
SPOKEN = [lang for lang in languages() if lang != PSEUDO]
Heard = pytest.CaptureFixture[str]


def named(lang: str) -> list[tuple[str, str]]:
    """Ids and aspects of sentences that name a command."""
    every = (entry for subject in subjects(lang) for entry in entries(lang, subject).values())
    return [
        (entry.id, aspect)
        for entry in every
        if NAMED.search(entry.text)
        for aspect in ("", *entry.aspects)
    ]


def said_of(id: str, aspect: str, lang: str) -> str:
    gaps = dict.fromkeys(entries(lang, id.partition("-")[0])[id].variables, Written("1", 1))
    return filled(id, aspect, gaps) or ""


@pytest.mark.parametrize("lang", SPOKEN)
def test_every_sentence_that_names_a_command_names_the_language_too(lang: str) -> None:
    found = named(lang)
    assert len(found) > 30
    with speaking(lang):
        told = {key: said_of(*key, lang) for key in found}
        speak(lang, by_option=True)
        asked = {key: said_of(*key, lang) for key in found}
    assert any(NAMED.search(text) for text in told.values())
    assert not [text for text in asked.values() if NAMED.search(text)]
    assert {
        key: text.replace(f"openpbm --lang {lang} ", "openpbm ") for key, text in asked.items()
    } == told


def test_what_a_file_keeps_and_what_a_person_wrote_are_left_as_they_are() -> None:
    with speaking(ENGLISH):
        speak("es", by_option=True)
        notes = filled("open_mask-none_paired", "", {"found": Written("openpbm notes")})
        kept = in_english(openpbm.fact.message("refusal-new_plan"))
    assert notes is not None and '"openpbm notes"' in notes and "openpbm --lang es device" in notes
    assert "openpbm --lang" not in kept


def test_no_command_is_printed_past_the_one_place() -> None:
    """What prints a command of its own making asks `typed_next` for its beginning."""
    past = []
    for place in sorted(Path(openpbm.__file__).parent.glob("cli/*.py")):
        for call in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "typer.echo":
                text = ast.unparse(call)
                if NAMED.search(text) and "typed_next" not in text:
                    past.append(f"{place.name}: {text}")
    assert past == []


@pytest.mark.parametrize(
    "line", [["device", "log", "nobody"], ["device", "log"], ["masks", "no-such"], ["map"]]
)
def test_an_option_is_kept_and_the_environment_needs_none(
    line: list[str], capsys: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["--lang", "es", *line]) == 2
    asked = capsys.readouterr().err
    assert "openpbm --lang es " in asked and not FORGETS.search(asked)
    monkeypatch.setenv(VARIABLE, "es")
    assert main(line) == 2
    assert "--lang" not in capsys.readouterr().err


def test_an_argument_that_lacks_is_named_with_what_it_would_be(capsys: Heard) -> None:
    assert main(["device", "log"]) == 2
    told = capsys.readouterr().err
    assert "found no NAME; expected: openpbm device log NAME (" in told
    assert "device list" in told
