"""Five lines in one device, through every command: each kept apart, each counted once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from as_light import practice_counts
from ledger_factory import added
from test_lines import IDS, panel_toml
from web_house import Visitor, an_app

from openpbm.cli.main import main
from openpbm.files.ledger.store import open_ledger, read_ledger
from openpbm.files.light.course import read_light_course
from openpbm.files.plan.kept import read_plan
from openpbm.reports.words import channel, joined_channels
from openpbm.tracking.account import record_of

Heard = pytest.CaptureFixture[str]
PERSON = """
[person]
age_years = 45
phototype = "II"
goals = ["wrinkles"]
eye_protection = "opaque_goggles"
recent_light = "none"
[mask]
file = "panel.toml"
"""
FEW = ["--scenarios", "48"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A panel, a person and the plan of both."""
    made = tmp_path_factory.mktemp("five")
    (made / "panel.toml").write_text(panel_toml(), encoding="utf-8")
    (made / "person.toml").write_text(PERSON, encoding="utf-8")
    start = date.today().isoformat()
    asked = ["plan", str(made / "person.toml"), *FEW, "--start", start, "--out", str(made / "out")]
    assert main(asked) == 0
    return made


def test_every_line_has_rows_of_its_own_in_the_plan(folder: Path) -> None:
    plan = json.loads((folder / "out" / "plan.json").read_text(encoding="utf-8"))
    assert [c["id"] for c in plan["session"]["channels"]] == list(IDS)
    assert [c["role"] for c in plan["session"]["channels"]] == 2 * ["red"] + 3 * ["nir"]
    for rows in ("irradiance", "dose", "evenness"):
        assert {row["channel"] for row in plan[rows]} == set(IDS), rows
    (red, nir) = sorted(plan["match"], key=lambda row: row["band"])
    assert (red["channel"], nir["channel"]) == ("red_630, red_660", "nir_810, nir_830, nir_850")


def test_the_report_names_each_line_and_draws_it_in_its_colour(folder: Path) -> None:
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    for role, nm in ((id.split("_")[0], float(id.split("_")[1])) for id in IDS):
        assert channel(role, nm) in page
    assert "ch-nir" in page
    assert "ch-nir_8" not in page
    assert joined_channels(["red_630", "red_660"]) == "red 630 nm and red 660 nm"


def test_light_of_all_lines_is_summed_by_band(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    ledger = tmp_path / "openpbm" / "ledger.sqlite"
    with open_ledger(ledger) as kept:
        kept.append(added())
    plan = folder / "out" / "plan.json"
    assert main(["session", str(plan), "--yes", "--speed", "100000"]) == 0
    assert "850 nm" in capsys.readouterr().out
    with practice_counts(), read_ledger(ledger) as kept:
        (sitting,) = record_of(kept.events("ann"), "ann").sittings
    assert {rate.role for rate in sitting.begun.rates} == set(dict(sitting.counted_min)) == set(IDS)
    session = read_plan(plan, needs_session=True).session
    assert session is not None
    planned: dict[tuple[str, str], float] = defaultdict(float)
    for line in session.channels:
        for rate in line.rates:
            band = "red" if line.role == "red" else "nir"
            planned[band, rate.region] += line.minutes * rate.hot_j_cm2_min
    given = {(dose.band, dose.region): dose.dose_j_cm2 for dose in sitting.doses}
    assert set(given) == set(planned)
    for place, dose in planned.items():
        assert given[place] == pytest.approx(dose, rel=0.03), place
    assert main(["ledger"]) == 0
    assert main(["ledger", "--plan", str(plan)]) == 0


def test_the_chain_of_events_is_fed_by_every_line(folder: Path) -> None:
    parts = read_light_course(folder / "out" / "plan.json").parts
    assert [part.peak_nm for part in parts] == [630.0, 660.0, 810.0, 830.0, 850.0]
    assert all(part.fluence_rate_mw_cm2 > 0 for part in parts)


@pytest.mark.parametrize(
    "asked",
    [
        ["check", "panel.toml"],
        ["safety", "panel.toml", "--out", "safety"],
        ["compare", "panel.toml", "higherdose-red-light-face-mask", *FEW],
        ["screen", "person.toml"],
    ],
    ids=lambda asked: str(asked[0]),
)
def test_every_command_takes_the_panel(
    folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Heard
) -> None:
    monkeypatch.chdir(folder)
    assert main(asked) in (0, 1), capsys.readouterr().err
    assert capsys.readouterr().out


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    app = an_app(tmp_path / "app")
    yield Visitor(app)
    app.app.state.rooms.close()


def test_the_app_takes_the_panel_and_a_reading_of_one_line(visitor: Visitor) -> None:
    person = visitor.new_person()
    visitor.client.post(
        f"{person}/mask/file",
        data={"token": visitor.token()},
        files={"file": ("m.toml", panel_toml().encode())},
    )
    shown = visitor.page(f"{person}/mask/own")
    assert all(f'value="{id}"' in shown for id in IDS)
    read: dict[str, str | list[str]] = {
        "do": "save", "reading-0-channel": "nir_830", "reading-0-region": "forehead",
        "reading-0-value": "4",
    }  # fmt: skip
    visitor.send(f"{person}/mask/own", read)
    visitor.send(f"{person}/plan", {"do": "make", "start": date.today().isoformat()})
    assert visitor.wait(person)["state"] == "done"
    assert "850" in visitor.page(f"{person}/plan")
    assert "near-infrared 830" in visitor.page(f"{person}/today").lower()
