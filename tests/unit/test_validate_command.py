"""`openpbm validate`: every number has a parent, and a wrong one is caught."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openpbm.cli.main import main
from openpbm.fact import said
from openpbm.reports.validation_html import by_link, checked_by
from openpbm.tables import rows
from openpbm.validation import run
from openpbm.validation.case import Case, case
from openpbm.validation.run import validate

# numba and embreex have no wheel for every machine
OPTIONAL = {"oracle", "whole_dose", "face_forehead", "face_left_cheek", "face_nose"}


@pytest.fixture(scope="module")
def found() -> tuple[Case, ...]:
    return validate()


def test_every_row_is_compared_once_and_nothing_fails(found: tuple[Case, ...]) -> None:
    assert sorted(each.id for each in found) == sorted(rows("validation"))
    assert [each.id for each in found if each.verdict == "fails"] == []
    assert {each.id for each in found if each.verdict == "skipped"} <= OPTIONAL


def test_every_link_has_its_numbers_in_one_place(found: tuple[Case, ...]) -> None:
    assert len(by_link(found)) == 12
    turns = [each.link for each, before in zip(found[1:], found, strict=False)
             if each.link != before.link]  # fmt: skip
    assert len(turns) == len(set(turns)) == 11


def test_a_number_that_is_off_fails_and_so_does_no_number() -> None:
    row = rows("validation")["we_F15"]
    right = row.number("expected")
    assert case("we_F15", right * (1.0 + 0.9 * row.number("tolerance"))).verdict == "holds"
    assert case("we_F15", right * (1.0 + 1.1 * row.number("tolerance"))).verdict == "fails"
    assert case("we_F15", float("nan")).verdict == "fails"
    assert case("we_F15", None, note=said("why")).verdict == "skipped"


def test_the_command_writes_page_and_json_and_tells_a_failure(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    found: tuple[Case, ...],
) -> None:
    monkeypatch.setattr(run, "ALONG_THE_WAY", (lambda: iter(found),))
    assert main(["validate", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "numbers hold" in said
    assert all(f"{link}: {checked_by(own)}\n" in said for link, own in by_link(found).items())
    assert all(len(line) <= 80 for line in said.splitlines()[:-1])
    told = json.loads((tmp_path / "validation.json").read_text(encoding="utf-8"))
    assert len(told) == len(found)
    page = (tmp_path / "validation.html").read_text(encoding="utf-8")
    assert page.count("<tr>") >= len(found)
    assert "<script" not in page
    wrong = case("fresnel", 0.9)
    monkeypatch.setattr(run, "ALONG_THE_WAY", (lambda: iter([wrong]),))
    assert main(["validate", "--out", str(tmp_path), "--json"]) == 1
