"""Whoever reads Spanish is offered words that are read, and told who translated the sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
from kept_plan_made import plan, written
from plan_factory import planned

from openpbm.answer import Closed, Planned
from openpbm.cli import session
from openpbm.cli.main import main
from openpbm.fact import said
from openpbm.reports.calendar import calendar_ics
from openpbm.safety.entry import reading_of
from openpbm.safety.known import known
from openpbm.speech.fill import sentence
from openpbm.speech.language import ENGLISH, PSEUDO, languages, speaking
from openpbm.speech.table import texts
from openpbm.web.you_form import known_names

NOTE = "Traducido por este proyecto, no revisado por un clínico."
EVERY = {"drug": 3, "condition": 1, "procedure": 1}  # which of the many offers are read here
Heard = pytest.CaptureFixture[str]


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != PSEUDO])
@pytest.mark.parametrize("kind", EVERY)
def test_what_is_offered_while_somebody_types_is_read(lang: str, kind: str) -> None:
    with speaking(lang):
        offered = known_names(kind)
    assert offered
    for name in offered[:: EVERY[kind]]:
        found = reading_of(name, kind)
        assert not found.unread and not any(match.read_as for match in found.matches), name


@pytest.mark.parametrize("kind", EVERY)
def test_spanish_offers_no_english_name_of_the_tables(kind: str) -> None:
    own = texts("es")
    english = {row.name for row in known().values() if own.get(row.name, row.name) != row.name}
    with speaking(ENGLISH):
        assert english & set(known_names(kind))
    with speaking("es"):
        offered = set(known_names(kind))
    also_spanish = {name for name in english & offered if name in own.values()}
    assert english & offered <= also_spanish


def person(folder: Path) -> str:
    path = folder / "person.toml"
    lists = 'conditions = ["rosasea", "algo raro"]\nmedicines = ["xyzolam"]\n'
    path.write_text(f'[person]\nage_years = 40\nphototype = "II"\n{lists}', encoding="utf-8")
    return str(path)


def test_words_that_no_table_has_are_told_in_spanish_and_marked_once(
    tmp_path: Path, capsys: Heard
) -> None:
    assert main(["screen", person(tmp_path), "--start", "2026-12-01", "--lang", "es"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "afección que no está en la tabla: algo raro" in told
    assert "medicamento que no está en la tabla: xyzolam" in told
    assert "rosasea (¿quiso decir rosacea? Si es así, escriba eso)" in told
    assert "rubor provocado por el calor, si quiere decir rosacea" in told
    for english in ("not in the table", "did you mean", "if you mean", "write that"):
        assert english not in told
    assert told.count(NOTE) == 1


def test_safety_in_spanish_is_marked_once(tmp_path: Path, capsys: Heard) -> None:
    asked = ["safety", "shark-cryoglow", "--out", str(tmp_path)]
    assert main([*asked, "--lang", "es"]) == 1
    assert " ".join(capsys.readouterr().out.split()).count(NOTE) == 1


@pytest.mark.parametrize(("lang", "times"), [("es", 1), ("en", 0)])
def test_a_session_in_spanish_is_marked_once(
    lang: str, times: int, tmp_path: Path, capsys: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "give", lambda *_: 0)
    asked = ["session", str(written(tmp_path, plan())), "--no-ledger", "--yes"]
    assert main([*asked, "--lang", lang]) == 0
    assert capsys.readouterr().out.count(NOTE) == times


@pytest.mark.parametrize(("lang", "times"), [("es", 1), ("en", 0)])
def test_each_event_of_a_calendar_in_spanish_is_marked_once(lang: str, times: int) -> None:
    found = planned()
    assert isinstance(found, Planned)
    day = found.course.dates[-1]
    closed = (Closed(day, day, said("x")),)
    with speaking(lang):
        text = calendar_ics(replace(found, course=replace(found.course, closed=closed)))
    calendar = icalendar.Calendar.from_ical(text)
    events = [str(event["DESCRIPTION"]) for event in calendar.walk("VEVENT")]
    assert len(events) > len(found.course.dates)
    assert all(event.count(NOTE) == times for event in events)


def test_words_that_spanish_joins_are_joined_where_a_name_comes_into_a_gap() -> None:
    with speaking("es"):
        assert (
            sentence("assumption-limit", limit="de el mentón a el ojo")
            == "Límite: del mentón al ojo"
        )
        for kept in ("para el ojo", "de él", "hacia el ojo", "de ella"):
            assert sentence("assumption-limit", limit=kept) == f"Límite: {kept}"
    with speaking("en"):
        assert "de el" in sentence("assumption-limit", limit="de el")
