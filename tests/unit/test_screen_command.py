"""`openpbm screen`: every row triggers and ends, disagreement is shown, exit codes hold."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from openpbm.cli.main import main
from openpbm.cli.screen import lines
from openpbm.person import Medicine, Person, Procedure
from openpbm.reports.screen_words import questions, screened
from openpbm.reports.words import sources
from openpbm.safety.entry import Understood, understood
from openpbm.safety.screening import ACTIONS, COLOURS
from openpbm.tables import Row, rows

START = date(2026, 12, 1)
TABLE = rows("contraindications")
STOPS = ("refer", "exclude")
Heard = pytest.CaptureFixture[str]


@dataclass(frozen=True)
class Told:
    """What the command said."""

    code: int
    out: str

    def ids(self) -> set[str]:
        return {str(f["id"]) for f in self.findings() if f["active"]}

    def findings(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self.out)["findings"]
        return found

    def words(self) -> dict[str, str]:
        colours: dict[str, dict[str, str]] = json.loads(self.out)["colours"]
        return {colour: colours[colour]["action"] for colour in COLOURS}


def file_of(folder: Path, *more: str, age: str = "40", phototype: str = "II") -> Path:
    """A person file without mask and goals."""
    path = folder / "person.toml"
    head = ["[person]", f"age_years = {age}", f'phototype = "{phototype}"']
    path.write_text("\n".join([*head, *more]), encoding="utf-8")
    return path


def told(heard: Heard, path: Path, *more: str) -> Told:
    code = main(["screen", str(path), "--start", START.isoformat(), *more])
    out, err = heard.readouterr()
    assert err == ""
    return Told(code, out)


def entry(row: Row, last: date | None) -> str:
    """The line of a person file that names a row, dated where the table ends it."""
    name = json.dumps(row.texts("synonyms")[0])  # a row's own name may be too long for a file
    kind = row.text("kind")
    if kind == "procedure" or (last is not None and kind == "condition"):
        return f"procedures = [{{ name = {name}, date = {(last or START).isoformat()} }}]"
    if kind == "drug" or last is not None:
        when = "" if last is None else f", last_dose = {last.isoformat()}"
        return f"medicines = [{{ name = {name}{when} }}]"
    return f"conditions = [{name}]"


@pytest.mark.parametrize("row_id", TABLE)
def test_every_row_has_a_person_who_triggers_it_and_one_just_outside(
    row_id: str, tmp_path: Path, capsys: Heard
) -> None:
    row = TABLE[row_id]
    washout = row.maybe("washout_days")
    if row_id == "minor":
        inside, outside = (("", age, "II") for age in ("17.9", "18"))
    elif row_id == "skin_type_456":
        inside, outside = (("", "40", phototype) for phototype in ("IV", "III"))
    elif washout is None:
        inside, outside = (entry(row, None), "40", "II"), ("", "40", "II")
    else:
        last = START - timedelta(days=math.ceil(washout))
        inside = (entry(row, last), "40", "II")
        outside = (entry(row, last - timedelta(days=1)), "40", "II")
    line, age, skin = inside
    here = told(capsys, file_of(tmp_path, line, age=age, phototype=skin), "--json")
    assert row_id in here.ids()
    asked = {colour: row.row("action").text(colour) for colour in COLOURS}
    assert all(ACTIONS.index(here.words()[c]) >= ACTIONS.index(asked[c]) for c in COLOURS)
    assert here.code == int(any(action in STOPS for action in here.words().values()))
    line, age, skin = outside
    gone = told(capsys, file_of(tmp_path, line, age=age, phototype=skin), "--json")
    assert row_id not in gone.ids()
    if washout is not None:
        ended = [f for f in gone.findings() if f["id"] == row_id]
        assert [f["clear_on"] for f in ended] == [START.isoformat()]


@pytest.mark.parametrize("row_id", TABLE)
def test_every_brand_and_synonym_is_understood_as_its_row(row_id: str) -> None:
    row = TABLE[row_id]
    kind = row.text("kind").replace("population", "condition")
    for text in (*row.texts("brands"), *row.texts("synonyms")):
        meaning = understood(text, kind)
        assert row_id in {found.id for found in meaning.meant}, text
        assert not meaning.unread, text
        assert not [
            found.read_as for found in meaning.meant if found.id == row_id and found.read_as
        ]


@pytest.mark.parametrize("row_id", TABLE)
def test_every_row_is_told_in_80_columns_with_reason_source_and_question(row_id: str) -> None:
    row = TABLE[row_id]
    age, skin, said = 40.0, "II", row.text("name")
    if row_id == "minor":
        age, said = 17.0, "age 17"
    elif row_id == "skin_type_456":
        skin, said = "V", "phototype V"
    drug, procedure = row.text("kind") == "drug", row.text("kind") == "procedure"
    population = row_id in ("minor", "skin_type_456")
    person = Person(
        age_years=age,
        phototype=skin,
        medicines=(Medicine(name=said, last_dose=START),) if drug else (),
        procedures=(Procedure(name=said, day=START),) if procedure else (),
        conditions=() if drug or procedure or population else (said,),
    )
    found = screened(person, START)
    for ascii_only in (False, True):
        text = lines(found, ascii_only=ascii_only)
        assert max(map(len, text)) <= 80
        assert not ascii_only or "\n".join(text).isascii()
    page = " ".join(" ".join(lines(found, ascii_only=True)).split())
    finding = next(f for f in found.findings if f.id == row_id)
    assert finding.source.split()[0][:20] in page
    assert row.text("lay").split()[0] in page
    assert ("clinical review pending)" in page) == any(f.review_pending for f in found.findings)
    actions = {action for f in found.findings for _, action in f.action}
    assert ("Ask your doctor" in page) == bool(actions & set(STOPS))
    for action in {action for _, action in finding.action}:
        assert action.replace("allow", "go") in page


def test_a_person_with_nothing_to_say_goes(tmp_path: Path, capsys: Heard) -> None:
    found = told(capsys, file_of(tmp_path))
    assert found.code == 0
    assert found.out.startswith(("✔ Go", "[+] Go"))
    assert "Ask your doctor" not in found.out
    assert "no conditions, no medicines and no procedures" in " ".join(found.out.split())


def test_a_caution_exits_0_and_says_so(tmp_path: Path, capsys: Heard) -> None:
    found = told(capsys, file_of(tmp_path, 'conditions = ["rosacea"]'))
    assert found.code == 0
    assert "Caution: blue, red and near-infrared with caution" in found.out
    assert "near-infrared, invisible: caution" in found.out


TWO = (
    'medicines = [{ name = "doxycycline", last_dose = 2026-11-28 }, "melatonin"]',
    'conditions = ["pregnancy"]',
)


def test_rows_that_disagree_are_all_shown_and_the_strictest_counts(
    tmp_path: Path, capsys: Heard
) -> None:
    path = file_of(tmp_path, *TWO)
    found = told(capsys, path)
    page = " ".join(found.out.split())
    assert found.code == 1
    assert "blue: exclude, until 6 December 2026 at least" in page
    assert "exclude [2] doxycycline refer [1] pregnancy caution [3] melatonin" in page
    assert "The rows disagree; the strictest, exclude, counts." in page
    assert "the strictest, refer, counts." in page
    content = json.loads(told(capsys, path, "--json").out)
    blue, nir = content["colours"]["blue"], content["colours"]["nir"]
    assert [row["action"] for row in blue["rows"]] == ["exclude", "refer", "caution", "caution"]
    assert [row["action"] for row in nir["rows"]] == ["refer", "caution", "allow", "allow"]
    assert blue["disagree"] is True
    assert nir["disagree"] is True
    assert blue["until"] == "2026-12-06"
    assert nir["until"] is None
    assert content["open"] is False


def test_rows_that_agree_do_not_disagree(tmp_path: Path, capsys: Heard) -> None:
    found = told(capsys, file_of(tmp_path, 'conditions = ["pregnancy", "aip"]'))
    assert "disagree" not in found.out


def test_the_end_of_a_washout_is_said_and_then_gone(tmp_path: Path, capsys: Heard) -> None:
    line = 'medicines = [{ name = "Metvix", last_dose = 2026-11-24 }]'
    here = told(capsys, file_of(tmp_path, line))
    assert "2 December 2026 is the first clear day" in " ".join(here.out.split())
    line = line.replace("24", "23")
    gone = told(capsys, file_of(tmp_path, line))
    assert gone.code == 0
    assert "clear since 1 December 2026" in gone.out
    assert "not now" in gone.out


def test_a_planned_procedure_and_its_dark_days_are_told(tmp_path: Path, capsys: Heard) -> None:
    line = 'procedures = [{ name = "microneedling", date = 2026-12-20 }]'
    found = told(capsys, file_of(tmp_path, line))
    page = " ".join(found.out.split())
    assert found.code == 0
    assert "Planned; it counts from its day until 24 December 2026." in page
    assert "no light of any colour on these days from 20 December 2026 to 23 December" in page
    endless = 'procedures = [{ name = "radiotherapy", date = 2026-12-20 }]'
    page = " ".join(told(capsys, file_of(tmp_path, endless)).out.split())
    assert "it counts from its day on, without a fixed end" in page
    assert "from 20 December 2026 on" in page


def test_a_day_without_light_is_said_at_once(tmp_path: Path, capsys: Heard) -> None:
    line = 'procedures = [{ name = "Botox", date = 2026-11-29 }]'
    found = told(capsys, file_of(tmp_path, line))
    assert found.code == 0  # its row asks for caution; the calendar keeps the day dark
    assert "gives no light on this day" in found.out.splitlines()[2]
    later = told(capsys, file_of(tmp_path, line.replace("29", "28")))
    assert "gives no light" not in later.out


def test_dark_days_that_are_over_are_not_told(tmp_path: Path, capsys: Heard) -> None:
    line = 'procedures = [{ name = "microneedling", date = 2026-01-01 }]'
    found = told(capsys, file_of(tmp_path, line), "--json")
    assert json.loads(found.out)["closed"] == []


def test_an_unknown_medicine_is_explained_and_stops(tmp_path: Path, capsys: Heard) -> None:
    found = told(capsys, file_of(tmp_path, 'medicines = ["xyzolam"]'))
    page = " ".join(found.out.split())
    assert found.code == 1
    assert "medicine not in the table: xyzolam" in page
    assert "counted as photosensitising" in page
    assert 'Given "xyzolam", may I use blue, red or near-infrared LED light' in page


def test_a_misspelling_is_told_as_unknown_with_the_name_to_write(
    tmp_path: Path, capsys: Heard
) -> None:
    found = told(capsys, file_of(tmp_path, 'medicines = ["doxicyclin"]'))
    page = " ".join(found.out.split())
    assert "not in the table: doxicyclin (did you mean doxycycline? If so, write that)" in page
    assert '"doxicyclin": doxycycline, if you mean doxycycline' in page
    agreed = told(capsys, file_of(tmp_path, 'medicines = ["doxycycline"]'), "--json")
    assert agreed.ids() == {"doxycycline"}


def test_the_same_word_is_asked_about_once() -> None:
    person = Person(
        age_years=40, phototype="II", procedures=(Procedure(name="chemical peel", day=START),)
    )
    found = screened(person, START)
    assert len(found.findings) == 2
    assert questions(found.findings) == (
        'Given "chemical peel", may I use blue, red or near-infrared LED light on my face, '
        "and from when?",
    )


def test_what_a_person_wrote_cannot_steer_the_terminal() -> None:
    wild = "gout\x1b[2J\nand\tmore " + "x" * 50
    person = Person(age_years=40, phototype="II", conditions=(wild,))
    text = lines(screened(person, START))
    assert all(line.isprintable() and len(line) <= 80 for line in text)


def test_the_day_is_the_command_lines_then_the_files(tmp_path: Path, capsys: Heard) -> None:
    path = file_of(tmp_path, "[course]", "start = 2027-01-01")
    assert main(["screen", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["start"] == "2027-01-01"
    assert json.loads(told(capsys, path, "--json").out)["start"] == START.isoformat()
    assert main(["screen", str(file_of(tmp_path)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["start"] == date.today().isoformat()


@pytest.mark.parametrize("arguments", [("--start", "soon"), ("--start", "1999-01-01")])
def test_a_slip_exits_2_and_prints_nothing(
    tmp_path: Path, capsys: Heard, arguments: tuple[str, ...]
) -> None:
    assert main(["screen", str(file_of(tmp_path)), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--start" in err


def test_a_bad_file_exits_2(tmp_path: Path, capsys: Heard) -> None:
    assert main(["screen", str(tmp_path / "nobody.toml")]) == 2
    assert main(["screen", str(file_of(tmp_path, 'medicine = ["x"]'))]) == 2
    assert capsys.readouterr().out == ""


def test_what_says_nothing_is_understood_as_nothing() -> None:
    assert understood("none", "drug") == Understood(meant=(), unread=(), offers=())


def test_a_source_is_parted_between_works_only() -> None:
    assert sources("A (one; two); B; C") == ["A (one; two)", "B", "C"]
    assert all(
        "; ".join(sources(row.text("source"))) == row.text("source") for row in TABLE.values()
    )
