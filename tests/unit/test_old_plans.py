"""A plan.json of a version before: refused at every door, with what to do; never taken for none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from kept_plan_made import plan, written
from ledger_factory import with_ann
from web_house import Visitor, an_app

from openpbm.cli.main import main
from openpbm.errors import PlanFileError
from openpbm.files.json_value import Json
from openpbm.files.ledger.store import read_ledger
from openpbm.files.plan.digest import KEY, sealed
from openpbm.files.plan.kept import read_plan

Heard = pytest.CaptureFixture[str]
DO = "make the plan again"
FIRST = Path(__file__).parent / "plan_of_version_1.json"  # written by it; its long lists are cut
MADE = plan(date(2026, 11, 2))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return with_ann(tmp_path)


def test_a_plan_of_the_first_version_gives_no_light_and_is_counted_nowhere(
    ledger: Path, capsys: Heard, tmp_path: Path
) -> None:
    own, where = str(FIRST), ["--ledger", str(ledger)]
    for words in (
        ["session", own, "--no-ledger", "--yes"],
        ["log", "--plan", own, *where],
        ["log", "--not-today", "--plan", own, *where],
        ["log", "--plan", own, "--mask", "omnilux-contour-face", "--minutes", "5", *where],
        ["ledger", "--plan", own, *where],
        ["compare", own, own],
    ):
        assert main(words) == 2, words
        assert DO in capsys.readouterr().err
    with read_ledger(ledger) as kept:
        assert len(kept.events("ann")) == 1
    assert main(["report", own, "--out", str(tmp_path / "out")]) == 0
    assert "It gives no light any more" in (tmp_path / "out" / "report.html").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_plan_from_before_a_field_was_added_is_read_as_it_was_or_refused_with_what_to_do(
    tmp_path: Path, name: str
) -> None:
    """As a version before this one wrote it, seal and all."""
    content: dict[str, Json] = {key: value for key, value in MADE.items() if key != name}
    if name not in ("schema_version", KEY):
        content = sealed(content)
    path = written(tmp_path, content)
    try:
        found = read_plan(path)
    except PlanFileError as problem:
        assert "expected" in str(problem)
        if name not in ("schema_version", "status"):  # else nothing says that it is one
            assert DO in str(problem)
    else:  # light and days do not rest on it
        assert found == read_plan(written(tmp_path, MADE))


def test_the_app_says_so_on_today_and_log_and_shows_the_way(tmp_path: Path) -> None:
    visitor = Visitor(an_app(tmp_path / "house"))
    person = visitor.with_mask()
    visitor.send(f"{person}/plan", {"do": "make", "start": date.today().isoformat()})
    visitor.wait(person)
    (path,) = (tmp_path / "house").rglob("plan.json")
    path.write_text(FIRST.read_text("utf-8"), encoding="utf-8")
    for page in ("today", "log"):
        text = visitor.page(f"{person}/{page}")
        assert DO in text
        assert f'href="{person}/plan"' in text
    assert "As planned" not in visitor.page(f"{person}/log")
